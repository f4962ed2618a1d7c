"""Hypothesis: answers of its search, exports of its client, and lists of its annotations.

https://h.readthedocs.io/en/latest/api/. Replies become part of the note that they answer. What is
written is an export of the client, which the client takes in again.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from reader.annotations.exchange.outgoing import Placed, notes_in_reading_order
from reader.annotations.exchange.reader_json import described, dumped, known_id, work_of
from reader.annotations.exchange.values import (
    came_from,
    each_once,
    kind_of,
    line_of,
    lines_of,
    moment,
    text_of,
)
from reader.annotations.exchange.w3c import address_of, left_over
from reader.annotations.exchange.w3c_reading import OURS
from reader.annotations.exchange.wording import quote_now
from reader.annotations.passage_links import link_to
from reader.annotations.records import from_record, to_record
from reader.documents.document import Document
from reader.documents.identifiers import identifier
from reader.errors import ReaderError
from reader.text.spans import Span

FORMAT = "hypothesis"
CALLED = "annotations of Hypothesis"

_TAKEN = ("text", "tags", "created", "updated", "target", "uri", "document", "references")


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    return (
        looks_like(data, b'"target"')
        and not looks_like(data, b'"@context"')
        and any(
            looks_like(data, *words)
            for words in (
                (b'"rows"', b'"selector"'),
                (b'"annotations"', b'"client_version"'),
                (b'"permissions"', b'"uri"'),
            )
        )
    )


# Reading


def read(data: bytes, name: str = "") -> Imported:
    """The annotations of a file; raises ReaderError where it holds none of the kind."""
    loaded = load(data, name, CALLED)
    records = _records(loaded.value)
    if records is None:
        raise ReaderError(f"{PurePath(name).name or 'the file'} holds no {CALLED}")
    problems = loaded.problems
    whole: list[Json] = []
    for record in records:
        if isinstance(record, dict) and ("target" in record or "text" in record):
            whole.append(record)
        else:
            what = "it is no annotation"
            problems.append(Problem(loaded.line(record), what, shown_record(record)))
    known = {line_of(record.get("id")) for record in whole}
    replies: dict[str, list[Json]] = {}
    for record in whole:
        if root := _root(record, known):
            replies.setdefault(root, []).append(record)
    work = work_of(object_at(loaded.value, "reader:document"))
    incoming = [
        one
        for record in whole
        if not _root(record, known)
        and (one := _incoming(loaded, record, replies.get(line_of(record.get("id")), []), work))
    ]
    return Imported(FORMAT, each_once(incoming, problems), tuple(problems))


def _records(value: object) -> list[object] | None:
    if isinstance(value, dict):
        for name in ("rows", "annotations"):
            if isinstance(value.get(name), list):
                # The search gives replies apart where it was asked to.
                return [*value[name], *objects_in(value.get("replies"))]
        return [value] if "target" in value and "uri" in value else None
    return value if isinstance(value, list) and (objects_in(value) or not value) else None


def _root(record: Json, known: set[str]) -> str:
    """The id of the annotation in the file that a record answers; "" if it answers none."""
    above = lines_of(record.get("references") or ())
    return next((one for one in above if one in known and one != line_of(record.get("id"))), "")


def _incoming(loaded: Data, record: Json, replies: Sequence[Json], known: Work) -> Incoming | None:
    work = known if known != Work() else _work(record)
    line = loaded.line(record)
    quote = _quote(record)
    exact, prefix, suffix = (text_of(quote.get(name)) for name in ("exact", "prefix", "suffix"))
    target = Target(exact, prefix, suffix)
    if OURS in record:
        return _own(record, quote, work, line)
    replies = sorted(replies, key=lambda one: line_of(one.get("created")))
    answers = [f"**{_user(one)}:** {text_of(one.get('text'))}" for one in replies]
    note = "\n\n".join(filter(None, [text_of(record.get("text")), *answers]))
    times = [moment(one.get("updated")) for one in (record, *replies)]
    told = line_of(record.get("id"))
    known_by = [told] if told else [work.source, target.exact, line_of(record.get("created"))]
    selectors = [one for one in _selectors(record) if one is not quote]
    annotation = Annotation(
        same_id(FORMAT, *known_by),
        target,
        kind_of(target.exact, note),
        note=note,
        tags=lines_of(record.get("tags") or ()),
        created=moment(record.get("created")),
        modified=max(times) or moment(record.get("created")),
        extra=came_from(FORMAT, record, _TAKEN, selector=selectors, replies=list(replies)),
    )
    return Incoming(work, annotation, line)


def _own(record: Json, quote: Json, work: Work, line: int) -> Incoming | None:
    """An annotation that Reader wrote; its text and tags may have been changed since."""
    rest = object_at(record, OURS)
    place = {"exact": ""} | {k: quote[k] for k in ("exact", "prefix", "suffix") if k in quote}
    fields = {
        "note": record.get("text", ""),
        "tags": record.get("tags", []),
        "created": record.get("created", ""),
        "modified": record.get("updated", ""),
        **rest,
        "target": place | object_at(rest, "target"),
    }
    identity = known_id(record.get("id"))
    annotation = from_record(identity, fields) if identity else None
    return None if annotation is None or annotation.deleted else Incoming(work, annotation, line)


def _user(record: Json) -> str:
    display = line_of(object_at(record, "user_info").get("display_name"))
    return display or line_of(record.get("user")).removeprefix("acct:").partition("@")[0] or "reply"


def _selectors(record: Json) -> list[Json]:
    return [
        selector
        for target in objects_in(record.get("target"))
        for selector in objects_in(target.get("selector"))
    ]


def _quote(record: Json) -> Json:
    quotes = (one for one in _selectors(record) if one.get("type") == "TextQuoteSelector")
    return next(quotes, {})


def _work(record: Json) -> Work:
    """The page that an annotation is of."""
    document = object_at(record, "document")
    targets = objects_in(record.get("target"))
    uri = text_of(record.get("uri")) or text_of((targets or [{}])[0].get("source"))
    named = [
        identifier(uri, "url"),
        *(identifier(one) for one in lines_of(object_at(document, "highwire").get("doi") or ())),
    ]
    titles = lines_of(document.get("title") or ())
    return Work(titles[0] if titles else "", (), uri, tuple(dict.fromkeys(filter(None, named))))


# Writing


def write(
    document: Document, placed: Sequence[Placed], *, source: str = "", document_id: str = ""
) -> str:
    """The live annotations of a document as an export of the client."""
    live = notes_in_reading_order(placed)
    address = address_of(document, source)
    times = [moment(one.modified or one.created) for one, _ in live]
    return dumped(
        {
            "export_date": max(times, default=""),  # the same again makes the same file
            "export_userid": "",
            "client_version": "Reader",
            "reader:document": described(document, source, document_id),
            "annotations": [
                _written(document, one, span, address, document_id) for one, span in live
            ],
        }
    )


def _written(
    document: Document, annotation: Annotation, span: Span | None, address: str, document_id: str
) -> Json:
    rest = to_record(annotation)
    place = dict(rest["target"])
    target: Json = {"source": address}
    selectors: list[Json] = []
    if span is not None and annotation.kind is not Kind.BOOKMARK:
        # In the text as Reader has it: the client holds the quote against it, and looks near it.
        selectors.append({"type": "TextPositionSelector", "start": span.start, "end": span.end})
    if annotation.target.exact:
        now = quote_now(document, annotation, span)
        quote = now or {name: place.pop(name) for name in ("exact", "prefix", "suffix")}
        selectors.append({"type": "TextQuoteSelector", **quote})
    if annotation.target.exact and selectors:
        target["selector"] = selectors
    record: Json = {
        "id": annotation.id,
        "created": annotation.created,
        "updated": annotation.modified or annotation.created,
        "user": "",
        "uri": address,
        "text": annotation.note,
        "tags": list(annotation.tags),
        "group": "__world__",
        "permissions": {"read": []},
        "target": [target],
        "document": {"title": [document.metadata.title or "Untitled"]},
        "references": [],
    }
    del rest["id"]
    rest["target"] = place
    again = {"note": record["text"], "tags": record["tags"], "created": record["created"]}
    for name, value in again.items():
        if rest[name] == value:
            del rest[name]
    if rest["modified"] == record["updated"]:
        del rest["modified"]
        left = left_over(rest)
    else:
        left = left_over(rest) | {"modified": rest["modified"]}
    if document_id:
        record["links"] = {"incontext": link_to(document_id, annotation.id)}
    return record | {OURS: left}
