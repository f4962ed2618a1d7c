"""Running heads and numbers of printed pages, told from the text of a scan or a converted PDF.

The number of a page counts on from page to page and stands where a sentence is broken off, or
where the page ends; a running head comes again with other numbers. Chapters, verses and years
count on as well, but between whole sentences, or at other distances.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from reader.documents.document import BlockKind
from reader.documents.layout import Layout
from reader.documents.numbering import number_of
from reader.documents.numerals import roman_value
from reader.documents.parts import Part
from reader.documents.prose import joined
from reader.text.patterns import lazy

PAGE = "page"  # the role of such a part

_LONGEST = 90  # code points of a head
_FEW = 200  # places
_LEAST = 3  # numbers of pages that count on
_MOST_CHAINS = 12  # a book has some: of front matter, of each volume, of notes
_MISSING = 6  # pages one after the other that may lack a number, or have one misread
_PAGE = (300, 9000)  # code points on a page
_SHORT_PAGE = 100  # of those, where heads stand left and right in turn
_NEARLY = 0.8  # of them
_LINES = 30  # on a page, at least
_EVEN = 4  # pages of the same number of lines
_BROKEN = 0.1  # of the pages end inside a sentence, at least
_LINE = 60  # code points: what is longer and does not end like a sentence goes on
_FAR = 80  # parts back to where a chapter may have begun
_KEY = 12  # letters of a head: further on a scan may have misread some

_ALONE = lazy(r"[\W_]{0,6}(?P<number>\d{1,4}|[ivxlc]{1,8})[\W_]{0,6}$")
_BEFORE = lazy(r"[\[({]?(?P<number>\d{1,4}|[ivxlc]{1,8})[\])}.]?\s+(?P<words>\S.*)$")
_AFTER = lazy(r"(?P<words>.*\S)(?:\s+|\s*[\[({])(?P<number>\d{1,4}|[ivxlc]{1,8})[\])}.]?$")
_OF = r"(?:\s*(?:/|of|von|sur|de|di|van|из|من)\s*\d{1,4})?"
# What says itself that it is the number of a page: "[Pg 12]", "Page 3 of 9", "第12页".
_SAYS_SO = lazy(
    r"[\[({<–—-]*\s*(?:(?:page|seite|página|pagina|страница|стр\.?|bladzijde|blz\.?|صفحة|الصفحة"
    rf"|(?<=[\[({{])(?:pg|pag|p|s)\.?)\s*(?:\d{{1,4}}|[ivxlc]+){_OF}"
    r"|第\s*\d{1,4}\s*[页頁]|\d{1,4}\s*(?:ページ|쪽|페이지))\s*[\])}>–—-]*$",
    re.IGNORECASE,
)
_DASHED = lazy(r"([-–—=~*•·])+ ?(?:\d{1,4}|[ivxlc]{1,8}) ?\1+$")  # and no item of a list
_TWO_COLUMNS = lazy(r"\s*(\S.*?) {8,}\S.*$")
_RFC_FOOT = lazy(r"\S.*\[Page \w+\]$")
_RFC_HEAD = lazy(r"(?:RFC \d+|Internet[- ]Draft)\b.* {3,}.*\d{4}$")
MANUAL_HEAD = lazy(r"(?P<page>[\w.:+-]+\(\d\w*\))\s{2,}\S.*\s(?P=page)$")  # LS(1) ... LS(1)
_WORD = lazy(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")  # not "I4", a misread number


_SAID = "said"


class _Place(NamedTuple):
    """A part that may hold the number of a page, the words beside it folded, and how many code
    points stand before it."""

    part: int
    kind: str  # of the number: "digits", "roman"; what says itself that it is one has none
    number: int
    key: str
    at: int
    before: bool = False  # the number stands before the words


def set_pages_apart(parts: Sequence[Part], feeds: Sequence[int] = (), scale: int = 1) -> None:
    """Give the heads, feet and numbers of pages the role "page".

    ``feeds`` are the lines, from 0, that a form feed stands in; ``scale`` is that of the layout.
    """
    places = list(_places(parts))
    if len(places) > max(_FEW, len(parts) // 2):
        return  # a log, a list: pages have text between their numbers
    tops, ends = _edges(parts, feeds)
    found = {place.part for place in places if place.kind == _SAID}
    heads: Counter[str] = Counter()
    for chain in _chains(places, scale):
        pages = _pages_of(chain, parts, tops, ends, places)
        found.update(place.part for place in pages)
        heads.update(place.key for place in pages if place.key)
    edges = tops | ends
    found |= _repeated(parts, edges, len(feeds) + 1)
    if len(edges & found) > _LEAST:  # there is something at the edges of pages
        found |= {i for i in edges if _is_like_a_head(parts[i].text) and _breaks(i, parts, edges)}
    running = {key for key, count in heads.items() if count > 1}
    if running:
        found |= _without_number(parts, running, found, edges)
    for index in found:
        parts[index].role = PAGE


def without_pages(parts: Sequence[Part], lines: Sequence[str], layout: Layout) -> list[Part]:
    """The parts of the text itself: what pages have around it is set apart and left out."""
    feeds = [number for number, line in enumerate(lines) if "\f" in line]
    set_pages_apart(parts, feeds, layout.scale)
    for index in _heads_below_numbers(parts, lines):
        parts[index].role = PAGE
    return [part for part in parts if part.role != PAGE]


def _heads_below_numbers(parts: Sequence[Part], lines: Sequence[str]) -> set[int]:
    """The heads in two columns that stand below numbers between dashes, with all such numbers.

    The head of the first page, above which there is no number, begins with the same words.
    """
    numbers = {i for i, part in enumerate(parts) if _may_be(part) and _DASHED.match(part.text)}
    below = {
        index: _full_key(two[1])
        for index, part in enumerate(parts)
        if (not index or index - 1 in numbers)
        and _may_be(part)
        and (two := _TWO_COLUMNS.match(lines[part.first]))
    }
    again = Counter(key for index, key in below.items() if index)
    heads = {index for index, key in below.items() if again[key] > 1}
    return heads | numbers if heads else set()


def _may_be(part: Part) -> bool:
    return (
        part.first == part.last
        and len(part.text) <= _LONGEST
        and part.kind is BlockKind.PARAGRAPH
        and not part.role
    )


def _is_like_a_head(text: str) -> bool:
    """Whether a line is no end of a sentence."""
    return text.isupper() or not (text[0].islower() or text[-1] in ".,;:!?…。，；：！？”’\"'")


def _places(parts: Sequence[Part]) -> Iterator[_Place]:
    """All that may be numbers of pages, in reading order."""
    at = 0
    for index, part in enumerate(parts):
        text = part.text
        size = len(text)
        if 0 < size <= _LONGEST and _may_be(part):
            if not _NUMERIC.isdisjoint((text[0], text[-1], text[-2:-1])):
                for kind, number, words, before in _numbers(text):
                    if number:
                        yield _Place(index, kind, number, _key(words), at, before)
            if text[-1] in _END_OF_SAYING and _SAYS_SO.match(text):
                yield _Place(index, _SAID, 0, "", at)
        at += size


_NUMERIC = frozenset("0123456789ivxlc[({-–—=~*•·")
_END_OF_SAYING = frozenset("0123456789ivxlcIVXLC])}>–—-页頁ジ쪽지")


def _numbers(text: str) -> Iterator[tuple[str, int, str, bool]]:
    """The numbers at the ends of a line: their kind and value, the words beside them, and whether
    these follow."""
    if alone := _ALONE.match(text):
        yield *_value(alone["number"]), "", False
        return
    before, after = _BEFORE.match(text), _AFTER.match(text)
    number = number_of(text)
    if before and not (number and number.named):
        yield *_value(before["number"]), before["words"], True
    # "Chapter 12" has no other number than its own.
    if after and not (number and number.named and not number.rest):
        yield *_value(after["number"]), after["words"], False


def _value(number: str) -> tuple[str, int]:
    if number.isdecimal():
        return "digits", int(number)
    return "roman", roman_value(number)


def _key(words: str) -> str:
    """The first letters of a head, folded: numbers of books and chapters beside it do not count."""
    return "".join(_WORD.findall(words))[:_KEY].casefold()


# --- numbers that count on ----------------------------------------------------------------------


def _chains(places: Sequence[_Place], scale: int) -> Iterator[list[_Place]]:
    """Runs of places whose numbers count on at the distance of pages, the longest first."""
    rest = list(places)
    for _ in range(_MOST_CHAINS):
        chain = _longest(rest, scale)
        if len(chain) < _LEAST:
            return
        yield chain
        taken = {place.part for place in chain}
        rest = [place for place in rest if place.part not in taken]


def _longest(places: Sequence[_Place], scale: int) -> list[_Place]:
    """The longest of them; each number is looked for where it stood last, and before that."""
    lengths = [1] * len(places)
    before = [-1] * len(places)
    latest: dict[tuple[str, int], tuple[int, ...]] = {}
    for index, place in enumerate(places):
        for steps in range(1, _MISSING + 1):
            for other in latest.get((place.kind, place.number - steps), ()):
                longer = lengths[other] >= lengths[index]
                if longer and _counts_on(places[other], place, scale):
                    lengths[index], before[index] = lengths[other] + 1, other
        known = latest.get((place.kind, place.number), ())
        # A number that comes again, as that of a note does, does not hide one that counts on.
        if (
            not known
            or lengths[index] >= lengths[known[-1]]
            or place.at - places[known[-1]].at > _PAGE[1]
        ):
            latest[place.kind, place.number] = (*known[-1:], index)
    at = max(range(len(places)), key=lengths.__getitem__, default=-1)
    chain: list[_Place] = []
    while at >= 0:
        chain.append(places[at])
        at = before[at]
    return chain[::-1]


def _counts_on(one: _Place, other: _Place, scale: int) -> bool:
    steps = other.number - one.number
    if one.kind != other.kind or not 0 < steps <= _MISSING:
        return False
    least, most = _PAGE
    if one.key and other.key and one.before != other.before:
        least = _SHORT_PAGE
    return least / scale <= (other.at - one.at) / steps <= most


def _pages_of(
    chain: Sequence[_Place],
    parts: Sequence[Part],
    tops: Collection[int],
    ends: Collection[int],
    places: Sequence[_Place],
) -> list[_Place]:
    """Those of a chain that are numbers of pages; none if they count something else."""
    if _is_even(chain, parts) or _are_turning_heads(chain, parts):
        return list(chain)
    aside = {place.part for place in places}
    heads = Counter(place.key for place in places)
    broken = {place.part for place in chain if _breaks(place.part, parts, aside)}
    fed = {
        place.part for place in chain if place.part in ends or (place.key and place.part in tops)
    }
    if len(broken) < max(2, _BROKEN * len(chain)) and 2 * len(fed) < len(chain):
        # Where sentences are short, as in plays, left and right pages have heads of their own.
        again = [place for place in chain if heads[place.key] >= _LEAST]
        if not _take_turns(again) or 2 * len(again) < len(chain):
            return []
    sure = [
        place
        for place in chain
        if not place.key or heads[place.key] > 1 or place.part in broken | fed
    ]
    return sure if len(sure) >= _LEAST else []


def _is_even(chain: Sequence[_Place], parts: Sequence[Part]) -> bool:
    """Whether numbers alone stand at the same distance in lines: a program made the pages."""
    if len(chain) < _EVEN or any(place.key for place in chain):
        return False
    steps = Counter(
        (parts[other.part].first - parts[one.part].first) / (other.number - one.number)
        for one, other in pairwise(chain)
    )
    lines, count = steps.most_common(1)[0]
    return lines >= _LINES and count >= _NEARLY * (len(chain) - 1)


def _are_turning_heads(chain: Sequence[_Place], parts: Sequence[Part]) -> bool:
    """Whether all numbers stand before the head on one side and behind it on the other, and each
    head comes again: on another page, or as the title that it repeats."""
    if len({(place.before, place.number % 2) for place in chain}) != 2 or not _one_side_each(chain):
        return False
    own = {place.part for place in chain}
    keys = Counter(place.key for place in chain)
    keys.update({_key(part.text) for i, part in enumerate(parts) if i not in own and _may_be(part)})
    return all(place.key and keys[place.key] > 1 for place in chain)


def _one_side_each(chain: Sequence[_Place]) -> bool:
    return len({place.before == bool(place.number % 2) for place in chain}) == 1


def _take_turns(places: Sequence[_Place]) -> bool:
    """Whether one side of the pages has its number before the head, the other one behind."""
    sides = Counter((place.before, place.number % 2) for place in places if place.key)
    left = sides[True, 0] + sides[False, 1]
    right = sides[True, 1] + sides[False, 0]
    before = sides[True, 0] + sides[True, 1]
    behind = sides[False, 0] + sides[False, 1]
    return min(before, behind) >= _LEAST and min(left, right) * 20 < left + right


def _breaks(index: int, parts: Sequence[Part], aside: Collection[int]) -> bool:
    """Whether a sentence goes on from above a part to below it, other heads apart."""
    above = _text_at(parts, range(index - 1, max(-1, index - 4), -1), aside)
    below = _text_at(parts, range(index + 1, min(len(parts), index + 4)), aside)
    if above is None or below is None or not (above[-1].isalpha() or above[-1] in ",;-—–"):
        return False
    return below[0].islower() or (len(above) > _LINE and below[0].isalpha())


def _text_at(parts: Sequence[Part], near: range, aside: Collection[int]) -> str | None:
    for index in near:
        part = parts[index]
        if index not in aside and not (_may_be(part) and part.text.isupper()):
            prose = part.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.ITEM)
            return part.text if prose else None
    return None


# --- form feeds, and heads without numbers ------------------------------------------------------


def _edges(parts: Sequence[Part], feeds: Sequence[int]) -> tuple[set[int], set[int]]:
    """The short parts at the tops of pages, and those at their ends."""
    tops: set[int] = set()
    ends: set[int] = set()
    if not feeds or len(feeds) < _LEAST - 1:
        return tops, ends
    firsts = [part.first for part in parts]
    cuts = [bisect_left(firsts, line) for line in feeds]
    sizes = [sum(len(part.text) for part in parts[a:b]) for a, b in pairwise([0, *cuts])]
    if median_low(sizes) > _PAGE[1]:
        return tops, ends  # what begins below a form feed is a chapter
    for cut in [0, *cuts]:
        for index in range(cut, min(cut + 2, len(parts))):
            if not _may_be(parts[index]):
                break
            tops.add(index)
    for cut in [*cuts, len(parts)]:
        for index in range(cut - 1, max(cut - 3, -1), -1):
            if not _may_be(parts[index]):
                break
            ends.add(index)
    return tops, ends


def _repeated(parts: Sequence[Part], edges: Collection[int], pages: int) -> set[int]:
    """The parts at the edges of pages that come again there.

    The first of them is left where it may be the title that the others repeat.
    """
    by_key: dict[str, list[int]] = {}
    for index in sorted(edges):
        by_key.setdefault(_full_key(parts[index].text), []).append(index)
    found: set[int] = set()
    for key, members in by_key.items():
        if not key or len(members) < _LEAST:
            continue
        everywhere = 2 * len(members) > pages
        last = -_FAR
        for index in members:
            near = range(max(0, index - _FAR), index)
            if everywhere or index - last < _FAR or _stands_in(key, parts, near):
                found.add(index)
            last = index
    return found


def _full_key(text: str) -> str:
    """The letters of a head; with its number where that names a chapter and not the page."""
    number = number_of(text)
    if number and number.named and not _AFTER.match(number.rest):
        return "".join(filter(str.isalnum, text)).casefold()
    return _key(text)


def _stands_in(key: str, parts: Sequence[Part], near: range) -> bool:
    return any(_may_be(parts[index]) and _full_key(parts[index].text) == key for index in near)


def _without_number(
    parts: Sequence[Part], running: Collection[str], found: set[int], edges: Collection[int]
) -> set[int]:
    """Running heads whose number is missing or was misread: beside another one or a form feed,
    or inside a sentence."""
    return {
        index
        for index, part in enumerate(parts)
        if index not in found
        and _may_be(part)
        and _key(part.text) in running
        and (
            _breaks(index, parts, found)
            or (index > 0 and (index in edges or not found.isdisjoint((index - 1, index + 1))))
        )
    }


# --- while lines are made paragraphs, one page edge at a time -----------------------------------


def is_head(line: str) -> bool:
    """Whether the first or last line of a page reads like a head or a number, not like text."""
    text = line.strip()
    if not text or len(text) > _LONGEST:
        return False
    if _ALONE.match(text) or _SAYS_SO.match(text):
        return True
    titled = _BEFORE.match(text) or _AFTER.match(text)
    words = titled["words"] if titled else text
    return text[-1] not in ",;:-" and words.isupper() and len(words) > 2


def foot_apart(lines: Sequence[str], first: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines ``[first, end)`` that a page ends with: its foot, if it has one, for itself."""
    if end - first > 1 and is_head(lines[end - 1]):
        yield first, end - 1
        first = end - 1
    yield first, end


def furniture(run: Sequence[str], first: int, previous: Part | None) -> Part | None:
    """The foot or head of a printed page of an RFC or a manual, or a number between dashes, if a
    run of lines is that and no more."""
    if len(run) != 1:
        return None
    text = run[0].strip()
    after_foot = previous is not None and previous.role == PAGE
    head = (after_foot or first == 0) and _RFC_HEAD.match(text)
    page = head or _RFC_FOOT.match(text) or MANUAL_HEAD.match(text)
    if not page and not _DASHED.match(text):
        return None
    return Part(BlockKind.PARAGRAPH, joined(text), first, first, role=PAGE if page else "")
