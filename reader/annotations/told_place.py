"""Where an annotation stood in the program that it comes from: the page or the location there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from reader.annotations.annotation import Annotation
from reader.text.spans import Span

_NUMBER = re.compile(r"\d+")
_NAMES = ("page", "location")


def told_place(annotation: Annotation) -> str:
    """The page and the location that another program gives: "page 12 · location 129"; empty for
    none."""
    return " · ".join(f"{name} {value}" for name, value in _told(annotation).items())


def likely_offset(
    annotation: Annotation, placed: Iterable[tuple[Annotation, Span]], length: int
) -> float | None:
    """About where in a text of this ``length`` an annotation stood, by what its file says and by
    those others from it that have a place; None where nothing tells."""
    told = annotation.extra.get("from")
    share = told.get("place") if isinstance(told, Mapping) else None
    if isinstance(share, int | float) and 0 <= share <= 1:
        return share * length
    own = _numbers(annotation)
    for name in reversed(_NAMES):  # a location is finer
        if name not in own:
            continue
        known = sorted(
            (numbers[name], span.start)
            for other, span in placed
            if name in (numbers := _numbers(other))
        )
        if known:
            return _between(own[name], known)
    return None


def _between(number: int, known: list[tuple[int, int]]) -> float:
    """The offset of a number, in proportion between the nearest numbers that have one."""
    before = max((one for one in known if one[0] <= number), default=None)
    after = min((one for one in known if one[0] >= number), default=None)
    if before is None or after is None:
        return (before or after or known[0])[1]
    if before[0] == after[0]:
        return before[1]
    part = (number - before[0]) / (after[0] - before[0])
    return before[1] + part * (after[1] - before[1])


def _told(annotation: Annotation) -> dict[str, str]:
    told = annotation.extra.get("from")
    if not isinstance(told, Mapping):
        return {}
    found = {
        name: " ".join(str(told[name]).split())
        for name in _NAMES
        if isinstance(told.get(name), str | int) and str(told[name]).strip()
    }
    kind = told.get("location type")  # one number, of a page or of a location
    if kind == "location" and "page" in found and "location" not in found:
        found = {"location": found["page"]}
    return found


def _numbers(annotation: Annotation) -> dict[str, int]:
    found = ((name, _NUMBER.search(value)) for name, value in _told(annotation).items())
    return {name: int(number[0]) for name, number in found if number}
