"""Titles whose numbers make an outline: 2, 2.1, 2.2, 3, 3.1, 3.2.

That numbers of several levels count on, each below the number that it begins with, does not come
about by chance. Where the lines are set as titles are, and text stands between, they are headings
however little else is said for them: in lecture notes, say, without any blank lines.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from reader.documents.heading_evidence import SENTENCE_INSIDE
from reader.documents.section_titles import title_of
from reader.documents.surroundings import STOPS, Surroundings
from reader.text.patterns import lazy

_PATH = lazy(r"\d{1,3}(?:\.\d{1,3})*")
_SERIES = 3  # sections of a text
_LEAST = 2  # numbers below another one
_MOST_WORDS = 12  # of a title
_GOES_ON = STOPS | frozenset(",;:")

_Path = tuple[int, ...]


def outlined(around: Surroundings) -> set[int]:
    """The candidates whose numbers make an outline: those of several levels, and those above."""
    open_: dict[_Path, int] = {}  # the numbers that others may stand below, and where they stand
    below: defaultdict[int, list[int]] = defaultdict(list)
    for index, number in around.numbers.items():
        if not number.kind.startswith("decimal") or not number.rest:
            continue
        match = _PATH.match(around.parts[index].text)
        if match is None:
            continue
        path = tuple(map(int, match[0].split(".")))
        parent = open_.get(path[:-1], -1)
        if parent >= 0 and path[-1] == len(below[parent]) + 1:
            below[parent].append(index)
        open_ = {other: at for other, at in open_.items() if other == path[: len(other)]}
        open_[path] = index
    return {
        index
        for parent, members in below.items()
        if len(members) >= _LEAST
        and all(_is_title(index, around) for index in (parent, *members))
        and not any(after == before + 1 for before, after in pairwise(members))
        for index in (parent, *members)
    }


def sections(around: Surroundings) -> set[int]:
    """The candidates whose numbers count the sections of a text from 1 on, if titles stand behind
    them that end with a stop: of a statute, say. Those without one need no rule."""
    runs: list[list[int]] = []
    last = 0
    for index, number in around.numbers.items():
        if number.kind != "decimal 1" or not title_of(around.parts[index].text):
            continue
        if number.value == 1 or not runs:
            runs.append([])
        elif number.value != last + 1:
            continue
        runs[-1].append(index)
        last = number.value
    return {
        index
        for run in runs
        if len(run) >= _SERIES
        and around.numbers[run[0]].value == 1
        and all(around.forms[index].words <= _MOST_WORDS for index in run)
        and not any(after == before + 1 for before, after in pairwise(run))
        for index in run
    }


def subdivisions(around: Surroundings) -> set[int]:
    """The candidates whose named numbers begin anew in each division of a wider name, and count on
    there: the scenes of acts, though a stop may stand behind them."""
    groups: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)
    wider: dict[int, int] = {}  # the last division of each rank
    for index, number in around.numbers.items():
        if not number.named:
            continue
        above = max((at for rank, at in wider.items() if rank < number.rank), default=-1)
        if above >= 0:
            groups[number.kind].setdefault(above, []).append(index)
        wider[number.rank] = index
    found: set[int] = set()
    for inside in groups.values():
        members = [index for group in inside.values() for index in group]
        counts_on = all(
            [around.numbers[index].value for index in group] == list(range(1, len(group) + 1))
            for group in inside.values()
        )
        if (
            counts_on
            and len(inside) >= _LEAST
            and len(members) > len(inside)
            and all(around.forms[index].words <= _MOST_WORDS for index in members)
            and not any(after == before + 1 for before, after in pairwise(members))
        ):
            found.update(members)
    return found


def _is_title(index: int, around: Surroundings) -> bool:
    """Whether a numbered line is set as a title: a few words, no sentence, with text below it."""
    form, number = around.forms[index], around.numbers[index]
    return (
        form.words <= _MOST_WORDS
        and form.end not in _GOES_ON
        and not number.rest[0].islower()
        and SENTENCE_INSIDE.search(number.rest) is None
    )
