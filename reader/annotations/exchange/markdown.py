"""Annotations as Markdown that CommonMark, Obsidian and Logseq read alike.

Each passage is a block quote, then its block id (which Obsidian gives to the block before it),
the note as it was written, and a line of what else is known. A quote is escaped such that a
CommonMark parser gives back exactly its text.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from reader.annotations.annotation import Annotation, Kind, Style
from reader.annotations.exchange.wording import words_before, words_now
from reader.annotations.records import other_notes
from reader.documents.document import KEEPS_LINES, BlockKind, Document, Section
from reader.documents.pages import pages_of
from reader.errors import ReaderError
from reader.text.patterns import lazy
from reader.text.spans import Span

ORPHANS = "Without a place in the text"
NOTHING = "There are no annotations yet."
ANOTHER = "*Another version of this note, written elsewhere:*"
PREVIEW = 80  # code points shown of what follows a bookmark
HEAD = 16 * 1024  # bytes in which front matter ends
LONGEST = 500  # code points shown of words that are not in the text any more
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
    heading, the passages in their order."""

    front: Mapping[str, str]
    title: str
    passages: tuple[Passage, ...]


def export_markdown(
    document: Document,
    placed: Sequence[Placed],
    *,
    source: str = "",
    tz: tzinfo | None = None,
) -> str:
    """The annotations of a document as one Markdown file, in reading order: see `pieces`."""
    return composed(pieces(document, placed, source=source, tz=tz))


def pieces(
    document: Document,
    placed: Sequence[Placed],
    *,
    source: str = "",
    tz: tzinfo | None = None,
) -> Pieces:
    """The parts of the Markdown file of a document's annotations, in reading order.

    ``placed`` are the annotations with their spans, None for orphans, which come last.
    ``source`` says where the document is from, as it is written. Nothing in it changes unless
    the annotations do, so that a second export makes no difference. Times are in ``tz``, by
    default the zone of this computer.
    """
    title = document.metadata.title.strip() or "Untitled"
    live = [(annotation, span) for annotation, span in placed if not annotation.deleted]
    found = [(span, annotation) for annotation, span in live if span is not None]
    found.sort(key=lambda pair: (pair[0], pair[1].created, pair[1].id))
    orphans = [annotation for annotation, span in live if span is None]
    orphans.sort(key=lambda annotation: (annotation.target.start, annotation.target.end))
    without = (Heading(len(document.text), f"## {ORPHANS}"),)
    passages = [
        _passage(document, annotation, span, _headings(document, title, span.start), tz)
        for span, annotation in found
    ]
    passages += [_passage(document, annotation, None, without, tz) for annotation in orphans]
    front = _front_matter(document, title, source, len(live))
    return Pieces(front, _clean(f"# {_line(title)}"), tuple(passages))


def composed(export: Pieces) -> str:
    """The file that these parts make."""
    parts = ["\n".join(["---", *export.front.values(), "---"]), export.title]
    above: tuple[Heading, ...] = ()
    for passage in export.passages:
        shared = 0
        while above[shared : shared + 1] == passage.path[shared : shared + 1] != ():
            shared += 1
        parts += [heading.line for heading in passage.path[shared:]]
        above = passage.path
        parts.append(passage.text())
    if not export.passages:
        parts.append(NOTHING)
    return "\n\n".join(parts) + "\n"


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
    lines = {"title": f"title: {_yaml(title)}"}
    if metadata.authors:
        lines["author"] = "\n".join(
            ["author:", *(f"  - {_yaml(author)}" for author in metadata.authors)]
        )
    for name, value in (("source", source), ("date", metadata.date)):
        if value:
            lines[name] = f"{name}: {_yaml(value)}"
    lines["annotations"] = f"annotations: {count}"
    return {name: _clean(line) for name, line in lines.items()}


