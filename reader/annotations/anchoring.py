"""Describing a place in a text, and finding it again in the text as it is now.

Finding climbs down a ladder and stops at the first rung that holds:

1. *position*: the quote stands where it stood, among the same words;
2. *quote*: the quote stands somewhere else, and its surroundings tell which of its occurrences
   is meant;
3. *white space*: the same where runs of white space count as one (the text was wrapped anew).

A place that is not found is an orphan. An annotation on the wrong text is worse than one in the
list of orphans, so doubt makes an orphan. The idea of several redundant locators, tried from
strict to loose, is Phelps and Wilensky's ("Robust intra-document locations", 2000).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, takewhile
from typing import NamedTuple

from reader.annotations.annotation import Target
from reader.text.patterns import lazy

CONTEXT = 64  # code points kept of each side
NEAR = 16  # code points of each side that must agree for the position to be believed
SHORT = 12  # code points below which a quote alone, without surroundings, says too little
TOUCH = 4  # code points of one side that must agree for a short quote
CLEAR = 16  # code points, both sides together, that must agree with the best of several places
MARGIN = 8  # code points by which the best of several places must beat the next
MANY = 2000  # occurrences beyond which surroundings are not compared one by one


class Anchored(NamedTuple):
    """Where a target is now, how sure that is (0 to 1) and by which rung it was found."""

    start: int
    end: int
    confidence: float
    how: str


def describe(text: str, start: int, end: int, path: tuple[str, ...] = ()) -> Target:
    """The target of ``text[start:end]``, with `CONTEXT` code points of each side."""
    return Target(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
        path=path,
    )


def anchor(target: Target, text: str, previous_text: str | None = None) -> Anchored | None:
    """Where the target is in the text; None for an orphan. See `anchor_all`."""
    return anchor_all((target,), text, previous_text)[0]


def anchor_all(
    targets: Sequence[Target], text: str, previous_text: str | None = None
) -> list[Anchored | None]:
    """Where each target is in the text; None for an orphan.

    ``previous_text`` is the text that the targets were described in, where it is still known.
    """
    folded = _Folded(text)
    return [
        _by_position(target, text) or _by_quote(target, text) or _by_folded_quote(target, folded)
        for target in targets
    ]


def _by_position(target: Target, text: str) -> Anchored | None:
    start = target.start
    if start < 0 or not text.startswith(target.exact, start):
        return None
    end = start + len(target.exact)
    if (
        text[max(0, start - NEAR) : start] == target.prefix[-NEAR:]
        and text[end : end + NEAR] == target.suffix[:NEAR]
        and end <= len(text)
    ):
        return Anchored(start, end, 1.0, "position")
    return None


def _by_quote(target: Target, text: str) -> Anchored | None:
    found = _find(target.exact, target.prefix, target.suffix, text)
    return None if found is None else Anchored(*found, "quote")


def _by_folded_quote(target: Target, folded: _Folded) -> Anchored | None:
    # White space at the ends of a quote says nothing, and its neighbours are not folded with it.
    exact = _fold(target.exact).strip(" ")
    if not exact and target.exact:
        return None
    prefix, suffix = _fold(target.prefix), _fold(target.suffix)
    if target.exact[:1].isspace():
        prefix = prefix.rstrip(" ") + " "
    if target.exact[-1:].isspace():
        suffix = " " + suffix.lstrip(" ")
    found = _find(exact, prefix, suffix, folded.text)
    if found is None:
        return None
    start, end, confidence = found
    first = folded.offset(start)
    last = folded.offset(end - 1) + 1 if end > start else first
    return Anchored(first, last, confidence * 0.95, "white space")


def _find(exact: str, prefix: str, suffix: str, text: str) -> tuple[int, int, float] | None:
    """The one place in the text that the quote and its surroundings mean."""
    if not exact:
        return _find_point(prefix, suffix, text)
    if prefix or suffix:
        whole = list(islice(_occurrences(prefix + exact + suffix, text), 2))
        if whole:
            start = whole[0] + len(prefix)
            return (start, start + len(exact), 1.0) if len(whole) == 1 else None
    starts = list(islice(_occurrences(exact, text), MANY + 1))
    if not starts or len(starts) > MANY:
        return None
    ranked = sorted(
        ((_agreement(start, start + len(exact), prefix, suffix, text), start) for start in starts),
        key=lambda place: -sum(place[0]),
    )
    (before, after), start = ranked[0]
    agreed = before + after
    if len(ranked) == 1:
        if len(exact) < SHORT and max(before, after) < TOUCH:
            return None
    elif agreed < CLEAR or agreed - sum(ranked[1][0]) < MARGIN:
        return None
    share = agreed / max(1, len(prefix) + len(suffix))
    return start, start + len(exact), 0.6 + 0.4 * share


def _find_point(prefix: str, suffix: str, text: str) -> tuple[int, int, float] | None:
    """The place between a prefix and a suffix; the more of them stands there, the surer."""
    for length in (CONTEXT, NEAR):
        before, after = prefix[-length:], suffix[:length]
        for left, right in ((before, after), (before, ""), ("", after)):
            if len(left) + len(right) < SHORT:
                continue
            found = list(islice(_occurrences(left + right, text), 2))
            if len(found) == 1:
                place = found[0] + len(left)
                share = (len(left) + len(right)) / max(1, len(prefix) + len(suffix))
                return place, place, 0.5 + 0.5 * share
            if found:  # several: less of it cannot tell them apart
                return None
    return None


def _occurrences(part: str, text: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def _agreement(start: int, end: int, prefix: str, suffix: str, text: str) -> tuple[int, int]:
    """How many code points agree before and after a place, counted outwards from it."""
    left = reversed(text[max(0, start - len(prefix)) : start])
    right = text[end : end + len(suffix)]
    return _common(left, reversed(prefix)), _common(right, suffix)


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many code points agree from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


_SPACE = lazy(r"\s+")


def _fold(text: str) -> str:
    return _SPACE.sub(" ", text)


class _Folded:
    """A text with every run of white space made one space, and the way back to its offsets."""

    def __init__(self, original: str) -> None:
        self._original = original

    @cached_property
    def text(self) -> str:
        return _fold(self._original)

    def offset(self, folded: int) -> int:
        """The offset in the original of an offset in the folded text."""
        places, cuts = self._cuts
        return folded + cuts[bisect_right(places, folded)]

    @cached_property
    def _cuts(self) -> tuple[list[int], list[int]]:
        """Where in the folded text something was cut before, and how much so far."""
        places: list[int] = []
        cuts = [0]
        for run in re.finditer(r"\s\s+", self._original):
            cuts.append(cuts[-1] + run.end() - run.start() - 1)
            places.append(run.end() - cuts[-1])
        return places, cuts
