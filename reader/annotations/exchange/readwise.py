"""Readwise: what its programming interface gives, as one answer or as a list of highlights."""

from __future__ import annotations

from collections.abc import Callable

from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work, same_id
from reader.annotations.exchange.json_data import (
    Data,
    Json,
    load,
    looks_like,
    object_at,
    objects_in,
    shown_record,
)
from reader.annotations.exchange.texts import ids, shown_name
from reader.annotations.exchange.values import came_from, colour_of, line_of, moment, text_of
from reader.documents.identifiers import identifier
from reader.errors import ReaderError
from reader.text.patterns import lazy

FORMAT = "readwise"
CALLED = "highlights of Readwise"

_TAG = lazy(r"\.([^\s.,;:!?()]+)(?:\s+|$)")
_TAKEN = frozenset({"text", "note", "tags", "title", "author", "highlights"})


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    return looks_like(data, b'"highlights"') and (
        looks_like(data, b'"highlighted_at"')
        or looks_like(data, b'"readwise_url"')
        or looks_like(data, b'"source_type"')
    )


def read(data: bytes, name: str = "") -> Imported:
    """The highlights of all books in it; raises ReaderError where there are none of Readwise."""
    found = load(data, name, CALLED)
    whole = object_at(found.value)
    if not isinstance(whole.get("results", whole.get("highlights")), list):
        raise ReaderError(f"{shown_name(name)} holds no {CALLED}")
    incoming: list[Incoming] = []
    problems = list(found.problems)
    new_id = ids(FORMAT)
    books = objects_in(whole.get("results")) or [{"highlights": whole.get("highlights")}]
    for book in books:
        note = text_of(book.get("document_note")).strip()
        if note:
            incoming.append(_of_document(book, note, found.line(book)))
        for record in objects_in(book.get("highlights")):
            _take(book, record, found, incoming, problems, new_id)
    return Imported(FORMAT, tuple(incoming), tuple(problems))


def _take(
    book: Json,
    record: Json,
    found: Data,
    incoming: list[Incoming],
    problems: list[Problem],
    new_id: Callable[..., str],
) -> None:
    """Add one highlight to what comes in, or to the problems."""
    line = found.line(record)
    text = text_of(record.get("text")).strip()
    gone = next((name for name in ("is_discard", "is_deleted") if record.get(name) is True), "")
    if gone or not text:
        what = "discarded in Readwise" if gone else "a highlight without text"
        problems.append(Problem(line, what, shown_record(record)))
        return
    work = _work(book if "title" in book else record)
    inline, note = tags_in(text_of(record.get("note")))
    known = record.get("id")
    created = moment(record.get("highlighted_at")) or moment(record.get("created_at"))
    annotation = Annotation(
        same_id(FORMAT, str(known)) if known else new_id(work.title, text),
        Target(text),
        colour=colour_of(record.get("color")),
        note=note,
        tags=tuple(dict.fromkeys((*inline, *_tags(record.get("tags"))))),
        created=created,
        modified=moment(record.get("updated_at")) or created,
        extra=came_from(FORMAT, record, _TAKEN, book=_rest(book)),
    )
    incoming.append(Incoming(work, annotation, line))


def _of_document(book: Json, note: str, line: int) -> Incoming:
    """What was said of a book as a whole."""
    work = _work(book)
    known = line_of(book.get("user_book_id")) or work.title
    identity = same_id(FORMAT, "document", known)
    extra = came_from(FORMAT, {}, book=_rest(book))
    return Incoming(work, Annotation(identity, Target(""), Kind.NOTE, note=note, extra=extra), line)


def _work(record: Json) -> Work:
    source = line_of(record.get("source_url")) or line_of(record.get("unique_url"))
    known = (
        identifier(source, "url") if source else "",
        identifier(line_of(record.get("asin"))),
    )
    author = line_of(record.get("author"))
    title = line_of(record.get("title")) or line_of(record.get("readable_title"))
    return Work(title, (author,) if author else (), source, tuple(filter(None, known)))


def _rest(book: Json) -> Json:
    """What is said of a book that a work has no field for."""
    names = ("user_book_id", "category", "source", "book_tags", "summary", "readwise_url", "asin")
    return {name: book[name] for name in names if book.get(name)}


def _tags(value: object) -> tuple[str, ...]:
    """Tags: texts, or objects with a name."""
    listed = value if isinstance(value, list) else []
    named = (one.get("name") if isinstance(one, dict) else one for one in listed)
    return tuple(filter(None, map(line_of, named)))


def tags_in(note: str) -> tuple[tuple[str, ...], str]:
    """The tags that a note begins with, ".like .this", and the rest of it."""
    tags: list[str] = []
    rest = note.lstrip()
    while found := _TAG.match(rest):
        tags.append(found[1])
        rest = rest[found.end() :]
    return tuple(tags), rest.strip("\n") if tags else note.strip("\n")
