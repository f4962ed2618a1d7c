"""What the commands do: one function each, under the names of `reader.ui.keys.COMMANDS`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reader.ui.commands import around, marking, moving, selecting
from reader.ui.keys import COMMANDS

_ROOMS = (moving, selecting, marking, around)

RUN: dict[str, Callable[[Any], None]] = {
    command.name: next(
        getattr(room, command.name) for room in _ROOMS if hasattr(room, command.name)
    )
    for command in COMMANDS
}
