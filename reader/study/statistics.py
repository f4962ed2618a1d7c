"""Figures of study: time, words and reviews a day, streaks, retention, what is due, annotations.

All of it is worked out from sessions, reviews and annotations as plain data; nothing is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple, Protocol

from reader.study.calendar import ENOUGH, Studied, days_at, pace, spent, streaks
from reader.study.days import day_of
from reader.study.forecast import Forecast
from reader.study.retention import (
    INTERVALS,
    Retention,
    interval_name,
    plus,
    with_intervals,
)
from reader.study.scheduling import AGAIN
from reader.text.words import WORDS


class Made(Protocol):
    """What is asked of an annotation; a row of the notebook is one."""

    @property
    def kind(self) -> str: ...
    @property
    def colour(self) -> str: ...
    @property
    def created(self) -> str: ...


class Account(NamedTuple):
    """What there is of one document: ``reviews`` are records as they are stored, ``unit`` says
    what is counted of its text: `WORDS` or `CHARACTERS`."""

    id: str
    title: str
    sessions: Sequence[Studied] = ()
    reviews: Sequence[Mapping[str, Any]] = ()
    annotations: Sequence[Made] = ()
    unit: str = WORDS


class Day(NamedTuple):
    """What was done on a day: seconds of study, words or characters read, reviews, annotations
    made."""

    seconds: float = 0.0
    words: float = 0.0
    reviews: int = 0
    annotations: int = 0


class Figures(NamedTuple):
    """What was done altogether, in one document or in all; ``seconds`` of study, of which
    ``reading`` were not spent in reviews. ``words`` are of the ``unit``, which is empty for
    documents in scripts of both sorts."""

    id: str = ""
    title: str = ""
    sessions: int = 0
    seconds: float = 0.0
    reading: float = 0.0
    words: float = 0.0
    reviews: int = 0
    annotations: int = 0
    retention: Retention = Retention()
    unit: str = WORDS

    @property
    def pace(self) -> float | None:
        """Words or characters a minute; None where too little was read to tell."""
        return pace(self.words, self.reading) if self.unit else None


class Statistics(NamedTuple):
    """The figures of some documents from ``since`` (None: the beginning) to ``until``.

    ``current`` and ``longest`` are streaks: days in a row with study, whatever the period.
    ``paces`` are by the unit and the day, each as the amount that was read and the seconds
    of reading.
    Retention is measured, by the days since the review before, and by month; ``desired`` is the
    share wanted. ``due`` is what is to be reviewed, whatever the period.
    """

    today: date
    since: date | None
    until: date
    total: Figures
    days: Mapping[date, Day]
    paces: Mapping[str, Mapping[date, tuple[float, float]]]
    current: int
    longest: int
    by_interval: Mapping[str, Retention]
    by_month: Mapping[str, Retention]
    desired: float
    due: Forecast
    kinds: Mapping[str, int]
    colours: Mapping[str, int]
    documents: tuple[Figures, ...]

    @property
    def amounts(self) -> dict[str, tuple[float, float]]:
        """How much was read, and in how many seconds of reading, by the unit."""
        return {
            unit: (sum(amount for amount, _ in by_day.values()), sum(t for _, t in by_day.values()))
            for unit, by_day in self.paces.items()
        }

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.days or self.total.annotations or self.due.learned)


def statistics(
    accounts: Iterable[Account],
    now: datetime,
    *,
    since: date | None = None,
    until: date | None = None,
    desired: float = 0.9,
    day_begins: int = 0,
    zone: tzinfo | None = None,
    due: Forecast | None = None,
) -> Statistics:
    """The figures of these documents. ``now`` is the time where the person is, ``since`` and
    ``until`` the first and the last day that count, ``day_begins`` an hour, ``zone`` where reviews
    and annotations are taken to have been made (that of the system), ``due`` what is to be reviewed
    of them."""
    today = day_of(now, day_begins)
    # A clock that was ahead dates notes in the future: they count where no end is asked for.
    sums = _Sums(since or date.min, until or date.max, day_begins, zone)
    for account in accounts:
        sums.take(account)
    documents = sorted(
        sums.documents, key=lambda one: (-one.seconds, -one.reviews, -one.annotations, one.title)
    )
    days = {day: Day(*values) for day, values in sorted(sums.days.items())}
    long_enough = {day for day, time in sums.studied.items() if time >= ENOUGH}
    current, longest = streaks(sums.reviewed | long_enough, today)
    return Statistics(
        today,
        since,
        min(until or today, today),
        _total(documents, len(sums.groups)),
        days,
        {unit: dict(sorted(by_day.items())) for unit, by_day in sums.paces.items()},
        current,
        longest,
        {name: sums.intervals[name] for _, name in INTERVALS if name in sums.intervals},
        dict(sorted(sums.months.items())),
        desired,
        due or Forecast(),
        dict(sums.kinds.most_common()),
        dict(sums.colours.most_common()),
        tuple(documents),
    )


class _Sums:
    """Takes documents one after the other, and adds up what there is of them in a period; streaks
    are of all times."""

    def __init__(self, since: date, until: date, day_begins: int, zone: tzinfo | None) -> None:
        self._since, self._until = since, until
        self._day_begins = day_begins
        self._day_at = days_at(zone, day_begins)
        self.days: dict[date, list[Any]] = defaultdict(lambda: [0.0, 0.0, 0, 0])
        self.paces: dict[str, dict[date, tuple[float, float]]] = {}
        self.studied: dict[date, float] = defaultdict(float)
        self.reviewed: set[date] = set()
        self.groups: set[str] = set()
        self.intervals: dict[str, Retention] = defaultdict(Retention)
        self.months: dict[str, Retention] = defaultdict(Retention)
        self.kinds: Counter[str] = Counter()
        self.colours: Counter[str] = Counter()
        self.documents: list[Figures] = []

    def take(self, account: Account) -> None:
        """Add what there is of a document."""
        sessions, seconds, reading, words = self._take_sessions(account.sessions, account.unit)
        reviews, retention = self._take_reviews(account.reviews)
        made = sum(map(self._take_annotation, account.annotations))
        if sessions or reviews or made:
            totals = sessions, seconds, reading, words, reviews, made, retention
            self.documents.append(Figures(account.id, account.title, *totals, account.unit))

    def _inside(self, day: date | None) -> bool:
        """Whether a day is in the period; what has none is, where no period is asked for."""
        if day is None:
            return (self._since, self._until) == (date.min, date.max)
        return self._since <= day <= self._until

    def _take_sessions(
        self, sessions: Iterable[Studied], unit: str
    ) -> tuple[int, float, float, float]:
        """How many there are in the period, their seconds, those of reading, and their words."""
        seconds = reading = words = 0.0
        groups = set()
        for session in sessions:
            for day, time, at_text, read in spent(session, self._day_begins):
                self.studied[day] += time
                if self._inside(day):
                    seconds, reading, words = seconds + time, reading + at_text, words + read
                    sums = self.days[day]
                    sums[0], sums[1] = sums[0] + time, sums[1] + read
                    groups.add(session.group)
                    by_day = self.paces.setdefault(unit, {})
                    amount, before = by_day.get(day, (0.0, 0.0))
                    by_day[day] = amount + read, before + at_text
        self.groups |= groups
        return len(groups), seconds, reading, words

    def _take_reviews(self, reviews: Iterable[Mapping[str, Any]]) -> tuple[int, Retention]:
        """How many there are in the period, and what was known of what was learned."""
        number, retention = 0, Retention()
        for review, interval in with_intervals(reviews):
            day = self._day_at(review["at"])
            if day is None:
                continue
            self.reviewed.add(day)
            if not self._inside(day):
                continue
            self.days[day][2] += 1
            number += 1
            if interval is not None:
                known = review["rating"] != AGAIN
                name, month = interval_name(interval), f"{day:%Y-%m}"
                self.intervals[name] = plus(self.intervals[name], known)
                self.months[month] = plus(self.months[month], known)
                retention = plus(retention, known)
        return number, retention

    def _take_annotation(self, annotation: Made) -> bool:
        """Whether it was made in the period."""
        day = self._day_at(annotation.created)
        if not self._inside(day):
            return False
        self.kinds[annotation.kind] += 1
        self.colours[annotation.colour] += 1
        if day is not None:
            self.days[day][3] += 1
        return True


def _total(documents: Iterable[Figures], sessions: int) -> Figures:
    """The sum of these; a session over several documents is one."""
    documents = list(documents)
    units = {one.unit for one in documents if one.words} or {WORDS}
    total = Figures(sessions=sessions, unit=units.pop() if len(units) == 1 else "")
    for one in documents:
        total = total._replace(
            seconds=total.seconds + one.seconds,
            reading=total.reading + one.reading,
            words=total.words + one.words,
            reviews=total.reviews + one.reviews,
            annotations=total.annotations + one.annotations,
            retention=Retention(
                total.retention.known + one.retention.known,
                total.retention.asked + one.retention.asked,
            ),
        )
    return total
