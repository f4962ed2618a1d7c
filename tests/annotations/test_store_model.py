"""Random histories: the store holds what a plain dictionary would, whatever happens to its files.

Two windows change the same document; the first is opened again now and then, the second saves
now and then; the file is deleted or an old one put back, the journal is deleted after a save.
The contents are those of the model throughout, and undo and redo go where it says, over runs.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.annotations.annotation import Annotation, Colour, Target, new_id
from reader.annotations.lineage import KEPT
from reader.annotations.store import Annotations
from reader.errors import StorageError

PICK = st.integers(0, 50)
NOTE = st.text(max_size=5)


class Held(NamedTuple):
    """What the model holds of an annotation."""

    lives: bool
    note: str
    colour: Colour
    start: int


class Step(NamedTuple):
    """A change, as the journal would tell it."""

    before: dict[str, Held | None]
    after: dict[str, Held]


class Stacks:
    """What can be undone and redone."""

    def __init__(self) -> None:
        self.past: list[Step] = []
        self.future: list[Step] = []

    def do(self, step: Step) -> None:
        self.past.append(step)
        self.future.clear()


class History(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.path = self.root / "a" / "x.json"
        self.held: dict[str, Held] = {}
        self.ours = Stacks()  # of the first window
        self.all = Stacks()  # of a run that would be opened now
        self.foreign: set[str] = set()  # what the second window changed since the first wrote it
        self.old: tuple[bytes, int] | None = None  # a version of the file, and when it was
        self.changes = 0
        self.window, self.other = self.open(), self.open()

    def teardown(self) -> None:
        with self.folder:
            for each in (self.other, self.open()):
                each.refresh()
                assert contents(each) == self.held

    def open(self) -> Annotations:
        return Annotations(self.path, {"id": "d"}, state=self.root / "state")

    def done(self, after: dict[str, Held], *, by_other: bool = False) -> None:
        step = Step({identity: self.held.get(identity) for identity in after}, after)
        self.all.do(step)
        if by_other:
            self.foreign |= after.keys()
        else:
            self.ours.do(step)
        self.put(after, by_other=by_other)

    def put(self, after: dict[str, Held], *, by_other: bool = False) -> None:
        self.changes += 1
        self.held |= after
        if not by_other:
            self.foreign -= after.keys()

    def pick(self, number: int, *, lives: bool) -> str | None:
        some = sorted(identity for identity, held in self.held.items() if held.lives == lives)
        return some[number % len(some)] if some else None

    # What a person does

    @rule(
        notes=st.lists(NOTE, min_size=1, max_size=3), start=st.integers(0, 9), other=st.booleans()
    )
    def add(self, notes: list[str], start: int, other: bool) -> None:
        new = [Annotation(new_id(), Target("q", start=start), note=note) for note in notes]
        (self.other if other else self.window).add(*new)
        self.done({a.id: Held(True, a.note, a.colour, start) for a in new}, by_other=other)

    @rule(pick=PICK, note=NOTE, colour=st.sampled_from(Colour), other=st.booleans())
    def change(self, pick: int, note: str, colour: Colour, other: bool) -> None:
        if identity := self.pick(pick, lives=True):
            (self.other if other else self.window).change(identity, note=note, colour=colour)
            new = self.held[identity]._replace(note=note, colour=colour)
            if new != self.held[identity]:
                self.done({identity: new}, by_other=other)

    @rule(other=st.booleans())
    def remove_all(self, other: bool) -> None:
        lives = {identity: held for identity, held in self.held.items() if held.lives}
        (self.other if other else self.window).remove(*lives)
        if lives:
            after = {identity: held._replace(lives=False) for identity, held in lives.items()}
            self.done(after, by_other=other)

    @rule(pick=PICK)
    def remove(self, pick: int) -> None:
        if identity := self.pick(pick, lives=True):
            self.window.remove(identity)
            self.done({identity: self.held[identity]._replace(lives=False)})

    @rule(pick=PICK)
    def restore(self, pick: int) -> None:
        if identity := self.pick(pick, lives=False):
            self.window.restore(identity)
            self.done({identity: self.held[identity]._replace(lives=True)})

    @rule()
    def undo(self) -> None:
        if not self.ours.past:
            assert self.window.undo() is None
            return
        step = self.ours.past.pop()
        if step.after.keys() & self.foreign:
            with pytest.raises(StorageError, match="changed elsewhere"):
                self.window.undo()
            return
        assert self.window.undo() is not None
        self.ours.future.append(step)
        move(step, self.all.past, self.all.future)
        states = {i: step.before[i] or step.after[i]._replace(lives=False) for i in step.after}
        self.put(states)

    @rule()
    def redo(self) -> None:
        if not self.ours.future:
            assert self.window.redo() is None
            return
        step = self.ours.future.pop()
        if step.after.keys() & self.foreign:
            with pytest.raises(StorageError, match="changed elsewhere"):
                self.window.redo()
            return
        assert self.window.redo() is not None
        self.ours.past.append(step)
        move(step, self.all.future, self.all.past)
        self.put(step.after)

    # What happens

    @rule(other=st.booleans())
    def save(self, other: bool) -> None:
        window = self.other if other else self.window
        window.save()
        assert not window.unsettled

    @rule(other=st.booleans())
    def refresh(self, other: bool) -> None:
        (self.other if other else self.window).refresh()

    @rule()
    def open_again(self) -> None:
        self.window = self.open()
        self.window.refresh()  # what is there now is what it can undo
        self.ours.past, self.ours.future = list(self.all.past), list(self.all.future)
        self.foreign.clear()

    @rule()
    def open_the_second_window_again(self) -> None:
        self.other = self.open()

    @rule()
    def the_file_is_deleted(self) -> None:
        self.path.unlink(missing_ok=True)

    @rule()
    def the_file_is_copied(self) -> None:
        if self.path.exists():
            self.old = (self.path.read_bytes(), self.changes)

    @precondition(lambda self: self.old and self.changes - self.old[1] < KEPT)
    @rule()
    def the_old_copy_is_put_back(self) -> None:
        assert self.old is not None
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_bytes(self.old[0])

    @rule()
    def the_journal_is_deleted_after_a_save_between_two_runs(self) -> None:
        self.window.save()
        shutil.rmtree(self.root / "state" / "journals", ignore_errors=True)
        self.all = Stacks()
        self.window, self.other = self.open(), self.open()
        self.window.save()  # puts what the file holds into a new journal
        self.ours = Stacks()
        self.foreign.clear()

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        self.window.refresh()
        assert contents(self.window) == self.held
        found = self.window.all()
        assert found == sorted(found, key=lambda a: (a.target.start, a.target.end, a.created, a.id))


def contents(store: Annotations) -> dict[str, Held]:
    return {
        a.id: Held(lives, a.note, a.colour, a.target.start)
        for lives, annotations in ((True, store.all()), (False, store.deleted()))
        for a in annotations
    }


def move(step: Step, source: list[Step], target: list[Step]) -> None:
    for at in range(len(source) - 1, -1, -1):
        if source[at] is step:
            target.append(source.pop(at))
            return


TestHistory = pytest.mark.usefixtures("clock")(History.TestCase)
TestHistory.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
