"""A document being read: its text, its annotations, and where each of them stands now."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reader.annotations.anchoring import anchor_all, describe
from reader.annotations.annotation import (
    Annotation,
    Colour,
    Kind,
    Style,
    is_note,
    is_open_question,
    new_id,
    now,
)
from reader.annotations.store import Annotations
from reader.documents.document import Document
from reader.documents.overrides import Decision, decide, levels_for
from reader.text.spans import Span, SpanIndex

MOST = 80  # code points of a title in a line
FEW = 200  # changed annotations that are put in their places one by one

Placed = tuple[Annotation, Span | None]


class Tally(NamedTuple):
    """How many annotations there are, bookmarks left out, and how many of them are questions
    that nobody has answered."""

    notes: int = 0
    questions: int = 0


class Reading:
    """Annotations of one document over its text.

    Everything here is derived from the document and the store; `refresh` derives it again
    where one of them changed. ``version`` grows with every such change. ``document`` has the
    headings that were decided on; ``source`` is it as it was parsed.
    """

    def __init__(self, document: Document, store: Annotations) -> None:
        self.source = document
        self.document = document
        self.store = store
        self.version = 0
        self._seen = -1
        self._places: dict[str, tuple[object, Span | None]] = {}
        self._placed: list[tuple[Annotation, Span]] = []
        self._orphans: list[Annotation] = []
        self._index: SpanIndex[Annotation] = SpanIndex()
        self._shown: dict[str, tuple[Annotation, Span | None]] = {}
        # Where bookmarks and open questions begin, sorted, to be counted between two offsets.
        self._bookmarks: list[int] = []
        self._questions: list[int] = []
        self._decided: dict[str, Annotation] = {}

    def refresh(self, *, from_disk: bool = False) -> bool:
        """Take in what changed in the store; whether anything did.

        A few changes cost the same whatever else is there.
        """
        if from_disk:
            self.store.refresh()
        if self._seen == self.store.version:
            return False
        changed = self.store.changes(self._seen) if self._seen >= 0 else None
        self._seen = self.store.version
        if changed is None or len(changed) > FEW:
            everything = self.store.all()
            self._anchor([a for a in everything if self._stale(a)])
            decided = {a.id: a for a in everything if not is_note(a)}
            self._take_all(list(filter(is_note, everything)))
        else:
            now = [a for a in map(self.store.get, changed) if a is not None]
            self._anchor([a for a in now if self._stale(a)])
            decided = {i: a for i, a in self._decided.items() if i not in changed}
            decided |= {a.id: a for a in now if not is_note(a)}
            for identity in changed:
                self._remove(identity)
            for annotation in filter(is_note, now):
                self._add(annotation)
        if decided != self._decided:
            self._decided = decided
            self.document = decide(self.source, self.decisions)
        self.version += 1
        return True

    def _take_all(self, annotations: list[Annotation]) -> None:
        self._shown = {a.id: (a, self._places[a.id][1]) for a in annotations}
        self._placed, self._orphans = [], []
        for annotation in annotations:
            span = self._places[annotation.id][1]
            if span is None:
                self._orphans.append(annotation)
            else:
                self._placed.append((annotation, span))
        self._placed.sort(key=_order)
        self._index = SpanIndex((span.start, span.end, a) for a, span in self._placed)
        self._bookmarks = [span.start for one, span in self._placed if one.kind is Kind.BOOKMARK]
        self._questions = [span.start for one, span in self._placed if is_open_question(one)]

    def _remove(self, identity: str) -> None:
        shown = self._shown.pop(identity, None)
        if shown is None:
            return
        annotation, span = shown
        if span is None:
            self._orphans.remove(annotation)
            return
        del self._placed[bisect_left(self._placed, _order((annotation, span)), key=_order)]
        self._index.discard(*span, annotation)
        for starts in self._counted(annotation):
            del starts[bisect_left(starts, span.start)]

    def _add(self, annotation: Annotation) -> None:
        span = self._places[annotation.id][1]
        self._shown[annotation.id] = annotation, span
        if span is None:
            self._orphans.append(annotation)
            self._orphans.sort(key=lambda a: (a.target.start, a.target.end, a.created, a.id))
            return
        insort(self._placed, (annotation, span), key=_order)
        self._index.add(*span, annotation)
        for starts in self._counted(annotation):
            insort(starts, span.start)

    def _counted(self, annotation: Annotation) -> list[list[int]]:
        """The lists of starts that hold the start of an annotation."""
        if annotation.kind is Kind.BOOKMARK:
            return [self._bookmarks]
        return [self._questions] if is_open_question(annotation) else []

    def _stale(self, annotation: Annotation) -> bool:
        known = self._places.get(annotation.id)
        return known is None or known[0] is not annotation.target

    def _anchor(self, annotations: list[Annotation]) -> None:
        found = anchor_all([a.target for a in annotations], self.document.text)
        for annotation, place in zip(annotations, found, strict=True):
            span = None if place is None else Span(place.start, place.end)
            self._places[annotation.id] = (annotation.target, span)

    @property
    def placed(self) -> list[tuple[Annotation, Span]]:
        """The annotations that have a place, in reading order."""
        return self._placed

    @property
    def orphans(self) -> list[Annotation]:
        """The annotations whose words are not in the text, in the order they once had."""
        return self._orphans

    @property
    def index(self) -> SpanIndex[Annotation]:
        """The placed annotations, by what they cross."""
        return self._index

    def everything(self) -> list[Placed]:
        """Placed ones in reading order, then the orphans."""
        return [*self._placed, *((annotation, None) for annotation in self._orphans)]

    def span_of(self, annotation_id: str) -> Span | None:
        """Where an annotation stands; None for an orphan or an unknown id."""
        known = self._places.get(annotation_id)
        return known[1] if known else None

    def at(self, offset: int) -> list[Annotation]:
        """The annotations over the code point at ``offset``, the shortest first."""
        found = self._index.at(offset)
        found.sort(key=lambda triple: (triple[1] - triple[0], triple[2].created, triple[2].id))
        return [annotation for _, _, annotation in found]

    def mark(
        self,
        span: Span,
        *,
        colour: Colour = Colour.YELLOW,
        style: Style = Style.SOLID,
        kind: Kind = Kind.HIGHLIGHT,
        note: str = "",
        tags: Iterable[str] = (),
    ) -> Annotation:
        """Annotate a passage. On disk when this returns; StorageError if it cannot be."""
        time = now()
        path = self.document.section_path(span.start)
        annotation = Annotation(
            id=new_id(),
            target=describe(self.document.text, span.start, span.end, path),
            kind=kind,
            colour=colour,
            style=style,
            note=note,
            tags=tuple(tags),
            created=time,
            modified=time,
        )
        self.store.add(annotation)
        self._places[annotation.id] = (annotation.target, span)
        self.refresh()
        return annotation

    # --- headings -------------------------------------------------------------------------------

    @property
    def decisions(self) -> list[Decision]:
        """What was decided about headings, as far as the words are in the text, the last
        decision last."""
        ordered = sorted(self._decided.values(), key=lambda a: (a.modified, a.id))
        places = ((self._places[a.id][1], a.level) for a in ordered)
        return [Decision(span.start, span.end, level) for span, level in places if span]

    @property
    def decided(self) -> list[Annotation]:
        """The decisions about headings as they are kept, those that are lost, too."""
        return list(self._decided.values())

    @property
    def lost_decisions(self) -> list[Annotation]:
        """The decisions about headings whose words are not in the text now, in the order they
        once had there."""
        lost = [a for a in self._decided.values() if self._places[a.id][1] is None]
        return sorted(lost, key=lambda a: (a.target.start, a.modified, a.id))

    def decide(self, depths: Mapping[Span, int | None]) -> None:
        """Decide about headings: how deep each passage stands in the tree, 0 for no heading, None
        for whatever was found there. One step for undo; on disk when this returns, or
        StorageError."""
        levels = self.levels(depths)
        time = now()
        there: dict[Span | None, list[Annotation]] = {}
        for identity, annotation in self._decided.items():
            there.setdefault(self._places[identity][1], []).append(annotation)
        news = []
        for span in depths:
            known, level = there.get(span, []), levels.get(span)
            if level is not None and known:
                # Several machines may have decided about the same words: one decision is enough.
                news.append(known.pop()._replace(level=level))
            elif level is not None:
                path = self.document.section_path(span.start)
                target = describe(self.document.text, span.start, span.end, path)
                news.append(Annotation(new_id(), target, Kind.HEADING, level=level))
            news += [annotation._replace(deleted=time) for annotation in known]
        self.store.decide(*news)
        self.refresh()

    def take_back(self, *decisions: Annotation) -> None:
        """Let decisions about headings go, wherever their words are. One step for undo; on disk
        when this returns, or StorageError."""
        time = now()
        self.store.decide(*(annotation._replace(deleted=time) for annotation in decisions))
        self.refresh()

    def levels(self, depths: Mapping[Span, int | None]) -> dict[Span, int]:
        """The levels that `decide` gives, for what it makes a heading or none."""
        kept = [d for d in self.decisions if depths.get(Span(d.start, d.end), 0) is not None]
        kept += [Decision(*span, 0) for span, depth in depths.items() if depth == 0]
        starts = {span.start: depth for span, depth in depths.items() if depth}
        levels = levels_for(self.source, kept, starts)
        return {s: levels.get(s.start, 0) for s, depth in depths.items() if depth is not None}

    def extend(self, annotation_id: str, span: Span) -> None:
        """Let an annotation stand on another passage; this also places an orphan by hand."""
        path = self.document.section_path(span.start)
        target = describe(self.document.text, span.start, span.end, path)
        self.store.change(annotation_id, target=target)
        self.refresh()

    def tally(self, start: int, end: int) -> Tally:
        """How many annotations begin in ``[start, end)``. Costs the same for any number of them."""
        if end >= len(self.document.text):
            end = len(self.document.text) + 1  # what stands behind the last character, too
        first = bisect_left(self._placed, start, key=_start)
        bookmarks = bisect_left(self._bookmarks, end) - bisect_left(self._bookmarks, start)
        return Tally(
            bisect_left(self._placed, end, first, key=_start) - first - bookmarks,
            bisect_left(self._questions, end) - bisect_left(self._questions, start),
        )

    def colour_in(self, start: int, end: int) -> Colour | None:
        """The colour of the first annotation that begins in ``[start, end)``, else of the shortest
        one that goes on there; bookmarks have none. None where nothing is annotated."""
        at = bisect_left(self._placed, start, key=_start)
        while at < len(self._placed) and self._placed[at][1].start < end:
            if self._placed[at][0].kind is not Kind.BOOKMARK:
                return self._placed[at][0].colour
            at += 1
        around = [one for one in self.at(start) if one.kind is not Kind.BOOKMARK]
        return around[0].colour if around else None


def decision_in_words(annotation: Annotation) -> str:
    """What was decided about a heading, on one line: its words, the decision, where it stood."""
    words = _shortened(annotation.target.exact)
    what = f"level {annotation.level}" if annotation.level else "no heading"
    path = annotation.target.path  # of what was a heading already, it ends with itself
    inside = path[:-1] if path and _shortened(path[-1]) == words else path
    where = " › ".join(inside)
    return f"“{words}”: {what}{f', in {_shortened(where)}' if where else ''}"


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= MOST else f"{line[: MOST - 1]}…"


def _start(placed: tuple[Annotation, Span]) -> int:
    return placed[1].start


def _order(placed: tuple[Annotation, Span]) -> tuple[Span, str, str]:
    annotation, span = placed
    return span, annotation.created, annotation.id
