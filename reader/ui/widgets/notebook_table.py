"""The annotations of all documents, one a row, and the chosen one below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from textual.strip import Strip

from reader.annotations.annotation import Kind
from reader.catalogue import Entry
from reader.notebook import Row
from reader.notebook_export import place_of
from reader.text.wrap import fit, folded
from reader.ui.widgets.chrome import breadcrumb
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.painting import SIGNS, Palette
from reader.ui.widgets.shelf_table import ago, one_line
from reader.ui.widgets.table import Column, Table

WIDE, MIDDLE = 104, 56  # cells from which on there are all columns, or some
SHOWN = 400  # code points of a quote or a note that a row looks at

SIGN, QUOTE, NOTE, TEXT = "", "Quote", "Note", "Quotes and notes"
TAGS, DOCUMENT, SECTION = "Tags", "Document", "Section"


class NotebookTable(Table):
    """Rows in columns, as many as there is room for; those that are marked have a dot."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.rows: Sequence[Row] = ()
        self.entries: Mapping[str, Entry] = {}
        self.marked: Mapping[str, Row] = {}

    @property
    def chosen(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def size_of_list(self) -> int:
        return len(self.rows)

    def margin(self, index: int) -> tuple[str, str]:
        return ("●", "here") if self.rows[index].id in self.marked else (" ", "faint")

    def columns(self, width: int) -> Sequence[Column]:
        sign = Column(SIGN, 3 if self.app.has_class("colourless") else 2)
        if width < MIDDLE:
            return sign, Column(TEXT)
        if width < WIDE:
            return sign, Column(TEXT), Column(TAGS, 11), Column(DOCUMENT, 16)
        some = Column(NOTE, width // 4), Column(TAGS, 12), Column(DOCUMENT, 18), Column(SECTION, 14)
        return sign, Column(QUOTE), *some

    def fields(self, index: int, columns: Sequence[Column]) -> Sequence[tuple[str, str]]:
        row = self.rows[index]
        return [self._field(row, column.title) for column in columns]

    def _field(self, row: Row, column: str) -> tuple[str, str]:
        if column == SIGN:
            return sign_of(row, bare=self.app.has_class("colourless")), f"sign-{row.colour}"
        if column == QUOTE:
            return quote_of(row), "muted" if row.state else ""
        if column == NOTE:
            return one_line(row.note[:SHOWN]), "emphasis"
        if column == TEXT:
            note, quote = one_line(row.note[:SHOWN]), quote_of(row)
            return (f"{note} — {quote}" if note and quote else note or quote), ""
        if column == TAGS:
            return " ".join(f"#{one_line(tag)}" for tag in row.tags), "link"
        if column == DOCUMENT:
            return one_line(self.entries[row.document].title), "muted"
        return section_of(row, self.entries[row.document]), "muted"


def sign_of(row: Row, *, bare: bool) -> str:
    """A bar for the colour and a sign for the kind; the colour as two letters where it cannot be
    seen."""
    sign = "" if row.kind == Kind.HIGHLIGHT else SIGNS[Kind(row.kind)]
    if row.kind == Kind.HIGHLIGHT and row.note:
        sign = SIGNS[Kind.NOTE]
    return (row.colour[:2] if bare else "▌") + sign


def section_of(row: Row, entry: Entry) -> str:
    """The innermost section around it, unless that is the document as a whole."""
    title = one_line("".join(row.section[-1:]))
    return "" if title == one_line(entry.title) else title


def quote_of(row: Row) -> str:
    """What was marked, on one line; of a bookmark, that it is one."""
    named = ", ".join(filter(None, ("bookmark", row.told)))
    return one_line(row.quote[:SHOWN]) or (f"({named})" if row.kind == Kind.BOOKMARK else "")


class Preview(Drawn):
    """The chosen annotation: where it is, what was marked, what was said, in the rows there are."""

    DEFAULT_CSS = "Preview { height: 8; width: 1fr; }"

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self._chosen: Row | None = None
        self._entry = Entry()

    def show(self, row: Row | None, entry: Entry) -> None:
        """Show this one."""
        if row is not self._chosen or entry is not self._entry:
            self._chosen, self._entry = row, entry
            self.refresh()

    def row(self, y: int, width: int) -> Strip:
        palette = self.palette
        if y == 0:
            return Strip([Segment("─" * width, palette["faint"])], width)
        lines = self._lines(max(1, width - 3), self.size.height - 1) if self._chosen else []
        sign, text, style = lines[y - 1] if y <= len(lines) else (" ", "", "")
        bar = Segment(sign, palette[f"sign-{self._chosen.colour}" if self._chosen else "faint"])
        rest = fit(text, width - 3)
        return Strip([Segment(" ", palette[""]), bar, Segment(f" {rest}", palette[style])], width)

    def _lines(self, width: int, rows: int) -> list[tuple[str, str, str]]:
        """The rows: sign, text, style. The quote gives way to the note where there is no room."""
        row = self._chosen
        assert row is not None
        place = place_of(row, self._entry)
        room = max(1, width - len(place) - 2)
        where = breadcrumb(one_line(self._entry.title), list(map(one_line, row.section)), room)
        where = ", ".join(filter(None, (where, place)))
        tags = " ".join(f"#{one_line(tag)}" for tag in row.tags)
        facts = [row.colour, row.kind, row.style if row.style != "solid" else "", ago(row.created)]
        said = " · ".join(filter(None, (*map(one_line, facts), tags)))
        room = max(0, rows - 2)
        notes = [note for note in (row.note, *row.others) if note.strip()]
        parts = [one_line(line) for note in notes for line in note.split("\n") if line.strip()]
        noted = [line for part in parts for line in folded(part, width, max(1, room))]
        quoted = folded(quote_of(row), width, max(1, room)) if row.quote else []
        keep = max(1, room - len(noted)) if quoted else 0
        bar = row.colour[:1] if self.app.has_class("colourless") else "▌"
        lines = [(" ", where, "strong")]
        lines += [(bar, line, "") for line in quoted[:keep]]
        lines += [(" ", line, "emphasis") for line in noted[: max(0, room - keep)]]
        lines = lines[: max(1, rows - 1)]
        return [*lines, (" ", said, "muted")] if rows > 1 else lines
