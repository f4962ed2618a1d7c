"""Cells and lines: how wide text is on a terminal, what is drawn of it, where its lines break.

Widths follow what terminals agree on, one code point at a time (East Asian Width of UAX #11,
nothing for combining and format characters). Clusters that terminals disagree about are drawn
by their first code points only (`displayed`), so that a line is never wider than it was counted.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from reader.text.patterns import lazy

# Spaces at which a line may break: not NBSP, figure space or narrow NBSP.
_BREAKING = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"

# Anything that is not one code point, one grapheme, one cell. Text without it takes the fast way.
_NOT_SIMPLE = lazy(
    "[^\n -~\xa0-\xac\xae-\u02ff\u0370-\u0373\u0376\u0377\u037b-\u037e\u0384-\u0482\u048a-\u052f"
    "\u1e00-\u1fff\u2000-\u200a\u2010-\u2027\u202f-\u205f\u20a0-\u20c0\u2100-\u2319\u2190-\u21ff"
    "\u2200-\u22ff\u2500-\u25fc]"
)

# Not drawn: soft hyphens, variation selectors, zero-width and bidi controls, skin tones, and what
# a zero-width joiner glues to an emoji. Terminals differ by up to three cells on these.
_UNDRAWN = lazy(
    "\u200d[\u2190-\u2bff\U0001f000-\U0001faff]"
    "|[\u00ad\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)

IDEOGRAPHIC = lazy(
    "[\u2e80-\u303f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003ffff]"
)
# Kinsoku (JIS X 4051): what may not start a line, what may not end one.
_NO_START = frozenset(
    "，。、．：；？！）〉》」』】〕〗〙〛’”々ー゛゜ヽヾゝゞぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ…‥％,.!?:;)]}"
)
_NO_END = frozenset("（〈《「『【〔〖〘〚‘“([{")
_SPACES = frozenset(
    " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)
_DASHES = frozenset("-‐–—")


def is_simple(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether every code point of ``text[start:end]`` is one grapheme of one cell."""
    return _NOT_SIMPLE.search(text, start, len(text) if end is None else end) is None


class _Widths(dict[str, int]):
    """Cells of a code point, looked up once."""

    def __missing__(self, character: str) -> int:
        code = ord(character)
        if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc") or 0x1160 <= code <= 0x11FF:
            width = 0
        elif (
            unicodedata.east_asian_width(character) in ("W", "F")
            or 0x1F300 <= code <= 0x1F64F
            or 0x1F900 <= code <= 0x1FAFF
        ):
            width = 2
        else:
            width = 1
        self[character] = width
        return width


_width = _Widths().__getitem__


def cell_offsets(text: str) -> list[int]:
    """The cell at which each code point of one line starts, and at the end the width of all."""
    if is_simple(text):
        return list(range(len(text) + 1))
    widths = list(map(_width, text))
    for match in _UNDRAWN.finditer(text):
        widths[match.start() : match.end()] = [0] * (match.end() - match.start())
    return list(accumulate(widths, initial=0))


def cells(text: str) -> int:
    """The width of one line of text, in cells."""
    return len(text) if is_simple(text) else cell_offsets(text)[-1]


def displayed(text: str, start: int = 0, end: int | None = None) -> str:
    """What is drawn of ``text[start:end]``: all but what terminals disagree about.

    A part of a line is drawn as it is within the whole: what a joiner glues to an emoji before
    ``start`` is left out as well.
    """
    end = len(text) if end is None else end
    if is_simple(text, start, end):
        return text[start:end]
    drawn = []
    for undrawn in _UNDRAWN.finditer(text):
        drawn.append(text[start : max(start, min(undrawn.start(), end))])
        start = max(start, min(undrawn.end(), end))
    return "".join([*drawn, text[start:end]])


