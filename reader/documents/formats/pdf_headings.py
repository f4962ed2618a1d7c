"""Headings of a PDF: the lines that its contents name, else those of larger or bolder letters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from reader.documents.document import BlockKind, MarkKind
from reader.documents.formats.pdf_flow import Usual
from reader.documents.formats.pdf_lines import Line
from reader.documents.formats.pdf_paragraphs import Paragraph
from reader.documents.formats.pdf_types import Entry

_LINES = 5  # of a heading, at most
_LONGEST = 180  # code points
_LARGER = 1.07
_FEW = 2  # headings of a look: more of them are a system
_MUCH = 0.18  # of the text: letters of which there is more are of no heading
_NUMBERED = re.compile(r"(?:[A-Z]|\d{1,3})((?:\.\d{1,3}){0,5})\.?\s+(?=\S)")
_NUMBER_BEFORE = re.compile(
    r"(?:chapter|part|section|kapitel|teil|chapitre|partie|appendix)?[\divxlc]{0,8}$"
)
_TOP = 8  # paragraphs: those who wrote it are named among the first ones
_BYLINE = re.compile(
    r"@|^by\s|^(?-i:(?:[A-HJ-UW-Z]\.[ -]?){1,3}[A-Z]\w+)|^(?:\w+ )?\d{1,2},? (?:\w+ )?[12]\d{3}$"
    r"|\b(?:universi\w+|institut\w*|department|college|laborator\w+|corporation|ph\.? ?d|inc\.)",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"[Bb][Yy](?: (?:[A-Z][\w.’'-]*|de|von|van|of)){2,5}")
_WORDS = re.compile(r"[^\W\d_]{2,}")


def mark_entries(entries: Sequence[Entry], lines: Mapping[int, Sequence[Line]]) -> dict[int, Line]:
    """Mark the lines of each page that are named by the contents as headings; the first line of
    each that was found, by the number of the entry.

    A title may be broken into several lines, and have a number before it that the contents leave
    out.
    """
    found: dict[int, Line] = {}
    for place, entry in enumerate(entries):
        if entry.goal is None or not (key := _key(entry.title)):
            continue
        for number in (entry.goal.page, entry.goal.page + 1, entry.goal.page - 1):
            here = lines.get(number, ())
            near = entry.goal.y if number == entry.goal.page else 0.0
            group = _named(key, here, near)
            if group:
                for index, line in enumerate(group):
                    line.level, line.goes_on = min(entry.level, 6), index > 0
                found[place] = group[0]
                break
    return found


def _named(key: str, lines: Sequence[Line], y: float) -> Sequence[Line]:
    """The lines that say what an entry does, those nearest to where it leads."""
    best: Sequence[Line] = ()
    for start, first in enumerate(lines):
        if first.level:
            continue
        text = ""
        for end in range(start, min(start + _LINES, len(lines))):
            text += _key(lines[end].text)
            if len(text) > len(key) + 14 or lines[end].level:
                break
            if text == key or (text.endswith(key) and _NUMBER_BEFORE.match(text[: -len(key)])):
                if not best or abs(first.y - y) < abs(best[0].y - y):
                    best = lines[start : end + 1]
                break
    return best


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def find_headings(
    paragraphs: Sequence[Paragraph], usual: Usual, *, titled: bool, authors: str = ""
) -> None:
    """Make headings of the paragraphs that look like such; ``titled`` is whether the contents name
    them, so that only the title of the whole is looked for, before the first of these. A line
    below it that names its ``authors`` is none."""
    lengths: Counter[tuple[float, bool, bool]] = Counter()
    candidates: dict[tuple[float, bool, bool], list[Paragraph]] = defaultdict(list)
    told = [one for one in paragraphs if one.part.kind is not BlockKind.FIGURE][:_TOP]
    top = {id(one) for one in told[1:] if one.first.page == told[0].first.page and not one.bold}
    total = 0
    for index, one in enumerate(paragraphs):
        text = one.words.text
        total += len(text)
        if titled and one.part.kind is BlockKind.HEADING:
            break
        if _may_head(one, usual) and not _is_byline(one, paragraphs[max(0, index - 1)]):
            last = index + 1 == len(paragraphs)
            if not last or one.size > _LARGER * usual.size:
                candidates[_look(one)].append(one)
        lengths[_look(one)] += len(text)
    for look, group in list(candidates.items()):
        names = any(_BYLINE.search(one.words.text) or one.words.text in authors for one in group)
        if names and top.issuperset(map(id, group)):
            del candidates[look]
    if titled:
        _title(candidates, usual)
        return
    looks = [
        look
        for look, group in candidates.items()
        if lengths[look] < max(_MUCH * total, 400) and _speaks(look, group, usual)
    ]
    set_apart = [look for look in looks if _is_set_apart(look, usual)]
    if any(len(candidates[look]) > _FEW for look in set_apart):
        looks = set_apart  # then capitals alone are no sign
    looks.sort(key=lambda look: (-look[0], not look[1], not look[2]))
    levels = _levels(looks)
    for look in looks:
        group = candidates[look]
        depths = [_depth(one.words.text) for one in group]
        least = min((depth for depth in depths if depth), default=0)
        for one, depth in zip(group, depths, strict=True):
            one.part.kind = BlockKind.HEADING
            one.part.marks = [mark for mark in one.part.marks if mark.kind is not MarkKind.STRONG]
            one.part.depth = min(levels[look] + max(0, depth - least), 6)


def _is_byline(one: Paragraph, before: Paragraph) -> bool:
    """Whether a paragraph says who wrote what the larger line above it names."""
    return before.size > one.size and _AUTHOR.fullmatch(one.words.text) is not None


def _is_set_apart(look: tuple[float, bool, bool], usual: Usual) -> bool:
    """Whether letters differ from those of the text by more than being capitals."""
    return look[1] or look[0] > _LARGER * usual.size


def _levels(looks: Sequence[tuple[float, bool, bool]]) -> dict[tuple[float, bool, bool], int]:
    """The level of each look; sizes that hardly differ are one."""
    levels: dict[tuple[float, bool, bool], int] = {}
    level = 0
    before: tuple[float, bool, bool] | None = None
    for look in looks:
        if before is None or before[0] - look[0] > 0.04 * look[0] or before[1:] != look[1:]:
            level += 1
        levels[look] = level
        before = look
    return levels


def _look(one: Paragraph) -> tuple[float, bool, bool]:
    text = one.words.text
    return round(one.size * 2) / 2, one.bold, text.isupper()


def _may_head(one: Paragraph, usual: Usual) -> bool:
    text = one.words.text.strip()
    if one.part.kind is not BlockKind.PARAGRAPH or one.part.role or one.lines > _LINES:
        return False
    if not 0 < len(text) <= _LONGEST or text[-1] in ",;:" or one.first.runs[0].turned:
        return False
    large = one.size > _LARGER * usual.size
    if text[0].islower() or (text[-1] in ".!?" and not large and not _NUMBERED.match(text)):
        return False
    number = len(text) <= 6 and text.strip(".").isalnum() and (large or one.bold)
    if not _WORDS.search(text) and not number:
        return False
    letters = sum(map(str.isalpha, text))
    if letters < 0.5 * len(text.replace(" ", "")) and not large:
        return False
    caps = text.isupper() and letters > 3 and one.size >= 0.95 * usual.size
    bold = one.bold and not usual.style & 1 and one.size >= 0.9 * usual.size
    caps = caps and text[0].isalnum()
    return large or ((bold or caps) and one.lines <= 2)


def _speaks(look: tuple[float, bool, bool], group: Sequence[Paragraph], usual: Usual) -> bool:
    """Whether a look is one of headings: letters that are hardly larger have to be bold, or
    numbered, or come again."""
    size, bold, _ = look
    if size > 1.15 * usual.size or bold:
        return True
    return len(group) > 1 or any(_depth(one.words.text) for one in group)


def _title(
    candidates: Mapping[tuple[float, bool, bool], Sequence[Paragraph]], usual: Usual
) -> None:
    looks = [look for look in candidates if look[0] > 1.2 * usual.size]
    if looks:
        first = candidates[max(looks)][0]
        first.part.kind, first.part.depth = BlockKind.HEADING, 1


def _depth(text: str) -> int:
    """How many numbers a heading has before it: 2 for "3.1 Method"."""
    found = _NUMBERED.match(text)
    return found[1].count(".") + 1 if found else 0
