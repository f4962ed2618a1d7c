"""Org files: quote blocks, and the notes that org-remark and org-noter keep about a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reader.annotations.annotation import Annotation, Kind, Style, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work, same_id
from reader.annotations.exchange.linked import KINDS, STYLES, known_as, linked_in, of_ours
from reader.annotations.exchange.texts import SHOWN, head_of, ids, read_text, stem_of
from reader.annotations.exchange.times import time_of
from reader.annotations.exchange.values import came_from, colour_of, line_of
from reader.annotations.passage_links import PassageLink
from reader.text.patterns import lazy

FORMAT = "org"
CALLED = "an Org file"

_HEADING = lazy(r"(\*+)[ \t]+(.*)")
_TAGS = lazy(r"[ \t]+:([\w@#%:]+):[ \t]*$")
_DRAWER = lazy(r"[ \t]*:([\w-]+):[ \t]*$")
_PROPERTY = lazy(r"[ \t]*:([\w-]+):(?:[ \t]+(.*)|$)")
_KEYWORD = lazy(r"#\+(title|author|source|url|link_to_reader):[ \t]*(.*)", re.IGNORECASE)
_BEGIN = lazy(r"[ \t]*#\+begin_(\w+)", re.IGNORECASE)
_QUOTES = lazy(r"^[ \t]*#\+begin_quote", re.IGNORECASE | re.MULTILINE)
_OF_NOTES = lazy(
    r"^[ \t]*:(?:org-remark-|NOTER_|LINK:[ \t]+reader://|CUSTOM_ID:[ \t]+r-)",
    re.IGNORECASE | re.MULTILINE,
)
_ANOTHER = "\nAnother version of this note, written elsewhere:"
_DAY = lazy(r" [^\W\d]+ ")
_MADE_TITLE = lazy(r"Notes for page\b")
_COMMA = lazy(r"^([ \t]*),(?=,*(?:\*|#\+))", re.MULTILINE)
_MARKUP = lazy(r"[\[\]*/_=~+\\$<>{}@^|#]|^[ \t]*(?:-|\d+[.)])[ \t]", re.MULTILINE)


@dataclass
class _Section:
    """What stands below one heading, up to the next. ``quotes`` are pairs: line and text."""

    line: int = 1
    level: int = 0
    title: str = ""
    tags: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)  # without the quotes
    quotes: list[tuple[int, str]] = field(default_factory=list)
    after: list[list[str]] = field(default_factory=list)  # the lines below each quote
    parents: tuple[_Section, ...] = ()
    children: int = 0


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    head = head_of(data)
    if name.lower().endswith((".md", ".markdown")):
        return False  # Logseq has such quotes, too
    return _OF_NOTES.search(head) is not None or (
        _QUOTES.search(head) is not None
        and (name.lower().endswith(".org") or any(map(_HEADING.match, head.split("\n"))))
    )


def read(data: bytes, name: str = "") -> Imported:
    """The quotes and notes of a file."""
    text = read_text(data, name, CALLED)
    lines = text.split("\n")
    keywords = _keywords(lines)
    sections = _sections(lines)
    ids_of = ids(FORMAT)
    quotes = sum(len(section.quotes) for section in sections)
    below = sum(_paragraphs(part) for section in sections for part in section.after)
    loose = below <= 2 * quotes  # else it is a text with quotes, and no notes about one
    incoming: list[Incoming] = []
    for section in sections:
        remark = {key[11:]: value for key, value in section.properties.items() if "remark-" in key}
        signs = section.properties
        link = known_as(signs.get("link", ""), signs.get("custom_id", ""))
        if link is not None:
            incoming.append(_returned(section, keywords, name, link))
        elif "id" in remark or "original-text" in remark or "beg" in remark:
            incoming.append(_remark(section, remark, keywords, name))
        elif "noter_page" in section.properties:
            if section.quotes or any(map(str.strip, section.body)) or not section.children:
                incoming.append(_noted(section, keywords, name, ids_of))
        else:
            incoming += _quoted(section, keywords, name, ids_of, loose=loose)
    problems = () if incoming else (Problem(0, "no quotes in it", text.strip()[:SHOWN]),)
    return Imported(FORMAT, tuple(incoming), problems)


def _keywords(lines: Sequence[str]) -> dict[str, str]:
    found = (_KEYWORD.match(line) for line in lines)
    return {one[1].lower(): one[2].strip() for one in found if one}


def _sections(lines: Sequence[str]) -> list[_Section]:
    """The file as its headings divide it; what is above the first one has no title."""
    section = _Section()
    sections = [section]
    above: list[_Section] = []
    block, quote, begin = "", [""], 0
    drawer = ""
    for number, line in enumerate(lines, 1):
        into = section.after[-1] if section.after else section.body
        if block:
            if not line.strip().lower().startswith(f"#+end_{block}"):
                (quote if block == "quote" else into).append(line)
            elif block == "quote":
                section.quotes.append((begin, "\n".join(quote).strip("\n")))
                section.after.append([])
                block = ""
            else:
                into.append(line)
                block = ""
        elif found := _HEADING.match(line):
            level = len(found[1])
            tags = _TAGS.search(found[2])
            title = found[2][: tags.start()] if tags else found[2]
            above = [one for one in above if one.level < level]
            section = _Section(number, level, title.strip(), parents=tuple(above[-50:]))
            section.tags = tuple(filter(None, tags[1].split(":"))) if tags else ()
            for one in above[-1:]:
                one.children += 1
            above.append(section)
            sections.append(section)
        elif drawer:
            if line.strip().upper() == ":END:":
                drawer = ""
            elif drawer == "properties" and (found := _PROPERTY.match(line)):
                section.properties[found[1].lower()] = (found[2] or "").strip()
        elif (found := _DRAWER.match(line)) and found[1].upper() != "END":
            drawer = found[1].lower()
        elif found := _BEGIN.match(line):
            block, begin, quote = found[1].lower(), number, []
            if block != "quote":
                into.append(line)
        elif not _KEYWORD.match(line):
            into.append(line)
    if block == "quote":  # nothing closes it
        section.quotes.append((begin, "\n".join(quote).strip("\n")))
        section.after.append([])
    return sections


def _paragraphs(lines: Sequence[str]) -> int:
    return sum(
        bool(line.strip()) and (not place or not lines[place - 1].strip())
        for place, line in enumerate(lines)
    )


def _remark(
    section: _Section, remark: Mapping[str, str], keywords: Mapping[str, str], name: str
) -> Incoming:
    """What org-remark knows of one highlight: the passage is a property, the note is below."""
    file = next((one for one in section.parents[::-1] if "org-remark-file" in one.properties), None)
    source = file.properties["org-remark-file"] if file else ""
    title = file.title if file else keywords.get("title", "")
    quote = remark.get("original-text", "") or section.title
    work = Work(plain_text(title) or stem_of(source or name), source=source)
    annotation = Annotation(
        same_id(FORMAT, "remark", remark["id"])
        if remark.get("id")
        else same_id(FORMAT, "remark", source, quote),
        Target(quote),
        note=_note(section.body, *section.after),
        tags=section.tags,
        extra=came_from(FORMAT, {**section.properties, "title": section.title}),
    )
    return Incoming(work, annotation, section.line)


def _noted(
    section: _Section, keywords: Mapping[str, str], name: str, new_id: Callable[..., str]
) -> Incoming:
    """A note of org-noter: a quote if there is one, and what is said of the page."""
    chain = (*section.parents, section)
    at = next((at for at, one in enumerate(chain) if "noter_document" in one.properties), -1)
    source = chain[at].properties["noter_document"] if at >= 0 else ""
    title = (chain[at].title if at >= 0 else "") or keywords.get("title", "") or stem_of(source)
    title = plain_text(title)
    work = Work(title or stem_of(name), source=source)
    heading = "" if _MADE_TITLE.match(section.title) else plain_text(section.title)
    quote = plain_text("\n\n".join(text for _, text in section.quotes))
    note = _note([heading], [""], section.body, *section.after)
    page = section.properties["noter_page"]
    path = tuple(plain_text(one.title) for one in section.parents[at + 1 :])
    annotation = Annotation(
        new_id(source or title, quote or heading, page),
        Target(quote, path=path),
        Kind.HIGHLIGHT if quote else Kind.NOTE if note else Kind.BOOKMARK,
        note=note,
        tags=section.tags,
        extra=came_from(FORMAT, {**section.properties, "page": page}),
    )
    return Incoming(work, annotation, section.line)


def _returned(
    section: _Section, keywords: Mapping[str, str], name: str, link: PassageLink
) -> Incoming:
    """An annotation of Reader's, which its properties tell of."""
    whole = linked_in(keywords.get("link_to_reader", ""))
    author = line_of(keywords.get("author"))
    title = plain_text(keywords.get("title", "")) or stem_of(name)
    document = link.document or (whole.document if whole else "")
    work = Work(title, (author,) if author else (), keywords.get("source", ""), document=document)
    quote = plain_text("\n\n".join(text for _, text in section.quotes[:1]))
    lines = section.body if not section.quotes else section.after[0]
    note = _note(lines).partition(_ANOTHER)[0].replace("\u200b", "")
    said = {key: section.properties.get(key, "").lower() for key in ("kind", "colour", "style")}
    bare = Kind.HIGHLIGHT if quote else Kind.NOTE if note.strip() else Kind.BOOKMARK
    path = tuple(filter(None, (plain_text(one.title) for one in section.parents)))
    return of_ours(
        work,
        link,
        Target(quote, path=path),
        KINDS.get(said["kind"], bare),
        colour=colour_of(said["colour"]),
        style=STYLES.get(said["style"], Style.SOLID),
        note=note,
        tags=section.tags,
        created=time_of(_DAY.sub(" ", section.properties.get("created", "").strip("[]"))),
        line=section.line,
    )


