"""Records what a program does to a folder, and tells what a power cut could leave of it.

The model is a weak one. What a file holds is durable up to its last flush; of what was written
later there may be all, nothing, a half, zeros, or all but the last byte. A name (made, renamed,
removed) is durable once its folder was flushed; of the later ones there may be any.
"""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

CALLS = (
    "open",
    "write",
    "mkdir",
    "rename",
    "replace",
    "unlink",
    "link",
    "ftruncate",
    "fsync",
    "fdatasync",
    "close",
)
SUBSETS_OF = 6  # names that may be there or not, each by itself; older ones all or none
CHOICES = 3  # files of which every combination of states is tried

Names = dict[tuple[int, str], int]


class Version(NamedTuple):
    """What a file holds, and what a signature of it is made of."""

    data: bytes
    inode: int
    modified: int


class Event(NamedTuple):
    """Something that happened: ``names`` changed as one, ``file`` was written, or ``flushed``
    was; ``told`` is what the test itself noted."""

    names: tuple[tuple[int, str, int | None], ...] = ()
    file: int | None = None
    version: Version | None = None
    flushed: int | None = None
    told: Any = None


Image = dict[str, Version | None]  # by path; None is a folder


class Recorder:
    """Looks at a folder before and after every call that may change it.

    Writes need not be seen themselves: what changed between two calls is found by looking.
    Numbers of its own stand for inodes, because those are used again.
    """

    def __init__(self, root: Path) -> None:
        self.events: list[Event] = []
        self.first: Names = {}
        self.root = root
        self._fresh = itertools.count(1)
        self._names: Names = {}
        self._numbers: dict[int, int] = {root.stat().st_ino: 0}
        self._files: dict[int, Version] = {}
        self._looking = False
        self.look()
        self.first = dict(self._names)
        self.events.clear()

    def tell(self, told: Any) -> None:
        """Note something in the order of events."""
        self.look()
        self.events.append(Event(told=told))

    def look(self) -> None:
        """Note what has changed since the last look."""
        names: Names = {}
        files: dict[int, Version] = {}
        numbers = {self.root.stat().st_ino: 0}
        folders = [(self.root, 0)]
        while folders:
            folder, number = folders.pop()
            with os.scandir(folder) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    status = entry.stat()
                    known = self._numbers.get(status.st_ino)
                    child = next(self._fresh) if known is None else known
                    names[number, entry.name] = child
                    numbers[status.st_ino] = child
                    self._numbers[status.st_ino] = child
                    if entry.is_dir():
                        folders.append((Path(entry.path), child))
                    else:
                        data = Path(entry.path).read_bytes()
                        files[child] = Version(data, status.st_ino, status.st_mtime_ns)
        gone = tuple((*key, None) for key in self._names.keys() - names.keys())
        come = tuple((*key, names[key]) for key in names if self._names.get(key) != names[key])
        for number, version in files.items():
            if self._files.get(number) != version:
                self.events.append(Event(file=number, version=version))
        if gone or come:
            self.events.append(Event(names=(*come, *gone)))
        self._names, self._files, self._numbers = names, files, numbers

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Record while this lasts."""
        with contextlib.ExitStack() as stack:
            for name in CALLS:
                original = getattr(os, name)
                stack.enter_context(mock.patch.object(os, name, self._wrapped(name, original)))
            yield

    def _wrapped(self, name: str, original: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            if self._looking:
                return original(*arguments, **options)
            self._looking = True
            try:
                self.look()
                result = original(*arguments, **options)
                if name in ("fsync", "fdatasync"):
                    number = self._numbers.get(os.fstat(arguments[0]).st_ino)
                    if number is not None:
                        self.events.append(Event(flushed=number))
                else:
                    self.look()
                return result
            finally:
                self._looking = False

        return call


class Disk:
    """What is surely on the disk after some events, and what may be."""

    def __init__(self, first: Mapping[tuple[int, str], int]) -> None:
        self.names: Names = dict(first)
        self.pending: list[tuple[tuple[int, str, int | None], ...]] = []
        self.durable: dict[int, Version] = {}
        self.written: dict[int, list[Version]] = {}

    def take(self, event: Event) -> None:
        """Go on by one event."""
        if event.names:
            self.pending.append(event.names)
        if event.file is not None and event.version is not None:
            self.written.setdefault(event.file, []).append(event.version)
        if event.flushed is not None:
            for version in self.written.pop(event.flushed, [])[-1:]:
                self.durable[event.flushed] = version
            later = []
            for change in self.pending:
                if any(folder == event.flushed for folder, _, _ in change):
                    _apply(self.names, change)
                else:
                    later.append(change)
            self.pending = later

    def images(self, *, every: bool) -> Iterator[Image]:
        """What a power cut could leave now; with ``every`` not only prefixes of what is open."""
        open_files = sorted(self.written)
        for names in self._possible_names(every=every):
            there = _reachable(names)
            open_here = [number for number in open_files if number in there.values()]
            # A file has been written once at least, so what has no contents is a folder.
            for chosen in self._possible_files(open_here, every=every):
                contents = {**self.durable, **chosen}
                yield {path: contents.get(number) for path, number in there.items()}

    def _possible_names(self, *, every: bool) -> Iterator[Names]:
        early, late = self.pending[:-SUBSETS_OF], self.pending[-SUBSETS_OF:]
        if not every:
            for count in range(len(self.pending) + 1):
                yield self._with(self.pending[:count])
            return
        for older in ([], early) if early else ([],):
            for kept in itertools.product((False, True), repeat=len(late)):
                yield self._with([*older, *itertools.compress(late, kept)])

    def _with(self, changes: list[tuple[tuple[int, str, int | None], ...]]) -> Names:
        names = dict(self.names)
        for change in changes:
            _apply(names, change)
        return names

    def _possible_files(self, numbers: list[int], *, every: bool) -> Iterator[dict[int, Version]]:
        states = {number: self._states(number) for number in numbers}
        if every and sum(len(found) > 1 for found in states.values()) <= CHOICES:
            for chosen in itertools.product(*states.values()):
                yield dict(zip(numbers, chosen, strict=True))
            return
        for at in range(max(map(len, states.values()), default=1)):
            yield {number: found[min(at, len(found) - 1)] for number, found in states.items()}

    def _states(self, number: int) -> list[Version]:
        last = self.written[number][-1]
        before = self.durable.get(number, Version(b"", last.inode, last.modified)).data
        kept = len(before) if last.data.startswith(before) else 0
        tail = len(last.data) - kept
        torn = (
            before,
            last.data[: kept + tail // 2],
            last.data[:kept] + bytes(tail),
            last.data[: kept + tail // 2] + bytes(tail - tail // 2),
            last.data[:-1],
        )
        found = [*self.written[number], *(last._replace(data=data) for data in torn)]
        return list({version.data: version for version in found}.values())


def _apply(names: Names, change: tuple[tuple[int, str, int | None], ...]) -> None:
    for folder, name, number in change:
        if number is None:
            names.pop((folder, name), None)
        else:
            names[folder, name] = number


def _reachable(names: Names) -> dict[str, int]:
    """The number at each path that leads down from the folder itself."""
    found: dict[str, int] = {}
    within: dict[int, list[tuple[str, int]]] = {}
    for (folder, name), number in names.items():
        within.setdefault(folder, []).append((name, number))
    todo = [("", 0)]
    while todo:
        path, folder = todo.pop()
        for name, number in within.get(folder, ()):
            found[f"{path}{name}"] = number
            todo.append((f"{path}{name}/", number))
    return found
