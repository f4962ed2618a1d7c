"""Which lines were read, by how long they were looked at, and what is learned from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.study.attention import ENOUGH, REMEMBERED, Attention, Gone
from reader.study.coverage import covered, merge, minutes
from reader.text.spans import Span

TEXT = "".join(f"{number:03} is a line of about fifty characters here.\n" for number in range(200))
LINES = [
    Span(start, TEXT.index("\n", start)) for start in range(0, len(TEXT), TEXT.index("\n") + 1)
]
SECONDS = 60 * minutes(TEXT, LINES[0].start, LINES[0].end)  # that a line takes


def looked(*screens: tuple[slice, float]) -> tuple[list[Span], list[Gone]]:
    """What was read of these screens, each looked at for so many times as long as it takes, and
    what was gone through at each turn."""
    attention = Attention()
    read: list[Span] = []
    gone = []
    for part, times in screens:
        gone.append(attention.turn(TEXT, LINES[part]))
        read += attention.spend(TEXT, times * SECONDS * len(LINES[part]))
    return merge(read), gone


def test_a_screen_that_is_looked_at_for_long_enough_is_read_whole():
    read, _ = looked((slice(0, 20), ENOUGH))
    assert [covered(read, line.start, line.end) for line in LINES[:21]] == [
        *(len(TEXT[line.start : line.end]) for line in LINES[:20]),
        0,
    ]


def test_a_screen_that_is_turned_at_once_is_not():
    assert looked((slice(0, 20), 0.1), (slice(20, 40), 0.1))[0] == []


def test_looking_twice_adds_up():
    screens = (slice(0, 20), 0.15), (slice(20, 40), 0.01), (slice(0, 20), 0.15)
    assert looked(*screens)[0] == looked((slice(0, 20), 1))[0]


def test_scrolling_line_by_line_comes_to_the_same_as_turning_pages():
    by_line, _ = looked(*((slice(top, top + 20), 1 / 20) for top in range(40)))
    by_page, _ = looked((slice(20, 40), 1))
    assert covered(by_line, LINES[20].start, LINES[39].end) == LINES[39].end - LINES[20].start - 19
    assert covered(by_page, LINES[20].start, LINES[39].end) >= LINES[39].end - LINES[20].start - 19


def test_lines_that_were_scrolled_past_are_not_read():
    past = ((slice(top, top + 20), 0.001) for top in range(100))
    read, _ = looked(*past, (slice(100, 120), 0.5))
    assert covered(read, 0, LINES[99].end) == 0
    assert covered(read, LINES[100].start, LINES[119].end) > 0


def test_a_long_line_gets_as_much_more_time_as_its_words_need():
    text = "Yes.\n" + "and so on, " * 40
    lines = [Span(0, 4), Span(5, len(text))]
    attention = Attention()
    attention.turn(text, lines)
    whole = 60 * sum(minutes(text, line.start, line.end) for line in lines)
    assert attention.spend(text, whole * (ENOUGH - 0.01)) == []
    assert attention.spend(text, whole * 0.02) == lines


def test_who_steps_over_short_lines_does_not_read_them():
    text = "No.\nYes.\n"
    attention = Attention()
    attention.turn(text, [Span(0, 3)])
    assert attention.spend(text, 0.4) == []
    attention.turn(text, [Span(4, 8)])
    assert attention.spend(text, 0.6) == [Span(4, 8)]


def test_what_was_read_is_told_once():
    attention = Attention()
    attention.turn(TEXT, LINES[:2])
    assert attention.spend(TEXT, SECONDS) != []
    assert attention.spend(TEXT, SECONDS) == []


def test_in_another_width_the_words_were_looked_at_all_the_same():
    attention = Attention()
    attention.turn(TEXT, LINES[:4])
    attention.spend(TEXT, 4 * SECONDS * (ENOUGH - 0.05))
    wider = [Span(LINES[0].start, LINES[1].end), Span(LINES[2].start, LINES[3].end)]
    attention.turn(TEXT, wider)
    assert attention.spend(TEXT, 4 * SECONDS * 0.07) == wider


def test_no_more_lines_are_remembered_than_somebody_goes_back_to():
    attention = Attention()
    for top in range(3 * REMEMBERED):
        attention.turn(TEXT, [Span(top, top + 1)])
        attention.spend(TEXT, 0.001)
    assert len(attention._dwells) == REMEMBERED


PAGES = st.lists(st.tuples(st.integers(0, 180), st.floats(0, 1)), max_size=12)


@given(PAGES)
def test_just_the_lines_that_were_shown_for_longer_than_the_threshold_are_read(pages):
    read, _ = looked(*((slice(top, top + 20), times) for top, times in pages))
    for number, line in enumerate(LINES):
        shown = sum(times for top, times in pages if top <= number < top + 20)
        if abs(shown - ENOUGH) > 1e-6:
            assert (covered(read, line.start, line.end) > 0) == (shown > ENOUGH)


# --- the pace ----------------------------------------------------------------------------------


def test_pages_that_were_read_one_after_the_other_tell_how_long_they_took():
    _, gone = looked((slice(0, 20), 2), (slice(20, 40), 1.5), (slice(40, 60), 1))
    standard, spent = gone[2]
    assert standard == pytest.approx(20 * SECONDS)
    assert spent == pytest.approx(30 * SECONDS)


def test_of_the_first_page_nobody_knows_where_on_it_the_reading_began():
    _, gone = looked((slice(0, 20), 2), (slice(20, 40), 1))
    assert gone == [Gone(), Gone()]


@pytest.mark.parametrize("after", [slice(100, 120), slice(0, 20), slice(15, 35)])
def test_a_page_that_was_left_for_another_place_tells_nothing(after):
    _, gone = looked((slice(0, 20), 1), (slice(20, 40), 1), (after, 1))
    assert gone[2] == Gone()


def test_skipped_pages_tell_nothing():
    _, gone = looked((slice(0, 20), 1), (slice(20, 40), 0.1), (slice(40, 60), 1))
    assert gone[2] == Gone()


def test_lines_that_were_scrolled_through_tell_the_same_as_pages():
    _, gone = looked(*((slice(top, top + 20), 1.5 / 20) for top in range(60)))
    standard, spent = map(sum, zip(*gone[45:], strict=True))
    assert spent / standard == pytest.approx(1.5)


def test_a_line_tells_its_time_once_although_one_went_back():
    steps = [*range(30), *(29, 30) * 5]
    _, gone = looked(*((slice(top, top + 20), 1 / 20) for top in steps))
    assert sum(one.standard for one in gone) == pytest.approx(10 * SECONDS)


def test_blank_lines_between_two_pages_are_read_over():
    text = "Some words.\n\n\n\nSome more.\n\n\nThe end."
    parts = ("Some words.", "Some more.", "The end.")
    lines = [Span(text.index(part), text.index(part) + len(part)) for part in parts]
    attention = Attention()
    gone = Gone()
    for line in lines:
        gone = attention.turn(text, [line])
        attention.spend(text, 60)
    assert gone.spent == pytest.approx(60)
