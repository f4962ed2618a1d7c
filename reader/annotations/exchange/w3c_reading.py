"""An annotation of the Web Annotation Data Model as one that comes in.

The profile of EPUB (colours, styles and tags in the body, headings in the target) is read along
with the model: its names mean nothing else there. What Reader wrote itself comes back as it was:
what the model has no words for is in a property of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.exchange.incoming import Incoming, Work, same_id
from reader.annotations.exchange.json_data import Json, object_at
from reader.annotations.exchange.reader_json import known_id
from reader.annotations.exchange.values import (
    came_from,
    colour_of,
    kind_of,
    line_of,
    lines_of,
    moment,
    style_of,
    text_of,
)
from reader.annotations.exchange.w3c_faults import COMPOSITE, is_iri, types_of
from reader.annotations.records import from_record
from reader.documents.identifiers import identifier

OURS = "reader:annotation"  # the property with what the model has no words for
MARK = 0x52454144  # in the last bits of a UUID that is one of our ids
SHIFT = 32
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 18

MOST_TARGETS = 1000
_KINDS = {"questioning": Kind.QUESTION, "bookmarking": Kind.BOOKMARK}


class Said(NamedTuple):
    """What the bodies of an annotation say."""

    note: str
    tags: tuple[str, ...]
    colour: str
    highlight: str
    external: bool  # whether more is said elsewhere than here


def incoming_of(record: Json, known: Work, line: int, format: str) -> list[Incoming]:  # noqa: A002
    """One annotation for each target; ``known`` is the work as far as the file as a whole says.

    There are none where no target says where it stands.
    """
    if isinstance(record.get(OURS), dict):
        return _own(record, known, line, format != "w3c")
    said = _said(record)
    motivations = lines_of(record.get("motivation"))
    found = []
    for number, target in enumerate(targets_of(record)[:MOST_TARGETS]):
        work, place, selectors = _place(target, known, format != "w3c")
        if work == Work() and not (place.exact or place.href):
            continue
        kind = kind_of(place.exact, said.note)
        for motivation in motivations:
            told = _KINDS.get(motivation.rpartition(":")[2], kind)
            kind = kind if told is Kind.BOOKMARK and (place.exact or said.note) else told
        extra = came_from(format, record, _TAKEN, **_more(record, target, selectors, said))
        annotation = Annotation(
            _identity(record, place, work, number, format),
            place,
            kind,
            colour_of(said.colour),
            style_of(said.highlight),
            said.note,
            said.tags,
            moment(record.get("created")),
            moment(record.get("modified")) or moment(record.get("created")),
            extra=extra,
        )
        found.append(Incoming(work, annotation, line))
    return found


_TAKEN = ("@context", "type", "created", "modified", "body", "bodyValue", "target", "motivation")


def _more(record: Json, target: object, selectors: list[Json], said: Said) -> dict[str, object]:
    """What of the bodies, the motivation and the target the annotation has no field for."""
    more: dict[str, object] = {
        "motivation": record.get("motivation"),
        "colour": said.colour,
        "style": said.highlight,
    }
    bodies = [one for one in _each(record.get("body")) if not _is_plain(one)]
    if bodies:
        more["body"] = bodies
    if isinstance(target, dict):
        taken = [name for name in ("source", "id") if isinstance(target.get(name), str)]
        if not isinstance(target.get("selector"), str):
            taken.append("selector")
        more["target"] = {name: one for name, one in target.items() if name not in taken}
    for name in ("created", "modified"):
        if not moment(record.get(name)):
            more[name] = record.get(name)
    more["selector"] = selectors
    return more


def _is_plain(body: object) -> bool:
    """Whether a body says nothing beyond its text, its tags and its colours."""
    usual = {"type", "value", "purpose", "color", "highlight", "tags"}
    return isinstance(body, dict) and set(body) <= usual and isinstance(body.get("value", ""), str)


# Bodies


def _said(record: Json) -> Said:
    notes: list[str] = []
    tags: list[str] = []
    colour = highlight = ""
    external = False
    tagging = "tagging" in lines_of(record.get("motivation"))
    for body, purpose in _bodies(record):
        if isinstance(body, dict):
            colour = colour or line_of(body.get("color"))
            highlight = highlight or line_of(body.get("highlight"))
            tags += lines_of(body.get("tags") or ())
        text, elsewhere = _text(body)
        external = external or elsewhere
        if not text.strip():
            continue
        if "tagging" in purpose or (tagging and not purpose):
            tags.append(line_of(text))
        else:
            notes.append(f"<{text}>" if elsewhere else text)
    return Said("\n\n".join(notes), tuple(dict.fromkeys(tags)), colour, highlight, external)


def _bodies(record: Json) -> Iterator[tuple[object, tuple[str, ...]]]:
    """The bodies with what they are for, those inside others too; of a choice the first text."""
    if isinstance(record.get("bodyValue"), str):
        yield record["bodyValue"], ("text",)
    elif record.get("bodyValue") is not None:
        for one in _each(record["bodyValue"]):
            yield str(one), ("text",)
    left: list[tuple[object, tuple[str, ...]]]
    left = [(one, ()) for one in reversed(_each(record.get("body")))]
    while left:
        body, purpose = left.pop()
        if not isinstance(body, dict):
            yield body, purpose
            continue
        purpose = lines_of(body.get("purpose")) or purpose
        items = _each(body.get("items"))
        if items and "Choice" in types_of(body) and "List" not in types_of(body):
            texts = (one for one in items if isinstance(one, dict) and "value" in one)
            items = [next(texts, items[0])]
        if items:
            left += [(one, purpose) for one in reversed(items)]
        elif body.get("value") is None and body.get("source") is not None:
            left += [(one, purpose) for one in reversed(_each(body["source"]))]
        else:
            yield body, purpose


def _text(body: object) -> tuple[str, bool]:
    """The text of a body, or the address where it is; whether it is an address."""
    if isinstance(body, str):
        return text_of(body), is_iri(body)
    if not isinstance(body, dict):
        return "", False
    value = body.get("value")
    if isinstance(value, dict):  # EPUB: a text with its language
        value = value.get("text", value.get("@value"))
    if isinstance(value, list):
        value = "\n".join(one for one in value if isinstance(one, str))
    if isinstance(value, str):
        if line_of(body.get("format")).lower() in ("text/html", "application/xhtml+xml"):
            from reader.annotations.exchange.markup_text import text_of_html

            return text_of_html(value), False
        return text_of(value), False
    address = text_of(body.get("id"))
    return address, is_iri(address)


# Targets


def targets_of(record: Json) -> list[object]:
    """The targets that an annotation is about each on its own."""
    target = record.get("target")
    if isinstance(target, dict) and "Independents" in types_of(target):
        return _each(target.get("items"))
    return _each(target)


def _place(target: object, known: Work, book: bool) -> tuple[Work, Target, list[Json]]:
    """The work that a target is in, the place there, and the selectors that are no quote.

    In a ``book`` the source is one of its files.
    """
    if isinstance(target, dict) and COMPOSITE & set(types_of(target)):
        first = next(iter(_each(target.get("items"))), None)
        return (known, Target(""), []) if _is_composite(first) else _place(first, known, book)
    if isinstance(target, str):
        return _work(target, known, book), Target("", href=_href(target, book)), []
    if not isinstance(target, dict):
        return known, Target(""), []
    source = target.get("source", target.get("id"))
    described = source if isinstance(source, dict) else {}
    address = text_of(described.get("id") if described else source)
    quote: Json = {}
    others = []
    for selector in _selectors(target.get("selector")):
        if not quote and "TextQuoteSelector" in types_of(selector):
            quote = selector
        else:
            others.append({k: v for k, v in selector.items() if k != "refinedBy"})
    headings = object_at(target, "meta").get("headings")
    path = tuple(
        title
        for one in _each(headings)
        if isinstance(one, dict) and (title := line_of(one.get("txt") or one.get("text")))
    )
    place = Target(
        text_of(quote.get("exact")),
        text_of(quote.get("prefix")),
        text_of(quote.get("suffix")),
        path=path,
        href=_href(address, book),
    )
    title = line_of(described.get("title") or described.get("dc:title"))
    return _work(address, known, book, title), place, others


def _is_composite(target: object) -> bool:
    return isinstance(target, dict) and bool(COMPOSITE & set(types_of(target)))


def _work(address: str, known: Work, book: bool, title: str = "") -> Work:
    """The work at an address, unless it is known; in a book, that is the book."""
    if known != Work() or not address or (book and not is_iri(address)):
        return known
    named = identifier(address.partition("#")[0], "url")
    return Work(title=title, source=address, identifiers=(named,) if named else ())


def _href(address: str, book: bool) -> str:
    """The file of a book, if an address is that of one."""
    return address.partition("#")[0] if book and not is_iri(address) else ""


def _selectors(value: object) -> Iterator[Json]:
    """The selectors, each before what refines it, and of ranges their ends."""
    left = list(reversed(_each(value)))
    while left:
        one = left.pop()
        if isinstance(one, dict):
            yield one
            inside = [*_each(one.get("refinedBy"))]
            left += reversed(inside)


def _identity(record: Json, place: Target, work: Work, number: int, format: str) -> str:  # noqa: A002
    told = _each(record.get("id", record.get("@id")))
    name = next((one for one in told if isinstance(one, str) and one), "")
    if number == 0 and (own := id_of_urn(name)):
        return own
    known_by = [name] if name else [work.source, place.exact, line_of(record.get("created"))]
    return same_id("w3c", *known_by, *([str(number)] if number else []))


# Our own


def _own(record: Json, known: Work, line: int, book: bool) -> list[Incoming]:
    """An annotation that Reader wrote; what others changed in it since is theirs."""
    rest = object_at(record, OURS)
    target = object_at(record, "target")
    place: Json = {}
    for selector in _selectors(target.get("selector")):
        types = types_of(selector)
        if "TextQuoteSelector" in types:
            place |= {k: selector[k] for k in ("exact", "prefix", "suffix") if k in selector}
        elif "TextPositionSelector" in types:
            place |= {k: selector[k] for k in ("start", "end") if k in selector}
    fields: Json = {k: record[k] for k in ("created", "modified") if k in record}
    tags: list[object] = []
    for body in _each(record.get("body")):
        if not isinstance(body, dict):
            continue
        if body.get("purpose") == "tagging":
            tags.append(body.get("value"))
            continue
        tags += _each(body.get("tags"))
        for name, field in (("value", "note"), ("color", "colour"), ("highlight", "style")):
            if name in body:
                fields[field] = body[name]
    fields |= {"tags": tags} if tags else {}
    told = rest.get("id", id_of_urn(record.get("id")))
    identity = known_id(told)
    where = {"exact": "", **place, **object_at(rest, "target")}
    annotation = from_record(identity, {**fields, **rest, "target": where}) if identity else None
    if annotation is None or annotation.deleted:
        return []
    work = _work(text_of(target.get("source")), known, book)
    return [Incoming(work, annotation, line)]


def id_of_urn(urn: object) -> str:
    """The id of ours that a UUID was made of; "" where it was not."""
    if not isinstance(urn, str) or not urn.startswith("urn:uuid:"):
        return ""
    try:
        number = UUID(urn[9:]).int
    except ValueError:
        return ""
    if number >> 76 & 0xF != 8 or number >> 62 & 3 != 2:
        return ""
    bits = number >> 80 << 74 | (number >> 64 & 0xFFF) << 62 | number & (1 << 62) - 1
    if bits & (1 << SHIFT) - 1 != MARK:
        return ""
    bits >>= SHIFT
    return "".join(LETTERS[bits >> 5 * place & 31] for place in reversed(range(ID_LENGTH)))


def _each(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
