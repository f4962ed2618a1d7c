"""A rhythm of work and breaks, while it goes on."""

from __future__ import annotations

from math import inf

from reader.study.session import Rhythm


class Intervals:
    """Tells when work ends and when the break does. Without a rhythm neither ever does.

    Work is told in seconds of study, breaks on the clock that only grows. ``done`` intervals of
    work are complete; ``until`` is when the break is over, None while there is none.
    """

    def __init__(self, rhythm: Rhythm | None = None, done: int = 0) -> None:
        self.rhythm = rhythm
        self.done = done
        self.until: float | None = None
        self._worked = 0.0  # seconds of study when this interval of work began
        self._told = False

    @property
    def resting(self) -> bool:
        """Whether there is a break, or one that is over and nobody has gone on since."""
        return self.until is not None

    def left(self, active: float) -> float:
        """The seconds of study that this interval of work has left."""
        if self.rhythm is None or self.resting:
            return inf
        return max(0.0, 60.0 * self.rhythm.work - (active - self._worked))

    def work(self, active: float) -> None:
        """An interval of work begins."""
        self.until, self._told, self._worked = None, False, active

    def is_over(self, now: float) -> bool:
        """Whether the break is over."""
        return self.until is not None and now >= self.until

    def rest(self, now: float) -> None:
        """Work ends now, and the break begins."""
        if self.rhythm is not None and not self.resting:
            self.done += 1
            self.until, self._told = now + 60.0 * self.rhythm.rest, False

    def ends_break(self, now: float) -> bool:
        """Whether the break is over and that is news."""
        news = self.is_over(now) and not self._told
        self._told |= news
        return news
