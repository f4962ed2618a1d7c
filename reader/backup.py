"""A whole library put into one archive, which is read back before it counts (see `archive`)."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import reader
from reader.annotations.annotation import now
from reader.annotations.exchange.written import FOLDER as WRITTEN
from reader.annotations.files import QUARANTINE, Json, flush, flush_folder, refusal
from reader.archive import DEPTHS, FORMAT, MANIFEST, PIECE, TEMPLATES, VERSION
from reader.documents.origin import OLDER, is_origin
from reader.errors import StorageError
from reader.library import Library
from reader.mending import bring_up
from reader.survey import Step, Survey, state_folders, survey, text_in

_INSIDE = (QUARANTINE, OLDER, WRITTEN)  # hidden folders that belong to the library


class Backup(NamedTuple):
    """An archive that was made; ``missing`` are the files that could not be put into it."""

    path: Path
    counts: dict[str, int]
    outside: list[str]
    notices: list[str]
    missing: list[str]


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
    for top in (library.documents, library.annotations, library.root / TEMPLATES):
        for folder, folders, names in os.walk(top):
            kept = sorted(name for name in folders if name[0] != "." or name in _INSIDE)
            folders[:] = [name for name in kept if not (Path(folder) / name).is_symlink()]
            for name in sorted(names) + [name for name in kept if name not in folders]:
                path = Path(folder) / name
                if name.startswith(".") and not is_origin(name):
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
        # <document>.<run>.json, once <document>.json; other libraries keep theirs there, too.
        if identities & {path.stem, path.stem.rpartition(".")[0]}:
            yield f"drafts/{path.name}", path


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
        "annotations": known.total(),
        "files": len(listed),
    }


def _zip_time(seconds: float) -> tuple[int, int, int, int, int, int]:
    moment = time.localtime(min(max(seconds, 315_619_200), 4_354_732_800))  # of 1980 to 2107
    return moment[0], moment[1], moment[2], moment[3], moment[4], moment[5]


def _shown(text: str) -> str:
    """A text that UTF-8 can hold: names of files need not."""
    return text.encode("utf-8", "backslashreplace").decode()


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or "its name is not UTF-8"
