"""What a command is."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """A command. ``keys`` are Textual key names, the first one is shown; ``hint`` is for the
    hint row ("" keeps it out), ``help`` one line that says what it does."""

    name: str
    keys: str
    places: tuple[str, ...]
    hint: str
    help: str
