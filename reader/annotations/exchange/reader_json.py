"""Reader's own JSON: a document and what was said about it, without loss.

The annotations are the records of the annotations file, and so are the ``reviews`` in which they
were asked; ``places`` says where in the text with the given ``sha256`` each of them stands, as the
records may be of an earlier text. Sessions are no part of it: they are a person's, not the notes'.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work, same_id
from reader.annotations.exchange.json_data import (
    Data,
    Json,
    load,
    object_at,
    says_at_top,
    shown_record,
)
from reader.annotations.exchange.outgoing import Placed, in_reading_order
from reader.annotations.exchange.values import each_once, line_of, lines_of, text_of
from reader.annotations.lineage import content
from reader.annotations.logs import REVIEW
from reader.annotations.records import from_record, to_record
from reader.documents.document import Document
from reader.errors import ReaderError
from reader.text.patterns import lazy

FORMAT = "json"
CALLED = "annotations of Reader"
SIGN = "reader-annotations"  # what a file says that it is
VERSION = 1

_ID = lazy(r"[0-9A-Za-z_-]{1,64}")
_HALVES = lazy("[\ud800-\udfff]")


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by what it says of itself."""
    return says_at_top(data, "format", SIGN)


def write(
    document: Document,
    placed: Sequence[Placed],
    *,
    source: str = "",
    document_id: str = "",
    reviews: Iterable[Mapping[str, Any]] = (),
) -> str:
    """The live annotations of a document as JSON, and their ``reviews`` of these.

    ``source`` says where the document is from, ``document_id`` what the library calls it.
    """
    live = in_reading_order(placed)
    here = {one.id for one, _ in live}
    asked = [content(dict(one)) for one in reviews if one.get("annotation") in here]
    file = {
        "format": SIGN,
        "version": VERSION,
        "document": described(document, source, document_id),
        "places": {one.id: list(span) for one, span in live if span is not None},
        "annotations": [to_record(annotation) for annotation, _ in live],
    }
    return dumped({**file, "reviews": asked} if asked else file)


def read(data: bytes, name: str = "") -> Imported:
    """The annotations of a file of Reader's; raises ReaderError where it is none.

    What a newer version wrote is read as far as it is understood; the rest stays in ``extra``.
    """
    loaded = load(data, name, CALLED)
    file = object_at(loaded.value)
    if file.get("format") != SIGN:
        raise ReaderError(f"{name or 'the file'} holds no annotations of Reader")
    work = work_of(object_at(file, "document"))
    places = object_at(file, "places")
    records = file.get("annotations")
    problems = loaded.problems
    if not isinstance(records, list):
        problems.append(Problem(0, "there is no list of annotations"))
        records = []
    size = object_at(file, "document").get("length")
    size = size if isinstance(size, int) and size > 0 else 0
    incoming = []
    for record in records:
        one = _incoming(loaded, record, work, places, size)
        if isinstance(one, Problem):
            problems.append(one)
        elif not one.annotation.deleted:
            incoming.append(one)
    asked = file.get("reviews")
    asked = asked if isinstance(asked, list) else []
    reviews = [one for one in map(_review, asked) if one is not None]
    return Imported(FORMAT, each_once(incoming, problems), tuple(problems), tuple(reviews))


def described(document: Document, source: str, document_id: str = "") -> Json:
    """What is known of a document, for the program that reads its annotations elsewhere."""
    metadata = document.metadata
    known: Json = {
        "id": document_id,
        "title": metadata.title,
        "authors": list(metadata.authors),
        "source": source,
        "identifiers": list(metadata.identifiers),
        "language": metadata.language,
        "date": metadata.date,
        "length": len(document.text),
        "sha256": document.fingerprint,
    }
    return {name: value for name, value in known.items() if value not in ("", [])}


def work_of(known: Json) -> Work:
    """The work that `described` a document."""
    return Work(
        title=line_of(known.get("title")),
        authors=lines_of(known.get("authors")),
        source=text_of(known.get("source")),
        identifiers=lines_of(known.get("identifiers")),
        language=line_of(known.get("language")),
        date=line_of(known.get("date")),
        publisher=line_of(known.get("publisher")),
        sha256=line_of(known.get("sha256")),
    )


def known_id(value: object) -> str:
    """An id as the store takes it: the same, or one that is always made of it."""
    told = value if isinstance(value, str) else ""
    return told if _ID.fullmatch(told) else same_id(FORMAT, told) if told else ""


def dumped(value: object) -> str:
    """JSON as a person can read and compare it; half characters are kept as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _review(record: object) -> Json | None:
    """A review under ids as the store takes them; None for what is none."""
    if not isinstance(record, dict) or record.get("kind") != REVIEW:
        return None
    ids = {name: known_id(record.get(name)) for name in ("id", "annotation")}
    return {**record, **ids} if all(ids.values()) else None


def _start(place: object) -> int:
    """Where a place begins, of those that `write` writes; -1 for none."""
    start = place[0] if isinstance(place, list) and place else None
    return start if isinstance(start, int) else -1


def _incoming(
    loaded: Data, record: object, work: Work, places: Json, size: int
) -> Incoming | Problem:
    line = loaded.line(record)
    shown = shown_record(record)
    identity = known_id(record.get("id")) if isinstance(record, dict) else ""
    if not identity:
        return Problem(line, "it has no id", shown)
    annotation = from_record(identity, record)
    if annotation is None:
        return Problem(line, "it has no target: where it stands is not known", shown)
    place = _start(places.get(identity))
    return Incoming(work, annotation, line, place / size if 0 <= place <= size and size else -1)
