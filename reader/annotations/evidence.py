"""What speaks for and against a place being the one that a target means.

A target is sought as a *query*: its tokens with those around it. A place is proposed by the runs
of tokens that the query shares with the text; the evidence is what of the quote and of its
surroundings those runs hold. A table of weights (`anchor_weights`) makes odds of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, log
from typing import NamedTuple

from reader.text.alignment import Run

AROUND = 12  # tokens of each side that are looked at
GAP = 6  # tokens that may stand between two words of a quote, or a third of its length


class Query(NamedTuple):
    """Tokens to look for: ``numbers[first:last]`` is the quote, the others stand around it.

    ``base`` is added to an index of ``numbers`` to get the index of the token in the old text.
    """

    numbers: Sequence[int]
    first: int
    last: int


class Place(NamedTuple):
    """Tokens of a text that may be what a query means, and which of the query's they are.

    ``pairs`` are (token of the text, token of the query), in the order of the text.
    """

    start: int
    end: int
    pairs: list[tuple[int, int]]


def place_of(query: Query, runs: Sequence[Run], is_word: Callable[[int], bool]) -> Place | None:
    """The cluster of the quote's tokens that holds most of its words."""
    first, last = query.first, query.last
    pairs: list[tuple[int, int]] = []
    for old, new, length in runs:
        shift = new - old
        pairs += [(i + shift, i) for i in range(max(old, first), min(old + length, last))]
    if not pairs:
        return None
    pairs.sort()
    gap = max(GAP, (last - first) // 3)
    best = (0.0, 0, 0)
    begin, weight, before = 0, 0.0, pairs[0][0]
    for index, (j, i) in enumerate(pairs):
        if j - before - 1 > gap:
            best = max(best, (weight, -begin, -index))
            begin, weight = index, 0.0
        weight += 1.0 if is_word(query.numbers[i]) else 0.3
        before = j
    best = max(best, (weight, -begin, -len(pairs)))
    chosen = pairs[-best[1] : -best[2]]
    return Place(chosen[0][0], chosen[-1][0] + 1, chosen)


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
    "in a row",
    "a third in a row",
    "all in a row",
    "few words",
    "few words in a row",
)


def evidence(
    query: Query,
    runs: Sequence[Run],
    place: Place,
    text: Sequence[int],
    weight: Callable[[int], float],
    is_word: Callable[[int], bool],
    near: float,
    expected: float,
    between: float,
    alike: Callable[[int, int], bool],
) -> list[float]:
    """How much of each kind of evidence there is, in the order of `NAMES`."""
    numbers, first, last = query

    def worth(token: int) -> float:
        return weight(token) * (1.0 if is_word(token) else 0.2)

    quote = [worth(numbers[i]) for i in range(first, last)]
    whole = sum(quote) or 1.0
    kept = sum(quote[i - first] for _, i in place.pairs)
    words = sum(1 for i in range(first, last) if is_word(numbers[i]))
    words_kept = sum(1 for _, i in place.pairs if is_word(numbers[i]))
    share = words_kept / words if words else len(place.pairs) / max(1, last - first)
    inside = sum(map(worth, text[place.start : place.end])) or 1.0
    before = _side(query, runs, place, worth, -1)
    after = _side(query, runs, place, worth, 1)
    ordered = sum(1 for (_, i), (_, k) in zip(place.pairs, place.pairs[1:]) if k > i)
    order = ordered / (len(place.pairs) - 1) if len(place.pairs) > 1 else 1.0
    same = [alike(j, i) for j, i in place.pairs]
    row = _in_a_row(place.pairs, same) / (last - first - 2) if last - first > 2 else share
    written = share * sum(same) / len(same)
    few = 1 / (1 + words)
    length = log(whole) / 4
    ratio = kept / whole
    return [
        1.0,
        share,
        written,
        _ramp(written, 0.4, 0.5),
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
        _ramp(expected * written / share if share else 0.0, 0.4, 0.5),
        expected * ratio,
        between,
        row,
        _ramp(row, 0.2, 0.33),
        _ramp(row, 0.33, 0.8),
        few,
        few * row,
    ]


def _ramp(value: float, low: float, high: float) -> float:
    """0 up to ``low``, 1 from ``high`` on."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _in_a_row(pairs: Sequence[tuple[int, int]], same: Sequence[bool]) -> int:
    """How many triples of tokens in a row of the quote are in a row there, written alike."""
    count = run = 0
    before = (-2, -2)
    for (j, i), alike in zip(pairs, same, strict=True):
        if not alike:
            run = 0
        elif run and (j, i) == (before[0] + 1, before[1] + 1):
            run += 1
        else:
            run = 1
        before = j, i
        count += run > 2
    return count


def _side(
    query: Query,
    runs: Sequence[Run],
    place: Place,
    worth: Callable[[int], float],
    direction: int,
) -> float:
    """How much of what stood on one side of the quote stands there now, 0 to 1; the nearer
    tokens count more."""
    numbers, first, last = query
    if direction < 0:
        wanted = range(first - 1, max(-1, first - 1 - AROUND), -1)
        low, high = place.start - 2 * AROUND, place.start
    else:
        wanted = range(last, min(len(numbers), last + AROUND))
        low, high = place.end, place.end + 2 * AROUND
    if not wanted:
        return 0.5
    total = kept = 0.0
    at: dict[int, int] = {}
    lowest, highest = min(wanted), max(wanted)
    for old, new, length in runs:
        shift = new - old
        for i in range(max(old, lowest), min(old + length, highest + 1)):
            at[i] = i + shift
    for distance, i in enumerate(wanted):
        value = worth(numbers[i]) / (2 + distance)
        total += value
        if low <= at.get(i, -1) < high:
            kept += value
    return kept / total if total else 0.5


def odds(weights: Sequence[float], values: Sequence[float]) -> float:
    """The odds of a place being right, by evidence alone."""
    total = sum(w * v for w, v in zip(weights, values, strict=True))
    return exp(max(-30.0, min(30.0, total)))
