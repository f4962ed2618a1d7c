"""Bars of characters, and rows of styled text to put them in.

A row is pieces of text, each with the name of a style; all that they say is said by their
characters, so that they are the same without colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.text.wrap import cells, fit

Row = list[tuple[str, str]]

EIGHTHS = " ▏▎▍▌▋▊▉█"  # of a bar
HEIGHTS = "▁▂▃▄▅▆▇█"  # of a small bar; nothing is a dot
NOTHING = "·"
# What stands for them, for shades and for signs between words, where there is nothing but ASCII.
_ASCII = str.maketrans(
    {
        **dict.fromkeys("▏▎▍", "-"),
        **dict.fromkeys("▌▋▊▉", "="),
        **dict(zip(HEIGHTS, "__--==##", strict=True)),
        **dict(zip("·░▒▓█│–…“”", '.:+*#|-~""', strict=True)),
    }
)


def in_ascii(words: str) -> str:
    """The same in as many cells, with signs of ASCII for ours; letters stay as they are."""
    return words.replace(" · ", " - ").translate(_ASCII)


def spark(values: Sequence[float]) -> str:
    """A small bar for each value, as high as it is beside the greatest."""
    most = max(values, default=0)
    last = len(HEIGHTS) - 1
    return "".join(
        HEIGHTS[min(last, int(value / most * len(HEIGHTS)))] if value > 0 else NOTHING
        for value in values
    )


def bar(share: float, width: int) -> str:
    """A bar in ``width`` cells, filled up with spaces; what is not nothing shows."""
    eighths = min(8 * width, max(round(8 * width * share), 1 if share > 0 else 0))
    full, rest = divmod(eighths, 8)
    return (EIGHTHS[8] * full + (EIGHTHS[rest] if rest else "")).ljust(width)


def bars(named: Sequence[tuple[str, int, str]], width: int) -> list[Row]:
    """A bar for each name, beside the longest one; its number before it."""
    if not named:
        return []
    label = max(cells(name) for name, _, _ in named)
    most = max(number for _, number, _ in named)
    size = len(f"{most:,}")
    label = min(label, max(4, width - size - 6))
    room = max(1, width - label - size - 2)
    return [
        [(f"{fit(name, label)} {number:>{size},} ", ""), (bar(number / most, room).rstrip(), style)]
        for name, number, style in named
    ]


def plain(rows: Iterable[Row]) -> list[str]:
    """The text of rows alone."""
    return ["".join(text for text, _ in row).rstrip() for row in rows]


def heading(words: str, right: str, width: int) -> list[Row]:
    """What a part is about, and something beside it where that fits."""
    room = width - cells(right) - 2 if right else width
    if room < cells(words) and right:
        return [*heading(words, "", width), [(fit(right, width).rstrip(), "muted")]]
    row: Row = [(fit(words, min(width, cells(words))), "heading")]
    if right:
        row += [(" " * (width - cells(words) - cells(right)), ""), (right, "muted")]
    return [row]


def flowing(pieces: Iterable[str], between: str, width: int, style: str = "") -> list[Row]:
    """Pieces one after the other, on another row where one does not fit."""
    rows = [""]
    for piece in pieces:
        longer = rows[-1] + between + piece if rows[-1] else piece
        if rows[-1] and cells(longer) > width:
            rows.append(piece)
        else:
            rows[-1] = longer
    return [[(fit(row, min(width, cells(row))), style)] for row in rows]


def cut(row: Row, width: int) -> Row:
    """A row without what is beyond the edge of a very narrow terminal."""
    kept: Row = []
    for text, style in row:
        room = width - sum(cells(piece) for piece, _ in kept)
        kept.append((text if cells(text) <= room else fit(text, room), style))
    return kept
