"""calibre's Markdown: a passage, the time with a link to it, a note, and a row of dashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Work
from reader.annotations.exchange.texts import head_of, ids, read_text, shown_name, stem_of
from reader.annotations.exchange.times import time_of
from reader.annotations.exchange.values import came_from
from reader.errors import ReaderError
from reader.text.patterns import lazy

FORMAT = "calibre"
CALLED = "Markdown of calibre"

_LINK = lazy(r"\*\[([^\[\]\n]{1,100})\]\((calibre://view-book/[^\s]{1,2000})\)\*$")
_HEADING = lazy(r"(#{1,6})[ \t]+(.*)")
_DASHES = lazy(r"-{10,}[ \t]*$")


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    return any(_LINK.match(line) for line in head_of(data).split("\n"))


def read(data: bytes, name: str = "") -> Imported:
    """The highlights of a book; raises ReaderError where there are none with links."""
    lines = read_text(data, name, CALLED).split("\n")
    new_id = ids(FORMAT)
    work, said = Work(stem_of(name)), ""  # the name of the file tells no annotation
    path: list[tuple[int, str]] = []
    incoming: list[Incoming] = []
    for begin, part in _parts(lines):
        at = next((at for at, line in enumerate(part) if _LINK.match(line)), -1)
        if at < 0:
            continue
        first = 0
        for place, line in enumerate(part[:at]):
            found = _HEADING.match(line)
            if not found and line.strip():
                first = place
                break
            if found and len(found[1]) == 1:
                work, path, said = Work(found[2].strip()), [], found[2].strip()
            elif found:
                level = len(found[1])
                path = [*(one for one in path if one[0] < level), (level, found[2].strip())]
        text = "\n".join(part[first:at]).strip()
        found = _LINK.match(part[at])
        when, link = found.groups() if found else ("", "")
        created = time_of(when)
        annotation = Annotation(
            new_id(said, text),
            Target(text, path=tuple(title for _, title in path)),
            Kind.HIGHLIGHT if text else Kind.BOOKMARK,
            note="\n".join(part[at + 1 :]).strip("\n").rstrip(),
            created=created,
            modified=created,
            extra=came_from(FORMAT, {"link": link, "time": when}),
        )
        incoming.append(Incoming(work, annotation, begin + first + 1))
    if not incoming:
        raise ReaderError(f"{shown_name(name)} holds no highlights in {CALLED}")
    return Imported(FORMAT, tuple(incoming))


def _parts(lines: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """What stands between rows of dashes, with the place of its first line."""
    begin = 0
    for place, line in enumerate([*lines, "-" * 10]):
        if _DASHES.match(line):
            yield begin, lines[begin:place]
            begin = place + 1
