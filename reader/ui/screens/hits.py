"""Every hit of a search in a list, to be narrowed by typing and gone to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from reader.documents.document import Document
from reader.text.hunting import Hunt
from reader.ui import keys
from reader.ui.commands import bindings
from reader.ui.screens.place import PlaceScreen
from reader.ui.widgets.chrome import HintRow
from reader.ui.widgets.hits_pane import HitsPane, Passes
from reader.ui.widgets.list_pane import ListPane

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp


class HitsScreen(PlaceScreen[int | None]):
    """The answer is the index of a hit, None when given up."""

    app: ReaderApp
    PLACE = keys.HITS
    ALLOW_SELECT = False
    AUTO_FOCUS = "#hits"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(keys.HITS)]
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
        self.pane = HitsPane(self._document, self._passing, palette, id="hits")
        self.hints = HintRow(palette, id="hints")
        yield self.pane
        yield self.hints

    def on_mount(self) -> None:
        self.hints.at(self.place, "Type to filter")
        self.pane.show(self._hunt, max(0, self._chosen))

    def show(self, hunt: Hunt) -> None:
        """More is known of the search."""
        if hunt.complete:
            self.pane.show(hunt, max(0, self._chosen))

    def on_key(self, event: events.Key) -> None:
        """What is typed narrows the list."""
        words = self.pane.filter
        if event.is_printable and event.character:
            words += event.character
        elif event.key in ("backspace", "ctrl+h"):
            words = words[:-1]
        elif event.key == "ctrl+u":
            words = ""
        else:
            return
        event.stop()
        self.pane.narrow(words)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.pane.narrow(self.pane.filter + " ".join(event.text.split()))

    @on(ListPane.Chosen)
    def _clicked(self, event: ListPane.Chosen) -> None:
        event.stop()
        self.hit_go()

    # --- commands -------------------------------------------------------------------------------

    def back(self) -> None:
        """Take the filter away, then close."""
        if self.pane.filter:
            self.pane.narrow("")
        else:
            self.dismiss(None)

    def hit_go(self) -> None:
        """Go to the hit."""
        if self.pane.chosen >= 0:
            self.dismiss(self.pane.chosen)

    def hit_down(self) -> None:
        """To the next hit."""
        self.pane.move(1)

    def hit_up(self) -> None:
        """To the previous one."""
        self.pane.move(-1)

    def hit_page_down(self) -> None:
        """A page on."""
        self.pane.page(1)

    def hit_page_up(self) -> None:
        """A page back."""
        self.pane.page(-1)

    def hit_first(self) -> None:
        """To the first hit."""
        self.pane.point(0)

    def hit_last(self) -> None:
        """To the last one."""
        self.pane.point(self.pane.count - 1)
