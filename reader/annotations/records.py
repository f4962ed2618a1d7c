"""An annotation as a record of the file, and back, without losing what is not understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target

Record = dict[str, Any]
_Member = TypeVar("_Member", bound=StrEnum)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _member(kind: type[_Member]) -> Callable[[object], _Member | None]:
    members = {member.value: member for member in kind}
    return lambda value: members.get(value) if isinstance(value, str) else None


_Readers = Mapping[str, Callable[[object], object]]
_TARGET: _Readers = {
    "exact": _text,
    "prefix": _text,
    "suffix": _text,
    "start": _number,
    "end": _number,
    "path": _texts,
}
_ANNOTATION: _Readers = {
    "kind": _member(Kind),
    "colour": _member(Colour),
    "style": _member(Style),
    "note": _text,
    "tags": _texts,
    "created": _text,
    "modified": _text,
    "deleted": _text,
}
_BLANK_TARGET = Target("")
_BLANK = Annotation("", _BLANK_TARGET)


def revision(record: object) -> int:
    """How often the record was changed; 0 where it does not say."""
    value = record.get("rev") if isinstance(record, Mapping) else None
    return _number(value) or 0


def from_record(identity: str, record: object) -> Annotation | None:
    """The annotation that a record holds; None without a usable target.

    A field that this version does not know, or whose value it cannot use (a colour of a newer
    version), goes to ``extra`` under its own name, and the annotation has the default there.
    Unknown fields of the target are in ``extra["target"]``.
    """
    if not isinstance(record, Mapping):
        return None
    place = record.get("target")
    if not isinstance(place, Mapping) or _text(place.get("exact")) is None:
        return None
    where, strange = _sorted_out(place, _TARGET)
    fields, extra = _sorted_out(record, _ANNOTATION)
    del extra["target"]
    extra.pop("id", None)
    if strange:
        extra["target"] = strange
    return Annotation(identity, Target(**where), extra=MappingProxyType(extra), **fields)


def to_record(annotation: Annotation) -> Record:
    """The record of an annotation.

    What `from_record` could not use is written back as it came, for as long as the annotation
    still has the default in its stead.
    """
    extra = dict(annotation.extra)
    strange = extra.pop("target", {})
    return {
        **_put_together(annotation, _BLANK, _ANNOTATION, extra),
        "id": annotation.id,
        "target": _put_together(annotation.target, _BLANK_TARGET, _TARGET, strange),
    }


def _sorted_out(record: Mapping[str, Any], readers: _Readers) -> tuple[Record, Record]:
    usable: Record = {}
    strange: Record = {}
    for name, value in record.items():
        reader = readers.get(name)
        read = None if reader is None else reader(value)
        if read is None:
            strange[name] = value
        else:
            usable[name] = read
    return usable, strange


def _put_together(shown: object, blank: object, readers: _Readers, strange: object) -> Record:
    record: Record = dict(strange) if isinstance(strange, Mapping) else {}
    for name in readers:
        value = getattr(shown, name)
        if name not in record or value != getattr(blank, name):
            record[name] = list(value) if isinstance(value, tuple) else value
    return record
