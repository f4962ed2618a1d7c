"""Finding the headings of a text that marks none, by rules a person would give.

A heading is a short line that does not read like a sentence and stands above text. How sure one
can be depends on what else speaks for it: an underline, a number in sequence, a well-known name,
capitals, a place in the table of contents, a wider gap above, a column further out than the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reader.documents.document import BlockKind
from reader.documents.layout import Layout
from reader.documents.names import is_contents, is_known_name
from reader.documents.numbering import CHAPTER_RANK, Number, number_of
from reader.documents.parts import Part
from reader.text.patterns import lazy

_LONGEST = {True: 180, False: 130}  # code points of a heading, in a wrapped and in a flat text

_ENTRY_NUMBER = lazy(r"(?:[.\s·…]{2,}|\s)(?:\d+|[ivxlc]+)\s*$|[.\s·…]{3,}$")
_SENTENCE_INSIDE = lazy(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\b[A-Z])(?<!\d)[.!?][\"'”’]?\s+[A-Z]"
)
_DATE_LINE = lazy(
    r"\W*(?:\w+,?\s+)?\d{1,2}(?:st|nd|rd|th)?[.\s/-]+\w+[.,\s/-]+\d{2,4}\W*$|\W*\w+\s+\d{1,2},?\s*\d{4}\W*$|\W*\d{4}-\d\d-\d\d\W*$"
)
_NOT_A_TITLE = lazy(
    r"https?://|www\.|\S@\S+\.\S|^\W*(?:illustration|footnote|sidenote|music|page \d|the end\b|"
    r"finis\b|end of|yours|your (?:most|affectionate|obedient)|dear|my dear|p\.\s?s)|^by\s",
    re.IGNORECASE,
)
_WORD = lazy(r"[^\W\d_][\w'’]*")
_QUOTES = '"“‘«„'
_OPENING = "\"'“‘«„—–-("
_GUTENBERG_START = lazy(r"\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_GUTENBERG_END = lazy(
    r"\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg",
    re.IGNORECASE,
)

_RANK = {"known": CHAPTER_RANK, "underline": 20, "outdented": 9, "capitals": 9, "title": 10}


class _Context(NamedTuple):
    """What is known of the whole text: its parts, layout, and habits."""

    parts: Sequence[Part]
    layout: Layout
    gap: int  # blank lines between paragraphs
    gapped: bool  # headings stand below a wider gap
    talks: bool  # a good part of the paragraphs are speech: a novel
    contents: frozenset[str]
    listed: range  # the parts of the table of contents
    repeated: Counter[str]


def find_headings(parts: Sequence[Part], layout: Layout, first: int = 0) -> list[tuple[int, int]]:
    """Which of the parts are headings, from part ``first`` on: (index, level), level 1 outermost.

    Only paragraphs are looked at; in a Project Gutenberg text only those between its markers.
    """
    start, end = _body(parts)
    start = max(start, first)
    short = [
        index
        for index in range(start, end)
        if len(parts[index].text) <= _LONGEST[layout.wrapped]
        and parts[index].kind is BlockKind.PARAGRAPH
        and not parts[index].role
        and (parts[index].text[0] not in _QUOTES or parts[index].underline)
    ]
    context = _context(parts, layout, start, end, short)
    numbers: dict[int, Number] = {}
    for index in short:
        if index not in context.listed and (number := number_of(parts[index].text)):
            numbers[index] = number
    in_sequence = _in_sequence(numbers)
    found: dict[int, tuple[str, int]] = {}
    for index in short:
        if index in context.listed:
            continue
        style = _style(index, context, numbers.get(index), in_sequence, found, end)
        if style:
            found[index] = style
    return _levels(found)


def _body(parts: Sequence[Part]) -> tuple[int, int]:
    """The range of parts between the markers of Project Gutenberg; all of them without."""
    start = end = -1
    for index, part in enumerate(parts[:400]):
        if part.text.startswith("*") and _GUTENBERG_START.match(part.text):
            start = index + 1
    for index in range(len(parts) - 1, max(start, 0), -1):
        text = parts[index].text
        if text[:1] in ("*", "E") and _GUTENBERG_END.match(text):
            end = index
        elif (end > 0 and end - index > 5) or (end < 0 and len(parts) - index > 1500):
            break
    return max(start, 0), end if end > 0 else len(parts)


def _context(
    parts: Sequence[Part], layout: Layout, start: int, end: int, short: Sequence[int]
) -> _Context:
    long = [part for part in parts[start:end] if len(part.text) > 130]
    sample = long[:2000] or parts[start:end][:2000]
    gap = Counter(part.before for part in sample).most_common(1)[0][0] if sample else 0
    wider = sum(parts[index].before > gap and not parts[index - 1].role for index in short[1:])
    speech = sum(part.text[0] in _OPENING for part in parts[start:end][:3000] if part.text)
    contents, listed = _contents(parts, layout, short)
    return _Context(
        parts,
        layout,
        gap,
        layout.wrapped and wider >= 3,
        speech > 0.08 * min(end - start, 3000),
        contents,
        listed,
        Counter(_key(parts[index].text) for index in short),
    )


def _contents(
    parts: Sequence[Part], layout: Layout, short: Sequence[int]
) -> tuple[frozenset[str], range]:
    """The entries of the table of contents, folded, and the range of its parts.

    It ends where an entry of it comes a second time, or where running text begins.
    """
    at = next((i for i in short[: max(400, len(short) // 4)] if is_contents(parts[i].text)), -1)
    if at < 0:
        return frozenset(), range(0)
    seen: dict[str, int] = {}
    index = at
    for index in range(at + 1, min(at + 600, len(parts))):
        part = parts[index]
        lines = part.text.split("\n")
        if part.kind is BlockKind.PARAGRAPH and len(part.text) > _LONGEST[layout.wrapped]:
            break
        keys = [key for line in lines if len(key := _entry(line)) > 2]
        if len(lines) == 1 and any(seen.get(key, index) < index for key in keys):
            break
        for key in keys:
            seen.setdefault(key, index)
    else:
        index = len(parts)
    # The headings of the first chapter stand between the last entry and running text, set off
    # by a wider gap than any in the list.
    for first in range(index - 1, max(at + 1, index - 4), -1):
        if parts[first].before > max(parts[entry].before for entry in range(at + 1, first)):
            index = first
            break
    return frozenset(seen), range(at + 1, index)


def _entry(line: str) -> str:
    """A line of a table of contents as a key: without the number of the page."""
    return _key(_ENTRY_NUMBER.sub("", line))


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _in_sequence(numbers: dict[int, Number]) -> set[int]:
    """The parts whose number is 1 or follows the last of its kind; one may be missing."""
    last: dict[str, int] = {}
    right: dict[str, list[int]] = {}
    for index, number in numbers.items():
        follows = 0 < number.value - last.get(number.kind, number.value) <= 2
        if number.value == 1 or follows:
            right.setdefault(number.kind, []).append(index)
        if number.kind not in ("roman", "digits") or index in right.get(number.kind, ())[-1:]:
            last[number.kind] = number.value
    return {index for indexes in right.values() for index in indexes}


def _style(
    index: int,
    context: _Context,
    number: Number | None,
    in_sequence: set[int],
    found: dict[int, tuple[str, int]],
    end: int,
) -> tuple[str, int] | None:
    """What makes a part a heading, and its rank; None if it is none."""
    part = context.parts[index]
    text = part.text
    if part.underline:
        return f"underline {part.underline}", _RANK["underline"]
    if index + 1 >= end or _NOT_A_TITLE.search(text):
        return None
    if number:
        return _numbered(index, context, number, in_sequence)
    if text[-1] in ",;:" or text[0] in _OPENING or _DATE_LINE.match(text):
        return None
    after_number = _follows_number(index, found, context)
    below = context.parts[index + 1]
    if is_contents(text) or (is_known_name(text) and _has_room(part, context)):
        return "known", _RANK["known"]
    if _key(text) in context.contents and len(text) > 3 and not text[0].islower():
        return "capitals" if text.isupper() else "title", _RANK["title"]
    if context.layout.wrapped and part.first != part.last and len(text) > 120:
        return None
    if context.repeated[_key(text)] > 2 or not (text[0].isupper() or _is_caseless(text[0])):
        return None
    sentence = text[-1] in ".!" and not (text.isupper() or _is_title_case(_WORD.findall(text)))
    if after_number and not sentence and _is_text(below, text):
        return after_number, _RANK["title"] + 1
    if context.layout.wrapped and part.indent < context.layout.indent and text[-1] not in ".":
        return "outdented", _RANK["outdented"]
    if not _has_room(part, context) or _SENTENCE_INSIDE.search(text):
        return None
    if text.isupper() and len(_WORD.findall(text)) and len(text) > 2 and len(text) <= 90:
        if (text[-1] != "." or part.before > context.gap) and _stands_above_text(
            index, context, end
        ):
            return "capitals", _RANK["capitals"]
        return None
    if _is_title(index, context, end):
        return "title", _RANK["title"]
    return None


def _numbered(
    index: int, context: _Context, number: Number, in_sequence: set[int]
) -> tuple[str, int] | None:
    """Whether a numbered line is a heading: by its kind, its sequence, and what stands around."""
    part = context.parts[index]
    below = context.parts[index + 1]
    if below.kind is BlockKind.PARAGRAPH and len(below.text) < 130:
        other = number_of(below.text)
        if other and other.kind == number.kind:
            return None  # a list of numbered lines
    rest = number.rest
    if rest and (rest[-1] in ",;" or (not rest[0].isalnum() and rest[0] not in _OPENING + "_*[")):
        return None
    if number.named:
        if rest[:1].islower() or (_SENTENCE_INSIDE.search(rest) and len(rest) > 100):
            return None
        return number.kind, number.rank
    if index not in in_sequence or not _has_room(part, context):
        return None
    if not rest:
        above = context.parts[index - 1].text if index else ""
        if len(above) > 130 and above[-1] not in '.!?"”’»)]*_':
            return None  # the number of a page
        return number.kind, number.rank
    if rest[0].islower() or _SENTENCE_INSIDE.search(rest) or len(rest) > 110:
        return None
    if rest[-1] == "." and number.kind.startswith(("decimal", "lettered")):
        return None
    if context.layout.wrapped and part.indent > context.layout.indent + 8:
        return None
    return number.kind, number.rank


def _follows_number(index: int, found: dict[int, tuple[str, int]], context: _Context) -> str:
    """The style of a title right below a bare number ("II", "Chapter 2"); "" if there is none."""
    above = found.get(index - 1)
    if not above or above[1] > CHAPTER_RANK + 2:
        return ""
    number = number_of(context.parts[index - 1].text)
    return f"title of {above[0]}" if number and not number.rest else ""


def _has_room(part: Part, context: _Context) -> bool:
    """Whether the gap above is that of a heading, in a text that sets headings off by gaps."""
    outdented = part.indent < context.layout.indent
    return not context.gapped or outdented or part.before > context.gap


def _is_text(part: Part, heading: str) -> bool:
    """Whether a part is text that a heading could stand above."""
    if part.kind is BlockKind.PARAGRAPH:
        return len(part.text) > max(120, 2 * len(heading)) or part.last > part.first + 1
    return part.kind is not BlockKind.RULE


def _stands_above_text(index: int, context: _Context, end: int) -> bool:
    """Whether text follows within two parts: a title, a line of place or time may stand between."""
    heading = context.parts[index].text
    return any(_is_text(part, heading) for part in context.parts[index + 1 : min(index + 4, end)])


def _is_title(index: int, context: _Context, end: int) -> bool:
    """Whether a line without number or capitals is a heading, by its words and its place."""
    part = context.parts[index]
    text = part.text
    words = _WORD.findall(text)
    if not words or len(words) > 16 or text[-1] in ".。…!！":
        return False
    if context.talks and part.before <= context.gap and not _is_title_case(words):
        return False
    if context.layout.wrapped and part.indent > context.layout.indent + 12 and not context.gapped:
        return False
    if not _is_text(context.parts[index + 1], text):
        return False
    if index == 0:
        return True
    above = context.parts[index - 1]
    if above.kind is not BlockKind.PARAGRAPH or above.role:
        return True
    if above.text[-1] in ":,;":
        return False
    if len(above.text) > 130:
        return True
    # Several short lines above text are a list, but for a heading and one below it.
    return index < 2 or len(context.parts[index - 2].text) > 130 or above.text[-1] in '.!?”"'


def _is_title_case(words: list[str]) -> bool:
    """Whether all words but the small ones begin with capitals, and there are two or more."""
    long = [word for word in words if len(word) > 3]
    return len(long) > 1 and all(word[0].isupper() for word in long)


def _is_caseless(char: str) -> bool:
    return char.isdigit() or (char.isalpha() and not char.islower() and not char.isupper())


def _levels(found: dict[int, tuple[str, int]]) -> list[tuple[int, int]]:
    """Levels for the styles in their order: the rank decides where it can, else what came first.

    A style that is open already goes on at its level; a new one goes below the open ones of a
    smaller rank, and unranked ones (underlines) below whatever is open.
    """
    ranks = {style: rank for style, rank in found.values() if style != "known"}
    outermost = min(ranks.values(), default=1)
    open_: list[tuple[str, int]] = []
    levels: list[tuple[int, int]] = []
    for index, (style, rank) in found.items():
        if style == "known":
            rank = outermost
        at = next((n for n, (other, _) in enumerate(open_) if other == style), -1)
        if at >= 0:
            del open_[at:]
        elif rank != _RANK["underline"]:
            while open_ and open_[-1][1] >= rank:
                open_.pop()
        open_.append((style, rank))
        levels.append((index, len(open_)))
    return levels
