"""When a card is due: its memory by FSRS, from the log of its reviews; and what is due now.

A review is a record of the log with the state of the card after it, so that the last one says all.
Where the log was written on two machines, their reviews are replayed in the order of time. The
library that schedules is loaded for grading and replaying only: telling what is due needs none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.annotations.annotation import new_id
from reader.annotations.logs import REVIEW
from reader.study.days import today

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

RETENTION = 90  # percent of the cards that are to be remembered when they are due
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
RATINGS = (AGAIN, HARD, GOOD, EASY)
LEARNING, KNOWN, RELEARNING = 1, 2, 3  # states; the numbers are those of FSRS
# A card that is being learned and comes again within this time is asked before one stops.
SOON = timedelta(minutes=20)

Record = dict[str, Any]
Reviews = Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]  # by annotation and card


class Memory(NamedTuple):
    """What is known of how a card is remembered. Times are UTC, ISO 8601, to the millisecond.

    ``step`` counts the steps of learning, None where it is known; ``stability`` is in days,
    ``difficulty`` from 1 to 10. ``reviews`` and ``lapses`` count; a lapse is a card that was known
    and forgotten. ``id`` is that of the last review, ``first`` the time of the first.
    """

    due: str
    state: int
    step: int | None
    stability: float
    difficulty: float
    last: str
    reviews: int
    lapses: int
    id: str
    first: str


class CardRow(NamedTuple):
    """A card that can be asked: of which annotation of which document, made when, standing where
    (an offset in the text); and how it is remembered, None where it is new."""

    document: str
    annotation: str
    card: str
    tags: tuple[str, ...]
    created: str
    start: int
    memory: Memory | None


def written(moment: datetime) -> str:
    """A moment (aware) as records have it."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def moment_of(text: object) -> datetime | None:
    """The moment that a record has, in UTC; None where it is none."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
        return None if found is None or found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


# --- the log -----------------------------------------------------------------------------------


def by_card(records: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    """The reviews of each card, by its annotation and the card; those that are damaged or taken
    back are left out."""
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for record in records:
        if _is_review(record):
            found.setdefault((record["annotation"], record["card"]), []).append(record)
    return found


def memory_of(reviews: Sequence[Mapping[str, Any]], retention: int = RETENTION) -> Memory | None:
    """How a card is remembered after its reviews, in any order; None where there are none.

    ``retention`` is in percent, for a log that has to be replayed.
    """
    sound = [record for record in reviews if _is_review(record)]
    chain = _chain(sound)
    if chain and all(map(_has_state, chain)):
        lapses = sum(
            before["state"] == KNOWN and after["rating"] == AGAIN
            for before, after in pairwise(chain)
        )
        return _memory(chain[-1], len(chain), lapses, min(_time(r, "at") for r in chain))
    return replay(sound, retention)


def replay(reviews: Iterable[Mapping[str, Any]], retention: int = RETENTION) -> Memory | None:
    """How a card would be remembered if its reviews were all graded anew, in the order of time."""
    memory = None
    for record in sorted(filter(_is_review, reviews), key=_order):
        at = moment_of(record["at"])
        assert at is not None  # it is a review
        memory = _after(memory, record["rating"], at, retention, str(record["id"]))
    return memory


def _order(record: Mapping[str, Any]) -> tuple[str, str]:
    return _time(record, "at"), record["id"]


def _chain(reviews: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The reviews from the first to the last, each knowing the one before; nothing where they are
    not one chain, since somebody graded without seeing all of them or took one back."""
    after = {str(record.get("previous") or ""): record for record in reviews}
    chain: list[Mapping[str, Any]] = []
    at = ""
    while at in after and len(chain) < len(reviews):
        chain.append(after[at])
        at = after[at]["id"]
    return chain if len(chain) == len(reviews) == len(after) else []


def _is_review(record: Mapping[str, Any]) -> bool:
    """Whether a record is a review that can be read, and was not taken back."""
    rating = record.get("rating")
    return (
        record.get("kind") == REVIEW
        and rating.__class__ is int
        and rating in RATINGS
        and all(isinstance(record.get(name), str) for name in ("id", "annotation", "card"))
        and not record.get("deleted")
        and moment_of(record.get("at")) is not None
    )


def is_damaged(record: Mapping[str, Any]) -> bool:
    """Whether a review is none that can be read; one that was taken back is not damaged."""
    return not record.get("deleted") and not _is_review(record)


def _has_state(record: Mapping[str, Any]) -> bool:
    """Whether the state after a review can be used as it is written."""
    state, step = record.get("state"), record.get("step")
    numbers = record.get("stability"), record.get("difficulty")
    return (
        state in (LEARNING, KNOWN, RELEARNING)
        and (step is None if state == KNOWN else step.__class__ is int and step >= 0)
        and all(n.__class__ in (int, float) and 0 < n < math.inf for n in numbers)
        and moment_of(record.get("due")) is not None
    )


# --- grading -----------------------------------------------------------------------------------


def graded(
    memory: Memory | None,
    annotation: str,
    card: str,
    rating: int,
    at: datetime,
    took: float,
    retention: int = RETENTION,
) -> Record:
    """The review of a card (``annotation`` is an id) graded at a moment, after ``took`` seconds: a
    record with the state after it, to be logged."""
    identity = new_id()
    after = _after(memory, rating, at, retention, identity)
    return {
        "kind": REVIEW,
        "id": identity,
        "annotation": annotation,
        "card": card,
        "at": after.last,
        "rating": rating,
        "took": round(max(0.0, took), 1),
        "previous": memory.id if memory else "",
        "state": after.state,
        "step": after.step,
        "stability": after.stability,
        "difficulty": after.difficulty,
        "due": after.due,
    }


