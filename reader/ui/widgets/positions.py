"""Where an offset of the text stands in the reading view, and what stands at a cell or a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset, Region

from reader.text.spans import Span
from reader.text.units import grapheme_start
from reader.ui.widgets.painting import column_of, offset_in

if TYPE_CHECKING:
    from reader.ui.widgets.reading_view import ReadingView


def cell_of(view: ReadingView, offset: int) -> Offset:
    """The cell of the view at which an offset on screen is drawn."""
    number = view.rows_layout.line_of(offset)
    line = view.rows_layout.line(number)
    text = view.document.text[line.start : line.end]
    column, y = divmod(number - view.first_row, max(1, view.extent.height))
    left = view.page.columns[max(0, min(column, len(view.page.columns) - 1))].left
    within = column_of(text, min(offset - line.start, len(text)), line.fill)
    return Offset(left + line.indent + within, y)


def offset_at(view: ReadingView, x: int, y: int) -> int:
    """The offset of the grapheme drawn at a cell of the view; the nearest one beside."""
    layout, height = view.rows_layout, view.extent.height
    column = view.page.column_at(x)
    number = view.first_row + max(0, min(y, height - 1)) + column * height
    layout.reach(number, number + 1)
    number = max(layout.top, min(number, layout.bottom - 1))
    found = layout.text_line(number, 1)
    number = found if found is not None else layout.text_line(number, -1) or 0
    return _offset_on(view, number, x - view.page.columns[column].left)


def rows_away(view: ReadingView, offset: int, rows: int, column: int) -> int | None:
    """The offset in a column, in cells, of the line so many rows below that of an offset; above
    where negative. The nearest line with text; None where there is none."""
    layout = view.rows_layout
    number = layout.line_of(offset)
    step = 1 if rows > 0 else -1
    low, high = layout.reach(number + rows - 3, number + rows + 4)
    target = max(low, min(number + rows, high - 1))
    found = layout.text_line(target, step)
    if found is None:
        found = layout.text_line(target, -step)
    return None if found is None else _offset_on(view, found, column)


def line_ends(view: ReadingView) -> Span:
    """The first and last offset of the caret's line."""
    line = view.rows_layout.line(view.rows_layout.line_of(view.caret or 0))
    return Span(line.start, max(line.start, line.end - 1))


def between(view: ReadingView, low: int, high: int) -> Region:
    """The rows on screen, in one column, from the line of an offset to that of a later one."""
    layout = view.rows_layout
    first, last = layout.line_of(low), layout.line_of(high)
    top = max(0, first - view.first_row)
    bottom = min(view.extent.height, last - view.first_row + 1)
    return Region(0, top, view.extent.width, bottom - top)


def _offset_on(view: ReadingView, number: int, column: int) -> int:
    line = view.rows_layout.line(number)
    text = view.document.text[line.start : line.end]
    offset = line.start + offset_in(text, column - line.indent, line.fill)
    return grapheme_start(view.document.text, offset)
