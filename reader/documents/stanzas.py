"""The numbers of stanzas: "I.", "II.", "III." with one short paragraph below each, inside a text.

They count on as those of chapters do, but what they number is a poem or a list of sayings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from reader.documents.numbering import Number
from reader.documents.parts import Part

_BARE = frozenset({"roman", "digits"})
_LEAST = 3  # numbers that make a series
_USUAL = 600  # code points: the median stanza is no longer
_MOST = 1_000  # nor any of them than this
_NEAR = 0.75  # of the numbers have one paragraph below them; a picture may stand in between


def stanza_numbers(
    numbers: Mapping[int, Number], parts: Sequence[Part], start: int, end: int
) -> set[int]:
    """Of the numbers of parts those that number stanzas, in a text of the parts ``[start, end)``.

    Where they make up half of the text, or more, they are its sections.
    """
    found: set[int] = set()
    for run in _runs(numbers):
        near = sum(after - before == 2 for before, after in pairwise(run))
        if len(run) < _LEAST or near < _NEAR * (len(run) - 1) or 4 * len(run) > end - start:
            continue
        sizes = sorted(len(parts[index + 1].text) for index in run if index + 1 < end)
        if sizes[len(sizes) // 2] <= _USUAL and sizes[-1] <= _MOST:
            found.update(run)
    return found


def _runs(numbers: Mapping[int, Number]) -> list[list[int]]:
    """Numbers that stand alone and count on by one, one kind without another between."""
    runs: list[list[int]] = []
    last = None
    for index, number in sorted(numbers.items()):
        if number.rest or number.kind not in _BARE:
            continue
        if last and number.kind == last.kind and number.value == last.value + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
        last = number
    return runs
