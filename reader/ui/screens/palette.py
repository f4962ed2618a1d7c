"""Every command of where one is, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen

from reader.text.wrap import cells, fit
from reader.ui import key_places
from reader.ui.command import Command
from reader.ui.commands import bindings
from reader.ui.key_names import shown
from reader.ui.keys import in_place, keys_in
from reader.ui.screens.list_screen import NarrowedScreen
from reader.ui.widgets.list_pane import ListPane, Row
from reader.ui.widgets.painting import Palette

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

WIDE = 60  # cells from which name, keys and help stand in one row


def named(command: Command) -> str:
    """A command's name as words."""
    return command.name.replace("_", " ").capitalize()


def matching(commands: Sequence[Command], words: str) -> list[Command]:
    """The commands that some words may mean, the likeliest first.

    Every word begins a word of the name, else is in the name or in the help; or else the letters
    appear in the name one after the other.
    """
    wanted = words.casefold().split()
    if not wanted:
        return list(commands)

    def rank(command: Command) -> int:
        name, text = named(command).casefold(), command.help.casefold()
        starts = [" ".join(name.split()[at:]) for at in range(len(name.split()))]
        if name.startswith(" ".join(wanted)):
            return 0
        if all(any(start.startswith(word) for start in starts) for word in wanted):
            return 1
        if all(word in name or word in text for word in wanted):
            return 2
        letters = iter(name)
        return 3 if all(letter in letters for letter in "".join(wanted)) else 4

    ranked = sorted(commands, key=lambda command: (rank(command), len(command.name)))
    return [command for command in ranked if rank(command) < 4]


class CommandList(ListPane):
    """The commands, each with its keys and what it does."""

    TITLE = "Type a command"
    RULED = False

    def __init__(self, place: str, palette: Palette, commands: Sequence[Command]) -> None:
        super().__init__(palette, id="commands")
        self._place = place
        self._all = list(commands)
        self.found = self._all
        self._column = max([12, *(cells(named(command)) for command in self._all)]) + 2

    def narrow(self, words: str) -> None:
        """List what these words may mean."""
        self.filter = words
        self.found = matching(self._all, words)
        self.changed()
        self.point(0)

    def heights(self, width: int) -> Sequence[int]:
        return [1 if width >= WIDE else 2] * len(self.found)

    def draw(self, index: int, width: int) -> list[Row]:
        command = self.found[index]
        its = " ".join(map(shown, keys_in(self._place, command)))
        if width >= WIDE:
            left = self._column + 14
            row = [(fit(named(command), self._column), "strong"), (fit(its, 13) + " ", "here")]
            return [[*row, (fit(command.help, width - left), "muted")]]
        name = fit(named(command), width - cells(its) - 1)
        return [
            [(f"{name} ", "strong"), (its, "here")],
            [(fit(f"  {command.help}", width), "muted")],
        ]

    def empty_text(self) -> str:
        return "No command is called that. Backspace, or esc."

    def subtitle(self) -> str:
        return f"{len(self.found)}"


class PaletteScreen(NarrowedScreen[str | None]):
    """The answer is the name of a command, None when given up."""

    app: ReaderApp
    PLACE = key_places.PALETTE
    AUTO_FOCUS = "#commands"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.PALETTE)]
    DEFAULT_CSS = """
    PaletteScreen { align: center top; background: $background 40%; }
    PaletteScreen > Vertical {
        width: 94%; max-width: 110; height: 80%; margin-top: 1;
        background: $background; border: round $primary;
    }
    PaletteScreen #commands { height: 1fr; }
    """

    def __init__(self, place: str, commands: Sequence[Command]) -> None:
        super().__init__()
        self._of = place
        self._commands = commands

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = f"Commands: {key_places.PLACE_NAMES.get(self._of, 'here')}"
            yield CommandList(self._of, self.app.text_palette, self._commands)

    @property
    def pane(self) -> CommandList:
        """The list."""
        return self.query_one(CommandList)

    # --- commands -------------------------------------------------------------------------------

    def choose_this(self) -> None:
        """Run the command."""
        if self.pane.found:
            self.dismiss(self.pane.found[self.pane.cursor].name)

    choose_down = NarrowedScreen.line_down
    choose_up = NarrowedScreen.line_up
    choose_page_down = NarrowedScreen.page_down
    choose_page_up = NarrowedScreen.page_up


def open_palette(screen: Screen[Any]) -> None:
    """Ask for a command of a screen that is a place, and run it."""
    place = str(getattr(screen, "place", ""))
    commands = [
        command
        for command in in_place(place)
        if command.name != "palette" and screen.check_action("command", (command.name,))
    ]

    def run(name: str | None) -> None:
        if name is not None:
            getattr(screen, "action_command")(name)  # noqa: B009 - not every screen has it

    screen.app.push_screen(PaletteScreen(place, commands), run)
