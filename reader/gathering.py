"""Putting files on the shelf: one by one or whole folders, and finding again what was moved.

Files stay where they are and are only looked into.
"""

from __future__ import annotations

import gzip
import os
import shlex
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from reader.annotations.annotation import new_id
from reader.catalogue import Entry, file_name
from reader.documents.known import (
    BY_SUFFIX,
    PACKED,
    Format,
    install,
    is_installed,
    looks_like,
    of_name,
    suffix_of,
)
from reader.documents.opening import (
    Source,
    first_piece,
    open_document,
    read_source,
    source_from_bytes,
)
from reader.errors import ReaderError
from reader.library import Library
from reader.study.coverage import pace

HEAD = 64 * 1024  # bytes that are read of a file to learn its title
SNIFFED = 4096  # bytes that tell a text
AT_ONCE = 400  # documents that are written into the catalogue together

Stop = Callable[[], bool]


class Progress(NamedTuple):
    """How far the gathering is: files looked at, of how many, and what came of them. ``left_out``
    tells what cannot be read as long as nothing is installed for it."""

    done: int = 0
    total: int = 0
    added: int = 0
    moved: int = 0
    known: int = 0
    problems: tuple[str, ...] = ()
    left_out: str = ""

    @property
    def words(self) -> str:
        """What came of it, in one line."""
        parts = [f"{self.added} added"] if self.added or not self.moved else []
        parts += [f"{self.moved} found again where they are now"] if self.moved else []
        parts += (
            [f"{self.known} {'was' if self.known == 1 else 'were'} here already"]
            if self.known
            else []
        )
        parts += [f"{len(self.problems)} not: {self.problems[0]}"] if self.problems else []
        parts += [f"left out: {self.left_out}"] if self.left_out else []
        return ", ".join(parts)


def files_below(
    folder: Path, stop: Stop = lambda: False, left_out: Counter[Format] | None = None
) -> Iterator[str]:
    """The paths of the readable files in a folder and below, by name.

    ``left_out`` counts those that would be, if more were installed. Hidden ones are passed over;
    links are followed, but into no folder twice.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [os.path.realpath(folder)]
    while waiting and not stop():
        here = waiting.pop()
        try:
            status = os.stat(here)  # noqa: PTH116 - there may be thousands
            with os.scandir(here) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            continue
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        below = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            try:
                if entry.is_dir():
                    below.append(os.path.realpath(entry.path) if entry.is_symlink() else entry.path)
                elif entry.is_file() and readable(entry.path):
                    yield os.path.realpath(entry.path) if entry.is_symlink() else entry.path
                elif left_out is not None and (missing := missing_for(entry.path)):
                    left_out[missing] += 1
            except OSError:
                continue
        waiting += reversed(below)


def readable(path: str) -> bool:
    """Whether a file looks like one that can be read: by its suffix; where that says too little,
    by its beginning."""
    suffix = suffix_of(path)
    known = BY_SUFFIX.get(suffix)
    if suffix and (known is None or known.sure):
        return known is not None and not is_missing(known)
    try:
        source = source_from_bytes(path, _head(path))
    except (ReaderError, OSError, EOFError, zlib.error):
        return False
    return known is None or looks_like(known, source.data.decode("latin-1"))


def missing_for(path: str) -> Format | None:
    """The format of a file that is only read when more is installed; None if it is none."""
    known = BY_SUFFIX.get(suffix_of(path))
    return known if known is not None and is_missing(known) else None


def is_missing(known: Format) -> bool:
    """Whether a format cannot be read as long as nothing is installed for it; of what is text, the
    text can be."""
    return known.binary and not is_installed(known)


def _head(path: str) -> bytes:
    """The first bytes of a file, unpacked."""
    opened = gzip.open if path.lower().endswith(PACKED) else open
    with opened(path, "rb") as file:
        return bytes(file.read(SNIFFED))


def glimpse(library: Library, path: Path) -> Entry:
    """A new entry for a file, with what its beginning tells; all of it, if it is short.

    Raises ReaderError for a file that cannot be read.
    """
    entry = Entry(id=new_id(), title=path.stem, path=library.place_of(path), annotations=0)
    entry = entry._replace(questions=0)
    try:
        size = path.stat().st_size
        short = size <= HEAD or not path.is_file()
        known = of_name(path.name)
        if known is not None and (known.binary or known.program):
            source = read_source(path)
            piece = first_piece(source)
            short = piece is None
            document = piece or open_document(source)
        else:
            packed = path.suffix.lower() == PACKED
            source = read_source(path) if short or packed else _beginning(path)
            document = open_document(source)
    except OSError:
        source = read_source(path)  # says what is wrong
        document = open_document(source)
        short, size = True, len(source.data)
    entry = entry._replace(
        title=document.metadata.title or path.stem,
        authors=document.metadata.authors,
        format=document.metadata.format,
        size=size,
        pace=pace(document.text),
    )
    if short:
        digest = document.fingerprint
        entry = entry._replace(length=len(document.text), sha256=digest)
    return entry._replace(file=file_name(entry.title, entry.id))


def _beginning(path: Path) -> Source:
    """The first lines of a long file."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    cut = head.rfind(b"\n")
    return source_from_bytes(str(path), head[: cut + 1] or head)._replace(path=path)


