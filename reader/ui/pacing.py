"""The text scrolls by itself: a row at a time, when its words were read at the person's pace."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.settings import BY_NAME
from reader.study.coverage import seconds_at
from reader.ui import key_places, keys

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

STEP = 1.1  # how much faster or slower at a time
LATE = 5.0  # seconds behind after which the time was not spent reading

# Commands that do not stop the scrolling: they lead nowhere else.
ALONG = frozenset(
    ("auto_scroll", "faster", "slower", "theme", "narrower", "wider", "focus_mode", "look")
) | {command.name for command in keys.in_place(key_places.LOOK)}


class AutoScroll:
    """One timer while it runs, none else."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self._due = 0.0

    @property
    def running(self) -> bool:
        """Whether the text scrolls by itself."""
        return self._timer is not None

    @property
    def pace(self) -> int:
        """Words a minute."""
        return self._screen.settings.number("reading.pace")

    def toggle(self) -> None:
        """Start or stop."""
        if self.running:
            self.stop()
        else:
            self._due = time.monotonic()
            self._wait()
        self._screen.update_header()

    def stop(self) -> None:
        """Stop where it is."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._screen.update_header()
            self._screen.keys_changed()

    def change(self, factor: float) -> None:
        """Go faster or slower, from the rest of the present row on."""
        before = self.pace
        limits = BY_NAME["reading.pace"]
        pace = max(limits.low, min(limits.high, round(before * factor)))
        self._screen.look_changed("reading.pace", pace)
        if self._timer is not None:
            self._timer.stop()
            now = time.monotonic()
            self._due = now + (self._due - now) * before / pace
            self._set_timer()
        self._screen.update_header()

    def _wait(self) -> None:
        """For as long as the row takes that is being read."""
        view = self._screen.view
        line = view.rows_layout.line(self.row) if view.document.text else None
        now = time.monotonic()
        if now - self._due > LATE:
            self._due = now
        if line is not None and not line.space:
            self._due += seconds_at(view.document.text, line.start, line.end, self.pace)
        self._set_timer()

    def _set_timer(self) -> None:
        wait = max(0.001, self._due - time.monotonic())
        self._timer = self._screen.set_timer(wait, self._turn)

    @property
    def row(self) -> int:
        """The number of the row being read: the first one, unless there is a line in focus."""
        view = self._screen.view
        return view.focus_line.number if view.focus_line.on else view.first_row

    def _turn(self) -> None:
        """The row is read."""
        screen, view = self._screen, self._screen.view
        if screen.place not in (key_places.READ, key_places.LOOK) or not screen.in_front:
            self.stop()
            return
        screen.attending.touch()
        before = self.row
        if view.focus_line.on:
            view.focus_line.advance()
        else:
            view.scroll_rows(self._rows_on())
        screen.look()
        if self.row == before:
            self.stop()
            screen.say(f"The end: {keys.key_of('top')} to the beginning.")
        else:
            self._wait()

    def _rows_on(self) -> int:
        """How many rows to the next one with text."""
        view = self._screen.view
        layout, number = view.rows_layout, view.first_row + 1
        _, high = layout.reach(number, number + 8)
        while number < high and layout.line(number).space:
            number += 1
        return number - view.first_row
