"""Exports that write themselves: one file for each document in a folder, and an index over them.

What was written for a document into a folder is remembered beside the bases of exports (see
`annotations.exchange.written`), one small JSON file for each: so a file follows the title of its
document, is found where a person moved it, and nothing is done where nothing changed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reader import merging, settings
from reader.annotations.annotation import is_note
from reader.annotations.exchange.markdown import is_export
from reader.annotations.exchange.written import FOLDER
from reader.annotations.files import locked, path_key, read_json, write_json_atomically
from reader.annotations.store import Annotations
from reader.catalogue import text_of, texts_of
from reader.documents.document import Document
from reader.errors import ReaderError, StorageError
from reader.export_index import Row, write_index
from reader.export_names import name_for, year_of
from reader.library import Entry, Library
from reader.merging import Export, NotOursError, Placed, Plan
from reader.settings import Settings
from reader.shelf import counts

OFF, STOP, CHANGE = "off", "stop", "change"
EXPORTS = "exports"  # the folder in the library, where none is set
MOST = 20_000  # files that are looked at for one that was moved
AUTHORS = 2  # that stand in the name of a file


class Where(NamedTuple):
    """Where exports go: the folder, the template of the names, the file in it that lists
    them ("" for none)."""

    folder: Path
    name: str
    listing: str = ""


class Remembered(NamedTuple):
    """What was written for a document. ``name`` is what the template gave, ``given`` the path that
    the file got, below the folder, ``file`` where it is now; ``stamp`` stands for all that was in
    it."""

    document: str
    name: str = ""
    given: str = ""
    file: str = ""
    stamp: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    annotations: int = 0
    questions: int = 0
    changed: str = ""


class Done(NamedTuple):
    """What came of an export: the file, whether it was written to, what a person should know."""

    path: Path
    wrote: bool
    remarks: tuple[str, ...] = ()


def mode_of(entry: Entry, known: Settings) -> str:
    """When the annotations of a document are exported by themselves: off, stop, change."""
    modes = settings.BY_NAME["export.auto"].choices
    return entry.auto_export if entry.auto_export in modes else known.text("export.auto")


def where(library: Library, known: Settings, folder: str = "") -> Where:
    """Where exports go by the settings, or into another ``folder``."""
    chosen = folder or known.text("export.folder")
    path = Path(chosen).expanduser() if chosen else library.root / EXPORTS
    return Where(path.absolute(), known.text("export.name"), known.text("export.index"))


def stamp_of(document: Document, store: Annotations, place: Where) -> str:
    """What changes when there is something to be written."""
    metadata = document.metadata
    known = settings.load()
    how = f"{known.text('export.removed')} {known.flag('export.links')}"
    parts = [document.fingerprint, metadata.title, *metadata.authors, metadata.date]
    parts += [place.name, how]
    parts += [f"{one.id} {one.modified}" for one in store.all()]
    parts += sorted(store.gone())
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def is_due(library: Library, entry: Entry, stamp: str, place: Where) -> bool:
    """Whether there may be something to write for a document."""
    known = recall(library, entry.id, place.folder)
    if known is None:
        return True
    return known.stamp != stamp or not (place.folder / known.file).is_file()


def export_by_itself(
    library: Library,
    entry: Entry,
    store: Annotations,
    document: Document,
    placed: Sequence[Placed],
    source: str,
    place: Where,
    *,
    index: bool = True,
) -> Done | None:
    """Bring the file of a document up, and the ``index``; None where nothing was ever to be said.

    Raises StorageError, and loses nothing then.
    """
    stamp = stamp_of(document, store, place)
    with locked(place.folder / "exports", library.state / "locks"):
        known = recall(library, entry.id, place.folder)
        if known is None and not any(is_note(one) for one, _ in placed):
            return None
        export = merging.export_of(library, entry, store, document, placed, source)
        own = library.resolve(entry) if entry.path else None
        name, plan, given = _planned(export, document, known, place, own)
        before = plan.before
        make_folder_for(plan.path)
        merging.write(export, plan)
        notes, questions = counts(one for one, _ in placed)
        now = Remembered(
            entry.id,
            name,
            given,
            plan.path.relative_to(place.folder).as_posix(),
            stamp,
            document.metadata.title or entry.title,
            document.metadata.authors,
            notes,
            questions,
            max((one.modified for one, _ in placed), default=""),
        )
        if now != known:
            _keep(library, place.folder, now)
        if index:
            try:
                update_index(library, place)
            except StorageError:
                _keep(library, place.folder, now._replace(stamp=""))  # it is not done yet
                raise
    wrote = before != plan.text.encode("utf-8", "surrogateescape")
    return Done(plan.path, wrote, tuple(merging.remarks(plan)))


def update_index(library: Library, place: Where) -> bool:
    """Bring the index of a folder up, if there is to be one; whether it changed."""
    if not place.listing:
        return False
    index = place.folder / place.listing
    make_folder_for(index)
    rows = [
        Row(
            one.title,
            one.authors,
            os.path.relpath(place.folder / one.file, index.parent).replace(os.sep, "/"),
            one.annotations,
            one.questions,
            one.changed,
        )
        for one in _all(library, place.folder)
        if (place.folder / one.file).is_file()
    ]
    return write_index(index, rows) if rows or index.exists() else False


def make_folder_for(path: Path) -> None:
    """Make the folder that a file is to be in, if it is not there; raises StorageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"cannot make {path.parent}: {error.strerror or error}") from None


