"""``python -m tests.benchmarks``: measure, and print a table."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.figures import Figure, record, table
from tests.benchmarks.measures import MEASURES
from tests.benchmarks.setting import Setting

RUNS, QUICK = 9, 3


def main() -> int:
    """Measure what was asked for; the exit code tells nothing of the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--only", nargs="+", choices=MEASURES, metavar="NAME", help=", ".join(MEASURES)
    )
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} runs instead of {RUNS}")
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    arguments = parser.parse_args()
    runs = QUICK if arguments.quick else RUNS
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="reader-benchmarks-") as folder:
        setting = Setting(Path(folder))
        for name in arguments.only or MEASURES:
            print(f"{name} …", file=sys.stderr, flush=True)
            figures += MEASURES[name](setting, runs)
    if arguments.json:
        print(json.dumps({"on": machine(), "figures": list(map(record, figures))}, indent=2))
    else:
        print(", ".join(f"{name} {value}" for name, value in machine().items()))
        print(table(figures))
    return 0


def machine() -> dict[str, str]:
    """What was measured on."""
    return {
        "Python": platform.python_version(),
        "Textual": version("textual"),
        "system": f"{platform.system()} {platform.machine()}",
        "CPUs": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.1f}",
    }


if __name__ == "__main__":
    sys.exit(main())
