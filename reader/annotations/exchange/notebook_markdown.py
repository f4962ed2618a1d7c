"""The notebook's Markdown and what the template for Obsidian makes, read as annotations.

Both end each passage with a line that holds the link to its annotation, by which it is known. What
a person wrote around the passages is theirs, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.annotations.annotation import Colour, Kind, Style, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work
from reader.annotations.exchange.linked import KINDS, STYLES, linked_in, of_ours
from reader.annotations.exchange.markdown_lines import plain_text
from reader.annotations.exchange.markdown_versions import split_versions
from reader.annotations.exchange.texts import SHOWN, head_of, read_text
from reader.annotations.exchange.times import time_of
from reader.annotations.passage_links import PassageLink
from reader.documents.formats.properties import front_matter, metadata_of
from reader.text.patterns import lazy

FORMAT = "notebook"
CALLED = "Markdown of the notebook"

_LINK = r"\[[^\[\]\n]*\]\(reader://[^()\s]+\)"
_TAGS = r"(?P<tags>(?:[ \t]+#\S+)*)"
_ABOUT = lazy(
    rf"(?:(?:{_LINK}[ \t]*(?:·[ \t]*)?(?:\*(?P<when>[^*]*)\*)?{_TAGS})"
    rf"|(?:\*(?P<said>[^*\n]+)\*(?P<before>(?:[ \t]+#\S+)*)[ \t]+{_LINK}))[ \t]*$"
)
_SIGN = lazy(
    rf"^(?:{_LINK}[ \t]*·[ \t]*\*|\*[^*\n]+ · [^*\n]+\*(?:[ \t]+#\S+)*[ \t]+{_LINK})",
    re.MULTILINE,
)
_HEADING = lazy(r"(#{1,6})[ \t]+(.*?)[ \t]*$")
_CALLOUT = lazy(r"> ?\[!\w+(?:\|(?P<colour>\w+))?\][ \t]*(?P<words>.*)")
_BLOCK_ID = lazy(r"[ \t]*\^r-[0-9a-z]+[ \t]*$")
_BOOKMARK = lazy(r"(?:\*?Bookmark before “.*)$")
_COLOURS = {one.value: one for one in Colour}


class _Said(NamedTuple):
    """What the lines of a passage say, but for its quote and its note."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    created: str


def looks(data: bytes, name: str = "") -> bool:
    """Whether passages of a file end as those of the notebook do, by its beginning."""
    return _SIGN.search(head_of(data)) is not None


def read(data: bytes, name: str = "") -> Imported:
    """The passages of a file, each known by its link."""
    text = read_text(data, name, CALLED)
    lines = text.split("\n")
    properties, end = front_matter(text)
    begin = text.count("\n", 0, end) + 1 if end else 0
    one_document = "link" in properties or "title" in properties
    metadata = metadata_of({key.lower(): value for key, value in properties.items()})
    title = str(properties.get("title", ""))
    authors: tuple[str, ...] = tuple(map(plain_text, metadata.authors))
    path: list[tuple[int, str]] = []
    incoming: list[Incoming] = []
    for first, record, link, said in _records(lines, begin):
        at = 0
        while at < len(record):
            heading = _HEADING.match(record[at])
            if heading and not any(line.startswith(">") for line in record[:at]):
                level, words = len(heading[1]), plain_text(heading[2])
                path = [one for one in path if one[0] < level]
                if level == 1 and not one_document:
                    title, authors = words, _authors(record[at + 1 :])
                    skipped = next((n for n, s in enumerate(record[at + 1 :]) if s.strip()), 0)
                    at += skipped + 1 if authors else 0
                elif level > 1:
                    path += [(level, part) for part in words.split(" › ")]
                record = record[at + 1 :]
                first, at = first + at + 1, 0
            else:
                at += 1
        work = Work(title, authors, document=link.document)
        sections = tuple(words for _, words in path)
        incoming.append(_incoming(work, first, record, link, said, sections))
    problems = () if incoming else (Problem(0, "no passage with a link", text.strip()[:SHOWN]),)
    return Imported(FORMAT, tuple(incoming), problems)


def _records(
    lines: Sequence[str], begin: int
) -> Iterator[tuple[int, list[str], PassageLink, _Said]]:
    """The lines up to each line with the link of a passage, and what that says."""
    start = begin
    for at in range(begin, len(lines)):
        found = _ABOUT.match(lines[at]) if "reader://" in lines[at] else None
        link = linked_in(lines[at]) if found else None
        if found is None or link is None or not link.annotation:
            continue
        words = [word.strip() for word in (found["said"] or "").split(" · ")]
        tags = tuple(word[1:] for word in (found["tags"] or found["before"] or "").split())
        yield (
            start + 1,
            list(lines[start:at]),
            link,
            _Said(tuple(words), tags, time_of(found["when"] or words[-1])),
        )
        start = at + 1


def _authors(lines: Sequence[str]) -> tuple[str, ...]:
    """The names in the line below the title of a document."""
    line = next((line for line in lines if line.strip()), "")
    if not line or line.startswith((">", "#")):
        return ()
    rest = lines[list(lines).index(line) + 1 :]
    after = next((one for one in rest if one.strip()), "")
    if not after.startswith((">", "#")):
        return ()  # the note of an annotation without a quote
    return tuple(filter(None, (plain_text(name) for name in line.split(", "))))


def _incoming(
    work: Work,
    line: int,
    record: list[str],
    link: PassageLink,
    said: _Said,
    path: tuple[str, ...],
) -> Incoming:
    mark = next((at for at, one in enumerate(record) if _BLOCK_ID.match(one)), -1)
    before = record[:mark] if mark >= 0 else record
    starts = [
        at
        for at, one in enumerate(before)
        if one.startswith(">") and not (at and before[at - 1].startswith(">"))
    ]
    quote: list[str] = []
    after = record[mark + 1 :] if mark >= 0 else record
    words = list(said.words)
    if starts:
        start = starts[-1] if mark >= 0 else starts[0]
        end = start
        while end < len(before) and before[end].startswith(">"):
            end += 1
        quote = [one[1:].removeprefix(" ") for one in before[start:end]]
        if found := _CALLOUT.match(before[start]):
            words += [found["colour"] or "", *found["words"].lower().split(" · ")]
            quote = quote[1:]
        line += start
        if mark < 0:
            after = record[end:]
    elif mark < 0:
        after = [one for one in record if not _BOOKMARK.match(one)]
    note, _, _ = split_versions("\n".join(after))
    text = plain_text("\n".join(quote))
    kind = next((KINDS[word] for word in words if word in KINDS), None)
    return of_ours(
        work,
        link,
        Target(text, path=path),
        kind or (Kind.HIGHLIGHT if text else Kind.NOTE if note.strip() else Kind.BOOKMARK),
        colour=next((_COLOURS[word] for word in words if word in _COLOURS), Colour.YELLOW),
        style=next((STYLES[word] for word in words if word in STYLES), Style.SOLID),
        note=note,
        tags=said.tags,
        created=said.created,
        line=line,
    )
