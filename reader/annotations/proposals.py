"""The places in a text that a target may mean.

Where the earlier text is known, its alignment with the text proposes a place; the stretches most
like the quote and its surroundings propose others. Each gets odds, by what speaks for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from threading import Lock
from typing import NamedTuple, Protocol

from reader.annotations.anchor_weights import WEIGHTS
from reader.annotations.annotation import Target
from reader.annotations.edges import (
    ITEM,
    SENTENCE,
    Sought,
    are_alike,
    is_held,
    stands_for_one,
    with_edges,
)
from reader.annotations.evidence import (
    AROUND,
    KEPT,
    LEAST,
    NAMES,
    SCATTERED,
    Circumstances,
    Place,
    Query,
    Worth,
    evidence,
    odds,
    place_of,
    point_of,
)
from reader.annotations.stood import where_it_stood
from reader.text.alignment import Alignment, clipped, runs_of
from reader.text.occurrences import Occurrences
from reader.text.patterns import lazy
from reader.text.runs import Run
from reader.text.spans import Span
from reader.text.tokens import Tokens, Vocabulary, tokenize, tokenizing
from reader.text.units import snapped

NEAR = 16  # code points of each side that must agree for a position to be believed
SHORT = 5  # tokens below which a quote is weighed by a table of its own
SHORT_KNOWN = 2  # the table for short quotes of an earlier text
SURE = 0.95  # confidence from which no other place is looked for
WINDOWS = 5  # stretches of a text that are compared with a quote
SHARP = 1.5  # how much a better place counts against one that is less good; 1: as by its odds
FAR = 20_000  # code points from where it stood beyond which a place is far, at least
HELD = 2.0  # times the odds of a short quote between the tokens that stood beside it
REWORDED = 4.0  # the odds of one word in the place of one that is like it
ALIKE = 6  # tokens in a row, of the same letters, whose case and accents say nothing any more
BESIDE = 20  # tokens from where the alignment expects it at which a place is half as good

# Where a line ends that the next one does not go on with.
_CUT = "cut"  # how a place is found that was cut to a line
_LINES = lazy(r"\n[ \t]*(?:(?:[-*+•]|\d+[.)])[ \t]+|\n)|(?<=[.!?…;:。！？])[ \t]*\n")
_TABLES = tuple(tuple(WEIGHTS[name][n] for name in NAMES) for n in range(4))


class Proposal(NamedTuple):
    """A place that may be meant, how it was found, its odds, the evidence they were made of, and
    with which of the tables of weights: with the earlier text or without (0, 1), the same for
    short quotes (2, 3)."""

    start: int
    end: int
    how: str
    odds: float
    evidence: list[float]
    table: int


class Proposals:
    """Proposes places of a text.

    It needs the words of the texts, which `steps` prepares, a few milliseconds in each step; what
    is asked earlier waits for all of them. Several threads may take the steps and ask.
    """

    def __init__(self, text: str, previous_text: str | None) -> None:
        self.text = text
        self.previous_text = previous_text
        self._occurrences = Occurrences()
        self._alignment = None if previous_text is None else Alignment(previous_text, text)
        self._vocabulary = self._alignment.vocabulary if self._alignment else Vocabulary()
        self._tokens = self._alignment.new if self._alignment else Tokens()
        self._worth = Worth(self._occurrences.weight, self._vocabulary.is_word)
        self._todo = self._preparing()
        self._lock = Lock()

    def steps(self) -> Iterator[None]:
        """Prepare for whatever may be asked; what another thread has done is not done again."""
        while True:
            with self._lock:
                if next(self._todo, self) is self:
                    return
            yield

    def _preparing(self) -> Iterator[None]:
        if self._alignment:
            yield from self._alignment.steps()
        else:
            yield from tokenizing(self.text, self._vocabulary, self._tokens)
        yield from self._occurrences.steps(self._tokens.numbers)

    def proposed(self, target: Target, thorough: bool = False) -> list[Proposal]:
        """The places that may be meant, in no order, those that overlap included. Without
        ``thorough``, none but the first is looked for where that one is sure."""
        for _ in self.steps():
            pass
        found: list[Proposal] = []
        sought, expected = self._sought(target)
        if expected is not None:
            proposal = self._judge(sought, expected.runs, expected, "alignment")
            proposal = proposal or self._reworded(sought, expected.runs)
            if proposal:
                found.append(proposal)
                if not thorough and proposal.odds > SURE / (1 - SURE):
                    return found
        size = sought.query.last - sought.query.first
        todo = self._occurrences.stretches(sought.query.numbers, WINDOWS)[::-1]
        taken: list[Span] = []
        while todo:
            low, high = todo.pop()
            # One stretch may hold several places: what is left beside one is looked at as well.
            hit = next((one for one in taken if one.start < high and low < one.end), None)
            if hit is None:
                runs = self._runs_in(sought.query, low, high)
                proposal = self._judge(sought, runs, expected, "fuzzy")
                if proposal is None:
                    continue
                found.append(proposal)
                hit = Span(*self._tokens.within(proposal.start, proposal.end))
                if hit.start == hit.end or hit.end <= low or high <= hit.start:
                    continue
                taken.append(hit)
            sides = (hit.end, high), (low, hit.start)
            todo += [side for side in sides if side[1] - side[0] >= size]
        return found

    def _sought(self, target: Target) -> tuple[Sought, Expected | None]:
        """What to look for, and where the alignment expects it."""
        previous, alignment = self.previous_text, self._alignment
        start, end = target.start, target.end
        if previous is not None and alignment and _is_in(target, previous):
            first, last = alignment.old.within(start, end)
            base = max(0, first - AROUND)
            query = Query(alignment.old.numbers[base : last + AROUND], first - base, last - base)
            runs = [
                Run(old - base, new, length)
                for old, new, length in alignment.runs_in(base, last + AROUND)
            ]
            expected = Expected(runs, *alignment.between(first, last))
            return Sought(query, alignment.old, base, previous, start, end, target.start), expected
        whole = target.prefix + target.exact + target.suffix
        tokens = tokenize(whole, self._vocabulary)
        start = len(target.prefix)
        end = start + len(target.exact)
        first, last = tokens.within(start, end)
        query = Query(tokens.numbers, first, last)
        return Sought(query, tokens, 0, whole, start, end, target.start), None

    def stood(self, target: Target) -> Span | None:
        """Where a passage stood; None where that is not known."""
        previous, alignment = self.previous_text, self._alignment
        if previous is None or not alignment or not target.exact or not _is_in(target, previous):
            return None
        for _ in self.steps():
            pass
        return where_it_stood(alignment, previous, self.text, Span(target.start, target.end))

    def _judge(
        self,
        sought: Sought,
        runs: list[Run],
        expected: Expected | None,
        how: str,
    ) -> Proposal | None:
        query = sought.query
        if query.first == query.last:
            return self._point(sought, runs, how)
        is_word = self._vocabulary.is_word
        place = place_of(query, runs, is_word)
        if place is None:
            return None
        span = Span(*self._span(sought, place))
        start, end = with_edges(sought, runs, place, span, self.text, self._tokens, is_word)
        cut = self._line_of_most(sought, place, start, end)
        if cut:
            again = self._runs_in(query, *cut) if how != _CUT else []
            return self._judge(sought, again, expected, _CUT)
        how = how if how == "alignment" else self._how(sought, place)
        near = 1 - min(1.0, abs(start - sought.was) / max(FAR, len(self.text)))

        def alike(run: Run) -> list[bool]:
            return self._alike(sought, run)

        about = Circumstances(near)
        if expected is not None:
            about = _circumstances(near, query, place, expected, self._covered(place))
        values = evidence(
            query, runs, place, alike, self._tokens.numbers, self._worth, is_word, about
        )
        table = (expected is None) + 2 * (query.last - query.first < SHORT)
        value = odds(_TABLES[table], values, SCATTERED[table % 2])
        if table == SHORT_KNOWN and values[KEPT] >= LEAST and is_held(query, runs):
            value *= HELD
        return Proposal(start, end, how, value, values, table)

    def _runs_in(self, query: Query, low: int, high: int) -> list[Run]:
        """What of a query is in the tokens ``[low, high)``."""
        found = runs_of(query.numbers, self._tokens.numbers[low:high])
        return [Run(old, new + low, length) for old, new, length in found]

    def _line_of_most(
        self, sought: Sought, place: Place, start: int, end: int
    ) -> tuple[int, int] | None:
        """Where a place begins in one line or item of a list and ends in another, though the quote
        was within one: the tokens of the line that has most of it."""
        before, _ = sought.line
        if (
            sought.query.last - sought.query.first >= SENTENCE
            or not _LINES.search(self.text, start, end)
            or "\n" in sought.text[sought.start : sought.end]
            or (before.strip() and not ITEM.search(before))
        ):
            return None
        bounds = [match.span() for match in _LINES.finditer(self.text, start, end)]
        stop = self.text.find("\n", end)
        edges = [
            self.text.rfind("\n", 0, start) + 1,
            *chain.from_iterable(bounds),
            len(self.text) if stop < 0 else stop,
        ]
        parts = [self._tokens.within(*two) for two in zip(edges[::2], edges[1::2], strict=True)]
        return max(parts, key=lambda p: sum(n for _, _, n in _inside(place.runs, *p)))

    def _reworded(self, sought: Sought, runs: Sequence[Run]) -> Proposal | None:
        """The word that stands for the one that is the quote, if it is much like it."""
        numbers, is_word = self._tokens.numbers, self._vocabulary.is_word
        image = stands_for_one(sought.query, runs)
        if image is None or not is_word[numbers[image]]:
            return None
        start, end = self._tokens.starts[image], self._tokens.ends[image]
        was, was_end = sought.token(sought.query.first)
        if (was, was_end) != (sought.start, sought.end) or not are_alike(
            sought.text[was:was_end], self.text[start:end]
        ):
            return None
        return Proposal(start, end, "alignment", REWORDED, [0.0] * len(NAMES), SHORT_KNOWN)

    def _covered(self, place: Place) -> int:
        """How many tokens of a place the alignment has from anywhere in the earlier text."""
        runs = clipped(self._alignment.backwards, place.start, place.end) if self._alignment else ()
        return sum(run.length for run in runs)

    def _alike(self, sought: Sought, run: Run) -> list[bool]:
        """Which tokens of a run are written alike."""
        old, new, length = sought.base + run.old, run.new, run.length
        was, now = sought.tokens, self._tokens
        one = sought.text[was.starts[old] : was.ends[old + length - 1]]
        if self.text.startswith(one, now.starts[new]):
            return [True] * length
        there = self.text[now.starts[new] : now.ends[new + length - 1]]
        if length >= ALIKE or _composed(one) == _composed(there):
            return [True] * length
        return [
            _composed(sought.text[was.starts[old + n] : was.ends[old + n]])
            == _composed(self.text[now.starts[new + n] : now.ends[new + n]])
            for n in range(length)
        ]

    def _how(self, sought: Sought, place: Place) -> str:
        """How the words of a place stand to those of the quote."""
        query, (start, end, _) = sought.query, place
        if self._tokens.numbers[start:end] != query.numbers[query.first : query.last]:
            return "fuzzy"
        found = self.text[self._tokens.starts[start] : self._tokens.ends[end - 1]]
        return "quote" if found in sought.text[sought.start : sought.end] else "folded"

    def _span(self, sought: Sought, place: Place) -> tuple[int, int]:
        """The code points of a place; where the quote's first and last token are there, with the
        share of them that was in the quote."""
        text, tokens = self.text, self._tokens
        start, end = tokens.starts[place.start], tokens.ends[place.end - 1]
        query = sought.query
        first_of, last_of = place.runs[0].old, place.runs[-1].old + place.runs[-1].length - 1
        was, was_end = sought.token(first_of)
        if (
            first_of == query.first
            and was < sought.start
            and (sought.text[was:was_end] == text[start : tokens.ends[place.start]])
        ):
            start += sought.start - was
        was, was_end = sought.token(last_of)
        if (
            last_of == query.last - 1
            and was_end > sought.end
            and (sought.text[was:was_end] == text[tokens.starts[place.end - 1] : end])
        ):
            end -= was_end - sought.end
        exact = sought.text[sought.start : sought.end]
        lead = len(exact) - len(exact.lstrip())
        if start >= lead and text.startswith(exact, start - lead):
            return self._whole(sought, start - lead, start - lead + len(exact))
        return self._whole(sought, start, max(start, end))

    def _whole(self, sought: Sought, start: int, end: int) -> tuple[int, int]:
        """The span of whole graphemes, if the quote was one."""
        if _is_plain(self.text, start) and _is_plain(self.text, end):
            return start, end
        around = snapped(self.text, start, end)
        if around != (start, end) and snapped(sought.text, sought.start, sought.end) == (
            sought.start,
            sought.end,
        ):
            return around
        return start, end

    def _point(self, sought: Sought, runs: Sequence[Run], how: str) -> Proposal | None:
        """A place without words, by the tokens that stand around it."""
        query, tokens = sought.query, self._tokens
        found = point_of(query, runs, tokens.numbers, self._worth)
        if found is None or sought.start != sought.end:
            return None
        beside, image, value = found
        _, was_end = sought.token(beside)
        if beside >= query.first:
            place = tokens.starts[image]
        elif was_end == sought.start or beside < query.first - 1 or image + 1 == len(tokens):
            place = tokens.ends[image]
        else:
            place = tokens.starts[image + 1]
        start, _ = self._whole(sought, place, place)
        return Proposal(start, start, how, value, [], 0)


class Expected(NamedTuple):
    """What the alignment knows of a query: its runs, and the tokens of the text between which
    the quote should be, as the nearest runs before and after it say."""

    runs: list[Run]
    after: int
    before: int


def _is_in(target: Target, text: str) -> bool:
    """Whether a target was described in this text, or in one that is the same there."""
    exact, prefix, start, end = target.exact, target.prefix, target.start, target.end
    return (
        0 <= start <= end == start + len(exact) <= len(text)
        and text.startswith(exact, start)
        and text.endswith(prefix[-NEAR:], 0, start)
    )


def _circumstances(
    near: float, query: Query, place: Place, expected: Expected, covered: int
) -> Circumstances:
    """How a place agrees with the alignment."""
    met = 0
    for _, new, length in clipped(expected.runs, query.first, query.last):
        met += max(0, min(new + length, place.end) - max(new, place.start))
    distance = min(abs(place.start - expected.after), abs(expected.before - place.end))
    return Circumstances(
        near,
        met / (query.last - query.first),
        float(expected.after <= place.start and place.end <= expected.before),
        1 / (1 + distance / BESIDE),
        (covered - met) / (place.end - place.start),
    )


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _inside(runs: Iterable[Run], low: int, high: int) -> list[Run]:
    """The runs, cut to the new tokens ``[low, high)``."""
    turned = sorted(Run(new, old, length) for old, new, length in runs)
    return clipped(turned, low, high)


def _is_plain(text: str, offset: int) -> bool:
    """Whether a grapheme surely ends at an offset: no mark stands there."""
    return max(text[max(0, offset - 1) : offset + 1], default="") < "\u0300"


def confidences(proposals: Sequence[Proposal]) -> list[float]:
    """How sure each place is, the best first: how probable by its odds that it is right rather
    than none, and how much of what speaks for any of them speaks for it."""
    weights = [one.odds**SHARP for one in proposals]
    total = sum(weights)
    return [
        one.odds / (1 + one.odds) * weight / total
        for one, weight in zip(proposals, weights, strict=True)
    ]


def distinct(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The best of the proposals that overlap, the best first."""
    kept: list[Proposal] = []
    for proposal in sorted(proposals, key=lambda p: (-p.odds, p.start)):
        if not any(overlap(proposal, other) for other in kept):
            kept.append(proposal)
    return kept


class Spanned(Protocol):
    """What begins and ends somewhere."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def overlap(one: Spanned, other: Spanned) -> bool:
    """Whether half of the shorter one is in both."""
    if one.start == one.end or other.start == other.end:
        return one.start == other.start
    inner = min(one.end, other.end) - max(one.start, other.start)
    return 2 * inner > min(one.end - one.start, other.end - other.start)
