"""The journal of a document: every change as one checksummed line, durable before it is told.

A flushed line *is* the acknowledgement of a change; the document's file follows when there is
time. The same lines are the recovery after a crash, the history of every annotation and the
undo of every run: nothing else is kept for those.

A line (see `entries`) that is torn, filled with zeros or otherwise does not match its checksum
is passed over and stays where it is.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from reader.annotations.annotation import now
from reader.annotations.entries import BASE, BEGIN, LINE, SAVED, Entry, line, parse, without
from reader.annotations.files import (
    Signature,
    flush,
    flush_folder,
    make_folder,
    path_key,
    refusal,
    replace_file,
)
from reader.errors import StorageError

SLICE = 500  # records in one base line
TAIL = 64  # bytes by which a journal is known again


class Journal:
    """One journal file. `append` belongs inside the document's lock; reading needs none.

    ``read`` is how far this process has taken it in, in bytes, ``inode`` that of the file then.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read = 0
        self.damaged = 0  # lines that did not match their checksum
        self.inode = 0
        self._tail = b""  # the last bytes that were read
        self._looked = (0, -1, 0)  # inode, size and time of the file at the last look
        self._proven = False  # whether the names of file and folders are surely on the disk

    # Reading

    def load(self) -> bytes:
        """The whole journal as it is now; empty where there is none."""
        try:
            with self.path.open("rb") as file:
                self.inode = os.fstat(file.fileno()).st_ino
                data = file.read()
        except (FileNotFoundError, NotADirectoryError):
            self.inode = self.read = 0
            self._tail = b""
            return b""
        except OSError as error:
            raise StorageError(f"cannot read {self.path}: {error.strerror}") from None
        self._proven = False
        self.read = data.rfind(LINE) + 1
        self._tail = data[max(0, self.read - TAIL) : self.read]
        return data[: self.read]

    def news(self) -> list[Entry] | None:
        """What was added since the last look; None where another journal stands there now."""
        try:
            status = self.path.stat()
            if (status.st_ino, status.st_size, status.st_mtime_ns) == self._looked:
                return []
            if status.st_ino != self.inode or status.st_size < self.read:
                return None
            start = self.read - len(self._tail)
            with self.path.open("rb") as file:
                file.seek(start)
                data = file.read()
        except (FileNotFoundError, NotADirectoryError):
            return None if self.read else []
        except OSError as error:
            raise StorageError(f"cannot read {self.path}: {error.strerror}") from None
        if not data.startswith(self._tail):
            return None
        data = data[len(self._tail) : data.rfind(LINE) + 1]
        start, self.read = self.read, self.read + len(data)
        self._keep(data)
        self._looked = (status.st_ino, status.st_size, status.st_mtime_ns)
        return self.entries(data, start)

    def _keep(self, data: bytes) -> None:
        """Remember the end of what was read, to know the journal again."""
        self._tail = (self._tail + data[-TAIL:])[-TAIL:]

    def entries(self, data: bytes, start: int = 0) -> list[Entry]:
        """The entries in a part of the journal that begins at ``start``, in order."""
        found = []
        for text in data.splitlines(keepends=True):
            start += len(text)
            entry = parse(text, start)
            if entry is not None:
                found.append(entry)
            elif text.strip(b"\0\r\n "):
                self.damaged += 1
        return found

    def archives(self) -> list[Path]:
        """The archives of older lines, the oldest first."""
        try:
            kept = list(self.path.parent.glob(f"{_escaped(self.path.stem)}.[0-9]*.log.gz"))
        except OSError as error:
            raise StorageError(f"cannot read {self.path.parent}: {error.strerror}") from None
        return sorted(kept, key=_number_of)

    def all(self) -> Iterator[Entry]:
        """Every entry there is, those of the archives first."""
        data = contents(self.path)
        for archive in self.archives():
            older = _unzipped(archive)
            if not _unfinished(archive, older, data):
                yield from self.entries(older)
        yield from self.entries(data)

    # Writing

    def append(self, lines: Iterable[bytes], *, durable: bool = True) -> int:
        """Add lines, all or none; they are on the disk when this returns. Where they end.

        Raises StorageError and leaves the journal as it was, when the disk is full or broken.
        """
        content = b"".join(lines)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            try:
                descriptor = os.open(self.path, flags, 0o666)
            except FileNotFoundError:
                make_folder(self.path.parent)
                descriptor = os.open(self.path, flags, 0o666)
            try:
                return self._append(descriptor, content, durable=durable)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise refusal(error, self.path) from None

    def _append(self, descriptor: int, content: bytes, *, durable: bool) -> int:
        status = os.fstat(descriptor)
        size = status.st_size
        self._proven = self._proven and size > 0 and self.inode == status.st_ino
        self.inode = status.st_ino
        if size:
            os.lseek(descriptor, size - 1, os.SEEK_SET)
            if os.read(descriptor, 1) != LINE:
                # A writer died in the middle of its line: that line is to stay unread.
                content = b"\0" + LINE + content
        try:
            written = 0
            while written < len(content):
                written += os.write(descriptor, content[written:])
            if durable:
                flush(descriptor, data_only=True)
                if not self._proven:
                    self._prove()
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, size)
                flush(descriptor, data_only=True)
            raise
        self.read = size + len(content)
        self._keep(content)
        return self.read

    def _prove(self) -> None:
        """Flush the names down to the journal: another process may have died before it did."""
        for folder in self.path.parents[:3]:
            flush_folder(folder)
        with contextlib.suppress(PermissionError):  # what is above the state folder
            flush_folder(self.path.parents[3])
        self._proven = True

    def rotate(self, records: Mapping[str, Any], path: str, run: str) -> None:
        """Put the lines so far into an archive, and begin again with all records.

        Belongs inside the lock. Every moment in between leaves a journal that holds all.
        """
        lines_there = contents(self.path)
        number = self._next_number(lines_there)
        archive = self.path.with_name(f"{self.path.stem}.{number}.log.gz")
        names = sorted(records)
        slices = [names[at : at + SLICE] for at in range(0, len(names), SLICE)]
        lines = [line(BEGIN, at=now(), run=run, path=path, archives=number)]
        lines += [line(BASE, at=now(), run=run, records={i: records[i] for i in s}) for s in slices]
        try:
            replace_file(archive, _zipped(lines_there))
            signed = replace_file(self.path, b"".join(lines))
        except OSError as error:
            raise refusal(error, self.path) from None
        self._begin_again(signed, b"".join(lines))

    def _next_number(self, data: bytes) -> int:
        """Never that of an archive, unless it came from a rotation that did not get further."""
        there = self.archives()
        if not there:
            return 1
        last = there[-1]
        number = _number_of(last)
        return number if _unfinished(last, _unzipped(last), data) else number + 1

    def _begin_again(self, signed: Signature, data: bytes) -> None:
        self.inode, self.read, self._tail = signed.inode, len(data), data[-TAIL:]

    def forget(self, identities: frozenset[str], records: Mapping[str, Any]) -> None:
        """Take what these records said out of every line, but for how they are now.

        Belongs inside the lock.
        """
        try:
            for archive in self.archives():
                kept = without(_unzipped(archive), identities, records)
                replace_file(archive, _zipped(kept))
            data = without(contents(self.path), identities, records)
            signed = replace_file(self.path, data)
        except OSError as error:
            raise refusal(error, self.path) from None
        self._begin_again(signed, data)


