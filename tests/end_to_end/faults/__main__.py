"""``python -m tests.end_to_end.faults [--long] [--only NAME …]``: run, and print a table."""

from __future__ import annotations

import argparse
import json
import sys
import time
from importlib import import_module

from tests.end_to_end.faults.common import SHOWN, Result

NAMES = (
    "kills",
    "crash_states",
    "syscalls",
    "full",
    "writers",
    "accidents",
    "machines",
    "ablations",
)
LONG_ONLY = ("syscalls",)


def main() -> int:
    """Run what was asked for; the exit code is 1 where something was lost or not reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.end_to_end.faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="the full numbers, some minutes")
    parser.add_argument("--only", nargs="+", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    arguments = parser.parse_args()
    results = []
    for name in arguments.only or NAMES:
        if name in LONG_ONLY and not arguments.long:
            continue
        start = time.monotonic()
        results.append(import_module(f"tests.end_to_end.faults.{name}").run(long=arguments.long))
        print(f"{name}: {time.monotonic() - start:.1f} s", file=sys.stderr, flush=True)
    if arguments.json:
        print(json.dumps([result._asdict() for result in results]))
    else:
        print(table(results))
    return 0 if all(result.met for result in results) else 1


def table(results: list[Result]) -> str:
    """The results as a table, and below it what was lost."""
    rows = [("test", "runs", "what was judged", "lost", "unreadable", "reach", "met")]
    for name, runs, judged, lost, unreadable, reach, met in results:
        counts = (str(len(lost)), str(len(unreadable)))
        rows.append((name, str(runs), judged, *counts, reach, "yes" if met else "NO"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [" | ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    lines.insert(1, "-+-".join("-" * width for width in widths))
    for result in results:
        for kind, cases in (("lost", result.lost), ("unreadable", result.unreadable)):
            lines += [f"{result.name}: {kind}: {case}" for case in cases[:SHOWN]]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
