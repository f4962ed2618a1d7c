"""The theme that everything is drawn in, as the settings want it."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from reader.ui import styles, themes
from reader.ui.widgets.painting import Palette

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp


class Dressing:
    """Puts the app into the theme that is wanted; ``name`` is that of the one it is in."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        for theme in themes.THEMES:
            app.register_theme(theme)
        self.name, self._own = "", app.tuning.own_theme
        self._versions = count()

    @property
    def is_due(self) -> bool:
        """Whether another theme is wanted than the one it is in."""
        return (self._wanted(), self._app.tuning.own_theme) != (self.name, self._own)

    def take(self) -> Palette:
        """Take the theme that is wanted, and return the styles that the text is drawn in."""
        app, own = self._app, self._app.tuning.own_theme
        self.name, self._own = self._wanted(), own
        if own is not None and not app.colourless:
            # Under another name each time, because Textual looks again only when that changes.
            own = replace(own, name=f"{self.name} as of {next(self._versions)}")
            app.register_theme(own)
            app.theme = own.name
        else:
            app.theme = themes.textual_name(self.name)
        if app.colourless:
            return Palette(styles.without_colours())
        return Palette(themes.styles_of(self.name, own))

    def next(self) -> str:
        """Switch to the next theme and return its name."""
        names = themes.names()
        at = names.index(self.name) if self.name in names else -1
        self._app.tuning.set("screen.theme", names[(at + 1) % len(names)])
        return self.name

    def _wanted(self) -> str:
        app = self._app
        if app.colourless:
            return themes.TERMINAL
        name = app.settings.text("screen.theme")
        if name in themes.NAMES or app.tuning.own_theme is not None:
            return name
        # Sixteen colours or fewer: the terminal's own serve best.
        return "dark" if app.console.color_system in ("256", "truecolor") else themes.TERMINAL
