"""A screen over another one, that gives one answer, once.

Textual closes whatever screen is on top: a second key or click that means "close", taken before
the first one has had its effect, would close the screen below as well. And a screen that is
closed before its widgets are there falls over when it looks for them.
"""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.events import Click
from textual.screen import ModalScreen, Screen

Answer = TypeVar("Answer")


class Modal(ModalScreen[Answer]):
    """What our screens over the text are made from."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with an answer, unless that is done already."""
        return super().dismiss(result) if _can_close(self, result) else AwaitComplete()


class Commands(CommandPalette):
    """Textual's palette of commands."""

    def on_mount(self) -> None:
        """Textual makes the list of a fixed class; it lacks only how to take a late click."""
        for found in self.query(CommandList):  # none, where it is taken away again already
            found.__class__ = _Found

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, unless that is done already."""
        return super().dismiss(result) if _can_close(self, result) else AwaitComplete()


class _Found(CommandList):
    """The commands found, which may have become fewer since the click on one of them."""

    def on_click(self, event: Click) -> None:
        if event.style.meta.get("option", -1) >= self.option_count:
            event.prevent_default()


def _can_close(screen: Screen[Answer], result: Answer | None) -> bool:
    """Whether a screen can be closed now; if only its widgets are not there yet, it is asked
    again as soon as they are."""
    if screen.is_mounted:
        return screen.app.screen is screen  # not one that others cover

    def again() -> None:
        screen.dismiss(result)

    screen.call_later(again)
    return False
