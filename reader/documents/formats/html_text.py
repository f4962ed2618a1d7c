"""The visible text of a piece of HTML inside Markdown."""

from __future__ import annotations

import re
from html import unescape

from reader.documents.encoding import harmless
from reader.documents.formats.inline import Piece
from reader.text.patterns import lazy

_TAG = lazy(r"</?([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>|<[!?][^<>]*>")
_INLINE_TAGS = (
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup "
    "time u var wbr font"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_HIDDEN = ("script", "style", "template")


def visible_paragraphs(source: str) -> list[Piece]:
    """What a browser would show of ``source``, a piece for each paragraph; linear in its length."""
    source = _without(source, "<!--", "-->")
    for name in _HIDDEN:
        if f"<{name}" in source.lower():
            source = _without_element(source, name)
    text = _TAG.sub(lambda tag: "" if (tag[1] or "").lower() in _INLINE else "\n", source)
    lines = harmless(unescape(text)).split("\n")
    return [Piece(clean) for line in lines if (clean := " ".join(line.split()))]


def _without(source: str, opening: str, closing: str) -> str:
    """The source without what stands between two signs; without the rest if nothing closes it."""
    kept: list[str] = []
    start = 0
    while (at := source.find(opening, start)) >= 0:
        kept.append(source[start:at])
        end = source.find(closing, at + len(opening))
        if end < 0:
            return "".join(kept)
        start = end + len(closing)
    return "".join([*kept, source[start:]])


def _without_element(source: str, name: str) -> str:
    """The source without the elements of this name and what is in them."""
    return "".join(
        re.split(rf"(?i)<{name}\b(?:[^<]|<(?!/{name}\b))*(?:</{name}\b[^>]*>|$)", source)
    )
