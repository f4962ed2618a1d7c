"""Everything there is of a library, as it is on the disk. Looking writes nothing.

Every file and journal is read without the locks, the quarantine and the moving of journals that
opening a document brings along.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from reader.annotations import journal, lineage
from reader.annotations.annotation import Annotation, is_note
from reader.annotations.conflict_copies import is_copy_name
from reader.annotations.entries import SAVED, records_of
from reader.annotations.files import DamagedFileError, Json, path_key, read_signed_json
from reader.annotations.journal import Journal
from reader.annotations.records import from_record
from reader.annotations.schema import TABLE, newer, records_in
from reader.annotations.snapshots import snapshots_of
from reader.annotations.storage import check_tables, salvaged
from reader.errors import StorageError
from reader.library import CATALOGUE, Library

Step = Callable[[int, int], None]  # told how many of how many files are done


class Log(NamedTuple):
    """What a journal says, and what is wrong with it. ``broken`` is a number of lines.

    ``torn`` if its last line is text without an end, ``zeros`` if any part is filled with zeros,
    ``missing`` if only its ``archives`` are there. ``at`` is the time of its last line.
    """

    records: Json
    broken: int = 0
    torn: bool = False
    zeros: bool = False
    missing: bool = False
    archives: int = 0
    saved: bool = False  # whether it says that the file was written
    at: str = ""


class Kept:
    """What is kept of one document, in its file and in its journal. Reading it writes nothing."""

    def __init__(self, library: Library, path: Path) -> None:
        self.path = path
        self.there = path.exists()
        self.damage = self.problem = ""  # why the file is not read as a whole; why not at all
        self.tables: Json = {}
        try:
            self.tables = read_signed_json(path, check_tables)[0] or {}
        except DamagedFileError as damaged:
            self.tables = salvaged(damaged.data)
            self.damage = damage_of(damaged)
        except StorageError as error:
            self.problem = str(error)
        self.journal = Log({})
        try:
            self.journal = _logged(journal.found(library.state, path), needed=not self.stored)
        except (StorageError, OSError) as error:
            self.problem = self.problem or str(error)

    @property
    def logged(self) -> Json:
        """The records as the journal left them."""
        return self.journal.records

    @cached_property
    def records(self) -> Json:
        """All records as they are when file and journal are put together, by id."""
        logged, stored = self.logged, self.stored
        if self.damage:
            stored = lineage.only_newer(stored, logged)
        ours = {i: r for i, r in logged.items() if not lineage.edited_by_hand(stored.get(i), r)}
        return lineage.merge(ours, stored).records

    @property
    def stored(self) -> Json:
        """The records of the file."""
        return records_in(self.tables)

    @property
    def unsaved(self) -> list[str]:
        """The ids of what the file does not have as it is."""
        return [i for i, record in self.records.items() if self.stored.get(i) != record]

    @property
    def document(self) -> Json:
        """What the file says of its document; empty where it does not."""
        meta = self.tables.get("meta")
        described = meta.get("document") if isinstance(meta, dict) else None
        return described if isinstance(described, dict) else {}

    @cached_property
    def refusal(self) -> str:
        """Why the file can be read, but not changed; raises StorageError where not even that."""
        if self.problem:
            raise StorageError(self.problem)
        return newer(self.path, self.tables)

    @property
    def readable(self) -> bool:
        """Whether what the file holds is understood."""
        with contextlib.suppress(StorageError):
            return self.refusal is not None
        return False

    @property
    def changeable(self) -> bool:
        """Whether the file can be written anew."""
        with contextlib.suppress(StorageError):
            return not self.refusal
        return False

    @cached_property
    def annotations(self) -> dict[str, Annotation]:
        """The annotations by id, deleted ones too."""
        found = ((i, from_record(i, record)) for i, record in self.records.items())
        return {identity: annotation for identity, annotation in found if annotation}

    @property
    def live(self) -> list[Annotation]:
        """The annotations that a person sees."""
        return [annotation for annotation in self.annotations.values() if not annotation.deleted]

    @property
    def undecided(self) -> list[Annotation]:
        """The annotations that have another version, from elsewhere."""
        return [a for a in self.live if lineage.visible(self.records[a.id])]


class Survey(NamedTuple):
    """Everything there is of a library: its annotations files, and those only a journal has."""

    kept: list[Kept]
    gone: list[Kept]
    catalogue: Mapping[str, Json]  # the records of the catalogue by the id of the document
    damage: str  # of the catalogue
    documents: Mapping[Path, Json]  # what is known of the document of each file

    def document(self, kept: Kept) -> Json:
        """What is known of the document of a file."""
        return self.documents[kept.path]

    def total(self) -> int:
        """How many annotations a person sees, each once, whatever copies there are."""
        seconds = self.second_files()
        held: dict[Path, set[str]] = {}
        for one in sorted(self.kept, key=lambda one: one.path in seconds):
            main = seconds.get(one.path)
            known = {} if main is None else main.records
            place = held.setdefault((main or one).path, set())
            place |= {note.id for note in filter(is_note, one.live) if note.id not in known}
        return sum(map(len, held.values()))

    def second_files(self) -> dict[Path, Kept]:
        """Of each file that is a second one of its document, the first.

        The first is the one with the oldest id, as `Library.recognise` has it; of one id, the
        one that the catalogue names, and then the one with the shortest name.
        """
        named = {str(record.get("file")) for record in self.catalogue.values()}
        first: dict[object, Kept] = {}
        seconds = {}

        def rank(one: Kept) -> tuple[str, bool, int]:
            name = one.path.name
            return text_in(self.document(one), "id"), name not in named, len(name)

        for one in sorted(self.kept, key=rank):
            document = self.document(one)
            identity = text_in(document, "id")
            if not identity or not one.readable:
                continue
            text = same_text(document)
            main = first.get(identity) or (first.get(text) if text else None)
            if main is not None:
                seconds[one.path] = main
                continue
            first[identity] = one
            if text:
                first[text] = one
        return seconds


def survey(library: Library, step: Step = lambda done, of: None) -> Survey:
    """Read a library."""
    paths = annotation_files(library)
    kept = []
    for number, path in enumerate(paths):
        step(number, len(paths))
        kept.append(Kept(library, path))
    journals, _ = state_folders(library)
    stems = {path.stem for path in journals.glob("[!.]*.log")}
    stems |= {path.name.rsplit(".", 3)[0] for path in journals.glob("[!.]*.[0-9]*.log.gz")}
    missing = (library.annotations / f"{stem}.json" for stem in sorted(stems))
    gone = [Kept(library, path) for path in missing if not path.exists()]
    held = {identity for one in kept for identity in one.records} if gone else set()
    gone = [one for one in gone if any(a.id not in held for a in one.live)]
    catalogue, damage = read_catalogue(library)
    listed = {str(r.get("file")): {**r, "id": i} for i, r in reversed(catalogue.items())}
    documents = {one.path: _said_of(one, listed) for one in (*kept, *gone)}
    return Survey(kept, gone, catalogue, damage, documents)


def _said_of(one: Kept, listed: Mapping[str, Json]) -> Json:
    """What is known of the document of a file; whether another one is in its place now, the
    catalogue says."""
    said = listed.get(one.path.name, {})
    if not (said and one.document):
        return one.document or said
    return {**one.document, "displaced": text_in(said, "displaced")}


def state_folders(library: Library) -> tuple[Path, Path]:
    """Where the journals and the snapshots of a library are."""
    key = path_key(library.annotations)
    return library.state / "journals" / key, library.state / "snapshots" / key


def annotation_files(library: Library) -> list[Path]:
    """The annotations files of a library, those of sync tools too, in the order of their names."""
    found = sorted(library.annotations.glob("[!.]*.json"))
    return [path for path in found if path.name != CATALOGUE and not is_catalogue_copy(path)]


class Counterparts:
    """Which annotations file of this library is of the same document as another one."""

    def __init__(self, known: Survey) -> None:
        seconds = known.second_files()  # which are to be merged into others themselves
        firsts = [one for one in known.kept if one.path not in seconds]
        self._known = known
        self._by_id: dict[object, Kept] = {}
        self._by_text: dict[object, Kept] = {}
        for one in firsts:
            document = known.document(one)
            self._by_id.setdefault(text_in(document, "id"), one)
            self._by_text.setdefault(same_text(document), one)
        self._by_name = {one.path.name: one for one in firsts}

    def find(self, document: Json, name: str) -> Kept | None:
        """The file of that document; by ``name`` only where one of them does not say its own."""
        identity, text = text_in(document, "id"), same_text(document)
        found = self._by_id.get(identity) if identity else None
        found = found or (self._by_text.get(text) if text else None)
        if found is not None:
            return found
        named = self._by_name.get(name)
        if named is None or (identity and text_in(self._known.document(named), "id")):
            return None
        return named


def newest_snapshot(library: Library, path: Path) -> Path | None:
    """The newest snapshot of an annotations file that is whole; None if there is none."""
    for snapshot in snapshots_of(path, library.state):
        with contextlib.suppress(StorageError):
            if (read_signed_json(snapshot, check_tables)[0] or {}).get(TABLE):
                return snapshot
    return None


def read_catalogue(library: Library) -> tuple[dict[str, Json], str]:
    """The records of the catalogue by the id of the document, and its damage if it has any."""
    damage, tables = "", None
    try:
        tables, _ = read_signed_json(library.annotations / CATALOGUE, check_tables)
    except DamagedFileError as damaged:
        tables, damage = salvaged(damaged.data), damage_of(damaged)
    except StorageError as error:
        damage = str(error)
    records = (tables or {}).get("documents")
    records = records if isinstance(records, dict) else {}
    return {i: record for i, record in records.items() if isinstance(record, dict)}, damage


def damage_of(damaged: DamagedFileError) -> str:
    """What is wrong with a file, in a few words."""
    reason = str(damaged).partition(" is damaged: ")[2]
    if "JSON" not in reason or reason.endswith("object"):
        return reason
    text = damaged.data.decode("utf-8", "replace").strip("\ufeff\0 \t\r\n")
    with contextlib.suppress(ValueError, RecursionError):
        json.JSONDecoder().raw_decode(text)
        return "something follows after its end, as a torn write leaves it"
    return reason


def text_in(record: Json, name: str) -> str:
    """A text of a record; empty where it has none of that name."""
    value = record.get(name)
    return value if isinstance(value, str) else ""


def same_text(document: Json) -> tuple[str, str] | None:
    """What tells that two descriptions mean the same document, whatever its id: text and place."""
    text = text_in(document, "sha256"), text_in(document, "path")
    return text if all(text) and not text_in(document, "displaced") else None


def is_copy(name: str, stem: str) -> bool:
    """Whether this is the name of a copy of ``stem``.json, and not its own."""
    return name != f"{stem}.json" and is_copy_name(name, stem)


def is_catalogue_copy(path: Path) -> bool:
    """Whether a file is a copy of the catalogue that a sync tool left."""
    if not is_copy(path.name, CATALOGUE.removesuffix(".json")):
        return False
    with contextlib.suppress(StorageError):
        tables = read_signed_json(path, check_tables)[0] or {}
        return "documents" in tables and TABLE not in tables
    return False


def _logged(path: Path, *, needed: bool) -> Log:
    """What a journal holds; what its archives hold where it has nothing and that is ``needed``."""
    log = Journal(path)
    data = journal.contents(path)
    tail = data[data.rfind(b"\n") + 1 :]
    zeros = b"\0\0" in data  # a single one ends a line that was torn
    entries = log.entries(data[: len(data) - len(tail)])
    broken, archives = log.damaged, len(log.archives())
    missing = not path.exists() and archives > 0
    if needed and (zeros or missing) and not any(entry.records for entry in entries):
        entries = list(log.all())
    return Log(
        records_of(entries),
        broken,
        bool(tail.strip(b"\0\r\n ")) and b"\0" not in tail,
        zeros,
        missing,
        archives,
        any(entry.do == SAVED for entry in entries),
        entries[-1].at if entries else "",
    )
