"""The themes that come with the program, and those that a person adds as files.

A theme is a Textual theme with five colours, from which `reader.ui.styles` works out the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.theme import Theme

from reader.ui import own_themes, styles

AUTO, TERMINAL = "auto", "terminal"


def _theme(name: str, dark: bool, *colours: str, **variables: str) -> Theme:
    background, foreground, primary, accent, panel = colours
    return Theme(
        name=name,
        dark=dark,
        background=background,
        surface=background,
        foreground=foreground,
        primary=primary,
        secondary=primary,
        accent=accent,
        panel=panel,
        variables={name.replace("_", "-"): value for name, value in variables.items()},
    )


# background, foreground, primary, accent, panel
THEMES = (
    _theme("dark", True, "#1b1d21", "#d8d5cf", "#7aa2d6", "#dfb050", "#26292f"),
    _theme("light", False, "#fbfaf7", "#24262b", "#2b5f9e", "#995b00", "#ecebe6"),
    _theme("sepia", False, "#f4ecd8", "#40331f", "#7a4b21", "#8a3b12", "#e8dcc0"),
    _theme("night", True, "#14110e", "#c9b396", "#c98f52", "#d9a441", "#221c16"),
    _theme("dusk", True, "#07303b", "#b9c8c9", "#62b0e8", "#d6a526", "#0e3d49"),
    _theme(
        "contrast",
        True,
        "#000000",
        "#ffffff",
        "#7cc7ff",
        "#ffdd00",
        "#1c1c1c",
        text_contrast="7",
        highlight_strength="1",
        highlight_yellow="#ffe44d",
        highlight_green="#5ee07a",
        highlight_blue="#7cc0ff",
        highlight_pink="#ff93cd",
        highlight_orange="#ffa348",
        highlight_purple="#cbaaff",
    ),
    _theme(
        "contrast-light",
        False,
        "#ffffff",
        "#000000",
        "#00399c",
        "#7a2e00",
        "#e6e6e6",
        text_contrast="7",
        highlight_strength="0.6",
    ),
)
SHIPPED: Mapping[str, Theme] = {theme.name: theme for theme in THEMES}
NAMES = (*SHIPPED, TERMINAL)

# The terminal's own palette is a theme of Textual.
_TERMINAL_NAME = "ansi-dark"


def names() -> list[str]:
    """The themes there are: those that come with the program, then the person's own."""
    return [*NAMES, *(name for name in own_themes.names() if name not in (*NAMES, AUTO))]


def textual_name(name: str) -> str:
    """What Textual calls a theme."""
    return _TERMINAL_NAME if name == TERMINAL else name


def styles_of(name: str, own: Theme | None = None) -> dict[str, Style]:
    """The styles of the text in the theme of this name; ``own`` is the person's, if it is that."""
    if own is not None:
        return styles.of_theme(own)
    return styles.of_theme(SHIPPED[name]) if name in SHIPPED else styles.of_terminal()
