"""The days of study: which day a moment belongs to, the time of each, days in a row, weeks.

A day is that of the person: it begins at an hour of the settings, and that of a session is the one
of the place where it was held.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple, Protocol

ENOUGH = 60.0  # seconds of study that a pace can be told of, and that make a day one of a streak
_LONGEST = 7 * 86400.0  # seconds; no stretch of study is longer, so that it is a damaged record
_YEARS = (1900, 9000)  # the others are no times, and some of them no calendar can reckon with
_DAY = timedelta(days=1)


class Studied(Protocol):
    """What is asked of a session; see `reader.study.session`."""

    @property
    def group(self) -> str: ...
    @property
    def stretches(self) -> Sequence[tuple[str, float]]: ...
    @property
    def words(self) -> int: ...
    @property
    def reviewed(self) -> float: ...


class Spent(NamedTuple):
    """What was done of a session on a day: ``seconds`` of study, of which ``reading`` were not
    spent in reviews, and the words read."""

    day: date
    seconds: float
    reading: float
    words: float


def spent(session: Studied, day_begins: int = 0) -> Iterator[Spent]:
    """The days of a session, in the order of its stretches. What goes on past the end of a day is
    divided, and words and reviews are by the time."""
    pieces: list[tuple[date, float]] = []
    for start, seconds in session.stretches:
        begin = _moment(start)
        if begin is not None and 0 < seconds <= _LONGEST:
            pieces += _divided(begin.replace(tzinfo=None) - timedelta(hours=day_begins), seconds)
    whole = math.fsum(time for _, time in pieces)
    if whole:
        reads = max(0.0, 1 - session.reviewed / whole)
        for day, time in pieces:
            yield Spent(day, time, time * reads, session.words * time / whole)


def _divided(begin: datetime, seconds: float) -> Iterator[tuple[date, float]]:
    """A stretch by days, in the local time of its beginning."""
    while seconds > 0:
        midnight = datetime.combine(begin.date() + _DAY, datetime.min.time())
        time = min(seconds, (midnight - begin).total_seconds())
        yield begin.date(), time
        seconds -= time
        begin = midnight


def pace(words: float, seconds: float) -> float | None:
    """Words a minute; None where there were too few of either to tell."""
    return words * 60 / seconds if seconds >= ENOUGH and words >= 1 else None


def streaks(days: Iterable[date], today: date) -> tuple[int, int]:
    """How many days in a row up to today, and at most. A day that is not over yet breaks none."""
    there = set(days)
    longest = 0
    for day in there:
        if day - _DAY not in there:
            end = day
            while end in there:
                end += _DAY
            longest = max(longest, (end - day).days)
    last = today if today in there else today - _DAY
    current = 0
    while last in there:
        current += 1
        last -= _DAY
    return current, longest


def weeks(last: date, count: int) -> list[date]:
    """The Mondays of so many weeks, the last of which has the day ``last`` in it."""
    monday = last - timedelta(days=last.weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(count))]


def bounds(values: Iterable[float]) -> list[float]:
    """Where the second, third and fourth of four shades begin: at the quarters of the values that
    are not 0, so that a person's own usual day is in the middle. Fewer where they are alike."""
    there = sorted(value for value in values if value > 0)
    if not there:
        return []
    quarters = {there[min(len(there) - 1, len(there) * part // 4)] for part in (1, 2, 3)}
    return sorted(quarters - {there[0]})


def shade(value: float, limits: Sequence[float]) -> int:
    """The shade of a value among these `bounds`: 0 for nothing, up to 4 for much."""
    return 1 + bisect_right(limits, value) + (3 - len(limits)) if value > 0 else 0


def _moment(text: str) -> datetime | None:
    """A time of ISO 8601, in UTC where it does not say where; None where it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not _YEARS[0] <= found.year < _YEARS[1]:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _day(moment: datetime, day_begins: int) -> date:
    """The same as `day_of`, by the clock on the wall alone: it is asked for very often."""
    return (moment.replace(tzinfo=None) - timedelta(hours=day_begins)).date()


def days_at(zone: tzinfo | None, day_begins: int) -> Callable[[str], date | None]:
    """From a time in UTC to the person's day; None where it is no time.

    The hours that lie in one day are remembered: there are far fewer of them than annotations.
    """
    hours: dict[str, date | None] = {}

    def exact(text: str) -> date | None:
        moment = _moment(text)
        return moment and _day(moment.astimezone(zone), day_begins)

    def day(text: str) -> date | None:
        if text[13:14] != ":" or text[-1:] != "Z":
            return exact(text)
        hour = text[:13]
        if hour not in hours:
            first, last = exact(f"{hour}:00Z"), exact(f"{hour}:59:59.999Z")
            hours[hour] = first if first == last else None
        return hours[hour] or exact(text)

    return day
