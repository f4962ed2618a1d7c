"""An annotation as a record of the file, and back, without losing what is not understood."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target
from reader.annotations.lineage import visible

Record = dict[str, Any]


# What a field holds: a text, a number, a list of texts, or one of the members of an enumeration.
_Field = type | Mapping[str, StrEnum]


def _members(kind: type[StrEnum]) -> Mapping[str, StrEnum]:
    return {member.value: member for member in kind}


_TARGET: Mapping[str, _Field] = {
    "exact": str,
    "prefix": str,
    "suffix": str,
    "start": int,
    "end": int,
    "path": tuple,
    "href": str,
    "idref": str,
}
_OF_BOOKS = ("href", "idref")  # fields of the target that only EPUB books have
_ANNOTATION: Mapping[str, _Field] = {
    "kind": _members(Kind),
    "colour": _members(Colour),
    "style": _members(Style),
    "note": str,
    "tags": tuple,
    "created": str,
    "modified": str,
    "deleted": str,
    "learn": tuple,
}
_DECISION = {**_ANNOTATION, "level": int}
_BLANK_TARGET = Target("")
_BLANK = Annotation("", _BLANK_TARGET)


def from_record(identity: str, record: object) -> Annotation | None:
    """The annotation that a record holds; None without a usable target.

    A field that this version does not know, or whose value it cannot use (a colour of a newer
    version), goes to ``extra`` under its own name, and the annotation has the default there.
    Unknown fields of the target are in ``extra["target"]``.
    """
    if not isinstance(record, dict):
        return None
    place = record.get("target")
    if not isinstance(place, dict) or not isinstance(place.get("exact"), str):
        return None
    where, strange = _sorted_out(place, _TARGET)
    known = _DECISION if record.get("kind") == Kind.HEADING else _ANNOTATION
    fields, extra = _sorted_out(record, known)
    del extra["target"]
    extra.pop("id", None)
    if strange:
        extra["target"] = strange
    return Annotation(identity, Target(**where), extra=MappingProxyType(extra), **fields)


def to_record(annotation: Annotation) -> Record:
    """The record of an annotation.

    What `from_record` could not use is written back as it came, for as long as the annotation
    still has the default in its stead. What only EPUB books have is left out elsewhere, and so is
    ``learn`` where nothing is learned.
    """
    extra = dict(annotation.extra)
    strange = extra.pop("target", {})
    fields = _DECISION if annotation.kind is Kind.HEADING else _ANNOTATION
    target = _put_together(annotation.target, _BLANK_TARGET, _TARGET, strange)
    for name in _OF_BOOKS:
        if target[name] == "":
            del target[name]
    record = _put_together(annotation, _BLANK, fields, extra)
    if record["learn"] == []:
        del record["learn"]
    return {**record, "id": annotation.id, "target": target}


def other_notes(annotation: Annotation) -> list[str]:
    """The notes of the versions that somebody wrote without seeing this one, where they differ."""
    if "others" not in annotation.extra:
        return []
    notes = [str(other.get("note", "")) for other in visible(to_record(annotation))]
    return [note for note in notes if note.strip() and note != annotation.note]


def _sorted_out(record: Record, fields: Mapping[str, _Field]) -> tuple[Record, Record]:
    """The usable fields of a record, and the others. There may be a hundred thousand records:
    what is usual is told by its type, without a call."""
    usable: Record = {}
    strange: Record = {}
    for name, value in record.items():
        field = fields.get(name)
        if value.__class__ is field:
            usable[name] = value
        elif field is tuple and value.__class__ is list:
            if all(item.__class__ is str for item in value):
                usable[name] = tuple(value)
            else:
                strange[name] = value
        elif field is None or field.__class__ is type or value.__class__ is not str:
            strange[name] = value
        elif value in field:  # type: ignore[operator]  # the members of an enumeration
            usable[name] = field[value]  # type: ignore[index]
        else:
            strange[name] = value
    return usable, strange


def _put_together(
    shown: object, blank: object, fields: Mapping[str, _Field], strange: object
) -> Record:
    record: Record = dict(strange) if isinstance(strange, Mapping) else {}
    for name in fields:
        value = getattr(shown, name)
        if name not in record or value != getattr(blank, name):
            record[name] = list(value) if isinstance(value, tuple) else value
    return record
