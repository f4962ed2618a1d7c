"""Describing a place in a text, and finding it again in the text as it is now.

Finding climbs down a ladder and stops at the first rung that holds:

1. *position*: the quote stands where it stood, among the same words;
2. *quote*: the quote stands elsewhere, once, among the same words;
3. *alignment*: where the earlier text is known, its words are followed into the new one; and the
   stretches most like the quote and its surroundings are looked for. Each place so proposed gets
   odds by what speaks for it; the odds of all of them, and of none being right, make confidence.

A place that is not found is an orphan. An annotation on the wrong text is worse than one in the
list of orphans, so doubt makes an orphan. The idea of several redundant locators, tried from
strict to loose, is Phelps and Wilensky's ("Robust intra-document locations", 2000).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.annotations.anchor_weights import WEIGHTS
from reader.annotations.annotation import Target
from reader.annotations.evidence import (
    AROUND,
    NAMES,
    Circumstances,
    Place,
    Query,
    Worth,
    evidence,
    odds,
    place_of,
)
from reader.text.alignment import Alignment, Run, clipped, runs_of
from reader.text.occurrences import Occurrences
from reader.text.spans import Span
from reader.text.tokens import Tokens, Vocabulary, tokenize, tokenizing
from reader.text.units import snapped

CONTEXT = 64  # code points kept of each side
NEAR = 16  # code points of each side that must agree for the position to be believed
SHORT = 5  # tokens below which a quote is weighed by a table of its own
FLOOR = 0.6  # confidence below which a target is an orphan
SURE = 0.95  # confidence from which no other place is looked for
WINDOWS = 5  # stretches of a text that are compared with a quote
FAR = 20_000  # code points from where it stood beyond which a place is far, at least
BESIDE = 20  # tokens from where the alignment expects it at which a place is half as good
KEPT = 2  # pairs of texts whose preparation is kept

_TABLES = tuple(tuple(WEIGHTS[name][n] for name in NAMES) for n in range(4))


class Anchored(NamedTuple):
    """Where a target is now, how sure that is (0 to 1) and by which rung it was found.

    ``how`` is "position", "quote", "alignment", "folded" (the same words, written otherwise) or
    "fuzzy" (words like them).
    """

    start: int
    end: int
    confidence: float
    how: str


def describe(text: str, start: int, end: int, path: tuple[str, ...] = ()) -> Target:
    """The target of ``text[start:end]``, with `CONTEXT` code points of each side."""
    return Target(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
        path=path,
    )


def anchor(target: Target, text: str, previous_text: str | None = None) -> Anchored | None:
    """Where the target is in the text; None for an orphan. See `anchor_all`."""
    return prepare(text, previous_text).anchor(target)


def anchor_all(
    targets: Sequence[Target], text: str, previous_text: str | None = None
) -> list[Anchored | None]:
    """Where each target is in the text; None for an orphan.

    ``previous_text`` is the text that the targets were described in, where it is still known.
    """
    return list(map(prepare(text, previous_text).anchor, targets))


def candidates(
    target: Target, text: str, previous_text: str | None = None, count: int = 5
) -> list[Anchored]:
    """The places where the target may be, the surest first, also those that are not sure enough
    to be taken."""
    return prepare(text, previous_text).candidates(target)[:count]


def prepare(text: str, previous_text: str | None = None) -> Anchoring:
    """The anchoring of targets in a text; that of the last few pairs of texts is kept."""
    for known in _kept:
        if known.text == text and known.previous_text == previous_text:
            return known
    made = Anchoring(text, previous_text)
    _kept.insert(0, made)
    del _kept[KEPT:]
    return made


_kept: list[Anchoring] = []


class Anchoring:
    """Finds targets in a text.

    `quick` needs no preparation and finds what only stands elsewhere. Anything else needs the
    words of the texts, which `steps` prepares, a few milliseconds in each step; what is asked
    earlier waits for all of them.
    """

    def __init__(self, text: str, previous_text: str | None = None) -> None:
        self.text = text
        self.previous_text = previous_text
        self._occurrences = Occurrences()
        self._alignment = None if previous_text is None else Alignment(previous_text, text)
        self._vocabulary = self._alignment.vocabulary if self._alignment else Vocabulary()
        self._tokens = self._alignment.new if self._alignment else Tokens()
        self._worth = Worth(self._occurrences.weight, self._vocabulary.is_word)
        self._todo = self._preparing()

    def steps(self) -> Iterator[None]:
        """Prepare for whatever may be asked."""
        return self._todo

    def _preparing(self) -> Iterator[None]:
        if self._alignment:
            yield from self._alignment.steps()
        else:
            yield from tokenizing(self.text, self._vocabulary, self._tokens)
        yield from self._occurrences.steps(self._tokens.numbers)

    def quick(self, target: Target) -> Anchored | None:
        """Where the target is, if it stands there unchanged among unchanged words."""
        exact, prefix, suffix = target.exact, target.prefix, target.suffix
        start, text = target.start, self.text
        if start >= 0 and text.startswith(exact, start):
            end = start + len(exact)
            if (
                text[max(0, start - NEAR) : start] == prefix[-NEAR:]
                and text[end : end + NEAR] == suffix[:NEAR]
                and end <= len(text)
            ):
                return Anchored(start, end, 1.0, "position")
        if not prefix and not suffix:
            return None
        whole = prefix + exact + suffix
        found = text.find(whole)
        if found < 0 or text.find(whole, found + 1) >= 0:
            return None
        start = found + len(prefix)
        return Anchored(start, start + len(exact), 0.99, "quote")

    def anchor(self, target: Target) -> Anchored | None:
        """Where the target is; None for an orphan."""
        quick = self.quick(target)
        if quick:
            return quick
        best = next(iter(self._ranked(target)), None)
        return best if best and best.confidence >= FLOOR else None

    def candidates(self, target: Target) -> list[Anchored]:
        """Where the target may be, the surest first."""
        quick = self.quick(target)
        others = self._ranked(target, thorough=True)
        if quick is None:
            return others
        return [quick, *(one for one in others if not _overlap(one, quick))]

    # --- proposals ------------------------------------------------------------------------------

    def _ranked(self, target: Target, thorough: bool = False) -> list[Anchored]:
        proposals = self.proposals(target, thorough)
        total = 1.0 + sum(proposal.odds for proposal in proposals)
        return [one.place._replace(confidence=one.odds / total) for one in proposals]

    def proposals(self, target: Target, thorough: bool = False) -> list[Proposal]:
        """The places that may be meant, with the evidence for each, the best first. Without
        ``thorough``, none but the first is looked for where that one is sure."""
        return _distinct(self.proposed(target, thorough))

    def proposed(self, target: Target, thorough: bool = False) -> list[Proposal]:
        """The same in no order, those that overlap included."""
        for _ in self._todo:
            pass
        found: list[Proposal] = []
        sought, expected = self._sought(target)
        if expected is not None and sought.query.last > sought.query.first:
            proposal = self._judge(target, sought, expected.runs, expected, "alignment")
            if proposal:
                found.append(proposal)
                if not thorough and proposal.odds > SURE / (1 - SURE):
                    return found
        numbers, size = self._tokens.numbers, sought.query.last - sought.query.first
        todo = self._occurrences.stretches(sought.query.numbers, WINDOWS)[::-1]
        taken: list[Span] = []
        while todo:
            low, high = todo.pop()
            # One stretch may hold several places: what is left beside one is looked at as well.
            hit = next((one for one in taken if one.start < high and low < one.end), None)
            if hit is None:
                runs = [
                    Run(old, new + low, length)
                    for old, new, length in runs_of(sought.query.numbers, numbers[low:high])
                ]
                proposal = self._judge(target, sought, runs, expected, "fuzzy")
                if proposal is None:
                    continue
                found.append(proposal)
                hit = Span(*self._tokens.within(*proposal.place[:2]))
                if hit.start == hit.end:
                    continue
                taken.append(hit)
            sides = (hit.end, high), (low, hit.start)
            todo += [side for side in sides if side[1] - side[0] >= size]
        return found

    def _sought(self, target: Target) -> tuple[Sought, Expected | None]:
        """What to look for, and where the alignment expects it."""
        previous, alignment = self.previous_text, self._alignment
        start, end = target.start, target.end
        if (
            previous is not None
            and alignment
            and 0 <= start <= end <= len(previous)
            and previous.startswith(target.exact, start)
            and end - start == len(target.exact)
            and previous.endswith(target.prefix[-NEAR:], 0, start)
        ):
            first, last = alignment.old.within(start, end)
            base = max(0, first - AROUND)
            query = Query(alignment.old.numbers[base : last + AROUND], first - base, last - base)
            runs = [
                Run(old - base, new, length)
                for old, new, length in alignment.runs_in(base, last + AROUND)
            ]
            expected = Expected(runs, *alignment.between(first, last))
            return Sought(query, alignment.old, base, previous, start, end), expected
        whole = target.prefix + target.exact + target.suffix
        tokens = tokenize(whole, self._vocabulary)
        start = len(target.prefix)
        end = start + len(target.exact)
        first, last = tokens.within(start, end)
        query = Query(tokens.numbers, first, last)
        return Sought(query, tokens, 0, whole, start, end), None

    def _judge(
        self,
        target: Target,
        sought: Sought,
        runs: list[Run],
        expected: Expected | None,
        how: str,
    ) -> Proposal | None:
        query = sought.query
        if query.first == query.last:
            return self._point(sought, runs)
        is_word = self._vocabulary.is_word
        place = place_of(query, runs, is_word)
        if place is None:
            return None
        start, end = self._span(sought, place)
        how = self._how(target, query, place, how)
        near = 1 - min(1.0, abs(start - target.start) / max(FAR, len(self.text)))

        def alike(run: Run) -> list[bool]:
            return self._alike(sought, run)

        about = Circumstances(near)
        if expected is not None:
            about = _circumstances(near, query, place, expected)
        values = evidence(
            query, runs, place, alike, self._tokens.numbers, self._worth, is_word, about
        )
        table = (expected is None) + 2 * (query.last - query.first < SHORT)
        return Proposal(odds(_TABLES[table], values), Anchored(start, end, 0.0, how), values, table)

    def _alike(self, sought: Sought, run: Run) -> list[bool]:
        """Which tokens of a run are written alike."""
        old, new, length = sought.base + run.old, run.new, run.length
        was, now = sought.tokens, self._tokens
        one = sought.text[was.starts[old] : was.ends[old + length - 1]]
        if self.text.startswith(one, now.starts[new]):
            return [True] * length
        return [
            sought.text[was.starts[old + n] : was.ends[old + n]]
            == self.text[now.starts[new + n] : now.ends[new + n]]
            for n in range(length)
        ]

    def _how(self, target: Target, query: Query, place: Place, how: str) -> str:
        if how == "alignment":
            return how
        if self._tokens.numbers[place.start : place.end] != query.numbers[query.first : query.last]:
            return "fuzzy"
        start, end = self._tokens.starts[place.start], self._tokens.ends[place.end - 1]
        return "quote" if self.text[start:end] in target.exact else "folded"

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
            return start - lead, start - lead + len(exact)
        return snapped(text, start, max(start, end)) if not text.isascii() else (start, end)

    def _point(self, sought: Sought, runs: Sequence[Run]) -> Proposal | None:
        """A place without words, by the tokens that stand around it."""
        query, tokens = sought.query, self._tokens
        at = {old + i: new + i for old, new, length in runs for i in range(length)}
        weight = self._occurrences.weight
        sides = []
        for wanted in (range(query.first - 1, -1, -1), range(query.last, len(query.numbers))):
            near = list(wanted)[:AROUND]
            total = sum(weight(query.numbers[i]) / (2 + n) for n, i in enumerate(near))
            kept = sum(weight(query.numbers[i]) / (2 + n) for n, i in enumerate(near) if i in at)
            sides.append((kept, total))
        before, after = at.get(query.first - 1), at.get(query.last)
        touches = query.first > 0 and sought.token(query.first - 1)[1] == sought.start
        if before is not None and (touches or after is None):
            at_end = touches or before + 1 == len(tokens)
            place = tokens.ends[before] if at_end else tokens.starts[before + 1]
        elif after is not None:
            place = tokens.starts[after]
        else:
            return None
        share = max(kept / total for kept, total in sides if total)
        said = max(kept for kept, _ in sides)
        value = odds((1.0, 6.0, 0.5), (-4.0, share, min(said, 10.0)))
        return Proposal(value, Anchored(place, place, 0.0, "fuzzy"), [], 0)


class Sought(NamedTuple):
    """A query, the tokens it was made of from ``base`` on, and the quote's place in their text."""

    query: Query
    tokens: Tokens
    base: int
    text: str
    start: int
    end: int

    def token(self, index: int) -> tuple[int, int]:
        """The code points of a token of the query."""
        return self.tokens.starts[self.base + index], self.tokens.ends[self.base + index]


