"""From text and spans to segments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.annotations.annotation import Annotation, Kind, Target
from reader.text.units import snapped
from reader.text.wrap import cell_offsets, cells, displayed
from reader.ui.widgets.painting import SIGNS, Palette, column_of, offset_in, overlay, paint, sign_of

PALETTE = Palette(
    {
        "text": Style(color="white", bgcolor="black"),
        "": Style(),
        "bold": Style(bold=True),
        "red": Style(color="red"),
        "blue": Style(color="blue"),
    }
)
# The scripts whose widths everybody agrees on; the others are a test of their own.
LINES = st.text(st.sampled_from("ab c.雨停「」é\u0301\u200d👩👧🏽שלום\u00a0\u00adﬁ"), max_size=30)
ANY_LINES = LINES | st.text(
    st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=30
)
LAYERS = st.lists(
    st.tuples(st.integers(-5, 35), st.integers(-5, 35), st.sampled_from(["bold", "red", "blue"])),
    max_size=6,
)


def text_of(segments) -> str:
    return "".join(segment.text for segment in segments)


@given(ANY_LINES, LAYERS)
def test_painting_changes_no_character(line, layers):
    whole = [(*snapped(line, *sorted((start, end))), name) for start, end, name in layers]
    assert text_of(paint(line, "", whole, PALETTE)) == displayed(line)


def test_a_layer_that_ends_inside_an_emoji_does_not_widen_the_line():
    line = "👩\u200d👧 one"
    assert text_of(paint(line, "", [(0, 2, "red")], PALETTE)) == displayed(line)


def test_a_line_without_layers_is_one_segment():
    assert paint("words", "bold", [], PALETTE) == [Segment("words", PALETTE["bold"])]


def test_an_empty_line_has_no_segments():
    assert paint("", "", [(0, 5, "red")], PALETTE) == []


def test_each_piece_has_the_styles_of_the_layers_that_cross_it():
    drawn = paint("abcdef", "", [(1, 4, "red"), (3, 9, "bold")], PALETTE)
    assert drawn == [
        Segment("a", PALETTE[""]),
        Segment("bc", PALETTE["red"]),
        Segment("d", PALETTE.sum(("red", "bold"))),
        Segment("ef", PALETTE["bold"]),
    ]


def test_of_two_layers_the_later_one_wins():
    (segment,) = paint("ab", "", [(0, 2, "red"), (0, 2, "blue")], PALETTE)
    assert segment.style is not None
    assert segment.style.color == Style(color="blue").color


def width(segments) -> int:
    return sum(cells(segment.text) for segment in segments)


@given(LINES, st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["s", "dk"])), max_size=4))
def test_labels_widen_a_line_only_as_far_as_they_reach_beyond_its_end(line, labels):
    drawn = overlay(paint(line, "", [], PALETTE), sorted(labels), PALETTE["red"])
    end = max((cell + len(label) for cell, label in labels), default=0)
    assert cells(line) <= width(drawn) <= max(cells(line), end)


def test_a_label_in_a_script_with_spacing_marks_stands_where_its_sentence_begins():
    line = "निगम की बैठक। यह तय हुआ।"
    start = line.index("यह")
    drawn = overlay(paint(line, "", [], PALETTE), [(column_of(line, start), "s")], PALETTE["red"])
    assert text_of(drawn).startswith(line[:start] + "s")


def test_a_label_takes_the_place_of_what_stands_there():
    drawn = overlay([Segment("Some words here.")], [(0, "s"), (5, "dk")], Style(bold=True))
    assert text_of(drawn) == "some dkrds here."


def test_a_label_that_would_begin_inside_another_one_is_left_out():
    drawn = overlay([Segment("abcdef")], [(0, "dk"), (1, "s")], Style())
    assert text_of(drawn) == "dkcdef"


def test_a_label_over_half_of_a_wide_character_keeps_the_width():
    assert cell_len(text_of(overlay([Segment("雨停了")], [(1, "s")], Style()))) == 6


@given(ANY_LINES.filter(bool), st.data())
def test_a_cell_leads_to_the_character_that_is_drawn_there(line, data):
    starts = cell_offsets(line)
    cell = data.draw(st.integers(0, max(0, cells(line) - 1)))
    offset = offset_in(line, cell)
    assert starts[offset] <= cell or offset == 0
    assert column_of(line, offset) == starts[offset]


@pytest.mark.parametrize("cell, offset", [(-3, 0), (0, 0), (1, 0), (2, 1), (3, 1), (5, 2), (99, 2)])
def test_both_cells_of_a_wide_character_lead_to_it(cell, offset):
    assert offset_in("雨停了", cell) == offset


def test_the_sum_of_styles_is_worked_out_in_order():
    assert PALETTE.sum(("red", "bold")) == Style(color="red", bgcolor="black", bold=True)
    assert PALETTE["blue"] == Style(color="blue", bgcolor="black")


def test_every_kind_has_a_sign_of_its_own_but_a_decision_about_a_heading_which_is_not_shown():
    assert set(SIGNS) == set(Kind) - {Kind.HEADING}
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert all(cell_len(sign) == 1 for sign in SIGNS.values())


def test_a_highlight_with_a_note_has_the_sign_of_a_note():
    bare = Annotation("a", Target("words"))
    noted = Annotation("b", Target("words"), note="why?")
    assert sign_of(bare) != sign_of(noted) == SIGNS[Kind.NOTE]
