"""What the sections pane costs with 10,000 sections and 10,000 highlights."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from reader.documents.opening import open_document, read_source
from reader.library import Library
from reader.ui.app import ReaderApp
from reader.ui.section_tree import UNFOLDED
from reader.ui.widgets.list_pane import ListPane
from tests.benchmarks import prose
from tests.benchmarks.figures import Figure, absolute
from tests.benchmarks.notes import cpu
from tests.benchmarks.setting import Setting, highlights
from tests.benchmarks.terminal import COLUMNS, ROWS

SECTIONS = 10_000
KEY = 16.0  # milliseconds a key may take: a frame of a screen that shows sixty a second
WARM = 3
FILTERS = ("c", "ch", "cha", "chap", "chapt", "chapte", "chapter", "chapter 9", "chapter 99")


def outline_of_ten_thousand(folder: Path) -> Path:
    """A text in Markdown with chapters in parts, sections in chapters: 10,000 headings."""
    words = prose.paragraphs(2_000_000)
    kinds = ("Part", "Chapter", "Section", "Section", "Section")
    pieces = []
    for number in range(SECTIONS):
        kind = kinds[0 if number % 100 == 0 else 1 + number % 4]
        level = {"Part": 1, "Chapter": 2, "Section": 3}[kind]
        pieces.append(f"{'#' * level} {kind} {number}\n\n{words[number % len(words)]}\n")
    path = folder / "outline.md"
    path.write_text("\n".join(pieces), "utf-8")
    return path


def sections(setting: Setting, runs: int) -> list[Figure]:
    """The first rows, following the text, moving, folding, a keystroke of the filter."""
    return asyncio.run(_measure(setting, runs))


async def _measure(setting: Setting, runs: int) -> list[Figure]:
    os.environ["READER_STATE"] = str(setting.folder / "state")
    os.environ["READER_CONFIG"] = str(setting.folder / "config")
    library = Library(setting.library("sections"), setting.folder / "state")
    source = read_source(outline_of_ten_thousand(setting.folder))
    document = open_document(source)
    store = library.annotations_of(library.remember(library.recognise(source, document)))
    store.add(*highlights(document, 10_000))
    store.save()
    app = ReaderApp(library, source)
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        while app.entry is None or app.reading_screen.reading is None:
            await pilot.pause(0.05)
        await app.workers.wait_for_complete()
        await pilot.pause(1.5)  # words are counted a while after
        await app.workers.wait_for_complete()
        screen = app.reading_screen
        pane, view = screen.sections, screen.view

        def drawn(do: Callable[[], object]) -> float:
            return cpu(lambda: (do(), _draw(pane)))

        def times(do: Callable[[], object]) -> list[float]:
            return [drawn(do) for _ in range(3 * runs + WARM)][WARM:]

        fresh = open_document(source)
        shown = drawn(lambda: pane.show(fresh))
        pane.show(document)
        pane.reading = screen.reading
        followed = times(lambda: view.scroll_rows(3))
        plain = [cpu(lambda: view.scroll_rows(3)) for _ in range(3 * runs)]
        screen.go_to(len(document.text) // 2)
        pane.focus()
        await pilot.pause()
        moved = times(lambda: pane.move(1))
        folded = []
        for _ in range(runs):
            folded += [drawn(lambda level=level: pane.fold_to(level)) for level in (1, 2, UNFOLDED)]  # type: ignore[misc]
        under = times(pane.fold_under)

        def type_filter(text: str) -> None:
            pane.filter = text
            pane.changed()

        typed = [drawn(lambda text=text: type_filter(text)) for text in FILTERS]  # type: ignore[misc]
        cleared = drawn(lambda: type_filter(""))
    return [
        absolute("10,000 sections: a line of the text on, and the pane, CPU", followed, "ms", KEY),
        absolute("  the same without drawing the pane", plain, "ms"),
        absolute("  a section on in the pane", moved, "ms", KEY),
        absolute("  all folded, to a level, unfolded", folded, "ms", KEY),
        absolute("  one folded with all in it", under, "ms", KEY),
        absolute("  filter, a keystroke", typed, "ms", KEY),
        absolute("  the filter taken away", [cleared], "ms", KEY),
        absolute("  the first rows of a document", [shown], "ms"),
    ]


def _draw(pane: ListPane) -> None:
    """Draw the pane anew, as a frame does."""
    pane.refresh()
    pane.render_lines(pane.size.region)
