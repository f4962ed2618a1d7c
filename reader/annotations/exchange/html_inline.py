"""Runs of text as HTML: marks and highlights that lie over one another become nested elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import NamedTuple

from reader.text.patterns import lazy

# What HTML cannot hold, and characters without a meaning in it.
_STRANGE = lazy("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


LINK = 0  # the rank of links, of which none may be in another


class Element(NamedTuple):
    """An element over ``[start, end)`` of the text. ``rank`` says which is outside where two cross:
    the lower one, which is never split by the other. ``attributes`` are escaped; ``first`` are
    those that only its first piece has."""

    start: int
    end: int
    rank: int
    tag: str
    attributes: str = ""
    first: str = ""


class Insert(NamedTuple):
    """A piece of HTML between two characters; it stands outside of what ends or begins there."""

    at: int
    html: str


def safe(text: str) -> str:
    """Text as HTML, also within the quotation marks of an attribute."""
    return escape(_STRANGE.sub("\ufffd", text))


def run(
    text: str,
    start: int,
    end: int,
    elements: Iterable[Element] = (),
    inserts: Iterable[Insert] = (),
    escaped: Callable[[str], str] = safe,
) -> str:
    """``text[start:end]`` as HTML with these elements over it, rightly nested."""
    over = [one for one in elements if one.start < end and one.end > start and one.start < one.end]
    between = sorted((one for one in inserts if start <= one.at <= end), key=lambda one: one.at)
    if not over and not between:
        return escaped(text[start:end])
    cuts = {start, end, *(one.at for one in between)}
    for one in over:
        cuts |= {max(one.start, start), min(one.end, end)}
    made: list[str] = []
    open_: list[Element] = []
    places = sorted(cuts)
    for place, following in zip(places, [*places[1:], end], strict=True):
        wanted = sorted(
            (one for one in over if one.start <= place < one.end and place < end), key=_outermost
        )
        here = [one.html for one in between if one.at == place]
        if here:  # within no link, as it may be one
            outside = [one for one in wanted if one in open_ and one.rank > LINK]
            _change(made, open_, outside, place)
        made += here
        _change(made, open_, wanted, place)
        made.append(escaped(text[place:following]))
    return "".join(made)


def _outermost(one: Element) -> tuple[int, int, int]:
    return one.rank, one.start, -one.end


def _change(made: list[str], open_: list[Element], wanted: Sequence[Element], place: int) -> None:
    """Close and open elements, such that the wanted ones are open, in their order."""
    shared = 0
    while shared < min(len(open_), len(wanted)) and open_[shared] is wanted[shared]:
        shared += 1
    while len(open_) > shared:
        made.append(f"</{open_.pop().tag}>")
    for one in wanted[shared:]:
        made.append(f"<{one.tag}{one.attributes}{one.first if one.start == place else ''}>")
        open_.append(one)


def is_right_to_left(text: str) -> bool:
    """Whether there is something in it that is written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
