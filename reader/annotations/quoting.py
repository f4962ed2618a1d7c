"""Finding quotes that another program wrote down, in a text that it may have had in another
rendering.

A quote is compared by its letters and digits alone, folded: white space, line ends, hyphens, kinds
of quotes and case differ from program to program. One that stands in the text several times is
told apart by what the file says of it: the words beside it, the titles above it, the file of the
book, how far into the text it stands, and between which others. What is left open is not placed.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from reader.annotations.anchoring import describe
from reader.annotations.annotation import Target
from reader.documents.document import Document
from reader.text.folding import fold_character
from reader.text.spans import Span

MOST = 200  # places of a quote that are looked at
TOLD = 8  # letters of a neighbour that tell places apart
NEAR = 0.05  # how far, as a share of the text, a place may be from where it is said to be
OUT_OF_ORDER = 0.05  # share of the quotes that may stand before the one before them
CLEARLY = 3  # times as far the next one has to be
_SLICE = 1024


class Quote(NamedTuple):
    """What is known of the place of a quote; ``place`` from 0 to 1, -1 where nobody says."""

    target: Target
    place: float = -1


class Folded:
    """A document's text as its letters and digits, to look for quotes in."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._spans: dict[tuple[int, int], Span] = {}

    @cached_property
    def _pieces(self) -> tuple[str, list[int]]:
        """The letters, and how many there are before each slice of the text."""
        text = self.text
        pieces = [text[at : at + _SLICE].translate(_LETTERS) for at in range(0, len(text), _SLICE)]
        before = [0]
        for piece in pieces:
            before.append(before[-1] + len(piece))
        return "".join(pieces), before

    def starts(self, letters: str, most: int = MOST) -> list[int]:
        """Where these letters stand among those of the text, at ``most`` so many places."""
        folded, _ = self._pieces
        found: list[int] = []
        at = folded.find(letters) if letters else -1
        while at >= 0 and len(found) < most:
            found.append(at)
            at = folded.find(letters, at + 1)
        return found

    def span(self, start: int, end: int) -> Span:
        """The span of the text that these letters are from."""
        known = self._spans.get((start, end))
        if known is None:
            known = Span(self._offset(start), self._offset(end - 1) + 1)
            self._spans[start, end] = known
        return known

    def described(self, span: Span) -> Target:
        """The target of a passage of this text."""
        document = self.document
        target = describe(self.text, span.start, span.end, document.section_path(span.start))
        item = document.spine_at(span.start)
        return target._replace(href=item.href, idref=item.idref) if item else target

    def beside(self, start: int, end: int) -> tuple[str, str]:
        """The letters before and behind some of them."""
        folded, _ = self._pieces
        return folded[max(0, start - 64) : start], folded[end : end + 64]

    def _offset(self, letter: int) -> int:
        """Where in the text a letter is from."""
        _, before = self._pieces
        piece = bisect_right(before, letter) - 1
        left = letter - before[piece]
        first = piece * _SLICE
        for offset, sign in enumerate(self.text[first : first + _SLICE], first):
            left -= len(_LETTERS[ord(sign)])
            if left < 0:
                return offset
        return len(self.text)


def letters(text: str) -> str:
    """The letters and digits of a text, folded."""
    return text.translate(_LETTERS)


def find_all(folded: Folded, quotes: Sequence[Quote]) -> list[Span | None]:
    """Where each of these quotes stands, which are in the order of the file that they come from;
    None for one that does not, or that may be at several places."""
    keys = [letters(quote.target.exact) for quote in quotes]
    asked = Counter(keys)
    open_at: list[list[tuple[int, int]]] = []
    for quote, key in zip(quotes, keys, strict=True):
        places = [(at, at + len(key)) for at in folded.starts(key)]
        whole = [one for one in places if _is_whole(folded, folded.span(*one))]
        open_at.append(_told(folded, quote, whole) if len(whole) > 1 else whole)
    if _is_in_order(open_at):
        _in_turn(keys, asked, open_at)
        _between(open_at)
    return [
        _with_signs(folded.text, folded.span(*places[0]), quote.target.exact)
        if len(places) == 1
        else None
        for quote, places in zip(quotes, open_at, strict=True)
    ]


