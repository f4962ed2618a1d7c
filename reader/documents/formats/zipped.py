"""ZIP archives, as books and documents are; what they claim to hold is looked at first.

Nothing is written to disk: the names in it are keys, wherever they point to.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable
from xml.etree import ElementTree

from reader.documents.encoding import decode, harmless
from reader.documents.formats.tags import feed
from reader.errors import SourceError

LARGEST_FILE = 64 * 2**20  # bytes of a file that is read
LARGEST_WHOLE = 2**30  # bytes of all files together
MOST_FILES = 20_000
HIGHEST_RATIO = 250  # of a file's size to what it takes in the archive, from 1 MB on

_ENTRY = b"PK\x01\x02"  # how a file is announced in the directory of an archive
_NEAR = 40  # elements that are looked at for the one that is closed
_LOCAL_HEADER = 30  # bytes before the name of a file


class UnreadableError(Exception):
    """A file of an archive cannot be read; the message says why, without the archive's name."""


class Archive:
    """The files of an archive by their names.

    Raises SourceError, with ``name`` for the whole, where it is damaged or a trap;
    ``called`` is what it should have been.
    """

    def __init__(self, name: str, data: bytes, called: str = "EPUB book") -> None:
        self.name = name
        if data.count(_ENTRY) > MOST_FILES:
            raise SourceError(f"{name} holds more than {MOST_FILES:,} files: it is not opened")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = [one for one in self._zip.infolist() if one.filename[-1:] not in ("/", "")]
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError):
            raise SourceError(
                f"{name} is not a whole {called}: its archive is damaged or cut short"
            ) from None
        if sum(info.file_size for info in members) > LARGEST_WHOLE:
            raise SourceError(
                f"{name} would take more than {LARGEST_WHOLE // 2**20:,} MB unpacked: "
                "it is not opened"
            )
        _check_overlaps(name, members)
        self._members = {_plain(info.filename): info for info in members}
        self._by_folded = {key.casefold(): info for key, info in self._members.items()}

    def __contains__(self, path: str) -> bool:
        return path in self._members or path.casefold() in self._by_folded

    def names(self) -> Iterable[str]:
        """The names of all files, in the order of the archive."""
        return self._members

    def read(self, path: str, largest: int = LARGEST_FILE) -> bytes:
        """The file with this name, of at most so many bytes; raises UnreadableError."""
        info = self._members.get(path) or self._by_folded.get(path.casefold())
        shown = shown_name(path)
        if info is None:
            raise UnreadableError(f"{shown} is missing")
        size, packed = info.file_size, max(info.compress_size, 1)
        if size > largest or (size > 2**20 and size > HIGHEST_RATIO * packed):
            raise UnreadableError(f"{shown} is far too large unpacked ({size / 2**20:,.0f} MB)")
        if info.flag_bits & 1:
            raise UnreadableError(f"{shown} is locked with a password")
        try:
            with self._zip.open(info) as file:
                return file.read(largest)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise UnreadableError(f"{shown} is damaged") from None
        except NotImplementedError:
            raise UnreadableError(f"{shown} is packed in a way that is not known") from None

    def xml(self, path: str, largest: int = LARGEST_FILE) -> ElementTree.Element:
        """The root of an XML file, as far as it can be read; raises UnreadableError.

        Entities are neither fetched nor grown. What is not well formed is read by its tags.
        """
        data = self.read(path, largest)
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, LookupError, ValueError):
            tree = _Tree()
            feed(decode(data).text, tree)
        if not tree.count:
            raise UnreadableError(f"{shown_name(path)} is not XML")
        return tree.close()


class _Tree:
    """A tree of what is meant to be XML; elements that are not closed hold the rest."""

    def __init__(self) -> None:
        self._builder = ElementTree.TreeBuilder()
        self._builder.start("", {})
        self._open: list[str] = [""]
        self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        plain = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        self._builder.start(tag, plain)
        self._open.append(tag)
        self.count += 1

    def data(self, text: str) -> None:
        self._builder.data(text)

    def end(self, tag: str) -> None:
        if tag in self._open[max(1, len(self._open) - _NEAR) :]:
            while self._builder.end(self._open.pop()).tag != tag:
                pass

    def close(self) -> ElementTree.Element:
        """The root."""
        while self._open:
            self._builder.end(self._open.pop())
        return self._builder.close()


def resolved(base: str, href: str) -> str:
    """The name in the archive of what the file ``base`` calls ``href``, without the fragment.

    ``..`` does not lead out of the archive.
    """
    path = decoded(href.partition("#")[0])
    if not path:
        return base
    return _plain(path if path[0] == "/" else f"{base.rpartition('/')[0]}/{path}")


def decoded(href: str) -> str:
    """What an address says, without the "%20" in it."""
    if "%" not in href:
        return href
    from urllib.parse import unquote

    return unquote(href)


def shown_name(path: str) -> str:
    """The name of a file as it is told to a person."""
    return " ".join(harmless(path).split())[:80] or "a file without a name"


def _plain(name: str) -> str:
    """A name without "." and ".." in it, and without a slash before it."""
    if "\\" in name or "//" in name or "." in (name[:1], name[-1:]) or "/." in name:
        name = posixpath.normpath(posixpath.join("/", name.replace("\\", "/")))
    return name.lstrip("/")


def _check_overlaps(name: str, members: list[zipfile.ZipInfo]) -> None:
    """Files that share their bytes with others unpack to many times what the archive takes."""
    end = 0
    for info in sorted(members, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise SourceError(f"{name} has files that overlap in its archive: it is not opened")
        end = info.header_offset + _LOCAL_HEADER + info.compress_size
