"""Several processes that write to one document at once, also to the same annotations."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.errors import StorageError
from tests.end_to_end.faults.common import (
    Child,
    Findings,
    Result,
    mark,
    open_store,
    warm_up,
    worlds,
)
from tests.end_to_end.faults.witness import Witness

SHARED = tuple(f"s{number}" for number in range(12))
PROCESSES, CHANGES = (2, 4), 100
PROCESSES_LONG, CHANGES_LONG = (2, 4, 8), 400


def run(*, long: bool) -> Result:
    """Let processes add and edit, and see that nothing was overwritten unseen."""
    warm_up()
    findings = Findings()
    disputed = 0
    with worlds() as make:
        for count in PROCESSES_LONG if long else PROCESSES:
            disputed += write_at_once(make(), count, CHANGES_LONG if long else CHANGES, findings)
    reach = f"{disputed} texts kept beside another"
    return findings.result("writers", "texts", reach, disputed > 0)


def write_at_once(folder: Path, count: int, changes: int, findings: Findings) -> int:
    """Let so many processes make so many changes each; how many texts are beside others then."""
    findings.runs += 1
    witness = Witness()
    store = open_store(folder)
    for identity in SHARED:
        store.add(mark(identity, f"first of {identity}"))
        witness.wrote(identity, f"first of {identity}")
    children = [Child(_writer(folder, number, changes)) for number in range(count)]
    # What was seen may be told before it is told who wrote it.
    told = [value for child in children for value in child.rest()]
    for child in children:
        if child.wait() != 0:
            findings.unreadable.append(f"{count} processes: one of them failed")
    findings.unreadable += [value["failed"] for value in told if isinstance(value, dict)]
    said = [value for value in told if isinstance(value, list)]
    for identity, text, _ in said:
        witness.wrote(identity, text)
    for _, _, seen in said:
        witness.gave_up(seen)
    findings.judged += witness.written
    later = open_store(folder)
    findings.lost += [f"{count} processes: {text}" for text in witness.missing(later)]
    later.save()
    alone = open_store(folder, "nothing")
    findings.lost += [f"{count} processes, file alone: {text}" for text in witness.missing(alone)]
    return sum(len(later.others(identity)) for identity in SHARED)


def _writer(folder: Path, number: int, changes: int) -> Callable[[Callable[[Any], None]], None]:
    def work(say: Callable[[Any], None]) -> None:
        chance = random.Random(number)
        store = open_store(folder)
        for at in range(changes):
            text = f"text {at} of {number}"
            if chance.random() < 0.5:
                store.add(mark(f"n{number}-{at}", text))
                say((f"n{number}-{at}", text, ""))
            else:
                if chance.random() < 0.95:
                    store.refresh()
                seen = store.get(chance.choice(SHARED))
                assert seen is not None
                store.change(seen.id, seen=seen, note=text)
                say((seen.id, text, seen.note))
            if chance.random() < 0.03:
                try:
                    store.save()
                except StorageError as busy:
                    if "keeps writing" not in str(busy):
                        raise

    return work
