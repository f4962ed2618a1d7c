"""A stopwatch that stops by itself: only the time in which a person is there counts. Pure.

How long something took is told by the clock that only grows, when it was by the one on the wall,
and never one by the other. What is counted falls into *stretches*, each with the time on the wall
at which it began: an idle while, a pause, a machine that slept, a wall clock that was set and
another time zone begin a new one, so that the day of each is known for ever.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from reader.study import clock
from reader.study.activity import IDLE

JUMP = 20.0  # seconds that the two clocks may differ by before one of them was set, or stood still

Stretch = tuple[str, float]  # when it began, local ISO time with its offset; seconds that count


class Moment(NamedTuple):
    """A moment on both clocks: seconds, and the time where the person is."""

    monotonic: float
    wall: datetime


class Stopwatch(NamedTuple):
    """What was counted up to ``last``. ``touched`` is the last input on the clock that only grows;
    None where nothing counts until there is one. ``cut`` says that what counts next begins a new
    stretch."""

    last: Moment
    touched: float | None = None
    stretches: tuple[Stretch, ...] = ()
    running: bool = False
    cut: bool = True

    @property
    def active(self) -> float:
        """The seconds counted."""
        return sum(seconds for _, seconds in self.stretches)

    @property
    def idle(self) -> bool:
        """Whether it runs, and nothing counts until there is an input."""
        return self.running and (self.touched is None or self.last.monotonic - self.touched >= IDLE)


def present() -> Moment:
    """Now, on both clocks."""
    return Moment(clock.monotonic(), clock.wall())


def local(moment: datetime) -> str:
    """A time as sessions carry it: ISO, where the person was, with its offset from UTC."""
    return moment.isoformat(timespec="milliseconds")


def started(moment: Moment, stretches: tuple[Stretch, ...] = ()) -> Stopwatch:
    """A stopwatch that begins to count now, on top of what was counted before."""
    return touched(Stopwatch(moment, None, stretches, running=True), moment)


def counted(watch: Stopwatch, moment: Moment, most: float = float("inf")) -> Stopwatch:
    """The time up to a moment taken in, ``most`` seconds of it."""
    before = watch.last
    watch = watch._replace(last=moment)
    if not watch.running:
        return watch
    if watch.touched is not None:
        until = watch.touched + IDLE
        seconds = min(until, moment.monotonic) - before.monotonic
        watch = _with(watch, max(0.0, min(seconds, most)), before)
        if moment.monotonic > until or moment.monotonic < before.monotonic:
            watch = watch._replace(touched=None, cut=True)
    apart = (moment.wall - before.wall) - timedelta(seconds=moment.monotonic - before.monotonic)
    if apart.total_seconds() >= IDLE:  # the machine slept: nobody was there
        watch = watch._replace(touched=None, cut=True)
    elif abs(apart.total_seconds()) > JUMP or moment.wall.utcoffset() != before.wall.utcoffset():
        watch = watch._replace(cut=True)
    return watch


def touched(watch: Stopwatch, moment: Moment) -> Stopwatch:
    """There was an input: the time since the one before counts, if that is not too long ago."""
    watch = counted(watch, moment)
    if not watch.running:
        return watch
    return _opened(watch._replace(touched=moment.monotonic), moment)


def paused(watch: Stopwatch, moment: Moment) -> Stopwatch:
    """Nothing counts from now on."""
    return counted(watch, moment)._replace(running=False, touched=None, cut=True)


def resumed(watch: Stopwatch, moment: Moment) -> Stopwatch:
    """It counts again, from now on, in a new stretch."""
    return touched(watch._replace(last=moment, running=True, cut=True), moment)


def away(watch: Stopwatch, moment: Moment) -> Stopwatch:
    """The person left for something else: nothing counts until there is an input."""
    watch = counted(watch, moment)
    return watch._replace(touched=None, cut=True) if watch.running else watch


def _opened(watch: Stopwatch, moment: Moment) -> Stopwatch:
    """With a stretch that begins now, if one is due; one in which nothing counted gives way."""
    if not watch.cut:
        return watch
    kept = tuple(stretch for stretch in watch.stretches if stretch[1] > 0)
    return watch._replace(stretches=(*kept, (local(moment.wall), 0.0)), cut=False)


def _with(watch: Stopwatch, seconds: float, since: Moment) -> Stopwatch:
    """With so many seconds more, which began at a moment."""
    if not seconds:
        return watch
    watch = _opened(watch, since)
    *others, (began, before) = watch.stretches
    return watch._replace(stretches=(*others, (began, before + seconds)))
