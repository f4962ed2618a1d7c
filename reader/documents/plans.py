"""Plans: a list in a text whose entries come again below it, one after the other, as lines of
their own. Those lines are headings, whatever the list calls itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from math import inf

from reader.documents.contents import keys_of
from reader.documents.document import BlockKind
from reader.documents.parts import Part

_LEAST = 3  # entries
_LONGEST = 100  # code points of one
_NEARLY = 0.75  # of the entries come again


def planned(parts: Sequence[Part], start: int, end: int) -> frozenset[int]:
    """The parts ``[start, end)`` that a list above them names, in its order."""
    found: set[int] = set()
    places = _places(parts, start, end)
    for stop, entries in _lists(parts, start, end):
        keys = [set(keys_of(entry)) for entry in entries]
        if any(len(entry) > _LONGEST for entry in entries) or not all(keys):
            continue
        again = _again(keys, places, stop)
        if len(again) >= max(_LEAST, _NEARLY * len(keys)):
            found.update(again)
    return frozenset(found)


def _places(parts: Sequence[Part], start: int, end: int) -> dict[str, list[int]]:
    """The lines of their own among the parts, by what they may be called in a list."""
    places: dict[str, list[int]] = {}
    for index in range(start, end):
        part = parts[index]
        if part.kind is BlockKind.PARAGRAPH and not part.role and len(part.text) <= _LONGEST:
            for key in set(keys_of(part.text)):
                places.setdefault(key, []).append(index)
    return places


def _again(
    keys: Sequence[Collection[str]], places: Mapping[str, Sequence[int]], start: int
) -> list[int]:
    """The lines from ``start`` on that are entries of a list, in its order; one of those may be
    left out."""

    def following(entry: int, index: int) -> float:
        lines = (places.get(key, ()) for key in keys[entry])
        ends = ((found, bisect_left(found, index)) for found in lines)
        return min((found[at] for found, at in ends if at < len(found)), default=inf)

    found: list[int] = []
    at, index = 0, start
    while at < len(keys):
        # Of two entries that the same line may be, it is the first.
        line, at = min((following(n, index), n) for n in range(at, min(at + 2, len(keys))))
        if line == inf:
            break
        found.append(int(line))
        at, index = at + 1, int(line) + 1
    apart = any(after > before + 1 for before, after in pairwise(found))
    return found if apart else []


def _lists(parts: Sequence[Part], start: int, end: int) -> Iterator[tuple[int, list[str]]]:
    """The entries of each list of items or short lines, and the part behind it."""
    index = start
    while index < end:
        first = index
        if parts[index].kind is BlockKind.VERSE:
            yield index + 1, parts[index].text.split("\n")
        while index < end and parts[index].kind is BlockKind.ITEM:
            index += 1
        if index - first >= _LEAST:
            yield index, [part.text for part in parts[first:index]]
        index = max(index, first + 1)
