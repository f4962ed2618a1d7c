"""What a person decides about headings: this is one, that is none. They have the last word.

A decision is about units. A unit is a block, or one line of a block that keeps its lines: of a
verse the line "ACT I" may be a heading, but no line beside an empty one, because a block neither
begins nor ends with a line end. The text stays as it is: only the kinds of blocks and the sections
change. So a paragraph that swallowed its heading cannot give it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from reader.documents.document import KEEPS_LINES, Block, BlockKind, Document, Lines
from reader.documents.made import with_made_sections
from reader.documents.outline import DEEPEST, Heading, nest
from reader.text.spans import Span

LONGEST = 400  # code points of a heading; no person means more
_REWORDED = 4  # times as long as what is left of its words a line is still the same heading
DECIDED = "decided"  # the role of a heading's block that a person made one
_DEEPEST_BLOCK = 6  # the depth of a heading's block


class Decision(NamedTuple):
    """``text[start:end]`` is a heading of ``level``, or none (0).

    The level is meant beside those that the sections have without decisions: `levels_for` gives
    the one to choose.
    """

    start: int
    end: int
    level: int


class Unit(NamedTuple):
    """What can be a heading: ``text[start:end]`` is the block with this index, or a line of it."""

    start: int
    end: int
    block: int


def units_of(document: Document, index: int) -> list[Unit]:
    """The units of a block: itself, or its lines as far as they can stand for themselves."""
    lines = _lines(document, index)
    text = document.text
    return [
        line
        for line, above, below in zip(lines, [None, *lines], [*lines[1:], None], strict=False)
        if not text[line.start : line.end].isspace()
        and all(other is None or other.end > other.start for other in (line, above, below))
    ]


def unit_at(document: Document, offset: int) -> Unit | None:
    """The unit at ``offset``; None where nothing stands that could be a heading."""
    index = document.block_at(offset)
    units = units_of(document, index) if index >= 0 else []
    return next((unit for unit in units if unit.start <= offset <= unit.end), None)


def units_in(document: Document, span: Span) -> Iterator[Unit]:
    """The units of which ``span`` covers half or more, in reading order.

    Half, because a quotation is found again in a text that was edited: the words of a heading
    that now stand inside a paragraph make no heading of it.
    """
    for index in range(max(0, document.block_at(span.start)), len(document.blocks)):
        if document.blocks.starts[index] >= span.end:
            return
        for unit in units_of(document, index):
            common = min(span.end, unit.end) - max(span.start, unit.start)
            if common > 0 and 2 * common >= unit.end - unit.start:
                yield unit


def units_meant(document: Document, span: Span) -> list[Unit]:
    """The units that a decision about ``span`` is about: those of `units_in`, or the line whose
    beginning or end it is; none where these words stand in a text that is no line of their own.

    A line that was reworded may be longer than what is left of its words; a paragraph that
    swallowed them is much longer.
    """
    units = list(units_in(document, span))
    if units:
        return units
    unit = unit_at(document, span.start)
    if unit is None or unit.end - unit.start > _REWORDED * (span.end - span.start):
        return []
    return [unit] if span.start == unit.start or span.end == unit.end else []


def standing_alone(text: str, words: str) -> Iterator[int]:
    """Where words stand in a text as a line, or lines, of their own."""
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n"):
            yield start
        start = text.find(words, end)


def decide(document: Document, decisions: Iterable[Decision]) -> Document:
    """The document with the headings that were decided on; of two decisions the later one holds.

    Sections that were made give way to headings; where none is left, some are made. Applied
    twice it is applied once. Costs the units it concerns and a pass over the sections.
    """
    wanted = _wanted(document, decisions)
    if not wanted:
        return document
    changes = {
        index: _cut(document, index, {unit.start: wanted[unit] for unit in units})
        for index, units in groupby(sorted(wanted, key=_order), key=lambda unit: unit.block)
    }
    sections = nest(_headings(document, wanted), document.body_end)
    new = document.with_(blocks=document.blocks.with_(changes), sections=sections)
    for name in ("fingerprint", "mark_index"):  # what was worked out of text and marks
        if name in document.__dict__:
            new.__dict__[name] = document.__dict__[name]
    return new if any(section.made for section in new.outline) else with_made_sections(new)


def levels_for(
    document: Document, decisions: Iterable[Decision], depths: Mapping[int, int]
) -> dict[int, int]:
    """The levels to decide on so that headings, by where they start, stand so deep in the tree.

    ``document`` is the one without decisions. The depth and the level differ where the text
    skips levels or a heading around was decided to be none. Where there is nothing that deep
    to stand below, it is the deepest that can be.
    """
    headings = _headings(document, _wanted(document, decisions))
    others = [
        (h.span.start, h.level) for h in headings if h.span.start not in depths and not h.made
    ]
    places = sorted([*others, *((start, 0) for start in depths)])
    after = [0] * len(places)  # the level of the next heading that has one
    for at in range(len(places) - 2, -1, -1):
        after[at] = places[at + 1][1] or after[at + 1]
    levels: dict[int, int] = {}
    path: list[int] = []  # the levels of the sections that are open
    for (start, level), following in zip(places, after, strict=True):
        if not level:
            depth = max(1, min(depths[start], len(path) + 1))
            above = path[-1] if path else 0
            if depth <= len(path):
                level = path[depth - 1]
            else:
                level = min(following if following > above else above + 1, DEEPEST)
            levels[start] = level
        while path and path[-1] >= level:
            path.pop()
        path.append(level)
    return levels


def deepest_at(document: Document, start: int) -> int:
    """How deep a heading at ``start`` can stand in the tree."""
    before = document.section_at(start - 1) if start else -1
    while before >= 0 and document.outline[before].made:
        before = document.parents[before]
    return 1 if before < 0 else document.outline[before].level + 1


def title_of(document: Document, unit: Unit) -> str:
    """What a unit says as a heading: a number that stands before a list item belongs to it."""
    text = " ".join(document.text[unit.start : unit.end].split())
    block = document.blocks[unit.block]
    counts = unit.start == block.start and any(map(str.isalnum, block.marker))
    return f"{block.marker} {text}" if counts else text


def is_heading(document: Document, unit: Unit) -> bool:
    """Whether a unit is a heading now."""
    return document.blocks[unit.block].kind is BlockKind.HEADING


def lines_of(document: Document, unit: Unit) -> Lines | None:
    """The first and the last line of a unit in the source, from 1; None where it has none."""
    lines = document.blocks.lines_of(unit.block)
    own = _lines(document, unit.block)
    if lines is None or len(own) == 1 or lines[1] - lines[0] != len(own) - 1:
        return lines
    line = lines[0] + own.index(unit)
    return line, line


def unit_at_line(document: Document, line: int) -> Unit | None:
    """The unit that holds a line of the source, counted from 1; None where none does."""
    index = document.blocks.at_line(line)
    for unit in units_of(document, index) if index >= 0 else ():
        lines = lines_of(document, unit)
        if lines and lines[0] <= line <= lines[1]:
            return unit
    return None


# --- inside ------------------------------------------------------------------------------------


def _order(unit: Unit) -> int:
    return unit.start


def _lines(document: Document, index: int) -> list[Unit]:
    """The lines of a block that keeps them; any other block is one."""
    block = document.blocks[index]
    if block.kind not in KEEPS_LINES:
        return [Unit(block.start, block.end, index)]
    lines, start = [], block.start
    for line in document.text[block.start : block.end].split("\n"):
        lines.append(Unit(start, start + len(line), index))
        start += len(line) + 1
    return lines


def _wanted(document: Document, decisions: Iterable[Decision]) -> dict[Unit, int]:
    """The level that each unit is to have, as far as it has another one."""
    wanted: dict[Unit, int] = {}
    for start, end, level in decisions:
        for unit in units_meant(document, Span(start, end)):
            wanted.pop(unit, None)
            block = document.blocks[unit.block]
            if not _is_so(block, level):
                wanted[unit] = min(level, DEEPEST)
    return wanted


def _is_so(block: Block, level: int) -> bool:
    if level <= 0 or block.kind is not BlockKind.HEADING:
        return level <= 0 and block.kind is not BlockKind.HEADING
    return block.role == DECIDED and block.depth == min(level, _DEEPEST_BLOCK)


def _headings(document: Document, wanted: Mapping[Unit, int]) -> list[Heading]:
    """The headings in reading order, each with the level that was decided or that it had.

    Sections that were made where no heading stands give way to the first heading that does.
    """
    outline = document.outline
    starts = {section.heading.start: section.lead for section in outline if not section.made}
    new = any(level and unit.start not in starts for unit, level in wanted.items())
    decided = {unit.start for unit in wanted}
    headings = [
        Heading(s.title, s.level, s.heading, s.lines, s.confidence, s.made, s.lead)
        for s in outline
        if (not new if s.made else s.heading.start not in decided)
    ]
    for unit, level in wanted.items():
        if level:
            span, lines = Span(unit.start, unit.end), lines_of(document, unit)
            lead = starts.get(unit.start, 0)
            headings.append(Heading(title_of(document, unit), level, span, lines, lead=lead))
    return sorted(headings, key=lambda heading: heading.span.start)


def _cut(
    document: Document, index: int, levels: Mapping[int, int]
) -> Sequence[tuple[Block, Lines | None]]:
    """A block with the levels decided for its units, by where they start; cut if it must be."""
    block = document.blocks[index]
    lines = _lines(document, index)
    if len(lines) == 1:
        return [(_with_level(block, levels[block.start]), document.blocks.lines_of(index))]
    pieces: list[tuple[Block, Lines | None]] = []
    for level, group in groupby(lines, key=lambda line: levels.get(line.start, 0)):
        # Lines that are headings stand each for itself, the others together.
        alike = list(group)
        for some in [[line] for line in alike] if level else [alike]:
            first, last = lines_of(document, some[0]), lines_of(document, some[-1])
            piece = block._replace(start=some[0].start, end=some[-1].end)
            if pieces:
                piece = piece._replace(marker="", tight=False)
            piece = _with_level(piece, level)
            pieces.append((piece, (first[0], last[1]) if first and last else None))
    return pieces


def _with_level(block: Block, level: int) -> Block:
    if level:
        depth = min(level, _DEEPEST_BLOCK)
        return block._replace(kind=BlockKind.HEADING, depth=depth, role=DECIDED, tight=False)
    if block.kind is BlockKind.HEADING:
        return block._replace(kind=BlockKind.PARAGRAPH, depth=0, role="")
    return block
