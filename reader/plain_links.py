"""What `reader --plain` says of links, notes and pictures: a number for each, and what is there."""

from __future__ import annotations

from typing import NamedTuple

from reader import speech
from reader.documents.document import Document, Mark, MarkKind
from reader.documents.footnotes import note_at, words_of
from reader.documents.link_marks import links_in
from reader.documents.links import Way, address_of, leads, resolve, way_of
from reader.text.spans import Span

_WORDS = 30  # code points of a link that are said


class Opened(NamedTuple):
    """What is said of a link that was opened, and the offset that it leads to; None for none."""

    said: list[str]
    goes: int | None = None


def links_on(document: Document, unit: Span) -> list[Mark]:
    """The links, references to notes and pictures in these words, one in each place."""
    found = {
        (mark.start, mark.end): mark for mark in links_in(document, unit) if leads(document, mark)
    }
    return [found[place] for place in sorted(found)]


def numbered(document: Document, unit: Span) -> str:
    """The links of these words in one line, each with its number; "" where there are none."""
    found = links_on(document, unit)
    if not found:
        return ""
    each = (f"o {number} {_named(document, link)}" for number, link in enumerate(found, 1))
    return f"To open: {', '.join(each)}."


def opened(document: Document, unit: Span, asked: str) -> Opened:
    """What one finds at the link with the number that was asked for."""
    found = links_on(document, unit)
    if not found:
        return Opened(["No note, link or picture here."])
    number = asked or ("1" if len(found) == 1 else "")
    if not number.isdecimal() or not 1 <= int(number) <= len(found):
        return Opened([numbered(document, unit)])
    link = found[int(number) - 1]
    if link.kind is MarkKind.IMAGE:
        shown = document.text[link.start : link.end].strip("[]")
        return Opened([f"A picture: {speech.one_line(shown)}. Its file: {link.target}"])
    match way_of(link.target):
        case Way.HERE:
            note = note_at(document, link)
            words = words_of(document, note) if note else []
            if words:
                return Opened([f"Note: {words[0]}", *words[1:]])
            return Opened([], resolve(document, link.target))
        case Way.WEB:
            return Opened([f"It leads to {address_of(link.target)}"])
        case Way.FILE:
            return Opened([f"It leads to another file: {link.target}"])
    return Opened([f"Such links are not followed: {link.target}"])


def _named(document: Document, link: Mark) -> str:
    words = speech.short(document.text[link.start : link.end], _WORDS)
    if link.kind is MarkKind.IMAGE:
        return f"picture “{words.strip('[]')}”"
    return f"note {words.strip('[],;– ')}" if note_at(document, link) else f"“{words}”"
