"""Where an export goes: what the shell and the reading in lines have in common."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reader import settings
from reader.annotations.exchange.outputs import Output
from reader.annotations.files import replace_file
from reader.annotations.selection import PLACE
from reader.annotations.store import Annotations
from reader.documents.document import Document
from reader.documents.opening import Source
from reader.errors import ReaderError, StorageError
from reader.library import Entry, Library, named, slug
from reader.merging import HINT, Export, Plan, export_of, planned
from reader.study.reading import Placed, Reading


class Material(NamedTuple):
    """What exports of a document are made of: its annotations in their places, and where it is
    from, as it is written."""

    library: Library
    entry: Entry
    store: Annotations
    document: Document
    placed: Sequence[Placed]
    source: str


def export_to(
    library: Library,
    source: Source,
    entry: Entry,
    reading: Reading,
    name: str,
    *,
    placed: Sequence[Placed] | None = None,
    sort: str = PLACE,
    context: bool = False,
    force: bool = False,
    everything: bool = False,
    hint: str = HINT,
) -> tuple[Export, Plan]:
    """What an export of the annotations into a file or a folder would write there: of all, or of
    those that are ``placed``.

    What is there of ours is brought up (see `reader.merging`); StorageError where it is none of
    ours, and not to be replaced by ``force``.
    """
    document = reading.document
    target = _target(source, document, name, ".md")
    if placed is None:
        placed = reading.everything()
    where = named(library, source)
    export = export_of(
        library, entry, reading.store, document, placed, where, sort=sort, context=context
    )
    return export, planned(export, target, force=force, everything=everything, hint=hint)


def make_folder_of(plan: Plan, name: str) -> None:
    """Make the folder that was named as one, if it is not there."""
    if name.endswith(os.sep):
        with contextlib.suppress(OSError):  # what is wrong is said when the file is written
            plan.path.parent.mkdir(parents=True, exist_ok=True)


def write_output(
    source: Source,
    document: Document,
    output: Output,
    made: str | bytes,
    name: str,
    *,
    force: bool = False,
    hint: str = HINT,
) -> Path:
    """Write an export that does not merge into a file or a folder; where it is now.

    Raises StorageError where another file is there that is not to be replaced.
    """
    target = _target(source, document, name, output.suffix)
    if name.endswith(os.sep):
        with contextlib.suppress(OSError):  # what is wrong is said when the file is written
            target.parent.mkdir(parents=True, exist_ok=True)
    try:
        save(target, made, replace=force)
    except FileExistsError:
        raise StorageError(f"{target} exists; {hint}") from None
    except OSError as error:
        raise StorageError(f"cannot write {target}: {error.strerror or error}") from None
    return target


def save(path: Path, made: str | bytes, *, replace: bool) -> None:
    """Write a file; FileExistsError where another one is there that is not to be replaced."""
    data = made.encode("utf-8", "replace") if isinstance(made, str) else made
    if path.exists() and not path.is_file():  # a pipe, a terminal
        path.write_bytes(data)
        return
    if path.exists():
        same = path.read_bytes() == data
        if not same and not replace:
            raise FileExistsError(path)
        if same:
            return
    replace_file(path, data)


def _target(source: Source, document: Document, name: str, suffix: str) -> Path:
    """The file that is meant by the name of a file or a folder; never the document itself."""
    target = Path(name).expanduser()
    if target.is_dir() or name.endswith(os.sep):
        target = target / f"{slug(document.metadata.title)}{suffix}"
    if source.path and target.exists() and target.samefile(source.path):
        raise StorageError(f"{target} is the document itself; choose another name")
    return target


def follow_change(
    library: Library, source: Source, entry: Entry, reading: Reading, *, stops: bool = False
) -> list[str]:
    """Bring the export of a document up that writes itself at every change, or where reading
    ``stops``. What there is to tell; a failure undoes nothing."""
    from reader import automatic

    known = settings.load()
    wanted = (automatic.CHANGE, automatic.STOP) if stops else (automatic.CHANGE,)
    if automatic.mode_of(entry, known) not in wanted:
        return []
    place = automatic.where(library, known)
    try:
        done = automatic.export_by_itself(
            library,
            entry,
            reading.store,
            reading.document,
            reading.everything(),
            named(library, source),
            place,
        )
    except (ReaderError, OSError) as error:
        return [f"not exported: {error}"]
    return list(done.remarks) if done is not None else []
