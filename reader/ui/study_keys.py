"""The commands of study, with their keys."""

from __future__ import annotations

from reader.ui.command import Command
from reader.ui.key_places import ANYWHERE

STUDYING = (
    Command("session", "ctrl+t", ANYWHERE, "session", "A study session: start, pause, stop it"),
)
