"""A pane of items, drawn row by row: what the sections and the notes pane have in common."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip

from reader.text.wrap import cells, fit, folded
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.painting import Palette, merged

# A row: pieces of text with the names of their styles.
Row = list[tuple[str, str]]


class ListPane(Drawn, can_focus=True):
    """Items of one or more rows each, a cursor among them, a title above.

    A subclass gives `heights` and `draw`. Only rows on screen are drawn; ten thousand items
    cost no more than twenty.
    """

    TITLE = ""
    RULE_LEFT = False  # on which side the line stands that sets the pane apart
    RULED = True  # whether there is one

    class Chosen(Message):
        """Enter or a click on the item at ``index``."""

        def __init__(self, pane: ListPane, index: int) -> None:
            super().__init__()
            self.pane = pane
            self.index = index

        @property
        def control(self) -> ListPane:
            return self.pane

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.cursor = 0
        self.filter = ""
        self._top = 0
        self._starts: array[int] = array("L", [0])
        self._measured: object = None
        self._drawn: tuple[int | None, list[Row]] = (None, [])
        self._width = 4

    # --- for subclasses -------------------------------------------------------------------------

    def heights(self, width: int) -> Sequence[int]:
        """The rows of each item at ``width`` cells."""
        raise NotImplementedError

    def draw(self, index: int, width: int) -> list[Row]:
        """The rows of one item, each at most ``width`` cells."""
        raise NotImplementedError

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stand on an item."""
        return True

    def empty_text(self) -> str:
        """What to say when there is nothing to list."""
        return ""

    def subtitle(self) -> str:
        """What stands at the right of the title."""
        return ""

    # --- rows -----------------------------------------------------------------------------------

    def changed(self) -> None:
        """The items changed: measure again and keep the cursor in sight."""
        self._measured = None
        self.cursor = max(0, min(self.cursor, self.count - 1))
        self.refresh()

    @property
    def count(self) -> int:
        """How many items there are."""
        self._measure()
        return len(self._starts) - 1

    def _measure(self) -> None:
        width = self._inner
        if self._measured == width:
            return
        total = 0
        self._starts = array("L", [0])
        for height in self.heights(width):
            total += height
            self._starts.append(total)
        self._measured = width

    @property
    def _inner(self) -> int:
        return max(4, self.size.width - 3)

    @property
    def _rows(self) -> int:
        return max(1, self.size.height - 1)

    def move(self, items: int) -> None:
        """Move the cursor by so many items that it may stand on."""
        if not self.count:
            return
        step = 1 if items > 0 else -1
        at = self.cursor
        left = abs(items)
        while left and 0 <= at + step < self.count:
            at += step
            if self.selectable(at):
                left -= 1
        if self.selectable(at):
            self.point(at)

    def page(self, pages: float) -> None:
        """Move the cursor by pages."""
        self._measure()
        if self.count:
            row = self._starts[self.cursor] + int(pages * self._rows)
            at = bisect_right(self._starts, max(0, row)) - 1
            self.point(max(0, min(at, self.count - 1)))
            if not self.selectable(self.cursor):
                self.move(1 if pages > 0 else -1)

    def point(self, index: int) -> None:
        """Put the cursor on an item, or on the next one it may stand on, and show it."""
        if not self.count:
            return
        index = max(0, min(index, self.count - 1))
        ways = (*range(index, self.count), *range(index - 1, -1, -1))
        self.cursor = next((at for at in ways if self.selectable(at)), index)
        self.reveal(self.cursor)
        self.refresh()

    def reveal(self, index: int) -> None:
        """Scroll so that an item is in sight."""
        self._measure()
        if not 0 <= index < self.count:
            return
        before = self._top
        first, after = self._starts[index], self._starts[index + 1]
        if first < self._top:
            self._top = max(0, first - 1)
        elif after > self._top + self._rows:
            self._top = min(first, after - self._rows)
        if self._top != before:
            self.refresh()

    def scroll_rows(self, rows: int) -> None:
        """Scroll without moving the cursor."""
        self._measure()
        self._top = max(0, min(self._top + rows, self._starts[-1] - self._rows))
        self.refresh()

    # --- drawing --------------------------------------------------------------------------------

    def before_rows(self, size: Size) -> None:
        self._measure()
        self._top = max(0, min(self._top, self._starts[-1] - self._rows))
        self._drawn = None, []
        self._width = self._inner

    def row(self, y: int, width: int) -> Strip:
        if y == 0:
            return self._title(width)
        count = len(self._starts) - 1
        if not count:
            text = folded(self.empty_text(), self._width, 9)
            return self._strip([(line, "muted") for line in text[y - 2 : y - 1] if y > 1], width)
        at = self._top + y - 1
        if at >= self._starts[-1]:
            return self._strip([], width)
        index = bisect_right(self._starts, at) - 1
        if self._drawn[0] != index:
            self._drawn = index, self.draw(index, self._width)
        rows = self._drawn[1]
        since = at - self._starts[index]
        row = rows[since] if since < len(rows) else []
        chosen = index == self.cursor and self.has_focus
        if chosen and not since:  # the terminal's own cursor, for braille and magnifiers
            self.app.cursor_position = self.content_region.offset + Offset(1, y)
        return self._strip(row, width, chosen)

    def _title(self, width: int) -> Strip:
        title = self.TITLE + (f" /{self.filter}" if self.filter else "")
        right = "" if self.filter else self.subtitle()
        style = "here" if self.has_focus else "muted"
        text = fit(title, max(0, self._inner - cells(right))) + right
        return self._strip([(text, style)], width)

    def _strip(self, row: Row, width: int, chosen: bool = False) -> Strip:
        palette = self.palette
        blank = palette[""]
        over = ("cursor",) if chosen else ()
        segments = [Segment("│ " if self.RULE_LEFT else " ", palette["faint"])]
        room = max(0, width - 3)
        for text, name in row:
            segments.append(Segment(text, palette.sum((name, *over)) if over else palette[name]))
            room -= cells(text)
        end = (" " * max(0, room), palette.sum(over) if over else blank)
        segments.append(Segment(*end))
        rule = " │" if self.RULED else "  "
        segments.append(Segment(" " if self.RULE_LEFT else rule, palette["faint"]))
        strip = Strip(merged(segments), width - min(0, room))
        return strip if room >= 0 else strip.crop(0, width)

    # --- mouse ----------------------------------------------------------------------------------

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(-3)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        row = self._top + event.y - 1
        if event.y < 1 or not self.count or row >= self._starts[-1]:
            return
        index = bisect_right(self._starts, row) - 1
        if self.selectable(index):
            self.point(index)
            self.clicked(index, event.x)

    def clicked(self, index: int, x: int) -> None:
        """A click on an item; by default it is chosen."""
        self.post_message(self.Chosen(self, index))
