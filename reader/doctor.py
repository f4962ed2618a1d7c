"""Is everything well with a library? What is not as it should be, in findings.

Looking never writes; see `survey` for what is looked at, and `mending` for what is done about it.
"""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from reader.annotations import lineage
from reader.annotations.annotation import in_trash, is_detached, is_note
from reader.annotations.entries import is_settling
from reader.annotations.files import QUARANTINE, Json, serialised
from reader.annotations.kept import SUFFIX, kept_path, read_kept, unpack
from reader.annotations.logs import REVIEW, SESSION, annotations_in, is_running, kind_of
from reader.annotations.records import from_record
from reader.annotations.schema import VERSION
from reader.annotations.storage import STALE, TABLES
from reader.errors import ReaderError, StorageError
from reader.library import CATALOGUE, Library
from reader.logs_checked import by_kind, damaged
from reader.survey import (
    Kept,
    Step,
    Survey,
    is_catalogue_copy,
    is_copy,
    newest_snapshot,
    state_folders,
    survey,
    text_in,
)
from reader.text.digest import sha256

ROOM = 1_000_000  # bytes that are to be free, beside what two files of annotations need
AHEAD = timedelta(days=1)  # how far a clock may be ahead of ours before it is worth a word
_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")


class Kind(StrEnum):
    """What a finding is about."""

    FULL = "disk full"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    STOCK = "stock TinyDB"
    FOREIGN = "foreign"
    STRANGE = "strange records"
    NAMELESS = "nameless"
    OLDER = "older version"
    NEWER = "newer version"
    VERSIONS = "two versions"
    COPY = "copy of a sync tool"
    TWIN = "second file"
    UNSAVED = "journal only"
    JOURNAL = "journal damaged"
    JOURNAL_GONE = "journal gone"
    GONE = "file gone"
    CATALOGUE = "catalogue damaged"
    UNLISTED = "not in the catalogue"
    TEXTS = "kept texts"
    DOCUMENT_GONE = "document gone"
    DOCUMENT = "document unreadable"
    ORPHANS = "orphans"
    CLOCK = "clock"
    TEMPORARY = "left over"
    QUARANTINE = "quarantine"
    SNAPSHOTS = "snapshots"


class Finding(NamedTuple):
    """One thing that is not as it should be, or is good to know.

    ``remedy`` says what `mend` would do; empty where there is nothing to do. ``serious`` are
    those that hide annotations or put them at risk. ``of`` is the annotations file that ``file``
    belongs to, where that is another one.
    """

    kind: Kind
    file: Path
    words: str
    remedy: str = ""
    serious: bool = False
    of: Path | None = None


def examine(
    library: Library,
    *,
    orphans: bool = True,
    known: Survey | None = None,
    step: Step = lambda done, of: None,
) -> list[Finding]:
    """What is not as it should be, and what is good to know, in the order of the files.

    ``orphans`` opens every document that has annotations. Nothing is written.
    """
    known = known or survey(library)
    seconds = known.second_files()
    found = list(_of_disk(library, known))
    for number, one in enumerate(known.kept):
        step(number, len(known.kept))
        main = seconds.get(one.path)
        if main is not None:
            found += _second(one, main)
            continue
        found += _of_file(library, one)
        found += _of_journal(one)
        found += _of_content(one, known.document(one))
        found += _of_document(library, one, known.document(one), orphans=orphans)
    found += [_gone(library, one) for one in known.gone]
    found += _of_texts(library, known)
    found += _of_catalogue(library, known, seconds)
    found += _of_folders(library)
    return found


def _of_disk(library: Library, known: Survey) -> Iterator[Finding]:
    """Where the next note would not fit any more, nor what mending writes."""
    from shutil import disk_usage

    largest = max((one.path.stat().st_size for one in known.kept if one.there), default=0)
    folders = [one for one in (library.state, library.annotations) if one.is_dir()]
    for folder in {one.stat().st_dev: one for one in folders}.values():  # of each disk one
        free = disk_usage(folder).free
        if free < ROOM + 2 * largest:
            words = f"the disk is full ({free:,} bytes are free): make room first"
            yield Finding(Kind.FULL, folder, words, serious=True)


