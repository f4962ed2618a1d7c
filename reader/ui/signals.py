"""The signals with which the system or the terminal ends a program."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable

NAMES = ("SIGTERM", "SIGHUP", "SIGINT")


def heed(end: Callable[[int], object]) -> None:
    """Call ``end`` with the exit code when one comes, in the loop that runs now."""
    loop = asyncio.get_running_loop()
    for name in NAMES:
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, end, 128 + number)
