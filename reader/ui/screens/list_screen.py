"""What the screens that hold one list have in common: moving in it, and narrowing it by typing."""

from __future__ import annotations

from textual import events, on

from reader.ui.screens.modal import Answer
from reader.ui.screens.place import PlaceScreen
from reader.ui.widgets.list_pane import ListPane


class ListScreen(PlaceScreen[Answer]):
    """A subclass gives `pane`, the list, and `choose_this`, which takes the item at its cursor."""

    ALLOW_SELECT = False

    @property
    def pane(self) -> ListPane:
        """The list."""
        return self.query_one(ListPane)

    def choose_this(self) -> None:
        """Take the item at the cursor."""
        raise NotImplementedError

    @on(ListPane.Chosen)
    def _clicked(self, event: ListPane.Chosen) -> None:
        event.stop()
        self.choose_this()

    def line_down(self) -> None:
        """The next item."""
        self.pane.move(1)

    def line_up(self) -> None:
        """The item before."""
        self.pane.move(-1)

    def page_down(self) -> None:
        """A page on."""
        self.pane.page(1)

    def page_up(self) -> None:
        """A page back."""
        self.pane.page(-1)

    def half_page_down(self) -> None:
        """Half a page on."""
        self.pane.page(0.5)

    def half_page_up(self) -> None:
        """Half a page back."""
        self.pane.page(-0.5)

    def top(self) -> None:
        """The first item."""
        self.pane.point(0)

    def bottom(self) -> None:
        """The last item."""
        self.pane.point(self.pane.count - 1)


class NarrowedScreen(ListScreen[Answer]):
    """What is typed narrows the list."""

    def on_key(self, event: events.Key) -> None:
        """A character narrows the list further, backspace less."""
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
        self.narrow(words)

    def narrow(self, words: str) -> None:
        """List what these words leave."""
        self.pane.narrow(words)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted narrows it as if it were typed."""
        event.stop()
        self.narrow(self.pane.filter + " ".join(event.text.split()))

    def back(self) -> None:
        """Take away what was typed, then close."""
        if self.pane.filter:
            self.narrow("")
        else:
            self.dismiss(None)
