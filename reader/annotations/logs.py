"""Records that are no annotations, in tables of their own beside them: reviews and sessions.

They go through the same journal and are merged in the same way. A review or a session is told by
its ``kind``; nobody writes in two places on one, so that none ever has a version to decide about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

REVIEW, SESSION = "review", "session"
BROUGHT = "brought"  # the field of a review that names the import that it came with
COPY_OF = "copy_of"  # the field of a copied annotation or review that names the first one
RUNNING = "running"  # the state of a session that goes on
TABLES: Mapping[str, str] = {REVIEW: "reviews", SESSION: "sessions"}  # by the kind of the records


def kind_of(record: object) -> str:
    """The kind of a record of these tables; empty for what may be an annotation."""
    kind = record.get("kind") if isinstance(record, dict) else None
    return kind if isinstance(kind, str) and kind in TABLES else ""


def is_running(record: object) -> bool:
    """Whether it is a session that goes on: it is in the journal, and is written to the file only
    together with something else."""
    return (
        kind_of(record) == SESSION and isinstance(record, dict) and record.get("state") == RUNNING
    )


def annotations_in(records: Mapping[str, Any]) -> dict[str, Any]:
    """The records without those of these tables."""
    return {identity: record for identity, record in records.items() if not kind_of(record)}
