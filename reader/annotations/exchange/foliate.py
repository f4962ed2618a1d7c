"""Foliate: the JSON file that it keeps for a book, and its exports."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import unquote

from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work, same_id
from reader.annotations.exchange.json_data import (
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
from reader.documents.identifiers import identifier
from reader.errors import ReaderError

FORMAT = "foliate"
CALLED = "annotations of Foliate"

_TAKEN = ("text", "note", "created", "modified")


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    return (
        looks_like(data, b"epubcfi(")
        and not looks_like(data, b'"highlightLocation"')
        and not looks_like(data, b'"calibre_annotation_collection"')
        and (
            looks_like(data, b'"annotations"', b'"value"')
            or looks_like(data, b'"bookmarks"')
            or looks_like(data, b'"lastLocation"')
        )
    )


def read(data: bytes, name: str = "") -> Imported:
    """The annotations of a book; raises ReaderError where the file is not that of one."""
    loaded = load(data, name, CALLED)
    file = object_at(loaded.value)
    lists = [file.get(one) for one in ("annotations", "bookmarks")]
    if not any(isinstance(one, list) for one in lists):
        raise ReaderError(f"{PurePath(name).name or 'the file'} holds no {CALLED}")
    work = _work(object_at(file, "metadata"), name)
    book = _told_of(_work(object_at(file, "metadata"), ""), lists[0])
    problems = loaded.problems
    incoming = []
    for record in lists[0] if isinstance(lists[0], list) else []:
        line = loaded.line(record)
        if not isinstance(record, dict):
            problems.append(Problem(line, "it is no annotation", shown_record(record)))
        elif (found := _annotation(record, book)) is None:
            problems.append(Problem(line, "it says neither what nor where", shown_record(record)))
        else:
            incoming.append(Incoming(work, found, line))
    for mark in lists[1] if isinstance(lists[1], list) else []:
        if isinstance(mark, str) and mark:
            place = text_of(mark)
            extra = came_from(FORMAT, {"value": place})
            identity = same_id(FORMAT, book, "bookmark", place)
            bookmark = Annotation(identity, Target(""), Kind.BOOKMARK, extra=extra)
            incoming.append(Incoming(work, bookmark))
        else:
            problems.append(Problem(0, "it is no bookmark", shown_record(mark)))
    return Imported(FORMAT, each_once(incoming, problems), tuple(problems))


def _annotation(record: Json, book: str) -> Annotation | None:
    place, exact = line_of(record.get("value")), text_of(record.get("text"))
    note = text_of(record.get("note"))
    if not (place or exact or note):
        return None
    created = moment(record.get("created"))
    drawn = line_of(record.get("color"))  # a colour, or a way to draw
    return Annotation(
        same_id(FORMAT, book, place or exact, created),
        Target(exact),
        kind_of(exact, note),
        colour_of(drawn),
        style_of(drawn),
        note,
        created=created,
        modified=moment(record.get("modified")) or created,
        extra=came_from(FORMAT, record, _TAKEN),
    )


def _told_of(work: Work, annotations: object) -> str:
    """What a file says itself of the book it is of: the same under another name of the file. For
    want of all else that is what was annotated first, for places are alike in all books."""
    if work.identifiers or work.title:
        return next(iter(work.identifiers), work.title)
    records = (
        [one for one in annotations if isinstance(one, dict)]
        if isinstance(annotations, list)
        else []
    )
    said = [f"{line_of(one.get('created'))} {text_of(one.get('text'))}" for one in records]
    return min(said, default="")


def _work(metadata: Json, name: str) -> Work:
    """The book; the file is named after its identifier."""
    told = line_of(metadata.get("identifier")) or unquote(PurePath(name).stem)
    title = metadata.get("title")
    if isinstance(title, dict):  # by languages
        title = next(iter(title.values()), "")
    authors = metadata.get("author", metadata.get("creator")) or ()
    people = authors if isinstance(authors, list) else [authors]
    names = [one.get("name") if isinstance(one, dict) else one for one in people]
    named = [identifier(told)] if told else []
    publisher = metadata.get("publisher")
    return Work(
        line_of(title),
        lines_of(names),
        "",
        tuple(filter(None, named)),
        next(iter(lines_of(metadata.get("language") or ())), ""),
        line_of(metadata.get("published") or metadata.get("pubdate")),
        line_of(publisher.get("name") if isinstance(publisher, dict) else publisher),
    )