def _of_file(library: Library, one: Kept) -> Iterator[Finding]:
    if one.problem:
        yield Finding(Kind.UNREADABLE, one.path, one.problem, serious=True)
        return
    if one.damage:
        yield _damaged(library, one)
    try:
        told = one.refusal
    except StorageError as error:
        yield Finding(Kind.NEWER, one.path, str(error), serious=True)
        return
    version = _version(one)
    if told:
        yield Finding(Kind.NEWER, one.path, f"it can be read, but not changed: {told}")
    elif version is not None and version < VERSION:
        words = f"it is of version {version}; the first change in it brings it to {VERSION}"
        yield Finding(Kind.OLDER, one.path, words)
    fresh = stock_records(one)
    if fresh:
        words = f"{_annotations(len(fresh))} in a table of plain TinyDB, which Reader does not show"
        yield Finding(Kind.STOCK, one.path, words, "take them in; the table stays", serious=True)
    elif not one.damage and not any(name in one.tables for name in ("meta", *TABLES)):
        words = "it is no annotations file; Reader leaves it alone"
        yield Finding(Kind.FOREIGN, one.path, words)


def _damaged(library: Library, one: Kept) -> Finding:
    said = [f"{counted(one.stored)} can be read from it"]
    said.append(f"the journal has {counted(one.logged)}" if one.logged else "it has no journal")
    snapshot = None if one.logged else newest_snapshot(library, one.path)
    if snapshot is not None:
        said.append(f"there is a snapshot of {snapshot.stem}")
    words = f"damaged: {one.damage}; {', '.join(said)}"
    if not one.records and snapshot is None:
        words += "; “reader restore BACKUP” brings back what a backup has; if nothing was in it, "
        return Finding(Kind.DAMAGED, one.path, words + "delete it", serious=True)
    source = " and the snapshot" if snapshot is not None else ""
    remedy = f"write it anew from that{source}; keep the damaged one in {QUARANTINE}/"
    return Finding(Kind.DAMAGED, one.path, words, remedy, serious=True)


def _of_journal(one: Kept) -> Iterator[Finding]:
    changeable = one.changeable
    log = one.journal
    missing = [] if one.damage or one.problem or not one.logged else one.unsaved
    # A session that goes on is written to the file together with something else.
    records = [record for i in missing if not is_running(record := one.records[i])]
    if records:
        words = f"{_records(records)} newer in the journal than in the file"
        if is_settling(log.at):
            yield Finding(Kind.UNSAVED, one.path, f"{words}; the file follows by itself")
        else:
            remedy = "bring the file up to date" if changeable else ""
            notes = any(not kind_of(record) for record in records)
            yield Finding(Kind.UNSAVED, one.path, words, remedy, serious=notes)
    remedy = "begin a new journal, with the old one kept beside it" if changeable else ""
    if log.broken:
        words = plural(log.broken, "line of its journal is", "lines of its journal are")
        words += " damaged and passed over; all others are read"
        yield Finding(Kind.JOURNAL, one.path, words, remedy)
    if log.torn:
        words = "the last line of its journal was never finished, nor its change acknowledged"
        yield Finding(Kind.JOURNAL, one.path, words, remedy)
    if log.zeros:
        words = f"its journal is filled with zeros in part or as a whole; {_lost(one)}"
        yield Finding(Kind.JOURNAL, one.path, words, remedy, serious=True)
    if log.missing:
        words = f"its journal is gone; {_lost(one)}"
        remedy = "begin a new journal" if changeable else ""
        yield Finding(Kind.JOURNAL_GONE, one.path, words, remedy, serious=True)


def _lost(one: Kept) -> str:
    """What may be lost with a part of a journal, and what is not."""
    left = plural(len(one.live), "annotation is there", "annotations are there")
    words = f"changes since the file was last saved may be gone; {left}"
    if one.journal.archives:
        archives = plural(one.journal.archives, "older part", "older parts")
        words += f", and {archives} of the journal with earlier versions"
    return words


def _of_content(one: Kept, document: Json) -> Iterator[Finding]:
    broken = damaged(one)
    logged = sum(map(len, broken.values()))
    if logged:
        words = _joined({kind: len(ids) for kind, ids in broken.items()})
        words += (
            " cannot be read and stays as it is"
            if logged == 1
            else (" cannot be read and stay as they are")
        )
        yield Finding(Kind.STRANGE, one.path, f"{words}; figures go without")
    told = {identity for ids in broken.values() for identity in ids}
    strange = len(annotations_in(one.records).keys() - one.annotations.keys() - told)
    if strange:
        is_none = "record is no annotation and stays as it is"
        are_none = "records are no annotations and stay as they are"
        yield Finding(Kind.STRANGE, one.path, plural(strange, is_none, are_none))
    if one.undecided:
        has, have = "annotation has a second version", "annotations have a second version"
        words = plural(len(one.undecided), has, have)
        yield Finding(Kind.VERSIONS, one.path, f"{words}, written elsewhere: you decide in Reader")
    if one.live and not text_in(document, "id") and not one.damage:  # mending may find it out
        are = plural(len(one.live), "annotation is", "annotations are")
        words = f"it does not say of which document it is, so that its {are} shown nowhere"
        yield Finding(Kind.NAMELESS, one.path, words, serious=True)
    latest = (datetime.now(UTC) + AHEAD).isoformat()
    future = sum(a.modified > latest for a in one.live if _is_time(a.modified))
    backwards = sum(
        a.modified < a.created for a in one.live if _is_time(a.modified) and _is_time(a.created)
    )
    for count, how in ((future, "changed in the future"), (backwards, "changed before made")):
        if count:
            words = f"{_annotations(count)} {how}: a clock was wrong; no harm is done"
            yield Finding(Kind.CLOCK, one.path, words)


