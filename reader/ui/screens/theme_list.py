"""The themes, each drawn in its own colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style as RichStyle
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from reader.annotations.annotation import Colour, Style
from reader.text.wrap import fit
from reader.ui import key_places, own_themes, themes
from reader.ui.commands import bindings
from reader.ui.screens.list_screen import ListScreen
from reader.ui.styles import highlight_name
from reader.ui.widgets.list_pane import ListPane, Row
from reader.ui.widgets.painting import Palette

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

NAME = 18
SAMPLE = (
    (" Text ", "text"),
    ("Heading ", "heading"),
    ("search", "search"),
    (" ", "text"),
    *((f" {colour} ", highlight_name(colour, Style.SOLID)) for colour in Colour),
)


class ThemeList(ListPane):
    """The names of themes, each with a sample."""

    TITLE = "Themes"
    RULED = False
    LIT = False  # it would hide the sample

    def __init__(self, palette: Palette, names: Sequence[str], *, colourless: bool) -> None:
        samples: dict[str, RichStyle] = {"": RichStyle(), "cursor": RichStyle()}
        for name in ("text", "faint", "muted", "here", "strong"):
            samples[name] = palette[name]
        for theme in () if colourless else names:
            own = own_themes.load(theme) if theme not in themes.NAMES else None
            table = themes.styles_of(theme, own.theme if own else None)
            for _, style in SAMPLE:
                samples[f"{theme}/{style}"] = table["text"] + table[style]
        super().__init__(Palette(samples), id="themes")
        self.names = names
        self._samples = samples

    def heights(self, width: int) -> Sequence[int]:
        return [1] * len(self.names)

    def draw(self, index: int, width: int) -> list[Row]:
        name = self.names[index]
        mark = "› " if index == self.cursor else "  "
        row: Row = [(mark, "here"), (fit(name, NAME - 3) + " ", "strong")]
        room = width - NAME
        for text, style in SAMPLE:
            if f"{name}/{style}" in self._samples and room > 0:
                row.append((fit(text, min(len(text), room)), f"{name}/{style}"))
                room -= len(text)
        return [row]


class ThemesScreen(ListScreen[str | None]):
    """The answer is the name of a theme, None when given up. ``now`` is the one in use."""

    app: ReaderApp
    PLACE = key_places.THEMES
    AUTO_FOCUS = "#themes"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.THEMES)]
    DEFAULT_CSS = """
    ThemesScreen { align: center middle; background: $background 40%; }
    ThemesScreen > Vertical {
        width: 94%; max-width: 84; height: auto; max-height: 90%;
        background: $background; border: round $primary;
    }
    """

    def __init__(self, now: str) -> None:
        super().__init__()
        self._now = now

    def compose(self) -> ComposeResult:
        listed = themes.names()
        with Vertical():
            pane = ThemeList(self.app.text_palette, listed, colourless=self.app.colourless)
            pane.styles.height = len(listed) + 1
            yield pane

    def on_mount(self) -> None:
        if self._now in self.pane.names:
            self.pane.point(list(self.pane.names).index(self._now))

    def palette_changed(self, palette: Palette) -> None:
        """The samples stay as they are."""

    @property
    def pane(self) -> ThemeList:
        """The list."""
        return self.query_one(ThemeList)

    def choose_this(self) -> None:
        """Take it."""
        self.dismiss(self.pane.names[self.pane.cursor])
