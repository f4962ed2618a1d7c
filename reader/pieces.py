"""A file of what was worked out from other files, in pieces, that may be lost at any time.

It is a SQLite file of the state folder. Where the disk or the file allows nothing, it is empty and
stays so: everything is then worked out anew.
"""

from __future__ import annotations

import contextlib
import marshal
import sqlite3
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_WAIT = 2  # seconds for another process that is writing


def version_of(pieces: int) -> int:
    """The version of a file whose pieces are of this one: what another Python wrote is not read."""
    return pieces << 16 | sys.version_info.major << 8 | sys.version_info.minor


class Pieces:
    """Such a file at ``path``, with these ``tables`` (SQL). One of another ``version`` is begun
    anew, and so is one that is damaged."""

    def __init__(self, path: Path, version: int, *tables: str) -> None:
        self._path = path
        self._tables = tables
        self._version = version
        self._base: sqlite3.Connection | None = None
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(2):
            try:
                self._open()
                return
            except sqlite3.OperationalError:
                break  # locked, no room, a folder that cannot be written to
            except sqlite3.DatabaseError:
                self._delete()
        self.close()

    def _open(self) -> None:
        self._base = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)
        there = self._base.execute("PRAGMA user_version").fetchone()[0]
        if there not in (0, self._version):
            raise sqlite3.DatabaseError("another version")
        if not there:
            self._base.execute("PRAGMA page_size=32768")  # of pieces that are larger than that
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=OFF")  # what a power cut damages is read anew
            for table in self._tables:
                self._base.execute(f"CREATE TABLE IF NOT EXISTS {table}")
            self._base.execute(f"PRAGMA user_version={self._version}")

    def _delete(self) -> None:
        self.close()
        with contextlib.suppress(OSError):
            for end in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def rows(self, query: str, *values: object) -> list[Any]:
        """What a query finds; nothing where it cannot be asked."""
        try:
            return self._base.execute(query, values).fetchall() if self._base else []
        except sqlite3.Error:
            return []

    def write(self, *statements: tuple[str, Sequence[tuple[object, ...]]]) -> None:
        """Do each statement for all of its values; all of them, or none."""
        if self._base is None or not any(values for _, values in statements):
            return
        try:
            self._base.execute("BEGIN IMMEDIATE")
            for statement, values in statements:
                self._base.executemany(statement, values)
            self._base.execute("COMMIT")
        except sqlite3.Error:
            self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._base is not None:
            self._base.close()
            self._base = None


def packed(values: list[Any]) -> bytes:
    """Plain data as bytes, with their checksum."""
    data = marshal.dumps(values)  # it holds texts as UTF-8
    return zlib.crc32(data).to_bytes(4, "big") + data


def unpacked(data: object) -> list[Any] | None:
    """What was packed, unless it is damaged."""
    if (
        not isinstance(data, bytes)
        or zlib.crc32(memoryview(data)[4:]).to_bytes(4, "big") != data[:4]
    ):
        return None
    return marshal.loads(memoryview(data)[4:])  # type: ignore[no-any-return]
