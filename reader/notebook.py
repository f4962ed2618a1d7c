"""All annotations of a library, as rows of plain data.

What the annotations files say is remembered in a file of the state folder, a piece for each
document, with what its files were then: only what changed since is read again. It may be lost or
deleted at any time.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sqlite3
import sys
import zlib
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.annotations.annotation import Annotation, is_detached, is_note
from reader.annotations.files import path_key
from reader.annotations.kept import Place, kept_path, key_of, read_kept
from reader.annotations.records import other_notes
from reader.annotations.told_place import told_place
from reader.catalogue import Entry, entry_of, record_of
from reader.errors import ReaderError
from reader.query import folded

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.library import Library

NAME = "notebook-{}.sqlite"  # of the folder of the annotations
_VERSION = 4  # of the rows; what another Python wrote is not read either
_WAIT = 2  # seconds for another process that is writing
FIRST = 60  # annotations that are shown before the others are read
_TOGETHER = 50  # documents that are written to the cache at once

ORPHAN, APART = "orphan", "apart"  # the words are gone; a person wants the note without a place

Step = Callable[[int, int], None]


class Row(NamedTuple):
    """An annotation, and where it was found when its document was read last.

    ``document`` is the id of the document, ``section`` the titles of the sections around it,
    ``start`` an offset in the text, ``state`` "", `ORPHAN` or `APART`, ``others`` notes of other
    versions. ``words`` is what a search looks in, folded: the quote and the notes. ``told``
    is where another program says that it stands: "page 12 · location 129".
    """

    id: str
    document: str
    kind: str
    colour: str
    style: str
    quote: str
    note: str
    others: tuple[str, ...]
    tags: tuple[str, ...]
    section: tuple[str, ...]
    start: int
    state: str
    created: str
    modified: str
    words: str
    told: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it asks something that nobody has answered."""
        return self.kind == "question" and not self.note.strip()


class Page(NamedTuple):
    """The annotations of a document in the order of its text; ``problem`` is why they could not be
    read, if so."""

    entry: Entry
    rows: list[Row]
    problem: str = ""


def pages(
    library: Library,
    wanted: Callable[[Entry], bool] | None = None,
    having: Sequence[str] = (),
    step: Step = lambda done, of: None,
    signed: dict[str, str] | None = None,
) -> Iterator[Page]:
    """The documents that have annotations, those read last first; all of them, or those that are
    ``wanted``. ``step`` is told how many documents are read of those that are not remembered.

    Documents that are remembered may be left out if in none of their annotations there are all
    the folded words ``having``. ``signed`` takes up what the files are now, as `stamps` gives it.
    """
    known = [pair for pair in library.with_notes() if wanted is None or wanted(pair[0])]
    known.sort(key=lambda pair: (pair[0].opened, pair[0].added), reverse=True)
    words = [word.encode("utf-8", "surrogatepass") for word in having]
    now = dict(_stamps(library, known))
    if signed is not None:
        signed.update((identity, stamp) for identity, stamp in now.items() if stamp)
    done = 0
    first: list[Page] = []
    with contextlib.closing(_Cache(library)) as cache:
        for entry, others in known:
            stamp = now[entry.id]
            rows = cache.find(entry.id, stamp, words) if stamp else []
            if rows is None:
                step(done, len(known))
                done += 1
                try:
                    rows = rows_of(entry.id, library.store_of(entry, others))
                except ReaderError as error:
                    yield Page(entry, [], str(error))
                    continue
                cache.put(entry.id, stamp, rows)
            if rows:
                page = Page(entry, rows)
                if sum(len(before.rows) for before in first) < FIRST:
                    first.append(page)
                yield page
        if wanted is None and not having:
            cache.keep(now, first)


def remembered(library: Library) -> list[Page]:
    """The first of the `pages` as they were when all were read, current or not: for the moment
    until they are read again."""
    with contextlib.closing(_Cache(library)) as cache:
        return cache.first()


