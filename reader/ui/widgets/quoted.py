"""Passages among their surroundings, in rows: what stood there, and what stands there now."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from reader.text.likeness import differences
from reader.text.spans import Span
from reader.text.wrap import displayed, wrap
from reader.ui.widgets.hits_pane import one_line
from reader.ui.widgets.list_pane import Row

LONGEST = 600  # code points of a passage that are shown; the middle of a longer one is left out
GONE, NEW = "strikethrough", "search"  # the styles of words that only one of two passages has


def around(text: str, span: Span, room: int) -> tuple[str, str]:
    """Up to ``room`` code points before a passage and behind it, cut between words."""
    before = text[max(0, span.start - room) : span.start]
    after = text[span.end : span.end + room]
    return (
        last_words(before) if span.start > room else before,
        first_words(after) if span.end + room < len(text) else after,
    )


def last_words(text: str) -> str:
    """A stretch of text that begins anywhere, from its first whole word on."""
    first = next((at for at, char in enumerate(text) if char.isspace()), -1)
    return "…" + text[first + 1 :]


def first_words(text: str) -> str:
    """A stretch of text that ends anywhere, up to its last whole word."""
    last = next((at for at in range(len(text) - 1, -1, -1) if text[at].isspace()), len(text))
    return text[:last] + "…"


def old_and_new(old: str, new: str, style: str) -> tuple[Row, Row]:
    """The pieces of two passages, in ``style`` but for the words that only one of them has."""
    left: Row = []
    right: Row = []
    for gone, come in differences(_shortened(old), _shortened(new)):
        same = gone.split() == come.split()
        left.append((gone, style if same else GONE))
        right.append((come, style if same else NEW))
    return left, right


def _shortened(text: str) -> str:
    """A passage on one line, without the middle of a long one."""
    text = one_line(text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"


def in_rows(pieces: Iterable[tuple[str, str]], width: int) -> list[Row]:
    """Pieces of text with their styles as a paragraph in rows of ``width`` cells."""
    pieces = [(one_line(text), style) for text, style in pieces]
    text = "".join(piece for piece, _ in pieces)
    starts = array("L")
    wrap(text, 0, len(text), max(1, width), starts)
    return [
        _cut(pieces, start, end)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]


def _cut(pieces: Sequence[tuple[str, str]], start: int, end: int) -> Row:
    """What of the pieces stands between two offsets, without the space at the end of a row."""
    row: Row = []
    at = 0
    for text, style in pieces:
        part = text[max(0, start - at) : max(0, end - at)]
        if part:
            row.append((displayed(part), style))
        at += len(text)
    if row and row[-1][0].endswith(" "):
        row[-1] = row[-1][0].rstrip(" "), row[-1][1]
    return row
