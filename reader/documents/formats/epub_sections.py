"""Sections of a book: its own table of contents, and below that the headings it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.documents.document import BlockKind, Document, Section
from reader.documents.outline import DEEPEST, Heading, nest
from reader.text.spans import Span

# What may stand between the place that a table names and the heading that is meant.
_BEFORE_HEADINGS = frozenset({BlockKind.FIGURE, BlockKind.RULE})
_MOST_BEFORE = 3


class Line(NamedTuple):
    """A line of a table of contents: its title, its level from 1, and where it leads in the text;
    None where it leads nowhere."""

    title: str
    level: int
    start: int | None


class _Placed(NamedTuple):
    title: str
    level: int
    start: int
    first: int  # the block it begins with


def sections_of(document: Document, lines: Sequence[Line]) -> tuple[Section, ...]:
    """The sections of these lines in the order of the text, with the headings between them below.

    A line takes the heading that stands at its place, and those that follow at once and are part
    of its title. Of several lines at one place it is that with the words of the heading, else the
    last. One without a heading has an empty span instead.
    """
    entries = _placed(document, lines)
    blocks = document.blocks
    headings: list[Heading] = []
    taken = -1  # the last block that is the heading of a line
    for number, entry in enumerate(entries):
        until = entries[number + 1].first if number + 1 < len(entries) else len(blocks)
        index = _heading_at(document, entry.first, max(until, entry.first + 1))
        span = Span(entry.start, entry.start)
        depth = 0
        after = entry.first
        shared = number + 1 < len(entries) and entries[number + 1].first == entry.first
        if index > taken and not (shared and not _belongs(document, index, entry.title)):
            taken, depth = index, blocks[index].depth
            after = taken + 1
            span = Span(blocks.starts[index], blocks.ends[index])
            while after < until and _belongs(document, after, entry.title):
                taken, after = after, after + 1
        place = blocks.lines_of(index if depth else entry.first)
        headings.append(Heading(entry.title, entry.level, span, place))
        headings += _below(document, max(after, taken + 1), until, entry.level, depth)
    first = entries[0].first if entries else len(blocks)
    before = _below(document, 0, first, 0, 0)
    return nest([*before, *headings], document.body_end)


def _placed(document: Document, lines: Sequence[Line]) -> list[_Placed]:
    """The lines with their places, in the order of the text.

    A line that leads nowhere stands where the next one does, or at the end; one that holds
    others begins no later than they.
    """
    end = max(0, len(document.text) - 1)
    starts = [end] * len(lines)
    following = end
    for number in range(len(lines) - 1, -1, -1):
        start = lines[number].start
        holds = number + 1 < len(lines) and lines[number + 1].level > lines[number].level
        starts[number] = following if start is None else min(start, following) if holds else start
        following = starts[number]
    placed = [
        _Placed(line.title, line.level, *_begin(document, start))
        for line, start in zip(lines, starts, strict=True)
    ]
    return sorted(placed, key=lambda entry: entry.start)


def _begin(document: Document, start: int) -> tuple[int, int]:
    """A place and its block; the end of a block is the heading below it, if one stands there."""
    blocks = document.blocks
    block = document.block_at(start)
    at_end = block + 1 < len(blocks) and start >= max(
        blocks.starts[block] + 1, blocks.ends[block] - 1
    )
    if at_end and blocks[block + 1].kind is BlockKind.HEADING:
        return blocks.starts[block + 1], block + 1
    return start, block


def _heading_at(document: Document, first: int, until: int) -> int:
    """The heading at a place, or below the pictures that stand there; -1 if there is none."""
    blocks = document.blocks
    for index in range(first, min(until, first + _MOST_BEFORE, len(blocks))):
        kind = blocks[index].kind
        if kind is BlockKind.HEADING:
            return index
        if kind not in _BEFORE_HEADINGS:
            return -1
    return -1


def _belongs(document: Document, index: int, title: str) -> bool:
    """Whether a block is a heading whose words are part of a title."""
    block = document.blocks[index]
    if block.kind is not BlockKind.HEADING:
        return False
    words = _key(document.text[block.start : block.end])
    return bool(words) and words in _key(title)


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _below(document: Document, first: int, until: int, level: int, depth: int) -> list[Heading]:
    """The headings among some blocks, below a section of ``level`` whose heading has ``depth``."""
    found = []
    blocks = document.blocks
    for index in range(first, until):
        block = blocks[index]
        if block.kind is BlockKind.HEADING:
            found.append((index, block))
    if not found:
        return []
    highest = min(min(block.depth for _, block in found) - 1, depth or 6)
    return [
        Heading(
            document.text[block.start : block.end],
            min(level + block.depth - highest, DEEPEST),
            Span(block.start, block.end),
            blocks.lines_of(index),
        )
        for index, block in found
    ]
