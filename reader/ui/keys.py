"""Every command: its name, keys, where it applies, and what it says.

One table serves the key bindings, the hint row, the help screen and the command palette. What
the commands of the reading screen do is in `reader.ui.commands`, under the same names; another
screen has a method of that name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reader.ui.command import Command
from reader.ui.key_names import is_typed, shown
from reader.ui.key_places import TYPING
from reader.ui.reading_keys import (
    ANNOTATING,
    COMFORT,
    FINDING,
    HEADINGS,
    MOVING_ABOUT,
    PANES_AND_SCREEN,
    REST,
    SELECTING,
)
from reader.ui.review_keys import LEARNING
from reader.ui.screen_keys import (
    FINDING_FILES,
    IMPORTING,
    NOTES_OF_ALL,
    OTHER_SCREENS,
    REPAIRING,
    SHELF,
)
from reader.ui.study_keys import STUDYING

# In the order of the help: what people come for first.
GROUPS = (
    ("Mark and write", ANNOTATING),
    ("Select", SELECTING),
    ("Find", FINDING),
    ("Move", MOVING_ABOUT),
    ("Study", (*STUDYING, *LEARNING)),
    ("Panes", PANES_AND_SCREEN),
    ("Headings", HEADINGS),
    ("Comfort", COMFORT),
    ("The library", SHELF),
    ("The notebook", NOTES_OF_ALL),
    ("Files", FINDING_FILES),
    ("And", REST),
    ("Importing notes", IMPORTING),
    ("Putting notes right", REPAIRING),
    ("Over the text", OTHER_SCREENS),
)
COMMANDS = tuple(command for _, commands in GROUPS for command in commands)
BY_NAME = {command.name: command for command in COMMANDS}

# The keys that commands have now, by their names, where they are not those of the table.
_now: dict[str, str] = {}


def use(keys: Mapping[str, str]) -> None:
    """From now on commands have these keys."""
    _now.clear()
    _now.update(keys)


def keys_now(command: Command) -> list[str]:
    """The keys that a command has now, the one to show first."""
    return [key for key in _now.get(command.name, command.keys).split(",") if key]


def keys_in(place: str, command: Command) -> list[str]:
    """The keys that a command has in a place: where one types, none that is a character, and
    those of the table if no other is left."""
    found = keys_now(command)
    if place not in TYPING:
        return found
    return [key for key in found if not is_typed(key)] or [
        key for key in command.keys.split(",") if not is_typed(key)
    ]


def keys_of(command: Command) -> str:
    """All keys of a command, for the help."""
    return " ".join(map(shown, keys_now(command)))


def key_of(name: str) -> str:
    """The key to show for a command, in a message; where it has none, the way to it."""
    found = keys_now(BY_NAME[name])
    return shown(found[0]) if found else f"“{name.replace('_', ' ')}”"


def in_place(place: str) -> Iterator[Command]:
    """The commands that apply in a place, in the order of the table."""
    return (command for command in COMMANDS if place in command.places)
