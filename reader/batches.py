"""Changes to the annotations of several documents that are one step: done together, and taken back
together.

Each document takes its part as one change under the name of the batch. Which batches there were
is told by lines of JSON in the state folder; a batch is noted there before its first change, so
that one that was interrupted can be taken back as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from reader.annotations.annotation import new_id, now
from reader.annotations.files import locked, path_key, refusal, replace_file
from reader.annotations.planning import Edits
from reader.annotations.store import Annotations
from reader.catalogue import Entry
from reader.errors import StorageError
from reader.library import Library
from reader.shelf import counts

NAME = "batches"  # what the names of the files begin with, of which each library has its own
_MOST = 100  # batches that can be taken back

Step = Callable[[int, int], None]


class Batch(NamedTuple):
    """What was done: ``label`` says it to a person, ``documents`` are ids of the catalogue."""

    id: str
    label: str
    at: str
    documents: tuple[str, ...]


class Outcome(NamedTuple):
    """What became of a batch: how many annotations it changed in how many documents, how many it
    left as they are, the documents that refused, with the reason, and what is to be told of the
    exports that write themselves."""

    batch: Batch
    annotations: int = 0
    documents: int = 0
    left: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = ()


def apply(
    library: Library,
    label: str,
    edits: Iterable[tuple[Entry, Edits]],
    step: Step = lambda done, of: None,
) -> Outcome:
    """Do all of this, for each document once, as one batch. They have to be in the catalogue.

    A document that cannot be changed is told of, and the others are changed nevertheless. Raises
    StorageError where the batch cannot be noted; nothing has changed then.
    """
    parts = [(entry, edit) for entry, edit in edits if any(edit)]
    batch = Batch(new_id(), label, now(), tuple(entry.id for entry, _ in parts))
    if not parts:
        return Outcome(batch)
    _note(library, lambda batches: [*batches, batch])
    edit_of = {entry.id: edit for entry, edit in parts}

    def change(entry: Entry, store: Annotations) -> tuple[int, int]:
        return len(store.edit(edit_of[entry.id], batch.id)), 0

    return _in_all(library, batch, change, step)


def apply_to(library: Library, label: str, entry: Entry, store: Annotations, edits: Edits) -> Batch:
    """Change the annotations of one document whose store is at hand, as a batch; see `apply`.

    Raises StorageError where it cannot be changed.
    """
    batch = Batch(new_id(), label, now(), (entry.id,))
    _note(library, lambda batches: [*batches, batch])
    if not store.edit(edits, batch.id):
        _forget(library, batch)
    store.save()
    return batch


def batches(library: Library) -> list[Batch]:
    """The batches that can be taken back, the last one last."""
    try:
        lines = _path(library).read_bytes().splitlines()
    except OSError:
        return []
    return [batch for line in lines if (batch := _read(line)) is not None]


def take_back(
    library: Library,
    batch: Batch | None = None,
    step: Step = lambda done, of: None,
    *,
    dry_run: bool = False,
) -> Outcome | None:
    """Take a batch back, by default the last one; None where there is none. A ``dry_run`` tells
    what would become of it, and changes nothing.

    What was changed after it stays as it is; so do documents that are not in the catalogue any
    more. A document that refuses keeps its part, and the batch
    can be taken back again.
    """
    known = batches(library)
    chosen = batch or (known[-1] if known else None)
    if chosen is None:
        return None

    def change(entry: Entry, store: Annotations) -> tuple[int, int]:
        back, left = store.take_back(chosen.id, dry_run=dry_run)
        return len(back), left

    if dry_run:
        return _in_none(library, chosen, change)
    outcome = _in_all(library, chosen, change, step)
    if not outcome.refused:
        _forget(library, chosen)
    return outcome


def _in_all(
    library: Library,
    batch: Batch,
    change: Callable[[Entry, Annotations], tuple[int, int]],
    step: Step,
) -> Outcome:
    """Make a change in each document of a batch; it tells how many annotations it touched, and how
    many it left."""
    waiting = set(batch.documents)
    counted: list[Entry] = []
    refused: list[tuple[str, str]] = []
    changed = documents = left = 0
    for entry, store in _stores(library, waiting):
        step(len(batch.documents) - len(waiting), len(batch.documents))
        waiting.discard(entry.id)
        try:
            touched, kept = change(entry, store)
            store.save()
            number, questions = counts(store.all())
        except StorageError as error:
            refused.append((entry.title, str(error)))
            continue
        changed, left, documents = changed + touched, left + kept, documents + bool(touched)
        counted.append(entry._replace(annotations=number, questions=questions))
    library.keep(counted, "annotations", "questions")
    if waiting and len(waiting) == len(batch.documents):
        refused.append((batch.label, "none of its documents is in this library now"))
    step(len(batch.documents), len(batch.documents))
    return Outcome(batch, changed, documents, left, tuple(refused))


def _in_none(
    library: Library, batch: Batch, change: Callable[[Entry, Annotations], tuple[int, int]]
) -> Outcome:
    """What a change that writes nothing would come to in each document of a batch."""
    refused: list[tuple[str, str]] = []
    changed = documents = left = 0
    for entry, store in _stores(library, set(batch.documents)):
        try:
            touched, kept = change(entry, store)
        except StorageError as error:
            refused.append((entry.title, str(error)))
            continue
        changed, left, documents = changed + touched, left + kept, documents + bool(touched)
    return Outcome(batch, changed, documents, left, tuple(refused))


def _stores(library: Library, wanted: set[str]) -> Iterator[tuple[Entry, Annotations]]:
    """The documents with these ids, and their annotations."""
    seen = set()
    for entry, store in library.notebook(lambda entry: entry.id in wanted):
        seen.add(entry.id)
        yield entry, store
    for entry in library.browse():  # one of two entries for the same text
        if entry.id in wanted - seen:
            yield entry, library.annotations_of(entry)


def _path(library: Library) -> Path:
    return library.state / f"{NAME}-{path_key(library.annotations)}"


def _forget(library: Library, batch: Batch) -> None:
    _note(library, lambda batches: [one for one in batches if one.id != batch.id])


def _note(library: Library, change: Callable[[list[Batch]], list[Batch]]) -> None:
    path = _path(library)
    with locked(path, library.state / "locks"):
        lines = [json.dumps(batch._asdict()) for batch in change(batches(library))[-_MOST:]]
        try:
            replace_file(path, "".join(f"{line}\n" for line in lines).encode())
        except OSError as error:
            raise refusal(error, path) from None


def _read(line: bytes) -> Batch | None:
    """The batch of a line; None for what is none."""
    try:
        record: Any = json.loads(line)
        batch = Batch(record["id"], record["label"], record["at"], tuple(record["documents"]))
    except (ValueError, TypeError, KeyError):
        return None
    return batch if all(isinstance(one, str) for one in (*batch[:3], *batch.documents)) else None
