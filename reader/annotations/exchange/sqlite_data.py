"""Tables of a SQLite database of another program, which may be a trap.

The bytes are put into a file of our own, which is opened such that nothing is written to it and
nothing that its schema defines is run: only tables are read, no views, no virtual tables.
"""

from __future__ import annotations

import sqlite3
from base64 import b64encode
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from reader.annotations.exchange.incoming import Problem
from reader.errors import ReaderError

MAGIC = b"SQLite format 3\x00"
LARGEST = 2**30  # bytes
MOST_ROWS = 1_000_000
LONGEST_BYTES = 4096  # bytes of a value that is no text, and is kept

Row = dict[str, object]

_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)


class Tables:
    """The tables of a database; ``problems`` are those of reading them."""

    def __init__(self, connection: sqlite3.Connection, columns: dict[str, list[str]]) -> None:
        self._connection = connection
        self._columns = columns
        self.problems: list[Problem] = []

    def __contains__(self, table: str) -> bool:
        return table in self._columns

    def rows(self, table: str, only: Collection[str] = ()) -> Iterator[Row]:
        """The rows of a table, of these columns where ``only`` some are wanted.

        What comes behind damage is lost, and that is told.
        """
        columns = [one for one in self._columns.get(table, []) if not only or one in only]
        if not columns:
            return
        what = f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table)}"
        try:
            for values in islice(self._connection.execute(what), MOST_ROWS):
                yield dict(zip(columns, map(_plain, values), strict=True))
        except sqlite3.Error as error:
            self.problems.append(Problem(0, f"the table {table} is damaged ({error})"))


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Tables]:
    """The tables of a database; raises ReaderError for what is none, or is damaged."""
    shown = PurePath(name).name or "it"
    if not data.startswith(MAGIC):
        raise ReaderError(f"{shown} is no SQLite database")
    if len(data) > LARGEST:
        raise ReaderError(f"{shown} is larger than {LARGEST // 2**20:,} MB: it is not read")
    with TemporaryDirectory(prefix="reader-") as folder:
        path = Path(folder, "copy.sqlite")
        path.write_bytes(data)
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        with closing(connection):
            try:
                tables = Tables(connection, _columns(connection))
            except sqlite3.Error as error:
                raise ReaderError(f"{shown} is a damaged database ({error})") from None
            yield tables


def has_table(data: bytes, table: str) -> bool:
    """Whether a file is a database that seems to have a table: its name may stand anywhere."""
    return data.startswith(MAGIC) and table.encode() in data


def _columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The tables with their columns; from then on nothing but reading is allowed."""
    connection.text_factory = _text
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "mmap_size=0"):
        connection.execute(f"PRAGMA {pragma}")
    columns: dict[str, list[str]] = {}
    of_tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    for (table,) in connection.execute(of_tables).fetchall():
        # Columns that are computed are hidden here.
        found = connection.execute(f"PRAGMA table_info({_quoted(table)})").fetchall()
        columns[table] = [str(column[1]) for column in found]
    connection.set_authorizer(_authorise)
    return columns


def _authorise(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _plain(value: object) -> object:
    """A value as JSON can hold it."""
    if isinstance(value, bytes):
        return b64encode(value).decode() if len(value) <= LONGEST_BYTES else None
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return None
    return value
