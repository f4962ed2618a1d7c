"""The document that is open, read again: as its file is now, or as another document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.documents.opening import read_source

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp


def reload(app: ReaderApp) -> None:
    """Read the file of the document again, at the same place."""
    source, screen = app.source, app.reading_screen
    if app.sitting.path is None:
        screen.say("It came through a pipe: there is nothing to read again.")
    elif source.origin is not None:
        from reader.fetching import address_of

        app.loading.refresh(address_of(source.origin.url), by_hand=True)
    elif screen.reading is not None:
        app.sitting.live.read_now()
    else:
        open_anew(app)


def open_anew(app: ReaderApp, then: Callable[[], object] | None = None) -> None:
    """Open the file again, as the document that the library takes it for now; ``then`` is called
    when it is shown."""
    path = app.sitting.path
    if path is not None:
        app.opening.start(lambda: read_source(path), app.reading_screen.view.place, then)
