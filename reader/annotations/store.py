"""The annotations of one document: kept in one file, found, changed, undone.

Everything said here is on disk before the call returns. Other processes may write to the same
file: each change is made to the newest version of it, and touches its own records only.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.annotation import Annotation, now
from reader.annotations.files import json_copy
from reader.annotations.records import Record, from_record, revision, to_record
from reader.annotations.storage import AtomicStorage
from reader.errors import StorageError

if TYPE_CHECKING:
    from reader.annotations.database import Database

VERSION = 1  # of the schema that is written
SCHEMA = {"version": VERSION, "min_reader": 1}


class Change(NamedTuple):
    """What was done: the annotations before and after it, None where there was none to see."""

    label: str
    before: tuple[Annotation | None, ...]
    after: tuple[Annotation | None, ...]


class _Step(NamedTuple):
    """A change as it is remembered for undo; before is None where the annotation is new."""

    label: str
    before: dict[str, Annotation | None]
    after: dict[str, Annotation]


class _ChangedElsewhereError(Exception):
    """An undo would overwrite what another process wrote."""


_States = dict[str, Annotation]


class Annotations:
    """All annotations of one document, over one file that is made at the first change.

    ``document`` says which document it is (id, title, authors, ...); it is written to the file
    and kept up to date there. ``state`` is the folder of the lock files; by default in the
    state folder of the user. ``version`` grows with every change in memory. Everything here may
    raise StorageError; what is in memory is then as it was.
    """

    def __init__(
        self, path: Path, document: Mapping[str, object], *, state: Path | None = None
    ) -> None:
        self.path = path
        self.version = 0
        self._read_only = ""
        self._document = document
        self._storage = AtomicStorage(path, None if state is None else state / "locks")
        self._database: Database | None = None
        self._guard = threading.RLock()
        self._loaded = False
        # What the file held when it was last read, and the same with what it should hold.
        self._stored: Record | None = None
        self._records: Record = {}
        self._owed: Record = {}  # records that vanished from the file, for the next writing
        self._parsed: _States = {}
        self._in_order: list[Annotation] | None = None
        self._past: list[_Step] = []
        self._future: list[_Step] = []
        self._ours: Record = {}  # the records as this process last wrote them

    # Finding

    def all(self) -> list[Annotation]:
        """The annotations that are not deleted, in the order of their targets in the text."""
        self._load()
        if self._in_order is None:
            live = (a for a in self._parsed.values() if not a.deleted)
            self._in_order = sorted(live, key=_order)
        return list(self._in_order)

    def deleted(self) -> list[Annotation]:
        """The deleted annotations, the last deleted first."""
        self._load()
        gone = (a for a in self._parsed.values() if a.deleted)
        return sorted(gone, key=lambda a: (a.deleted, a.id), reverse=True)

    def get(self, identity: str) -> Annotation | None:
        """The annotation with this id; None if there is none or it is deleted."""
        self._load()
        return _visible(self._parsed.get(identity))

    @property
    def unreadable(self) -> tuple[tuple[str, object], ...]:
        """Ids and contents of the records that are no annotations; the file keeps them."""
        self._load()
        return tuple(
            (identity, record)
            for identity, record in self._records.items()
            if identity not in self._parsed
        )

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; empty where it can."""
        self._load()
        return self._read_only

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know of the file, a line each."""
        told = list(self._storage.notices)
        strange = len(self.unreadable)
        if strange:
            told.append(
                f"{self.path.name}: {strange} record{'s' if strange > 1 else ''} "
                "could not be read and stay in the file as they are"
            )
        return tuple(told)

    def refresh(self) -> bool:
        """Take in what other programs changed in the file; whether anything did."""
        with self._guard:
            return self._absorb()

    # Changing

    def add(self, *annotations: Annotation) -> None:
        """Add new annotations; raises ValueError where an id is taken."""

        def plan() -> _States:
            ids = {a.id for a in annotations}
            if len(ids) < len(annotations) or ids & self._records.keys():
                raise ValueError("there already is an annotation with this id")
            moment = now()
            return {
                a.id: a._replace(created=a.created or moment, modified=a.modified or moment)
                for a in annotations
            }

        self._do("add", plan)

    def change(self, identity: str, **fields: object) -> Annotation:
        """Change fields of an annotation and return it; raises KeyError where there is none."""

        def plan() -> _States:
            old = self._living(identity)
            # A value of a newer version, shown as the default, gives way to one that is chosen.
            kept = {k: v for k, v in old.extra.items() if k not in fields or k == "target"}
            given = {"extra": MappingProxyType(kept), **fields}
            return self._changed(old._replace(**given))  # type: ignore[arg-type]

        self._do("change", plan)
        return self._living(identity)

    def replace(self, *annotations: Annotation) -> None:
        """Put new versions in the place of annotations, in one step; KeyError as in `change`.

        Fields that this version does not know are kept, even those that came in since.
        """

        def plan() -> _States:
            extras = ({**a.extra, **self._living(a.id).extra} for a in annotations)
            new = zip(annotations, extras, strict=True)
            return self._changed(*(a._replace(extra=MappingProxyType(e)) for a, e in new))

        self._do("change", plan)

    def remove(self, *identities: str) -> None:
        """Delete annotations; they can be restored. Raises KeyError where there is none."""

        def plan() -> _States:
            moment = now()
            return {
                identity: self._living(identity)._replace(deleted=moment, modified=moment)
                for identity in identities
            }

        self._do("remove", plan)

    def restore(self, *identities: str) -> None:
        """Bring deleted annotations back; those not deleted stay as they are (or KeyError)."""

        def plan() -> _States:
            gone = [a for a in map(self._parsed.__getitem__, identities) if a.deleted]
            return {a.id: a._replace(deleted="", modified=now()) for a in gone}

        self._do("restore", plan)

    def undo(self) -> Change | None:
        """Take the last change of this run back; None if there is none.

        It is a change like any other: nothing is rewound. Raises StorageError where another
        program changed one of the annotations since; that step is then given up.
        """

        def before(step: _Step) -> _States:
            moment = now()
            return {
                identity: step.after[identity]._replace(deleted=moment) if old is None else old
                for identity, old in step.before.items()
            }

        return self._travel("undo", self._past, self._future, before)

    def redo(self) -> Change | None:
        """Make the last change that was undone again; None if there is none. See `undo`."""
        return self._travel("redo", self._future, self._past, lambda step: step.after)

    # Inside

    def _living(self, identity: str) -> Annotation:
        annotation = self._parsed[identity]
        if annotation.deleted:
            raise KeyError(identity)
        return annotation

    def _changed(self, *new: Annotation) -> _States:
        """Those that differ from what is there, with the time of their change."""
        moment = now()
        return {a.id: a._replace(modified=moment) for a in new if a != self._living(a.id)}

    def _do(self, label: str, plan: Callable[[], _States]) -> None:
        with self._guard:
            before, after = self._write(plan)
            if after:
                self._past.append(_Step(label, before, after))
                self._future.clear()

    def _travel(
        self,
        name: str,
        source: list[_Step],
        other: list[_Step],
        states: Callable[[_Step], _States],
    ) -> Change | None:
        with self._guard:
            if not source:
                return None
            step = source[-1]

            def plan() -> _States:
                if any(self._records.get(i) != self._ours.get(i) for i in step.after):
                    raise _ChangedElsewhereError
                moment = now()
                return {i: a._replace(modified=moment) for i, a in states(step).items()}

            try:
                before, after = self._write(plan)
            except _ChangedElsewhereError:
                source.pop()
                raise StorageError(
                    f"changed elsewhere since: cannot {name} “{step.label}”; this step is dropped"
                ) from None
            other.append(source.pop())
            return Change(
                step.label,
                tuple(_visible(a) for a in before.values()),
                tuple(_visible(a) for a in after.values()),
            )

    def _write(self, plan: Callable[[], _States]) -> tuple[dict[str, Annotation | None], _States]:
        """Make the states planned from the newest version of the file durable.

        All writing goes through here. Memory changes after the disk did, or not at all.
        """
        with self._storage.transaction():
            self._absorb()
            planned = plan()
            if not planned:
                return {}, {}
            if self._read_only:
                raise StorageError(f"{self.path.name} cannot be changed: {self._read_only}")
            records = {
                identity: json_copy(
                    to_record(annotation) | {"rev": revision(self._records.get(identity)) + 1}
                )
                for identity, annotation in planned.items()
            }
            database = self._open()
            database.put("annotations", {**self._owed, **records})
            self._describe(database)
            stored = (self._storage.read() or {})["annotations"]
        after = {
            i: a._replace(extra=MappingProxyType({**a.extra, "rev": records[i]["rev"]}))
            for i, a in planned.items()
        }
        before = {identity: self._parsed.get(identity) for identity in planned}
        self._stored = stored
        self._owed = {}
        self._ours |= records
        self._records |= records
        self._parsed |= after
        self._touch()
        return before, after

    def _open(self) -> Database:
        if self._database is None:
            from reader.annotations.database import Database

            self._database = Database(self._storage)
        return self._database

    def _describe(self, database: Database) -> None:
        """Write the schema and the document's description where they are missing or old."""
        meta = (self._storage.read() or {}).get("meta", {})
        there = meta.get("document")
        there = there if isinstance(there, dict) else {}
        description = {**there, **json_copy(dict(self._document))}
        news: dict[str, Record] = {}
        if description != there:
            news["document"] = description
        if "schema" not in meta:
            news["schema"] = dict(SCHEMA)
        if news:
            database.put("meta", news)

    def _load(self) -> None:
        if not self._loaded:
            with self._guard:
                self._absorb()

    def _absorb(self) -> bool:
        """Merge what the file holds now into memory; whether memory changed.

        A record that is missing from the file was not deleted (that leaves a tombstone), and a
        lower revision is older: some program put an old file back. Ours stay, to be written
        with the next change.
        """
        tables = self._storage.read() or {}
        self._read_only = self._storage.read_only or _newer(self.path, tables)
        stored = tables.get("annotations", {})
        self._loaded = True
        if stored is self._stored:
            return False
        self._owed = {
            identity: ours
            for identity, ours in self._records.items()
            if isinstance(ours, dict)
            and (identity not in stored or revision(stored[identity]) < revision(ours))
        }
        self._stored = stored
        return self._take({**stored, **self._owed})

    def _take(self, records: Record) -> bool:
        changed = {i for i, record in records.items() if record != self._records.get(i)}
        gone = self._records.keys() - records.keys()
        for identity in changed | gone:
            annotation = from_record(identity, records.get(identity))
            if annotation is None:
                self._parsed.pop(identity, None)
            else:
                self._parsed[identity] = annotation
        self._records = records
        if changed or gone:
            self._touch()
        return bool(changed or gone)

    def _touch(self) -> None:
        self._in_order = None
        self.version += 1


def _visible(annotation: Annotation | None) -> Annotation | None:
    return None if annotation is None or annotation.deleted else annotation


def _order(annotation: Annotation) -> tuple[int, int, str, str]:
    target = annotation.target
    return target.start, target.end, annotation.created, annotation.id


def _newer(path: Path, tables: Record) -> str:
    """Why a file of another version can only be read; raises StorageError where not even that."""
    schema = tables.get("meta", {}).get("schema", SCHEMA)
    version = schema.get("version") if isinstance(schema, dict) else None
    least = schema.get("min_reader", version) if isinstance(schema, dict) else None
    if not isinstance(version, int) or not isinstance(least, int):
        return f"its schema {schema!r} is not understood"
    if least > VERSION:
        raise StorageError(
            f"the annotations are of version {version}, this program reads up to {VERSION}: "
            f"nothing was changed; a newer Reader opens {path}"
        )
    if version > VERSION:
        return f"it is of version {version}, this program writes {VERSION}"
    return ""
