"""What the notes pane costs with 10,000 notes."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable

from reader.documents.opening import open_document, read_source
from reader.library import Library
from reader.ui.app import ReaderApp
from reader.ui.screens.reading import ReadingScreen
from tests.benchmarks.figures import Figure, absolute
from tests.benchmarks.setting import Setting, highlights
from tests.benchmarks.terminal import COLUMNS, ROWS

WARM = 3
NOTE = "Note {}: *what* follows from this?\n\n- one\n- another, `{}`\n\nAnd so on."
FILTERS = ("w", "wh", "wha", "what", "what ", "what #", "what #b", "what #be", "what #ben")


def cpu(do: Callable[[], object]) -> float:
    """The CPU time of a call, in milliseconds."""
    start = time.process_time()
    do()
    return 1000 * (time.process_time() - start)


def draw(screen: ReadingScreen) -> None:
    """Draw text and notes anew, as a frame does."""
    for widget in (screen.view, screen.notes):
        widget.render_lines(widget.size.region)


def noted(setting: Setting) -> Library:
    """A library in which the text of 5 MB has 10,000 notes."""
    library = Library(setting.library("notes"), setting.folder / "state")
    source = read_source(setting.five)
    document = open_document(source)
    store = library.annotations_of(library.remember(library.recognise(source, document)))
    marks = highlights(document, 10_000)
    store.add(*(mark._replace(note=NOTE.format(n, n)) for n, mark in enumerate(marks)))
    store.save()
    return library


def notes(setting: Setting, runs: int) -> list[Figure]:
    """Scrolling with the cards beside the text, in the list, and a keystroke of the filter."""
    return asyncio.run(_measure(setting, runs))


async def _measure(setting: Setting, runs: int) -> list[Figure]:
    os.environ["READER_STATE"] = str(setting.folder / "state")
    os.environ["READER_CONFIG"] = str(setting.folder / "config")
    app = ReaderApp(noted(setting), read_source(setting.five))
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        while app.entry is None or app.reading_screen.reading is None:
            await pilot.pause(0.05)
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.reading_screen
        notes, view = screen.notes, screen.view

        def scroll(rows: int) -> None:
            view.scroll_rows(rows)
            draw(screen)

        beside = [cpu(lambda: scroll(3)) for _ in range(3 * runs + WARM)][WARM:]
        pages = [cpu(lambda: scroll(ROWS - 4)) for _ in range(3 * runs + WARM)][WARM:]
        notes.focus()
        await pilot.pause()
        listing = cpu(lambda: (notes.changed(), draw(screen)))

        def scroll_list() -> None:
            notes.scroll_rows(3)
            draw(screen)

        listed = [cpu(scroll_list) for _ in range(3 * runs + WARM)][WARM:]
        await pilot.pause(1.0)  # what a filter looks at is folded in slices

        def type_filter(text: str) -> None:
            notes.filter = text
            notes.changed()
            draw(screen)

        typed = [cpu(lambda text=text: type_filter(text)) for text in FILTERS]  # type: ignore[misc]
        notes.filter = ""
        screen.panes.toggle("notes")
        await pilot.pause()
        places = [(x, y) for y in range(2, ROWS - 4) for x in range(view.text_left, 60, 7)]
        pointed = [cpu(lambda x=x, y=y: screen.hover.point(x, y)) for x, y in places]  # type: ignore[misc]
    return [
        absolute("scroll 3 rows, cards beside the text, CPU", beside, "ms", 8),
        absolute("  a page", pages, "ms", 8),
        absolute("scroll 3 rows, list of notes, CPU", listed, "ms", 8),
        absolute("filter of the notes, a keystroke, CPU", typed, "ms", 30),
        absolute("the pointer moves over the text, CPU", pointed, "ms", 1),
        absolute("  the list made anew", [listing], "ms"),
    ]
