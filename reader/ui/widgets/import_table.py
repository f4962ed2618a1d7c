"""What an import would bring: a work in each row, then what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.annotations.exchange.incoming import Problem
from reader.import_plans import NEW, Fate, Part
from reader.importing_told import goes_to, problem_line, title_shown, told, why
from reader.merging import Brought
from reader.ui.widgets.painting import Palette
from reader.ui.widgets.shelf_table import one_line
from reader.ui.widgets.table import Column, Table

WIDE, MIDDLE = 96, 56  # cells from which on there are all columns, or some
COMES, STAYS_OUT = "+", "-"

# A work; an exported file whose edited notes come back; what could not be read, and in which file.
Item = Part | tuple[str, Brought] | tuple[str, Problem]

WORK, TO, NEW_ONES, OPEN, HERE = "Work", "Goes to", "New", "Open", "Here"


class ImportTable(Table):
    """A sign for whether it comes in, the work, its document, and how many have which fate."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.items: list[Item] = []

    @property
    def chosen(self) -> Item | None:
        """The item under the cursor."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def size_of_list(self) -> int:
        return len(self.items)

    def columns(self, width: int) -> Sequence[Column]:
        counts = [Column(name, 5, right=True) for name in (NEW_ONES, OPEN, HERE)]
        if width < MIDDLE:
            return Column("", 1), Column(WORK), counts[0]
        if width < WIDE:
            return Column("", 1), Column(WORK), Column(TO, 18), *counts
        return Column("", 1), Column(WORK), Column(TO, 36), *counts

    def fields(self, index: int, columns: Sequence[Column]) -> Sequence[tuple[str, str]]:
        item = self.items[index]
        return [_field(item, column.title) for column in columns]


def _field(item: Item, column: str) -> tuple[str, str]:
    if isinstance(item, Part):
        return _of_part(item, column)
    name, what = item
    if isinstance(what, Brought):
        values = {"": COMES, WORK: Path(name).name, TO: what.entry.title}
        values[NEW_ONES] = str(len(what.edits))
        return one_line(values.get(column, "")), "strong" if column == WORK else "muted"
    if column == WORK:
        return one_line(problem_line(Path(name).name, what)), "error"
    return ("!" if column == "" else ""), "error"


def _of_part(part: Part, column: str) -> tuple[str, str]:
    if column == "":
        return (COMES if part.wanted else STAYS_OUT), "here"
    if column == WORK:
        return one_line(title_shown(part)), "strong" if part.wanted else "muted"
    if column == TO:
        chooses = " · d chooses" if part.maybe else ""
        if part.has_text:
            shown = f"{part.entry.format}{chooses}: {part.entry.title}" if chooses else ""
            return one_line(shown or part.entry.title), "here"
        return f"no text yet{chooses}", "muted"
    counts = part.counts
    if column == NEW_ONES:
        number = sum(counts[fate] for fate in (*NEW, Fate.NEWER, Fate.BOTH))
        return (str(number) if number else "-"), "strong" if number else "muted"
    number = counts[Fate.OPEN] if column == OPEN else counts[Fate.THERE] + counts[Fate.GONE]
    return (str(number) if number else ""), "muted"


def details(item: Item) -> list[tuple[str, str]]:
    """The lines about an item."""
    if isinstance(item, Part):
        to = f"→ {goes_to(item)}: " if item.has_text else ""
        lines = [
            (one_line(title_shown(item)), "strong"),
            (one_line(f"{to}{why(item)}"), "muted"),
            (told(item.counts), "muted"),
        ]
        return [*lines[:2], (one_line(item.trouble), "error")] if item.trouble else lines
    name, what = item
    if isinstance(what, Brought):
        edited = f"{len(what.edits)} edited notes come back"
        both = f"{len(what.both)} changed here as well: both are kept" if what.both else ""
        return [(one_line(what.entry.title), "strong"), (edited, "muted"), (both, "muted")]
    return [
        (one_line(what.what), "error"),
        (one_line(f"line {what.line} of {name}" if what.line else name), "muted"),
        (one_line(what.record), "muted"),
    ]
