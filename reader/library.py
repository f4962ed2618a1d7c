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
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader import config
from reader.annotations.annotation import new_id, now
from reader.annotations.conflict_copies import is_copy_name
from reader.annotations.files import read_json
from reader.annotations.storage import AtomicStorage
from reader.documents.document import Document
from reader.errors import StorageError, UsageError
from reader.study.coverage import merge
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.documents.opening import Source

CATALOGUE = "catalogue.json"
SHIPPED_FIRST = "article.txt"  # what is opened where nothing was read yet
_TABLE = "documents"


class Entry(NamedTuple):
    """What the library knows of a document.

    ``path`` is relative to the library if the file is inside, else absolute, and empty for a
    document that came through a pipe.
    ``sha256`` is that of the canonical text, ``length``, ``place`` and ``read`` count its code
    points: how long it is, where the reading stopped, what was read. ``file`` is the name of its
    annotations file. ``added`` is empty while the catalogue does not hold it, ``opened`` while
    nobody has read it, ``id`` for a file of the library that was never opened.
    """

    id: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    path: str = ""
    sha256: str = ""
    format: str = ""
    added: str = ""
    opened: str = ""
    place: int = 0
    length: int = 0
    read: tuple[Span, ...] = ()
    file: str = ""


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
        known = sorted(
            self._known().values(), key=lambda entry: (entry.opened, entry.added), reverse=True
        )
        seen = {entry.path for entry in known}
        files = map(self.place_of, _files_below(self.documents))
        fresh = [Entry(title=Path(path).stem, path=path) for path in files if path not in seen]
        return known + fresh

    def last_opened(self) -> Entry | None:
        """The document that was read last and is still there, else the last one annotated."""
        known = (entry for entry in self._known().values() if entry.path)
        for entry in sorted(known, key=lambda entry: (entry.opened, entry.added), reverse=True):
            if self.resolve(entry).is_file():
                return entry
        return None

    def known_at(self, path: Path) -> Entry | None:
        """What the library knows of the file at ``path``, without reading the file."""
        place = self.place_of(path)
        return next((entry for entry in self._known().values() if entry.path == place), None)

    def recognise(self, source: Source, document: Document) -> Entry:
        """The entry of this document, with a fresh id if the library does not know it.

        It is known by its place, though its text was edited, else by its text, if the file
        that had it is gone. A copy of a file that is still there is another document. Nothing
        is written.
        """
        digest = document.fingerprint
        place = self.place_of(source.path) if source.path else ""
        ranked = [
            (rank, entry)
            for entry in self._known().values()
            if (rank := self._likeness(entry, digest, place)) is not None
        ]
        if ranked:
            best = min(rank for rank, _ in ranked)
            entry = max((e for rank, e in ranked if rank == best), key=lambda e: e.opened)
            # The same document may have been met on two machines before they exchanged files:
            # both go on with the older id, so that their notes come together.
            first = min((entry, *self._twins(entry)), key=lambda e: e.id)
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
            read=tuple(merge((start, min(end, length)) for start, end in entry.read)),
        )
        entry = entry._replace(file=entry.file or f"{slug(entry.title)}-{entry.id[-8:]}.json")
        return entry._replace(path=place or entry.path)

    def annotations_of(self, entry: Entry) -> Annotations:
        """The annotations of a document; their file is made when the first is kept."""
        return self._store(entry, self._twins(entry))

    def notebook(self) -> Iterator[tuple[Entry, Annotations]]:
        """All annotations of the library, a document at a time.

        Nothing is read before its turn, so that a thread that goes through it is never long at
        one thing.
        """
        known = list(self._known().values())
        same: dict[tuple[str, str], list[Entry]] = {}
        for entry in known:
            same.setdefault((entry.sha256, entry.path), []).append(entry)
        for entry in known:
            twins = same[entry.sha256, entry.path]
            if entry.id == min(twin.id for twin in twins):
                yield entry, self._store(entry, [twin for twin in twins if twin is not entry])

    def _store(self, entry: Entry, others: Iterable[Entry]) -> Annotations:
        from reader.annotations.store import Annotations

        record = _record(entry)
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
    ) -> Entry:
        """Put a document into the catalogue, with what is new of it; durable on return.

        What other programs wrote meanwhile is kept: spans that were read are united, and the
        later time of opening stays. The result may have another id, if another program was the
        first to put the same document in; go on with the result.
        """
        storage = self._storage()
        with storage.transaction():
            known = self._known(storage)
            stored = known.get(entry.id) or _twin(entry, known.values()) or entry
            spans = [*stored.read, *entry.read, *(Span(*span) for span in read or ())]
            entry = entry._replace(
                id=stored.id,
                file=stored.file,
                added=stored.added or now(),
                opened=max(stored.opened, entry.opened, opened or ""),
                place=min(stored.place if place is None else place, entry.length),
                read=tuple(merge((start, min(end, entry.length)) for start, end in spans)),
            )
            records = (storage.read() or {}).get(_TABLE)
            records = records if isinstance(records, dict) else {}
            news = {e.id: _record(e) for e in known.values() if e.id not in records}
            there = records.get(entry.id)
            news[entry.id] = {**(there if isinstance(there, dict) else {}), **_record(entry)}
            if news != {identity: records.get(identity) for identity in news}:
                from reader.annotations.database import Database

                Database(storage).put(_TABLE, news)
        return entry

    # Inside

    def _storage(self) -> AtomicStorage:
        return AtomicStorage(self.annotations / CATALOGUE, self.state / "locks")

    def _known(self, storage: AtomicStorage | None = None) -> dict[str, Entry]:
        """The entries by id: those of the catalogue, then those of annotations files only."""
        tables = (storage or self._storage()).read() or {}
        records = tables.get(_TABLE)
        entries = _entries(records) if isinstance(records, dict) else {}
        catalogued = {entry.file for entry in entries.values()} | {CATALOGUE}
        names: set[str] = set()
        with contextlib.suppress(OSError):
            there = os.listdir(self.annotations)  # noqa: PTH208 - there may be thousands
            names = {name for name in there if name.endswith(".json") and name[0] != "."}
        # What a sync tool left beside a file describes the same document; the file comes first.
        for name in sorted(names - catalogued, key=lambda name: (_is_copy(name, names), name)):
            entries = {**_described_in(self.annotations / name), **entries}
        return entries

    def _twins(self, entry: Entry) -> list[Entry]:
        """The same text at the same place under other ids."""
        known = self._known().values()
        return [e for e in known if e.id != entry.id and _same(e, entry)]

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


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent) / name for name in sorted(names) if not name.startswith("."))


