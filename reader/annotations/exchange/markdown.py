"""Annotations as Markdown that CommonMark, Obsidian and Logseq read alike.

Each passage is a block quote, then its block id (which Obsidian gives to the block before it),
the note as it was written, and a line of what else is known. A quote is escaped such that a
CommonMark parser gives back exactly its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import NamedTuple

from reader.annotations.annotation import Annotation, Kind, Style
from reader.annotations.exchange.markdown_text import (
    block_quote,
    bold_within,
    closed,
    local_time,
    one_line,
    paragraph_lines,
    tag_written,
    yaml_string,
)
from reader.annotations.exchange.wording import words_before, words_now
from reader.annotations.passage_links import link_to
from reader.annotations.records import other_notes
from reader.annotations.selection import PLACE, grouped, sentence_around
from reader.annotations.told_place import told_place
from reader.documents.document import KEEPS_LINES, BlockKind, Document, Section
from reader.documents.pages import pages_of
from reader.errors import ReaderError
from reader.text.patterns import lazy
from reader.text.spans import Span

ORPHANS = "Without a place in the text"
NOTHING = "There are no annotations yet."
NONE = "None of the annotations is like that."
ANOTHER = "*Another version of this note, written elsewhere:*"
PREVIEW = 80  # code points shown of what follows a bookmark
HEAD = 16 * 1024  # bytes in which front matter ends
DEEPEST = 6  # the last level of a heading in Markdown

Placed = tuple[Annotation, Span | None]


class Heading(NamedTuple):
    """A heading of an export: where its section begins in the text, and its line."""

    at: int
    line: str


class Passage(NamedTuple):
    """What is written of one annotation, in the order in which it stands in the file.

    ``quote`` is empty for a bookmark; ``mark`` is the paragraph with the block id; ``body`` the
    note and its other versions; ``about`` the line of what else is known, without the ``tags``.
    ``path`` are the headings above it, below the title.
    """

    id: str
    quote: str
    mark: str
    body: str
    about: str
    tags: tuple[str, ...]
    path: tuple[Heading, ...]

    def text(self) -> str:
        """The passage as Markdown, without headings."""
        return "\n\n".join(filter(None, (self.quote, self.mark, self.body, self.last_line())))

    def last_line(self) -> str:
        """What else is known, with the tags."""
        return " ".join([self.about, *(f"#{tag}" for tag in self.tags)])


class Pieces(NamedTuple):
    """An export in its parts: the properties of the front matter with their lines, the title's
    heading, the passages in their order, and what is said where there are none."""

    front: Mapping[str, str]
    title: str
    passages: tuple[Passage, ...]
    nothing: str = NOTHING


def export_markdown(
    document: Document,
    placed: Sequence[Placed],
    *,
    source: str = "",
    tz: tzinfo | None = None,
    sort: str = PLACE,
    context: bool = False,
    linked: str = "",
) -> str:
    """The annotations of a document as one Markdown file, in reading order: see `pieces`."""
    parts = pieces(
        document, placed, source=source, tz=tz, sort=sort, context=context, linked=linked
    )
    return composed(parts)


def pieces(
    document: Document,
    placed: Sequence[Placed],
    *,
    source: str = "",
    tz: tzinfo | None = None,
    sort: str = PLACE,
    context: bool = False,
    linked: str = "",
) -> Pieces:
    """The parts of the Markdown file of a document's annotations, in reading order.

    ``placed`` are the annotations with their spans, None for orphans, which come last.
    ``source`` says where the document is from, as it is written. Nothing in it changes unless
    the annotations do, so that a second export makes no difference. Times are in ``tz``, by
    default the zone of this computer. With another ``sort`` than by place (`selection.SORTS`) what
    they are sorted by stands in the headings; with ``context`` a short highlight stands in bold
    within its sentence; with ``linked``, the id of the document, each has a link that opens it.
    """
    title = document.metadata.title.strip() or "Untitled"
    live = [(annotation, span) for annotation, span in placed if not annotation.deleted]
    found = [(span, annotation) for annotation, span in live if span is not None]
    found.sort(key=lambda pair: (pair[0], pair[1].created, pair[1].id))
    orphans = [annotation for annotation, span in live if span is None]
    orphans.sort(key=lambda annotation: (annotation.target.start, annotation.target.end))
    without = (Heading(len(document.text), f"## {ORPHANS}"),)
    passages = []
    groups = grouped([(one, span) for span, one in found], sort, lambda at: local_time(at, tz)[:10])
    for number, group in enumerate(groups):
        above = (Heading(number, _clean(f"## {one_line(group.title)}")),) if group.title else None
        for annotation, span in group.placed:
            assert span is not None
            path = _headings(document, title, span.start) if above is None else above
            made = _passage(document, annotation, span, path, tz, linked, context=context)
            passages.append(made)
    passages += [
        _passage(document, annotation, None, without, tz, linked) for annotation in orphans
    ]
    front = _front_matter(document, title, source, len(live))
    return Pieces(front, _clean(f"# {one_line(title)}"), tuple(passages))


def composed(export: Pieces) -> str:
    """The file that these parts make."""
    parts = ["\n".join(["---", *export.front.values(), "---"]), export.title]
    parts += under_headings(export.passages) or [export.nothing]
    return "\n\n".join(parts) + "\n"


def under_headings(passages: Sequence[Passage], deeper: int = 0) -> list[str]:
    """Passages as Markdown, each heading once; ``deeper`` by so many levels than in a file of their
    document alone."""
    parts: list[str] = []
    above: tuple[Heading, ...] = ()
    for passage in passages:
        shared = 0
        while above[shared : shared + 1] == passage.path[shared : shared + 1] != ():
            shared += 1
        parts += [_deeper(heading.line, deeper) for heading in passage.path[shared:]]
        above = passage.path
        parts.append(passage.text())
    return parts


def _deeper(heading: str, levels: int) -> str:
    level = len(heading) - len(heading.lstrip("#"))
    return "#" * min(levels, DEEPEST - level) + heading


def save_export(path: Path, markdown: str, *, replace: bool = False) -> None:
    """Write an export; raises ReaderError where it cannot be, or would replace a file."""
    from reader.annotations.files import replace_file

    try:
        if path.exists() and not path.is_file():  # a pipe, a terminal; a folder is refused
            path.write_text(markdown, encoding="utf-8", newline="\n")
        elif path.exists() and not replace:
            raise ReaderError(f"{path} exists: choose another name, or say to replace it")
        else:
            replace_file(path, markdown.encode())
    except OSError as error:
        raise ReaderError(f"cannot write {path}: {error.strerror or error}") from None


def is_export(path: str) -> bool:
    """Whether a file is Markdown that was made here, whatever a person wrote in it since."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - there may be thousands
            return looks_exported(file.read(HEAD))
    except OSError:
        return False


