"""Themes, and the styles of the text derived from them.

A theme is a Textual theme; how highlights, search hits, the selection and the structure of a
text look is worked out from its background and foreground, so that any theme serves. Colour is
never the only sign: without colours highlights are underlined, reversed or struck through.
"""

from __future__ import annotations

from typing import Any

from rich.color import Color as RichColor
from rich.style import Style as RichStyle
from textual.color import Color
from textual.theme import Theme

from reader.annotations.annotation import Colour, Style

TERMINAL = "terminal"

THEMES = (
    Theme(
        name="dark",
        primary="#7aa2d6",
        secondary="#9a86c4",
        accent="#e0b050",
        foreground="#d8d5cf",
        background="#1b1d21",
        surface="#1b1d21",
        panel="#26292f",
        dark=True,
    ),
    Theme(
        name="light",
        primary="#2b5f9e",
        secondary="#6a4fa0",
        accent="#9a5b00",
        foreground="#24262b",
        background="#fbfaf7",
        surface="#fbfaf7",
        panel="#ecebe6",
        dark=False,
    ),
    Theme(
        name="sepia",
        primary="#7a4b21",
        secondary="#6d5a3a",
        accent="#8a3b12",
        foreground="#40331f",
        background="#f4ecd8",
        surface="#f4ecd8",
        panel="#e8dcc0",
        dark=False,
    ),
)

# What WCAG 2 asks of text, and of signs.
TEXT_CONTRAST = 4.5
SIGN_CONTRAST = 3.0

# Terminal's own palette: Textual ships the theme, we only give it our name in the menu.
TEXTUAL_NAME = {TERMINAL: "ansi-dark"}
NAMES = ("dark", "light", "sepia", TERMINAL)

_HUES = {
    Colour.YELLOW: "#e8c400",
    Colour.GREEN: "#4caf50",
    Colour.BLUE: "#3f8fe0",
    Colour.PINK: "#e864a4",
    Colour.ORANGE: "#f08a24",
    Colour.PURPLE: "#9a66e0",
}
_ANSI = {
    Colour.YELLOW: "yellow",
    Colour.GREEN: "green",
    Colour.BLUE: "bright_blue",
    Colour.PINK: "bright_magenta",
    Colour.ORANGE: "bright_red",
    Colour.PURPLE: "magenta",
}


def _rich(color: Color) -> RichColor:
    return color.rich_color


def _luminance(color: Color) -> float:
    """The relative luminance of WCAG 2."""

    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2: 1 for the same colour, 21 for black on white."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def legible(color: Color, background: Color, towards: Color, ratio: float) -> Color:
    """The colour, moved towards another one until it stands out enough from a background."""
    for step in range(21):
        moved = color.blend(towards, step / 20)
        if contrast(moved, background) >= ratio:
            return moved
    return towards


def highlight_name(colour: Colour, style: Style) -> str:
    """The name of a highlight's style in the table."""
    return f"{colour}-{style}"


def styles(variables: dict[str, str], *, ansi: bool, plain: bool) -> dict[str, RichStyle]:
    """The styles of the text by name.

    ``variables`` are those of the theme, ``ansi`` asks for the terminal's own colours,
    ``plain`` for none at all (NO_COLOR, monochrome terminals).
    """
    if plain:
        return _plain_styles()
    if ansi:
        return _ansi_styles()
    background = Color.parse(variables["background"])
    foreground = Color.parse(variables["foreground"])
    primary = Color.parse(variables["primary"])
    accent = Color.parse(variables["accent"])
    panel = Color.parse(variables["panel"])
    strong = Color.parse("white" if background.brightness < 0.5 else "black")
    muted = legible(background.blend(foreground, 0.62), background, foreground, TEXT_CONTRAST)
    quiet = legible(panel.blend(foreground, 0.65), panel, foreground, TEXT_CONTRAST)
    faint = background.blend(foreground, 0.22)
    dimmed = legible(background.blend(foreground, 0.35), background, foreground, SIGN_CONTRAST)

    def style(
        color: Color | None = None, back: Color | None = None, **attributes: Any
    ) -> RichStyle:
        return RichStyle(
            color=None if color is None else _rich(color),
            bgcolor=None if back is None else _rich(back),
            **attributes,
        )

    table = {
        "text": style(foreground, background),
        "heading": style(primary, bold=True),
        "heading-top": style(primary, bold=True, underline=True),
        "quote": style(background.blend(foreground, 0.85), italic=True),
        "code": style(background.blend(foreground, 0.92), background.blend(foreground, 0.07)),
        "muted": style(muted),
        "faint": style(faint),
        "dimmed": style(dimmed),
        "ruler": style(None, panel.blend(foreground, 0.06)),
        "bar": style(faint),
        "thumb": style(muted),
        "link": style(primary, underline=True),
        "search": style(background, accent),
        "search-current": style(background, accent, bold=True, underline=True),
        "selection": style(foreground, background.blend(primary, 0.45)),
        "caret": style(background, foreground),
        "label": style(background, accent, bold=True),
        "current": style(bold=True),
        "panel": style(foreground, panel),
        "panel-muted": style(quiet, panel),
        "panel-key": style(accent, panel, bold=True),
        "cursor": style(foreground, background.blend(primary, 0.35)),
        "here": style(primary, bold=True),
        "error": style(Color.parse("#e06c60" if background.brightness < 0.5 else "#b3261e")),
    }
    for colour, hue in _HUES.items():
        base = Color.parse(hue)
        strength = 0.42 if background.brightness < 0.5 else 0.5
        ink = foreground.blend(base, 0.55 if background.brightness < 0.5 else 0.45)
        ink = legible(ink, background, strong, TEXT_CONTRAST)
        table |= {
            highlight_name(colour, Style.SOLID): style(
                foreground.blend(
                    Color.parse("white" if background.brightness < 0.5 else "black"), 0.5
                ),
                background.blend(base, strength),
            ),
            highlight_name(colour, Style.UNDERLINE): style(ink, underline=True),
            highlight_name(colour, Style.STRIKETHROUGH): style(ink, strike=True),
            highlight_name(colour, Style.OUTLINE): style(
                ink, underline=True, overline=True, bold=True
            ),
            f"sign-{colour}": style(legible(base, background, strong, SIGN_CONTRAST)),
        }
    return table | _attributes()


