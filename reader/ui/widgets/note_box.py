"""A small box with a note, over the text near its passage."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from reader.annotations.annotation import Annotation
from reader.text.wrap import cells, fit
from reader.ui.widgets.cards import card, fold
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.note_text import Row
from reader.ui.widgets.painting import Palette, sign_of

ROWS, CELLS = 8, 50  # at most
LEAST = 3  # rows: the kind, a row of the note, the key
EDGE = 1  # cells free at both sides
KEY = "a edit"


def box_rows(annotation: Annotation, width: int, rows: int) -> list[Row]:
    """What the box says, in at most that many cells and rows: kind and tags, note, the key."""
    words = [str(annotation.kind), *(f"#{tag}" for tag in annotation.tags)]
    room = width - 2 * EDGE
    note = fold(card(annotation, room + 2), rows - 2, room)
    head = f"{sign_of(annotation)} {' '.join(words)}"
    return [[(fit(head, room).rstrip(), "panel-muted")], *note, [(KEY, "panel-key")]]


def place_box(rows: int, first: int, last: int, height: int) -> tuple[int, int] | None:
    """Where a box of so many rows stands in a column of ``height`` rows: below the rows ``first``
    to ``last``, else above them. Its first row and how many it has; None without room."""
    below, above = height - last - 1, first
    if below >= min(rows, LEAST) and (below >= rows or below >= above):
        return last + 1, min(rows, below)
    if above >= min(rows, LEAST):
        return first - min(rows, above), min(rows, above)
    return None


class NoteBox(Drawn):
    """The box. It never has the keys."""

    DEFAULT_CSS = "NoteBox { layer: over; position: absolute; display: none; }"

    class Clicked(Message):
        """A click on the box."""

        def __init__(self, annotation: Annotation) -> None:
            super().__init__()
            self.annotation = annotation

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.annotation: Annotation | None = None
        self._said: list[Row] = []

    def open(self, annotation: Annotation, column: Region, x: int, first: int, last: int) -> bool:
        """Show the note of an annotation; whether there is room for it.

        ``column`` is where the text stands on the screen, in cells; the passage begins in its row
        ``first`` and ends in ``last``, which are left free. ``x`` is the cell of the screen that
        the box is wanted at.
        """
        width = min(CELLS, column.width)
        rows = box_rows(annotation, width, ROWS)
        place = place_box(len(rows), first, last, column.height)
        if place is None:
            return False
        row, height = place
        if height < len(rows):
            rows = box_rows(annotation, width, height)
        width = min(width, 2 * EDGE + max(sum(cells(text) for text, _ in row) for row in rows))
        self.annotation, self._said = annotation, rows
        self.styles.width, self.styles.height = width, len(rows)
        left = max(column.x, min(x, column.right - width))
        self.styles.offset = left, column.y + (row if row > last else row + height - len(rows))
        self.display = True
        self.refresh()
        return True

    def close(self) -> None:
        """Take it away."""
        if self.annotation is not None:
            self.annotation = None
            self.display = False

    def row(self, y: int, width: int) -> Strip:
        palette = self.palette
        panel = palette["panel"]
        row = self._said[y] if y < len(self._said) else []
        segments = [Segment(" " * EDGE, panel)]
        room = width - EDGE
        for text, name in row:
            text = text if cells(text) <= room else fit(text, room)
            room -= cells(text)
            segments.append(Segment(text, palette.sum(("panel", name))))
        return Strip([*segments, Segment(" " * room, panel)], width)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self.annotation is not None:
            self.post_message(self.Clicked(self.annotation))
