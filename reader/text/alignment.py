"""Where the words of an old text went in a new one.

Tokens are aligned, not lines or characters, so that a text which was wrapped anew has not changed.
Large regions are split at the tokens that occur once on both sides, the heaviest chain of the
stretches around them in both orders (patience diff, weighted by length). Small regions are split
at the longest stretch around the rarest token, as Git's histogram diff does. What is left unmatched
on both sides is then looked through for stretches that moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from heapq import merge
from itertools import islice
from typing import NamedTuple

from reader.text.runs import Run
from reader.text.sliding import sliding
from reader.text.spans import Span
from reader.text.tokens import Tokens, Vocabulary, tokenizing

SMALL = 800  # tokens of a region, both sides together, that is split at rare tokens
OFTEN = 64  # occurrences on the old side beyond which a token splits nothing
WORK = 4_000_000  # pairs of tokens beyond which a region without rare tokens stays unmatched
BEYOND = 1  # tokens beside a region that are looked at
MOVED = 4  # tokens in a row that tell a moved stretch
_SLICE = 1 << 12  # tokens in a step
_SORTED = 1 << 11  # runs in a step

Steps = Generator[None, None, None]


class Region(NamedTuple):
    """Tokens ``[old, old_end)`` of the old text against ``[new, new_end)`` of the new one."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def size(self) -> int:
        return self.old_end - self.old + self.new_end - self.new


def runs_of(old: Sequence[int], new: Sequence[int], moves: bool = False) -> list[Run]:
    """The runs that two rows of tokens share, by where they begin in the old one."""
    runs: list[Run] = []
    for _ in aligning(old, new, runs, moves):
        pass
    return runs


def aligning(old: Sequence[int], new: Sequence[int], runs: list[Run], moves: bool = True) -> Steps:
    """Fill ``runs`` with what two rows of tokens share, in steps of a few milliseconds."""
    todo = [Region(0, len(old), 0, len(new))]
    done = 0
    while todo:
        region = _trimmed(old, new, todo.pop(), runs)
        if region.old == region.old_end or region.new == region.new_end:
            continue
        done += region.size
        if done > _SLICE:
            done = 0
            yield
        split: list[Run] = []
        if region.size > SMALL:
            yield from _splitting_at_unique(old, new, region, split)
        if not split:
            split = _split_at_rarest(old, new, region)
        runs += split
        at, there = region.old, region.new
        for run in split:
            todo.append(Region(at, run.old, there, run.new))
            at, there = run.old + run.length, run.new + run.length
        if split:
            todo.append(Region(at, region.old_end, there, region.new_end))
    yield from _sorting(runs)
    if moves:
        yield from _adding_moves(old, new, runs)


def _trimmed(old: Sequence[int], new: Sequence[int], region: Region, runs: list[Run]) -> Region:
    """The region without what its two sides begin and end with alike, which becomes runs."""
    a, a_end, b, b_end = region
    length = _same_after(old, new, a, b, min(a_end - a, b_end - b))
    if length:
        runs.append(Run(a, b, length))
        a, b = a + length, b + length
    length = _same_before(old, new, a_end, b_end, min(a_end - a, b_end - b))
    if length:
        a_end, b_end = a_end - length, b_end - length
        runs.append(Run(a_end, b_end, length))
    return Region(a, a_end, b, b_end)


def _same_after(old: Sequence[int], new: Sequence[int], a: int, b: int, most: int) -> int:
    """How many tokens from ``a`` and ``b`` on are the same, at most ``most``."""
    length = 0
    while length + 256 <= most and (
        old[a + length : a + length + 256] == new[b + length : b + length + 256]
    ):
        length += 256
    while length < most and old[a + length] == new[b + length]:
        length += 1
    return length


def _same_before(old: Sequence[int], new: Sequence[int], a: int, b: int, most: int) -> int:
    """How many tokens before ``a`` and ``b`` are the same, at most ``most``."""
    length = 0
    while length + 256 <= most and (
        old[a - length - 256 : a - length] == new[b - length - 256 : b - length]
    ):
        length += 256
    while length < most and old[a - length - 1] == new[b - length - 1]:
        length += 1
    return length


def _splitting_at_unique(
    old: Sequence[int], new: Sequence[int], region: Region, split: list[Run]
) -> Steps:
    """Put into ``split`` the heaviest chain of the stretches around tokens unique on each side."""
    a, a_end, b, b_end = region
    where: dict[int, int] = {}
    yield from _noting_unique(old, a, a_end, where)
    there: dict[int, int] = {}
    yield from _noting_unique(new, b, b_end, there)
    # Noted in order, so the pairs are in order, too.
    pairs = [
        (i, there[token]) for token, i in where.items() if i >= 0 and there.get(token, -1) >= 0
    ]
    stretches: list[Run] = []
    reached, diagonal = -1, 0
    for number, (i, j) in enumerate(pairs):
        if number % 1024 == 1023:
            yield
        if i < reached and i - j == diagonal:
            continue
        back = _same_before(old, new, i, j, min(i - a, j - b))
        length = back + _same_after(old, new, i, j, min(a_end - i, b_end - j))
        reached, diagonal = i - back + length, i - j
        if length > 1:
            stretches.append(Run(i - back, j - back, length))
    yield
    split += _heaviest_chain(stretches)


