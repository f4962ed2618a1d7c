"""The tables of a Word document: their events become those of a flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reader.documents.formats.docx_styles import Styles, is_on
from reader.documents.formats.docx_symbols import hexadecimal
from reader.documents.formats.flow import Flow
from reader.documents.formats.xml_events import attribute

_FIRST_ROW = 0x20  # the bit of a look that sets the first row apart


class _Table:
    """A table that is open; ``headed`` is whether its next row looks like a header."""

    def __init__(self) -> None:
        self.headed = False


class WordTables:
    """The tables that are open in ``flow``; ``starts`` and ``ends`` are what elements do."""

    def __init__(self, flow: Callable[[], Flow], styles: Styles) -> None:
        self._flow = flow
        self._styles = styles
        self._open: list[_Table] = []
        self._header = False  # whether the row that is read is one
        self._cell: dict[str, str] | None = None  # that has begun and has nothing in it so far
        self.starts: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "w:tbl": self._begin_table,
            "w:tblStyle": self._style,
            "w:tblLook": self._look,
            "w:tr": self._begin_row,
            "w:tblHeader": self._headed,
            "w:tc": self._begin_cell,
            "w:gridSpan": self._spans,
        }
        self.ends: Mapping[str, Callable[[], None]] = {
            "w:tbl": self._end_table,
            "w:tc": self._end_cell,
        }

    def fill(self) -> None:
        """Something comes: the cell has begun whose properties were read."""
        if self._cell is not None:
            self._flow().tables.begin_cell(self._header, self._cell)
            self._cell = None

    def _begin_table(self, _: Mapping[str, str]) -> None:
        self.fill()
        self._flow().begin_table()
        self._open.append(_Table())

    def _style(self, attributes: Mapping[str, str]) -> None:
        if self._open:
            self._open[-1].headed = self._styles[attribute(attributes, "val")].headed

    def _look(self, attributes: Mapping[str, str]) -> None:
        """Which of the looks that its style has for rows and columns a table has."""
        first, bits = attribute(attributes, "firstRow"), attribute(attributes, "val")
        is_first = is_on(first) if first else bool(hexadecimal(bits) & _FIRST_ROW)
        if self._open:
            self._open[-1].headed &= is_first

    def _begin_row(self, _: Mapping[str, str]) -> None:
        self._header = bool(self._open) and self._open[-1].headed
        if self._open:
            self._open[-1].headed = False
        self._flow().tables.begin_row()

    def _headed(self, attributes: Mapping[str, str]) -> None:
        self._header |= is_on(attribute(attributes, "val"))

    def _begin_cell(self, _: Mapping[str, str]) -> None:
        self._cell = {}

    def _spans(self, attributes: Mapping[str, str]) -> None:
        if self._cell is not None:
            self._cell["colspan"] = attribute(attributes, "val")

    def _end_cell(self) -> None:
        self.fill()
        self._flow().end_cell()

    def _end_table(self) -> None:
        if self._open:
            self._open.pop()
        self._flow().end_table()
