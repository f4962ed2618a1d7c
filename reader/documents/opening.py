"""From a path or bytes to a Document: guards, format, decoding."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from reader.documents import looks
from reader.documents.document import Document
from reader.documents.encoding import decode, decode_head, looks_like_utf16
from reader.documents.known import (
    FORMATS,
    Format,
    install,
    is_installed,
    looks_like,
    module_of,
    of_bytes,
    of_name,
    require,
    suffix_of,
)
from reader.documents.origin import Origin, origin_of
from reader.documents.telling import told
from reader.documents.terminal_text import Plain, carried
from reader.documents.unread import unread
from reader.errors import ProgramTooOld, SourceError
from reader.text.patterns import lazy

AS_WRITTEN = "shown as it is written"  # begins the notice on a text whose format cannot be read
LARGEST = 256 * 1024 * 1024  # bytes
_PIECE = 64 * 1024  # code points of the first piece of a long text
_HEAD = 8192  # code points that tell the format of a text
_PAGES = 40 * 1024  # code points of it that are enough where all of them are parsed
_LONG = 200_000  # bytes from which on a first piece is worth having

_GZIP = b"\x1f\x8b"
_PACKED_TWICE = 2
_LARGEST_UNPACKED = 64 * 1024 * 1024  # bytes


class Source(NamedTuple):
    """The bytes of a document, unpacked, and what messages call it: its path as given, "standard
    input".

    ``origin`` is where in the web it came from. ``whole`` is whether all of a page of HTML is
    wanted, and not its article alone; None where nobody said so. ``format`` is the name of the one
    it is to be read as, where a person said so.
    """

    name: str
    data: bytes
    path: Path | None = None
    origin: Origin | None = None
    whole: bool | None = None
    format: str = ""


def read_source(path: Path) -> Source:
    """The file at ``path``, read whole; it is never opened for writing.

    Raises SourceError when there is nothing to read there: no such file, a folder, a device or
    pipe, no permission, too large, empty, or not text.
    """
    name = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise SourceError(
                f"{name} is a folder: name a file in it, or put all of them on the shelf with "
                f"“reader add {quote(name)}”"
            )
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(
                f"{name} is a device or a pipe: to read what it gives, pipe it in as “-”"
            )
        _check_size(name, status.st_size)
        data = path.read_bytes()
    except FileNotFoundError:
        scheme = _SCHEME.match(name)
        if scheme:
            said = f"{scheme[1]} is not fetched: only http and https are"
            raise SourceError(f"{name}: {said}") from None
        raise SourceError(f"{name}: {_missing(path)}") from None
    except NotADirectoryError:
        raise SourceError(f"{name}: no such file, {path.parent} is not a folder") from None
    except PermissionError:
        raise SourceError(f"{name}: no permission to read it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{name} cannot be read: {reason}") from None
    data = _unpacked(name, data)
    _check_text(name, data)
    return Source(name, data, path, origin_of(path))


def source_from_bytes(name: str, data: bytes) -> Source:
    """Bytes that came another way than from a file; raises SourceError like ``read_source``."""
    _check_size(name, len(data))
    data = _unpacked(name, data)
    _check_text(name, data)
    return Source(name, data)


def open_document(source: Source, format: str | None = None) -> Document:  # noqa: A002
    """The document of this source, whole; ``format`` is the name of one of `FORMATS`, else that
    which the source is to be read as, or it is found out.

    Raises SourceError for what cannot be read as that.
    """
    with told(source.name):
        return _opened(source, format)


def _opened(source: Source, format: str | None) -> Document:  # noqa: A002
    chosen = _chosen(source, format)
    if chosen.binary:
        require(chosen, source.name)
        document = module_of(chosen).parse(source.name, source.data)
        document = _named(document, source, chosen.name)
        return document.with_(notices=_misnamed(source, chosen) + document.notices)
    decoded = decode(source.data, _declared(source))
    notices = decoded.notices
    if chosen is FORMATS["plain"] and not (format or source.format):
        chosen = _of_text(source, decoded.text[:_HEAD])
        notices += _misnamed(source, chosen)
        if not is_installed(chosen):
            notices += (f"{AS_WRITTEN}: to read {chosen.called}, {install(chosen)}",)
            chosen = FORMATS["plain"]
    try:
        document = _parse(chosen, source, decoded.text)
    except ProgramTooOld as error:
        if format or source.format:
            raise
        notices += (f"{AS_WRITTEN}: {error}",)
        chosen = FORMATS["plain"]
        document = _parse(chosen, source, decoded.text)
    if chosen.name == "plain" and decoded.marks:
        marks = carried(Plain(decoded.text, decoded.marks), document.text)
        document = document.with_(marks=marks)
    if not document.text:
        raise SourceError(f"{source.name} has no text in it")
    document = _named(document, source, chosen.name)
    metadata = document.metadata._replace(encoding=decoded.encoding)
    return document.with_(metadata=metadata, notices=notices + document.notices)


def _parse(chosen: Format, source: Source, text: str) -> Document:
    """The document of a text in a format."""
    parse = module_of(chosen).parse
    document: Document
    if chosen.name == "html":
        address = source.origin.url if source.origin else ""
        document = parse(text, whole=bool(source.whole), address=address)
    else:
        document = parse(text, chosen.name) if chosen.program else parse(text)
    return document


def first_piece(source: Source, format: str | None = None) -> Document | None:  # noqa: A002
    """The beginning of a long text or book, in a few milliseconds; None when it is of no use.

    Its text is a prefix of the whole document's, cut at a block; its sections, and the kinds of
    its blocks, may still change when the rest is known. ``complete`` is False.
    """
    chosen = _chosen(source, format)
    arguments: tuple[object, ...] = (source.name, source.data)
    if chosen.binary:
        require(chosen, source.name)
    elif len(source.data) < _LONG:
        return None
    else:
        head = decode_head(source.data, 4 * _PIECE, _declared(source))[:_PIECE]
        arguments = (head,)
        if chosen is FORMATS["plain"] and not (format or source.format):
            chosen = _of_text(source, head[:_HEAD])
            chosen = chosen if is_installed(chosen) else FORMATS["plain"]
    module = module_of(chosen)
    piece: Document | None = None
    if chosen.name == "html":
        address = source.origin.url if source.origin else ""
        piece = module.parse_piece(head[:_PAGES], source.data, address=address)
    elif chosen.name == "markdown":
        piece = module.parse_piece(head[:_PAGES], source.data)
    elif hasattr(module, "parse_piece"):
        piece = module.parse_piece(*arguments)
    return piece and _named(piece, source, chosen.name)


def give_up(thread: int | None = None) -> None:
    """Stop what is being opened in another thread, by its number, or in all others, as far as it
    can be stopped: it is refused."""
    for format in FORMATS.values():  # noqa: A001
        module = sys.modules.get(f"reader.documents.formats.{format.name}")
        if stop := getattr(module, "give_up", None):
            stop(thread)


def lines_of(source: Source, document: Document) -> list[str]:
    """The lines that those of the blocks and sections of a document count: of its source, or of
    its text where the source is not written in lines."""
    by_lines = FORMATS[document.metadata.format].by_lines
    return (decode(source.data).text if by_lines else document.text).split("\n")


def _chosen(source: Source, name: str | None) -> Format:
    """The format of this name; else the binary one that the source is, or plain text for now.

    Raises SourceError for a name that is none, for bytes that are not what it says, and where
    what reads it is missing.
    """
    name = name or source.format
    if name and name not in FORMATS:
        raise SourceError(f"no format “{name}”: this version reads {', '.join(FORMATS)}")
    if name and not FORMATS[name].binary:
        require(FORMATS[name], source.name)
        return FORMATS[name]
    found = of_bytes(source.data, str(source.path or source.name), name or "")
    if name and (found is None or found.name != name):
        raise SourceError(f"{source.name} is not {FORMATS[name].called}")
    return found or FORMATS["plain"]


def _named(document: Document, source: Source, format: str) -> Document:  # noqa: A002
    """The document with its format, and the name of the file where it has no title."""
    metadata = document.metadata
    identifiers = metadata.identifiers
    if source.origin is not None:
        from reader.documents.identifiers import identifier

        url = identifier(source.origin.url, "url")
        identifiers = tuple(dict.fromkeys(filter(None, (url, *identifiers))))
    title = metadata.title or _name_as_title(source)
    metadata = metadata._replace(title=title, format=format, identifiers=identifiers)
    return document.with_(metadata=metadata)


def _declared(source: Source) -> str:
    """The encoding that a page of HTML claims; "" for what is none."""
    if source.origin is not None and source.origin.encoding:
        return source.origin.encoding  # what the server says comes before what the page says
    known = of_name(str(source.path or source.name))
    begins = source.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if begins != b"<" and (known is None or known.name != "html"):
        return ""
    from reader.documents.formats.html import declared_encoding

    return declared_encoding(source.data)


def _check_size(name: str, size: int) -> None:
    if size > LARGEST:
        raise SourceError(
            f"{name} is too large ({size / 2**20:,.0f} MB): "
            f"the most that is read is {LARGEST // 2**20} MB"
        )


def _unpacked(name: str, data: bytes) -> bytes:
    """The bytes, decompressed if they are gzip's, twice if need be; SourceError for damaged ones
    and too many."""
    for _ in range(_PACKED_TWICE):
        if not data.startswith(_GZIP):
            break
        data = _gunzipped(name, data)
    return data


def _gunzipped(name: str, data: bytes) -> bytes:
    import gzip
    import io
    import zlib

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            data = file.read(_LARGEST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error):
        raise SourceError(f"{name} is a damaged gzip archive") from None
    if len(data) > _LARGEST_UNPACKED:
        most = _LARGEST_UNPACKED // 2**20
        raise SourceError(f"{name} is too large: more than {most} MB when unpacked")
    return data


def _check_text(name: str, data: bytes) -> None:
    if of_bytes(data) is not None:
        return
    if what := unread(name, data):
        raise SourceError(f"{name} is {what}")
    if b"\0" in data and not looks_like_utf16(data):
        raise SourceError(
            f"{name} is not text (it has NUL bytes): “reader where” names the formats that are read"
        )
    if not data.strip(b" \t\r\n\f\v\xef\xbb\xbf"):
        raise SourceError(f"{name} is empty: there is nothing to read")


def _missing(path: Path) -> str:
    """What there is instead of a file that is not found."""
    if path.is_symlink():
        return f"a link that leads nowhere: there is no {path.readlink()}"
    return f"no such file{_suggestion(path)}"


def _suggestion(path: Path) -> str:
    """The nearest name in the same folder, or the address of the web that was meant, as the end
    of a message."""
    import difflib

    try:
        names = sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        names = []
    near = difflib.get_close_matches(path.name, names, 1, 0.75)
    if near:
        return f"; did you mean {path.parent / near[0]}?"
    host = _HOST.match(str(path))
    if host is None or (of_name(host[0]) is not None and not host[0].endswith(".org")):
        return ""
    scheme = "http" if host["port"] else "https"  # a port of one's own is seldom a secure one
    return f"; did you mean {scheme}://{path}?"


# What a path makes of "ftp://host/file"; one letter is a drive.
_SCHEME = lazy("([a-z][a-z0-9+.-]+):/")
_HOST = lazy(
    r"(?:localhost|[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}|\d{1,3}(?:\.\d{1,3}){3})"
    r"(?P<port>:\d{1,5})?(?=/|$)"
)


def _name_as_title(source: Source) -> str:
    return source.path.stem if source.path else source.name


def _of_text(source: Source, head: str) -> Format:
    """The format of a text: by its file's name, where its beginning does not say another; by a
    look at its beginning alone where that has none."""
    name = str(source.path or source.name)
    known = of_name(name)
    if certain := looks.of_any_name(head):
        return FORMATS[certain]
    empty_page = known is FORMATS["html"] and len(head) < _HEAD and not looks.has_tags(head)
    if known is not None and not known.binary and looks_like(known, head) and not empty_page:
        return known
    if suffix_of(name) and not empty_page:
        return FORMATS["plain"]
    return FORMATS[looks.of_looks(head) or "plain"]


def _misnamed(source: Source, chosen: Format) -> tuple[str, ...]:
    """What is said of a file that is of another format than its name says."""
    known = of_name(str(source.path or source.name))
    if known is None or known is chosen or not known.sure or source.format or source.origin:
        return ()
    return (f"{source.name} is {chosen.called}, whatever its name says",)