def looks_exported(head: bytes) -> bool:
    """Whether a file that begins so was made here: by its front matter, which has our properties
    (and may have others), and by what follows."""
    if not head.startswith((b"---", b"\xef\xbb\xbf---")):
        return False
    front, fence, body = head.replace(b"\r\n", b"\n").partition(b"\n---\n")
    if not fence or not _TITLE.search(front) or not _COUNT.search(front):
        return False
    as_written = front.startswith(b'---\ntitle: "') and _LAST.search(front) is not None
    return (as_written and body.startswith(b"\n# ")) or _MARKED.search(body) is not None


# Front matter


def _front_matter(document: Document, title: str, source: str, count: int) -> Mapping[str, str]:
    metadata = document.metadata
    lines = {"title": f"title: {yaml_string(title)}"}
    if metadata.authors:
        lines["author"] = "\n".join(
            ["author:", *(f"  - {yaml_string(author)}" for author in metadata.authors)]
        )
    for name, value in (("source", source), ("date", metadata.date)):
        if value:
            lines[name] = f"{name}: {yaml_string(value)}"
    lines["annotations"] = f"annotations: {count}"
    return {name: _clean(line) for name, line in lines.items()}


_TITLE = lazy(rb"\ntitle: ?.")
_COUNT = lazy(rb"\nannotations: ?\d+ *(?:\n|\Z)")
_LAST = lazy(rb"\nannotations: \d+\Z")
_MARKED = lazy(rb"(?:^|[\s>])\^r-[0-9a-z]+[ \t]*(?:\n|\Z)")


# Headings


def _sections_at(document: Document, offset: int) -> list[Section]:
    """The sections around an offset, outermost first, as far as they have headings."""
    path: list[Section] = []
    sections = document.sections
    while around := [s for s in sections if s.start <= offset < max(s.end, s.start + 1)]:
        if around[-1].made:
            break
        path.append(around[-1])
        sections = around[-1].children
    return path


def _headings(document: Document, title: str, offset: int) -> tuple[Heading, ...]:
    """The headings above a place, below the title."""
    return tuple(
        Heading(section.start, _clean(f"{'#' * level} {one_line(section.title)}"))
        for level, section in headings_at(document, title, offset)
    )


