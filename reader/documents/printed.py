"""A document as lines of text, with the labels that the screen sets before its blocks."""

from __future__ import annotations

from collections.abc import Iterator

from reader.documents.document import Block, BlockKind, Document
from reader.documents.typography import indent_of
from reader.text.wrap import cells

_CODE = 4  # cells, by which it is known as code


def printed(document: Document) -> Iterator[str]:
    """The lines of a document, paragraphs whole and apart: numbers, bullets and the signs of notes
    stand before their words, quotations behind "> "; what is nested or code is indented.

    Read as a plain text again it has the same words in the same blocks, but for tables, and for
    headings that only their markup told from a paragraph.
    """
    for number, block in enumerate(document.blocks):
        if number and not block.tight:
            yield ""
        first, others = _before(block)
        for line in document.text[block.start : block.end].split("\n"):
            yield f"{first}{line}".rstrip() if line or first.strip() else ""
            first = others


def _before(block: Block) -> tuple[str, str]:
    """What stands before the first line of a block, and before its others."""
    if block.kind is BlockKind.QUOTE and not block.marker:
        bars = "> " * (block.depth + 1)
        return bars, bars
    room = indent_of(block)
    if block.kind is BlockKind.CODE:
        room = max(room, _CODE)
    if not block.marker:
        return " " * room, " " * room
    return " " * (room - cells(block.marker) - 1) + f"{block.marker} ", " " * room
