"""The annotations of one document: found, changed, undone, and what they were before.

Everything said here is durable before the call returns, in the journal; `save` brings the file
up. Other processes may work on the same document: each change is made to the newest version,
and where two people changed the same words without seeing each other, both versions stay.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.annotations import planning
from reader.annotations.annotation import Annotation, Target, as_time, now
from reader.annotations.index import Index
from reader.annotations.ledger import Ledger
from reader.annotations.lineage import Record, heads, version, visible
from reader.annotations.logs import REVIEW, annotations_in, kind_of
from reader.annotations.planning import Plan, There, living
from reader.annotations.records import from_record
from reader.errors import StorageError

if TYPE_CHECKING:
    from reader.annotations.history import History, Step


class Change(NamedTuple):
    """What was done: the annotations before and after it, None where there was none to see."""

    label: str
    before: tuple[Annotation | None, ...]
    after: tuple[Annotation | None, ...]


class Past(NamedTuple):
    """An annotation as it once was, and when it became so; ``do`` says what made it so."""

    at: str
    do: str
    annotation: Annotation


class _ChangedElsewhereError(Exception):
    """An undo would overwrite what another program wrote."""


class Annotations:
    """All annotations of one document, over one file and its journal.

    ``document`` says which document it is (id, title, authors, ...); it is written to the file
    and kept up to date there. ``state`` is the local folder of journals, locks and snapshots.
    ``twins`` are files of the same document under another name, to be taken in. Everything here
    may raise StorageError; what is in memory is then as it was.
    """

    def __init__(
        self, path: Path, document: Mapping[str, object], *, state: Path, twins: Iterable[Path] = ()
    ) -> None:
        self.path = path
        self.document_id = str(document.get("id", ""))
        self.locks = state / "locks"
        self._ledger = Ledger(path, document, state=state, twins=twins)
        self._loaded = False
        self._index = Index()
        self._logs: dict[str, dict[str, Record]] = {}  # by their kinds and ids, deleted ones too
        self._history: History | None = None

    # Finding

    @property
    def run(self) -> str:
        """The name of this run of the program, which stands in ``by`` of all that it writes."""
        return self._ledger.run

    @property
    def version(self) -> int:
        """How often something changed in memory."""
        return self._index.version

    def all(self) -> list[Annotation]:
        """The annotations that are not deleted, in the order of their targets in the text.

        Of an annotation with two versions, the one that stands; see `others`.
        """
        self._load()
        with self._ledger.guard:
            return self._index.in_order()

    def changes(self, since: int) -> frozenset[str] | None:
        """The ids that changed after that version; None where that is too long ago to tell."""
        with self._ledger.guard:
            return self._index.changes(since)

    def deleted(self) -> list[Annotation]:
        """The annotations in the trash, the last deleted first."""
        self._load()
        with self._ledger.guard:
            return self._index.deleted()

    def get(self, identity: str) -> Annotation | None:
        """The annotation with this id; None if there is none or it is deleted."""
        self._load()
        return _visible(self._index.by_id.get(identity))

    def gone(self) -> frozenset[str]:
        """The ids of all that were deleted, also of what was forgotten for good."""
        self._load()
        with self._ledger.guard:
            return frozenset(a.id for a in self._index.by_id.values() if a.deleted)

    def undone(self, identities: Collection[str]) -> set[str]:
        """Those of these annotations that an undo left as they are: deleted, if it added them."""
        from reader.annotations.history import undone

        self._load()
        return undone((entry for entry, _ in self._ledger.entries()), identities)

    def written_by(self, run: str, since: datetime) -> set[str]:
        """The ids of what a run of the program wrote from a moment on, as far as the journal of
        this machine tells."""
        self._load()
        first = as_time(since)
        return {
            identity
            for entry, _ in self._ledger.entries()
            if entry.run == run and entry.at >= first
            for identity in entry.records
        }

    def others(self, identity: str) -> list[Annotation]:
        """Versions of an annotation that somebody wrote without seeing the one that stands."""
        self._load()
        found = visible(self._ledger.records.get(identity))
        return [a for other in found if (a := from_record(identity, other)) is not None]

    def has_others(self, identity: str) -> bool:
        """Whether there are `others`; cheap, to be asked of every annotation."""
        known = self._index.by_id.get(identity)
        return known is not None and "others" in known.extra and bool(self.others(identity))

    def past(self, identity: str, *, unsaid: bool = True) -> list[Past]:
        """Every version of an annotation that this machine has seen, the newest first; those too
        that were taken back, unless ``unsaid`` is false."""
        from reader.annotations import history
        from reader.annotations.history import Version, versions

        self._load()
        entries = [entry for entry, _ in self._ledger.entries()]
        found = versions(entries, identity)
        if not unsaid:
            back = history.unsaid(entries, identity)
            found = [one for one in found if version(one.record) not in back]
        if not found and identity in self._ledger.records:
            record = self._ledger.records[identity]
            found = [Version(str(record.get("modified", "")), "merge", record)]
        known = ((v, from_record(identity, v.record)) for v in found)
        return [Past(v.at, v.do, a) for v, a in known if a is not None]

    @property
    def unreadable(self) -> tuple[tuple[str, object], ...]:
        """Ids and contents of the records that are no annotations; they are kept as they are."""
        self._load()
        with self._ledger.guard:
            logged = sum(map(len, self._logs.values()))
            if len(self._ledger.records) == len(self._index.by_id) + logged:
                return ()  # it is asked for twice a second
            return tuple(
                (identity, record)
                for identity, record in self._ledger.records.items()
                if identity not in self._index.by_id and not kind_of(record)
            )

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; empty where it can."""
        self._load()
        return self._ledger.read_only

    @property
    def behind(self) -> int:
        """How many changes are in the journal only, and not in the file yet."""
        return self._ledger.behind

    @property
    def unsettled(self) -> bool:
        """Whether `save` has something to do."""
        return self._ledger.unsettled

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know of these annotations, a line each."""
        strange = len(self.unreadable)
        told = list(self._ledger.notices)
        if strange:
            told.append(
                f"{self.path.name}: {strange} record{'s' if strange > 1 else ''} "
                "could not be read and stay in the file as they are"
            )
        return tuple(told)

    def refresh(self) -> bool:
        """Take in what other programs changed; whether anything did."""
        with self._ledger.guard:
            self._loaded = True
            self._ledger.refresh()
            return self._take_news()

    def save(self) -> bool:
        """Bring the file up to the journal; whether that had to be done.

        To be called when there is time, and at the end. Where it fails (StorageError), nothing
        is lost: what was acknowledged is in the journal, and the next call tries again.
        """
        saved = self._ledger.save()
        with self._ledger.guard:
            self._take_news()
        return saved

    def logged(self, kind: str) -> list[Record]:
        """The records of a log ("review", "session") that are not deleted, by their ids in order.
        They are not to be changed."""
        self._load()
        with self._ledger.guard:
            found = sorted(self._logs.get(kind, {}).items())
            return [record for _, record in found if not record.get("deleted")]

    def lacking(self, reviews: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Those of these reviews that would come in with `edit`."""
        self._load()
        with self._ledger.guard:
            return planning.lacking(self._ledger.records, reviews)

    # Changing

    def add(self, *annotations: Annotation) -> None:
        """Add new annotations; raises ValueError where an id is taken."""
        self._do("add", lambda there: planning.added(there, annotations))

    def decide(self, *decisions: Annotation) -> None:
        """Add decisions about headings, change them, or delete those that have a time in
        ``deleted``; all of it is one step for `undo`."""
        self._do("decide", lambda there: planning.decisions(there, decisions))

    def change(
        self, identity: str, *, seen: Annotation | None = None, **fields: object
    ) -> Annotation:
        """Change fields of an annotation and return it; raises KeyError where there is none.

        ``seen`` is the annotation as the person saw it when they began. Where somebody changed
        the same fields since, both versions are kept; where somebody deleted it, it is back.
        """
        self._do("change", lambda there: planning.changed(there, identity, fields, seen))
        return living(self._index.by_id, identity)

    def place(self, targets: Mapping[str, Target]) -> None:
        """Give annotations other places, by their ids; where there is none, KeyError. One step for
        `undo`."""
        self._do("change", lambda there: planning.placed(there, targets))

    def detach(self, identity: str) -> None:
        """Keep an annotation without a place while its words are gone; KeyError for none."""
        self._do("change", lambda there: planning.without_place(there, identity))

    def remove(self, *doomed: str | Annotation) -> None:
        """Delete annotations; they can be restored. Raises KeyError where there is none.

        An annotation, instead of an id, is deleted as the person saw it: where somebody wrote
        on it since, that is a StorageError, and nothing is deleted.
        """
        self._do("remove", lambda there: planning.removed(there, doomed))

    def restore(self, *identities: str) -> None:
        """Bring deleted annotations back; those not deleted stay as they are (or KeyError)."""
        self._do("restore", lambda there: planning.restored(there, identities))

    def go_back(self, identity: str, version: Annotation) -> Annotation:
        """Make an annotation what it was (see `past`); that is a change like any other."""
        self._do("go back", lambda there: planning.gone_back(there, identity, version))
        return living(self._index.by_id, identity)

    def settle(
        self, identity: str, choice: Annotation, *, seen: Annotation | None = None
    ) -> Annotation:
        """Decide between the versions of an annotation; those not chosen go to its past.

        ``seen`` is the annotation whose versions the person saw: others stay undecided.
        """
        self._do("settle", lambda there: planning.settled(there, identity, choice, seen))
        return living(self._index.by_id, identity)

    def forget(self, *identities: str) -> None:
        """Take what deleted annotations said out of file and journal, for good, and the words that
        their reviews covered.

        Their ids stay, so that no old copy brings them back. Snapshots grow old by themselves,
        and files in the quarantine stay as they are. Raises KeyError for an annotation that is
        not deleted.
        """
        known: dict[str, list[Record]] = {identity: [] for identity in identities}
        for entry, _ in self._ledger.entries():
            for identity in known.keys() & entry.records:
                known[identity] += heads(entry.records[identity])
        if self._do("forget", lambda there: planning.forgotten(there, known)):
            bare = planning.without_words(self._logs.get(REVIEW, {}).values(), known)
            self.log(*bare)
            self._ledger.save()
            self._ledger.forget([*identities, *(str(one["id"]) for one in bare)])
            self._ledger.save()

    def log(self, *records: Mapping[str, object]) -> None:
        """Write records of a log, each in the place of the one with its id. That is no step for
        `undo`, and changes no annotation."""
        self._do("log", lambda there: planning.logged(there, records))

    def edit(self, edits: planning.Edits, step: str = "") -> list[str]:
        """Several changes at once, one step for `undo`; the ids that it touched.

        ``step`` is a name for it, for `take_back`.
        """
        touched = self._do("change", lambda there: planning.edited(there, edits), step)
        if edits.reviews:
            self._do("log", lambda there: planning.brought(there, edits.reviews, step))
        return touched

    def take_back(self, step: str, *, dry_run: bool = False) -> tuple[list[str], int]:
        """Undo the step with this name, though it may not be the last one: the ids that are as they
        were before, and how many stay as they are, since they were changed after it. Nothing and 0
        where there is no such step, or it was undone. A ``dry_run`` only tells them."""
        with self._ledger.guard:
            if not dry_run:
                self._do("log", lambda there: planning.sent_back(there, step))
            done = self._past().step(step)
            if done is None:
                return [], 0
            if dry_run:
                kept = planning.taken_back(self._there(), done)
                return list(kept), len(done.after) - len(kept)
            back = self._do("undo", lambda there: planning.taken_back(there, done), step)
            return back, len(done.after) - len(back)

    def undo(self) -> Change | None:
        """Take the last change back, of this run or of one before; None if there is none.

        It is a change like any other: nothing is rewound. Raises StorageError where another
        program changed one of the annotations since; that step is then given up.
        """
        return self._travel("undo", planning.undone)

    def redo(self) -> Change | None:
        """Make the last change that was undone again; None if there is none. See `undo`."""
        return self._travel("redo", planning.redone)

    # Inside

    def _load(self) -> None:
        if not self._loaded:
            self.refresh()

    def _there(self) -> There:
        return There(self._index.by_id, self._ledger.records, self._ledger.run, now())

    def _do(self, label: str, plan: Plan, step: str = "") -> list[str]:
        """Make a change durable, then memory what it says; the ids it touched."""

        before: dict[str, Any] = {}

        def newest() -> Mapping[str, Mapping[str, Any]]:
            self._take_news()
            records = self._ledger.records
            planned = plan(self._there())
            before.update({i: records.get(i) for i in planned})
            return planned

        with self._ledger.guard:
            self._load()
            entry = self._ledger.write(label, newest, step)
            self._take_news()
            if entry is None:
                return []
            if self._history is not None and label != "log":
                self._history.take(entry, ours=True, before=before)
            return list(entry.records)

    def _travel(self, name: str, states: Callable[[There, Step], Record]) -> Change | None:
        with self._ledger.guard:
            history = self._past()
            source = history.past if name == "undo" else history.future
            if not source:
                return None
            step = source[-1]
            before = [self._index.by_id.get(identity) for identity in step.after]

            def plan(there: There) -> dict[str, Record]:
                if not history.is_as_left(step, there.records):
                    raise _ChangedElsewhereError
                return planning.as_then(there, states(there, step))

            try:
                self._do(name, plan, step.id)
            except _ChangedElsewhereError:
                source.pop()
                raise StorageError(
                    f"cannot {name} it: it was changed elsewhere since; its versions (H) have all "
                    f"texts, and {name} again goes to the step before"
                ) from None
            after = [self._index.by_id.get(identity) for identity in step.after]
            return Change(step.label, tuple(map(_visible, before)), tuple(map(_visible, after)))

    def _past(self) -> History:
        """What was done, by this run and those before, up to now."""
        self.refresh()
        if self._history is None:
            from reader.annotations.history import History

            self._history = History(self._ledger.entries())
        return self._history

    def _take_news(self) -> bool:
        """Read again what changed in the ledger; whether anything did."""
        records = self._ledger.records
        news = {identity: records[identity] for identity in self._ledger.drain()}
        for identity, record in news.items():
            if kind := kind_of(record):
                self._logs.setdefault(kind, {})[identity] = record
        return self._index.take(annotations_in(news))


def _visible(annotation: Annotation | None) -> Annotation | None:
    return None if annotation is None or annotation.deleted else annotation
