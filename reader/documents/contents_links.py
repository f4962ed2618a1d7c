"""Links from the entries of a table of contents in plain text to the headings they name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reader.documents.contents import entry_in, key_of, keys_of
from reader.documents.document import BlockKind, Mark, MarkKind
from reader.documents.links import names
from reader.documents.numbering import number_of
from reader.documents.parts import Part
from reader.text.patterns import lazy
from reader.text.spans import Span

_LIST = lazy(r"((?:(?:re|aw|fwd?): )*)\[[^\]]+\] ", re.IGNORECASE)  # "Re: [canal-talk] Locks"
_AUTHOR = lazy(r" \([^()]+\)$")  # of a message, behind its subject
_SHORTEST = 3  # letters and digits of an entry


class _Entry(NamedTuple):
    """A line of the table, or two that an entry is broken over: where it stands in its part, and
    the keys it may be known by, the surest first."""

    part: int
    spans: tuple[Span, ...]
    keys: tuple[str, ...]


def link_contents(parts: Sequence[Part], listed: range) -> None:
    """Give the entries of the table of contents, which are the parts ``listed``, their links.

    An entry is a link if its words are those of a heading below, with or without the number of
    either. Where headings below have the same words it is one that stands between those that the
    entries around it lead to: "Chapter 1" below "Part Two" is that of the second part.
    """
    headings = [
        (index, part)
        for index, part in enumerate(parts)
        if part.kind is BlockKind.HEADING and part.text
    ]
    below = next((n for n, (index, _) in enumerate(headings) if index >= listed.stop), None)
    if below is None:
        return
    targets = names(part.title or part.text for _, part in headings)
    entries = list(_entries(parts, listed, known := _by_key([part for _, part in headings], below)))
    marks: dict[int, list[Mark]] = defaultdict(list)
    for entry, heading in zip(entries, _paired(entries, known), strict=True):
        if heading is not None:
            target = f"#{targets[heading]}"
            marks[entry.part] += [Mark(MarkKind.LINK, *span, target) for span in entry.spans]
    for index, found in marks.items():
        parts[index].marks = [*parts[index].marks, *found]


def _by_key(headings: Sequence[Part], below: int) -> dict[str, list[int]]:
    """The numbers of the headings from ``below`` on, by the keys they may be known by.

    A number that stands alone and its title below it are known by both together, too.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for number in range(below, len(headings)):
        text = headings[number].title or headings[number].text
        keys = [key_of(text), *_bare(text), key_of(_LIST.sub(r"\1", text))]
        if number + 1 < len(headings):
            keys.append(key_of(text + headings[number + 1].text))
        for key in dict.fromkeys(keys):
            found[key].append(number)
    return found


def _entries(
    parts: Sequence[Part], listed: range, known: Mapping[str, list[int]]
) -> Iterator[_Entry]:
    """The entries that have the words of a heading, with the keys of these alone."""
    for index in listed:
        part = parts[index]
        if part.kind is BlockKind.HEADING:
            continue
        before: Span | None = None  # a line that is no entry by itself
        start = 0
        for line in part.text.split("\n"):
            words = entry_in(line)
            span = Span(start + words.start, start + words.end)
            marked = f"{part.marker} " if part.marker and not start else ""
            start += len(line) + 1
            entry = part.text[span.start : span.end]
            spellings = [f"{marked}{line}", f"{marked}{entry}", entry, _AUTHOR.sub("", entry)]
            keys = _known(spellings, known)
            spans: tuple[Span, ...] = (span,)
            if not keys and before is not None:
                both = f"{part.text[before.start : before.end]} {entry}"
                keys = _known([both, _AUTHOR.sub("", both)], known)
                spans = (before, span)
            if keys:
                yield _Entry(index, spans, keys)
            before = None if keys or span.start == span.end else span


def _known(spellings: Sequence[str], known: Mapping[str, list[int]]) -> tuple[str, ...]:
    """The keys of an entry that are those of a heading, the surest first."""
    bare = (key for words in spellings for key in _bare(words))
    keys = dict.fromkeys([*map(key_of, spellings), *bare])
    return tuple(key for key in keys if len(key) >= _SHORTEST and key in known)


def _bare(words: str) -> Iterator[str]:
    """The words without their number as keys."""
    yield from keys_of(words)
    number = number_of(words)
    if number and len(rest := key_of(number.rest)) > _SHORTEST:
        yield rest


def _paired(entries: Sequence[_Entry], known: Mapping[str, list[int]]) -> list[int | None]:
    """The heading of each entry; None where it is not certain which one it is.

    Certain is what stands once in the table and once below it; any other entry is the next
    heading of its words between those of the certain entries around it.
    """
    listed = Counter(entry.keys[0] for entry in entries)
    candidates = [known[entry.keys[0]] for entry in entries]
    certain = [
        numbers[0] if len(numbers) == 1 == listed[entry.keys[0]] else None
        for entry, numbers in zip(entries, candidates, strict=True)
    ]
    bound = max((numbers[-1] for numbers in known.values()), default=0) + 1
    ends: list[int] = []  # for each entry the heading of the next certain one
    for heading in reversed(certain):
        ends.append(bound)
        bound = bound if heading is None else heading
    paired: list[int | None] = []
    last = -1
    for heading, numbers, end in zip(certain, candidates, reversed(ends), strict=True):
        if heading is None:
            heading = next((number for number in numbers if last < number < end), None)
        paired.append(heading)
        last = last if heading is None else heading
    return paired
