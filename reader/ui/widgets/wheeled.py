"""Rows that the wheel of the mouse scrolls."""

from __future__ import annotations

from typing import ClassVar

from textual import events

from reader.ui.widgets.drawn import Drawn


class Wheeled(Drawn):
    """A drawn widget that shows some of its rows, others by the wheel."""

    WHEEL: ClassVar[int] = 3  # rows a notch

    def scroll_rows(self, rows: int) -> None:
        """Show what is so many rows further on; negative is back."""
        raise NotImplementedError

    def wheel(self, rows: int) -> None:
        """The wheel was turned by so many rows: they are scrolled."""
        self.scroll_rows(rows)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.wheel(self.WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.wheel(-self.WHEEL)
