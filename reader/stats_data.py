"""Statistics as data for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from reader.study.calendar import pace
from reader.study.retention import Retention
from reader.study.statistics import Figures, Statistics

_DAY = timedelta(days=1)


def as_data(found: Statistics) -> dict[str, object]:
    """Times in minutes, what was read and paces a minute by their unit (words, characters), shares
    from 0 to 1, days as ISO 8601."""
    return {
        "since": found.since and found.since.isoformat(),
        "until": found.until.isoformat(),
        **_data_of(found.total, found.amounts),
        "streak": {"current": found.current, "longest": found.longest},
        "days": {
            day.isoformat(): {
                "minutes": round(each.seconds / 60, 1),
                "read": _read({unit: by[day][0] for unit, by in found.paces.items() if day in by}),
                "reviews": each.reviews,
                "annotations": each.annotations,
            }
            for day, each in found.days.items()
        },
        "desired_retention": found.desired,
        "retention_by_interval": _shares(found.by_interval),
        "retention_by_month": _shares(found.by_month),
        "due": {
            "count": found.due.now + found.due.new,
            "new": found.due.new,
            "waiting": found.due.waiting,
            "overdue": found.due.overdue,
            "days": {
                (found.today + number * _DAY).isoformat(): count
                for number, count in enumerate(found.due.days)
            },
        },
        "kinds": dict(found.kinds),
        "colours": dict(found.colours),
        "documents": [
            {
                "id": one.id,
                "title": one.title,
                **_data_of(one, {one.unit: (one.words, one.reading)}),
            }
            for one in found.documents
        ],
    }


def _data_of(one: Figures, amounts: Mapping[str, tuple[float, float]]) -> dict[str, object]:
    """``amounts`` were read in so many seconds, by the unit: words and characters do not add up."""
    share = one.retention.share
    paces = {unit: pace(amount, seconds) for unit, (amount, seconds) in amounts.items()}
    return {
        "sessions": one.sessions,
        "minutes": round(one.seconds / 60, 1),
        "read": _read({unit: amount for unit, (amount, _) in amounts.items()}),
        "pace": {unit: round(fast, 1) for unit, fast in paces.items() if fast is not None},
        "reviews": one.reviews,
        "retention": None if share is None else round(share, 4),
        "annotations": one.annotations,
    }


def _read(amounts: Mapping[str, float]) -> dict[str, int]:
    return {unit: round(amount) for unit, amount in amounts.items() if round(amount)}


def _shares(named: Mapping[str, Retention]) -> dict[str, object]:
    return {name: {"known": one.known, "asked": one.asked} for name, one in named.items()}
