"""The words of an annotation as they stand in the text now, which may have been edited since."""

from __future__ import annotations

from reader.annotations.annotation import Annotation
from reader.documents.document import Document
from reader.text.likeness import says_the_same
from reader.text.spans import Span

LONGEST = 500  # code points that are told of words that are not in the text any more


def words_now(document: Document, annotation: Annotation, span: Span | None) -> str:
    """The words that an annotation stands on; those that it was made on where these say the same,
    and where it has no place."""
    exact = annotation.target.exact
    if span is None or not exact:
        return exact
    now = document.text[span.start : span.end]
    return exact if not now or says_the_same(now, exact) else now


def words_before(document: Document, annotation: Annotation, span: Span | None) -> str:
    """The words that an annotation was made on, where others stand in their place, cut where they
    are many; else nothing."""
    exact = annotation.target.exact
    if words_now(document, annotation, span) == exact:
        return ""
    return exact if len(exact) <= LONGEST else f"{exact[:LONGEST]}…"


def quote_now(document: Document, annotation: Annotation, span: Span | None) -> dict[str, str]:
    """The quote by which other programs find an annotation that stands on other words than it was
    made on; empty where it does not. What is around it is there as far as its own target has that,
    so that this one takes the place of all of it when it is read again."""
    if span is None or not words_before(document, annotation, span):
        return {}
    from reader.annotations.anchoring import describe

    own, now = annotation.target, describe(document.text, *span)
    return {
        "exact": now.exact,
        **({"prefix": now.prefix} if own.prefix else {}),
        **({"suffix": now.suffix} if own.suffix else {}),
    }
