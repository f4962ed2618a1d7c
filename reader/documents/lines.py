"""The lines of a document at a width: spans of the text, built only where they are looked at.

A `Lines` starts at an offset and grows up and down as far as the screen goes, so that opening,
jumping and resizing cost a screen, however long the document is. Lines are numbered from the
piece where it began; what was added above has negative numbers.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from operator import sub
from typing import NamedTuple

from reader.documents.document import KEEPS_LINES, BlockKind, Document
from reader.documents.typography import Typography, indent_of
from reader.text.hyphenation import dictionary, nowhere, wrap_hyphenated
from reader.text.wrap import wrap

# Longer blocks are laid out in pieces, so that a whole log file in one block costs no more
# than a paragraph. Blocks that keep their lines are cut at line ends, where nobody sees it.
PARAGRAPH_PIECE = 16_384
LINES_PIECE = 4_096


class Line(NamedTuple):
    """One row: ``text[start:end]`` (without the line end) of block ``block``.

    ``indent`` is where it starts, in cells; ``first`` tells the first row of its block, where
    the marker stands; ``space`` an empty row between two blocks. ``fill`` is how many cells the
    text is spread over (0: as many as it has); ``hyphen`` tells that one is drawn at its end.
    ``below`` counts, from 0, the rows below a block that are no text of it (-1: it is text); they
    are ``space`` as well, and stand where the block ends.
    """

    start: int
    end: int
    block: int
    indent: int
    first: bool
    space: bool
    fill: int = 0
    hyphen: bool = False
    below: int = -1


class Pieces(NamedTuple):
    """The stretches a document is laid out in: where each starts, ends, and its block."""

    starts: array[int]
    ends: array[int]
    blocks: Sequence[int]


def pieces(document: Document) -> Pieces:
    """Cut long blocks; most documents have one piece a block."""
    blocks = document.blocks
    lengths = map(sub, blocks.ends, blocks.starts)
    if all(length <= LINES_PIECE for length in lengths):
        return Pieces(blocks.starts, blocks.ends, range(len(blocks)))
    starts, ends, owners = array("L"), array("L"), array("L")
    text = document.text
    for number, block in enumerate(blocks):
        keeps = block.kind in KEEPS_LINES
        size = LINES_PIECE if keeps else PARAGRAPH_PIECE
        at = block.start
        while True:
            cut = at + size
            if cut < block.end:
                found = text.find("\n" if keeps else " ", cut, min(block.end, cut + size))
                # A word without end is cut where it is; a line without end as well.
                cut = found + 1 if found >= 0 else min(cut + size, block.end)
            starts.append(at)
            ends.append(min(cut, block.end))
            owners.append(number)
            if cut >= block.end:
                break
            at = cut
    return Pieces(starts, ends, owners)


class Lines:
    """The lines around an offset, set in a typography; a number is short for its width alone.

    ``below`` tells how many rows stay free below a block, for what is no text: it is asked for
    the number of a block when that is laid out.

    Raises NoDictionariesError if words are to be broken and the dictionaries are not installed.
    """

    def __init__(
        self,
        document: Document,
        style: Typography | int,
        at: int,
        cut: Pieces | None = None,
        below: Callable[[int], int] | None = None,
    ) -> None:
        self.document = document
        self.style = style if isinstance(style, Typography) else Typography(style)
        self.width = max(8, self.style.width)
        self._points = dictionary(self.style.language) if self.style.hyphenate else nowhere
        self._hyphens: set[int] = set()
        self.pieces = cut or pieces(document)
        begin = max(0, bisect_right(self.pieces.starts, at) - 1)
        # _starts[i] belongs to line i - _above; _first holds the first line of each built piece.
        self._low = self._high = begin
        self._above = 0
        self._starts: array[int] = array("L")
        self._first: array[int] = array("q")
        self._gaps: array[int] = array("B")  # and the empty rows above it
        self._below = below
        self._extra: array[int] = array("L")  # and the rows below it that are no text
        self._grow_down(1)

    @property
    def top(self) -> int:
        """The number of the first line built."""
        return -self._above

    @property
    def bottom(self) -> int:
        """The number after the last line built."""
        return len(self._starts) - self._above

    @property
    def at_start(self) -> bool:
        """Whether the first line built is the first of the document."""
        return self._low == 0

    @property
    def at_end(self) -> bool:
        """Whether the last line built is the last of the document."""
        return self._high >= len(self.pieces.starts)

    def reach(self, low: int, high: int) -> tuple[int, int]:
        """Build the lines ``[low, high)``, as far as there are any; what there is of them."""
        while high > self.bottom and not self.at_end:
            self._grow_down(high - self.bottom)
        if low < self.top and not self.at_start:
            self._grow_up(max(self.top - low, 64))
        return max(low, self.top), min(high, self.bottom)

    def covers(self, offset: int) -> bool:
        """Whether the line of ``offset`` is built."""
        if not self.pieces.starts:
            return True
        return (self.at_start or offset >= self.pieces.starts[self._low]) and (
            self.at_end or offset < self.pieces.starts[self._high]
        )

    def line_of(self, offset: int) -> int:
        """The number of the line that holds ``offset``, among those built."""
        number = max(0, bisect_right(self._starts, offset) - 1) - self._above
        if self._below is None:
            return number
        place = bisect_right(self._first, number) - 1
        after = self._first[place + 1] if place + 1 < len(self._first) else self.bottom
        return min(number, after - self._extra[place] - 1)

    def text_line(self, number: int, step: int) -> int | None:
        """The first line with text from ``number`` on, in steps of 1 or -1, built as needed; None
        if there is none."""
        while True:
            low, high = self.reach(number - 1, number + 2)
            if not low <= number < high:
                return None
            if not self.line(number).space:
                return number
            number += step

    def line(self, number: int) -> Line:
        """One line; its number must lie in ``[top, bottom)``."""
        index = number + self._above
        place = bisect_right(self._first, number) - 1
        piece = self._low + place
        after = self._first[place + 1] if place + 1 < len(self._first) else self.bottom
        after -= self._extra[place]
        start = self._starts[index]
        end = self.pieces.ends[piece] if number + 1 >= after else self._starts[index + 1]
        owner = self.pieces.blocks[piece]
        block = self.document.blocks[owner]
        if number >= after:
            return Line(start, start, owner, 0, False, True, below=number - after)
        since = number - self._first[place]
        spaces = self._gaps[place]
        if since < spaces:
            return Line(start, end, owner, 0, False, True)
        first = since == spaces and start == block.start
        indent = indent_of(block)
        if first:
            indent += self.style.first_line(self.document.blocks, owner)
        hyphen = end in self._hyphens
        fill = 0
        if end < block.end and self.style.fills(block):
            fill = self.width - indent - hyphen
        elif end > start and self.document.text[end - 1] == "\n":
            end -= 1
        return Line(start, end, owner, indent, first, False, fill, hyphen)

    def _spaces(self, piece: int) -> int:
        owner = self.pieces.blocks[piece]
        if piece and self.pieces.blocks[piece - 1] == owner:
            return 0
        return self.style.space_before(self.document.blocks, owner)

    def _grow_down(self, lines: int) -> None:
        goal = self.bottom + lines
        while self.bottom < goal and self._high < len(self.pieces.starts):
            self._first.append(self.bottom)
            self._gaps.append(self._wrap(self._high, self._starts))
            self._extra.append(self._leave(self._high, self._starts))
            self._high += 1

    def _grow_up(self, lines: int) -> None:
        built: list[array[int]] = []
        gaps: array[int] = array("B")
        extra: array[int] = array("L")
        count = 0
        while count < lines and self._low > 0:
            self._low -= 1
            chunk: array[int] = array("L")
            gaps.append(self._wrap(self._low, chunk))
            extra.append(self._leave(self._low, chunk))
            built.append(chunk)
            count += len(chunk)
        starts: array[int] = array("L")
        first: array[int] = array("q")
        for chunk in reversed(built):
            first.append(len(starts) - self._above - count)
            starts.extend(chunk)
        self._starts = starts + self._starts
        self._first = first + self._first
        gaps.reverse()
        self._gaps = gaps + self._gaps
        extra.reverse()
        self._extra = extra + self._extra
        self._above += count

    def _leave(self, piece: int, out: array[int]) -> int:
        """Append the rows that stay free below a piece, if a block ends with it; how many."""
        owner = self.pieces.blocks[piece]
        last = piece + 1 == len(self.pieces.starts) or self.pieces.blocks[piece + 1] != owner
        rows = self._below(owner) if self._below is not None and last else 0
        out.extend([self.pieces.ends[piece]] * rows)
        return rows

    def _wrap(self, piece: int, out: array[int]) -> int:
        """Append the starts of a piece's lines; returns how many of them are empty rows above."""
        start, end = self.pieces.starts[piece], self.pieces.ends[piece]
        owner = self.pieces.blocks[piece]
        block = self.document.blocks[owner]
        spaces = self._spaces(piece)
        out.extend([start] * spaces)
        if block.kind is BlockKind.RULE:  # drawn as far as there is room
            out.append(start)
            return spaces
        text = self.document.text
        width = self.width - indent_of(block)
        if block.kind not in KEEPS_LINES:
            first = start == block.start and self.style.first_line(self.document.blocks, owner)
            if self.style.hyphenates(block):
                wrap_hyphenated(
                    text, start, end, width, out, self._hyphens, self._points, int(first)
                )
            else:
                wrap(text, start, end, width, out, int(first))
            return spaces
        while True:
            stop = text.find("\n", start, end)
            wrap(text, start, end if stop < 0 else stop, width, out)
            # A piece may end with the line end at which it was cut.
            if stop < 0 or stop + 1 >= end:
                break
            start = stop + 1
        return spaces
