"""What is known of a document besides its text, as a person reads it."""

from __future__ import annotations

from html import unescape

from reader.documents.document import Document
from reader.documents.encoding import harmless
from reader.text.patterns import lazy
from reader.text.words import counts_characters

Facts = list[tuple[str, str]]

_TIME = lazy(r"^(\d{4}-\d\d-\d\d)T[\d:.+Z-]+$")
_TAG = lazy(r"<[^<>]*>")


def facts(document: Document) -> Facts:
    """What is known of a document, by name; each on one line without anything that a terminal
    would obey. What is not known is left out."""
    known = document.metadata
    extra = known.extra

    def listed(name: str) -> str:
        value = extra.get(name, "")
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")

    pages = document.pages
    printed = pages and ":" not in pages[0].label  # those of subtitles and talks are times
    found = [
        ("title", known.title),
        ("authors", ", ".join(known.authors)),
        ("date", _TIME.sub(r"\1", known.date)),
        ("publisher", listed("publisher")),
        ("series", listed("series")),
        ("language", known.language),
        ("subjects", listed("subjects")),
        ("identifiers", ", ".join(known.identifiers)),
        ("format", " ".join(filter(None, (known.format, known.encoding)))),
        ("pages", _pages(document) if printed else ""),
        ("sections", str(len(document.outline) or "")),
        ("length", _length(document.text)),
        ("description", unescape(_TAG.sub(" ", listed("description")))),
    ]
    return [(name, words) for name, value in found if (words := " ".join(harmless(value).split()))]


def _length(text: str) -> str:
    """The code points of a text. Where its pace is told in characters, fewer are counted of it."""
    more = ", with spaces and signs" if counts_characters(text) else ""
    return f"{len(text):,} characters{more}"


def _pages(document: Document) -> str:
    """From which page to which, and whether that is what is printed on them: those of a PDF may
    just have been counted."""
    labels = [page.label for page in document.pages]
    counted = document.metadata.format == "pdf" and all(
        label == str(number) for number, label in enumerate(labels, 1)
    )
    return f"{labels[0]} to {labels[-1]}" + ("" if counted else ", as printed")
