"""Bringing the annotations file up to the journal, off the path of the keys, and telling of it.

What a person does is durable in the journal before the screen says so. The file follows here:
a moment after the last change, in a thread, and at the end. Where that fails (a full disk, a
read-only folder) the header says so for as long as it lasts, and it is tried again.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.ui.app import ReaderApp
    from reader.ui.screens.reading import ReadingScreen

IDLE = 1.0  # seconds without a change after which the file is written
LONGEST = 10.0  # seconds after which it is written although changes go on
AGAIN = 5.0  # seconds until another attempt after one that failed
READ_ONLY = "notes are read-only"


class Keeper:
    """Keeps one document's annotations file up to date."""

    def __init__(self, app: ReaderApp, store: Annotations, screen: ReadingScreen) -> None:
        self.trouble = READ_ONLY if store.read_only else ""  # in a few words, for the header
        self._app = app
        self._screen = screen
        self._store = store
        self._said: set[str] = set()
        self._version = -1
        self._changed = self._since = 0.0
        self._next = 0.0
        self._busy = False
        self._text_trouble = ""

    def news(self) -> list[str]:
        """What the store has to say that was not told yet."""
        notices = filter(None, (*self._store.notices, self._text_trouble))
        told = [notice for notice in notices if notice not in self._said]
        self._said.update(told)
        return told

    def look(self) -> None:
        """Write the file if it is time; called every now and then."""
        now = time.monotonic()
        if self._version != self._store.version:
            self._version = self._store.version
            self._changed = now
        if not self._store.unsettled:
            self._since = now
            if self.trouble and self.trouble != READ_ONLY:  # another window wrote the file
                self.trouble = ""
                self._tell("")
            return
        waited = now - self._changed >= IDLE or now - self._since >= LONGEST
        if waited and now >= self._next and not self._busy:
            self._busy = True
            self._app.run_worker(self._save, thread=True, group="save", exit_on_error=False)

    def _save(self) -> None:
        """In a thread."""
        try:
            problem = self.save()
        finally:
            self._busy = False
            self._next = time.monotonic() + (AGAIN if self.trouble else 0)
        self._app.call_from_thread(self._tell, problem)

    def save(self) -> str:
        """Write the file now; what went wrong, if anything did."""
        try:
            self._store.save()
        except ReaderError as error:
            self.trouble = f"{str(error).partition(':')[0]}: in the journal only"
            return str(error)
        self.trouble = READ_ONLY if self._store.read_only else ""
        reading = self._screen.reading
        try:
            # What is still searched for is not waited for: the next opening looks again.
            if reading and reading.store is self._store and not reading.waiting:
                reading.keep()
        except ReaderError as error:
            self.cannot_keep_text(error)
        return ""

    def cannot_keep_text(self, error: ReaderError) -> None:
        """The text that the annotations are in was not kept, so that they will be found by their
        words alone. That is said once."""
        self._text_trouble = self._text_trouble or f"the text is not kept with its notes: {error}"

    def _tell(self, problem: str) -> None:
        screen = self._screen
        before, screen.trouble = screen.trouble, self.trouble
        if before != self.trouble:
            screen.update_header()
            screen.say(problem or "The file of your notes is up to date again.")
