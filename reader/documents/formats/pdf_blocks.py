"""Paragraphs, items, tables, code and footnotes of a PDF, from the lines of its pages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import inf

from reader.documents.document import BlockKind, MarkKind
from reader.documents.formats.block_parts import Place
from reader.documents.formats.inline import Piece
from reader.documents.formats.pdf_figures import (
    Figure,
    Placed,
    figures_of,
    is_caption,
    placed,
    whole_page,
)
from reader.documents.formats.pdf_flow import (
    BULLETS,
    DASHES,
    MARKER,
    Context,
    Usual,
    break_between,
    context_of,
    edges_of,
    ends_sentence,
    flows_of,
    goes_on_across,
    goes_on_lighter,
    is_code,
    leading_of,
)
from reader.documents.formats.pdf_lines import Line, Page
from reader.documents.formats.pdf_notes import CAPTION, SMALL, follows, note_label, split_notes
from reader.documents.formats.pdf_paragraphs import (
    At,
    Blocks,
    Paragraph,
    cut,
    cut_marker,
    name_of,
    tell_quotation,
)
from reader.documents.formats.pdf_tables import Table, table_at
from reader.documents.formats.pdf_types import BOLD, Goal, Run
from reader.documents.formats.pdf_words import Link, Words
from reader.documents.formats.table import lay_out
from reader.documents.parts import Part

_SURE_EDGE = 3  # lines that show where the edge of a column is


class Assembler:
    """Puts the lines of one page after the other into paragraphs."""

    def __init__(self) -> None:
        self.blocks = Blocks([], [], {})
        self._usual: Usual
        self._held: Paragraph | None = None  # that may go on behind a figure, a note, a page
        self._notes: list[Paragraph] = []
        self._page: Page
        self._list = 0.0  # where the last item began whose sign is no dash
        self._marks: dict[str, str] = {}  # of the footnotes of this page, and their names
        self._figures = Placed({}, [])
        self._figure: Figure | None = None  # the last one
        self._begun = True  # whether a line of this page was placed

    def add(
        self,
        page: Page,
        lines: Sequence[Line],
        usual: Usual,
        ignored: frozenset[tuple[int, ...]] = frozenset(),
    ) -> None:
        """Add a page with those of its lines that belong to the text; ``ignored`` are the keys of
        pictures that do not."""
        self._usual, self._page = usual, page
        self._begun = False
        self._marks = {}
        if page.picture or not lines:
            if page.picture:
                self._add_figure(whole_page(page))
            return
        figures, lines = figures_of(page, lines, usual, ignored)
        flows = [split_notes(page, flow, usual) for flow in flows_of(lines)]
        self._figures = placed(figures, [line for flow, _ in flows for line in flow])
        for _, notes in flows:
            for line in notes:
                if label := note_label(line):
                    self._marks[label] = f"fn:{page.number + 1}-{label}"
        for flow, notes in flows:
            if flow:
                self._add_flow(flow)
            self._add_notes(notes)
        for figure in self._figures.last:
            self._add_figure(figure)

    def finish(self) -> Blocks:
        """All paragraphs, with their texts."""
        self._put_notes()
        for paragraph in self.blocks.paragraphs:
            part = paragraph.part
            if part.kind not in (BlockKind.CODE, BlockKind.TABLE):
                part.text, part.marks = paragraph.words.finished()
        return self.blocks

    # --- flows --------------------------------------------------------------------------------

    def _add_flow(self, flow: list[Line]) -> None:
        context = context_of(flow)
        current: Paragraph | None = None
        own: dict[int, tuple[Paragraph, list[Line]]] = {}  # the lines of each
        at = 0
        while at < len(flow):
            table = table_at(flow, at)
            taken = flow[at : at + (table.taken if table else 1)]
            for figure in (one for line in taken for one in self._figures.before.get(id(line), ())):
                if current is not None:
                    self._hold(current)
                current = self._add_figure(figure)
            if table is not None:
                current = self._add_table(table)
                at += table.taken
                continue
            line = flow[at]
            reason = self._reason(current, line, at, flow, context)
            if reason:
                caption = self._is_caption(current, line)
                resumed = (
                    None if caption else self._resumed(line, context.left[at], current, reason)
                )
                current = resumed or self._paragraph(line, reason, caption=caption)
            assert current is not None
            self._add_line(current, line)
            own.setdefault(id(current), (current, []))[1].append(line)
            current.left, current.right = context.left[at], context.right[at]
            if len(flow) < _SURE_EDGE:
                current.right = inf  # nothing says how long lines may be
            at += 1
        if edges := edges_of(flow, self._usual):
            before: Paragraph | None = None
            for paragraph, lines in own.values():
                tell_quotation(paragraph, lines, edges, before)
                before = paragraph
        if current is not None:
            self._hold(current)

    def _reason(
        self, current: Paragraph | None, line: Line, at: int, flow: list[Line], context: Context
    ) -> str:
        if current is not None and current.part.kind in (BlockKind.TABLE, BlockKind.FIGURE):
            return "table"
        if current is None or at == 0:
            return "flow"
        if current.part.role == "caption" and goes_on_lighter(flow, at, context, self._usual):
            return ""
        item = current.first.x0 if current.part.kind is BlockKind.ITEM else None
        alone = current.lines == 1 and current.reason != "gap"
        return break_between(flow[at - 1], line, at, context, self._usual, item, alone=alone)

    def _resumed(
        self, line: Line, left: float, current: Paragraph | None, reason: str
    ) -> Paragraph | None:
        """The paragraph before that goes on here: of the last column or page, or above a figure."""
        if current is not None and reason in ("gap", "size", "table", "code"):
            self._hold(current)
        elif current is not None:
            if not _is_small(current.first, self._usual):
                self._held = None
            return None
        held = self._held
        if held is None or _is_small(line, self._usual) or is_code(line, self._usual):
            return None
        self._held = None
        item = held.part.kind is BlockKind.ITEM
        if held is current or (item and line.x0 <= left + 1 and not line.text[0].islower()):
            return None
        apart = held is not self._before() and ends_sentence(held.last)
        if not apart and goes_on_across(held.last, held.right, line, left, self._usual):
            return held
        return None

    def _before(self) -> Paragraph | None:
        return self.blocks.paragraphs[-1] if self.blocks.paragraphs else None

    def _hold(self, paragraph: Paragraph) -> None:
        """Remember a paragraph that may not have ended."""
        if differs_much(paragraph.last, self._usual) or paragraph.part.role == "caption":
            return
        if (
            paragraph.part.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE)
            and not paragraph.first.level
        ):
            self._held = paragraph

    # --- parts --------------------------------------------------------------------------------

    def _add_figure(self, figure: Figure) -> Paragraph:
        part = Part(BlockKind.FIGURE, "", 0, 0)
        paragraph = self._begin(part, None, "picture", figure.picture.y0)
        paragraph.words.add_text(figure.text)
        if figure.target:
            mark = MarkKind.IMAGE, 0, len(figure.text), figure.target
            paragraph.words.marks.append(mark)
        self._figure = figure
        return paragraph

    def _is_caption(self, before: Paragraph | None, line: Line) -> bool:
        """Whether a line begins what is said below a picture, or above a table."""
        if CAPTION.match(line.text):
            return True
        below = before is not None and before.part.kind is BlockKind.FIGURE
        return below and self._figure is not None and is_caption(line, self._figure, self._usual)

    def _begin(self, part: Part, line: Line | None, reason: str, y: float = 0.0) -> Paragraph:
        """Add a part that begins with a line; footnotes of earlier pages stand before it."""
        if self._notes and self._notes[0].first.page < self._page.number:
            self._put_notes()
        empty = Run(" ", 0.0, 0.0, 0.0, self._usual.size, self._usual.style, False, 0)
        first = line or Line([empty], self._page.number)
        words = Words(self._usual.words, accents=self._usual.accents)
        paragraph = Paragraph(part, words, first, reason)
        self.blocks.paragraphs.append(paragraph)
        if line is None:
            self._placed(paragraph, None, 0, y)
        return paragraph

    def _paragraph(self, line: Line, reason: str, *, caption: bool = False) -> Paragraph:
        part = Part(BlockKind.PARAGRAPH, "", 0, 0)
        marker = MARKER.match(line.text)
        if line.level:
            part.kind, part.depth = BlockKind.HEADING, line.level
        elif is_code(line, self._usual):
            part.kind = BlockKind.CODE
        elif caption:
            part.role = "caption"
        elif marker and self._is_marker(line, marker[1], reason):
            self._begin_item(part, line, marker[1])
        elif reason == "leader":
            part.tight = True
        return self._begin(part, line, reason)

    def _is_marker(self, line: Line, sign: str, reason: str) -> bool:
        """Whether a sign stands before an item: a dash does below other items only, since speech
        begins with one as well."""
        before = self._before()
        nested = before is not None and before.part.kind is BlockKind.ITEM
        if sign in DASHES:
            return nested and line.x0 > self._list + 2
        return reason == "item" or sign in BULLETS

    def _begin_item(self, part: Part, line: Line, marker: str) -> None:
        part.kind, part.marker = (
            BlockKind.ITEM,
            "•" if len(marker) == 1 and marker != "◦" else marker,
        )
        if marker not in DASHES:
            self._list = line.x0
        before = self._before()
        if before is None or before.part.kind is not BlockKind.ITEM:
            return
        inner = line.x0 - before.first.x0
        same_page = before.last.page == line.page and line.y > before.last.y
        if inner > 0.8 * line.size and same_page:
            part.depth = before.part.depth + 1
        elif same_page and inner < -0.8 * line.size:
            part.depth = max(0, before.part.depth - 1)
        else:
            part.depth = before.part.depth
        near = line.y - before.last.y < 1.3 * leading_of(self._usual, line.size)
        part.tight = near if same_page else before.part.tight

    def _add_line(self, paragraph: Paragraph, line: Line) -> None:
        part, words = paragraph.part, paragraph.words
        if part.kind is BlockKind.CODE:
            begun = len(part.text) + bool(part.text)
            wide = (line.x1 - line.x0) / max(1, len(line.text))
            indent = " " * max(0, min(60, round((line.x0 - paragraph.first.x0) / max(wide, 1))))
            one = Words({}, accents=False)
            one.add(line)
            text = f"{indent}{one.text}" if part.text else one.text
            part.text = f"{part.text}\n{text}" if part.text else text
        else:
            begun = words.add(line, self._links(line), self._notes_here())
            if not words.text[:begun] and part.kind is BlockKind.ITEM:
                cut_marker(words)
        paragraph.last = line
        paragraph.lines += paragraph.first is not line
        self._placed(paragraph, line, begun)

    def _placed(self, paragraph: Paragraph, line: Line | None, begun: int, y: float = 0.0) -> None:
        place = Place("", id(paragraph), begun)
        if not self._begun:
            self._begun = True
            self.blocks.pages.append(place._replace(name=self._page.label))
        at = At(line.y, line.x1, place) if line else At(y, 0.0, place)
        self.blocks.lines.setdefault(self._page.number, []).append(at)

    def _links(self, line: Line) -> list[Link]:
        """The links on a line, with their targets as names."""
        if not self._page.links:
            return []
        last = line.runs[-1]
        low, high = line.runs[0].first, last.first + len(last.text)
        at = bisect_left(self._page.links, low, key=lambda link: link[1])
        return [
            (start, end, f"#{name_of(target)}" if isinstance(target, Goal) else target)
            for start, end, target in self._page.links[at : at + 200]
            if start < high and end > low
        ]

    def _notes_here(self) -> Iterable[str]:
        return [f"{name}\n{label}" for label, name in self._marks.items()]

    # --- footnotes ----------------------------------------------------------------------------

    def _add_notes(self, lines: list[Line]) -> None:
        """Keep footnotes until the paragraph on their page has ended."""
        for line in lines:
            label = note_label(line)
            if label and self._notes and not follows(self._notes[-1].part.marker, label):
                label = ""
            if label or not self._notes:
                part = Part(BlockKind.PARAGRAPH, "", 0, 0, role="footnote", marker=f"[{label}]")
                words = Words(self._usual.words, accents=self._usual.accents)
                note = Paragraph(part, words, line, "note")
                self._notes.append(note)
                words.add(line, self._links(line))
                cut(words, len(label) + (words.text[len(label) : len(label) + 1] in ".)"))
            else:
                note = self._notes[-1]
                note.words.add(line, self._links(line))
            note.last = line
            place = Place(self._marks.get(label, ""), id(note), 0)
            self.blocks.lines.setdefault(line.page, []).append(At(line.y, line.x1, place))

    def _put_notes(self) -> None:
        self.blocks.paragraphs.extend(self._notes)
        self._notes = []

    # --- tables -------------------------------------------------------------------------------

    def _add_table(self, found: Table) -> Paragraph:
        rows, _, starts = found
        cells: list[list[Piece]] = []
        for row in rows:
            filled = [Words(self._usual.words) for _ in starts]
            for line in row:
                column = max(i for i, x in enumerate(starts) if x <= line.x0 + 2 or i == 0)
                filled[column].add(line, self._links(line), self._notes_here())
            cells.append(
                [Piece(text, tuple(marks)) for text, marks in (w.finished() for w in filled)]
            )
        piece = lay_out(cells, [], headed=bool(rows[0][-1].style & BOLD))
        part = Part(BlockKind.TABLE, piece.text, 0, 0)
        part.marks = piece.marks
        table = self._begin(part, rows[0][0], "table")
        for row in rows:
            self._placed(table, row[-1], 0)
        table.last = rows[-1][-1]
        return table


def _is_small(line: Line, usual: Usual) -> bool:
    return line.size < SMALL * usual.size


def differs_much(line: Line, usual: Usual) -> bool:
    """Whether a line is set in another size than the text."""
    return abs(line.size - usual.size) > 0.07 * usual.size
