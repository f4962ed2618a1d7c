"""Covering: blocks in the cells of the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style

from reader.documents.lines import Line
from reader.text.justify import row_cells, spread
from reader.text.spans import Span
from reader.text.units import graphemes
from reader.text.wrap import displayed
from reader.ui.widgets.covering import BLOCK, cover_line, cover_rows

PLAIN = Style()


def covered(text: str, *spans: tuple[int, int], fill: int = 0, hyphen: bool = False) -> str:
    """A line with these spans covered, as it is drawn."""
    line = Line(0, len(text), 0, 0, True, False, fill, hyphen)
    drawn = (spread(text, fill) if fill else displayed(text)) + "‐" * hyphen
    segments = cover_line([Segment(drawn, PLAIN)], line, text, [Span(*s) for s in spans], PLAIN)
    return "".join(segment.text for segment in segments)


@pytest.mark.parametrize(
    ("text", "span", "drawn"),
    [
        ("the longest river", (4, 11), "the ███████ river"),
        ("the longest river", (4, 99), "the █████████████"),
        ("大きな川です", (2, 4), "大き████です"),
        ("e\u0301te\u0301", (2, 3), "e\u0301█e\u0301"),
    ],
)
def test_words_are_covered_in_their_own_cells(text, span, drawn):
    assert covered(text, span) == drawn


def test_several_parts_of_a_line_are_covered():
    assert covered("one two three", (0, 3), (8, 13)) == "███ two █████"


def test_words_that_are_spread_are_covered_where_they_stand():
    assert covered("a bc d", (2, 4), fill=8) == "a  ██  d"


def test_the_hyphen_of_a_covered_word_is_covered_too():
    assert covered("a long", (2, 6), hyphen=True) == "a █████"


def test_the_hyphen_of_another_word_stays():
    assert covered("a long", (0, 1), hyphen=True) == "█ long‐"


def test_links_of_the_terminal_are_not_in_what_is_covered():
    linked = Style(link="https://example.org/answer")
    line = Line(0, 6, 0, 0, True, False)
    segments = cover_line([Segment("answer", linked)], line, "answer", [Span(0, 6)], PLAIN)
    assert all(not (segment.style and segment.style.link) for segment in segments)


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)


@given(TEXTS, st.data())
def test_covering_leaves_no_sign_of_what_is_covered_and_moves_nothing(text, data):
    places = [*(one.start for one in graphemes(text)), len(text)]
    low, high = sorted(data.draw(st.tuples(*[st.sampled_from(places)] * 2)))
    end = max(low, min(high, len(text.rstrip())))  # the space at the end of a line is no word
    at = row_cells(text)
    blocks = BLOCK * (at[end] - at[low])
    assert covered(text, (low, high)) == displayed(text, 0, low) + blocks + displayed(text, end)


def test_rows_of_a_note_keep_their_widths():
    rows = [[("• ", ""), ("a word", "strong")], []]
    assert [[text for text, _ in row] for row in cover_rows(rows)] == [
        ["", BLOCK * 8],
        ["", ""],
    ]
