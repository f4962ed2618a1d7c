"""Random histories: the store holds what a plain dictionary would, after opening it again too."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reader.annotations.annotation import Annotation, Colour, Target, new_id
from reader.annotations.store import Annotations

PICK = st.integers(0, 50)
Content = dict[str, tuple[str, Colour, int]]


class History(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.live: Content = {}
        self.trash: Content = {}
        self.past: list[tuple[Content, Content]] = []
        self.future: list[tuple[Content, Content]] = []
        self.open()

    def teardown(self) -> None:
        self.folder.cleanup()

    def open(self) -> None:
        root = Path(self.folder.name)
        self.store = Annotations(root / "a" / "x.json", {"id": "d"}, state=root)

    def remember(self) -> None:
        self.past.append((dict(self.live), dict(self.trash)))
        self.future.clear()

    @rule(notes=st.lists(st.text(max_size=5), min_size=1, max_size=3), start=st.integers(0, 9))
    def add(self, notes: list[str], start: int) -> None:
        new = [Annotation(new_id(), Target("q", start=start), note=note) for note in notes]
        self.store.add(*new)
        self.remember()
        self.live |= {a.id: (a.note, a.colour, start) for a in new}

    @rule(pick=PICK, note=st.text(max_size=5), colour=st.sampled_from(Colour))
    def change(self, pick: int, note: str, colour: Colour) -> None:
        if self.live:
            identity = sorted(self.live)[pick % len(self.live)]
            self.store.change(identity, note=note, colour=colour)
            new = (note, colour, self.live[identity][2])
            if new != self.live[identity]:
                self.remember()
                self.live[identity] = new

    @rule(start=st.integers(0, 9))
    def move_all(self, start: int) -> None:
        self.store.replace(*(a._replace(target=Target("q", start=start)) for a in self.store.all()))
        moved = {i: (note, colour, start) for i, (note, colour, _) in self.live.items()}
        if moved != self.live:
            self.remember()
            self.live = moved

    @rule(pick=PICK)
    def remove(self, pick: int) -> None:
        if self.live:
            identity = sorted(self.live)[pick % len(self.live)]
            self.store.remove(identity)
            self.remember()
            self.trash[identity] = self.live.pop(identity)

    @rule(pick=PICK)
    def restore(self, pick: int) -> None:
        if self.trash:
            identity = sorted(self.trash)[pick % len(self.trash)]
            self.store.restore(identity)
            self.remember()
            self.live[identity] = self.trash.pop(identity)

    @rule()
    def undo(self) -> None:
        done = self.store.undo()
        assert (done is None) == (not self.past)
        if self.past:
            self.future.append((self.live, self.trash))
            before = self.live | self.trash
            self.live, trash = self.past.pop()
            new = {i: content for i, content in before.items() if i not in self.live | trash}
            self.trash = trash | new

    @rule()
    def redo(self) -> None:
        done = self.store.redo()
        assert (done is None) == (not self.future)
        if self.future:
            self.past.append((self.live, self.trash))
            self.live, self.trash = self.future.pop()

    @rule()
    def another_process_adds(self) -> None:
        root = Path(self.folder.name)
        other = Annotations(root / "a" / "x.json", {"id": "d"}, state=root)
        new = Annotation(new_id(), Target("q"), note="theirs")
        other.add(new)
        for state in [(self.live, self.trash), *self.past, *self.future]:
            state[0][new.id] = ("theirs", new.colour, 0)
        assert self.store.refresh()

    @rule()
    def open_again(self) -> None:
        self.open()
        self.past.clear()
        self.future.clear()

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        for found, expected in (
            (self.store.all(), self.live),
            (self.store.deleted(), self.trash),
        ):
            assert {a.id: (a.note, a.colour, a.target.start) for a in found} == expected


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
