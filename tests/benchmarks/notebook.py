"""The notebook of 100,000 annotations in 1,000 documents: its first paint, a key of its filter, the
same from the shell, and memory."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from textual.pilot import Pilot

from reader.library import Library
from reader.locating import find_library
from reader.ui.app import ReaderApp
from reader.ui.noting import open_notebook
from reader.ui.screens.notebook import NotebookScreen
from tests.benchmarks.beginning import console_script, ended
from tests.benchmarks.figures import Figure, absolute, ratio
from tests.benchmarks.keeping import large_library
from tests.benchmarks.programs import WORDS
from tests.benchmarks.setting import REPOSITORY, Setting, running

COUNT = 100_000
FIRST, LAST = "what was marked", "100,000 annotations"  # in its first rows; when all are there
TYPED = "marked kind:highlight color:yellow has:note doc:77 -zebra"
QUERIES = ("words", "has:note kind:highlight", "doc:77 words", "tag:exam is:open", "zebra")


def notebook(setting: Setting, runs: int) -> list[Figure]:
    """On the screen by the clock and in CPU time, in the shell by the clock."""
    root = large_library(setting)
    shell = [sys.executable, "-m", "reader", "notes", "--count", "--library", str(root)]
    _run(setting, shell, "")  # it is warm: what changed was read
    anew, whole, used = _painted(setting, root, runs, kept=False)
    again, _, _ = _painted(setting, root, runs, kept=True)
    minimal = _minimal(setting, runs)
    shelled = [_run(setting, shell, query) for query in QUERIES for _ in range(max(1, runs // 3))]
    keys = asyncio.run(_keys(find_library(str(root), setting.environment)))
    return [
        ratio("notebook of 100,000, first paint / minimal app", again, minimal, "ms", 1.5),
        ratio("  without the screen that was kept", anew, minimal, "ms"),
        absolute("  until all of it is there, wall", whole, "ms"),
        absolute("  a key of its filter, with the frame, CPU", keys, "ms", 50),
        absolute("  memory", used, "MiB", 250),
        absolute("reader notes QUERY, 100,000 annotations, wall", shelled, "ms", 500),
    ]


def _painted(
    setting: Setting, root: Path, runs: int, *, kept: bool
) -> tuple[list[float], list[float], list[float]]:
    """Until the first rows and until all is known, in milliseconds, and the memory then in MiB; as
    a person starts it who left it before, where the screen is ``kept``."""
    first, whole, used = [], [], []
    argv = [str(console_script(setting.folder)), "notebook"]
    argv += [] if kept else ["--library", str(root)]
    for run in range(runs + 1):
        with running(setting, argv, READER_LIBRARY=str(root)) as program:
            painted = program.wait_for(FIRST)
            all_there = program.wait_for(LAST)
            program.settle()
            if run:
                first.append(painted)
                whole.append(all_there)
                used.append(program.memory())
            program.send("q")
            ended(program)
    return first, whole, used


def _minimal(setting: Setting, runs: int) -> list[float]:
    painted = []
    for _ in range(runs + 1):
        with running(setting, setting.program("minimal")) as program:
            painted.append(program.wait_for(WORDS["minimal"]))
    return painted[1:]


def _run(setting: Setting, argv: list[str], query: str) -> float:
    """Milliseconds of a command by the clock."""
    begin = time.perf_counter()
    environment = setting.environment
    done = subprocess.run(
        [*argv, query], cwd=REPOSITORY, env=environment, capture_output=True, check=False
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode())
    return 1e3 * (time.perf_counter() - begin)


async def _keys(library: Library) -> list[float]:
    """Milliseconds of CPU of each key of a filter."""
    app = ReaderApp(library, None, begin=open_notebook)
    costs = []
    async with app.run_test(size=(120, 40)) as pilot:
        while not (isinstance(app.screen, NotebookScreen) and app.screen.book.complete):
            await asyncio.sleep(0.01)
        await app.workers.wait_for_complete()
        screen = app.screen
        if len(screen.book.rows) != COUNT:
            raise RuntimeError("not all annotations are there")
        for end in range(1, len(TYPED) + 1):
            costs.append(await _cost(pilot, partial(_type, screen, TYPED[:end])))
    return costs


def _type(screen: NotebookScreen, text: str) -> None:
    screen.book.wanted = text
    screen.list_rows()


async def _cost(pilot: Pilot[int], do: partial[None]) -> float:
    begin = time.process_time()
    do()
    await pilot.pause()
    return 1e3 * (time.process_time() - begin)
