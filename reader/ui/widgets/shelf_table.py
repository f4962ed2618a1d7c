"""The documents of the library, one a row, and what is known of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.catalogue import NO_TEXT
from reader.shelf import DONE, MISSING, UNREAD, Card
from reader.text.wrap import cells, fit
from reader.ui.widgets.chrome import OneRow
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.painting import Palette
from reader.ui.widgets.table import Column, Table

WIDE, MIDDLE = 96, 56  # cells from which on there are all columns, or some
WAITS = "no text"  # what is said of notes whose text is not here
BAR = 8  # cells of a progress bar
EIGHTHS = " ▏▎▍▌▋▊▉█"

TITLE, AUTHOR, FORMAT, PROGRESS = "Title", "Author", "Format", "Progress"
SHARE, LEFT, NOTES, READ = "Read", "Left", "Notes", "Last read"


class ShelfTable(Table):
    """Cards in columns, as many as there is room for."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.cards: Sequence[Card] = ()
        self._share = 4  # cells of the column of shares

    def show(self, cards: Sequence[Card]) -> None:
        """List these."""
        self.cards = cards
        self._share = len(WAITS) if any(one.entry.format == NO_TEXT for one in cards) else 4
        self.changed()

    @property
    def chosen(self) -> Card | None:
        """The card under the cursor."""
        return self.cards[self.cursor] if self.cursor < len(self.cards) else None

    def size_of_list(self) -> int:
        return len(self.cards)

    def columns(self, width: int) -> Sequence[Column]:
        if width < MIDDLE:
            return Column(TITLE), Column(SHARE, self._share, right=True)
        some = Column(PROGRESS, BAR + 5), Column(NOTES, 6, right=True), Column(READ, 11)
        if width < WIDE:
            return Column(TITLE), *some
        return (
            Column(TITLE),
            Column(AUTHOR, 18),
            Column(FORMAT, 8),
            some[0],
            Column(LEFT, 7, right=True),
            *some[1:],
        )

    def fields(self, index: int, columns: Sequence[Column]) -> Sequence[tuple[str, str]]:
        card = self.cards[index]
        return [_field(card, column.title) for column in columns]


def _field(card: Card, column: str) -> tuple[str, str]:
    entry = card.entry
    if column == TITLE:
        return one_line(entry.title), "strong" if card.there else "muted"
    if column == AUTHOR:
        return one_line(", ".join(entry.authors)), "muted"
    if column == FORMAT:
        return entry.format, "muted"
    if column == PROGRESS:
        if entry.format == NO_TEXT:
            return f"{WAITS} yet", "muted"
        return f"{bar(card.progress, BAR)} {share(card):>4}", "here"
    if column == SHARE:
        return share(card), "here"
    if column == LEFT:
        return left(card), "muted"
    return (notes(card), "") if column == NOTES else (ago(entry.opened), "muted")


def one_line(text: str) -> str:
    """A text with its white space as single spaces, and nothing that could command the terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def bar(progress: float, width: int) -> str:
    """A share from 0 to 1 as blocks in ``width`` cells."""
    whole, part = divmod(round(progress * width * 8), 8)
    drawn = EIGHTHS[8] * whole + (EIGHTHS[part] if part else "")
    return drawn + "·" * (width - len(drawn))


def share(card: Card) -> str:
    """How far the reading got, or what is to be said instead."""
    if card.entry.format == NO_TEXT:
        return WAITS
    if card.state == MISSING:
        return "gone"
    if card.state == DONE:
        return "done"
    return "new" if card.state == UNREAD else f"{int(100 * card.progress)}%"


def left(card: Card) -> str:
    """How long the rest takes to read; nothing for what is finished or not known."""
    if card.minutes is None or card.state == DONE:
        return ""
    minutes = round(card.minutes)
    if minutes < 1:
        return "<1 min"
    return f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} h"


def notes(card: Card) -> str:
    """How many annotations, and how many of them are open questions."""
    number, questions = card.entry.annotations, card.entry.questions
    if number < 0:
        return "…"
    return f"{number or ''}" + (f" {questions}?" if questions > 0 else "")


def ago(moment: str, now: datetime | None = None) -> str:
    """A time in UTC as a person says it: today with its hour, days ago in a week, else the date."""
    try:
        time = datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return ""
    today = (now or datetime.now().astimezone()).date()
    days = (today - time.date()).days
    if days == 0:
        return time.strftime("today %H:%M")
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if 1 < days < 7 else f"{time:%Y-%m-%d}"


class Tabs(OneRow):
    """The parts of the shelf in one row; the one that is shown stands in brackets."""

    class Chosen(Message):
        """A click on a tab."""

        def __init__(self, tab: str) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.tabs: Sequence[tuple[str, int]] = ()
        self.tab = ""
        self._places: list[tuple[int, int, str]] = []

    def show(self, tabs: Sequence[tuple[str, int]], tab: str) -> None:
        """Show these, with one chosen."""
        if (tabs, tab) != (self.tabs, self.tab):
            self.tabs, self.tab = tabs, tab
            self.refresh()

    def pieces(self, width: int) -> list[tuple[str, str]]:
        words = [
            f"[{name} {n:,}]" if name == self.tab else f" {name} {n:,} " for name, n in self.tabs
        ]
        at = next((i for i, (name, _) in enumerate(self.tabs) if name == self.tab), 0)
        first = 0
        while first < at and sum(map(cells, words[first : at + 1])) > width - 1:
            first += 1
        self._places = []
        drawn: list[tuple[str, str]] = []
        x = 0
        for (name, _), word in list(zip(self.tabs, words, strict=True))[first:]:
            self._places.append((x, x + cells(word), name))
            drawn.append((word, "panel-key" if name == self.tab else "panel-muted"))
            x += cells(word)
        return drawn

    def on_click(self, event: events.Click) -> None:
        """Show the part that was clicked on."""
        event.stop()
        for start, end, name in self._places:
            if start <= event.x < end:
                self.post_message(self.Chosen(name))


class Details(Drawn):
    """What is known of the chosen document, in a few rows under a line."""

    DEFAULT_CSS = "Details { height: 4; width: 1fr; }"

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.lines: Sequence[tuple[str, str]] = ()

    def show(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show lines, each with the name of its style."""
        if lines != self.lines:
            self.lines = lines
            self.refresh()

    def row(self, y: int, width: int) -> Strip:
        palette = self.palette
        if y == 0:
            return Strip([Segment("─" * width, palette["faint"])], width)
        text, style = self.lines[y - 1] if y <= len(self.lines) else ("", "")
        return Strip([Segment(" " + fit(text, width - 1), palette[style])], width)


def details(card: Card, place: str) -> list[tuple[str, str]]:
    """The lines about a document; ``place`` is where its file is."""
    entry = card.entry
    title = " · ".join(filter(None, (one_line(entry.title), one_line(", ".join(entry.authors)))))
    where = one_line(place)
    if not card.there:
        where += " — not there any more: r shows where it is now"
    facts = [f"#{tag}" for tag in entry.tags] + [f"/{name}" for name in entry.collections]
    said = [" ".join(facts), entry.format, f"{left(card)} left" if left(card) else ""]
    said.append(f"added {ago(entry.added)}" if entry.added else "")
    if entry.annotations > 0:
        said.append(f"{entry.annotations} annotation{'s' * (entry.annotations > 1)}")
    if entry.questions > 0:
        said.append(f"{entry.questions} open question{'s' * (entry.questions > 1)}")
    return [
        (title, "strong"),
        (where, "muted" if card.there else "error"),
        (" · ".join(filter(None, map(one_line, said))), "muted"),
    ]