def _of_document(
    library: Library, one: Kept, document: Json, *, orphans: bool
) -> Iterator[Finding]:
    place = text_in(document, "path")
    if not place:
        return
    path = library.root / place
    displaced = text_in(document, "displaced")
    if displaced or not path.is_file():
        words = f"its document is not there any more: {path}"
        words += " holds another text now" if displaced else ""
        if one.live:
            words += f"; {_annotations(len(one.live))} kept, shown again where its text is opened"
        yield Finding(Kind.DOCUMENT_GONE, one.path, words)
        return
    if not orphans or not one.live:
        return
    from reader.annotations.places import place_all
    from reader.documents.opening import open_document, read_source

    try:
        opened = open_document(read_source(path))
    except ReaderError as error:
        yield Finding(Kind.DOCUMENT, one.path, f"its document cannot be opened: {error}")
        return
    targets = {a.id: a.target for a in one.live if not is_detached(a)}
    try:
        kept = read_kept(kept_path(one.path))
    except StorageError:  # which is a finding of its own
        kept = ()
    places = place_all(targets, opened.text, opened.fingerprint, kept)
    lost = sum(not place.found for place in places.values())
    if lost:
        words = f"{lost} of {_annotations(len(one.live))}: the words are not in the text any more"
        yield Finding(Kind.ORPHANS, one.path, f"{words} (“r” in Reader gives a new place)")


def _of_texts(library: Library, known: Survey) -> Iterator[Finding]:
    """The texts that are kept for files of annotations."""
    owners = {kept_path(one.path) for one in (*known.kept, *known.gone)}
    aside = f"move it to {QUARANTINE}/"
    for path in sorted(library.annotations.glob(f"[!.]*{SUFFIX}")):
        if path not in owners:
            words = "it has texts for a file of annotations that is not there; nothing needs it"
            yield Finding(Kind.TEXTS, path, words, aside)
            continue
        try:
            damaged = any(unpack(one) is None for one in read_kept(path))
        except StorageError:
            damaged = True
        if damaged:
            words = "the text of a document, kept to find notes again, is damaged: they are found"
            words += " by their own words, and the next opening keeps it anew"
            yield Finding(Kind.TEXTS, path, words, aside)


def _gone(library: Library, one: Kept) -> Finding:
    log = one.journal
    has = f"its journal has {_annotations(len(one.live))}"
    if not log.saved and not log.archives:
        if is_settling(log.at):
            return Finding(Kind.GONE, one.path, f"not written yet, it follows by itself; {has}")
        words = f"the file is not there, it was perhaps never written; {has}"
    else:
        words = f"the file is gone; {has}"
    if log.zeros or log.missing:
        how = "filled with zeros, in part or as a whole" if log.zeros else "gone, too"
        words = f"the file is gone, and its journal is {how}; {_lost(one)}"
    return Finding(Kind.GONE, one.path, words, "write it anew from the journal", serious=True)


def _second(one: Kept, main: Kept) -> Iterator[Finding]:
    kind, words = Kind.TWIN, f"a second file of the same document as {main.path.name}"
    if is_copy(one.path.name, main.path.stem):
        kind, words = Kind.COPY, f"a copy of {main.path.name} that a sync tool left"
    held = main.records
    merged = lineage.merge(held, one.records).records
    fresh = sum(held.get(identity) != record for identity, record in merged.items())
    words += f", with {_annotations(fresh)} new or changed" if fresh else ", with nothing new"
    if one.damage:
        words += f"; it is damaged: {one.damage}"
    remedy = f"merge it into {main.path.name}, then move it to {QUARANTINE}/"
    if not main.changeable or (one.damage and not one.records):
        remedy = ""
    yield Finding(kind, one.path, words, remedy, serious=fresh > 0, of=main.path)


