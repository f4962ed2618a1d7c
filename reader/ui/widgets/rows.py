"""How a row of the reading view is put together: signs, marker, text, scrollbar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from reader.annotations.annotation import Annotation
from reader.documents.document import Block, BlockKind, MarkKind
from reader.documents.lines import Line
from reader.documents.links import leads
from reader.study.coverage import covered
from reader.text.hyphenation import HYPHEN
from reader.text.justify import row_cells, spread, spread_offsets
from reader.text.units import next_grapheme
from reader.text.wrap import cells, fit, is_simple
from reader.ui.styles import highlight_name
from reader.ui.widgets.covering import STYLE as COVERED
from reader.ui.widgets.covering import cover_line
from reader.ui.widgets.inline_notes import draw_note_row
from reader.ui.widgets.page import GUTTER, Column
from reader.ui.widgets.painting import (
    LEADS_TO,
    MARK_STYLES,
    Layer,
    Palette,
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

INLINE = frozenset(MARK_STYLES.values())
CHANGED = "┃"  # beside a line that was changed in the file, for a moment


def draw_row(view: ReadingView, y: int, width: int, bar: tuple[str, str]) -> Strip:
    """Row ``y`` of the view, in exactly ``width`` cells, ``bar`` at its right end."""
    palette = view.palette
    columns = view.page.columns
    segments = draw_line(view, view.frame.get(y), columns[0])
    for number, column in enumerate(columns[1:], 1):
        segments.append(Segment("│", palette["faint"]))
        segments += draw_line(view, view.frame.get(y + number * view.extent.height), column)
    segments.append(Segment(bar[1], palette[bar[0]]))
    return Strip(segments if len(columns) == 1 else merged(segments), width)


def draw_line(view: ReadingView, line: Line | None, column: Column) -> list[Segment]:
    """One line of text, in exactly the cells of its column."""
    palette = view.palette
    blank = palette[""]
    width = column.end - column.start
    if line is None:
        return [Segment(" " * width, blank)]
    if line.below >= 0:
        annotation, row = view.inline.rows(line.block)[line.below]
        return draw_note_row(
            row,
            column.left - column.start,
            width,
            palette,
            current=annotation.id == view.current,
            tone=view.focus_line.tone(line),
        )
    text = view.document.text[line.start : line.end]
    block = view.document.blocks[line.block]
    reading = view.reading
    found = reading.index.crossing(line.start, max(line.end, line.start + 1)) if reading else []
    if view.cover.only:
        found = [one for one in found if one[2].id == view.cover.only]
    layers = _layers(view, line, found)
    body = text if view.caret is not None else text.rstrip(" ")
    if view.caret is not None and line.start <= view.caret <= line.end and not body:
        body = " "  # an empty line still shows the caret
    name = block_style(block)
    text_left = column.left - column.start
    left = text_left + line.indent
    set_off = line.indent and block.kind is not BlockKind.PARAGRAPH
    tone = view.focus_line.tone(line)
    marked = name or found or layers or set_off or view.labels or view.caret is not None
    covered = view.cover.crosses(line.start, line.end)
    marked = marked or covered or _changed(view, line)
    if not marked and tone != "ruler" and is_simple(body):  # a line like most: one piece
        if line.fill:
            body = spread(body, line.fill)
        if line.hyphen:
            body += HYPHEN
        return [Segment(" " * left + body + " " * (width - left - len(body)), palette[tone])]
    if tone:
        marks = sum(layer[2] in INLINE for layer in layers)  # these come first
        # Spaces that hang beyond the column, seen with a caret, are not part of the row.
        hang = max(0, left + row_cells(body, line.fill)[-1] - text_left - view.page.text)
        layers.insert(marks, (0, len(body) - hang if hang else len(body) + 1, tone))
    segments = _set(body, name, layers, line, palette)
    if covered:
        segments = cover_line(segments, line, text, view.cover.spans, palette[COVERED])
    if block.kind is BlockKind.RULE:
        left += max(0, (view.page.text - cells(body)) // 2)
        segments = cut(segments, 0, view.page.text)
    before = _before(view, line, block, column, left, tone, [one for _, _, one in found])
    if view.labels:
        labels = [
            (column_of(text, start - line.start, line.fill), label)
            for start, label in view.labels.items()
            if line.start <= start < max(line.end, line.start + 1)
        ]
        if view.labels_beside:
            beside = [(text_left - GUTTER, label) for _, label in labels[:1]]
            before = overlay(before, beside, palette["label"])
        else:
            segments = overlay(segments, labels, palette["label"])
    used = left + sum(cells(segment.text) for segment in segments)
    if block.kind is BlockKind.CODE or tone == "ruler":  # as wide as the column, whatever is in it
        fill = max(0, text_left + view.page.text - used)
        segments.append(Segment(" " * fill, palette.sum((name, tone))))
        used += fill
    if used > width:  # trailing spaces that hang, seen only while something is selected
        segments = cut(segments, 0, width - left)
        used = left + sum(cells(segment.text) for segment in segments)
    return merged([*before, *segments, Segment(" " * (width - used), blank)])


def _set(body: str, name: str, layers: list[Layer], line: Line, palette: Palette) -> list[Segment]:
    """The text of a line as it is set: spread over its cells, its hyphen at the end."""
    if not line.fill and not line.hyphen:
        return paint(body, name, layers, palette)
    at = spread_offsets(body, line.fill)
    size = len(body)

    def moved(low: int, high: int) -> tuple[int, int]:
        # What goes on after the line goes over its hyphen, too.
        over = line.hyphen and low < size < high
        return at[min(max(low, 0), size)], at[min(max(high, 0), size)] + over

    shifted = [(*moved(low, high), layer) for low, high, layer in layers]
    drawn = spread(body, line.fill) + (HYPHEN if line.hyphen else "")
    return paint(drawn, name, shifted, palette)


def _before(
    view: ReadingView,
    line: Line,
    block: Block,
    column: Column,
    left: int,
    tone: str,
    found: list[Annotation],
) -> list[Segment]:
    """What stands left of a line: the sign of its annotations, and the block's marker."""
    palette = view.palette
    text_left = column.left - column.start
    margin = text_left - GUTTER
    segments = [Segment(" " * margin, palette[""])]
    if found:
        chosen = next((a for a in found if a.id == view.current), found[-1])
        span = view.reading.span_of(chosen.id) if view.reading else None
        begins = span is not None and line.start <= span.start <= line.end
        other = view.reading is not None and bool(view.reading.wording(chosen))
        sign = sign_of(chosen, adjusted=other) if begins else "▌"
        style = palette.sum((f"sign-{chosen.colour}", *(["current"] if begins else [])))
        segments.append(Segment(sign + " ", style))
    else:
        segments.append(Segment(" " * GUTTER, palette[""]))
    if _changed(view, line):
        sign = segments.pop().text.strip()
        bar = Segment(fit(CHANGED, GUTTER - len(sign)), palette["changed"])
        segments += [Segment(sign, style), bar] if found else [bar]
    room = left - text_left
    if room:
        marker = block.marker if line.first else ""
        if block.kind is BlockKind.QUOTE and not marker:
            bars = fit("│ " * (block.depth + 1), room)
            segments.append(Segment(bars, palette.sum(("faint", tone) if tone else ("faint",))))
        else:
            text = fit(" " * max(0, room - cells(marker) - 1) + marker, room)
            segments.append(Segment(text, palette.sum(("muted", tone) if tone else ("muted",))))
    return segments


