"""What was written into an exported file last: the base that a later export is compared with.

One small JSON file per exported file, in the hidden folder ``.exports`` beside the annotations,
named by the document's id and by the path. It may be lost: then nothing is known of who changed
what, and what differs in the file is taken for the person's.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reader.annotations.files import Json, path_key, read_json, write_json_atomically
from reader.errors import StorageError

FOLDER = ".exports"


class State(StrEnum):
    """Where a passage is in the file: in its place, among those without a place in the text,
    among the removed ones, or nowhere, because the person took it out."""

    HERE = "here"
    ORPHAN = "orphan"
    REMOVED = "removed"
    LEFT_OUT = "left out"


class WrittenPassage(NamedTuple):
    """A passage as it was written last; None is what nobody knows.

    ``seen`` is the record of the annotation whose note ``body`` is.
    """

    quote: str | None = None
    body: str | None = None
    about: str | None = None
    tags: tuple[str, ...] = ()
    state: State = State.HERE
    seen: Mapping[str, Any] | None = None


class Written(NamedTuple):
    """A whole file as it was written last."""

    front: Mapping[str, str] = MappingProxyType({})
    title: str = ""
    headings: tuple[str, ...] = ()
    passages: Mapping[str, WrittenPassage] = MappingProxyType({})


def written_path(annotations: Path, document: str, path: Path) -> Path:
    """Where the base of an exported file is kept."""
    return annotations / FOLDER / f"{document}-{path_key(path)}.json"


def documents_of(annotations: Path, path: Path) -> list[str]:
    """The ids of the documents that were exported to this file."""
    end = f"-{path_key(path)}.json"
    found = sorted((annotations / FOLDER).glob(f"*{end}"))
    return [one.name.removesuffix(end) for one in found]


def bases_of(annotations: Path, document: str) -> list[Path]:
    """Where the bases of all files are kept that a document was exported to."""
    return sorted((annotations / FOLDER).glob(f"{document}-*.json"))


def load(path: Path) -> Written | None:
    """The base in a file; None where there is none that can be used."""
    try:
        data = read_json(path)
    except (StorageError, OSError):
        return None
    return from_json(data) if data is not None else None


def save(path: Path, written: Written, *, document: str, target: Path) -> None:
    """Keep the base of a file; raises StorageError."""
    if load(path) != written:
        known = {"document": document, "path": os.path.realpath(target), **to_json(written)}
        write_json_atomically(path, known)


def to_json(written: Written) -> Json:
    """A base as JSON."""
    return {
        "front": dict(written.front),
        "title": written.title,
        "headings": list(written.headings),
        "passages": {
            identity: {
                name: _plain(value)
                for name, value in passage._asdict().items()
                if value is not None
            }
            for identity, passage in written.passages.items()
        },
    }


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def from_json(data: Mapping[str, Any]) -> Written | None:
    """A base from JSON; None where it is none."""
    front, passages = data.get("front"), data.get("passages")
    if not isinstance(front, dict) or not isinstance(passages, dict):
        return None
    known = {i: found for i, one in passages.items() if (found := _passage(one)) is not None}
    return Written(
        {str(name): str(line) for name, line in front.items()},
        str(data.get("title", "")),
        _texts(data.get("headings")),
        known,
    )


def _passage(data: object) -> WrittenPassage | None:
    if not isinstance(data, dict) or data.get("state") not in set(State):
        return None
    seen = data.get("seen")
    quote, body, about = (
        value if isinstance(value := data.get(name), str) else None
        for name in ("quote", "body", "about")
    )
    return WrittenPassage(
        quote,
        body,
        about,
        _texts(data.get("tags")),
        State(data["state"]),
        seen if isinstance(seen, dict) else None,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
