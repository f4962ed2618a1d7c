"""The days of study: they begin at an hour of the morning, so that nobody's evening is cut."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

BEGINS = 4  # the hour at which they begin, if nobody set another one


def day_of(moment: datetime, begins: int) -> date:
    """The day of study that a moment (aware, local) belongs to; ``begins`` is an hour, 0 to 23."""
    day = moment.date()
    return day if moment >= begin_of(day, begins, moment) else day - timedelta(1)


def begin_of(day: date, begins: int, like: datetime) -> datetime:
    """When a day of study begins, in the time zone of ``like``: of the system's zone with its own
    offset on that day, since the clocks may have been changed in between."""
    naive = datetime.combine(day, time(begins))
    # A moment of the system's clock carries an offset and no rules.
    fixed = isinstance(like.tzinfo, timezone)
    if fixed and like.utcoffset() == like.astimezone().utcoffset():
        return naive.astimezone()
    return naive.replace(tzinfo=like.tzinfo)


def today(moment: datetime, begins: int) -> tuple[datetime, datetime]:
    """When the day of study of a moment began, and when the next one begins."""
    day = day_of(moment, begins)
    return begin_of(day, begins, moment), begin_of(day + timedelta(1), begins, moment)
