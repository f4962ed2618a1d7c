"""The levels of headings: which of them hold others.

What headings have in common decides: the kind of their number, the column they begin in, capitals.
Kinds of numbers have ranks (a part holds chapters, "2.1" stands in "2"); what has none goes below
what is open when it first comes, and keeps its level while that stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from reader.documents.contents import key_of
from reader.documents.matter import FRONT_ROLES, role_of
from reader.documents.names import is_contents, is_known_name
from reader.documents.numbering import CHAPTER_RANK
from reader.documents.surroundings import Surroundings

# Ranks beside those of numbers (`numbering`): a smaller one stands further out.
_OUTDENTED = 8
_CAPITALS = 9
_PLAIN = 10
_INNERMOST = 20

_UNNUMBERED = frozenset({"capitals", "plain", "stressed"})
_BARE = frozenset({"roman", "digits"})
_UNSURE = 0.4  # below this, on the average, headings are not nested
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
    names = {
        index
        for index, mark in marks.items()
        if mark.rank != _INNERMOST and index not in around.numbers
        if is_known_name(around.parts[index].text) or role_of(around.parts[index].text)
    }
    called = Counter(key_of(around.parts[index].text) for index in names)
    outside = _outside(names, sure, around)
    others = Counter(mark.kind for index, mark in marks.items() if index not in names)
    for index, mark in marks.items():
        # A single "Volume VI" above all chapters is part of the title, and divides nothing.
        if mark.rank < CHAPTER_RANK and others[mark.kind] == 1 < len(marks):
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
        elif listing or not alike or numbered > alike:
            # A table of contents may stand in every chapter, right below its title.
            inside = listing and index - 1 in marks and index - 1 not in names
            rank = _INNERMOST if inside else min(ranks, default=1.0)
            if called[key_of(around.parts[index].text)] > 1 and not listing:
                rank += 0.5  # each lecture has its "Homework", each part of a book its "Preface"
            marks[index] = _Mark("name", rank, leaf=True)
    for index, mark in marks.items():
        above = marks.get(index - 1)
        if above and above.kind == mark.kind and mark.kind in _UNNUMBERED:
            marks[index] = _Mark(f"below {mark.kind}", mark.rank + 0.5)
    for kind in _BARE & others.keys():
        if (outer := _divided_by(kind, marks, names, around)) is not None:
            for index, mark in marks.items():
                if mark.kind in (kind, f"title of {kind}"):
                    marks[index] = mark._replace(rank=outer + 0.5)
    return marks


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
    if number:
        return _Mark(number.kind, number.rank)
    above = around.numbers.get(index - 1)
    if above and not above.rest and index - 1 in sure:
        # Two lines of one heading: the number holds what follows, whatever the level of its title.
        beside = above.kind == "roman"
        return _Mark(f"title of {above.kind}", above.rank + 0.5 * (not beside), leaf=not beside)
    if part.indent < around.layout.margin:
        return _Mark(f"column {part.indent}", _column_rank(part.indent, sure, around))
    letters = sum(map(str.isalpha, part.text))
    if form.capitals > 0.9 and letters > _FEW_LETTERS:
        return _Mark("capitals", _CAPITALS)
    return _Mark("stressed" if part.text[0] == "_" else "plain", _PLAIN)


def _column_rank(column: int, sure: Mapping[int, float], around: Surroundings) -> float:
    """How far out headings stand that begin further out than the text: as numbered ones there."""
    ranks = [
        number.rank
        for index in sure
        if (number := around.numbers.get(index)) and around.parts[index].indent == column
    ]
    return min(ranks, default=_OUTDENTED + column / 100)


def _divided_by(
    kind: str, marks: Mapping[int, _Mark], names: set[int], around: Surroundings
) -> float | None:
    """The rank of the titles that bare numbers divide: "A Scandal in Bohemia" I, II, III.

    None where the numbers are the chapters themselves: there is no title before the first of them
    with others of its kind wherever they begin anew, or with many others behind.
    """
    numbered = [index for index, mark in marks.items() if mark.kind == kind]
    begun = sum(around.numbers[index].value == 1 for index in numbered)
    titles = {i: m for i, m in marks.items() if m.rank >= _CAPITALS and i not in names}
    before = {mark.kind: mark.rank for index, mark in titles.items() if index < numbered[0]}
    after = Counter(mark.kind for index, mark in titles.items() if index > numbered[0])
    enough = 0.6 * begun - 1 if begun > 1 else len(numbered) / 2
    ranks = [rank for other, rank in before.items() if after[other] >= max(1, enough)]
    return min(ranks, default=None)
