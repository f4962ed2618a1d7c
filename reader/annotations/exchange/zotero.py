"""Zotero: items of its web API (or of its local one) as JSON.

An annotation is an item below an attachment, which is below the work; a note stands below a work.
What is not in the file is named by its key alone.
"""

from __future__ import annotations

from pathlib import PurePath

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
from reader.annotations.exchange.markup_text import text_of_html
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

FORMAT = "zotero"
CALLED = "items of Zotero"
DEEPEST = 4  # items that an item may be below

_TAKEN = (
    "annotationText",
    "annotationComment",
    "note",
    "tags",
    "dateAdded",
    "dateModified",
)


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    return looks_like(data, b'"itemType"') and (
        looks_like(data, b'"annotationType"')
        or looks_like(data, b'"parentItem"')
        or looks_like(data, b'"data"', b'"version"')
    )


def read(data: bytes, name: str = "") -> Imported:
    """The annotations and notes of a file; raises ReaderError where it holds no items."""
    loaded = load(data, name, CALLED)
    value = loaded.value
    if isinstance(value, dict):
        value = value["items"] if isinstance(value.get("items"), list) else [value]
    items = [(one, _data(one)) for one in objects_in(value)]
    if not any("itemType" in data_ for _, data_ in items):
        raise ReaderError(f"{PurePath(name).name or 'the file'} holds no {CALLED}")
    by_key = {line_of(data_.get("key") or one.get("key")): data_ for one, data_ in items}
    problems = loaded.problems
    incoming = []
    for item, fields in items:
        found = _incoming(loaded, item, fields, by_key)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            incoming.append(found)
    return Imported(FORMAT, each_once(incoming, problems), tuple(problems))


def _data(item: Json) -> Json:
    """What an item says; the API has it one level further down than exports have."""
    return object_at(item, "data") or item


def _incoming(
    loaded: Data, item: Json, fields: Json, by_key: dict[str, Json]
) -> Incoming | Problem | None:
    kind = fields.get("itemType")
    if kind not in ("annotation", "note") or fields.get("deleted"):
        return None
    line = loaded.line(item)
    key = line_of(fields.get("key") or item.get("key"))
    exact = text_of(fields.get("annotationText")).strip()
    note = text_of_html(fields.get("annotationComment") or fields.get("note")).strip()
    if not (exact or note or key):
        return Problem(line, "it says nothing", shown_record(fields))
    work = _work(fields, by_key)
    created = moment(fields.get("dateAdded"))
    modified = moment(fields.get("dateModified"))
    drawn = line_of(fields.get("annotationType"))
    annotation = Annotation(
        same_id(FORMAT, key) if key else same_id(FORMAT, work.title, exact, note),
        Target(exact),
        Kind.NOTE if kind == "note" or drawn == "note" else kind_of(exact, note),
        colour_of(fields.get("annotationColor")),
        style_of(drawn),
        note,
        _tags(fields),
        created or modified,
        modified or created,
        extra=came_from(FORMAT, fields, _TAKEN, links=object_at(item, "links")),
    )
    return Incoming(work, annotation, line)


def _tags(fields: Json) -> tuple[str, ...]:
    tags = fields.get("tags")
    if not isinstance(tags, list):
        return ()
    return lines_of([one.get("tag") if isinstance(one, dict) else one for one in tags])


def _work(fields: Json, by_key: dict[str, Json]) -> Work:
    """The work at the top of those that an item is below."""
    above = key = line_of(fields.get("parentItem"))
    found: Json = {}
    for _ in range(DEEPEST):
        if above not in by_key:
            break
        key, found = above, by_key[above]
        above = line_of(found.get("parentItem"))
    creators = [
        " ".join(filter(None, (line_of(one.get("firstName")), line_of(one.get("lastName")))))
        or line_of(one.get("name"))
        for one in objects_in(found.get("creators"))
    ]
    named = [
        identifier(line_of(found.get("DOI")), "doi"),
        identifier(line_of(found.get("ISBN")).partition(" ")[0], "isbn"),
        identifier(line_of(found.get("url")), "url"),
    ]
    return Work(
        line_of(found.get("title")),
        tuple(dict.fromkeys(filter(None, creators))),
        f"zotero://select/library/items/{key}" if key else "",
        tuple(dict.fromkeys(filter(None, named))),
        line_of(found.get("language")),
        line_of(found.get("date")),
        line_of(found.get("publisher")),
    )
