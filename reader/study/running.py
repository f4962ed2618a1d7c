"""The session that goes on in some Reader of this machine, told quickly: for the prompt of a shell.

Whoever has one holds a lock, and keeps a file beside it that says what its records say. So nothing
is looked for, whatever else is written meanwhile, and no library is opened.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from reader.annotations.files import make_folder
from reader.study.alive import is_alive, lock_of
from reader.study.session import Record, Session, is_unfinished, sessions_in, to_record


class Running(NamedTuple):
    """A session that goes on, in the library in this folder: its records by the ids of the
    documents, that which is open first."""

    root: Path
    documents: Mapping[str, Session]

    @property
    def sessions(self) -> list[Session]:
        return list(self.documents.values())

    @property
    def state(self) -> str:
        """That of its record, or "break" in the break of its rhythm."""
        return "break" if self.sessions[0].resting else self.sessions[0].state

    @property
    def reached(self) -> bool:
        """Whether its goal is."""
        return any(one.reached for one in self.sessions)


def tell(locks: Path, root: Path, documents: Mapping[str, Session]) -> None:
    """Say how the session is whose records these are, by the ids of their documents; or that it
    is over. A failure costs a prompt its words, and is passed over."""
    group = next(one.group for one in documents.values())
    path = _told(locks, group)
    record = {
        "library": str(root),
        "documents": {document: to_record(one) for document, one in documents.items()},
    }
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    with suppress(OSError):
        if not any(map(is_unfinished, documents.values())):
            path.unlink()
            return
        make_folder(locks)
        beside.write_text(json.dumps(record), "utf-8")
        beside.replace(path)


def running(state: Path, root: Path | None = None) -> Running | None:
    """The session that goes on, of the library in the folder ``root`` or of any; None where none
    does. ``state`` is the local folder of locks."""
    locks = state / "locks"
    for path in _newest_first(locks.glob("session-*.json")):
        found = _read(path)
        if found is None or not any(is_alive(one, locks) for one in found.sessions):
            with suppress(OSError):
                path.unlink()  # its program died
        elif root is None or os.path.realpath(root) == os.path.realpath(found.root):
            return found
    return None


def _read(path: Path) -> Running | None:
    try:
        record = json.loads(path.read_bytes())
        known: Mapping[str, Record] = record["documents"]
        read = {document: sessions_in([one]) for document, one in known.items()}
        found = {document: sessions[0] for document, sessions in read.items() if sessions}
        root = Path(record["library"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    # That which is open is the only one that goes on.
    return Running(root, dict(sorted(found.items(), key=lambda one: not is_unfinished(one[1]))))


def _newest_first(paths: Iterable[Path]) -> list[Path]:
    dated = []
    for path in paths:
        with suppress(OSError):
            dated.append((path.stat().st_mtime_ns, path))
    return [path for _, path in sorted(dated, reverse=True)]


def _told(locks: Path, group: str) -> Path:
    return lock_of(locks, group).with_suffix(".json")
