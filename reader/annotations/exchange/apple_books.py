"""Apple Books: its database of annotations, the rows of it as JSON, and Markdown made of these.

The database (``AEAnnotation*.sqlite``) knows books by their asset ids only; their titles are in
another one (``BKLibrary*.sqlite``), from which exports take them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target
from reader.annotations.exchange.apple_books_markdown import is_apple_markdown, rows_of_markdown
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work, same_id
from reader.annotations.exchange.json_data import (
    load,
    looks_like,
    objects_in,
    shown_record,
)
from reader.annotations.exchange.sqlite_data import MAGIC, has_table, opened
from reader.annotations.exchange.values import (
    came_from,
    colour_of,
    each_once,
    kind_of,
    line_of,
    moment,
    seconds_since,
    text_of,
)
from reader.documents.identifiers import identifier
from reader.errors import ReaderError

FORMAT = "apple-books"
CALLED = "annotations of Apple Books"
EPOCH = 2001  # the year from which Apple counts seconds
CONTEXT = 32  # code points of the surroundings that are kept at each side
READING_POSITION = 3  # a type of rows that are no annotations
COLOURS = {
    1: Colour.GREEN,
    2: Colour.BLUE,
    3: Colour.YELLOW,
    4: Colour.PINK,
    5: Colour.PURPLE,
}
UNDERLINED = 0
TABLE = "ZAEANNOTATION"
BOOKS = "ZBKLIBRARYASSET"

Row = Mapping[str, object]

# Columns of the database by the names that the exports have.
_NAMES = {
    "ZANNOTATIONASSETID": "assetId",
    "ZFUTUREPROOFING5": "chapter",
    "ZANNOTATIONREPRESENTATIVETEXT": "contextualText",
    "ZANNOTATIONSELECTEDTEXT": "highlight",
    "ZANNOTATIONLOCATION": "highlightLocation",
    "ZANNOTATIONNOTE": "note",
    "ZANNOTATIONCREATIONDATE": "highlightCreationDate",
    "ZANNOTATIONMODIFICATIONDATE": "highlightModificationDate",
    "ZANNOTATIONSTYLE": "highlightStyle",
    "ZANNOTATIONTYPE": "type",
}
_BOOK = {"ZASSETID": "bookId", "ZTITLE": "bookTitle", "ZAUTHOR": "bookAuthor"}
_TAKEN = (
    "chapter",
    "contextualText",
    "highlight",
    "note",
    "highlightCreationDate",
    "highlightModificationDate",
    "ZANNOTATIONDELETED",
    "annotations",
)


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    return (
        has_table(data, TABLE)
        or looks_like(data, b'"highlightLocation"')
        or looks_like(data, b'"bookId"', b'"bookTitle"')
        or is_apple_markdown(data)
    )


def read(data: bytes, name: str = "") -> Imported:
    """The annotations of a file; raises ReaderError where it holds none of the kind."""
    if data.startswith(MAGIC):
        return _of_database(data, name)
    if is_apple_markdown(data):
        found: list[tuple[Row, Row, int]] = list(rows_of_markdown(data))
        return _imported(found, [])
    loaded = load(data, name, CALLED)
    records = loaded.value if isinstance(loaded.value, list) else [loaded.value]
    known = ("assetId", "highlight", "bookId")
    if records and not any(key in one for one in objects_in(records) for key in known):
        raise ReaderError(f"{PurePath(name).name or 'the file'} holds no {CALLED}")
    problems = loaded.problems
    rows: list[tuple[Row, Row, int]] = []
    for record in records:
        if not isinstance(record, dict):
            what = "it is no annotation"
            problems.append(Problem(loaded.line(record), what, shown_record(record)))
        elif "bookId" in record:
            inside = objects_in(record.get("annotations"))
            rows += [(row, record, loaded.line(row)) for row in inside]
        else:
            rows.append((record, {}, loaded.line(record)))
    return _imported(rows, problems)


def _of_database(data: bytes, name: str) -> Imported:
    with opened(data, name) as tables:
        if TABLE not in tables:
            raise ReaderError(f"{PurePath(name).name or 'the file'} holds no {CALLED}")
        books = {
            line_of(row.get("ZASSETID")): _renamed(row, _BOOK)
            for row in tables.rows(BOOKS, tuple(_BOOK))
        }
        rows = [
            (_renamed(row, _NAMES), books.get(line_of(row.get("ZANNOTATIONASSETID")), {}), 0)
            for row in tables.rows(TABLE)
        ]
        return _imported(rows, tables.problems)


def _renamed(row: Row, names: Mapping[str, str]) -> Row:
    return {names.get(name, name): value for name, value in row.items()}


def _imported(rows: list[tuple[Row, Row, int]], problems: list[Problem]) -> Imported:
    incoming = list(_incoming(rows, problems))
    return Imported(FORMAT, each_once(incoming, problems), tuple(problems))


def _incoming(rows: list[tuple[Row, Row, int]], problems: list[Problem]) -> Iterator[Incoming]:
    for row, book, line in rows:
        if row.get("ZANNOTATIONDELETED") or row.get("type") == READING_POSITION:
            continue
        annotation = _annotation(row)
        if annotation is None:
            what = "it says neither what nor where"
            problems.append(Problem(line, what, shown_record(dict(row))))
        else:
            yield Incoming(_work(row, book), annotation, line)


def _annotation(row: Row) -> Annotation | None:
    exact, note = text_of(row.get("highlight")), text_of(row.get("note"))
    asset, place = line_of(row.get("assetId")), line_of(row.get("highlightLocation"))
    created = _moment(row.get("highlightCreationDate"))
    if not (exact.strip() or note.strip() or place):
        return None
    style = row.get("highlightStyle")
    chapter = line_of(row.get("chapter"))
    prefix, suffix = _around(exact, text_of(row.get("contextualText")))
    kind = kind_of(exact, note)
    return Annotation(
        same_id(FORMAT, asset, place, exact or created),
        Target(exact, prefix, suffix, path=(chapter,) if chapter else ()),
        kind,
        _colour(style, row),
        Style.UNDERLINE if style == UNDERLINED and kind is not Kind.BOOKMARK else Style.SOLID,
        note,
        created=created,
        modified=_moment(row.get("highlightModificationDate")) or created,
        extra=came_from(FORMAT, row, _TAKEN),
    )


def _colour(style: object, row: Row) -> Colour:
    told = COLOURS.get(style) if isinstance(style, int) else None
    return told or colour_of(row.get("colour"))


def _moment(value: object) -> str:
    return moment(value) if isinstance(value, str) else seconds_since(value, EPOCH)


def _around(exact: str, context: str) -> tuple[str, str]:
    """What stands before and behind a quote in its context, if it is there once."""
    before, found, behind = context.partition(exact) if exact else ("", "", "")
    if not found or exact in behind:
        return "", ""
    return before[-CONTEXT:], behind[:CONTEXT]


def _work(row: Row, book: Row) -> Work:
    asset = line_of(book.get("bookId") or row.get("assetId"))
    author = line_of(book.get("bookAuthor"))
    return Work(
        line_of(book.get("bookTitle")),
        (author,) if author else (),
        f"ibooks://assetid/{asset}" if asset else "",
        tuple(filter(None, [identifier(asset)])),
        line_of(book.get("bookLanguage")).lower(),
    )
