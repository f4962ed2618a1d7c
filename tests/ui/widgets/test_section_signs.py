"""What was read of a section, as a strip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.study.coverage import merge
from reader.text.spans import Span
from reader.ui.widgets.section_signs import HEAT, heat


@pytest.mark.parametrize(
    "read, strip",
    [
        ([], "   "),
        ([Span(0, 30)], "███"),
        ([Span(0, 10)], "█  "),
        ([Span(20, 30)], "  █"),
        ([Span(0, 5), Span(10, 20)], "▒█ "),
        ([Span(0, 15)], "█▒ "),
    ],
)
def test_the_strip_is_dark_where_it_was_read(read, strip):
    assert heat(read, 0, 30, 3) == strip


def test_only_what_lies_in_the_section_counts():
    assert heat([Span(0, 100)], 100, 130, 3) == "   "
    assert heat([Span(95, 110)], 100, 130, 3) == "█  "


@pytest.mark.parametrize("end", [0, 1, 2])
def test_a_section_shorter_than_the_strip_still_has_one(end):
    assert len(heat([], 0, end, 3)) == 3


SPANS = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=8).map(merge)


@given(SPANS, st.integers(0, 200), st.integers(0, 200), st.integers(1, 10))
def test_every_cell_of_the_strip_is_a_shade(read, start, size, width):
    strip = heat(read, start, start + size, width)
    assert len(strip) == width
    assert set(strip) <= set(HEAT)
