"""A document as plain data and back: to be written down once it was parsed.

What comes out holds text, bytes, numbers and tuples of them only, so that `marshal` can take it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from reader.documents.document import (
    Blocks,
    Document,
    Mark,
    MarkKind,
    Metadata,
    Page,
    Section,
    SpineItem,
)
from reader.text.spans import Span

PLAIN = (str, int, float, bool, type(None))


def to_columns(document: Document) -> tuple[Any, ...]:
    """Everything that a document consists of."""
    sections: list[tuple[Any, ...]] = []
    for section in document.outline:
        title, level, (start, stop), end, lines, _, *sureness = section
        place = lines and tuple(lines)
        sections.append((title, level, start, stop, end, place, *sureness))
    marks = [(mark.kind.value, mark.start, mark.end, mark.target) for mark in document.marks]
    extra = {key: value for key, value in document.metadata.extra.items() if _plain(value)}
    return (
        document.text,
        document.blocks.columns(),
        marks,
        sections,
        (*document.metadata[:-1], extra),
        document.notices,
        dict(document.places),
        [tuple(page) for page in document.pages],
        [tuple(item) for item in document.spine],
        dict(document.landmarks),
        document.fingerprint,
    )


def from_columns(columns: tuple[Any, ...]) -> Document:
    """The document again; ValueError or TypeError for what did not come from `to_columns`."""
    text, blocks, marks, sections, metadata, notices, places, pages, *rest = columns
    spine, landmarks, fingerprint = rest
    *known, extra = metadata
    document = Document(
        text,
        Blocks.from_columns(blocks),
        tuple(Mark(MarkKind(kind), start, end, target) for kind, start, end, target in marks),
        _nested(sections),
        Metadata._make((*known, MappingProxyType(extra))),
        notices=tuple(notices),
        places=MappingProxyType(places),
        pages=tuple(Page(label, start) for label, start in pages),
        spine=tuple(map(SpineItem._make, spine)),
        landmarks=MappingProxyType(landmarks),
    )
    document.__dict__["fingerprint"] = fingerprint
    return document


def _nested(flat: list[tuple[Any, ...]]) -> tuple[Section, ...]:
    """Sections in reading order, each again within the one around it."""
    open_: list[tuple[int, list[Section]]] = [(0, [])]
    waiting: list[tuple[Any, ...]] = []

    def close(level: int) -> None:
        while waiting and waiting[-1][1] >= level:
            title, own, start, stop, end, lines, *sureness = waiting.pop()
            _, children = open_.pop()
            open_[-1][1].append(
                Section(title, own, Span(start, stop), end, lines, tuple(children), *sureness)
            )

    for row in flat:
        close(row[1])
        waiting.append(row)
        open_.append((row[1], []))
    close(0)
    return tuple(open_[0][1])


def _plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_plain, value))
    return isinstance(value, PLAIN)
