"""The records of one document: in memory, in its journal, and in its file.

A change is durable as a line of the journal; that is its acknowledgement, and its cost does not
depend on how much is there. The file (TinyDB, readable, synced by whom it pleases) follows in
`save`, off the path of the keys. Whatever other programs, other windows and sync tools do to
the file or the journal is taken in by `refresh` and merged by lineage; nothing that was
acknowledged is ever given up because it is missing somewhere.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reader.annotations import conflict_copies, journal, lineage
from reader.annotations.annotation import new_id, now
from reader.annotations.entries import (
    BEGIN,
    SAVED,
    Entry,
    is_settling,
    last_saved,
    line,
    records_of,
    saved_in,
)
from reader.annotations.files import (
    IN_JOURNAL,
    Signature,
    discard,
    json_copy,
    locked,
    set_aside,
    signature,
)
from reader.annotations.journal import Journal
from reader.annotations.logs import annotations_in, is_running
from reader.annotations.schema import VERSION, newer, records_in, version_of
from reader.annotations.storage import AtomicStorage
from reader.errors import StorageError

Record = dict[str, Any]

HERE = "your annotations are here"
UNLOGGED = sys.maxsize  # where a record ends in the journal that is not in it yet
ROTATE_FACTOR, ROTATE_BYTES = 4, 4_000_000  # how much longer than the file a journal may grow


class Ledger:
    """All records of a document, by id.

    ``document`` describes it, for the file; ``state`` is the local folder of locks, journals
    and snapshots; ``twins`` are other files of the same document, to be taken in. Everything
    may raise StorageError; memory is then as it was. Safe to use from several threads.
    """

    def __init__(
        self, path: Path, document: Mapping[str, object], *, state: Path, twins: Iterable[Path] = ()
    ) -> None:
        self.path = path
        self.run = new_id()
        self.records: Record = {}
        self.read_only = ""  # why nothing can be changed, if so
        self.guard = threading.RLock()
        self._told: list[str] = []
        self._document = document
        self._state = state
        self._locks = state / "locks"
        self._storage = AtomicStorage(path, self._locks, IN_JOURNAL)
        self._journal = Journal(journal.journal_path(state, path))
        self._loaded = False
        self._opened = ""  # when; what others did after that is no step of ours
        self._seen: Signature | None = None  # the version of the file that memory includes
        self._trusted: dict[Signature, int] = {}  # versions that hold only what the journal has
        self._behind: dict[str, int] = {}  # what the file lacks, and where it ends in the journal
        self._unlogged: set[str] = set()  # what the journal lacks
        self._twins = tuple(twins)
        self._copies = conflict_copies.Watch(path, self._twins)
        self._changed: set[str] = set()
        self._saving = threading.Lock()

    # Reading

    def refresh(self) -> None:
        """Take in what came since. Needs no writing."""
        with self.guard:
            if not self._loaded:
                self._load()
                self._load_twins()
                self._loaded = True
            else:
                news = self._journal.news()
                if news is None:
                    self._replay()
                else:
                    self._follow(news)
                self._take_file()
            self._take_copies()

    def drain(self) -> set[str]:
        """The ids of the records that changed since this was asked last."""
        with self.guard:
            changed, self._changed = self._changed, set()
            return changed

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know, a line each."""
        return (*self._storage.notices, *self._told)

    @property
    def behind(self) -> int:
        """How many records the file does not have yet as they are; `save` brings it up. A session
        that goes on is none of them."""
        return sum(not is_running(self.records[identity]) for identity in list(self._behind))

    @property
    def unsettled(self) -> bool:
        """Whether `save` has anything to do."""
        damaged = self._storage.damaged and not self._storage.blocked
        return bool(self.behind or self._unlogged or self._copies.found or damaged)

    def entries(self) -> Iterator[tuple[Entry, bool]]:
        """The whole history, and of each entry whether it is of this run or before it."""
        for entry in self._journal.all():
            yield entry, entry.run == self.run or entry.at <= self._opened

    # Writing

    def write(
        self, do: str, plan: Callable[[], Mapping[str, Mapping[str, Any]]], step: str = ""
    ) -> Entry | None:
        """Make records durable, planned from the newest ones; None where there was nothing to do.

        Raises what ``plan`` raises, TypeError for what JSON cannot hold, and StorageError where
        the journal cannot be written; nothing has changed then.
        """
        with self.guard, locked(self.path, self._locks):
            self.refresh()
            planned = plan()
            if not planned:
                return None
            if self.read_only:
                raise StorageError(f"{self.path.name} cannot be changed: {self.read_only}")
            records = {identity: json_copy(dict(record)) for identity, record in planned.items()}
            moment, step = now(), step or new_id()
            lines = self._owed_lines(moment)
            lines.append(line(do, at=moment, run=self.run, step=step, records=records))
            end = self._log(lines)
            self.records |= records
            self._changed |= records.keys()
            self._behind |= dict.fromkeys(records, end)
            return Entry(do, moment, self.run, step, records, MappingProxyType({}), end)

    def save(self) -> bool:
        """Bring journal and file up to memory; whether there was anything to do.

        Raises StorageError where that cannot be; what was acknowledged stays in the journal.
        """
        with self._saving:
            self.refresh()
            if self.read_only or not self.unsettled:
                return False
            while not self._save():
                pass
            return True

    def forget(self, identities: Iterable[str]) -> None:
        """Take what records once said out of the history, too."""
        with self.guard, locked(self.path, self._locks):
            self.refresh()
            gone = frozenset(identities)
            self._journal.forget(gone, self.records)
            self._behind = dict.fromkeys(self._behind, self._journal.read)
            for twin in self._twins:
                other = Journal(journal.journal_path(self._state, twin))
                if other.path.exists():
                    other.forget(gone, self.records)

    def renew_journal(self) -> None:
        """Begin the journal anew; its lines so far, damaged ones too, become an archive.

        Raises StorageError where that cannot be; the journal is then as it was.
        """
        with self.guard, locked(self.path, self._locks):
            self.refresh()
            self._begin_again()

    # Taking in

    def _load(self) -> None:
        data = self._journal.load()
        self._opened = now()
        saved = last_saved(data)
        tables = self._read_file(needed=not data)
        if tables is None:
            self._follow(self._journal.entries(data))
            return
        stored = records_in(tables)
        if saved is not None and saved[0] == self._seen and saved[1] <= len(data):
            # The file is as it was left: only what came after it has to be read.
            self.records = dict(stored)
            read = self._journal.entries(data[saved[1] :], saved[1])
            self._follow(read)
        else:
            read = self._journal.entries(data)
            self._follow(read)
            self._merge(stored)
        behind = set(self._behind.values())
        late = {one.end for one in read if one.end in behind and not is_settling(one.at)}
        owed = annotations_in({i: self.records[i] for i in self._behind})
        restored = sum(self._behind[identity] in late for identity in owed)
        if restored:
            self._tell(
                f"{restored} annotation{'s were' if restored > 1 else ' was'} not in the file yet: "
                "taken from the journal"
            )
        self._changed |= self.records.keys()

    def _load_twins(self) -> None:
        """What only the journals of other files of this document hold."""
        for twin in self._twins:
            other = Journal(journal.journal_path(self._state, twin))
            self._unite(records_of(other.entries(other.load())))

    def _follow(self, entries: Iterable[Entry]) -> None:
        """Take in lines of the journal: each is the successor of what was there before it."""
        for entry in entries:
            saved = saved_in(entry)
            if saved is not None:
                self._trusted = {saved[0]: saved[1]}
            for identity, record in entry.records.items():
                if identity in self._unlogged:
                    # Who wrote this line had not seen what came in here by another way.
                    self._unite({identity: record})
                    if self.records[identity] == record:
                        self._unlogged.discard(identity)
                        self._behind[identity] = entry.end
                    continue
                self._behind[identity] = entry.end
                if self.records.get(identity) != record:
                    self.records[identity] = record
                    self._changed.add(identity)

    def _replay(self) -> None:
        """Another journal stands there, or none: what memory has and it lacks is to be added."""
        records = records_of(self._journal.entries(self._journal.load()))
        merged = lineage.merge(self.records, records).records
        self._changed |= _differing(self.records, merged)
        self.records = merged
        self._unlogged = {i for i, record in self.records.items() if records.get(i) != record}
        self._behind = dict.fromkeys(self.records, UNLOGGED)
        self._seen = None
        self._trusted.clear()

    def _take_file(self) -> None:
        try:
            signed = signature(self.path)
        except StorageError:
            signed = Signature(0, 0, 0)  # then reading it tells
        if signed == self._seen:
            return
        if signed is not None and signed in self._trusted:
            self._written(signed, self._trusted[signed])
            return
        tables = self._read_file()
        if tables is not None:
            self._merge(records_in(tables))

    def _read_file(self, *, needed: bool = False) -> Record | None:
        """The tables of the file; None where it cannot be read now and need not be."""
        try:
            tables = self._storage.read() or {}
        except StorageError as error:
            if needed:
                raise
            self._tell(f"{error}; what the journal holds is shown")
            return None
        self.read_only = newer(self.path, tables)
        self._seen = self._storage.signature
        return tables

    def _merge(self, stored: Mapping[str, Any]) -> None:
        """Take in the records of the file as it is now."""
        if self._storage.damaged:
            self._reassure(self.records)
            self._unite(lineage.only_newer(stored, self.records))
        else:
            edits = lineage.edits_by_hand(stored, self.records, by=self.run, at=now())
            self._unite({**stored, **edits})
        lacking = {i for i, record in self.records.items() if stored.get(i) != record}
        self._behind = {i: self._behind.get(i, UNLOGGED) for i in lacking}

    def _reassure(self, ours: Mapping[str, Any]) -> None:
        """What matters of a damaged file comes first: what is there nevertheless."""
        notes = annotations_in(ours).values()
        live = [one for one in notes if isinstance(one, dict) and not one.get("deleted")]
        notices = self._storage.notices
        if live and notices and not notices[-1].startswith(HERE):
            notices[-1] = f"{HERE}, {len(live)} from the journal; {notices[-1]}"

    def _unite(self, theirs: Mapping[str, Any]) -> None:
        """Merge records into memory; what it did not have so is for the journal and the file."""
        ours = self.records
        merged = lineage.merge(ours, theirs)
        differing = _differing(ours, merged.records)
        self._changed |= differing
        self._unlogged |= differing
        self._behind |= dict.fromkeys(differing, UNLOGGED)
        self.records = merged.records
        fresh = len(merged.conflicts)
        if fresh:
            self._tell(
                f"{fresh} annotation{'s were' if fresh > 1 else ' was'} changed in two places: "
                "both versions are kept"
            )

    def _take_copies(self) -> None:
        for tables in self._copies.look(str(self._document.get("id", ""))):
            count = len(annotations_in(self.records))
            self._unite(records_in(tables))
            came = len(annotations_in(self.records)) - count
            self._tell(
                "a copy left by a sync tool is taken in"
                + (f": {came} annotation{'s' * (came != 1)} came with it" if came else "")
            )

    def _tell(self, words: str) -> None:
        if words not in self._told:
            self._told.append(words)

    # Bringing up

    def _owed_lines(self, moment: str) -> list[bytes]:
        """What was taken in from elsewhere, for the journal: it is to hold everything."""
        if not self._unlogged:
            return []
        records = {i: self.records[i] for i in sorted(self._unlogged)}
        return [line("merge", at=moment, run=self.run, records=records)]

    def _log(self, lines: list[bytes]) -> int:
        if not self._journal.read:
            begun = line(BEGIN, at=now(), run=self.run, path=str(self.path.resolve()))
            lines = [begun, *lines]
        end = self._journal.append(lines)
        for identity in self._unlogged:
            self._behind[identity] = end
        self._unlogged.clear()
        return end

    def _save(self) -> bool:
        """One attempt to write the file; whether nobody else wrote it meanwhile."""
        with self.guard:
            if self._unlogged:
                with locked(self.path, self._locks):
                    self.refresh()
                    if self.read_only:
                        return True
                    self._log(self._owed_lines(now()))
            tables = self._storage.read() or {}
            base, upto, inode = self._storage.signature, self._journal.read, self._journal.inode
            copies = dict(self._copies.found)
            news = {i: self.records[i] for i in self._behind}
        if self.read_only:
            return True
        if base != self._seen:
            self.refresh()  # the file changed just now
            return False
        written = self._write_beside(tables, news)
        try:
            with self.guard, locked(self.path, self._locks):
                if written is not None:
                    self._before_replacing(tables, base)
                    if not self._storage.put_in_place(*written, base):
                        self.refresh()
                        return False
                    base = self._seen = written[1]
                    for identity, record in news.items():
                        if self.records.get(identity) is record:
                            self._behind.pop(identity, None)
                self.refresh()
                if base is not None and self._journal.inode == inode:
                    self._say_saved(base, upto)
                self._copies.put_aside(copies)
                self._rotate()
        except BaseException:
            if written is not None:
                discard(written[0])  # if it was not put in place
            raise
        return True

    def _write_beside(
        self, tables: Mapping[str, Any], news: Mapping[str, Any]
    ) -> tuple[Path, Signature, Record] | None:
        from reader.annotations.writing import updated

        drafted, changed = updated(tables, news, self._document)
        if not changed and not self._storage.damaged:
            return None
        return (*self._storage.write_beside(drafted), drafted)

    def _before_replacing(self, tables: Mapping[str, Any], base: Signature | None) -> None:
        if base is None or not tables or self._storage.damaged:
            return
        from reader.annotations.snapshots import keep_snapshot

        version = version_of(tables) or 1
        if version < VERSION:
            set_aside(self.path, self.path.read_bytes(), f"version-{version}")
        keep_snapshot(self.path, self._state)

    def _say_saved(self, signed: Signature, upto: int) -> None:
        self._written(signed, upto)
        told = line(SAVED, at=now(), run=self.run, file=list(signed), upto=upto)
        try:
            self._journal.append([told], durable=False)
        except StorageError:
            return  # then the whole journal is read the next time

    def _written(self, signed: Signature, upto: int) -> None:
        self._seen = signed
        self._behind = {i: end for i, end in self._behind.items() if end > upto}

    def _rotate(self) -> None:
        most = ROTATE_FACTOR * (self._seen.size if self._seen else 0) + ROTATE_BYTES
        if self._journal.read <= most or self._unlogged:
            return
        with contextlib.suppress(StorageError):  # it is as it was, and only long
            self._begin_again()

    def _begin_again(self) -> None:
        """Let the journal begin with all records. Belongs inside the lock, after a `refresh`."""
        self._journal.rotate(self.records, str(self.path.resolve()), self.run)
        self._unlogged.clear()
        self._behind = dict.fromkeys(self._behind, self._journal.read)
        if self._seen is not None:
            self._say_saved(self._seen, 0 if self._behind else self._journal.read)


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {
        i
        for i, record in after.items()
        if i not in before or (before[i] is not record and before[i] != record)
    }
