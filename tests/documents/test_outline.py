from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.documents.document import Section
from reader.documents.outline import DEEPEST, Heading, nest
from reader.text.spans import Span


def headings(*levels: int) -> list[Heading]:
    return [
        Heading(f"h{number}", level, Span(number * 10, number * 10 + 2), (number, number))
        for number, level in enumerate(levels)
    ]


def shape(sections: tuple[Section, ...]) -> list[object]:
    return [[section.title, *shape(section.children)] for section in sections]


def test_headings_nest_under_the_nearest_smaller_level() -> None:
    sections = nest(headings(1, 2, 2, 1), 40)
    assert shape(sections) == [["h0", ["h1"], ["h2"]], ["h3"]]


def test_a_skipped_level_makes_a_child_and_no_empty_section() -> None:
    [top] = nest(headings(1, 4), 20)
    assert top.children[0].level == 2


def test_a_deeper_heading_first_stands_beside_the_shallower_one_after_it() -> None:
    assert shape(nest(headings(3, 1, 2), 30)) == [["h0"], ["h1", ["h2"]]]


def test_a_section_ends_where_the_next_of_its_level_or_above_begins() -> None:
    first, second = nest(headings(1, 2, 1), 35)
    assert (first.end, first.children[0].end, second.end) == (20, 20, 35)


def test_the_lines_of_the_source_are_kept() -> None:
    assert nest(headings(1), 5)[0].lines == (0, 0)


def test_a_section_knows_how_sure_it_is_and_whether_a_heading_stands_there() -> None:
    [top] = nest([Heading("It was late", 1, Span(0, 5), None, 0.25, made=True)], 5)
    assert (top.confidence, top.made) == (0.25, True)


def test_no_headings_make_no_sections() -> None:
    assert nest([], 10) == ()


def test_ten_thousand_headings_a_thousand_levels_deep_can_be_walked() -> None:
    sections = nest(headings(*(level % 1000 + 1 for level in range(10_000))), 100_000)
    walked = [section for top in sections for section in top.walk()]
    assert len(walked) == 10_000
    assert max(section.level for section in walked) == DEEPEST


@given(st.lists(st.integers(-3, 30), max_size=40))
def test_every_heading_makes_one_section_in_reading_order(levels: list[int]) -> None:
    walked = [section for top in nest(headings(*levels), 1000) for section in top.walk()]
    assert [section.title for section in walked] == [f"h{n}" for n in range(len(levels))]
    assert all(child.end <= section.end for section in walked for child in section.children)
    assert all(child.level == section.level + 1 for section in walked for child in section.children)
