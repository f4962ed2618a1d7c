"""How the blocks of a document are set: their indents, the space between them, straight edges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.documents.document import Block, BlockKind
from reader.text.wrap import cells

FIRST_LINE = 2  # cells

_JUSTIFIED = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
_HYPHENATED = _JUSTIFIED
# Roles of paragraphs that are no prose.
_SET_APART = frozenset({"byline", "date", "page", "titlepage", "field"})


class Typography(NamedTuple):
    """How text is set. ``width`` is that of the column, in cells.

    ``paragraphs`` tells what sets them apart: "space", an empty row; "indent", a first line that
    starts further right; or "both". ``language`` is the code of the dictionary that words are
    broken by, if ``hyphenate`` is on.
    """

    width: int
    paragraphs: str = "space"
    justify: bool = False
    hyphenate: bool = False
    language: str = ""

    def fills(self, block: Block) -> bool:
        """Whether the rows of a block, but the last, are to fill the column."""
        return self.justify and block.kind in _JUSTIFIED and block.role not in _SET_APART

    def hyphenates(self, block: Block) -> bool:
        """Whether words of a block may be broken."""
        return self.hyphenate and block.kind in _HYPHENATED and block.role not in _SET_APART

    def first_line(self, blocks: Sequence[Block], number: int) -> int:
        """How much further right the first line of a block starts, in cells.

        As in books, only where a paragraph follows another one.
        """
        if self.paragraphs == "space" or not number or not _is_prose(blocks[number]):
            return 0
        return FIRST_LINE if _is_prose(blocks[number - 1]) else 0

    def space_before(self, blocks: Sequence[Block], number: int) -> int:
        """Empty rows before a block: two before a chapter, none inside a list, else one."""
        if number == 0 or blocks[number].tight:
            return 0
        block, before = blocks[number], blocks[number - 1]
        if block.kind is BlockKind.HEADING and block.depth <= 2:
            return 1 if before.kind is BlockKind.HEADING else 2
        return 0 if self.paragraphs == "indent" and _is_prose(block) and _is_prose(before) else 1


def _is_prose(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and not block.role and not block.tight


def indent_of(block: Block) -> int:
    """How far a block's text stands from the left edge of the column, in cells."""
    if block.marker:
        nested = 0 if block.kind is BlockKind.HEADING else 2 * block.depth
        return nested + max(2, cells(block.marker) + 1)
    if block.kind is BlockKind.ITEM or block.kind is BlockKind.QUOTE:
        return 2 * (block.depth + 1)
    if block.kind is BlockKind.CODE or block.kind is BlockKind.VERSE:
        return 2
    return 0
