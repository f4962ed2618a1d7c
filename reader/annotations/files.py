"""JSON files that lose nothing: locked, replaced as a whole, durable, set aside when damaged.

A file is never written in place: its successor is written beside it, flushed to the disk and
renamed over it, and the folder is flushed, so that at every moment one whole version is there
(Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014: neither of the two flushes
can be left out).
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from reader.annotations.logs import kind_of
from reader.annotations.path_keys import path_key as path_key
from reader.errors import StorageError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

Json = dict[str, Any]

PATIENCE = 10.0  # seconds to wait for another process that is writing
LARGE = 250_000  # bytes from which orjson, read faster but imported slower, is worth its import
QUARANTINE = ".quarantine"


class Signature(NamedTuple):
    """What tells one version of a file from the next: inode, bytes, nanoseconds."""

    inode: int
    size: int
    modified: int


class DamagedFileError(StorageError):
    """A file that does not hold what it should; ``data`` is what it holds."""

    def __init__(self, path: Path, reason: str, data: bytes, signed: Signature) -> None:
        super().__init__(f"{path.name} is damaged: {reason}")
        self.data = data
        self.signature = signed


def signature(path: Path) -> Signature | None:
    """The signature of the file as it is now; None where there is none."""
    try:
        return _signature(path.stat())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror}") from None


def _signature(status: os.stat_result) -> Signature:
    return Signature(status.st_ino, status.st_size, status.st_mtime_ns)


def read_json(path: Path) -> Json | None:
    """The object in a JSON file; None where there is no file.

    Raises DamagedFileError, or StorageError where the file cannot be read.
    """
    return read_signed_json(path)[0]


def read_signed_json(
    path: Path, check: Callable[[Json], None] = lambda value: None
) -> tuple[Json | None, Signature | None]:
    """Like `read_json`, with the signature of the version that was read.

    ``check`` raises ValueError, with the reason, for an object that is not the expected one.
    """
    before: Signature | None = None
    while True:
        try:
            with path.open("rb") as file:
                signed = _signature(os.fstat(file.fileno()))
                data = file.read()
        except (FileNotFoundError, NotADirectoryError):
            return None, None
        except OSError as error:
            raise StorageError(f"cannot read {path}: {error.strerror}") from None
        try:
            value = _parsed(data)
            check(value)
            return value, signed
        except ValueError as problem:
            if signed == before:
                raise DamagedFileError(path, str(problem), data, signed) from None
        before = signed
        time.sleep(0.02)  # another program may be half way through writing it in place


def _parsed(data: bytes) -> Json:
    if not data.strip(b"\0\t\r\n "):
        raise ValueError("it is filled with zeros" if b"\0" in data else "it is empty")
    try:
        value = _loads(data)
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except (ValueError, RecursionError):
        markup = data.lstrip()[:1] == b"<"
        raise ValueError("it is a web page" if markup else "it is not valid JSON") from None
    if not isinstance(value, dict):
        raise ValueError("it is not a JSON object")
    return value


def _loads(data: bytes) -> Any:
    if len(data) >= LARGE or "orjson" in sys.modules:
        import orjson

        with contextlib.suppress(ValueError):  # it refuses a BOM and lone surrogates
            return orjson.loads(data)
    return json.loads(data)


SLICE = 200  # records that are serialised in one go


def serialised(data: Json) -> Iterator[bytes]:
    """Indented JSON with sorted keys and a final line end: readable, and merged by line.

    In pieces of some records each, so that other threads get their turn in between.
    """
    pieces: list[tuple[str, Json]] = []
    for name, part in sorted(data.items()):
        keys = sorted(part) if isinstance(part, dict) and len(part) > SLICE else []
        slices = [keys[at : at + SLICE] for at in range(0, len(keys), SLICE)]
        pieces += [(name, {key: part[key] for key in some}) for some in slices] or [(name, part)]
    if not pieces:
        yield b"{}\n"
    for number, (name, part) in enumerate(pieces):
        # Each piece is an object of one table of its own; its braces go where it goes on.
        opened = number > 0 and pieces[number - 1][0] == name
        closed = number == len(pieces) - 1
        goes_on = not closed and pieces[number + 1][0] == name
        text = _indented({name: part})
        start = text.index(b"{\n", 2) + 2 if opened else 0 if number == 0 else 2
        end = len(text) if closed else -len(b"\n  }\n}\n") if goes_on else -len(b"\n}\n")
        yield text[start:end] + (b"" if closed else b",\n")


def _indented(data: Json) -> bytes:
    import orjson

    try:
        options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
        return orjson.dumps(data, option=options)
    except TypeError:  # lone surrogates, integers beyond 64 bits: escaped, not refused
        return json.dumps(data, indent=2, sort_keys=True).encode() + b"\n"


def json_copy(data: Json) -> Json:
    """The same as it will come back from a file; raises TypeError where it cannot be written."""
    copy: Json = json.loads(json.dumps(data))
    return copy


def write_json_atomically(path: Path, data: Json) -> Signature:
    """Put ``data`` in place of the file, and return when it is durable.

    Raises StorageError, and leaves the file as it was, when the disk is full, read-only or
    broken. Read, change and write belong inside `locked`.
    """
    try:
        make_folder(path.parent)
        return replace_file(path, b"".join(serialised(data)))
    except OSError as error:
        raise refusal(error, path) from None


def replace_file(path: Path, content: bytes) -> Signature:
    """Put ``content`` in place of the file, and return when it is durable; raises OSError."""
    return put_in_place(*write_beside(path, [content]), path)


def write_beside(path: Path, content: Iterable[bytes]) -> tuple[Path, Signature]:
    """Write the successor of a file beside it, durable but under a name of its own.

    Raises OSError, and leaves nothing, when the disk is full or broken.
    """
    path = Path(os.path.realpath(path))  # a symbolic link stays one
    temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor has no path
            file.writelines(content)
            file.flush()
            with contextlib.suppress(OSError):
                temporary.chmod(path.stat().st_mode & 0o777)
            # The clock of the file system is coarse: two versions may share a time of it.
            moment = time.time_ns()
            os.utime(temporary, ns=(moment, moment))
            flush(file.fileno())
            return temporary, _signature(os.fstat(file.fileno()))
    except BaseException:
        discard(temporary)
        raise


def put_in_place(temporary: Path, signed: Signature, path: Path) -> Signature:
    """Let the file written beside take the place of ``path``; durable on return."""
    path = Path(os.path.realpath(path))
    try:
        temporary.replace(path)
    except BaseException:
        discard(temporary)
        raise
    flush_folder(path.parent)
    return signed


def discard(temporary: Path) -> None:
    """Remove a file that was written beside another and is not needed."""
    with contextlib.suppress(OSError):
        temporary.unlink()


def flush(descriptor: int, *, data_only: bool = False) -> None:
    """Return when what was written is on the disk; raises OSError.

    ``data_only`` leaves out the times of the file, which nothing depends on.
    """
    if sys.platform == "darwin":  # where fsync stops at the cache of the drive
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    if data_only and hasattr(os, "fdatasync"):
        os.fdatasync(descriptor)
    else:
        os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Return when the names in a folder are on the disk; raises OSError."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        flush(descriptor)
    except OSError as error:
        if error.errno in (errno.EIO, errno.ENOSPC):  # others: it has no such thing
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; their names are on the disk when this returns."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)


NOT_SAVED = "nothing on disk was changed"
IN_JOURNAL = "everything is kept in the journal"


def refusal(error: OSError, path: Path, outcome: str = NOT_SAVED) -> StorageError:
    """What to tell of a file that could not be written: the cause, the outcome, what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        cause, advice = "disk full", "; free some space"
        advice += " and try again" if outcome == NOT_SAVED else ", and the file follows"
    elif error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        cause, advice = "not writable", ""
    else:
        cause, advice = (error.strerror or str(error)).lower(), ""
    return StorageError(f"{cause}: {outcome}{advice} ({path})")


