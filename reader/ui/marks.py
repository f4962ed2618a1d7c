"""Bookmarks and the places that jumps left: a letter, or a step back, leads there again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.annotation import Kind
from reader.documents.opening import read_source
from reader.errors import ReaderError
from reader.text.spans import Span
from reader.ui.annotating import NOT_SAVED
from reader.ui.going import bookmarks, names
from reader.ui.jumps import Stop

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

HERE = "'"  # typed twice: back to where one was


def set_bookmark(screen: ReadingScreen, name: str) -> None:
    """Give this place a name; a bookmark that has it already moves here."""
    reading = screen.reading
    if reading is None:
        screen.waiting.for_notes(lambda: set_bookmark(screen, name))
        return
    offset = screen.here
    there = {known: identity for known, _, identity in bookmarks(reading)}
    try:
        if name in there:
            reading.extend(there[name], Span(offset, offset))
        else:
            reading.mark(Span(offset, offset), kind=Kind.BOOKMARK, note=name)
    except KeyError:
        screen.say("The bookmark was deleted elsewhere just now: set it once more.")
        return
    except ReaderError as error:
        screen.say(f"{NOT_SAVED}{error}")
        return
    screen.annotations_changed()
    screen.say(f"Bookmark {name} · '{name} comes back here · u undo")


def go_to_bookmark(screen: ReadingScreen, name: str) -> None:
    """Go to the place with this name."""
    if name == HERE:
        app = screen.app
        go_to_stop(screen, app.jumps.swap(app.stop()), "Nothing was left by a jump yet.")
        return
    found = list(bookmarks(screen.reading))
    offset = next((at for known, at, _ in found if known == name), None)
    if offset is None:
        others = f"; there are {names(found)}" if found else f": m{name} sets it"
        screen.say(f"No bookmark {name}{others}")
    else:
        screen.jump(offset, row=0)


def go_to_stop(screen: ReadingScreen, stop: Stop | None, otherwise: str) -> None:
    """Go to a place that was left by a jump, in whatever document; say what if there is none."""
    app = screen.app
    if stop is None:
        screen.say(otherwise)
    elif stop.same_document(app.source):
        app.reading_screen.go_to(stop.offset, row=0)
    else:
        path = stop.source.path
        read = (lambda: stop.source) if path is None else (lambda: read_source(path))
        app.opening.start(read, stop.offset, None)
