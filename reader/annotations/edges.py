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
_BEFORE = 24  # code points before a quote that tell whether it begins a sentence

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
            return not _ENDS.search(text, low, high)
        return max(lost, come) <= REPLACED and high - low <= (span.end - span.start) // EDGE

    lost_before = place.runs[0].old - query.first
    lost_after = query.last - place.runs[-1].old - place.runs[-1].length
    if lost_before or lost_after:
        begins = bool(_BEGINS.search(old, max(0, sought.start - _BEFORE), sought.start))
        stops = bool(_STOPS.match(old, max(0, sought.end - 1)))
        whole = size < PHRASE or (size < SENTENCE and begins and stops)
        beside = clipped(runs, query.first - 1, query.first)
        brief = whole or (size < CLAUSE and begins)
        if beside and replaced(lost_before, beside[0].new + 1, place.start, brief):
            start = tokens.starts[beside[0].new + 1]
        beside = clipped(runs, query.last, query.last + 1)
        brief = whole or (size < CLAUSE and stops)
        if beside and replaced(lost_after, place.end, beside[0].new, brief):
            end = tokens.ends[beside[0].new - 1]
    return Span(start, _end_of_sentence(sought, place, text, tokens, is_word) or end)


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
