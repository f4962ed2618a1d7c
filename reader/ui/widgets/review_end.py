"""What a review came to, when nothing is left to ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.study.days import today
from reader.study.scheduling import CardRow, moment_of, said, written
from reader.text.wrap import cells, fit
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.painting import Palette

GRADES = ("again", "hard", "good", "easy")


class Result(NamedTuple):
    """How often each grade was given; the seconds it took; all cards as they are remembered now;
    when that is (local time), and the hour at which a day begins; a line on new cards that wait
    for another day."""

    grades: Sequence[int]
    seconds: float
    cards: Sequence[CardRow]
    now: datetime
    begins: int
    waiting: str = ""


def result_lines(result: Result) -> list[str]:
    """The result in words, a line each."""
    answers = sum(result.grades)
    lines = ["Nothing more to ask for now."]
    if answers:
        lines.append(answers_line(result.grades, result.seconds))
    return [*lines, *filter(None, (due_line(result), result.waiting))]


def answers_line(grades: Sequence[int], seconds: float) -> str:
    """How often each grade was given, and how long it took."""
    each = " · ".join(
        f"{count} {name}" for count, name in zip(grades, GRADES, strict=True) if count
    )
    minutes = round(seconds / 60)
    took = f"in {minutes} min" if minutes else "in less than a minute"
    answers = sum(grades)
    return f"{answers} answer{'s' * (answers != 1)} {took}: {each}"


def due_line(result: Result) -> str:
    """What is due tomorrow; where nothing is, when the next card is."""
    _, ends = today(result.now, result.begins)
    _, later = today(ends + timedelta(hours=1), result.begins)
    due = sorted(row.memory.due for row in result.cards if row.memory is not None)
    tomorrow = sum(one < written(later) for one in due)
    if tomorrow:
        return f"{tomorrow} {'is' if tomorrow == 1 else 'are'} due by tomorrow"
    first = moment_of(due[0]) if due else None
    return f"The next one is due in {said(first - result.now)}" if first else ""


class ReviewEnd(Drawn):
    """The result in the middle of the place of the text."""

    class Clicked(Message):
        """A click on it."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self._lines: list[str] = []

    def show(self, result: Result) -> None:
        """Show this."""
        self._lines = result_lines(result)
        self.refresh()

    def row(self, y: int, width: int) -> Strip:
        palette = self.palette
        number = y - max(0, (self.size.height - len(self._lines)) // 3)
        text = self._lines[number] if 0 <= number < len(self._lines) else ""
        text = fit(text, width).rstrip() if cells(text) > width else text
        left = (width - cells(text)) // 2
        segments = [
            Segment(" " * left, palette[""]),
            Segment(text, palette["here" if number == 0 else ""]),
            Segment(" " * (width - left - cells(text)), palette[""]),
        ]
        return Strip(segments, width)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Clicked())
