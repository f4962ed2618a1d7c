"""Laying out a table as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from reader.documents.document import Mark
from reader.documents.formats.inline import Piece
from reader.text.wrap import cells

MOST_CELLS = 20_000
WIDEST = 72  # cells of a row; wider tables are written as records
_BETWEEN = " │ "
_CROSSING = "─┼─"
_RECORDS = "─" * 12


def lay_out(
    rows: Sequence[Sequence[Piece]], right: Sequence[bool], *, headed: bool = True
) -> Piece:
    """A table as aligned columns, or as a record for each row where these would be too wide.

    The first row is the header, if it is ``headed``; ``right`` tells which columns are aligned to
    the right.
    """
    rows = [[cell.trimmed() for cell in row] for row in rows]
    if not rows or not any(cell.text for row in rows for cell in row):
        return Piece("")
    sizes = [[cells(cell.text) for cell in row] for row in rows]
    widths = _widths(sizes)
    if _is_wide(widths):
        return _records(rows if headed else [(), *rows])
    lines: list[Sequence[Piece | str]] = []
    for number, (row, size) in enumerate(zip(rows, sizes, strict=True)):
        line: list[Piece | str] = []
        for column, (cell, taken) in enumerate(zip(row, size, strict=True)):
            if column:
                line.append(_BETWEEN)
            padding = " " * (widths[column] - taken)
            if column < len(right) and right[column]:
                line += [padding, cell]
            elif column == len(row) - 1:
                line.append(cell)
            else:
                line += [cell, padding]
        lines.append(line)
        if not number and headed:
            lines.append([_CROSSING.join("─" * max(width, 1) for width in widths)])
    return _stacked(lines)


def is_wide(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether a table would be written as records."""
    return _is_wide(_widths([[cells(cell.trimmed().text) for cell in row] for row in rows]))


def _widths(sizes: Sequence[Sequence[int]]) -> list[int]:
    """How many cells each column takes."""
    columns = max(map(len, sizes), default=0)
    return [max((row[n] for row in sizes if n < len(row)), default=0) for n in range(columns)]


def _is_wide(widths: Sequence[int]) -> bool:
    return sum(widths) + len(_BETWEEN) * (len(widths) - 1) > WIDEST


def _records(rows: Sequence[Sequence[Piece]]) -> Piece:
    """A line "header: value" for each cell with text, and a rule between rows."""
    header, *body = rows
    if not body:
        return _stacked([[cell] for cell in header if cell.text])
    lines: list[Sequence[Piece | str]] = []
    for row in body:
        record: list[Sequence[Piece | str]] = []
        for column, cell in enumerate(row):
            if cell.text:
                name = header[column] if column < len(header) else Piece("")
                record.append([name, ": ", cell] if name.text else [cell])
        if record and lines:
            lines.append([_RECORDS])
        lines += record
    return _stacked(lines or [[cell] for cell in header if cell.text])


def _stacked(lines: Sequence[Sequence[Piece | str]]) -> Piece:
    """The lines as one piece, with the marks of the cells where the cells have come to stand."""
    texts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for number, line in enumerate(lines):
        if number:
            texts.append("\n")
            length += 1
        begun = length
        for cell in line:
            text = cell if isinstance(cell, str) else cell.text
            if isinstance(cell, Piece):
                marks += [
                    mark._replace(start=mark.start + length, end=mark.end + length)
                    for mark in cell.marks
                ]
            texts.append(text)
            length += len(text)
        whole = "".join(texts[-len(line) :]) if line else ""
        if whole != whole.rstrip():
            texts[-len(line) :] = [whole.rstrip()]
            length = begun + len(whole.rstrip())
    return Piece("".join(texts), tuple(marks))
