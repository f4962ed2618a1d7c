"""The Markdown that Reader exports, read as annotations: for a library that does not have them.

What a person wrote around the passages is theirs, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType

from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target
from reader.annotations.exchange import notebook_markdown
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work
from reader.annotations.exchange.linked import linked_in
from reader.annotations.exchange.markdown import HEAD, ORPHANS, looks_exported
from reader.annotations.exchange.markdown_file import File, heading_key, parse
from reader.annotations.exchange.markdown_passages import (
    Found,
    Known,
    about_of,
    locate,
    mark_now,
    mentioned,
    quote_now,
)
from reader.annotations.exchange.markdown_sections import REMOVED, section_of, special_sections
from reader.annotations.exchange.markdown_versions import split_versions
from reader.documents.formats.properties import front_matter
from reader.errors import ReaderError

NAME = "reader-markdown"
SEVERAL = "documents"  # the property of a file with the passages of several, as of a session
_PREVIEW = re.compile(r"^Bookmark before “(.*)…”")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d)$")
_SHARE = re.compile(r"^(\d{1,3}) %$")
_LINK = re.compile(r"\[[^\]]*\]\(reader://[^)\s]*\)\Z")


def looks(data: bytes, name: str = "") -> bool:
    """Whether a file was exported by Reader as Markdown."""
    return looks_exported(data[:HEAD]) and not notebook_markdown.looks(data)


def read(data: bytes, name: str = "", tz: tzinfo | None = None) -> Imported:
    """The passages of an exported file, in its order, under the ids that they have.

    Times in the file are in ``tz``, by default the zone of this computer. Raises ReaderError where
    it was not exported by Reader.
    """
    if not looks(data, name):
        raise ReaderError(f"{name or 'the file'} is no Markdown that Reader exported")
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    file = parse(text)
    found = locate(file, {i: Known() for i in mentioned(file)}, frozenset((ORPHANS, REMOVED)), ())
    special = special_sections(file)
    properties, _ = front_matter(text)
    work = _work(properties)
    of_several = SEVERAL in properties
    incoming, problems = [], []
    for place in sorted(found.values(), key=lambda one: one.start):
        line, quote = place.start + 1, quote_now(file, place)
        if section_of(special, place.start) == REMOVED:
            problems.append(Problem(line, "deleted before it was exported", quote or ""))
        elif quote is None and "Bookmark" not in mark_now(file, place):
            problems.append(Problem(line, "a block id without its quote", mark_now(file, place)))
        else:
            path = path_above(file, place)
            if of_several:
                work, path = _work_above(file, place, path), path[1:]
            incoming.append(_incoming(file, place, quote, work, path, tz))
    return Imported(NAME, tuple(incoming), tuple(problems))


def path_above(file: File, place: Found) -> tuple[str, ...]:
    """The titles of the sections above a passage, outermost first, below the document's title."""
    path: list[tuple[int, str]] = []
    for heading in file.headings():
        if heading.start >= place.start:
            break
        path = [one for one in path if one[0] < heading.level]
        path.append((heading.level, heading_key(heading.text)))
    return tuple(title for level, title in path if level > 1 and title != ORPHANS)


def _work_above(file: File, place: Found, path: tuple[str, ...]) -> Work:
    """The document of a passage in a file of several: the heading says its title, the link which
    it is."""
    link = linked_in(file.text(place.about, place.prefix)) if place.about else None
    return Work(path[0] if path else "", document=link.document if link else "")


def _work(properties: Mapping[str, object]) -> Work:
    authors = properties.get("author", [])
    listed = authors if isinstance(authors, list) else [authors]
    title, source, date = (str(properties.get(name, "")) for name in ("title", "source", "date"))
    return Work(title, tuple(map(str, listed)), source, date=date)


def _incoming(
    file: File,
    place: Found,
    quote: str | None,
    work: Work,
    path: tuple[str, ...],
    tz: tzinfo | None,
) -> Incoming:
    said = about_of(file.text(place.about, place.prefix)) if place.about else None
    known = said.groupdict() if said else {}
    fields = (known.get("rest") or "").split(" · ")
    fields = [field for field in fields if field and not _LINK.match(field)]
    share = next((int(found[1]) for one in fields if (found := _SHARE.match(one))), -1)
    moment = _TIME.search(fields[-1]) if fields else None
    left = [one for one in fields if not _SHARE.match(one) and not _TIME.search(one)]
    body = file.text(place.body, place.prefix).strip("\n").rstrip() if place.body else ""
    note, _, others = split_versions(body)
    origin: dict[str, object] = {"format": NAME}
    if left:
        origin["about"] = left
    if others:
        origin["other_versions"] = others.strip()
    bookmark = quote is None
    preview = _PREVIEW.match(mark_now(file, place)) if bookmark else None
    target = Target(
        plain(quote or ""),
        suffix=re.sub(r"\\(\W)", r"\1", preview[1]) if preview else "",
        path=path,
    )
    words = (known.get("tail") or "").split()
    annotation = Annotation(
        place.id,
        target,
        Kind.BOOKMARK if bookmark else Kind(known.get("kind") or Kind.HIGHLIGHT),
        Colour(known.get("colour") or Colour.YELLOW),
        Style(known.get("style") or Style.SOLID),
        note.strip("\n").rstrip(),
        tuple(word[1:] for word in words if word.startswith("#") and len(word) > 1),
        _utc(moment[1], tz) if moment else "",
        extra=MappingProxyType({"from": origin}),
    )
    return Incoming(work, annotation, place.start + 1, share / 100 if share >= 0 else -1)


def _utc(moment: str, tz: tzinfo | None) -> str:
    try:
        local = datetime.fromisoformat(moment)
        aware = local.replace(tzinfo=tz) if tz else local.astimezone()
        return aware.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return ""


def plain(markdown: str) -> str:
    """The text of a block quote: its paragraphs are lines, as they were when it was written."""
    from markdown_it import MarkdownIt

    lines: list[str] = []
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "inline":
            ends = {"softbreak": " ", "hardbreak": "\n"}
            parts = (ends.get(one.type, one.content) for one in token.children or ())
            lines.append("".join(parts))
        elif token.type in ("fence", "code_block", "html_block"):
            lines.append(token.content[:-1])
    return "\n".join(lines)
