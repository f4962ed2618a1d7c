"""Rows and columns of a table, told from where the lines of a PDF stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.documents.formats.pdf_lines import Line, rows_of
from reader.documents.formats.pdf_types import Run

_LEAST_ROWS = 3  # of a table
_CELL_GAP = 0.6  # of the size
_COLUMN_GAP = 0.35  # of the size: columns of many cells may stand closer
_ROW_GAP = 1.32  # of the size: between the rows of a table whose cells have several lines
_HIGH = 4.0  # of the size: no row of a table is further below the one before
_ALIGNED = 2.0  # points
_MOST_LINES = 2_000


class Table(NamedTuple):
    """The lines of each row of a table, how many lines of the page they take, and where columns
    begin."""

    rows: list[list[Line]]
    taken: int
    starts: list[float]


def table_at(flow: Sequence[Line], at: int) -> Table | None:
    """The table that begins at a line of a flow, if one does."""
    if at + 1 >= len(flow):
        return None
    a, b, lines = flow[at], flow[at + 1], flow[at : at + _MOST_LINES]
    if abs(a.y - b.y) <= 0.4 * a.size:
        return _aligned(lines) or _spaced(lines) or _gridded(lines)
    return _gridded(lines) if b.x0 > a.x1 and abs(a.y - b.y) < _HIGH * a.size else None


def _aligned(lines: Sequence[Line]) -> Table | None:
    """A table whose cells begin below those of its first row; they may have several lines."""
    starts: list[float] = []
    rows: list[list[Line]] = []
    column = 0
    ends = [0]  # lines up to the end of each row
    for number, line in enumerate(lines):
        first = number > 0 and abs(line.y - lines[0].y) > 0.4 * line.size
        if not first and len(rows) < 2 and (not starts or line.x0 > starts[-1]):
            starts.append(line.x0)
        own = next((i for i, x in enumerate(starts) if abs(x - line.x0) < _ALIGNED), -1)
        if own < 0 or line.level or (rows and line.y - rows[-1][-1].y > 3 * line.size):
            break
        goes_on = rows and own == column > 0 and 0 < line.y - rows[-1][-1].y < 1.4 * line.size
        if (rows and own > column) or goes_on:
            rows[-1].append(line)
        else:
            if rows and len(rows[-1]) == 1:
                rows.pop()  # what has one cell is no row
                break
            if rows:
                ends.append(number)
            rows.append([line])
        column = own
    else:
        number = len(lines)
    if rows and len(rows[-1]) > 1 and len(ends) == len(rows):
        ends.append(number)
    rows = rows[: len(ends) - 1]
    return Table(rows, ends[-1], starts) if len(rows) >= _LEAST_ROWS else None


def _spaced(lines: Sequence[Line]) -> Table | None:
    """A table of rows with several cells each, with space between."""
    found: list[list[Line]] = []
    count = 0
    for row in rows_of(lines):
        cells = [cell for line in row for cell in _cells(line)]
        if len(cells) < 2 or any(line.level for line in row):
            break
        if found and row[0].y - found[-1][0].y > 4 * row[0].size:
            break
        found.append(cells)
        count += len(row)
    return Table(found, count, _columns(found)) if len(found) >= _LEAST_ROWS else None


def _gridded(lines: Sequence[Line]) -> Table | None:
    """A table whose cells have several lines and stand in the middle, with space between all rows
    and all columns."""
    columns: list[tuple[float, float]] = []
    taken: list[Line] = []
    lowest = lines[0].y
    for line in lines:
        gap = _COLUMN_GAP * line.size
        here = [one for one in columns if one[0] < line.x1 + gap and line.x0 < one[1] + gap]
        whole = min([line.x0, *(x for x, _ in here)]), max([line.x1, *(x for _, x in here)])
        inside = all(one[0] < line.x1 and line.x0 < one[1] for one in here)
        if len(here) > 1 or not inside or line.level or line.y > lowest + _HIGH * line.size:
            break
        columns = sorted([one for one in columns if one not in here] + [whole])
        if any(b[0] - a[1] < gap for a, b in pairwise(columns)):
            break
        taken.append(line)
        lowest = max(lowest, line.y)
    rows: list[list[Line]] = []
    for line in sorted(taken, key=lambda one: one.y):
        if rows and line.y - rows[-1][-1].y < _ROW_GAP * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    starts = [x for x, _ in columns]
    filled = [len({bisect_right(starts, line.x0) for line in row}) for row in rows]
    count = next((i for i, cells in enumerate(filled) if cells < 2), len(rows))
    number = sum(map(len, rows[:count]))
    kept = {id(line) for row in rows[:count] for line in row}
    if count < _LEAST_ROWS or any(id(line) not in kept for line in lines[:number]):
        return None
    used = [sorted(row, key=lambda one: (bisect_right(starts, one.x0), one.y)) for row in rows]
    return Table(used[:count], number, starts)


def _cells(line: Line) -> list[Line]:
    """What stands apart in a line that is a row of a table."""
    groups: list[list[Run]] = []
    edge = 0.0
    for run in line.runs:
        if groups and run.x0 - edge < _CELL_GAP * line.size:
            groups[-1].append(run)
        else:
            groups.append([run])
        edge = run.x1
    if len(groups) == 1:
        return [line]
    return [Line([group[0]._replace(space=False), *group[1:]], line.page) for group in groups]


def _columns(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Where the columns of a table begin: between them no cell of any row has text."""
    spans = sorted((line.x0, line.x1) for row in rows for line in row)
    starts = [spans[0][0]]
    edge = spans[0][1]
    for x0, x1 in spans:
        if x0 > edge + 1:
            starts.append(x0)
        edge = max(edge, x1)
    return starts
