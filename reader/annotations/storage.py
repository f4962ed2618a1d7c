"""The storage under TinyDB: one JSON file that loses nothing, shared with other processes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from reader.annotations.files import (
    QUARANTINE,
    DamagedFileError,
    Json,
    Signature,
    locked,
    read_json,
    read_signed_json,
    salvage,
    set_aside,
    signature,
    write_json_atomically,
)
from reader.errors import StorageError

__all__ = ["AtomicStorage", "read_json", "write_json_atomically"]

STALE = 3600  # seconds after which a temporary file was surely left by a process that died
TABLES = ("annotations", "documents", "meta")


class AtomicStorage:
    """A storage of TinyDB over one file, shared with other processes.

    All writing happens in a `transaction`: it holds the lock, sees the newest version, gathers
    every write and makes them durable as one. Reading needs no lock and no successful write;
    the parsed file is kept until its signature changes. Not for several threads at once.
    """

    def __init__(self, path: Path, locks: Path | None = None) -> None:
        self.path = path
        self.notices: list[str] = []
        self.read_only = ""  # why nothing can be written, if so
        self._locks = locks
        self._tables: Json | None = None
        self._signature: Signature | None = None
        self._pending: Json | None = None
        self._inside = False
        self._swept = False

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Gather writes under the lock; they are durable after it, or none of them is there."""
        if self._inside:
            yield
            return
        with locked(self.path, self._locks):
            self._inside = True
            try:
                yield
                if self._pending is not None:
                    self._save(self._pending)
            finally:
                self._inside = False
                self._pending = None

    def read(self) -> Json | None:
        """The tables of the file; None where there is none. They are not to be changed."""
        if self._pending is not None:
            return dict(self._pending)
        now = signature(self.path)
        if now is None:
            self._tables = self._signature = None
        elif now != self._signature:
            self._load()
        return None if self._tables is None else dict(self._tables)

    def write(self, data: Json) -> None:
        """Take the tables to be written at the end of the transaction."""
        if not self._inside:
            raise RuntimeError("a write outside a transaction could undo another process's")
        self._pending = data

    def close(self) -> None:
        """Nothing is held open."""

    def _load(self) -> None:
        self.read_only = ""
        try:
            self._tables, self._signature = read_signed_json(self.path, _check_tables)
        except DamagedFileError as damaged:
            parts = salvage(damaged.data)
            tables = {
                name: part
                for name, part in parts.items()
                if name not in TABLES or isinstance(part, dict)
            }
            self._quarantine(damaged, sum(len(tables.get(name, {})) for name in TABLES[:2]))
            self._tables, self._signature = tables, damaged.signature

    def _quarantine(self, damaged: DamagedFileError, saved: int) -> None:
        told = f"{damaged}; {saved} record{'' if saved == 1 else 's'} could be read from it"
        try:
            copy = set_aside(self.path, damaged.data)
            told += f"; kept as {QUARANTINE}/{copy.name}"
        except OSError as error:
            told += f"; it could not be set aside ({error.strerror})"
            self.read_only = f"{damaged}, and it could not be set aside ({error.strerror})"
        self.notices.append(told)

    def _save(self, tables: Json) -> None:
        if self.read_only:
            raise StorageError(f"{self.path.name} cannot be changed: {self.read_only}")
        self._signature = write_json_atomically(self.path, tables)
        self._tables = tables
        if not self._swept:
            self._sweep()

    def _sweep(self) -> None:
        """Remove what a writer that was killed left of a file never put in place."""
        self._swept = True
        now = time.time()
        with contextlib.suppress(OSError):
            for left in self.path.parent.iterdir():
                ours = left.name.startswith(f".{self.path.name}.") and left.suffix == ".tmp"
                if ours and now - left.stat().st_mtime > STALE:
                    left.unlink()


def _check_tables(value: Json) -> None:
    for name in TABLES:
        if not isinstance(value.get(name, {}), dict):
            raise ValueError(f"its part {name!r} is no table")
