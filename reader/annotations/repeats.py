"""Which copy of a repeated sentence became which, by the sentences that stand around it.

A sentence or line that is in both texts once is a *landmark*. Copies go with the landmark beside
them, never across a heading, and all copies are told apart together, whether they are annotated
or not: no two go to one place. A copy with nothing of its own beside it goes nowhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from reader.annotations.edges import ITEM
from reader.text.patterns import lazy
from reader.text.spans import Span

MANY = 500  # copies in a text beyond which they are not told apart
WRAPPED = 50  # code points of a line from which on it may go on in the next one
TITLE = 80  # code points of a heading at most
NEAR = 6  # sentences between two that are the same though others came between
FAR = 50  # sentences between a copy and its landmark that are looked at
SURE, LIKELY = 0.97, 0.85  # confidence by the landmark beside a copy, and by order alone

_ENDS = lazy(r"(?:[.!?…]+['\"”’)\]]*(?=\s)|[。！？]+[”’」』]*)\s*|\s*\n\s*")
_TITLE = lazy(r"#+ .*|[^\W_a-z].*[\w)'\"”’]")
_SIGNS = lazy(r"[\W_]+")


class Row(NamedTuple):
    """A text as a row of sentences and lines: where each one is, its letters, and its line; where
    the letters occur in the row, and which of them may be headings."""

    spans: list[Span]
    keys: list[str]
    lines: list[int]
    where: dict[str, list[int]]
    headings: list[int]


class Side(NamedTuple):
    """One of two texts, and which of its sentences are landmarks and which are headings."""

    row: Row
    landmarks: list[int]
    headings: list[int]


class Copy(NamedTuple):
    """A copy of repeated sentences, by the number of the first: the landmark that it goes with,
    what is between the two; and between which landmarks and under which heading it is."""

    number: int
    beside: tuple[str, str]
    between: tuple[str, ...]
    gap: tuple[str, str, str]


class Became(NamedTuple):
    """What became of a copy: where it is now, if anywhere, how sure that is, and where the copies
    of the new text are."""

    now: Span | None
    confidence: float
    copies: list[Span]


def row_of(text: str) -> Row:
    """The sentences and lines of a text."""
    row = Row([], [], [], {}, [])
    begin = line = began = 0
    for match in _ENDS.finditer(text):
        start, end = match.span()
        breaks = "\n" in match.group()
        if breaks and match.group()[0].isspace() and _goes_on(text, begin, match.span()):
            continue
        _add(row, text, Span(begin, start + len(match.group().rstrip())), line, breaks, began)
        if breaks:
            line, began = line + 1, end
        begin = end
    _add(row, text, Span(begin, len(text)), line, True, began)
    return row


def _goes_on(text: str, begin: int, gap: tuple[int, int]) -> bool:
    """Whether a line was wrapped rather than ended."""
    start, end = gap
    size = start - max(begin, text.rfind("\n", 0, start) + 1)
    return size >= WRAPPED and text[end : end + 1].islower() and text.count("\n", *gap) == 1


def _add(row: Row, text: str, span: Span, line: int, ends_line: bool, began: int) -> None:
    words = text[span.start : span.end]
    key = _SIGNS.sub("", words).casefold()
    if not key:
        return
    whole = ends_line and span.start == began and len(words) <= TITLE
    if whole and _TITLE.fullmatch(words) and not ITEM.match(words):
        row.headings.append(len(row.keys))
    row.where.setdefault(key, []).append(len(row.keys))
    row.spans.append(span)
    row.keys.append(key)
    row.lines.append(line)


class Repeats:
    """Tells the copies of repeated sentences apart in two texts."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = row_of(old), row_of(new)
        there = self._new.where
        both = {
            key for key, at in self._old.where.items() if len(at) == 1 == len(there.get(key, ()))
        }
        self._sides = [_side(row, both) for row in (self._old, self._new)]
        self._known: dict[tuple[str, ...], dict[int, tuple[int, float]]] = {}

    def around(self, start: int, end: int) -> Span | None:
        """The whole sentences of the old text around a passage; None where there are none."""
        found = self._sentences(start, end)
        spans = self._old.spans
        return Span(spans[found.start].start, spans[found.stop - 1].end) if found else None

    def became(self, start: int, end: int) -> Became | None:
        """What became of the sentences around a passage of the old text; None where these are not
        repeated in either text, or far too often."""
        found = self._sentences(start, end)
        if not found:
            return None
        keys = tuple(self._old.keys[found.start : found.stop])
        copies = _copies(self._old, keys), _copies(self._new, keys)
        if max(map(len, copies)) < 2 or max(map(len, copies)) > MANY:
            return None
        if keys not in self._known:
            self._known[keys] = self._told_apart(len(keys), *copies)
        now, sure = self._known[keys].get(found.start, (-1, 0.0))
        spans = [self._span(at, len(keys)) for at in copies[1]]
        return Became(self._span(now, len(keys)) if now >= 0 else None, sure, spans)

    def _sentences(self, start: int, end: int) -> range:
        spans = self._old.spans
        first = bisect_right(spans, start, key=lambda span: span.start) - 1
        last = bisect_left(spans, end, key=lambda span: span.start) - 1
        return range(first, last + 1) if first >= 0 else range(0)

    def _span(self, number: int, count: int) -> Span:
        spans = self._new.spans
        return Span(spans[number].start, spans[number + count - 1].end)

    def _told_apart(
        self, count: int, old: Sequence[int], new: Sequence[int]
    ) -> dict[int, tuple[int, float]]:
        left, right = (
            [self._copy(side, number, count) for number in numbers]
            for side, numbers in zip(self._sides, (old, new), strict=True)
        )
        found: dict[int, tuple[int, float]] = {}
        taken: set[int] = set()

        def pair(key: Callable[[Copy], Hashable], sure: float) -> None:
            """Those of the same key in their order, if they are as many in both texts."""
            ones = _grouped([one for one in left if one.number not in found], key)
            others = _grouped([one for one in right if one.number not in taken], key)
            for name, group in ones.items():
                if name and len(group) == len(others.get(name, ())):
                    found.update(zip(group, ((now, sure) for now in others[name]), strict=True))
                    taken.update(others[name])

        pair(lambda one: one.beside[0] and (one.beside, one.between), SURE)
        pair(lambda one: len(one.between) < NEAR and one.beside[0] and one.beside, SURE)
        pair(lambda one: one.gap, LIKELY)
        return found

    def _copy(self, side: Side, number: int, count: int) -> Copy:
        row, landmarks, headings = side
        keys, lines, end = row.keys, row.lines, number + count
        at = bisect_left(landmarks, number)
        low = landmarks[at - 1] if at else -1
        high = landmarks[at] if at < len(landmarks) else len(keys)
        above = bisect_left(headings, number) - 1
        heading = headings[above] if above >= 0 else -1
        under = bisect_left(headings, end)
        crossed = heading > low, under < len(headings) and headings[under] <= high
        # It goes with what is in its own line, else with what it follows.
        behind = crossed[0], low < 0, low >= 0 and lines[low] != lines[number]
        last = high == len(keys)
        ahead = (crossed[1], last, not last and lines[high] != lines[end - 1]) < behind
        names = keys[low] if low >= 0 else "^", keys[high] if not last else "$"
        return Copy(
            number,
            ("", "") if crossed[ahead] else (names[ahead], "<>"[ahead]),
            tuple(
                keys[end : min(high, end + FAR)]
                if ahead
                else keys[max(low + 1, number - FAR) : number]
            ),
            (*names, keys[heading] if crossed[0] else ""),
        )


def _side(row: Row, both: set[str]) -> Side:
    once = [at for at in row.headings if len(row.where[row.keys[at]]) == 1]
    return Side(row, sorted(row.where[key][0] for key in both), once)


def _copies(row: Row, keys: tuple[str, ...]) -> list[int]:
    """Where sentences begin in a row."""
    count = len(keys)
    rarest = min(range(count), key=lambda n: len(row.where.get(keys[n], ())))
    starts = [at - rarest for at in row.where.get(keys[rarest], ()) if at >= rarest]
    return [at for at in starts if count == 1 or tuple(row.keys[at : at + count]) == keys]


def _grouped(copies: list[Copy], key: Callable[[Copy], Hashable]) -> dict[Hashable, list[int]]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for one in copies:
        groups[key(one)].append(one.number)
    return groups
