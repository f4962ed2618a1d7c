"""The card below the text in a review: what is asked, the note, and the grades to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.text.wrap import cells, fit, folded
from reader.ui.widgets.covering import cover_rows
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.note_text import COUNTED, Row, rows_of
from reader.ui.widgets.painting import Palette

EDGE = 1  # cells left and right of the words
LEAST = 6  # rows of a screen that are left to the text, in any case
LOWEST = 2  # rows that are left to the text and the keys on the lowest one
NARROW = 60  # cells of a screen below which the grades take two rows


class Told(NamedTuple):
    """What a card says. ``note`` is Markdown, covered where ``covered`` is true; ``remarks`` are
    lines that stand below. ``grades`` are the four choices, each a key and its words; while there
    are none, their room is kept free."""

    lead: str = ""
    note: str = ""
    covered: bool = False
    remarks: Sequence[str] = ()
    grades: Sequence[tuple[str, str]] = ()


class ReviewCard(Drawn):
    """The card. It never has the keys."""

    DEFAULT_CSS = "ReviewCard { width: 1fr; height: 1; }"

    class Graded(Message):
        """A click on the grade of that number, from 1."""

        def __init__(self, rating: int) -> None:
            super().__init__()
            self.rating = rating

    class Clicked(Message):
        """A click on anything else of it."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.told = Told()
        self.whole = False  # whether all of a long note is shown
        self._places: list[tuple[int, int, int, int]] = []  # row, first and last cell, grade

    def show(self, told: Told) -> None:
        """Show this."""
        self.told = told
        self.fit()

    def fit(self) -> None:
        """Be as high as it needs, as far as there is room."""
        size = self.screen.size
        self.styles.height = len(self.rows(size.width, size.height))
        self.refresh()

    def rows(self, width: int, height: int) -> list[Row]:
        """What stands in the rows on a screen of this size, the first a rule."""
        told, room = self.told, max(4, width - 2 * EDGE)
        above: list[Row] = [_rule(width)]
        if told.lead:
            above += [[(line, "here")] for line in folded(told.lead, room, 2)]
        remarks = [line for remark in told.remarks if remark for line in folded(remark, room, 2)]
        below: list[Row] = [[(line, "muted")] for line in remarks]
        grades, self._places = grade_rows(told.grades, width)
        most = height - LEAST - 2 if self.whole else height // 4 + 1
        most = max(1, min(most, height - LEAST - 2 - len(above) - len(below) - len(grades)))
        note = _note_rows(told, room, most)
        # A very low screen: the note and the grades stay, and a row of the text above them.
        most = max(1, height - LOWEST)
        below = below[: max(0, most - len(above) - len(note) - len(grades))]
        room = max(0, most - len(note) - len(grades))
        above = above if len(above) <= room else above[1:][:room]
        first = len(above) + len(note) + len(below)
        self._places = [(first + row, low, high, one) for row, low, high, one in self._places]
        return [*above, *note, *below, *grades]

    def row(self, y: int, width: int) -> Strip:
        palette = self.palette
        rows = self.rows(width, self.screen.size.height)
        row = rows[y] if y < len(rows) else []
        lead = 0 if row == _rule(width) else EDGE
        segments = [Segment(" " * lead, palette[""])]
        room = width - lead
        for text, name in row:
            text = text if cells(text) <= room else fit(text, room)
            room -= cells(text)
            segments.append(Segment(text, palette[name]))
        return Strip([*segments, Segment(" " * room, palette[""])], width)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.rows(*self.screen.size)  # as it stands now
        for row, first, after, grade in self._places:
            if event.y == row and first <= event.x < after:
                self.post_message(self.Graded(grade))
                return
        self.post_message(self.Clicked())


def _rule(width: int) -> Row:
    return [("─" * width, "faint")]


def _note_rows(told: Told, room: int, most: int) -> list[Row]:
    """The note in at most so many rows; the last one tells how many more there are."""
    if not told.note.strip():
        return []
    rows = list(rows_of(told.note.strip("\n")[:COUNTED], room))
    missing = len(rows) - most
    if missing > 0 and most == 1:
        rows = [[(fit("".join(text for text, _ in rows[0]), room - 1).rstrip(" …") + "…", "")]]
    elif missing > 0:
        more = f"… {missing + 1} more rows" if not told.covered else ""
        rows = [*rows[: most - 1], [(more, "muted")]]
    return cover_rows(rows) if told.covered else rows


def grade_rows(
    grades: Sequence[tuple[str, str]], width: int
) -> tuple[list[Row], list[tuple[int, int, int, int]]]:
    """The grades, each a key and its words, in one row or in two on a narrow screen; and where each
    stands: its row, its first cell, the one after it, its number from 1."""
    per_row = 2 if width < NARROW else 4
    rows: list[Row] = [[] for _ in range(4 // per_row)]
    places = []
    for number, (key, words) in enumerate(grades):
        row, column = divmod(number, per_row)
        each = (width - 2 * EDGE) // per_row
        used = cells(key) + 1
        rows[row] += [(key, "panel-key"), (f" {fit(words, each - used - 1)} ", "")]
        places.append((row, EDGE + column * each, EDGE + (column + 1) * each, number + 1))
    return rows, places
