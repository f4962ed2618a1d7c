"""One round of a review: which card is asked next, and what is left after each answer.

A round is a value: what an answer makes of it is another one, so that taking an answer back is
going back to the one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, takewhile
from typing import NamedTuple

from reader.study.scheduling import KNOWN, SOON, CardRow, Memory, Queue, moment_of


def key_of(row: CardRow) -> tuple[str, str, str]:
    """What tells a card from all others."""
    return row.document, row.annotation, row.card


class Round(NamedTuple):
    """What is to be asked still: ``left`` in this order; ``again`` what was asked and comes again
    soon, by the time it is due. ``put_off`` are the keys of cards that were to come later, ``done``
    counts the answers, ``last`` is the id of the annotation that was asked last."""

    left: tuple[CardRow, ...] = ()
    again: tuple[CardRow, ...] = ()
    put_off: frozenset[tuple[str, str, str]] = frozenset()
    done: int = 0
    last: str = ""

    @property
    def remaining(self) -> int:
        """How many cards are to be asked still."""
        return len(self.left) + len(self.again)

    @property
    def new(self) -> int:
        """How many of them were never asked."""
        return sum(row.memory is None for row in self.left)

    def next(self, now: str) -> CardRow | None:
        """What is asked at a moment (UTC, ISO 8601): what is due again by then, else what is left,
        else what comes again soon. None at the end.

        Two cards of one annotation give each other away: where there is another one, it comes
        between them.
        """
        due = takewhile(lambda row: _due(row) <= now, self.again)
        return self._other(chain(due, self.left)) or self._other(self.again)

    def _other(self, rows: Iterable[CardRow]) -> CardRow | None:
        """The first that is not of the annotation asked last, else the first."""
        first = None
        for row in rows:
            if row.annotation != self.last:
                return row
            first = first or row
        return first

    def graded(self, row: CardRow, memory: Memory) -> Round:
        """After a card was graded, and is remembered like this."""
        rest = self.without(row)
        again = rest.again
        due, last = moment_of(memory.due), moment_of(memory.last)
        if memory.state != KNOWN and due is not None and last is not None and due - last <= SOON:
            again = tuple(sorted((*again, row._replace(memory=memory)), key=_due))
        return rest._replace(again=again, done=self.done + 1, last=row.annotation)

    def later(self, row: CardRow) -> Round:
        """After a card was put off: it comes last, and a second time not any more."""
        rest, key = self.without(row), key_of(row)
        if key in self.put_off or not rest.remaining:
            return rest
        return rest._replace(left=(*rest.left, row), put_off=self.put_off | {key})

    def without(self, row: CardRow) -> Round:
        """Without a card."""
        key = key_of(row)

        def rest(rows: tuple[CardRow, ...]) -> tuple[CardRow, ...]:
            one = row.annotation  # which tells most apart, at less cost than the whole key
            return tuple(r for r in rows if r.annotation != one or key_of(r) != key)

        return self._replace(left=rest(self.left), again=rest(self.again))


def round_of(queue: Queue) -> Round:
    """The round that asks what is due."""
    return Round(tuple(queue.due), tuple(sorted(queue.soon, key=_due)))


def _due(row: CardRow) -> str:
    return row.memory.due if row.memory else ""