def _of_catalogue(
    library: Library, known: Survey, seconds: Mapping[Path, Kept]
) -> Iterator[Finding]:
    path = library.annotations / CATALOGUE
    if known.damage:
        words = f"damaged: {known.damage}; {len(known.catalogue)} documents can be read from it"
        remedy = "make it again from that and from the annotations files"
        yield Finding(Kind.CATALOGUE, path, words, remedy, serious=True)
    unlisted = sum(
        one.path not in seconds and text_in(one.document, "id") not in known.catalogue
        for one in known.kept
        if text_in(one.document, "id")
    )
    if unlisted:
        words = plural(
            unlisted, "annotated document is not in it", "annotated documents are not in it"
        )
        yield Finding(Kind.UNLISTED, path, words, "put what their files say of them into it")
    annotated = {one.path.name for one in (*known.kept, *known.gone)}
    for record in known.catalogue.values():
        place = text_in(record, "path")
        if not place or text_in(record, "file") in annotated:
            continue
        if not (library.root / place).is_file():
            words = f"a document without annotations is not there any more: {library.root / place}"
            yield Finding(Kind.DOCUMENT_GONE, path, words)
    for copy in sorted(library.annotations.glob("[!.]*.json")):
        if is_catalogue_copy(copy):
            words = "a copy of the catalogue that a sync tool left; nothing in it is needed"
            yield Finding(Kind.COPY, copy, words, f"move it to {QUARANTINE}/", of=path)


def _of_folders(library: Library) -> Iterator[Finding]:
    journals, snapshots = state_folders(library)
    for folder in (library.annotations, journals, *_folders_in(snapshots)):
        for path in sorted(folder.glob(".*.tmp")):
            if _is_left_over(path):
                words = "left over from a run that was interrupted while it wrote"
                yield Finding(Kind.TEMPORARY, path, words, "delete it")
    quarantine = library.annotations / QUARANTINE
    kept = [path for path in sorted(quarantine.glob("*")) if path.is_file()]
    if kept:
        words = f"{plural(len(kept), 'file', 'files')} set aside; Reader deletes none of them"
        damaged = sum(".damaged-" in path.name for path in kept)
        if damaged:
            words += f"; {plural(damaged, 'was', 'were')} damaged: a backup or a snapshot may have"
            words += " more than could be read, “reader restore FILE” takes it in"
        yield Finding(Kind.QUARANTINE, quarantine, words)
    days = sorted(path.stem for path in snapshots.glob("*/*.json") if _is_time(path.stem))
    if days:
        words = f"{plural(len(days), 'snapshot', 'snapshots')}, the last of {days[-1]}"
        yield Finding(Kind.SNAPSHOTS, snapshots, words)


def stock_records(one: Kept) -> Json:
    """The annotations in tables that plain TinyDB made and that were not taken in yet, by id."""
    found: Json = {}
    for name, table in one.tables.items():
        if name in TABLES or not isinstance(table, dict):
            continue
        for key, record in table.items():
            if not key.isdecimal() or from_record(key, record) is None:
                continue
            named = record.get("id")
            content = b"".join(serialised(record))
            identity = (
                named if isinstance(named, str) and named else f"tinydb-{sha256(content)[:12]}"
            )
            if identity not in one.records:
                found[identity] = {**record, "id": identity}
    return found


def plural(count: int, one: str, many: str) -> str:
    """A number with its noun: ``1,034 annotations``."""
    return f"{count:,} {one if count == 1 else many}"


def _annotations(count: int) -> str:
    return plural(count, "annotation", "annotations")


def _records(records: Iterable[object]) -> str:
    """How many annotations, reviews and sessions records are."""
    return _joined(by_kind(records))


def _joined(counts: Mapping[str, int]) -> str:
    names = {"": "annotation", REVIEW: "review", SESSION: "session"}
    said = [plural(n, names[kind], f"{names[kind]}s") for kind, n in counts.items() if n]
    return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


def counted(records: Json) -> str:
    """How many annotations records are, those in the trash apart."""
    found = [a for a in (from_record(i, r) for i, r in records.items()) if a is not None]
    trashed = sum(in_trash(a) for a in found)
    words = _annotations(sum(not a.deleted and is_note(a) for a in found))
    return words + (f" and {trashed} in the trash" if trashed else "")


def _version(one: Kept) -> int | None:
    meta = one.tables.get("meta")
    schema = meta.get("schema") if isinstance(meta, dict) else None
    version = schema.get("version") if isinstance(schema, dict) else None
    return version if isinstance(version, int) else None


def _is_left_over(path: Path) -> bool:
    with contextlib.suppress(OSError):
        old = time.time() - path.stat().st_mtime > STALE
        return old and _TEMPORARY.fullmatch(path.name) is not None
    return False


def _folders_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*")) if path.is_dir()]


def _is_time(value: str) -> bool:
    with contextlib.suppress(ValueError):
        datetime.fromisoformat(value)
        return True
    return False
