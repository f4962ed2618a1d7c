"""What is done about memory when nobody does anything: collecting, and giving back."""

from __future__ import annotations

import contextlib
import gc
import sys

# How many collections of the young make one of the old worth it.
MANY_GENERATIONS = 5


def rest() -> None:
    """In a quiet moment after opening: what is loaded stays, and need not be looked at again.

    A full collection of it takes 20 to 80 ms; of what is drawn and kept for a while, 5 to 10.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    give_back_memory()


def tidy_up() -> None:
    """In a quiet moment: collect what has gathered, if that is worth it."""
    if gc.get_count()[2] >= MANY_GENERATIONS:
        gc.collect()


def give_back_memory() -> None:
    """Return what reading a document took for a while; only glibc has to be asked."""
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
