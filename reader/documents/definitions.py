"""Terms and what they mean, as programs set them in manual pages, told from the prose around them.

A term stands out, and its meaning further in: beside it where there is room, else below. No blank
line need be between them, nor before the prose that goes on after the last meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from reader.documents.list_lines import column_of
from reader.documents.widths import fits
from reader.text.patterns import lazy

_LONG = 40  # code points: a longer line that ends with a stop is no term
_LONGEST = 3  # lines of a term
_GAP = lazy(r"\S {4,}\S")
_STOPS = (".", ":", "!", "?", ";", ",")


def is_beside(line: str, column: int) -> bool:
    """Whether a term and the beginning of its meaning, at this column, share the line."""
    term = line[:column]
    if len(line) <= column or line[column].isspace() or not term.endswith(" "):
        return False
    return term.endswith("  ") or " " not in term.strip()


def is_full(lines: Sequence[str], number: int, edge: int) -> bool:
    """Whether a line leaves no room for the first word of the next one."""
    return number + 1 < len(lines) and not fits(
        lines[number].rstrip(), lines[number + 1].strip(), edge, 1
    )


def definitions_apart(
    lines: Sequence[str], first: int, end: int, edge: int
) -> Iterator[tuple[int, int]]:
    """A run of a page whose lines end at ``edge``, cut where terms begin, end, or stand deeper.

    Every piece is prose, or terms at one column with their meanings at another.
    """
    run = lines[first:end]
    columns = [column_of(line) for line in run]
    cuts = [0, *_cuts(run, columns, edge)] if len({*columns}) > 1 else [0]
    for start, stop in pairwise([*cuts, len(run)]):
        yield first + start, first + stop


def _cuts(run: Sequence[str], columns: Sequence[int], edge: int) -> list[int]:
    prose = _prose(run, columns, edge)
    cuts: set[int] = set()
    outer, inner = columns[0], -1
    for number in range(1, len(run)):
        above, here = columns[number - 1 : number + 1]
        if here > above:
            if prose[number - 1]:
                cuts.add(number)
                outer, inner = here, -1
            elif above == outer and inner in (-1, here):
                inner = here
            else:
                cuts.add(number - 1)
                outer, inner = above, here
        elif here != outer and here < above:
            cuts.add(number)
            outer, inner = here, -1
        elif here == outer and prose[number] != (here == above and prose[number - 1]):
            cuts.add(number)
            inner = -1
    return sorted(cuts - {0})


def _prose(run: Sequence[str], columns: Sequence[int], edge: int) -> list[bool]:
    """Whether each line is one of running text, and no term."""
    last = len(run) - 1
    goes_on = [
        number < last and columns[number + 1] == columns[number] and is_full(run, number, edge)
        for number in range(len(run))
    ]
    prose = [
        goes_on[number]
        or (number > 0 and goes_on[number - 1])
        or (
            len(run[number].strip()) > _LONG
            and run[number].rstrip().endswith(_STOPS)
            and not is_beside(run[number], inner)
        )
        for number, inner in enumerate(_inner_columns(columns))
    ]
    for number in range(last):  # a long term goes over several lines, too
        if (
            prose[number]
            and columns[number + 1] > columns[number]
            and not run[number].rstrip().endswith(_STOPS)
        ):
            start = number
            while start > 0 and goes_on[start - 1]:
                start -= 1
            if number - start < _LONGEST:
                prose[start : number + 1] = [False] * (number + 1 - start)
    for number in range(last):  # nor has a term a table for its meaning
        if columns[number + 1] > columns[number] and _is_table_below(run, columns, number):
            prose[number] = True
    return prose


def _is_table_below(run: Sequence[str], columns: Sequence[int], head: int) -> bool:
    below = list(takewhile(lambda n: columns[n] == columns[head + 1], range(head + 1, len(run))))
    return len(below) > 1 and all(_GAP.search(run[number]) for number in below)


def _inner_columns(columns: Sequence[int]) -> list[int]:
    """The column of the meanings beside each line: of those further in below it, else above."""
    inner = [-1] * len(columns)
    for order in (range(1, len(columns)), range(len(columns) - 2, -1, -1)):
        beside = -1
        for number in order:
            near = columns[number - 1] if order.step > 0 else columns[number + 1]
            if near != columns[number]:
                beside = near if near > columns[number] else -1
            if beside > columns[number]:
                inner[number] = beside
    return inner
