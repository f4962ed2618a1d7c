"""Finding the headings of a text that marks none.

Every short paragraph is a candidate. Named pieces of evidence speak for and against it; each has
a weight, fitted to texts whose headings are known, and the sum of the weights is how sure one can
be (logistic regression). Then a second look takes in how those that look alike and the
neighbours were judged: the chapters of a book vote for one another. At last as many candidates
are taken as promise the best balance of headings found and headings right.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise, repeat
from operator import mul
from typing import NamedTuple

from reader.documents.contents import key_of
from reader.documents.heading_company import ALONE, ALONE_SCALE, company, in_company
from reader.documents.heading_evidence import WHATEVER, Evidence, evidence
from reader.documents.heading_levels import levels
from reader.documents.heading_rules import rules
from reader.documents.heading_series import as_one
from reader.documents.heading_weights import DRESSES, WEIGHTS
from reader.documents.layout import Layout
from reader.documents.numbered_outline import outlined, sections, subdivisions
from reader.documents.parts import Part
from reader.documents.surroundings import STOPS, Surroundings, survey
from reader.text.patterns import lazy

_GUTENBERG_START = lazy(r"\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_GUTENBERG_END = lazy(
    r"\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the )?Project Gutenberg",
    re.IGNORECASE,
)
_LEAST = 0.1  # how sure one must be in any case
_BEST = 0.15  # how sure one must be of one of them, to take any
_CERTAIN = 0.9  # how sure one is of what needs no weighing
_CAPITALS = 0.9  # of the letters of a line in capitals
_LIKELY = 0.3  # how sure one must be of what is set as others that are headings
_SERIES = 3  # headings that make a series
_MOST = 0.6  # of a series


class Found(NamedTuple):
    """A part that is a heading, its level (1 the outermost) and how sure that is, from 0 to 1."""

    part: int
    level: int
    confidence: float


class Judged(NamedTuple):
    """A candidate, how sure it is a heading, and what every piece of evidence added to that.

    ``reasons`` are pairs of a phrase and its share of the logarithm of the odds, weightiest first.
    """

    part: int
    confidence: float
    chosen: bool
    reasons: tuple[tuple[str, float], ...]


def find_headings(around: Surroundings) -> list[Found]:
    """Which of the parts that `look_around` saw are headings."""
    scores, _ = _judge(around)
    sure = {index: scores[index] for index in choose(scores, around)}
    return [Found(index, level, sure[index]) for index, level in levels(sure, around)]


def explain_headings(around: Surroundings) -> list[Judged]:
    """All candidates in reading order, with the reasons for what was made of them."""
    scores, evidences = _judge(around)
    chosen = set(choose(scores, around))
    once, again = _weights(around.dress, 0), _weights(around.dress, 1)
    judged = []
    for index, found in evidences.items():
        # What was said at the first look counts twice: itself, and in what came of that look.
        shares = {
            name: value * (again.get(name, 0.0) + once.get(name, 0.0) * again[ALONE] / ALONE_SCALE)
            for name, value in found.items()
            if name not in (ALONE, WHATEVER)
        }
        reasons = sorted(shares.items(), key=lambda share: -abs(share[1]))
        judged.append(Judged(index, scores[index], index in chosen, tuple(reasons)))
    return judged


def look_around(parts: Sequence[Part], layout: Layout, first: int = 0) -> Surroundings:
    """What is known of a text before its headings are looked for, from part ``first`` on.

    Of a Project Gutenberg text that is what stands between its markers.
    """
    start, end = body(parts)
    return survey(parts, layout, max(start, first), end)


def first_look(around: Surroundings) -> dict[int, Evidence]:
    """The evidence for each candidate by itself."""
    by_rule = rules(around)
    return {index: evidence(index, around, by_rule.get(index, "")) for index in around.candidates}


def _judge(around: Surroundings) -> tuple[dict[int, float], dict[int, Evidence]]:
    """How sure each candidate is a heading, and all that was said of it."""
    alone = first_look(around)
    weights = _weights(around.dress, 0)
    first = {index: score(found, weights) for index, found in alone.items()}
    others = company(first, alone, around)
    weights = _weights(around.dress, 1)
    for index, found in alone.items():
        found.update(in_company(index, first, others, around))
    scores = as_one({index: score(found, weights) for index, found in alone.items()}, around)
    certain = around.certain.parts | _listed_titles(around) | outlined(around)
    certain |= sections(around) | subdivisions(around) | _heading_of_contents(around)
    return scores | {index: max(scores[index], _CERTAIN) for index in certain}, alone


def _listed_titles(around: Surroundings) -> set[int]:
    """The titles right below numbers that the table of contents lists, with the number or alone."""
    return {
        index + 1
        for index, number in around.numbers.items()
        if not number.rest and index + 1 in around.forms and index + 1 not in around.numbers
        if _is_listed(around.parts[index].text, around.parts[index + 1].text, around.contents)
    }


def _heading_of_contents(around: Surroundings) -> set[int]:
    """The heading of the table of contents, if what the table lists comes again below it."""
    index = around.listed.start - 1
    if index not in around.forms or not around.listed:
        return set()
    below = {key_of(around.parts[i].text) for i in around.candidates if i >= around.listed.stop}
    return {index} if len(below & around.contents) >= _SERIES else set()


def _is_listed(number: str, title: str, contents: frozenset[str]) -> bool:
    return key_of(title) in contents or key_of(number + title) in contents


def score(found: Evidence, weights: Mapping[str, float]) -> float:
    """The logistic function of the weighted sum of evidence, from 0 to 1."""
    total = sum(map(mul, found.values(), map(weights.get, found, repeat(0.0))))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _weights(dress: str, look: int) -> dict[str, float]:
    """The weights for texts set in a way, for the first look (0) or the second (1)."""
    column = 2 * DRESSES.index(dress) + look
    return {name: row[column] / 100 for name, row in WEIGHTS.items() if row[column]}


def choose(scores: Mapping[int, float], around: Surroundings) -> list[int]:
    """The candidates that are taken for headings, in reading order."""
    if around.certain.alone:
        return sorted(around.certain.parts)
    if max(scores.values(), default=0.0) < _BEST:
        return []  # the likeliest of what is unlikely is a sentence, not the one section there is
    cut = least_taken(list(scores.values()))
    chosen = {index for index, score in scores.items() if score >= cut}
    chosen |= _gaps(chosen, around) | _likes(chosen, scores, around) | around.certain.parts
    return sorted(chosen | _titles(chosen, around))


def _gaps(chosen: set[int], around: Surroundings) -> set[int]:
    """The candidates that fill gaps in a series of numbers: II, where I, III and IV were taken."""
    series: dict[str, list[int]] = {}
    for index, number in around.numbers.items():
        series.setdefault(number.kind, []).append(index)
    found: set[int] = set()
    for members in series.values():
        taken = [index for index in members if index in chosen]
        if len(taken) < _SERIES:
            continue
        for before, after in pairwise(taken):
            missing = [
                index
                for index in members[bisect_right(members, before) : bisect_left(members, after)]
                if around.numbers[before].value
                < around.numbers[index].value
                < around.numbers[after].value
            ]
            values = [around.numbers[index].value for index in missing]
            if values == list(range(around.numbers[before].value + 1, around.numbers[after].value)):
                found.update(missing)
    return found


def _likes(chosen: set[int], scores: Mapping[int, float], around: Surroundings) -> set[int]:
    """The candidates in capitals set as headings taken, where most of that style are taken and none
    that is left is unlikely."""
    styles: dict[object, list[int]] = {}
    for index in around.candidates:
        if index not in around.numbers and around.forms[index].capitals > _CAPITALS:
            styles.setdefault(around.styles[index], []).append(index)
    found: set[int] = set()
    for members in styles.values():
        left = [index for index in members if index not in chosen]
        if len(left) < len(members) / 2 and min((scores[i] for i in left), default=0) >= _LIKELY:
            found.update(left)
    return found


def _titles(chosen: set[int], around: Surroundings) -> set[int]:
    """The titles right below numbers that stand alone, where most such numbers have one."""
    bare = [i for i in chosen if (number := around.numbers.get(i)) and not number.rest]
    right_below = {i + 1 for i in bare if _is_right_below(i + 1, around)}
    titled = [index for index in bare if index + 1 in chosen and index + 1 not in around.numbers]
    if len(titled) < _SERIES or len(titled) < _MOST * len(bare):
        return right_below
    return right_below | {
        index + 1
        for index in bare
        if index + 1 in around.forms and around.forms[index + 1].end not in STOPS | {","}
    }


def _is_right_below(index: int, around: Surroundings) -> bool:
    """Whether a line has a named number in the line above it, and blank lines above and below
    both."""
    above = around.numbers.get(index - 1)
    parts = around.parts
    return (
        above is not None
        and above.named
        and index in around.forms
        and around.forms[index].end not in STOPS | {","}
        and index + 1 < around.end
        and not parts[index].before
        and min(parts[index - 1].before, parts[index + 1].before) > 0
    )


def least_taken(scores: Sequence[float]) -> float:
    """The least score to take, so that the F1 to be expected is the best there is.

    With the k surest taken, the sum of their scores is the number of right ones to be expected,
    and the sum of all scores that of headings there are: F1 is twice the first over k plus the
    second. A text in which nothing is sure so gives up some precision, never below `_LEAST`.
    """
    ordered = sorted(scores, reverse=True)
    total = sum(ordered)
    best, cut = 0.0, 1.0
    for count, (right, value) in enumerate(zip(accumulate(ordered), ordered, strict=True), 1):
        if (f1 := 2 * right / (count + total)) > best:
            best, cut = f1, value
    return max(cut, _LEAST)


def body(parts: Sequence[Part]) -> tuple[int, int]:
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
