"""Kobo: the database of a reader, ``.kobo/KoboReader.sqlite``."""

from __future__ import annotations

from pathlib import PurePath

from reader.annotations.annotation import Annotation, Colour, Kind, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work, same_id
from reader.annotations.exchange.json_data import shown_record
from reader.annotations.exchange.sqlite_data import Row, has_table, opened
from reader.annotations.exchange.values import (
    came_from,
    each_once,
    kind_of,
    line_of,
    moment,
    text_of,
)
from reader.documents.identifiers import identifier
from reader.errors import ReaderError

FORMAT = "kobo"
CALLED = "annotations of a Kobo reader"
COLOURS = {0: Colour.YELLOW, 1: Colour.PINK, 2: Colour.BLUE, 3: Colour.GREEN}
BOOKMARKS = ("dogear", "bookmark")
LONGEST_TITLE = 300
OF_BOOKS = ("ContentID", "Title", "BookTitle", "Attribution", "ISBN", "Language", "Publisher")

_TAKEN = ("Text", "Annotation", "DateCreated", "DateModified", "Hidden")


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by the names of its tables."""
    return has_table(data, "Bookmark") and has_table(data, "VolumeID")


def read(data: bytes, name: str = "") -> Imported:
    """The annotations of a reader; raises ReaderError where the file is no such database."""
    with opened(data, name) as tables:
        if "Bookmark" not in tables:
            raise ReaderError(f"{PurePath(name).name or 'the file'} holds no {CALLED}")
        contents = {line_of(row.get("ContentID")): row for row in tables.rows("content", OF_BOOKS)}
        problems: list[Problem] = []
        incoming = []
        for row in tables.rows("Bookmark"):
            if str(row.get("Hidden")).lower() in ("true", "1"):
                continue
            found = _incoming(row, contents)
            if found is None:
                what = "it does not say which book it is of"
                problems.append(Problem(0, what, shown_record(row)))
            else:
                incoming.append(found)
        problems += tables.problems
    return Imported(FORMAT, each_once(incoming, problems), tuple(problems))


def _incoming(row: Row, contents: dict[str, Row]) -> Incoming | None:
    volume = line_of(row.get("VolumeID"))
    if not volume:
        return None
    exact = text_of(row.get("Text")).strip()
    note = text_of(row.get("Annotation")).strip()
    called = line_of(row.get("Type")).lower()
    kind = Kind.BOOKMARK if called in BOOKMARKS and not note else kind_of(exact, note)
    context = "" if kind is not Kind.BOOKMARK else exact  # a dog ear has the words behind it
    told = line_of(row.get("BookmarkID") or row.get("UUID"))
    chapter = line_of(contents.get(line_of(row.get("ContentID")), {}).get("Title"))
    colour = row.get("Color")
    created = _moment(row.get("DateCreated"))
    annotation = Annotation(
        same_id(FORMAT, told or volume, *([] if told else [exact, created])),
        Target("", suffix=context) if kind is Kind.BOOKMARK else Target(exact),
        kind,
        COLOURS.get(colour, Colour.YELLOW) if isinstance(colour, int) else Colour.YELLOW,
        note=note,
        created=created,
        modified=_moment(row.get("DateModified")) or created,
        extra=came_from(FORMAT, row, _TAKEN),
    )
    work = _work(volume, row, contents)
    if chapter and chapter != work.title and not chapter.endswith((".xhtml", ".html", ".htm")):
        target = annotation.target._replace(path=(chapter,))
        annotation = annotation._replace(target=target)
    return Incoming(work, annotation)


def _moment(value: object) -> str:
    """A time, which is written without its zone, and is UTC."""
    told = line_of(value)
    return moment(told if told.endswith("Z") or "+" in told else f"{told}Z") if told else ""


def _work(volume: str, row: Row, contents: dict[str, Row]) -> Work:
    """The book, of which the volume is the path or the id in the shop."""
    content = contents.get(volume, {})
    title = line_of(content.get("Title") or content.get("BookTitle"))
    if not title:
        title = PurePath(volume.partition("?")[0]).stem[:LONGEST_TITLE]
    author = line_of(content.get("Attribution"))
    named = identifier(line_of(content.get("ISBN")), "isbn")
    return Work(
        title,
        (author,) if author else (),
        volume,
        (named,) if named else (),
        line_of(content.get("Language")),
        publisher=line_of(content.get("Publisher")),
    )
