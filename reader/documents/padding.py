"""Text that a program set to both edges: its lines are padded with blanks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.text.patterns import lazy

_LEAST = 8  # lines that end at one column
_PADDED = lazy(r"(?<=\S) {2,}(?=\S)")
_BLANKS = lazy(r"(?<=\S) {2,4}(?=\S)")


def edge_of(lines: Sequence[str], longest: int) -> int:
    """The column where lines end that are padded with blanks to do so; 0 where none are.

    ``longest`` is the number of columns below which a line says nothing about it.
    """
    ends = Counter(size for line in lines if (size := len(line.rstrip())) >= longest)
    edge, count = max(ends.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    if count < _LEAST or edge < 0.9 * max(ends):
        return 0
    full = [line.strip() for line in lines if len(line.rstrip()) == edge]
    padded = sum(_PADDED.search(line) is not None for line in full)
    return edge if padded * 2 > count else 0


def without_padding(line: str, edge: int) -> str:
    """A line without the blanks that bring its end to the ``edge``."""
    if not edge or len(line.rstrip()) != edge:
        return line
    text = line.lstrip()
    return line[: len(line) - len(text)] + _BLANKS.sub(" ", text)
