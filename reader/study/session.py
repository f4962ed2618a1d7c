"""A session: a stretch of study in one document, as data, and as a record beside its annotations.

Whoever goes on in another document during a session has a record there, too; they share their
``group``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from reader.annotations.lineage import BOOK
from reader.annotations.logs import RUNNING, SESSION
from reader.study.stopwatch import Stretch, local
from reader.text.spans import Span
from reader.text.words import CHARACTERS, WORDS

Record = dict[str, Any]

PAUSED, STOPPED = "paused", "stopped"
BROKEN = "broken"  # its program ended without a word, and this is what was written
STATES = (RUNNING, PAUSED, STOPPED, BROKEN)
# The kinds of goals: none, so many minutes, so many sections, to the end of one section.
NONE, MINUTES, SECTIONS, SECTION = "", "minutes", "sections", "section"


class Goal(NamedTuple):
    """What a person wants to reach in a session. ``amount`` is that of minutes or sections,
    ``title`` and ``at`` tell the section to the end of which it goes, by the offset where it
    begins."""

    kind: str = NONE
    amount: int = 0
    title: str = ""
    at: int = 0


class Rhythm(NamedTuple):
    """Minutes of work, and of the break after them."""

    work: int
    rest: int


class Session(NamedTuple):
    """What was done in one document.

    ``started`` and ``ended`` are local ISO times with their offset, and so are the beginnings of
    the ``stretches``; ``active`` is the sum of their seconds. ``read`` are the spans that were
    looked at for long enough, sorted and disjoint, ``words`` how many words they have, or
    characters: ``unit`` says which (see `unit_of`), and is empty where it was not recorded.
    ``sections`` the titles of those that were finished, of which so many ``leaves`` have no others
    in them. ``made`` and ``changed`` are ids of annotations. ``rhythm`` is "25/5" or nothing,
    ``intervals`` how many intervals of work are complete, ``resting`` whether it is paused by a
    break. ``reviewed`` of the active seconds went into reviews, in which so many ``cards`` were
    answered. ``reached`` is the goal. ``extra`` has what this version of the program does not know.
    """

    id: str
    group: str
    started: str
    ended: str = ""
    active: float = 0.0
    stretches: tuple[Stretch, ...] = ()
    goal: Goal = Goal()
    read: tuple[Span, ...] = ()
    words: int = 0
    sections: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    state: str = STOPPED
    rhythm: str = ""
    intervals: int = 0
    resting: bool = False
    reviewed: float = 0.0
    cards: int = 0
    leaves: int = 0
    reached: bool = False
    unit: str = ""
    extra: Mapping[str, Any] = MappingProxyType({})

    @property
    def reading(self) -> float:
        """The active seconds that went into reading: those by which there is a pace."""
        return max(0.0, self.active - self.reviewed)


_OWN = frozenset(Session._fields) - {"extra"} | {"kind"}


def to_record(session: Session) -> Record:
    """The record of a session, for the store."""
    fields = session._asdict()
    return {
        **fields.pop("extra"),
        **fields,
        "kind": SESSION,
        "goal": session.goal._asdict(),
        "stretches": [[began, round(seconds, 3)] for began, seconds in session.stretches],
        "active": round(session.active, 3),
        "reviewed": round(session.reviewed, 3),
        "read": [list(span) for span in session.read],
        "sections": list(session.sections),
        "made": list(session.made),
        "changed": list(session.changed),
    }


def from_record(record: object) -> Session | None:
    """The session that a record holds; None where it is damaged."""
    if not isinstance(record, dict) or record.get("kind") != SESSION:
        return None
    try:
        stretches = tuple(_stretch(one) for one in record.get("stretches", []))
        session = Session(
            id=_text(record["id"]),
            group=_text(record.get("group")) or _text(record["id"]),
            started=_time(record["started"]),
            ended=_time(record.get("ended") or record["started"]),
            active=_seconds(record.get("active", 0.0)),
            stretches=stretches,
            goal=_goal(record.get("goal")),
            read=tuple(_span(one) for one in record.get("read", [])),
            words=_count(record.get("words", 0)),
            sections=_texts(record.get("sections", [])),
            made=_texts(record.get("made", [])),
            changed=_texts(record.get("changed", [])),
            state=_text(record.get("state", STOPPED)),
            rhythm=_text(record.get("rhythm", "")),
            intervals=_count(record.get("intervals", 0)),
            resting=_flag(record.get("resting", False)),
            reviewed=_seconds(record.get("reviewed", 0.0)),
            cards=_count(record.get("cards", 0)),
            leaves=_count(record.get("leaves", 0)),
            reached=_flag(record.get("reached", False)),
            unit=_unit(record.get("unit")),
            extra=MappingProxyType(
                {key: value for key, value in record.items() if key not in _OWN | BOOK}
            ),
        )
    except (KeyError, TypeError, ValueError):
        return None
    return session if session.id and session.state in STATES else None


def sessions_in(records: Iterable[object]) -> list[Session]:
    """The sessions that records hold, in the order in which they began; damaged ones left out."""
    found = [one for one in map(from_record, records) if one is not None]
    return sorted(found, key=lambda one: (datetime.fromisoformat(one.started), one.id))


def marked_in(sessions: Iterable[Session]) -> frozenset[str]:
    """The ids of the annotations that were made or changed."""
    return frozenset(one for session in sessions for one in (*session.made, *session.changed))


def is_unfinished(session: Session) -> bool:
    """Whether a session goes on by its record."""
    return session.state in (RUNNING, PAUSED)


def state_of(sessions: Iterable[Session]) -> str:
    """The state of a session whose records these are, as it is: that of a record which goes on, or
    was cut short, before that of those that were stopped."""
    states = {one.state for one in sessions}
    return next((one for one in (RUNNING, PAUSED, BROKEN) if one in states), STOPPED)


def end_of(started: str, stretches: Iterable[Stretch]) -> str:
    """When the last of the stretches ended, local where it was; never before the beginning."""
    first = datetime.fromisoformat(started)
    ends = (
        datetime.fromisoformat(began) + timedelta(seconds=seconds) for began, seconds in stretches
    )
    return local(max([first, *ends]))


def rhythm_of(text: str) -> Rhythm | None:
    """The rhythm that "25/5" means; None for nothing, or for what is none."""
    found = re.fullmatch(r"\s*(\d{1,3})\s*/\s*(\d{1,3})\s*", text)
    rhythm = Rhythm(int(found[1]), int(found[2])) if found else None
    return rhythm if rhythm and rhythm.work and rhythm.rest else None


def wrong_rhythm(text: str) -> str:
    """What is wrong with a rhythm, as the end of a sentence; nothing is none."""
    fine = not text or rhythm_of(text) is not None
    return "" if fine else "it is minutes of work and of break, like 25/5"


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(map(_text, value))


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(value)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _seconds(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(value)
    if not math.isfinite(value) or value < 0:
        raise ValueError(value)
    return float(value)


def _unit(value: object) -> str:
    """What was counted; of what is none of the units nothing is known."""
    return value if isinstance(value, str) and value in (WORDS, CHARACTERS) else ""


def _time(value: object) -> str:
    text = _text(value)
    if datetime.fromisoformat(text).utcoffset() is None:
        raise ValueError(text)
    return text


def _stretch(value: object) -> Stretch:
    if not isinstance(value, list) or len(value) != 2:
        raise TypeError(value)
    return _time(value[0]), _seconds(value[1])


def _span(value: object) -> Span:
    if not isinstance(value, list) or len(value) != 2:
        raise TypeError(value)
    start, end = map(_count, value)
    if end < start:
        raise ValueError(value)
    return Span(start, end)


def _goal(value: object) -> Goal:
    """A goal is wanted by nobody who looks back: one that is not understood is none."""
    try:
        known = value if isinstance(value, dict) else {}
        return Goal(
            _text(known.get("kind", NONE)),
            _count(known.get("amount", 0)),
            _text(known.get("title", "")),
            _count(known.get("at", 0)),
        )
    except TypeError:
        return Goal()