@contextlib.contextmanager
def locked(path: Path, folder: Path) -> Iterator[None]:
    """Hold the lock of a file, against other processes and other threads.

    The lock file stands in ``folder``, which is local and never synced, and stays there:
    deleting it would let two processes lock two files. The system releases the lock of a
    process that dies.
    """
    lock = folder / f"{path_key(path)}.lock"
    try:
        make_folder(folder)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StorageError(
            f"cannot lock {path.name}: {error.strerror} ({lock}); nothing was changed"
        ) from None
    try:
        _wait_for(descriptor, path)
        yield
    finally:
        os.close(descriptor)


def hold(lock: Path) -> int | None:
    """Hold a lock file, if nobody does; the descriptor to close when it is let go of.

    Raises OSError where the file cannot be made.
    """
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _try(descriptor)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _try(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _wait_for(descriptor: int, path: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            _try(descriptor)
            return
        except OSError as error:
            busy = error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK, errno.EINTR)
            if not busy or time.monotonic() > deadline:
                cause = "another program keeps writing to it" if busy else error.strerror
                raise StorageError(
                    f"cannot lock {path.name}: {cause}; nothing was changed"
                ) from None
            time.sleep(0.002)


def set_aside(path: Path, data: bytes, why: str = "damaged") -> Path:
    """Keep a copy of a file as it was in the quarantine folder beside it; the copy's path.

    The same content is kept once, however often the file is opened. Raises OSError.
    """
    folder = path.parent / QUARANTINE
    make_folder(folder)
    stem = f"{path.stem}.{why}-"
    for kept in folder.iterdir():
        if kept.name.startswith(stem) and kept.read_bytes() == data:
            return kept
    for number in range(1, 10_000):
        copy = folder / f"{stem}{date.today().isoformat()}-{number}{path.suffix}"  # noqa: DTZ011
        try:
            file = copy.open("xb")
        except FileExistsError:
            continue
        try:
            with file:
                file.write(data)
                file.flush()
                flush(file.fileno())
            flush_folder(folder)
        except OSError:
            copy.unlink(missing_ok=True)
            raise
        return copy
    raise OSError(errno.EEXIST, "too many damaged copies")


def move_aside(path: Path) -> None:
    """Move a file into the quarantine folder beside it; raises OSError."""
    folder = path.parent / QUARANTINE
    make_folder(folder)
    target = folder / path.name
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{path.stem}.{number}{path.suffix}"
    path.rename(target)
    flush_folder(folder)
    flush_folder(path.parent)


def salvage(data: bytes) -> Json:
    """What can be read of a damaged file: its first JSON object, or else whole records of it.

    The first is what a torn write leaves (the new text, then a tail of the old one), the second
    what a cut leaves: every ``"id": {…}`` that is whole and has a target, or is of a log.
    """
    text = data.decode("utf-8", "replace").replace("\0", "").lstrip("\ufeff \t\r\n")
    decode = json.JSONDecoder().raw_decode
    with contextlib.suppress(ValueError, RecursionError):
        value, _ = decode(text)
        return value if isinstance(value, dict) else {}
    records: Json = {}
    place = 0
    opening = re.compile(r'"([^"\\\s]+)"\s*:\s*(?=\{)')
    while found := opening.search(text, place):
        place = found.end()
        with contextlib.suppress(ValueError, RecursionError):
            value, end = decode(text, place)
            if "target" in value or kind_of(value):
                records[found[1]] = value
                place = end
    return {"annotations": records} if records else {}
