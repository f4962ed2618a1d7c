"""What annotations from elsewhere would bring, said before or after they are merged."""

from __future__ import annotations

from typing import NamedTuple

from reader.annotations import lineage
from reader.annotations.annotation import Kind, in_trash
from reader.annotations.files import Json
from reader.annotations.logs import kind_of
from reader.annotations.records import from_record


class Gains(NamedTuple):
    """How many annotations come back, are newer, have two versions now; and what else changes.

    ``trashed`` change nothing: they stay in the trash.
    """

    annotations: int = 0
    newer: int = 0
    conflicts: int = 0
    others: int = 0
    trashed: int = 0

    @property
    def any(self) -> bool:
        """Whether anything changes."""
        return any(self[:4])


def gains_of(ours: Json, theirs: Json) -> Gains:
    """What merging their records into ours changes, by what a person sees of it."""
    merged = lineage.merge(ours, theirs)
    counts = dict.fromkeys(Gains._fields, 0)
    for identity, record in merged.records.items():
        if identity in ours and ours[identity] == record:
            counts["trashed"] += _is_trashed(identity, record, theirs)
            continue
        if isinstance(record, dict) and (record.get("kind") == Kind.HEADING or kind_of(record)):
            counts["others"] += 1
        elif identity in merged.conflicts:
            counts["conflicts"] += 1
        elif identity in ours:
            same = identity not in theirs or _content(ours[identity]) == _content(record)
            counts["others" if same else "newer"] += 1
        elif isinstance(record, dict) and record.get("deleted"):
            counts["others"] += 1
        else:
            counts["annotations"] += 1
    return Gains(**counts)


def _is_trashed(identity: str, record: object, theirs: Json) -> bool:
    """Whether what is seen in the archive is in the trash here."""
    here = from_record(identity, record) if isinstance(record, dict) else None
    there = from_record(identity, theirs.get(identity))
    return here is not None and in_trash(here) and there is not None and not there.deleted


def _content(record: object) -> object:
    return lineage.content(record) if isinstance(record, dict) else record
