"""How soon there is something to read, how soon all of it can be used, and how soon it is gone."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, absolute, ratio
from tests.benchmarks.programs import WORDS
from tests.benchmarks.prose import FIRST_WORDS
from tests.benchmarks.setting import REPOSITORY, Setting, running
from tests.benchmarks.terminal import Terminal

LEAVES = b"\x1b[?1049l"  # the screen of before is shown again
MARKED = 1_000
# Puts the tree that is measured before all that is installed.
FIRST_LINES = """\
#!{python}
import sys
sys.path.insert(0, {tree!r})
"""


def first_text(setting: Setting, runs: int) -> list[Figure]:
    """A document that was opened before: from the start to its first words on the screen, by
    the clock, as a person starts it; and the same with ``less``."""
    library = setting.marked("first-text", setting.five, MARKED)
    ours = [str(console_script(setting.folder)), str(setting.five)]
    named = {"READER_LIBRARY": str(library)}  # an option would not be looked into so early
    programs = ["less", str(setting.five)], ours
    times: tuple[list[float], list[float]] = [], []
    for run in range(2 * runs + 1):
        for argv, taken in zip(programs, times, strict=True):
            with running(setting, argv, **named) as program:
                wall = program.wait_for(FIRST_WORDS)
                if argv is ours:  # left as a person leaves it: what it keeps for the next time
                    program.wait_for("h left")
                    program.send("q")
                    ended(program)
            if run:
                taken.append(wall)
    return [ratio("first text, 5 MB opened before / less, wall", times[1], times[0], "ms", 4)]


def settled(setting: Setting, runs: int) -> list[Figure]:
    """Until everything can be used: the whole text, so that the header can tell how long it
    will take to read, its outline, and the notes pane with all of its notes."""
    library = setting.marked("settled", setting.five, MARKED)
    programs = [
        (setting.program("minimal"), (WORDS["minimal"],)),
        (setting.reader(library, setting.five), ("h left", f" {MARKED}")),
    ]
    times: list[list[float]] = [[] for _ in programs]
    for run in range(runs + 1):
        for (argv, markers), taken in zip(programs, times, strict=True):
            with running(setting, argv) as program:
                wall = max(program.wait_for(marker) for marker in markers)
            if run:
                taken.append(wall)
    minimal, ours = times
    return [ratio("settled, 5 MB / minimal app's first paint, wall", ours, minimal, "ms", 1.5)]


def quitting(setting: Setting, runs: int) -> list[Figure]:
    """From the key to the shell's screen, and to the end of the process."""
    library = setting.marked("quitting", setting.five, MARKED)
    left, ended = [], []
    for _ in range(runs):
        with running(setting, setting.reader(library, setting.five)) as reader:
            reader.wait_for(FIRST_WORDS)
            reader.settle()
            reader.send(" jg")  # back to the beginning, for the next run
            reader.drain(0.3)
            start = time.perf_counter()
            reader.send("q")
            while LEAVES not in reader.output and reader.alive():
                reader.read(0.05)
            left.append(1000 * (time.perf_counter() - start))
            ended(reader)
            ended.append(1000 * (time.perf_counter() - start))
    return [
        absolute("quitting to the prompt, wall", ended, "ms", 60),
        absolute("  until the screen is the shell's again", left, "ms"),
    ]


def console_script(folder: Path) -> Path:
    """The command `reader`, as installing this tree would write it."""
    path = folder / "bin" / "reader"
    path.parent.mkdir(exist_ok=True)
    launcher = (REPOSITORY / "reader" / "launcher").read_text("utf-8").partition("\n")[2]
    head = FIRST_LINES.format(python=sys.executable, tree=str(REPOSITORY))
    path.write_text(head + launcher, "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def ended(program: Terminal) -> None:
    """Wait for the end of the process, reading what it still says."""
    while program.alive():
        program.read(0.005)
    if os.WEXITSTATUS(os.waitid(os.P_PID, program.pid, os.WEXITED | os.WNOWAIT).si_status):  # type: ignore[union-attr]
        raise RuntimeError("it did not end well")
