"""The entries of the catalogue: what a library knows of each document, and their records."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from reader.annotations.annotation import now
from reader.annotations.conflict_copies import is_copy_name
from reader.annotations.files import Json, Signature, read_json
from reader.annotations.storage import AtomicStorage
from reader.errors import StorageError
from reader.study.tempo import understood
from reader.text.spans import Span

UNCOUNTED = -1
NO_TEXT = "notes"  # the format of a document of which only notes came in, from a file of them
PLACES = 8  # former places of a document that are remembered


class Entry(NamedTuple):
    """What the library knows of a document.

    ``path`` is relative to the library if the file is inside, else absolute, and empty for a
    document that came through a pipe.
    ``sha256`` is that of the canonical text, ``length``, ``place`` and ``read`` count its code
    points: how long it is, where the reading stopped, what was read. ``file`` is the name of its
    annotations file. ``added`` is empty while the catalogue does not hold it, ``opened`` while
    nobody has read it, ``id`` for a file of the library that was never opened.

    ``size`` is that of the file in bytes, ``pace`` how many code points of it are read in a
    minute at the standard pace; 0 while they are not known. ``annotations`` and ``questions``
    (those still open) are counts, `UNCOUNTED` where nobody has counted yet. ``forgotten`` is when
    a person took the document off the shelf.

    ``places`` are the paths where it was before, or is on other machines, the last first;
    ``identifiers`` and ``sketch`` those of the document that was there last. ``displaced`` is when
    the file at ``path`` was found to be another document; this one is then nowhere. ``whole`` is
    whether all of a page of HTML is read, and not its article alone; ``asked`` is the format that
    a person wants a file to be read as. ``auto_export`` is when its annotations are exported by
    themselves, one of the words of the setting; empty where that setting decides.
    ``not_of`` are the ids of documents that a person said these notes, which came in without a
    text, are not of. ``tempo`` are the stretches that were read last, see `reader.study.tempo`.
    """

    id: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    path: str = ""
    sha256: str = ""
    format: str = ""
    added: str = ""
    opened: str = ""
    place: int = 0
    length: int = 0
    read: tuple[Span, ...] = ()
    file: str = ""
    size: int = 0
    pace: int = 0
    annotations: int = UNCOUNTED
    questions: int = UNCOUNTED
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    forgotten: str = ""
    places: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    sketch: str = ""
    displaced: str = ""
    whole: bool = False
    asked: str = ""
    auto_export: str = ""
    not_of: tuple[str, ...] = ()
    tempo: tuple[int, ...] = ()

    @property
    def off_the_shelf(self) -> bool:
        """Whether it was forgotten, and not read again since; or is kept nowhere, as what came
        through a pipe, and has no annotations to look at."""
        return self.forgotten > self.opened or (
            bool(self.id) and not (self.path and not self.displaced) and not self.annotations
        )

    @property
    def begun(self) -> bool:
        """Whether somebody has read or annotated it."""
        return bool(self.opened) or self.annotations != 0

    def moved_to(self, path: str) -> Entry:
        """The entry with its file there now."""
        if path in ("", self.path):
            return self._replace(displaced="")
        before = dict.fromkeys((self.path, *self.places))
        places = tuple(place for place in before if place not in ("", path))[:PLACES]
        return self._replace(path=path, places=places, displaced="")


# What belongs to the shelf: `Library.remember`, which follows the reading, leaves it alone.
OF_THE_SHELF = ("annotations", "questions", "tags", "collections", "forgotten", "auto_export")


def record_of(entry: Entry) -> Json:
    """An entry as the catalogue keeps it, under its id."""
    fields = entry._asdict()
    del fields["id"]
    lists = ("authors", "tags", "collections", "places", "identifiers", "not_of", "tempo")
    return {
        **fields,
        **{name: list(fields[name]) for name in lists},
        "read": [list(span) for span in entry.read],
    }


def is_record(record: object) -> bool:
    """Whether this describes a document; ``file`` must be a name and nothing more."""
    if not isinstance(record, dict):
        return False
    name = record.get("file")
    if not isinstance(name, str) or name in ("", ".", ".."):
        return False
    return "/" not in name and os.sep not in name


_DEFAULTS = tuple((n, d, d.__class__) for n, d in Entry()._asdict().items() if n != "id")


def entry_of(identity: str, record: Mapping[str, Any]) -> Entry:
    """The entry of a record; a field that is missing or not understood has its default."""
    fields: list[Any] = [identity]
    get = record.get
    for name, default, kind in _DEFAULTS:
        value = get(name, default)
        if kind is tuple and value.__class__ is list:
            value = _items(name, value)
        fields.append(value if value.__class__ is kind else default)
    return Entry._make(fields)


def text_of(record: Mapping[str, Any], name: str) -> str:
    """A text of a record; empty where there is none of that name."""
    value = record.get(name)
    return value if isinstance(value, str) else ""


def texts_of(record: Mapping[str, Any], name: str) -> list[str]:
    """The texts of a record under a name; none where there is no list of texts."""
    value = record.get(name)
    return list(filter(_is_text, value)) if isinstance(value, list | tuple) else []


def last_read_first(records: Mapping[str, Json]) -> list[tuple[str, Json]]:
    """Ids and records, those read last first, then those added last."""

    def moments(item: tuple[str, Json]) -> tuple[str, str]:
        return text_of(item[1], "opened"), text_of(item[1], "added")

    return sorted(records.items(), key=moments, reverse=True)


def described_in(path: Path) -> tuple[str, Json] | None:
    """The id and the record that an annotations file gives of its document, if it does."""
    try:
        meta = (read_json(path) or {}).get("meta")
    except StorageError:
        return None
    record = meta.get("document") if isinstance(meta, dict) else None
    identity = record.get("id") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(identity, str) or not identity:
        return None
    return identity, {**record, "file": path.name, "added": text_of(record, "added") or now()}


def files_below(folder: str) -> Iterator[str]:
    """The files in a folder and below, by their paths from there; hidden ones are passed over."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = parent[len(folder) + 1 :]
        yield from (
            f"{inside}{os.sep}{name}" if inside else name
            for name in sorted(names)
            if name[0] != "."
        )


