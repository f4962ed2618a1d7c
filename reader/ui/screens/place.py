"""What the screens beside the reading screen have in common: commands of the one table."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.screen import ModalScreen

from reader.ui import keys
from reader.ui.commands import bind

Answer = TypeVar("Answer")


class PlaceScreen(ModalScreen[Answer]):
    """A screen that is a place of `reader.ui.keys`: it has a method for each of its commands.

    A subclass has ``BINDINGS = [*bindings(keys.ITS_PLACE)]``.
    """

    PLACE: ClassVar[str] = ""

    @property
    def place(self) -> str:
        """Where keys go now."""
        return self.PLACE

    def on_mount(self) -> None:
        bind(self, self.PLACE)

    def settings_changed(self) -> None:
        """The keys may be other ones."""
        bind(self, self.PLACE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command applies in its places only."""
        if action != "command":
            return True
        return self.place in keys.BY_NAME[str(parameters[0])].places

    def action_command(self, name: str) -> None:
        """Run a command."""
        getattr(self, name)()

    def help(self) -> None:
        """The keys of this place."""
        from reader.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.place))

    def palette(self) -> None:
        """All commands of this place, by name."""
        from reader.ui.screens.palette import open_palette

        open_palette(self)

    def back(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)

    def close(self) -> None:
        """Close and change nothing."""
        self.back()

    def hint_line(self, *named: tuple[str, str]) -> str:
        """The keys of some commands, each with a word for what it does here."""
        found = [(keys.keys_in(self.PLACE, keys.BY_NAME[name]), word) for name, word in named]
        return " · ".join(f"{keys.shown(its[0])} {word}" for its, word in found if its)
