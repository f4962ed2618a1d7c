"""Where reading begins, if it is said in the call: `+/whale`, `+120`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.documents.document import Document
from reader.documents.links import resolve
from reader.documents.opening import Source, lines_of, open_document
from reader.output import short, talk
from reader.text.search import compile_query, find_all

NEAR = 4000  # code points around where a line should be in which its words are looked for
WORDS = re.compile(r"\w[\w'’]*(?:[ ,;:.!?]+\w[\w'’]*)*")


def place_of(start: str, source: Source) -> int | None:
    """The offset in the text of a document at which to begin: of the line with a number, of the
    first place with the words behind a slash, or of the place that a link with a "#" leads to.
    None, which is said, where that is not there."""
    document = open_document(source)
    if start.startswith("#"):
        at = resolve(document, start)
        if at is None:
            talk(f"{source.name} has no place called {short(start)}")
        return at
    if not start.startswith("/"):
        return place_of_line(int(start), lines_of(source, document), document)
    words = start.removeprefix("/")
    pattern = compile_query(words)
    found = next(find_all(pattern, document.text), None) if pattern else None
    if found is None:
        talk(f"“{short(words)}” is not in {source.name}")
    return found.start if found else None


def place_of_line(number: int, lines: Sequence[str], document: Document) -> int:
    """The offset in the text at which line ``number`` of the file, from 1, stands.

    The text has other lines than the file, and no markup, so the longest words of the line that
    stand together are looked for around the place where it should be. A line without words counts
    as the next one; behind the last line is the end.
    """
    at = max(0, number - 1)
    while at < len(lines) and not WORDS.search(lines[at]):
        at += 1
    length = len(document.text)
    if at >= len(lines):
        return length
    before = sum(map(len, lines[:at]))
    guess = length * before // max(1, sum(map(len, lines)))
    words = max(WORDS.findall(lines[at]), key=len)
    pattern = compile_query(words)
    low = max(0, guess - NEAR)
    near = document.text[low : guess + NEAR + len(lines[at])]
    found = [low + span.start for span in find_all(pattern, near)] if pattern else []
    return min(found, key=lambda start: abs(start - guess), default=guess)
