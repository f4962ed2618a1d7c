"""calibre: exported collections of annotations, and those that its viewer keeps in a book.

The viewer writes ``META-INF/calibre_bookmarks.txt`` into an EPUB book: a line that says how, and
JSON in base 64.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from pathlib import PurePath

from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target
from reader.annotations.exchange.in_books import MAGIC, book_of, kept_in
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work, same_id
from reader.annotations.exchange.json_data import (
    LARGEST,
    Json,
    load,
    looks_like,
    object_at,
    shown_record,
)
from reader.annotations.exchange.values import (
    came_from,
    colour_of,
    each_once,
    kind_of,
    line_of,
    lines_of,
    moment,
    style_of,
    text_of,
)
from reader.errors import ReaderError

FORMAT = "calibre"
CALLED = "annotations of calibre"
IN_BOOK = "META-INF/calibre_bookmarks.txt"
ENCODED = b"encoding=json+base64:"

_TAKEN = ("highlighted_text", "notes", "timestamp", "toc_family_titles", "spine_name", "type")


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning, or has it inside."""
    if data.startswith(MAGIC):
        return kept_in(data, name, [IN_BOOK]) is not None
    return (
        data.lstrip()[:100].startswith(ENCODED)
        or looks_like(data, b'"calibre_annotation_collection"')
        or looks_like(data, b'"start_cfi"', b'"highlighted_text"')
    )


def read(data: bytes, name: str = "") -> Imported:
    """The annotations of a file or of a book; raises ReaderError where there are none of these."""
    shown = PurePath(name).name or "the file"
    work = Work()
    if data.startswith(MAGIC):
        work = book_of(data, name)
        found = kept_in(data, name, [IN_BOOK])
        if found is None:
            raise ReaderError(f"{shown} holds no {CALLED}")
        data = found
    if data.lstrip()[:100].startswith(ENCODED):
        packed = data[:LARGEST].lstrip()[len(ENCODED) :]
        try:
            data = b64decode(b"".join(packed.split()), validate=True)
        except (binascii.Error, ValueError):
            raise ReaderError(f"{shown} is cut short, or no {CALLED}") from None
    loaded = load(data, name, CALLED)
    file = object_at(loaded.value)
    records = file.get("annotations") if file else loaded.value
    if not isinstance(records, list):
        raise ReaderError(f"{shown} holds no {CALLED}")
    problems = loaded.problems
    incoming = []
    for record in records:
        line = loaded.line(record)
        if not isinstance(record, dict):
            problems.append(Problem(line, "it is no annotation", shown_record(record)))
        elif record.get("type") != "last-read" and not record.get("removed"):
            book = work if work != Work() else _work(record, file)
            if annotation := _annotation(record, book):
                incoming.append(Incoming(book, annotation, line))
            else:
                what = "it says neither what nor where"
                problems.append(Problem(line, what, shown_record(record)))
    return Imported(FORMAT, each_once(incoming, problems), tuple(problems))


def _work(record: Json, file: Json) -> Work:
    """The book, as far as the export says; it knows it by its number in the library."""
    told = object_at(record, "book") or object_at(file, "book")
    title = line_of(record.get("book_title") or told.get("title"))
    authors = lines_of(record.get("book_authors") or told.get("authors") or ())
    number = line_of(record.get("book_id") or told.get("id"))
    source = f"calibre://show-book/_/{number}" if number else ""
    return Work(title, authors, source)


def _annotation(record: Json, work: Work) -> Annotation | None:
    exact = text_of(record.get("highlighted_text"))
    note = text_of(record.get("notes"))
    place = line_of(record.get("start_cfi") or record.get("pos"))
    title = line_of(record.get("title"))
    bookmark = record.get("type") == "bookmark"
    if not (exact or note or place):
        return None
    told = line_of(record.get("uuid"))
    known_by = [told] if told else [work.title, place, exact or title]
    time = moment(record.get("timestamp"))
    target = Target(
        exact,
        path=lines_of(record.get("toc_family_titles") or ()),
        href=line_of(record.get("spine_name")),
    )
    colour, style = _drawn(object_at(record, "style"))
    return Annotation(
        same_id(FORMAT, *known_by),
        target,
        Kind.BOOKMARK if bookmark else kind_of(exact, note),
        colour,
        style,
        title if bookmark and not note else note,
        created=time,
        modified=time,
        extra=came_from(FORMAT, record, _TAKEN),
    )


def _drawn(style: Json) -> tuple[Colour, Style]:
    """The colour and the style; calibre has colours, lines, and what a person made of CSS."""
    which = line_of(style.get("which"))
    if style.get("kind") == "decoration" and which:
        return Colour.YELLOW, style_of(which)
    colour = which or style.get("background-color") or style.get("text-decoration-color")
    return colour_of(colour), style_of(style.get("text-decoration-line"))
