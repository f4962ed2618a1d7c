"""What goes out into a file of a format: the live annotations, in reading order."""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotations.annotation import Annotation, is_note
from reader.text.spans import Span

Placed = tuple[Annotation, Span | None]


def in_reading_order(placed: Iterable[Placed]) -> list[Placed]:
    """The live annotations by their places, those without one last, by where they once were."""
    live = [pair for pair in placed if not pair[0].deleted]
    return sorted(live, key=_place)


def notes_in_reading_order(placed: Iterable[Placed]) -> list[Placed]:
    """The same without decisions about headings, which say nothing to other programs."""
    return [pair for pair in in_reading_order(placed) if is_note(pair[0])]


def _place(pair: Placed) -> tuple[bool, tuple[int, int], str, str]:
    annotation, span = pair
    where = annotation.target[3:5] if span is None else span
    return span is None, (where[0], where[1]), annotation.created, annotation.id
