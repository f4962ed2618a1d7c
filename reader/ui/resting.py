"""What is done about memory when nobody does anything: collecting, and giving back."""

from __future__ import annotations

import contextlib
import gc
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

# How many collections of the young make one of the old worth it.
MANY_GENERATIONS = 5
# Seconds after opening when all that it took can be given back.
REST = 1.0
# Seconds without a key or the mouse that count as a quiet moment.
QUIET = 1.0


def rest_soon(app: ReaderApp) -> None:
    """Tidy up after opening, in a quiet moment, as soon as there is one."""
    app.set_timer(REST, partial(_rest_if_quiet, app))


def tidy_up(app: ReaderApp) -> None:
    """Collect what has gathered, in a quiet moment, if that is worth it."""
    if is_quiet(app) and gc.get_count()[2] >= MANY_GENERATIONS:
        gc.collect()


def _rest_if_quiet(app: ReaderApp) -> None:
    opening = any(one.group == "open" and not one.is_finished for one in app.workers)
    if not opening and is_quiet(app):
        _rest()
    else:
        rest_soon(app)


def is_quiet(app: ReaderApp) -> bool:
    """Whether nobody has done anything for a moment."""
    return time.monotonic() - app.last_input > QUIET


def _rest() -> None:
    """In a quiet moment after opening: what is loaded stays, and need not be looked at again.

    A full collection of it takes 20 to 80 ms; of what is drawn and kept for a while, 5 to 10.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    give_back_memory()


def give_back_memory() -> None:
    """Return what reading a document took for a while; only glibc has to be asked."""
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
