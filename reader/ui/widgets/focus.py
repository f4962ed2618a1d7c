"""The line that is being read: the caret's, or one of its own that `j` and `k` move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.lines import Line
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.ui.widgets.reading_view import ReadingView


class Focus:
    """What is dimmed around the line being read, and how that line moves.

    ``mode`` is "none", "line" or "paragraph": what is not dimmed. ``ruler`` lays a ruler under
    the line. ``offset`` is where the line is; None for a third down the screen.
    """

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self.mode = "none"
        self.ruler = False
        self.offset: int | None = None
        self._lit: Span | None = None  # what is not dimmed in the frame, if anything is
        self._ruled = -1  # the start of the line that the ruler lies under there

    @property
    def on(self) -> bool:
        """Whether there is such a line."""
        return self.ruler or self.mode != "none"

    @property
    def number(self) -> int:
        """The number of the line in the layout; it is on the screen."""
        view = self._view
        row, _ = self._now()
        return view.first_row + row

    def take_frame(self) -> None:
        """A frame is drawn from now on: the line being read is where it is now."""
        self._lit, self._ruled = self._marks()

    def tone(self, line: Line) -> str:
        """The style that the focus gives to a line of the frame being drawn."""
        if line.start == self._ruled:
            return "ruler"
        lit = self._lit
        return "" if lit is None or (lit.start <= line.start and line.end <= lit.end) else "dimmed"

    def _marks(self) -> tuple[Span | None, int]:
        """What is not dimmed, None if nothing is; and where the line under the ruler starts, -1
        without one."""
        span = self.span
        if span is None:
            return None, -1
        ruled = self._now()[1].start if self.ruler else -1
        return (None if self.mode == "none" else span), ruled

    @property
    def place(self) -> int:
        """Where reading is: the line's start; without one, the first row's."""
        shown = self._view.lines()
        return self._now()[1].start if self.on and shown else self._view.place

    @property
    def span(self) -> Span | None:
        """The line, or in "paragraph" the block it is in; None where nothing is in focus."""
        if not self.on or not self._view.lines():
            return None
        _, line = self._now()
        whole = self._view.document.blocks[line.block] if self.mode == "paragraph" else line
        return Span(whole.start, whole.end)

    def go(self, offset: int) -> None:
        """Read the line at an offset on screen."""
        self.offset = offset
        if self.on:
            self._view.refresh()

    def put(self, number: int) -> None:
        """Read the line ``number`` of the layout, or the nearest one on screen."""
        shown = self._view.lines()
        row = number - self._view.first_row
        if shown:
            self.offset = min(shown, key=lambda item: abs(item[0] - row))[1].start
        self._view.refresh()

    def step(self, rows: int) -> None:
        """Read the next line, or the one before; the text scrolls to keep it in the middle."""
        if self._view.lines():
            if self.mode == "paragraph":
                self._step_paragraph(1 if rows > 0 else -1)
            else:
                self._step_line(1 if rows > 0 else -1)

    def advance(self) -> None:
        """Read the next line, whatever is not dimmed."""
        if self._view.lines():
            self._step_line(1)

    def _now(self) -> tuple[int, Line]:
        """The row on screen of the line, and the line."""
        view = self._view
        shown = view.lines()
        at = self.offset if view.caret is None else view.caret
        if at is not None:
            for row, line in reversed(shown):
                if line.start <= at:
                    if at <= line.end:
                        return row, line
                    break
        third = 0 if view.place == 0 else view.depth // 3
        return next((item for item in shown if item[0] >= third), shown[-1])

    def _step_line(self, step: int) -> None:
        view = self._view
        layout = view.rows_layout
        number = self.number + step
        found = layout.text_line(number, step)
        if found is not None:
            third = view.depth // 3
            self._go(found, third, view.depth - third - 1)

    def _step_paragraph(self, step: int) -> None:
        """The next paragraph; but first the rest of one that goes on beyond the screen."""
        view = self._view
        shown = view.lines()
        _, line = self._now()
        block = view.document.blocks[line.block]
        end = shown[-1][1].end if step > 0 else shown[0][1].start
        beyond = block.end > end if step > 0 else block.start < end
        number = line.block + step
        if beyond:
            view.scroll_rows(step, focus=False)
            kept = [other for _, other in view.lines() if other.block == line.block]
            if kept:
                self.offset = kept[0].start
        elif 0 <= number < len(view.document.blocks):
            start = view.document.blocks[number].start
            layout = view.rows_layout
            low, high = layout.reach(view.first_row - view.depth, view.first_row + 2 * view.depth)
            if layout.covers(start) and low <= layout.line_of(start) < high:
                self._go(layout.line_of(start), view.depth // 6, view.depth // 2)
        view.refresh()

    def _go(self, number: int, lowest: int, highest: int) -> None:
        """Read a line, and scroll so that it stands between two rows of the screen."""
        view = self._view
        offset = view.rows_layout.line(number).start
        row = number - view.first_row
        if row > highest:
            view.scroll_rows(row - highest, focus=False)
        elif row < lowest:
            view.scroll_rows(row - lowest, focus=False)
        self.offset = offset
        view.refresh()


def read_at(view: ReadingView) -> int:
    """The offset where one reads: of the caret, of the hit or the annotation one went to, else of
    the line being read or of the first one."""
    if view.caret is not None:
        return view.caret
    shown = view.shown
    went: list[int] = []
    if view.hits.current >= 0:
        went.append(view.hits.spans[view.hits.current].start)
    span = view.reading.span_of(view.current) if view.reading and view.current else None
    if span is not None:
        went.append(span.start)
    if view.focus_line.on:
        went.append(view.rows_layout.line(view.focus_line.number).start)
    return next((at for at in went if shown.start <= at < shown.end), shown.start)
