"""Which sections were finished, and what of a passage is new."""

import pytest

from reader.documents.document import Document, Section
from reader.study import finishing
from reader.text.spans import Span

TEXT = "One\nabcdefghij\nTwo\nklmnopqrst\nThree\nuvwxyzabcd"
TWO = Section("Two", 2, Span(15, 18), 29)
ONE = Section("One", 1, Span(0, 3), 29, children=(TWO,))
THREE = Section("Three", 1, Span(30, 35), len(TEXT))
DOCUMENT = Document(TEXT, (), sections=(ONE, THREE))


@pytest.mark.parametrize(
    ("span", "titles"),
    [
        (Span(4, 14), ["One"]),
        (Span(19, 29), ["One", "Two"]),
        (Span(4, 40), ["One", "Two", "Three"]),
        (Span(36, 46), ["Three"]),
    ],
)
def test_the_sections_of_a_passage_are_those_it_is_in_and_those_around_them(span, titles):
    found = finishing.sections_of(DOCUMENT, [span])
    assert [DOCUMENT.outline[index].title for index in found] == titles


def test_in_a_text_without_sections_there_is_none():
    assert finishing.sections_of(Document(TEXT, ()), [Span(0, 10)]) == []


def test_a_section_is_read_with_all_below_it_though_line_ends_never_are():
    assert not finishing.is_read(TEXT, ONE, [Span(0, 14)])
    assert finishing.is_read(TEXT, TWO, [Span(15, 18), Span(19, 29)])
    assert finishing.is_read(TEXT, ONE, [Span(0, 3), Span(4, 14), Span(15, 18), Span(19, 29)])


def test_a_poem_of_short_lines_is_read_when_its_lines_are():
    text = "ab\n" * 20
    lines = [Span(at, at + 2) for at in range(0, 60, 3)]
    assert finishing.is_read(text, Section("A poem", 1, Span(0, 2), 60), lines)
    assert not finishing.is_read(text, Section("A poem", 1, Span(0, 2), 60), lines[:15])


def test_an_empty_section_is_never_read():
    assert not finishing.is_read("", Section("", 1, Span(0, 0), 0), [])


def test_what_is_its_own_ends_where_the_first_section_below_it_begins():
    assert finishing.own_end(DOCUMENT, 0) == TWO.start
    assert finishing.own_end(DOCUMENT, 1) == TWO.end


@pytest.mark.parametrize(
    ("read", "left"),
    [
        ([], [Span(10, 20)]),
        ([Span(0, 10), Span(20, 30)], [Span(10, 20)]),
        ([Span(0, 12)], [Span(12, 20)]),
        ([Span(12, 14), Span(16, 25)], [Span(10, 12), Span(14, 16)]),
        ([Span(5, 25)], []),
    ],
)
def test_what_is_new_of_a_passage(read, left):
    assert finishing.left_out(read, Span(10, 20)) == left
