"""What is to be reviewed today, and in the days to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import NamedTuple

from reader.study.calendar import days_at
from reader.study.days import day_of
from reader.study.scheduling import CardRow, queue

DAYS = 30


class Forecast(NamedTuple):
    """How many cards are learned, and when they are asked: ``now`` those of them that were asked
    before, ``new`` ones today, as in the `queue`. ``days`` are those that come again on each of the
    next days, the first of which is today; ``overdue`` those of the days before. So many new ones
    are ``waiting`` for another day."""

    learned: int = 0
    now: int = 0
    new: int = 0
    overdue: int = 0
    days: tuple[int, ...] = (0,) * DAYS
    waiting: int = 0

    @property
    def later(self) -> int:
        """How many come again today, but not yet."""
        return max(0, self.overdue + self.days[0] - self.now)


def forecast(
    cards: Iterable[CardRow],
    now: datetime,
    begins: int,
    new_a_day: int,
    wanted: Iterable[CardRow] | None = None,
    zone: tzinfo | None = None,
) -> Forecast:
    """The forecast of the ``wanted`` cards, or of all; see `queue`. ``zone`` is the one of the days
    (that of the system)."""
    cards = list(cards)
    meant = cards if wanted is None else list(wanted)
    found = queue(cards, now, begins, new_a_day, meant)
    day_at, today = days_at(zone, begins), day_of(now, begins)
    days = (day_at(row.memory.due) for row in meant if row.memory)
    counts = Counter(max(-1, (day - today).days) for day in days if day is not None)
    return Forecast(
        len(meant),
        len(found.learning) + len(found.known),
        len(found.new),
        counts[-1],
        tuple(counts[day] for day in range(DAYS)),
        found.waiting,
    )
