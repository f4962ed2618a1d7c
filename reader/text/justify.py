"""A row of text with both edges straight: its spaces are drawn wider, its offsets stay.

`row_cells` is the one answer to where in its row a code point stands; drawing, the caret, labels
and the mouse all go by it.
"""

from __future__ import annotations

from itertools import accumulate

from reader.text.wrap import IDEOGRAPHIC, cell_offsets, cells, is_simple

WIDEST_GAP = 3  # cells; a row that needs wider ones stays ragged


def gaps(row: str, fill: int) -> list[int]:
    """How many cells each space of a row is drawn wide, so that it fills ``fill`` cells.

    The spaces that hang at its end do not count. Nothing where the row stays as it is: it is
    full already, has too few spaces, or is written in ideographs, which have none.
    """
    if not fill:
        return []
    body = row.rstrip(" ")
    count = body.count(" ")
    missing = fill - cells(body)
    if missing <= 0 or missing > count * (WIDEST_GAP - 1):
        return []
    if not is_simple(body) and IDEOGRAPHIC.search(body):
        return []
    each, rest = divmod(missing, count)
    # What does not go up evenly begins elsewhere in each row, lest the gaps make a river.
    shift = 7 * len(body) % count
    wide = [1 + each + (i + 1) * rest // count - i * rest // count for i in range(count)]
    return wide[shift:] + wide[:shift]


def spread(row: str, fill: int) -> str:
    """The row as it is drawn: with wider spaces."""
    wide = gaps(row, fill)
    if not wide:
        return row
    words = row.split(" ", len(wide))
    drawn = [words[0]]
    for gap, word in zip(wide, words[1:], strict=True):
        drawn += [" " * gap, word]
    return "".join(drawn)


def spread_offsets(row: str, fill: int) -> list[int]:
    """For each code point of a row, and its end, where it stands in `spread`."""
    wide = iter(gaps(row, fill))
    return list(accumulate((next(wide, 1) if c == " " else 1 for c in row), initial=0))


def row_cells(row: str, fill: int = 0) -> list[int]:
    """The cell at which each code point of a row is drawn, and at the end its width."""
    if not fill:
        return cell_offsets(row)
    starts = cell_offsets(spread(row, fill))
    return [starts[at] for at in spread_offsets(row, fill)]
