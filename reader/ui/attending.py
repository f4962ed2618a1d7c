"""What of the text was before the reader's eyes for long enough to have been read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.study import clock
from reader.study.coverage import Attention, add
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


class Attending:
    """Accounts for the time that lines are on one screen."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._attention = Attention()
        self._since = clock.monotonic()
        self._looked: list[Span] = []
        self.on_read: list[Callable[[Sequence[Span], float], object]] = []

    def forget(self) -> None:
        """The text is another one: what was looked at of the old one says nothing of it."""
        self._attention = Attention()
        self._since = clock.monotonic()
        self._looked = []

    def look(self) -> None:
        """Account for the time since the last look to the lines that were on screen."""
        screen = self._screen
        now = clock.monotonic()
        read = self._attention.look(screen.document.text, self._looked, now - self._since)
        self._since = now
        self._looked = [Span(line.start, line.end) for _, line in screen.view.lines()]
        for span in read:
            screen.read = add(screen.read, span)
        if read:
            screen.sections.take_read(screen.read, read)
        for tell in self.on_read:
            tell(read, 0.0)
