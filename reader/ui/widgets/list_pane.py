"""A pane of items, drawn row by row: what the sections and the notes pane have in common."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip

from reader.text.wrap import cells, fit, folded
from reader.ui.widgets.painting import Palette, merged
from reader.ui.widgets.wheeled import Wheeled

# A row: pieces of text with the names of their styles.
Row = list[tuple[str, str]]

HIGH = 10  # rows from which on some are given to the foot


class ListPane(Wheeled, can_focus=True):
    """Items of one or more rows each, a cursor among them, a title above.

    A subclass gives `heights` and `draw`; one whose items are dear to measure gives `size_of` and
    `height` in place of `heights`. Where the list stands is remembered as an item and the rows of
    it that are above the screen, so that only what is on screen is measured and drawn: ten
    thousand items cost no more than twenty.
    """

    TITLE = ""
    RULE_LEFT = False  # on which side the line stands that sets the pane apart
    RULED = True  # whether there is one
    LIT = True  # whether the chosen item is drawn in the style of a cursor
    FOOT = 0  # rows below the list that stay there, where the pane is high enough

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
        self._first, self._skip = 0, 0  # the item at the top, and its rows above the screen
        self._heights: Sequence[int] = ()
        self._measured: object = None
        self._page: list[tuple[int, Row]] = []  # the rows on screen, and whose they are
        self._at_foot: list[Row] = []
        self._shown_rows = 1
        self._width = 4

    # --- for subclasses -------------------------------------------------------------------------

    def heights(self, width: int) -> Sequence[int]:
        """The rows of each item at ``width`` cells."""
        raise NotImplementedError

    def size_of(self) -> int:
        """How many items there are."""
        self._measure()
        return len(self._heights)

    def height(self, index: int) -> int:
        """The rows of one item at the present width; at least one."""
        self._measure()
        return self._heights[index]

    def draw(self, index: int, width: int) -> list[Row]:
        """The rows of one item, each at most ``width`` cells."""
        raise NotImplementedError

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stand on an item."""
        return True

    def empty_text(self) -> str:
        """What to say when there is nothing to list."""
        return ""

    @property
    def shows_cursor(self) -> bool:
        """Whether the item under the cursor is to be seen."""
        return self.has_focus

    def subtitle(self) -> str:
        """What stands at the right of the title."""
        return ""

    def filtered_subtitle(self) -> str:
        """What stands there while the list is filtered: how many are left."""
        return ""

    def margin(self, index: int) -> tuple[str, str]:
        """What stands in the cell before the first row of an item, and its style."""
        return " ", "faint"

    def foot(self, width: int) -> list[Row]:
        """`FOOT` rows below the list, each at most ``width`` cells."""
        return []

    def narrow(self, words: str) -> None:
        """List what these words mean."""
        self.filter = words
        self.changed()

    # --- rows -----------------------------------------------------------------------------------

    def changed(self) -> None:
        """The items changed: measure again and keep the cursor in sight."""
        self._measured = None
        self.cursor = max(0, min(self.cursor, self.count - 1))
        self.refresh()

    @property
    def count(self) -> int:
        """How many items there are."""
        return self.size_of()

    def _measure(self) -> None:
        width = self._inner
        if self._measured != width:
            self._heights = self.heights(width)
            self._measured = width

    def _walk(self, index: int, rows: int) -> tuple[int, int]:
        """The item so many rows below (above, if negative) the first row of another one, and
        the rows of it above that; within the list."""
        while rows < 0 and index > 0:
            index -= 1
            rows += self.height(index)
        rows = max(0, rows)
        while index < self.count - 1 and rows >= self.height(index):
            rows -= self.height(index)
            index += 1
        return index, min(rows, self.height(index) - 1)

    def _stand(self, index: int, rows: int) -> None:
        """Let the list begin so many rows below an item; its last screen stays full."""
        if not self.count:
            self._first, self._skip = 0, 0
            return
        index, skip = self._walk(min(max(index, 0), self.count - 1), rows)
        last, above = self._walk(self.count - 1, self.height(self.count - 1) - self._rows)
        self._first, self._skip = min((index, skip), (last, above))

    def _row_of(self, index: int) -> int | None:
        """The row of the list's screen where an item begins; None if it is below, or above."""
        if index < self._first:
            return None
        row = -self._skip
        for before in range(self._first, index):
            row += self.height(before)
            if row >= self._rows:
                return None
        return row

    @property
    def _inner(self) -> int:
        return max(4, self.size.width - 3)

    @property
    def _foot(self) -> int:
        return self.FOOT if self.size.height >= HIGH else 0

    @property
    def _rows(self) -> int:
        return max(1, self.size.height - 1 - self._foot)

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
        if not self.count:
            return
        rows = int(pages * self._rows)
        index, _ = self._walk(self.cursor, rows)
        if index == self.cursor and self._goes_on(pages > 0):
            self.scroll_rows(rows)  # through an item that is higher than the screen
        elif index == self.cursor:
            self.move(1 if pages > 0 else -1)
        else:
            self.point(index)
            if not self.selectable(self.cursor):
                self.move(1 if pages > 0 else -1)

    def _goes_on(self, below: bool) -> bool:
        """Whether the item under the cursor goes on below, or above, the screen."""
        row = self._row_of(self.cursor)
        if row is None:
            return self.cursor < self._first and not below
        return row + self.height(self.cursor) > self._rows if below else row < 0

    def point(self, index: int) -> None:
        """Put the cursor on an item, or on the next one it may stand on, and show it."""
        if not self.count:
            return
        index = max(0, min(index, self.count - 1))
        ways = chain(range(index, self.count), range(index - 1, -1, -1))
        self.cursor = next((at for at in ways if self.selectable(at)), index)
        self.reveal(self.cursor)
        self.refresh()

    def reveal(self, index: int) -> None:
        """Scroll so that an item is in sight."""
        if not 0 <= index < self.count:
            return
        before = self._first, self._skip
        if index < self._first or (index == self._first and self._skip):
            self._stand(index, -1 if index else 0)
        else:
            row, height = self._row_of(index), self.height(index)
            if row is None or row + height > self._rows:
                self._stand(index, min(0, height - self._rows))
        if (self._first, self._skip) != before:
            self.refresh()

    def scroll_rows(self, rows: int) -> None:
        """Scroll without moving the cursor."""
        self._stand(self._first, self._skip + rows)
        self.refresh()

    # --- drawing --------------------------------------------------------------------------------

    def before_rows(self, size: Size) -> None:
        self._width = self._inner
        self._stand(self._first, self._skip)
        self._page = []
        self._at_foot = self.foot(self._width) if self._foot else []
        self._shown_rows = self._rows
        for index in range(self._first, self.count):
            rows = self.draw(index, self._width)
            rows += [[]] * (self.height(index) - len(rows))
            self._page += [(index, row) for row in rows[self._skip if not self._page else 0 :]]
            if len(self._page) >= self._shown_rows:
                break

    def row(self, y: int, width: int) -> Strip:
        if y == 0:
            return self._title(width)
        if self._at_foot and y > self._shown_rows:
            row = self._at_foot[y - self._shown_rows - 1]
            return self._strip(row, width, margin=(" ", "panel-muted"))
        if not self.count:
            text = folded(self.empty_text(), self._width, 9)
            return self._strip([(line, "muted") for line in text[y - 2 : y - 1] if y > 1], width)
        if y > len(self._page):
            return self._strip([], width)
        index, row = self._page[y - 1]
        chosen = index == self.cursor and self.shows_cursor
        first = y == 1 or self._page[y - 2][0] != index
        if chosen and first and self.in_use:  # for braille displays and magnifiers
            self.app.cursor_position = self.content_region.offset + Offset(1, y)
        return self._strip(row, width, chosen, self.margin(index) if first else None)

    def _title(self, width: int) -> Strip:
        title = self.TITLE + (f" /{self.filter}" if self.filter else "")
        right = self.filtered_subtitle() if self.filter else self.subtitle()
        style = "here" if self.has_focus else "muted"
        right = f" {right}" if self.filter else right
        text = fit(title, max(0, self._inner - cells(right))) + right
        return self._strip([(text, style)], width)

    def _strip(
        self,
        row: Row,
        width: int,
        chosen: bool = False,
        margin: tuple[str, str] | None = None,
    ) -> Strip:
        palette = self.palette
        blank = palette[""]
        over = ("cursor",) if chosen and self.LIT else ()
        sign, style = margin or (" ", "faint")
        segments = [Segment("│", palette["faint"])] if self.RULE_LEFT else []
        segments.append(Segment(sign, palette[style]))
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

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if not 1 <= event.y <= len(self._page):
            return
        index = self._page[event.y - 1][0]
        if self.selectable(index):
            self.point(index)
            self.clicked(index, event.x)

    def clicked(self, index: int, x: int) -> None:
        """A click on an item; by default it is chosen."""
        self.post_message(self.Chosen(self, index))
