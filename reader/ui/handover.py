"""From the kept screen to the living one without a flicker, and at the end back again.

While the screen of the last run stands in the terminal (`reader.prepaint`), nothing is drawn until
the annotations are there, so that highlights do not vanish and come back; but the first key, click
or change of size ends the waiting.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events

from reader import config, prepaint
from reader.ui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

PATIENCE = 1.5  # seconds after which it is drawn, come what may


class HandOver:
    """The beginning and the end of one run's screen."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self._waiting: ExitStack | None = None
        self._size = app.size
        self._rows = ""
        self._notebook = False  # whether they are those of the notebook

    def begin(self) -> None:
        """Hold back what is drawn, if a kept screen stands in the terminal."""
        app = self._app
        self._size = app.size
        if getattr(app._driver, "took_over", False):
            self._waiting = ExitStack()
            self._waiting.enter_context(app.batch_update())
            app.set_timer(PATIENCE, self.end)

    def end(self) -> None:
        """Draw."""
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None
            self._app.screen.refresh(layout=True)

    def opened(self, path: Path | None, screen: ReadingScreen) -> None:
        """The document is there. Its kept screen is used once: after a crash it would be old."""
        if not screen.typesetting.preparing:  # else the text would be set twice
            self.end()
        if not self._app.is_headless:
            prepaint.forget([str(path.resolve())] if path else [], self._library)

    def look(self, event: events.Event) -> None:
        """End the waiting if somebody did something."""
        if self._waiting is not None and (
            isinstance(event, events.InputEvent | events.Paste)
            or (isinstance(event, events.Resize) and event.size != self._size)
        ):
            self.end()

    def keep_rows(self) -> None:
        """The program is about to end: take down what is on the screen."""
        app = self._app
        screen = app.screen
        wanted = app.settings.flag("screen.instant") and not app.is_headless
        if not wanted:
            return
        if isinstance(screen, ReadingScreen):
            if not _calm(screen) or screen.document.metadata.extra.get("encrypted"):
                return
        elif not getattr(screen, "as_it_begins", bool)():
            return
        else:
            self._notebook = True
        console = app.console
        strips = screen._compositor.render_strips()
        self._rows = "".join(
            f"\x1b[{y};1H{strip.render(console)}" for y, strip in enumerate(strips, 1)
        )
        self._size = app.size

    def write(self, path: Path | None) -> None:
        """Keep what was taken down, after the terminal has been left."""
        if self._rows and self._notebook:
            folder = str(self._app.library.annotations.resolve())
            prepaint.keep(self._rows, folder, self._size, self._library, notebook=True)
        elif self._rows and path is not None:
            prepaint.keep(self._rows, str(path.resolve()), self._size, self._library)

    @property
    def _library(self) -> str:
        root = self._app.library.root.resolve()
        named = config.LIBRARY_VARIABLE in os.environ
        return "" if not named and root == config.default_library().resolve() else str(root)


def _calm(screen: ReadingScreen) -> bool:
    """Look as when the document is opened again here; whether that can be done."""
    if screen.prompt.active or screen.panes.tiny:
        return False
    screen.stop_selecting()
    screen.search.clear()
    screen.make_current("")
    screen.hints.hush()
    return True
