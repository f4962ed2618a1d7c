"""The export of a document that writes itself, off the path of the keys, and telling of it.

At every change it is written a moment after the last one, in a thread; else when the document is
left. A failure undoes nothing: it is said once, stands in the header for as long as it lasts, and
is tried again.
"""

from __future__ import annotations

import time
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.ui.threads import tell

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
    from reader.ui.screens.reading import ReadingScreen
    from reader.ui.sitting import Sitting

IDLE = 2.0  # seconds without a change after which it is written
AGAIN = 30.0  # seconds until another attempt after one that failed
PATIENCE = 1.5  # seconds for which leaving waits
LATE = "the export of the notes takes long; it is finished when they are exported next"
CHOICES = (
    ("s", "When I stop reading", "stop"),
    ("c", "At every change", "change"),
    ("o", "Not at all", "off"),
    ("l", "As the settings say for all", ""),
)


class Exports:
    """Exports the annotations of one document by itself, where that is wanted."""

    def __init__(self, app: ReaderApp, sitting: Sitting) -> None:
        self._app = app
        self._sitting = sitting
        self._version = -1  # of the store, when it was looked at last
        self._done = -1  # of the store, when it was exported, or found to be
        self._changed = 0.0
        self._next = 0.0
        self._said = ""
        self._writing = Lock()

    @property
    def mode(self) -> str:
        """When it is exported: off, stop, change."""
        from reader.automatic import OFF, mode_of

        entry = self._sitting.entry
        return mode_of(entry, self._app.settings) if entry is not None else OFF

    def look(self) -> None:
        """Export if it is time; called every now and then."""
        reading = self._sitting.screen.reading
        if reading is None or reading.waiting:
            return
        now, version = time.monotonic(), reading.store.version
        if version != self._version:
            self._version, self._changed = version, now
        due = version != self._done and now - self._changed >= IDLE and now >= self._next
        if due and self.mode == "change" and not self._writing.locked():
            Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        """In a thread, which leaving does not wait for."""
        screen = self._sitting.screen
        before = screen.export_trouble
        said = self._export()
        if screen.export_trouble:
            self._next = time.monotonic() + AGAIN
        elif before and not said:
            said = "The notes are exported again."
        news, self._said = said != self._said, said
        if news or before != screen.export_trouble:
            with suppress(RuntimeError):  # the program has ended meanwhile
                tell(self._app, screen, _told, screen, said if news else "")

    def end(self) -> str:
        """Export what is to be when the document is left; what a person should know then. What
        takes long goes on behind."""
        reading = self._sitting.screen.reading
        if reading is None or reading.waiting or self.mode == "off":
            return ""
        if reading.store.version == self._done:
            return ""
        said: list[str] = []
        thread = Thread(target=lambda: said.append(self._export()), daemon=True)
        thread.start()
        thread.join(PATIENCE)
        return said[0] if said else LATE

    def _export(self) -> str:
        """Export now; what a person should know."""
        from reader import automatic
        from reader.library import named

        sitting = self._sitting
        reading, entry, library = sitting.screen.reading, sitting.entry, sitting.library
        if reading is None or entry is None:
            return ""
        with self._writing:
            version, document = reading.store.version, reading.document
            place = automatic.where(library, self._app.settings)
            stamp = automatic.stamp_of(document, reading.store, place)
            done = None
            try:
                if automatic.is_due(library, entry, stamp, place):
                    done = automatic.export_by_itself(
                        library,
                        entry,
                        reading.store,
                        document,
                        reading.everything(),
                        named(library, sitting.source),
                        place,
                    )
            except (ReaderError, OSError) as error:
                sitting.screen.export_trouble = "notes not exported"
                return f"Not exported: {error}"
            self._done = version
            sitting.screen.export_trouble = ""
        return " · ".join(done.remarks) if done is not None else ""


def _told(screen: ReadingScreen, said: str) -> None:
    screen.update_header()
    if said:
        screen.say(said)


def choose(screen: ReadingScreen) -> None:
    """Ask when the annotations of this document are to be exported by themselves."""
    from reader.automatic import where
    from reader.ui.screens.choose import Choice, ChooseScreen

    app = screen.app
    sitting, entry = app.sitting, app.entry
    if entry is None:
        screen.waiting.for_notes(lambda: choose(screen))
        return
    now = entry.auto_export
    choices = [Choice(key, words, now=mode == now) for key, words, mode in CHOICES]

    def chosen(key: str | None) -> None:
        mode = next((mode for one, _, mode in CHOICES if one == key), None)
        if mode is None:
            return
        try:
            sitting.choose_export(mode)
        except ReaderError as error:
            screen.say(f"Not changed: {error}")
            return
        folder = where(app.library, app.settings).folder
        said = {
            "off": "The notes are not exported by themselves.",
            "stop": f"The notes go to {folder} when you stop reading.",
            "change": f"The notes go to {folder} at every change.",
        }
        screen.say(said[sitting.exports.mode])

    title = "Export the notes of this document by itself?"
    at = next((at for at, choice in enumerate(choices) if choice.now), 0)
    app.push_screen(ChooseScreen(title, choices, at=at), chosen)
