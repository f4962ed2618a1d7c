"""The styles of the text in every theme."""

import pytest
from rich.color import Color as RichColor
from rich.style import Style as RichStyle

from reader.annotations.annotation import Colour, Style
from reader.ui import themes
from reader.ui.themes import highlight_name

ATTRIBUTES = ("bold", "dim", "italic", "underline", "underline2", "strike", "reverse", "overline")
READABLE = 4.5  # WCAG 2.2, contrast (minimum), level AA
VISIBLE = 3.0  # the same for signs that are no text


def of_theme(name: str) -> dict[str, RichStyle]:
    """The styles of a theme with colours of its own."""
    theme = next(theme for theme in themes.THEMES if theme.name == name)
    return themes.styles(theme.to_color_system().generate(), ansi=False, plain=False)


TABLES = {theme.name: of_theme(theme.name) for theme in themes.THEMES} | {
    "terminal": themes.styles({}, ansi=True, plain=False),
    "plain": themes.styles({}, ansi=False, plain=True),
}
COLOURED = [theme.name for theme in themes.THEMES]


def luminance(color: RichColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, color.get_truecolor())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: str, name: str) -> float:
    """The contrast of what is drawn in a style of a theme, from 1 to 21."""
    style = TABLES[theme]["text"] + TABLES[theme][name]
    low, high = sorted((luminance(style.color), luminance(style.bgcolor)))
    return (high + 0.05) / (low + 0.05)


def attributes(style: RichStyle) -> tuple[bool, ...]:
    return tuple(bool(getattr(style, name)) for name in ATTRIBUTES)


@pytest.mark.parametrize("theme", TABLES)
def test_every_theme_has_the_same_styles(theme):
    assert TABLES[theme].keys() == TABLES["dark"].keys()


HIGHLIGHTS = [highlight_name(colour, style) for colour in Colour for style in Style]
TEXTS = [
    *("text", "heading", "heading-top", "quote", "code", "muted", "link", "error", "here"),
    *("search", "search-current", "selection", "caret", "cursor", "label"),
    *("panel", "panel-muted", "panel-key", "ruler"),
]
FAINTER = ["dimmed"]  # text that is not being read now
SIGNS = [f"sign-{colour}" for colour in Colour]


@pytest.mark.parametrize("theme", COLOURED)
@pytest.mark.parametrize("name", HIGHLIGHTS)
def test_highlighted_words_can_be_read(theme, name):
    assert contrast(theme, name) >= READABLE


@pytest.mark.parametrize("theme", COLOURED)
@pytest.mark.parametrize("name", TEXTS)
def test_every_other_text_can_be_read(theme, name):
    assert contrast(theme, name) >= READABLE


@pytest.mark.parametrize("theme", COLOURED)
@pytest.mark.parametrize("name", SIGNS)
def test_the_signs_in_the_margin_can_be_seen(theme, name):
    assert contrast(theme, name) >= VISIBLE


@pytest.mark.parametrize("theme", COLOURED)
@pytest.mark.parametrize("name", FAINTER)
def test_dimmed_text_can_still_be_made_out(theme, name):
    assert VISIBLE <= contrast(theme, name) < contrast(theme, "text")


@pytest.mark.parametrize("theme", [*COLOURED, "terminal"])
def test_no_two_highlights_look_the_same(theme):
    looks = {TABLES[theme][highlight_name(c, s)] for c in Colour for s in Style}
    assert len(looks) == len(Colour) * len(Style)


@pytest.mark.parametrize("colour", Colour)
def test_without_colours_the_four_styles_differ_from_text_and_from_each_other(colour):
    table = TABLES["plain"]
    looks = {attributes(table[highlight_name(colour, style)]) for style in Style}
    looks |= {attributes(table[name]) for name in ("text", "selection")}
    assert len(looks) == len(Style) + 2


@pytest.mark.parametrize(
    "name",
    ["search", "search-current", "selection", "label", "caret", "link", "dimmed", "ruler"],
)
def test_without_colours_what_is_laid_over_the_text_differs_from_it(name):
    assert attributes(TABLES["plain"][name]) != attributes(TABLES["plain"]["text"])


def test_without_colours_there_are_none():
    for style in TABLES["plain"].values():
        assert style.color is None or style.color.is_default
        assert style.bgcolor is None or style.bgcolor.is_default


def test_the_terminal_theme_uses_the_sixteen_colours_of_the_terminal_only():
    for style in TABLES["terminal"].values():
        for color in (style.color, style.bgcolor):
            assert color is None or color.is_default or color.number < 16
