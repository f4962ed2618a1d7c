"""The bytes of an image of a document: out of a book, a file beside the text, a data URI."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

from reader.documents.encoding import harmless
from reader.documents.links import Way, file_of, way_of
from reader.documents.opening import Source
from reader.errors import SourceError
from reader.text.patterns import lazy

LARGEST = 32 * 2**20  # bytes of an image
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg"})

_ARCHIVES = frozenset({"epub", "docx", "odt"})  # formats whose images are files in them

_DATA = lazy(r"data:image/[\w.+-]+((?:;[\w=.-]+)*),", re.IGNORECASE)


def image_data(source: Source, format: str, target: str) -> bytes:  # noqa: A002
    """The image that a mark of a document from this source has as its target.

    Nothing is fetched from anywhere but the disk. Raises SourceError, whose message says why
    there is no image.
    """
    data = _data_of(source, format, target)
    if len(data) > LARGEST:
        raise SourceError(f"the picture is too large: {len(data) / 2**20:,.0f} MB")
    if b"<svg" in data[:1000].lower():
        raise SourceError("the picture is a drawing in SVG: only its description can be shown")
    return data


def _data_of(source: Source, format: str, target: str) -> bytes:  # noqa: A002
    if format in _ARCHIVES or format in ("fb2", "pdf"):
        return _in_book(source, target, format)
    if target[:5].lower() == "data:":
        return _written_out(target)
    if way_of(target) is not Way.FILE:
        raise SourceError("the picture is not on this computer")
    if source.path is None:
        raise SourceError("the picture is in a file, and the text came without its folder")
    path, _ = file_of(target, source.path.parent)
    return _in_file(path)


def _in_file(path: Path) -> bytes:
    try:
        if not path.is_file():
            name = " ".join(harmless(path.name).split())
            raise SourceError(f"the picture is not there: {name}")
        if path.stat().st_size > LARGEST:
            raise SourceError(f"the picture is too large: {path.stat().st_size / 2**20:,.0f} MB")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"the picture cannot be read: {reason}") from None


def _in_book(source: Source, name: str, format: str) -> bytes:  # noqa: A002
    data = source.data
    if source.path is not None:
        try:
            data = source.path.read_bytes()
        except OSError:
            raise SourceError("the book is not there any more") from None
    if format in ("fb2", "pdf"):
        from importlib import import_module

        picture = import_module(f"reader.documents.formats.{format}").picture
        image: bytes = picture(source.name, data, name)
        return image
    from reader.documents.formats.zipped import Archive, UnreadableError

    try:
        return Archive(source.name, data).read(name)
    except UnreadableError as error:
        raise SourceError(f"the picture cannot be read: {error}") from None


def _written_out(target: str) -> bytes:
    """The bytes of a data URI."""
    import base64
    import binascii

    head = _DATA.match(target)
    if head is None:
        raise SourceError("the picture is too large to be part of a page, or none")
    data = unquote_to_bytes(target[head.end() :])
    if "base64" not in head[1].lower():
        return data
    try:
        return base64.b64decode(data, validate=False)
    except binascii.Error:
        raise SourceError("the picture is damaged") from None
