"""Rows with both edges straight."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.justify import WIDEST_GAP, gaps, row_cells, spread, spread_offsets
from reader.text.wrap import cells

ROWS = st.text(st.sampled_from("ab c.,é\u0301雨停👩\u00a0\u00ad  שלום"), max_size=40)
FILLS = st.integers(0, 60)


def test_spaces_are_widened_until_the_row_is_full() -> None:
    assert spread("one two three", 15) == "one  two  three"


def test_what_does_not_go_up_evenly_differs_by_one_cell_at_most() -> None:
    wide = gaps("a b c d e f", 14)
    assert sum(wide) == 8
    assert max(wide) - min(wide) == 1


def test_a_row_that_needs_wide_gaps_stays_as_it_is() -> None:
    assert spread("one two three", 17) == "one   two   three"
    assert spread("one two three", 18) == "one two three"


@pytest.mark.parametrize("row", ["unbreakable", "", "one two", "雨停了。 我们 读书"])
def test_a_row_is_left_alone_without_spaces_or_room_or_in_ideographs(row: str) -> None:
    assert spread(row, 7 if row == "one two" else 21) == row


def test_spaces_that_hang_at_the_end_stay_there() -> None:
    assert spread("one two   ", 8) == "one  two   "


def test_a_no_break_space_keeps_its_width() -> None:
    assert spread("ten 100\u00a0km", 11) == "ten  100\u00a0km"


@given(ROWS, FILLS)
def test_a_row_is_spread_to_just_its_width_or_not_at_all(row: str, fill: int) -> None:
    drawn = spread(row, fill)
    assert cells(drawn.rstrip(" ")) == fill if drawn != row else drawn == row
    assert all(1 <= gap <= WIDEST_GAP for gap in gaps(row, fill))


@given(ROWS, FILLS)
def test_spreading_only_adds_spaces(row: str, fill: int) -> None:
    drawn = spread(row, fill)
    at = spread_offsets(row, fill)
    assert "".join(drawn[place] for place in at[:-1]) == row
    assert at[-1] == len(drawn)
    assert not "".join(drawn[a + 1 : b] for a, b in pairwise(at)).strip(" ")


@given(ROWS, FILLS)
def test_the_cells_of_a_row_are_those_of_what_is_drawn(row: str, fill: int) -> None:
    drawn, at = spread(row, fill), spread_offsets(row, fill)
    assert row_cells(row, fill)[-1] == cells(drawn)
    assert row_cells(row, fill) == [row_cells(drawn)[place] for place in at]
