"""The title of a document and the sections around a place, in few cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.wrap import cells
from reader.ui.widgets.chrome import Header, breadcrumb

PATH = ("Part II", "Chapter 3", "3.1 Method")


@pytest.mark.parametrize(
    "width, shown",
    [
        (60, "A long title › Part II › Chapter 3 › 3.1 Method"),
        (40, "Part II › Chapter 3 › 3.1 Method"),
        (30, "… › Chapter 3 › 3.1 Method"),
        (20, "… › 3.1 Method"),
        (12, "3.1 Method"),
        (6, "3.1 M…"),
    ],
)
def test_the_innermost_section_stays_when_room_is_short(width, shown):
    assert breadcrumb("A long title", PATH, width) == shown


def test_a_title_is_cut_before_sections_are_left_out():
    title = "A title that goes on and on"
    assert breadcrumb(title, ("One", "Two"), 30) == "A title that goes… › One › Two"


def test_the_one_heading_over_all_is_not_said_twice():
    assert breadcrumb("The Book", ("THE BOOK", "Part"), 40) == "The Book › Part"
    assert breadcrumb("The Book", ("The Book",), 40) == "The Book"


def test_before_the_first_section_there_is_the_title_alone():
    assert breadcrumb("The Book", (), 6) == "The B…"


def test_a_document_without_a_title_begins_with_its_sections():
    assert breadcrumb("", PATH, 40) == "Part II › Chapter 3 › 3.1 Method"


@given(
    st.text("ab 人é\n", max_size=30), st.lists(st.text("ab 人", max_size=12)), st.integers(0, 50)
)
def test_it_is_never_wider_than_it_may_be(title, path, width):
    assert cells(breadcrumb(title, path, width)) <= width


@pytest.mark.parametrize(
    ("width", "right"),
    [
        (110, "Somebody · section 3 min · 8% · 6 h left"),
        (62, "section 3 min · 8% · 6 h left"),
        (58, "8% · 6 h left"),
    ],
)
def test_the_time_of_the_section_stands_where_its_title_has_room(width, right):
    header = Header({})
    header.title, header.path = "A title", ("Part", "The cornerstone of a city")
    header.spare = "section 3 min"
    header.facts = ["Somebody", header.spare, "8%", "6 h left"]
    (left, _), (found, _) = header.pieces(width)
    assert left.rstrip().endswith("The cornerstone of a city")
    assert found.strip() == right
