"""What became of an old text in a new one: which stretches stayed, where they are, what is new.

Texts are compared by lines, and lines that changed by words; what stands at the beginning and at
the end of both is set aside first, so that one edit in a long book costs little. This is for what
is on the screen while a document is edited, a few lines at a time: it costs a quarter of
`reader.text.alignment`, which finds what moved and is wrapped anew, and does not take one line for
another that has most words in common, as in a list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from reader.text.spans import Span

WORDS = 4000  # words of a changed stretch, both texts together, up to which it is compared by words


class Run(NamedTuple):
    """A stretch that both texts have: where it starts in each, and its length in code points."""

    old: int
    new: int
    length: int


class Changes:
    """The way from offsets in an old text to offsets in a new one.

    ``runs`` are what both have, in the order of the old text.
    """

    def __init__(self, runs: Sequence[Run], old_length: int, new_length: int) -> None:
        self._runs = runs
        self._starts = [run.old for run in runs]
        self._lengths = old_length, new_length

    def _run(self, offset: int) -> Run | None:
        """The last run that starts at or before an offset of the old text."""
        at = bisect_right(self._starts, offset) - 1
        return self._runs[at] if at >= 0 else None

    def stays(self, offset: int) -> bool:
        """Whether the code point at an offset of the old text is in the new one."""
        run = self._run(offset)
        return run is not None and offset < run.old + run.length

    def to(self, offset: int) -> int:
        """Where an offset went: with its code point; where that is gone, behind what was before."""
        run = self._run(offset)
        return 0 if run is None else run.new + min(offset - run.old, run.length)

    def span(self, span: Span) -> Span:
        """Where a span went, from its first code point to its last."""
        start, last = self.to(span.start), max(span.start, span.end - 1)
        return Span(start, max(start, self.to(last) + (span.end > last and self.stays(last))))

    def whole(self, span: Span) -> bool:
        """Whether all of a span stands in the new text in one piece."""
        run = self._run(span.start)
        return run is not None and span.end <= run.old + run.length

    def rest(self, spans: Iterable[Span]) -> Iterator[Span]:
        """What is left of sorted, disjoint spans, in pieces where the text was changed."""
        for start, end in spans:
            at = max(0, bisect_right(self._starts, start) - 1)
            for run in self._runs[at:]:
                if run.old >= end:
                    break
                low, high = max(start, run.old), min(end, run.old + run.length)
                if low < high:
                    shift = run.new - run.old
                    yield Span(low + shift, high + shift)

    @property
    def end(self) -> tuple[int, int]:
        """Where in the old and in the new text the last stretch ends that both have."""
        last = max(self._runs, key=lambda run: run.new, default=Run(0, 0, 0))
        return last.old + last.length, last.new + last.length

    @property
    def new(self) -> list[Span]:
        """What of the new text the old one does not have, in order; where something was taken out
        and nothing put in its place, an empty span."""
        found, at, after = [], 0, 0
        for run in sorted(self._runs, key=lambda run: run.new):
            if run.new > at or run.old != after:
                found.append(Span(at, run.new))
            at, after = run.new + run.length, run.old + run.length
        if (after, at) != self._lengths:
            found.append(Span(at, self._lengths[1]))
        return found


def compare(old: str, new: str) -> Changes:
    """What became of the old text in the new one."""
    return Changes(list(_joined(_runs(old, new))), len(old), len(new))


def _runs(old: str, new: str) -> Iterator[Run]:
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    # Whole lines at both seams: half a line tells the comparison by lines nothing.
    head = old.rfind("\n", 0, head) + 1 if head < max(len(old), len(new)) else head
    if tail:
        line_end = old.find("\n", len(old) - tail)
        tail = len(old) - line_end if line_end >= 0 else 0
    yield Run(0, 0, head)
    ends = len(old) - tail, len(new) - tail
    olds, news = _split(old, head, ends[0], _LINE), _split(new, head, ends[1], _LINE)
    for tag, low, high, first, last in _opcodes(old, olds, new, news):
        a, b = olds[low : high + 1], news[first : last + 1]
        if tag == "equal":
            yield Run(a[0], b[0], a[-1] - a[0])
        elif tag == "replace":
            yield from _by_words(old, Span(a[0], a[-1]), new, Span(b[0], b[-1]))
    yield Run(*ends, tail)


def _by_words(old: str, left: Span, new: str, right: Span) -> Iterator[Run]:
    olds, news = _split(old, *left, _WORD), _split(new, *right, _WORD)
    if len(olds) + len(news) > WORDS:
        return
    for tag, low, high, first, _ in _opcodes(old, olds, new, news):
        # A space or a stop alone, between words that changed, has not stayed.
        between = low > 0 and high + 1 < len(olds)
        if tag == "equal" and not (between and not _has_word(old[olds[low] : olds[high]])):
            yield Run(olds[low], news[first], olds[high] - olds[low])


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


_LINE, _WORD = re.compile(r"[^\n]*\n|[^\n]+"), re.compile(r"\w+|\s+|[^\w\s]")


def _split(text: str, start: int, end: int, parts: re.Pattern[str]) -> list[int]:
    """Where the parts of a stretch begin, and where the last one ends."""
    return [*(match.start() for match in parts.finditer(text, start, end)), end]


def _opcodes(
    old: str, olds: Sequence[int], new: str, news: Sequence[int]
) -> Iterable[tuple[str, int, int, int, int]]:
    left = [old[olds[at] : olds[at + 1]] for at in range(len(olds) - 1)]
    right = [new[news[at] : news[at + 1]] for at in range(len(news) - 1)]
    return SequenceMatcher(None, left, right).get_opcodes()


def _common(one: str, other: str) -> int:
    """How many code points two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs without empty ones, neighbours as one."""
    before = Run(0, 0, 0)
    for run in runs:
        if run.old - before.old == run.new - before.new == before.length:
            before = Run(before.old, before.new, before.length + run.length)
        elif run.length:
            if before.length:
                yield before
            before = run
    if before.length:
        yield before
