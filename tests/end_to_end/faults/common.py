"""What the tests of faults share: results, stores, processes, and a model of one person."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from reader.annotations.annotation import Annotation, Target
from reader.annotations.logs import REVIEW, RUNNING, SESSION
from reader.annotations.store import Annotations

DOCUMENT = {"id": "d1", "title": "Notes"}
SHOWN = 5  # losses that are told in full


class Result(NamedTuple):
    """What a test found. ``lost`` and ``unreadable`` describe each case, with its seed."""

    name: str
    runs: int
    judged: str
    lost: list[str]
    unreadable: list[str]
    reach: str
    met: bool


class Findings:
    """What was lost and what could not be read, while a test runs."""

    def __init__(self) -> None:
        self.runs = 0
        self.judged = 0
        self.lost: list[str] = []
        self.unreadable: list[str] = []

    def expect(self, told: str, found: dict[str, str], *right: dict[str, str]) -> None:
        """Judge values: unless they are one of these, something was lost."""
        self.judged += len(right[0])
        if found not in right:
            self.lost.append(f"{told}: {differences(found, right[0])}")

    def result(self, name: str, judged: str, reach: str, met: bool) -> Result:
        """The result, met only if nothing was lost."""
        sound = not self.lost and not self.unreadable
        told = f"{self.judged} {judged}"
        return Result(name, self.runs, told, self.lost, self.unreadable, reach, met and sound)


# Stores


def file_of(folder: Path) -> Path:
    """The annotations file of a world in a folder."""
    return folder / "annotations" / "notes.json"


def open_store(folder: Path, state: str = "state") -> Annotations:
    """The store of a world in a folder, as a new run of the program opens it."""
    return Annotations(file_of(folder), DOCUMENT, state=folder / state)


def journal_of(folder: Path) -> Path:
    """The one journal of a world; there must be one."""
    (journal,) = (folder / "state" / "journals").glob("*/*.log")
    return journal


def mark(identity: str, note: str) -> Annotation:
    """An annotation with a note."""
    return Annotation(identity, Target(f"the words of {identity}", "before ", " after"), note=note)


def values(store: Annotations) -> dict[str, str]:
    """The note of each annotation by id; that of one in the trash begins with ``~``. With them,
    what each review and session says."""
    found = {a.id: a.note for a in store.all()}
    for kind in (REVIEW, SESSION):
        found |= {str(record["id"]): str(record["said"]) for record in store.logged(kind)}
    return found | {a.id: f"~{a.note}" for a in store.deleted()}


def is_logged(identity: str) -> bool:
    """Whether it is a review or a session that has this id in these tests."""
    return identity.startswith((REVIEW, SESSION))


def logged(identity: str, said: str, state: str) -> dict[str, object]:
    """The record of a review or a session; ``state`` is that of a session."""
    kind = identity.partition("-")[0]
    return {"id": identity, "kind": kind, "said": said, "state": state}


@contextlib.contextmanager
def worlds(*, fast: bool = False) -> Iterator[Callable[[], Path]]:
    """Gives empty folders, each a world of its own, and takes them away at the end.

    ``fast`` ones are in memory, where there is such a place; nothing of them is flushed.
    """
    memory = Path("/dev/shm")
    within = memory if fast and os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="reader-faults-", dir=within) as base:
        number = iter(range(1_000_000_000))

        def make() -> Path:
            folder = Path(base) / f"w{next(number)}"
            (folder / "annotations").mkdir(parents=True)
            return folder

        yield make


@contextlib.contextmanager
def unflushed() -> Iterator[None]:
    """Flush nothing: for what no power cut is part of."""
    with mock.patch("os.fsync"), mock.patch("os.fdatasync", create=True):
        yield


def warm_up() -> None:
    """Import what the first save imports, so that forked processes need no file for it."""
    with worlds() as make:
        store = open_store(make())
        store.add(mark("n", "n"))
        store.save()
        store.undo()


# Processes


class Child:
    """A forked process that runs ``work(say)``; what it says are values of JSON, a line each."""

    def __init__(self, work: Callable[[Callable[[Any], None]], None]) -> None:
        self.output, writing = os.pipe()
        self._rest = b""
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                os.close(self.output)
                work(lambda value: _say(writing, value))
                code = 0
            except BaseException:
                _say(writing, {"failed": traceback.format_exc()})
            finally:
                os._exit(code)
        os.close(writing)

    def read(self) -> list[Any]:
        """Wait for what is said next; empty at the end."""
        while True:
            data = os.read(self.output, 65536)
            *lines, self._rest = (self._rest + data).split(b"\n")
            if lines or not data:
                return [json.loads(line) for line in lines]

    def rest(self) -> list[Any]:
        """Everything that is still said, until the end of the process."""
        found = []
        while said := self.read():
            found += said
        return found

    def kill(self) -> None:
        """End it with SIGKILL, whatever it is doing."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit code, negative for a signal."""
        os.close(self.output)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _say(writing: int, value: Any) -> None:
    with contextlib.suppress(OSError):
        os.write(writing, json.dumps(value).encode() + b"\n")


