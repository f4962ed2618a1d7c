"""Where the annotations of a document stand in its text, and the texts kept to find them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reader.annotations.annotation import Annotation, Target
from reader.annotations.kept import (
    NOWHERE,
    Place,
    Texts,
    kept_path,
    key_of,
    read_kept,
    unpack,
    write_kept,
)
from reader.annotations.places import (
    Pause,
    last_described,
    made_in,
    place_all,
    quick_places,
    to_keep,
)
from reader.annotations.store import Annotations
from reader.documents.changes import changed_sections
from reader.documents.document import Document
from reader.errors import StorageError
from reader.text.spans import Span

LONG = 200_000  # code points from which what has to be searched for is not waited for
_WAITING = Place(NOWHERE, NOWHERE, 0.0, "waiting", "")


class _Standing(NamedTuple):
    """Where a target was found, if it was."""

    target: Target
    place: Place


class Placing:
    """The places of annotations in a document, by their ids; each is worked out once.

    ``document`` is the one as it was parsed. ``trouble`` says why the texts of before are not
    known, if so.
    """

    def __init__(self, document: Document, store: Annotations) -> None:
        self.trouble = ""
        self._document = document
        self._store = store
        self._kept: Texts | None = None
        self._standing: dict[str, _Standing] = {}

    def find(self, annotations: Iterable[Annotation], *, quick: int | None = None) -> None:
        """Work out where these stand, where that is not known. With ``quick``, an offset, what has
        to be searched for in a long text waits, but for what may be near that."""
        targets: dict[str, Target] = {}
        for annotation in annotations:
            known = self._standing.get(annotation.id)
            if known is None or known.target != annotation.target:
                targets[annotation.id] = annotation.target
        if targets and self._kept is None:
            self._kept = self._read()
        if quick is not None and len(self._document.text) >= LONG:
            places = quick_places(targets, *self._known(), near=quick)
            places = dict.fromkeys(targets, _WAITING) | places
        else:
            places = place_all(targets, *self._known())
        self._standing |= {i: _Standing(targets[i], place) for i, place in places.items()}

    def _known(self) -> tuple[str, str, Texts]:
        kept = self._kept or ()
        return self._document.text, self._document.fingerprint if kept else "", kept

    def place(self, identity: str) -> Place:
        """Where an annotation is; KeyError for one that was never looked for."""
        return self._standing[identity].place

    def span(self, identity: str) -> Span | None:
        """The same as a span; None where it has no place, or is not known."""
        known = self._standing.get(identity)
        return Span(*known.place[:2]) if known and known.place.found else None

    # --- what takes its time --------------------------------------------------------------------

    def waits(self, identity: str) -> bool:
        """Whether an annotation has to be searched for still."""
        return self._standing[identity].place is _WAITING

    @property
    def waiting(self) -> bool:
        """Whether any has."""
        return any(one.place is _WAITING for one in self._standing.values())

    def search(self, pause: Pause) -> dict[str, Place]:
        """Where those that wait are; see `take`. ``pause`` is called every few milliseconds."""
        standing = list(self._standing.items())
        targets = {i: one.target for i, one in standing if one.place is _WAITING}
        return place_all(targets, *self._known(), pause)

    def take(self, places: Mapping[str, Place]) -> None:
        """Take in what was found of those that wait still."""
        for identity, place in places.items():
            there = self._standing.get(identity)
            if there and there.place is _WAITING and place.target == key_of(there.target):
                self._standing[identity] = there._replace(place=place)

    # --- earlier texts --------------------------------------------------------------------------

    @property
    def changed(self) -> bool:
        """Whether the text is another one than when annotations were last found in it."""
        newest = next(iter(self._kept or ()), None)
        return newest is not None and newest.sha256 != self._document.fingerprint

    def last_described(self, annotation: Annotation) -> tuple[Target, str | None]:
        """Its target in the last text before this one in which it had a place, and that text; as
        it was made, and None, where that is not known."""
        _, digest, kept = self._known()
        before = tuple(one for one in kept if one.sha256 != digest)
        return last_described(annotation.id, annotation.target, before)

    def changed_sections(
        self, document: Document, annotations: Iterable[Annotation]
    ) -> frozenset[int]:
        """Where the sections begin that are annotated, and were others when they were; those of
        ``document``, which has the same text."""
        text, digest, kept = self._known()
        if not kept:
            return frozenset()
        by_id = {annotation.id: annotation for annotation in annotations}
        made = made_in({i: one.target for i, one in by_id.items()}, text, digest, kept)
        titled: dict[str, list[int]] = {}
        for number, section in enumerate(document.outline):
            titled.setdefault(section.title, []).append(number)
        annotated: dict[str, set[int]] = {}
        for identity, base in made.items():
            span, path = self.span(identity), by_id[identity].target.path or ("",)
            home = [document.section_at(span.start)] if span else titled.get(path[-1], [])
            annotated.setdefault(base.sha256, set()).update(home)
        changed: set[int] = set()
        for base in kept:
            if there := annotated.get(base.sha256):
                changed |= there & changed_sections(unpack(base) or "", document)
        return frozenset(document.outline[number].start for number in changed)

    def keep(self, *, anew: bool = False) -> bool:
        """Keep the text beside the annotations if there is anything new to keep; whether there was.
        See `Reading.keep`."""
        if self._store.read_only or not self._document.complete:
            return False
        kept = self._read()
        annotations = (*self._store.all(), *self._store.deleted())
        targets = {a.id: a.target for a in annotations if a.target != Target("")}
        text, digest = self._document.text, self._document.fingerprint
        places = {
            identity: one.place
            for identity, one in list(self._standing.items())
            if one.target == targets.get(identity) and one.place is not _WAITING
        }
        others = {i: target for i, target in targets.items() if i not in places}
        places |= place_all(others, text, digest, kept)
        wanted = to_keep(targets, places, text, digest, kept, anew=anew)
        if wanted is kept:
            return False
        write_kept(kept_path(self._store.path), self._store.locks, wanted)
        return True

    def _read(self) -> Texts:
        try:
            return read_kept(kept_path(self._store.path))
        except StorageError as error:
            self.trouble = str(error)
            return ()
