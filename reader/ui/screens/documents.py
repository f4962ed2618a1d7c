"""A document of the library, found by typing a part of its title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from reader.catalogue import Entry
from reader.shelf import folded, place_shown
from reader.text.wrap import cells, fit
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.screens.list_screen import NarrowedScreen
from reader.ui.widgets.list_pane import ListPane, Row
from reader.ui.widgets.painting import Palette
from reader.ui.widgets.shelf_table import one_line

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp


class DocumentList(ListPane):
    """Documents, each with its authors and where it is."""

    TITLE = "Type a title"
    RULED = False

    def __init__(self, palette: Palette, documents: Sequence[tuple[Entry, str]]) -> None:
        super().__init__(palette, id="documents")
        self._all = [
            (entry, place, folded(f"{entry.title} {' '.join(entry.authors)} {place}"))
            for entry, place in documents
        ]
        self.found = self._all

    def narrow(self, words: str) -> None:
        """List the documents that have these words in title, authors or path."""
        self.filter = words
        wanted = folded(words).split()
        self.found = [one for one in self._all if all(word in one[2] for word in wanted)]
        self.changed()
        self.point(0)

    def heights(self, width: int) -> Sequence[int]:
        return [2] * len(self.found)

    def draw(self, index: int, width: int) -> list[Row]:
        entry, place, _ = self.found[index]
        by = one_line(", ".join(entry.authors))
        title = one_line(entry.title)
        first: Row = [(fit(title, min(width, cells(title) + 1)), "strong")]
        left = width - cells(title) - 1
        if by and left > 0:
            first.append((fit(by, left), "muted"))
        return [first, [(fit(f"  {one_line(place)}", width), "muted")]]

    def empty_text(self) -> str:
        return "No document has that in its title. Backspace, or esc."

    def subtitle(self) -> str:
        return f"{len(self.found)}"


class DocumentsScreen(NarrowedScreen[Entry | None]):
    """The answer is a document, None when given up; the ``first`` ones are listed first."""

    app: ReaderApp
    PLACE = key_places.PALETTE
    AUTO_FOCUS = "#documents"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.PALETTE)]
    DEFAULT_CSS = """
    DocumentsScreen { align: center top; background: $background 40%; }
    DocumentsScreen > Vertical {
        width: 94%; max-width: 110; height: 80%; margin-top: 1;
        background: $background; border: round $primary;
    }
    DocumentsScreen #documents { height: 1fr; }
    """

    def __init__(self, title: str, entries: Sequence[Entry], first: Sequence[Entry] = ()) -> None:
        super().__init__()
        self._title = title
        ids = {entry.id or entry.path for entry in first}
        others = (entry for entry in entries if (entry.id or entry.path) not in ids)
        self._entries = [*first, *others]

    def compose(self) -> ComposeResult:
        library = self.app.library
        with Vertical() as box:
            box.border_title = self._title
            documents = [(entry, place_shown(library, entry)) for entry in self._entries]
            yield DocumentList(self.app.text_palette, documents)

    @property
    def pane(self) -> DocumentList:
        """The list."""
        return self.query_one(DocumentList)

    def choose_this(self) -> None:
        """Take the document."""
        if self.pane.found:
            self.dismiss(self.pane.found[self.pane.cursor][0])

    choose_down = NarrowedScreen.line_down
    choose_up = NarrowedScreen.line_up
    choose_page_down = NarrowedScreen.page_down
    choose_page_up = NarrowedScreen.page_up
