"""What the notebook knows of texts that were edited while nobody had them open."""

from __future__ import annotations

from pathlib import Path

from reader import parsed
from reader.annotations.kept import kept_path
from reader.documents.opening import read_source
from reader.errors import ReaderError
from reader.library import Entry, Library
from reader.recognising import as_known
from reader.study.reading import Reading


def look_again(library: Library) -> list[str]:
    """Find the annotations of the documents whose files changed since they were found last, for the
    notebook. What there is to tell of those that cannot be read."""
    said: list[str] = []
    for entry, store in library.notebook():
        try:
            if not _changed(library, entry, store.path):
                continue
            source = as_known(read_source(library.resolve(entry)), entry)
            reading = Reading(parsed.parse(library.state, source), store)
            reading.refresh()
            reading.keep()
        except (ReaderError, OSError) as error:
            said.append(f"“{entry.title}” was edited, and cannot be looked at: {error}")
    return said


def _changed(library: Library, entry: Entry, annotations: Path) -> bool:
    """Whether the file of a document is another than when its annotations were found last."""
    if not library.is_there(entry):
        return False
    status = library.resolve(entry).stat()
    if status.st_size != entry.size:
        return True
    kept = kept_path(annotations)
    return not kept.exists() or kept.stat().st_mtime < status.st_mtime
