"""One line of a journal: what was done, to bytes and back.

    1f2e3d4c {"do":"add","at":"…","run":"…","step":"…","records":{"<id>":{…}}}

Eight digits of CRC-32, a space, JSON in UTF-8, a line end. A line ``saved`` says that the file
was written, which version of it (inode, size, time) and how far into the journal (bytes) it
goes; it may be lost, and then the whole journal is read.
"""

from __future__ import annotations

import contextlib
import json
from binascii import crc32
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from reader.annotations.files import Signature

BEGIN = "begin"  # the first line: which file this is the journal of, how many archives there are
BASE = "base"  # all records, after older lines were put into an archive
SAVED = "saved"
LINE = b"\n"
SETTLING = timedelta(seconds=15)  # a change this young reaches the file by itself


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


def is_settling(at: str) -> bool:
    """Whether a change of that time is so young that its program may not have saved it yet."""
    with contextlib.suppress(ValueError, TypeError):
        age = datetime.now(UTC) - datetime.fromisoformat(at)
        return timedelta(0) <= age < SETTLING
    return False


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


def without(data: bytes, identities: frozenset[str], records: Mapping[str, Any]) -> bytes:
    """Lines without what they say of these records, but for how those are now."""
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
