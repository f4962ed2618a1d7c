"""The styles of the text, worked out from the colours of a theme.

Colour is never the only sign: without colours highlights are underlined, reversed or struck
through. Whatever the colours of a theme are, text is moved towards black or white until it can be
read where it stands.
"""

from __future__ import annotations

from typing import Any

from rich.color import Color as RichColor
from rich.style import Style as RichStyle
from textual.color import Color
from textual.theme import Theme

from reader.annotations.annotation import Colour, Style

# What WCAG 2 asks of text, and of signs.
TEXT_CONTRAST = 4.5
SIGN_CONTRAST = 3.0

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


def pole(background: Color) -> Color:
    """White or black: the one that stands out more from a background, always 4.5 to 1 or more."""
    white, black = Color(255, 255, 255), Color(0, 0, 0)
    return white if contrast(white, background) >= contrast(black, background) else black


def legible(
    color: Color, grounds: tuple[Color, ...], ratio: float, towards: Color | None = None
) -> Color:
    """The colour, moved until it stands out enough from each of some grounds.

    It is moved ``towards`` another one, if that is given and stands out enough, else towards white
    or black, which is what comes out where nothing is enough.
    """

    def stands_out(one: Color) -> bool:
        return all(contrast(one, back) >= ratio for back in grounds)

    if towards is None or not stands_out(towards):
        towards = pole(grounds[0])
    for step in range(20):
        moved = color.blend(towards, step / 20)
        if stands_out(moved):
            return moved
    return towards


def highlight_name(colour: Colour, style: Style) -> str:
    """The name of a highlight's style in the table."""
    return f"{colour}-{style}"


def of_theme(theme: Theme) -> dict[str, RichStyle]:
    """The styles by name in a theme, all five colours of which are given.

    Its ``variables`` may hold "text-contrast", the least contrast of text; "highlight-yellow" and
    so on, the colours of highlights; and "highlight-strength", how much of these is behind the
    words, from 0 to 1.
    """
    page, foreground = Color.parse(theme.background or ""), Color.parse(theme.foreground or "")
    primary, accent = Color.parse(theme.primary), Color.parse(theme.accent or "")
    panel = Color.parse(theme.panel or "")
    given = theme.variables
    ratio = float(given.get("text-contrast", TEXT_CONTRAST))
    dark = pole(page).r == 255
    code, ruler = (
        back if contrast(pole(page), back) >= ratio else page
        for back in (page.blend(foreground, 0.07), panel.blend(foreground, 0.06))
    )
    # What text stands on where nothing is laid over it. On the ruler all is in full ink, but for
    # highlights.
    written, anywhere = (page, code), (page, code, ruler)
    ink = legible(foreground, anywhere, ratio)

    def on_page(color: Color, *grounds: Color) -> Color:
        return legible(color, (page, *grounds), ratio, ink)

    def on(back: Color, color: Color = foreground) -> RichStyle:
        return style(legible(color, (back,), ratio), back)

    table = {
        "text": style(ink, page),
        "heading": style(on_page(primary), bold=True),
        "heading-top": style(on_page(primary), bold=True, underline=True),
        "quote": style(on_page(page.blend(ink, 0.85)), italic=True),
        "code": style(on_page(page.blend(ink, 0.92), code), code),
        "muted": style(on_page(page.blend(ink, 0.62))),
        "faint": style(page.blend(ink, 0.22 if ratio == TEXT_CONTRAST else 0.6)),
        "dimmed": style(legible(page.blend(ink, 0.35), written, SIGN_CONTRAST, ink)),
        "ruler": style(ink, ruler),
        "bar": style(page.blend(ink, 0.22)),
        "thumb": style(on_page(page.blend(ink, 0.62))),
        "link": style(on_page(primary, code), underline=True),
        "search": on(accent, page),
        "search-current": on(accent, page) + RichStyle(bold=True, underline=True),
        "selection": on(page.blend(primary, 0.45)),
        "caret": style(page, ink),
        "label": on(accent, page) + RichStyle(bold=True),
        "changed": style(on_page(accent, ruler), bold=True),
        "current": style(bold=True),
        "panel": on(panel),
        "panel-muted": style(legible(panel.blend(ink, 0.65), (panel,), ratio, ink), panel),
        "panel-key": on(panel, accent) + RichStyle(bold=True),
        "cursor": on(page.blend(primary, 0.35)),
        "here": style(on_page(primary), bold=True),
        "error": style(on_page(Color.parse("#e06c60" if dark else "#b3261e"))),
    }
    strength = float(given.get("highlight-strength", 0.42 if dark else 0.5))
    for colour, hue in _HUES.items():
        base = Color.parse(given.get(f"highlight-{colour}", hue))
        back = page.blend(base, strength)
        words = legible(ink.blend(base, 0.55 if dark else 0.45), anywhere, ratio)
        table |= {
            highlight_name(colour, Style.SOLID): on(
                back, ink.blend(pole(page), 0.5) if ratio == TEXT_CONTRAST else pole(back)
            ),
            highlight_name(colour, Style.UNDERLINE): style(words, underline=True),
            highlight_name(colour, Style.STRIKETHROUGH): style(words, strike=True),
            highlight_name(colour, Style.OUTLINE): style(
                words, underline=True, overline=True, bold=True
            ),
            f"sign-{colour}": style(legible(base, (page,), max(SIGN_CONTRAST, ratio - 2.5))),
        }
    return table | _attributes()


def style(color: Color | None = None, back: Color | None = None, **attributes: Any) -> RichStyle:
    """A style of Rich from colours of Textual."""
    return RichStyle(
        color=None if color is None else _rich(color),
        bgcolor=None if back is None else _rich(back),
        **attributes,
    )


def _attributes() -> dict[str, RichStyle]:
    """Styles that are attributes only and serve in every theme."""
    return {
        "": RichStyle(),
        "emphasis": RichStyle(italic=True),
        "strong": RichStyle(bold=True),
        "strikethrough": RichStyle(strike=True),
        "superscript": RichStyle(dim=False),
    }


def of_terminal() -> dict[str, RichStyle]:
    """The terminal's own sixteen colours, whatever they are."""
    table = without_colours() | {
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
        "changed": RichStyle(color="yellow", bold=True),
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


# The widgets of Textual tell these by their background alone.
COLOURLESS_CSS = """
.colourless Input > .input--cursor, .colourless Input > .input--selection,
.colourless TextArea .text-area--cursor, .colourless TextArea .text-area--selection {
    text-style: reverse;
}
"""


def without_colours() -> dict[str, RichStyle]:
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
        "changed": bold,
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