def headings_at(document: Document, title: str, offset: int) -> list[tuple[int, Section]]:
    """The sections around a place, below the title, each with the level of its heading in a file
    whose first heading is the title."""
    top = document.sections
    titled = bool(top) and top[0].title.strip() == title  # the title is a heading of its own
    down = 1 if any(s.level <= 1 for s in (top[1:] if titled else top)) else 0
    return [
        (max(2, min(DEEPEST, section.level + down)), section)
        for section in _sections_at(document, offset)
        if not (titled and section is top[0])
    ]


# Passages


def _passage(
    document: Document,
    annotation: Annotation,
    span: Span | None,
    path: tuple[Heading, ...],
    tz: tzinfo | None,
    linked: str,
    *,
    context: bool = False,
) -> Passage:
    quote, mark = "", f"^r-{annotation.id}"
    if annotation.target.exact:
        quote = block_quote(quote_lines(document, annotation, span, context=context))
    else:
        preview = preview_of(document, annotation, span)
        mark = (f"Bookmark before “{one_line(preview)}…” " if preview else "Bookmark ") + mark
    about = _about(document, annotation, span, tz, link_to(linked, annotation.id))
    tags = tuple(filter(None, map(tag_written, annotation.tags)))
    return Passage(
        annotation.id,
        _clean(quote),
        _clean(mark),
        _clean(body_of(annotation)),
        _clean(about),
        tuple(map(_clean, tags)),
        path,
    )


def body_of(annotation: Annotation) -> str:
    """The note, and its versions that somebody wrote elsewhere."""
    parts = [closed(annotation.note)] if annotation.note.strip() else []
    for other in other_notes(annotation):
        parts += [ANOTHER, closed(other)]
    return "\n\n".join(parts)


def _clean(text: str) -> str:
    """Without halves of surrogate pairs, which no file can hold."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def preview_of(document: Document, annotation: Annotation, span: Span | None) -> str:
    """The words that a bookmark stands before."""
    after = annotation.target.suffix if span is None else document.text[span.start :][:PREVIEW]
    return after.strip().partition("\n")[0][:PREVIEW].strip()


def quote_lines(
    document: Document, annotation: Annotation, span: Span | None, *, context: bool = False
) -> list[str]:
    """The words of an annotation as lines of Markdown; code stays code, verse keeps its lines."""
    text = words_now(document, annotation, span)
    if span is None or document.text[span.start : span.end] != text:
        return list(paragraph_lines(text, set()))
    around = sentence_around(document, span) if context else None
    if around is not None:
        before, after = (
            document.text[around.start : span.start],
            document.text[span.end : around.end],
        )
        return [bold_within(before, text, after)]
    index = document.block_at(span.start)
    block = document.blocks[index] if index >= 0 else None
    code = block is not None and block.kind in (BlockKind.CODE, BlockKind.TABLE)
    if block is not None and code and span.end <= block.end and "\r" not in text:
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        role = block.role if block.kind is BlockKind.CODE and block.role.isalnum() else ""
        return [f"{fence}{role}", *text.split("\n"), fence]
    verse = {
        place - span.start
        for block in document.blocks[max(index, 0) : document.block_at(span.end) + 1]
        if block.kind in KEEPS_LINES
        for place in range(max(block.start, span.start), min(block.end, span.end))
        if document.text[place] == "\n"
    }
    return list(paragraph_lines(text, verse))


def _about(
    document: Document, annotation: Annotation, span: Span | None, tz: tzinfo | None, link: str
) -> str:
    """The line below a passage: what it is, where it stands, when it was made, what opens it."""
    bookmark = annotation.kind is Kind.BOOKMARK
    said = [] if bookmark else [annotation.colour.value]
    if annotation.style is not Style.SOLID and not bookmark:
        said.append(annotation.style.value)
    said.append(annotation.kind.value)
    if span is None and annotation.target.path:  # with a place, its headings stand above
        said.append(" › ".join(map(one_line, annotation.target.path)))
    if span is None or not document.text:
        said.append(told_place(annotation))
    else:
        said += [pages_of(document, span), f"{100 * span.start // len(document.text)} %"]
    if was := words_before(document, annotation, span):
        said.append(f"was: “{one_line(was)}”")
    said.append(local_time(annotation.created, tz))
    said.append(f"[open]({link})" if link else "")
    return f"*{' · '.join(filter(None, said))}*"
