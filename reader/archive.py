"""The archive of a library: its form, and reading it, checked before anything of it is used.

    manifest.json                   what is in it, with the SHA-256 of every file
    documents/                      the library's own documents
    annotations/                    the annotations files, the catalogue, the quarantine
    journals/, snapshots/, drafts/  what this machine's state folder has of this library
    templates/                      the person's own templates of exports
    outside/<number>/<name>         annotated documents from elsewhere, if they were asked for

Nothing in an archive says where a file goes outside the library.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from reader.annotations.files import Json
from reader.errors import SourceError, StorageError
from reader.survey import Step

TEMPLATES = "templates"  # the folder of a library
FORMAT, VERSION = "reader-backup", 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 64 * 2**20  # bytes
# An archive that unpacks to more bytes than this, and to so many times its own, is a trap.
UNSUSPICIOUS, FACTOR = 2**30, 100
PIECE = 2**20  # bytes read at once

# The folders of an archive, of how many parts a name in them has; more in the library's own.
DEPTHS = {"journals": 2, "snapshots": 3, "drafts": 2, "outside": 3}
DEEP = {"documents", "annotations", TEMPLATES}
_LOCAL = struct.Struct("<4s5H3L2H")  # what stands before each file in an archive
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError)


class Archive(NamedTuple):
    """An archive that is open: what can be taken from it, and the names of what cannot.

    ``said`` is its manifest, ``files`` what that says of each sound file. ``cut`` if its end is
    missing, and with it the names of what was there.
    """

    zip: zipfile.ZipFile
    said: Json
    files: dict[str, Json]
    damaged: tuple[str, ...]
    cut: bool


@contextlib.contextmanager
def open_archive(path: Path, step: Step = lambda done, of: None) -> Iterator[Archive]:
    """Open an archive, and check all that is in it.

    Raises ReaderError for one that is hostile, not ours, or damaged as a whole.
    """
    with contextlib.ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
            archive, whole = _opened(file, stack)
        except OSError as error:
            raise SourceError(f"cannot read {path}: {error.strerror}") from None
        if archive is None:
            raise StorageError(f"{path} is no backup, or nothing in it can be read any more")
        try:
            said = _manifest(archive, needed=whole)
            _check_names(archive, said, path.stat().st_size, whole=whole)
            named = {**said["files"]} if said else dict.fromkeys(archive.namelist())
            named.pop(MANIFEST, None)
            files, damaged = _checked(archive, named, step)
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise StorageError(f"{path} cannot be used: {problem}; nothing was changed") from None
        if whole and not said:
            damaged = (*damaged, MANIFEST)
        if damaged and not files:
            raise StorageError(f"{path}: everything in it is damaged; nothing was changed")
        yield Archive(archive, said, files, damaged, cut=not whole and not said)


def _opened(file: IO[bytes], stack: contextlib.ExitStack) -> tuple[zipfile.ZipFile | None, bool]:
    """The archive in a file, and whether it has its directory, at the end of the file.

    One without is put together again, in a temporary file; None where nothing whole is in it.
    """
    with contextlib.suppress(*_DAMAGED, ValueError, struct.error):
        return stack.enter_context(zipfile.ZipFile(file)), True
    infos = list(_local_files(file))
    if not infos:
        return None, False
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reader-")))
    copy = stack.enter_context((folder / "archive").open("w+b"))
    file.seek(0)
    shutil.copyfileobj(file, copy)
    with zipfile.ZipFile(copy, "a") as archive:
        archive.comment = b"put together again"  # so that the directory is written
        for info in infos:
            archive.filelist.append(info)
            archive.NameToInfo[info.filename] = info
    return stack.enter_context(zipfile.ZipFile(copy)), False


def _local_files(file: IO[bytes]) -> Iterator[zipfile.ZipInfo]:
    """The files of an archive that are there from their first byte to their last, in order."""
    end = file.seek(0, os.SEEK_END)
    at = 0
    while at + _LOCAL.size <= end:
        file.seek(at)
        mark, _, flags, packing, _, _, crc, packed, size, name, extra = _LOCAL.unpack(
            file.read(_LOCAL.size)
        )
        start = at + _LOCAL.size + name + extra
        if mark != b"PK\3\4" or start + packed > end:
            return
        info = zipfile.ZipInfo(
            file.read(name).decode("utf-8" if flags & 0x800 else "cp437", "replace")
        )
        info.flag_bits, info.compress_type, info.CRC = flags, packing, crc
        info.compress_size, info.file_size, info.header_offset = packed, size, at
        yield info
        at = start + packed


def _manifest(archive: zipfile.ZipFile, *, needed: bool) -> Json:
    """What the archive says of itself; empty where that is damaged, or missing and not needed."""
    foreign = ValueError("it is no backup that Reader made")
    if MANIFEST not in archive.namelist():
        if needed or not any(map(is_safe, archive.namelist())):
            raise foreign
        return {}
    if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise foreign
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except _DAMAGED:
        return {}
    except (ValueError, RecursionError):
        raise foreign from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise foreign
    version = manifest.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise ValueError(f"it is of version {version!r}; a newer Reader made it")
    if not isinstance(manifest.get("files"), dict):
        raise foreign
    return manifest


def _check_names(archive: zipfile.ZipFile, said: Json, size: int, *, whole: bool) -> None:
    infos = [info for info in archive.infolist() if info.filename != MANIFEST]
    for info in infos:
        if not is_safe(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
            raise ValueError(f"it is hostile: it has a file named {info.filename!r}")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError(f"{info.filename!r} is packed in an unknown way")
    names = [info.filename for info in infos]
    told = set(said["files"]) if said else set(names)
    if len(set(names)) < len(names) or set(names) - told or (whole and told - set(names)):
        raise ValueError("what it says of its files is not what is in it")
    unpacked = sum(info.file_size for info in archive.infolist())
    if unpacked > UNSUSPICIOUS and unpacked > FACTOR * size:
        raise ValueError(f"{size:,} bytes would unpack to {unpacked:,}")


def is_safe(name: str) -> bool:
    """Whether a name of an archive stays in the folder it is unpacked to, and is one of ours."""
    parts = name.split("/")
    if parts[0] in DEEP:
        if len(parts) < 2:
            return False
    elif DEPTHS.get(parts[0]) != len(parts):
        return False
    if any(part in ("", ".", "..") or "\0" in part for part in parts):
        return False
    return os.name != "nt" or not any(letter in name for letter in '\\:*?"<>|')


def _checked(
    archive: zipfile.ZipFile, named: Json, step: Step
) -> tuple[dict[str, Json], tuple[str, ...]]:
    """What is said of the files that are sound, and the names of the others."""
    files: dict[str, Json] = {}
    damaged = []
    for number, (name, said) in enumerate(named.items()):
        step(number, len(named))
        wanted = None if said is None else said["sha256"]
        digest = hashlib.sha256()
        try:
            for piece in pieces(archive, name):
                digest.update(piece)
        except (KeyError, *_DAMAGED):
            damaged.append(name)
            continue
        if wanted in (None, digest.hexdigest()):
            files[name] = {"sha256": digest.hexdigest()}
        else:
            damaged.append(name)
    return files, tuple(damaged)


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """What a file of an archive holds, in pieces."""
    with archive.open(name) as source:
        while piece := source.read(PIECE):
            yield piece


def is_trap(archive: Path) -> bool:
    """Whether an archive of a journal would unpack to far too much."""
    import gzip

    size = 0
    with contextlib.suppress(EOFError, OSError, zlib.error), gzip.open(archive) as file:
        while piece := file.read(PIECE):
            size += len(piece)
            if size > UNSUSPICIOUS:
                return True
    return False
