"""Times as a person names them: a day, a month, a year, or so long ago."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from reader.errors import UsageError
from reader.text.patterns import lazy

_DATE = lazy(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = lazy(r"(\d{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_ONE = timedelta(days=1)


def begins(word: str, today: date | None = None) -> str:
    """When the time that a word names begins, in UTC as annotations carry it."""
    return _moment(word, days_of(word, today)[0])


def ends(word: str, today: date | None = None) -> str:
    """The first moment after the time that a word names."""
    return _moment(word, days_of(word, today)[1])


def _moment(word: str, day: date) -> str:
    try:
        moment = datetime.combine(day, datetime.min.time()).astimezone(UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S")
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"“{word}”: there is no such day") from None


def days_of(word: str, today: date | None = None) -> tuple[date, date]:
    """The first day of the time that a word names, and the one after its last."""
    today = today or datetime.now().astimezone().date()
    if word.lower() in ("today", "yesterday"):
        day = today - _ONE * (word.lower() == "yesterday")
        return day, day + _ONE
    try:
        if ago := _AGO.fullmatch(word.lower()):
            day = today - timedelta(days=int(ago[1]) * _DAYS[ago[2]])
            return day, day + _ONE
        if found := _DATE.fullmatch(word):
            year, month, day_of = (int(part) if part else 0 for part in found.groups())
            if day_of:
                day = date(year, month, day_of)
                return day, day + _ONE
            if month:
                return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
            return date(year, 1, 1), date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        raise UsageError(f"“{word}”: there is no such day") from None
    raise UsageError(
        f"“{word}”: a time is 2026, 2026-10, 2026-10-05, today, yesterday, or so long ago: "
        f"7d, 2w, 3m, 1y"
    )
