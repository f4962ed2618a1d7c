"""From a flat list of headings to nested sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reader.documents.document import Section
from reader.text.spans import Span

# Sections are walked recursively by those who draw them; no real outline is deeper than this.
DEEPEST = 12


class Heading(NamedTuple):
    """A heading before nesting.

    ``level`` is any number that grows inwards; ``span`` counts code points of the canonical text;
    ``lines`` are the first and last line in the source, counted from 1. ``confidence``,
    ``made`` and ``lead`` are those of the section that it opens.
    """

    title: str
    level: int
    span: Span
    lines: tuple[int, int] | None = None
    confidence: float = 1.0
    made: bool = False
    lead: int = 0


def nest(headings: Iterable[Heading], end: int) -> tuple[Section, ...]:
    """The sections that these headings, in reading order, open in a text of ``end`` code points.

    A heading belongs to the nearest one before it with a smaller level, so a level that is
    skipped makes no empty section. ``Section.level`` is the depth in the tree that comes out.
    Levels outside 1 to ``DEEPEST`` count as the nearest of these.
    """
    ordered = list(headings)
    depths = _depths(ordered)
    # Backwards, so that the children of a section and the place where it ends are known first:
    # below[d] holds the sections of depth d, last first, that still wait for their parent.
    below: list[list[Section]] = [[] for _ in range(DEEPEST + 2)]
    next_start = [end] * (DEEPEST + 2)  # next_start[d]: the next heading of depth d or less
    for heading, depth in zip(reversed(ordered), reversed(depths), strict=True):
        children = tuple(reversed(below[depth + 1]))
        below[depth + 1] = []
        below[depth].append(
            Section(
                heading.title,
                depth,
                heading.span,
                next_start[depth],
                heading.lines,
                children,
                heading.confidence,
                heading.made,
                heading.lead,
            )
        )
        for deeper in range(depth, DEEPEST + 2):
            next_start[deeper] = heading.span.start - heading.lead
    return tuple(reversed(below[1]))


def _depths(headings: list[Heading]) -> list[int]:
    """The depth of each heading in the tree, 1 for the outermost."""
    depths: list[int] = []
    levels: list[int] = []
    for heading in headings:
        level = min(max(heading.level, 1), DEEPEST)
        while levels and levels[-1] >= level:
            levels.pop()
        levels.append(level)
        depths.append(len(levels))
    return depths
