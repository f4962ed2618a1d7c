"""Sessions as a person names them: the last one, those of a day, one by its id. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from reader.annotations.days import days_of
from reader.errors import ReaderError, UsageError
from reader.study import clock
from reader.study.days import day_of
from reader.study.session import Session

LAST = "last"
SHORT = 4  # letters of an id that are enough to name a session
FORM = "a session is last, today, yesterday, a day like 2026-11-23, or its id"


def study_day(session: Session, begins: int) -> date:
    """The day of study on which a session began, where the person was; ``begins`` is the hour at
    which days of study do."""
    return day_of(datetime.fromisoformat(session.started), begins)


def sessions_named(sessions: Iterable[Session], word: str, begins: int) -> list[Session]:
    """All records of the sessions that a word names, in the order in which they began.

    Raises ReaderError where there is none.
    """
    known = sorted(sessions, key=lambda one: (datetime.fromisoformat(one.started), one.id))
    if not known:
        raise ReaderError("there is no session yet: ctrl+t begins one, or “reader session start”")
    found = _named(known, word.strip().lower(), begins)
    if not found:
        raise ReaderError(f"no session “{word}”; {FORM}: “reader session” lists them")
    return found


def _named(known: Sequence[Session], word: str, begins: int) -> list[Session]:
    if word == LAST:
        return [one for one in known if one.group == known[-1].group]
    try:
        first, after = days_of(word, day_of(clock.wall(), begins))
    except UsageError:
        groups = {one.group for one in known if len(word) >= SHORT and _is_called(one, word)}
        return [one for one in known if one.group in groups] if len(groups) == 1 else []
    return [one for one in known if first <= study_day(one, begins) < after]


def _is_called(session: Session, word: str) -> bool:
    return session.group.endswith(word) or session.id.endswith(word)
