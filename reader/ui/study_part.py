"""What a session has in one document: how long, what was read there, what was marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from reader.annotations.annotation import Annotation, is_note, new_id
from reader.annotations.store import Annotations
from reader.documents.document import Document
from reader.study import alive, finishing, stopwatch
from reader.study.coverage import add, merge
from reader.study.reading import Reading
from reader.study.session import Goal, Session, end_of
from reader.study.stopwatch import Moment, Stopwatch
from reader.text.spans import Span
from reader.text.words import count_words, unit_of


class StudyPart:
    """The record of one document while it grows.

    ``reading`` is None until the document is open, or where it has no annotations to be kept
    beside.
    """

    def __init__(self, moment: Moment, before: Session | None = None) -> None:
        self.id = before.id if before else new_id()
        self.entry_id = ""
        self.source = ""
        self.reading: Reading | None = None
        self.started = before.started if before else stopwatch.local(moment.wall)
        self.watch: Stopwatch = stopwatch.started(moment, before.stretches if before else ())
        self.read: list[Span] = list(before.read) if before else []
        self.words = before.words if before else 0
        self.unit = before.unit if before else ""  # of them
        self.finished: list[str] = list(before.sections) if before else []
        self.leaves = before.leaves if before else 0  # how many of them have no others in them
        self.reviewed = before.reviewed if before else 0.0  # seconds
        self.cards = before.cards if before else 0  # that were answered in reviews
        self.made: list[str] = list(before.made) if before else []
        self.changed: list[str] = list(before.changed) if before else []
        known = dict(before.extra) if before else {}
        self._extra: Mapping[str, Any] = {**known, alive.MACHINE: alive.machine()}
        self.written: Session | None = None  # as it was written last
        self._ended: set[int] = set()  # where the sections begin that were finished
        self._read_ever: list[Span] = []
        self._there: set[str] = set()  # the annotations that were there before
        self._version = -1

    @property
    def store(self) -> Annotations | None:
        """Where it is kept."""
        return self.reading.store if self.reading is not None else None

    def attach(self, reading: Reading, read: Sequence[Span]) -> None:
        """The document is there, of which so much was read before."""
        anew = self.reading is None or self.reading.store is not reading.store
        self.reading = reading
        self.unit = self.unit or unit_of(reading.document.text)
        self._read_ever = list(read)
        if anew:
            self._version = reading.store.version
            self._extra = {**self._extra, alive.RUN: reading.store.run}
            mine = {*self.made}
            self._there = {one.id for one in reading.store.all() if one.id not in mine}

    def text_changed(self, reading: Reading, rest: Callable[[Sequence[Span]], list[Span]]) -> None:
        """The text is an edited one; ``rest`` tells where what was read is in it."""
        document = reading.document
        self.reading = reading
        self.read = merge(rest(self.read))
        self._read_ever = merge(rest(self._read_ever))
        touched = finishing.sections_of(document, self._read_ever)
        done = (document.outline[index] for index in touched)
        self._ended = {
            one.start for one in done if finishing.is_read(document.text, one, self._read_ever)
        }

    def take(self, document: Document, spans: Sequence[Span]) -> None:
        """These lines were read now."""
        text, read, ever = document.text, self.read, self._read_ever
        for span in spans:
            for piece in finishing.left_out(self.read, span):
                self.words += count_words(document.text, piece.start, piece.end)
            self.read = add(self.read, span)
            self._read_ever = add(self._read_ever, span)
        for index in finishing.sections_of(document, spans):
            section = document.outline[index]
            is_new = any(
                finishing.is_read(text, section, now)
                and not finishing.is_read(text, section, before)
                for before, now in ((ever, self._read_ever), (read, self.read))
            )
            if is_new and section.start not in self._ended:
                self._ended.add(section.start)
                self.finished.append(section.label)
                self.leaves += not section.children

    def reached(self, goal: Goal) -> bool:
        """Whether what was read goes to the end of the section that is the goal."""
        if self.reading is None:
            return False
        document = self.reading.document
        index = document.section_at(goal.at)
        if index < 0 or document.outline[index].start != goal.at:
            return goal.title in self.finished  # the text is another one
        end = finishing.own_end(document, index)
        text = document.text[goal.at : end].rstrip()
        last = goal.at + max(0, len(text) - 1)
        return any(span.start <= last < span.end for span in self.read)

    def snapshot(self, group: str, goal: Goal) -> Session:
        """What was done in this document up to now."""
        self.look_at_annotations()
        stretches = tuple(one for one in self.watch.stretches if one[1] > 0)
        return Session(
            self.id,
            group,
            self.started,
            end_of(self.started, stretches),
            sum(seconds for _, seconds in stretches),
            stretches,
            goal,
            tuple(self.read),
            self.words,
            tuple(self.finished),
            self._alive(self.made),
            self._alive(self.changed),
            reviewed=self.reviewed,
            cards=self.cards,
            leaves=self.leaves,
            unit=self.unit,
            extra=MappingProxyType(dict(self._extra)),
        )

    def _alive(self, identities: Sequence[str]) -> tuple[str, ...]:
        store = self.store
        return tuple(i for i in identities if store is None or store.get(i) is not None)

    def look_at_annotations(self) -> bool:
        """What this run has made and changed since it was asked last; whether there is more of it.
        Of what others did meanwhile nothing counts, and what they made was there."""
        store = self.store
        if store is None or store.version == self._version:
            return False
        before = len(self.made), len(self.changed)
        touched = store.changes(self._version)
        self._version = store.version
        if touched is None:  # too many to tell: of those that were there nothing is known
            touched = frozenset(one.id for one in store.all()) - self._there
        for one in map(store.get, sorted(touched)):
            if one is not None and is_note(one):
                self._take_annotation(one, store.run)
        return (len(self.made), len(self.changed)) != before

    def _take_annotation(self, one: Annotation, run: str) -> None:
        if one.extra.get("by") != run:
            if one.id not in self.made:
                self._there.add(one.id)
        elif one.id not in self._there:
            if one.id not in self.made:
                self.made.append(one.id)
        elif one.id not in self.changed:
            self.changed.append(one.id)
