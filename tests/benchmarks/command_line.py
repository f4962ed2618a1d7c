"""What a command costs that needs no screen, and what it imports."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from tests.benchmarks.figures import Figure, absolute, ratio
from tests.benchmarks.setting import REPOSITORY, Setting

# The screen, and what parses or recognises what a plain text has no need of.
HEAVY = ("textual", "rich", "markdown_it", "mdit_py_plugins", "charset_normalizer")


def command_line(setting: Setting, runs: int) -> list[Figure]:
    """CPU of a fresh process that prints its help, or exports ten highlights of the article."""
    library = setting.marked("article", setting.article, 10)
    reader = [sys.executable, "-m", "reader"]
    commands = {
        "--help": [*reader, "--help"],
        "export": [*reader, "export", "--library", str(library), str(setting.article)],
    }
    environment = setting.environment
    bare: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(runs + 1):
        _, taken = process_cost([sys.executable, "-c", "pass"], environment)
        used = {name: process_cost(argv, environment)[1] for name, argv in commands.items()}
        if run:  # the first one fills the caches
            bare.append(taken)
            for name in commands:
                times[name].append(used[name])
    figures = []
    for name, argv in commands.items():
        heavy = _imported(argv, setting)
        told = ", ".join(heavy) or "neither Textual, Rich nor a parser"
        figures += [
            ratio(f"reader {name} / python -c pass, CPU", times[name], bare, "ms", 6),
            absolute(f"reader {name}, imports it does not need", [len(heavy)], "", 0, told),
        ]
    return figures


def process_cost(argv: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Milliseconds of a process from its start to its end, by the clock and in CPU time."""
    quiet = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    begin = time.perf_counter()
    pid = os.posix_spawn(argv[0], list(argv), environment, file_actions=[quiet])
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"it failed: {' '.join(argv)}")
    return 1000 * wall, 1000 * (used.ru_utime + used.ru_stime)


def _imported(argv: Sequence[str], setting: Setting) -> list[str]:
    """Which of the heavy packages a command imports."""
    told = subprocess.run(
        [argv[0], "-X", "importtime", *argv[1:]],
        env=setting.environment,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    names = {line.rpartition("|")[2].strip() for line in told.splitlines()}
    return [name for name in HEAVY if name in names]
