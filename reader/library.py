"""A library: a folder of documents and annotations, and a catalogue of what was read in it.

The catalogue is a TinyDB file, ``annotations/catalogue.json``; its table ``documents`` holds a
record for each document by its id. It can be lost: every annotations file describes its own
document, and a document that the catalogue does not hold is known from there.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.annotation import is_note, new_id, now
from reader.annotations.files import Json
from reader.annotations.storage import AtomicStorage
from reader.catalogue import (
    NO_TEXT,
    OF_THE_SHELF,
    copies,
    described_in,
    entry_of,
    file_name,
    files_below,
    is_record,
    last_read_first,
    record_of,
    storage_of,
    tables_of,
    text_of,
    texts_of,
)
from reader.catalogue import Entry as Entry
from reader.catalogue import export_name as export_name
from reader.catalogue import slug as slug
from reader.documents.document import Document
from reader.recognising import (
    Doubt,
    How,
    Question,
    Seen,
    World,
    alike,
    as_it_is,
    as_known,
    displaced_by,
    is_back,
    is_elsewhere,
    nearby,
    recognise,
    twins,
)
from reader.study.coverage import merge
from reader.study.tempo import OF_A_DOCUMENT, last
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.documents.opening import Source

CATALOGUE = "catalogue.json"
SHIPPED_FIRST = "article.txt"  # what is opened where nothing was read yet
_TABLE, _FOLDERS = "documents", "folders"


class Recognised(NamedTuple):
    """The entry of a document that was opened, by what it was known, and what is to be asked.

    ``before`` is the path where it was, empty for a new one; ``instead`` as in `Recognition`.
    """

    entry: Entry
    how: How
    question: Question | None
    before: str
    instead: Question | None = None


class Library(NamedTuple):
    """A folder that holds ``documents/`` and ``annotations/``.

    ``state`` is the folder of the lock files. Every method may raise StorageError.
    """

    root: Path
    state: Path

    @property
    def documents(self) -> Path:
        """The folder of the library's own documents."""
        return self.root / "documents"

    @property
    def annotations(self) -> Path:
        """The folder of the annotations and the catalogue."""
        return self.root / "annotations"

    def resolve(self, entry: Entry) -> Path:
        """Where the file of a document is; `entry.path` must not be empty."""
        return self.root / entry.path  # an absolute path stays one

    def entries(self) -> list[Entry]:
        """The known documents, the last read first, then the files that were never opened."""
        return list(self.browse())

    def browse(self) -> Iterator[Entry]:
        """The same, one after the other: the first come before the last are understood."""
        records = self._records()
        for identity, record in last_read_first(records):
            yield entry_of(identity, record)
        there = (record for record in records.values() if not record.get("displaced"))
        seen = {text_of(record, "path") for record in there}
        from reader.annotations.exchange.markdown import is_export

        folder = self.place_of(self.documents)
        for below in files_below(str(self.documents)):
            if os.path.join(folder, below) not in seen:  # noqa: PTH118 - there may be thousands
                path = self.place_of(self.documents / below)  # it may be a link
                if path not in seen and not is_export(str(self.documents / below)):
                    yield Entry(title=Path(path).stem, path=path)

    def last_opened(self) -> Entry | None:
        """The document that was read last and is still there, else the last one annotated."""
        for identity, record in last_read_first(self._records()):
            entry = entry_of(identity, record)
            begun = (entry.opened or entry.annotations) and not entry.off_the_shelf
            if begun and self.is_there(entry):
                return entry
        return None

    def known_at(self, path: Path) -> Entry | None:
        """What the library knows of the file at ``path``, without reading the file."""
        place = self.place_of(path)
        records = self._records()
        at = self._at(place, records)
        if not at:
            was = (i for i in records.items() if place in texts_of(i[1], "places"))
            at = [e for e in (entry_of(*item) for item in was) if not self.is_there(e)]
        found = max(at, key=lambda e: (not e.displaced, e.opened), default=None)
        return None if found and found.displaced and path.exists() else found

    def as_left(self, source: Source) -> Source:
        """The source, read as it was read last: in the format that was asked for, as a whole, or
        its article."""
        known = self.known_at(source.path) if source.path is not None else None
        return as_known(source, known) if known else source

    def recognise(self, source: Source, document: Document) -> Entry:
        """The entry of this document, with a fresh id if the library does not know it; see
        `recognition`. Nothing is written."""
        return self.recognition(source, document).entry

    def recognition(self, source: Source, document: Document) -> Recognised:
        """The entry of this document, and what is to be asked about it. Nothing is written."""
        place = self.place_of(source.path) if source.path else ""
        digest, names = document.fingerprint, document.metadata.identifiers
        seen = Seen(digest, place, names, lambda: document.sketch)
        records = self._records()
        known = nearby(records, seen)
        found, how, question, instead = recognise(known, seen, self._world(source, digest))
        if question is None:
            told = self._awaited(records, document, place, found, how)
            found, how, question = told or (found, how, question)
        before = found or Entry(id=new_id())
        if found is not None:
            # The same document may have been met on two machines before they exchanged files:
            # both go on with the older id, so that their notes come together.
            first = min((found, *twins(found, known)), key=lambda e: e.id)
            before = found._replace(id=first.id, file=first.file, added=first.added)
        entry = as_it_is(before, source, document, place)
        entry = entry._replace(file=entry.file or file_name(entry.title, entry.id))
        return Recognised(entry, how, question, before.path, instead)

    def alike(self, entry: Entry, sketch: str) -> list[Question]:
        """The other documents with notes that a document is like, by its sketch, or whose place it
        has taken."""
        from reader.awaited import by_title

        others = [e for e in self.browse() if e.id and e.id != entry.id]
        notes = by_title(others, entry.title, entry.authors, entry.path)
        only_notes = [Question(Doubt.NOTES, other, 0.0) for other in notes]
        return [*alike(others, entry, sketch, self._world()), *only_notes]

    def _awaited(
        self,
        records: Mapping[str, Json],
        document: Document,
        place: str,
        found: Entry | None,
        how: How,
    ) -> tuple[Entry | None, How, Question | None] | None:
        """The document without a text whose text this is, or the question whether it is: at each
        opening, until it is answered."""
        if found is not None and found.format == NO_TEXT:  # by an identifier
            return found, How.NOTES, None
        waiting = [i for i in records.items() if i[1].get("format") == NO_TEXT]
        if not waiting:
            return None
        from reader.awaited import text_of as text_of_notes
        from reader.titles import is_another

        entries = [entry_of(*item) for item in waiting]
        if found is not None:
            entries = [one for one in entries if found.id not in one.not_of]
        told = text_of_notes(entries, document, place, lambda e: self.annotations_of(e).all())
        if told is None:
            return None
        entry, confirmed = told
        known = document.metadata
        another = is_another(entry.title, entry.authors, known.title, known.authors)
        if confirmed.sure and not another and (found is None or not found.begun):
            return entry, How.NOTES, None
        return found, how, Question(Doubt.NOTES, entry, confirmed.share)

    def annotations_of(self, entry: Entry) -> Annotations:
        """The annotations of a document; their file is made when the first is kept."""
        near = (i for i in self._records().items() if i[1].get("path") == entry.path)
        return self.store_of(entry, twins(entry, (entry_of(*item) for item in near)))

    def notebook(
        self, wanted: Callable[[Entry], bool] = lambda entry: True
    ) -> Iterator[tuple[Entry, Annotations]]:
        """All annotations of the library, or those of wanted documents, a document at a time.

        Nothing is read before its turn, so that a thread that goes through it is never long at
        one thing.
        """
        for entry, others in self.with_notes():
            if wanted(entry):
                yield entry, self.store_of(entry, others)

    def with_notes(self) -> Iterator[tuple[Entry, list[Entry]]]:
        """Every document that may have annotations, each text once, with the other entries that
        are of the same one."""
        known = [entry_of(*item) for item in self._records().items()]
        same: dict[tuple[str, str], list[Entry]] = {}
        for entry in known:
            same.setdefault((entry.sha256, entry.path), []).append(entry)
        for entry in known:
            others = twins(entry, same[entry.sha256, entry.path])
            if entry.id <= min((twin.id for twin in others), default=entry.id):
                yield entry, others

    def store_of(self, entry: Entry, others: Iterable[Entry]) -> Annotations:
        """The annotations of a document and of other entries of the same one."""
        from reader.annotations.store import Annotations

        record = record_of(entry)
        told = ("title", "authors", "path", "sha256", "format", "length", "added")
        whole = ("whole",) if entry.whole else ()
        described = (*told, "places", "identifiers", "sketch", "displaced", *whole)
        description = {"id": entry.id, **{name: record[name] for name in described}}
        twins = [self.annotations / twin.file for twin in others if twin.file]
        path = self.annotations / entry.file
        return Annotations(path, description, state=self.state, twins=twins)

    def remember(
        self,
        entry: Entry,
        *,
        place: int | None = None,
        read: Iterable[tuple[int, int]] | None = None,
        tempo: Iterable[int] = (),
        opened: str | None = None,
        counts: tuple[int, int] | None = None,
    ) -> Entry:
        """Put a document into the catalogue, with what is new of it; durable on return.

        What other programs wrote meanwhile is kept: spans that were read are united, and the
        later time of opening stays; so does what `keep` sets. What was known at its path before
        is there no longer. ``tempo`` are stretches that were read since, ``counts`` of annotations
        and of open questions. The result may have another id, if another program was the
        first to put the same document in; go on with the result.
        """
        storage = self._storage()
        with storage.transaction():
            records = self._records(storage)
            there = self._at(entry.path, records)
            stored = _stored(entry, records, there) or entry
            spans = [*stored.read, *entry.read, *(Span(*span) for span in read or ())]
            entry = entry._replace(
                id=stored.id,
                file=stored.file,
                added=stored.added or now(),
                opened=max(stored.opened, entry.opened, opened or ""),
                place=min(stored.place if place is None else place, entry.length),
                read=tuple(merge((start, min(end, entry.length)) for start, end in spans)),
                tempo=last((*stored.tempo, *tempo), OF_A_DOCUMENT),
                **{name: getattr(stored, name) for name in OF_THE_SHELF},
            )
            if stored.displaced and twins(entry, there):
                entry = entry._replace(displaced=stored.displaced)  # a window that is behind
            if counts is not None:
                entry = entry._replace(annotations=counts[0], questions=counts[1])
            self._put(storage, records, [entry, *displaced_by(entry, there)])
        tables_of(storage)
        return entry

    def keep(self, entries: Iterable[Entry], *names: str) -> list[Entry]:
        """Put documents into the catalogue; of those that are in it already, let the fields
        ``names`` be as given and all others as they are. Durable on return.

        The results may have other ids, as those of `remember`.
        """
        storage = self._storage()
        kept: list[Entry] = []
        moment = now()
        with storage.transaction():
            records = self._records(storage)
            same = {
                (text_of(r, "path"), text_of(r, "sha256")): i
                for i, r in records.items()
                if not r.get("displaced")
            }
            for entry in entries:
                identity = entry.id if entry.id in records else same.get((entry.path, entry.sha256))
                if identity is not None:
                    stored = entry_of(identity, records[identity])
                    entry = stored._replace(**{name: getattr(entry, name) for name in names})
                kept.append(entry._replace(added=entry.added or moment))
            self._put(storage, records, kept)
        tables_of(storage)
        return kept

    def put(self, entries: Iterable[Entry], *, drop: Iterable[Entry] = ()) -> None:
        """Let these entries be in the catalogue as they are, and take others out of it, whose
        annotations files must not be there. Durable on return."""
        storage = self._storage()
        with storage.transaction():
            self._put(storage, self._records(storage), entries)
            listed = (storage.read() or {}).get(_TABLE)
            gone = [e.id for e in drop if isinstance(listed, dict) and e.id in listed]
            if gone:
                from reader.annotations.database import Database

                Database(storage).drop(_TABLE, gone)
        tables_of(storage)

    # Watched folders

    def folders(self) -> list[Path]:
        """The folders whose new files are to be found by themselves."""
        table = tables_of(self._storage()).get(_FOLDERS)
        return [Path(name) for name in sorted(table)] if isinstance(table, dict) else []

    def watch(self, folder: Path, *, watched: bool = True) -> None:
        """Watch a folder from now on, or no longer."""
        from reader.annotations.database import Database

        storage = self._storage()
        name = str(folder.resolve())
        with storage.transaction():
            there = (storage.read() or {}).get(_FOLDERS)
            there = there if isinstance(there, dict) else {}
            if watched and name not in there:
                Database(storage).put(_FOLDERS, {name: {"added": now()}})
            elif not watched and name in there:
                Database(storage).drop(_FOLDERS, [name])

    # Inside

    def _storage(self) -> AtomicStorage:
        return storage_of(self.annotations / CATALOGUE, self.state / "locks")

    def _records(self, storage: AtomicStorage | None = None) -> dict[str, Json]:
        """The records by id: those of the catalogue, then those of annotations files only."""
        table = tables_of(storage or self._storage()).get(_TABLE)
        table = table if isinstance(table, dict) else {}
        records = {identity: record for identity, record in table.items() if is_record(record)}
        catalogued = {record["file"] for record in records.values()} | {CATALOGUE}
        names: set[str] = set()
        with contextlib.suppress(OSError):
            there = os.listdir(self.annotations)  # noqa: PTH208 - there may be thousands
            names = {name for name in there if name.endswith(".json") and name[0] != "."}
        # What a sync tool left beside a file describes the same document; the file comes first.
        for name in sorted(names - catalogued, key=lambda name: (copies(name, names), name)):
            described = described_in(self.annotations / name)
            if described is not None:
                records.setdefault(*described)
        return records

    def _put(
        self, storage: AtomicStorage, records: Mapping[str, Json], entries: Iterable[Entry]
    ) -> None:
        """Write entries, with what annotations files say of documents that are not listed."""
        table = (storage.read() or {}).get(_TABLE)
        table = table if isinstance(table, dict) else {}
        news = {
            identity: record_of(entry_of(identity, record))
            for identity, record in records.items()
            if identity not in table
        }
        for entry in entries:
            there = table.get(entry.id)
            news[entry.id] = {**(there if isinstance(there, dict) else {}), **record_of(entry)}
        if news != {identity: table.get(identity) for identity in news}:
            from reader.annotations.database import Database

            Database(storage).put(_TABLE, news)

    def place_of(self, path: Path) -> str:
        """A path as entries hold it: relative to the library if inside, else absolute."""
        absolute = path.resolve()
        root = self.root.resolve()
        return str(absolute.relative_to(root) if absolute.is_relative_to(root) else absolute)

    def _at(self, path: str, records: Mapping[str, Json]) -> list[Entry]:
        """The entries whose files are or were at a path."""
        return [entry_of(i, record) for i, record in records.items() if record.get("path") == path]

    def is_there(self, entry: Entry) -> bool:
        """Whether the file of a document is where it was."""
        return bool(entry.path) and not entry.displaced and self.resolve(entry).is_file()

    def _world(self, source: Source | None = None, digest: str = "") -> World:
        """What can be found out about entries, seen from a source whose text has this hash."""

        def elsewhere(entry: Entry) -> str:
            there = bool(entry.path) and not entry.displaced
            if there and is_elsewhere(entry, self.resolve(entry), source, digest):
                return entry.path
            back = (one for one in entry.places if is_back(entry, self.root / one, source))
            return next(back, "")

        def gone(entry: Entry) -> bool:
            return bool(entry.displaced) or self.resolve(entry).parent.is_dir()

        def notes(entry: Entry) -> int:
            if entry.annotations > 0:
                return entry.annotations
            return sum(map(is_note, self.annotations_of(entry).all()))

        return World(elsewhere, gone, notes)


def named(library: Library, source: Source) -> str:
    """What an export says a document is from: its address in the web, or its place."""
    if source.origin:
        return source.origin.url
    return library.place_of(source.path) if source.path else source.name


def _stored(entry: Entry, records: Mapping[str, Json], there: Iterable[Entry]) -> Entry | None:
    """What is kept of a document: under its id, else the same text at the same place."""
    if entry.id in records:
        return entry_of(entry.id, records[entry.id])
    return next(iter(twins(entry, there)), None)
