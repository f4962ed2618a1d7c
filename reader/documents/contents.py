"""The table of contents that a plain text may have: where it stands, and what it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.documents.document import BlockKind
from reader.documents.names import is_contents, is_known_name
from reader.documents.numbering import number_of
from reader.documents.parts import Part
from reader.text.patterns import lazy
from reader.text.spans import Span

_PAGE = lazy(r"(?:[.\s·…]{2,}|\s)(?:\d+|[ivxlc]+)\s*$|[.\s·…]{3,}$")
_LEADERS = lazy(r"(?:\.\s?){4,}\s*\w*\s*$|…{2,}|\s{3,}\d+\s*$")
_NUMBER = lazy(r"\W*(?:[ivxlcdm]+|\d+(?:\.\d+)*|[A-Z])[.):]?\s+(?=\S)", re.IGNORECASE)
_PAGE_INSIDE = lazy(r"[\s.·…](\d{1,3})\.?(?=\s|$)")

_PAGES = 3  # that rise make a table
_WORDS = range(3, 91)  # code points of an entry in one that has no heading
_LONGEST = 600  # parts of a table of contents
_PROSE = 120  # code points: a part that is running text, as far as entries are concerned
_SHORT = 5  # letters of an entry that says nothing when it comes again
_LONG = 200  # code points: a part that is no entry
_STOPS = frozenset("。！？")
_SENTENCE = 12  # characters that make one in Chinese


class Contents(NamedTuple):
    """The parts of a table of contents, and its entries folded, without numbers of pages."""

    listed: range
    entries: frozenset[str]


NO_CONTENTS = Contents(range(0), frozenset())


def key_of(text: str) -> str:
    """A text folded so that the same heading is the same, however it is set."""
    return "".join(filter(str.isalnum, text)).casefold()


def find_contents(parts: Sequence[Part], start: int, end: int, dense: float = 1.0) -> Contents:
    """The table of contents among the parts ``[start, end)``, by its own heading.

    It ends where an entry of it comes a second time, or where running text begins. ``dense`` is
    how many letters a character stands for: more than one in Chinese, say.
    """
    prose = _PROSE / dense
    reach = min(end, start + max(400, (end - start) // 4))
    at = next(
        (
            index
            for index in range(start, reach)
            if len(parts[index].text) < 40 and is_contents(parts[index].text)
        ),
        -1,
    )
    if at < 0:
        return Contents(range(0), frozenset(_paged_entries(parts, start, reach)))
    seen: dict[str, int] = {}
    last = min(at + _LONGEST, end)
    for index in range(at + 1, last):
        lines = parts[index].text.split("\n")
        if not _may_list(parts[index], lines, _LONG / dense) or _is_sentence(parts[index].text):
            index = _before_headings(parts, at + 1, index, prose)
            break
        keys = [key for line in lines for key in _keys(line)]
        if len(lines) == 1 and (text := _text_below(parts, index, end, prose)):
            # "BOOK ONE" and "THE COMING OF THE MARTIANS" may be one entry and two headings.
            both = key_of(parts[index].text + (parts[index + 1].text if index + 1 < end else ""))
            again = [*(key for key in keys if len(key) > _SHORT / dense), both]
            if any(seen.get(key, index) < index for key in again):
                # The headings begin below a gap wider than those of the table: "CHAPTER I" may
                # stand above the title that comes again, and the last entry above all of them.
                first = max(index - 1, at + 2)
                gaps = (parts[entry].before for entry in range(at + 2, first))
                usual = max(gaps, default=parts[index].before)
                wide = (place for place in range(first, text) if parts[place].before > usual)
                index = next(wide, _above(parts, at + 1, index, prose))
                break
        if len(lines) == 1 and any(seen.get(key) == at + 1 and len(key) > _SHORT for key in keys):
            # The first of all entries comes again: a short text begins, below a rule perhaps.
            while parts[index - 1].kind is BlockKind.RULE:
                index -= 1
            break
        for key in keys:
            seen.setdefault(key, index)
    else:
        index = last
    return Contents(
        range(at + 1, index), frozenset(key for key, place in seen.items() if place < index)
    )


def _paged_entries(parts: Sequence[Part], start: int, end: int) -> Iterator[str]:
    """The entries, as keys, of tables that have no heading: "The Lock 3. The Weir 17. The Mill 20."

    Such a paragraph is nothing but words and the numbers of pages, which rise.
    """
    for part in parts[start:end]:
        if not (part.text[-1].isdecimal() or part.text[-2:-1].isdecimal()):
            continue
        *pieces, rest = _PAGE_INSIDE.split(part.text)
        entries = [words.strip(" .·…\n") for words in pieces[::2]]
        pages = [int(page) for page in pieces[1::2]]
        rising = len(pages) >= _PAGES and pages == sorted(pages) and not rest.strip()
        if rising and all(len(words) in _WORDS for words in entries):
            for words in entries:
                yield from keys_of(words)


def _before_headings(parts: Sequence[Part], start: int, end: int, prose: float) -> int:
    """Where a table ends that running text, from part ``end`` on, follows.

    The headings of the first chapter stand between the last entry and the text, set off by a gap
    wider than any in the list.
    """
    for first in range(end - 1, max(start, end - 4), -1):
        if parts[first].before > max(parts[entry].before for entry in range(start, first)):
            return first
    return _above(parts, start, end, prose)


def _above(parts: Sequence[Part], start: int, end: int, prose: float) -> int:
    """Where the headings begin that end right before part ``end``, in a text without wider gaps.

    "CHAPTER I." alone is one, and "INTRODUCTION" with running text below it.
    """
    first = end
    while first > max(start, end - 2):
        number = number_of(parts[first - 1].text)
        named = is_known_name(parts[first - 1].text) and _is_text(parts[first].text, prose)
        if not named and (number is None or number.rest):
            break
        first -= 1
    return first


def _text_below(parts: Sequence[Part], index: int, end: int, prose: float) -> int:
    """The running text within a few parts; 0 if there is none: every book may have a chapter I."""
    near = range(index + 1, min(index + 6, end))
    return next((place for place in near if _is_text(parts[place].text, prose)), 0)


def _is_text(text: str, prose: float) -> bool:
    return len(text) > prose or _is_sentence(text)


def _is_sentence(text: str) -> bool:
    """Whether a text is a sentence in Chinese or Japanese, which takes few characters."""
    return text[-1] in _STOPS and len(text) > _SENTENCE


def _may_list(part: Part, lines: Sequence[str], long: float) -> bool:
    """Whether a part may be one of the entries: short, or lines that are, or lead to a page."""
    if part.role or (part.kind is BlockKind.PARAGRAPH and len(part.text) > long):
        return False
    if len(lines) == 1:
        return True
    leading = sum(_LEADERS.search(line) is not None for line in lines)
    return leading * 2 >= len(lines) or max(map(len, lines)) < 100


def entry_in(line: str) -> Span:
    """Where the entry stands in a line of a table: without what leads to the page, and its number.

    "Letter 1" has no page: that is the number of a division.
    """
    end = len(line)
    page = _PAGE.search(line)
    if page and not ((number := number_of(line.strip())) and number.named and not number.rest):
        end = page.start()
    words = line[:end].strip()
    start = line.find(words) if words else 0
    return Span(start, start + len(words))


def keys_of(words: str) -> Iterator[str]:
    """An entry or a heading as keys: with its own number and without."""
    key = key_of(words)
    if len(key) > 2:
        yield key
    number = _NUMBER.match(words)
    bare = key_of(words[number.end() :]) if number else key
    if len(bare) > 3 and bare != key:
        yield bare


def _keys(line: str) -> Iterator[str]:
    entry = entry_in(line)
    return keys_of(line[entry.start : entry.end])
