"""How far a passage goes whose first or last words were replaced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.annotations.evidence import Place, Query
from reader.text.alignment import clipped
from reader.text.patterns import lazy
from reader.text.runs import Run
from reader.text.spans import Span
from reader.text.tokens import Tokens

MORE = 2  # tokens by which what replaces others may be longer or shorter
PHRASE = 5  # tokens below which a quote is read as a phrase, wherever it begins and ends
CLAUSE = 8  # tokens below which it is where it begins or ends as one
SENTENCE = 30  # tokens below which it is where it begins and ends as one
REPLACED = 2  # tokens at the edge of any other quote that may have been replaced
EDGE = 10  # how much longer than those that replace them a place has to be
LIKE = 0.6  # share of the longer one of two words that both begin and end with, if they are alike
_BEFORE = 24  # code points before a quote that tell whether it begins a sentence

ITEM = lazy(r"^[ \t]*(?:[-*+•]|\d+[.)])[ \t]+")  # the sign before an item of a list
_BEGINS = lazy(
    r"(?:\A|[.!?…:]['\"”’)]*\s|[。！？]|\n[ \t]*\n|\n[ \t]*[-*+•#>]+[ \t]+)\s*['\"“‘(*_]*\Z"
)
_STOPS = lazy(r".?[.,;:!?…。，；：！？]|\s*\n[ \t]*\n|\s*\Z")
_ENDS = lazy(r"[.!?]\s|[。！？\n]")


class Sought(NamedTuple):
    """A query, the tokens it was made of from ``base`` on, the quote's place in their text, and
    where it was in the text that it was described in."""

    query: Query
    tokens: Tokens
    base: int
    text: str
    start: int
    end: int
    was: int

    @property
    def line(self) -> tuple[str, str]:
        """What stands in its line before the quote and behind it."""
        begin, stop = self.text.rfind("\n", 0, self.start) + 1, self.text.find("\n", self.end)
        return self.text[begin : self.start], self.text[self.end : stop if stop >= 0 else None]

    @property
    def is_line(self) -> bool:
        """Whether the quote is all of its line, or of an item of a list."""
        before, after = self.line
        return not after.strip() and not ITEM.sub("", before).strip()

    def token(self, index: int) -> tuple[int, int]:
        """The code points of a token of the query."""
        return self.tokens.starts[self.base + index], self.tokens.ends[self.base + index]


def with_edges(
    sought: Sought,
    runs: Sequence[Run],
    place: Place,
    span: Span,
    text: str,
    tokens: Tokens,
    is_word: Sequence[bool],
) -> Span:
    """The span of a place with what stands in the stead of the quote's first and last words,
    between what is left of it and the token that stood beside it and still does.

    Of a long passage one or two words that are little beside the rest; of a short one, and where
    whole sentences or clauses were marked, about as many as before, in one sentence.
    """
    query, old = sought.query, sought.text
    start, end = span
    size = query.last - query.first

    def replaced(lost: int, first: int, last: int, whole: bool) -> bool:
        come = last - first
        if lost <= 0 or come <= 0:
            return False
        low, high = tokens.starts[first], tokens.ends[last - 1]
        if whole and abs(come - lost) <= MORE:
            # With the gap between them and what is left of the quote.
            if last <= place.start:
                return not _ENDS.search(text, low, tokens.starts[place.start])
            return not _ENDS.search(text, tokens.ends[place.end - 1], high)
        return max(lost, come) <= REPLACED and high - low <= (span.end - span.start) // EDGE

    lost_before = place.runs[0].old - query.first
    lost_after = query.last - place.runs[-1].old - place.runs[-1].length
    if lost_before or lost_after:
        begins, stops = begins_and_stops(old, sought.start, sought.end)
        whole = size < PHRASE or (size < SENTENCE and begins and stops)
        beside = clipped(runs, query.first - 1, query.first)
        brief = whole or (size < CLAUSE and begins)
        if beside and replaced(lost_before, beside[0].new + 1, place.start, brief):
            start = tokens.starts[beside[0].new + 1]
        beside = clipped(runs, query.last, query.last + 1)
        brief = whole or (size < CLAUSE and stops)
        if beside and replaced(lost_after, place.end, beside[0].new, brief):
            end = tokens.ends[beside[0].new - 1]
        if size < SENTENCE and sought.is_line:
            start, end = _to_the_line(sought, place, text, tokens, Span(start, end))
    return Span(start, _end_of_sentence(sought, place, text, tokens, is_word) or end)


def _to_the_line(sought: Sought, place: Place, text: str, tokens: Tokens, span: Span) -> Span:
    """A span that lost words at an edge, up to where its line or item of a list begins or ends, if
    about as much is left there."""
    start, end = span
    lost = place.runs[0].old - sought.query.first
    if lost:
        begin = text.rfind("\n", 0, start) + 1
        item = ITEM.match(text[begin:start])
        begin += item.end() if item else 0
        first, last = tokens.within(begin, start)
        if 0 < last - first <= lost + MORE and not _ENDS.search(text, begin, start):
            start = tokens.starts[first]
    lost = sought.query.last - place.runs[-1].old - place.runs[-1].length
    if lost:
        stop = text.find("\n", end)
        first, last = tokens.within(end, len(text) if stop < 0 else stop)
        if 0 < last - first <= lost + MORE and not _ENDS.search(text, end, tokens.ends[last - 1]):
            end = tokens.ends[last - 1]
    return Span(start, end)


def _end_of_sentence(
    sought: Sought, place: Place, text: str, tokens: Tokens, is_word: Sequence[bool]
) -> int:
    """Where a sentence ends that the quote's last word is in, if nothing but the sign that ended
    the quote is found behind that, at the end of another sentence; else 0."""
    runs = place.runs
    if len(runs) < 2 or runs[-1].length > 1 or runs[-1].old != sought.query.last - 1:
        return 0
    if is_word[tokens.numbers[runs[-1].new]]:
        return 0
    word = runs[-2].length - 1
    low, old = tokens.ends[runs[-2].new + word], sought.token(runs[-2].old + word)[1]
    ends = _ENDS.search(text, low, tokens.starts[runs[-1].new])
    return ends.start() + 1 if ends and not _ENDS.search(sought.text, old, sought.end) else 0


def is_held(query: Query, runs: Sequence[Run]) -> bool:
    """Whether both tokens beside a quote are there still, with about as many between them."""
    before = clipped(runs, query.first - 1, query.first)
    after = clipped(runs, query.last, query.last + 1)
    if not before or not after:
        return False
    return abs(after[0].new - before[0].new - 1 - (query.last - query.first)) <= MORE


def begins_and_stops(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a passage begins where a sentence does, and ends where a sentence or clause does."""
    begins = _BEGINS.search(text, max(0, start - _BEFORE), start)
    return bool(begins), bool(_STOPS.match(text, max(0, end - 1)))


def stands_for_one(query: Query, runs: Sequence[Run]) -> int | None:
    """The token that stands where the only one of a quote stood, between the two tokens that stood
    on each side of it; None where there is no such token."""
    first, last = query.first, query.last
    before = clipped(runs, max(0, first - 2), first)
    after = clipped(runs, last, min(len(query.numbers), last + 2))
    sides = min(2, first), min(2, len(query.numbers) - last)
    if last - first != 1 or not all(sides) or len(before) != 1 or len(after) != 1:
        return None
    image = before[0].new + before[0].length
    whole = (before[0].length, after[0].length) == sides
    return image if whole and after[0].new == image + 1 else None


def are_alike(one: str, other: str) -> bool:
    """Whether two words have most letters in common, at their beginnings and ends."""
    one, other = one.casefold(), other.casefold()
    ahead = common(one, other)
    behind = common(one[ahead:][::-1], other[ahead:][::-1])
    return ahead + behind >= max(3, LIKE * max(len(one), len(other)))


def common(one: str, other: str) -> int:
    """How many code points two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
