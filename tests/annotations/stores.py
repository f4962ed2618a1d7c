"""What the tests of stores do to them and to their files, and how they tell what stands there."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest import mock

from reader.annotations import ledger, storage
from reader.annotations.annotation import Annotation
from reader.annotations.ledger import Ledger
from reader.annotations.store import Annotations

Mark = Callable[..., Annotation]
Open = Callable[[], Annotations]

# What is there


def filed(store: Annotations, annotation: Annotation) -> Annotation:
    """Add an annotation, and bring it into the file."""
    store.add(annotation)
    store.save()
    return annotation


# What is told


def ids(annotations: list[Annotation]) -> list[str]:
    return [annotation.id for annotation in annotations]


def notes_of(annotations: list[Annotation]) -> list[str]:
    return [annotation.note for annotation in annotations]


def notes(store: Annotations) -> list[str]:
    return notes_of(store.all())


def shown(store: Annotations, identity: str) -> tuple[list[str], list[str]]:
    """The notes that stand, and those beside one of them."""
    return notes(store), notes_of(store.others(identity))


def texts(store: Annotations, identity: str) -> list[str]:
    """The same notes in alphabetical order, whichever of them stand."""
    standing, beside = shown(store, identity)
    return sorted(standing + beside)


# The file


def saved(path: Path, store: Annotations) -> dict[str, Any]:
    """What the file says when it was brought up."""
    store.save()
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the file as another program would that keeps no book of it."""
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def edit_one(path: Path, identity: str, **fields: object) -> None:
    """Give fields of one annotation other values in the file, and say nothing of it there."""
    edit(path, lambda data: data["annotations"][identity].update(fields))


def rotate(store: Annotations | Ledger) -> None:
    """Save, with the journal found to be too long."""
    with mock.patch.object(ledger, "ROTATE_BYTES", -1_000_000_000):
        store.save()


def full_disk() -> AbstractContextManager[object]:
    """For as long as this lasts no file of annotations can be written."""
    full = OSError(errno.ENOSPC, "No space left on device")
    return mock.patch.object(storage, "write_beside", side_effect=full)


# Others


def write_apart(
    store: Annotations, open_store: Open, first: Annotation, theirs: str, mine: str
) -> None:
    """Add an annotation whose note two people then write anew, neither seeing the other's."""
    store.add(first)
    [seen] = store.all()
    open_store().change(first.id, note=theirs)
    store.change(first.id, seen=seen, note=mine)


def elsewhere(store: Annotations, root: Path) -> Annotations:
    """The document on another machine that got the file as it is now, and has not read it yet."""
    store.save()
    path = root / "there" / store.path.name
    path.parent.mkdir()
    path.write_bytes(store.path.read_bytes())
    return Annotations(path, {"id": "d1"}, state=root / "state there")


def send(source: Annotations, target: Annotations) -> None:
    """What a sync tool does: the newer file takes the place of the other."""
    source.save()
    target.path.parent.mkdir(exist_ok=True)
    target.path.write_bytes(source.path.read_bytes())
    target.refresh()
