"""What becomes of a record when machines meet, for the tests of lineage."""

from __future__ import annotations

from functools import reduce
from typing import Any

from reader.annotations.lineage import merge, visible

Record = dict[str, Any]
Table = dict[str, Any]


def joined(*tables: Table) -> Table:
    """The tables of several machines, one taken in after the other."""
    return reduce(lambda ours, theirs: merge(ours, theirs).records, tables)


def met(*records: Record) -> Record:
    """The record after these, of as many machines, came together."""
    record: Record = joined(*({"a": record} for record in records))["a"]
    return record


def notes(record: Record) -> list[str]:
    """What is shown of a record: the note that stands, then those a person has to decide about."""
    return [one["note"] for one in (record, *visible(record)) if not one.get("deleted")]
