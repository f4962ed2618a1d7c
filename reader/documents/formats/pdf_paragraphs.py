"""Paragraphs of a PDF while they are put together, and where their lines stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.documents.document import BlockKind
from reader.documents.formats.block_parts import Place
from reader.documents.formats.pdf_flow import MARKER, is_quoted
from reader.documents.formats.pdf_lines import Line
from reader.documents.formats.pdf_types import BOLD, Goal
from reader.documents.formats.pdf_words import Words
from reader.documents.parts import Part


class Paragraph:
    """A part with what its lines looked like; ``right`` and ``left`` are the edges of the column
    that its last line stood in."""

    __slots__ = (
        "bold", "first", "last", "left", "lines", "part", "reason", "right", "size", "words"
    )  # fmt: skip

    def __init__(self, part: Part, words: Words, line: Line, reason: str) -> None:
        self.part = part
        self.words = words
        self.first = self.last = line
        self.size = line.size
        self.bold = bool(line.style & BOLD)
        self.lines = 1
        self.left = self.right = 0.0
        self.reason = reason


class At(NamedTuple):
    """Where a line has come to stand: its distance from the top of its page, and its right end."""

    y: float
    x: float
    place: Place


class Blocks(NamedTuple):
    """The paragraphs in reading order, where pages begin, and where their lines stand."""

    paragraphs: list[Paragraph]
    pages: list[Place]
    lines: dict[int, list[At]]


def name_of(goal: Goal) -> str:
    """The name of a place that links lead to."""
    return f"page={goal.page + 1},{round(goal.y)},{round(goal.x)}"


def place_of(blocks: Blocks, goal: Goal) -> Place | None:
    """Where in the parts a goal is: the first line below it, or else at the top of a later page."""
    for number in (goal.page, goal.page + 1):
        found = blocks.lines.get(number)
        if found:
            y, x = (goal.y + 2, goal.x) if number == goal.page else (0.0, 0.0)
            below = [at for at in found if at.y >= y]
            beside = (at.place for at in below if at.x > x)
            return next(beside, below[0].place if below else found[-1].place)
    return None


def tell_quotation(
    paragraph: Paragraph,
    lines: Sequence[Line],
    edges: tuple[float, float],
    before: Paragraph | None,
) -> None:
    """Make a quotation of a paragraph that is indented on both sides, on all of its pages, or like
    one ``before`` it."""
    part = paragraph.part
    if lines[0] is not paragraph.first:
        if part.kind is BlockKind.QUOTE and lines[0].x0 < edges[0] + 2:
            part.kind = BlockKind.PARAGRAPH
        return
    if part.kind is not BlockKind.PARAGRAPH or part.role or lines[0].level:
        return
    second = (
        before is not None
        and before.part.kind is BlockKind.QUOTE
        and before.size == paragraph.size
        and abs(lines[-1].x0 - before.last.x0) < 2
    )
    if second or is_quoted(lines, edges):
        part.kind = BlockKind.QUOTE


def cut(words: Words, length: int) -> None:
    """Take so much from the start of a text, and the white space behind it."""
    text = words.text[length:]
    length += len(text) - len(text.lstrip())
    words.text = words.text[length:]
    words.marks = [
        (kind, max(0, start - length), end - length, target)
        for kind, start, end, target in words.marks
        if end > length
    ]


def cut_marker(words: Words) -> None:
    found = MARKER.match(words.text)
    if found:
        cut(words, found.end())