def _quoted(
    section: _Section,
    keywords: Mapping[str, str],
    name: str,
    new_id: Callable[..., str],
    *,
    loose: bool,
) -> Iterator[Incoming]:
    """The quotes of a section, each with what is below it."""
    author = line_of(keywords.get("author"))
    title = plain_text(keywords.get("title", ""))
    source = keywords.get("source", "") or keywords.get("url", "")
    work = Work(title or stem_of(name), (author,) if author else (), source)
    path = (*(one.title for one in section.parents), section.title)
    for (line, quote), after in zip(section.quotes, section.after, strict=True):
        text = plain_text(quote)
        annotation = Annotation(
            new_id(title, text),
            Target(text, path=tuple(filter(None, map(plain_text, path)))),
            note=_note(after) if loose else "",
            tags=section.tags,
            extra=came_from(FORMAT, {}),
        )
        yield Incoming(work, annotation, line)


def _note(*parts: Sequence[str]) -> str:
    lines = [line.rstrip() for part in parts for line in part]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip("\n"))


def plain_text(org: str) -> str:
    """The text that is seen of a piece of Org, as a document of Reader has it."""
    org = _COMMA.sub(r"\1", org)
    if not _MARKUP.search(org):
        lines = (line.strip() for line in org.split("\n"))
        return re.sub(" ?\n+ ?", "\n", " ".join(line or "\n" for line in lines)).strip()
    from reader.documents.formats.org import parse

    return parse(org).text.strip() or org.strip()
