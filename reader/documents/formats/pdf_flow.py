"""Where paragraphs begin in the lines of a PDF: told by gaps, indents, sizes and short lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from reader.documents.formats.pdf_lines import Line, Page
from reader.documents.formats.pdf_types import BOLD, MONO
from reader.documents.formats.pdf_words import vocabulary

_AROUND = 8  # lines whose edges say where those of the column are
_WIDE_GAP = 1.28  # of the usual distance of lines: a wider one is between paragraphs
_OTHER_SIZE = 0.07
_HIGHER = 3.0  # of the size: cells in the middle of their row are not further below the highest
_SURE = 3  # lines that show where the edge of a column is
_QUOTED = 1.2  # of the size: indented by more on both sides is a quotation
_WORD = 5.0  # of the size: a word that finds no room is seldom longer
_INDENT = 0.6  # of the size
_FARTHEST = 6.0  # of the size: no first line is indented more
_SENTENCE_END = re.compile(r"[.!?:…。！？؟۔][\"'”’»›」』)\]]*\W{0,3}\d{0,3}$")
MARKER = re.compile(
    r"([•▪◦‣●○■·∙➢✓*–-]|[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,5})[.)\]]{1,2}|\[[\w+]{1,12}\])\s+(?=\S)"
)
DASHES = "–-"
BULLETS = "•▪◦‣●○■∙➢✓"
_SPEECH = "\"'“‘«„»–—"
_LEADER = re.compile(r"(?:[.·…_]\s?){5,}\s*\S{0,8}$")


class Usual(NamedTuple):
    """What is usual in a text: the size and style of its letters, the distance of lines of each
    size, its words, whether paragraphs are set apart by gaps."""

    size: float
    style: int
    leading: Mapping[float, float]
    words: Mapping[str, int]
    gaps: bool
    accents: bool = False


class Context(NamedTuple):
    """What is around the lines of a flow: left and right edge at each, whether lines are of one
    length there, and whether first lines hang out to the left."""

    left: list[float]
    right: list[float]
    even: list[bool]
    hanging: bool


def usual_of(pages: Iterable[Page], furniture: set[Line], *, accents: bool = False) -> Usual:
    """What is usual on these pages."""
    sizes: Counter[float] = Counter()
    styles: Counter[int] = Counter()
    distances: dict[float, list[float]] = defaultdict(list)
    lines: list[Line] = []
    for page in pages:
        before = None
        for line in page.lines:
            if line in furniture:
                continue
            lines.append(line)
            sizes[line.size] += len(line.text)
            styles[line.style] += len(line.text)
            if (
                before is not None
                and before.size == line.size
                and 0 < line.y - before.y < 3 * line.size
            ):
                distances[line.size].append(line.y - before.y)
            before = line
    size = max(sizes, key=sizes.__getitem__, default=10.0)
    leading = {one: _usual_distance(found) for one, found in distances.items()}
    usual = leading.get(size, 1.2 * size)
    wide = sum(gap > _WIDE_GAP * usual for gap in distances[size])
    return Usual(
        size,
        max(styles, key=styles.__getitem__, default=0),
        leading,
        vocabulary(lines),
        wide > 0.06 * len(distances[size]),
        accents,
    )


def _usual_distance(found: Sequence[float]) -> float:
    """The distance of lines inside of paragraphs: the smallest that is often there."""
    counts = Counter(round(distance, 1) for distance in found)
    often = max(counts.values())
    return min(distance for distance, count in counts.items() if count >= 0.4 * often)


def leading_of(usual: Usual, size: float) -> float:
    """The usual distance of lines of a size."""
    near = min(usual.leading, key=lambda one: abs(one - size), default=0.0)
    if abs(near - size) < 0.06 * size:
        return usual.leading[near]
    return 1.2 * size


def flows_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of a page in columns: a line further up begins another one, but for a cell of a
    table beside a lower one."""
    flow: list[Line] = []
    for line in lines:
        if flow:
            before = flow[-1]
            up = line.y < before.y - 0.6 * max(line.size, before.size)
            up = up and not _is_higher_cell(line, flow)
            turned = line.runs[0].turned != before.runs[0].turned
            if up or turned:
                yield flow
                flow = []
        flow.append(line)
    if flow:
        yield flow


def _is_higher_cell(line: Line, flow: Sequence[Line]) -> bool:
    """Whether a line is the first of a cell that has more lines than the one before it."""
    before = flow[-1]
    if line.x0 < before.x1 or line.y < before.y - _HIGHER * line.size:
        return False
    return any(
        other.x0 < line.x1 and other.x1 > line.x0 and other.x0 > before.x1
        for other in flow[-_AROUND:]
    )


