from __future__ import annotations

import sqlite3

import pytest

from reader.annotations.exchange import sqlite_data
from reader.annotations.exchange.sqlite_data import opened
from reader.errors import ReaderError
from tests.annotations.exchange.databases import database


def test_the_rows_of_a_table_are_read_by_their_columns() -> None:
    data = database(["CREATE TABLE a (b TEXT, c INT)"], ("a", ("é", 1)), ("a", (None, 2)))
    with opened(data, "a.sqlite") as tables:
        assert "a" in tables
        assert list(tables.rows("a")) == [{"b": "é", "c": 1}, {"b": None, "c": 2}]
        assert list(tables.rows("a", ["c", "d"])) == [{"c": 1}, {"c": 2}]
        assert list(tables.rows("none")) == []


def test_values_are_such_that_json_holds_them() -> None:
    data = database(["CREATE TABLE a (b, c, d)"], ("a", (b"\x00\xff", b"x" * 5000, float("inf"))))
    with opened(data, "a.sqlite") as tables:
        assert list(tables.rows("a")) == [{"b": "AP8=", "c": None, "d": None}]


def test_text_that_is_none_is_read_all_the_same() -> None:
    data = database(["CREATE TABLE a (b TEXT)", "INSERT INTO a VALUES (CAST(X'61FF62' AS TEXT))"])
    with opened(data, "a.sqlite") as tables:
        assert list(tables.rows("a")) == [{"b": "a\ufffdb"}]


def test_views_and_virtual_tables_are_no_tables() -> None:
    data = database(
        [
            "CREATE VIEW Bookmark AS WITH RECURSIVE n(i) AS"
            " (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
            "CREATE VIRTUAL TABLE content USING fts5(title)",
        ]
    )
    with opened(data, "a.sqlite") as tables:
        assert "Bookmark" not in tables
        assert "content" not in tables


def test_columns_that_are_computed_are_not_asked_for() -> None:
    column = "c GENERATED ALWAYS AS (zeroblob(length(b) * 900000000)) VIRTUAL"
    data = database([f"CREATE TABLE a (b TEXT, {column})", "INSERT INTO a VALUES ('x')"])
    with opened(data, "a.sqlite") as tables:
        assert list(tables.rows("a")) == [{"b": "x"}]


def test_nothing_but_reading_is_allowed() -> None:
    data = database(["CREATE TABLE a (b TEXT)"])
    for what in ("ATTACH '/tmp/x' AS y", "DELETE FROM a", "PRAGMA writable_schema=ON"):
        with opened(data, "a.sqlite") as tables, pytest.raises(sqlite3.DatabaseError):
            tables._connection.execute(what)
    with opened(data, "a.sqlite") as tables, pytest.raises(sqlite3.DatabaseError):
        tables._connection.execute("SELECT load_extension('x')")


def test_a_database_that_is_written_ahead_is_read() -> None:
    data = bytearray(database(["CREATE TABLE a (b TEXT)"], ("a", ("x",))))
    data[18:20] = b"\x02\x02"  # what its head says where it has a log
    with opened(bytes(data), "a.sqlite") as tables:
        assert list(tables.rows("a")) == [{"b": "x"}]


def test_damage_is_told_and_what_stands_before_it_is_read() -> None:
    rows = [("a", ("x" * 500,))] * 200
    data = bytearray(database(["CREATE TABLE a (b TEXT)"], *rows))
    data[-4096 * 4 : -4096] = b"\xff" * 4096 * 3
    with opened(bytes(data), "a.sqlite") as tables:
        assert 0 < len(list(tables.rows("a"))) < 200
        assert "damaged" in tables.problems[0].what


@pytest.mark.parametrize("data", [b"", b"words", sqlite_data.MAGIC, sqlite_data.MAGIC + b"x" * 500])
def test_what_is_no_database_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError), opened(data, "a.sqlite"):
        pass


def test_a_database_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_data, "LARGEST", 100)
    with pytest.raises(ReaderError, match="larger"), opened(sqlite_data.MAGIC * 9, "a.sqlite"):
        pass
