"""What is said of a session in a few words."""

from __future__ import annotations

import math
from datetime import datetime

from reader.study import clock
from reader.study.session import MINUTES, SECTION, SECTIONS, Goal, Session
from reader.ui.keys import key_of

LAST_GOAL = "session"  # under which the program remembers it


def elapsed(seconds: float) -> str:
    """Hours and minutes, as "00:12"."""
    minutes = int(seconds // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def minutes_up(seconds: float) -> str:
    """What is left, in minutes that have begun."""
    return f"{max(1, math.ceil(seconds / 60))} min"


def progress(how: str, seconds: float, goal: Goal, sections: int) -> str:
    """The session in the header: how it goes, its time, its goal."""
    said = f"{how} {elapsed(seconds)}"
    if goal.kind == MINUTES:
        return f"{said}/{goal.amount}"
    if goal.kind == SECTIONS:
        return f"{said}, {sections}/{goal.amount} sections"
    return said


def goal_words(goal: Goal) -> str:
    """A goal, as the end of "Start:"."""
    if goal.kind == MINUTES:
        return f"{goal.amount} minutes"
    if goal.kind == SECTIONS:
        return f"{goal.amount} section{'s'[: goal.amount != 1]}"
    return "to the end of this section" if goal.kind == SECTION else "without a goal"


def reached(goal: Goal) -> str:
    """The one line for a goal that is reached."""
    if goal.kind == SECTION:
        return f"The end of “{' '.join(goal.title.split())}”: the goal of the session is reached."
    return f"{goal_words(goal)}: the goal of the session is reached.".capitalize()


def began(session: Session) -> str:
    """When a session began: the time, and the day where that is another one."""
    start = datetime.fromisoformat(session.started)
    today = start.date() == clock.wall().date()
    return start.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")


def cut_short(session: Session) -> str:
    """The one line for a session whose program died."""
    from reader.study.recap import duration

    kept = f"{duration(session.active)} are kept"
    return (
        f"The session of {began(session)} was cut short; {kept}, and {key_of('session')} goes on."
    )
