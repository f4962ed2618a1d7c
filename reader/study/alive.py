"""Whether the program that a session runs in is still there.

It holds a lock as long as the session runs, which the system takes away when it dies. Of a session
of another machine, whose locks nobody sees here, only its age can be told.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from reader.annotations.files import hold, make_folder
from reader.annotations.logs import RUNNING
from reader.study import clock
from reader.study.session import BROKEN, PAUSED, Session, sessions_in
from reader.text.digest import sha256

MACHINE = "machine"  # the field of a record that tells on which one it is
ELSEWHERE = timedelta(days=1)  # without a word from another machine until its session is over


def machine() -> str:
    """A name for this machine that tells nothing of it."""
    return sha256(platform.node().encode())[:8]


def hold_session(locks: Path, group: str) -> Callable[[], None]:
    """Hold the lock of a session; what lets go of it."""
    path = _lock(locks, group)
    try:
        make_folder(locks)
        descriptor = hold(path)
    except OSError:
        descriptor = None
    if descriptor is None:
        return lambda: None
    return partial(_let_go, path, descriptor)


def is_alive(session: Session, locks: Path) -> bool:
    """Whether a session goes on in some program, as far as can be told from here."""
    if session.state not in (RUNNING, PAUSED):
        return False
    if session.extra.get(MACHINE, machine()) != machine():
        return clock.wall() - datetime.fromisoformat(session.ended) < ELSEWHERE
    path = _lock(locks, session.group)
    if not path.exists():
        return False
    try:
        descriptor = hold(path)
    except OSError:
        return False
    if descriptor is None:
        return True
    _let_go(path, descriptor)
    return False


def broken(records: Iterable[Mapping[str, Any]], locks: Path, *, but: str = "") -> list[Session]:
    """The sessions that were going on when their program died, as they are to be from now on; not
    those of the group ``but``."""
    unfinished = [one for one in records if one.get("state") in (RUNNING, PAUSED)]
    dead = (one for one in sessions_in(unfinished) if not is_alive(one, locks))
    return [one._replace(state=BROKEN) for one in dead if one.group != but]


def _let_go(path: Path, descriptor: int) -> None:
    with suppress(OSError):
        path.unlink()
    os.close(descriptor)


def _lock(locks: Path, group: str) -> Path:
    return locks / f"session-{sha256(group.encode())[:16]}.lock"
