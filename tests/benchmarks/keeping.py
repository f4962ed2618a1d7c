"""What keeping costs: a highlight until it is durable, opening, and a whole library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks.figures import Figure, absolute
from tests.benchmarks.setting import REPOSITORY, Setting

SIZES = (100, 1_000, 10_000, 100_000)


def durable(setting: Setting, runs: int) -> list[Figure]:
    """From the key that marks a sentence until the journal is flushed, by how much is there."""
    figures = []
    medians = []
    for size in SIZES:
        library = setting.marked(f"durable-{size}", setting.five, size)
        argv = ("durable", str(library), str(setting.five), str(runs))
        lines = [list(map(float, line.split())) for line in _run(setting, *argv).splitlines()]
        flushed, shown = ([line[column] for line in lines] for column in (0, 1))
        medians.append(median(flushed))
        what = f"highlight, key to durable, {size:,} annotations, CPU"
        detail = f"{median(shown):.0f} ms until all panes show it"
        figures.append(absolute(what, flushed, "ms", 2, detail))
    flat = max(medians) / min(medians)
    figures.append(absolute("  the dearest of these / the cheapest", [flat], "x", 2))
    return figures


def library(setting: Setting, runs: int) -> list[Figure]:
    """A library of 100,000 annotations in 1,000 documents, and opening 1,000 in one."""
    root = large_library(setting)
    taken = [json.loads(_run(setting, "large_library", "load", str(root))) for _ in range(runs)]
    one = [json.loads(_run(setting, "large_library", "open", str(root))) for _ in range(runs)]
    total = [run["total"] for run in taken]
    longest = [run["longest"] for run in taken]
    return [
        absolute("annotations of one document, 1,000 of them, CPU", one, "ms", 30),
        absolute("100,000 annotations in 1,000 documents, CPU", total, "ms", 1500),
        absolute("  the longest slice of it, CPU", longest, "ms", 8),
    ]


def large_library(setting: Setting) -> Path:
    """A library of 100,000 annotations in 1,000 documents, made when it is asked for first."""
    root = setting.folder / "library-large"
    if not root.exists():
        _run(setting, "large_library", "make", str(root))
    return root


def _run(setting: Setting, program: str, *words: str) -> str:
    argv = [sys.executable, "-m", f"tests.benchmarks.programs.{program}", *words]
    done = subprocess.run(
        argv, cwd=REPOSITORY, env=setting.environment, capture_output=True, text=True, check=True
    )
    return done.stdout
