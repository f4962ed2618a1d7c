"""Which library is used: the one that was named, found or is the person's own; made if need be."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from reader import config
from reader.annotations.annotation import new_id
from reader.errors import StorageError, UsageError
from reader.library import Library


def find_library(
    option: str | None = None,
    environment: Mapping[str, str] = os.environ,
    cwd: Path | None = None,
) -> Library:
    """The library to use, made if it is not there yet.

    ``option`` (a folder), else ``$READER_LIBRARY``, else the nearest folder from ``cwd`` upward
    that holds both ``documents`` and ``annotations``, else the one in the user's data folder.
    Raises UsageError for a place where none can be, StorageError where it cannot be made.
    """
    state = config.state_folder(environment)
    named = config.named_library(option, environment, cwd or Path.cwd())
    if named is None:
        root = config.default_library()
        _make(root, "no library was named", shipped=True)
        return Library(root, state)
    root, how = named
    if how != "found":
        root = (cwd or Path.cwd()) / root
        if root.exists() and not root.is_dir():
            raise UsageError(f"{how}: {root} is a file; a library is a folder")
        if not root.exists() and not root.parent.is_dir():
            raise UsageError(f"{how}: {root} cannot be made, there is no folder {root.parent}")
        _make(root, how)
    return Library(root, state)


def library_there(option: str | None = None) -> Library | None:
    """The library that `find_library` would give, if it is there already; none is made."""
    root = config.library_there(option)
    return Library(root, config.state_folder()) if root is not None else None


def _make(root: Path, how: str, *, shipped: bool = False) -> None:
    """Make the folders of a library that are missing, with the shipped documents if asked."""
    there = root.is_dir()
    try:
        root.mkdir(parents=shipped, exist_ok=True)
        if shipped and not (root / "documents").exists():
            import shutil

            beside = root / f".documents-{new_id()}"
            shutil.copytree(config.shipped_documents(), beside)
            beside.rename(root / "documents")
        for name in ("documents", "annotations"):
            (root / name).mkdir(exist_ok=True)
    except OSError as error:
        if there and not shipped:
            return  # a folder that cannot be written to can still be read from
        raise StorageError(
            f"{how}: the library {root} cannot be made ({error.strerror}); "
            "name another one with --library DIR"
        ) from None
