"""Addresses that stand in a text as they are, as links."""

from __future__ import annotations

from reader.documents.document import Document, Mark, MarkKind
from reader.text.patterns import lazy

_ADDRESS = lazy(r"(?<![\w/])(?:https?|reader)://[^\s<>\"“”«»‹›`\[\]{}|\\^]{2,2000}")
_BEHIND = ".,;:!?'’*_…"  # what stands behind an address rather than ends it
_TAKEN = frozenset({MarkKind.LINK, MarkKind.IMAGE, MarkKind.CODE})


def with_bare_links(document: Document) -> Document:
    """The document with a link at each bare address of the web or of a passage, where none is."""
    text = document.text
    if "://" not in text:
        return document
    taken = sorted(mark[1:3] for mark in document.marks if mark.kind in _TAKEN)
    found: list[Mark] = []
    at = 0
    for address in _ADDRESS.finditer(text):
        start, words = address.start(), address[0].rstrip(_BEHIND)
        while words.endswith(")") and words.count(")") > words.count("("):
            words = words[:-1].rstrip(_BEHIND)
        end = start + len(words)
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        inside = at < len(taken) and taken[at][0] < end
        if not inside and not words.endswith("/" * 2):
            found.append(Mark(MarkKind.LINK, start, end, words))
    return document.with_(marks=(*document.marks, *found)) if found else document
