"""What is said of a session in a few words."""

from __future__ import annotations

import math
from datetime import datetime

from reader.study import clock
from reader.study.session import MINUTES, SECTION, SECTIONS, Goal, Rhythm, Session
from reader.ui.keys import key_of


def minutes_up(seconds: float) -> str:
    """What is left, in minutes that have begun."""
    return f"{max(1, math.ceil(seconds / 60))} min"


def goal_words(goal: Goal) -> str:
    """A goal, as the end of "Start:"."""
    if goal.kind == MINUTES:
        return f"{goal.amount} minute{'s'[: goal.amount != 1]}"
    if goal.kind == SECTIONS:
        return f"{goal.amount} section{'s'[: goal.amount != 1]}"
    return "to the end of this section" if goal.kind == SECTION else "without a goal"


def rhythm_words(rhythm: Rhythm | None, *, own: bool = False) -> str:
    """A rhythm as the end of what is begun in it, ``own`` if it is that of the settings; nothing
    for none."""
    which = "your" if own else "a"
    return f", in {which} rhythm {rhythm.work}/{rhythm.rest}" if rhythm else ""


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

    kept = f"{duration(session.active)} kept"
    return f"The session of {began(session)} was cut short, {kept}: {key_of('session')} goes on."