# Names


def _planned(
    export: Export,
    document: Document,
    known: Remembered | None,
    place: Where,
    own: Path | None,
) -> tuple[str, Plan, str]:
    """The name by the template, what is to be written, and the path that we gave the file.

    ``own`` is the file of the document itself, which is never written to.
    """
    metadata = document.metadata
    authors = [*metadata.authors[:AUTHORS], *["et al."] * (len(metadata.authors) > AUTHORS)]
    values = {
        "title": metadata.title,
        "author": ", ".join(authors),
        "year": year_of(metadata.date),
        "id": export.document,
    }
    name = name_for(place.name, values)
    others = {
        one.file.casefold()
        for one in _all(export.library, place.folder)
        if one.document != export.document
    }
    file = _where_it_is(export, known, place.folder, others) if known is not None else ""
    if known is not None and file and (name == known.name or file != known.given):
        # It is called so already, or as a person wants it.
        return name, merging.planned(export, place.folder / file), known.given
    problem: ReaderError | None = None
    for candidate in (name, name_for(place.name, values, apart=export.document[-8:])):
        path = place.folder / candidate
        taken = candidate.casefold() in others or _same(path, own)
        if taken or _occupied(path):
            continue
        if file and file != candidate:
            if os.path.lexists(path) and not _same(path, place.folder / file):
                continue
            make_folder_for(path)
            merging.carry_over(export, place.folder / file, path)
            _tidy(place.folder, file)
        try:
            return name, merging.planned(export, path), candidate
        except NotOursError as error:
            problem = error
    if known is not None and file:  # the new name is taken
        return name, merging.planned(export, place.folder / file), known.given
    raise problem or StorageError(f"{place.folder / name} is another file; it was left alone")


def _where_it_is(export: Export, known: Remembered, folder: Path, others: set[str]) -> str:
    """The path of the file of a document below the folder, also where a person moved it; empty
    where it is gone."""
    if (folder / known.file).is_file():
        return known.file
    ids = {one.id for one in export.store.all()} | export.store.gone()
    found = [
        path
        for path in _exports_below(folder)
        if path.casefold() not in others and _mentions(folder / path, ids)
    ]
    if len(found) != 1:
        return ""
    merging.moved(export, folder / known.file, folder / found[0])
    return found[0]


def _tidy(folder: Path, left: str) -> None:
    """Remove the folders that a template made for a file, and that are empty without it."""
    for parent in list(Path(left).parents)[:-1]:
        try:
            (folder / parent).rmdir()
        except OSError:
            return


def _exports_below(folder: Path) -> Iterator[str]:
    """The exported files in a folder and below, by their paths from there."""
    count = 0
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            count += 1
            if count > MOST:
                return
            path = os.path.join(parent, name)  # noqa: PTH118 - there may be thousands
            if name.endswith(".md") and is_export(path):
                yield Path(path).relative_to(folder).as_posix()


def _mentions(path: Path, ids: Iterable[str]) -> bool:
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return False
    return any(f"^r-{identity}" in text for identity in ids)


def _occupied(path: Path) -> bool:
    """Whether a name is taken by what is no file, or by one whose name differs in case only, which
    would be the same file elsewhere."""
    if os.path.lexists(path):
        return not path.is_file()
    try:
        there = os.listdir(path.parent)  # noqa: PTH208 - there may be thousands
    except OSError:
        return False
    return path.name.casefold() in {name.casefold() for name in there}


def _same(path: Path, other: Path | None) -> bool:
    try:
        return other is not None and path.samefile(other)
    except OSError:
        return False


# What is remembered


def recall(library: Library, document: str, folder: Path) -> Remembered | None:
    """What was written for a document into a folder, if anything was."""
    return _read(_path(library, document, folder))


def _all(library: Library, folder: Path) -> Iterator[Remembered]:
    """What was written for all documents into a folder."""
    for path in sorted((library.annotations / FOLDER).glob(f"*-auto-{path_key(folder)}.json")):
        known = _read(path)
        if known is not None:
            yield known


def _path(library: Library, document: str, folder: Path) -> Path:
    return library.annotations / FOLDER / f"{document}-auto-{path_key(folder)}.json"


def _keep(library: Library, folder: Path, known: Remembered) -> None:
    data = {**known._asdict(), "authors": list(known.authors), "folder": str(folder)}
    write_json_atomically(_path(library, known.document, folder), data)


def _read(path: Path) -> Remembered | None:
    try:
        data = read_json(path) or {}
    except (StorageError, OSError):
        return None
    file, identity = text_of(data, "file"), text_of(data, "document")
    if not identity or not file or ".." in file.split("/") or file.startswith("/"):
        return None
    numbers = [data.get(name) for name in ("annotations", "questions")]
    notes, questions = (one if isinstance(one, int) else 0 for one in numbers)
    return Remembered(
        identity,
        text_of(data, "name"),
        text_of(data, "given"),
        file,
        text_of(data, "stamp"),
        text_of(data, "title"),
        tuple(texts_of(data, "authors")),
        notes,
        questions,
        text_of(data, "changed"),
    )
