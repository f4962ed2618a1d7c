"""The places in a passage of a text where words stand, the best ones with what is around them."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.units import snapped

_MATCHES = 100  # in a passage, among which the best places are chosen


class Passage(NamedTuple):
    """Some paragraphs that hold the words: where they begin in the canonical text of the document
    at ``path``, in code points. A lower ``rank`` is a better one."""

    path: str
    start: int
    body: str
    rank: float


class Hit(NamedTuple):
    """A place where words were found: its span in the canonical text, and the words around."""

    path: str
    start: int
    end: int
    before: str
    words: str
    after: str


class _Place(NamedTuple):
    """A hit, what is shown of the text around it, and which of the terms stand in that."""

    start: int
    end: int
    low: int
    high: int
    terms: set[int | None]


def hits_in(passage: Passage, pattern: re.Pattern[str], around: int, limit: int) -> list[Hit]:
    """The best places in a passage, at most ``limit``, in the order of the text, each with so many
    code points ``around``: where most of the terms stand together, and first of all each of them.

    What stands within those behind another one is no place of its own. ``pattern`` is that of
    `reader.text.terms.pattern_of`.
    """
    body = passage.body
    places: list[_Place] = []
    several = pattern.groups > 1
    at = 0
    for _ in range(_MATCHES if several else limit):
        found = pattern.search(body, at)
        if found is None:
            break
        at = found.end()
        if places and found.start() < places[-1].high:
            places[-1].terms.add(found.lastindex)
            continue
        if several and sum(len(place.terms) == pattern.groups for place in places) >= limit:
            break  # there are no better ones
        start, end = snapped(body, *found.span())
        low = max(body.rfind("\n", 0, start) + 1, start - around)
        high = body.find("\n", end)
        high = min(len(body) if high < 0 else high, end + around)
        places.append(_Place(start, end, low, high, {found.lastindex}))
        at = at if several else high
    return [
        Hit(
            passage.path,
            passage.start + start,
            passage.start + end,
            body[low:start],
            body[start:end],
            body[end:high],
        )
        for start, end, low, high, _ in sorted(_best(places, limit))
    ]


def terms_near(text: str, pattern: re.Pattern[str], around: int) -> int:
    """How many of the terms of a pattern stand together, not further than so many code points."""
    if pattern.groups < 2:
        return 1
    near: dict[int | None, int] = {}
    best = 0
    for number, found in enumerate(pattern.finditer(text)):
        near[found.lastindex] = found.start()
        best = max(best, sum(at >= found.start() - around for at in near.values()))
        if best == pattern.groups or number == _MATCHES:
            break
    return best


def _best(places: list[_Place], limit: int) -> list[_Place]:
    if len(places) <= limit:
        return places
    chosen: list[_Place] = []
    shown: set[int | None] = set()
    for _ in range(limit):
        best = max(places, key=lambda place: (len(place.terms - shown), len(place.terms)))
        places.remove(best)
        chosen.append(best)
        shown |= best.terms
    return chosen
