"""The links, references to notes and pictures that stand in a stretch of a document."""

from __future__ import annotations

from reader.documents.document import Document, Mark, MarkKind
from reader.text.spans import Span

FOLLOWED = frozenset({MarkKind.LINK, MarkKind.FOOTNOTE, MarkKind.IMAGE})


def links_in(document: Document, span: Span) -> list[Mark]:
    """The links, references to notes and images of which something lies in a span, in reading
    order."""
    return [
        mark
        for _, _, mark in document.mark_index.crossing(span.start, span.end)
        if mark.kind in FOLLOWED and mark.target
    ]
