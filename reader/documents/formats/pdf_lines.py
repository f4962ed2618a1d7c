"""Lines of a PDF's pages: runs on one baseline, columns one after the other, without what pages
have around their text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from reader.documents.formats.pdf_types import BOLD, Goal, Picture, RawPage, Rule, Run
from reader.documents.numerals import roman_value

_SAME_LINE = 0.5  # of the size: baselines that are nearer are of one line, or of its exponents
_CELL = 1.25  # of the size: white space that is wider is between columns
_SIGN = 36.0  # points: pictures that are higher stand in no line
_SPACE = 0.13  # of the size: less is no space, if none stands in the file
_EDGE = 0.14  # of the height of a page: heads and feet are no further from its edge
_ROWS = 2  # of lines that a head or a foot has
_NEAR = 8  # pages: heads change from chapter to chapter
_LARGEST = 1.15  # of the usual size: what is larger is a heading
_SHORT = 45  # code points of a row of a head that has several
_FEW = 3  # pages on which the same stands

_BULLET = re.compile(r"(?:[•▪◦‣–—*·■●○➢✓∙-]|[(\[]?(?:\d{1,3}|\w|[ivx]{1,5})[.)\]]{1,2})$")
_NUMBER = re.compile(r"\d{1,5}|\b[ivxlc]{1,7}\b")
_ONLY_NUMBER = re.compile(
    r"[^\w]*(?:(?:page|p\.|seite|s\.)\s*)?(\d{1,5}|[ivxlc]{1,7})(?:\s*(?:/|of|von)\s*\d+)?[^\w]*$",
    re.I,
)


class Line:
    """A line: its runs, and where it is on the page, in points. ``size`` and ``style`` are those
    of most of it; ``level`` is set where it is a heading, ``goes_on`` where the line before is part
    of the same one."""

    __slots__ = ("goes_on", "level", "page", "runs", "size", "style", "text", "x0", "x1", "y")

    def __init__(self, runs: list[Run], page: int) -> None:
        self.runs = runs
        self.page = page
        sizes: dict[float, int] = defaultdict(int)
        styles: dict[int, int] = defaultdict(int)
        for run in runs:
            sizes[run.size] += len(run.text)
            styles[run.style] += len(run.text)
        self.size = max(sizes, key=lambda size: (sizes[size], size)) or 1.0
        self.style = max(styles, key=styles.__getitem__)
        if any(not run.style & BOLD for run in runs if run.text[0].isalnum()):
            self.style &= ~BOLD
        main = [run for run in runs if run.size >= 0.9 * self.size] or runs
        self.x0 = runs[0].x0
        self.x1 = max(run.x1 for run in runs)
        self.y = main[0].y
        self.text = "".join(f" {run.text}" if run.space else run.text for run in runs)
        self.level = 0
        self.goes_on = False


class Page(NamedTuple):
    """The lines of a page, in reading order."""

    number: int
    width: float
    height: float
    label: str
    lines: list[Line]
    links: list[tuple[int, int, str | Goal]]
    picture: bool
    pictures: list[Picture]
    rules: list[Rule]


def page_of(raw: RawPage) -> Page:
    """The page with its runs joined to lines."""
    lines = [Line(runs, raw.number) for runs in _joined(raw.runs, raw.pictures)]
    lines = _by_columns(lines)
    return Page(*raw[:4], lines, *raw[5:])


def _joined(runs: Sequence[Run], pictures: Sequence[Picture]) -> Iterator[list[Run]]:
    """The runs of each line, each with whether a space stands before it there; a small picture
    between them belongs to their line."""
    signs = [one for one in pictures if one.y1 - one.y0 < _SIGN]
    line: list[Run] = []
    edge = baseline = size = 0.0
    for run in runs:
        if line:
            gap = run.x0 - edge
            largest = max(run.size, size)
            near = abs(run.y - baseline) < _SAME_LINE * largest
            widest = _CELL * largest
            if len(line) < 3 and _BULLET.match("".join(one.text for one in line)):
                widest = 4 * largest
            elif gap >= widest and near:
                widest += _signs_between(signs, edge, run)
            drop = _is_drop_cap(line, run)
            same = run.turned == line[-1].turned
            if same and (drop or (near and -0.6 * largest < gap < widest)):
                spaced = run.space or gap > _SPACE * min(run.size, size) or run.turned
                spaced = spaced and not drop
                line.append(run._replace(space=spaced))
                edge = max(edge, run.x1)
                if run.size >= 0.9 * size or drop:
                    baseline, size = run.y, run.size
                continue
            yield line
        line = [run._replace(space=False)]
        edge, baseline, size = run.x1, run.y, run.size
    if line:
        yield line


def _signs_between(signs: Sequence[Picture], edge: float, run: Run) -> float:
    """How wide the pictures are that stand on a line before a run, behind its left edge."""
    return sum(
        one.x1 - one.x0
        for one in signs
        if edge - 2 <= one.x0 and one.x1 <= run.x0 + 2 and one.y0 - 2 < run.y < one.y1 + run.size
    )


def _is_drop_cap(line: Sequence[Run], run: Run) -> bool:
    """Whether a line so far is a large initial, and the run goes on beside its head."""
    first = line[0]
    return (
        len(line) == 1
        and len(first.text) <= 2
        and first.text[-1].isalpha()
        and first.size > 1.8 * run.size
        and first.y - first.size < run.y < first.y + 1
        and -run.size < run.x0 - first.x1 < 1.5 * run.size
    )


# --- columns ------------------------------------------------------------------------------------


def rows_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that stand beside one another, from left to right, together."""
    row: list[Line] = []
    for line in lines:
        beside = row and abs(line.y - row[-1].y) < 0.4 * max(line.size, row[-1].size)
        if beside and line.x0 >= row[-1].x1:
            row.append(line)
            continue
        if row:
            yield row
        row = [line]
    if row:
        yield row


