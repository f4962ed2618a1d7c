"""Titles above the numbers of paragraphs, as statutes have them: "Fines", and below it "4. A reader
who keeps a book...".

The numbers count on through the whole text, and nearly each has a short line right above.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.documents.document import BlockKind
from reader.documents.parts import Part
from reader.text.patterns import lazy

_NUMBER = lazy(r"(?P<value>\d{1,3})[.)]?(?:[-–—]{0,2}\s*\(1\)|[.)](?=\s|$)|[.)][-–—]|\s*[-–—]\s)")
_SERIES = 3  # numbers that make one
_SHARE = 0.6  # of the numbers have a title
_LONGEST = 120  # code points of a title
_TEXT = 40  # code points: what a number has no less of is a paragraph
_ENDS = frozenset(".,;:。")


def marginal_titles(parts: Sequence[Part], start: int, end: int) -> frozenset[int]:
    """The parts ``[start, end)`` that are titles of the numbered paragraphs right below them."""
    numbered: list[int] = []
    last = 0
    for index in range(start + 1, end):
        value = _value(parts[index])
        if value == last + 1:
            numbered.append(index)
            last = value
    titles = [index - 1 for index in numbered if _may_be_title(index - 1, parts)]
    if len(titles) < max(_SERIES, _SHARE * len(numbered)):
        return frozenset()
    return frozenset(titles)


def _value(part: Part) -> int:
    """The number that a paragraph begins with; 0 if it has none, or nothing but a title."""
    if part.kind is BlockKind.ITEM:
        text = f"{part.marker} {part.text}" if not part.depth else ""
    else:
        text = part.text if part.kind is BlockKind.PARAGRAPH else ""
    match = _NUMBER.match(text)
    return int(match["value"]) if match and len(text) >= _TEXT else 0


def _may_be_title(index: int, parts: Sequence[Part]) -> bool:
    part = parts[index]
    text = part.text
    return (
        part.kind is BlockKind.PARAGRAPH
        and not part.role
        and len(text) <= _LONGEST
        and text[0].isalpha()
        and not text[0].islower()
        and text[-1] not in _ENDS
    )
