"""How a row of the reading view is put together: signs, marker, text, scrollbar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from reader.annotations.annotation import Annotation
from reader.documents.document import Block, BlockKind
from reader.documents.lines import Line
from reader.text.units import next_grapheme
from reader.text.wrap import cells, fit, is_simple
from reader.ui.themes import highlight_name
from reader.ui.widgets.painting import (
    MARK_STYLES,
    Layer,
    block_style,
    column_of,
    cut,
    merged,
    overlay,
    paint,
    sign_of,
)

if TYPE_CHECKING:
    from reader.ui.widgets.reading_view import ReadingView

GUTTER = 2  # cells left of the text for the signs of annotations
BAR = 1  # cells right of it for the scrollbar


def draw_row(view: ReadingView, line: Line | None, width: int, bar: tuple[str, str]) -> Strip:
    """One row of the view, in exactly ``width`` cells, ``bar`` at its right end."""
    palette = view.palette
    blank = palette[""]
    bar_segment = Segment(bar[1], palette[bar[0]])
    if line is None and bar[1] == " ":
        return Strip([Segment(" " * width, blank)], width)
    if line is None:
        return Strip([Segment(" " * (width - BAR), blank), bar_segment], width)
    text = view.document.text[line.start : line.end]
    block = view.document.blocks[line.block]
    reading = view.reading
    found = reading.index.crossing(line.start, max(line.end, line.start + 1)) if reading else []
    layers = _layers(view, line, found)
    body = text if view.caret is not None else text.rstrip(" ")
    if view.caret is not None and line.start <= view.caret <= line.end and not body:
        body = " "  # an empty line still shows the caret
    name = block_style(block)
    marked = name or found or layers or line.indent or view.labels or view.caret is not None
    if not marked and is_simple(body):
        left = view.columns[0]  # a line like most: one piece
        drawn = " " * left + body + " " * (width - BAR - left - len(body))
        return Strip([Segment(drawn, blank), bar_segment], width)
    segments = paint(body, name, layers, palette)
    text_left, text_width = view.columns
    left = text_left + line.indent
    if block.kind is BlockKind.RULE:
        left += max(0, (text_width - cells(body)) // 2)
    before = _before(view, line, block, left, [annotation for _, _, annotation in found])
    if view.labels:
        labels = [
            (column_of(text, start - line.start), label)
            for start, label in view.labels.items()
            if line.start <= start < max(line.end, line.start + 1)
        ]
        segments = overlay(segments, labels, palette["label"])
    used = left + sum(cells(segment.text) for segment in segments)
    room = width - BAR
    if block.kind is BlockKind.CODE:  # a panel of one width, however long its lines are
        fill = text_left + text_width - used
        segments.append(Segment(" " * max(0, fill), palette[block_style(block)]))
        used += max(0, fill)
    if used > room:  # trailing spaces that hang, seen only while something is selected
        segments = cut(segments, 0, room - left)
        used = left + sum(cells(segment.text) for segment in segments)
    after = Segment(" " * (room - used), blank)
    return Strip(merged([*before, *segments, after, bar_segment]), width)


def _before(
    view: ReadingView, line: Line, block: Block, left: int, found: list[Annotation]
) -> list[Segment]:
    """What stands left of a line: the sign of its annotations, and the block's marker."""
    palette = view.palette
    text_left = view.columns[0]
    margin = text_left - GUTTER
    segments = [Segment(" " * margin, palette[""])]
    if found:
        chosen = next((a for a in found if a.id == view.current), found[-1])
        span = view.reading.span_of(chosen.id) if view.reading else None
        begins = span is not None and line.start <= span.start <= line.end
        sign = sign_of(chosen) if begins else "▌"
        style = palette.sum((f"sign-{chosen.colour}", *(["current"] if begins else [])))
        segments.append(Segment(sign + " ", style))
    else:
        segments.append(Segment(" " * GUTTER, palette[""]))
    room = left - text_left
    if room:
        marker = block.marker if line.first else ""
        if block.kind is BlockKind.QUOTE and not marker:
            segments.append(Segment(fit("│ " * (block.depth + 1), room), palette["faint"]))
        else:
            text = " " * max(0, room - cells(marker) - 1) + marker
            segments.append(Segment(fit(text, room), palette["muted"]))
    return segments


def _layers(view: ReadingView, line: Line, found: list[tuple[int, int, Annotation]]) -> list[Layer]:
    """Everything that crosses a line, the strongest last."""
    start, end = line.start, line.end
    layers = [
        (mark_start - start, mark_end - start, MARK_STYLES[mark.kind])
        for mark_start, mark_end, mark in view.document.mark_index.crossing(start, end)
    ]
    for low, high, annotation in found:
        name = highlight_name(annotation.colour, annotation.style)
        layers.append((low - start, high - start, name))
        if annotation.id == view.current:
            layers.append((low - start, high - start, "current"))
    for span, current in view.hits.crossing(start, end):
        name = "search-current" if current else "search"
        layers.append((span.start - start, span.end - start, name))
    chosen = view.selection
    if chosen and chosen.start < end and chosen.end > start:
        layers.append((chosen.start - start, chosen.end - start, "selection"))
    if view.caret is not None and start <= view.caret <= end:
        after = max(next_grapheme(view.document.text, view.caret), view.caret + 1)
        layers.append((view.caret - start, after - start, "caret"))
    return layers


def scrollbar(view: ReadingView) -> dict[int, tuple[str, str]]:
    """The scrollbar: for each row a style's name and a character, by share of the text."""
    height, length = view.extent.height, max(1, len(view.document.text))
    shown = view.shown
    if not view.document.text or (shown.start == 0 and shown.end >= length - 1):
        return {}
    version = view.reading.version if view.reading else -1
    key = (version, height, length)
    if view.ticks[0] != key or view.ticks[1] is not view.hits.spans:
        ticks: dict[int, tuple[str, str]] = {}
        for span in view.hits.spans[:: max(1, len(view.hits.spans) // 500)]:
            ticks[min(height - 1, span.start * height // length)] = "panel-key", "·"
        for annotation, span in view.reading.placed if view.reading else []:
            row = min(height - 1, span.start * height // length)
            ticks[row] = f"sign-{annotation.colour}", "▪"
        view.ticks = key, view.hits.spans, ticks
    first = min(height - 1, shown.start * height // length)
    last = min(height - 1, max(first, (shown.end * height - 1) // length))
    return dict.fromkeys(range(first, last + 1), ("thumb", "┃")) | view.ticks[2]
