"""`reader today` with 100,000 annotations in 1,000 documents, as it is run when a shell starts."""

from __future__ import annotations

import subprocess
import sys
import time

from tests.benchmarks.beginning import console_script
from tests.benchmarks.command_line import process_cost
from tests.benchmarks.figures import Figure, absolute, ratio
from tests.benchmarks.keeping import large_library
from tests.benchmarks.setting import Setting

PASSAGES = 5


def today(setting: Setting, runs: int) -> list[Figure]:
    """By the clock and in CPU time, beside Python doing nothing; and the first time, when all of
    it has to be read."""
    library = {"READER_LIBRARY": str(large_library(setting))}
    environment = setting.environment | library
    # What was marked only now is shown, too: nothing in this library is older.
    command = [str(console_script(setting.folder)), "today", "--older", "0"]
    begin = time.perf_counter()
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    first = 1e3 * (time.perf_counter() - begin)
    if said.stdout.count("reader://") != PASSAGES:
        raise RuntimeError(f"not {PASSAGES} passages: {said.stdout}")
    bare: tuple[list[float], list[float]] = ([], [])
    ours: tuple[list[float], list[float]] = ([], [])
    for run in range(2 * runs + 1):
        for taken, argv in ((bare, [sys.executable, "-c", "pass"]), (ours, command)):
            costs = process_cost(argv, environment)
            if run:  # the first one fills the caches
                for times, cost in zip(taken, costs, strict=True):
                    times.append(cost)
    return [
        ratio("reader today, 100,000 notes / python -c pass, wall", ours[0], bare[0], "ms", 10),
        ratio("  the same, CPU", ours[1], bare[1], "ms", 10),
        absolute("  the first time, when all is read, wall", [first], "ms"),
    ]
