"""Which document a person means in a command about what was studied: by its place, the one that it
had before or a new one, by its id, or by its title."""

from __future__ import annotations

import contextlib
from pathlib import Path

from reader import parsed
from reader.catalogue import Entry
from reader.documents.opening import read_source
from reader.errors import ReaderError, StorageError
from reader.library import Library
from reader.recognising import How
from reader.sameness import NEVER_OPENED, with_id


def meant(library: Library, word: str) -> Entry:
    """The document that a word means; where its file was renamed, the library learns that.

    Raises ReaderError for what the library does not know, and for what can mean several.
    """
    path = Path(word).expanduser()
    known = library.known_at(path) or with_id(library, word) or _with_title(library, word)
    known = known or (_renamed(library, path) if path.is_file() else _was_at(library, path))
    if known is None or not known.id:
        if path.is_file():
            raise ReaderError(NEVER_OPENED.format(word))
        raise ReaderError(
            f"{word}: the library does not know it; “reader documents” lists what it knows, by its "
            "place, title or id"
        )
    return known


def ids_of(library: Library, entry: Entry) -> set[str]:
    """The ids under which a document may have what was studied in it: those of its twins, too."""
    for one, others in library.with_notes():
        ids = {one.id, *(other.id for other in others)}
        if entry.id in ids:
            return ids
    return {entry.id}


def _with_title(library: Library, word: str) -> Entry | None:
    """The document that is called so, letter for letter but for capitals."""
    title = " ".join(word.split()).casefold()
    called = (e for e in library.browse() if " ".join(e.title.split()).casefold() == title)
    found = [entry for entry in called if entry.id]
    if len(found) > 1:
        ids = ", ".join(entry.id for entry in found)
        raise ReaderError(f"{word}: {len(found)} documents are called so; give an id: {ids}")
    return found[0] if found else None


def _was_at(library: Library, path: Path) -> Entry | None:
    """The document that was at this place before it was renamed; the one read last, if several."""
    place = library.place_of(path)
    return next((entry for entry in library.browse() if place in entry.places), None)


def _renamed(library: Library, path: Path) -> Entry | None:
    """The document whose file was brought to this place, as far as that is sure."""
    source = read_source(path)
    found = library.recognition(source, parsed.parse(library.state, source))
    if found.how in (How.NEW, How.NOTES) or found.question is not None:
        return None
    with contextlib.suppress(StorageError):  # it can be asked from where it was
        return library.remember(found.entry)
    return found.entry
