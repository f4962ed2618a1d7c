"""One round of a review: which card is asked next, and what is left after each answer.

A round is a value: what an answer makes of it is another one, so that taking an answer back is
going back to the one before.
"""

from __future__ import annotations

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
        due = [row for row in self.again if _due(row) <= now]
        asked = [*due, *self.left] or self.again
        others = (row for row in asked if row.annotation != self.last)
        return next(others, asked[0] if asked else None)

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
        left = tuple(one for one in self.left if key_of(one) != key)
        again = tuple(one for one in self.again if key_of(one) != key)
        return self._replace(left=left, again=again)


def round_of(queue: Queue) -> Round:
    """The round that asks what is due."""
    return Round(tuple(queue.due), tuple(sorted(queue.soon, key=_due)))


def _due(row: CardRow) -> str:
    return row.memory.due if row.memory else ""
