"""How each figure of the running program is measured.

Every function takes the setting and a number of runs, and returns the rows of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.beginning import first_text, quitting, settled
from tests.benchmarks.book import book
from tests.benchmarks.command_line import command_line
from tests.benchmarks.figures import Figure, absolute, ratio
from tests.benchmarks.full_text import full_text
from tests.benchmarks.keeping import durable, library
from tests.benchmarks.moving import caret, held, scrolling
from tests.benchmarks.notebook import notebook
from tests.benchmarks.notes import notes
from tests.benchmarks.programs import WORDS
from tests.benchmarks.prose import FIRST_WORDS
from tests.benchmarks.resting import growth, idle
from tests.benchmarks.review import review
from tests.benchmarks.searching import all_hits, first_hit
from tests.benchmarks.sections import sections
from tests.benchmarks.setting import Setting, running
from tests.benchmarks.shelf import shelf_of_ten_thousand
from tests.benchmarks.statistics import statistics
from tests.benchmarks.terminal import COLUMNS, ROWS, Cost, Terminal
from tests.benchmarks.today import today

PAGE_DOWN, HOME, END = "\x1b[6~", "\x1b[H", "\x1b[F"
FIRST_LABEL = "S"  # the picker's label of the first sentence on the screen, in capitals
WARM = 3  # first presses of a key that are not counted


def first_paint(setting: Setting, runs: int) -> list[Figure]:
    """From the start of the process to the first words in its output, by the clock."""
    begun, words = setting.begun("begun", setting.five, 0.75)
    fresh = setting.library("fresh")
    programs = [
        (setting.program("minimal"), WORDS["minimal"]),
        (setting.reader(fresh, setting.five), FIRST_WORDS),
        (setting.reader(fresh, setting.ten), FIRST_WORDS),
        (setting.reader(fresh, setting.wrapped), FIRST_WORDS),
        (setting.reader(begun, setting.five), words),
    ]
    times: list[list[float]] = [[] for _ in programs]
    for run in range(runs + 1):
        for (argv, marker), taken in zip(programs, times, strict=True):
            with running(setting, argv) as program:
                wall = program.wait_for(marker)
            if run:  # the first one fills the caches
                taken.append(wall)
    minimal, five, ten, wrapped, kept = times
    return [
        ratio("first paint, 5 MB / minimal app, wall", five, minimal, "ms", 1.25),
        ratio("first paint, 10 MB / minimal app, wall", ten, minimal, "ms", 1.4),
        ratio("  the same, 5 MB hard-wrapped", wrapped, minimal, "ms"),
        ratio("  the same, 5 MB going on at 75 %", kept, minimal, "ms"),
    ]


def frame(setting: Setting, runs: int) -> list[Figure]:
    """Drawing a page in the running reader and in a stock ScrollView, in turn: the frame alone,
    and all CPU from the key to the last byte."""
    argv = setting.reader(setting.library("frame"), setting.five)
    files = setting.folder / "frames-ours", setting.folder / "frames-stock"
    ours_argv = setting.timed(files[0], argv)
    stock_argv = setting.timed(files[1], setting.program("stock_scroll"))
    frames: tuple[list[float], list[float]] = ([], [])
    presses: tuple[list[float], list[float]] = ([], [])
    with running(setting, ours_argv) as reader, running(setting, stock_argv) as stock:
        _rest(reader, FIRST_WORDS)
        _rest(stock, WORDS["stock_scroll"])
        for page in range(3 * runs + WARM):
            for side, program in enumerate((reader, stock)):
                before = len(files[side].read_text().splitlines())
                cost = _press(program, PAGE_DOWN)
                drawn = files[side].read_text().splitlines()[before:]
                if page >= WARM and drawn:
                    frames[side].append(max(map(float, drawn)))
                    presses[side].append(cost.cpu)
    return [
        ratio("page frame / stock ScrollView, CPU", *frames, "ms", 0.5),
        ratio("  the same from the key to the last byte, CPU", *presses, "ms"),
    ]


def end(setting: Setting, runs: int) -> list[Figure]:
    """`End` from the beginning of a text with 10,000 highlights."""
    argv = setting.reader(setting.ten_thousand("end"), setting.five)
    costs = []
    with running(setting, argv) as reader:
        _rest(reader, FIRST_WORDS)
        for _ in range(runs + WARM):
            costs.append(_press(reader, END))
            _press(reader, HOME)
    return [absolute("End, 5 MB, CPU", _cpu(costs[WARM:]), "ms", 25)]


def resize(setting: Setting, runs: int) -> list[Figure]:
    """From another size of the terminal to the first byte, in the middle of a text."""
    library, words = setting.begun("resize", setting.five, 0.5)
    sizes = ((COLUMNS - 40, ROWS - 10), (COLUMNS, ROWS))
    costs = []
    with running(setting, setting.reader(library, setting.five)) as reader:
        _rest(reader, words)
        for run in range(2 * runs + 2):
            columns, rows = sizes[run % 2]
            costs.append(reader.cost(lambda c=columns, r=rows: reader.resize(c, r), 0.3))  # type: ignore[misc]
    first = [cost.first_cpu for cost in costs[2:]]
    return [
        absolute("resize to the first byte, 5 MB, CPU", first, "ms", 30),
        absolute("  the same to the last byte, CPU", _cpu(costs[2:]), "ms"),
    ]


def memory(setting: Setting, runs: int) -> list[Figure]:
    """Resident memory at rest."""
    programs = [
        (setting.program("minimal"), WORDS["minimal"]),
        (setting.reader(setting.library("memory"), setting.five), FIRST_WORDS),
        (setting.reader(setting.ten_thousand("memory-marked"), setting.five), FIRST_WORDS),
    ]
    used: list[list[float]] = [[] for _ in programs]
    for _ in range(max(1, runs // 3)):
        for (argv, marker), sizes in zip(programs, used, strict=True):
            with running(setting, argv) as program:
                _rest(program, marker)
                sizes.append(program.memory())
    minimal, plain, marked = used
    return [
        ratio("memory, 5 MB / minimal app", plain, minimal, "MiB", 1.8),
        ratio("memory, 5 MB, 10,000 highlights / minimal app", marked, minimal, "MiB", 1.8),
    ]


def highlight(setting: Setting, runs: int) -> list[Figure]:
    """From the letter that marks a sentence until it is on disk and painted."""
    library = setting.marked("thousand", setting.five, 1000)
    (file,) = (library / "annotations").glob("chapter*.json")
    (journal,) = (setting.folder / "state" / "journals").glob(f"*/{file.stem}.log")
    costs = []
    with running(setting, setting.reader(library, setting.five)) as reader:
        _rest(reader, FIRST_WORDS)
        for _ in range(runs + WARM):
            _press(reader, PAGE_DOWN)
            _press(reader, "f")
            before = _kept(journal)
            costs.append(_press(reader, FIRST_LABEL))
            if _kept(journal) != before + 1:
                raise RuntimeError("a highlight was painted that is not on disk")
    size = f"a file of {file.stat().st_size / 1000:.0f} KB"
    what = "highlight to disk and screen, 1,000 annotations, CPU"
    return [
        absolute(what, _cpu(costs[WARM:]), "ms", 20, size),
        absolute("  the same to the last byte, wall", [c.wall for c in costs[WARM:]], "ms"),
    ]


MEASURES: dict[str, Callable[[Setting, int], list[Figure]]] = {
    "first-paint": first_paint,
    "frame": frame,
    "first-text": first_text,
    "book": book,
    "settled": settled,
    "scrolling": scrolling,
    "caret": caret,
    "held": held,
    "end": end,
    "resize": resize,
    "memory": memory,
    "command-line": command_line,
    "highlight": highlight,
    "notes": notes,
    "notebook": notebook,
    "today": today,
    "review": review,
    "statistics": statistics,
    "sections": sections,
    "first-hit": first_hit,
    "all-hits": all_hits,
    "full-text": full_text,
    "shelf": shelf_of_ten_thousand,
    "durable": durable,
    "library": library,
    "idle": idle,
    "growth": growth,
    "quitting": quitting,
}


def _rest(program: Terminal, words: str) -> None:
    """Let a program that has just started come to rest, once its words were seen."""
    program.wait_for(words)
    program.settle()


def _press(program: Terminal, key: str) -> Cost:
    return program.cost(lambda: program.send(key))


def _cpu(costs: Sequence[Cost]) -> list[float]:
    return [cost.cpu for cost in costs]


def _kept(file: Path) -> int:
    """How many annotations were added, by the lines of a journal."""
    return file.read_bytes().count(b' {"do":"add"')
