"""Text as programs write it to a terminal: what is overstruck or escaped becomes plain, with marks.

Manual pages come either way: groff strikes a letter over itself for bold and over "_" for
underlined, or it writes escape sequences (ECMA-48), as git and grep do for colours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.documents.document import Mark, MarkKind
from reader.text.patterns import lazy

LONGEST = 2_000_000  # code points up to which marks are carried into a document
_NEAR = 60  # words of the source in which a word of the document is looked for

_SIGNS = lazy(
    "\x1b\\[([0-?]*)[ -/]*([@-~])"  # a control sequence: its parameters, what it is
    "|\x1b\\][^\x07\x1b\n]*(?:\x07|\x1b\\\\)"  # commands to the terminal, such as a link
    "|\x1b[PX^_][^\x1b]*\x1b\\\\"
    "|\x1b[ -/]*[0-~]"
    "|([^\n\x08\x1b](?:\x08+[^\n\x08\x1b])+)"  # overstruck
)
_WORD = lazy(r"\S+")

_ON = {
    "1": MarkKind.STRONG,
    "3": MarkKind.EMPHASIS,
    "4": MarkKind.EMPHASIS,
    "9": MarkKind.STRIKETHROUGH,
}
_OFF = {
    "22": MarkKind.STRONG,
    "23": MarkKind.EMPHASIS,
    "24": MarkKind.EMPHASIS,
    "29": MarkKind.STRIKETHROUGH,
}


class Plain(NamedTuple):
    """Text without anything a terminal would obey, and the marks over it."""

    text: str
    marks: tuple[Mark, ...] = ()


def is_terminal_text(text: str) -> bool:
    """Whether there are escape sequences, or characters struck over others."""
    return "\x1b" in text or "\b" in text


def plain(text: str, clean: Callable[[str], str] = str) -> Plain:
    """The plain text of what was written for a terminal; ``clean`` is applied to each piece."""
    pieces: list[str] = []
    marks: list[Mark] = []
    length = 0
    for piece, kinds in _pieces(text):
        cleaned = clean(piece)
        pieces.append(cleaned)
        for kind in sorted(kinds):
            marks.append(Mark(kind, length, length + len(cleaned)))
        length += len(cleaned)
    return Plain("".join(pieces), tuple(marks))


def _pieces(text: str) -> Iterator[tuple[str, frozenset[MarkKind]]]:
    """The text in pieces, each with the kinds of marks that are on it."""
    kinds: frozenset[MarkKind] = frozenset()
    at = 0
    for sign in _SIGNS.finditer(text):
        if sign.start() > at:
            yield text[at : sign.start()], kinds
        at = sign.end()
        if sign[3]:
            char, struck = _struck(sign[3])
            yield char, kinds | struck
        elif sign[2] == "m":
            kinds = _after(kinds, sign[1])
    if at < len(text):
        yield text[at:], kinds


def _struck(cluster: str) -> tuple[str, frozenset[MarkKind]]:
    """The character that is seen where several were struck over one another, and its marks."""
    chars = cluster.replace("\b", "")
    letters = chars.replace("_", "") or chars
    kinds = set()
    if letters != chars:
        kinds.add(MarkKind.EMPHASIS)
    if len(set(letters)) < len(letters):
        kinds.add(MarkKind.STRONG)
    return letters[-1], frozenset(kinds)


def _after(kinds: frozenset[MarkKind], parameters: str) -> frozenset[MarkKind]:
    """The kinds that are on after "select graphic rendition" with these parameters."""
    codes = iter(parameters.split(";"))
    for code in codes:
        if code in ("", "0"):
            kinds = frozenset()
        elif code in ("38", "48", "58"):  # a colour: the numbers that follow belong to it
            for _ in range({"5": 1, "2": 3}.get(next(codes, ""), 0)):
                next(codes, "")
        elif code in _OFF or code == "4:0":
            kinds -= {_OFF.get(code, MarkKind.EMPHASIS)}
        elif code.partition(":")[0] in _ON:
            kinds |= {_ON[code.partition(":")[0]]}
    return kinds


def carried(source: Plain, text: str) -> tuple[Mark, ...]:
    """The marks of a source over the ``text`` that was made from it.

    That text has the words of the source in their order, but other white space, and may lack
    some, or have some joined; marks on words that are not found again are left out.
    """
    if not source.marks or len(source.text) > LONGEST:
        return ()
    return tuple(sorted(_joined(_carried(source, text), text), key=lambda mark: mark[1:3]))


def _carried(source: Plain, text: str) -> Iterator[Mark]:
    words = [word.span() for word in _WORD.finditer(source.text)]
    first = at = 0  # the first mark that may cross, the next word of the source
    for word in _WORD.finditer(text):
        near = range(at, min(at + _NEAR, len(words)))
        found = next((i for i in near if source.text[slice(*words[i])] == word[0]), None)
        if found is None:
            continue
        at = found + 1
        start, end = words[found]
        while first < len(source.marks) and source.marks[first].end <= start:
            first += 1
        moved = word.start() - start
        for mark in _until(source.marks, first, end):
            if mark.end > start:
                low, high = max(mark.start, start), min(mark.end, end)
                yield Mark(mark.kind, low + moved, high + moved)


def _until(marks: Sequence[Mark], first: int, end: int) -> Iterator[Mark]:
    while first < len(marks) and marks[first].start < end:
        yield marks[first]
        first += 1


def _joined(marks: Iterable[Mark], text: str) -> Iterator[Mark]:
    """Marks of one kind with nothing, or only spaces on one line, between them, as one."""
    last: dict[MarkKind, Mark] = {}
    for mark in marks:
        before = last.get(mark.kind)
        if before is None:
            last[mark.kind] = mark
        elif re.fullmatch(" *", text[before.end : mark.start]):
            last[mark.kind] = before._replace(end=mark.end)
        else:
            yield before
            last[mark.kind] = mark
    yield from last.values()
