"""The styles of the text in every theme."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color as RichColor
from rich.style import Style as RichStyle

from reader.annotations.annotation import Colour, Style
from reader.ui import own_themes, styles, themes
from reader.ui.styles import highlight_name

ATTRIBUTES = ("bold", "dim", "italic", "underline", "underline2", "strike", "reverse", "overline")
READABLE = 4.5  # WCAG 2.2, contrast (minimum), level AA
VISIBLE = 3.0  # the same for signs that are no text


TABLES = {theme.name: styles.of_theme(theme) for theme in themes.THEMES} | {
    "terminal": styles.of_terminal(),
    "plain": styles.without_colours(),
}
COLOURED = [theme.name for theme in themes.THEMES]


def luminance(color: RichColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, color.get_truecolor())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(table: dict[str, RichStyle], *names: str) -> float:
    """The contrast of what is drawn in these styles, one over the other, from 1 to 21."""
    style = sum((table[name] for name in names), table["text"])
    low, high = sorted((luminance(style.color), luminance(style.bgcolor)))
    return (high + 0.05) / (low + 0.05)


def fainter(limit: float, theme: str, *drawn: str | tuple[str, ...]) -> dict[object, float]:
    """What has less contrast than this, each a style or several, one over the other."""
    layers = {it: (it,) if isinstance(it, str) else it for it in drawn}
    found = {it: contrast(TABLES[theme], *names) for it, names in layers.items()}
    return {it: value for it, value in found.items() if value < limit}


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
def test_highlighted_words_can_be_read(theme):
    assert fainter(READABLE, theme, *HIGHLIGHTS) == {}


@pytest.mark.parametrize("theme", COLOURED)
def test_every_other_text_can_be_read(theme):
    assert fainter(READABLE, theme, *TEXTS) == {}


@pytest.mark.parametrize("theme", COLOURED)
def test_the_signs_in_the_margin_can_be_seen(theme):
    assert fainter(VISIBLE, theme, *SIGNS) == {}


# What is laid over what, from the ground up.
LAID = [
    *(("code", name) for name in [*HIGHLIGHTS, "link"]),
    *((base, "ruler", name) for base in ("", "muted", "heading", "code") for name in HIGHLIGHTS),
    *((base, "ruler") for base in ("muted", "heading", "quote", "code", "link")),
    *(("dimmed", name) for name in HIGHLIGHTS),
    *(
        (*below, over)
        for below in (("muted",), ("code",), ("code", "yellow-solid"), ("ruler",), ("here",))
        for over in ("search", "search-current", "selection", "caret", "cursor")
    ),
]


@pytest.mark.parametrize("theme", COLOURED)
def test_what_is_laid_over_something_else_can_be_read(theme):
    assert fainter(READABLE, theme, *LAID) == {}


@pytest.mark.parametrize("theme", COLOURED)
def test_dimmed_text_can_be_made_out_wherever_it_stands(theme):
    bases = ("quote", "code", "muted")
    assert fainter(VISIBLE, theme, *((base, "dimmed") for base in bases)) == {}


@pytest.mark.parametrize("theme", ["contrast", "contrast-light"])
def test_in_high_contrast_text_has_the_contrast_of_level_aaa(theme):
    assert fainter(7, theme, *TEXTS, *HIGHLIGHTS) == {}


@pytest.mark.parametrize("theme", ["contrast", "contrast-light"])
def test_in_high_contrast_signs_have_the_contrast_of_text(theme):
    assert fainter(READABLE, theme, *SIGNS) == {}


@pytest.mark.parametrize("theme", COLOURED)
@pytest.mark.parametrize("name", FAINTER)
def test_dimmed_text_can_still_be_made_out(theme, name):
    assert VISIBLE <= contrast(TABLES[theme], name) < contrast(TABLES[theme], "text")


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


# --- a person's own -----------------------------------------------------------------------------

COLOUR = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#%02x%02x%02x" % rgb)  # noqa: UP031
FILE = st.dictionaries(
    st.sampled_from([*own_themes.COLOURS, *own_themes.HIGHLIGHTS]), COLOUR, max_size=11
)


def toml(colours):
    """A theme file; names of highlights have a dot, as TOML allows."""
    return "\n".join(f'{name} = "{colour}"' for name, colour in colours.items())


@given(FILE, st.sampled_from(["", "dark = true\n", "dark = false\n"]))
def test_in_whatever_colours_everything_can_be_read(colours, dark):
    table = styles.of_theme(own_themes.parse(dark + toml(colours), "mine").theme)
    for names in [*((name,) for name in [*HIGHLIGHTS, *TEXTS]), *LAID]:
        assert contrast(table, *names) >= READABLE, names
    for name in SIGNS:
        assert contrast(table, name) >= VISIBLE, name


def own(*lines):
    return own_themes.parse("\n".join(lines), "mine")


def test_a_theme_has_the_colours_of_its_file():
    theme, problems = own(
        'background = "#101820"', 'foreground = "white"', "[highlights]", 'green = "#00ff00"'
    )
    assert problems == ()
    table = styles.of_theme(theme)
    assert table["text"] == styles.style(*map(styles.Color.parse, ("white", "#101820")))
    assert table["sign-green"].color.get_truecolor() == (0, 255, 0)


@pytest.mark.parametrize(
    ("line", "dark"),
    [
        ('background = "#202020"', True),
        ('background = "#e0e0e0"', False),
        ('foreground = "#e0e0e0"', True),
        ('foreground = "#202020"', False),
        ("dark = false", False),
        ("", True),
    ],
)
def test_what_is_missing_is_derived_from_what_is_there(line, dark):
    theme, problems = own(line)
    assert theme.dark is dark
    assert problems == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('backgruond = "#000000"', "line 2: there is no “backgruond” in a theme; did you mean"),
        ('background = "blackish"', "line 2: background cannot be “blackish”: it is a colour"),
        ("background = 3", "line 2: background cannot be “3”"),
        ('dark = "yes"', "line 2: dark is true or false"),
        ("[highlights]\nyelow = '#ffff00'", "line 3: there is no “highlights.yelow” in a theme"),
        ('foreground = "#1b1d21"', "line 2: foreground and background are too much alike"),
        ("what", "nothing of it is used"),
    ],
)
def test_what_is_wrong_with_a_theme_is_told_with_its_line(line, told):
    theme, problems = own('background = "#1b1d22"' if "alike" in told else "", line)
    assert len(problems) == 1
    assert problems[0].startswith("themes/mine.toml")
    assert told in problems[0]
    assert styles.of_theme(theme)


@pytest.fixture
def themes_folder(tmp_path):
    folder = tmp_path / "config" / "themes"
    folder.mkdir(parents=True)
    return folder


def set_theme(folder, name):
    (folder.parent / "settings.toml").write_text(f'[screen]\ntheme = "{name}"\n')


def background(reader):
    return reader.view.palette["text"].bgcolor.get_truecolor()


async def test_a_theme_of_ones_own_is_used_and_its_changes_are_seen_at_once(
    open_reader, themes_folder
):
    (themes_folder / "mine.toml").write_text('background = "#101820"')
    set_theme(themes_folder, "mine")
    async with open_reader("A text.") as reader:
        assert background(reader) == (0x10, 0x18, 0x20)
        (themes_folder / "mine.toml").write_text('background = "#302010"\nforeground = "pear"')
        await reader.until(lambda: background(reader) == (0x30, 0x20, 0x10))
        await reader.until(lambda: reader.sees("themes/mine.toml, line 2: foreground cannot be"))


async def test_a_theme_that_is_not_there_is_told_with_the_nearest_one(open_reader, themes_folder):
    set_theme(themes_folder, "sepai")
    async with open_reader("A text.") as reader:
        assert reader.app.tuning.problems == (
            "settings.toml, line 2: there is no theme “sepai”; did you mean “sepia”?",
        )
        assert reader.sees("there is no theme “sepai”")


async def test_the_themes_come_round_those_of_ones_own_last(open_reader, themes_folder):
    (themes_folder / "mine.toml").write_text('background = "#101820"')
    async with open_reader("A text.") as reader:
        seen = []
        for _ in [*themes.NAMES, "mine"]:
            await reader.press("T")
            seen.append(reader.app.settings.text("screen.theme"))
        assert seen == [*themes.NAMES[1:], "mine", "dark"]


async def test_without_colours_a_theme_of_ones_own_changes_nothing(
    open_reader, themes_folder, monkeypatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    (themes_folder / "mine.toml").write_text('background = "#101820"')
    set_theme(themes_folder, "mine")
    async with open_reader("A text.") as reader:
        assert reader.colours == set()


async def test_a_theme_of_ones_own_that_one_takes_oneself_is_no_news(
    open_reader, themes_folder, monkeypatch
):
    (themes_folder / "mine.toml").write_text('background = "#101820"')
    async with open_reader("A text.") as reader:
        tuning = reader.app.tuning
        # However fast the file is written.
        monkeypatch.setattr(reader.app, "run_worker", lambda work, **how: work())
        tuning.set("screen.theme", "mine")
        tuning.watch()
        assert background(reader) == (0x10, 0x18, 0x20)
        assert not reader.screen.hints.message
