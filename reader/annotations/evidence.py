"""What speaks for and against a place being the one that a target means.

A target is sought as a *query*: its tokens with those around it. A place is proposed by the runs
of tokens that the query shares with the text; the evidence is what of the quote and of its
surroundings those runs hold. A table of weights (`anchor_weights`) makes odds of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, log
from operator import mul
from typing import NamedTuple

from reader.text.alignment import clipped
from reader.text.runs import Run

AROUND = 12  # tokens of each side that are looked at
LEAST = 0.4  # share of the words of a quote that a place must have to be believed
SCATTERED = (0.2, 0.4)  # what scattered words are worth, with the earlier text and without
SIGN = 0.2  # what a sign is worth, where a word as rare is worth 1
HALF = 0.3  # the same where a cluster is chosen
POINT = (-4.0, 6.0, 0.25)  # odds of a place without words: always, by the better side, by all
STRAY = 8  # tokens that may be new or gone between two runs around one place
GAP = 6  # tokens from one word of a quote to the next at most, or a third of its length


class Query(NamedTuple):
    """Tokens to look for: ``numbers[first:last]`` is the quote, the others stand around it.

    ``base`` is added to an index of ``numbers`` to get the index of the token in the old text.
    """

    numbers: Sequence[int]
    first: int
    last: int


class Place(NamedTuple):
    """Tokens ``[start, end)`` of a text that may be what a query means, and the runs of the
    quote's tokens in it, in the order of the text."""

    start: int
    end: int
    runs: list[Run]


class Circumstances(NamedTuple):
    """What is known of a place besides its tokens, each from 0 to 1.

    How near it is to where the quote stood; and what the alignment says, if there is one: which
    share of the quote it has in the place, whether the place is between the neighbours that it
    gives the quote, how near to one of them, and which share of it comes from other words.
    """

    near: float
    expected: float = 0.0
    between: float = 0.0
    beside: float = 0.0
    taken: float = 0.0


class Worth(dict[int, float]):
    """How much each token says about a place."""

    def __init__(self, weight: Callable[[int], float], is_word: Sequence[bool]) -> None:
        self._weight = weight
        self._is_word = is_word

    def __missing__(self, token: int) -> float:
        self[token] = worth = self._weight(token) * (1.0 if self._is_word[token] else SIGN)
        return worth


