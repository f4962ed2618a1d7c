"""KOReader's Markdown: a heading for each book and chapter, and one for each highlight."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from reader.annotations.annotation import Annotation, Style, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Work
from reader.annotations.exchange.texts import head_of, ids, read_text, shown_name
from reader.annotations.exchange.times import time_of
from reader.annotations.exchange.values import came_from
from reader.errors import ReaderError
from reader.text.patterns import lazy

FORMAT = "koreader"
CALLED = "Markdown of KOReader"

_HEADING = lazy(r"(#{1,5}) (.*)")
_ENTRY = lazy(r"### (?:Page )?(.*?) @ (.*\d.*)$")
_AUTHOR = lazy(r"^##### ", re.MULTILINE)
_ANY_ENTRY = lazy(r"^### .{1,60} @ \d", re.MULTILINE)
_LINK = lazy(r"\[[^\]\n]*\]\(<file://(.*?)\?pos=(.*)>\)$")
_MADE = lazy(r"_[^_\n]*: .*\d_$")
_SIGNS = (  # around a text, as the settings there have them
    ("**_", "_**", None),
    ("**", "**", None),
    ("==", "==", None),
    ("++", "++", Style.UNDERLINE),
    ("<u>", "</u>", Style.UNDERLINE),
    ("~~", "~~", Style.STRIKETHROUGH),
    ("*", "*", None),
)


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    head = head_of(data)
    return _AUTHOR.search(head) is not None and _ANY_ENTRY.search(head) is not None


def read(data: bytes, name: str = "") -> Imported:
    """The highlights of one book or of several; raises ReaderError where there are none."""
    lines = read_text(data, name, CALLED).split("\n")
    title, authors, chapter = "", "", ""
    new_id = ids(FORMAT)
    incoming: list[Incoming] = []
    for line, heading, body in _parts(lines):
        level, _, words = heading.partition(" ")
        if found := _ENTRY.match(heading):
            work = Work(title, tuple(name.strip() for name in authors.split(",") if name.strip()))
            incoming.append(_incoming(work, chapter, found, body, line, new_id))
        elif level == "#":
            title, authors, chapter = words.strip(), "", ""
        elif level == "#####":
            authors = "" if words.strip() == "N/A" else words.strip()
        elif level == "##":
            chapter = words.strip()
    if not incoming:
        raise ReaderError(f"{shown_name(name)} holds no highlights in {CALLED}")
    return Imported(FORMAT, tuple(incoming))


def _parts(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Each heading with its line, and the lines below it.

    A line that only looks like a heading is text: one inside a highlight, say.
    """
    heads = [
        place
        for place, line in enumerate(lines)
        if _ENTRY.match(line)
        or ((found := _HEADING.match(line)) and found[1] != "####" and len(found[1]) != 3)
    ]
    for place, following in zip(heads, [*heads[1:], len(lines)], strict=False):
        yield place + 1, lines[place], list(lines[place + 1 : following])


def _incoming(
    work: Work,
    chapter: str,
    found: re.Match[str],
    body: list[str],
    line: int,
    new_id: Callable[..., str],
) -> Incoming:
    source, position = "", ""
    kept = []
    for one in body:
        if link := _LINK.match(one):
            source, position = link.groups()
        elif not _MADE.match(one):
            kept.append(one)
    text, rule, note = "\n".join(kept).strip("\n").partition("\n\n---\n")
    if not rule and text.startswith("---\n"):
        text, note = "", text[4:]
    quote, style, signs = _unmarked(text.strip())
    moment = time_of(found[2])
    annotation = Annotation(
        new_id(work.title, quote),
        Target(quote, path=(chapter,) if chapter else ()),
        style=style,
        note=note.strip("\n"),
        created=moment,
        modified=moment,
        extra=came_from(
            FORMAT,
            {"page": found[1], "datetime": found[2], "page_xp": position, "drawn": signs},
        ),
    )
    return Incoming(work._replace(source=source), annotation, line)


def _unmarked(text: str) -> tuple[str, Style, str]:
    """A text without the signs around all of it, the style they stand for, and the signs."""
    for before, after, style in _SIGNS:
        inner = text[len(before) : -len(after)]
        if text.startswith(before) and text.endswith(after) and inner and before not in inner:
            return inner, style or Style.SOLID, before
    return text, Style.SOLID, ""
