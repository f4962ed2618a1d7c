"""Tables while their cells are being read (HTML, word processors), and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.documents.document import BlockKind, Mark, MarkKind
from reader.documents.formats.block_parts import BlockParts
from reader.documents.formats.inline import Piece
from reader.documents.formats.table import MOST_CELLS, is_wide, lay_out
from reader.documents.parts import Part

LARGE_TABLE = "a very large table is shown row by row"  # what a reader is told

_BETWEEN = " │ "  # two cells of a row that is one part
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

    def begin_row(self) -> None:
        """A row begins."""
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

    def align_right(self) -> None:
        """What stands in the last cell is set to the right."""
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].right = True

    def laid_out(self, parts: list[Part]) -> Part | None:
        """The table as one part; None where its blocks are to stand as they are."""
        if self.large:
            return None
        rows = [row for row in self._rows if row]
        if not rows or max(map(len, rows)) < 2:
            return None
        titled = self._is_titled()  # once: asked for each cell it takes quadratic time
        if not all(_is_simple(cell, parts, titled) for row in rows for cell in row):
            return None
        headed = self._is_headed(rows, parts)
        texts = _grid(rows, parts)
        if is_wide(texts):  # each row is a record, which says by itself what it is of
            texts = _grid(rows, parts, repeated=headed)
        piece = lay_out(texts, [cell.right for cell in rows[-1]], headed=headed)
        part = Part(BlockKind.TABLE, piece.text, 0, 0)
        part.marks = piece.marks
        return part

    def _is_headed(self, rows: Sequence[Sequence[_Cell]], parts: Sequence[Part]) -> bool:
        """Whether the first row says what stands in the columns: it is marked so, or it is all
        strong where no other row is."""
        first, *others = rows
        if len(first) < 2 or all(cell.header for cell in first[1:]):
            return len(first) > 1
        return (
            bool(others)
            and all(_is_strong(cell, parts) for cell in first)
            and not any(all(_is_strong(cell, parts) for cell in row) for row in others)
        )

    def _is_titled(self) -> bool:
        """Whether the first row or the first column says what stands in the others."""
        firsts = (one.header for row in self._rows for one in row[:1])
        return any(firsts) or any(one.header for one in self._rows[0])

    def join_rows(self, parts: list[Part], *, but_last: bool = False) -> list[int]:
        """Make one part of the cells of each row, so that none of them costs one of its own; with
        which parts the rows began before. The last row may be left out: it may go on."""
        rows, self._rows = self._rows, []
        if but_last and rows and (last := rows.pop()):
            del parts[last[0].start :]
        begins: list[int] = []
        made: list[Part] = []
        for row in rows:
            if cells := [cell for cell in row if cell.end > cell.start]:
                begins.append(cells[0].start)
                made.append(self._row_of(cells, parts))
        if begins:
            parts[begins[0] :] = made
        return begins

    def _row_of(self, cells: Sequence[_Cell], parts: Sequence[Part]) -> Part:
        """The cells of a row as one part, with what stands between them."""
        texts: list[str] = []
        marks: list[Mark] = []
        length = 0
        for cell in cells:
            piece = _joined(parts[cell.start : cell.end])
            marks += [m._replace(start=m.start + length, end=m.end + length) for m in piece.marks]
            texts.append(piece.text)
            length += len(piece.text) + len(_BETWEEN)
        tight = cells[0].start > self.first
        row = Part(BlockKind.PARAGRAPH, _BETWEEN.join(texts), 0, 0, tight=tight)
        row.marks = tuple(marks)
        return row


class Tables:
    """The tables that are open, each inside of a cell of the one before.

    The blocks in their cells go to ``blocks``, and become one when the table ends, as far as they
    are simple.
    """

    def __init__(self, blocks: BlockParts) -> None:
        self._blocks = blocks
        self._parts = blocks.parts
        self._open: list[Table] = []

    def __len__(self) -> int:
        return len(self._open)

    def begin(self) -> None:
        """A table begins."""
        self._open.append(Table(len(self._parts)))

    def begin_row(self) -> None:
        """A row of the innermost table begins."""
        if self._open:
            if self._open[-1].large:
                self._join_rows()
            self._open[-1].begin_row()

    def begin_cell(self, header: bool, attributes: Mapping[str, str]) -> None:
        """A cell begins; its attributes are named as in HTML."""
        if self._open:
            self._open[-1].begin_cell(len(self._parts), header, attributes)

    def end_cell(self) -> None:
        """The last cell ends."""
        if self._open:
            self._open[-1].end_cell(len(self._parts))

    def align_right(self) -> None:
        """What stands in the last cell is set to the right."""
        if self._open:
            self._open[-1].align_right()

    def end_caption(self) -> None:
        """What came so far stands above the table."""
        if self._open:
            self._open[-1].first = len(self._parts)

    def end(self) -> bool:
        """The innermost table ends; whether it was so large that its rows are blocks now."""
        if self._open[-1].large:
            self._join_rows()
        table = self._open.pop()
        made = table.laid_out(self._parts)
        if made is not None:
            del self._parts[table.first :]
            self._blocks.gather([table.first])
            if made.text:
                self._blocks.add(made)
        return table.large

    def cut(self, *, large: bool) -> None:
        """There is more: of a table that is ``large`` its whole rows stay, of another nothing."""
        if len(self) == 1 and large:
            self._join_rows(but_last=True)
        elif self:
            del self._parts[self._open[0].first :]

    def _join_rows(self, *, but_last: bool = False) -> None:
        """The rows of the innermost table become blocks, one each."""
        self._blocks.gather(self._open[-1].join_rows(self._parts, but_last=but_last))


def _is_simple(cell: _Cell, parts: Sequence[Part], titled: bool) -> bool:
    """Whether what is in a cell can stand on one line of a table."""
    blocks = parts[cell.start : cell.end]
    if len(blocks) > _MOST_BLOCKS:
        return False
    longest = sum(len(block.text) for block in blocks)
    apart = (BlockKind.HEADING, BlockKind.TABLE, BlockKind.RULE)
    return (titled or longest <= _PROSE) and not any(block.kind in apart for block in blocks)


def _grid(
    rows: Sequence[Sequence[_Cell]], parts: Sequence[Part], *, repeated: bool = False
) -> list[list[Piece]]:
    """The texts of the cells in their columns; a cell over several rows and columns stands in the
    first of them, or in all if ``repeated``."""
    grid: list[list[Piece]] = []
    below: dict[int, tuple[int, Piece]] = {}  # how many rows a column is still taken from above
    nothing = 0, Piece("")
    for row in rows:
        line: list[Piece] = []

        def fill(line: list[Piece] = line) -> None:
            while below.get(len(line), nothing)[0]:
                left, piece = below[len(line)]
                below[len(line)] = left - 1, piece
                line.append(piece)

        for cell in row:
            fill()
            whole = _joined(parts[cell.start : cell.end])
            for number in range(cell.across):
                below[len(line)] = cell.down - 1, whole if repeated else Piece("")
                line.append(whole if repeated or not number else Piece(""))
        fill()
        grid.append(line)
    return grid


def _is_strong(cell: _Cell, parts: Sequence[Part]) -> bool:
    """Whether all that stands in a cell is strong."""
    blocks = parts[cell.start : cell.end]
    return bool(blocks) and all(
        any(m.kind is MarkKind.STRONG and m[1:3] == (0, len(block.text)) for m in block.marks)
        for block in blocks
    )


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
