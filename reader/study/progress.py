"""How far a session is, in the few words of a header and of a shell's prompt."""

from __future__ import annotations

from reader.study.session import MINUTES, SECTIONS, Goal

REACHED = "✓"  # behind a session whose goal is reached


def elapsed(seconds: float) -> str:
    """Hours and minutes, as "00:12"."""
    minutes = int(seconds // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def progress(how: str, seconds: float, goal: Goal, sections: int, *, reached: bool) -> str:
    """How a session goes, its seconds of study, its goal: "session 00:12/00:25". ``sections`` were
    finished."""
    said = f"{how} {elapsed(seconds)}"
    if goal.kind == MINUTES:
        said += f"/{elapsed(60 * goal.amount)}"
    elif goal.kind == SECTIONS:
        said += f", {sections}/{goal.amount} section{'s'[: goal.amount != 1]}"
    return f"{said} {REACHED}" if reached else said
