"""What was done to a document's annotations, as its journal tells it: undo, redo, versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from reader.annotations.entries import Entry
from reader.annotations.lineage import heads, names_of, version

STEPS = frozenset({"add", "change", "remove", "restore", "go back", "settle", "decide"})
LEAVING = STEPS | {"undo", "redo", "forget"}
Record = dict[str, Any]


class Step(NamedTuple):
    """A change as it can be undone: the records it touched, before and after it."""

    id: str
    label: str
    before: Mapping[str, Record | None]
    after: Mapping[str, Record]


class History:
    """The steps done and undone, in order, and how these steps left each record.

    ``past`` are the steps that can be undone, ``future`` those that can be redone, the next
    one last.
    """

    def __init__(self, entries: Iterable[tuple[Entry, bool]] = ()) -> None:
        self.past: list[Step] = []
        self.future: list[Step] = []
        self._state: Record = {}
        self._left: Record = {}
        for entry, ours in entries:
            self.take(entry, ours=ours)

    def take(
        self, entry: Entry, *, ours: bool, before: Mapping[str, Record | None] | None = None
    ) -> None:
        """Go on by one entry. Those of other windows change records, but are no steps of ours.

        ``before`` is what was there, if not every entry up to this one was taken.
        """
        if ours and entry.do in STEPS:
            if before is None:
                before = {identity: self._state.get(identity) for identity in entry.records}
            self.past.append(Step(entry.step, entry.do, before, entry.records))
            self.future.clear()
        elif ours and entry.do == "undo":
            _move(entry.step, self.past, self.future)
        elif ours and entry.do == "redo":
            _move(entry.step, self.future, self.past)
        elif ours and entry.do == "forget":
            self.past = [step for step in self.past if not step.after.keys() & entry.records]
            self.future = [step for step in self.future if not step.after.keys() & entry.records]
        self._state |= entry.records
        if ours and entry.do in LEAVING:
            self._left |= entry.records

    def step(self, name: str) -> Step | None:
        """The step with this name among those that can be undone."""
        return next((step for step in reversed(self.past) if step.id == name), None)

    def is_as_left(self, step: Step, records: Mapping[str, Any]) -> bool:
        """Whether nobody else has changed what this step touched since."""
        return all(names_of(records.get(i)) == names_of(self._left.get(i)) for i in step.after)


class Version(NamedTuple):
    """A record as it was, who made it so and when; ``do`` is "merge" if it came from elsewhere."""

    at: str
    do: str
    record: Record


def versions(entries: Iterable[Entry], identity: str) -> list[Version]:
    """Every version of a record that the journal knows, the newest first."""
    found: list[Version] = []
    names: set[str] = set()
    for entry in entries:
        for one in heads(entry.records.get(identity))[::-1]:
            if version(one) not in names:
                names.add(version(one))
                found.append(Version(entry.at, entry.do, one))
    return found[::-1]


def unsaid(entries: Iterable[Entry], identity: str) -> set[str]:
    """The names of the versions of a record that only steps brought that were taken back."""
    seen: set[str] = set()
    brought: dict[str, set[str]] = {}
    back: set[str] = set()
    for entry in entries:
        if identity not in entry.records:
            continue
        names = {version(one) for one in heads(entry.records[identity])}
        if entry.do == "undo":
            back.add(entry.step)
        else:
            back.discard(entry.step)
            brought.setdefault(entry.step, set()).update(names - seen)
        seen |= names
    return set().union(*(brought.get(step, ()) for step in back))


def undone(entries: Iterable[Entry], identities: Collection[str]) -> set[str]:
    """Those of these records that an undo left as they are."""
    last = {identity: entry.do for entry in entries for identity in entry.records}
    return {identity for identity in identities if last.get(identity) == "undo"}


def _move(step: str, source: list[Step], target: list[Step]) -> None:
    for at in range(len(source) - 1, -1, -1):
        if source[at].id == step:
            target.append(source.pop(at))
            return
