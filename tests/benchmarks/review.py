"""What is due of 10,000 learned cards in 1,000 documents: the list, and the number for a prompt."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.benchmarks.beginning import console_script
from tests.benchmarks.command_line import process_cost
from tests.benchmarks.figures import Figure, absolute, ratio
from tests.benchmarks.setting import REPOSITORY, Setting

PROGRAM = "tests.benchmarks.programs.learned_library"


def review(setting: Setting, runs: int) -> list[Figure]:
    """The list in CPU time, in a process that has done so before; the command by the clock and in
    CPU time, beside a Python that does nothing."""
    root = setting.folder / "library-learned"
    if not root.exists():
        _run(setting, "make", str(root))
    listed = json.loads(_run(setting, "due", str(root)))
    environment = {**setting.environment, "READER_LIBRARY": str(root)}
    count = [str(console_script(setting.folder)), "review", "--count"]
    bare, ours = [], []
    for run in range(3 * runs + 2):
        none = process_cost([sys.executable, "-c", "pass"], environment)
        some = process_cost(count, environment)
        if run > 1:  # the first one reads what changed
            bare.append(none)
            ours.append(some)
    walls = [wall for wall, _ in ours], [wall for wall, _ in bare]
    cpus = [cpu for _, cpu in ours], [cpu for _, cpu in bare]
    return [
        absolute("what is due of 10,000 cards, CPU", listed, "ms", 50),
        ratio("reader review --count, 10,000 cards / python -c pass, CPU", *cpus, "ms", 3),
        ratio("  the same, wall", *walls, "ms"),
    ]


def _run(setting: Setting, *words: str) -> str:
    argv = [sys.executable, "-m", PROGRAM, *words]
    done = subprocess.run(
        argv, cwd=REPOSITORY, env=setting.environment, capture_output=True, text=True, check=True
    )
    return done.stdout
