"""Which sections of a text were finished by what was just read. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice

from reader.documents.document import Document, Section
from reader.study.coverage import covered
from reader.text.spans import Span

ENOUGH = 0.9  # of the characters of a section, without its line ends


def is_read(text: str, section: Section, read: Sequence[Span]) -> bool:
    """Whether the merged spans ``read`` cover a section with all below it."""
    start, end = section.start, section.end
    known = covered(read, start, end)
    if known >= ENOUGH * (end - start):
        return end > start
    # Lines never include their ends: those of verse and of short items are many.
    return 2 * known >= end - start > 0 and known >= ENOUGH * (
        end - start - text.count("\n", start, end)
    )


def sections_of(document: Document, spans: Iterable[Span]) -> list[int]:
    """The indices in the outline of the sections that hold something of the spans, and of those
    around them."""
    found: set[int] = set()
    for span in spans:
        first, last = document.section_at(span.start), document.section_at(max(0, span.end - 1))
        for number in range(max(0, first), last + 1):
            while number >= 0 and number not in found:
                found.add(number)
                number = document.parents[number]
    return sorted(found)


def own_end(document: Document, index: int) -> int:
    """Where the text of a section ends that is in none of the sections below it."""
    section = document.outline[index]
    return section.children[0].start if section.children else section.end


def left_out(read: Sequence[Span], span: Span) -> list[Span]:
    """What of a span the merged spans ``read`` do not cover."""
    pieces, at = [], span.start
    first = bisect_right(read, span.start, key=lambda one: one.end)
    for one in islice(read, first, None):
        if one.start >= span.end:
            break
        if one.start > at:
            pieces.append(Span(at, one.start))
        at = max(at, one.end)
    return [*pieces, Span(at, span.end)] if at < span.end else pieces
