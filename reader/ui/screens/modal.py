"""A screen over another one, that gives one answer, once.

Textual closes whatever screen is on top: a second key or click that means "close", taken before
the first one has had its effect, would close the screen below as well. And a screen that is
closed before its widgets are there falls over when it looks for them.
"""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Answer = TypeVar("Answer")


class Modal(ModalScreen[Answer]):
    """What our screens over the text are made from."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with an answer, unless that is done already."""
        return super().dismiss(result) if _can_close(self, result) else AwaitComplete()


def _can_close(screen: Screen[Answer], result: Answer | None) -> bool:
    """Whether a screen can be closed now; if only its widgets are not there yet, it is asked
    again as soon as they are."""
    if screen.is_mounted:
        return screen.app.screen is screen  # not one that others cover

    def again() -> None:
        screen.dismiss(result)

    screen.call_later(again)
    return False
