"""``python -m tests.end_to_end.monkey [--minutes 10] [--seed N] [--replay FILE]``."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.end_to_end.monkey.hands import Input, Monkey
from tests.end_to_end.monkey.play import Outcome, for_seconds, judge, load, save

ROUND = 40.0  # seconds, after which another monkey begins in another world
TAIL = 3000  # characters of what went wrong that are printed; all of it goes into a file
TOLD = 50  # last inputs that are printed where something went wrong


def main() -> int:
    """Play for so long, each round with the next seed; the exit code is 1 if anything fell."""
    parser = argparse.ArgumentParser(prog="python -m tests.end_to_end.monkey", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0, help="that of the first round")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="play this again")
    parser.add_argument("--shrink", action="store_true", help="find out which inputs are needed")
    parser.add_argument("--keep-going", action="store_true", help="also after something fell")
    arguments = parser.parse_args()
    if arguments.replay:
        given = load(arguments.replay)
        outcome = _played(given)
        _tell(outcome, "replayed")
        if outcome.problems and arguments.shrink:
            _shrink(given, arguments.replay.with_suffix(".least"))
        return 1 if outcome.problems else 0
    end = time.monotonic() + 60 * arguments.minutes
    seed, fell = arguments.seed, 0
    while (left := end - time.monotonic()) > 0:
        outcome = _played(for_seconds(Monkey(seed).inputs(), min(ROUND, left)))
        _tell(outcome, f"seed {seed}")
        if outcome.problems:
            fell += 1
            file = Path(tempfile.gettempdir()) / f"monkey-{seed}.jsonl"
            save(outcome.inputs, file)
            file.with_suffix(".txt").write_text("\n\n".join(outcome.problems), "utf-8")
            print(f"again: python -m tests.end_to_end.monkey --replay {file} --shrink")
            if not arguments.keep_going:
                return 1
        seed += 1
    return 1 if fell else 0


def _played(inputs: object) -> Outcome:
    folder = Path(tempfile.mkdtemp(prefix="reader-monkey-"))
    try:
        return judge(inputs, folder)  # type: ignore[arg-type]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tell(outcome: Outcome, what: str) -> None:
    milliseconds, doing = outcome.longest
    inputs, starts = len(outcome.inputs), outcome.starts
    print(f"{what}: {inputs} inputs, {starts} starts, longest step {milliseconds} ms", flush=True)
    if milliseconds > 50:
        print(f"  {doing}")
    if outcome.problems:
        print("The last inputs:")
        for given in outcome.inputs[-TOLD:]:
            print(f"  {given}")
        for problem in outcome.problems:
            print(f"WRONG: {problem[-TAIL:]}", flush=True)


def _shrink(inputs: list[Input], file: Path) -> None:
    """Leave out what is not needed for something to fall, in ever smaller pieces."""
    piece = len(inputs) // 2
    while piece:
        at = 0
        while at < len(inputs):
            fewer = inputs[:at] + inputs[at + piece :]
            outcome = _played(fewer)
            if outcome.problems:
                inputs = fewer
                save(inputs, file)
                print(f"{len(inputs)} inputs: {outcome.problems[0][-200:]!r}", file=sys.stderr)
            else:
                at += piece
        piece //= 2
    print(f"{len(inputs)} inputs are enough, in {file}:")
    for given in inputs:
        print(f"  {given}")


if __name__ == "__main__":
    sys.exit(main())