def _twin(entry: Entry, known: Iterable[Entry]) -> Entry | None:
    """The same text at the same place under another id."""
    return next((e for e in known if _same(e, entry)), None)


def _is_copy(name: str, names: set[str]) -> bool:
    stems = (name[:length] for length in range(1, len(name)) if f"{name[:length]}.json" in names)
    return any(is_copy_name(name, stem) for stem in stems)


def _same(one: Entry, other: Entry) -> bool:
    return (one.sha256, one.path) == (other.sha256, other.path)


def _record(entry: Entry) -> dict[str, Any]:
    fields = {name: getattr(entry, name) for name in Entry._fields if name != "id"}
    return {**fields, "authors": list(entry.authors), "read": [list(span) for span in entry.read]}


def _entries(records: Mapping[str, object]) -> dict[str, Entry]:
    return {
        identity: _entry(identity, record)
        for identity, record in records.items()
        if isinstance(record, dict) and _is_file_name(record.get("file"))
    }


def _is_file_name(value: object) -> bool:
    if not isinstance(value, str) or value in ("", ".", ".."):
        return False
    return "/" not in value and os.sep not in value


_BLANK = Entry()
_DEFAULTS = tuple((n, d, d.__class__) for n, d in _BLANK._asdict().items() if n != "id")


def _entry(identity: str, record: Mapping[str, Any]) -> Entry:
    """The entry of a record; a field that is missing or not understood has its default."""
    fields: list[Any] = [identity]
    for name, default, kind in _DEFAULTS:
        value = record.get(name, default)
        if kind is tuple and value.__class__ is list:
            value = tuple(_spans(value) if name == "read" else filter(_is_text, value))
        fields.append(value if value.__class__ is kind else default)
    return Entry._make(fields)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _spans(value: list[Any]) -> Iterator[Span]:
    for pair in value:
        match pair:
            case [int() as start, int() as end] if 0 <= start < end:
                yield Span(start, end)


def _described_in(path: Path) -> dict[str, Entry]:
    """The entry that an annotations file describes, by its id; nothing if it does not."""
    try:
        meta = (read_json(path) or {}).get("meta")
    except StorageError:
        return {}
    record = meta.get("document") if isinstance(meta, dict) else None
    identity = record.get("id") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(identity, str) or not identity:
        return {}
    entry = _entry(identity, {**record, "file": path.name})
    return {identity: entry._replace(added=entry.added or now())}
