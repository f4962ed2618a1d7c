"""A box with words over the text, beside what they are about: a footnote, an address."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from reader.text.wrap import cells, displayed, fit, wrap
from reader.ui.widgets.note_box import place_box
from reader.ui.widgets.painting import Palette
from reader.ui.widgets.wheeled import Wheeled

ROWS, CELLS = 12, 64  # at most, with the row of the keys
EDGE = 2  # cells at both sides, so that the box shows without colour, too


class Said(NamedTuple):
    """What the box says, paragraph by paragraph; what enter does there, and how its keys are told;
    what is copied. ``apart`` puts an empty row between the paragraphs."""

    lines: Sequence[str]
    go: Callable[[], object]
    copied: str
    keys: str
    enter: str = ""
    apart: bool = True


class Popup(Wheeled):
    """The box. It never has the keys; what is longer than it scrolls."""

    DEFAULT_CSS = "Popup { layer: over; position: absolute; display: none; }"
    WHEEL = 2

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.said: Said | None = None
        self.on_closed: Callable[[], object] = lambda: None
        self._rows: list[str] = []
        self._top = 0

    def open(self, said: Said, column: Region, x: int, first: int, last: int) -> None:
        """Say something about the rows ``first`` to ``last`` of a column of text.

        ``column`` is where the text stands on the screen, in cells; ``x`` the cell of the screen
        that the box is wanted at. Where there is no room beside the rows, it covers them.
        """
        width = min(CELLS, column.width)
        rows = _wrapped(said.lines, width - 2 * EDGE, apart=said.apart)
        wanted = min(len(rows) + 1, ROWS)
        row, height = place_box(wanted, first, last, column.height) or (0, column.height)
        height = min(height, wanted)
        longest = max(cells(said.keys), *map(cells, rows))
        width = min(width, max(longest, 1) + 2 * EDGE)
        self.said, self._rows, self._top = said, rows, 0
        self.styles.width, self.styles.height = width, height
        left = max(column.x, min(x, column.right - width))
        self.styles.offset = left, column.y + row
        self.display = True
        self.refresh()

    def close(self) -> None:
        """Take it away."""
        if self.said is not None:
            self.said = None
            self.display = False

    @property
    def shown(self) -> int:
        """How many rows of what it says are shown."""
        return max(1, int(self.styles.height.value if self.styles.height else 1) - 1)

    def scroll_rows(self, rows: int) -> None:
        """Show what is so many rows further on."""
        top = max(0, min(self._top + rows, len(self._rows) - self.shown))
        if top != self._top:
            self._top = top
            self.refresh()

    def row(self, y: int, width: int) -> Strip:
        palette = self.palette
        if y == self.shown and self.said is not None:
            style = palette.sum(("panel", "panel-key"))
            below = len(self._rows) - self._top - self.shown
            signs = f" {'↑' if self._top else ' '}{'↓' if below else ' '}"
            more = signs if self._top or below else ""
            text = fit(self.said.keys, width - 2 * EDGE - len(more)) + more
        else:
            style = palette["panel"]
            number = self._top + y
            text = self._rows[number] if number < len(self._rows) else ""
        inner = fit(text, width - 2 * EDGE)
        edge = palette.sum(("panel", "panel-muted"))
        return Strip([Segment("│ ", edge), Segment(inner, style), Segment(" │", edge)], width)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self.said is not None:
            self.said.go()


def _wrapped(lines: Sequence[str], width: int, *, apart: bool) -> list[str]:
    """Paragraphs in rows of so many cells, with an empty row between where they stand apart."""
    rows: list[str] = []
    for number, line in enumerate(lines):
        starts: array[int] = array("L")
        wrap(line, 0, len(line), max(1, width), starts)
        if number and apart:
            rows.append("")
        ends = [*starts[1:], len(line)]
        rows += [displayed(line, a, b).rstrip() for a, b in zip(starts, ends, strict=True)]
    return rows or [""]
