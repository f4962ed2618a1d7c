"""Statistics of 100,000 annotations in 1,000 documents, from the shell."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, absolute
from tests.benchmarks.keeping import large_library
from tests.benchmarks.setting import REPOSITORY, Setting


def statistics(setting: Setting, runs: int) -> list[Figure]:
    """By the clock: with all that is remembered of the files, and with nothing."""
    root = large_library(setting)
    known, unknown = [], []
    for _ in range(max(1, runs // 3)):
        _forget(setting)
        unknown.append(_run(setting, root))
        known += [_run(setting, root) for _ in range(3)]
    return [
        absolute("reader stats, 100,000 annotations, wall", known, "ms", 1000),
        absolute("  when nothing is remembered of them", unknown, "ms"),
    ]


def _forget(setting: Setting) -> None:
    for name in ("notebook", "studied"):
        for path in Path(setting.environment["READER_STATE"]).glob(f"{name}-*.sqlite*"):
            path.unlink()


def _run(setting: Setting, root: Path) -> float:
    """Milliseconds of the command by the clock."""
    argv = [sys.executable, "-m", "reader", "stats", "--library", str(root)]
    begin = time.perf_counter()
    done = subprocess.run(
        argv, cwd=REPOSITORY, env=setting.environment, capture_output=True, text=True, check=True
    )
    if "100,000 annotations" not in done.stdout:
        raise RuntimeError(done.stdout + done.stderr)
    return 1e3 * (time.perf_counter() - begin)
