"""The formats that are read: how each is recognised, and what reads it.

A format is a module of `reader.documents.formats` of the same name. It has ``parse(text)``, or
``parse(name, data)`` where its files are no text (``binary``), and may have a ``parse_piece`` with
the same arguments, for the beginning of a long one, and a ``give_up()``, which stops both in other
threads. It is imported when used.
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
    Format("pdf", "a PDF", (".pdf",), binary=True, extra="pdf", library="pypdfium2"),
)
FORMATS = MappingProxyType({one.name: one for one in _ALL})
BY_SUFFIX = MappingProxyType({suffix: one for one in _ALL for suffix in one.suffixes})

_ZIP = b"PK\x03\x04"
_EPUB = b"application/epub+zip"  # the first file of a book says so, uncompressed
_PDF = b"%PDF-"
_BEFORE_PDF = b"\xef\xbb\xbf \t\r\n\f\0"  # what some programs put before that
_CONTAINER = b"META-INF/container.xml"  # and every book has this one


def of_name(name: str) -> Format | None:
    """The format that a file has by its name; None for a name that says nothing."""
    return BY_SUFFIX.get(PurePath(name).suffix.lower())


def of_bytes(data: bytes) -> Format | None:
    """The binary format that the bytes themselves say they are, whatever their file is called."""
    if data.startswith(_ZIP) and (_EPUB in data[:128] or _CONTAINER in data):
        return FORMATS["epub"]
    if data[:1024].lstrip(_BEFORE_PDF).startswith(_PDF):
        return FORMATS["pdf"]
    return None


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
