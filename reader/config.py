"""Where things are, and what the screen remembers between two runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reader.errors import StorageError

LIBRARY_VARIABLE = "READER_LIBRARY"
STATE_VARIABLE = "READER_STATE"
CONFIG_VARIABLE = "READER_CONFIG"


def named_library(
    option: str | None, environment: Mapping[str, str], folder: Path
) -> tuple[Path, str] | None:
    """The library that was named, and by what; None if none was.

    ``option`` comes first, then the environment, then the nearest folder from ``folder``
    upward that holds both ``documents`` and ``annotations``.
    """
    if option is not None:
        return Path(option).expanduser(), "--library"
    if environment.get(LIBRARY_VARIABLE):
        return Path(environment[LIBRARY_VARIABLE]).expanduser(), LIBRARY_VARIABLE
    for root in (folder, *folder.parents):
        if (root / "documents").is_dir() and (root / "annotations").is_dir():
            return root, "found"
    return None


def library_there(option: str | None) -> Path | None:
    """The library that would be used, if it is there already; none is made."""
    named = named_library(option, os.environ, Path.cwd())
    root = Path.cwd() / named[0] if named else default_library()
    return root if (root / "annotations").is_dir() else None


def default_library() -> Path:
    """The library in the user's data folder, for when none was named."""
    from platformdirs import user_data_path

    return user_data_path("reader", appauthor=False)


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of what belongs to this machine and may be lost: locks, the screen's memory."""
    if environment.get(STATE_VARIABLE):
        return Path(environment[STATE_VARIABLE]).expanduser()
    from platformdirs import user_state_path

    return user_state_path("reader", appauthor=False)


def config_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of what a person set by hand: the settings, themes."""
    if environment.get(CONFIG_VARIABLE):
        return Path(environment[CONFIG_VARIABLE]).expanduser()
    from platformdirs import user_config_path

    return user_config_path("reader", appauthor=False)


def shipped_documents() -> Path:
    """The folder of the documents that come with the program."""
    here = Path(__file__).resolve().parent
    installed = here / "shipped_documents"
    return installed if installed.is_dir() else here.parent / "documents"


def load_state() -> dict[str, Any]:
    """What the screen remembered (theme, widths, panes, last colour); empty if nothing usable."""
    from reader.annotations.files import read_json

    try:
        return read_json(state_folder() / "screen.json") or {}
    except StorageError:
        return {}


def save_state(state: Mapping[str, Any]) -> None:
    """Let the screen remember this. It is no user data: a failure is passed over in silence."""
    from reader.annotations.files import write_json_atomically

    try:
        write_json_atomically(state_folder() / "screen.json", dict(state))
    except (StorageError, TypeError, ValueError):
        return
