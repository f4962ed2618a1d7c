"""What the header says of the session that is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.logs import RUNNING
from reader.study.progress import REACHED, elapsed, progress
from reader.study.session import PAUSED
from reader.ui.study_words import minutes_up

if TYPE_CHECKING:
    from reader.ui.studying import Studying

WIDE = 60  # cells of a header from which the session has its place among the other facts


def words(studying: Studying) -> tuple[str, ...]:
    """All that may be said now; nothing where no session is on."""
    return (word(studying), until_break(studying)) if studying.on else ()


def word(studying: Studying) -> str:
    """How it goes, its time and its goal; nothing where none is on."""
    return progress_of(studying, _how(studying) or "session") if studying.on else ""


def progress_of(studying: Studying, how: str = "session") -> str:
    """Its time and its goal, behind how it goes."""
    group = studying.group
    if group is None:
        return ""
    return progress(how, group.active, group.goal, group.sections, reached=group.reached)


def short(studying: Studying) -> str:
    """The same where room is short: the time, and what is not as usual."""
    group = studying.group
    if not studying.on or group is None:
        return ""
    sign = REACHED if group.reached else ""
    return " ".join(filter(None, (_how(studying), elapsed(group.active), sign)))


def until_break(studying: Studying) -> str:
    """In how many minutes the break of its rhythm comes; nothing where none does."""
    intervals = studying.intervals
    if studying.state != RUNNING or studying.resting or intervals.rhythm is None:
        return ""
    return f"break in {minutes_up(intervals.left(studying.active))}"


def _how(studying: Studying) -> str:
    """How it goes, where it does not just run."""
    part, until = studying.part, studying.intervals.until
    if part is None:
        return ""
    if until is not None:
        left = until - part.watch.last.monotonic
        return f"break {minutes_up(left)}" if left > 0 else "break over"
    if studying.state == PAUSED:
        return "paused"
    return "idle" if part.watch.idle else ""
