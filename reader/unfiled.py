"""What came through a pipe and was annotated: kept as a file of the library, so that it is there
when its notes are read again. What nobody annotates is written nowhere."""

from __future__ import annotations

from pathlib import Path

from reader.annotations.files import make_folder, replace_file
from reader.catalogue import slug
from reader.documents.document import Document
from reader.documents.known import FORMATS
from reader.documents.opening import Source
from reader.errors import StorageError
from reader.library import Entry, Library

_DIGITS = 8  # of the hash of the text, at the end of a name


def keep_unfiled(library: Library, entry: Entry, source: Source, document: Document) -> Path | None:
    """Write a text that has no file into the library, as it came; its file, None if it has one.

    Raises StorageError where it cannot be written.
    """
    if source.path is not None or not source.data or (entry.path and library.is_there(entry)):
        return None
    path = library.documents / _name(document)
    try:
        make_folder(path.parent)
        replace_file(path, source.data)
    except OSError as error:
        raise StorageError(f"the text cannot be kept: {error.strerror or error}") from None
    return path


def _name(document: Document) -> str:
    """A name by the title of a text, else its first words."""
    suffix = FORMATS[document.metadata.format].suffixes[0]
    headings = (section.title for section in document.outline if not section.made)
    first = document.text.lstrip().partition("\n")[0]
    words = slug(first if document.metadata.format == "plain" else next(headings, first))
    return f"{words}-{document.fingerprint[:_DIGITS]}{suffix}"
