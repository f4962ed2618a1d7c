"""Plans: a list in a text whose entries come again below it, one after the other, as lines of
their own. Those lines are headings, whatever the list calls itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.documents.contents import keys_of
from reader.documents.document import BlockKind
from reader.documents.parts import Part

_LEAST = 3  # entries
_LONGEST = 100  # code points of one
_NEARLY = 0.75  # of the entries come again


def planned(parts: Sequence[Part], start: int, end: int) -> frozenset[int]:
    """The parts ``[start, end)`` that a list above them names, in its order."""
    found: set[int] = set()
    for stop, entries in _lists(parts, start, end):
        keys = [set(keys_of(entry)) for entry in entries]
        if any(len(entry) > _LONGEST for entry in entries) or not all(keys):
            continue
        again = _again(keys, parts, stop, end)
        if len(again) >= max(_LEAST, _NEARLY * len(keys)):
            found.update(again)
    return frozenset(found)


def _again(keys: Sequence[set[str]], parts: Sequence[Part], start: int, end: int) -> list[int]:
    """The lines that are entries of a list, in its order; one of those may be left out."""
    found: list[int] = []
    at = 0
    for index in range(start, end):
        part = parts[index]
        if part.kind is not BlockKind.PARAGRAPH or part.role or len(part.text) > _LONGEST:
            continue
        own = set(keys_of(part.text))
        place = next(
            (n for n in range(at, min(at + 2, len(keys))) if not keys[n].isdisjoint(own)), -1
        )
        if place >= 0:
            found.append(index)
            at = place + 1
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
