"""How many cards are due, for the prompt of a shell: told before anything else is loaded.

Whoever works out what is due keeps the moments of all cards in a file of the state folder, with
what the files were that they come from, and the cards themselves behind that. As long as the files
are the same, the number at any moment follows from it. This module imports nothing that Python has
not loaded anyway.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
import zlib

from reader import prepaint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, BinaryIO

    Moments = tuple[list[int], list[int], int, list[int]]

_VERSION = 3 << 16 | sys.version_info.major << 8 | sys.version_info.minor
ASKED = ["review", "--count"]  # the call that is answered here
CATALOGUE = "catalogue.json"  # it changes with every place that is read to, and says nothing of due


def answer(arguments: list[str], environment: Mapping[str, str] = os.environ) -> bool:
    """Print how many cards are due, if these arguments ask for that and it is known."""
    if arguments != ASKED:
        return False
    try:
        root = prepaint.library_at(environment, os.getcwd())  # noqa: PTH109
        number = known(root or data_folder(environment), environment, time.time())
    except (OSError, ValueError, TypeError, EOFError, OverflowError):
        return False
    if number is None:
        return False
    os.write(1, b"%d\n" % number)
    return True


def known(root: str, environment: Mapping[str, str], now: float) -> int | None:
    """How many cards are due in a library at a moment (seconds since 1970), if what was kept of it
    is current."""
    root = os.path.realpath(root)
    with open(_path(root, environment), "rb") as file:  # noqa: PTH123
        head = _head(file)
    if head is None:
        return None
    told, journals, files, settings, limits, moments = head
    if (told, settings) != (root, _settings(environment)):
        return None
    if files != folders_now(f"{root}/annotations", journals):
        return None
    return count(moments, limits[0], limits[1], now)


def cards(
    root: str, environment: Mapping[str, str], files: int, limits: tuple[int, ...]
) -> bytes | None:
    """The cards that were kept of a library, packed, if its files and limits are the same."""
    root = os.path.realpath(root)
    try:
        with open(_path(root, environment), "rb") as file:  # noqa: PTH123
            head = _head(file)
            same = head and (head[0], head[2], head[4]) == (root, files, limits)
            return file.read() if same else None
    except (OSError, ValueError, TypeError, EOFError):
        return None


def _head(file: BinaryIO) -> tuple[Any, ...] | None:
    """What a file of cards says of them, unless it is damaged or of another version."""
    size, check = (int.from_bytes(file.read(4), "big") for _ in range(2))
    data = file.read(size)
    if zlib.crc32(data) != check:
        return None
    version, *head = marshal.loads(data)
    return tuple(head) if version == _VERSION else None


def count(moments: Moments, begins: int, new_a_day: int, now: float) -> int:
    """How many cards are due now (seconds since 1970), as `scheduling.queue` has it.

    ``moments`` are, in milliseconds, when known cards are due, when those are that are being
    learned, how many were never asked, and when each of the others was asked first.
    """
    known, learning, new, first = moments
    began, ends = _day(begins, now)
    introduced = sum(moment >= began for moment in first)
    due = sum(moment < ends for moment in known)
    due += sum(moment <= int(now * 1000) for moment in learning)
    return due + max(0, min(new, new_a_day - introduced))


def keep(
    root: str,
    environment: Mapping[str, str],
    journals: str,
    files: int,
    limits: tuple[int, ...],
    moments: Moments,
    cards: bytes,
) -> None:
    """Keep the cards of a library, packed, and when they are due. ``files`` is what `folders_now`
    gave before they were read; ``limits`` are the hour at which a day begins, how many new ones a
    day has, and what else it may depend on. A failure is no reason to say anything."""
    root = os.path.realpath(root)
    said = (_VERSION, root, journals, files, _settings(environment), limits, moments)
    head = marshal.dumps(said)
    data = len(head).to_bytes(4, "big") + zlib.crc32(head).to_bytes(4, "big") + head + cards
    try:
        path = _path(root, environment)
        beside = f"{path}.{os.getpid()}"
        with open(beside, "wb") as file:  # noqa: PTH123
            file.write(data)
        os.replace(beside, path)  # noqa: PTH105
    except OSError:
        return


def folders_now(*folders: str) -> int:
    """A number for what the files of folders are now: another one where anything changed."""
    found = []
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name[0] != "." and entry.name != CATALOGUE:
                        status = entry.stat()
                        signed = status.st_ino, status.st_size, status.st_mtime_ns
                        found.append(f"{entry.name} {signed}")
        except FileNotFoundError:
            continue
    found.sort()
    data = "\n".join(found).encode("utf-8", "surrogateescape")
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def data_folder(environment: Mapping[str, str]) -> str:
    """The person's own library, as `reader.config.default_library` has it."""
    return _folder(environment, "XDG_DATA_HOME", ".local/share")


def _folder(environment: Mapping[str, str], variable: str, usual: str) -> str:
    home = environment["HOME"]
    if sys.platform == "darwin":
        return f"{home}/Library/Application Support/reader"
    return (environment.get(variable, "").strip() or f"{home}/{usual}") + "/reader"


def settings_file(environment: Mapping[str, str]) -> str:
    """The file of the settings, as `reader.settings.path` has it."""
    given = environment.get("READER_CONFIG")
    folder = os.path.expanduser(given) if given else ""  # noqa: PTH111
    return f"{folder or _folder(environment, 'XDG_CONFIG_HOME', '.config')}/settings.toml"


def _settings(environment: Mapping[str, str]) -> str:
    """What the file of the settings is now."""
    path = settings_file(environment)
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return path
    return f"{path} {status.st_ino} {status.st_size} {status.st_mtime_ns}"


def _path(root: str, environment: Mapping[str, str]) -> str:
    folder = prepaint.state_folder(environment)
    if not folder:
        raise OSError("it is not known where it is kept")
    return f"{folder}/due-{prepaint.key_of(root, 'due')}"


def _day(begins: int, now: float) -> tuple[int, int]:
    """When the day of study began, and when the next one begins, in milliseconds: see
    `reader.study.days`."""
    there = time.localtime(now)
    year, month, day = there[:3]
    day -= _at(year, month, day, begins) > now
    began, ends = (_at(year, month, day + more, begins) for more in (0, 1))
    return int(began * 1000), int(ends * 1000)


def _at(year: int, month: int, day: int, hour: int) -> float:
    return time.mktime((year, month, day, hour, 0, 0, 0, 0, -1))
