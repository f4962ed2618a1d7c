"""The visible text of a piece of HTML inside Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from reader.documents.encoding import harmless
from reader.text.patterns import lazy

_TAG = lazy(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>|<[!?][^<>]*>")
_ALT = lazy(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SOURCE = lazy(r"""\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_INLINE_TAGS = (
    "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup "
    "time u var wbr font"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_LEVELS = {f"h{level}": level for level in range(1, 7)}
# A heading inside of these begins no section. Their end tags may not be left out.
_APART = frozenset({"blockquote", "ul", "ol", "table", "pre"})
_HIDDEN = ("script", "style", "template")
_TAKEN_OUT = "\x1f"  # for a line end inside of what is not shown: it counts as a line, not as space


class Image(NamedTuple):
    """What stands for an image in the text, and where it is."""

    text: str
    source: str


class Shown(NamedTuple):
    """A paragraph (``level`` 0) or a heading that a browser would show.

    A heading without words is called what its image shows. ``first`` and ``last`` are its lines
    in the piece of HTML, counted from 0. ``images`` are those in a paragraph, in order.
    """

    text: str
    level: int
    first: int
    last: int
    images: tuple[Image, ...] = ()


def shown(source: str, open_level: int = 0) -> tuple[list[Shown], int]:
    """What a browser would show of ``source``, and the level of a heading that it leaves open.

    Markdown cuts HTML at blank lines, so a heading may begin in one piece and have its words in
    the next: ``open_level`` is that of one left open by the piece before, 0 if there is none.
    Linear in the length of ``source``.
    """
    source = _without(source, "<!--", "-->")
    for name in _HIDDEN:
        if f"<{name}" in source.lower():
            source = _without_element(source, name)
    found: list[Shown] = []
    line = 0
    words = image = ""
    for level, text, image, images in _blocks(source, open_level):
        words = " ".join(harmless(unescape(text)).split())
        if words:
            blank = text[: len(text) - len(text.lstrip())]
            last = line + _line_ends(text.rstrip())
            found.append(Shown(words, level, line + _line_ends(blank), last, images))
        elif level and image:
            found.append(Shown(image, level, line, line))
        line += _line_ends(text)
    if level and not words:
        return found[:-1] if image else found, level
    return found, 0


def is_image(tag: str) -> bool:
    """Whether a piece of HTML is a tag ``<img>``."""
    return tag[:4].lower() == "<img" and not tag[4:5].isalnum()


def image_of(tag: str) -> Image | None:
    """The image of a tag ``<img>``; None for one that is there for its looks only."""
    alt, source = _ALT.search(tag), _SOURCE.search(tag)
    words = _value(alt) if alt else "image"
    return Image(f"[{words}]", _value(source) if source else "") if words else None


def _value(attribute: re.Match[str]) -> str:
    words = harmless(unescape(attribute[1] or attribute[2] or attribute[3] or ""))
    return " ".join(words.split())


def _blocks(source: str, level: int) -> Iterator[tuple[int, str, str, tuple[Image, ...]]]:
    """The paragraphs and headings in order: level, text, what the last image in it shows, and
    the images of a paragraph."""
    texts: list[str] = []
    images: list[Image] = []
    image = ""
    inside = dict.fromkeys(_APART, 0)
    at = 0
    for tag in _TAG.finditer(source):
        *lines, rest = _lines(source[at : tag.start()], inside["pre"] > 0)
        for line in lines:
            yield level, "".join(texts) + line, "", ()
            texts.clear()
        at = tag.end()
        name, closing = (tag[2] or "").lower(), bool(tag[1])
        texts.append(rest)
        if name in inside:
            inside[name] = max(0, inside[name] + (-1 if closing else 1))
        if name in _LEVELS or (name not in _INLINE and not level):
            yield level, "".join(texts), image, tuple(images)
            texts.clear()
            images.clear()
            image = ""
            if name in _LEVELS:
                level = 0 if closing or any(inside.values()) else _LEVELS[name]
        elif name not in _INLINE:
            texts.append(" ")
        if name == "img" and level and (alt := _ALT.search(tag[0])):
            image = _value(alt)
        elif name == "img" and not level and (one := image_of(tag[0])):
            images.append(one)
            texts.append(one.text)
        texts.append(_TAKEN_OUT * tag[0].count("\n"))
    yield level, "".join([*texts, source[at:]]), image, tuple(images)


def _lines(text: str, preformatted: bool) -> list[str]:
    """The lines of preformatted text, each but the last with its end; other text as one."""
    if not preformatted:
        return [text]
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), last]


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count(_TAKEN_OUT)


def _without(source: str, opening: str, closing: str) -> str:
    """The source without what stands between two signs; without the rest if nothing closes it."""
    kept: list[str] = []
    start = 0
    while (at := source.find(opening, start)) >= 0:
        kept.append(source[start:at])
        end = source.find(closing, at + len(opening))
        if end < 0:
            return "".join(kept)
        kept.append(_TAKEN_OUT * source.count("\n", at, end))
        start = end + len(closing)
    return "".join([*kept, source[start:]])


def _without_element(source: str, name: str) -> str:
    """The source without the elements of this name and what is in them."""
    return re.sub(
        rf"(?i)<{name}\b(?:[^<]|<(?!/{name}\b))*(?:</{name}\b[^>]*>|$)",
        lambda element: _TAKEN_OUT * element[0].count("\n"),
        source,
    )
