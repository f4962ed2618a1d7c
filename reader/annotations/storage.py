"""The storage under TinyDB: one JSON file that loses nothing, shared with other processes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from reader.annotations.files import (
    NOT_SAVED,
    QUARANTINE,
    DamagedFileError,
    Json,
    Signature,
    discard,
    locked,
    make_folder,
    put_in_place,
    read_signed_json,
    refusal,
    salvage,
    serialised,
    set_aside,
    signature,
    write_beside,
)
from reader.annotations.logs import TABLES as LOGS
from reader.errors import StorageError

STALE = 3600  # seconds after which a temporary file was surely left by a process that died
TABLES = ("annotations", *LOGS.values(), "documents", "meta")


class AtomicStorage:
    """A storage of TinyDB over one file, shared with other processes.

    All writing happens in a `transaction`: it sees the newest version, gathers every write and
    makes them durable as one. Reading needs no lock and no successful write; the parsed file is
    kept until its signature changes. Not for several threads at once.
    """

    def __init__(self, path: Path, locks: Path, outcome: str = NOT_SAVED) -> None:
        self.path = path
        self.notices: list[str] = []
        self.damaged = False  # whether the file was, and what could be read of it is all there is
        self.blocked = ""  # why the file must not be replaced, if so
        self.signature: Signature | None = None  # of the version that was read
        self._locks = locks
        self._outcome = outcome  # what to say where writing fails
        self._tables: Json | None = None
        self._pending: Json | None = None
        self._inside = False
        self._swept = False

    def know(self, tables: Json, signed: Signature) -> None:
        """Begin with what is known of the file already; it is read again if it is another now."""
        self._tables, self.signature = tables, signed

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
                    tables = self._pending
                    self._put_in_place(*self.write_beside(tables), tables)
            finally:
                self._inside = False
                self._pending = None

    def write_beside(self, tables: Json) -> tuple[Path, Signature]:
        """Write tables durably, under a name of their own as yet; needs no lock."""
        if self.blocked:
            raise StorageError(f"{self.path.name} cannot be changed: {self.blocked}")
        try:
            make_folder(self.path.parent)
            return write_beside(self.path, serialised(tables))
        except OSError as error:
            raise refusal(error, self.path, self._outcome) from None

    def put_in_place(
        self, temporary: Path, signed: Signature, tables: Json, base: Signature | None
    ) -> bool:
        """Let what was written beside be the file, if that still is the version ``base``.

        Belongs inside the lock. Otherwise what was written is given up.
        """
        if signature(self.path) != base:
            discard(temporary)
            return False
        self._put_in_place(temporary, signed, tables)
        return True

    def _put_in_place(self, temporary: Path, signed: Signature, tables: Json) -> None:
        try:
            self.signature = put_in_place(temporary, signed, self.path)
        except OSError as error:
            raise refusal(error, self.path, self._outcome) from None
        self._tables, self.damaged = tables, False
        if not self._swept:
            self._sweep()

    def read(self) -> Json | None:
        """The tables of the file; None where there is none. They are not to be changed."""
        if self._pending is not None:
            return dict(self._pending)
        now = signature(self.path)
        if now is None:
            self._tables = self.signature = None
            self.damaged = False
        elif now != self.signature:
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
        self.blocked, self.damaged = "", False
        try:
            self._tables, self.signature = read_signed_json(self.path, check_tables)
        except DamagedFileError as damaged:
            tables = salvaged(damaged.data)
            self._quarantine(damaged, sum(len(tables.get(name, {})) for name in TABLES[:-1]))
            self._tables, self.signature = tables, damaged.signature

    def _quarantine(self, damaged: DamagedFileError, saved: int) -> None:
        self.damaged = True
        told = f"{damaged}; {saved} record{'' if saved == 1 else 's'} could be read from it"
        try:
            copy = set_aside(self.path, damaged.data)
            told += f"; kept as {QUARANTINE}/{copy.name}"
        except OSError as error:
            told += f"; it could not be set aside ({error.strerror})"
            self.blocked = f"{damaged}, and it could not be set aside ({error.strerror})"
        self.notices.append(told)

    def _sweep(self) -> None:
        """Remove what a writer that was killed left of a file never put in place."""
        self._swept = True
        now = time.time()
        with contextlib.suppress(OSError):
            for left in self.path.parent.iterdir():
                ours = left.name.startswith(f".{self.path.name}.") and left.suffix == ".tmp"
                if ours and now - left.stat().st_mtime > STALE:
                    left.unlink()


def salvaged(data: bytes) -> Json:
    """The tables that can still be read of a damaged file."""
    return {
        name: part
        for name, part in salvage(data).items()
        if name not in TABLES or isinstance(part, dict)
    }


def check_tables(value: Json) -> None:
    """Raise ValueError for an object that is no database of ours."""
    for name in TABLES:
        if not isinstance(value.get(name, {}), dict):
            raise ValueError(f"its part {name!r} is no table")
