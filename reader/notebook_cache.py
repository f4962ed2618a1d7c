"""The file that remembers the rows of the notebook: what is in it, and whether that is current.

What has to be quick reads it by itself, so nothing is imported here that takes long.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from reader.annotations.path_keys import path_key
from reader.pieces import version_of

_NAME = "notebook-{}.sqlite"  # of the folder of the annotations
VERSION = version_of(6)  # of what is in it
# Beside the pages, whose rows are long, a short line for each document; `FOLDER` is what was in
# the folder when all of it was read.
TABLES = (
    "pages(document TEXT PRIMARY KEY, stamp TEXT, rows BLOB)",
    "shelf(document TEXT PRIMARY KEY, title TEXT, stems TEXT, days BLOB)",
)
FOLDER = ""
BETWEEN = "/"  # names, in none of which it can be
NONE = "-"  # what a file is that is not there
_FIRST_DAY = date(1970, 1, 1).toordinal()
_LAST_DAY = 0xFFFF


class Row(NamedTuple):
    """An annotation, and where it was found when its document was read last.

    ``document`` is the id of the document, ``section`` the titles of the sections around it,
    ``start`` an offset in the text, ``state`` "", `ORPHAN` or `APART`, ``others`` notes of other
    versions. ``words`` is what a search looks in, folded: the quote and the notes. ``told``
    is where another program says that it stands: "page 12 · location 129". ``learn`` are its cards
    that can be asked; of these ``due`` is when the first one is due (UTC; "" for a new one), and
    ``lapses`` how often one was forgotten at the most.
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
    learn: tuple[str, ...] = ()
    due: str = ""
    lapses: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it asks something that nobody has answered."""
        return self.kind == "question" and not self.note.strip()


def cache_of(annotations: Path, state: Path) -> Path:
    """Where the rows of a folder of annotations are remembered."""
    return state / _NAME.format(path_key(annotations)[:16])


def journals_of(annotations: Path, state: Path) -> Path:
    """The folder of the journals of a folder of annotations."""
    return state / "journals" / path_key(annotations)


# --- what the files are ------------------------------------------------------------------------


def signed(status: os.stat_result) -> str:
    """What tells one version of a file from the next."""
    return f"{status.st_ino:x}.{status.st_size:x}.{status.st_mtime_ns:x}"


def signed_files(folder: Path) -> dict[str, str]:
    """What the files of a folder are now, by their names; hidden ones are passed over."""
    found = {}
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name[0] != ".":
                found[entry.name] = signed(entry.stat())
    return found


def stamp_of(
    stems: Iterable[str],
    names: Sequence[str],
    of_file: Callable[[str], str],
    of_journal: Callable[[str], str],
) -> str:
    """What the files of a document are now: its annotations, their journal, the texts that were
    kept, and what sync tools left. Dashes where there are none.

    ``stems`` are the names of its annotations files without their end, ``names`` those in their
    folder, sorted.
    """
    parts: list[str] = []
    for stem in stems:
        at = bisect_left(names, stem)
        while at < len(names) and names[at].startswith(stem):  # copies of it, too
            parts += names[at], of_file(names[at])
            at += 1
        parts.append(of_journal(f"{stem}.log"))
    return " ".join(parts)


def annotations_files(names: Iterable[str]) -> set[str]:
    """Those of the names that a document may have its annotations in."""
    return {name for name in names if name.endswith(".json")}


# --- how old annotations are -------------------------------------------------------------------


def day_number(day: date) -> int:
    """Days since the beginning of 1970, as far as two bytes hold them."""
    return min(max(0, day.toordinal() - _FIRST_DAY), _LAST_DAY)


def today() -> int:
    """The number of this day, in UTC."""
    return int(time.time()) // 86400


def day_of(row: Row) -> int:
    """On which day an annotation was made, in UTC; 0 where it does not say."""
    try:
        return day_number(date.fromisoformat(row.created[:10]))
    except ValueError:
        return 0


def has_words(row: Row) -> bool:
    """Whether there is something to read in it; in a bookmark there may be nothing."""
    return bool(row.quote.strip() or row.note.strip())


def packed_days(rows: Iterable[Row]) -> bytes:
    """The days on which the annotations with words were made, in order, two bytes each."""
    return array("H", sorted(day_of(row) for row in rows if has_words(row))).tobytes()


def as_rows(values: Iterable[tuple[Any, ...]]) -> list[Row]:
    """Rows of what was unpacked."""
    new = tuple.__new__  # half the cost of `_make`, which counts
    return [new(Row, row) for row in values]


# --- opening it --------------------------------------------------------------------------------


def opened(path: Path, wait: float) -> sqlite3.Connection:
    """The file as it is, for reading; where it may not be written to, without what was not yet put
    into its place. ``wait`` are seconds for others that lock it.

    Raises sqlite3.Error where there is none that can be read by this version.
    """
    ways = ["mode=rw"] if os.access(path.parent, os.W_OK) else ["mode=ro", "immutable=1"]
    for way in ways:
        base = sqlite3.connect(f"{path.absolute().as_uri()}?{way}", timeout=wait, uri=True)
        try:
            there = base.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error:
            base.close()
            if way == ways[-1]:
                raise
            continue
        if there == VERSION:
            return base
        base.close()
    raise sqlite3.DatabaseError("another version")


def stamp_now(stems: Iterable[str], names: Sequence[str], annotations: Path, journals: Path) -> str:
    """`stamp_of` the files as they are on the disk."""

    def signs(folder: Path) -> Callable[[str], str]:
        def sign(name: str) -> str:
            try:
                return signed(os.stat(f"{folder}/{name}"))  # noqa: PTH116 - it has to be quick
            except OSError:
                return NONE

        return sign

    return stamp_of(stems, names, signs(annotations), signs(journals))


def stamp_in(
    stems: Iterable[str],
    names: Sequence[str],
    files: Mapping[str, str],
    journals: Mapping[str, str],
) -> str:
    """`stamp_of` files that were listed."""
    return stamp_of(stems, names, files.__getitem__, lambda name: journals.get(name, NONE))