def fit(text: str, width: int) -> str:
    """The text drawn in exactly ``width`` cells: cut with an ellipsis, or filled with spaces."""
    drawn = displayed(text)
    missing = width - cells(drawn)
    if missing >= 0:
        return drawn + " " * missing
    if width < 1:
        return ""
    offsets = cell_offsets(drawn)
    keep = bisect_right(offsets, width - 1) - 1
    return drawn[:keep] + "…" + " " * (width - 1 - offsets[keep])


@lru_cache(64)
def row_pattern(width: int) -> re.Pattern[str]:
    """One match a line: as much as fits, trailing spaces hanging; else a chopped long word."""
    return re.compile(
        rf"[^\n]{{0,{width - 1}}}(?:[-‐–—](?=\w)|[^\n{_BREAKING}](?:[{_BREAKING}]+|$))"
        rf"|[^\n]{{1,{width}}}"
    )


def wrap(text: str, start: int, end: int, width: int, out: array[int], indent: int = 0) -> None:
    """Append to ``out`` the offset of every line of ``text[start:end]`` in ``width`` cells.

    The stretch is one paragraph, without line ends; its first line has ``indent`` cells less.
    Spaces at the end of a line hang beyond its width. Greedy, as terminals' own text is.
    """
    width = max(2, width)
    if end - start <= (width - indent) // 2:
        out.append(start)
    elif is_simple(text, start, end):
        if end - start <= width - indent:
            out.append(start)
            return
        if indent:
            out.append(start)
            first = row_pattern(max(2, width - indent)).match(text, start, end)
            start = first.end() if first else end
            if start == end:
                return
        out.extend([match.start() for match in row_pattern(width).finditer(text, start, end)])
    else:
        _wrap_by_cells(text, start, end, width, out, indent)


def folded(text: str, width: int, rows: int) -> list[str]:
    """The first ``rows`` lines of a text at ``width`` cells; an ellipsis ends a longer one."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        starts: array[int] = array("L")
        wrap(paragraph, 0, len(paragraph), width, starts)
        ends = [*starts[1:], len(paragraph)]
        lines += [paragraph[a:b].rstrip() for a, b in zip(starts, ends, strict=True)]
        if len(lines) > rows:
            break
    if len(lines) > rows:
        lines = lines[:rows]
        last = lines[-1]
        lines[-1] = (last if cells(last) < width else fit(last, width - 1).rstrip(" …")) + "…"
    return lines


def _wrap_by_cells(
    text: str, start: int, end: int, width: int, out: array[int], indent: int
) -> None:
    """The way for any script: prefix sums of cells, then back from the limit to a legal break."""
    line = text[start:end]
    offsets = cell_offsets(line)
    at = 0
    room = max(2, width - indent)
    while True:
        out.append(start + at)
        at = row_end(line, offsets, at, room)
        room = width
        if at >= len(line):
            return


def row_end(line: str, offsets: list[int], at: int, width: int) -> int:
    """Where the row that begins at ``at`` ends; ``offsets`` are the cells of ``line``."""
    if offsets[-1] - offsets[at] <= width:
        return len(line)
    limit = bisect_right(offsets, offsets[at] + width) - 1
    while limit < len(line) and line[limit] in _SPACES:
        limit += 1
    if limit >= len(line):
        return limit
    stop = limit
    while stop > at and not _may_break(line, stop, offsets):
        stop -= 1
    if stop <= at:  # a word longer than the line: chop it, but not inside a cluster
        stop = max(limit, at + 1)
        while stop > at + 1 and offsets[stop] == offsets[stop + 1]:
            stop -= 1
        while stop < len(line) and offsets[stop] == offsets[stop + 1]:
            stop += 1
    return stop


def _may_break(line: str, at: int, offsets: list[int]) -> bool:
    """May a line start at ``at``?"""
    before, after = line[at - 1], line[at]
    if before in _SPACES:
        return after not in _SPACES
    if after in _NO_START or before in _NO_END or offsets[at] == offsets[at + 1]:
        return False
    if IDEOGRAPHIC.match(before) or IDEOGRAPHIC.match(after):
        return after not in _SPACES
    return before in _DASHES and after.isalnum()