def stamps(library: Library) -> dict[str, str]:
    """What the files of each document are now, by its id: another text where anything changed."""
    found = dict(_stamps(library, library.with_notes()))
    return {identity: stamp for identity, stamp in found.items() if stamp}


def rows_of(document: str, store: Annotations) -> list[Row]:
    """The rows of a document, in the order of its text. May raise StorageError."""
    placed: Mapping[str, Place] = {}
    with contextlib.suppress(ReaderError):  # where it stood is then what its target says
        placed = next((text.placed for text in read_kept(kept_path(store.path))), {})
    found = [_row(document, one, placed.get(one.id)) for one in store.all() if is_note(one)]
    return sorted(found, key=lambda row: (row.start, row.created, row.id))


def _row(document: str, one: Annotation, place: Place | None) -> Row:
    target = one.target
    start, state = target.start, APART if is_detached(one) else ""
    if place is not None and place.target == key_of(target):
        start = place.start if place.found else start
        state = "" if place.found else state or ORPHAN
    others = tuple(other_notes(one))
    return Row(
        one.id,
        document,
        sys.intern(str(one.kind)),
        sys.intern(str(one.colour)),
        sys.intern(str(one.style)),
        target.exact,
        one.note,
        others,
        one.tags,
        target.path,
        start,
        state,
        one.created,
        one.modified,
        "\n".join(map(folded, (target.exact, one.note, *others))),
        told_place(one),
    )


# --- what the files are ------------------------------------------------------------------------


def _stamps(
    library: Library, known: Iterable[tuple[Entry, Sequence[Entry]]]
) -> Iterator[tuple[str, str]]:
    """What the files of each document are now, by its id: its annotations, their journal, the texts
    that were kept, and what sync tools left. "" where there are none."""
    files = _files(library.annotations)
    logs = _files(library.state / "journals" / path_key(library.annotations))
    names = sorted(files)
    for entry, others in known:
        parts: list[str] = []
        for stem in (one.file.removesuffix(".json") for one in (entry, *others) if one.file):
            at = bisect_left(names, stem)
            while at < len(names) and names[at].startswith(stem):  # copies of it, too
                parts += names[at], files[names[at]]
                at += 1
            parts.append(logs.get(f"{stem}.log", "-"))
        there = len(parts) > 1 + len(others) or any(part != "-" for part in parts)
        yield entry.id, " ".join(parts) if there or entry.annotations > 0 else ""


def _files(folder: Path) -> dict[str, str]:
    """What the files of a folder are now, by their names."""
    found = {}
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name[0] != ".":
                status = entry.stat()
                signed = status.st_ino, status.st_size, status.st_mtime_ns
                found[entry.name] = "{:x}.{:x}.{:x}".format(*signed)
    return found


# --- the cache ---------------------------------------------------------------------------------