def _noting_unique(tokens: Sequence[int], start: int, end: int, where: dict[int, int]) -> Steps:
    """Note where each token stands that occurs once in a range, and -1 for the others."""
    for begin in range(start, end, _SLICE):
        stop = min(end, begin + _SLICE)
        for place, token in zip(range(begin, stop), islice(tokens, begin, stop), strict=True):
            where[token] = -1 if token in where else place
        yield


def _heaviest_chain(stretches: Sequence[Run]) -> list[Run]:
    """The stretches, in both orders, that hold most tokens together; overlaps are cut off."""
    ends: list[int] = []  # on the new side, ascending, as are the weights
    weights: list[int] = []
    last: list[int] = []
    before = [-1] * len(stretches)
    for number, run in enumerate(stretches):
        best = bisect_left(ends, run.new + 1) - 1
        weight = run.length
        if best >= 0:
            weight += weights[best]
            before[number] = last[best]
        end = run.new + run.length
        at = bisect_left(ends, end)
        if at and weights[at - 1] >= weight:
            continue
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        ends[at:stop], weights[at:stop], last[at:stop] = [end], [weight], [number]
    chain: list[Run] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(stretches[number])
        number = before[number]
    kept: list[Run] = []
    at = there = 0
    for run in reversed(chain):
        cut = max(0, at - run.old, there - run.new)
        if cut < run.length:
            kept.append(Run(run.old + cut, run.new + cut, run.length - cut))
            at, there = run.old + run.length, run.new + run.length
    return kept


def _split_at_rarest(old: Sequence[int], new: Sequence[int], region: Region) -> list[Run]:
    """The longest of the stretches that hold the rarest token which both sides have."""
    a, a_end, b, b_end = region
    if (a_end - a) * (b_end - b) > WORK:
        return []
    where: defaultdict[int, list[int]] = defaultdict(list)
    shared = set(new[b:b_end])
    for i, token in enumerate(old[a:a_end], a):
        if token in shared:
            where[token].append(i)
    if not where:
        return []
    best: Run | None = None
    fewest, longest = OFTEN, 0
    j = b
    while j < b_end:
        following = j + 1
        places = where.get(new[j])
        if places is not None and len(places) <= fewest:
            reached = -1
            for i in places:
                if i < reached:
                    continue
                start, there = i, j
                rarest = len(places)
                while start > a and there > b and old[start - 1] == new[there - 1]:
                    start, there = start - 1, there - 1
                    rarest = min(rarest, len(where[old[start]]))
                end, stop = i + 1, j + 1
                while end < a_end and stop < b_end and old[end] == new[stop]:
                    rarest = min(rarest, len(where[old[end]]))
                    end, stop = end + 1, stop + 1
                reached = end
                following = max(following, stop)
                # What has become a run beside the region already speaks for a stretch, too.
                row = end - start
                if start == a or there == b:
                    row += _same_before(old, new, start, there, min(BEYOND, start, there))
                if end == a_end or stop == b_end:
                    most = min(BEYOND, len(old) - end, len(new) - stop)
                    row += _same_after(old, new, end, stop, most)
                if best is None or row > longest or rarest < fewest:
                    best = Run(start, there, end - start)
                    fewest, longest = rarest, row
        j = following
    return [best] if best else []


def _adding_moves(old: Sequence[int], new: Sequence[int], runs: list[Run]) -> Steps:
    """Add the runs of what stands in another order now."""
    backwards: list[Run] = []
    yield from _turning(runs, backwards)
    free = _gaps(((run.old, run.length) for run in backwards), len(new))
    places: dict[tuple[int, ...], int] = {}
    stop_of: dict[int, int] = {}
    done = 0
    for start, end in free:
        for j in range(start, end - MOVED + 1):
            done += 1
            if done % _SLICE == 0:
                yield
            key = tuple(new[j : j + MOVED])
            places[key] = -1 if key in places else j
            stop_of[j] = end
    taken: set[int] = set()
    moved: list[Run] = []
    for start, end in _gaps(((run.old, run.length) for run in runs), len(old)):
        i = start
        while i <= end - MOVED:
            done += 1
            if done % _SLICE == 0:
                yield
            j = places.get(tuple(old[i : i + MOVED]), -1)
            if j < 0 or j in taken:
                i += 1
                continue
            length = _same_after(old, new, i, j, min(end - i, stop_of[j] - j))
            moved.append(Run(i, j, length))
            taken.update(range(j, j + length))
            i += length
    runs += moved
    yield from _sorting(runs)


