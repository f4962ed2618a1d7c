"""Spans of code points, and an index that tells which of many spans cross a stretch of text."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar, overload

T = TypeVar("T")

# Spans longer than this are few (whole sections, whole documents) and are scanned one by one,
# so that a single book-long highlight does not widen every other look-up.
LONG = 2048


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points."""

    start: int
    end: int


class Spans(Sequence[Span]):
    """Many spans that do not overlap, in order, in eight bytes each: search hits, say."""

    __slots__ = ("ends", "starts")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self.starts = array("I")
        self.ends = array("I")
        self.extend(spans)

    def extend(self, spans: Iterable[Span]) -> None:
        """Put spans behind those that are there."""
        for start, end in spans:
            self.starts.append(start)
            self.ends.append(end)

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Span: ...

    @overload
    def __getitem__(self, index: slice) -> list[Span]: ...

    def __getitem__(self, index: int | slice) -> Span | list[Span]:
        if isinstance(index, slice):
            return list(map(Span, self.starts[index], self.ends[index]))
        return Span(self.starts[index], self.ends[index])

    def first_from(self, offset: int) -> int:
        """The index of the first span that starts at or after ``offset``."""
        return bisect_left(self.starts, offset)


class SpanIndex(Generic[T]):
    """Which of many spans cross ``[start, end)``, in O(log n + k).

    Made from ``(start, end, value)`` triples; short spans are kept sorted by start and found by
    bisection, reaching back by the length of the longest of them; long ones are kept apart.
    """

    __slots__ = ("_long", "_reach", "_short", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int, T]] = ()) -> None:
        triples = sorted(spans, key=lambda triple: triple[:2])
        self._short = [triple for triple in triples if triple[1] - triple[0] <= LONG]
        self._long = [triple for triple in triples if triple[1] - triple[0] > LONG]
        self._starts = [triple[0] for triple in self._short]
        self._reach = max((end - start for start, end, _ in self._short), default=0)

    def add(self, start: int, end: int, value: T) -> None:
        """Put another span in."""
        if end - start > LONG:
            self._long.append((start, end, value))
            return
        at = bisect_left(self._starts, start)
        after = bisect_left(self._starts, start + 1)
        while at < after and self._short[at][1] <= end:
            at += 1
        self._starts.insert(at, start)
        self._short.insert(at, (start, end, value))
        self._reach = max(self._reach, end - start)

    def discard(self, start: int, end: int, value: T) -> None:
        """Take a span out, if it is there."""
        triple = (start, end, value)
        if end - start > LONG:
            if triple in self._long:
                self._long.remove(triple)
            return
        low = bisect_left(self._starts, start)
        for at in range(low, bisect_left(self._starts, start + 1)):
            if self._short[at] == triple:
                del self._starts[at], self._short[at]
                return

    def __len__(self) -> int:
        return len(self._short) + len(self._long)

    def __iter__(self) -> Iterator[tuple[int, int, T]]:
        """All spans, in the order of their starts."""
        return iter(sorted(self._short + self._long, key=lambda triple: triple[:2]))

    def crossing(self, start: int, end: int) -> list[tuple[int, int, T]]:
        """The spans that share at least one code point with ``[start, end)``, by start; and the
        empty ones that stand before one of them."""
        high = bisect_left(self._starts, end)
        low = bisect_left(self._starts, start - self._reach, 0, high)
        found = [
            triple for triple in self._short[low:high] if triple[1] > start or triple[0] == start
        ]
        if self._long:
            found += [triple for triple in self._long if triple[0] < end and triple[1] > start]
            found.sort(key=lambda triple: triple[:2])
        return found

    def at(self, offset: int) -> list[tuple[int, int, T]]:
        """The spans that hold the code point at ``offset``."""
        return self.crossing(offset, offset + 1)