def place_of(query: Query, runs: Sequence[Run], is_word: Sequence[bool]) -> Place | None:
    """The cluster of the quote's tokens that holds most of its words."""
    quote = [Run(new, old, length) for old, new, length in clipped(runs, query.first, query.last)]
    if not quote:
        return None
    quote.sort()
    gap = max(GAP, (query.last - query.first) // 3)
    best = (0.0, 0, 0)
    begin, weight, end = 0, 0.0, quote[0][0]
    for index, (start, old, length) in enumerate(quote):
        if start - end >= gap:
            best = max(best, (weight, -begin, -index))
            begin, weight = index, 0.0
        words = sum([is_word[token] for token in query.numbers[old : old + length]])
        weight += words + HALF * (length - words)
        end = start + length
    best = max(best, (weight, -begin, -len(quote)))
    chosen = quote[-best[1] : -best[2]]
    start, (last, _, length) = chosen[0][0], chosen[-1]
    return Place(start, last + length, [Run(old, new, length) for new, old, length in chosen])


NAMES = (
    "whatever it is",
    "words kept",
    "words kept alike",
    "half of the words kept alike",
    "weight kept",
    "nats kept",
    "length",
    "length and weight kept",
    "foreign",
    "before",
    "after",
    "the better side",
    "the worse side",
    "sides and weight kept",
    "in order",
    "near",
    "expected",
    "half of it expected",
    "expected and weight kept",
    "between its neighbours",
    "beside a neighbour",
    "between and beside",
    "taken",
    "taken and weight lost",
    "in a row",
    "a third in a row",
    "all in a row",
    "in twos",
    "in fours",
    "half of it in twos",
    "half of it in fours",
    "few words",
    "few words in a row",
)
KEPT = NAMES.index("words kept")
ROW = NAMES.index("in a row")


def evidence(
    query: Query,
    runs: Sequence[Run],
    place: Place,
    alike: Callable[[Run], list[bool]],
    text: Sequence[int],
    worth: Worth,
    is_word: Sequence[bool],
    about: Circumstances,
) -> list[float]:
    """How much of each kind of evidence there is, in the order of `NAMES`.

    ``alike`` tells for a run which of its tokens are written alike, ``text`` has all tokens.
    """
    numbers, first, last = query
    near, expected, between, beside, taken = about
    whole = sum([worth[token] for token in numbers[first:last]]) or 1.0
    inside = sum([worth[token] for token in text[place.start : place.end]]) or 1.0
    kept = 0.0
    words = sum([is_word[token] for token in numbers[first:last]])
    tokens = words_kept = same = triples = ordered = 0
    before_this = -1
    for run in place.runs:
        shared = numbers[run.old : run.old + run.length]
        kept += sum([worth[token] for token in shared])
        words_kept += sum([is_word[token] for token in shared])
        tokens += run.length
        written = alike(run)
        same += sum(written)
        triples += _in_a_row(written)
        ordered += run.length - (run.old < before_this or before_this < 0)
        before_this = run.old
    share = words_kept / words if words else tokens / (last - first)
    order = ordered / (tokens - 1) if tokens > 1 else 1.0
    row = triples / (last - first - 2) if last - first > 2 else share
    before = _side(query, runs, place, worth, -1)
    after = _side(query, runs, place, worth, 1)
    few = 1 / (1 + words)
    twos, fours = (
        sum([run.length for run in place.runs if run.length >= least]) / (last - first)
        for least in (2, 4)
    )
    length = log(whole) / 4
    ratio = kept / whole
    written_alike = share * same / tokens
    return [
        1.0,
        share,
        written_alike,
        _ramp(written_alike, 0.4, 0.5),
        ratio,
        log(1 + kept) / 4,
        length,
        length * ratio,
        1 - kept / inside,
        before,
        after,
        max(before, after),
        min(before, after),
        max(before, after) * ratio,
        order,
        near,
        expected,
        _ramp(expected * same / tokens, 0.4, 0.5),
        expected * ratio,
        between,
        beside,
        between * beside,
        taken,
        taken * (1 - ratio),
        row,
        _ramp(row, 0.2, 0.33),
        _ramp(row, 0.33, 0.8),
        twos,
        fours,
        _ramp(twos, 0.35, 0.5),
        _ramp(fours, 0.2, 0.5),
        few,
        few * row,
    ]


def _ramp(value: float, low: float, high: float) -> float:
    """0 up to ``low``, 1 from ``high`` on."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _in_a_row(same: Sequence[bool]) -> int:
    """How many triples there are in a row of tokens that are written alike or not."""
    if all(same):
        return max(0, len(same) - 2)
    return sum(map(all, zip(same, same[1:], same[2:], strict=False)))


def _side(query: Query, runs: Sequence[Run], place: Place, worth: Worth, direction: int) -> float:
    """How much of what stood on one side of the quote stands there now, 0 to 1; the nearer
    tokens count more."""
    numbers, first, last = query
    if direction < 0:
        begin, end = max(0, first - AROUND), first
        nearest = first + 1
        low, high = place.start - 2 * AROUND, place.start
    else:
        begin, end = last, min(len(numbers), last + AROUND)
        nearest = last - 2
        low, high = place.end, place.end + 2 * AROUND
    if begin == end:
        return 0.5
    shares = [worth[numbers[i]] / abs(i - nearest) for i in range(begin, end)]
    total = sum(shares)
    kept = 0.0
    for old, new, length in clipped(runs, begin, end):
        shift = new - old
        stop = max(0, min(old + length, high - shift) - begin)
        kept += sum(shares[max(old, low - shift) - begin : stop])
    return kept / total if total else 0.5


def odds(weights: Sequence[float], values: Sequence[float], scattered: float) -> float:
    """The odds of a place being right, by evidence; never good where it holds less than `LEAST`
    of the quote's words.

    Where hardly three words in a row are left, the odds are multiplied by ``scattered``: such a
    passage was more often written anew than edited, and a wrong place is worse than none.
    """
    total = exp(min(30.0, sum(map(mul, weights, values))))
    total *= exp(log(scattered) * (1 - _ramp(values[ROW], 0.25, 0.33)))
    return total if values[KEPT] >= LEAST else min(1.0, total)


def point_of(
    query: Query, runs: Sequence[Run], text: Sequence[int], worth: Worth
) -> tuple[int, int, float] | None:
    """Where a quote without tokens is: the token of the query beside it that is still there, the
    nearest, which one that is in the text, and the odds by what is there of both sides.

    A place goes with the words that begin at it, else with those before it: the run that has most
    of them tells where it is, and is followed up to the place over signs that went with another.
    """
    numbers, at = query.numbers, query.first
    if not runs:
        return None

    def held(run: Run) -> tuple[float, float, int]:
        begin, end = run.old, run.old + run.length
        behind = sum(worth[numbers[i]] / (1 + (i - at) / 4) for i in range(max(begin, at), end))
        before = sum(worth[numbers[i]] / (at - i) for i in range(begin, min(end, at)))
        return behind + before / 10, behind, -run.new

    most = max(runs, key=held)
    shift = most.new - most.old
    near = [run for run in runs if abs(run.new - run.old - shift) <= STRAY]
    touching = [_lengthened(most, numbers, text), *near]
    beside, image = min(
        ((i, run.new + i - run.old) for run in touching for i in _ends(run, at)),
        key=lambda one: (one[0] - at if one[0] >= at else at - 1 - one[0], -one[0]),
    )
    place = Place(image + (beside < at), image + (beside < at), [])
    shares = [_side(query, near, place, worth, direction) for direction in (-1, 1)]
    there = sum(worth[numbers[i]] for run in near for i in range(run.old, run.old + run.length))
    return beside, image, exp(POINT[0] + POINT[1] * max(shares) + POINT[2] * min(there, 20.0))


def _ends(run: Run, at: int) -> list[int]:
    """Of the tokens of a run the nearest one before a place and the nearest one behind it."""
    last = run.old + run.length - 1
    return [i for i in (min(at - 1, last), max(at, run.old)) if run.old <= i <= last]


def _lengthened(run: Run, numbers: Sequence[int], text: Sequence[int]) -> Run:
    """A run with what is the same on both its sides."""
    old, new, end = run.old, run.new, run.old + run.length
    while old > 0 and new > 0 and numbers[old - 1] == text[new - 1]:
        old, new = old - 1, new - 1
    shift = new - old
    while end < len(numbers) and end + shift < len(text) and numbers[end] == text[end + shift]:
        end += 1
    return Run(old, new, end - old)
