"""A document and its annotations on the reading screen: shown when they are there, and again when
they changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.documents.document import Document
from reader.study.reading import Reading
from reader.text.spans import Span
from reader.ui.going import bookmarks, first_words
from reader.ui.leeches import look_for_leeches
from reader.ui.section_items import Place

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def opened(screen: ReadingScreen, reading: Reading, read: list[Span]) -> None:
    """The whole document is there, with its annotations."""
    screen.reading = screen.view.reading = reading
    show_whole(screen, reading.document, read)
    screen.annotations_changed()
    look_for_leeches(screen)
    screen.waiting.end()


def opened_without_annotations(
    screen: ReadingScreen, document: Document, read: list[Span], problem: str
) -> None:
    """The whole document is there, and nothing can be said about it, because of `problem`."""
    screen.refused = problem
    screen.trouble = "notes not shown"
    show_whole(screen, document, read)
    screen.waiting.give_up()
    screen.say(problem)


def show_whole(
    screen: ReadingScreen,
    document: Document,
    read: list[Span],
    moved: Callable[[int], int] | None = None,
) -> None:
    """Show a document of which all is there. Where it is an edited version of the one that is
    shown, ``moved`` tells where an offset went."""
    if screen.document is not document:
        same = document.text == screen.document.text
        screen.document = document
        screen.view.show(document)
        screen.sections.show(document, screen.app.folds.of(screen.document_id), moved)
        if not same:
            screen.search.document_changed(moved)
    screen.read = screen.sections.read = read
    screen.sections.here = -1
    # The time begins with the first screen, from which some never move: it is all of a short text.
    screen.call_after_refresh(screen.look)
    screen.orientation.follow()
    screen.update_header()


def annotations_changed(screen: ReadingScreen) -> None:
    """Draw again what the annotations are drawn on."""
    reading, view = screen.reading, screen.view
    if reading is None:
        return
    reading.refresh()
    if screen.document is not reading.document:  # other headings were decided on
        show_whole(screen, reading.document, screen.read)
    if reading.placed:
        screen.first_hint.go()
    if view.inline.on:
        view.lay_out()
    if reading.store.get(view.current) is None:
        view.current = ""
    view.refresh()
    screen.notes.show(reading)
    if view.current:
        screen.notes.choose(view.current)
    screen.sections.reading = reading
    screen.sections.mark(
        [
            Place(name, offset, first_words(screen.document.text, offset))
            for name, offset, _ in bookmarks(reading)
        ]
    )
    screen.sections.refresh()
    screen.panes.fit()
