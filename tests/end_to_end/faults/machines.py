"""Two or three machines, each with a state folder of its own, that share the file anyhow.

Their files are copied over one another, new and old, whole and torn, or left as conflict
copies; files vanish; editors stay open while others write; clocks are years apart; two windows
may be open on one machine, and files change in the middle of a write. In the end the files are
exchanged until nothing changes.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from reader.annotations.annotation import Annotation, Colour
from reader.annotations.store import Annotations
from reader.errors import StorageError
from tests.end_to_end.faults.common import (
    Findings,
    Result,
    file_of,
    mark,
    open_store,
    unflushed,
    warm_up,
    worlds,
)
from tests.end_to_end.faults.witness import Witness, shown_in

SEEDS, SEEDS_LONG = 20, 200
DEEDS = 120
ROUNDS = 12  # of exchanging everything, after which nothing may change any more
START = datetime(2026, 1, 1, tzinfo=UTC)
COPY_NAMES = (
    "notes.sync-conflict-20261122-0815{:02}-ABCDEFG.json",
    "notes (Ada's conflicted copy 2026-11-{:02}).json",
    "notes ({}).json",
    "notes_conflict-20261122-0815{:02}.json",
)


def run(*, long: bool) -> Result:
    """Let people on several machines work at random, and see that no text vanished unseen."""
    warm_up()
    findings = Findings()
    kept_beside = 0
    with worlds(fast=True) as make, unflushed():
        for seed in range(SEEDS_LONG if long else SEEDS):
            findings.runs += 1
            try:
                kept_beside += _Story(make, seed, findings).tell()
            except Exception as error:
                findings.unreadable.append(f"seed {seed}: {error!r}")
    reach = f"{kept_beside} texts kept beside another"
    return findings.result("machines", "texts", reach, kept_beside >= findings.runs)


class _Machine:
    def __init__(self, folder: Path, offset: timedelta, windows: int) -> None:
        self.folder = folder
        self.offset = offset
        self.windows = [open_store(folder) for _ in range(windows)]
        self.editors: list[tuple[Annotations, Annotation]] = []  # in a window, on what it showed
        self.older: list[bytes] = []  # what the file once was
        self.shown: set[str] = set()  # every text that a window ever showed
        self.own: set[str] = set()  # texts that were written here, or brought back by undo

    @property
    def file(self) -> Path:
        return file_of(self.folder)

    def look(self) -> None:
        """Remember what the windows show, as it is."""
        for window in self.windows:
            self.shown |= {a.note for a in shown_in(window)}

    def put(self, data: bytes, name: str = "", *, in_place: bool = False) -> None:
        """Do as a sync tool does: a file is there, and time has passed."""
        path = self.file.with_name(name) if name else self.file
        if in_place and path.exists():
            path.write_bytes(data)
        else:
            temporary = path.with_name(".syncing")
            temporary.write_bytes(data)
            temporary.replace(path)
        for changed in (path, path.parent):
            moment = time.time_ns() + next(_NANOSECONDS)
            os.utime(changed, ns=(moment, moment))


_NANOSECONDS = itertools.count(10_000_000)


class _Story:
    """One random history of several machines."""

    def __init__(self, make: Callable[[], Path], seed: int, findings: Findings) -> None:
        self.seed = seed
        self.findings = findings
        self.chance = random.Random(seed)
        years = [timedelta(days=self.chance.randint(-2000, 2000)) for _ in range(3)]
        count = self.chance.randint(2, 3)
        windows = self.chance.choice((1, 1, 2))
        self.moment = START
        self.machine: _Machine | None = None
        self.machines = [_Machine(make(), years[n], windows) for n in range(count)]
        self.witness = Witness()
        self.numbers = itertools.count(1)
        self.few = self.chance.random() < 0.5  # notes, so that they are disputed all the time

    def tell(self) -> int:
        """Live through it; how many texts were kept beside others in the end."""
        with (
            mock.patch.multiple("reader.annotations.store", now=self.now),
            contextlib.ExitStack() as s,
        ):
            for module in ("ledger", "journal"):
                s.enter_context(mock.patch(f"reader.annotations.{module}.now", self.now))
            for _ in range(DEEDS):
                self.machine = self.chance.choice(self.machines)
                self.deed(self.machine, self.chance.choice(self.machine.windows))
                self.machine.look()
            self.judge_each()
            self.exchange_all()
            return self.judge()

    def now(self) -> str:
        """The time on the machine that is at work; it does not always go on."""
        self.moment += timedelta(milliseconds=self.chance.choice((0, 0, 1, 5000)))
        moment = self.moment + (self.machine.offset if self.machine else timedelta())
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def text(self, machine: _Machine) -> str:
        text = f"text {next(self.numbers)}"
        machine.own.add(text)
        return text

    # What a person does

    def deed(self, machine: _Machine, window: Annotations) -> None:
        weights: dict[Callable[[_Machine, Annotations], None], int] = {
            self.add: 4,
            self.open_editor: 6,
            self.leave_editor: 8,
            self.edit: 6,
            self.colour: 2,
            self.remove: 2,
            self.restore: 2,
            self.settle: 2,
            self.travel: 3,
            self.save: 8,
            self.refresh: 3,
            self.sync: 10,
            self.lose_file: 1,
            self.start_again: 2,
        }
        (chosen,) = self.chance.choices(list(weights), list(weights.values()))
        chosen(machine, window)

    def add(self, machine: _Machine, window: Annotations) -> None:
        if self.few and len(window.all()) > 2:
            return
        identity, text = f"n{next(self.numbers)}", self.text(machine)
        with self.meanwhile(machine, window):
            window.add(mark(identity, text))
        self.witness.wrote(identity, text)

    def one_of(self, annotations: list[Annotation]) -> Annotation | None:
        return self.chance.choice(annotations) if annotations else None

    def open_editor(self, machine: _Machine, window: Annotations) -> None:
        seen = self.one_of(window.all())
        if seen is not None:
            machine.editors.append((window, seen))

    def leave_editor(self, machine: _Machine, window: Annotations) -> None:
        if machine.editors:
            window, seen = self.chance.choice(machine.editors)
            machine.editors.remove((window, seen))
            self.write(machine, window, seen)

    def edit(self, machine: _Machine, window: Annotations) -> None:
        seen = self.one_of(window.all())
        if seen is not None:
            self.write(machine, window, seen)

    def write(self, machine: _Machine, window: Annotations, seen: Annotation) -> None:
        text = self.text(machine)
        with self.meanwhile(machine, window):
            window.change(seen.id, seen=seen, note=text)
        self.witness.gave_up(seen.note)
        self.witness.wrote(seen.id, text)

    def colour(self, machine: _Machine, window: Annotations) -> None:
        window.refresh()
        seen = self.one_of(window.all())
        if seen is not None:
            window.change(seen.id, colour=self.chance.choice(list(Colour)))

    def remove(self, machine: _Machine, window: Annotations) -> None:
        window.refresh()
        seen = self.one_of(window.all())
        if seen is not None:
            # What is deleted is the annotation, with the other versions of it that are shown.
            versions = [seen, *window.others(seen.id)]
            window.remove(seen.id)
            self.witness.gave_up(*(version.note for version in versions))

    def restore(self, machine: _Machine, window: Annotations) -> None:
        window.refresh()
        seen = self.one_of(window.deleted())
        if seen is not None:
            window.restore(seen.id)
            self.witness.wrote(seen.id, seen.note, "restored")

    def settle(self, machine: _Machine, window: Annotations) -> None:
        window.refresh()
        disputed = [a for a in window.all() if window.others(a.id)]
        main = self.one_of(disputed)
        if main is not None:
            both = [main, *window.others(main.id)]
            choice = self.chance.choice(both)
            window.settle(main.id, choice)
            self.witness.gave_up(*(a.note for a in both if a.note != choice.note))

    def travel(self, machine: _Machine, window: Annotations) -> None:
        window.refresh()
        go = self.chance.choice((window.undo, window.redo))
        before = {a.note: a.id for a in shown_in(window)}
        try:
            self.witness.travelled(go())
            # Own words may go and come with a step; those of others are none of its business.
            after = {a.note: a.id for a in shown_in(window)}
            self.witness.gave_up(*(before.keys() - after.keys()) & machine.own)
            for text in after.keys() - before.keys():
                self.witness.wrote(after[text], text, "brought back")
                machine.own.add(text)
        except StorageError as refused:
            if "changed elsewhere" not in str(refused):
                raise

    def save(self, machine: _Machine, window: Annotations) -> None:
        window.save()
        if machine.file.exists():
            machine.older.append(machine.file.read_bytes())

    def refresh(self, machine: _Machine, window: Annotations) -> None:
        window.refresh()

    def start_again(self, machine: _Machine, window: Annotations) -> None:
        window.save()
        machine.windows[machine.windows.index(window)] = open_store(machine.folder)
        machine.editors = [(w, seen) for w, seen in machine.editors if w is not window]

    # What happens to the files

    def sync(self, machine: _Machine, window: Annotations) -> None:
        other = self.chance.choice([m for m in self.machines if m is not machine])
        if not machine.older:
            return
        data = self.chance.choice((machine.older[-1], machine.older[-1], *machine.older[-4:]))
        match self.chance.choice(("over", "over", "in place", "copy", "torn")):
            case "over":
                other.put(data)
            case "in place":
                other.put(data, in_place=True)
            case "copy":
                name = self.chance.choice(COPY_NAMES)
                other.put(data, name.format(self.chance.randint(10, 30)))
            case "torn":
                other.put(data[: len(data) // 2], in_place=True)
                self.chance.choice(other.windows).refresh()
                other.put(data, in_place=True)

    def lose_file(self, machine: _Machine, window: Annotations) -> None:
        machine.file.unlink(missing_ok=True)

    @contextlib.contextmanager
    def meanwhile(self, machine: _Machine, window: Annotations) -> Iterator[None]:
        """Now and then, in the middle of a write, a file comes and another window takes it in.

        That window may write the file then, before the first one has looked at it.
        """
        sources = [m for m in self.machines if m is not machine and m.older]
        if not sources or self.chance.random() < 0.7:
            yield
            return
        journal = window._ledger._journal
        append = journal.append

        def interrupted(*arguments: Any, **options: Any) -> int:
            machine.put(self.chance.choice(sources).older[-1])
            for other in machine.windows:
                if other is not window:
                    other.refresh()
            machine.look()
            return append(*arguments, **options)

        with mock.patch.object(journal, "append", interrupted):
            yield
        for other in machine.windows:
            if other is not window and self.chance.random() < 0.5:
                other.save()  # before the window that wrote has looked at the file

    # The end

    def judge_each(self) -> None:
        """What a machine once showed it still has, should it be the only one left."""
        for number, machine in enumerate(self.machines):
            self.machine = machine
            for window in machine.windows:
                window.save()
            shown = {a.note for a in shown_in(open_store(machine.folder))}
            for text in sorted((machine.shown & self.witness.lasting) - shown):
                self.lose(f"machine {number} once showed {text!r}, and lacks it")

    def exchange_all(self) -> None:
        """Copy every file over every other until nothing changes."""
        for _ in range(ROUNDS):
            before = [machine.windows[0]._ledger.records for machine in self.machines]
            for machine in self.machines:
                self.machine = machine
                for window in machine.windows:
                    window.refresh()
                    window.save()
            for source, target in itertools.permutations(self.machines, 2):
                self.machine = target
                if source.file.exists():
                    target.put(source.file.read_bytes())
                for window in target.windows:
                    window.refresh()
                    window.save()
            after = [machine.windows[0]._ledger.records for machine in self.machines]
            if before == after and all(records == after[0] for records in after):
                return
        self.lose("the machines never came to the same end")

    def judge(self) -> int:
        self.findings.judged += self.witness.written
        beside = 0
        for number, machine in enumerate(self.machines):
            for state, where in (("state", "machine"), ("no-state", "the file alone of machine")):
                store = open_store(machine.folder, state)
                for missing in self.witness.missing(store):
                    self.lose(f"{where} {number} lacks {missing}")
                if store.unreadable:
                    self.findings.unreadable.append(f"seed {self.seed}: {store.unreadable}")
                beside = sum(len(store.others(a.id)) for a in store.all())
        return beside

    def lose(self, what: str) -> None:
        self.findings.lost.append(f"seed {self.seed}: {what}")
