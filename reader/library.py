"""A library: a folder of documents and annotations, and a catalogue of what was read in it.

The catalogue is a TinyDB file, ``annotations/catalogue.json``; its table ``documents`` holds a
record for each document by its id. It can be lost: every annotations file describes its own
document, and a document that the catalogue does not hold is known from there.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader import config
from reader.annotations.annotation import new_id, now
from reader.annotations.files import Json
from reader.annotations.storage import AtomicStorage
from reader.catalogue import (
    OF_THE_SHELF,
    copies,
    described_in,
    entry_of,
    files_below,
    is_record,
    last_read_first,
    record_of,
    storage_of,
    tables_of,
    text_of,
)
from reader.catalogue import Entry as Entry
from reader.documents.document import Document
from reader.errors import StorageError, UsageError
from reader.study.coverage import merge, pace
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.documents.opening import Source

CATALOGUE = "catalogue.json"
SHIPPED_FIRST = "article.txt"  # what is opened where nothing was read yet
_TABLE, _FOLDERS = "documents", "folders"


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
        seen = {record.get("path") for record in records.values()}
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
            if begun and entry.path and self.resolve(entry).is_file():
                return entry
        return None

    def known_at(self, path: Path) -> Entry | None:
        """What the library knows of the file at ``path``, without reading the file."""
        place = self.place_of(path)
        found = (i for i in self._records().items() if i[1].get("path") == place)
        return next((entry_of(identity, record) for identity, record in found), None)

    def recognise(self, source: Source, document: Document) -> Entry:
        """The entry of this document, with a fresh id if the library does not know it.

        It is known by its place, though its text was edited, else by its text, if the file
        that had it is gone. A copy of a file that is still there is another document. Nothing
        is written.
        """
        digest = document.fingerprint
        place = self.place_of(source.path) if source.path else ""
        known = [
            entry_of(identity, record)
            for identity, record in self._records().items()
            if text_of(record, "sha256") == digest or text_of(record, "path") == place
        ]
        likeness = ((self._likeness(entry, digest, place), entry) for entry in known)
        ranked = [(rank, entry) for rank, entry in likeness if rank is not None]
        if ranked:
            best = min(rank for rank, _ in ranked)
            entry = max((e for rank, e in ranked if rank == best), key=lambda e: e.opened)
            # The same document may have been met on two machines before they exchanged files:
            # both go on with the older id, so that their notes come together.
            first = min((entry, *_twins(entry, known)), key=lambda e: e.id)
            entry = entry._replace(id=first.id, file=first.file, added=first.added)
        else:
            entry = Entry(id=new_id())
        length = len(document.text)
        entry = entry._replace(
            title=document.metadata.title or source.name,
            authors=document.metadata.authors,
            sha256=digest,
            format=document.metadata.format,
            place=min(entry.place, length),
            length=length,
            size=len(source.data),
            pace=pace(document.text),
            read=tuple(merge((start, min(end, length)) for start, end in entry.read)),
        )
        entry = entry._replace(file=entry.file or f"{slug(entry.title)}-{entry.id[-8:]}.json")
        return entry._replace(path=place or entry.path)

    def annotations_of(self, entry: Entry) -> Annotations:
        """The annotations of a document; their file is made when the first is kept."""
        same = (i for i in self._records().items() if _is_same(i[1], entry))
        return self._store(entry, _twins(entry, (entry_of(*item) for item in same)))

    def notebook(
        self, wanted: Callable[[Entry], bool] = lambda entry: True
    ) -> Iterator[tuple[Entry, Annotations]]:
        """All annotations of the library, or those of wanted documents, a document at a time.

        Nothing is read before its turn, so that a thread that goes through it is never long at
        one thing.
        """
        known = [entry_of(*item) for item in self._records().items()]
        same: dict[tuple[str, str], list[Entry]] = {}
        for entry in known:
            same.setdefault((entry.sha256, entry.path), []).append(entry)
        for entry in known:
            twins = same[entry.sha256, entry.path]
            if entry.id == min(twin.id for twin in twins) and wanted(entry):
                yield entry, self._store(entry, [twin for twin in twins if twin is not entry])

    def _store(self, entry: Entry, others: Iterable[Entry]) -> Annotations:
        from reader.annotations.store import Annotations

        record = record_of(entry)
        described = ("title", "authors", "path", "sha256", "format", "length", "added")
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
        opened: str | None = None,
        counts: tuple[int, int] | None = None,
    ) -> Entry:
        """Put a document into the catalogue, with what is new of it; durable on return.

        What other programs wrote meanwhile is kept: spans that were read are united, and the
        later time of opening stays; so does what `keep` sets. ``counts`` are of annotations and
        of open questions. The result may have another id, if another program was the
        first to put the same document in; go on with the result.
        """
        storage = self._storage()
        with storage.transaction():
            records = self._records(storage)
            stored = _stored(entry, records) or entry
            spans = [*stored.read, *entry.read, *(Span(*span) for span in read or ())]
            entry = entry._replace(
                id=stored.id,
                file=stored.file,
                added=stored.added or now(),
                opened=max(stored.opened, entry.opened, opened or ""),
                place=min(stored.place if place is None else place, entry.length),
                read=tuple(merge((start, min(end, entry.length)) for start, end in spans)),
                **{name: getattr(stored, name) for name in OF_THE_SHELF},
            )
            if counts is not None:
                entry = entry._replace(annotations=counts[0], questions=counts[1])
            self._put(storage, records, [entry])
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
            same = {(text_of(r, "path"), text_of(r, "sha256")): i for i, r in records.items()}
            for entry in entries:
                identity = entry.id if entry.id in records else same.get((entry.path, entry.sha256))
                if identity is not None:
                    stored = entry_of(identity, records[identity])
                    entry = stored._replace(**{name: getattr(entry, name) for name in names})
                kept.append(entry._replace(added=entry.added or moment))
            self._put(storage, records, kept)
        tables_of(storage)
        return kept

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

    def _likeness(self, entry: Entry, digest: str, place: str) -> int | None:
        """How surely this entry is the document with that text at that place; 0 is best."""
        here = place != "" and entry.path == place
        if entry.sha256 != digest:
            return 1 if here else None
        moved = not entry.path or not self.resolve(entry).is_file()
        # A copy beside a file that is still there is a document of its own; text that comes
        # through a pipe has no place and is known by its words alone.
        return 0 if here else 2 if moved else 3 if not place else None


def find_library(
    option: str | None = None,
    environment: Mapping[str, str] = os.environ,
    cwd: Path | None = None,
) -> Library:
    """The library to use, made if it is not there yet.

    ``option`` (a folder), else ``$READER_LIBRARY``, else the nearest folder from ``cwd`` upward
    that holds both ``documents`` and ``annotations``, else the one in the user's data folder.
    Raises UsageError for a place where none can be, StorageError where it cannot be made.
    """
    state = config.state_folder(environment)
    named = config.named_library(option, environment, cwd or Path.cwd())
    if named is None:
        root = config.default_library()
        _make(root, "no library was named", shipped=True)
        return Library(root, state)
    root, how = named
    if how != "found":
        root = (cwd or Path.cwd()) / root
        if root.exists() and not root.is_dir():
            raise UsageError(f"{how}: {root} is a file; a library is a folder")
        if not root.exists() and not root.parent.is_dir():
            raise UsageError(f"{how}: {root} cannot be made, there is no folder {root.parent}")
        _make(root, how)
    return Library(root, state)


def library_there(option: str | None = None) -> Library | None:
    """The library that `find_library` would give, if it is there already; none is made."""
    named = config.named_library(option, os.environ, Path.cwd())
    root = Path.cwd() / named[0] if named else config.default_library()
    there = (root / "annotations").is_dir()
    return Library(root, config.state_folder()) if there else None


def slug(title: str) -> str:
    """A title as a file name that is safe everywhere: at most 40 of a-z, 0-9 and hyphens."""
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore")
    apart = re.sub(r"['`]", "", plain.decode().lower())
    words = re.sub(r"[^a-z0-9]+", "-", apart).strip("-")
    if len(words) > 40:
        cut = words[:41]
        words = cut[: cut.rfind("-")] if "-" in cut[20:] else cut[:40]
    return words or "document"


def export_name(title: str) -> str:
    """The name of the Markdown file that the annotations of a document are exported to."""
    return f"{slug(title)}.md"


def _make(root: Path, how: str, *, shipped: bool = False) -> None:
    """Make the folders of a library that are missing, with the shipped documents if asked."""
    there = root.is_dir()
    try:
        root.mkdir(parents=shipped, exist_ok=True)
        if shipped and not (root / "documents").exists():
            import shutil

            beside = root / f".documents-{new_id()}"
            shutil.copytree(config.shipped_documents(), beside)
            beside.rename(root / "documents")
        for name in ("documents", "annotations"):
            (root / name).mkdir(exist_ok=True)
    except OSError as error:
        if there and not shipped:
            return  # a folder that cannot be written to can still be read from
        raise StorageError(
            f"{how}: the library {root} cannot be made ({error.strerror}); "
            "name another one with --library DIR"
        ) from None


def _twins(entry: Entry, known: Iterable[Entry]) -> list[Entry]:
    """The same text at the same place under other ids."""
    same = (entry.sha256, entry.path)
    return [e for e in known if (e.sha256, e.path) == same and e.id != entry.id]


def _stored(entry: Entry, records: Mapping[str, Json]) -> Entry | None:
    """What is kept of a document: under its id, else the same text at the same place."""
    identity: str | None = entry.id
    if identity not in records:
        identity = next((i for i, record in records.items() if _is_same(record, entry)), None)
    return None if identity is None else entry_of(identity, records[identity])


def _is_same(record: Json, entry: Entry) -> bool:
    same = text_of(record, "path") == entry.path
    return same and text_of(record, "sha256") == entry.sha256
