"""What of the text was before the reader's eyes for long enough to have been read, and how fast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.study.activity import Activity
from reader.study.attention import Attention
from reader.study.coverage import add
from reader.study.tempo import Stretches
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


class Attending:
    """Accounts for the time that lines are on one screen.

    Only time counts in which the screen is in front and the person is there. Whoever wants to know
    what is read puts a callable into ``on_read``: it is given the spans that were read since the
    last call (often none), and the seconds that were spent reading.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self.on_read: list[Callable[[Sequence[Span], float], object]] = []
        self._screen = screen
        self._activity = Activity()
        self._attention = Attention()
        self._stretches = Stretches()
        self._seconds = 0.0  # that were spent since the last look

    def touch(self) -> None:
        """The person does something: a key, the mouse, the scrolling. To be called before it is
        done, as long as what was in front is there."""
        self._count(self._activity.touch())

    def skip(self) -> None:
        """What went by since the last key was no reading, as when the program was suspended."""
        self._activity.touch()

    def forget(self) -> None:
        """From now on it counts anew what is looked at, as when the text is another one."""
        self._attention = Attention()
        self._stretches = Stretches()
        self._seconds = 0.0
        self._activity.take()

    def begin(self) -> None:
        """From now on it counts anew what is looked at, after all that was looked at before is
        accounted for: a session is told what is read in it only, though it was read before."""
        self.look()
        self.forget()
        self.look()

    def look(self) -> None:
        """Account for the time since the last look to the lines that were on screen."""
        screen = self._screen
        self._count(self._activity.take())
        seconds, self._seconds = self._seconds, 0.0
        text = screen.document.text
        read = self._attention.spend(text, seconds)
        gone = self._attention.turn(text, self._lines())
        if not screen.auto.running and (learned := self._stretches.take(gone)):
            screen.tempo.learn(learned)
            screen.sections.refresh()
        for span in read:
            screen.read = add(screen.read, span)
        if read:
            screen.sections.take_read(screen.read, read)
        for tell in self.on_read if seconds else ():
            tell(read, seconds)

    def _count(self, seconds: float) -> None:
        if seconds and self._screen.is_running and self._screen.in_front:
            self._seconds += seconds

    def _lines(self) -> list[Span]:
        """What one looks at: the line or the paragraph in focus, the row that is scrolled by, else
        all that is on the screen."""
        screen = self._screen
        view = screen.view
        shown = view.lines()
        if screen.auto.running:
            row = screen.auto.row - view.first_row
            shown = [item for item in shown if item[0] >= row][:1]
        spans = [Span(line.start, line.end) for _, line in shown]
        focus = None if screen.auto.running else view.focus_line.span
        if focus is None:
            return spans
        return [one for one in spans if focus.start <= one.start and one.end <= focus.end]
