"""The words of all documents of a library, so that a search over them does not read them again.

SQLite's FTS5 finds the passages, in one file of the state folder that may be lost or deleted at
any time: what is missing in it is read again. A passage is some paragraphs of the canonical text
of a document; where exactly words stand in it is found by looking.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from reader.annotations.files import hold
from reader.documents.document import Document
from reader.errors import StorageError
from reader.hits import Passage
from reader.text.patterns import lazy
from reader.text.references import without_references
from reader.text.terms import UNSPACED, Term

NAME = "search.sqlite"
_VERSION = 3  # of the tables and of what `prepared` makes
_PASSAGE = 16_000  # code points
_MOST = 1 << 20  # passages of a text: the number of a passage tells whose it is
_WAIT = 5  # seconds for another process that is writing
_MOMENT = 0.2  # seconds in which another process makes it anew
_OFTEN = 5_000  # steps of SQLite between two questions whether to stop
# What of an error's number says that the file is no index, or a damaged one.
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_SCHEMA)
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)

_TABLES = """
CREATE TABLE texts(
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, stamp TEXT, title TEXT, length INTEGER, problem TEXT
);
CREATE TABLE passages(id INTEGER PRIMARY KEY, start INTEGER, body BLOB);
CREATE VIRTUAL TABLE words USING fts5(
    body, content='', prefix='2', tokenize="unicode61 remove_diacritics 2"
);
"""


class Text(NamedTuple):
    """What the index knows of a document: ``stamp`` tells its file as it was read then.

    ``length`` counts code points; ``problem`` is why it could not be read, "" otherwise.
    """

    path: str
    stamp: str
    title: str
    length: int = 0
    problem: str = ""


class Index:
    """The index in a state folder, open; use it in one thread, and close it.

    What is damaged, or was made by another version, is made anew; where nothing can be written, it
    is read as it is. ``stop`` is asked now and then during a long question whether its answer is
    still wanted. Every method raises StorageError where the disk, or another process, allows
    nothing, and when it was stopped.
    """

    _base: sqlite3.Connection

    def __init__(self, state: Path, stop: Callable[[], bool] | None = None) -> None:
        self._path = (state / NAME).absolute()
        with self._told():
            with contextlib.suppress(OSError):  # it may be there already
                state.mkdir(parents=True, exist_ok=True)
            try:
                self._open()
            except sqlite3.Error as error:
                if _code(error) in _DAMAGED:
                    self._start_anew()
                elif _code(error) in _UNWRITABLE and self._path.exists():
                    self._connect(f"{self._path.as_uri()}?mode=ro&immutable=1")
                else:
                    raise
        if stop is not None:
            self._base.set_progress_handler(stop, _OFTEN)

    def close(self) -> None:
        """Nothing is asked any more."""
        self._base.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _connect(self, where: str) -> None:
        with contextlib.suppress(AttributeError):
            self._base.close()
        self._base = sqlite3.connect(where, timeout=_WAIT, isolation_level=None, uri=True)

    def _open(self) -> None:
        self._connect(self._path.as_uri())
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=OFF")  # what a power cut damages is made anew
        if self._version() == _VERSION:
            return
        with self._writing():
            if self._version() == _VERSION:  # another process has just made it
                return
            for name in self._tables():
                self._base.execute(f'DROP TABLE IF EXISTS "{name}"')
            for statement in filter(str.strip, _TABLES.split(";\n")):
                self._base.execute(statement)
            self._base.execute(f"PRAGMA user_version={_VERSION}")

    def _version(self) -> int:
        """The version of the tables; 0 where one is missing."""
        version: int = self._base.execute("PRAGMA user_version").fetchone()[0]
        return version if {"texts", "passages", "words"} <= set(self._tables()) else 0

    def _tables(self) -> list[str]:
        """The tables; those first that take others with them."""
        rows = self._base.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' "
            "ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'"
        )
        return [name for (name,) in rows]

    def _start_anew(self) -> None:
        """In place of a damaged file. A process that has it open goes on with what it has; of two
        that find it damaged at once, the second finds the new one."""
        lock = hold(self._path.with_suffix(".lock"))
        if lock is None:  # another process does it
            time.sleep(_MOMENT)
            self._open()
            return
        try:
            with contextlib.suppress(sqlite3.Error):
                self._open()
                self._base.execute("SELECT count(*) FROM texts, passages LIMIT 1").fetchone()
                return
            self._take_away()
            self._open()
        finally:
            os.close(lock)

    def _take_away(self) -> None:
        with contextlib.suppress(AttributeError):
            self._base.close()
        for end in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Say in one line what SQLite or the disk refused. What is found to be damaged is taken
        away, so that the next one who comes makes it anew."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            if isinstance(error, sqlite3.Error) and _code(error) in _DAMAGED:
                with contextlib.suppress(OSError):
                    self._take_away()
            raise StorageError(f"the search index {self._path}: {_reason(error)}") from None

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # a full disk has rolled it back already
                self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    # --- what is in it --------------------------------------------------------------------------

    def known(self) -> dict[str, Text]:
        """The documents in it, by their paths."""
        with self._told():
            rows = self._base.execute("SELECT path, stamp, title, length, problem FROM texts")
            return {row[0]: Text(*row) for row in rows}

    def put(self, text: Text, document: Document | None) -> None:
        """Take in a document, in place of what was known at its path; None if it has no words."""
        with self._told(), self._writing():
            self._drop(text.path)
            row = self._base.execute(
                "INSERT INTO texts(path, stamp, title, length, problem) VALUES(?,?,?,?,?)", text
            )
            if document is not None:
                first = (row.lastrowid or 0) * _MOST
                for identity, (start, body) in enumerate(passages_of(document), first):
                    self._add(identity, start, body)

    def drop(self, paths: Iterable[str]) -> None:
        """Forget documents."""
        gone = list(paths)
        if gone:
            with self._told(), self._writing():
                for path in gone:
                    self._drop(path)

    def _add(self, identity: int, start: int, body: str) -> None:
        packed = zlib.compress(body.encode("utf-8", "surrogatepass"), 1)
        self._base.execute("INSERT INTO passages VALUES(?,?,?)", (identity, start, packed))
        words = (identity, prepared(body))
        self._base.execute("INSERT INTO words(rowid, body) VALUES(?,?)", words)

    def _drop(self, path: str) -> None:
        row = self._base.execute("SELECT id FROM texts WHERE path=?", (path,)).fetchone()
        if row is None:
            return
        its = (row[0] * _MOST, (row[0] + 1) * _MOST - 1)
        for identity, body in self._base.execute(
            "SELECT id, body FROM passages WHERE id BETWEEN ? AND ?", its
        ).fetchall():  # the index has no text of its own: it is told what it was
            words = (identity, prepared(_unpacked(body)))
            self._base.execute("INSERT INTO words(words, rowid, body) VALUES('delete',?,?)", words)
        self._base.execute("DELETE FROM passages WHERE id BETWEEN ? AND ?", its)
        self._base.execute("DELETE FROM texts WHERE id=?", row)

    # --- searching ------------------------------------------------------------------------------

    def find(
        self, terms: Sequence[Term], limit: int, paths: Sequence[str] = ()
    ) -> tuple[list[Passage], int, int]:
        """The best passages that have the words, those in which they are rare among many first; how
        many passages have them in all, and how many documents. Of the documents at these paths
        only, if there are any."""
        with self._told():
            # Put in order here: it takes SQLite as long again as finding them.
            having = self._base.execute(
                "SELECT rowid, bm25(words) FROM words WHERE words MATCH ?", (expression(terms),)
            ).fetchall()
            if paths:
                chosen = "SELECT id FROM texts WHERE path IN (SELECT value FROM json_each(?))"
                rows = self._base.execute(chosen, (json.dumps(paths),))
                texts = {text for (text,) in rows}
                having = [row for row in having if row[0] // _MOST in texts]
            best = nsmallest(limit, having, key=itemgetter(1))
            passages = [Passage(*self._passage(identity), rank) for identity, rank in best]
        return passages, len(having), len({row[0] // _MOST for row in having})

    def _passage(self, identity: int) -> tuple[str, int, str]:
        path, start, body = self._base.execute(
            "SELECT path, start, body FROM passages, texts WHERE passages.id=? AND texts.id=?",
            (identity, identity // _MOST),
        ).fetchone()
        return path, start, _unpacked(body)


def _code(error: sqlite3.Error) -> int:
    """The number of an error, without what SQLite says of it in detail; 0 where it has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _reason(error: OSError | sqlite3.Error) -> str:
    """What was refused, and what helps."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if "fts5" in str(error):
        return "this Python's SQLite was built without full-text search (FTS5)"
    if _code(error) == sqlite3.SQLITE_BUSY:
        return "another process is writing it; try again"
    if _code(error) in _UNWRITABLE:
        return f"it cannot be written here ({error})"
    return str(error)


def passages_of(document: Document) -> Iterator[tuple[int, str]]:
    """The text of a document in passages, each with its start: whole blocks, as far as they are not
    longer than a passage."""
    text, blocks = document.text, document.blocks
    start = 0
    for block in blocks:
        if block.end - start > _PASSAGE and block.start > start:
            yield start, text[start : block.start]
            start = block.start
        while block.end - start > 2 * _PASSAGE:
            cut = text.rfind(" ", start + _PASSAGE, start + 2 * _PASSAGE) + 1 or start + _PASSAGE
            yield start, text[start:cut]
            start = cut
    if start < len(text):
        yield start, text[start:]


_LETTER = lazy(f"[{UNSPACED}]")
_UNSEEN = lazy("[\u00ad\u200b-\u200f\u2060\ufeff]")


def prepared(text: str) -> str:
    """A text as the index takes it: composed, in small letters, each letter of a script without
    spaces a word, without signs that nobody sees (soft hyphens), and without references to notes,
    so that the words around them stand beside each other."""
    text = without_references(text)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    return _LETTER.sub(r" \g<0> ", text)


def expression(terms: Sequence[Term]) -> str:
    """The question to FTS5: all the words, and none of those that are not wanted."""

    def phrase(term: Term) -> str:
        words = " ".join(_WORD.findall(prepared(term.words)))
        return f'"{words}"' + ("*" if term.begins else "")

    wanted = " AND ".join(phrase(term) for term in terms if not term.without)
    return " NOT ".join([f"({wanted})", *(phrase(term) for term in terms if term.without)])


_WORD = lazy(r"[^\W_]+(?:[^\W_]|[\u0300-\u036f])*")


def _unpacked(body: bytes) -> str:
    return zlib.decompress(body).decode("utf-8", "surrogatepass")
