"""The annotations of one document: found, changed, undone, and what they were before.

Everything said here is durable before the call returns, in the journal; `save` brings the file
up. Other processes may work on the same document: each change is made to the newest version,
and where two people changed the same words without seeing each other, both versions stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.annotations.annotation import Annotation, Target, detached, now
from reader.annotations.index import Index
from reader.annotations.ledger import Ledger
from reader.annotations.lineage import (
    content,
    decided,
    heads,
    reinstated,
    replacing,
    succeed,
    texts,
    united,
    version,
    visible,
)
from reader.annotations.records import Record, from_record, to_record
from reader.errors import StorageError

if TYPE_CHECKING:
    from reader.annotations.history import History, Step


class Change(NamedTuple):
    """What was done: the annotations before and after it, None where there was none to see."""

    label: str
    before: tuple[Annotation | None, ...]
    after: tuple[Annotation | None, ...]


class Revision(NamedTuple):
    """A change that was made elsewhere: to which annotation, to which fields, and the annotation
    as it was seen there (see `Annotations.change`); tags are added and taken away one by one."""

    id: str
    fields: Mapping[str, object] = MappingProxyType({})
    seen: Annotation | None = None
    more_tags: tuple[str, ...] = ()
    fewer_tags: tuple[str, ...] = ()


class Past(NamedTuple):
    """An annotation as it once was, and when it became so; ``do`` says what made it so."""

    at: str
    do: str
    annotation: Annotation


class _ChangedElsewhereError(Exception):
    """An undo would overwrite what another program wrote."""


_Plan = Callable[[], Mapping[str, Mapping[str, Any]]]


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
        self.locks = state / "locks"
        self._ledger = Ledger(path, document, state=state, twins=twins)
        self._loaded = False
        self._index = Index()
        self._history: History | None = None

    # Finding

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

    def others(self, identity: str) -> list[Annotation]:
        """Versions of an annotation that somebody wrote without seeing the one that stands."""
        self._load()
        found = visible(self._ledger.records.get(identity))
        return [a for other in found if (a := from_record(identity, other)) is not None]

    def has_others(self, identity: str) -> bool:
        """Whether there are `others`; cheap, to be asked of every annotation."""
        known = self._index.by_id.get(identity)
        return known is not None and "others" in known.extra and bool(self.others(identity))

    def past(self, identity: str) -> list[Past]:
        """Every version of an annotation that this machine has seen, the newest first."""
        from reader.annotations.history import Version, versions

        self._load()
        found = versions((entry for entry, _ in self._ledger.entries()), identity)
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
            if len(self._ledger.records) == len(self._index.by_id):  # asked for twice a second
                return ()
            return tuple(
                (identity, record)
                for identity, record in self._ledger.records.items()
                if identity not in self._index.by_id
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

    # Changing

    def add(self, *annotations: Annotation) -> None:
        """Add new annotations; raises ValueError where an id is taken."""

        def plan() -> dict[str, Record]:
            ids = {a.id for a in annotations}
            if len(ids) < len(annotations) or any(i in self._ledger.records for i in ids):
                raise ValueError("there already is an annotation with this id")
            moment = now()
            dated = (
                a._replace(created=a.created or moment, modified=a.modified or moment)
                for a in annotations
            )
            return {a.id: self._successor(a) for a in dated}

        self._do("add", plan)

    def decide(self, *decisions: Annotation) -> None:
        """Add decisions about headings, change them, or delete those that have a time in
        ``deleted``; all of it is one step for `undo`."""

        def plan() -> dict[str, Record]:
            moment = now()
            records = {}
            for one in decisions:
                there = self._index.by_id.get(one.id)
                created = there.created if there else one.created or moment
                new = one._replace(created=created, modified=moment)
                if there is None or content(to_record(new)) != content(to_record(there)):
                    records[one.id] = self._successor(new)
            return records

        self._do("decide", plan)

    def change(
        self, identity: str, *, seen: Annotation | None = None, **fields: object
    ) -> Annotation:
        """Change fields of an annotation and return it; raises KeyError where there is none.

        ``seen`` is the annotation as the person saw it when they began. Where somebody changed
        the same fields since, both versions are kept; where somebody deleted it, it is back.
        """

        self._do("change", lambda: self._revised(identity, seen, fields))
        return self._living(identity)

    def revise(self, *revisions: Revision) -> None:
        """Change many annotations as `change` does, in one step for `undo`; KeyError for none."""

        def plan() -> dict[str, Record]:
            records: dict[str, Record] = {}
            for one in revisions:
                fields = dict(one.fields)
                tags = self._living(one.id).tags
                kept = tuple(tag for tag in tags if tag not in one.fewer_tags)
                wanted = tuple(dict.fromkeys([*kept, *one.more_tags]))
                if wanted != tags:
                    fields["tags"] = wanted
                seen = one.seen._replace(tags=tags) if one.seen else None
                records |= self._revised(one.id, seen, fields)
            return records

        self._do("change", plan)

    def place(self, targets: Mapping[str, Target]) -> None:
        """Give annotations other places, by their ids; where there is none, KeyError. One step for
        `undo`."""

        def plan() -> dict[str, Record]:
            records: dict[str, Record] = {}
            for identity, target in targets.items():
                there = self._living(identity)._replace(target=target)
                records |= self._changed(detached(there, wanted=False))
            return records

        self._do("change", plan)

    def detach(self, identity: str) -> None:
        """Keep an annotation without a place while its words are gone; KeyError for none."""
        self._do("change", lambda: self._changed(detached(self._living(identity))))

    def remove(self, *doomed: str | Annotation) -> None:
        """Delete annotations; they can be restored. Raises KeyError where there is none.

        An annotation, instead of an id, is deleted as the person saw it: where somebody wrote
        on it since, that is a StorageError, and nothing is deleted.
        """

        def plan() -> dict[str, Record]:
            moment = now()
            records = {}
            for one in doomed:
                there = self._living(one if isinstance(one, str) else one.id)
                seen = to_record(one) if isinstance(one, Annotation) and one != there else None
                if seen and texts(self._ledger.records[there.id]) - texts(seen):
                    raise StorageError("it was changed elsewhere since, and is not deleted")
                gone = there._replace(deleted=moment, modified=moment)
                records[there.id] = self._successor(gone, self._heads(there.id))
            return records

        self._do("remove", plan)

    def restore(self, *identities: str) -> None:
        """Bring deleted annotations back; those not deleted stay as they are (or KeyError)."""

        def plan() -> dict[str, Record]:
            gone = [a for a in map(self._index.by_id.__getitem__, identities) if a.deleted]
            back = [a._replace(deleted="", modified=now()) for a in gone]
            return {a.id: self._successor(a, self._heads(a.id)) for a in back}

        self._do("restore", plan)

    def go_back(self, identity: str, version: Annotation) -> Annotation:
        """Make an annotation what it was (see `past`); that is a change like any other."""

        def plan() -> dict[str, Record]:
            old = self._index.by_id[identity]
            return self._changed(version._replace(id=old.id, created=old.created, deleted=""))

        self._do("go back", plan)
        return self._living(identity)

    def settle(
        self, identity: str, choice: Annotation, *, seen: Annotation | None = None
    ) -> Annotation:
        """Decide between the versions of an annotation; those not chosen go to its past.

        ``seen`` is the annotation whose versions the person saw: others stay undecided.
        """

        def plan() -> dict[str, Record]:
            now_there = self._living(identity)
            chosen = choice._replace(id=identity, deleted="", modified=now())
            there = self._heads(identity)
            if seen is not None and seen != now_there:
                shown = {version(one) for one in heads(to_record(seen))}
                told = [there[0], *visible(self._ledger.records[identity])]
                there = [one for one in there if version(one) in shown or one not in told]
            return {identity: self._successor(chosen, there)}

        self._do("settle", plan)
        return self._living(identity)

    def forget(self, *identities: str) -> None:
        """Take what deleted annotations said out of file and journal, for good.

        Their ids stay, so that no old copy brings them back. Snapshots grow old by themselves,
        and files in the quarantine stay as they are. Raises KeyError for an annotation that is
        not deleted.
        """
        known: dict[str, list[Record]] = {identity: [] for identity in identities}
        for entry, _ in self._ledger.entries():
            for identity in known.keys() & entry.records:
                known[identity] += heads(entry.records[identity])

        def plan() -> dict[str, Record]:
            records = {}
            for identity in identities:
                gone = self._index.by_id[identity]
                if not gone.deleted:
                    raise KeyError(identity)
                bare = Annotation(identity, Target(""), deleted=gone.deleted, modified=now())
                bare = bare._replace(extra=MappingProxyType({"forgotten": True}))
                there = self._heads(identity)
                record = succeed(to_record(bare), *there, by=self._ledger.run)
                records[identity] = united([replacing(record, known[identity]), *there])
            return records

        if self._do("forget", plan):
            self._ledger.save()
            self._ledger.forget(identities)
            self._ledger.save()

    def undo(self) -> Change | None:
        """Take the last change back, of this run or of one before; None if there is none.

        It is a change like any other: nothing is rewound. Raises StorageError where another
        program changed one of the annotations since; that step is then given up.
        """

        def before(step: Step) -> dict[str, Record]:
            gone = {"deleted": now()}
            return {i: step.before[i] or {**step.after[i], **gone} for i in step.after}

        return self._travel("undo", before)

    def redo(self) -> Change | None:
        """Make the last change that was undone again; None if there is none. See `undo`."""
        return self._travel("redo", lambda step: dict(step.after))

    # Inside

    def _load(self) -> None:
        if not self._loaded:
            self.refresh()

    def _living(self, identity: str) -> Annotation:
        annotation = self._index.by_id[identity]
        if annotation.deleted:
            raise KeyError(identity)
        return annotation

    def _changed(self, new: Annotation) -> dict[str, Record]:
        """The record of an annotation, if it differs from what is there."""
        if content(to_record(new)) == content(to_record(self._index.by_id[new.id])):
            return {}
        return {new.id: self._successor(new._replace(modified=now()))}

    def _revised(
        self, identity: str, seen: Annotation | None, fields: Mapping[str, object]
    ) -> dict[str, Record]:
        """The record of an annotation, changed by somebody who saw it as ``seen``."""
        now_there = self._index.by_id[identity]
        if seen is None or seen == now_there:
            return self._changed(_with(self._living(identity), fields))
        if not now_there.deleted and all(
            getattr(now_there, name) in (getattr(seen, name), value)
            for name, value in fields.items()
        ):
            return self._changed(_with(now_there, fields))  # the changes of others stay
        mine = _with(seen, fields)._replace(modified=now(), deleted="")
        saw = heads(to_record(seen))[:1]
        return {identity: self._successor(mine, saw)}

    def _heads(self, identity: str) -> list[Record]:
        return heads(self._ledger.records.get(identity))

    def _successor(self, new: Annotation, seen: list[Record] | None = None) -> Record:
        """The record with this version in it, which replaces those that were seen.

        Without ``seen`` that is the one that stands, with all that a person need not decide.
        """
        there = self._heads(new.id)
        if seen is None:
            seen = decided(self._ledger.records.get(new.id))
        return united([succeed(to_record(new), *seen, by=self._ledger.run), *there])

    def _do(self, label: str, plan: _Plan, step: str = "") -> list[str]:
        """Make a change durable, then memory what it says; the ids it touched."""

        before: dict[str, Any] = {}

        def newest() -> Mapping[str, Mapping[str, Any]]:
            self._take_news()
            planned = plan()
            before.update({i: self._ledger.records.get(i) for i in planned})
            return planned

        with self._ledger.guard:
            self._load()
            entry = self._ledger.write(label, newest, step)
            self._take_news()
            if entry is None:
                return []
            if self._history is not None:
                self._history.take(entry, ours=True, before=before)
            return list(entry.records)

    def _travel(self, name: str, states: Callable[[Step], dict[str, Record]]) -> Change | None:
        with self._ledger.guard:
            self.refresh()
            if self._history is None:
                from reader.annotations.history import History

                self._history = History(self._ledger.entries())
            source = self._history.past if name == "undo" else self._history.future
            if not source:
                return None
            step = source[-1]
            before = [self._index.by_id.get(identity) for identity in step.after]

            def plan() -> dict[str, Record]:
                assert self._history is not None
                if not self._history.is_as_left(step, self._ledger.records):
                    raise _ChangedElsewhereError
                moment, run = now(), self._ledger.run
                return {
                    identity: reinstated(record, *self._heads(identity), by=run, at=moment)
                    for identity, record in states(step).items()
                }

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

    def _take_news(self) -> bool:
        """Read again what changed in the ledger; whether anything did."""
        records = self._ledger.records
        return self._index.take({identity: records[identity] for identity in self._ledger.drain()})


def _visible(annotation: Annotation | None) -> Annotation | None:
    return None if annotation is None or annotation.deleted else annotation


def _with(annotation: Annotation, fields: Mapping[str, object]) -> Annotation:
    """With these fields; a value of a newer version, shown as the default, gives way to them."""
    kept = {k: v for k, v in annotation.extra.items() if k not in fields or k == "target"}
    return annotation._replace(**{"extra": MappingProxyType(kept), **fields})  # type: ignore[arg-type]
