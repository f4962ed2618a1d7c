"""The formats that are read: how each is recognised, and what reads it.

A format is a module of `reader.documents.formats` of the same name. It has ``parse(text)``, or
``parse(name, data)`` where its files are no text (``binary``), and may have a ``parse_piece`` with
the same arguments, for the beginning of a long one, and a ``give_up()``, which stops both in other
threads. It is imported when used. What an installed program reads has the module of that program,
whose ``parse(text, format)`` is told which it is.
"""

from __future__ import annotations

import importlib
import re
from importlib.util import find_spec
from pathlib import Path, PurePath
from types import MappingProxyType, ModuleType
from typing import NamedTuple

from reader import extras
from reader.documents.looks import is_mail
from reader.errors import SourceError


class Format(NamedTuple):
    """A format that can be read; messages say "NAME is ``called``".

    ``by_lines`` is whether the lines of its source are what a person counts. ``extra`` is the
    extra of the package that installs ``library``, the module that reads it, where one is needed;
    ``program`` is the program that does, to be found at `HOMES`. ``looks`` is a pattern that the
    first lines must match where the suffix is not ``sure`` to mean the format, and where it is
    ``binary`` though it begins like a text.
    """

    name: str
    called: str
    suffixes: tuple[str, ...]
    binary: bool = False
    by_lines: bool = False
    extra: str = ""
    library: str = ""
    program: str = ""
    looks: str = ""
    sure: bool = True


PACKED = ".gz"  # what is behind a suffix where the file is compressed
HOMES = MappingProxyType({"pandoc": "https://pandoc.org"})

# What pandoc reads, by its names for it.
_BY_PANDOC = (
    ("textile", "a Textile text", (".textile",)),
    ("mediawiki", "a page of a MediaWiki", (".mediawiki", ".wiki")),
    ("dokuwiki", "a page of a DokuWiki", (".dokuwiki",)),
    ("creole", "a Creole text", (".creole",)),
    ("typst", "a Typst text", (".typ",)),
    ("docbook", "a DocBook text", (".dbk", ".docbook")),
    ("opml", "an OPML outline", (".opml",)),
    ("muse", "a Muse text", (".muse",)),
    ("t2t", "a txt2tags text", (".t2t",)),
    ("djot", "a Djot text", (".dj", ".djot")),
)

_ALL = (
    Format("plain", "a plain text", (".txt", ".text"), by_lines=True),
    Format(
        "markdown",
        "a Markdown text",
        (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".md.txt"),
        by_lines=True,
    ),
    Format("html", "a page of HTML", (".html", ".htm", ".xhtml", ".xht")),
    Format("epub", "an EPUB book", (".epub",), binary=True),
    Format("pdf", "a PDF", (".pdf",), binary=True, extra="pdf", library="pypdfium2"),
    Format("docx", "a Word document", (".docx", ".docm", ".dotx", ".dotm"), binary=True),
    Format("odt", "an OpenDocument text", (".odt", ".ott", ".fodt"), binary=True),
    Format("fb2", "a FictionBook", (".fb2", ".fb2.zip", ".fbz"), binary=True),
    Format("rtf", "a rich text", (".rtf",), binary=True),
    Format("ipynb", "a Jupyter notebook", (".ipynb",), binary=True),
    Format(
        "rst",
        "a reStructuredText document",
        (".rst", ".rest", ".rst.txt"),
        extra="rst",
        library="docutils",
    ),
    Format("asciidoc", "an AsciiDoc text", (".adoc", ".asciidoc", ".asc")),
    Format(
        "mail",
        "a mail",
        (".eml", ".mbox"),
        binary=True,
        looks=r"\A\s*(?:From |[A-Za-z][\w-]{0,60}:)",
    ),
    Format("tex", "a LaTeX text", (".tex", ".latex", ".ltx")),
    Format("org", "an Org text", (".org",)),
    Format(
        "man",
        "the source of a manual page",
        (*(f".{n}" for n in range(1, 10)), ".man", ".mdoc"),
        looks=r"(?m)^[.'][ \t]*(?:TH|Dd|so) ",
        sure=False,
    ),
    Format("subtitles", "a file of subtitles", (".srt", ".vtt")),
    *(Format(name, called, suffixes, program="pandoc") for name, called, suffixes in _BY_PANDOC),
)
FORMATS = MappingProxyType({one.name: one for one in _ALL})
BY_SUFFIX = MappingProxyType({suffix: one for one in _ALL for suffix in one.suffixes})

_ZIP = b"PK\x03\x04"
_EPUB = b"application/epub+zip"  # the first file of a book says so, uncompressed
_PDF = b"%PDF-"
_BEFORE_PDF = b"\xef\xbb\xbf \t\r\n\f\0"  # what some programs put before that
_CONTAINER = b"META-INF/container.xml"  # and every book has this one
_WORD = (b"[Content_Types].xml", b"word/")  # files and folders of a Word document

