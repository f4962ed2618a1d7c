"""What was studied in a library: the cards, reviews and sessions of all documents, and what is due.

What the annotations files say is remembered in a file of the state folder, a piece for each
document, with what its files were then: only what changed since is read again. It may be lost or
deleted at any time.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from reader import due_count
from reader.annotations.cards import cards_of
from reader.annotations.logs import COPY_OF, REVIEW, SESSION
from reader.annotations.path_keys import path_key
from reader.catalogue import Entry
from reader.errors import ReaderError
from reader.notebook import stamps
from reader.notebook_cache import journals_of
from reader.pieces import Pieces, packed, unpacked, version_of
from reader.settings import Settings, load
from reader.study import clock
from reader.study.scheduling import (
    KNOWN,
    CardRow,
    Memory,
    Queue,
    by_card,
    is_damaged,
    memory_of,
    moment_of,
    queue,
)
from reader.study.session import Session, sessions_in

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.library import Library

NAME = "studied-{}.sqlite"  # of the folder of the annotations
_LIMITS = "study.day_begins", "study.new_a_day", "study.retention"
_VERSION = 3  # of the pieces
_TABLE = "pieces(document TEXT PRIMARY KEY, stamp TEXT, cards BLOB, logs BLOB)"
_LOGS = "SELECT logs FROM pieces WHERE document=? AND stamp=?"
_CARD, _COPY_OF = 2, 7  # where they stand in a card as plain data, behind its document
_TOGETHER = 50  # documents that are written at once

Record = dict[str, Any]
Step = Callable[[int, int], None]
Tell = Callable[[str], None]


class Studied(NamedTuple):
    """What was studied in a document: the cards that can be asked, the records of its reviews, and
    its sessions in the order in which they began, but for so many ``damaged`` ones. Reviews that
    came along with copied annotations are left out: they are those of another document."""

    entry: Entry
    cards: list[CardRow]
    reviews: list[Record]
    sessions: list[Session]
    damaged: int = 0

    @property
    def problem(self) -> str:
        """What of it could not be understood; empty where all was."""
        if not self.damaged:
            return ""
        what = "a session is" if self.damaged == 1 else f"{self.damaged} sessions are"
        return f"{self.entry.title}: {what} damaged, and passed over"


class _Piece(NamedTuple):
    """The same as plain data: cards without the id of their document, but with that of the
    annotation of which theirs is a copy."""

    document: str
    damaged: int  # reviews that cannot be read
    cards: list[tuple[Any, ...]]
    reviews: list[Record]
    sessions: list[Record]


def studied(
    library: Library,
    *,
    settings: Settings | None = None,
    step: Step = lambda done, of: None,
    tell: Tell = lambda problem: None,
) -> Iterator[Studied]:
    """The documents in which something was studied. ``step`` is told how many documents are read
    of those that are not remembered, ``tell`` what could not be read."""
    with contextlib.closing(_Cache(library)) as cache:
        for entry, piece in _pieces(library, cache, settings or load(), step, tell, whole=True):
            if piece.damaged:
                tell(_passed_over(entry.title, piece.damaged))
            if piece.cards or piece.reviews or piece.sessions:
                rows = _card_rows((piece.document, *card) for card in piece.cards)
                own = [one for one in piece.reviews if COPY_OF not in one]
                sessions = sessions_in(piece.sessions)
                damaged = len(piece.sessions) - len(sessions)
                yield Studied(entry, rows, own, sessions, damaged)


def cards(
    library: Library,
    *,
    settings: Settings | None = None,
    step: Step = lambda done, of: None,
    tell: Tell = lambda problem: None,
) -> list[CardRow]:
    """The cards of all documents, due or not; see `studied`."""
    settings = settings or load()
    root, journals = str(library.root), str(journals_of(library.annotations, library.state))
    limits = tuple(map(settings.number, _LIMITS))
    files = due_count.folders_now(str(library.annotations), journals)
    kept = unpacked(due_count.cards(root, os.environ, files, limits))
    if kept is not None:
        for title, damaged in kept[0]:
            tell(_passed_over(title, damaged))
        return _card_rows(kept[1])
    problems: list[str] = []
    with contextlib.closing(_Cache(library)) as cache:
        pieces = list(_pieces(library, cache, settings, step, problems.append, whole=False))
    passed_over = [(entry.title, piece.damaged) for entry, piece in pieces if piece.damaged]
    plain = [(piece.document, *card) for _, piece in pieces for card in piece.cards]
    # Who took notes along to another text is not asked for them in both.
    copied = {(card[_COPY_OF], card[_CARD]) for card in plain if card[_COPY_OF]}
    plain = [card for card in plain if (card[1], card[_CARD]) not in copied]
    found = _card_rows(plain)
    for problem in (*problems, *(_passed_over(*one) for one in passed_over)):
        tell(problem)
    if not problems:
        data = packed([passed_over, plain])
        due_count.keep(root, os.environ, journals, files, limits, _moments(found), data)
    return found


def _passed_over(title: str, damaged: int) -> str:
    what = "a review is" if damaged == 1 else f"{damaged:,} reviews are"
    return f"{title}: {what} damaged, and passed over"


def due(
    library: Library,
    wanted: Callable[[CardRow], bool] | None = None,
    *,
    settings: Settings | None = None,
    now: datetime | None = None,
    step: Step = lambda done, of: None,
    tell: Tell = lambda problem: None,
) -> Queue:
    """What is due now, of the cards that are ``wanted``, or of all; see `studied`."""
    settings = settings or load()
    found = cards(library, settings=settings, step=step, tell=tell)
    return queue(
        found,
        now or clock.wall(),
        settings.number("study.day_begins"),
        settings.number("study.new_a_day"),
        None if wanted is None else filter(wanted, found),
    )


def _pieces(
    library: Library, cache: _Cache, settings: Settings, step: Step, tell: Tell, *, whole: bool
) -> Iterator[tuple[Entry, _Piece]]:
    """The documents that have annotations files, and their pieces."""
    entries = list(library.with_notes())
    retention = settings.number("study.retention")  # in it are reviews that were replayed with it
    now = {i: f"{retention} {stamp}" for i, stamp in stamps(library, entries).items()}
    changed = []
    for entry, others in entries:
        stamp = now.get(entry.id)
        piece = stamp and cache.find(entry.id, stamp, whole=whole)
        if piece:
            yield entry, piece
        elif stamp:
            changed.append((entry, others, stamp))
    for done, (entry, others, stamp) in enumerate(changed):
        step(done, len(changed))
        try:
            piece = _piece(entry.id, library.store_of(entry, others), retention)
        except ReaderError as error:
            tell(f"{entry.title}: {error}")
            continue
        cache.put(stamp, piece)
        yield entry, piece
    cache.keep(now)


@contextlib.contextmanager
def remembering(
    library: Library, settings: Settings
) -> Iterator[Callable[[str, str, Annotations], None]]:
    """Takes documents that somebody opens anyway, each by its id with its stamp (see
    `notebook.stamps`), so that they need not be opened once more."""
    retention = settings.number("study.retention")
    with contextlib.closing(_Cache(library)) as cache:

        def take(document: str, stamp: str, store: Annotations) -> None:
            whole = f"{retention} {stamp}"
            if cache.find(document, whole, whole=False) is None:
                cache.put(whole, _piece(document, store, retention))

        yield take


def _piece(document: str, store: Annotations, retention: int) -> _Piece:
    """What a document has. May raise StorageError."""
    reviews = store.logged(REVIEW)
    of_card = by_card(reviews)
    found: list[tuple[Any, ...]] = []
    for one in store.all():
        for card in cards_of(one):
            memory = memory_of(of_card.get((one.id, card), ()), retention)
            plain = None if memory is None else tuple(memory)
            copy_of = str(one.extra.get(COPY_OF, ""))
            found.append((one.id, card, one.tags, one.created, one.target.start, plain, copy_of))
    damaged = sum(map(is_damaged, reviews))
    return _Piece(document, damaged, found, reviews, store.logged(SESSION))


def _card_rows(plain: Iterable[tuple[Any, ...]]) -> list[CardRow]:
    new = tuple.__new__  # half the cost of `_make`, which counts
    return [new(CardRow, (*card[:6], card[6] and new(Memory, card[6]))) for card in plain]


def _moments(found: Iterable[CardRow]) -> due_count.Moments:
    """What `due_count.count` takes."""
    known: list[int] = []
    learning: list[int] = []
    first: list[int] = []
    new = 0
    for memory in (row.memory for row in found):
        if memory is None:
            new += 1
            continue
        (known if memory.state == KNOWN else learning).append(_milliseconds(memory.due))
        first.append(_milliseconds(memory.first))
    return known, learning, new, first


def _milliseconds(text: str) -> int:
    moment = moment_of(text)
    return round(moment.timestamp() * 1000) if moment else 0


class _Cache:
    """Pieces by the ids of their documents."""

    def __init__(self, library: Library) -> None:
        path = library.state / NAME.format(path_key(library.annotations)[:16])
        self._file = Pieces(path, version_of(_VERSION), _TABLE)
        found = self._file.rows("SELECT document, stamp, cards FROM pieces")
        self._known: dict[str, tuple[str, bytes]] = {i: (stamp, cards) for i, stamp, cards in found}
        self._new: list[tuple[str, str, bytes, bytes]] = []

    def find(self, document: str, stamp: str, *, whole: bool) -> _Piece | None:
        """The piece of a document whose files are as they were, if it is there; the ``whole`` piece
        or its cards."""
        before, data = self._known.get(document, ("", b""))
        kept = unpacked(data) if before == stamp else None
        if kept is None:
            return None
        damaged, cards = kept
        if not whole:
            return _Piece(document, damaged, cards, [], [])
        found = self._file.rows(_LOGS, document, stamp)
        logs = unpacked(found[0][0]) if found else None
        return None if logs is None else _Piece(document, damaged, cards, *logs)

    def put(self, stamp: str, piece: _Piece) -> None:
        """Remember a piece."""
        data = packed([piece.damaged, piece.cards]), packed([piece.reviews, piece.sessions])
        self._new.append((piece.document, stamp, *data))
        if len(self._new) >= _TOGETHER:
            self._write()

    def _write(self) -> None:
        self._file.write(("INSERT OR REPLACE INTO pieces VALUES(?,?,?,?)", self._new))
        self._new = []

    def keep(self, documents: Collection[str]) -> None:
        """Forget all documents but these."""
        gone = [(one,) for one in self._known if one not in documents]
        self._file.write(("DELETE FROM pieces WHERE document=?", gone))

    def close(self) -> None:
        """Write what is left."""
        self._write()
        self._file.close()
