"""Back and forward through the places that were left by a jump, across documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.documents.opening import Source

MOST = 200


class Stop(NamedTuple):
    """A place in a document: its source, and an offset in its text in code points."""

    source: Source
    offset: int

    def same_document(self, source: Source) -> bool:
        """Whether it is in the document from this source."""
        return (self.source.path, self.source.name) == (source.path, source.name)

    def same(self, other: Stop) -> bool:
        """Whether both are one place."""
        return self.offset == other.offset and self.same_document(other.source)


@dataclass
class Jumps:
    """The places, oldest first; ``at`` is the one that is shown, the number of them if none is.

    As in a browser: going back and jumping anew forgets what was ahead.
    """

    stops: list[Stop] = field(default_factory=list)
    at: int = 0

    def leave(self, here: Stop) -> None:
        """A jump leads away from here."""
        del self.stops[self.at :]
        if not self.stops or not self.stops[-1].same(here):
            self.stops.append(here)
        del self.stops[:-MOST]
        self.at = len(self.stops)

    def back(self, here: Stop) -> Stop | None:
        """The place before, to go to from here; None at the oldest."""
        if self.at == len(self.stops):
            if self.stops and self.stops[-1].same(here):
                self.at -= 1
            else:
                self.stops.append(here)
        if self.at == 0:
            return None
        self.at -= 1
        return self.stops[self.at]

    def forward(self) -> Stop | None:
        """The place that `back` came from; None at the newest."""
        if self.at + 1 >= len(self.stops):
            return None
        self.at += 1
        return self.stops[self.at]

    def carry_over(self, source: Source, moved: Callable[[int], int]) -> None:
        """The text of a document was edited; ``moved`` tells where an offset went."""
        self.stops = [
            stop._replace(offset=moved(stop.offset)) if stop.same_document(source) else stop
            for stop in self.stops
        ]

    def swap(self, here: Stop) -> Stop | None:
        """The place that was left last, which from now on is this one; None if there is none."""
        if not self.at:
            return None
        there = self.stops[self.at - 1]
        self.leave(here)
        return there
