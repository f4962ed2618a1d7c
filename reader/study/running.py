"""The session that goes on in some Reader of this machine, told quickly: for the prompt of a shell.

Whoever has one holds a lock, and writes to the journal of the document all the time: its record
stands near the end of one of the journals that were written last. No library is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reader.annotations.entries import parse
from reader.annotations.logs import RUNNING
from reader.study.alive import is_alive
from reader.study.session import PAUSED, Session, sessions_in

TAIL = 256 * 1024  # bytes of a journal that are looked into
MOST = 20  # journals, those that were written last


def running(state: Path) -> list[Session]:
    """The records of the session that goes on, a document each, that which is open first; empty
    where none does. ``state`` is the local folder of journals and locks."""
    locks = state / "locks"
    if next(locks.glob("session-*.lock"), None) is None:
        return []
    known = [session for path in _journals(state) for session in _sessions(path)]
    alive = (one for one in known if one.state in (RUNNING, PAUSED) and is_alive(one, locks))
    first = next(alive, None)
    if first is None:
        return []
    return [first, *(one for one in known if one.group == first.group and one.id != first.id)]


def _journals(state: Path) -> list[Path]:
    """The journals that were written last, the newest first."""
    dated: list[tuple[int, str]] = []
    with suppress(OSError), os.scandir(state / "journals") as folders:
        for folder in [one.path for one in folders if one.is_dir()]:
            with os.scandir(folder) as files:
                logs = [one for one in files if one.name.endswith(".log")]
                dated += [(one.stat().st_mtime_ns, one.path) for one in logs]
    return [Path(path) for _, path in sorted(dated, reverse=True)[:MOST]]


def _sessions(journal: Path) -> list[Session]:
    """The sessions that the end of a journal tells of, as they are now."""
    records: dict[str, object] = {}
    for line in _lines(journal):
        if b'"kind":"session"' in line and (entry := parse(line, 0)) is not None:
            records |= entry.records
    return sessions_in(records.values())


def _lines(journal: Path) -> Iterator[bytes]:
    with suppress(OSError), journal.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - TAIL))
        yield from file.read().splitlines(keepends=True)