_LEAST_ROWS = 5
_LEAST_TEXT = 22  # code points of a line of a column, on average


def _by_columns(lines: list[Line]) -> list[Line]:
    """The lines column by column, where the file goes from one to the other in every row."""
    rows = list(rows_of(lines))
    if sum(len(row) == 2 for row in rows) < _LEAST_ROWS:
        return lines
    found: list[Line] = []
    begun = 0
    while begun < len(rows):
        end, low, high = begun, 0.0, 1e9
        while end < len(rows) and len(rows[end]) == 2:
            low, high = max(low, rows[end][0].x1), min(high, rows[end][1].x0)
            if low >= high:
                break
            end += 1
        block = rows[begun:end]
        text = sum(len(line.text) for row in block for line in row)
        if len(block) >= _LEAST_ROWS and text > 2 * len(block) * _LEAST_TEXT:
            found += [row[0] for row in block]
            found += [row[1] for row in block]
        else:
            end = max(end, begun + 1)
            found += [line for row in rows[begun:end] for line in row]
        begun = end
    return found


# --- heads and feet -----------------------------------------------------------------------------


class _Edge(NamedTuple):
    """A line at an edge of a page; ``key`` is its text with "#" for numbers."""

    page: int
    line: Line
    key: str
    numbers: tuple[int, ...]
    top: bool


