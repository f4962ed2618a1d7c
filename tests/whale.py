"""A small book, and how to annotate it, for the tests of what looks after a library."""

from __future__ import annotations

from pathlib import Path

from reader.annotations.anchoring import describe
from reader.annotations.annotation import Annotation, new_id
from reader.annotations.kept import kept_path
from reader.annotations.store import Annotations
from reader.documents.opening import open_document, read_source
from reader.library import Library
from reader.study.reading import Reading

TEXT = "Call me Ishmael.\n\nSome years ago I went to sea.\n"


def open_store(library: Library, document: Path) -> Annotations:
    """The annotations of a document, as a run of the program has them."""
    source = read_source(document)
    entry = library.remember(library.recognise(source, open_document(source)))
    return library.annotations_of(entry)


def mark(words: str = "Ishmael", text: str = TEXT) -> Annotation:
    """An annotation of these words."""
    start = text.index(words)
    return Annotation(new_id(), describe(text, start, start + len(words)))


def book_in(library: Library) -> Path:
    """The book, put into a library."""
    path = library.documents / "whale.txt"
    path.write_text(TEXT, "utf-8")
    return path


def annotated(library: Library, book: Path) -> Annotations:
    """Its annotations when two passages are marked; one has a note that is in the journal only."""
    store = open_store(library, book)
    store.add(mark("Ishmael"), mark("sea"))
    store.save()
    store.change(store.all()[0].id, note="the narrator")
    return store


def on_another_machine(tmp_path: Path) -> Library:
    """An empty library with a state of its own."""
    other = Library(tmp_path / "other" / "library", tmp_path / "other" / "state")
    other.documents.mkdir(parents=True)
    other.annotations.mkdir()
    return other


def keep_text(library: Library, document: Path) -> Path:
    """Keep the text that a document has now, as a reading of it does; the file it is in."""
    opened = open_document(read_source(document))
    reading = Reading(opened, open_store(library, document))
    reading.refresh()
    reading.keep()
    return kept_path(reading.store.path)


def said(store: Annotations) -> dict[str, str]:
    """What the annotations say, by their words."""
    return {annotation.target.exact: annotation.note for annotation in store.all()}


def everything(*folders: Path) -> dict[Path, bytes]:
    """What is in every file below folders."""
    found = (path for folder in folders for path in folder.rglob("*"))
    return {path: path.read_bytes() for path in found if path.is_file()}
