"""What is wrong with an annotation by the Web Annotation Data Model, said to a person.

Nothing here decides what becomes of it: most of what is wrong can be read all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from reader.annotations.exchange.json_data import Json
from reader.text.patterns import lazy

CONTEXTS = (
    "www.w3.org/ns/anno.jsonld",
    "www.w3.org/ns/epub-anno.jsonld",
    "www.w3.org/ns/anno",
    "www.w3.org/ns/oa",
)
COMPOSITE = frozenset({"Choice", "Composite", "List", "Independents"})
DIRECTIONS = ("ltr", "rtl", "auto")
TIMES = ("created", "modified", "generated")
# What a resource is described by; a name that is nearly one of these is a slip of the pen.
_OF_RESOURCES = ("format", "language", "processingLanguage", "textDirection", "purpose", "selector")
_ALIKE = 0.8

_IRI = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*$")
_RELATIVE = lazy(r"[^\s<>\"{}|\\^`]+$")


def is_iri(value: object) -> bool:
    """Whether a value is an absolute IRI."""
    return isinstance(value, str) and _IRI.match(value) is not None


def is_reference(value: object) -> bool:
    """Whether a value is an IRI, or the address of something from here."""
    return isinstance(value, str) and _RELATIVE.match(value) is not None


def types_of(record: Json) -> tuple[str, ...]:
    """The types of a resource, without the prefix of a vocabulary."""
    told = record.get("type", record.get("@type"))
    values = told if isinstance(told, list) else [told]
    return tuple(one.rpartition(":")[2] for one in values if isinstance(one, str))


def context_fault(context: object) -> str:
    """What is wrong with the @context of a file; "" if it has that of annotations."""
    if context is None:
        return "no @context"
    values = context if isinstance(context, list) else [context]
    for one in values:
        if isinstance(one, str) and one.partition("://")[2].rstrip("#/") in CONTEXTS:
            return ""
    return "the @context is not that of annotations"


def faults(record: Json) -> Iterator[str]:
    """What is wrong with one annotation, apart from its target."""
    identity = record.get("id", record.get("@id"))
    if isinstance(identity, list):
        yield f"id is {_called(identity)}"
    elif identity is not None and not is_iri(identity):
        yield "id is not an IRI"
    if not types_of(record):
        yield "no type"
    for name in TIMES:
        yield from _time_faults(name, record.get(name))
    for name in ("creator", "generator"):
        agents = record.get(name)
        for agent in agents if isinstance(agents, list) else [agents]:
            if agent is not None and not isinstance(agent, dict) and not is_iri(agent):
                yield f"{name} is {_called(agent)}, and no IRI"
    for name in ("rights", "via", "canonical"):
        for one in _each(record.get(name)):
            if not is_iri(one):
                yield f"{name} is not an IRI"
    if "bodyValue" in record:
        if record.get("body") is not None:
            yield "body and bodyValue together"
        if not isinstance(record["bodyValue"], str):
            yield f"bodyValue is {_called(record['bodyValue'])}, and no text"
    for body in _each(record.get("body")):
        yield from _body_faults(body)


def target_faults(target: object) -> Iterator[str]:
    """What is wrong with a target."""
    if isinstance(target, str):
        if not is_reference(target):
            yield "target is not an IRI"
    elif not isinstance(target, dict):
        yield f"target is {_called(target)}"
    else:
        if "SpecificResource" in types_of(target) and "source" not in target:
            yield "SpecificResource without source"
        if isinstance(target.get("id"), str) and not is_reference(target["id"]):
            yield "target.id is not an IRI"
        for selector in _each(target.get("selector")):
            yield from _selector_faults(selector)


def _time_faults(name: str, value: object) -> Iterator[str]:
    if value is None:
        return
    if not isinstance(value, str):
        yield f"{name} is {_called(value)}, and no date-time"
        return
    try:
        datetime.fromisoformat(value.strip())
    except ValueError:
        yield f'{name} is not a date-time ("{value[:40]}")'


def _body_faults(body: object) -> Iterator[str]:
    if isinstance(body, str):
        if not is_iri(body):
            yield "body is a text that is not an IRI"
        return
    if not isinstance(body, dict):
        yield f"body is {_called(body)}"
        return
    types = types_of(body)
    if isinstance(body.get("id"), str) and not is_reference(body["id"]):
        yield "body.id is not an IRI"
    if len(COMPOSITE & set(types)) > 1:
        yield f"body has two composite types ({' and '.join(types)})"
    if "items" in body and not types:
        yield "body with items but without type"
    if "TextualBody" in types:
        if body.get("value") is None:
            yield "TextualBody without value"
        elif not isinstance(body["value"], str | dict):  # EPUB has objects with a language
            yield f"TextualBody with {_called(body['value'])} as value"
    yield from _resource_faults(body)
    for one in _each(body.get("items")):
        if isinstance(one, dict) and "items" not in one:  # one level is all that the model has
            yield from _body_faults(one)


def _resource_faults(body: Json) -> Iterator[str]:
    meant = dict(_meant(body))
    for name, key in meant.items():
        if key != name:
            yield f'the name "{key}" is misspelt: {name} is meant'
    if "format" in meant and not isinstance(body[meant["format"]], str):
        yield f"format is {_called(body[meant['format']])}"
    if "language" in meant:
        for one in _each(body[meant["language"]]):
            if not isinstance(one, str):
                yield f"language is {_called(one)}"
    if "processingLanguage" in meant and not isinstance(body[meant["processingLanguage"]], str):
        yield f"processingLanguage is {_called(body[meant['processingLanguage']])}"
    if "textDirection" in meant:
        direction = body[meant["textDirection"]]
        if not isinstance(direction, str):
            yield f"textDirection is {_called(direction)}"
        elif direction not in DIRECTIONS:
            yield "textDirection is not ltr, rtl or auto"


def _meant(body: Json) -> Iterator[tuple[str, str]]:
    """The properties of a resource by their right names, with the names that they have."""
    from difflib import SequenceMatcher

    for key in body:
        if key in _OF_RESOURCES:
            yield key, key
            continue
        for name in _OF_RESOURCES:
            near = abs(len(key) - len(name)) <= 1 and key[:1] == name[:1] and name not in body
            if near and SequenceMatcher(None, key, name).ratio() >= _ALIKE:
                yield name, key


def _selector_faults(selector: object) -> Iterator[str]:
    if not isinstance(selector, dict):
        if not is_reference(selector):
            yield f"selector is {_called(selector)}"
        return
    called = next(iter(types_of(selector)), "selector")
    if called in ("FragmentSelector", "CssSelector", "XPathSelector"):
        value = selector.get("value")
        if value is None:
            yield f"{called} without value"
        elif isinstance(value, list):
            yield f"{called} with {_several(value)} values"
        elif not isinstance(value, str):
            yield f"{called} with {_called(value)} as value"
    if isinstance(selector.get("conformsTo"), list):
        yield f"{called} with {_several(selector['conformsTo'])} conformsTo"
    if called == "TextQuoteSelector" and not isinstance(selector.get("exact"), str):
        yield "TextQuoteSelector without exact"
    for one in _each(selector.get("refinedBy")):
        yield from _selector_faults(one)  # as deep as the file, which is not deep


def _each(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _several(values: list[object]) -> str:
    return {0: "no", 1: "a list of", 2: "two"}.get(len(values), str(len(values)))


def _called(value: object) -> str:
    """What a value is."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, list):
        return "an array"
    return "a text" if isinstance(value, str) else "an object" if value else "nothing"