_TITLE = lazy(rb"\ntitle: ?.")
_COUNT = lazy(rb"\nannotations: ?\d+ *(?:\n|\Z)")
_LAST = lazy(rb"\nannotations: \d+\Z")
_MARKED = lazy(rb"(?:^|[\s>])\^r-[0-9a-z]+[ \t]*(?:\n|\Z)")
_UNPRINTABLE = lazy("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def _yaml(value: str) -> str:
    """A string of YAML 1.2, whose double-quoted strings take the escapes of JSON."""
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


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
    top = document.sections
    titled = bool(top) and top[0].title.strip() == title  # the title is a heading of its own
    down = 1 if any(s.level <= 1 for s in (top[1:] if titled else top)) else 0
    return tuple(
        Heading(
            section.start,
            _clean(f"{'#' * max(2, min(DEEPEST, section.level + down))} {_line(section.title)}"),
        )
        for section in _sections_at(document, offset)
        if not (titled and section is top[0])
    )


# Passages


def _passage(
    document: Document,
    annotation: Annotation,
    span: Span | None,
    path: tuple[Heading, ...],
    tz: tzinfo | None,
) -> Passage:
    quote, mark = "", f"^r-{annotation.id}"
    if annotation.target.exact:
        quote = _quote(document, words_now(document, annotation, span), span)
    else:
        after = annotation.target.suffix if span is None else document.text[span.start :][:PREVIEW]
        preview = _line(after.strip().partition("\n")[0][:PREVIEW])
        mark = (f"Bookmark before “{preview}…” " if preview else "Bookmark ") + mark
    about = _about(document, annotation, span, tz)
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


def _quote(document: Document, text: str, span: Span | None) -> str:
    """The block quote of a passage; code stays code, and verse keeps its lines."""
    if span is None or document.text[span.start : span.end] != text:
        return _block_quote(_paragraphs(text, set()))
    index = document.block_at(span.start)
    block = document.blocks[index] if index >= 0 else None
    code = block is not None and block.kind in (BlockKind.CODE, BlockKind.TABLE)
    if block is not None and code and span.end <= block.end and "\r" not in text:
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        role = block.role if block.kind is BlockKind.CODE and block.role.isalnum() else ""
        return _block_quote([f"{fence}{role}", *text.split("\n"), fence])
    verse = {
        place - span.start
        for block in document.blocks[max(index, 0) : document.block_at(span.end) + 1]
        if block.kind in KEEPS_LINES
        for place in range(max(block.start, span.start), min(block.end, span.end))
        if document.text[place] == "\n"
    }
    return _block_quote(_paragraphs(text, verse))


def _block_quote(lines: Iterable[str]) -> str:
    return "\n".join(f"> {line}".rstrip(" ") if not line else f"> {line}" for line in lines)


def _paragraphs(text: str, breaks: set[int]) -> Iterable[str]:
    """The lines of a text: each line end begins a paragraph, but those at ``breaks`` a line.

    An empty line is a character reference at the start of the next line that is not.
    """
    core = text.rstrip("\n")
    after = "&#10;" * (len(text) - len(core))
    if not core:
        yield after
        return
    lines = core.split("\n")
    before = ""
    place = 0
    for line, following in pairwise([*lines, ""]):
        place += len(line)
        if line:
            within = place in breaks and following
            if place == len(core):
                yield before + _escape(line) + after
            elif within:
                yield before + _escape(line) + "\\"
            else:
                yield from (before + _escape(line), "")
            before = ""
        else:
            before += "&#10;"
        place += 1


def _about(document: Document, annotation: Annotation, span: Span | None, tz: tzinfo | None) -> str:
    """The line below a passage: what it is, where it stands, when it was made."""
    bookmark = annotation.kind is Kind.BOOKMARK
    said = [] if bookmark else [annotation.colour.value]
    if annotation.style is not Style.SOLID and not bookmark:
        said.append(annotation.style.value)
    said.append(annotation.kind.value)
    if span is None and annotation.target.path:  # with a place, its headings stand above
        said.append(" › ".join(map(_line, annotation.target.path)))
    if span is not None and document.text:
        said += [pages_of(document, span), f"{100 * span.start // len(document.text)} %"]
    if was := words_before(document, annotation, span):
        said.append(f"was: “{_line(was if len(was) <= LONGEST else f'{was[:LONGEST]}…')}”")
    said.append(_local(annotation.created, tz))
    return f"*{' · '.join(filter(None, said))}*"


def _local(moment: str, tz: tzinfo | None) -> str:
    try:
        return datetime.fromisoformat(moment).astimezone(tz).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return ""


def tag_written(tag: str) -> str:
    """A tag as Obsidian takes it: no spaces, no punctuation but ``-_/``, not only digits."""
    kept = "".join(
        character if character in "-_/" or unicodedata.category(character)[0] not in "PZC" else "-"
        for character in tag.strip().lstrip("#")
    )
    kept = re.sub(r"([-_/])[-_/]+", r"\1", kept).strip("-_/")
    return f"n{kept}" if kept.isdigit() else kept


# Escaping

# Everything that CommonMark, GitHub's, Obsidian's and Logseq's dialects give a meaning to inside
# a line. An underscore within a word has none, and is left alone for the sake of addresses.
_INLINE = lazy(
    r"""
    [\\`*\[\]<~^$|]                 # markup, mathematics, tables
    | (?<![^\W_])_ | _(?![^\W_])    # emphasis
    | &(?=\#?\w+;)                  # a character reference
    | (?<![\w/])\#                  # a tag
    | (?<==)= | =(?==)              # ==highlight==
    | (?<=%)% | %(?=%)              # %%comment%%
    | (?<=:):                       # key:: value
    | (?<=\{)\{ | \{(?=\{)          # {{macro}}
    """,
    re.VERBOSE,
)
_FIRST = lazy(r"(?:(\d{1,9})([.)])|([-+=>:]))")
_EDGES = lazy(r"\A\s+|\s+\Z|[\t\r]")


def _escape(line: str) -> str:
    """One line of text as CommonMark; white space at its ends as character references."""
    escaped = _INLINE.sub(r"\\\g<0>", line)
    escaped = _FIRST.sub(_escape_first, escaped, count=1) if _FIRST.match(escaped) else escaped
    return _EDGES.sub(lambda found: "".join(f"&#{ord(c)};" for c in found[0]), escaped)


def _escape_first(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def _line(text: str) -> str:
    """A text as one line: of a heading, or inside emphasis."""
    return _escape(" ".join(text.split())) or "…"


# Notes

_SENTINEL = "end"
_HTML_ENDS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


def closed(note: str) -> str:
    """A note as it was written, but with nothing left open that would swallow what follows."""
    note = note.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    if not re.search("[<`~]|%%", note):
        return note
    for _ in range(4):
        closer = _closer(note)
        if not closer:
            return note
        note += f"\n{closer}"
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", note)), default=0))
    return f"{fence}\n{note}\n{fence}"


def _closer(note: str) -> str:
    """What closes the block that a note leaves open; empty if it leaves none."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(f"{note}\n\n{_SENTINEL}\n")
    last = tokens[-1]
    if last.type == "fence":
        return last.markup
    if last.type == "html_block":
        start = last.content.lstrip()
        for opening, ending in _HTML_ENDS:
            if start.startswith(opening):
                return ending
        name = re.match(r"<(\w+)", start)
        return f"</{name[1]}>" if name else "-->"
    comments = sum(
        child.content.count("%%")
        for token in tokens
        for child in token.children or ()
        if child.type == "text"
    )
    return "\n%%" if comments % 2 else ""
