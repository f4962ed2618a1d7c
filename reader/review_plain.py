"""`reader review --plain`: what is due is asked in lines, without a screen."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from reader.annotations.annotation import Annotation
from reader.annotations.cards import Asked, asked, cards_of
from reader.annotations.logs import REVIEW
from reader.annotations.store import Annotations
from reader.catalogue import Entry
from reader.errors import StorageError
from reader.library import Library
from reader.output import talk_notices
from reader.settings import Settings
from reader.study import clock
from reader.study.round import Round, round_of
from reader.study.scheduling import (
    CardRow,
    Memory,
    Queue,
    Record,
    by_card,
    graded,
    intervals,
    is_leech,
    memory_of,
    moment_of,
    said,
    taken_back,
    waiting_words,
    written,
)

GRADES = {"1": "again", "2": "hard", "3": "good", "4": "easy"}
SHOW, LATER, FORGET, UNDO, STOP = "", "-", "s", "u", "q"  # the keys that the screen has for them
OTHERS = LATER, FORGET, UNDO, STOP
HELP = (
    "Enter shows the answer; then 1 again, 2 hard, 3 good, 4 easy. "
    "- later, s not any more, u undo, q stop."
)


class _Done(NamedTuple):
    """What was done with a card: the round before it, where the card is, and the review that was
    logged, or what it was learned by, if that was changed."""

    before: Round
    store: Annotations
    annotation: str
    review: Record | None = None
    learn: tuple[str, ...] | None = None

    def take_back(self) -> None:
        """Let it be as if it had not been done."""
        if self.review is not None:
            self.store.log(taken_back(self.review, clock.wall()))
        elif self.learn is not None:
            self.store.change(self.annotation, learn=self.learn)


def ask_in_lines(library: Library, queue: Queue, settings: Settings) -> int:
    """Ask what is due, line by line, until nothing is or the person stops."""
    done: list[_Done] = []
    try:
        _ask(library, round_of(queue), settings, done)
    except (EOFError, KeyboardInterrupt):
        print()
    finally:
        talk_notices(_saved(done))
    print(f"{sum(one.review is not None for one in done)} reviewed.")
    if words := waiting_words(queue.waiting, settings.number("study.new_a_day")):
        print(f"{words}.")
    return 0


def _saved(done: Iterable[_Done]) -> list[str]:
    """Write the files; what a person should know of them, as `reader annotate` says it. What could
    not be written is in the journals."""
    problems = []
    for store in {id(one.store): one.store for one in done}.values():
        try:
            store.save()
        except StorageError as error:
            problems.append(str(error))
        problems += store.notices
    return problems


def _ask(library: Library, left: Round, settings: Settings, done: list[_Done]) -> None:
    """Ask what is left; ``done`` takes up what was done."""
    known = {entry.id: (entry, others) for entry, others in library.with_notes()}
    retention, limit = settings.number("study.retention"), settings.number("study.leech")
    stores: dict[str, Annotations] = {}
    print(f"{left.remaining} to review. {HELP}" if left.remaining else "Nothing is due.")
    while row := left.next(written(now := clock.wall())):
        entry, others = known.get(row.document, (Entry(), []))
        store = stores.setdefault(row.document, library.store_of(entry, others))
        store.refresh()
        one = store.get(row.annotation)
        if one is None or row.card not in cards_of(one):
            left = left.without(row)  # somebody deleted it meanwhile
            continue
        began, memory = clock.monotonic(), _memory(store, row, retention)
        print(f"\n{_told(left, row, now)} {_place(entry, one)}")
        word = _answered(asked(one, row.card), memory, retention)
        if word == STOP:
            return
        if word == LATER:
            done.append(_Done(left, store, one.id))
            left = left.later(row)
        elif word == FORGET:
            done.append(_Done(left, store, one.id, learn=one.learn))
            store.change(one.id, learn=tuple(card for card in one.learn if card != row.card))
            left = left.without(row)
        elif word == UNDO and done:
            last = done.pop()
            last.take_back()
            left = last.before
        elif word in GRADES:
            took, at = clock.monotonic() - began, clock.wall()
            review = graded(memory, one.id, row.card, int(word), at, took, retention)
            store.log(review)
            done.append(_Done(left, store, one.id, review))
            after = _memory(store, row, retention)
            left = left.graded(row, after) if after else left.without(row)
            if after and is_leech(after, limit):
                print(f"Forgotten {after.lapses} times: it may be worth writing anew.")


def _told(left: Round, row: CardRow, now: datetime) -> str:
    """How much is left, and whether this card is asked before it is due again."""
    words = f"{left.remaining} left"
    if left.again:
        words += f", {len(left.again)} of them again"
    due = moment_of(row.memory.due) if row.memory and row in left.again else None
    if due is not None and due > now:
        words += f", ahead of time: this one is due in {said(due - now)}"
    return f"{words}."


def _place(entry: Entry, one: Annotation) -> str:
    return ", ".join(dict.fromkeys(filter(None, (entry.title, *one.target.path[-1:]))))


def _answered(words: Asked, memory: Memory | None, retention: int) -> str:
    """Ask a card, show its answer; what the person says then, one of the words above."""
    print(words.question)
    word = _typed((SHOW, *OTHERS))
    if word != SHOW:
        return word
    print(words.answer)
    times = intervals(memory, clock.wall(), retention)
    keys = (f"{key} {GRADES[key]} {said(time)}" for key, time in zip(GRADES, times, strict=True))
    print(", ".join(keys))
    return _typed((*GRADES, *OTHERS))


def _typed(words: Collection[str]) -> str:
    while True:
        word = input("> " if sys.stdin.isatty() else "").strip().lower()
        if word in words:
            return word
        print(HELP)


def _memory(store: Annotations, row: CardRow, retention: int) -> Memory | None:
    """How a card is remembered by what is logged now."""
    reviews = by_card(store.logged(REVIEW)).get((row.annotation, row.card), ())
    return memory_of(reviews, retention)
