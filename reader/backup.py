"""A whole library in one archive: made, and checked before anything of it is used.

    manifest.json                   what is in it, with the SHA-256 of every file
    documents/                      the library's own documents
    annotations/                    the annotations files, the catalogue, the quarantine
    journals/, snapshots/, drafts/  what this machine's state folder has of this library
    outside/<number>/<name>         annotated documents from elsewhere, if they were asked for

Nothing in an archive says where a file goes outside the library.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import reader
from reader.annotations.annotation import now
from reader.annotations.files import (
    QUARANTINE,
    Json,
    flush,
    flush_folder,
    path_key,
    refusal,
)
from reader.errors import SourceError, StorageError
from reader.library import Library
from reader.mending import bring_up
from reader.survey import Step, Survey, survey, text_in

FORMAT, VERSION = "reader-backup", 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 64 * 2**20  # bytes
# An archive that unpacks to more bytes than this, and to so many times its own, is a trap.
UNSUSPICIOUS, FACTOR = 2**30, 100
PIECE = 2**20  # bytes read at once

# The folders of an archive, of how many parts a name in them has; more in the library's own.
DEPTHS = {"journals": 2, "snapshots": 3, "drafts": 2, "outside": 3}
DEEP = {"documents", "annotations"}


class Backup(NamedTuple):
    """An archive that was made; ``missing`` are the files that could not be put into it."""

    path: Path
    counts: dict[str, int]
    outside: list[str]
    notices: list[str]
    missing: list[str]


# Making


def default_name() -> str:
    """The name of a backup that is made now."""
    return f"reader-backup-{now()[:10]}-{now()[11:19].replace(':', '')}.zip"


def make_backup(
    library: Library,
    target: Path,
    *,
    with_documents: bool = False,
    force: bool = False,
    step: Step = lambda done, of: None,
) -> Backup:
    """Put the library into an archive at ``target``, and read it back before it is there.

    Every file of annotations is brought up to date first; where that cannot be, its journal
    holds what it lacks. Raises StorageError; nothing is left then.
    """
    if os.path.lexists(target) and not force:
        raise StorageError(f"{target} exists; --force writes over it")
    notices, missing = [], []
    known = survey(library)
    for one in known.kept:
        if (one.logged and one.unsaved) or (one.damage and one.records):
            try:
                bring_up(library, one.path, known.document(one))
            except StorageError as error:
                notices.append(str(error))
    outside = _outside(library, known)
    files = list(_files(library, known, notices))
    if with_documents:
        files += [(f"outside/{n}/{path.name}", path) for n, path in enumerate(outside, 1)]
    listed: dict[str, Json] = {}
    temporary = target.with_name(f".{target.name}.{os.urandom(8).hex()}.tmp")
    try:
        with zipfile.ZipFile(temporary, "x", zipfile.ZIP_DEFLATED) as archive:
            for number, (name, path) in enumerate(files):
                step(number, len(files))
                try:
                    listed[name] = _store(archive, name, path)
                except FileNotFoundError:
                    continue  # it was moved or replaced just now
                except (PermissionError, UnicodeEncodeError) as error:
                    missing.append(f"{_shown(str(path))} ({_reason(error)})")
            counts = _counts(listed, known)
            said = {
                "format": FORMAT,
                "version": VERSION,
                "made": now(),
                "reader": reader.__version__,
                "library": _shown(str(library.root.resolve())),
                "counts": counts,
                "outside": [
                    {"path": _shown(str(path)), "file": name if name in listed else None}
                    for n, path in enumerate(outside, 1)
                    for name in (f"outside/{n}/{path.name}",)
                ],
                "files": listed,
            }
            archive.writestr(MANIFEST, json.dumps(said, indent=2, ensure_ascii=False) + "\n")
        with zipfile.ZipFile(temporary) as archive:
            broken = archive.testzip()
        if broken is not None:
            raise StorageError(f"the backup cannot be read back ({broken}); it was given up")
        _put(temporary, target, force=force)
    except OSError as error:
        raise refusal(error, target, "the backup was not made") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return Backup(target, counts, [_shown(str(p)) for p in outside], notices, missing)


def _put(temporary: Path, target: Path, *, force: bool) -> None:
    with temporary.open("rb") as file:
        flush(file.fileno())
    if os.path.lexists(target) and not force:
        raise StorageError(f"{target} exists; --force writes over it")
    temporary.replace(target)
    flush_folder(target.parent)


def _store(archive: zipfile.ZipFile, name: str, path: Path) -> Json:
    """Put a file into the archive, as it is while it is read; its size and hash."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source:
        status = os.fstat(source.fileno())
        info = zipfile.ZipInfo(name, _zip_time(status.st_mtime))
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = (stat.S_IFREG | 0o644) << 16
        large = status.st_size > 2**30
        with archive.open(info, "w", force_zip64=large) as sink:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
                sink.write(piece)
    return {"sha256": digest.hexdigest(), "size": size}


