"""Where the text stands in the reading view: one column, or two side by side."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

GUTTER = 2  # cells left of the text for the signs of annotations
BAR = 1  # cells right of it for the scrollbar
NARROWEST = 8  # cells of text, whatever happens
TWO = 30  # cells of text that each of two columns has at least
TWO_BY_CHOICE = 60  # and where they come by themselves


class Column(NamedTuple):
    """A column: the cells of the view that it takes, and the one at which its text starts."""

    start: int
    end: int
    left: int


class Page(NamedTuple):
    """The columns of a view, and how wide their text is, in cells. One cell is between two."""

    text: int
    columns: tuple[Column, ...]

    def column_at(self, x: int) -> int:
        """Which column is drawn at cell ``x``."""
        return sum(x >= column.start for column in self.columns[1:])


@lru_cache(16)
def page(width: int, measure: int, margin: int, columns: str) -> Page:
    """The page of a view of ``width`` cells.

    ``measure`` is how wide the text is wanted, ``margin`` how many cells stay free on both of
    its sides (the signs stand in those on the left), ``columns`` "one", "two" or "auto": two
    where they are comfortably wide.
    """
    left = GUTTER + max(0, margin - 1)
    room = width - BAR
    each = (room - 1) // 2 - left - margin
    two = (columns == "two" and each >= TWO) or (
        columns == "auto" and each >= min(measure, TWO_BY_CHOICE)
    )
    if not two:
        text = max(NARROWEST, min(measure, room - left - margin))
        return Page(text, (Column(0, room, max(left, (room - text) // 2)),))
    text = min(measure, each)
    middle = (room - 1) // 2  # where the rule stands
    first = max(left, (middle - text + margin) // 2)
    second = middle + 1 + max(left, (room - middle - 1 - text) // 2)
    return Page(text, (Column(0, middle, first), Column(middle + 1, room, second)))
