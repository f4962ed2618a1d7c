"""Rows and columns of a table, told from where the lines of a PDF stand."""

from __future__ import annotations

from collections.abc import Sequence

from reader.documents.formats.pdf_lines import Line, rows_of
from reader.documents.formats.pdf_types import Run

_LEAST_ROWS = 3  # of a table
_CELL_GAP = 0.6  # of the size


def table_rows(flow: Sequence[Line], at: int) -> tuple[list[list[Line]], int]:
    """The rows of the table that begins at a line of a flow, and how many lines these are; none
    if no table begins there."""
    found: list[list[Line]] = []
    count = 0
    if at + 1 >= len(flow) or abs(flow[at].y - flow[at + 1].y) > 0.4 * flow[at].size:
        return found, count
    for row in rows_of(flow[at : at + 2000]):
        cells = [cell for line in row for cell in _cells(line)]
        if len(cells) < 2 or any(line.level for line in row):
            break
        if found and row[0].y - found[-1][0].y > 4 * row[0].size:
            break
        found.append(cells)
        count += len(row)
    return (found, count) if len(found) >= _LEAST_ROWS else ([], 0)


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


def columns_of(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Where the columns of a table begin: between them no cell of any row has text."""
    spans = sorted((line.x0, line.x1) for row in rows for line in row)
    starts = [spans[0][0]]
    edge = spans[0][1]
    for x0, x1 in spans:
        if x0 > edge + 1:
            starts.append(x0)
        edge = max(edge, x1)
    return starts
