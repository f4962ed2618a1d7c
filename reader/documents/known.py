"""The formats that are read: how each is recognised, and what reads it.

A format is a module of `reader.documents.formats` of the same name. It has ``parse(text)``, or
``parse(name, data)`` where its files are no text (``binary``), and may have a ``parse_piece`` with
the same arguments, for the beginning of a long one. It is imported when used.
"""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from pathlib import PurePath
from types import MappingProxyType, ModuleType
from typing import NamedTuple

from reader.errors import SourceError


class Format(NamedTuple):
    """A format that can be read; messages say "NAME is ``called``".

    ``by_lines`` is whether the lines of its source are what a person counts. ``extra`` is the
    extra of the package that installs ``library``, the module that reads it, where one is needed.
    """

    name: str
    called: str
    suffixes: tuple[str, ...]
    binary: bool = False
    by_lines: bool = False
    extra: str = ""
    library: str = ""


_ALL = (
    Format("plain", "a plain text", (".txt", ".text"), by_lines=True),
    Format(
        "markdown",
        "a Markdown text",
        (".md", ".markdown", ".mdown", ".mkd", ".mkdn"),
        by_lines=True,
    ),
    Format("html", "a page of HTML", (".html", ".htm", ".xhtml", ".xht")),
    Format("epub", "an EPUB book", (".epub",), binary=True),
    Format("docx", "a Word document", (".docx", ".docm", ".dotx", ".dotm"), binary=True),
    Format("odt", "an OpenDocument text", (".odt", ".ott", ".fodt"), binary=True),
    Format("fb2", "a FictionBook", (".fb2", ".fb2.zip", ".fbz"), binary=True),
    Format("rtf", "a rich text", (".rtf",), binary=True),
    Format("ipynb", "a Jupyter notebook", (".ipynb",), binary=True),
)
FORMATS = MappingProxyType({one.name: one for one in _ALL})
BY_SUFFIX = MappingProxyType({suffix: one for one in _ALL for suffix in one.suffixes})

_ZIP = b"PK\x03\x04"
_EPUB = b"application/epub+zip"  # the first file of a book says so, uncompressed
_CONTAINER = b"META-INF/container.xml"  # and every book has this one
_WORD = (b"[Content_Types].xml", b"word/")  # files and folders of a Word document

_ODT = b"application/vnd.oasis.opendocument.text"  # as in a book
_FODT = b":office:1.0"  # a namespace, in the root of the same as one file
_HEAD = 4096  # bytes
_NOTEBOOK = (b'"nbformat"', b'"cells"')


def of_name(name: str) -> Format | None:
    """The format that a file has by its name; None for a name that says nothing."""
    path = PurePath(name.lower())
    return BY_SUFFIX.get("".join(path.suffixes[-2:])) or BY_SUFFIX.get(path.suffix)


def of_bytes(data: bytes) -> Format | None:
    """The binary format that the bytes themselves say they are, whatever their file is called."""
    if data.startswith(_ZIP) and (_EPUB in data[:128] or _CONTAINER in data):
        return FORMATS["epub"]
    if data.startswith(_ZIP) and all(name in data for name in _WORD):
        return FORMATS["docx"]
    if (data.startswith(_ZIP) and _ODT in data[:128]) or _FODT in data[:_HEAD]:
        return FORMATS["odt"]
    if b"<FictionBook" in data[:_HEAD].replace(b"\0", b"") or _first_file(data).endswith(b".fb2"):
        return FORMATS["fb2"]
    if data.startswith(b"{\\rtf"):
        return FORMATS["rtf"]
    if data[:64].lstrip()[:1] == b"{" and all(word in data for word in _NOTEBOOK):
        return FORMATS["ipynb"]
    return None


def _first_file(data: bytes) -> bytes:
    """The name of the first file of an archive; empty for what is none."""
    return data[30 : 30 + int.from_bytes(data[26:28], "little")] if data.startswith(_ZIP) else b""


def is_installed(format: Format) -> bool:  # noqa: A002
    """Whether what reads the format is there."""
    return not format.library or find_spec(format.library) is not None


def install(format: Format) -> str:  # noqa: A002
    """The command that installs what reads the format."""
    return f"pip install 'reader-tui[{format.extra}]'"


def module_of(format: Format) -> ModuleType:  # noqa: A002
    """The module that reads a format."""
    return importlib.import_module(f"reader.documents.formats.{format.name}")


def require(format: Format, name: str) -> None:  # noqa: A002
    """Raise SourceError, with the command that helps, if what reads the format is missing."""
    if not is_installed(format):
        raise SourceError(f"{name} is {format.called}: to read it, {install(format)}")
