"""The journal of a document: every change as one checksummed line, durable before it is told.

A flushed line *is* the acknowledgement of a change; the document's file follows when there is
time. The same lines are the recovery after a crash, the history of every annotation and the
undo of every run: nothing else is kept for those.

    1f2e3d4c {"do":"add","at":"…","run":"…","step":"…","records":{"<id>":{…}}}

Eight digits of CRC-32, a space, JSON in UTF-8, a line end. A line that is torn, filled with
zeros or otherwise does not match is passed over and stays where it is. A line ``saved`` says
that the file was written, which version of it (inode, size, time) and how far into the journal
(bytes) it goes; it may be lost, and then the whole journal is read.
"""

from __future__ import annotations

import contextlib
import json
import os
from binascii import crc32
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from reader.annotations.annotation import now
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

BEGIN = "begin"  # the first line: which file this is the journal of, how many archives there are
BASE = "base"  # all records, after older lines were put into an archive
SAVED = "saved"
LINE = b"\n"
SLICE = 500  # records in one base line
TAIL = 64  # bytes by which a journal is known again


class Entry(NamedTuple):
    """One line: what was done, by which run, and the records as they were after it.

    ``step`` names the change for undo; for "undo" and "redo" it is the step that was meant.
    ``end`` is the offset in bytes behind the line in its file.
    """

    do: str
    at: str
    run: str
    step: str
    records: Mapping[str, Any]
    more: Mapping[str, Any]
    end: int


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
        for line in data.splitlines(keepends=True):
            start += len(line)
            entry = parse(line, start)
            if entry is not None:
                found.append(entry)
            elif line.strip(b"\0\r\n "):
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
                kept = _without(_unzipped(archive), identities, records)
                replace_file(archive, _zipped(kept))
            data = _without(contents(self.path), identities, records)
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


def line(
    do: str, *, at: str, run: str, step: str = "", records: Mapping[str, Any] = {}, **more: Any
) -> bytes:
    """An entry as the bytes of its line; raises TypeError for what JSON cannot hold."""
    said = {"do": do, "at": at, "run": run, "step": step, "records": records, **more}
    said = {key: value for key, value in said.items() if value not in ("", {})}
    try:
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        text = json.dumps(said, separators=(",", ":")).encode()
    return b"%08x %b\n" % (crc32(text), text)


def parse(data: bytes, end: int) -> Entry | None:
    """The entry of a line; None where the line is not whole or not understood."""
    text = data[9:].rstrip(b"\r\n")
    try:
        if data[8:9] != b" " or int(data[:8], 16) != crc32(text):
            return None
        said = json.loads(text)
        if not isinstance(said, dict):
            return None
        records = said.pop("records", {})
        words = [said.pop(name, "") for name in ("do", "at", "run", "step")]
    except (ValueError, RecursionError):
        return None
    if not isinstance(records, dict) or not all(isinstance(word, str) for word in words):
        return None
    do, at, run, step = words
    return Entry(do, at, run, step, records, said, end)


def records_of(entries: Iterable[Entry]) -> dict[str, Any]:
    """The records as entries left them, by id."""
    records: dict[str, Any] = {}
    for entry in entries:
        records |= entry.records
    return records


def last_saved(data: bytes) -> tuple[Signature, int] | None:
    """The version of the file that was written last, and how far into the journal it goes."""
    end = len(data)
    while (at := data.rfind(b' {"do":"' + SAVED.encode(), 0, end)) >= 0:
        start = data.rfind(LINE, 0, at) + 1
        stop = data.find(LINE, at) + 1
        found = parse(data[start:stop], stop) if stop else None
        saved = None if found is None else saved_in(found)
        if saved is not None:
            return saved
        end = at
    return None


def saved_in(entry: Entry) -> tuple[Signature, int] | None:
    """What an entry says of the file that was written; None where it says nothing usable."""
    signed, upto = entry.more.get("file"), entry.more.get("upto")
    if entry.do != SAVED or not isinstance(signed, list) or not isinstance(upto, int):
        return None
    return (Signature(*signed), upto) if len(signed) == 3 else None


def _zipped(data: bytes) -> bytes:
    import gzip

    return gzip.compress(data, 6, mtime=0)


def _unzipped(archive: Path) -> bytes:
    import gzip

    try:
        return gzip.decompress(archive.read_bytes())
    except (OSError, EOFError, ValueError):
        return b""


def _without(data: bytes, identities: frozenset[str], records: Mapping[str, Any]) -> bytes:
    lines = []
    for text in data.splitlines(keepends=True):
        entry = parse(text, 0)
        if entry is None:  # damaged: kept as it is, unless it may say what is to be forgotten
            if not any(identity.encode() in text for identity in identities):
                lines.append(text)
            continue
        if not identities & entry.records.keys():
            if entry.do != SAVED:  # it counts bytes, which are others now
                lines.append(text)
            continue
        kept = {
            i: record
            for i, record in entry.records.items()
            if i not in identities or record == records.get(i)
        }
        if kept:
            said = {"at": entry.at, "run": entry.run, "step": entry.step}
            lines.append(line(entry.do, **said, records=kept, **entry.more))
    return b"".join(lines)


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "[*?" else letter for letter in name)
