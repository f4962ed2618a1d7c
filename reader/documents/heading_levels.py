"""The levels of headings: which of them hold others.

What headings have in common decides: the kind of their number, the column they begin in, the gap
above them, capitals. Kinds of numbers have ranks (a part holds chapters, "2.1" stands in "2");
what has none goes below what is open when it first comes, and keeps its level while that stays
open. A wider gap stands further out: four blank lines above a chapter, two above a section of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reader.documents.certain import is_ruled
from reader.documents.contents import key_of
from reader.documents.matter import APPENDICES, FRONT_ROLES, role_of
from reader.documents.names import is_contents, is_known_name
from reader.documents.numbering import CHAPTER_RANK
from reader.documents.surroundings import Surroundings

# Ranks beside those of numbers (`numbering`): a smaller one stands further out.
_RULED = 7.5
_OUTDENTED = 8
_GAP = 9  # and less than one more, the narrower the gap
_CAPITALS = 10
_PLAIN = 11
_STRESSED = 12  # a number set so among others is that of a poem, say
_INNERMOST = 20
_BELOW_UNDERLINED = _INNERMOST + 1.0
_UNDERLINED = {"underline =": _INNERMOST - 2.0, "underline -": _INNERMOST - 1.0}

_WIDEST = 4  # blank lines above a heading that tell it from others
_GAPS = {f"gap {gap}": gap for gap in range(1, _WIDEST + 1)}
_UNNUMBERED = frozenset({"capitals", "plain", "stressed", *_GAPS})
_BARE = frozenset({"roman", "digits"})
_UNSURE = 0.4  # below this, on the average, headings are not nested
_OFTEN = 3  # headings of a kind that stand for how the text is set
_HOLDING = frozenset({"appendix", "endnotes", "footnotes"})  # back matter that has sections
_SERIES = 2  # numbers that make one
_FEW_LETTERS = 4  # capitals of so few letters are an abbreviation


class _Mark(NamedTuple):
    """What headings of one level share, and how far out they stand.

    A ``leaf`` holds no others, whatever their rank.
    """

    kind: str
    rank: float
    leaf: bool = False


def levels(sure: Mapping[int, float], around: Surroundings) -> list[tuple[int, int]]:
    """(part, level) for each heading in reading order, level 1 the outermost.

    ``sure`` says how sure each is. Where that is little, all are of one level: a nesting made of
    guesses would say more than is known.
    """
    if not sure or sum(sure.values()) < _UNSURE * len(sure):
        return [(index, 1) for index in sure]
    open_: list[_Mark] = []
    found: list[tuple[int, int]] = []
    for index, mark in _marks(sure, around).items():
        while open_ and open_[-1].leaf:
            open_.pop()
        at = next((n for n, other in enumerate(open_) if other.kind == mark.kind), -1)
        if at >= 0:
            del open_[at:]
        elif mark.rank != _INNERMOST:
            while open_ and open_[-1].rank >= mark.rank:
                open_.pop()
        open_.append(mark)
        found.append((index, len(open_)))
    return found


def _marks(sure: Mapping[int, float], around: Surroundings) -> dict[int, _Mark]:
    """The mark of every heading, as the others let it be seen."""
    marks = {index: _mark(index, sure, around) for index in sure}
    _rank_underlines(marks, around)
    names = {
        index
        for index, mark in marks.items()
        if mark.rank != _INNERMOST and index not in around.numbers
        if is_known_name(around.parts[index].text) or role_of(around.parts[index].text)
    }
    called = Counter(key_of(around.parts[index].text) for index in names)
    outside = _outside(names, sure, around)
    others = Counter(mark.kind for index, mark in marks.items() if index not in names)
    if others["capitals"] == 1 < others["plain"]:
        # One heading in capitals among many is an abbreviation, and stands beside them.
        marks = {
            index: _Mark("plain", _PLAIN) if mark.kind == "capitals" else mark
            for index, mark in marks.items()
        }
    if _OFTEN <= others["plain"] < others["capitals"] / 2:
        # Few titles hold many in capitals, unless chapters hold both.
        named = any(index in around.numbers and around.numbers[index].named for index in marks)
        rank = _CAPITALS - 0.6 * (not named)
        marks = {
            index: mark._replace(rank=rank) if mark.kind == "plain" else mark
            for index, mark in marks.items()
        }
    for index, mark in marks.items():
        # A single "Volume VI" above all chapters is part of the title, and divides nothing.
        alone = index in around.numbers and others[mark.kind] == 1 < len(marks)
        if mark.rank < CHAPTER_RANK and alone:
            marks[index] = _Mark("name", CHAPTER_RANK, leaf=True)
    ranks = [mark.rank for index, mark in marks.items() if index not in names and not mark.leaf]
    numbered = sum(index in around.numbers for index in marks)
    for index in names:
        # "Preface" among titles in capitals is one of them; among chapters it stands alone.
        alike = others[marks[index].kind]
        listing = is_contents(around.parts[index].text)
        if marks[index].kind not in _UNNUMBERED:  # its column tells its level
            marks[index] = marks[index]._replace(leaf=listing)
        elif index in outside:
            holds = role_of(around.parts[index].text) in _HOLDING
            marks[index] = _Mark("name", min(ranks, default=1.0), leaf=not holds)
        elif not listing and numbered and marks[index].kind in _GAPS:
            marks[index] = marks[index]._replace(leaf=True)  # its gap does
        elif listing or not alike or numbered > alike:
            # A table of contents may stand in every chapter, right below its title, and a
            # prologue in every act.
            inside = index - 1 in marks and index - 1 not in names
            inside &= listing or index - 1 in around.numbers
            rank = _INNERMOST if inside else min(ranks, default=1.0)
            if called[key_of(around.parts[index].text)] > 1 and not listing:
                rank += 0.5  # each lecture has its "Homework", each part of a book its "Preface"
            marks[index] = _Mark("name", rank, leaf=True)
    for index, mark in marks.items():
        above = marks.get(index - 1)
        if above and above.kind == mark.kind and mark.kind in _UNNUMBERED - _GAPS.keys():
            marks[index] = _Mark(f"below {mark.kind}", mark.rank + 0.5)
    _rank_gaps(marks, names, around)
    _raise_divided(marks, names, around)
    _raise_end_matter(marks, names, around)
    outermost = min((marks[index].rank for index in marks if index not in names), default=1.0)
    for index in outside:
        if marks[index].kind == "name":
            marks[index] = marks[index]._replace(rank=min(outermost, marks[index].rank))
    _rank_below_underlines(marks, names, around)
    return marks


def _raise_end_matter(marks: dict[int, _Mark], names: set[int], around: Surroundings) -> None:
    """Set what stands behind the last number of a series beside that.

    Such are the schedules behind the last part of a statute, and headings of which no other
    section has any inside.
    """
    series: dict[str, list[int]] = {}
    for index, mark in marks.items():
        if index in around.numbers and index not in names:
            series.setdefault(mark.kind, []).append(index)
    several = [
        members
        for kind, members in series.items()
        if len(members) >= _SERIES and kind not in APPENDICES
    ]
    if not several:
        return
    wide = min(several, key=lambda members: marks[members[0]].rank)
    rank = marks[wide[0]].rank
    # Where parts hold chapters, appendices may be chapters of the last part.
    chapters = any(marks[members[0]].rank == CHAPTER_RANK for members in several)
    for kind, members in series.items():
        if kind not in APPENDICES or members[0] < wide[-1]:
            continue
        held = any(wide[-1] < index < members[0] for index in names)  # by "SCHEDULES", say
        if not (chapters or held):
            for index in members:
                marks[index] = _Mark("beside", rank)
    if len(wide) < _OFTEN or marks[wide[0]].kind != "decimal 1":
        return  # the last chapter of a novel may hold what no other does
    inside = {mark.kind for index, mark in marks.items() if wide[0] < index < wide[-1]}
    numbers = [index for index in marks if index in around.numbers]
    for index, mark in marks.items():
        is_new = mark.kind in _UNNUMBERED - inside and index not in names
        if is_new and index > wide[-1] and not any(wide[-1] < n < index for n in numbers):
            marks[index] = _Mark("beside", rank)


def _rank_underlines(marks: dict[int, _Mark], around: Surroundings) -> None:
    """Set what is underlined "=" above what is underlined "-", unless a "-" heads the text; the
    table of contents says nothing of that."""
    kinds = [
        mark.kind
        for index, mark in marks.items()
        if mark.kind in _UNDERLINED and not is_contents(around.parts[index].text)
    ]
    if set(kinds) != _UNDERLINED.keys() or kinds[0] == "underline -":
        return
    for index, mark in marks.items():
        if mark.kind in _UNDERLINED:
            marks[index] = mark._replace(rank=_UNDERLINED[mark.kind])


def _rank_below_underlines(marks: dict[int, _Mark], names: set[int], around: Surroundings) -> None:
    """Set what has no mark below what is underlined, where an underlined title heads the text and
    others follow: those tell how it is divided. What stands further out than they is left."""
    first = next(iter(marks))
    underlined = [index for index, mark in marks.items() if mark.kind.startswith("underline ")]
    if len(underlined) < _SERIES or underlined[0] != first:
        return
    column = min(around.parts[index].indent for index in underlined)
    for index, mark in marks.items():
        unmarked = mark.kind in _UNNUMBERED or mark.kind.startswith("column ")
        if unmarked and index not in names and around.parts[index].indent >= column:
            marks[index] = mark._replace(rank=_BELOW_UNDERLINED + mark.rank / _INNERMOST)


def _outside(names: set[int], sure: Mapping[int, float], around: Surroundings) -> set[int]:
    """Of the names those of front matter, with no number before them, and those of back matter:
    behind a series of numbers that does not go on."""
    numbers = {index: around.numbers[index].kind for index in sure if index in around.numbers}
    first = min(numbers, default=0)
    last = {kind: index for index, kind in numbers.items()}
    found = set()
    for index in names:
        role = role_of(around.parts[index].text)
        before = Counter(kind for at, kind in numbers.items() if at < index)
        series = [kind for kind, count in before.items() if count >= _SERIES]
        behind = bool(role and series) and all(last[kind] < index for kind in series)
        if index < first if role in FRONT_ROLES else behind:
            found.add(index)
    return found


def _mark(index: int, sure: Mapping[int, float], around: Surroundings) -> _Mark:
    """The mark of a heading by itself."""
    part, form = around.parts[index], around.forms[index]
    number = around.numbers.get(index)
    if part.underline and not (number and number.named):
        return _Mark(f"underline {part.underline}", _INNERMOST)
    if (
        index in around.certain.parts
        and not (number and number.named)
        and is_ruled(index, around.parts)
    ):
        return _Mark("ruled", _RULED)
    if number and part.text[0] == "_" and not _is_stressed(number.kind, sure, around):
        return _Mark(f"stressed {number.kind}", _STRESSED)
    if number:
        return _Mark(number.kind, number.rank)
    above = around.numbers.get(index - 1)
    inside = above and above.rank < CHAPTER_RANK and is_known_name(part.text)
    if above and not above.rest and index - 1 in sure and not inside:
        # Two lines of one heading: the number holds what follows, whatever the level of its title.
        beside = above.kind == "roman" or above.rank < CHAPTER_RANK
        return _Mark(f"title of {above.kind}", above.rank + 0.5 * (not beside), leaf=not beside)
    if part.indent < around.layout.margin:
        return _Mark(f"column {part.indent}", _column_rank(part.indent, sure, around))
    if around.gapped and part.before > around.gap:
        gap = min(part.before, _WIDEST)
        return _Mark(f"gap {gap}", _GAP + (_WIDEST - gap) / 10)
    letters = sum(map(str.isalpha, part.text))
    if form.capitals > 0.9 and letters > _FEW_LETTERS:
        return _Mark("capitals", _CAPITALS)
    return _Mark("stressed" if part.text[0] == "_" else "plain", _PLAIN)


def _is_stressed(kind: str, sure: Mapping[int, float], around: Surroundings) -> bool:
    """Whether the numbers of a kind are mostly set as stressed words."""
    texts = [
        around.parts[index].text
        for index in sure
        if (number := around.numbers.get(index)) and number.kind == kind
    ]
    return 2 * sum(text[0] == "_" for text in texts) > len(texts)


def _column_rank(column: int, sure: Mapping[int, float], around: Surroundings) -> float:
    """How far out headings stand that begin further out than the text: as numbered ones there."""
    ranks = [
        number.rank
        for index in sure
        if (number := around.numbers.get(index)) and around.parts[index].indent == column
    ]
    return min(ranks, default=_OUTDENTED + column / 100)


def _rank_gaps(marks: dict[int, _Mark], names: set[int], around: Surroundings) -> None:
    """Set headings without a number beside the numbered ones that stand below a gap as wide.

    Among chapters with four blank lines above, a title with four is one of them, and one with two
    a section of them.
    """
    gaps: dict[str, list[int]] = {}
    ranks: dict[str, float] = {}
    for index, mark in marks.items():
        if index in around.numbers and mark.rank < _STRESSED and not mark.leaf:
            gaps.setdefault(mark.kind, []).append(min(around.parts[index].before, _WIDEST))
            ranks[mark.kind] = mark.rank
    usual = {kind: sorted(found)[len(found) // 2] for kind, found in gaps.items()}
    counts = Counter(mark.kind for index, mark in marks.items() if index not in names)
    for index, mark in marks.items():
        if not (own := _GAPS.get(mark.kind)):
            continue
        # As many of them as there are chapters are sections, in a text that has but one gap.
        told = any(gap < own and counts[kind] >= _OFTEN for kind, gap in _GAPS.items())
        beside = [
            ranks[kind]
            for kind, gap in usual.items()
            if gap < own or (gap == own and (told or counts[mark.kind] < len(gaps[kind])))
        ]
        outside = [
            ranks[kind] - 0.5
            for kind, gap in usual.items()
            if gap < own and len(gaps[kind]) < counts[mark.kind] * (1 + 2 * (ranks[kind] > 5))
            if counts[mark.kind] >= _OFTEN
        ]
        if beside:
            marks[index] = mark._replace(rank=min(beside + outside))


def _raise_divided(marks: dict[int, _Mark], names: set[int], around: Surroundings) -> None:
    """Set titles outside of the numbers that divide what is below them: "A Scandal" I, II, III.

    Numbers do so that begin anew below a heading without one. Where they begin but once there
    must be many such titles: else the numbers are the chapters themselves.
    """
    series: dict[str, list[int]] = {}
    for index in marks:
        if index in around.numbers:
            series.setdefault(marks[index].kind, []).append(index)
    for kind, members in series.items():
        if kind.startswith("decimal") or marks[members[0]].rank >= _STRESSED:
            continue  # their depth says which of them hold which; those of poems hold none
        rank = marks[members[0]].rank - 0.5
        raised: set[str] = set()
        for title in _divided(members, marks, names, around):
            # Behind the last chapter it is none of its sections.
            ended = [
                marks[other[0]].rank
                for other in series.values()
                if other[-1] < title and marks[other[0]].rank < rank
            ]
            own = _kind(marks[title])
            if ended:
                marks[title] = _Mark("beside", min(ended))
            elif rank < marks[title].rank:
                # Titles that chapters or acts divide are told from the sections of chapters.
                marks[title] = _Mark(own if kind in _BARE else f"over {kind}", rank)
                raised.add(marks[title].kind)
        for index, mark in marks.items():
            if mark.kind in raised and rank < mark.rank:
                marks[index] = mark._replace(rank=rank)


def _divided(
    members: Sequence[int], marks: Mapping[int, _Mark], names: set[int], around: Surroundings
) -> list[int]:
    """The headings without a number that a series of numbers divides."""
    order = list(marks)
    first, *again = [
        _above(index, order, marks, names) for index in members if around.numbers[index].value == 1
    ] or [None]
    below_titles = [title for title in again if title is not None and _is_title(title, marks)]
    if len(below_titles) * 2 > sum(title is not None for title in again):
        like = {_kind(marks[title]) for title in below_titles}
        if first is not None and _kind(marks[first]) in like:
            # What stands above the table of contents is no part of what that lists.
            between = (index for index in names if first < index < members[0])
            if any(is_contents(around.parts[index].text) for index in between):
                return below_titles
            return [first, *below_titles]
        return below_titles
    if again or first is None or not _is_title(first, marks):
        return []
    if marks[members[0]].kind not in _BARE:
        return []
    if len(members) >= _OFTEN and all(around.short[first : members[0]]):
        return [first]  # there is no text between it and them
    like_first = _kind(marks[first])
    after = sum(mark.kind == like_first for at, mark in marks.items() if at > members[0])
    return [first] if after >= max(1, len(members) / 2) else []


def _above(
    index: int, order: Sequence[int], marks: Mapping[int, _Mark], names: set[int]
) -> int | None:
    """The nearest heading above that may hold a series beginning at part ``index``."""
    for at in range(bisect_left(order, index) - 1, -1, -1):
        other = order[at]
        if other not in names and not marks[other].leaf:
            holds = _is_title(other, marks) or marks[other].rank < marks[index].rank
            return other if holds else None
    return None


def _is_title(index: int, marks: Mapping[int, _Mark]) -> bool:
    """Whether a heading has no number."""
    return _kind(marks[index]) in _UNNUMBERED


def _kind(mark: _Mark) -> str:
    """The kind of a heading, whether or not it stands right below another of it."""
    return mark.kind.removeprefix("below ")
