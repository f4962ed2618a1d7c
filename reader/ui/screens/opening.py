"""What is shown while the first document is being read, where that takes long."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

SOON = 0.5  # seconds after which it is said


class OpeningScreen(Screen[None]):
    """Nothing at first; then what is being opened, and how to give that up."""

    DEFAULT_CSS = "OpeningScreen { background: $background; } #said { padding: 0 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "app.give_up", "Give up"),
        ("q", "app.give_up", "Give up"),
    ]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name_said = name

    def compose(self) -> ComposeResult:
        yield Static("", id="said", markup=False)

    def on_mount(self) -> None:
        words = f"Opening {self._name_said} …\nesc gives up"
        self.set_timer(SOON, lambda: self.query_one("#said", Static).update(words))
