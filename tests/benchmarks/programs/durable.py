"""Marks sentences in the running reader and prints what each took until it was on the disk.

    python -m tests.benchmarks.programs.durable LIBRARY FILE COUNT

From the key to the return of the call that flushed the journal, in milliseconds of the CPU time
of the process, a line each; then a line with the time until the screen shows it, too.
"""

import asyncio
import sys
import time
from pathlib import Path

from textual import events

from reader import config
from reader.annotations.journal import Journal
from reader.documents.opening import read_source
from reader.library import Library
from reader.ui.app import ReaderApp

WARM = 3
PATIENCE = 10.0  # seconds


async def measure(library: Path, file: Path, count: int) -> None:
    """Open the file and mark a sentence on each page."""
    flushed: list[float] = []
    append = Journal.append

    def timed(journal: Journal, lines: list[bytes], *, durable: bool = True) -> int:
        end = append(journal, lines, durable=durable)
        if durable:
            flushed.append(time.process_time())
        return end

    app = ReaderApp(Library(library, config.state_folder()), read_source(file))
    async with app.run_test(size=(120, 40)) as pilot:
        while app.reading_screen.reading is None:
            await pilot.pause(0.05)
        await pilot.pause(0.5)
        Journal.append = timed  # type: ignore[method-assign,assignment]
        for number in range(count + WARM):
            await pilot.press("space")
            await pilot.press("f")
            label = next(iter(app.reading_screen.view.labels.values())).upper()
            await pilot.pause(1.5 if number == 0 else 0.1)
            flushed.clear()
            before = time.process_time()
            app.post_message(events.Key(label.lower(), label))
            while not flushed and time.process_time() - before < PATIENCE:
                await asyncio.sleep(0)
            await pilot.pause()
            after = time.process_time()
            if number >= WARM:
                print(f"{1e3 * (flushed[0] - before):.3f} {1e3 * (after - before):.3f}")


if __name__ == "__main__":
    asyncio.run(measure(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
