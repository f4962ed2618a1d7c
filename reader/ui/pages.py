"""Opening what a person names, and the two ways to show a page of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.links import is_page
from reader.documents.opening import read_source
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
    from reader.ui.screens.reading import ReadingScreen

_KNOWN = 80  # code points by which the place in a page is found in its article


def open_named(screen: ReadingScreen, word: str) -> None:
    """Show what a person names: a file, or a page of the web."""
    if is_page(word):
        screen.app.open_address(word)
    else:
        screen.app.open_path(Path(word).expanduser())


def take_pasted(app: ReaderApp, text: str) -> bool:
    """Open what was pasted, if that is an address or files that were dropped on the terminal;
    whether it was."""
    from reader.gathering import paths_in

    if is_page(text):
        app.open_address(text.strip())
        return True
    paths = paths_in(text)
    if paths:
        app.drop(paths)
    return bool(paths)


def turn_whole(screen: ReadingScreen) -> None:
    """Show all of a page of HTML, or its article alone again, at the same place."""
    sitting, document = screen.app.sitting, screen.document
    if sitting.path is None or document.metadata.format != "html":
        screen.say("Only of a page of HTML the article is found.")
        return
    try:
        source = read_source(sitting.path)._replace(whole=not sitting.source.whole)
    except ReaderError as error:
        screen.say(str(error))
        return
    screen.popup.close()
    start = screen.view.place
    words = document.text[start : start + _KNOWN].partition("\n")[0]
    screen.app.opening.start(lambda: source, None, None, words)
