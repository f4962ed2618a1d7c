"""All annotations of a library, as rows of plain data.

What the annotations files say is remembered in a file of the state folder, a piece for each
document, with what its files were then: only what changed since is read again. It may be lost or
deleted at any time.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.annotation import Annotation, is_detached, is_note
from reader.annotations.cards import cards_of
from reader.annotations.kept import Place, kept_path, key_of, read_kept
from reader.annotations.logs import REVIEW
from reader.annotations.records import other_notes
from reader.annotations.told_place import told_place
from reader.catalogue import Entry, entry_of, record_of
from reader.errors import ReaderError
from reader.notebook_cache import (
    BETWEEN,
    FOLDER,
    NONE,
    TABLES,
    VERSION,
    annotations_files,
    as_rows,
    cache_of,
    journals_of,
    packed_days,
    signed_files,
    stamp_in,
    today,
)
from reader.notebook_cache import Row as Row
from reader.pieces import Pieces, packed, unpacked
from reader.query import folded
from reader.study.scheduling import Reviews, by_card, memory_of

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.library import Library

FIRST = 60  # annotations that are shown before the others are read
_TOGETHER = 50  # documents that are written to the cache at once

ORPHAN, APART = "orphan", "apart"  # the words are gone; a person wants the note without a place

_Called = tuple[str, str]  # its title, and its stems between slashes

Step = Callable[[int, int], None]


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
    also: Callable[[str, str, Annotations], None] = lambda document, stamp, store: None,
) -> Iterator[Page]:
    """The documents that have annotations, those read last first; all of them, or those that are
    ``wanted``. ``step`` is told how many documents are read of those that are not remembered.

    Documents that are remembered may be left out if in none of their annotations there are all
    the folded words ``having``. ``signed`` takes up what the files are now, as `stamps` gives it.
    ``also`` gets what had to be opened, with its stamp, for whoever would have to open it again; it
    may raise StorageError.
    """
    known = [pair for pair in library.with_notes() if wanted is None or wanted(pair[0])]
    known.sort(key=lambda pair: (pair[0].opened, pair[0].added), reverse=True)
    words = [word.encode("utf-8", "surrogatepass") for word in having]
    files = signed_files(library.annotations)
    now = dict(_stamps(library, known, files))
    if signed is not None:
        signed.update((identity, stamp) for identity, stamp in now.items() if stamp)
    done = 0
    first: list[Page] = []
    with contextlib.closing(_Cache(library)) as cache:
        for entry, others in known:
            stamp, called = now[entry.id], (entry.title, BETWEEN.join(stems_of(entry, others)))
            rows = cache.find(entry.id, stamp, words) if stamp else []
            if rows is None:
                step(done, len(known))
                done += 1
                try:
                    store = library.store_of(entry, others)
                    rows = rows_of(entry.id, store)
                    also(entry.id, stamp, store)
                except ReaderError as error:
                    cache.drop([entry.id])
                    yield Page(entry, [], str(error))
                    continue
                cache.put(entry.id, called, stamp, rows)
            elif stamp:
                cache.call(entry.id, called)
            if rows:
                page = Page(entry, rows)
                if sum(len(before.rows) for before in first) < FIRST:
                    first.append(page)
                yield page
        if wanted is None and not having:
            cache.keep({one for one, stamp in now.items() if stamp}, first, files)


def remembered(library: Library) -> list[Page]:
    """The first of the `pages` as they were when all were read, current or not: for the moment
    until they are read again."""
    with contextlib.closing(_Cache(library)) as cache:
        return cache.first()


def stamps(
    library: Library, known: Iterable[tuple[Entry, Sequence[Entry]]] | None = None
) -> dict[str, str]:
    """What the files of each document are now, by its id: another text where anything changed.
    ``known`` are the documents if somebody has them already."""
    files = signed_files(library.annotations)
    found = dict(_stamps(library, library.with_notes() if known is None else known, files))
    return {identity: stamp for identity, stamp in found.items() if stamp}


def rows_of(document: str, store: Annotations) -> list[Row]:
    """The rows of a document, in the order of its text. May raise StorageError."""
    placed: Mapping[str, Place] = {}
    with contextlib.suppress(ReaderError):  # where it stood is then what its target says
        placed = next((text.placed for text in read_kept(kept_path(store.path))), {})
    reviews = by_card(store.logged(REVIEW))
    notes = (one for one in store.all() if is_note(one))
    found = [_row(document, one, placed.get(one.id), reviews) for one in notes]
    return sorted(found, key=lambda row: (row.start, row.created, row.id))


def _row(document: str, one: Annotation, place: Place | None, reviews: Reviews) -> Row:
    target = one.target
    start, state = target.start, APART if is_detached(one) else ""
    if place is not None and place.target == key_of(target):
        start = place.start if place.found else start
        state = "" if place.found else state or ORPHAN
    others = tuple(other_notes(one))
    learn = cards_of(one) if one.learn else ()
    memories = [memory_of(reviews.get((one.id, card), ())) for card in learn]
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
        learn,
        min((memory.due if memory else "" for memory in memories), default=""),
        max((memory.lapses for memory in memories if memory), default=0),
    )


# --- what the files are ------------------------------------------------------------------------


def stems_of(entry: Entry, others: Iterable[Entry]) -> list[str]:
    """The names of the annotations files of a document, without their end."""
    return [one.file.removesuffix(".json") for one in (entry, *others) if one.file]


def _stamps(
    library: Library, known: Iterable[tuple[Entry, Sequence[Entry]]], files: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """What the files of each document are now, by its id; "" where there are none."""
    logs = signed_files(journals_of(library.annotations, library.state))
    names = sorted(files)
    for entry, others in known:
        stamp = stamp_in(stems_of(entry, others), names, files, logs)
        there = stamp.replace(NONE, "").strip() or entry.annotations > 0
        yield entry.id, stamp if there else ""


# --- the cache ---------------------------------------------------------------------------------


class _Piece(NamedTuple):
    """What is remembered of a document."""

    document: str
    called: _Called
    stamp: str
    rows: bytes
    days: bytes


class _Cache:
    """Rows by the ids of their documents. Where the disk or the file allows nothing, it is empty
    and stays so: everything is then read from the annotations."""

    def __init__(self, library: Library) -> None:
        self._file = Pieces(cache_of(library.annotations, library.state), VERSION, *TABLES)
        self._new: list[_Piece] = []
        told = self._file.rows("SELECT document, title, stems FROM shelf")
        self._known: dict[str, _Called] = {one: (title, stems) for one, title, stems in told}
        # The day when all was read, and the files that were there.
        self._folder = self._known.pop(FOLDER, ("", ""))

    def find(self, document: str, stamp: str, words: Iterable[bytes]) -> list[Row] | None:
        """The rows of a document whose files are as they were; None where that is not known. None
        of them where one of the ``words`` is nowhere."""
        if document not in self._known:
            return None
        found = self._file.rows(_GET, document, stamp)
        if not found:
            return None
        (data,) = found[0]
        if not all(word in data for word in words):
            return []
        rows = unpacked(data)
        return None if rows is None else as_rows(rows)

    def put(self, document: str, called: _Called, stamp: str, rows: Sequence[Row]) -> None:
        """Remember the rows of a document, and what it is called."""
        data = packed([tuple(row) for row in rows])
        self._new.append(_Piece(document, called, stamp, data, packed_days(rows)))
        if len(self._new) >= _TOGETHER:
            self._flush()

    def _flush(self) -> None:
        pieces, self._new = self._new, []
        shelf = [(one.document, *one.called, one.days) for one in pieces]
        self._file.write(
            ("INSERT OR REPLACE INTO pages VALUES(?,?,?)", [(p[0], p[2], p[3]) for p in pieces]),
            ("INSERT OR REPLACE INTO shelf VALUES(?,?,?,?)", shelf),
        )

    def call(self, document: str, called: _Called) -> None:
        """Remember what a document is called now."""
        if self._known.get(document, called) != called:
            self._file.write(
                ("UPDATE shelf SET title=?, stems=? WHERE document=?", [(*called, document)])
            )

    def drop(self, documents: Iterable[str]) -> None:
        """Forget documents."""
        gone = [(one,) for one in documents if one in self._known]
        self._file.write(
            ("DELETE FROM pages WHERE document=?", gone),
            ("DELETE FROM shelf WHERE document=?", gone),
        )

    def first(self) -> list[Page]:
        """The pages that `keep` was told to be the first."""
        found = self._file.rows(_GET, "", "")
        pages = unpacked(found[0][0]) if found else None
        return [Page(entry_of(i, record), as_rows(rows)) for i, record, rows in pages or ()]

    def keep(self, documents: Collection[str], first: Iterable[Page], files: Iterable[str]) -> None:
        """Forget all documents but these, and remember which pages are the first, and which files
        were there and when, now that all were read."""
        self.drop([one for one in self._known if one not in documents])
        data = packed([(e.id, record_of(e), [tuple(row) for row in rows]) for e, rows, _ in first])
        if self._file.rows(_GET, "", "") != [(data,)]:
            self._file.write(("INSERT OR REPLACE INTO pages VALUES('','',?)", [(data,)]))
        folder = str(today()), BETWEEN.join(sorted(annotations_files(files)))
        if folder != self._folder:
            self._file.write(
                ("INSERT OR REPLACE INTO shelf VALUES(?,?,?,x'')", [(FOLDER, *folder)])
            )

    def close(self) -> None:
        """Write what is left."""
        self._flush()
        self._file.close()


_GET = "SELECT rows FROM pages WHERE document=? AND stamp=?"
