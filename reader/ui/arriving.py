"""Arriving where a link leads: the caret on the passage, its note shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.leading import Led, file_of, led
from reader.ui.keys import key_of

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
    from reader.ui.screens.reading import ReadingScreen

SOON = 0.1  # seconds until it is looked again whether the annotation has been found


def open_link(app: ReaderApp, word: str) -> None:
    """Open the document that a link names, at the passage. What it does not lead to is said."""
    try:
        found = led(app.library, word)
        path = file_of(app.library, found)
    except ReaderError as error:
        app.say(str(error))
        return
    app.open_path(path, found.place, then=lambda: arrive(app.reading_screen, found))


def arrive(screen: ReadingScreen, found: Led) -> None:
    """Show the passage that a link led to, in its document, which is just open."""
    screen.call_later(_arrive, screen, found)  # after what is said of the opening


def _arrive(screen: ReadingScreen, found: Led) -> None:
    reading = screen.reading
    annotation = reading.store.get(found.annotation) if reading and found.annotation else None
    if reading is None or annotation is None:
        _stand(screen, found.place)
        if found.remark:
            screen.say(found.remark)
        return
    span = reading.span_of(annotation.id)
    if span is None and reading.waiting:  # it is being searched for in a text that was edited
        screen.set_timer(SOON, partial(_arrive, screen, found))
        return
    if span is None:
        _stand(screen, found.place)
        screen.panes.show_note(annotation)
        repair = key_of("repair")
        screen.say(f"The words of this annotation are not in the text: {repair} finds a place.")
        return
    _stand(screen, span.start)
    screen.make_current(annotation.id)
    screen.call_after_refresh(screen.hover.rest)  # when it is known whether its card is in sight


def _stand(screen: ReadingScreen, place: int | None) -> None:
    """Put the caret on a place, and the place on the screen."""
    if place is None:
        return
    place = max(0, min(place, len(screen.document.text)))
    screen.panes.focus_text()
    screen.go_to(place, row=1)
    screen.view.put_caret(place)
    screen.keys_changed()
