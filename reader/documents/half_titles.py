"""Divisions that open with a title page of their own: they begin there, not where it is repeated.

Such a page has the title, perhaps the author and the edition; the title comes again right above
the number that begins anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.documents.contents import key_of
from reader.documents.numbering import Number
from reader.documents.parts import Part

_PAGE = 12  # parts of a title page
_SERIES = 3  # numbers before the one that begins anew
_LONGEST = 60  # code points of a title
_LEAST = 6  # letters of one


def half_titles(
    numbers: Mapping[int, Number], parts: Sequence[Part], short: Sequence[bool], start: int
) -> tuple[set[int], set[int]]:
    """The parts, from ``start`` on, that are such titles, and those that repeat them below."""
    found: set[int] = set()
    again: set[int] = set()
    for count, (index, number) in enumerate(sorted(numbers.items())):
        if count >= _SERIES and number.value == 1 and not number.rest:
            first, *others = _alike_above(index - 1, numbers, parts, short, start) or [-1]
            if others:
                found.add(first)
                again.update(others)
    return found, again


def _alike_above(
    index: int,
    numbers: Mapping[int, Number],
    parts: Sequence[Part],
    short: Sequence[bool],
    start: int,
) -> list[int]:
    """The parts of one page, up to part ``index``, that have its words, in reading order.

    A table of contents is no such page: there are numbers of chapters in it.
    """
    key = key_of(parts[index].text)
    if not short[index] or len(key) < _LEAST or len(parts[index].text) > _LONGEST:
        return []
    found = []
    for above in range(index, max(start, index - _PAGE) - 1, -1):
        alike = key_of(parts[above].text) == key
        number = None if alike else numbers.get(above)
        if not short[above] or (number and (number.named or not number.rest)):
            break
        if alike:
            found.append(above)
    return found[::-1]
