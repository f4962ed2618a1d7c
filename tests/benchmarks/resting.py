"""What the program costs while nobody presses a key, and after very many presses."""

from __future__ import annotations

from tests.benchmarks.figures import Figure, absolute
from tests.benchmarks.programs import WORDS
from tests.benchmarks.prose import FIRST_WORDS
from tests.benchmarks.setting import Setting, running

PAGE_DOWN, HOME = "\x1b[6~", "\x1b[H"
WATCHED = 20.0  # seconds of rest
PAGES_A_PASS = 500  # pages from the beginning on, before going back to it


def idle(setting: Setting, runs: int) -> list[Figure]:
    """CPU a second with nothing pressed; beside it that of the smallest Textual app."""
    programs = [
        (setting.program("minimal"), WORDS["minimal"]),
        (setting.reader(setting.ten_thousand("idle"), setting.five), FIRST_WORDS),
    ]
    rates = []
    for argv, marker in programs:
        with running(setting, argv) as program:
            program.wait_for(marker)
            program.settle()
            seconds = WATCHED if runs > 3 else WATCHED / 4
            rates.append(program.used_in(seconds) / seconds)
    minimal, ours = rates
    detail = f"{minimal:.2f} ms in a minimal app"
    return [absolute("idle, CPU in a second", [ours], "ms", 1, detail)]


def growth(setting: Setting, runs: int) -> list[Figure]:
    """Resident memory after thousands of pages, against before."""
    pages = 10_000 if runs > 3 else 1_000
    argv = setting.reader(setting.ten_thousand("growth"), setting.five)
    with running(setting, argv) as reader:
        reader.wait_for(FIRST_WORDS)
        reader.settle()
        before = reader.memory()
        halfway = 0.0
        for page in range(pages):
            reader.send(HOME if page % PAGES_A_PASS == PAGES_A_PASS - 1 else PAGE_DOWN)
            if not reader.read(5.0):
                raise RuntimeError(f"page {page} was not drawn")
            if page == pages // 2:
                halfway = reader.memory()
        reader.settle()
        after = reader.memory()
    detail = f"{before:.1f} MiB, halfway {halfway:.1f}, {after:.1f} at the end"
    return [absolute(f"memory grown by in {pages:,} pages", [after - before], "MiB", 2, detail)]
