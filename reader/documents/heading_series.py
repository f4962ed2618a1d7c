"""Numbers that count on and are set alike are headings together, or none of them is.

Each member of a series is weighed by itself first, and what stands around it differs: one has a
list below it, another speech. What is true of one of them is true of all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from reader.documents.surroundings import Surroundings

_CERTAIN = 0.9  # so sure one is of a heading by itself, whatever is said of its series
_LEAST = 2  # numbers that make a series


def as_one(scores: Mapping[int, float], around: Surroundings) -> dict[int, float]:
    """How sure each candidate is a heading, the members of a series as sure as one another.

    That is the mean of the logarithms of their odds. A member of which one is certain stays so.
    """
    together = dict(scores)
    for members in _series(around):
        mean = sum(_log_odds(scores[index]) for index in members) / len(members)
        for index in members:
            if scores[index] < _CERTAIN:
                together[index] = 1 / (1 + math.exp(-mean))
    return together


def _series(around: Surroundings) -> list[list[int]]:
    """The series: numbers of one kind, set alike, that count on by one.

    What is named may begin anew: the scenes of all acts are of one series.
    """
    runs: defaultdict[object, list[list[int]]] = defaultdict(list)
    for index, number in around.numbers.items():
        form = around.forms[index]
        alike = runs[number.kind, bool(number.rest), form.capitals > 0.9]
        last = around.numbers[alike[-1][-1]].value if alike else 0
        if alike and (number.value == last + 1 or (number.named and number.value == 1)):
            alike[-1].append(index)
        else:
            alike.append([index])
    return [run for alike in runs.values() for run in alike if len(run) >= _LEAST]


def _log_odds(score: float) -> float:
    score = min(max(score, 1e-3), 1 - 1e-3)
    return math.log(score / (1 - score))
