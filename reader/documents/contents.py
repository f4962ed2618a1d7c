"""The table of contents that a plain text may have: where it stands, and what it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.documents.document import BlockKind
from reader.documents.names import is_contents
from reader.documents.numbering import number_of
from reader.documents.parts import Part
from reader.text.patterns import lazy
from reader.text.spans import Span

_PAGE = lazy(r"(?:[.\s·…]{2,}|\s)(?:\d+|[ivxlc]+)\s*$|[.\s·…]{3,}$")
_LEADERS = lazy(r"(?:\.\s?){4,}\s*\w*\s*$|…{2,}|\s{3,}\d+\s*$")
_NUMBER = lazy(r"\W*(?:[ivxlcdm]+|\d+(?:\.\d+)*|[A-Z])[.):]?\s+(?=\S)", re.IGNORECASE)

_LONGEST = 600  # parts of a table of contents
_LONG = 200  # code points: a part that is no entry


class Contents(NamedTuple):
    """The parts of a table of contents, and its entries folded, without numbers of pages."""

    listed: range
    entries: frozenset[str]


NO_CONTENTS = Contents(range(0), frozenset())


def key_of(text: str) -> str:
    """A text folded so that the same heading is the same, however it is set."""
    return "".join(filter(str.isalnum, text)).casefold()


def find_contents(parts: Sequence[Part], start: int, end: int) -> Contents:
    """The table of contents among the parts ``[start, end)``, by its own heading.

    It ends where an entry of it comes a second time, or where running text begins.
    """
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
        return NO_CONTENTS
    seen: dict[str, int] = {}
    index = at + 1
    while index < min(at + _LONGEST, end):
        part = parts[index]
        lines = part.text.split("\n")
        if not _may_list(part, lines):
            break
        keys = [key for line in lines for key in _keys(line)]
        if len(lines) == 1 and any(seen.get(key, index) < index for key in keys if len(key) > 5):
            break
        # "BOOK ONE" and "THE COMING OF THE MARTIANS" may be one entry and two headings.
        after = parts[index + 1].text if index + 1 < end else ""
        if len(lines) == 1 and seen.get(key_of(part.text + after), index) < index:
            break
        for key in keys:
            seen.setdefault(key, index)
        index += 1
    # The headings of the first chapter stand between the last entry and running text, set off
    # by a wider gap than any in the list.
    for first in range(index - 1, max(at + 1, index - 4), -1):
        if parts[first].before > max(parts[entry].before for entry in range(at + 1, first)):
            index = first
            break
    listed = range(at + 1, index)
    return Contents(listed, frozenset(key for key, place in seen.items() if place < index))


def _may_list(part: Part, lines: Sequence[str]) -> bool:
    """Whether a part may be one of the entries: short, or lines that are, or lead to a page."""
    if part.kind is BlockKind.PARAGRAPH and len(part.text) > _LONG:
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
    bare = key_of(_NUMBER.sub("", words, count=1))
    if len(bare) > 3 and bare != key:
        yield bare


def _keys(line: str) -> Iterator[str]:
    entry = entry_in(line)
    return keys_of(line[entry.start : entry.end])