class _Cache:
    """Rows by the ids of their documents. Where the disk or the file allows nothing, it is empty
    and stays so: everything is then read from the annotations."""

    def __init__(self, library: Library) -> None:
        self._path = library.state / NAME.format(path_key(library.annotations)[:16])
        self._base: sqlite3.Connection | None = None
        self._new: list[tuple[str, str, bytes]] = []
        self._known: set[str] = set()
        with contextlib.suppress(OSError):
            library.state.mkdir(parents=True, exist_ok=True)
        for _ in range(2):  # a file that is damaged, or of another version, is begun anew
            try:
                self._open()
                return
            except sqlite3.OperationalError:
                break  # locked, no room, a folder that cannot be written to
            except sqlite3.DatabaseError:
                self._delete()
        self._shut()

    def _open(self) -> None:
        self._base = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)
        version = _VERSION << 16 | sys.version_info.major << 8 | sys.version_info.minor
        there = self._base.execute("PRAGMA user_version").fetchone()[0]
        if there not in (0, version):
            raise sqlite3.DatabaseError("another version")
        if not there:
            self._base.execute("PRAGMA page_size=32768")  # of pieces that are larger than that
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=OFF")  # what a power cut damages is read anew
            self._base.execute(
                "CREATE TABLE IF NOT EXISTS pages(document TEXT PRIMARY KEY, stamp TEXT, rows BLOB)"
            )
            self._base.execute(f"PRAGMA user_version={version}")
        self._known = {row[0] for row in self._base.execute("SELECT document FROM pages")}

    def _delete(self) -> None:
        self._shut()
        with contextlib.suppress(OSError):
            for end in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def _shut(self) -> None:
        if self._base is not None:
            self._base.close()
            self._base = None

    def find(self, document: str, stamp: str, words: Iterable[bytes]) -> list[Row] | None:
        """The rows of a document whose files are as they were; None where that is not known. None
        of them where one of the ``words`` is nowhere."""
        if self._base is None or document not in self._known:
            return None
        try:
            found = self._base.execute(
                "SELECT rows FROM pages WHERE document=? AND stamp=?", (document, stamp)
            ).fetchone()
        except sqlite3.Error:
            return None
        if not found:
            return None
        if not all(word in found[0] for word in words):
            return []
        rows = _unpacked(found[0])
        return None if rows is None else _rows(rows)

    def put(self, document: str, stamp: str, rows: Iterable[Row]) -> None:
        """Remember the rows of a document."""
        self._new.append((document, stamp, _packed([tuple(row) for row in rows])))
        if len(self._new) >= _TOGETHER:
            self._write("INSERT OR REPLACE INTO pages VALUES(?,?,?)", self._new)
            self._new = []

    def first(self) -> list[Page]:
        """The pages that `keep` was told to be the first."""
        try:
            found = self._base and self._base.execute(_GET_FIRST).fetchone()
        except sqlite3.Error:
            return []
        pages = _unpacked(found[0]) if found else None
        return [Page(entry_of(i, record), _rows(rows)) for i, record, rows in pages or ()]

    def keep(self, documents: Collection[str], first: Iterable[Page]) -> None:
        """Forget all documents but these, and remember which pages are the first."""
        gone = [(one,) for one in self._known if one and one not in documents]
        if gone:
            self._write("DELETE FROM pages WHERE document=?", gone)
        data = _packed([(e.id, record_of(e), [tuple(row) for row in rows]) for e, rows, _ in first])
        with contextlib.suppress(sqlite3.Error):
            found = self._base and self._base.execute(_GET_FIRST).fetchone()
            if not found or found[0] != data:
                self._write("INSERT OR REPLACE INTO pages VALUES('','',?)", [(data,)])

    def _write(self, statement: str, values: Sequence[tuple[object, ...]]) -> None:
        if self._base is None or not values:
            return
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany(statement, values)
            self._base.execute("COMMIT")
        except sqlite3.Error:
            self._shut()

    def close(self) -> None:
        """Write what is left."""
        self._write("INSERT OR REPLACE INTO pages VALUES(?,?,?)", self._new)
        self._shut()


_GET_FIRST = "SELECT rows FROM pages WHERE document=''"


def _packed(values: list[Any]) -> bytes:
    data = marshal.dumps(values)  # it holds texts as UTF-8
    return zlib.crc32(data).to_bytes(4, "big") + data


def _unpacked(data: object) -> list[Any] | None:
    """What was packed, unless it is damaged."""
    if (
        not isinstance(data, bytes)
        or zlib.crc32(memoryview(data)[4:]).to_bytes(4, "big") != data[:4]
    ):
        return None
    return marshal.loads(memoryview(data)[4:])  # type: ignore[no-any-return]


def _rows(values: Iterable[tuple[Any, ...]]) -> list[Row]:
    new = tuple.__new__  # half the cost of `_make`, which counts
    return [new(Row, row) for row in values]
