"""W3C Web Annotations (JSON-LD): one, several in a list, a page of them, or a collection.

https://www.w3.org/TR/annotation-model/. What is written is a collection with one page. What the
model has no words for (kinds, colours, the titles around a passage) is in a property of Reader's
own, as JSON, so that it comes back as it was.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

from reader.annotations.annotation import Annotation
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work
from reader.annotations.exchange.json_data import (
    Data,
    Json,
    load,
    looks_like,
    object_at,
    shown_record,
)
from reader.annotations.exchange.outgoing import Placed, in_reading_order
from reader.annotations.exchange.reader_json import described, dumped, work_of
from reader.annotations.exchange.values import each_once, moment
from reader.annotations.exchange.w3c_faults import (
    context_fault,
    faults,
    is_iri,
    target_faults,
    types_of,
)
from reader.annotations.exchange.w3c_reading import (
    ID_LENGTH,
    LETTERS,
    MARK,
    MOST_TARGETS,
    OURS,
    SHIFT,
    id_of_urn,
    incoming_of,
    targets_of,
)
from reader.annotations.exchange.wording import quote_now
from reader.annotations.records import to_record
from reader.documents.document import Document
from reader.errors import ReaderError
from reader.text.spans import Span

FORMAT = "w3c"
CALLED = "W3C Web Annotations"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TERMS: Json = {
    "reader": "urn:reader:",
    "reader:annotation": {"@type": "@json"},
    "reader:document": {"@type": "@json"},
}
MOTIVATIONS = {
    "highlight": "highlighting",
    "note": "commenting",
    "question": "questioning",
    "definition": "describing",
    "summary": "describing",
    "todo": "editing",
    "bookmark": "bookmarking",
    "heading": "editing",
}
DEEPEST = 8  # pages inside one another

_COLLECTIONS = {"AnnotationCollection", "AnnotationPage", "AnnotationSet"}


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    return looks_like(data, b"@context", b"/ns/anno.jsonld") or looks_like(
        data, b'"Annotation', b'"target"'
    )


# Reading


def read(data: bytes, name: str = "") -> Imported:
    """The annotations of a file; raises ReaderError where it holds nothing of the kind."""
    return imported(load(data, name, CALLED), name)


def imported(loaded: Data, name: str, known: Work | None = None, format: str = FORMAT) -> Imported:  # noqa: A002
    """The annotations of what a file holds; ``known`` is the work that they are all of."""
    value = loaded.value
    top = object_at(value)
    if not isinstance(value, list) and not _is_any(top):
        missing = ", ".join(one for one in ("@context", "id", "type", "target") if one not in top)
        raise ReaderError(
            f"{PurePath(name).name or 'the file'} holds no annotations: there is no {missing}"
        )
    problems = loaded.problems
    if known is None:
        known = work_of(object_at(top, "reader:document"))
    if not isinstance(value, list) and (fault := context_fault(top.get("@context"))):
        problems.append(Problem(loaded.line(top), fault))
    incoming: list[Incoming] = []
    for record in _records(value, problems):
        line = loaded.line(record)
        if not isinstance(record, dict):
            problems.append(Problem(line, "it is no annotation", shown_record(record)))
            continue
        incoming += _taken(record, known, line, format, problems)
    return Imported(format, each_once(incoming, problems), tuple(problems))


def _taken(
    record: Json,
    known: Work,
    line: int,
    format: str,  # noqa: A002
    problems: list[Problem],
) -> list[Incoming]:
    """What one record gives; what is wrong with it is added to the problems."""
    wrong = list(faults(record))
    types = types_of(record)
    found: list[Incoming] = []
    if types and "Annotation" not in types:
        wrong.append(f"the type is not Annotation ({', '.join(types)[:80]})")
    else:
        targets = record.get("target")
        for target in targets if isinstance(targets, list) else [targets]:
            wrong += ["no target"] if target is None else target_faults(target)
        if len(targets_of(record)) > MOST_TARGETS:
            wrong.append(f"more than {MOST_TARGETS:,} targets, of which these are read")
        found = incoming_of(record, known, line, format)
        if not found and not wrong:
            wrong.append("the target does not say where it stands")
    what = "; ".join(dict.fromkeys(wrong))
    if what:
        state = "read all the same" if found else "not read"
        problems.append(Problem(line, f"{what}: {state}", shown_record(record)))
    return found


def _is_any(top: Json) -> bool:
    return bool(_COLLECTIONS & set(types_of(top)) or {"target", "body", "items"} & set(top))


def _records(value: object, problems: list[Problem]) -> Iterator[object]:
    """The annotations of a list, a page or a collection, in their order."""
    left: list[tuple[object, int]] = [(value, 0)]
    while left:
        one, depth = left.pop()
        if isinstance(one, list):
            left += [(inside, depth) for inside in reversed(one)]
            continue
        if not isinstance(one, dict) or not (_COLLECTIONS & set(types_of(one)) or _is_page(one)):
            yield one
            continue
        if depth > DEEPEST:
            problems.append(Problem(0, "pages inside one another: not read", shown_record(one)))
            continue
        following = [one.get("items"), one.get("first"), one.get("next")]
        for inside in following:
            if isinstance(inside, str):
                problems.append(Problem(0, f"more annotations are elsewhere: {inside[:200]}"))
        left += [(inside, depth + 1) for inside in reversed(following) if _is_more(inside)]


def _is_more(value: object) -> bool:
    return isinstance(value, list | dict)


def _is_page(record: Json) -> bool:
    return "target" not in record and isinstance(record.get("items"), list) and "body" not in record


# Writing


def write(
    document: Document, placed: Sequence[Placed], *, source: str = "", document_id: str = ""
) -> str:
    """The live annotations of a document as a collection; ``source`` is its path or address."""
    live = in_reading_order(placed)
    address = address_of(document, source)
    name = f"{address} {document.metadata.title}"
    collection: Json = {
        "@context": [CONTEXT, TERMS],
        "id": uuid5(NAMESPACE_URL, name).urn,
        "type": "AnnotationCollection",
        "label": document.metadata.title or "Untitled",
        "total": len(live),
        "reader:document": described(document, source, document_id),
    }
    if live:
        collection["first"] = {
            "id": uuid5(NAMESPACE_URL, f"{name} 1").urn,
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [_written(document, one, span, address) for one, span in live],
        }
    return dumped(collection)


def _written(document: Document, annotation: Annotation, span: Span | None, address: str) -> Json:
    rest = to_record(annotation)
    place = rest["target"]
    record = named(annotation, rest)
    record["motivation"] = MOTIVATIONS[annotation.kind.value]
    bodies: list[Json] = []
    if annotation.note:
        note = {"type": "TextualBody", "purpose": "commenting", "value": rest.pop("note")}
        bodies.append(note | {"format": "text/markdown"})
    if isinstance(rest["tags"], list) and annotation.tags:
        tags = rest.pop("tags")
        bodies += [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    if bodies:
        record["body"] = bodies
    selectors = [quoted(place, quote_now(document, annotation, span))]
    if span is not None:
        selectors.append({"type": "TextPositionSelector", "start": span[0], "end": span[1]})
        if (place["start"], place["end"]) == tuple(span):
            del place["start"], place["end"]
    record["target"] = {"source": address, "selector": selectors}
    record[OURS] = left_over(rest)
    return record


def named(annotation: Annotation, rest: Json) -> Json:
    """The id, type and times of an annotation, which are taken from what is the ``rest`` of it."""
    urn = urn_of(annotation.id)
    if id_of_urn(urn) == annotation.id:
        del rest["id"]
    record: Json = {"id": urn, "type": "Annotation"}
    for name in ("created", "modified"):
        if moment(rest[name]) == rest[name] != "":
            record[name] = rest.pop(name)
    return record


def quoted(place: Json, now: Mapping[str, str]) -> Json:
    """The quote of a target, which is taken out of it; where other words stand there ``now``, the
    quote is of them, and the target keeps its own."""
    if now:
        return {"type": "TextQuoteSelector", **now}
    selector: Json = {"type": "TextQuoteSelector", "exact": place.pop("exact")}
    for name in ("prefix", "suffix"):
        if place[name]:
            selector[name] = place.pop(name)
    return selector


def left_over(rest: Json) -> Json:
    """What is left of a record, without the fields of ours that are empty."""
    place = _without(object_at(rest, "target"), ("prefix", "suffix", "path"))
    told = _without(rest, ("target", "note", "tags", "created", "modified", "deleted"))
    return told | ({"target": place} if place else {})


def _without(record: Json, names: Sequence[str]) -> Json:
    return {
        name: value
        for name, value in record.items()
        if name not in names or (name != "target" and value not in ("", []))
    }


def urn_of(identity: str) -> str:
    """A UUID for an id: of one of ours that can be told again from it (RFC 9562, version 8)."""
    if len(identity) != ID_LENGTH or not set(identity) <= set(LETTERS):
        return uuid5(NAMESPACE_URL, f"urn:reader:{identity}").urn
    number = 0
    for letter in identity:
        number = number << 5 | LETTERS.index(letter)
    bits = number << SHIFT | MARK
    high, middle, low = bits >> 74, bits >> 62 & 0xFFF, bits & (1 << 62) - 1
    return UUID(int=high << 80 | 8 << 76 | middle << 64 | 2 << 62 | low).urn


def address_of(document: Document, source: str) -> str:
    """An IRI of a document: where it is, else a name of it, else that of its text (RFC 6920)."""
    if source and is_iri(source) and "://" in source:
        return source
    if source.startswith("/"):
        return f"file://{quote(source)}"
    if source:
        return quote(source)
    if document.metadata.identifiers:
        return iri_of(document.metadata.identifiers[0])
    digest = urlsafe_b64encode(bytes.fromhex(document.fingerprint)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def iri_of(identifier: str) -> str:
    """An identifier, as `reader.documents.identifiers` writes it, as an IRI."""
    scheme, _, value = identifier.partition(":")
    known = {"doi": "https://doi.org/", "isbn": "urn:isbn:", "arxiv": "https://arxiv.org/abs/"}
    if scheme in known:
        return known[scheme] + quote(value, safe="/:")
    if scheme == "url":
        return f"https://{value}"
    try:
        return UUID(value).urn
    except ValueError:
        return value if is_iri(value) else f"urn:reader:id:{quote(value)}"
