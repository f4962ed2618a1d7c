"""A list that fills the screen: one row an item, in columns, with their names above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.text.wrap import cells, fit
from reader.ui.widgets.list_pane import ListPane, Row

GAP = 2  # cells between two columns


class Column(NamedTuple):
    """``width`` is in cells; the one column with 0 takes what the others leave."""

    title: str
    width: int = 0
    right: bool = False


class Table(ListPane):
    """A subclass gives `columns`, `size_of_list` and `fields`. A click chooses, a second opens."""

    class Moved(Message):
        """The cursor may be on another item."""

    RULED = False
    nothing = ""  # what is said when there is no item
    DEFAULT_CSS = "Table { height: 1fr; width: 1fr; }"

    def columns(self, width: int) -> Sequence[Column]:
        """The columns that have room in ``width`` cells."""
        raise NotImplementedError

    def size_of_list(self) -> int:
        """How many items there are."""
        raise NotImplementedError

    def fields(self, index: int, columns: Sequence[Column]) -> Sequence[tuple[str, str]]:
        """For each column the text of an item and the name of its style."""
        raise NotImplementedError

    # --- what lists ask for ---------------------------------------------------------------------

    @property
    def shows_cursor(self) -> bool:
        """Always: there is no other list it could be in."""
        return True

    def empty_text(self) -> str:
        return self.nothing

    def heights(self, width: int) -> Sequence[int]:
        return [1] * self.size_of_list()

    def draw(self, index: int, width: int) -> list[Row]:
        columns = self.columns(width)
        return [self._in_columns(self.fields(index, columns), columns, width)]

    def _title(self, width: int) -> Strip:
        columns = self.columns(self._inner)
        names = [(column.title, "muted") for column in columns]
        return self._strip(self._in_columns(names, columns, self._inner), width)

    @staticmethod
    def _in_columns(
        fields: Sequence[tuple[str, str]], columns: Sequence[Column], width: int
    ) -> Row:
        fixed = sum(column.width for column in columns) + GAP * (len(columns) - 1)
        row: Row = []
        for (text, style), column in zip(fields, columns, strict=True):
            room = column.width or max(1, width - fixed)
            if row:
                row.append((" " * GAP, ""))
            if column.right and cells(text) < room:
                text = " " * (room - cells(text)) + text
            row.append((fit(text, room), style))
        return row

    # --- mouse ----------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; a second one opens."""
        before = self.cursor
        super().on_click(event)
        if event.chain == 2 and event.y >= 1 and self.cursor == before and self.count:
            self.post_message(self.Chosen(self, self.cursor))

    def clicked(self, index: int, x: int) -> None:
        """The cursor is there; that is all."""

    # --- the cursor -----------------------------------------------------------------------------

    def moved(self) -> None:
        """Tell that the cursor may be on another item."""
        self.post_message(self.Moved())

    def point(self, index: int) -> None:
        super().point(index)
        self.moved()
