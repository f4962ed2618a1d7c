"""Which section the reading of a screen is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

_ON_THE_WAY, _NOWHERE = -1, -2  # instead of a place


class Orientation:
    """Tells the section that is read, also at the end of the text, where nothing scrolls."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._arrived = 0, _NOWHERE  # where one went last, and the place that the text then had

    @property
    def place(self) -> int:
        """The place of which the section is the one being read: at the end of the text, where
        nothing scrolls any more, the last section that begins on the screen, or where one went."""
        view, document = self._screen.view, self._screen.sections.document
        place, shown = view.place, view.shown
        if view.caret is not None or place == 0 or shown.end < document.body_end:
            return place
        offset, then = self._arrived
        if then in (_ON_THE_WAY, place):
            return max(place, offset)
        last = document.section_at(max(0, shown.end - 1))
        return max(place, document.outline[last].start) if last >= 0 else place

    def go(self, offset: int, *, row: int | None = None) -> None:
        """Show an offset; where nothing scrolls any more, its section is the one being read."""
        view = self._screen.view
        self._arrived = offset, _ON_THE_WAY
        view.go(offset, row=row)
        self._arrived = offset, view.place
        self.follow()

    def follow(self) -> None:
        """Let the sections pane mark the section being read."""
        self._screen.sections.follow(self.place, self._screen.view.shown.end)