def _files(library: Library, known: Survey, notices: list[str]) -> Iterator[tuple[str, Path]]:
    """What belongs into a backup: names in the archive, and where they are now."""
    tops = (library.root, library.documents, library.annotations)
    inside = [top.resolve() for top in tops]
    for top in (library.documents, library.annotations):
        for folder, folders, names in os.walk(top):
            kept = sorted(name for name in folders if name[0] != "." or name == QUARANTINE)
            folders[:] = [name for name in kept if not (Path(folder) / name).is_symlink()]
            for name in sorted(names) + [name for name in kept if name not in folders]:
                path = Path(folder) / name
                if name.startswith("."):
                    continue
                if path.is_symlink():
                    pointed = path.resolve()
                    if path.is_dir() or not any(pointed.is_relative_to(i) for i in inside):
                        notices.append(f"a link is not followed: {path}")
                        continue
                if path.is_file():
                    yield f"{top.name}/{path.relative_to(top).as_posix()}", path
    journals, snapshots = state_folders(library)
    for path in sorted((*journals.glob("[!.]*.log"), *journals.glob("[!.]*.log.gz"))):
        yield f"journals/{path.name}", path
    for path in sorted(snapshots.glob("*/[!.]*.json")):
        yield f"snapshots/{path.parent.name}/{path.name}", path
    identities = {*known.catalogue, *(text_in(said, "id") for said in known.documents.values())}
    for path in sorted((library.state / "drafts").glob("[!.]*.json")):
        if path.stem in identities:  # other libraries keep theirs there, too
            yield f"drafts/{path.name}", path


def state_folders(library: Library) -> tuple[Path, Path]:
    """Where the journals and the snapshots of a library are."""
    key = path_key(library.annotations)
    return library.state / "journals" / key, library.state / "snapshots" / key


def _outside(library: Library, known: Survey) -> list[Path]:
    """The documents with annotations that are not in the library's folder, and are there."""
    root = library.root.resolve()
    places = (known.document(one).get("path") for one in known.kept if one.live)
    paths = {Path(place) for place in places if isinstance(place, str)}
    return sorted(
        path
        for path in paths
        if path.is_absolute() and path.is_file() and not path.resolve().is_relative_to(root)
    )


def _counts(listed: Mapping[str, object], known: Survey) -> dict[str, int]:
    tops = [name.partition("/")[0] for name in listed]
    counts = {top: tops.count(top) for top in ("documents", *DEPTHS)}
    return {
        **counts,
        "annotated": sum(bool(one.live) for one in known.kept),
        "annotations": sum(len(one.live) for one in known.kept),
        "files": len(listed),
    }


# Reading an archive


def open_archive(path: Path, step: Step = lambda done, of: None) -> tuple[zipfile.ZipFile, Json]:
    """An archive that was checked as a whole, and its manifest.

    Raises ReaderError for one that is damaged, cut off, hostile or not ours.
    """
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise StorageError(f"{path} is no backup: it is damaged, cut off, or no archive") from None
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror}") from None
    try:
        manifest = _manifest(archive)
        _check_names(archive, manifest, path.stat().st_size)
        _check_contents(archive, manifest["files"], step)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        archive.close()
        raise StorageError(f"{path} cannot be used: {problem}; nothing was changed") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as problem:
        archive.close()
        raise StorageError(f"{path} is damaged ({problem}); nothing was changed") from None
    return archive, manifest


def _manifest(archive: zipfile.ZipFile) -> Json:
    foreign = ValueError("it is no backup that Reader made")
    if MANIFEST not in archive.namelist() or archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise foreign
    try:
        manifest = json.loads(archive.read(MANIFEST))
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


def _check_names(archive: zipfile.ZipFile, manifest: Json, size: int) -> None:
    infos = [info for info in archive.infolist() if info.filename != MANIFEST]
    for info in infos:
        if not is_safe(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
            raise ValueError(f"it is hostile: it has a file named {info.filename!r}")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError(f"{info.filename!r} is packed in an unknown way")
    names = [info.filename for info in infos]
    if len(set(names)) < len(names) or set(names) != set(manifest["files"]):
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


def _check_contents(archive: zipfile.ZipFile, files: Mapping[str, Json], step: Step) -> None:
    for number, (name, said) in enumerate(files.items()):
        step(number, len(files))
        digest = hashlib.sha256()
        for piece in pieces(archive, name):
            digest.update(piece)
        if digest.hexdigest() != said["sha256"]:
            raise ValueError(f"{name} is not what it was when the backup was made")


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


def _zip_time(seconds: float) -> tuple[int, int, int, int, int, int]:
    moment = time.localtime(min(max(seconds, 315_619_200), 4_354_732_800))  # of 1980 to 2107
    return moment[0], moment[1], moment[2], moment[3], moment[4], moment[5]


def _shown(text: str) -> str:
    """A text that UTF-8 can hold: names of files need not."""
    return text.encode("utf-8", "backslashreplace").decode()


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "its name is not UTF-8"
