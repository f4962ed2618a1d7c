"""Which lines were read, by how long they were looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.study.coverage import merge, minutes
from reader.study.tempo import Gone
from reader.text.spans import Span

# A line counts as read after this share of the time that it takes at the standard pace.
ENOUGH = 0.25
# What is looked at counts as taking so many seconds at least: half a second reads nothing.
LEAST = 2.0
# The lines of which it is remembered how long they were looked at: those seen last.
REMEMBERED = 1000
GAP = 1000  # code points without words (blank lines, rules) over which reading goes on


class Dwell(NamedTuple):
    """How long a line was looked at: as a share of what it takes at the standard pace, and in
    seconds; and whether the pace was learned from it."""

    share: float = 0.0
    spent: float = 0.0
    learned: bool = False


class Attention:
    """Turns the time that lines are looked at into those that were read, and into a pace.

    The seconds of a screen are shared among its lines as their words need it, so that reading page
    by page and scrolling line by line come to the same, and a screen that is looked at for long
    enough is read whole.
    """

    def __init__(self) -> None:
        self._lines: list[Span] = []  # what is looked at now
        self._dwells: dict[Span, Dwell] = {}
        self._onward: set[Span] = set()  # of the lines now, those that reading on has brought

    def spend(self, text: str, seconds: float) -> list[Span]:
        """What is now read of the lines that were looked at for so many seconds more."""
        whole = sum(_standard(text, line) for line in self._lines) if seconds > 0 else 0.0
        if not whole:
            return []
        read = []
        for line in self._lines:
            before = self._dwells.pop(line, Dwell())
            share = before.share + seconds / max(whole, LEAST)
            spent = before.spent + seconds * _standard(text, line) / whole
            now = before._replace(share=share, spent=spent)
            self._dwells[line] = now  # to the end: it was seen last
            if before.share < ENOUGH <= now.share:
                read.append(line)
        while len(self._dwells) > REMEMBERED:
            del self._dwells[next(iter(self._dwells))]
        return merge(read)

    def turn(self, text: str, lines: Sequence[Span]) -> Gone:
        """From now on these lines are looked at, which ascend; what reading on has left behind.

        Only lines that reading on had brought, too, are told of: of others nobody knows where on
        the screen it began.
        """
        before, self._lines = self._lines, list(lines)
        if before == self._lines or not before or not lines:
            self._onward &= set(self._lines)
            return Gone()
        old, new = set(before), set(lines)
        onward = _goes_on(text, before, self._lines)
        left = [line for line in before if line in self._onward - new] if onward else []
        self._onward = (self._onward & new) | (new - old if onward else set())
        self._lay_anew([line for line in lines if line not in old], before)
        standard = spent = 0.0
        for line in left:
            dwell = self._dwells.get(line, Dwell())
            if dwell.share >= ENOUGH and not dwell.learned:
                self._dwells[line] = dwell._replace(learned=True)
                standard += _standard(text, line)
                spent += dwell.spent
        return Gone(standard, spent)

    def _lay_anew(self, lines: Sequence[Span], before: Sequence[Span]) -> None:
        """In another width the same words stand in other lines, and were looked at all the same."""
        for line in lines:
            if line.start >= before[-1].end or line.end <= before[0].start:
                continue
            share = sum(self._dwells.get(old, Dwell()).share * _shared(old, line) for old in before)
            self._dwells[line] = Dwell(share / max(1, line.end - line.start))
            self._onward.discard(line)


def _standard(text: str, line: Span) -> float:
    """The seconds that a line takes at the standard pace."""
    return 60 * minutes(text, line.start, line.end)


def _shared(one: Span, other: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _goes_on(text: str, before: Sequence[Span], lines: Sequence[Span]) -> bool:
    """Whether a person who reads on comes from these lines to those."""
    end, start = before[-1].end, lines[0].start
    if lines[0].start <= before[0].start:
        return False
    return start <= end or (start - end <= GAP and not text[end:start].strip())