_ODT = b"application/vnd.oasis.opendocument.text"  # as in a book
_FODT = b":office:1.0"  # a namespace, in the root of the same as one file
_HEAD = 4096  # bytes
_NOTEBOOK = (b'"nbformat"', b'"cells"')


def suffix_of(name: str) -> str:
    """The suffix of a file's name, in small letters; of a packed one, that of what is in it. Those
    of manual pages are their number (".3" for ".3ssl")."""
    path = PurePath(name)
    path = PurePath(path.stem) if path.suffix.lower() == PACKED else path
    double = "".join(path.suffixes[-2:]).lower()
    if double in BY_SUFFIX:  # ".fb2.zip", ".rst.txt"
        return double
    suffix = path.suffix.lower()
    manual = re.fullmatch(r"(\.[1-9])[a-z]{1,9}", suffix)
    return manual[1] if manual else suffix


def of_name(name: str) -> Format | None:
    """The format that a file has by its name; None for a name that says nothing."""
    return BY_SUFFIX.get(suffix_of(name))


def looks_like(format: Format, head: str) -> bool:  # noqa: A002
    """Whether a text may be of the format that its file's name says."""
    return format.sure or re.search(format.looks, head) is not None


def of_bytes(data: bytes, name: str = "", wanted: str = "") -> Format | None:
    """The binary format that the bytes themselves say they are, whatever their file is called.

    Those whose bytes begin like a text need the ``name`` of a file besides, or to be ``wanted``;
    a mail with the fields of its delivery does not.
    """
    if data.startswith(_ZIP) and (_EPUB in data[:128] or _CONTAINER in data):
        return FORMATS["epub"]
    if data[:1024].lstrip(_BEFORE_PDF).startswith(_PDF):
        return FORMATS["pdf"]
    if data.startswith(_ZIP) and all(name in data for name in _WORD):
        return FORMATS["docx"]
    if (data.startswith(_ZIP) and _ODT in data[:128]) or _FODT in data[:_HEAD]:
        return FORMATS["odt"]
    if b"<FictionBook" in data[:_HEAD].replace(b"\0", b"") or _first_file(data).endswith(b".fb2"):
        return FORMATS["fb2"]
    if data.startswith(b"{\\rtf"):
        return FORMATS["rtf"]
    known = FORMATS.get(wanted) or of_name(name)
    if data[:64].lstrip()[:1] == b"{" and (
        all(word in data for word in _NOTEBOOK)
        or (known is FORMATS["ipynb"] and any(word in data for word in _NOTEBOOK))  # cut short
    ):
        return FORMATS["ipynb"]
    head = data[:_HEAD].decode("latin-1").replace("\r\n", "\n")
    if known is not None and known.binary and known.looks:
        return known if re.search(known.looks, head) else None
    # A mail as it is written can be read as plain text as well, headings and all.
    if not wanted and is_mail(head, encoded=known is FORMATS["plain"]):
        return FORMATS["mail"]
    return None


def _first_file(data: bytes) -> bytes:
    """The name of the first file of an archive; empty for what is none."""
    return data[30 : 30 + int.from_bytes(data[26:28], "little")] if data.startswith(_ZIP) else b""


def is_installed(format: Format) -> bool:  # noqa: A002
    """Whether what reads the format is there."""
    if format.program:
        from shutil import which

        return which(format.program) is not None
    return not format.library or find_spec(format.library) is not None


def version_of(format: Format) -> str:  # noqa: A002
    """What tells one version of what reads the format from another: where its file is, and when
    that was written; "" where nothing needs to be installed. To ask for its number takes longer
    than to read a document that was kept."""
    if not format.library and not format.program:
        return ""
    where: str | None
    if format.program:
        from shutil import which

        where = which(format.program)
    else:
        spec = find_spec(format.library)
        where = spec.origin if spec else None
    try:
        status = Path(where or "").stat()
    except OSError:
        return "none"
    return f"{where} {status.st_mtime_ns} {status.st_size}"


def install(format: Format) -> str:  # noqa: A002
    """What installs what reads the format: a command, or where to find the program."""
    if format.program:
        return f"install {format.program} ({HOMES[format.program]})"
    return extras.install(format.extra)


def module_of(format: Format) -> ModuleType:  # noqa: A002
    """The module that reads a format."""
    return importlib.import_module(f"reader.documents.formats.{format.program or format.name}")


def require(format: Format, name: str) -> None:  # noqa: A002
    """Raise SourceError, with the command that helps, if what reads the format is missing."""
    if not is_installed(format):
        raise SourceError(f"{name} is {format.called}: to read it, {install(format)}")