# One person


class Deed(NamedTuple):
    """Something a person does: ``what``, and the ids it is done to with their new texts."""

    what: str
    to: dict[str, str]


class Person:
    """What one person did, and so what is to be found; shares no code with the program.

    ``there`` is as `values` tells it; ``past`` and ``future`` are the steps of undo and redo,
    each the values before and after it. With ``studies`` a session goes on, which is in the journal
    alone for as long as nothing else is saved.
    """

    def __init__(self, *, studies: bool = False) -> None:
        self.studies = studies
        self.there: dict[str, str] = {}
        self.count = 0
        self._past: list[dict[str, tuple[str, str]]] = []
        self._future: list[dict[str, tuple[str, str]]] = []

    def copy(self) -> Person:
        """The same person, about to do something else."""
        other = Person(studies=self.studies)
        other.there, other.count = dict(self.there), self.count
        other._past, other._future = list(self._past), list(self._future)
        return other

    def choose(self, chance: random.Random) -> Deed:
        """Something that can be done now."""
        notes = [i for i in self.there if not is_logged(i)]
        live = [i for i in notes if not self.there[i].startswith("~")]
        gone = [i for i in notes if self.there[i].startswith("~")]
        self.count += 1
        text = f"text {self.count} " + chance.choice(("", "é\n", "x" * 300, "語" * 900))
        weights = {"add": 5, "save": 2, "log": 3}
        weights |= {"change": 5, "remove": 2} if live else {}
        weights |= {"restore": 1} if gone else {}
        weights |= {"undo": 3} if self._past else {}
        weights |= {"redo": 2} if self._future else {}
        (what,) = chance.choices(list(weights), list(weights.values()))
        match what:
            case "add":
                few = range(chance.randint(1, 3))
                return Deed(what, {f"n{self.count}-{n}": f"{text} {n}" for n in few})
            case "change":
                return Deed(what, {chance.choice(live): text})
            case "remove":
                chosen = chance.sample(live, min(len(live), chance.randint(1, 2)))
                return Deed(what, {i: f"~{self.there[i]}" for i in chosen})
            case "restore":
                chosen_one = chance.choice(gone)
                return Deed(what, {chosen_one: self.there[chosen_one][1:]})
            case "undo" | "redo":
                return self.next(what)
            case "log":  # a session is written again and again
                record = chance.choice((f"{REVIEW}-{self.count}", f"{SESSION}-{self.count // 20}"))
                return Deed(what, {record: text})
        return Deed("save", {})

    def next(self, what: str) -> Deed:
        """The next "undo" or "redo"."""
        if what == "redo":
            return Deed(what, {i: after for i, (_, after) in self._future[-1].items()})
        step = self._past[-1]
        return Deed(what, {i: before or f"~{after}" for i, (before, after) in step.items()})

    def does(self, store: Annotations, deed: Deed) -> None:
        """Do it with the program; only what was not refused is remembered."""
        do(store, deed, RUNNING if self.studies else "stopped")
        self.did(deed)

    def did(self, deed: Deed) -> None:
        """Remember what was done."""
        if deed.what == "undo":
            self._future.append(self._past.pop())
        elif deed.what == "redo":
            self._past.append(self._future.pop())
        elif deed.what == "forget":
            self._past = [step for step in self._past if not step.keys() & deed.to]
            self._future = [step for step in self._future if not step.keys() & deed.to]
            self.there = {i: value for i, value in self.there.items() if i not in deed.to}
            return
        elif deed.to and deed.what not in ("copy", "log"):
            self._past.append({i: (self.there.get(i, ""), v) for i, v in deed.to.items()})
            self._future.clear()
        self.there |= deed.to


def do(store: Annotations, deed: Deed, state: str = "stopped") -> None:
    """Do it with the program; ``state`` is that of sessions."""
    match deed.what:
        case "log":
            store.log(*(logged(identity, said, state) for identity, said in deed.to.items()))
        case "add":
            store.add(*(mark(identity, note) for identity, note in deed.to.items()))
        case "change":
            for identity, note in deed.to.items():
                store.change(identity, note=note)
        case "remove":
            store.remove(*deed.to)
        case "restore":
            store.restore(*deed.to)
        case "forget":
            store.forget(*deed.to)
        case "undo":
            store.undo()
        case "redo":
            store.redo()
        case "save":
            store.save()


def differences(found: dict[str, str], expected: dict[str, str]) -> str:
    """Where two sets of values differ, in few words."""
    told = []
    for identity in sorted(found.keys() | expected.keys()):
        is_now, was = found.get(identity), expected.get(identity)
        if is_now != was:
            told.append(f"{identity} is {_short(is_now)}, not {_short(was)}")
    return "; ".join(told[:3]) + (f"; and {len(told) - 3} more" if len(told) > 3 else "")


def _short(value: str | None) -> str:
    return "missing" if value is None else repr(value[:24])
