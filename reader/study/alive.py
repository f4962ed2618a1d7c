"""Whether the program that a session runs in is still there.

It holds a lock as long as the session runs, which the system takes away when it dies. Of a session
of another machine, whose locks nobody sees here, only its age can be told.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from reader.annotations.files import hold, make_folder
from reader.study import clock
from reader.study.session import Session, is_unfinished
from reader.text.digest import sha256

MACHINE = "machine"  # the field of a record that tells on which one it is
RUN = "run"  # that which tells of which run of the program it is, as the marks of that run do
ELSEWHERE = timedelta(days=1)  # without a word from another machine until its session is over


def machine() -> str:
    """A name for this machine that tells nothing of it."""
    return sha256(platform.node().encode())[:8]


def hold_session(locks: Path, group: str) -> Callable[[], None]:
    """Hold the lock of a session; what lets go of it."""
    path = lock_of(locks, group)
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
    if not is_unfinished(session):
        return False
    if session.extra.get(MACHINE, machine()) != machine():
        return clock.wall() - datetime.fromisoformat(session.ended) < ELSEWHERE
    path = lock_of(locks, session.group)
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


def is_dead(session: Session, locks: Path) -> bool:
    """Whether a session goes on by its record, and its program is gone."""
    return is_unfinished(session) and not is_alive(session, locks)


def _let_go(path: Path, descriptor: int) -> None:
    with suppress(OSError):
        path.unlink()
    os.close(descriptor)


def lock_of(locks: Path, group: str) -> Path:
    """The lock of a session."""
    return locks / f"session-{sha256(group.encode())[:16]}.lock"
