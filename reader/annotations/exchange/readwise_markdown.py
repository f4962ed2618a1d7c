"""Readwise's Markdown, as its plugin for Obsidian writes it: a list of highlights with links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Work, same_id
from reader.annotations.exchange.markdown_lines import plain_text, work_of
from reader.annotations.exchange.readwise import tags_in
from reader.annotations.exchange.texts import head_of, ids, read_text, shown_name
from reader.annotations.exchange.values import came_from
from reader.documents.formats.properties import front_matter
from reader.documents.identifiers import identifier
from reader.errors import ReaderError
from reader.text.patterns import lazy

FORMAT = "readwise"
CALLED = "Markdown of Readwise"

_SIGNS = lazy(r"\((?:https?://)?(?:read\.)?readwise\.io/(?:read|open|to_kindle)|!\[rw-book-cover\]")
_HEADING = lazy(r"(#{1,6})[ \t]+(.*)")
_ITEM = lazy(r"[-*+>][ \t]+(.*)")
_BELOW = lazy(r"[ \t]+[-*+][ \t]+(?:\*\*)?(Note|Tags)(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*(.*)")
_LINK = lazy(r"[ \t]*\(\[([^\[\]\n]{1,200})\]\((https?://[^()\s]{1,2000})\)\)")
_FACT = lazy(r"[-*+][ \t]+([\w ]{2,40}):[ \t]*(.*)")
_RULE = lazy(r"[ \t]*(?:-[ \t]*){3,}$")
_TAG = lazy(r"\[\[([^\[\]]+)\]\]|#([\w/-]+)")
_IMAGES = lazy(r"(?:!\[[^\[\]\n]*\]\([^()\n]*\)\s*)+$")
_LEFT = lazy(r"(?:\[\^[^\[\]\s]+\]|\^[A-Za-z0-9-]+)\s*$")  # a footnote or a block id behind it


@dataclass
class _Item:
    """One highlight as it is put together."""

    line: int
    section: str
    lines: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    quoted: bool = False


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    return _SIGNS.search(head_of(data)) is not None


def read(data: bytes, name: str = "") -> Imported:
    """The highlights of a page; raises ReaderError where there is no list of them."""
    text = read_text(data, name, CALLED)
    items, facts, title = _items(text)
    if not items:
        raise ReaderError(f"{shown_name(name)} holds no highlights in {CALLED}")
    work = _work(work_of(text, title, name), facts)
    said = _work(work_of(text, title, ""), facts).title  # the same under another name of the file
    new_id = ids(FORMAT)
    incoming: dict[str, Incoming] = {}
    for item in items:
        one = _incoming(work, item, facts)
        annotation, link = one.annotation, one.annotation.extra["from"]
        known = link.get("link") if isinstance(link, dict) else None
        quote = annotation.target.exact  # links to a location of a Kindle book are not of one alone
        identity = same_id(FORMAT, known, quote) if known else new_id(said, quote)
        annotation = annotation._replace(id=identity)
        if identity in incoming:
            annotation = _again(incoming[identity].annotation, annotation, item.line)
            one = incoming[identity]
        incoming[identity] = one._replace(annotation=annotation)
    return Imported(FORMAT, tuple(incoming.values()))


def _items(text: str) -> tuple[list[_Item], dict[str, str], str]:
    """The highlights, what is said of the text, and the heading on top."""
    lines = text.split("\n")
    _, end = front_matter(text)
    place = text.count("\n", 0, end) + 1 if end else 0
    items: list[_Item] = []
    facts: dict[str, str] = {}
    title, section, inside, below = "", "", False, ""
    for number, line in enumerate(lines[place:], place + 1):
        found = _HEADING.match(line)
        if found:
            title = title or (found[2].strip() if found[1] == "#" else "")
            section = found[2].strip()
            inside, below = "highlight" in section.lower(), ""
        elif not inside:
            if fact := _FACT.match(line):
                facts[fact[1].strip().lower()] = fact[2].strip()
        elif _RULE.match(line):
            below = "end"
        elif found := _ITEM.match(line):
            if line[0] == ">" and items and items[-1].quoted and below == "text":
                items[-1].lines.append(found[1])
                continue
            items.append(_Item(number, section, [found[1]], quoted=line[0] == ">"))
            below = "text"
        elif items and (found := _BELOW.match(line)):
            below = found[1]
            _add(items[-1], below, found[2])
        elif items and below in ("Note", "text") and line.strip():
            _add(items[-1], below, line.strip())
        elif items and items[-1].quoted and not line.strip():
            below = ""
    return items, facts, title


def _add(item: _Item, where: str, words: str) -> None:
    if where == "Tags":
        item.tags += [(found[1] or found[2]).strip() for found in _TAG.finditer(words)]
    else:
        (item.note if where == "Note" else item.lines).append(words)


def _work(work: Work, facts: dict[str, str]) -> Work:
    """The text of a page: "Full Title" is better than the heading, which is a file's name."""
    title = plain_text(facts.get("full title", "")) or work.title
    author = plain_text(facts.get("author", "")).strip()
    source = work.source or facts.get("url", "").strip("<>")
    known = (*work.identifiers, identifier(source, "url"))
    return work._replace(
        title=title,
        authors=work.authors or ((author,) if author else ()),
        source=source,
        identifiers=tuple(dict.fromkeys(filter(None, known))),
    )


def _incoming(work: Work, item: _Item, facts: dict[str, str]) -> Incoming:
    written = _LEFT.sub("", "\n".join(item.lines).strip())
    links: Sequence[re.Match[str]] = list(_LINK.finditer(written))
    link = links[-1] if links else None
    if link:
        written = written[: link.start()] + written[link.end() :]
    written = written.strip()
    picture = _IMAGES.match(written)
    inline, note = tags_in("\n".join(item.note))
    where = link[1] if link and not link[1].startswith("View") else ""
    annotation = Annotation(
        "",
        Target("" if picture else plain_text(written)),
        Kind.BOOKMARK if picture else Kind.HIGHLIGHT,
        note="\n\n".join(filter(None, (written if picture else "", note))),
        tags=tuple(dict.fromkeys((*inline, *item.tags))),
        extra=came_from(
            FORMAT,
            {
                "link": link[2] if link else "",
                "location": where,
                "section": item.section,
                "category": facts.get("category", ""),
            },
        ),
    )
    return Incoming(work, annotation, item.line)


def _again(there: Annotation, more: Annotation, line: int) -> Annotation:
    """A highlight with what is said of it in another place of the same page."""
    note = there.note
    if more.note and more.note not in note:
        note = f"{note}\n\n{more.note}".strip("\n")
    told = there.extra["from"]
    said = dict(told) if isinstance(told, dict) else {}
    also = said.get("also", [])
    said["also"] = [*also, line] if isinstance(also, list) else [line]
    tags = tuple(dict.fromkeys((*there.tags, *more.tags)))
    return there._replace(note=note, tags=tags, extra=MappingProxyType({"from": said}))
