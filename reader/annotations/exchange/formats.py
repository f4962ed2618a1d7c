"""The formats that notes come in from and go out to, and how a file of each is known."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from reader.annotations.exchange.incoming import Imported

if TYPE_CHECKING:
    from reader.annotations.exchange.outgoing import Placed
    from reader.documents.document import Document


class Format(NamedTuple):
    """One format. ``name`` is what the command line calls it, ``called`` what people do.

    ``suffixes`` are the usual ends of the names of its files. ``general`` formats are what a file
    is when it is of no other: Markdown of any program looks like Markdown. ``reviews`` tells that a
    format has a place for those in which annotations were asked.
    """

    name: str
    called: str
    suffixes: tuple[str, ...]
    module: str
    reads: bool = True
    writes: bool = False
    general: bool = False
    reviews: bool = False


class Reading(Protocol):
    """What the module of a format that is read has."""

    def looks(self, data: bytes, name: str) -> bool: ...
    def read(self, data: bytes, name: str = "") -> Imported: ...


IN_BOOKS = (".annotations", ".annotation", ".json", ".epub")

# Sorted by name: one format a line.
# fmt: off
FORMATS = (
    Format("anki", "Anki", (".txt",), "anki", reads=False, writes=True),
    Format("apkg", "Anki package", (".apkg",), "apkg", reads=False, writes=True),
    Format("apple-books", "Apple Books", (".sqlite", ".json", ".md"), "apple_books"),
    Format("calibre", "calibre", (".calibre_annotation_collection", ".txt", ".epub"), "calibre"),
    Format("calibre-markdown", "calibre Markdown", (".md",), "calibre_markdown"),
    Format("csv", "CSV", (".csv", ".tsv"), "csv_table", writes=True, general=True),
    Format("epub-annotations", "EPUB annotations", IN_BOOKS, "epub_annotations", writes=True),
    Format("foliate", "Foliate", (".json",), "foliate"),
    Format("hypothesis", "Hypothesis", (".json",), "hypothesis", writes=True),
    Format("json", "Reader's JSON", (".json",), "reader_json", writes=True, reviews=True),
    Format("kindle", "Kindle clippings", (".txt",), "kindle"),
    Format("kindle-notebook", "Kindle notebook", (".html", ".htm"), "kindle_notebook"),
    Format("kobo", "Kobo", (".sqlite",), "kobo"),
    Format("koreader", "KOReader", (".lua", ".json"), "koreader"),
    Format("koreader-markdown", "KOReader Markdown", (".md",), "koreader_markdown"),
    Format("logseq", "Logseq page", (".md",), "logseq"),
    Format("moonreader", "Moon+ Reader", (".mrexpt", ".an"), "moonreader"),
    Format("notebook", "Markdown of the notebook", (".md",), "notebook_markdown"),
    Format("org", "Org", (".org",), "org"),
    Format("quotes", "Markdown", (".md", ".markdown", ".txt"), "markdown_quotes", general=True),
    Format("reader-markdown", "Reader's Markdown", (".md",), "markdown_read"),
    Format("readwise", "Readwise", (".json",), "readwise"),
    Format("readwise-csv", "Readwise CSV", (".csv",), "readwise_csv", writes=True),
    Format("readwise-markdown", "Readwise Markdown", (".md",), "readwise_markdown"),
    Format("w3c", "W3C Web Annotations", (".jsonld", ".json"), "w3c", writes=True),
    Format("zotero", "Zotero", (".json",), "zotero"),
)
# fmt: on


def named(name: str) -> Format | None:
    """The format with this name."""
    return next((one for one in FORMATS if one.name == name), None)


def recognise(data: bytes, name: str) -> Format | None:
    """The format that a file looks like; None if it is like none that is read.

    The end of its name decides between formats that it might be of, but never against the bytes.
    """
    lower = name.lower()

    def last(one: Format) -> tuple[bool, bool]:
        return one.general, not lower.endswith(one.suffixes)

    formats = sorted((one for one in FORMATS if one.reads), key=last)
    return next((one for one in formats if module_of(one).looks(data, name)), None)


class Writing(Protocol):
    """What the module of a format that is written has."""

    def write(
        self,
        document: Document,
        placed: Sequence[Placed],
        *,
        source: str = "",
        document_id: str = "",
        **more: Any,
    ) -> str | bytes: ...


def writer_of(kind: Format) -> Writing:
    """The module that writes a format, imported when it is needed."""
    return cast("Writing", import_module(f"reader.annotations.exchange.{kind.module}"))


def module_of(kind: Format) -> Reading:
    """The module that reads a format, imported when it is needed."""
    return cast("Reading", import_module(f"reader.annotations.exchange.{kind.module}"))
