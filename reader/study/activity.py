"""When a person is there: for a while after each key, movement of the mouse or scrolling."""

from __future__ import annotations

from reader.study import clock

IDLE = 120.0  # seconds without any of these after which nobody is presumed to be there


class Activity:
    """Counts the seconds in which the person is there.

    A machine that slept and a clock that goes backwards add nothing: what counts is never more
    than what followed an input, and never less than nothing.
    """

    def __init__(self) -> None:
        self._asked = clock.monotonic()
        self._quiet = 0.0  # seconds since the last input

    def touch(self) -> float:
        """The person did something; the seconds to count since the last call."""
        seconds = self.take()
        self._quiet = 0.0
        return seconds

    def take(self) -> float:
        """The seconds to count since the last call."""
        now = clock.monotonic()
        before, self._quiet = self._quiet, self._quiet + max(0.0, now - self._asked)
        self._asked = now
        return min(IDLE, self._quiet) - min(IDLE, before)
