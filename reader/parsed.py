"""Long documents as they were parsed, kept in the state folder: opened again without parsing.

A file of the folder ``parsed`` holds the document as plain data (`marshal`, as Python
keeps its own compiled modules), after a line that names the program that wrote it, and one with
the format and what it was read by. It belongs to this machine and may be lost at any time.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from functools import cache
from pathlib import Path
from zlib import crc32

import reader
from reader.annotations.files import make_folder
from reader.documents.columns import from_columns, to_columns
from reader.documents.document import Document
from reader.documents.known import FORMATS, version_of
from reader.documents.opening import AS_WRITTEN, Source, open_document
from reader.text.digest import sha256

LONG = 100_000  # bytes from which on keeping saves time that is felt
MOST = 256 * 1024 * 1024  # bytes that all kept documents may take


def find(state: Path, source: Source) -> Document | None:
    """The document of this source, if it was parsed before by this very program."""
    if len(source.data) < LONG:
        return None
    try:
        path = _path(state, source)
        with path.open("rb") as file:
            if file.readline() != _writer() or not _is_read_so(file.readline()):
                return None
            document = from_columns(marshal.load(file))
        os.utime(path)  # used last
    except (OSError, ValueError, TypeError, EOFError, KeyError):
        return None
    return document


def parse(state: Path, source: Source) -> Document:
    """The document of this source: kept from last time, or parsed, and kept if it is long.

    Raises SourceError like `open_document`.
    """
    document = find(state, source)
    if document is None:
        document = open_document(source)
        if len(source.data) >= LONG and _may_be_kept(document):
            _keep(state, source, document)
    return document


def _may_be_kept(document: Document) -> bool:
    """Not what is encrypted, which would stand there in the clear, nor what is shown as it is
    written until what reads it is installed."""
    as_written = any(notice.startswith(AS_WRITTEN) for notice in document.notices)
    return not as_written and not document.metadata.extra.get("encrypted")


def _read_by(name: str) -> bytes:
    """The line of a format: its name, and the library or program that reads it, as it is now."""
    known = FORMATS.get(name)
    return f"{name} {version_of(known) if known else ''}\n".encode("utf-8", "surrogateescape")


def _is_read_so(line: bytes) -> bool:
    """Whether what read a document of which this is the line is still the same."""
    return line == _read_by(line.partition(b" ")[0].decode("ascii", "replace"))


def _keep(state: Path, source: Source, document: Document) -> None:
    """Write a document down; a failure only costs time later."""
    beside = state
    try:
        path = _path(state, source)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        make_folder(path.parent)
        head = _writer() + _read_by(document.metadata.format)
        beside.write_bytes(head + marshal.dumps(to_columns(document)))
        beside.replace(path)
        _thin_out(path.parent)
    except (OSError, ValueError):
        with contextlib.suppress(OSError):
            beside.unlink()


def _path(state: Path, source: Source) -> Path:
    """Named by where the bytes come from, when they were written, and a check sum of them.

    A cryptographic hash would take longer than all the rest. What has the name, time, size and
    sum of another document is that document, or was made to deceive its own owner.
    """
    place, time = source.name, 0
    if source.path is not None:
        place, time = str(source.path.resolve()), source.path.stat().st_mtime_ns
    name = sha256(place.encode("utf-8", "surrogateescape"))[:16]
    name += f"{'w' if source.whole else ''}{source.format}"
    return state / "parsed" / f"{name}-{time:x}-{len(source.data):x}-{crc32(source.data):08x}"


@cache
def _writer() -> bytes:
    """What stands at the head of a file: which program wrote it, on which Python."""
    newest = count = 0
    here = Path(__file__).parent
    for folder in (here / "documents", here / "documents" / "formats", here / "text"):
        for entry in os.scandir(folder):
            if entry.name.endswith(".py"):
                newest = max(newest, entry.stat().st_mtime_ns)
                count += 1
    python = sys.implementation.cache_tag
    return f"reader {reader.__version__} {count} {newest} {python} {sys.byteorder}\n".encode()


def _thin_out(folder: Path) -> None:
    """Forget what was used longest ago, as far as it takes too much room."""
    files = [
        (entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in os.scandir(folder)
    ]
    files.sort(reverse=True)
    used = 0
    for _, size, path in files:
        used += size
        if used > MOST:
            Path(path).unlink()
