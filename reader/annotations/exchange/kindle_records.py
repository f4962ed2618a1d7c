"""The records of Kindle's ``My Clippings.txt``: where each begins, and what stands in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.annotations.exchange.incoming import Problem
from reader.annotations.exchange.kindle_words import Where, kind_of, where_of
from reader.annotations.exchange.texts import SHOWN
from reader.annotations.exchange.times import time_of
from reader.text.patterns import lazy

_SEPARATOR = lazy(r"\s*={10}\s*$")
_DASHES = ("-", "–", "—")  # the first in most languages, the second in Russian
_DIGITS = lazy(r"\d+")
_LIMIT = lazy(r"<([^<>=/\"\n]{10,300})>\s*$")  # "<You have reached the clipping limit …>"
_WORDS = lazy(r"[\u3040-\u9fff\uac00-\ud7af]|[^\W\d_]+")


class Clipping(NamedTuple):
    """One record. ``meta`` is its second line as it is, ``limit`` the notice that its text ends
    with where the publisher allows no more of it."""

    line: int
    title: str
    meta: str
    kind: str
    where: Where
    created: str
    text: str
    limit: str = ""


def clippings(text: str) -> tuple[list[Clipping], list[Problem]]:
    """The records of a file in their order, and the pieces between separators that are none."""
    found: list[Clipping] = []
    problems: list[Problem] = []
    for line, lines in _blocks(text.split("\n")):
        clipping = _clipping(line, lines)
        if clipping is None:
            record = "\n".join(lines).strip("\n")[:SHOWN]
            problems.append(Problem(line, "no line that says what was clipped, and where", record))
        else:
            found.append(clipping)
    return _with_kinds(found), problems


def is_dashed(line: str) -> bool:
    """Whether a line begins and goes on like the second one of a record in any language."""
    return line.lstrip().startswith(_DASHES) and "|" in line


def is_meta(line: str) -> bool:
    """Whether a line is surely the second one of a record, wherever it stands."""
    if not is_dashed(line):
        return False
    said, _, added = line.rpartition("|")
    return bool(kind_of(said)) and bool(time_of(added))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """The records as lines, each with the number of its first one that is not empty.

    A separator that is missing is seen by the second line of the record that follows.
    """
    start = 0
    for place in range(len(lines) + 1):
        ends = place == len(lines) or bool(_SEPARATOR.match(lines[place]))
        begins = not ends and place > start + 2 and _begins(lines, place)
        if not ends and not begins:
            continue
        within = lines[start:place]
        first = next((at for at, line in enumerate(within) if line.strip()), None)
        if first is not None:
            yield start + first + 1, within[first:]
        start = place + 1 if ends else place


def _begins(lines: Sequence[str], place: int) -> bool:
    """Whether a record begins here though no separator stands before it."""
    return (
        bool(lines[place].strip())
        and not lines[place - 1].strip()
        and place + 1 < len(lines)
        and is_meta(lines[place + 1])
    )


def _clipping(line: int, lines: Sequence[str]) -> Clipping | None:
    if is_meta(lines[0]):
        lines = ["", *lines]
    at = next((at for at in range(1, len(lines)) if lines[at].strip()), None)
    if at is None or not lines[at].lstrip().startswith(_DASHES):
        return None
    meta = lines[at].strip()
    said, bar, added = meta.rpartition("|")
    if not bar:
        said, added = meta, ""
    if not any(map(str.isdigit, meta)) and not kind_of(said):
        return None
    text = "\n".join(lines[at + 1 :]).strip("\n").rstrip()
    kind = kind_of(said)
    limit = _LIMIT.search(text) if kind != "note" else None
    if limit and len(_WORDS.findall(limit[1])) > 3:
        return Clipping(
            line, lines[0], meta, kind, where_of(said), time_of(added),
            text[: limit.start()].strip(), limit[1],
        )  # fmt: skip
    return Clipping(line, lines[0], meta, kind, where_of(said), time_of(added), text)


def _with_kinds(found: Sequence[Clipping]) -> list[Clipping]:
    """The records with the kinds of those in a language that is not known.

    Records with the same words are of one kind: without text they are bookmarks; with a range of
    locations, or of pages, highlights; and else notes, unless there are only such.
    """
    unknown: dict[str, list[Clipping]] = defaultdict(list)
    for one in found:
        if not one.kind:
            unknown[_label(one)].append(one)
    if not unknown:
        return list(found)
    kinds = {label: _shape(records) for label, records in unknown.items()}
    if "highlight" not in {*kinds.values(), *(one.kind for one in found)}:
        kinds = {label: "highlight" if is_ == "note" else is_ for label, is_ in kinds.items()}
    return [one if one.kind else one._replace(kind=kinds[_label(one)]) for one in found]


def _label(one: Clipping) -> str:
    return " ".join(_DIGITS.sub("", one.meta.rpartition("|")[0] or one.meta).split())


def _shape(records: Iterable[Clipping]) -> str:
    records = list(records)
    if not any(one.text for one in records):
        return "bookmark"
    ranges = any(one.where.last > one.where.first or "-" in one.where.page for one in records)
    return "highlight" if ranges else "note"
