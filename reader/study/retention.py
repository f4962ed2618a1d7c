"""Retention: how much of what was learned was known when it was asked again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from reader.study.scheduling import KNOWN, by_card, moment_of

# Days from one review to the next, and what the reviews up to the next number are called.
INTERVALS = ((0, "under a week"), (7, "1 to 4 weeks"), (28, "1 to 3 months"), (90, "longer"))
_DAY = timedelta(days=1)


class Retention(NamedTuple):
    """How many cards that were learned were asked again, and how many of them were known."""

    known: int = 0
    asked: int = 0

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nothing was asked."""
        return self.known / self.asked if self.asked else None


def with_intervals(
    reviews: Iterable[Mapping[str, Any]],
) -> Iterator[tuple[Mapping[str, Any], float | None]]:
    """Reviews with the days since the one before of the same card, where that left it learned;
    None for those of cards that were new or still being learned: they say nothing of memory."""
    for card in by_card(reviews).values():
        timed = [(moment_of(review["at"]), review) for review in card]
        in_order = sorted(
            ((at, review) for at, review in timed if at is not None),
            key=lambda one: (one[0], one[1]["id"]),
        )
        known = {review["id"]: (at, review) for at, review in in_order}
        last: tuple[datetime, Mapping[str, Any]] | None = None
        for at, review in in_order:
            before = known.get(str(review.get("previous")), last)
            learned = before is not None and before[1].get("state") == KNOWN
            interval = (at - before[0]) / _DAY if before is not None and learned else None
            yield review, None if interval is None else max(0.0, interval)
            last = at, review


def interval_name(days: float) -> str:
    """What reviews so many days after the one before are called."""
    return INTERVALS[bisect_right([least for least, _ in INTERVALS], days) - 1][1]


def plus(retention: Retention, known: bool) -> Retention:
    """With one more that was asked."""
    return Retention(retention.known + known, retention.asked + 1)
