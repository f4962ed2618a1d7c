"""What the list of the notes pane holds: annotations in order, titles, what a filter finds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf
from typing import NamedTuple, TypeVar

from reader.annotations.annotation import Annotation
from reader.documents.document import Document
from reader.text.spans import Span

P = TypeVar("P")


class Item(NamedTuple):
    """A heading (``annotation`` is None) or a card."""

    annotation: Annotation | None
    span: Span | None
    title: str = ""


# What is listed: an annotation with its place, or the heading of a section, by its number in the
# outline, or one of those of annotations without a place.
Entry = tuple[Annotation, Span | None] | int
LOST, APART = -1, -2
HOMELESS = {LOST: "Lost: words not found", APART: "Without a place"}


def having(placed: Sequence[P], texts: Sequence[str], words: Sequence[str]) -> list[P]:
    """Those of which the text has all the words."""
    found = list(zip(placed, texts, strict=True))
    for word in words:
        found = [one for one in found if word in one[1]]
    return [one for one, _ in found]


def under_titles(placed: Sequence[tuple[Annotation, Span]], document: Document) -> list[Entry]:
    """Annotations in reading order, before those of each section its number."""
    entries: list[Entry] = []
    ends = sorted({section.end for section in document.outline})
    starts = document.section_starts
    at = 0
    last = -1
    while at < len(placed):
        offset = placed[at][1].start
        section = document.section_at(offset)
        if section != last and section >= 0 and document.outline[section].title:
            entries.append(section)
        last = section
        # As far as no section begins or ends, all stand in this one.
        edge = min(_after(starts, offset), _after(ends, offset))
        after = bisect_left(placed, edge, at + 1, key=_start)
        entries += placed[at:after]
        at = after
    return entries


def _after(edges: Sequence[int], offset: int) -> float:
    """The first of the sorted edges after an offset."""
    at = bisect_right(edges, offset)
    return edges[at] if at < len(edges) else inf


def _start(one: tuple[Annotation, Span]) -> int:
    return one[1].start


def said(annotation: Annotation) -> str:
    """All of an annotation that a filter looks at, folded."""
    tags = [f"#{tag}" for tag in annotation.tags]
    words = (annotation.target.exact, annotation.note, *tags, annotation.kind, annotation.colour)
    return " ".join(words).casefold()
