"""How wide the panes beside the text are, in cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

EMPTY = 20  # cells of a notes pane without notes
LEAST = 16  # cells of a pane, and of the text, whatever a person chooses
STEP = 2  # cells by which a key makes a pane wider or narrower


class Widths(NamedTuple):
    """The cells of the sections pane and of the notes pane."""

    sections: int
    notes: int


def usual(width: int) -> Widths:
    """The panes of a screen of ``width`` cells, whatever is in them."""
    return Widths(max(22, min(36, width // 5)), max(26, min(42, width * 24 // 100)))


def fitting(width: int, measure: int, titles: int, *, notes: bool | None) -> Widths:
    """The panes as wide as is good for what is in them, on a screen of ``width`` cells.

    ``titles`` are the cells that the widest title needs with all that stands beside it; it gets
    them up to a third of the screen, as far as the text keeps the ``measure`` cells that it
    wants. ``notes`` tells whether there are any, None that their pane is not shown.
    """
    sections, beside = usual(width)
    if notes is None:
        beside = taken = 0
    else:
        taken = beside if notes else EMPTY
    text = min(width - sections - beside, measure)
    most = max(sections, min(width // 3, width - taken - text))
    return Widths(max(sections, min(titles, most)), taken)


def chosen(width: int, automatic: Widths, wider: Mapping[str, int]) -> Widths:
    """The panes when a person made them so many cells ``wider``, by their names."""
    sections, notes = automatic
    notes = _between(LEAST, notes + wider.get("notes", 0), width // 2) if notes else 0
    most = min(width // 2, width - notes - LEAST)
    return Widths(_between(LEAST, sections + wider.get("sections", 0), most), notes)


def _between(least: int, wanted: int, most: int) -> int:
    return max(least, min(wanted, most))
