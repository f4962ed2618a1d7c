"""The note of the highlight under the pointer, or under a caret that rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset, Region
from textual.timer import Timer

from reader.annotations.annotation import Annotation
from reader.text.spans import Span
from reader.ui.widgets.cards import has_words
from reader.ui.widgets.positions import cell_of, offset_at

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen
    from reader.ui.widgets.reading_view import ReadingView

HOVER, REST = 0.4, 0.6  # seconds until the note shows: under the pointer, under the caret


class Hover:
    """Lights the card of an annotation, or shows its note in a box where the card is not to be
    seen. One timer, and nothing to be done while the pointer stays on one annotation."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._over = ""  # the id of the annotation under the pointer or the caret
        self._timer: Timer | None = None

    @property
    def shown(self) -> Annotation | None:
        """The annotation whose note is in the box."""
        return self._screen.box.annotation

    def point(self, x: int, y: int) -> None:
        """The pointer is at a cell of the view; at (-1, -1) it has left it."""
        screen = self._screen
        view = screen.view
        column = view.page.column_at(x)
        offset = None
        line = view.frame.get(y + column * view.extent.height) if y >= 0 else None
        if line is not None and line.below < 0:
            offset = offset_at(view, x, y)
        self._look(offset, HOVER)

    def rest(self) -> None:
        """The caret came to where it is."""
        view = self._screen.view
        if view.caret is not None and view.origin is None:
            self._look(view.caret, REST)

    def stop(self) -> None:
        """Something else happens: no box, no lit card."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._over = ""
        self._screen.box.close()
        self._screen.notes.light("")

    def _look(self, offset: int | None, seconds: float) -> None:
        screen = self._screen
        found = screen.reading.at(offset) if screen.reading and offset is not None else []
        annotation = next((one for one in found if has_words(one)), found[0] if found else None)
        if (annotation.id if annotation else "") == self._over:
            return
        self.stop()
        if annotation is None or offset is None:
            return
        self._over = annotation.id
        if screen.notes.shows(annotation.id):
            screen.notes.light(annotation.id)
        elif has_words(annotation) and not screen.view.inline.on:
            at = offset
            self._timer = screen.set_timer(seconds, lambda: self._show(annotation, at))

    def _show(self, annotation: Annotation, offset: int) -> None:
        """Show the box below or above the passage, in the column of the offset."""
        self._timer = None
        screen = self._screen
        span = screen.reading.span_of(annotation.id) if screen.reading else None
        if span is None or screen.app.screen is not screen or not screen.view.display:
            return
        place = beside(screen.view, span, offset)
        if place is not None:
            screen.box.open(annotation, *place)


def beside(view: ReadingView, span: Span, offset: int) -> tuple[Region, int, int, int] | None:
    """Where a box about a span is wanted: the column of text on the screen, the cell of the screen
    at which ``offset`` is, and the first and last row of the span; None where it is not shown."""
    height = max(1, view.extent.height)
    cell = cell_of(view, offset)
    number = view.page.column_at(cell.x)
    rows = [
        row % height
        for row, line in view.lines()
        if row // height == number
        and line.start < max(span.end, span.start + 1)
        and max(line.end, line.start + 1) > span.start
    ]
    if not rows:
        return None
    column = view.page.columns[number]
    corner = view.content_region.offset
    area = Region(corner.x + column.start, corner.y, column.end - column.start, view.extent.height)
    return area, (corner + Offset(cell.x, 0)).x, rows[0], rows[-1]
