"""Lines for the tests of journals, and how they tell what a journal holds."""

from __future__ import annotations

from typing import Any

from reader.annotations.entries import Entry, line
from reader.annotations.journal import Journal


def said(do: str, **records: Any) -> bytes:
    return line(do, at="t", run="r", step="s", records=records)


def records(entries: list[Entry]) -> list[dict[str, Any]]:
    return [dict(entry.records) for entry in entries]


ONE, TWO, THREE = (said("add", a={"n": n}) for n in (1, 2, 3))


def again(log: Journal) -> Journal:
    """The journal as another program opens it."""
    return Journal(log.path)
