"""What is folded in each document, over runs: ``folds.json`` of the state folder, by their ids."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reader import config
from reader.errors import StorageError
from reader.ui.section_tree import NOTHING_FOLDED, UNFOLDED, Folds

MOST = 500  # documents, and sections of each, that are remembered


class FoldMemory:
    """What is folded in all documents: in memory at once, in the file when it is told to."""

    def __init__(self) -> None:
        self._known = load()
        self._unwritten: dict[str, Folds] = {}
        self.changes = 0

    def of(self, identity: str) -> Folds:
        """What is folded in one document."""
        return self._known.get(identity, NOTHING_FOLDED)

    def keep(self, identity: str, folds: Folds) -> None:
        """From now on this is folded in a document."""
        if folds != self.of(identity):
            self._known[identity] = self._unwritten[identity] = folds
            self.changes += 1

    def write(self) -> None:
        """Write down what is new, in a thread if need be."""
        unwritten, self._unwritten = self._unwritten, {}
        if unwritten:
            keep(unwritten)


def load(file: Path | None = None) -> dict[str, Folds]:
    """The folds of all documents by their ids; empty if there is nothing usable."""
    from reader.annotations.files import read_json

    try:
        kept = read_json(file or _path()) or {}
    except StorageError:
        return {}
    return {identity: folds for identity, value in kept.items() if (folds := _parsed(value))}


def _parsed(value: Any) -> Folds | None:
    if not isinstance(value, dict):
        return None
    level, others = value.get("level", UNFOLDED), value.get("others", [])
    if type(level) is not int or level < 0 or not isinstance(others, list):
        return None
    return Folds(level, frozenset(path for path in others if isinstance(path, str)))


def keep(changed: Mapping[str, Folds], file: Path | None = None) -> None:
    """Keep the folds of some documents; a failure is no reason to stop reading."""
    from reader.annotations.files import write_json_atomically

    kept = {
        identity: folds
        for identity, folds in (load(file) | dict(changed)).items()
        if folds != NOTHING_FOLDED
    }
    try:
        write_json_atomically(file or _path(), _plain(kept))
    except StorageError:
        return


def _plain(kept: Mapping[str, Folds]) -> dict[str, Any]:
    newest = sorted(kept.items())[-MOST:]  # ids begin with the time
    # The outermost have the shortest paths, and are those that are missed most.
    return {
        identity: {"level": level, "others": sorted(sorted(others, key=len)[:MOST])}
        for identity, (level, others) in newest
    }


def _path() -> Path:
    return config.state_folder() / "folds.json"
