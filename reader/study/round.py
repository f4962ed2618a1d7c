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
    soon, by the time it is due. ``put_off`` are the keys of cards that were to come later, which
    are the last ones of ``left``; ``done`` counts the answers, ``last`` is the id of the annotation
    that was asked last. ``waiting`` counts the new cards that are for another day."""

    left: tuple[CardRow, ...] = ()
    again: tuple[CardRow, ...] = ()
    put_off: frozenset[tuple[str, str, str]] = frozenset()
    done: int = 0
    last: str = ""
    waiting: int = 0

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
        else what was put off, else what comes again soon. None at the end. What was put off just
        now lets another one come first.

        Two cards of one annotation give each other away: where there is another one, it comes
        between them.
        """
        due = takewhile(lambda row: _due(row) <= now, self.again)
        fresh = takewhile(lambda row: key_of(row) not in self.put_off, self.left)
        return self._other(chain(due, fresh)) or self._other(chain(self.left, self.again))

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
        """After a card was put off: it comes last, and a second time not any more. Where it is the
        only one, it is for another review at once."""
        rest, key = self.without(row), key_of(row)
        if key in self.put_off or not rest.remaining:
            return rest
        after = rest._replace(left=(*rest.left, row), put_off=self.put_off | {key})
        return after._replace(last=row.annotation)

    def is_early(self, row: CardRow, now: str) -> bool:
        """Whether a card comes again before it is due, since nothing else is left."""
        again = any(key_of(one) == key_of(row) for one in self.again)
        return again and not self.left and _due(row) > now

    def without(self, row: CardRow) -> Round:
        """Without a card."""
        key = key_of(row)

        def rest(rows: tuple[CardRow, ...]) -> tuple[CardRow, ...]:
            one = row.annotation  # which tells most apart, at less cost than the whole key
            return tuple(r for r in rows if r.annotation != one or key_of(r) != key)

        return self._replace(left=rest(self.left), again=rest(self.again))


def round_of(queue: Queue) -> Round:
    """The round that asks what is due."""
    return Round(tuple(queue.due), tuple(sorted(queue.soon, key=_due)), waiting=queue.waiting)


def _due(row: CardRow) -> str:
    return row.memory.due if row.memory else ""
