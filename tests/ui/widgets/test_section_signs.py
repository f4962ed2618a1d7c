"""What stands beside the title of a section."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.annotation import Colour
from reader.documents.document import Section
from reader.study.coverage import merge
from reader.study.reading import Tally
from reader.text.spans import Span
from reader.text.words import CHARACTERS, WORDS
from reader.ui.widgets.section_signs import (
    HEAT,
    duration,
    heat,
    sign,
    size_rows,
    strip,
    title_style,
)


@pytest.mark.parametrize(
    "read, shades",
    [
        ([], "   "),
        ([Span(0, 30)], "███"),
        ([Span(0, 10)], "█  "),
        ([Span(20, 30)], "  █"),
        ([Span(0, 5), Span(10, 20)], "▒█ "),
        ([Span(0, 15)], "█▒ "),
    ],
)
def test_the_strip_is_dark_where_it_was_read(read, shades):
    assert heat(read, 0, 30, 3) == shades


def test_only_what_lies_in_the_section_counts():
    assert heat([Span(0, 100)], 100, 130, 3) == "   "
    assert heat([Span(95, 110)], 100, 130, 3) == "█  "


@pytest.mark.parametrize("end", [0, 1, 2])
def test_a_section_shorter_than_the_strip_still_has_one(end):
    assert len(heat([], 0, end, 3)) == 3


SPANS = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=8).map(merge)


@given(SPANS, st.integers(0, 200), st.integers(0, 200), st.integers(1, 10))
def test_every_cell_of_the_strip_is_a_shade(read, start, size, width):
    shades = heat(read, start, start + size, width)
    assert len(shades) == width
    assert set(shades) <= set(HEAT)


def test_a_bar_in_its_colour_stands_in_the_strip_where_something_is_annotated():
    def colour_in(start, end):
        return Colour.PINK if start <= 22 < end else None

    row = strip([Span(0, 10)], colour_in, 0, 40, 4)
    assert row == [(" █ ", "muted"), ("▌", "sign-pink"), (" ", "muted")]


@pytest.mark.parametrize(
    "minutes, shown",
    [(0, "<1m"), (0.4, "<1m"), (0.6, "1m"), (99, "99m"), (100, "2h"), (6000, "100h")],
)
def test_a_time_is_told_in_few_cells(minutes, shown):
    assert duration(minutes) == shown


@pytest.mark.parametrize(
    "width, rows",
    [
        (40, ["1,240 words · 6 min", "3 notes, 1 open · 40 % read"]),
        (19, ["1,240 words · 6 min", "3 notes ?1 · 40 %"]),
        (16, ["1,240 w · 6 min", "40 %"]),
        (10, ["6 min", "40 %"]),
    ],
)
def test_the_figures_of_a_section_are_as_long_as_there_is_room(width, rows):
    found = size_rows(1240, WORDS, 6.2, Tally(3, 1), 0.4, width)
    assert [row[0][0].rstrip() for row in found] == rows


@pytest.mark.parametrize(
    ("width", "told"), [(40, "8,319 chars · 20 min"), (17, "8,319 ch · 20 min")]
)
def test_of_a_text_without_spaces_characters_are_told(width, told):
    [(text, _)] = size_rows(8319, CHARACTERS, 20, Tally(), 0, width)[0]
    assert text.rstrip() == told


def test_words_that_are_not_counted_yet_are_not_told():
    [(text, _)] = size_rows(None, WORDS, 0.2, Tally(), 0, 30)[0]
    assert text.strip() == "under 1 min"


@pytest.mark.parametrize(
    "fields, before",
    [({}, " "), ({"confidence": 0.4}, "·"), ({"made": True, "confidence": 0.2}, "~")],
)
def test_a_section_that_nobody_marked_as_one_has_a_sign_before_its_title(fields, before):
    assert sign(Section("It was late", 1, Span(0, 5), 9)._replace(**fields)) == before


def test_what_stands_aside_of_a_book_stands_back_in_the_list():
    index = Section("Index", 1, Span(0, 5), 9)
    assert (title_style(index, aside=True), title_style(index)) == ("muted", "")
