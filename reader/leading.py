"""Where links to documents and passages lead in a library; what is nearest where one is old."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.annotation import Annotation
from reader.annotations.passage_links import FORM, PassageLink, parsed_link
from reader.errors import SourceError, StorageError, UsageError
from reader.library import Entry, Library

if TYPE_CHECKING:
    from reader.annotations.store import Annotations

QUOTE = 80  # code points of a passage that are told


class Led(NamedTuple):
    """Where a link leads: to a document, a place in its text (None: where one stopped), an
    annotation ("" for none). ``remark`` is what is not as the link says, a sentence, or nothing."""

    entry: Entry
    place: int | None = None
    annotation: str = ""
    remark: str = ""


def link_of(word: str) -> PassageLink:
    """What a link names; raises UsageError where it is none."""
    link = parsed_link(word)
    if link is None:
        raise UsageError(f"{word}: {FORM}")
    return link


def led(library: Library, word: str) -> Led:
    """Where a link leads; SourceError where the library has no such document."""
    link = link_of(word)
    entry = next((one for one in library.browse() if one.id == link.document), None)
    if entry is None:
        # Two documents may have become one since, which keeps the annotations of both.
        found = _elsewhere(library, link) if link.annotation else None
        if found is None:
            raise SourceError(
                f"{word}: the library {library.root} has no such document; "
                f"--library DIR names another library"
            )
        return found
    if not link.annotation:
        return Led(entry, link.at)
    store = library.annotations_of(entry)
    annotation = store.get(link.annotation)
    if annotation is not None:
        return Led(entry, annotation.target.start, annotation.id)
    if link.annotation in store.gone():
        was = next((one for one in store.deleted() if one.id == link.annotation), None)
        remark = f"The annotation was deleted{_when(was)}; “reader trash” brings it back."
        if was is None:
            remark = "The annotation was deleted for good."
        return Led(entry, was.target.start if was else link.at, remark=remark)
    found = _elsewhere(library, link)
    remark = f"The document has no annotation {link.annotation}."
    return found or Led(entry, link.at, remark=remark)


def file_of(library: Library, found: Led) -> Path:
    """The file that a link leads to; SourceError, with what is known of the passage, where it is
    there no longer."""
    entry = found.entry
    if library.is_there(entry):
        return library.resolve(entry)
    annotation = library.annotations_of(entry).get(found.annotation) if found.annotation else None
    words = " ".join(annotation.target.exact.split()) if annotation else ""
    quote = f"; the passage: “{words[:QUOTE]}{'…' * (len(words) > QUOTE)}”" if words else ""
    raise SourceError(
        f"the file of “{entry.title}” is not there any more: {entry.path or 'it had none'}{quote}; "
        f"what was noted: reader annotations {entry.id}"
    )


def _elsewhere(library: Library, link: PassageLink) -> Led | None:
    """The annotation of a link in whatever document has it now."""
    for entry, store in library.notebook():
        annotation = _in(store, link.annotation)
        if annotation is not None:
            return Led(entry, annotation.target.start, annotation.id)
    return None


def _in(store: Annotations, identity: str) -> Annotation | None:
    with suppress(StorageError):  # one file that cannot be read is no reason not to look on
        return store.get(identity)
    return None


def _when(annotation: Annotation | None) -> str:
    return f" on {annotation.deleted[:10]}" if annotation else ""
