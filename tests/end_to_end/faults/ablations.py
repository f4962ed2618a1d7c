"""The same tests against the program with one step taken out: each must fail the test for it.

This shows that the tests can fail, and what each step is there for.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from unittest import mock

from reader.annotations import files, journal, ledger, lineage
from reader.annotations.journal import Journal
from reader.annotations.ledger import Ledger
from tests.end_to_end.faults import accidents, crash_states, machines, writers
from tests.end_to_end.faults.common import Findings, Result


class _Ablation(NamedTuple):
    """A step taken out, the test that is to notice, and a pattern of the loss it is there for."""

    name: str
    without: Callable[[], contextlib.AbstractContextManager[None]]
    test: Callable[..., Result]
    loss: str


def _first_hours(*, long: bool) -> Result:
    """The beginning of the day of `crash_states`: without flushes there are very many images."""
    with mock.patch.object(crash_states, "SCRIPT", crash_states.SCRIPT[:6]):
        return crash_states.run(long=long)


@contextlib.contextmanager
def _without_flushes() -> Iterator[None]:
    with mock.patch.object(files, "flush"), mock.patch.object(journal, "flush"):
        yield


@contextlib.contextmanager
def _without_folder_flushes() -> Iterator[None]:
    with mock.patch.object(files, "flush_folder"), mock.patch.object(journal, "flush_folder"):
        yield


@contextlib.contextmanager
def _without_lock() -> Iterator[None]:
    with mock.patch.object(ledger, "locked", lambda path, folder: contextlib.nullcontext()):
        yield


@contextlib.contextmanager
def _without_journal() -> Iterator[None]:
    """Nothing is read from the journal, and the file is saved after each change instead."""
    write = Ledger.write

    def written(self: Ledger, *arguments: Any, **options: Any) -> Any:
        entry = write(self, *arguments, **options)
        self.save()
        return entry

    with (
        mock.patch.object(Ledger, "write", written),
        mock.patch.object(Journal, "load", lambda self: b""),
        mock.patch.object(Journal, "news", lambda self: []),
    ):
        yield


@contextlib.contextmanager
def _without_lineage() -> Iterator[None]:
    """Of two versions the one with the higher revision stands, then the later one."""

    def rank(record: Any) -> tuple[int, str]:
        return lineage.revision(record), str(record.get("modified", ""))

    with mock.patch.object(lineage, "united", lambda versions: max(versions, key=rank)):
        yield


ABLATIONS = (
    _Ablation("no flush at all", _without_flushes, _first_hours, r"is missing, not"),
    _Ablation("no flush of folders", _without_folder_flushes, _first_hours, r"is missing, not"),
    _Ablation("no lock", _without_lock, writers.run, r"'text \d+ of \d+' written as s"),
    _Ablation("no journal", _without_journal, accidents.run, r"older version .* next run: .* not"),
    _Ablation("no lineage", _without_lineage, machines.run, r"once showed 'text"),
)


def run(*, long: bool) -> Result:
    """Run each test against the program without what it is to protect."""
    findings = Findings()
    told = []
    for ablation in ABLATIONS:
        findings.runs += 1
        with ablation.without():
            result = ablation.test(long=False)
        losses = sum(re.search(ablation.loss, case) is not None for case in result.lost)
        told.append(f"{ablation.name}: {losses} in {result.name}")
        findings.judged += 1
        if not losses:
            findings.lost.append(f"{result.name} did not notice: {ablation.name}")
    return findings.result("ablations", "must fail", f"lost there: {'; '.join(told)}", True)