def _changed(view: ReadingView, line: Line) -> bool:
    """Whether something in a line is not as it was a moment ago."""
    return covered(view.changed, line.start, max(line.end, line.start + 1)) > 0


def _layers(view: ReadingView, line: Line, found: list[tuple[int, int, Annotation]]) -> list[Layer]:
    """Everything that crosses a line, the strongest last."""
    start, end = line.start, line.end
    layers = [
        (mark_start - start, mark_end - start, MARK_STYLES[mark.kind])
        for mark_start, mark_end, mark in view.document.mark_index.crossing(start, end)
        if leads(view.document, mark)
    ]
    for low, high, annotation in found:
        name = highlight_name(annotation.colour, annotation.style)
        layers.append((low - start, high - start, name))
        if annotation.id == view.current:
            layers.append((low - start, high - start, "current"))
    for span, current in view.hits.crossing(start, end):
        name = "search-current" if current else "search"
        layers.append((span.start - start, span.end - start, name))
    link = view.link
    if link and link.start < end and link.end > start:
        layers.append((link.start - start, link.end - start, "selection"))
    chosen = view.selection
    if chosen and chosen.start < end and chosen.end > start:
        layers.append((chosen.start - start, chosen.end - start, "selection"))
    if view.caret is not None and start <= view.caret <= end:
        after = max(next_grapheme(view.document.text, view.caret), view.caret + 1)
        layers.append((view.caret - start, after - start, "caret"))
    if view.hyperlinks is not None:
        layers += _addresses(view, line, view.hyperlinks)
    return layers


def _addresses(view: ReadingView, line: Line, address: Callable[[str], str]) -> Iterator[Layer]:
    """What makes links of the terminal of those in a line."""
    for start, end, mark in view.document.mark_index.crossing(line.start, line.end):
        if mark.kind is MarkKind.LINK and (found := address(mark.target)):
            yield start - line.start, end - line.start, LEADS_TO + found


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