def _attributes() -> dict[str, RichStyle]:
    """Styles that are attributes only and serve in every theme."""
    return {
        "": RichStyle(),
        "emphasis": RichStyle(italic=True),
        "strong": RichStyle(bold=True),
        "strikethrough": RichStyle(strike=True),
        "superscript": RichStyle(dim=False),
    }


def _ansi_styles() -> dict[str, RichStyle]:
    """The terminal's own sixteen colours, whatever they are."""
    table = _plain_styles() | {
        "heading": RichStyle(color="cyan", bold=True),
        "heading-top": RichStyle(color="cyan", bold=True, underline=True),
        "muted": RichStyle(color="bright_black"),
        "faint": RichStyle(color="bright_black"),
        "dimmed": RichStyle(color="bright_black"),
        "bar": RichStyle(color="bright_black"),
        "link": RichStyle(color="blue", underline=True),
        "search": RichStyle(color="black", bgcolor="cyan"),
        "search-current": RichStyle(
            color="black", bgcolor="bright_cyan", bold=True, underline=True
        ),
        "label": RichStyle(color="black", bgcolor="bright_yellow", bold=True),
        "panel-key": RichStyle(color="yellow", bold=True),
        "here": RichStyle(color="cyan", bold=True),
        "error": RichStyle(color="red"),
    }
    for colour, name in _ANSI.items():
        table |= {
            highlight_name(colour, Style.SOLID): RichStyle(color="black", bgcolor=name),
            highlight_name(colour, Style.UNDERLINE): RichStyle(color=name, underline=True),
            highlight_name(colour, Style.STRIKETHROUGH): RichStyle(color=name, strike=True),
            highlight_name(colour, Style.OUTLINE): RichStyle(
                color=name, underline=True, overline=True, bold=True
            ),
            f"sign-{colour}": RichStyle(color=name),
        }
    return table


def _plain_styles() -> dict[str, RichStyle]:
    """No colours at all: everything by attributes."""
    reverse = RichStyle(reverse=True)
    bold = RichStyle(bold=True)
    table = {
        "text": RichStyle(color="default", bgcolor="default"),
        "heading": bold,
        "heading-top": RichStyle(bold=True, underline=True),
        "quote": RichStyle(italic=True),
        "code": RichStyle(bold=True),
        "muted": RichStyle(dim=True),
        "faint": RichStyle(dim=True),
        "dimmed": RichStyle(dim=True),
        "ruler": RichStyle(underline=True),
        "bar": RichStyle(dim=True),
        "thumb": RichStyle(),
        "link": RichStyle(underline=True),
        "search": RichStyle(reverse=True, bold=True),
        "search-current": RichStyle(reverse=True, bold=True, underline=True),
        "selection": reverse,
        "caret": reverse,
        "label": RichStyle(reverse=True, bold=True),
        "current": bold,
        "panel": RichStyle(color="default", bgcolor="default"),
        "panel-muted": RichStyle(dim=True),
        "panel-key": bold,
        "cursor": reverse,
        "here": bold,
        "error": bold,
    }
    for colour in Colour:
        table |= {
            highlight_name(colour, Style.SOLID): RichStyle(underline=True, bold=True),
            highlight_name(colour, Style.UNDERLINE): RichStyle(underline=True),
            highlight_name(colour, Style.STRIKETHROUGH): RichStyle(strike=True),
            highlight_name(colour, Style.OUTLINE): RichStyle(underline=True, italic=True),
            f"sign-{colour}": RichStyle(),
        }
    return table | _attributes()
