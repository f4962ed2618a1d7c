from __future__ import annotations

from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.exchange.outgoing import in_reading_order, notes_in_reading_order
from reader.text.spans import Span

FIRST = Annotation("1", Target("a", start=50)), Span(3, 5)
LONGER = Annotation("2", Target("a", start=40)), Span(3, 9)
LATER = Annotation("3", Target("a", start=1)), Span(7, 8)
LOST = Annotation("4", Target("a", start=1)), None
LOST_LATER = Annotation("5", Target("a", start=2)), None
GONE = Annotation("6", Target("a"), deleted="2026"), Span(0, 1)
HEADING = Annotation("7", Target("a"), Kind.HEADING), Span(0, 1)


def test_annotations_go_out_by_their_places_and_those_without_one_last() -> None:
    pairs = [LOST_LATER, LATER, LOST, LONGER, FIRST]
    assert in_reading_order(pairs) == [FIRST, LONGER, LATER, LOST, LOST_LATER]


def test_what_is_deleted_stays() -> None:
    assert in_reading_order([GONE, FIRST]) == [FIRST]


def test_decisions_about_headings_are_no_notes() -> None:
    assert in_reading_order([FIRST, HEADING]) == [HEADING, FIRST]
    assert notes_in_reading_order([FIRST, HEADING]) == [FIRST]
