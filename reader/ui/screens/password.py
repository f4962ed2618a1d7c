"""The password of an encrypted document."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from reader.ui.screens.modal import Modal


class PasswordScreen(Modal[str | None]):
    """Asks for a password, which is not shown; the answer is None when given up."""

    DEFAULT_CSS = """
    PasswordScreen { align: center middle; background: $background 40%; }
    PasswordScreen > Vertical {
        width: 90%; max-width: 60; height: auto; max-height: 100%;
        background: $panel; padding: 0 1; border: round $primary;
    }
    PasswordScreen Static { height: auto; }
    PasswordScreen Input { height: 1; border: none; padding: 0; background: $background; }
    PasswordScreen Input:focus { border: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "give up")]

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = "Password"
            yield Static(self.why, markup=False)
            yield Input(password=True, compact=True)
            yield Static("enter opens it · esc gives up · it is not kept", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value or None)