def found(state: Path, path: Path) -> Path:
    """Where the journal of an annotations file is now, or would be. Looking moves nothing.

    A library that was moved or renamed left its journals behind: one of the same name whose own
    file is gone from where it was is the journal of this one, if it never had any itself.
    """
    own = state / "journals" / path_key(path.parent) / f"{path.stem}.log"
    if own.exists() or Journal(own).archives():
        return own
    with contextlib.suppress(OSError):
        for other in sorted((state / "journals").glob(f"*/{_escaped(path.stem)}.log")):
            if _is_left_behind(other):
                return other
    return own


def journal_path(state: Path, path: Path) -> Path:
    """Where the journal of an annotations file is; one that was left behind comes along."""
    folder = state / "journals" / path_key(path.parent)
    own = folder / f"{path.stem}.log"
    there = found(state, path)
    if there != own:
        with contextlib.suppress(OSError):
            make_folder(folder)
            for kept in (*Journal(there).archives(), there):
                kept.rename(folder / kept.name)
            flush_folder(folder)
            begun = line(BEGIN, at=now(), run="", path=str(path.resolve()))
            Journal(own).append([begun], durable=False)
    return own


def contents(path: Path) -> bytes:
    """All that is in a journal file, what was not finished too; empty where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror}") from None


def adopted(data: bytes, path: Path, *, archives: int) -> list[bytes]:
    """The lines of a journal as that of another file, with so many archives beside it.

    What it says of which file it was of, and of the versions of that, is left out.
    """
    lines = [line(BEGIN, at=now(), run="", path=str(path.resolve()), archives=archives)]
    for text in data.splitlines(keepends=True):
        entry = parse(text, 0)
        if entry is not None and entry.do not in (BEGIN, SAVED):
            lines.append(text)
    return lines


def _number_of(archive: Path) -> int:
    return int(archive.name.split(".")[-3])


def _unfinished(archive: Path, older: bytes, data: bytes) -> bool:
    """Whether an archive was made, but the journal not begun again: it still has those lines."""
    return _number_of(archive) > _archives_of(data) and bool(older) and data.startswith(older)


def _archives_of(data: bytes) -> int:
    """How many archives there were when this journal began."""
    begun = parse(data[: data.find(LINE) + 1], 0)
    number = begun.more.get("archives", 0) if begun else 0
    return number if isinstance(number, int) else 0


def _is_left_behind(path: Path) -> bool:
    """Whether the folder of the annotations file that a journal belongs to is gone."""
    with contextlib.suppress(OSError):
        was = _file_of(path.read_bytes())
        return was is not None and not was.parent.exists()
    return False


def _file_of(data: bytes) -> Path | None:
    """The annotations file that a journal says it belongs to; it may say so again, having moved."""
    marker = b' {"do":"' + BEGIN.encode()
    lines = (parse(text, 0) for text in data.splitlines() if text[8:].startswith(marker))
    said = [entry.more.get("path") for entry in lines if entry is not None]
    named = [path for path in said if isinstance(path, str)]
    return Path(named[-1]) if named else None


def _zipped(data: bytes) -> bytes:
    import gzip

    return gzip.compress(data, 6, mtime=0)


def _unzipped(archive: Path) -> bytes:
    import gzip

    try:
        return gzip.decompress(archive.read_bytes())
    except (OSError, EOFError, ValueError):
        return b""


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "[*?" else letter for letter in name)
