"""The words of all documents of a library, so that a search over them does not read them again.

SQLite's FTS5 finds the passages, in one file of the state folder that may be lost or deleted at
any time: what is missing in it is read again. A passage is some paragraphs of the canonical text
of a document; where exactly words stand in it is found by looking.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.documents.document import Document
from reader.errors import StorageError
from reader.text.patterns import lazy
from reader.text.references import without_references
from reader.text.search import find_all
from reader.text.terms import UNSPACED, Term

NAME = "search.sqlite"
_VERSION = 2  # of the tables and of what `prepared` makes
_PASSAGE = 16_000  # code points
_WAIT = 5  # seconds for another process that is writing

_TABLES = """
CREATE TABLE texts(
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, stamp TEXT, title TEXT, length INTEGER, problem TEXT
);
CREATE TABLE passages(id INTEGER PRIMARY KEY, text INTEGER, start INTEGER, body BLOB);
CREATE INDEX passages_of ON passages(text);
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


class Passage(NamedTuple):
    """Some paragraphs that hold the words: where they begin in the canonical text of the document
    at ``path``, in code points. A lower ``rank`` is a better one."""

    path: str
    start: int
    body: str
    rank: float


class Hit(NamedTuple):
    """A place where words were found: its span in the canonical text, and the words around."""

    path: str
    start: int
    end: int
    before: str
    words: str
    after: str


class Index:
    """The index in a state folder, open; use it in one thread, and close it.

    What is damaged, or was made by another version, is made anew. Raises StorageError where the
    disk allows nothing.
    """

    def __init__(self, state: Path) -> None:
        self._path = state / NAME
        try:
            state.mkdir(parents=True, exist_ok=True)
            try:
                self._open()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                    raise
                self._start_anew()
        except (OSError, sqlite3.Error) as error:
            raise StorageError(f"the search index {self._path} cannot be used: {error}") from None

    def close(self) -> None:
        """Nothing is asked any more."""
        self._base.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> None:
        self._base = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=OFF")  # what a power cut damages is made anew
        version = self._base.execute("PRAGMA user_version").fetchone()[0]
        if version == _VERSION:
            self._base.execute("SELECT count(*) FROM texts").fetchone()
            return
        if self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise sqlite3.DatabaseError("another version")
        with self._writing():
            for statement in filter(str.strip, _TABLES.split(";\n")):
                self._base.execute(statement)
            self._base.execute(f"PRAGMA user_version={_VERSION}")

    def _start_anew(self) -> None:
        with contextlib.suppress(AttributeError):
            self._base.close()
        for end in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)
        self._open()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    # --- what is in it --------------------------------------------------------------------------

    def known(self) -> dict[str, Text]:
        """The documents in it, by their paths."""
        rows = self._base.execute("SELECT path, stamp, title, length, problem FROM texts")
        return {row[0]: Text(*row) for row in rows}

    def put(self, text: Text, document: Document | None) -> None:
        """Take in a document, in place of what was known at its path; None if it has no words."""
        try:
            with self._writing():
                self._drop(text.path)
                row = self._base.execute(
                    "INSERT INTO texts(path, stamp, title, length, problem) VALUES(?,?,?,?,?)", text
                )
                if document is not None:
                    for start, body in passages_of(document):
                        self._add(row.lastrowid or 0, start, body)
        except sqlite3.Error as error:
            raise StorageError(f"the search index {self._path}: {error}") from None

    def drop(self, paths: Iterable[str]) -> None:
        """Forget documents."""
        try:
            with self._writing():
                for path in paths:
                    self._drop(path)
        except sqlite3.Error as error:
            raise StorageError(f"the search index {self._path}: {error}") from None

    def _add(self, text: int, start: int, body: str) -> None:
        row = self._base.execute(
            "INSERT INTO passages(text, start, body) VALUES(?,?,?)",
            (text, start, zlib.compress(body.encode("utf-8", "surrogatepass"), 1)),
        )
        words = (row.lastrowid, prepared(body))
        self._base.execute("INSERT INTO words(rowid, body) VALUES(?,?)", words)

    def _drop(self, path: str) -> None:
        row = self._base.execute("SELECT id FROM texts WHERE path=?", (path,)).fetchone()
        if row is None:
            return
        for identity, body in self._base.execute(
            "SELECT id, body FROM passages WHERE text=?", row
        ).fetchall():  # the index has no text of its own: it is told what it was
            words = (identity, prepared(_unpacked(body)))
            self._base.execute("INSERT INTO words(words, rowid, body) VALUES('delete',?,?)", words)
        self._base.execute("DELETE FROM passages WHERE text=?", row)
        self._base.execute("DELETE FROM texts WHERE id=?", row)

    # --- searching ------------------------------------------------------------------------------

    def count(self, terms: Sequence[Term], paths: Sequence[str] = ()) -> tuple[int, int]:
        """How many passages, and how many documents, have the words; of the documents at these
        paths only, if there are any."""
        within, values = _within(paths)
        passages, documents = self._base.execute(
            "SELECT count(*), count(DISTINCT text) FROM passages WHERE id IN "
            f"(SELECT rowid FROM words WHERE words MATCH ?) {within}",
            (expression(terms), *values),
        ).fetchone()
        return passages, documents

    def passages(
        self, terms: Sequence[Term], limit: int, paths: Sequence[str] = ()
    ) -> list[Passage]:
        """The best passages that have the words, those in which they are rare among many first;
        of the documents at these paths only, if there are any."""
        within, values = _within(paths)
        rows = self._base.execute(
            "SELECT texts.path, passages.start, passages.body, words.rank FROM words "
            "JOIN passages ON passages.id = words.rowid JOIN texts ON texts.id = passages.text "
            f"WHERE words MATCH ? {within} ORDER BY words.rank LIMIT ?",
            (expression(terms), *values, limit),
        )
        return [Passage(path, start, _unpacked(body), rank) for path, start, body, rank in rows]


def _within(paths: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What limits a question to these documents, and the values in it."""
    if not paths:
        return "", ()
    chosen = "SELECT id FROM texts WHERE path IN (SELECT value FROM json_each(?))"
    return f"AND passages.text IN ({chosen})", (json.dumps(paths),)


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


def hits_in(passage: Passage, pattern: re.Pattern[str], around: int, limit: int) -> Iterator[Hit]:
    """The places in a passage, at most ``limit``, each with so many code points ``around``."""
    body = passage.body
    for span in find_all(pattern, body, limit=limit):
        start, end = span
        low = max(body.rfind("\n", 0, start) + 1, start - around)
        high = body.find("\n", end)
        high = min(len(body) if high < 0 else high, end + around)
        yield Hit(
            passage.path,
            passage.start + start,
            passage.start + end,
            body[low:start],
            body[start:end],
            body[end:high],
        )


def _unpacked(body: bytes) -> str:
    return zlib.decompress(body).decode("utf-8", "surrogatepass")
