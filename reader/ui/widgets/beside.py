"""Where cards stand beside the text: each at the row of its passage, none over another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.annotation import Annotation
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.ui.widgets.reading_view import ReadingView


class Wish(NamedTuple):
    """A card that wants to stand at ``row``, in ``rows`` rows; ``least`` will do."""

    row: int
    rows: int
    least: int


class Place(NamedTuple):
    """Where the card of that number stands, and in how many rows."""

    number: int
    row: int
    rows: int


class Passage(NamedTuple):
    """An annotation on screen, and the row of the text where its passage begins there."""

    row: int
    annotation: Annotation
    span: Span


def passages(view: ReadingView) -> list[Passage]:
    """The annotations that cross what is on screen, from top to bottom."""
    lines = view.lines()
    reading = view.reading
    if reading is None or not lines:
        return []
    starts = [line.start for _, line in lines]
    height = max(1, view.extent.height)  # below which the rows of a second column begin
    found = reading.index.crossing(starts[0], max(lines[-1][1].end, starts[-1] + 1))
    placed = [
        Passage(
            lines[max(0, bisect_right(starts, start) - 1)][0] % height, annotation, Span(start, end)
        )
        for start, end, annotation in found
    ]
    placed.sort(key=lambda one: (one.row, one.span, one.annotation.created, one.annotation.id))
    return placed


def arrange(wishes: Sequence[Wish], top: int, bottom: int, current: int = -1) -> list[Place]:
    """Places in the rows ``[top, bottom)`` for cards that are sorted by the rows they want.

    The current card stands at its row, whole, or as near to it as it fits. Any other is shortened
    where the next one wants to begin, but not below its least rows, and then pushed down: those
    above the current card up again, if they must. What finds no room has no place.
    """
    if not 0 <= current < len(wishes):
        return _downward(wishes, 0, len(wishes), top, bottom)
    wish = wishes[current]
    rows = min(wish.rows, bottom - top)
    if rows < 1:
        return []
    at = max(top, min(wish.row, bottom - rows))
    return [
        *_upward(wishes, current, top, at),
        Place(current, at, rows),
        *_downward(wishes, current + 1, len(wishes), at + rows, bottom),
    ]


def _downward(wishes: Sequence[Wish], first: int, after: int, top: int, bottom: int) -> list[Place]:
    """Cards one below the other, as far as there is room."""
    placed: list[Place] = []
    for index in range(first, after):
        wish = wishes[index]
        at = max(wish.row, top)
        if at >= bottom:
            break
        following = wishes[index + 1].row if index + 1 < after else bottom
        rows = max(min(wish.rows, following - at), min(wish.least, wish.rows))
        rows = min(rows, bottom - at)
        placed.append(Place(index, at, rows))
        top = at + rows
    return placed


def _upward(wishes: Sequence[Wish], after: int, top: int, bottom: int) -> list[Place]:
    """The cards before ``after``: one below the other, and pushed up from ``bottom``."""
    # Cards further away than there are rows would find no room.
    first = max(0, after - max(0, bottom - top))
    placed: list[Place] = []
    for index in range(first, after):
        wish = wishes[index]
        at = max(wish.row, placed[-1].row + placed[-1].rows if placed else top)
        following = wishes[index + 1].row if index + 1 < after else bottom
        rows = max(min(wish.rows, following - at), min(wish.least, wish.rows))
        placed.append(Place(index, at, rows))
    kept: list[Place] = []
    for place in reversed(placed):
        rows = place.rows
        if place.row + rows > bottom:
            rows = max(min(rows, bottom - place.row), min(wishes[place.number].least, rows))
        at = min(place.row, bottom - rows)
        if at < top:
            break
        kept.append(Place(place.number, at, rows))
        bottom = at
    return kept[::-1]


def outside(
    all_placed: Sequence[tuple[Annotation, Span]],
    start: int,
    found: Sequence[Passage],
    places: Sequence[Place],
) -> tuple[int, int]:
    """How many annotations stand above and below the cards that have a place.

    ``all_placed`` are all in reading order, ``start`` is the first offset on screen, ``found``
    what crosses the screen and ``places`` the places of those.
    """
    before = bisect_left(all_placed, start, key=lambda one: one[1].start)
    above = before - sum(one.span.start < start for one in found)
    above = max(0, above) + (places[0].number if places else 0)
    return above, max(0, len(all_placed) - above - len(places))
