"""What the judgement of the others says of a short part: the second look for headings.

The chapters of a book look alike, count on, and stand between long text: when most of them were
taken for headings at the first look, so should the rest be.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from reader.documents.heading_evidence import Evidence
from reader.documents.surroundings import STOPS, Surroundings

ALONE = "as judged alone"
ALONE_SCALE = 3  # it is the logarithm of the odds, divided by this


def company(scores: dict[int, float], alone: dict[int, Evidence], around: Surroundings) -> Company:
    """What the first look at all candidates says of styles, numbers and forms."""
    sums: defaultdict[object, _Sum] = defaultdict(_Sum)
    for index, score in scores.items():
        found, number = alone[index], around.numbers.get(index)
        style = sums[around.styles[index]]
        style.between += "between long text" in found
        style.in_runs += (
            "inside a run, no sign at its end" in found or "one of five or more" in found
        )
        for key in (around.styles[index], number and number.kind, _form(index, around)):
            sums[key].count += 1
            sums[key].score += score
    return sums


def in_company(
    index: int, scores: dict[int, float], others: Company, around: Surroundings
) -> Evidence:
    """What the judgement of the neighbours and of those alike says of part ``index``."""
    score = scores[index]
    found = {
        ALONE: math.log((score + 1e-3) / (1 - score + 1e-3)) / ALONE_SCALE,
        "how the one above is judged": scores.get(index - 1, 0.0),
        "how the next is judged": scores.get(index + 1, 0.0),
    }
    style, number = others[around.styles[index]], around.numbers.get(index)
    if style.count > 1:
        found["how the alike are judged"] = (style.score - score) / (style.count - 1)
        found["how many alike are sure"] = math.log(1 + style.score - score) / 3
        found["the alike stand between long text"] = style.between / style.count
        found["the alike stand in runs"] = style.in_runs / style.count
    form = others[_form(index, around)]
    if form.count > 1:
        found["how others of its form are judged"] = (form.score - score) / (form.count - 1)
    if number and (series := others[number.kind]).count > 1:
        found["how its series is judged"] = (series.score - score) / (series.count - 1)
    return found


class _Sum:
    """Of parts that have something in common: how many, the sum of their scores, where they
    stand."""

    __slots__ = ("between", "count", "in_runs", "score")

    def __init__(self) -> None:
        self.count = self.between = self.in_runs = 0
        self.score = 0.0


Company = Mapping[object, _Sum]


def _form(index: int, around: Surroundings) -> object:
    """A style without its place: a heading keeps it where the gaps around it change."""
    form, number = around.forms[index], around.numbers.get(index)
    return (
        "form",
        number.kind if number else "",
        form.capitals > 0.9,
        form.titled > 0.8,
        form.end in STOPS,
        around.parts[index].text[:1] == "_",
    )
