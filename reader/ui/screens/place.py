"""What the screens beside the reading screen have in common: commands of the one table."""

from __future__ import annotations

from typing import ClassVar

from reader.ui import keys
from reader.ui.screens.modal import Answer, Modal


class PlaceScreen(Modal[Answer]):
    """A screen that is a place of `reader.ui.keys`: it has a method for each of its commands.

    A subclass has ``BINDINGS = [*bindings(keys.ITS_PLACE)]``.
    """

    PLACE: ClassVar[str] = ""

    @property
    def place(self) -> str:
        """Where keys go now."""
        return self.PLACE

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

    def back(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)
