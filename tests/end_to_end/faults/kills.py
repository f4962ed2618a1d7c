"""kill -9 at random moments of whatever a person does."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.annotations import ledger
from reader.annotations.logs import RUNNING
from tests.end_to_end.faults.common import (
    Child,
    Deed,
    Findings,
    Person,
    Result,
    differences,
    do,
    open_store,
    values,
    warm_up,
    worlds,
)

KILLS, KILLS_LONG = 200, 2000
SAME_WORLD = 40  # kills that hit one and the same document, one after the other


def run(*, long: bool) -> Result:
    """Kill a working program again and again, and see each time what is there."""
    warm_up()
    findings = Findings()
    reached = 0
    with worlds() as make:
        while findings.runs < (KILLS_LONG if long else KILLS):
            folder, person = make(), Person(studies=findings.runs % 3 == 0)
            for _ in range(SAME_WORLD):
                reached += _kill_once(folder, person, findings)
    share = 100 * reached // findings.runs
    return findings.result("kills", "records", f"{share} % hit something being done", share >= 30)


def _kill_once(folder: Path, person: Person, findings: Findings) -> bool:
    """Let the person work on and kill the program; whether that hit something being done."""
    seed = findings.runs
    findings.runs += 1
    chance = random.Random(seed)
    child = Child(_worker(folder, person, seed, rotating=seed // SAME_WORLD % 2 == 1))
    acknowledged, said = chance.randint(0, 6), []
    while sum(value == "done" for value in said) < acknowledged:
        said += child.read()
    time.sleep(chance.uniform(0, 0.004))
    child.kill()
    said += child.rest()
    child.wait()
    begun: Deed | None = None
    for value in said:
        if value == "done":
            assert begun is not None
            person.did(begun)
            begun = None
        elif isinstance(value, dict):
            findings.unreadable.append(f"seed {seed}: {value['failed']}")
        else:
            begun = Deed(*value)
            person.count += 1
    _judge(folder, person, begun, findings, seed)
    return begun is not None


def _worker(
    folder: Path, person: Person, seed: int, *, rotating: bool
) -> Callable[[Callable[[Any], None]], None]:
    def work(say: Callable[[Any], None]) -> None:
        chance = random.Random(f"deeds {seed}")
        if rotating:
            ledger.ROTATE_FACTOR, ledger.ROTATE_BYTES = 0, 20_000
        store = open_store(folder)
        while True:
            deed = person.choose(chance)
            say(deed)
            do(store, deed, RUNNING if person.studies else "stopped")
            say("done")
            person.did(deed)

    return work


def _judge(folder: Path, person: Person, begun: Deed | None, findings: Findings, seed: int) -> None:
    """See that all is as it was acknowledged, or as what was begun would have made it."""
    findings.judged += len(person.there)
    try:
        store = open_store(folder)
        found, strange = values(store), store.unreadable
    except Exception as error:  # whatever it is, a person could not read their notes
        findings.unreadable.append(f"seed {seed}: {error!r}")
        return
    if strange:
        findings.unreadable.append(f"seed {seed}: {strange}")
    if found == person.there:
        return
    if begun is not None and found == person.there | begun.to:
        person.did(begun)
        return
    findings.lost.append(f"seed {seed} at {begun}: {differences(found, person.there)}")
    person.there = dict(found)