def heads_and_feet(
    pages: Sequence[Page], notes: Collection[Line] = ()
) -> tuple[set[Line], dict[int, str]]:
    """The lines that are heads or feet of pages, and the numbers printed there by page; ``notes``
    are lines that look like footnotes, which are feet only if they count the pages."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    largest = _LARGEST * max(sizes, key=sizes.__getitem__, default=0.0)
    by_number = {page.number: page for page in pages}
    edges = [
        edge
        for page in pages
        for edge in _edges(page)
        if edge.line.size <= largest
        and not _is_of_text(edge, page)
        and (edge.top or not is_raised(edge.line))
    ]
    alike: dict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        alike[edge.key, edge.top].append(edge)
    found: set[Line] = set()
    numbers: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (key, _), group in alike.items():
        for index, edge in enumerate(group):
            near = [
                other
                for other in group[max(0, index - _NEAR) : index + _NEAR + 1]
                if other.page != edge.page
                and abs(other.page - edge.page) <= _NEAR
                and abs(other.line.y - edge.line.y) < 4
            ]
            counted = _counts(edge, near)
            often = len({one.page for one in near}) >= _FEW - 1
            few = len(pages) < 2 * _NEAR  # then two are enough if their numbers count on
            if edge.line in notes and not counted:
                continue
            if (often and (counted or key.strip("#"))) or (few and counted):
                found.add(edge.line)
            if counted and edge.line in found:
                numbers[edge.page].append((counted - 1, edge.line.text))
    bands = Counter((round(line.y / 3), round(line.size)) for line in found)
    for edge in edges:
        if edge.line in notes:
            continue
        at = round(edge.line.y / 3)
        common = max(bands[at + step, round(edge.line.size)] for step in (-1, 0, 1))
        if edge.line not in found and common >= _FEW and _stands_apart(edge, by_number[edge.page]):
            found.add(edge.line)
    printed = {page: _NUMBER.findall(texts[0][1])[texts[0][0]] for page, texts in numbers.items()}
    return found, printed


def _edges(page: Page) -> Iterator[_Edge]:
    """The first and the last rows of a page, as far as they stand near its edge."""
    lines = [line for line in page.lines if not line.runs[0].turned]
    heights = sorted({round(line.y) for line in lines})
    limit = _EDGE * page.height
    tops = {y for y in heights[:_ROWS] if y < limit}
    feet = {y for y in heights[-_ROWS:] if y > page.height - limit}
    for line in lines:
        if round(line.y) in tops | feet and len(line.text) < 120:
            numbers = tuple(_value(number) for number in _NUMBER.findall(line.text))
            key = _NUMBER.sub("#", line.text.strip()).casefold()
            yield _Edge(page.number, line, key, numbers, round(line.y) in tops)


def _is_of_text(edge: _Edge, page: Page) -> bool:
    """Whether a line stands with lines further in that are set alike, as those of a paragraph."""
    line = edge.line
    if _ONLY_NUMBER.match(line.text):
        return False
    inwards = 1 if edge.top else -1
    return any(
        0.5 * line.size < inwards * (other.y - line.y) < 1.45 * line.size
        and (other.size, other.style) == (line.size, line.style)
        and other.x0 < line.x1
        and other.x1 > line.x0
        and max(len(other.text), len(line.text)) >= _SHORT
        for other in page.lines
    )


def is_raised(line: Line) -> bool:
    """Whether a line begins with a sign that is set small and high, as footnotes do."""
    first = line.runs[0]
    small = first.size < 0.88 * line.size and line.y - first.y > 0.1 * line.size
    return small and len(first.text) <= 3


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else roman_value(number)


def _counts(edge: _Edge, others: Sequence[_Edge]) -> int:
    """Which of the numbers of a line, from 1, grows with those of the pages; 0 for none."""
    for index, number in enumerate(edge.numbers):
        if any(
            len(other.numbers) > index and other.numbers[index] - number == other.page - edge.page
            for other in others
        ):
            return index + 1
    return 0


def _stands_apart(edge: _Edge, page: Page) -> bool:
    """Whether a line is a number alone, or has more space between it and the text than lines."""
    if _ONLY_NUMBER.match(edge.line.text):
        return True
    away = [
        abs(line.y - edge.line.y)
        for line in page.lines
        if line is not edge.line and abs(line.y - edge.line.y) > 0.4 * line.size
    ]
    return edge.line.text[-1:].isalnum() and bool(away) and min(away) > 1.8 * edge.line.size
