"""SQLite databases as programs leave them, in bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

KOBO = (
    "CREATE TABLE Bookmark (BookmarkID TEXT, VolumeID TEXT, ContentID TEXT, Text TEXT,"
    " Annotation TEXT, ExtraAnnotationData BLOB, DateCreated TEXT, DateModified TEXT,"
    " ChapterProgress REAL, Hidden BOOL, Type TEXT, Color INTEGER)",
    "CREATE TABLE content (ContentID TEXT, Title TEXT, Attribution TEXT, ISBN TEXT)",
)
APPLE = (
    "CREATE TABLE ZAEANNOTATION (Z_PK INTEGER, ZANNOTATIONASSETID TEXT, ZANNOTATIONDELETED INT,"
    " ZANNOTATIONTYPE INT, ZANNOTATIONSTYLE INT, ZANNOTATIONSELECTEDTEXT TEXT,"
    " ZANNOTATIONNOTE TEXT, ZANNOTATIONLOCATION TEXT, ZANNOTATIONCREATIONDATE REAL,"
    " ZANNOTATIONREPRESENTATIVETEXT TEXT, ZFUTUREPROOFING5 TEXT)",
)


def database(statements: Iterable[str], *rows: tuple[str, tuple[object, ...]]) -> bytes:
    """A database after these statements, with rows, each with the name of its table."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.sqlite")
        with closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)
            for table, values in rows:
                marks = ", ".join("?" * len(values))
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)
            connection.commit()
        return path.read_bytes()