def context_of(flow: Sequence[Line]) -> Context:
    """Where the edges of the column are at each line."""
    lefts: list[float] = []
    rights: list[float] = []
    even: list[bool] = []
    for index, line in enumerate(flow):
        near = _near(flow, index)
        counts = Counter(round(other.x0) for other in near)
        least = 2 if len(near) > 3 else 1
        often = [x for x in counts if counts[x] + counts[x + 1] + counts[x - 1] >= least]
        lefts.append(min(often, default=round(line.x0)))
        right = _right_edge(near)
        rights.append(right)
        even.append(sum(abs(other.x1 - right) < 2.5 for other in near) >= 0.6 * len(near))
    full = short = 0
    for index in range(1, len(flow)):
        a, b = flow[index - 1], flow[index]
        if abs(a.x0 - lefts[index]) < 2 and _is_indented(b, lefts[index]) and b.y > a.y:
            if is_full(a, b, rights[index - 1]):
                full += 1
            else:
                short += 1
    return Context(lefts, rights, even, full >= 3 and short * 4 < full)


def _near(flow: Sequence[Line], index: int) -> list[Line]:
    """The lines around one that are of its column: those next to it, as long as these are set
    alike, or some more if they are too few."""
    line = flow[index]
    low = high = index
    while low > 0 and index - low < _AROUND and _stands_with(flow[low - 1], flow[low]):
        low -= 1
    while (
        high + 1 < len(flow) and high - index < _AROUND and _stands_with(flow[high], flow[high + 1])
    ):
        high += 1
    if high - low >= 3:
        return list(flow[low : high + 1])
    return [
        other
        for other in flow[max(0, index - _AROUND) : index + _AROUND + 1]
        if abs(other.size - line.size) <= 0.12 * line.size
        and other.x0 < line.x1
        and other.x1 > line.x0
    ]


