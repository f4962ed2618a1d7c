"""Where annotations are in a text, by way of the texts in which they were found before.

The target of an annotation stays as the person made it, however often the text changes. In each new
text it is looked for from the last text in which it had a place, so that many small edits do not
add up, and by its own words, so that it is back when they are. Pure functions.

Anchoring is imported where it is needed: in a text that is known nothing is searched for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.annotation import Annotation, Target, is_detached
from reader.annotations.kept import NOWHERE, KeptText, Place, Texts, key_of, pack, unpack
from reader.text.likeness import bare, says_the_same
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.annotations.anchoring import Anchored

MOST = 4  # texts that are kept of one document
FEW = 40  # annotations looked for at once in a long text: each costs a pass over it
MOVED = "moved"
Pause = Callable[[], None]
# What did not find an annotation, so that a better way looks again.
LOOKED = "nowhere 1"
AGREE = 6  # code points of one side, without spaces and signs, that make a place the same place
SIDE = 24  # code points of one side that are looked at for that


class State(StrEnum):
    """How an annotation fares in a text that may be another one than it was made in."""

    KEPT = "kept"  # on the same words
    MOVED = "moved"  # on the same words, among others
    ADJUSTED = "adjusted"  # on other words, in place of its own
    ORPHAN = "orphan"  # its words are not there: it needs a person
    DETACHED = "detached"  # the same, and a person wants it so


def quick_places(
    targets: Mapping[str, Target],
    text: str,
    digest: str = "",
    kept: Sequence[KeptText] = (),
    *,
    near: int = 0,
) -> dict[str, Place]:
    """What `place_all` finds without a search: in a text that is known, and of the others a few
    by unchanged words, those that were ``near`` an offset."""
    same = _placed_in(kept, digest)
    places = {i: p for i, t in targets.items() if (p := _known(i, t, same, text)) is not None}
    left = [i for i in targets if i not in places]
    if not left:
        return places
    from reader.annotations.anchoring import Anchoring

    anchoring = Anchoring(text)
    for identity in sorted(left, key=lambda i: abs(targets[i].start - near))[:FEW]:
        quick = anchoring.quick(targets[identity])
        if quick is not None:
            places[identity] = _place(targets[identity], quick)
    return places


def _placed_in(kept: Sequence[KeptText], digest: str) -> Mapping[str, Place]:
    return next((one.placed for one in kept if one.sha256 == digest), {})


def place_all(
    targets: Mapping[str, Target],
    text: str,
    digest: str = "",
    kept: Sequence[KeptText] = (),
    pause: Pause = lambda: None,
) -> dict[str, Place]:
    """Where each target is in the text, by the ids of the annotations.

    ``digest`` is the SHA-256 of the text, needed where ``kept`` is there: the texts in which they
    were found before, the newest first. Where the text is one of them, nothing is searched.
    ``pause`` is called every few milliseconds of a search, which it may end by raising.
    """
    places: dict[str, Place] = {}
    same = _placed_in(kept, digest)
    for identity, target in targets.items():
        known = _known(identity, target, same, text)
        if known is not None:
            places[identity] = known
    left = {i: target for i, target in targets.items() if i not in places}
    for old in kept if left else ():
        old_text = unpack(old) if old.sha256 != digest else None
        if old_text is None:
            continue
        were = {
            identity: place
            for identity, target in targets.items()
            if (place := _known(identity, target, old.placed, old_text)) and place.found
        }
        last = {identity: place for identity, place in were.items() if identity in left}
        taken = {
            Span(place.start, place.end): were[identity]
            for identity, place in places.items()
            if identity in were
        }
        steady = [p for i, p in places.items() if is_described_in(targets[i], old_text)]
        places |= _carried(left, last, steady, taken, old_text, text, pause)
        left = {i: target for i, target in left.items() if i not in last}
    found = _anchored(list(left.values()), text, None, pause) if left else []
    for (identity, target), anchored in zip(left.items(), found, strict=True):
        places[identity] = _place(target, anchored)
    return places


def _known(identity: str, target: Target, placed: Mapping[str, Place], text: str) -> Place | None:
    """What is known of a target in a text without a search; None for nothing."""
    if is_described_in(target, text):
        return Place(target.start, target.end, 1.0, "position", key_of(target))
    known = placed.get(identity)
    if known is None or known.target != key_of(target) or known.end > len(text):
        return None
    return known if known.found or known.how == LOOKED else None


def last_described(
    identity: str, target: Target, kept: Sequence[KeptText]
) -> tuple[Target, str | None]:
    """A target as it is described in the newest text in which it had a place, and that text."""
    from reader.annotations.anchoring import describe

    for old in kept:
        text = unpack(old)
        place = _known(identity, target, old.placed, text) if text is not None else None
        if text is not None and place is not None and place.found:
            return describe(text, place.start, place.end, target.path), text
    return target, None


def is_described_in(target: Target, text: str) -> bool:
    """Whether a target was described in this text, or in one that is the same there."""
    exact, prefix, suffix, start, end, *_ = target
    return (
        0 <= start <= end == start + len(exact)
        and bool(exact or prefix or suffix)
        and text.startswith(exact, start)
        and start >= len(prefix)
        and text.startswith(prefix, start - len(prefix))
        and text.startswith(suffix, end)
    )


def _carried(
    targets: Mapping[str, Target],
    last: Mapping[str, Place],
    steady: Sequence[Place],
    taken: Mapping[Span, Place],
    old: str,
    text: str,
    pause: Pause,
) -> dict[str, Place]:
    """The places in the text of what had these places in the one before.

    ``steady`` are places of others, which are the same in both; ``taken`` are the passages on which
    others stand already, with their places in the text before.
    """
    if not last:
        return {}
    from reader.annotations.anchoring import describe

    there = [describe(old, place.start, place.end, targets[i].path) for i, place in last.items()]
    own = [targets[identity] for identity in last]
    found = [
        None if anchored is None else _place(target, anchored)
        for target, anchored in zip(own, _anchored(there, text, old, pause), strict=True)
    ]
    # Where its own words are not what was found, they may be back.
    other = [
        number
        for number, place in enumerate(found)
        if place is None or not says_the_same(text[place.start : place.end], own[number].exact)
    ]
    back = _anchored([own[number] for number in other], text, old, pause) if other else []
    for number, anchored in zip(other, back, strict=True):
        place = found[number]
        if anchored is None or (place is not None and anchored.confidence < place.confidence):
            continue
        here = Span(anchored.start, anchored.end)
        if says_the_same(text[here.start : here.end], own[number].exact) and is_among(
            own[number], text, here
        ):
            found[number] = _place(own[number], anchored)
    for number in _doubles(list(last.values()), found, own, taken, text):
        found[number] = None
    strays = _out_of_order([*last.values(), *steady], [*found, *steady])
    places = {}
    for number, (identity, before) in enumerate(last.items()):
        place = found[number] or _place(own[number], None)
        here = Span(place.start, place.end)
        if place.found and not says_the_same(text[here.start : here.end], own[number].exact):
            place = place._replace(confidence=place.confidence * before.confidence)
        elif place.found and (
            before.how == MOVED or number in strays or not is_among(there[number], text, here)
        ):
            place = place._replace(how=MOVED)
        places[identity] = place
    return places


def _anchored(
    targets: Sequence[Target], text: str, previous_text: str | None, pause: Pause
) -> list[Anchored | None]:
    from reader.annotations.anchoring import prepare

    anchoring = prepare(text, previous_text)
    for _ in anchoring.steps():
        pause()
    found = []
    for target in targets:
        pause()
        found.append(anchoring.anchor(target))
    return found


def _place(target: Target, anchored: Anchored | None) -> Place:
    if anchored is None:
        return Place(NOWHERE, NOWHERE, 0.0, LOOKED, key_of(target))
    return Place(*anchored, key_of(target))


def is_among(target: Target, text: str, span: Span) -> bool:
    """Whether a passage has, at one side at least, the neighbours that a target tells of."""
    before = _letters(text[max(0, span.start - SIDE) : span.start])[::-1]
    after = _letters(text[span.end : span.end + SIDE])
    return _agree(_letters(target.prefix[-SIDE:])[::-1], before) or _agree(
        _letters(target.suffix[:SIDE]), after
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, bare(text)))


def _agree(one: str, other: str) -> bool:
    common = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False)))
    return common >= min(AGREE, max(len(one), len(other)))


def _doubles(
    before: Sequence[Place],
    after: Sequence[Place | None],
    targets: Sequence[Target],
    taken: Mapping[Span, Place],
    text: str,
) -> set[int]:
    """The numbers of those that stand on the words of another, though they stood on the same words
    elsewhere before; the surest one of each place, the one that went least far, is left."""

    def order(number: int) -> tuple[float, int]:
        now, was = after[number] or before[number], before[number]
        return -now.confidence, abs(now.start - was.start)

    there = dict(taken)
    doubles = set()
    for number in sorted(range(len(before)), key=order):
        now, was = after[number], before[number]
        if now is None or now.start == now.end:
            continue
        here = Span(now.start, now.end)
        if not says_the_same(text[here.start : here.end], targets[number].exact):
            continue
        other = there.setdefault(here, was)
        if other.end <= was.start or was.end <= other.start:
            doubles.add(number)
    return doubles


def _out_of_order(before: Sequence[Place], after: Sequence[Place | None]) -> set[int]:
    """The numbers of those that do not stand in the order of the longest series that kept it."""
    both = sorted(
        (old.start, new.start, number)
        for number, (old, new) in enumerate(zip(before, after, strict=True))
        if new is not None
    )
    ends: list[int] = []  # of the best series of each length, where its last one stands now
    lengths = []
    for _, start, _ in both:
        # Those that begin at one place are in order, too.
        at = bisect_left(ends, start + 1)
        ends[at : at + 1] = [start]
        lengths.append(at + 1)
    strays = set()
    wanted = len(ends)
    for length, (_, _, number) in zip(reversed(lengths), reversed(both), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            strays.add(number)
    return strays


# --- how they fare ------------------------------------------------------------------------------


def state_of(annotation: Annotation, place: Place, text: str) -> State:
    """How an annotation fares that has this place in the text."""
    if not place.found:
        return State.DETACHED if is_detached(annotation) else State.ORPHAN
    if not says_the_same(text[place.start : place.end], annotation.target.exact):
        return State.ADJUSTED
    return State.MOVED if place.how == MOVED else State.KEPT


class Fates(NamedTuple):
    """How many annotations fare how in a text."""

    kept: int = 0
    moved: int = 0
    adjusted: int = 0
    orphans: int = 0

    @property
    def line(self) -> str:
        """It in one line, for a person; empty for none."""
        counted = (
            (self.kept, "kept"),
            (self.moved, "moved"),
            (self.adjusted, "adjusted"),
            (self.orphans, "needs you" if self.orphans == 1 else "need you"),
        )
        return ", ".join(f"{count} {word}" for count, word in counted if count)


def fates(states: Iterable[State]) -> Fates:
    """The count of each state; those that a person detached are not counted."""
    found = list(states)
    told = (State.KEPT, State.MOVED, State.ADJUSTED, State.ORPHAN)
    return Fates(*(found.count(state) for state in told))


# --- what is kept -------------------------------------------------------------------------------


def made_in(
    targets: Mapping[str, Target], text: str, digest: str, kept: Texts
) -> dict[str, KeptText]:
    """The text before this one in which each annotation was made, as far as it is known: the oldest
    in which it stands as its target says."""
    found: dict[str, KeptText] = {}
    left = set(targets)
    # Those that were kept without a number are in the order of their last use.
    oldest_first = kept[::-1]
    for old in sorted(oldest_first, key=lambda one: one.since):
        same = old.sha256 == digest
        old_text = (text if same else unpack(old)) if left else None
        if old_text is not None:
            made = {identity for identity in left if is_described_in(targets[identity], old_text)}
            found |= {} if same else dict.fromkeys(made, old)
            left -= made
    return found


def to_keep(
    targets: Mapping[str, Target],
    places: Mapping[str, Place],
    text: str,
    digest: str,
    kept: Texts,
    *,
    anew: bool = False,
) -> Texts:
    """The texts to be kept from now on, the newest first: this one, and of those before it what is
    needed still. The same as ``kept`` where nothing is new.

    An older text is needed where an annotation that has no place now had its last one, and, but for
    ``anew``, while annotations were made in it.
    """
    if not targets:
        return kept
    there = {
        identity: place
        for identity, place in places.items()
        if identity in targets and not is_described_in(targets[identity], text)
    }
    newest = next((one for one in kept if one.sha256 == digest), None)
    if newest is None:
        newest = pack(text, digest, there)._replace(
            since=1 + max((k.since for k in kept), default=0)
        )
    elif not there.items() <= newest.placed.items():
        newest = newest._replace(placed=there)
    elif newest is kept[0] and not anew:
        return kept  # what is not needed any more goes with the next change of the text
    homeless = {i for i in targets if i not in places or not places[i].found}
    bases = () if anew else tuple(made_in(targets, text, digest, kept).values())
    needed: list[tuple[bool, int]] = []
    for number, old in enumerate(kept):
        old_text = unpack(old) if old.sha256 != digest else None
        if old_text is None:
            continue
        last = {
            identity
            for identity in homeless
            if (place := _known(identity, targets[identity], old.placed, old_text)) and place.found
        }
        homeless -= last
        if last or any(old is base for base in bases):
            needed.append((not last, number))
    # What the homeless have goes before what only tells how a text was once.
    texts = (newest, *(kept[number] for number in sorted(n for _, n in sorted(needed)[: MOST - 1])))
    return kept if texts == kept else texts
