"""The title of a section in rows and what stands beside it: strips, sizes, details."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.annotations.annotation import Colour
from reader.documents.document import Section
from reader.study.coverage import covered
from reader.study.reading import Tally
from reader.text.spans import Span
from reader.text.words import WORDS
from reader.text.wrap import cells, fit, folded
from reader.ui.widgets.list_pane import Row

HEAT = " ░▒▓█"
MARKED = "▌"
CHANGED = "±"
_ANYWHERE = "\u2e80"  # the scripts from here on may be broken between any two letters
UNSURE = 0.5  # the confidence below which a section is shown as a guess


class Columns(NamedTuple):
    """The cells right of the titles: of the strip, and of the minutes, each with a space before."""

    strip: int
    minutes: int

    @property
    def width(self) -> int:
        """All of it."""
        return self.strip + 1 + self.minutes


def columns(width: int, titles: int = 0) -> Columns:
    """What fits beside titles in a pane of ``width`` cells: the titles have two thirds or more.

    Where the widest of them needs ``titles`` cells and a pane is not wide, they go before minutes.
    """
    if width < 24:
        return Columns(3, 0)
    whole = Columns(6 if width < 44 else 8, 4)
    if width < 28 or (width < 34 and titles + whole.width > width):
        return Columns(5, 0)
    return whole


def heat(read: Sequence[Span], start: int, end: int, width: int) -> str:
    """What was read of ``[start, end)`` as a strip of ``width`` cells, dark where read."""
    size = max(1, end - start)
    strip = []
    for cell in range(width):
        low = start + size * cell // width
        high = max(low + 1, start + size * (cell + 1) // width)
        share = covered(read, low, high) / (high - low)
        strip.append(HEAT[min(4, round(share * 4))])
    return "".join(strip)


def strip(
    read: Sequence[Span],
    colour_in: Callable[[int, int], Colour | None] | None,
    start: int,
    end: int,
    width: int,
) -> Row:
    """A space and a strip of ``[start, end)``: dark where it was read, a bar in its colour where
    it is annotated, so that both are to be told apart without colours."""
    shades = heat(read, start, end, width)
    size = max(1, end - start)
    row: Row = [(" ", "muted")]
    for cell, shade in enumerate(shades):
        low = start + size * cell // width
        high = max(low + 1, start + size * (cell + 1) // width)
        colour = colour_in(low, high) if colour_in else None
        sign, style = (shade, "muted") if colour is None else (MARKED, f"sign-{colour}")
        text, before = row[-1]
        row[-1:] = [(text + sign, style)] if style == before else [(text, before), (sign, style)]
    return row


def sign(section: Section, *, changed: bool = False) -> str:
    """What stands before the title of a section that changed since it was annotated, or that nobody
    marked as one."""
    if changed:
        return CHANGED
    if section.made:
        return "~"
    return "·" if section.confidence < UNSURE else " "


def title_rows(title: str, whole: int, room: int, most: int) -> list[str]:
    """A title in rows of ``whole`` cells, ``most`` at most, one of them in ``room``, beside other
    things: the first one, or where a word would not find room there, the last."""
    first, *more = folded(title, room, most) or [""]
    if not more:
        return [first]
    broken = title[len(first) - 1 : len(first) + 1]
    if broken.isalnum() and max(broken) < _ANYWHERE:
        below = [*folded(title, whole, most), ""][:most]
        if cells(below[-1]) <= room:
            return below
    return [first, *folded(title[len(first) :].lstrip(), whole, most - 1)]


def title_style(section: Section, aside: bool = False) -> str:
    """The style that goes with `sign`; what is ``aside`` (notes, an index) stands back."""
    if section.made:
        return "quote"
    return "muted" if aside or section.confidence < UNSURE else ""


def duration(minutes: float) -> str:
    """A time in at most three cells."""
    if minutes < 0.5:
        return "<1m"
    return f"{round(minutes)}m" if minutes < 99.5 else f"{round(minutes / 60)}h"


def size_rows(
    amount: int | None, unit: str, minutes: float, tally: Tally, share: float, width: int
) -> list[Row]:
    """A section in two rows of ``width`` cells: how long it is; what was done with it.

    Its ``amount`` of words or characters is None until they are counted, ``share`` is how much was
    read, from 0 to 1.
    """
    time = "under 1 min" if minutes < 0.5 else f"{round(minutes)} min"
    if minutes >= 99.5:
        time = f"{round(minutes / 60)} h"
    long, short = ("word", "w") if unit == WORDS else ("char", "ch")
    counted = []
    if amount is not None:
        counted = [f"{amount:,} {long}{'s' * (amount != 1)}", f"{amount:,} {short}"]
    percent = f"{round(100 * share)} %"
    notes, asked = tally
    number = f"{notes} note{'s' * (notes != 1)}" if notes else ""
    all_of_it = [number and (f"{number}, {asked} open" if asked else number), f"{percent} read"]
    in_short = [number and (f"{number} ?{asked}" if asked else number), percent]
    rows = (
        _first_that_fits([*([one, time] for one in counted), [time]], width),
        _first_that_fits([all_of_it, in_short, [percent]], width),
    )
    return [[(fit(row, width), "panel-muted")] for row in rows]


def _first_that_fits(ways: Sequence[Sequence[str]], width: int) -> str:
    joined = [" · ".join(part for part in way if part) for way in ways]
    return next((one for one in joined if cells(one) <= width), joined[-1])
