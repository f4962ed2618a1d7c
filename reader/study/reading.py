"""A document being read: its text, its annotations, and where each of them stands now."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.annotation import (
    Annotation,
    Colour,
    Kind,
    Style,
    Target,
    is_detached,
    is_note,
    is_open_question,
    new_id,
    now,
)
from reader.annotations.kept import Place
from reader.annotations.places import Fates, Pause, State, fates, state_of
from reader.annotations.store import Annotations
from reader.documents.document import Document
from reader.documents.overrides import decide
from reader.study.headings import Headings
from reader.study.placing import Placing
from reader.text.likeness import says_the_same
from reader.text.spans import Span, SpanIndex

if TYPE_CHECKING:
    from reader.annotations.anchoring import Anchored

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
    headings that were decided on, see ``headings``; ``source`` is it as it was parsed.
    """

    def __init__(self, document: Document, store: Annotations) -> None:
        self.source = document
        self.document = document
        self.store = store
        self.version = 0
        self._seen = -1
        self._places = Placing(document, store)
        self._placed: list[tuple[Annotation, Span]] = []
        self._orphans: list[Annotation] = []
        self._detached: list[Annotation] = []
        self._waiting: list[Annotation] = []
        self._index: SpanIndex[Annotation] = SpanIndex()
        self._shown: dict[str, tuple[Annotation, Span | None]] = {}
        # Where bookmarks and open questions begin, sorted, to be counted between two offsets.
        self._bookmarks: list[int] = []
        self._questions: list[int] = []
        self.headings = Headings(document, self._places)

    def refresh(self, *, from_disk: bool = False, quick: int | None = None) -> bool:
        """Take in what changed in the store; whether anything did.

        A few changes cost the same whatever else is there. With ``quick``, the place of the reader,
        what has to be searched for in a long text that was edited waits for `search` and `found`.
        """
        if from_disk:
            self.store.refresh()
        if self._seen == self.store.version:
            return False
        changed = self.store.changes(self._seen) if self._seen >= 0 else None
        self._seen = self.store.version
        if changed is None or len(changed) > FEW:
            everything = self.store.all()
            self._places.find(everything, quick=quick)
            decided = {a.id: a for a in everything if not is_note(a)}
            self._take_all(list(filter(is_note, everything)))
        else:
            now = [a for a in map(self.store.get, changed) if a is not None]
            self._places.find(now)
            decided = {i: a for i, a in self.headings.by_id.items() if i not in changed}
            decided |= {a.id: a for a in now if not is_note(a)}
            for identity in changed:
                self._remove(identity)
            for annotation in filter(is_note, now):
                self._add(annotation)
        if decided != self.headings.by_id:
            self.headings.by_id = decided
            self.document = decide(self.source, self.headings.decisions)
        self.version += 1
        return True

    def _take_all(self, annotations: list[Annotation]) -> None:
        self._shown = {a.id: (a, self._places.span(a.id)) for a in annotations}
        self._placed, self._orphans, self._detached, self._waiting = [], [], [], []
        for annotation in annotations:
            span = self._places.span(annotation.id)
            if span is None:
                self._homeless(annotation).append(annotation)
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
            for homeless in (self._waiting, self._orphans, self._detached):
                if annotation in homeless:
                    homeless.remove(annotation)
            return
        del self._placed[bisect_left(self._placed, _order((annotation, span)), key=_order)]
        self._index.discard(*span, annotation)
        for starts in self._counted(annotation):
            del starts[bisect_left(starts, span.start)]

    def _add(self, annotation: Annotation) -> None:
        span = self._places.span(annotation.id)
        self._shown[annotation.id] = annotation, span
        if span is None:
            homeless = self._homeless(annotation)
            homeless.append(annotation)
            homeless.sort(key=lambda a: (a.target.start, a.target.end, a.created, a.id))
            return
        insort(self._placed, (annotation, span), key=_order)
        self._index.add(*span, annotation)
        for starts in self._counted(annotation):
            insort(starts, span.start)

    def _homeless(self, annotation: Annotation) -> list[Annotation]:
        """The list that an annotation without a place is in."""
        if self._places.waits(annotation.id):
            return self._waiting
        return self._detached if is_detached(annotation) else self._orphans

    def _counted(self, annotation: Annotation) -> list[list[int]]:
        """The lists of starts that hold the start of an annotation."""
        if annotation.kind is Kind.BOOKMARK:
            return [self._bookmarks]
        return [self._questions] if is_open_question(annotation) else []

    @property
    def waiting(self) -> bool:
        """Whether something has to be searched for still."""
        return self._places.waiting

    def search(self, pause: Pause = lambda: None) -> dict[str, Place]:
        """Where those that wait are, for `found`. For a thread, since it may take seconds;
        ``pause`` is called every few milliseconds, and may raise to end it."""
        return self._places.search(pause)

    def found(self, places: Mapping[str, Place]) -> None:
        """Take in what `search` found of those that wait still."""
        self._places.take(places)
        self._take_all([a for a in self.store.all() if a.id in self._shown])
        if self.headings.by_id:
            self.document = decide(self.source, self.headings.decisions)
        self.version += 1

    @property
    def placed(self) -> list[tuple[Annotation, Span]]:
        """The annotations that have a place, in reading order."""
        return self._placed

    @property
    def orphans(self) -> list[Annotation]:
        """The annotations whose words are not in the text, in the order they once had, but for
        `detached`."""
        return self._orphans

    @property
    def detached(self) -> list[Annotation]:
        """The annotations whose words are not in the text, and that a person wants so."""
        return self._detached

    @property
    def index(self) -> SpanIndex[Annotation]:
        """The placed annotations, by what they cross."""
        return self._index

    def everything(self) -> list[Placed]:
        """Placed ones in reading order, then those without a place."""
        homeless = (*self._waiting, *self._orphans, *self._detached)
        return [*self._placed, *((annotation, None) for annotation in homeless)]

    def span_of(self, annotation_id: str) -> Span | None:
        """Where an annotation stands; None for an orphan or an unknown id."""
        return self._places.span(annotation_id)

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
        learn: Iterable[str] = (),
    ) -> Annotation:
        """Annotate a passage. On disk when this returns; StorageError if it cannot be."""
        time = now()
        annotation = Annotation(
            id=new_id(),
            target=self.described(span),
            kind=kind,
            colour=colour,
            style=style,
            note=note,
            tags=tuple(tags),
            learn=tuple(learn),
            created=time,
            modified=time,
        )
        self.store.add(annotation)
        self.refresh()
        return annotation

    # --- headings -------------------------------------------------------------------------------

    def decide(self, depths: Mapping[Span, int | None]) -> None:
        """Decide about headings: how deep each passage stands in the tree, 0 for no heading, None
        for whatever was found there. One step for undo; on disk when this returns, or
        StorageError."""
        self.store.decide(*self.headings.deciding(depths, self.described, now()))
        self.refresh()

    def take_back(self, *decisions: Annotation) -> None:
        """Let decisions about headings go, wherever their words are. One step for undo; on disk
        when this returns, or StorageError."""
        time = now()
        self.store.decide(*(annotation._replace(deleted=time) for annotation in decisions))
        self.refresh()

    # --- other texts than the one it was written on ------------------------------------------

    @property
    def changed(self) -> bool:
        """Whether the text is another one than when the annotations were last found in it."""
        return self._places.changed

    @property
    def trouble(self) -> str:
        """Why the texts of before are not known; empty where they are."""
        return self._places.trouble

    @property
    def fates(self) -> Fates:
        """How many annotations fare how in this text, but for those that are searched for still."""
        found = (a for a, _ in self.everything() if not self._places.waits(a.id))
        return fates(map(self.state_of, found))

    def state_of(self, annotation: Annotation) -> State:
        """How an annotation fares in this text; KeyError for one that is not there."""
        return state_of(annotation, self._places.place(annotation.id), self.document.text)

    def extend(self, annotation_id: str, span: Span) -> None:
        """Let an annotation stand on another passage; this also places an orphan by hand."""
        self.store.place({annotation_id: self.described(span)})
        self.refresh()

    def accept(self, *annotation_ids: str) -> None:
        """Let annotations mean the words that they stand on now; orphans stay as they are. One step
        for undo."""
        spans = {identity: self.span_of(identity) for identity in annotation_ids}
        self.store.place({i: self.described(span) for i, span in spans.items() if span})
        self.refresh()

    def detach(self, annotation_id: str) -> None:
        """Keep an annotation without a place, until its words are back; it is no orphan then."""
        self.store.detach(annotation_id)
        self.refresh()

    def wording(self, annotation: Annotation) -> str:
        """The words that an annotation stands on where these are others than it was made on; else
        nothing."""
        span = self.span_of(annotation.id)
        words = self.document.text[span.start : span.end] if span else ""
        return "" if says_the_same(words, annotation.target.exact) else words

    def confidence_of(self, annotation: Annotation) -> float:
        """How sure its place is, from 0 to 1."""
        return self._places.place(annotation.id).confidence

    def last_described(self, annotation: Annotation) -> tuple[Target, str | None]:
        """Its target in the last text before this one in which it had a place, and that text; as
        it was made, and None, where that is not known."""
        return self._places.last_described(annotation)

    def candidates(self, annotation: Annotation, count: int = 5) -> list[Anchored]:
        """The places where an annotation may belong, the surest first."""
        from reader.annotations.anchoring import candidates

        target, previous = self.last_described(annotation)
        return candidates(target, self.document.text, previous, count)

    def described(self, span: Span) -> Target:
        """The target of a passage of this text."""
        from reader.annotations.anchoring import describe

        document = self.document
        path = document.section_path(span.start)
        target = describe(document.text, span.start, span.end, path)
        item = document.spine_at(span.start)
        return target._replace(href=item.href, idref=item.idref) if item else target

    def changed_sections(self) -> frozenset[int]:
        """Where the sections begin that are annotated, and were others when they were. May take a
        while in a long text; for a thread."""
        return self._places.changed_sections(self.document, (a for a, _ in self.everything()))

    def keep(self, *, anew: bool = False) -> bool:
        """Keep the text beside the annotations for the next one, if there is anything new to keep;
        whether there was. Raises StorageError. May be called in a thread.

        ``anew`` where a person accepted the text as it is: nothing changed since then.
        """
        return self._places.keep(anew=anew)

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


def _start(placed: tuple[Annotation, Span]) -> int:
    return placed[1].start


def _order(placed: tuple[Annotation, Span]) -> tuple[Span, str, str]:
    annotation, span = placed
    return span, annotation.created, annotation.id
