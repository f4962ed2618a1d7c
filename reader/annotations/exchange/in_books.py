"""What other programs keep in an EPUB book or another ZIP archive, and which book that is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from reader.annotations.exchange.incoming import Work
from reader.errors import SourceError

MAGIC = b"PK\x03\x04"
LARGEST = 64 * 2**20  # bytes of annotations that are unpacked


def kept_in(data: bytes, name: str, paths: Sequence[str]) -> bytes | None:
    """The first of these files that an archive has; None where it has none, or is a trap."""
    from reader.documents.formats.zipped import Archive, UnreadableError

    try:
        archive = Archive(_shown(name), data, "archive")
        path = next((one for one in paths if one in archive), "")
        return archive.read(path, LARGEST) if path else None
    except (SourceError, UnreadableError):
        return None


def book_of(data: bytes, name: str) -> Work:
    """The work that a book says it is; nothing is known of what is no book."""
    from reader.documents.formats.epub_package import read_package
    from reader.documents.formats.zipped import Archive, UnreadableError

    try:
        metadata = read_package(Archive(_shown(name), data)).metadata
    except (SourceError, UnreadableError):
        return Work()
    return Work(
        metadata.title,
        metadata.authors,
        name,
        metadata.identifiers,
        metadata.language,
        metadata.date,
    )


def _shown(name: str) -> str:
    return PurePath(name).name or "the file"
