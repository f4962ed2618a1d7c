"""The reviews and sessions that are kept of a document, for who looks whether all is well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reader.annotations.logs import REVIEW, SESSION, TABLES, kind_of
from reader.study import session
from reader.study.scheduling import is_damaged
from reader.survey import Kept


def damaged(one: Kept) -> dict[str, list[str]]:
    """The ids of reviews and of sessions that cannot be read, by their kind: records that are none
    though they stand in the table of these, too."""
    found: dict[str, list[str]] = {REVIEW: [], SESSION: []}
    stands = {
        identity: kind for kind, name in TABLES.items() for identity in _table(one.tables.get(name))
    }
    for identity, record in one.records.items():
        kind = kind_of(record) or stands.get(identity, "")
        if kind and _is_damaged(kind, record):
            found[kind].append(identity)
    return found


def _table(table: object) -> Mapping[str, object]:
    return table if isinstance(table, dict) else {}


def _is_damaged(kind: str, record: object) -> bool:
    if not isinstance(record, dict) or kind_of(record) != kind:
        return True
    if record.get("deleted"):
        return False
    return is_damaged(record) if kind == REVIEW else session.from_record(record) is None


def by_kind(records: Iterable[object]) -> dict[str, int]:
    """How many records are reviews, sessions, or (the kind "") what else there is."""
    counts: dict[str, int] = {"": 0, REVIEW: 0, SESSION: 0}
    for record in records:
        counts[kind_of(record)] += 1
    return counts
