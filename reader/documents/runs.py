"""The runs of lines that are looked at together, in a plain text."""

from __future__ import annotations

from collections.abc import Iterator

from reader.documents.layout import Layout
from reader.documents.list_lines import column_of
from reader.documents.page_furniture import foot_apart, is_head
from reader.documents.widths import fits, width_of

_LONG_HEAD = 50  # columns to the end of a line that may go on below
_HIGHEST = 4  # lines of a heading that stands further out than the text
_LONGEST_RUN = 400  # lines of a flat text that are looked at together


def runs_of(lines: list[str], layout: Layout) -> Iterator[tuple[int, int]]:
    """Ranges of lines that are looked at together: between blank lines, and lines of their own.

    Lines too long for the layout stand alone, and a form feed begins a new run.
    """
    widest = int(layout.width * 1.6) if layout.wrapped else 120
    first = -1
    top = False  # whether the next line is the first of a page
    for number, line in enumerate(lines):
        if not line or line.isspace():
            if first >= 0:
                yield first, number
                first = -1
            top = top or "\f" in line
        elif len(line) > widest // layout.scale and width_of(line, layout.scale) > widest:
            if first >= 0:
                yield first, number
                first = -1
            yield number, number + 1
            top = False
        elif top or line[0] == "\f":
            if first >= 0:
                yield from foot_apart(lines, first, number)
            first = number
            top = False
            if is_head(line):
                yield number, number + 1
                first = -1
        elif first < 0:
            first = number
        elif not layout.wrapped and number - first >= _LONGEST_RUN:
            yield first, number
            first = number
    if first >= 0:
        yield first, len(lines)


def heads_apart(
    lines: list[str], first: int, end: int, layout: Layout
) -> Iterator[tuple[int, int]]:
    """A run, with the lines that stand further out than all text cut off from what they head.

    So manual pages are set: "NAME", and below it, further in, the text. A long line that leaves no
    room for the next word goes on there: so the paragraphs of contracts are set.
    """
    while end - first > 1:
        column = column_of(lines[first])
        if column >= layout.margin:
            break
        under = first + 1
        while under < min(end, first + _HIGHEST) and column_of(lines[under]) == column:
            under += 1
        if under == end or column_of(lines[under]) <= column or under == first + _HIGHEST:
            break
        head = lines[under - 1].rstrip()
        if len(head) > _LONG_HEAD and not fits(
            head, lines[under].strip(), layout.width, layout.scale
        ):
            break
        yield first, under
        first = under
    yield first, end
