"""A library back from an archive: nothing newer is overwritten, what is missing returns.

The archive is checked as a whole before anything of it is used; what is damaged is left out.
Annotations are merged by lineage, like those of a second machine.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from reader.annotations import journal
from reader.annotations.annotation import new_id
from reader.annotations.files import (
    Json,
    discard,
    flush_folder,
    locked,
    make_folder,
    refusal,
    set_aside,
    write_beside,
)
from reader.annotations.schema import TABLE
from reader.annotations.storage import AtomicStorage
from reader.archive import TEMPLATES, Archive, is_trap, open_archive, pieces
from reader.errors import SourceError, StorageError
from reader.gains import Gains, gains_of
from reader.library import CATALOGUE, Library, slug
from reader.mending import bring_up
from reader.study.coverage import merge
from reader.survey import (
    Counterparts,
    Kept,
    Step,
    Survey,
    read_catalogue,
    state_folders,
    survey,
    text_in,
)


class Restored(NamedTuple):
    """What came back, or would: documents by name, the others by count.

    ``different`` are documents that are there with another content, and were left alone;
    ``failures`` say which files of annotations could not be merged, and why; ``damaged`` are the
    files of the archive that could not be taken. ``trashed`` are annotations that are in the
    trash here, where the archive still has them.
    """

    documents: tuple[str, ...] = ()
    different: tuple[str, ...] = ()
    same: int = 0
    annotations: int = 0
    newer: int = 0
    conflicts: int = 0
    catalogued: int = 0
    journals: int = 0
    snapshots: int = 0
    drafts: int = 0
    notices: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    trashed: int = 0


class _Work(NamedTuple):
    """What is restored from where: ``there`` is a library that the archive was unpacked to.

    ``touched`` are the folders in which files were put back, to be flushed once at the end.
    """

    library: Library
    there: Library
    archive: Archive
    dry_run: bool
    touched: set[Path]


def restore(
    library: Library, path: Path, *, dry_run: bool = False, step: Step = lambda done, of: None
) -> Restored:
    """Take an archive, or a single annotations file, into the library.

    With ``dry_run`` only say what would come. Raises ReaderError where it cannot be used;
    nothing has changed then.
    """
    if path.suffix.lower() == ".json":
        return _restore_file(library, path, dry_run=dry_run)
    with (
        open_archive(path, step) as archive,
        tempfile.TemporaryDirectory(prefix="reader-") as folder,
    ):
        there = Library(Path(folder) / "library", Path(folder) / "state")
        work = _Work(library, there, archive, dry_run, set())
        for name in archive.files:
            _unpack(archive.zip, name, there)
        try:
            result = _restore_documents(work)
            result = result._replace(damaged=archive.damaged)
            if archive.cut:
                words = (
                    f"{path.name} is cut off, or its end is damaged: what is whole in it is taken"
                )
                result = result._replace(failures=(words,))
            result = _restore_annotations(work, result, step)
            result = _restore_catalogue(work, result)
            return _restore_rest(work, result)
        finally:
            _flush(work.touched)


def _unpack(archive: zipfile.ZipFile, name: str, there: Library) -> None:
    """Put a file that is no document where a library of its own would have it."""
    top, _, rest = name.partition("/")
    journals, snapshots = state_folders(there)
    folders = {
        "annotations": there.annotations,
        "journals": journals,
        "snapshots": snapshots,
        "drafts": there.state / "drafts",
    }
    if top in folders:
        target = folders[top] / PurePosixPath(rest)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.writelines(pieces(archive, name))


def _put(work: _Work, target: Path, content: Iterable[bytes]) -> None:
    """Write a file durably, but for its name: the folders are flushed at the end."""
    make_folder(target.parent)
    temporary, _ = write_beside(target, content)
    try:
        temporary.replace(os.path.realpath(target))
    except BaseException:
        discard(temporary)
        raise
    work.touched.add(temporary.parent)


def _flush(folders: Iterable[Path]) -> None:
    for folder in sorted(folders):
        try:
            flush_folder(folder)
        except OSError as error:
            raise refusal(error, folder, "what was put back may not be on the disk") from None


# Documents, and the person's own templates


def _restore_documents(work: _Work) -> Restored:
    back, different, same, notices = [], [], 0, []
    outside = work.archive.said.get("outside")
    origins = {
        one["file"]: one.get("path")
        for one in (outside if isinstance(outside, list) else ())
        if isinstance(one, dict) and isinstance(one.get("file"), str)
    }
    for name, said in work.archive.files.items():
        top, _, rest = name.partition("/")
        if top == "outside":
            origin = origins.get(name)
            if isinstance(origin, str) and _holds(Path(origin), said["sha256"]):
                same += 1
                continue
            rest = rest.partition("/")[2]  # where it was may be anywhere: it goes to documents/
        elif top not in ("documents", TEMPLATES):
            continue
        folder = work.library.root / TEMPLATES if top == TEMPLATES else work.library.documents
        shown = f"{folder.name}/{rest}"
        target = folder / rest
        try:
            if not target.parent.resolve().is_relative_to(folder.resolve()):
                notices.append(f"not put back, a link leads out of the library: {target}")
            elif _holds(target, said["sha256"]):
                same += 1
            elif os.path.lexists(target):
                different.append(shown)
            else:
                if not work.dry_run:
                    _put(work, target, pieces(work.archive.zip, name))
                back.append(shown)
        except OSError as error:
            raise refusal(error, target, "this document was not put back") from None
    return Restored(tuple(back), tuple(different), same, notices=tuple(notices))


def _holds(path: Path, digest: str) -> bool:
    """Whether a file is there with this content."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


