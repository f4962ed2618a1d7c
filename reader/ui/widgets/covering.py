"""What is covered while it is asked: blocks in the cells of the words, so that nothing moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from reader.documents.lines import Line
from reader.text.justify import row_cells
from reader.text.spans import Span
from reader.text.wrap import cells
from reader.ui.widgets.note_text import Row
from reader.ui.widgets.painting import overlay

BLOCK = "█"
STYLE = "dimmed"  # the name of the style of blocks


class Cover(NamedTuple):
    """The spans of a text that are covered; and the id of the one annotation that is drawn, all
    of them where it is empty."""

    spans: Sequence[Span] = ()
    only: str = ""

    def crosses(self, start: int, end: int) -> bool:
        """Whether something is covered in ``[start, end)``."""
        return any(span.start < end and span.end > start for span in self.spans)


def cover_line(
    segments: Sequence[Segment], line: Line, row: str, spans: Sequence[Span], style: Style
) -> list[Segment]:
    """A line with the text ``row`` as it is drawn, with blocks for what is covered of it; its
    hyphen too, which says that a word goes on."""
    row = row.rstrip()
    at = row_cells(row, line.fill)
    blocks = []
    for span in sorted(spans):
        low = min(max(span.start - line.start, 0), len(row))
        high = min(max(span.end - line.start, 0), len(row))
        width = at[high] - at[low] + (line.hyphen and low < high == len(row))
        if width > 0:
            blocks.append((at[low], BLOCK * width))
    return overlay(segments, blocks, style) if blocks else list(segments)


def cover_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows of a note, with blocks for all that stands in them."""
    covered = []
    for row in rows:
        words = "".join(text for text, _ in row)
        lead = cells(words) - cells(words.lstrip())
        covered.append([(" " * lead, ""), (BLOCK * cells(words.strip()), STYLE)])
    return covered
