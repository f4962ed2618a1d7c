"""How a session is kept while it goes on, and what is found of those that were cut short."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.study import alive, recovering
from reader.study.session import Session
from reader.ui import study_words
from reader.ui.study_part import StudyPart
from reader.ui.study_writing import StudyWriter

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
    from reader.ui.sitting import Sitting


class StudyKeeper:
    """Holds the lock of the session that is on, and writes its records where they changed."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self._writer = StudyWriter(app, self._failed)
        self._unlock: Callable[[], None] = lambda: None
        self._refused = False  # the disk, and that was said
        self._parts: set[StudyPart] = set()  # that were written

    def hold(self, group: str) -> None:
        """A session goes on from now on."""
        self._refused = False
        self._parts.clear()
        self._unlock = alive.hold_session(self._app.library.state / "locks", group)

    def let_go(self) -> None:
        """It is over."""
        self._unlock()
        self._unlock = lambda: None

    def put(self, part: StudyPart, session: Session, *, save: bool) -> None:
        """Let the record of a part be written when `go` or `now` is called, if it changed."""
        store = part.store
        if store is None or store.read_only or session == part.written:
            return
        part.written = session
        self._parts.add(part)
        self._writer.put(store, session, save=save)

    def go(self) -> None:
        """Let what waits be written by a thread."""
        self._writer.go()

    def now(self) -> str:
        """Write what waits; what went wrong, if anything."""
        return self._writer.now()

    def cannot(self, why: str) -> None:
        """It runs, and is not kept; that is said once."""
        if not self._refused:
            self._refused = True
            self._app.say(f"The session runs, but cannot be kept: {why}")

    def look_back(self, sitting: Sitting, own: str) -> Session | None:
        """The last session of this document, but for the group ``own``, whose program died: all
        such are over, with what was written of them, and the person is told."""
        reading = sitting.screen.reading
        if reading is None:
            return None
        locks = self._app.library.state / "locks"
        broken = recovering.broken(reading.store, locks, but=own)
        for session in broken:
            self._writer.put(reading.store, session, save=True)
        if not broken:
            return None
        self._writer.go()
        if broken[-1].active:
            said = sitting.screen.hints.message, study_words.cut_short(broken[-1])
            sitting.screen.say(" · ".join(filter(None, said)))
        return broken[-1]

    def _failed(self, why: str) -> None:
        """It is tried again with what is written next."""
        for part in self._parts:
            part.written = None
        self.cannot(why)
