"""Sessions as lines of a list, for a terminal of any width. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from reader.output import one_line
from reader.sessions import Group
from reader.study.recap import duration
from reader.study.session import state_of
from reader.text.wrap import cells, fit

TITLE = 60  # cells of a title, at most
_LEAST = 20  # cells of titles that are worth a place in the line
_GAP, _INDENT = "  ", "    "


class Listed(NamedTuple):
    """A session: its first lines, and its titles, which a terminal may show in another style."""

    lines: list[str]
    titles: list[str]
    indent: str  # of the titles, where they have a line of their own
    state: str


def listed(groups: Sequence[Group], width: int) -> Iterator[Listed]:
    """The sessions in this order: a line for each where titles have room beside the numbers; else
    the titles below them. No line is wider than ``width`` cells; 0 is any width."""
    rows = [_cells(group) for group in groups]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    states = [_state(group) for group in groups]
    taken = sum(widths) + len(_GAP) * len(widths) + max(map(len, states), default=0)
    narrow = width > 0 and width - taken < _LEAST
    for group, row, state in zip(groups, rows, states, strict=True):
        when, *numbers, identity = row
        if narrow:
            lines = list(_packed([when, *filter(None, numbers), identity], width))
            room = width - len(_INDENT) - len(state)
        else:
            padded = (f"{one:>{room}}" for one, room in zip(numbers, widths[1:], strict=False))
            lines = [_GAP.join([when, *padded, identity, ""])]
            room = width - taken if width else 0
        titles = [one_line(held.entry.title) for held in group.held]
        yield Listed(lines, _cut(titles, room), _INDENT if narrow else "", state)


def _cells(group: Group) -> tuple[str, ...]:
    amounts, fast = group.amounts, group.pace
    return (
        f"{datetime.fromisoformat(group.started):%Y-%m-%d %H:%M}",
        duration(group.active),
        " and ".join(f"{amount:,} {unit}" for unit, amount in amounts.items()),
        f"{fast:,}/min" if fast else "",
        f"{group.marks} mark{'s' * (group.marks != 1)}" if group.marks else "",
        group.id[-8:],
    )


def _state(group: Group) -> str:
    state = state_of(group.sessions)
    return "" if state == "stopped" else f"{_GAP}({state})"


def _packed(parts: Sequence[str], width: int) -> Iterator[str]:
    """Parts one after the other, in as many lines as they need."""
    line = ""
    for part in parts:
        longer = f"{line}{_GAP}{part}" if line else part
        if line and cells(longer) > width:
            yield line
            longer = _INDENT + part
        line = longer
    yield line


def _cut(titles: Sequence[str], room: int) -> list[str]:
    """Titles that have room together, with "; " between them; 0 is any room."""
    titles = [fit(title, min(TITLE, cells(title))) for title in titles]
    if not room or sum(map(cells, titles)) + 2 * (len(titles) - 1) <= room:
        return titles
    each = max(6, (room - 2 * (len(titles) - 1)) // len(titles))
    kept = [fit(title, min(each, cells(title))) for title in titles]
    most = max(1, (room + 2) // (each + 2))
    return kept[:most] if len(kept) <= most else [*kept[: most - 1], f"+{len(kept) - most + 1}"]
