"""Where an export goes: what the shell and the reading in lines have in common."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from reader import settings
from reader.annotations.exchange.markdown import export_markdown
from reader.documents.document import Document
from reader.documents.opening import Source
from reader.errors import ReaderError, StorageError
from reader.library import Entry, Library, export_name, named
from reader.merging import HINT, Export, Plan, export_of, planned
from reader.study.reading import Placed, Reading


def markdown_of(
    library: Library, source: Source, entry: Entry, document: Document, placed: Sequence[Placed]
) -> str:
    """The annotations of a document as Markdown."""
    linked = entry.id if settings.load().flag("export.links") else ""
    return export_markdown(document, placed, source=named(library, source), linked=linked)


def export_to(
    library: Library,
    source: Source,
    entry: Entry,
    reading: Reading,
    name: str,
    *,
    force: bool = False,
    everything: bool = False,
    hint: str = HINT,
) -> tuple[Export, Plan]:
    """What an export of the annotations into a file or a folder would write there.

    What is there of ours is brought up (see `reader.merging`); StorageError where it is none of
    ours, and not to be replaced by ``force``.
    """
    document = reading.document
    target = Path(name).expanduser()
    if target.is_dir() or name.endswith(os.sep):
        target = target / export_name(document.metadata.title)
    if source.path and target.exists() and target.samefile(source.path):
        raise StorageError(f"{target} is the document itself; choose another name")
    export = export_of(
        library, entry, reading.store, document, reading.everything(), named(library, source)
    )
    return export, planned(export, target, force=force, everything=everything, hint=hint)


def make_folder_of(plan: Plan, name: str) -> None:
    """Make the folder that was named as one, if it is not there."""
    if name.endswith(os.sep):
        with contextlib.suppress(OSError):  # what is wrong is said when the file is written
            plan.path.parent.mkdir(parents=True, exist_ok=True)


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
