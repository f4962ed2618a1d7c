"""A table of HTML while its cells are being read, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.documents.document import BlockKind
from reader.documents.formats.inline import Piece
from reader.documents.formats.table import MOST_CELLS, lay_out
from reader.documents.parts import Part

_MOST_COLUMNS = 100  # that a cell may span
_MOST_BLOCKS = 4  # of a cell in a table of data
_PROSE = 300  # code points of a cell: where no column has a header, it is no table but a page


class _Cell:
    __slots__ = ("across", "down", "end", "header", "right", "start")

    def __init__(self, start: int, header: bool, attributes: Mapping[str, str]) -> None:
        self.start = self.end = start
        self.header = header
        self.across = _span(attributes.get("colspan", ""))
        self.down = _span(attributes.get("rowspan", ""))
        style = attributes.get("style", "").replace(" ", "")
        self.right = attributes.get("align") == "right" or "text-align:right" in style


class Table:
    """A table: the parts from ``first`` on are the blocks in its cells.

    It is ``large`` when it has too many cells to be laid out; then each row becomes one part.
    """

    def __init__(self, first: int) -> None:
        self.first = first
        self.large = False
        self._rows: list[list[_Cell]] = []
        self._cells = 0

    def begin_row(self, parts: list[Part]) -> None:
        """A row begins."""
        if self.large:
            self._join_row(parts)
        self._rows.append([])

    def begin_cell(self, at: int, header: bool, attributes: Mapping[str, str]) -> None:
        """A cell begins; its blocks are the parts from ``at`` on."""
        if not self._rows:
            self._rows.append([])
        cell = _Cell(at, header, attributes)
        self._rows[-1].append(cell)
        self._cells += cell.across
        if self._cells > MOST_CELLS:
            self.large = True

    def end_cell(self, at: int) -> None:
        """The innermost open cell ends before the part ``at``."""
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].end = at

    def laid_out(self, parts: list[Part]) -> Part | None:
        """The table as one part; None where its blocks are to stand as they are."""
        if self.large:
            self._join_row(parts)
            return None
        rows = [row for row in self._rows if row]
        if not rows or max(map(len, rows)) < 2:
            return None
        titled = self._is_titled()  # once: asked for each cell it takes quadratic time
        if not all(_is_simple(cell, parts, titled) for row in rows for cell in row):
            return None
        texts = _grid(rows, parts)
        piece = lay_out(texts, [cell.right for cell in rows[-1]], headed=self._is_headed(rows[0]))
        part = Part(BlockKind.TABLE, piece.text, 0, 0)
        part.marks = piece.marks
        return part

    def _is_headed(self, row: Sequence[_Cell]) -> bool:
        """Whether the first row says what stands in the columns."""
        return all(cell.header for cell in row[1:]) and len(row) > 1

    def _is_titled(self) -> bool:
        """Whether the first row or the first column says what stands in the others."""
        firsts = (one.header for row in self._rows for one in row[:1])
        return any(firsts) or any(one.header for one in self._rows[0])

    def _join_row(self, parts: list[Part]) -> None:
        """Make one part of the cells of the last row, so that none of them costs one of its own."""
        row = self._rows.pop() if self._rows else []
        cells = [cell for cell in row if cell.end > cell.start]
        if not cells:
            return
        first = cells[0].start
        text = " │ ".join(_joined(parts[cell.start : cell.end]).text for cell in cells)
        parts[first:] = [Part(BlockKind.PARAGRAPH, text, 0, 0, tight=first > self.first)]


def _is_simple(cell: _Cell, parts: Sequence[Part], titled: bool) -> bool:
    """Whether what is in a cell can stand on one line of a table."""
    blocks = parts[cell.start : cell.end]
    if len(blocks) > _MOST_BLOCKS:
        return False
    longest = sum(len(block.text) for block in blocks)
    apart = (BlockKind.HEADING, BlockKind.TABLE, BlockKind.RULE)
    return (titled or longest <= _PROSE) and not any(block.kind in apart for block in blocks)


def _grid(rows: Sequence[Sequence[_Cell]], parts: Sequence[Part]) -> list[list[Piece]]:
    """The texts of the cells in their columns; a cell over several stands in the first of them."""
    grid: list[list[Piece]] = []
    below: dict[int, int] = {}  # how many rows a column is still taken from above
    for row in rows:
        line: list[Piece] = []

        def fill(line: list[Piece] = line) -> None:
            while below.get(len(line), 0):
                below[len(line)] -= 1
                line.append(Piece(""))

        for cell in row:
            fill()
            for number in range(cell.across):
                below[len(line)] = cell.down - 1
                line.append(_joined(parts[cell.start : cell.end]) if not number else Piece(""))
        fill()
        grid.append(line)
    return grid


def _joined(blocks: Sequence[Part]) -> Piece:
    """The blocks of a cell on one line."""
    texts: list[str] = []
    marks = []
    length = 0
    for block in blocks:
        if texts:
            texts.append(" ")
            length += 1
        before = f"{block.marker} " if block.marker else ""
        text = before + block.text.replace("\n", " ")
        moved = length + len(before)
        marks += [m._replace(start=m.start + moved, end=m.end + moved) for m in block.marks]
        texts.append(text)
        length += len(text)
    return Piece("".join(texts), tuple(marks))


def _span(word: str) -> int:
    return min(max(int(word), 1), _MOST_COLUMNS) if word.isascii() and word.isdigit() else 1
