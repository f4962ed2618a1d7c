"""How far the reading of a document is, for whoever wants to show it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Called with what messages call the document, the page that is being read, from 1, and how many
# there are: 0 where that is not known. The name is empty when it is read.
Listener = Callable[[str, int, int], object]


class _Here(threading.local):
    """What belongs to one thread: what a screen reads in others is not told in the shell."""

    listener: Listener | None = None
    name = ""


_here = _Here()


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Until the end, what is read in this thread is told."""
    before, _here.listener = _here.listener, listener
    try:
        yield
    finally:
        _here.listener = before


def hush() -> None:
    """Tell nothing from now on: a screen comes up."""
    _here.listener = None


@contextmanager
def told(name: str) -> Iterator[None]:
    """Until the end, a document of this name is being read."""
    if _here.listener is None or _here.name:
        yield
        return
    listener, _here.name = _here.listener, name
    try:
        listener(name, 0, 0)
        yield
    finally:
        _here.name = ""
        listener("", 0, 0)


def tell(page: int, of: int) -> None:
    """Say that a page of so many is being read."""
    if _here.name and _here.listener is not None:
        _here.listener(_here.name, page, of)
