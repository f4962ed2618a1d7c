"""Describing a place in a text, and finding it again in the text as it is now.

Finding climbs down a ladder and stops at the first rung that holds:

1. *position*: the quote stands where it stood, among the same words;
2. *quote*: the quote stands elsewhere, once, among the same words;
3. *alignment*: where the earlier text is known, its words are followed into the new one; and the
   stretches most like the quote and its surroundings are looked for. Each place so proposed gets
   odds by what speaks for it; the odds of all of them, and of none being right, make confidence.

Sentences that are repeated are told apart all together before that (`repeats`): the same words in
the same place may be another copy.

A place that is not found is an orphan. An annotation on the wrong text is worse than one in the
list of orphans, so doubt makes an orphan. The idea of several redundant locators, tried from
strict to loose, is Phelps and Wilensky's ("Robust intra-document locations", 2000).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from reader.annotations.annotation import Target
from reader.annotations.edges import begins_and_stops, common
from reader.annotations.proposals import NEAR, Proposals, confidences, distinct, overlap
from reader.annotations.referring import glued, with_whole_references
from reader.annotations.repeats import Became, Repeats
from reader.text.patterns import lazy

CONTEXT = 64  # code points kept of each side
FLOOR = 0.7  # confidence below which a target is an orphan
REPEATED = 2000  # code points around a place in which its quote may be repeated
ONLY = 0.8  # confidence in a sentence that is in both texts once, among other words
TELLING = 12  # code points of neighbours that tell repeated quotes apart
KEPT = 2  # pairs of texts whose preparation is kept
STOOD = "neighbours"  # whatever stands between the neighbours that are left; empty for nothing
LONGER = 2  # times the quote that a candidate is long at most, and a little more
UNLIKELY = 0.1  # confidence below which a candidate comes after the place where it stood

_SEVERAL = lazy(r"\w\W+\w+\W+\w|[\u3041-\u9fff\uac00-\ud7a3]{4}")  # words
_WORD = lazy(r"[^\W_]")
_CODE = lazy(r"[/<>{}=_#`]")


class Anchored(NamedTuple):
    """Where a target is now, how sure that is (0 to 1) and by which rung it was found.

    ``how`` is "position", "quote", "alignment", "folded" (the same words, written otherwise) or
    "fuzzy" (words like them); of candidates also `STOOD`.
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
    to be taken. Where the earlier text is known, the place where it stood is one of them; it is
    empty where nothing stands there."""
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

    `quick` needs no preparation and finds what stands unchanged among unchanged words. Anything
    else needs what `steps` prepares, a few milliseconds in each step; what is asked earlier waits
    for all of them. Several threads may take the steps and ask.
    """

    def __init__(self, text: str, previous_text: str | None = None) -> None:
        self.text = text
        self.previous_text = previous_text
        self.proposals = Proposals(text, previous_text)

    @cached_property
    def _repeats(self) -> Repeats:
        return Repeats(self.previous_text or "", self.text)

    def steps(self) -> Iterator[None]:
        """Prepare for whatever may be asked."""
        return self.proposals.steps()

    def quick(self, target: Target) -> Anchored | None:
        """Where the target is, if it stands there unchanged among unchanged words."""
        exact, prefix, suffix = target.exact, target.prefix, target.suffix
        start, text = target.start, self.text
        if self._became(target):
            return None
        if start >= 0 and text.startswith(exact, start):
            end = start + len(exact)
            if (
                text[max(0, start - NEAR) : start] == prefix[-NEAR:]
                and text[end : end + NEAR] == suffix[:NEAR]
                and end <= len(text)
            ):
                return self._told_apart(target, Anchored(start, end, 1.0, "position"))
        if not prefix and not suffix:
            return None
        whole = prefix + exact + suffix
        found = text.find(whole)
        if found < 0 or text.find(whole, found + 1) >= 0:
            return None
        previous = self.previous_text
        if previous is not None and previous.find(whole) != previous.rfind(whole):
            return None  # it stood twice: which one is left, only the alignment can tell
        start = found + len(prefix)
        return Anchored(start, start + len(exact), 0.99, "quote")

    def anchor(self, target: Target) -> Anchored | None:
        """Where the target is; None for an orphan."""
        quick = self.quick(target)
        if quick:
            return quick
        same = glued(target, self.text)
        if same is not None:
            return Anchored(*same, ONLY, "folded")
        became = self._became(target)
        if became is not None:
            return self._copy(target, became)
        only = self._only(target)
        if only is not None:
            return only
        best = next(iter(self._ranked(target)), None)
        if best is None or best.confidence < FLOOR:
            return None
        found = self._told_apart(target, best)
        return None if found is None else self._to_the_sign(target, found)

    def _became(self, target: Target) -> Became | None:
        """What became of the sentences that a target of the earlier text is in, where these are
        repeated in one of the texts."""
        exact, previous = target.exact, self.previous_text
        if previous is None or not exact or previous[target.start : target.end] != exact:
            return None
        if _once(exact, self.text) and _once(exact, previous):
            return None
        return self._repeats.became(target.start, target.end)

    def _copy(self, target: Target, became: Became) -> Anchored | None:
        """Where a passage in a copy of repeated sentences is now: in the copy that this one
        became, else on words like it where no other copy stands."""
        exact, now = target.exact, became.now
        if now is not None:
            around = self._repeats.around(target.start, target.end)
            start = now.start + target.start - (around.start if around else target.start)
            if not self.text.startswith(exact, start):
                start = self.text.find(exact, now.start, now.end)
            if start >= 0:
                return Anchored(start, start + len(exact), became.confidence, "quote")
        best = next(iter(self._ranked(target)), None)
        if best is None or best.confidence < FLOOR:
            return None
        stands_on = [one for one in became.copies if one.start < best.end and best.start < one.end]
        if stands_on not in ([], [now]):
            return None
        return self._to_the_sign(target, best)

    def _only(self, target: Target) -> Anchored | None:
        """Where a passage of several words stands that is in both texts once, whatever became of
        what stood around it; not within a word, nor a piece of code or of an address."""
        exact, previous, text = target.exact, self.previous_text, self.text
        if previous is None or previous[target.start : target.end] != exact:
            return None
        start = text.find(exact)
        if start < 0 or not _SEVERAL.search(exact):
            return None
        if not _once(exact, text) or not _once(exact, previous):
            return None
        end = start + len(exact)
        if _is_word(text[end - 1 : end + 1]) > _is_word(previous[target.end - 1 : target.end + 1]):
            return None
        if _CODE.search(exact) and not any(begins_and_stops(text, start, end)):
            return None
        return Anchored(start, end, ONLY, "quote")

    def _to_the_sign(self, target: Target, found: Anchored) -> Anchored:
        """With the sign at the end of the quote, where it stands right behind what was found."""
        sign, end = target.exact[-1:], found.end
        if sign.isalnum() or sign.isspace() or not self.text.startswith(sign or " ", end):
            return found
        return found if self.text.endswith(sign, found.start, end) else found._replace(end=end + 1)

    def _told_apart(self, target: Target, best: Anchored) -> Anchored | None:
        """Of a quote that is repeated near by: the place itself, unless another one has kept all
        that this one has of its neighbours, and a good deal more; None where several have."""
        exact, previous, text = target.exact, self.previous_text, self.text
        if previous is None or not exact or not text.startswith(exact, best.start):
            return best
        if previous[target.start : target.end] != exact:
            return best
        low, high = max(0, best.start - REPEATED), best.start + REPEATED
        starts = _occurrences(exact, text, low, high)
        if len(starts) < 2:
            return best

        def sides(start: int) -> tuple[int, int]:
            end = start + len(exact)
            before = text[max(0, start - CONTEXT) : start]
            return (
                common(previous[max(0, target.start - CONTEXT) : target.start][::-1], before[::-1]),
                common(previous[target.end : target.end + CONTEXT], text[end : end + CONTEXT]),
            )

        left, right = sides(best.start)
        if max(left, right) == CONTEXT:
            return best
        better = []
        for start in starts:
            other = sides(start)
            if other[0] >= left and other[1] >= right and sum(other) >= left + right + TELLING:
                better.append(start)
        if not better:
            return best
        if len(better) > 1:
            return None
        return Anchored(better[0], better[0] + len(exact), 0.9, "quote")

    def candidates(self, target: Target) -> list[Anchored]:
        """Where the target may be, the surest first; see `candidates`."""
        quick = self.quick(target)
        others = [one for one in self._ranked(target, thorough=True) if self._is_like(target, one)]
        if quick is not None:
            return [quick, *(one for one in others if not overlap(one, quick))]
        stood = self.proposals.stood(target)
        if stood is not None:
            same = next((one for one in others if (one.start, one.end) == stood), None)
            likely = [one for one in others if one != same and one.confidence >= UNLIKELY]
            rest = [one for one in others if one != same and one.confidence < UNLIKELY]
            here = Anchored(*stood, same.confidence if same else 0.0, STOOD)
            others = [*sorted([*likely, here], key=lambda one: -one.confidence), *rest]
        taken = self.anchor(target)
        if taken is None:
            return others
        return [taken, *(one for one in others if (one.start, one.end) != taken[:2])]

    def _is_like(self, target: Target, one: Anchored) -> bool:
        """Whether a place is worth a look: it has words, if the target has, and is not far
        longer."""
        size = len(target.exact)
        if one.end - one.start > LONGER * max(size, 1) + CONTEXT:
            return False
        return not _WORD.search(target.exact) or bool(_WORD.search(self.text, one.start, one.end))

    def _ranked(self, target: Target, thorough: bool = False) -> list[Anchored]:
        """What is proposed for a target; no place is sure beside one as good."""
        proposals = distinct(self.proposals.proposed(target, thorough))
        return [
            Anchored(*with_whole_references(self.text, one.start, one.end), confidence, one.how)
            for one, confidence in zip(proposals, confidences(proposals), strict=True)
        ]


def _occurrences(quote: str, text: str, low: int, high: int) -> list[int]:
    """Where a quote stands in ``text[low:high]``."""
    starts = []
    at = text.find(quote, low, high)
    while at >= 0:
        starts.append(at)
        at = text.find(quote, at + len(quote), high)
    return starts


def _once(quote: str, text: str) -> bool:
    first = text.find(quote)
    return first < 0 or text.find(quote, first + 1) < 0


def _is_word(text: str) -> bool:
    """Whether two characters are of one word, in a script that has spaces between words."""
    return len(text) == 2 and all(
        sign < "\u2e80" and (sign == "_" or sign.isalnum()) for sign in text
    )
