"""Notes below their paragraphs: rows of the reading view that are no text."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from rich.segment import Segment

from reader.annotations.annotation import Annotation
from reader.documents.document import Document
from reader.documents.lines import Line
from reader.study.reading import Reading
from reader.text.wrap import cells, fit
from reader.ui.widgets.cards import NOTE_ROWS, SIGN, card, fold, has_words
from reader.ui.widgets.note_text import Row
from reader.ui.widgets.painting import Palette, merged, sign_of

if TYPE_CHECKING:
    from reader.ui.widgets.reading_view import ReadingView

INDENT = 2  # cells between the edge of the text and the sign of a note


class InlineNotes:
    """The notes that stand below the paragraphs of a view, if ``on``.

    ``unfolded`` are the ids of annotations whose notes are shown whole; ``shown`` the rows of
    notes on screen.
    """

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self.on = False
        self.unfolded: set[str] = set()
        self.shown: dict[int, Line] = {}
        self._rows: dict[int, list[tuple[Annotation, Row]]] = {}

    def start(self) -> Callable[[int], int] | None:
        """A layout begins: what tells it how many rows to leave below a block."""
        self._rows.clear()
        return (lambda block: len(self.rows(block))) if self.on else None

    def rows(self, block: int) -> list[tuple[Annotation, Row]]:
        """The rows below a block, and whose notes they are."""
        rows = self._rows.get(block)
        if rows is None:
            view = self._view
            rows = []
            if view.reading is not None:
                width = view.text_width
                rows = rows_below(view.document, view.reading, block, width, self.unfolded)
            self._rows[block] = rows
        return rows

    def at(self, x: int, y: int) -> Annotation | None:
        """The annotation of the note drawn at a cell of the view."""
        view = self._view
        line = self.shown.get(y + view.page.column_at(x) * view.extent.height)
        return None if line is None else self.rows(line.block)[line.below][0]

    def unfold(self, annotation_id: str) -> None:
        """Show a note whole, or folded again."""
        self.unfolded ^= {annotation_id}
        self._view.lay_out()


def rows_below(
    document: Document, reading: Reading, number: int, width: int, unfolded: Collection[str]
) -> list[tuple[Annotation, Row]]:
    """The rows below a block, in ``width`` cells: the notes on passages that end in it.

    Notes are folded but for the annotations whose ids are in ``unfolded``.
    """
    block = document.blocks[number]
    rows: list[tuple[Annotation, Row]] = []
    for start, end, annotation in reading.index.crossing(
        block.start, max(block.end, block.start + 1)
    ):
        if has_words(annotation) and document.block_at(max(start, end - 1)) == number:
            whole = annotation.id in unfolded
            now = reading.wording(annotation)
            rows += [
                (annotation, row) for row in note_rows(annotation, width, whole=whole, now=now)
            ]
    return rows


def note_rows(annotation: Annotation, width: int, *, whole: bool, now: str = "") -> list[Row]:
    """One note with its sign, its kind and its tags, indented; ``now`` as for a card."""
    room = max(4, width - INDENT)
    made = card(annotation, room, whole=whole, now=now)
    rows = fold(made, len(made.note) if whole else NOTE_ROWS, room - SIGN)
    if made.below:
        rows.append([(fit(made.below, room - SIGN).rstrip(), "muted")])
    sign = f"sign-{annotation.colour}"
    signs = [sign_of(annotation, adjusted=made.adjusted)] + ["▌"] * len(rows)
    lead = " " * INDENT
    return [[(lead, ""), (f"{s} ", sign), *row] for s, row in zip(signs, rows, strict=False)]


def draw_note_row(
    row: Row, left: int, width: int, palette: Palette, *, current: bool, tone: str
) -> list[Segment]:
    """A row in exactly ``width`` cells, from cell ``left`` on; ``tone`` lies over its styles."""
    segments = [Segment(" " * left, palette[""])]
    room = width - left
    for text, name in row:
        text = text if cells(text) <= room else fit(text, room)
        room -= cells(text)
        over = "current" if current and name.startswith("sign") else tone
        segments.append(Segment(text, palette.sum((name, over))))
    return merged([*segments, Segment(" " * room, palette[""])])
