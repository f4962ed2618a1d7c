"""Passages from earlier months, brought back: others every day, the same ones all day.

Every annotation that is old enough has the same chance, but one document gives a second one only
when all others have given one. All of it comes from the notebook's cache, of which as little is
read as can be; what is not current there is read anew, and only that.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.notebook_cache import (
    BETWEEN,
    FOLDER,
    Row,
    annotations_files,
    as_rows,
    cache_of,
    day_number,
    day_of,
    has_words,
    journals_of,
    opened,
    stamp_now,
    today,
)
from reader.pieces import unpacked
from reader.text.digest import sha256

if TYPE_CHECKING:
    from reader.notebook import Page

LOOKED = 7  # days after which documents that nobody asked for are looked at, too
_WAIT = 0.25  # seconds for another process that is writing
_DIGITS = 13  # of a hash, which are as many as a float holds
_ALL = float(16**_DIGITS)

# Reads documents anew: those with these ids, or all.
Read = Callable[[Collection[str] | None], Iterable["Page"]]


class Asked(NamedTuple):
    """What is wanted: at most so many passages for a ``day``, made on the day ``until`` or before
    it, and ``wanted``."""

    day: date
    until: date
    most: int
    wanted: Callable[[Row], bool] = lambda row: True

    def old(self, rows: Iterable[Row]) -> list[Row]:
        """Those of the rows that are old enough, wanted or not."""
        last = day_number(self.until)
        return [row for row in rows if has_words(row) and day_of(row) <= last]


class Passage(NamedTuple):
    """A passage that was chosen, and the title of its document."""

    row: Row
    title: str


# --- choosing ----------------------------------------------------------------------------------


def choose(
    asked: Asked, counts: Mapping[str, int], rows_of: Callable[[str], list[Row]]
) -> list[Row]:
    """The passages of the day. ``counts`` tells how many a document has that are old enough;
    ``rows_of`` gives those that may be chosen, and is asked as seldom as can be.

    A document with n of them comes before others as the first of n drawn at random does (Efraimidis
    and Spirakis, "Weighted random sampling with a reservoir", 2006), so that nothing has to be
    drawn for each annotation, and what is deleted or added changes nothing else.
    """
    day = asked.day.isoformat()
    ranks = {one: -log(_drawn(day, one)) / count for one, count in counts.items() if count > 0}
    in_turn: list[list[Row]] = []
    chosen: list[Row] = []
    for document in sorted(ranks, key=ranks.__getitem__):
        if len(chosen) == asked.most:
            return chosen
        rows = sorted(rows_of(document), key=lambda row: _drawn(day, row.id))
        chosen += rows[:1]
        in_turn.append(rows[1:])
    while in_turn and len(chosen) < asked.most:  # all have given one
        chosen += [rows[0] for rows in in_turn if rows][: asked.most - len(chosen)]
        in_turn = [rows[1:] for rows in in_turn if rows[1:]]
    return chosen


def _drawn(day: str, name: str) -> float:
    """A number above 0 and not above 1 for this name, another one every day."""
    digits = sha256(f"{day} {name}".encode("utf-8", "surrogatepass"))[:_DIGITS]
    return (int(digits, 16) + 1) / _ALL


# --- what is known -----------------------------------------------------------------------------


def resurfaced(annotations: Path, state: Path, asked: Asked, read: Read) -> list[Passage]:
    """The passages of the day, of a folder of annotations. May raise what ``read`` raises."""
    with contextlib.ExitStack() as at_end:
        base = _base(annotations, state)
        if base is not None:
            at_end.callback(base.close)
            chosen = _from_cache(base, annotations, state, asked, read)
            if chosen is not None:
                return chosen
    pages = {page.entry.id: page for page in read(None)}
    old = {document: asked.old(page.rows) for document, page in pages.items()}
    counts = {document: len(rows) for document, rows in old.items()}
    rows = choose(asked, counts, lambda document: list(filter(asked.wanted, old[document])))
    return [Passage(row, pages[row.document].entry.title) for row in rows]


def _from_cache(
    base: sqlite3.Connection, annotations: Path, state: Path, asked: Asked, read: Read
) -> list[Passage] | None:
    """The same, of what is remembered; None where all has to be read anew."""
    names = _names(annotations)
    known = _shelf(base, names)
    if known is None:
        return None
    last = day_number(asked.until)
    counts = {document: bisect_right(told.days, last) for document, told in known.items()}
    titles = {document: told.title for document, told in known.items()}
    fresh: dict[str, list[Row]] = {}
    journals = journals_of(annotations, state)
    while True:
        stale: set[str] = set()

        def rows_of(document: str, stale: set[str] = stale) -> list[Row]:
            if document in fresh:
                return fresh[document]
            stamp, rows = _page(base, document)
            if stamp != stamp_now(known[document].stems, names, annotations, journals):
                stale.add(document)
            return list(filter(asked.wanted, asked.old(rows)))

        chosen = choose(asked, counts, rows_of)
        if not stale:
            return [Passage(row, titles[row.document]) for row in chosen]
        pages = {page.entry.id: page for page in read(stale)}
        if pages.keys() != stale:  # some have no annotations any more, or belong to another one
            return None
        for document, page in pages.items():
            fresh[document] = list(filter(asked.wanted, asked.old(page.rows)))
            titles[document] = page.entry.title


class _Told(NamedTuple):
    """What is remembered of a document beside its rows: title, names of its files, and the days
    on which its annotations were made, in order."""

    title: str
    stems: list[str]
    days: Sequence[int]


def _base(annotations: Path, state: Path) -> sqlite3.Connection | None:
    try:
        return opened(cache_of(annotations, state), _WAIT)
    except (sqlite3.Error, OSError):
        return None


def _names(annotations: Path) -> list[str]:
    """The names of the files in a folder, sorted; hidden ones are passed over."""
    with contextlib.suppress(OSError):
        names = os.listdir(annotations)  # noqa: PTH208 - there may be thousands
        return sorted(name for name in names if name[0] != ".")
    return []


def _shelf(base: sqlite3.Connection, names: Iterable[str]) -> dict[str, _Told] | None:
    """What is remembered of each document; None where there are others, or nobody looked for
    long."""
    try:
        told = {
            document: _Told(title, stems.split(BETWEEN), memoryview(days).cast("H"))
            for document, title, stems, days in base.execute("SELECT * FROM shelf")
        }
        seen, before, _ = told.pop(FOLDER)
        new = annotations_files(names).difference(before)
        return None if new or not 0 <= today() - int(seen) < LOOKED else told
    except (sqlite3.Error, KeyError, TypeError, ValueError, AttributeError):
        return None  # it is damaged, or from a day when not all was read


def _page(base: sqlite3.Connection, document: str) -> tuple[str, list[Row]]:
    """The rows of a document, and what its files were then; "" where that is not known."""
    try:
        found = base.execute("SELECT stamp, rows FROM pages WHERE document=?", (document,))
        stamp, data = found.fetchone() or ("", b"")
    except sqlite3.Error:
        return "", []
    rows = unpacked(data)
    return ("", []) if rows is None else (stamp, as_rows(rows))