# Annotations


def _restore_annotations(work: _Work, result: Restored, step: Step) -> Restored:
    library, dry_run = work.library, work.dry_run
    known, archived = survey(library), survey(work.there)
    ours_by = Counterparts(known)
    every = (*archived.kept, *archived.gone)
    for number, one in enumerate(every):
        step(number, len(every))
        document = archived.document(one)
        ours = ours_by.find(document, one.path.name)
        path = ours.path if ours else _free(library.annotations / one.path.name)
        try:
            problem = _unusable(one)
            if ours is not None and (reason := problem or _unusable(ours)):
                raise StorageError(reason)
            if problem or not one.records:  # no annotations that could be merged: as it is
                if ours is None and one.there and not dry_run:
                    _put_file(work, path, one.path.read_bytes())
                continue
            gains = gains_of(ours.records if ours else {}, one.records)
            placed = _place_journal(work, one, path)
            if not dry_run and (placed or gains.any or ours is None):
                said = known.document(ours) if ours else document
                _take_in(work, one, path, said, whole=placed)
        except (StorageError, OSError) as error:
            failures = (*result.failures, f"{path.name} was not merged: {error}")
            result = result._replace(failures=failures)
            continue
        result = _counted(result, gains)._replace(journals=result.journals + placed)
    return result


def _take_in(work: _Work, one: Kept, path: Path, document: Json, *, whole: bool) -> None:
    """Merge what is kept of a document; ``whole`` if its journal, just put there, has it all."""
    if one.there and not path.exists():
        data = one.path.read_bytes()
        if one.damage:
            set_aside(path, data)
        else:
            _put_file(work, path, data)
            own = journal.journal_path(work.library.state, path)
            if not one.unsaved and (whole or not own.exists()):
                return  # there is nothing to be merged with
    ledger = bring_up(work.library, path, document, tables=[{TABLE: one.records}])
    forgotten = [i for i, r in ledger.records.items() if isinstance(r, dict) and "forgotten" in r]
    if forgotten:  # the journal of the archive may still have their words
        ledger.forget(forgotten)


def _put_file(work: _Work, path: Path, data: bytes) -> None:
    """Put back an annotations file that is not there, as it was."""
    make_folder(path.parent)
    with locked(path, work.library.state / "locks"):
        if not path.exists():
            _put(work, path, [data])


def _place_journal(work: _Work, one: Kept, path: Path) -> bool:
    """Put the archive's journal, with its history, where none is; whether it was."""
    state = work.library.state
    source = state_folders(work.there)[0] / f"{one.path.stem}.log"
    place = journal.found if work.dry_run else journal.journal_path
    target = place(state, path)
    if target.exists() or journal.Journal(target).archives():
        return False
    if not source.exists() or not one.logged:
        return False
    if work.dry_run:
        return True
    archives = journal.Journal(source).archives()
    if any(is_trap(archive) for archive in archives):
        raise StorageError("the archives of its journal unpack to far too much")
    lines = journal.adopted(journal.contents(source), path, archives=len(archives))
    with locked(path, state / "locks"):
        if target.exists():
            return False
        for number, archive in enumerate(archives, 1):
            older = target.with_name(f"{target.stem}.{number}.log.gz")
            _put(work, older, [archive.read_bytes()])
        _put(work, target, lines)
    return True


# The catalogue and the rest


