"""Reader by a clock that a test drives: ``python -m tests.end_to_end.clocked ARGUMENTS``.

The file named by READER_TEST_CLOCK holds how many seconds have gone by. All else is real.
"""

from __future__ import annotations

import os
import runpy
from datetime import datetime, timedelta, timezone
from pathlib import Path

from reader.study import clock

VARIABLE = "READER_TEST_CLOCK"
BEGIN = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))


def gone_by() -> float:
    return float(Path(os.environ[VARIABLE]).read_text("ascii"))


if __name__ == "__main__":
    clock.monotonic = lambda: 5000.0 + gone_by()
    clock.wall = lambda: BEGIN + timedelta(seconds=gone_by())
    runpy.run_module("reader", run_name="__main__")
