"""From a line of text and the spans that cross it to what Textual draws."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from reader.annotations.annotation import Annotation, Kind
from reader.documents.document import Block, BlockKind, MarkKind
from reader.text.justify import row_cells
from reader.text.wrap import cell_offsets, cells, displayed, is_simple

# A layer: [start, end) in code points of the line, and the name of its style. Later ones win.
Layer = tuple[int, int, str]

MARK_STYLES = {
    MarkKind.EMPHASIS: "emphasis",
    MarkKind.STRONG: "strong",
    MarkKind.CODE: "code",
    MarkKind.STRIKETHROUGH: "strikethrough",
    MarkKind.LINK: "link",
    MarkKind.FOOTNOTE: "link",
    MarkKind.IMAGE: "link",
    MarkKind.SUPERSCRIPT: "superscript",
    MarkKind.SUBSCRIPT: "superscript",
}

# What stands in the margin beside an annotation, by its kind: a letter or a shape, so that the
# kind shows without colour.
SIGNS = {
    Kind.HIGHLIGHT: "▌",
    Kind.NOTE: "✎",
    Kind.QUESTION: "?",
    Kind.DEFINITION: "≡",
    Kind.SUMMARY: "Σ",
    Kind.TODO: "□",
    Kind.BOOKMARK: "⚑",
}


LEADS_TO = "→"  # before an address, the name of the style that makes a link of words
ADJUSTED = "≈"


def sign_of(annotation: Annotation, *, adjusted: bool = False) -> str:
    """The margin sign of an annotation; a highlight with a note shows that there is one, and one
    that stands on other words than it was made on shows that."""
    if adjusted:
        return ADJUSTED
    if annotation.kind is Kind.HIGHLIGHT and annotation.note:
        return SIGNS[Kind.NOTE]
    return SIGNS[annotation.kind]


_APART = frozenset({"byline", "date", "footnote", "page", "titlepage", "licence", "field"})


def block_style(block: Block) -> str:
    """The name of the style of a whole block."""
    if block.kind is BlockKind.HEADING:
        return "heading-top" if block.depth == 1 else "heading"
    if block.kind in (BlockKind.QUOTE, BlockKind.VERSE):
        return "quote" if block.kind is BlockKind.QUOTE else ""
    if block.kind is BlockKind.CODE:
        return "muted" if block.role == "output" else "code"
    if block.kind is BlockKind.RULE or block.role in _APART:
        return "muted"
    return "emphasis" if block.role == "abstract" else ""


class Palette:
    """Styles by name, and their sums, worked out once."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self._styles = styles
        self._sums: dict[tuple[str, ...], Style] = {}

    def __getitem__(self, name: str) -> Style:
        return self.sum((name,))

    def sum(self, names: tuple[str, ...]) -> Style:
        """The text's own style with these laid over it, in order."""
        style = self._sums.get(names)
        if style is None:
            style = self._styles["text"]
            for name in names:
                if name.startswith(LEADS_TO):
                    style += Style(link=name.removeprefix(LEADS_TO))
                else:
                    style += self._styles[name]
            self._sums[names] = style
        return style


def paint(text: str, base: str, layers: Sequence[Layer], palette: Palette) -> list[Segment]:
    """The segments of one line: cut where a layer begins or ends, each piece in its style."""
    size = len(text)
    if not layers:
        return [Segment(displayed(text), palette.sum((base,)))] if text else []
    cuts = {0, size}
    for start, end, _ in layers:
        cuts.add(min(max(start, 0), size))
        cuts.add(min(max(end, 0), size))
    points = sorted(cuts)
    segments = []
    for start, end in pairwise(points):
        names = [name for low, high, name in layers if low <= start and end <= high]
        drawn = displayed(text, start, end)
        if drawn:
            segments.append(Segment(drawn, palette.sum((base, *names))))
    return segments


def cut(segments: Sequence[Segment], start: int, end: int) -> list[Segment]:
    """The segments between two cells, by our own widths; a half of a wide character is a space."""
    found: list[Segment] = []
    at = 0
    for text, style, _ in segments:
        offsets = cell_offsets(text)
        low, high = max(start - at, 0), min(end - at, offsets[-1])
        if low < high:
            first = bisect_left(offsets, low)
            last = bisect_right(offsets, high) - 1
            if first > last:
                first = last
            left, right = offsets[first] - low, high - offsets[last]
            found.append(Segment(" " * left + text[first:last] + " " * right, style))
        at += offsets[-1]
    return found


def overlay(
    segments: Sequence[Segment], labels: Sequence[tuple[int, str]], style: Style
) -> list[Segment]:
    """Write labels over a line, each at its cell, instead of what stands there."""
    width = sum(cells(segment.text) for segment in segments)
    drawn: list[Segment] = []
    at = 0
    for cell, label in labels:
        if cell < at:
            continue
        drawn += cut(segments, at, cell)
        drawn.append(Segment(" " * (cell - max(at, min(cell, width))) + label, style))
        at = cell + len(label)
    return drawn + cut(segments, at, max(at, width))


def column_of(text: str, offset: int, fill: int = 0) -> int:
    """The cell at which code point ``offset`` of a line starts, spread over ``fill`` cells."""
    return offset if not fill and is_simple(text) else row_cells(text, fill)[offset]


def offset_in(text: str, cell: int, fill: int = 0) -> int:
    """The code point of a line that is drawn at ``cell``; its last one beyond the end."""
    if cell <= 0 or not text:
        return 0
    if not fill and is_simple(text):
        return min(cell, len(text) - 1)
    return min(max(bisect_right(row_cells(text, fill), cell) - 1, 0), len(text) - 1)


def merged(segments: Sequence[Segment]) -> list[Segment]:
    """The same segments, neighbours of one style as one: less to cut and to send."""
    found: list[Segment] = []
    for segment in segments:
        if found and found[-1].style is segment.style:
            found[-1] = Segment(found[-1].text + segment.text, segment.style)
        elif segment.text:
            found.append(segment)
    return found
