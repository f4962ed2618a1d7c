"""The keys of where one is."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from reader.ui.keys import GROUPS, PLACE_NAMES, keys_of
from reader.ui.screens.modal import Modal


def keys_table(place: str) -> Table:
    """The commands of a place with their keys, in groups."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for title, commands in GROUPS:
        here = [command for command in commands if place in command.places]
        if here:
            table.add_row(Text(title, style="underline"))
        for command in here:
            table.add_row(Text(keys_of(command)), Text(command.help))
        if here:
            table.add_row()
    return table


class HelpScreen(Modal[None]):
    """Lists the keys of a place; tab shows the next place."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 40%; }
    HelpScreen > Vertical {
        width: 90%; max-width: 84; height: 90%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    HelpScreen VerticalScroll { height: 1fr; }
    HelpScreen #hint { height: 1; color: $foreground 70%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,question_mark", "close", "Close"),
        ("tab", "other(1)", "Next place"),
        ("shift+tab", "other(-1)", "Previous place"),
        ("j", "line(1)", "Down"),
        ("k", "line(-1)", "Up"),
        ("space", "page(1)", "Page down"),
        ("b", "page(-1)", "Page up"),
    ]

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place if place in PLACE_NAMES else next(iter(PLACE_NAMES))

    def compose(self) -> ComposeResult:
        with Vertical():
            with VerticalScroll():
                yield Static("", id="keys")
            yield Static(
                "esc close · tab other places · ctrl+p commands by name",
                id="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        self._show()
        self.query_one(VerticalScroll).focus()

    def _show(self) -> None:
        self.query_one(Vertical).border_title = f"Keys: {PLACE_NAMES[self._place]}"
        self.query_one("#keys", Static).update(keys_table(self._place))
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_other(self, step: int) -> None:
        """Show the keys of the next place."""
        places = list(PLACE_NAMES)
        self._place = places[(places.index(self._place) + step) % len(places)]
        self._show()

    def action_line(self, lines: int) -> None:
        """Scroll by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by a page."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=pages * max(1, scroll.size.height - 1), animate=False)

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss()
