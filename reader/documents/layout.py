"""How a plain text was laid out: one paragraph a line, or lines broken at a width."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from reader.documents.padding import edge_of
from reader.documents.section_titles import has_titled_numbers
from reader.documents.tight_titles import has_tight_titles
from reader.documents.widths import first_word_width, width_of
from reader.text.patterns import lazy

# Code points from the start of a text that decide. A first piece is longer than this, so that
# it is laid out as the whole will be.
HEAD = 32_000

_USUAL_WIDTH = 72
_WIDEST = 92  # longer lines are paragraphs: people break lines at 60 to 80, some at 90
_ENOUGH = 12  # lines that go on, to tell
_TERMINAL = 240  # columns that a terminal may have
_LONG = 40  # shorter lines say nothing about a width
_SPEAKERS = 2  # of a play, who speak twice or more

_SPEAKER = lazy(
    r"(?P<name>[^\W\d_](?:[^\W\d]|[ .,'’&-](?! )){1,38})\.(?: ?[(\[][^()\[\]]{1,30}[)\]]\.?)?$"
)


class Layout(NamedTuple):
    """``wrapped``: paragraphs go over several lines, else a line is a paragraph.

    ``width`` is the column where lines are broken and ``indent`` the column where the lines of
    the body begin; ``margin`` is the column furthest out where a good part of them do. ``scale``
    is 2 in a text most of whose characters are two cells wide, else 1; widths are in cells.
    ``edge`` is the column where lines end that are padded with blanks to do so; 0 without any.
    ``speeches``: who speaks stands in a line of its own above what is said, as in plays.
    ``titled`` tells that numbered lines which stand alone are titles of what is below them, and
    ``tight`` that titles stand right above their paragraphs, with no blank line between.
    """

    wrapped: bool
    width: int = _USUAL_WIDTH
    indent: int = 0
    scale: int = 1
    margin: int = 0
    titled: bool = False
    tight: bool = False
    speeches: bool = False
    edge: int = 0


def layout_of(text: str) -> Layout:
    """The layout of a text, decided by its first ``HEAD`` code points.

    In a wrapped text the first word of a line would not have fitted on the line before; where
    lines end is a matter of the width. In a flat text it is a matter of the sense.
    """
    head = text
    if len(text) > HEAD:
        head = text[: text.rfind("\n", 0, HEAD) + 1] or text[:HEAD]
    lines = [line.expandtabs(8) if "\t" in line else line for line in head.split("\n")]
    layout = _layout_of(lines, head)
    tight = layout.wrapped and has_tight_titles(lines, layout.width, layout.scale)
    return layout._replace(
        titled=has_titled_numbers(lines), tight=tight, edge=edge_of(lines, _LONG)
    )


def _layout_of(lines: list[str], head: str) -> Layout:
    scale = 2 if sum(char > "\u2e7f" for char in head[:4000]) > 0.3 * len(head[:4000]) else 1
    sizes = [width_of(line.rstrip(), scale) for line in lines]
    written = sum(map(bool, sizes))
    if not written:
        return Layout(False, scale=scale)
    indent, margin = _columns(lines, sizes)
    long = sorted(size for size in sizes if size >= _LONG)
    too_long = sum(size > _WIDEST for size in long)
    if too_long > 0.07 * len(long):
        width = _wide(lines, sizes, long, scale)
        return Layout(width > 0, width or _USUAL_WIDTH, indent, scale, margin)
    fitting = long[: len(long) - too_long]
    width = fitting[int(len(fitting) * 0.95)] if len(fitting) > 2 else 0
    width = max(fitting[-1] if fitting and not width else width, _LONG)
    if len(long) < 0.1 * written:
        width = max(width, _USUAL_WIDTH)
    pairs = full = going_on = filled = 0
    for after, size in zip(lines[1:], sizes, strict=False):
        if size and (after := after.strip()):
            pairs += 1
            is_full = size + first_word_width(after, scale) > width - 2
            going_on += size >= _LONG
            filled += is_full and size >= _LONG
            full += is_full
    if pairs <= 0.1 * written or (scale == 2 and long and not going_on):
        return Layout(False, width, indent, scale, margin)
    ending = sum(line.rstrip().endswith((".", "!", "?", '."', ".”", "。", ":")) for line in lines)
    speeches = _has_speeches(lines)
    # Names above speeches are short: there the lines that are long enough to be broken tell.
    broken = speeches and filled >= max(1, 0.7 * going_on)
    wrapped = broken or full >= 0.4 * pairs or ending < 0.6 * written
    return Layout(wrapped, width, indent, scale, margin, speeches=speeches)


def speaker_of(line: str) -> str:
    """The name that a stripped line is, in capitals with a stop; "" if it is none.

    "SIR HENRY.", "ANNA. (Aside.)"
    """
    match = _SPEAKER.match(line)
    return match["name"] if match is not None and match["name"].isupper() else ""


def _has_speeches(lines: list[str]) -> bool:
    """Whether two names or more come again and again, each above text and below a blank line."""
    said = Counter(
        name
        for above, line, below in zip(["", *lines], lines, lines[1:], strict=False)
        if not above.strip() and below.strip() and (name := speaker_of(line.strip()))
    )
    return sum(count > 1 for count in said.values()) >= _SPEAKERS


def _wide(lines: list[str], sizes: list[int], long: list[int], scale: int) -> int:
    """The width of a text broken at more columns than people choose; 0 for one that is flat.

    A program breaks lines at the width of the terminal it ran in: a manual page, say. A good part
    of the lines then come near the edge, and nearly all that go on leave no room for a word.
    """
    width = long[int(len(long) * 0.98)]
    near = sum(size >= 0.85 * width for size in long)
    if width > _TERMINAL or near < 0.3 * len(long):
        return 0
    pairs = [
        (line.rstrip()[-1], size + first_word_width(after.strip(), scale) > width - 2)
        for line, after, size in zip(lines, lines[1:], sizes, strict=False)
        if size >= _LONG and after and not after.isspace()
    ]
    full = sum(is_full for _, is_full in pairs)
    ended = sum(last in ".!?:。" for last, _ in pairs)
    wrapped = len(pairs) >= _ENOUGH and full > 0.5 * len(pairs) and ended < 0.4 * len(pairs)
    return width if wrapped else 0


def _columns(lines: list[str], sizes: list[int]) -> tuple[int, int]:
    """The column where most of the longer lines begin, and the first where a fifth do."""
    columns = Counter(
        len(line) - len(line.lstrip())
        for line, size in zip(lines, sizes, strict=True)
        if size >= _LONG
    )
    if not columns:
        return 0, 0
    enough = columns.total() / 5
    margin = min((at for at, count in columns.items() if count >= enough), default=None)
    indent = columns.most_common(1)[0][0]
    return indent, indent if margin is None else min(margin, indent)