class Known(NamedTuple):
    """What is on the shelf, to be asked of thousands of files: entries by the path of their
    file, and those whose file is gone, by its name and by its size."""

    paths: Mapping[str, Entry]
    lost: Mapping[str | int, Sequence[Entry]]


def known_to(library: Library, entries: Iterable[Entry]) -> Known:
    """Look where the files of these entries are."""
    root = str(library.root.resolve())
    known = [(os.path.join(root, entry.path), entry) for entry in entries if entry.path]  # noqa: PTH118
    paths = {path: entry for path, entry in known if not entry.displaced}
    lost: dict[str | int, list[Entry]] = {}
    for path, entry in known:
        if entry.id and (entry.displaced or not os.path.isfile(path)):  # noqa: PTH113
            lost.setdefault(os.path.basename(path), []).append(entry)  # noqa: PTH119
            if entry.size:
                lost.setdefault(entry.size, []).append(entry)
    return Known(paths, lost)


def gather(
    library: Library,
    places: Iterable[Path],
    known: Known,
    *,
    by_hand: bool = True,
    stop: Stop = lambda: False,
) -> Iterator[Progress]:
    """Put files, and those in folders, on the shelf; how far it is, after each file.

    A file that is gone is found again where its text is now. What was forgotten comes back if it
    is added ``by_hand``. Our own exports are no documents, unless they were opened as such, or are
    added by hand and by their own names. What was done before ``stop`` says so stays done.
    """
    from reader.annotations.exchange.markdown import is_export

    files: list[str] = []
    meant: set[str] = set()
    problems: list[str] = []
    left_out: Counter[Format] = Counter()
    for place in places:
        if place.is_dir():
            files += files_below(place, stop, left_out)
        else:
            files.append(os.path.realpath(place))
            if by_hand:
                meant.add(files[-1])
    news: list[Entry] = []
    back: list[Entry] = []
    added = moved = old = 0

    def keep() -> None:
        if news:
            library.keep(news)
        if back:
            library.keep(back, "path", "places", "displaced", "forgotten")
        news.clear()
        back.clear()

    for done, file in enumerate(dict.fromkeys(files), 1):
        if stop():
            break
        entry = known.paths.get(file)
        if not (entry and entry.id) and file not in meant and is_export(file):
            continue
        try:
            if entry is None:
                entry = _found_again(library, Path(file), known)
                if entry is not None:
                    back.append(entry.moved_to(library.place_of(Path(file))))
                    moved += 1
                else:
                    news.append(glimpse(library, Path(file)))
                    added += 1
            elif not entry.id:
                news.append(glimpse(library, Path(file)))
                added += by_hand
            elif entry.off_the_shelf and by_hand:
                back.append(entry._replace(forgotten=""))
                added += 1
            else:
                old += by_hand
        except ReaderError as error:
            problems.append(str(error))
        if len(news) + len(back) >= AT_ONCE:
            keep()
        yield Progress(done, len(files), added, moved, old, tuple(problems))
    keep()
    told = _told(left_out) if by_hand else ""
    yield Progress(len(files), len(files), added, moved, old, tuple(problems), told)


def _told(left_out: Mapping[Format, int]) -> str:
    """How many files of which formats were left out, and the command that helps."""
    return ", ".join(
        f"{count} × {known.called.partition(' ')[2]} ({install(known)})"
        for known, count in left_out.items()
    )


def _found_again(library: Library, path: Path, known: Known) -> Entry | None:
    """The entry whose file is gone and whose text this file has.

    Only files of the same name or size are looked into. What was never read, nor annotated, has
    no text to be known by: there the same name and size will do.
    """
    if not known.lost:
        return None
    size = path.stat().st_size
    candidates = {e.id: e for key in (path.name, size) for e in known.lost.get(key, ())}
    if not candidates:
        return None
    digest = ""
    for entry in candidates.values():
        if not entry.sha256:
            if (Path(entry.path).name, entry.size) == (path.name, size):
                return entry
            continue
        digest = digest or _digest(path)
        if entry.sha256 == digest:
            return entry
    return None


def _digest(path: Path) -> str:
    return open_document(read_source(path)).fingerprint


def paths_in(pasted: str) -> list[Path]:
    """The files and folders that a pasted text names, as terminals paste what is dropped on them:
    quoted, with backslashes or as ``file://`` addresses; none unless all of it is such names."""
    words: list[str] = []
    for line in pasted.replace("\0", "\n").splitlines():
        line = line.strip()
        if not line:
            continue
        if _path(line) is not None:  # a name with spaces, as it is
            words.append(line)
            continue
        try:
            words += shlex.split(line)
        except ValueError:
            return []
    found = [_path(word) for word in words]
    return [path for path in found if path is not None] if all(found) else []


def _path(word: str) -> Path | None:
    """The absolute path that a word names, if there is something."""
    if word.startswith("file://"):
        word = unquote(urlsplit(word).path)
    if not word.startswith(("/", "~")):
        return None
    try:
        path = Path(word).expanduser()
        return path if path.exists() else None
    except (OSError, RuntimeError, ValueError):
        return None
