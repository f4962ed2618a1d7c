"""The pages of the printed book that a stretch of text is on, as one cites them."""

from __future__ import annotations

from reader.documents.document import Document
from reader.text.spans import Span


def pages_of(document: Document, span: Span) -> str:
    """The printed pages of a span: “p. 12”, “p. 12–13”; "" where none is known. What stands before
    the first page, as its heading may, is on that."""
    first_page = document.pages[0].start if document.pages else 0
    first = document.page_at(max(span.start, min(span.end - 1, first_page)))
    last = document.page_at(max(span.start, span.end - 1))
    if ":" in last:  # a time, which is told like the rest of them: by where one is
        return first or last
    if first in (last, ""):
        return f"p. {last}" if last else ""
    return f"p. {first}–{last}"
