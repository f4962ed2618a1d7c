"""The documents of a review: those at hand, those that are being read, those that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.ui.reviewing import Ready, prepare
from reader.ui.threads import tell

if TYPE_CHECKING:
    from reader.library import Entry
    from reader.ui.app import ReaderApp
    from reader.ui.screens.review import ReviewScreen

KEPT = 3  # documents that are kept ready: the one that is shown, the next, the one before


class Documents:
    """Reads documents in threads, and writes those to their files that are not needed any more.

    ``ready`` is called with the id of a document when it has been read, ``refused`` with the id
    and the reason where its annotations cannot be.
    """

    def __init__(
        self,
        screen: ReviewScreen,
        entries: Mapping[str, Entry],
        ready: Callable[[str], object],
        refused: Callable[[str, str], object],
    ) -> None:
        self._screen = screen
        self._entries = entries
        self._tell_ready = ready
        self._tell_refused = refused
        self._ready: dict[str, Ready] = {}  # by the ids of documents, the one used last at the end
        self._coming: set[str] = set()

    def title(self, document: str) -> str:
        """What it is called."""
        return self._entries[document].title if document in self._entries else ""

    def __getitem__(self, document: str) -> Ready:
        return self._ready[document]

    def at_hand(self, document: str) -> Ready | None:
        """A document that needs no reading: the one that is open below, or one that was read."""
        app = self._screen.app
        if app.reads and app.entry is not None and app.entry.id == document:
            reading = app.reading_screen.reading
            if reading is not None and not reading.waiting:
                self._ready[document] = Ready(app.entry, reading.store, reading)
        if document in self._ready:
            self._ready[document] = self._ready.pop(document)  # the one used last
        return self._ready.get(document)

    def bring_up(self, ready: Ready) -> None:
        """Take in what changed elsewhere. Raises StorageError."""
        ready.store.refresh()
        if ready.reading is not None and ready.reading.refresh() and self._is_below(ready):
            self._screen.app.reading_screen.annotations_changed()

    def fetch(self, document: str) -> None:
        """Read a document in a thread, unless that is being done."""
        if document in self._coming:
            return
        self._coming.add(document)
        app, screen, entry = self._screen.app, self._screen, self._entries[document]
        settings = app.tuning.of(document)

        def work() -> None:
            try:
                ready = prepare(app.library, entry, settings)
            except ReaderError as error:
                tell(app, screen, self._refused, document, str(error))
            else:
                tell(app, screen, self._take, document, ready)

        screen.run_worker(work, thread=True, group="documents")

    def _refused(self, document: str, problem: str) -> None:
        self._coming.discard(document)
        self._tell_refused(document, problem)

    def _take(self, document: str, ready: Ready) -> None:
        self._coming.discard(document)
        self._ready[document] = ready
        for old in list(self._ready)[:-KEPT]:
            self._let_go(old)
        self._tell_ready(document)

    def let_go(self) -> None:
        """None is needed any more."""
        for document in list(self._ready):
            self._let_go(document)

    def _let_go(self, document: str) -> None:
        ready, app = self._ready.pop(document), self._screen.app
        if self._is_below(ready):
            return
        if app.leaving:  # nobody waits for a thread any more
            with suppress(ReaderError):  # it is in the journal
                ready.store.save()
        else:
            work = partial(_save, app, ready)
            app.run_worker(work, thread=True, group="save", exit_on_error=False)

    def _is_below(self, ready: Ready) -> bool:
        """Whether it is the document that is open: who keeps that writes its file."""
        app = self._screen.app
        reading = app.reading_screen.reading if app.reads else None
        return reading is not None and reading.store is ready.store


def _save(app: ReaderApp, ready: Ready) -> None:
    """In a thread. What cannot be written is in the journal, and that is said."""
    try:
        ready.store.save()
        problem = next(iter(ready.store.notices), "") if ready.store.behind else ""
    except ReaderError as error:
        problem = str(error)
    if problem:
        app.call_from_thread(app.say, problem)