def _stands_with(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= 0.12 * a.size and 0 < b.y - a.y < 1.7 * a.size


def _right_edge(lines: Sequence[Line]) -> float:
    """Where lines end that end at the same place; else where the longest one does."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    for index, end in enumerate(ends[: max(1, len(ends) // 2)]):
        alike = sum(other > end - 2.5 for other in ends[index:])
        if alike >= max(3, 0.3 * len(ends)):
            return end
    return ends[0] if ends else 0.0


def edges_of(flow: Sequence[Line], usual: Usual) -> tuple[float, float] | None:
    """The left and right edge of the text of a column; None where too few lines show them."""
    lines = [line for line in flow if abs(line.size - usual.size) < 0.03 * usual.size]
    counts = Counter(round(line.x0) for line in lines)
    often = [x for x in counts if counts[x - 1] + counts[x] + counts[x + 1] >= _SURE]
    if not often:
        return None
    left = min(often)
    return left, _right_edge([line for line in lines if abs(line.x0 - left) < 2])


def is_quoted(lines: Sequence[Line], edges: tuple[float, float]) -> bool:
    """Whether the lines of a paragraph are indented on both sides: each is full, and none up to
    the right edge of the column."""
    left, right = edges
    size = lines[0].size
    own = max(line.x1 for line in lines)
    return (
        len(lines) > 1
        and (indent := min(line.x0 for line in lines) - left) > _QUOTED * size
        and 0.5 * size < right - own < 1.5 * indent + _WORD * size  # about as much on either side
        and not any(line.style & MONO for line in lines)
        and all(abs(line.x0 - lines[1].x0) < 2 for line in lines[1:])
        and lines[0].x0 > lines[1].x0 - 2
        and all(is_full(a, b, own) and not is_full(a, b, right) for a, b in pairwise(lines))
    )


def is_full(line: Line, following: Line, right: float) -> bool:
    """Whether a line ends because the first word of the next one found no room in it."""
    text = following.text
    first = text.split(None, 1)[0] if text else ""
    width = (following.x1 - following.x0) * (len(first) + 0.5) / max(1, len(text))
    return right - line.x1 < min(width, 0.4 * (right - line.x0))


def _ends_early(line: Line, context: Context, index: int, usual: Usual) -> bool:
    """Whether a line that has room left ends a paragraph: it does where the lines around are of
    one length; in ragged text it has to be rather short, or end a sentence."""
    if context.even[index]:
        return True
    left, right = context.left[index], context.right[index]
    share = (right - line.x1) / max(1.0, right - left)
    return share > (0.4 if usual.gaps else 0.3) or (not usual.gaps and ends_sentence(line))


def _is_indented(line: Line, left: float) -> bool:
    return _INDENT * line.size < line.x0 - left < _FARTHEST * line.size


def ends_sentence(line: Line) -> bool:
    """Whether a line ends with the end of a sentence."""
    return _SENTENCE_END.search(line.text) is not None


def is_code(line: Line, usual: Usual) -> bool:
    """Whether a line is all of one width of letters, and the text is not."""
    return not usual.style & MONO and all(run.style & MONO for run in line.runs)


def differs(a: Line, b: Line) -> bool:
    """Whether two lines are set in different letters: a heading and its text, say."""
    if abs(a.size - b.size) > _OTHER_SIZE * max(a.size, b.size):
        return True
    return (a.style ^ b.style) & BOLD != 0 and min(len(a.text), len(b.text)) > 2


def break_between(
    a: Line,
    b: Line,
    index: int,
    context: Context,
    usual: Usual,
    item: float | None,
    *,
    alone: bool,
) -> str:
    """Why a paragraph begins with ``b``, the line at ``index`` of its flow, which follows ``a``:
    "" where it goes on. ``item`` is where the item of a list begins that ``a`` belongs to, and
    ``alone`` is whether ``a`` is the first line of a paragraph."""
    if a.level or b.level:
        return "" if b.goes_on and a.level == b.level else "heading"
    leading = leading_of(usual, b.size)
    gap = b.y - a.y
    if gap < 0.4 * b.size and b.x0 >= a.x1:
        return "cell"
    if is_code(a, usual) != is_code(b, usual):
        return "code"
    if differs(a, b):
        return "size"
    if gap > _WIDE_GAP * leading + 0.5:
        return "gap"
    if is_code(b, usual):
        return ""
    if _LEADER.search(a.text):
        return "leader"
    left, right = context.left[index], context.right[index - 1]
    full = is_full(a, b, right) or not _ends_early(a, context, index - 1, usual)
    marker = MARKER.match(b.text)
    if marker and marker[1] in DASHES and item is None:
        marker = None
    if marker and (marker[1] in BULLETS or _is_item(a, b, full, item)):
        return "item"
    if item is not None:
        if b.x0 > item + 0.5 * b.size:
            return "" if full or b.text[0].islower() else "short"
        return "" if full and not ends_sentence(a) else "after"
    if _is_indented(b, left) and not _is_indented(a, left):
        if context.hanging or (full and b.text[0].islower() and not ends_sentence(a)):
            return "" if full else "short"
        return "indent"
    if _is_indented(b, left) and abs(a.x0 - b.x0) < 2:
        speech = ends_sentence(a) and b.text[0] in _SPEECH
        return "indent" if alone or speech or not full else ""
    if context.hanging and _is_indented(a, left) and b.x0 - left < 2:
        return "indent"
    return "" if full else "short"


def goes_on_lighter(flow: Sequence[Line], at: int, context: Context, usual: Usual) -> bool:
    """Whether a line goes on with what the full line before it has begun in bolder letters."""
    a, b = flow[at - 1], flow[at]
    near = 0 < b.y - a.y <= _WIDE_GAP * leading_of(usual, b.size)
    bolder = bool(a.style & BOLD) and not b.style & BOLD and a.size == b.size
    return near and bolder and abs(a.x0 - b.x0) < 2 and is_full(a, b, context.right[at - 1])


def _is_item(a: Line, b: Line, full: bool, item: float | None) -> bool:
    if item is not None:
        return abs(b.x0 - item) < 2 * b.size and (not full or ends_sentence(a) or b.x0 < item + 2)
    return (not full or abs(b.x0 - a.x0) > 0.3 * b.size) and not b.text[0].isupper()


def goes_on_across(a: Line, right: float, b: Line, left: float, usual: Usual) -> bool:
    """Whether the paragraph that ends with ``a`` goes on with ``b``, the first line of the next
    column or page."""
    if a.level or b.level or differs(a, b) or is_code(a, usual) or is_code(b, usual):
        return False
    marker = MARKER.match(b.text)
    if marker and marker[1] in BULLETS:
        return False
    if b.text[0].islower():
        return not (_is_indented(b, left) and ends_sentence(a))
    if not is_full(a, b, right) or _LEADER.search(a.text):
        return False
    if _is_indented(b, left):
        return False
    return not (ends_sentence(a) and usual.gaps)
