"""The learned pace while the program runs: that of the person, and that in the open document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reader.study import tempo


class PersonalTempo:
    """How fast the person reads; ``state`` is what the screen remembers."""

    def __init__(self, state: Mapping[str, Any]) -> None:
        self._known = tempo.understood(state.get(tempo.STATE))
        self._fresh: list[int] = []
        self.factor = tempo.of_person(state)

    def learn(self, stretches: Sequence[int]) -> None:
        """Take in how long these stretches took."""
        self._fresh += stretches
        self.factor = tempo.factor(tempo.last((*self._known, *self._fresh), tempo.OF_A_PERSON))

    def memory(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """What is to be remembered with ``state``, in which another window may have learned."""
        known = tempo.understood(state.get(tempo.STATE))
        both = tempo.last((*known, *self._fresh), tempo.OF_A_PERSON)
        return {tempo.STATE: list(both)} if both else {}


class DocumentTempo:
    """How fast the person reads one document: as all others at first."""

    def __init__(self, person: PersonalTempo) -> None:
        self._person = person
        self._known: tuple[int, ...] = ()
        self._fresh: list[int] = []
        self.factor = person.factor

    @property
    def stretches(self) -> tuple[int, ...]:
        """Those that were read last."""
        return tempo.last((*self._known, *self._fresh), tempo.OF_A_DOCUMENT)

    @property
    def fresh(self) -> tuple[int, ...]:
        """What was learned and is not written down."""
        return tuple(self._fresh)

    def learn(self, stretches: Sequence[int]) -> None:
        """Take in how long these stretches took."""
        if stretches:
            self._person.learn(stretches)
            self._fresh += stretches
            self._work_out()

    def know(self, stretches: Sequence[int], written: int = 0) -> None:
        """What the library has of the document, with the first ``written`` of `fresh`."""
        self._known = tuple(stretches)
        del self._fresh[:written]
        self._work_out()

    def _work_out(self) -> None:
        self.factor = tempo.factor(self.stretches, self._person.factor)
