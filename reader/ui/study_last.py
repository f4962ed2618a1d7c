"""How a session was begun last: the next one is offered the same way, whatever became of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from reader import config
from reader.study.session import MINUTES, NONE, SECTION, SECTIONS, Goal, Rhythm, rhythm_of

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

KEY = "session"  # under which the program remembers it


class Beginning(NamedTuple):
    """What a session was begun with. Of a section only the kind of the goal is known: it was
    another one."""

    goal: Goal = Goal()
    rhythm: Rhythm | None = None


def remember(app: ReaderApp, beginning: Beginning) -> None:
    """From now on this is the last one, even if the program is killed."""
    goal, rhythm = beginning
    kept = [goal.kind, goal.amount, f"{rhythm.work}/{rhythm.rest}" if rhythm else ""]
    app.memory[KEY] = kept
    app.run_worker(partial(_write, kept), thread=True, group="last session", exit_on_error=False)


def _write(kept: list[object]) -> None:
    """In a thread."""
    config.save_state({**config.load_state(), KEY: kept})


def last(memory: Mapping[str, Any]) -> Beginning | None:
    """How the session before was begun; None if there was none."""
    kept = memory.get(KEY)
    if not isinstance(kept, list) or len(kept) != 3:
        return None
    kind, amount, rhythm = kept
    if kind not in (NONE, MINUTES, SECTIONS, SECTION) or not isinstance(rhythm, str):
        return None
    amount = amount if isinstance(amount, int) and amount > 0 else 0
    if kind in (MINUTES, SECTIONS) and not amount:
        return None
    return Beginning(Goal(kind, amount), rhythm_of(rhythm))
