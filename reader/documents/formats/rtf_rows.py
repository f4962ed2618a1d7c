"""Tables of rich text, which has paragraphs that say that they are in one, and ends of cells."""

from __future__ import annotations

from reader.documents.formats.flow import Flow


class Rows:
    """The table that a flow is in, if it is in one; ``header`` is whether rows are headers."""

    def __init__(self, flow: Flow) -> None:
        self.header = False
        self._flow = flow
        self._in_row = self._in_cell = False

    def place(self, in_table: bool) -> None:
        """What follows stands in a cell, or behind the table that was before."""
        flow = self._flow
        if not in_table:
            if flow.tables and not self._in_row:
                flow.end_table()
            return
        if not flow.tables:
            flow.begin_table()
        if not self._in_row:
            flow.tables.begin_row()
            self._in_row = True
        if not self._in_cell:
            flow.tables.begin_cell(self.header, {})
            self._in_cell = True

    def end_cell(self) -> None:
        """The cell ends."""
        self._flow.end_cell()
        self._in_cell = False

    def end_row(self) -> None:
        """The row ends."""
        self._in_row = self._in_cell = False