def _told(folded: Folded, quote: Quote, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of several places that agree best with what is said of a quote."""
    target, document = quote.target, folded.document
    before, after = letters(target.prefix), letters(target.suffix)
    if before or after:

        def agree(one: tuple[int, int]) -> int:
            left, right = folded.beside(*one)
            return _common(before[::-1], left[::-1]) + _common(after, right)

        ranked = sorted(places, key=agree, reverse=True)
        if agree(ranked[0]) >= agree(ranked[1]) + TOLD:
            return ranked[:1]
    if target.href:
        places = _those(places, lambda one: _in_file(document, folded.span(*one).start, target))
    if target.path and len(places) > 1:
        titles = {letters(title) for title in target.path} - {""}

        def shared(one: tuple[int, int]) -> bool:
            above = document.section_path(folded.span(*one).start)
            return not titles.isdisjoint(map(letters, above))

        places = _those(places, shared)
    if quote.place >= 0 and len(places) > 1:
        length = max(1, len(folded.text))

        def far(one: tuple[int, int]) -> float:
            return abs(folded.span(*one).start / length - quote.place)

        ranked = sorted(places, key=far)
        if far(ranked[0]) <= NEAR and far(ranked[1]) >= CLEARLY * max(far(ranked[0]), NEAR / 20):
            return ranked[:1]
    return places


def _those(
    places: list[tuple[int, int]], fits: Callable[[tuple[int, int]], bool]
) -> list[tuple[int, int]]:
    """The places that fit; all of them where none does, since then something else is meant."""
    return [one for one in places if fits(one)] or places


def _in_file(document: Document, start: int, target: Target) -> bool:
    item = document.spine_at(start)
    return item is not None and (
        item.href.endswith(target.href.partition("#")[0]) or item.idref == target.idref != ""
    )


def _is_in_order(open_at: list[list[tuple[int, int]]]) -> bool:
    """Whether the file goes through the text from its beginning to its end, but for little."""
    sure = [places[0] for places in open_at if len(places) == 1]
    behind = sum(one > other for one, other in pairwise(sure))
    return behind <= OUT_OF_ORDER * len(sure)


def _in_turn(
    keys: Sequence[str], asked: Counter[str], open_at: list[list[tuple[int, int]]]
) -> None:
    """A quote that comes as often as it stands in the text stands there in the order of the
    file."""
    several = {key for key, count in asked.items() if key and count > 1}
    for key in several:
        numbers = [number for number, one in enumerate(keys) if one == key]
        places = open_at[numbers[0]]
        if len(places) == len(numbers) and all(open_at[number] == places for number in numbers):
            for number, place in zip(numbers, sorted(places), strict=True):
                open_at[number] = [place]


def _between(open_at: list[list[tuple[int, int]]]) -> None:
    """Where the file is in the order of the text, a quote stands between its neighbours in it."""
    sure = [number for number, places in enumerate(open_at) if len(places) == 1]
    for one, other in pairwise([-1, *sure, len(open_at)]):
        low = open_at[one][0][1] if one >= 0 else None
        high = open_at[other][0][0] if other < len(open_at) else None
        if low is None or high is None or low > high:
            continue
        for number in range(one + 1, other):
            inside = [at for at in open_at[number] if low <= at[0] and at[1] <= high]
            if len(inside) == 1:
                open_at[number] = inside


def _is_whole(folded: Folded, span: Span) -> bool:
    """Whether a passage does not begin or end within a word, in a script that has spaces."""
    text = folded.text
    return not (
        _is_word(text[max(0, span.start - 1) : span.start + 1])
        or _is_word(text[span.end - 1 : span.end + 1])
    )


def _is_word(text: str) -> bool:
    return len(text) == 2 and all(sign < "\u2e80" and sign.isalnum() for sign in text)


def _with_signs(text: str, span: Span, exact: str) -> Span:
    """A passage with the signs at the ends of the quote, where they stand beside it in the text."""
    start, end = span
    quote = exact.strip()
    lead = next((at for at, sign in enumerate(quote) if _LETTERS[ord(sign)]), 0)
    tail = next((at for at, sign in enumerate(reversed(quote)) if _LETTERS[ord(sign)]), 0)
    for sign in reversed(quote[:lead]):
        if start == 0 or not _alike(text[start - 1], sign):
            break
        start -= 1
    for sign in quote[len(quote) - tail :]:
        if end == len(text) or not _alike(text[end], sign):
            break
        end += 1
    return Span(start, end)


def _alike(one: str, other: str) -> bool:
    return not one.isspace() and fold_character(one) == fold_character(other)


def _common(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    most = min(len(one), len(other))
    return next((at for at in range(most) if one[at] != other[at]), most)


class _Letters(dict[int, str]):
    """What `str.translate` makes of each character."""

    def __missing__(self, code: int) -> str:
        folded = fold_character(chr(code))
        found = "".join(part for part in folded if unicodedata.category(part)[0] in "LNM")
        self[code] = found
        return found


_LETTERS = _Letters()