def _restore_catalogue(work: _Work, result: Restored) -> Restored:
    library = work.library
    listed, archived = read_catalogue(library)[0], read_catalogue(work.there)[0]
    ours = {entry.id: entry for entry in library.entries()}
    places = {(entry.sha256, entry.path) for entry in ours.values()}
    theirs = [entry for entry in work.there.entries() if entry.id]
    fresh = [entry for entry in theirs if entry.id not in listed]
    result = result._replace(catalogued=len(fresh))
    if work.dry_run:
        return result
    news: dict[str, Json] = {}
    singly = []
    for entry in fresh:
        mine = ours.get(entry.id)
        twin = mine is None and (entry.sha256, entry.path) in places
        if twin or entry.id not in archived:
            singly.append(entry)
        else:
            news[entry.id] = {**archived[entry.id], "file": mine.file if mine else entry.file}
    for entry in theirs:
        mine = ours.get(entry.id)
        if entry.id not in listed or mine is None or mine.sha256 != entry.sha256:
            continue
        read = tuple(merge((*mine.read, *entry.read)))
        if read != mine.read:
            news[entry.id] = {**listed[entry.id], "read": [list(span) for span in read]}
    if news:
        from reader.annotations.database import Database

        storage = AtomicStorage(library.annotations / CATALOGUE, library.state / "locks")
        with storage.transaction():
            Database(storage).put("documents", news)
    for entry in singly:
        library.remember(entry, place=entry.place, read=entry.read, opened=entry.opened)
    return result


def _restore_rest(work: _Work, result: Restored) -> Restored:
    """Snapshots, drafts and what else was in annotations/, where it is missing."""
    library, there = work.library, work.there
    snapshots = _put_missing(work, state_folders(there)[1], state_folders(library)[1])
    drafts = _put_missing(work, there.state / "drafts", library.state / "drafts")
    _put_missing(work, there.annotations, library.annotations, but=".json")
    return result._replace(snapshots=snapshots, drafts=drafts)


def _put_missing(work: _Work, source: Path, target: Path, but: str = "") -> int:
    """Put back the files below a folder that are not there; how many.

    Those of the suffix ``but`` in the folder itself are left out.
    """
    count = 0
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        goes = target / path.relative_to(source)
        if os.path.lexists(goes) or (but and path.parent == source and path.suffix == but):
            continue
        count += 1
        if not work.dry_run:
            with contextlib.suppress(OSError):
                _put(work, goes, [path.read_bytes()])
    return count


# A single file


def _restore_file(library: Library, path: Path, *, dry_run: bool) -> Restored:
    """Merge one annotations file (a snapshot, one set aside) into those of its document."""
    if not path.is_file():
        raise SourceError(f"there is no file {path}")
    known = survey(library)
    one = Kept(Library(path.parent, path.parent / ".no-state"), path)
    problem = _unusable(one)
    if problem:
        raise StorageError(problem)
    if not one.stored:
        raise StorageError(f"{path} holds no annotations; nothing was changed")
    ours = Counterparts(known).find(one.document, path.name) or _named_after(known, path)
    identity = text_in(one.document, "id")
    if ours is None and not identity:
        raise StorageError(f"{path} does not say of which document it is; nothing was changed")
    name = f"{slug(text_in(one.document, 'title'))}-{slug(identity)[-8:]}.json"
    target = ours.path if ours else library.annotations / name
    gains = gains_of(ours.records if ours else {}, one.stored)
    if not dry_run and (gains.any or ours is None):
        document = known.document(ours) if ours else one.document
        bring_up(library, target, document, tables=[{TABLE: one.stored}])
    told = f"{path.name} is damaged ({one.damage}): what could be read is taken"
    return _counted(Restored(), gains)._replace(notices=(told,) if one.damage else ())


# What they share


def _counted(result: Restored, gains: Gains) -> Restored:
    return result._replace(
        annotations=result.annotations + gains.annotations,
        newer=result.newer + gains.newer,
        conflicts=result.conflicts + gains.conflicts,
        trashed=result.trashed + gains.trashed,
    )


def _named_after(known: Survey, path: Path) -> Kept | None:
    """The annotations file that a snapshot or a file set aside is a copy of, by its name."""
    stems = [path.stem.partition(mark)[0] for mark in (".damaged-", ".version-", "\0")]
    for one in known.kept:
        if one.path.stem in (*stems, path.absolute().parent.name):
            return one
    return None


def _unusable(one: Kept) -> str:
    """Why the records of a file cannot be merged; empty if they can."""
    try:
        told = one.refusal
    except StorageError as error:
        return str(error)
    return f"{one.path.name}: {told}" if told else ""


def _free(path: Path) -> Path:
    """The path, or one beside it where another document's file has taken that name."""
    return path.with_stem(f"{path.stem}-{new_id()[-8:]}") if path.exists() else path