class Proposal(NamedTuple):
    """A place that may be meant, its odds, the evidence they were made of, and with which of the
    tables of weights: with the earlier text or without (0, 1), the same for short quotes (2, 3)."""

    odds: float
    place: Anchored
    evidence: list[float]
    table: int


class Expected(NamedTuple):
    """What the alignment knows of a query: its runs, and the tokens of the text between which
    the quote should be, as the nearest runs before and after it say."""

    runs: list[Run]
    after: int
    before: int


def _circumstances(near: float, query: Query, place: Place, expected: Expected) -> Circumstances:
    """How a place agrees with the alignment."""
    met = 0
    for old, new, length in clipped(expected.runs, query.first, query.last):
        met += max(0, min(new + length, place.end) - max(new, place.start))
    distance = min(abs(place.start - expected.after), abs(expected.before - place.end))
    return Circumstances(
        near,
        met / (query.last - query.first),
        float(expected.after <= place.start and place.end <= expected.before),
        1 / (1 + distance / BESIDE),
    )


def _distinct(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The best of the proposals that overlap, the best first."""
    kept: list[Proposal] = []
    for proposal in sorted(proposals, key=lambda p: (-p.odds, p.place.start)):
        if not any(_overlap(proposal.place, other.place) for other in kept):
            kept.append(proposal)
    return kept


def _overlap(one: Anchored, other: Anchored) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start == other.start
    inner = min(one.end, other.end) - max(one.start, other.start)
    return 2 * inner > min(one.end - one.start, other.end - other.start)