def _turning(runs: Sequence[Run], backwards: list[Run]) -> Steps:
    """Put into ``backwards`` the runs as they are seen from the new side."""
    for start in range(0, len(runs), _SORTED):
        backwards += [Run(new, old, n) for old, new, n in runs[start : start + _SORTED]]
        yield
    yield from _sorting(backwards)


def _sorting(runs: list[Run]) -> Steps:
    """Sort the runs, some thousands at a time: sorting all of them would stop other threads."""
    parts: list[list[Run]] = []
    for start in range(0, len(runs), _SORTED):
        parts.append(sorted(runs[start : start + _SORTED]))
        yield
    if len(parts) < 2:
        runs[:] = parts[0] if parts else []
        return
    for index, run in enumerate(merge(*parts)):
        if index % _SORTED == 0:
            yield
        runs[index] = run


def _gaps(taken: Iterable[tuple[int, int]], size: int) -> list[Span]:
    """What is left of ``[0, size)`` by stretches (start, length) in order."""
    free: list[Span] = []
    at = 0
    for start, length in taken:
        if start > at:
            free.append(Span(at, start))
        at = start + length
    if at < size:
        free.append(Span(at, size))
    return free


class Alignment:
    """Where the tokens of an old text went in a new one; `runs` tells which are the same.

    Empty until the `steps` have been taken, which cost a few milliseconds each.
    """

    def __init__(self, old: str, new: str) -> None:
        self._texts = old, new
        self.vocabulary = Vocabulary()
        self.old = Tokens()
        self.new = Tokens()
        self.runs: list[Run] = []
        self.backwards: list[Run] = []  # the same from the new tokens to the old ones

    def steps(self) -> Steps:
        """Align the texts."""
        old, new = self._texts
        yield from tokenizing(old, self.vocabulary, self.old)
        yield from tokenizing(new, self.vocabulary, self.new)
        yield from aligning(self.old.numbers, self.new.numbers, self.runs)
        yield from sliding(self.runs, old, self.old, new, self.new)
        yield from _turning(self.runs, self.backwards)

    def runs_in(self, first: int, last: int) -> list[Run]:
        """The runs of the old tokens ``[first, last)``, cut off at both ends."""
        return clipped(self.runs, first, last)

    def between(self, first: int, last: int) -> tuple[int, int]:
        """The new tokens between which the old tokens ``[first, last)`` should be: where the
        nearest run before them ends, and where the nearest one behind them begins."""
        at = bisect_left(self.runs, (first,)) - 1
        after, before = 0, len(self.new)
        if at >= 0:
            old, new, length = self.runs[at]
            after = new + min(length, first - old)
        at = max(at, 0)
        while at < len(self.runs) and self.runs[at].old + self.runs[at].length <= last:
            at += 1
        if at < len(self.runs):
            old, new, length = self.runs[at]
            before = new + max(0, last - old)
        return after, before

    def offset(self, offset: int) -> int:
        """Where a place of the old text is in the new one: before the token that it stood before,
        else where what went before it ends."""
        i, _ = self.old.within(offset, offset)
        at = bisect_left(self.runs, (i + 1,)) - 1
        if at < 0:
            return 0
        run = self.runs[at]
        if i < run.old + run.length:
            j = run.new + i - run.old
            inside = max(0, offset - self.old.starts[i])
            return min(self.new.starts[j] + inside, self.new.ends[j])
        return self.new.ends[run.new + run.length - 1]

    def changed(self) -> list[Span]:
        """The stretches of the new text that are not in the old one, in order."""
        spans = _gaps(((run.old, run.length) for run in self.backwards), len(self.new))
        return [Span(self.new.starts[start], self.new.ends[end - 1]) for start, end in spans]


def align(old: str, new: str) -> Alignment:
    """The alignment of two texts, at once."""
    alignment = Alignment(old, new)
    for _ in alignment.steps():
        pass
    return alignment


def clipped(runs: Sequence[Run], first: int, last: int) -> list[Run]:
    """The parts of runs, sorted and apart, that begin with the old tokens ``[first, last)``."""
    if first >= last:
        return []
    at = bisect_left(runs, (first,))
    found = [*runs[at : bisect_left(runs, (last,), at)]]
    if at:
        old, new, length = runs[at - 1]
        if old + length > first:
            length = min(old + length, last) - first
            found.insert(0, Run(first, new + first - old, length))
    if found:
        old, new, length = found[-1]
        if old + length > last:
            found[-1] = Run(old, new, last - old)
    return found
