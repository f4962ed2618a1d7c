"""A library of ten thousand documents: until the shelf is shown, and what a key costs there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual.pilot import Pilot

from reader import shelf
from reader.annotations.annotation import new_id, now
from reader.catalogue import Entry
from reader.library import Library
from reader.locating import find_library
from reader.text.spans import Span
from reader.ui.app import ReaderApp
from reader.ui.screens.library import LibraryScreen
from tests.benchmarks.figures import Figure, absolute
from tests.benchmarks.setting import Setting

DOCUMENTS = 10_000
AUTHORS = ("Tove Jansson", "Jorge Luis Borges", "Ursula K. Le Guin", "紫式部", "Émile Zola")
TYPED = "document 77 le guin"


def shelf_of_ten_thousand(setting: Setting, runs: int) -> list[Figure]:
    """From the key to the first rows and to the last; each key of a filter, each order, in CPU."""
    library = _filled(setting)
    first, whole, filters, orders = asyncio.run(_measured(library, runs))
    return [
        absolute("library of 10,000: from the key to its first rows, wall", first, "ms", 150),
        absolute("  to the last of them", whole, "ms"),
        absolute("  a key of the filter, with the frame", filters, "ms", 30),
        absolute("  another order, with the frame", orders, "ms", 50),
    ]


def _filled(setting: Setting) -> Library:
    library = find_library(str(setting.library("shelf")), setting.environment)
    entries = []
    for number in range(DOCUMENTS):
        (library.documents / f"{number}.txt").write_text("A story.\n", "utf-8")
        identity = new_id()
        entry = Entry(
            id=identity,
            title=f"Document {number} of a large library",
            authors=(AUTHORS[number % len(AUTHORS)],),
            path=f"documents/{number}.txt",
            sha256=f"{number:064}",
            format="plain",
            opened=now() if number % 3 else "",
            place=number * 7,
            length=100_000,
            read=(Span(0, number * 7 + 1),),
            file=f"document-{number}-{identity[-8:]}.json",
            pace=1400,
            annotations=number % 50,
            questions=number % 3,
        )
        entries.append(entry)
    library.keep(entries)
    return library


async def _measured(library: Library, runs: int) -> tuple[Sequence[float], ...]:
    first, whole, filters, orders = [], [], [], []
    app = ReaderApp(library, None)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        for _ in range(runs):
            app.shelf = []
            begin = time.perf_counter()
            app.open_library()
            while not (isinstance(app.screen, LibraryScreen) and app.screen.cards):
                await asyncio.sleep(0.001)
            first.append(1e3 * (time.perf_counter() - begin))
            screen = app.screen
            while len(screen.cards) < DOCUMENTS:
                await asyncio.sleep(0.001)
            whole.append(1e3 * (time.perf_counter() - begin))
            await app.workers.wait_for_complete()
            for end in range(1, len(TYPED) + 1):
                filters.append(await _cost(pilot, partial(_type, screen, TYPED[:end])))
            _type(screen, "")
            for order in shelf.ORDERS:
                orders.append(await _cost(pilot, partial(screen._sort_by, order)))
            app.pop_screen()
            await pilot.pause()
    return first, whole, filters, orders


def _type(screen: LibraryScreen, text: str) -> None:
    screen.wanted = text
    screen.list_cards(stay=False)


async def _cost(pilot: Pilot[Any], do: Callable[[], object]) -> float:
    """Milliseconds of CPU of doing something, with the frame that shows it."""
    begin = time.process_time()
    do()
    await pilot.pause()
    return 1e3 * (time.process_time() - begin)
