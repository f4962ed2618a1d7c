"""A year of study that could be somebody's: the same each time."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from reader.annotations.cards import NOTE
from reader.study.scheduling import KNOWN, CardRow, Memory
from reader.study.statistics import Account
from reader.text.words import CHARACTERS, WORDS

NOW = datetime.fromisoformat("2026-11-23T09:30:00+00:00")  # a Monday
CHINESE = "红楼梦"
TITLES = ("Walden", "On Liberty", CHINESE, "Achieving New Milestones in City Building")


class Held(NamedTuple):
    """A session."""

    group: str
    stretches: tuple[tuple[str, float], ...]
    words: int
    reviewed: float = 0.0


class Noted(NamedTuple):
    """An annotation."""

    kind: str
    colour: str
    created: str


def year() -> list[Account]:
    """Four documents, one after the other, read mostly in the evening, less in summer, with a rest
    now and then; their cards reviewed as they came due."""
    return _year()[0]


def cards() -> list[CardRow]:
    """These cards, and when they are due."""
    return _year()[1]


def card(due: str, document: str = "d0", *, state: int = KNOWN) -> CardRow:
    """One that comes again at a time (UTC, ISO 8601); never asked yet without one."""
    last = "2026-11-01T08:00:00.000Z"
    memory = Memory(due, state, None, 10.0, 5.0, last, 2, 0, "r", last) if due else None
    return CardRow(document, due, NOTE, (), last, 0, memory)


def _year(seed: int = 4) -> tuple[list[Account], list[CardRow]]:
    chance = random.Random(seed)
    held: dict[str, list[Held]] = {title: [] for title in TITLES}
    notes: dict[str, list[Noted]] = {title: [] for title in TITLES}
    reviews: dict[str, list[dict[str, Any]]] = {title: [] for title in TITLES}
    due: dict[str, list[str]] = {title: [] for title in TITLES}
    today = NOW.date()
    days = [today - timedelta(days=back) for back in range(365, -1, -1)]
    days = [day for day in days if chance.random() < _likely(day, today)]
    for day in days:
        back = (today - day).days
        title = TITLES[min(3, (365 - back) * 4 // 366)]
        hour = 8 if back == 0 else chance.choice((7, 12, 19, 20, 21))
        start = datetime(day.year, day.month, day.day, hour, 5, tzinfo=UTC)
        length = chance.choice((600, 900, 1500, 1500, 1800, 2700, 3600)) * chance.uniform(0.8, 1.2)
        fast = (190 + (365 - back) / 12 + chance.uniform(-25, 25)) * (1 + (title == CHINESE))
        words = int(length / 60 * fast)
        held[title].append(Held(f"{day}", ((start.isoformat(), length),), words))
        for number in range(chance.randrange(5)):
            made = f"{start + timedelta(minutes=number):%Y-%m-%dT%H:%M:%S.000Z}"
            kind = chance.choice(("highlight",) * 5 + ("note",) * 3 + ("question", "definition"))
            colour = chance.choice(("yellow",) * 4 + ("green", "green", "blue", "pink"))
            notes[title].append(Noted(kind, colour, made))
            if kind != "highlight":
                last = _reviewed(reviews[title], f"{day}-{number}", day, days, chance)
                due[title].append(last)
    accounts = [
        Account(
            f"d{n}",
            title,
            held[title],
            reviews[title],
            notes[title],
            CHARACTERS if title == CHINESE else WORDS,
        )
        for n, title in enumerate(TITLES)
    ]
    return accounts, [card(last, f"d{n}") for n, title in enumerate(TITLES) for last in due[title]]


def _likely(day: date, today: date) -> float:
    """How likely it is that somebody studied on a day."""
    if (today - day).days < 7:
        return 1
    if day.month in (7, 8):
        return 0.35
    return 0.85 if day.weekday() < 5 else 0.55


def _reviewed(
    out: list[dict[str, Any]], card: str, day: date, days: list[date], chance: random.Random
) -> str:
    """The reviews of a card from a day on, on days of study; when it comes next."""
    interval, before = 2.0, ""
    while True:
        day = next((later for later in days if later >= day), day)
        if day > days[-1]:
            return f"{day}T08:00:00.000Z"
        known = not before or chance.random() < 0.91
        identity = f"{card}-{day}"
        out.append(
            {
                "kind": "review",
                "id": identity,
                "annotation": card,
                "card": "note",
                "at": f"{day}T08:00:00.000Z",
                "rating": 3 if known else 1,
                "state": 2,
                "previous": before,
            }
        )
        interval = interval * 2.3 if known else 2.0
        before = identity
        day += timedelta(days=max(1, round(interval)))
