"""Disks that are full, broken or read-only: what is refused, what stays, and how it goes on."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from reader.annotations import ledger
from reader.annotations.store import Annotations
from reader.errors import StorageError
from tests.end_to_end.faults.common import (
    Deed,
    Findings,
    Person,
    Result,
    file_of,
    journal_of,
    mark,
    open_store,
    values,
    warm_up,
    worlds,
)

SEEDS, SEEDS_LONG = 2, 10
ATTEMPTS = 16
NOTES = 200  # in the world before the trouble; its file is longer than its journal then


class _Trouble(NamedTuple):
    """A trouble that lasts as long as a context; None where it cannot be had here."""

    name: str
    context: Callable[[Path], contextlib.AbstractContextManager[None]] | None
    acknowledges: bool = False  # whether changes must go on being acknowledged


def _limited(size_of: Callable[[Path], int]) -> Callable[[Path], Any]:
    @contextlib.contextmanager
    def context(folder: Path) -> Iterator[None]:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size_of(folder), hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return context


def _failing(name: str, code: int, *, some: float = 1.0) -> Callable[[Path], Any]:
    """Let a call of the system fail, always or now and then."""

    @contextlib.contextmanager
    def context(folder: Path) -> Iterator[None]:
        original, chance = getattr(os, name), random.Random(7)

        def call(*arguments: Any, **options: Any) -> Any:
            if chance.random() < some:
                raise OSError(code, os.strerror(code))
            return original(*arguments, **options)

        with mock.patch.object(os, name, call):
            yield

    return context


def _half_written(folder: Path) -> contextlib.AbstractContextManager[None]:
    """Let a line be written in part, and then no more."""
    original = os.write

    def call(descriptor: int, data: bytes) -> int:
        if len(data) < 20:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return original(descriptor, data[: len(data) // 2])

    return mock.patch.object(os, "write", call)


@contextlib.contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    """Make everything read-only, by the means of the user that this is."""
    if os.geteuid() == 0:
        _mount("--bind", str(folder), str(folder))
        try:
            _mount("-o", "remount,ro,bind", str(folder))
            yield
        finally:
            subprocess.run(["umount", str(folder)], check=True)
        return
    places = [folder, *folder.rglob("*")]
    modes = {place: place.stat().st_mode for place in places}
    for place in reversed(places):
        place.chmod(0o500 if place.is_dir() else 0o400)
    try:
        yield
    finally:
        for place in places:
            place.chmod(modes[place])


@contextlib.contextmanager
def _crowded(folder: Path) -> Iterator[None]:
    """Fill the small file system that the world is on, but for some bytes."""
    filler = folder / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    try:
        yield
    finally:
        filler.unlink()


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True)


def _can_mount(folder: Path) -> bool:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    try:
        _mount("--bind", str(folder), str(folder))
    except (OSError, subprocess.CalledProcessError):
        return False
    subprocess.run(["umount", str(folder)], check=True)
    return True


def _troubles(*, mounts: bool) -> list[_Trouble]:
    return [
        _Trouble("no room for the journal", _limited(lambda f: journal_of(f).stat().st_size + 99)),
        _Trouble(
            "no room for the file", _limited(lambda f: file_of(f).stat().st_size), acknowledges=True
        ),
        _Trouble("half a line", _half_written),
        *(
            _Trouble(f"{name} fails with {errno.errorcode[code]}", _failing(name, code))
            for name in ("write", "fdatasync", "open")
            for code in (errno.EIO, errno.ENOSPC)
        ),
        *(
            _Trouble(f"{name} fails", _failing(name, errno.EIO), acknowledges=True)
            for name in ("fsync", "replace")
        ),
        *(
            _Trouble(f"{name} fails now and then", _failing(name, errno.EIO, some=0.3))
            for name in ("write", "fdatasync", "fsync", "open", "replace")
        ),
        _Trouble("read-only", _read_only if mounts or os.geteuid() != 0 else None),
        _Trouble("a full file system", _crowded if mounts else None),
    ]


def run(*, long: bool) -> Result:
    """Live through every trouble there is, and see what is there during and after it.

    The long form mounts file systems, where it may.
    """
    warm_up()
    findings = Findings()
    refused, idle, left_out = 0, [], []
    with worlds() as make:
        troubles = _troubles(mounts=long and _can_mount(make()))
        for seed in range(SEEDS_LONG if long else SEEDS):
            for trouble in troubles:
                if trouble.context is None:
                    left_out += [trouble.name] * (seed == 0)
                    continue
                findings.runs += 1
                told = f"{trouble.name}, seed {seed}"
                with _on_small_disk(make(), trouble.name == "a full file system") as folder:
                    try:
                        count = _live_through(folder, trouble, seed, told, findings)
                    except Exception as error:
                        findings.unreadable.append(f"{told}: {error!r}")
                        continue
                refused += count
                idle += [told] * (count == 0)
    reach = f"{refused} refusals in {len(troubles) - len(left_out)} troubles"
    reach += f"; not here: {', '.join(left_out)}" if left_out else ""
    reach += f"; no refusal: {', '.join(idle)}" if idle else ""
    return findings.result("full", "values", reach, not idle)


@contextlib.contextmanager
def _on_small_disk(folder: Path, small: bool) -> Iterator[Path]:
    if not small:
        yield folder
        return
    _mount("-t", "tmpfs", "-o", "size=400k", "none", str(folder))
    try:
        (folder / "annotations").mkdir()
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _live_through(folder: Path, trouble: _Trouble, seed: int, told: str, findings: Findings) -> int:
    """Work before, during and after a trouble; how often something was refused."""
    store, person = _settled(folder, proven=trouble.acknowledges or seed % 2 == 1)
    chance = random.Random(told)
    refused = 0
    assert trouble.context is not None
    with trouble.context(folder):
        for _ in range(ATTEMPTS):
            deed = chance.choice((person.choose(chance), Deed("save", {})))
            try:
                person.does(store, deed)
            except StorageError as error:
                refused += 1
                if trouble.acknowledges and deed.what != "save":
                    findings.unreadable.append(f"{told}: {deed.what} refused: {error}")
                _see_words(error, told, findings)
            findings.expect(f"{told}, during it", values(store), person.there)
    findings.expect(f"{told}, the next run", values(open_store(folder)), person.there)
    for deed in (Deed("add", {"after": "room again"}), Deed("save", {})):
        person.does(store, deed)
    findings.expect(f"{told}, after it", values(open_store(folder)), person.there)
    findings.expect(f"{told}, the file alone", values(open_store(folder, "nothing")), person.there)
    litter = [path.name for path in file_of(folder).parent.glob(".*.tmp")]
    if litter:
        findings.unreadable.append(f"{told}: left behind: {litter}")
    return refused


def _settled(folder: Path, *, proven: bool) -> tuple[Annotations, Person]:
    """A world with some notes, of which the journal is shorter than the file.

    ``proven``: the program that has it open has already changed something.
    """
    store, person = open_store(folder), Person()
    for number in range(NOTES):
        person.did(Deed("add", {f"old{number}": f"old note {number}"}))
    store.add(*(mark(identity, note) for identity, note in person.there.items()))
    with mock.patch.multiple(ledger, ROTATE_FACTOR=0, ROTATE_BYTES=0):
        store.save()
    other = Person()
    other.there = dict(person.there)  # undo begins here: the notes before came as one step
    store = open_store(folder)
    if proven:
        other.does(store, Deed("add", {"first": "a first change"}))
    return store, other


def _see_words(error: StorageError, told: str, findings: Findings) -> None:
    """A refusal tells the cause, and that nothing is lost."""
    text = str(error)
    assures = ("nothing on disk was changed", "nothing was changed", "kept in the journal")
    if not any(words in text for words in assures):
        findings.unreadable.append(f"{told}: says only {text!r}")
