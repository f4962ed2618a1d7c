"""Where an export goes: what the shell and the reading in lines have in common."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from reader.annotations.exchange.markdown import export_markdown, save_export
from reader.documents.document import Document
from reader.documents.opening import Source
from reader.errors import StorageError
from reader.library import Library, export_name, named
from reader.study.reading import Placed


def markdown_of(
    library: Library, source: Source, document: Document, placed: Sequence[Placed]
) -> str:
    """The annotations of a document as Markdown."""
    return export_markdown(document, placed, source=named(library, source))


def write_export(
    library: Library,
    source: Source,
    document: Document,
    placed: Sequence[Placed],
    name: str,
    *,
    force: bool = False,
    hint: str = "choose another name",
) -> Path:
    """Write the annotations into a file or a folder; where they are now.

    Raises StorageError where a file is there that is not to be replaced.
    """
    target = Path(name).expanduser()
    if target.is_dir() or name.endswith(os.sep):
        with contextlib.suppress(OSError):  # what is wrong is said when the file is written
            target.mkdir(parents=True, exist_ok=True)
        target = target / export_name(document.metadata.title)
    if source.path and target.exists() and target.samefile(source.path):
        raise StorageError(f"{target} is the document itself; choose another name")
    if target.is_file() and not force:
        raise StorageError(f"{target} exists; {hint}")
    save_export(target, markdown_of(library, source, document, placed), replace=force)
    return target
