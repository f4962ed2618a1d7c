"""What is asked for while a document is still being opened, and done when it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


class Waiting:
    """What waits for the document of one screen, in the order in which it was asked for."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._deeds: list[Callable[[], object]] = []

    def for_text(self, do: Callable[[], object]) -> None:
        """Do something as soon as the whole document is there, annotations or not."""
        if self._screen.document.complete:
            do()
        else:
            self.for_notes(do)

    def for_notes(self, do: Callable[[], object]) -> None:
        """Do something as soon as the whole document and its annotations are there: mostly now."""
        screen = self._screen
        if screen.reading is not None:
            do()
        elif screen.refused:
            screen.say(screen.refused)
        else:
            self._deeds.append(do)
            screen.say("The rest is still being read; this follows in a moment.")

    def for_opened(self, do: Callable[[], object]) -> None:
        """Do something when the opening is over, whatever came of it, and say nothing."""
        if self._screen.reading is not None or self._screen.refused:
            do()
        else:
            self._deeds.append(do)

    def end(self) -> None:
        """All is there: do what waits."""
        deeds, self._deeds = self._deeds, []
        for do in deeds:
            do()

    def give_up(self) -> None:
        """There will be no annotations: forget what waits."""
        self._deeds.clear()
