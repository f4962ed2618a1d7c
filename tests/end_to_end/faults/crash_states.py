"""A power cut at any moment: every image of the disk that it could leave is built and opened."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from reader.annotations import files, ledger
from reader.annotations.records import to_record
from tests.end_to_end.faults.common import (
    DOCUMENT,
    Deed,
    Findings,
    Person,
    Result,
    differences,
    do,
    file_of,
    mark,
    open_store,
    unflushed,
    values,
    warm_up,
    worlds,
)
from tests.end_to_end.faults.recording import Disk, Image, Recorder

# A day of a person, in three runs of the program. "open" begins one, "rotate" archives at the
# next save whatever is in the journal by then, "copy" is done by a sync tool.
SCRIPT = (
    *("open", "add a", "add b", "save", "change a", "remove b", "undo", "save", "add c d e"),
    *(
        "open",
        "change c",
        "remove d e",
        "log session-1",
        "save",
        "restore d",
        "rotate",
        "change a",
        "save",
        "undo",
    ),
    *(
        "open",
        "copy x",
        "redo",
        "log review-1",
        "change d",
        "save",
        "add f",
        "undo",
        "save",
        "forget f",
        "add g",
    ),
)


class _Found(NamedTuple):
    """What a store finds in an image, and what is wrong with that at any rate."""

    values: Mapping[str, str]
    wrong: str


def run(*, long: bool) -> Result:
    """Record a scripted day once, and judge what a power cut at each point could leave."""
    warm_up()
    findings = Findings()
    with worlds(fast=True) as make:
        recorder = record(make())
        points = judge(recorder, findings, every=long)
    mode = "any later ones" if long else "prefixes"
    return findings.result(
        "crash_states", "moments with an image", f"{points} moments, {mode}", points > 50
    )


def record(folder: Path) -> Recorder:
    """What the program does to the disk while a person works, and when it acknowledges what."""
    recorder, person = Recorder(folder), Person()
    with (
        recorder.watching(),
        mock.patch.multiple(ledger, ROTATE_FACTOR=ledger.ROTATE_FACTOR),
        mock.patch.multiple(ledger, ROTATE_BYTES=ledger.ROTATE_BYTES),
    ):
        store = open_store(folder)
        for number, words in enumerate(SCRIPT):
            what, *identities = words.split()
            if what == "open":
                store = open_store(folder)
                continue
            if what == "rotate":
                ledger.ROTATE_FACTOR, ledger.ROTATE_BYTES = 0, 0
                continue
            deed = _deed(person, what, identities, number)
            later = person.copy()
            later.did(deed)
            recorder.tell((person.there, later.there))
            if what == "copy":
                _leave_copy(folder, deed)
            else:
                do(store, deed)
            person = later
            recorder.tell((person.there, person.there))
            if what == "save":
                ledger.ROTATE_FACTOR, ledger.ROTATE_BYTES = 4, 4_000_000
    return recorder


def _leave_copy(folder: Path, deed: Deed) -> None:
    records = {identity: to_record(mark(identity, note)) for identity, note in deed.to.items()}
    tables = {"annotations": records, "meta": {"document": DOCUMENT}}
    files.write_json_atomically(file_of(folder).with_name("notes (1).json"), tables)


def _deed(person: Person, what: str, identities: list[str], number: int) -> Deed:
    match what:
        case "remove":
            return Deed(what, {i: f"~{person.there[i]}" for i in identities})
        case "restore":
            return Deed(what, {i: person.there[i][1:] for i in identities})
        case "undo" | "redo":
            return person.next(what)
        case "forget":
            return Deed(what, dict.fromkeys(identities, ""))
    return Deed(what, {i: f"text {number} of {i}" for i in identities})


def judge(recorder: Recorder, findings: Findings, *, every: bool) -> int:
    """Open every image of every moment, where it was recorded; how many moments there were."""
    disk = Disk(recorder.first)
    known: dict[frozenset[tuple[str, object]], _Found] = {}
    before, after = {}, {}
    for at, event in enumerate(recorder.events):
        disk.take(event)
        if event.told is not None:
            before, after = event.told
        for image in disk.images(every=every):
            key = frozenset(image.items())
            if key not in known:
                known[key] = _opened(recorder.root, image)
            findings.judged += 1
            found = known[key]
            where = f"event {at} of {len(recorder.events)}, files {_files(image)}"
            if found.wrong:
                findings.unreadable.append(f"{where}: {found.wrong}")
            elif found.values not in (before, after):
                lost = differences(dict(found.values), before)
                findings.lost.append(f"{where}: {lost}")
    findings.runs += len(known)
    return len(recorder.events)


def _opened(folder: Path, image: Image) -> _Found:
    """What the next run of the program makes of an image; it goes on working, too."""
    inodes = _build(folder, image)
    signed = files._signature

    def as_recorded(status: os.stat_result) -> files.Signature:
        found = signed(status)
        return found._replace(inode=inodes.get(found.inode, found.inode))

    try:
        with mock.patch.object(files, "_signature", as_recorded), unflushed():
            store = open_store(folder)
            found = values(store)
            wrong = [notice for notice in store.notices if "damaged" in notice]
            wrong += [f"{a.id} is double" for a in store.all() if store.others(a.id)]
            store.add(mark("later", "added after the power cut"))
            expected = values(store)
            if expected != {**found, "later": "added after the power cut"}:
                wrong.append(f"going on changes more: {differences(expected, found)}")
            for when in ("before", "after"):
                again = values(open_store(folder))
                if again != expected:
                    wrong.append(f"a run {when} saving differs: {differences(again, expected)}")
                store.save()
            return _Found(found, "; ".join(wrong))
    except Exception as error:
        return _Found({}, repr(error))


def _build(folder: Path, image: Image) -> dict[int, int]:
    """Make the files of an image; the inode that was recorded of each by the one it has now."""
    shutil.rmtree(folder)
    folder.mkdir()
    inodes = {}
    for path, version in sorted(image.items()):
        place = folder / path
        if version is None:
            place.mkdir(parents=True, exist_ok=True)
            continue
        place.write_bytes(version.data)
        os.utime(place, ns=(version.modified, version.modified))
        inodes[place.stat().st_ino] = version.inode
    return inodes


def _files(image: Image) -> str:
    shown = (
        f"{path} ({len(version.data)})"
        for path, version in sorted(image.items())
        if version is not None and not path.endswith(".lock")
    )
    return ", ".join(shown)
