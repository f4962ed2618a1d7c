"""Notes of other programs: a file of them is read, and goes where a plan says.

All of it is one step that can be taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from reader import batches, following
from reader.annotations.exchange import formats
from reader.annotations.exchange.incoming import Imported
from reader.annotations.planning import Edits
from reader.batches import Batch, Outcome
from reader.catalogue import NO_TEXT, Entry
from reader.errors import ReaderError, UsageError
from reader.import_plans import NEW, File, Going, Plan
from reader.library import Library
from reader.matching import (
    as_named,
)

LABEL = "import"  # what the name of a batch begins with
LARGEST = 1 << 29  # bytes of a file of notes

Step = Callable[[str, int, int], None]


def read_file(path: Path, format: str = "") -> File:  # noqa: A002
    """The notes of a file; its problem where it cannot be read at all.

    Raises UsageError for a format that there is not, or that is not read.
    """
    kind = formats.named(format) if format else None
    if format and (kind is None or not kind.reads):
        names = ", ".join(one.name for one in formats.FORMATS if one.reads)
        raise UsageError(f"there is no format “{format}” to read; there are {names}")
    name = str(path)
    try:
        if path.stat().st_size > LARGEST:
            raise ReaderError(f"{name}: it is larger than {LARGEST >> 20} MB")
        data = path.read_bytes()
    except FileNotFoundError:
        return File(name, Imported(""), f"{name}: no such file")
    except OSError as error:
        return File(name, Imported(""), f"{name}: {error.strerror or error}")
    except ReaderError as error:
        return File(name, Imported(""), str(error))
    kind = kind or formats.recognise(data, path.name)
    if kind is None:
        return File(name, Imported(""), f"{name}: no format of notes is like it; --format names it")
    try:
        return File(name, formats.module_of(kind).read(data, path.name))
    except ReaderError as error:
        words = str(error)
        return File(name, Imported(kind.name), words if path.name in words else f"{name}: {words}")


# --- planning ----------------------------------------------------------------------------------


def apply(library: Library, planned: Plan, step: Step = lambda what, done, of: None) -> Outcome:
    """Let the works that are wanted come in. Raises StorageError where nothing can be written."""
    entries: dict[str, Entry] = {}
    by_entry: dict[str, list[Going]] = defaultdict(list)
    leaving: dict[str, list[str]] = defaultdict(list)
    for part in planned.parts:
        if not part.wanted:
            continue
        for going in part.going:
            entries[going.entry.id] = as_named(going.entry, part.work)
            by_entry[going.entry.id].append(going)
            if going.left is not None:
                entries.setdefault(going.left.id, going.left)
                leaving[going.left.id].append(going.annotation.id)
    edits = {identity: _edits(going) for identity, going in by_entry.items()}
    for identity, gone in leaving.items():
        store = library.annotations_of(entries[identity])
        removed = tuple(mine for one in gone if (mine := store.get(one)) is not None)
        edits[identity] = edits.get(identity, Edits())._replace(removed=removed)
    wanted = {identity for identity, edit in edits.items() if any(edit)}
    new = [entries[identity] for identity in wanted]
    kept = library.keep(new) if new else []
    named = [one for one in new if one.format == NO_TEXT]
    if named:  # what came without a title may have one now
        library.keep(named, "title", "authors", "identifiers")
    names = dict(zip((one.id for one in new), kept, strict=True))
    return following.apply(
        library,
        f"{LABEL} {', '.join(Path(file.name).name for file in planned.files)}",
        [(names[identity], edits[identity]) for identity in wanted],
        lambda done, of: step("writing", done, of),
    )


def _edits(going: Iterable[Going]) -> Edits:
    going = list(going)
    added, changed, restored, renewed = [], {}, [], []
    reviews = tuple(review for one in going for review in one.reviews)
    for one in going:
        if one.fate in NEW and one.again:
            restored.append(one.annotation.id)
        elif one.fate in NEW and one.anew:
            renewed.append(one.annotation)
        elif one.fate in NEW:
            added.append(one.annotation)
            if one.left is not None:
                renewed.append(one.annotation)  # where it was there before
        elif one.update is not None and one.update.fields:
            changed[one.annotation.id] = (one.update.seen, one.update.fields)
    return Edits(tuple(added), changed, (), tuple(restored), tuple(renewed), reviews=reviews)


def last_import(library: Library) -> Batch | None:
    """The last import that can be taken back."""
    done = reversed(batches.batches(library))
    return next((batch for batch in done if batch.label.startswith(LABEL)), None)
