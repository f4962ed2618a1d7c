"""``python -m tests.benchmarks.samples FOLDER``: is every annotation read that others' files hold?

The folder has real files of other programs, and ``truth.json``, which says what was counted in
each of them by other means. The checks of a family of formats are in a module of their own beside
this one, ``samples_NAME``, with ``checks(FOLDER)``; this one sees that no file is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol


class Checked(Protocol):
    """What a file should give, and what it gives."""

    @property
    def file(self) -> str: ...
    @property
    def expected(self) -> str: ...
    @property
    def found(self) -> str: ...
    @property
    def ok(self) -> bool: ...


class Check(NamedTuple):
    """What a file should give, and what it gives; ``file`` is its path inside the folder."""

    file: str
    expected: str
    found: str

    @property
    def ok(self) -> bool:
        return self.expected == self.found


def rows(folder: Path) -> Iterator[Checked]:
    """The checks of all modules, then the files that nothing is known or checked of."""
    seen: set[str] = set()
    for name in sorted(path.stem for path in Path(__file__).parent.glob("samples_*.py")):
        for row in import_module(f"tests.benchmarks.{name}").checks(folder):
            seen.add(row.file)
            yield row
    known = json.loads((folder / "truth.json").read_text("utf-8"))
    without = {entry["file"] for entry in known if "truth" not in entry}  # no annotations in them
    for path in sorted(folder.rglob("*")):
        file = path.relative_to(folder).as_posix()
        if "/" not in file or file.startswith("LICENSES/") or not path.is_file():
            continue
        if file not in seen | without:
            yield Check(file, "a check", "none")


def table(rows: Sequence[Checked], *, differences: bool = False) -> Iterator[str]:
    """A line for each file: whether it is as it should be, what was expected, what else found."""
    for row in rows:
        if not row.ok:
            yield f"NO | {row.file} | {row.expected} | found: {row.found}"
        elif not differences:
            yield f"ok | {row.file} | {row.expected}"
    wrong = sum(not row.ok for row in rows)
    yield f"{len(rows)} checks, {wrong} not as they should be"


def main() -> int:
    """Print the table; 1 where anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.samples", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--differences", action="store_true", help="only what differs")
    arguments = parser.parse_args()
    found = list(rows(arguments.folder))
    print("\n".join(table(found, differences=arguments.differences)))
    return int(any(not row.ok for row in found))


if __name__ == "__main__":
    sys.exit(main())
