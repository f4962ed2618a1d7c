"""What the commands of the reading screen do: one function each, under the names of
`reader.ui.keys.COMMANDS`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.binding import Binding, BindingsMap
from textual.screen import Screen

from reader.ui.commands import (
    around,
    headings,
    links,
    look,
    marking,
    moving,
    reviewing,
    selecting,
    studying,
)
from reader.ui.key_places import READING
from reader.ui.keys import COMMANDS, keys_in

_ROOMS = (moving, selecting, marking, around, look, headings, links, studying, reviewing)

RUN: dict[str, Callable[[Any], None]] = {
    command.name: next(
        getattr(room, command.name) for room in _ROOMS if hasattr(room, command.name)
    )
    for command in COMMANDS
    if set(command.places) & set(READING)
}


def bindings(*places: str) -> list[Binding]:
    """A binding for each key of each command of some places, addressed by the command's name."""
    return [
        Binding(
            key,
            f"command('{command.name}')",
            command.help,
            show=False,
            id=command.name,
            # Before the widgets: keys that arrive together, as over a slow line, are then taken
            # one after the other. `check_action` leaves the prompt and the labels their keys.
            priority=True,
        )
        for command in COMMANDS
        if set(command.places) & set(places)
        for key in dict.fromkeys(
            key for place in places if place in command.places for key in keys_in(place, command)
        )
    ]


def bind(screen: Screen[Any], *places: str) -> None:
    """Give a screen the keys that the commands of its places have now.

    Not Textual's keymap: that takes a key away from every other binding of the screen, and here
    a key means another thing in another place.
    """
    own = [binding for binding in screen.BINDINGS if isinstance(binding, tuple)]
    screen._bindings = BindingsMap([*own, *bindings(*places)])
    screen.refresh_bindings()
