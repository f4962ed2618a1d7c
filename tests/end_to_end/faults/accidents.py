"""What happens to the files by others: sync tools, editors, portals, disks, people."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reader.annotations.store import Annotations
from tests.end_to_end.faults.common import (
    Deed,
    Findings,
    Person,
    Result,
    file_of,
    journal_of,
    open_store,
    unflushed,
    values,
    warm_up,
    worlds,
)

SEEDS, SEEDS_LONG = 3, 25


class _World(NamedTuple):
    """What an accident can do something to. ``older`` is what the file once was."""

    folder: Path
    older: bytes
    chance: random.Random

    @property
    def file(self) -> Path:
        return file_of(self.folder)

    def replace(self, data: bytes) -> None:
        """Put another file in place, as sync tools do."""
        temporary = self.file.with_name(".incoming")
        temporary.write_bytes(data)
        temporary.replace(self.file)


class _Accident(NamedTuple):
    name: str
    happen: Callable[[_World], object]
    to_journal: bool = False
    evidence: bool = False  # whether the damaged file must be kept verbatim


def _changed(change: Callable[[bytes], bytes]) -> Callable[[_World], object]:
    return lambda world: world.file.write_bytes(change(world.file.read_bytes()))


def _linted(data: bytes, *, indent: int | None, escapes: bool) -> bytes:
    def backwards(value: object) -> object:
        if isinstance(value, dict):
            return {key: backwards(value[key]) for key in sorted(value, reverse=True)}
        return value

    text = json.dumps(backwards(json.loads(data)), indent=indent, ensure_ascii=escapes)
    return text.replace("/", "\\/" if escapes else "/").encode()


def _flip(world: _World) -> None:
    journal = journal_of(world.folder)
    data = bytearray(journal.read_bytes())
    data[world.chance.randrange(len(data))] ^= 1 << world.chance.randrange(8)
    journal.write_bytes(data)


def _torn(world: _World) -> None:
    journal = journal_of(world.folder)
    data = journal.read_bytes()
    journal.write_bytes(data[: -world.chance.randint(1, 200)])


def _journal_changed(change: Callable[[bytes], bytes]) -> Callable[[_World], object]:
    def happen(world: _World) -> None:
        journal = journal_of(world.folder)
        journal.write_bytes(change(journal.read_bytes()))

    return happen


PORTAL = b"<!DOCTYPE html><html><title>Welcome to the Wi-Fi</title><body>Log in</body></html>"
ACCIDENTS = (
    _Accident("an older version is put back", lambda world: world.replace(world.older)),
    _Accident("an older version in place", lambda world: world.file.write_bytes(world.older)),
    _Accident("the file is deleted", lambda world: world.file.unlink()),
    _Accident("the folder is deleted", lambda world: shutil.rmtree(world.file.parent)),
    _Accident("the file is emptied", _changed(lambda data: b""), evidence=True),
    _Accident("half of the file", _changed(lambda data: data[: len(data) // 2]), evidence=True),
    _Accident("a file of zeros", _changed(lambda data: bytes(len(data))), evidence=True),
    _Accident(
        "half of it zeros",
        _changed(lambda data: data[: len(data) // 2] + bytes(len(data) // 2)),
        evidence=True,
    ),
    _Accident("a captive portal", lambda world: world.replace(PORTAL), evidence=True),
    _Accident("a linter, one line", _changed(lambda d: _linted(d, indent=None, escapes=True))),
    _Accident("a linter, four spaces", _changed(lambda d: _linted(d, indent=4, escapes=False))),
    _Accident("a byte order mark", _changed(lambda data: b"\xef\xbb\xbf" + data)),
    _Accident("line ends of Windows", _changed(lambda data: data.replace(b"\n", b"\r\n"))),
    _Accident("a tail of old text", _changed(lambda data: data + data[-300:]), evidence=True),
    _Accident("a list", lambda world: world.replace(b'[{"note": "strange"}]'), evidence=True),
    _Accident("no UTF-8", _changed(lambda d: d.replace(b"text", b"t\xff\xfet")), evidence=True),
    _Accident("an empty object", lambda world: world.replace(b"{}")),
    _Accident("an empty table", lambda world: world.replace(b'{"annotations": {}}')),
    _Accident(
        "the state folder is deleted",
        lambda world: shutil.rmtree(world.folder / "state"),
        to_journal=True,
    ),
    _Accident(
        "the journal is deleted",
        lambda world: journal_of(world.folder).unlink(),
        to_journal=True,
    ),
    _Accident("the journal is emptied", _journal_changed(lambda data: b""), to_journal=True),
    _Accident("a bit of the journal flips", _flip, to_journal=True),
    _Accident("the journal is torn", _torn, to_journal=True),
    _Accident(
        "zeros behind the journal", _journal_changed(lambda d: d + bytes(5000)), to_journal=True
    ),
    _Accident("half of the journal", _journal_changed(lambda d: d[: len(d) // 2]), to_journal=True),
    _Accident(
        "the journal of an hour ago",
        _journal_changed(lambda d: b"".join(d.splitlines(keepends=True)[:4])),
        to_journal=True,
    ),
)


def run(*, long: bool) -> Result:
    """Let every accident happen, under a running program and between two runs of it."""
    warm_up()
    findings = Findings()
    with worlds(fast=True) as make, unflushed():
        for seed in range(SEEDS_LONG if long else SEEDS):
            for accident in ACCIDENTS:
                for running in (True, False):
                    findings.runs += 1
                    told = f"{accident.name}, {'running' if running else 'between'}, seed {seed}"
                    try:
                        _once(make(), accident, running, seed, told, findings)
                    except Exception as error:
                        findings.unreadable.append(f"{told}: {error!r}")
    return findings.result("accidents", "records", f"{len(ACCIDENTS)} accidents x 2", True)


def _once(
    folder: Path, accident: _Accident, running: bool, seed: int, told: str, findings: Findings
) -> None:
    chance = random.Random(f"{accident.name} {seed}")
    store, person = open_store(folder), Person()

    def deeds(count: int) -> None:
        for _ in range(count):
            person.does(store, person.choose(chance))

    deeds(12)
    store.save()
    world = _World(folder, file_of(folder).read_bytes(), chance)
    deeds(15)
    # Of what was never saved only the journal knows; where that is damaged, memory must.
    if chance.random() < 0.5 or (accident.to_journal and not running):
        store.save()
    accident.happen(world)
    damaged = file_of(folder).read_bytes() if accident.evidence else b""
    if not running:
        store = open_store(folder)
    _judge(store, person, f"{told}, at once", findings)
    for deed in (Deed("add", {"more": "added afterwards"}), Deed("change", {"more": "edited"})):
        person.does(store, deed)
    _judge(store, person, f"{told}, when it went on", findings)
    store.save()
    _judge(open_store(folder), person, f"{told}, the next run", findings)
    _judge(open_store(folder, "nothing"), person, f"{told}, the file alone", findings)
    if accident.evidence:
        kept = (file_of(folder).parent / ".quarantine").glob("*")
        if damaged not in [copy.read_bytes() for copy in kept]:
            findings.lost.append(f"{told}: the damaged file was not kept")
    if not accident.to_journal:
        file_of(folder).unlink()
        _judge(open_store(folder), person, f"{told}, the journal alone", findings)


def _judge(store: Annotations, person: Person, told: str, findings: Findings) -> None:
    store.refresh()
    findings.expect(told, values(store), person.there)
    doubled = [other.id for a in store.all() for other in store.others(a.id)]
    if doubled or store.unreadable:
        findings.unreadable.append(f"{told}: {doubled} {store.unreadable}")