def copies(name: str, names: set[str]) -> bool:
    """Whether a file is named as the copy that a sync tool leaves of another of these."""
    stems = (name[:length] for length in range(1, len(name)) if f"{name[:length]}.json" in names)
    return any(is_copy_name(name, stem) for stem in stems)


def slug(title: str) -> str:
    """A title as a file name that is safe everywhere: at most 40 of a-z, 0-9 and hyphens."""
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore")
    apart = re.sub(r"['`]", "", plain.decode().lower())
    words = re.sub(r"[^a-z0-9]+", "-", apart).strip("-")
    if len(words) > 40:
        cut = words[:41]
        words = cut[: cut.rfind("-")] if "-" in cut[20:] else cut[:40]
    return words or "document"


def export_name(title: str) -> str:
    """The name of the Markdown file that the annotations of a document are exported to."""
    return f"{slug(title)}.md"


def file_name(title: str, identity: str) -> str:
    """The name of the annotations file of a document."""
    return f"{slug(title)}-{identity[-8:]}.json"


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _items(name: str, value: list[Any]) -> tuple[Any, ...]:
    """The items of the list of this name that are understood."""
    if name == "tempo":
        return understood(value)
    return tuple(_spans(value) if name == "read" else filter(_is_text, value))


def _spans(value: list[Any]) -> Iterator[Span]:
    for pair in value:
        match pair:
            case [int() as start, int() as end] if 0 <= start < end:
                yield Span(start, end)


# What was read last of a catalogue: its path, its version, its tables, which nobody changes.
# Opening a document asks for them several times, and ten thousand documents take a while to read.
_read: dict[Path, tuple[Json, Signature]] = {}


def storage_of(path: Path, locks: Path) -> AtomicStorage:
    """The storage of a catalogue, which begins with what was read of it before."""
    storage = AtomicStorage(path, locks)
    if path in _read:
        storage.know(*_read[path])
    return storage


def tables_of(storage: AtomicStorage) -> Json:
    """The tables of a catalogue as they are now, kept for the next who asks."""
    tables = storage.read() or {}
    good = storage.signature is not None and not storage.damaged
    if not good or storage.path not in _read:
        _read.clear()
    if storage.signature is not None and good:
        _read[storage.path] = tables, storage.signature
    return tables
