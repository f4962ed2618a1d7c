"""The copies that sync tools leave beside a file when two machines wrote it.

    Syncthing              notes.sync-conflict-20261122-081530-ABCDEFG.json
    Dropbox, Nextcloud     notes (Ada's conflicted copy 2026-11-22).json, in any language
    ownCloud               notes_conflict-20261122-081530.json
    OneDrive               notes-ADAS-LAPTOP.json
    Google Drive, iCloud   notes (1).json, notes 2.json

A copy is read, merged, and once what it held is durable elsewhere, moved to the quarantine.
"""

from __future__ import annotations

import contextlib
import os
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from reader.annotations.files import (
    Json,
    Signature,
    move_aside,
    read_signed_json,
    signature,
)
from reader.annotations.storage import check_tables
from reader.errors import StorageError
from reader.text.patterns import lazy

_REST = lazy(
    r"\.sync-conflict-\d{8}-\d{6}(-\w+)?"
    r"| ?\(.+\)"
    r"|_conflict-\d{8}-\d{6}"
    r"|-[^\W_][\w.-]*"
    r"| \d+"
    r"| - [^.]+"
)


def is_copy_name(name: str, stem: str) -> bool:
    """Whether a sync tool may have made this file name of that of ``stem``.json."""
    if not name.startswith(stem) or not name.endswith(".json"):
        return False
    return _REST.fullmatch(name[len(stem) : -len(".json")]) is not None


TICK = 2_000_000_000  # nanoseconds


class Watch:
    """Finds the copies of one file; ``found`` are those that were read, as they were then."""

    def __init__(self, path: Path, twins: tuple[Path, ...] = ()) -> None:
        self.found: dict[Path, Signature] = {}
        self._path = path
        self._twins = twins
        self._folder: int | None = None  # when the folder changed, in nanoseconds
        self._passed: dict[Path, Signature | None] = {}

    def look(self, document: str) -> Iterator[Json]:
        """The tables of each copy that is new, if it is of this document."""
        try:
            changed = self._path.parent.stat().st_mtime_ns
        except OSError:
            return
        if changed == self._folder:
            return
        # The clock of a folder is coarse: one that changed just now may change unseen.
        settled = time.time_ns() - changed > TICK
        self._folder = changed if settled else None
        folder = str(self._path.parent)
        for path in self._candidates(_names_at(folder, changed) if settled else _names(folder)):
            signed = signature(path)
            if signed is None or self.found.get(path, self._passed.get(path)) == signed:
                continue
            try:
                tables, signed = read_signed_json(path, check_tables)
            except StorageError:
                self._passed[path] = signed  # not whole yet, or no copy at all: left alone
                self._folder = None
                continue
            if tables is None or signed is None:
                continue
            if path not in self._twins and not _is_of(tables, document):
                self._passed[path] = signed
                continue
            self.found[path] = signed
            yield tables

    def put_aside(self, copies: Mapping[Path, Signature]) -> None:
        """Move copies whose content is durable elsewhere into the quarantine, if unchanged."""
        for path, signed in copies.items():
            if self.found.pop(path, None) is None or signature(path) != signed:
                self._folder = None
                continue
            with contextlib.suppress(OSError):
                move_aside(path)
            self._passed[path] = signed

    def _candidates(self, names: list[str]) -> list[Path]:
        folder, stem = self._path.parent, self._path.stem
        copies = []
        for name in names[bisect_left(names, stem) :]:
            if not name.startswith(stem):
                break
            if name != self._path.name and is_copy_name(name, stem):
                copies.append(folder / name)
        return [*copies, *self._twins]


def _names(folder: str) -> list[str]:
    with contextlib.suppress(OSError):
        return sorted(os.listdir(folder))  # noqa: PTH208 - a thousand paths cost more
    return []


@lru_cache(maxsize=2)
def _names_at(folder: str, changed: int) -> list[str]:
    """The names in a folder that changed last then: a library has one for all its files."""
    return _names(folder)


def _is_of(tables: Json, document: str) -> bool:
    meta = tables.get("meta")
    described = meta.get("document") if isinstance(meta, dict) else None
    said = described.get("id") if isinstance(described, dict) else None
    return said == document if said else "annotations" in tables
