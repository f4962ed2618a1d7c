"""Every hit of a search in a list, to be narrowed by typing and gone to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from reader.documents.document import Document
from reader.text.hunting import Hunt
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.screens.list_screen import NarrowedScreen
from reader.ui.screens.modal import Answer
from reader.ui.widgets.chrome import HintRow
from reader.ui.widgets.hits_pane import HitsPane, Passes

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp


class HitList(NarrowedScreen[Answer]):
    """A list of hits, with the keys that are for it."""

    def hit_go(self) -> None:
        """Go to the hit."""
        self.choose_this()

    hit_down = NarrowedScreen.line_down
    hit_up = NarrowedScreen.line_up
    hit_page_down = NarrowedScreen.page_down
    hit_page_up = NarrowedScreen.page_up
    hit_first = NarrowedScreen.top
    hit_last = NarrowedScreen.bottom


class HitsScreen(HitList[int | None]):
    """The answer is the index of a hit, None when given up."""

    app: ReaderApp
    PLACE = key_places.HITS
    AUTO_FOCUS = "#hits"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.HITS)]
    DEFAULT_CSS = """
    HitsScreen { background: $background; }
    HitsScreen #hits { height: 1fr; }
    """

    def __init__(
        self,
        hunt: Hunt,
        document: Document,
        chosen: int,
        passing: Callable[[str], Passes],
    ) -> None:
        super().__init__()
        self._hunt = hunt
        self._document = document
        self._chosen = chosen
        self._passing = passing

    def compose(self) -> ComposeResult:
        palette = self.app.text_palette
        yield HitsPane(self._document, self._passing, palette, id="hits")
        self.hints = HintRow(palette, id="hints")
        yield self.hints

    @property
    def pane(self) -> HitsPane:
        """The list."""
        return self.query_one(HitsPane)

    def on_mount(self) -> None:
        self.hints.at(self.place, "Type to filter")
        self.pane.show(self._hunt, max(0, self._chosen))

    def show(self, hunt: Hunt) -> None:
        """More is known of the search."""
        if hunt.complete:
            self.pane.show(hunt, max(0, self._chosen))

    # --- commands -------------------------------------------------------------------------------

    def choose_this(self) -> None:
        """Go to the hit."""
        if self.pane.chosen >= 0:
            self.dismiss(self.pane.chosen)
