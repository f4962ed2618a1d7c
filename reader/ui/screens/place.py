"""What the screens beside the reading screen have in common: commands of the one table."""

from __future__ import annotations

from typing import ClassVar

from reader.ui import key_names, keys
from reader.ui.commands import bind
from reader.ui.screens.modal import Answer, Modal
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.painting import Palette


class PlaceScreen(Modal[Answer]):
    """A screen that is one of `reader.ui.key_places`: it has a method for each of its commands.

    A subclass has ``BINDINGS = [*bindings(key_places.ITS_PLACE)]``.
    """

    PLACE: ClassVar[str] = ""

    def on_mount(self) -> None:
        """The keys may be other ones than when the class was made."""
        bind(self, self.PLACE)

    def settings_changed(self) -> None:
        """Something was set, or the keys are other ones."""
        bind(self, self.PLACE)

    def palette_changed(self, palette: Palette) -> None:
        """Another theme: what draws itself draws with the new styles."""
        for widget in self.query(Drawn):
            widget.palette = palette
            widget.refresh()

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

    def palette(self) -> None:
        """All commands of this place, by name."""
        from reader.ui.screens.palette import open_palette

        open_palette(self)

    def search_texts(self) -> None:
        """Search all texts of the library."""
        from reader.ui.app import ReaderApp

        assert isinstance(self.app, ReaderApp)
        self.app.texts.open()

    def settings(self) -> None:
        """The settings, without those of a document."""
        from reader.ui.screens.options import OptionsScreen

        self.app.push_screen(OptionsScreen(None))

    def back(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)

    def close(self) -> None:
        """Close and change nothing."""
        self.back()

    def hint_line(self, *named: tuple[str, str]) -> str:
        """The keys of some commands, each with a word for what it does here."""
        found = [(keys.keys_in(self.PLACE, keys.BY_NAME[name]), word) for name, word in named]
        return " · ".join(f"{key_names.shown(its[0])} {word}" for its, word in found if its)