def taken_back(review: Mapping[str, Any], at: datetime) -> Record:
    """A review that is not to count any more, to be logged in its place."""
    return {**review, "deleted": written(at)}


def intervals(
    memory: Memory | None, at: datetime, retention: int = RETENTION
) -> tuple[timedelta, ...]:
    """How long it will be until a card is due again, for each of the four `RATINGS`."""
    base = moment_of(written(at))
    assert base is not None
    found = (moment_of(_after(memory, r, at, retention, "").due) for r in RATINGS)
    return tuple(due - base for due in found if due is not None)


def said(interval: timedelta) -> str:
    """A time between reviews in short: "10 min", "3 d", "2.1 mo", "1.5 y"."""
    minutes = max(0.0, interval.total_seconds()) / 60
    for per, most, unit in ((1, 60, "min"), (60, 24, "h"), (1440, 31, "d")):
        if (count := int(minutes / per + 0.5)) < most:
            return f"{max(1, count)} {unit}"
    days = minutes / 1440
    months, years = round(days / 30.4375, 1), round(days / 365.25, 1)
    return f"{months:g} mo" if months < 12 else f"{years:g} y"


def is_leech(memory: Memory | None, limit: int) -> bool:
    """Whether a card was forgotten so often that it should be written anew; never for 0."""
    return memory is not None and 0 < limit <= memory.lapses


def _after(
    memory: Memory | None, rating: int, at: datetime, retention: int, identity: str
) -> Memory:
    """How a card is remembered after one more review."""
    from fsrs import Rating

    text = written(at)  # as it will be read again
    moment = moment_of(text)
    card, _ = _scheduler(retention).review_card(_card(memory), Rating(rating), moment)
    assert card.stability is not None and card.difficulty is not None
    before = memory or Memory("", LEARNING, 0, 0, 0, "", 0, 0, "", text)
    lapsed = before.state == KNOWN and rating == AGAIN
    return Memory(
        written(card.due),
        int(card.state),
        card.step,
        card.stability,
        card.difficulty,
        text,
        before.reviews + 1,
        before.lapses + lapsed,
        identity,
        min(before.first, text),
    )


def _card(memory: Memory | None) -> Card:
    from fsrs import Card, State

    if memory is None:
        return Card(card_id=0)
    due, last = moment_of(memory.due), moment_of(memory.last)
    state = State(memory.state)
    return Card(0, state, memory.step, memory.stability, memory.difficulty, due, last)


def _scheduler(retention: int) -> Scheduler:
    """Without the random days that the library adds: what is shown beside a key is what happens."""
    from fsrs import Scheduler

    return Scheduler(desired_retention=retention / 100, enable_fuzzing=False)


def _memory(record: Mapping[str, Any], reviews: int, lapses: int, first: str) -> Memory:
    return Memory(
        _time(record, "due"),
        record["state"],
        record["step"],
        float(record["stability"]),
        float(record["difficulty"]),
        _time(record, "at"),
        reviews,
        lapses,
        record["id"],
        first,
    )


def _time(record: Mapping[str, Any], name: str) -> str:
    """A time of a record as `written` has it: so it can be compared as a text."""
    moment = moment_of(record[name])
    return written(moment) if moment else ""


# --- what is due -------------------------------------------------------------------------------


class Queue(NamedTuple):
    """What is due, in the order in which it is asked: cards that are being learned, known ones,
    and as many new ones as the day has left; ``soon`` are cards that come again within `SOON`,
    asked when there is nothing else. ``waiting`` counts the new ones for which the day has no
    room."""

    learning: list[CardRow]
    known: list[CardRow]
    new: list[CardRow]
    soon: list[CardRow]
    waiting: int = 0

    @property
    def due(self) -> list[CardRow]:
        """All that is due now."""
        return [*self.learning, *self.known, *self.new]


def queue(
    cards: Iterable[CardRow],
    now: datetime,
    begins: int,
    new_a_day: int,
    wanted: Iterable[CardRow] | None = None,
) -> Queue:
    """What is due of ``wanted``, which is all ``cards`` if it is None.

    A known card is due from the beginning of its day, one that is being learned to the minute.
    Days begin at the hour ``begins`` of the zone of ``now``. New cards are the oldest ones, and
    no more than ``new_a_day`` of all cards since the day began.
    """
    began, ends = map(written, today(now, begins))
    at, soon_at = written(now), written(now + SOON)
    cards = list(cards)
    left = new_a_day - sum(1 for row in cards if row.memory and row.memory.first >= began)
    found = Queue([], [], [], [])
    for row in cards if wanted is None else wanted:
        memory = row.memory
        if memory is None:
            found.new.append(row)
        elif memory.state == KNOWN:
            if memory.due < ends:
                found.known.append(row)
        elif memory.due <= at:
            found.learning.append(row)
        elif memory.due <= soon_at:
            found.soon.append(row)
    for rows in (found.learning, found.known, found.soon):
        rows.sort(key=_by_due)
    found.new.sort(key=lambda row: (row.created, row.document, row.start, row.card))
    waiting = max(0, len(found.new) - max(0, left))
    del found.new[max(0, left) :]
    return found._replace(waiting=waiting)


def waiting_words(waiting: int, new_a_day: int) -> str:
    """That new cards wait for another day, and what lets them; nothing where none does."""
    if not waiting:
        return ""
    cards = "new card" if new_a_day == 1 else "new cards"
    more = f"{waiting} more {'waits' if waiting == 1 else 'wait'}"
    return f"{new_a_day} {cards} a day (study.new_a_day): {more} till tomorrow"


def _by_due(row: CardRow) -> tuple[str, str, str]:
    return row.memory.due if row.memory else "", row.annotation, row.card
