"""Why an annotation has no place in a text, in words; and the places that it may have meant."""

from __future__ import annotations

from reader.annotations.annotation import Annotation, Kind
from reader.annotations.told_place import likely_offset, told_place
from reader.documents.document import Document
from reader.study.reading import Reading
from reader.text.quotes import quoted
from reader.text.spans import Span

NOT_THERE = "its words are not in the text"


def standing(annotation: Annotation, document: Document) -> list[Span]:
    """Where the very words of an annotation stand in a text."""
    exact = annotation.target.exact
    return quoted(document.text, exact) if exact.strip() and document.text else []


def nearest_first(annotation: Annotation, reading: Reading) -> list[Span]:
    """Where its very words stand, those first that are nearest to where its file says."""
    found = standing(annotation, reading.document)
    near = likely_offset(annotation, reading.placed, len(reading.document.text))
    return found if near is None else sorted(found, key=lambda span: abs(span.start - near))


def why_homeless(annotation: Annotation, document: Document) -> str:
    """Why an annotation has no place, for a person."""
    if not annotation.target.exact.strip():
        bookmark = annotation.kind is Kind.BOOKMARK
        why = f"a {'bookmark' if bookmark else 'note'} whose place is not known"
    else:
        times = len(standing(annotation, document))
        why = NOT_THERE
        if times == 1:
            why = "stands once in the text: is it there?"
        elif times:
            why = f"stands {times} times in the text: which one?"
    told = told_place(annotation)
    return f"{why} ({told})" if told else why
