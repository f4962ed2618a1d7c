"""Retention: how much of what was learned was known when it was asked again."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from reader.study.calendar import moment_of

REVIEW_STATE = 2  # of a card that is learned and comes again after days
AGAIN = 1  # the rating of what was not known
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
    cards: dict[tuple[str, str], list[tuple[datetime, Mapping[str, Any]]]] = defaultdict(list)
    for review in reviews:
        at = moment_of(text_of(review, "at"))
        if at is not None and not review.get("deleted"):
            cards[text_of(review, "annotation"), text_of(review, "card")].append((at, review))
    for card in cards.values():
        card.sort(key=lambda one: (one[0], text_of(one[1], "id")))
        known = {text_of(review, "id"): (at, review) for at, review in card}
        last: tuple[datetime, Mapping[str, Any]] | None = None
        for at, review in card:
            before = known.get(text_of(review, "previous"), last)
            learned = before is not None and before[1].get("state") == REVIEW_STATE
            interval = (at - before[0]) / _DAY if before is not None and learned else None
            yield review, None if interval is None else max(0.0, interval)
            last = at, review


def interval_name(days: float) -> str:
    """What reviews so many days after the one before are called."""
    return INTERVALS[bisect_right([least for least, _ in INTERVALS], days) - 1][1]


def plus(retention: Retention, known: bool) -> Retention:
    """With one more that was asked."""
    return Retention(retention.known + known, retention.asked + 1)


def text_of(record: Mapping[str, Any], name: str) -> str:
    """A field of a record; empty where it is no text."""
    value = record.get(name)
    return value if isinstance(value, str) else ""
