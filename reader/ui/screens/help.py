"""The keys of where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.key_names import shown
from reader.ui.key_places import PLACE_NAMES
from reader.ui.keys import BY_NAME, GROUPS, keys_in
from reader.ui.screens.scrolled import ScrolledScreen
from reader.ui.widgets.chrome import Prompt

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

Rows = list[tuple[str, str]]
NARROW, KEYS = 60, 9  # cells of a screen below which the column of the keys has so many

# What is not in the table of commands because it is always so.
MOUSE = (
    ("drag", "Select; at the edge it scrolls"),
    ("click", "On a highlight: make it the current one. In a pane: go there"),
    ("2 clicks", "Select the word; 3 the sentence, 4 the paragraph"),
    ("shift+click", "With a caret: select to here"),
    ("wheel", "Scroll"),
    ("scrollbar", "Drag or click it to go there"),
    ("shift+drag", "The terminal's own selection, in most terminals"),
)
PROMPT = (
    ("enter", "Take what is typed"),
    ("esc", "Give it up"),
    ("← → home end", "Move in the line; with ctrl by words"),
    ("ctrl+w", "Delete the word before"),
    ("ctrl+u", "Delete all before"),
    ("ctrl+k", "Delete all after"),
)
PAGES = {**PLACE_NAMES, "mouse": "Mouse", "prompt": "Answering a question"}
FIXED = {"mouse": MOUSE, "prompt": PROMPT}


def sections(place: str, words: str = "") -> list[tuple[str, Rows]]:
    """The commands of a place with their keys, in groups; those only in which all of some words
    appear."""
    found = [("", list(FIXED.get(place, ())))] + [
        (
            title,
            [
                (" ".join(map(shown, keys_in(place, command))) or "–", command.help)
                for command in commands
                if place in command.places
            ],
        )
        for title, commands in GROUPS
    ]
    wanted = words.casefold().split()
    kept = [
        (title, [row for row in rows if all(w in " ".join(row).casefold() for w in wanted)])
        for title, rows in found
    ]
    return [(title, rows) for title, rows in kept if rows]


def keys_table(place: str, words: str = "", *, narrow: bool = False) -> Table:
    """The commands of a place, to be shown; where it is narrow, several keys one below another."""
    table = Table.grid(padding=(0, 1 if narrow else 2))
    table.add_column(style="bold", no_wrap=not narrow, max_width=KEYS if narrow else None)
    table.add_column(overflow="fold")
    for title, rows in sections(place, words):
        if title:
            heading = Text(title, style="underline")
            table.add_row("", heading) if narrow else table.add_row(heading)
        for key, text in rows:
            table.add_row(Text(key), Text(text))
        table.add_row()
    return table


class HelpScreen(ScrolledScreen[None]):
    """Lists the keys of a place; tab shows the next place, and `/` finds."""

    app: ReaderApp
    PLACE = key_places.HELP
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.HELP)]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 40%; }
    HelpScreen > Vertical {
        width: 90%; max-width: 84; height: 90%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    HelpScreen VerticalScroll { height: 1fr; }
    HelpScreen #hint { height: auto; color: $foreground 70%; }
    """

    def __init__(self, place: str) -> None:
        super().__init__()
        self._here = self._shown = place if place in PAGES else next(iter(PAGES))
        self._words = ""

    @property
    def place(self) -> str:
        return "prompt" if self.query_one(Prompt).active else self.PLACE

    def compose(self) -> ComposeResult:
        with Vertical():
            with VerticalScroll():
                yield Static("", id="keys")
            yield Static(self._hint(), id="hint", markup=False)
            yield Prompt()

    def _hint(self) -> str:
        line = self.hint_line(("back", "close"), ("next_place", "other places"), ("filter", "find"))
        palette = "".join(map(shown, keys_in(key_places.READ, BY_NAME["palette"])[:1]))
        return f"{line} · {palette} commands by name" if palette else line

    def on_mount(self) -> None:
        self._show()
        self.scroll.focus()

    def settings_changed(self) -> None:
        super().settings_changed()
        self._show()

    def on_resize(self) -> None:
        self._show()

    def _show(self) -> None:
        here = "You are here: " if self._shown == self._here else ""
        title = f"{here}{PAGES[self._shown]}" + (f" /{self._words}" if self._words else "")
        self.query_one(Vertical).border_title = title
        self.query_one("#keys", Static).update(
            keys_table(self._shown, self._words, narrow=self.app.size.width < NARROW)
        )
        self.scroll.scroll_home(animate=False)

    # --- commands -------------------------------------------------------------------------------

    def help(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)

    def back(self) -> None:
        """Take the filter away, then close."""
        if self._words:
            self._words = ""
            self._show()
        else:
            self.dismiss(None)

    def close(self) -> None:
        """Close."""
        self.dismiss(None)

    def filter(self) -> None:
        """Show only what contains some words."""

        def typed(words: str) -> None:
            self._words = words
            self._show()

        def done(answer: str | None) -> None:
            self.query_one("#hint").display = True
            self.scroll.focus()
            typed(answer or "")

        self.query_one("#hint").display = False
        self.query_one(Prompt).ask("Find:", self._words, done, typed)
        self.query_one(Input).focus()

    def next_place(self) -> None:
        """The keys of the next place."""
        self._step(1)

    def previous_place(self) -> None:
        """The keys of the place before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        places = list(PAGES)
        self._shown = places[(places.index(self._shown) + step) % len(places)]
        self._show()
