"""The texts of the library are read into the search index behind, by a process of its own.

What reading a document costs is then felt at no key, and what breaks in it breaks nothing here.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from reader.ui.resting import is_quiet

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

AFTER = 5.0  # seconds from the start on in which nothing is read
AGAIN = 2.0  # seconds until a quiet moment is looked for again
OFTEN = 0.3  # seconds between two words on how far it is
SETTING = "library.index"


class Progress(NamedTuple):
    """How many of how many files are read."""

    done: int
    of: int


class Indexing:
    """Keeps one process at a time at work. ``heard`` is called whenever it is further, or has
    ended; ``progress`` is None while there is nothing to read."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self._child: subprocess.Popen[str] | None = None
        self._works = self._ended = False
        self.progress: Progress | None = None
        self.heard: Callable[[], object] | None = None

    @property
    def works(self) -> bool:
        """Whether it is looking for what is new, or reading it."""
        return self._works

    def soon(self) -> None:
        """Begin when the first document has long been there, in a quiet moment."""
        self._app.set_timer(AFTER, self._if_quiet)

    def _if_quiet(self) -> None:
        if is_quiet(self._app):
            self.start()
        else:
            self._app.set_timer(AGAIN, self._if_quiet)

    def start(self) -> None:
        """Begin now, unless it is at work, or is not to be."""
        allowed = self._app.settings.flag(SETTING) and sys.executable
        if allowed and not self._works and not self._ended:
            self._works = True
            Thread(target=self._work, daemon=True).start()

    def stop(self) -> None:
        """End it for good; what was read stays."""
        self._ended = True
        child = self._child
        if child is not None:
            _end(child)

    def _work(self) -> None:
        """In a thread: run it, and listen to it."""
        library = self._app.library
        # Not from the folder where one is, in which there may be another thing of this name.
        argv = [sys.executable, "-P", "-m", "reader", "search", "--update", "--json"]
        try:
            self._child = child = subprocess.Popen(
                [*argv, "--library", str(library.root)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "READER_STATE": str(library.state)},
                text=True,
                start_new_session=True,  # keys of the terminal are not for it
            )
        except OSError:
            self._tell(None, works=False)
            return
        if self._ended:
            _end(child)
        told = 0.0
        with child:
            for line in child.stdout or ():
                if time.monotonic() - told > OFTEN:
                    told = time.monotonic()
                    self._tell(_understood(line))
        self._child = None
        self._tell(None, works=False)

    def _tell(self, progress: Progress | None, *, works: bool = True) -> None:
        def hear() -> None:
            self.progress, self._works = progress, works
            if self.heard is not None:
                self.heard()

        if not self._app.leaving:
            with contextlib.suppress(RuntimeError):  # it has just left
                self._app.call_from_thread(hear)


def _understood(line: str) -> Progress | None:
    try:
        told = json.loads(line)
        return Progress(int(told["done"]), int(told["of"]))
    except (ValueError, TypeError, KeyError):
        return None


def _end(child: subprocess.Popen[str]) -> None:
    """End it, and the programs that it runs."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGTERM)
        else:
            child.terminate()
