"""The screen of settings: made from the schema, changed at once, kept in the file."""

import pytest

from reader.settings import SETTINGS, Settings, load, parse
from reader.ui import keys, options
from reader.ui.screens.options import OptionsScreen
from reader.ui.screens.theme_list import ThemesScreen

BOOK = "# The book\n\nOne two three. Four five six.\n\nSeven eight nine.\n"


@pytest.fixture(autouse=True)
def the_keys_of_the_table():
    yield
    keys.use({})


@pytest.fixture
def file(tmp_path):
    """The file of the settings, which is not there yet."""
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "settings.toml"


async def find(reader, words):
    """Open the settings at the first one that these words find."""
    if not isinstance(reader.app.screen, OptionsScreen):
        await reader.press("comma")
    await reader.press("slash")
    await reader.type(words)
    await reader.press("enter")


# --- what is listed -----------------------------------------------------------------------------


def names(kind, words="", problems=()):
    return [item.name for item in options.items(problems, words) if item.kind == kind]


def test_every_setting_and_every_command_is_listed():
    assert names("setting") == [setting.name for setting in SETTINGS]
    assert sorted(names("key")) == sorted(keys.BY_NAME)


def test_words_find_settings_and_commands_by_name_help_and_key():
    assert names("setting", "text column cells") == ["reading.width"]
    assert names("setting", "empty row") == ["reading.paragraphs"]
    assert "copy" in names("key", "keys copy")
    assert names("title", "text column cells") == ["Reading"]


def test_what_is_wrong_with_the_file_comes_first():
    assert options.items(["It is wrong."])[0] == ("problem", "It is wrong.")


@pytest.mark.parametrize(
    ("name", "value", "step", "then"),
    [
        ("reading.justify", False, 1, True),
        ("reading.justify", False, -1, True),
        ("reading.margin", 1, 1, 2),
        ("reading.margin", 0, -1, 0),
        ("reading.width", 72, -1, 70),
        ("reading.width", 159, 1, 160),
        ("reading.pace", 240, 1, 250),
        ("reading.columns", "auto", 1, "one"),
        ("reading.columns", "one", -1, "auto"),
        ("screen.theme", "mine", 1, "auto"),
        ("screen.theme", "dusk", 1, "mine"),
    ],
)
def test_a_value_is_stepped_through_what_it_may_be(name, value, step, then):
    setting = next(setting for setting in SETTINGS if setting.name == name)
    choices = options.choices_of(name, ["dark", "dusk", "mine"])
    assert options.stepped(setting, value, choices, step) == then


@pytest.mark.parametrize(
    ("typed", "value"),
    [("60", 60), (" 60 ", 60), ("6", None), ("sixty", None), ("", None), ("-3", None)],
)
def test_a_number_is_taken_within_its_limits_only(typed, value):
    width = next(setting for setting in SETTINGS if setting.name == "reading.width")
    found = options.number(width, typed)
    assert found == value if value else found == "it is a whole number from 30 to 160"


# --- on the screen ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_the_settings_are_shown_with_their_values_and_what_they_are(open_reader, size):
    async with open_reader(BOOK, size=size) as reader:
        await reader.press("comma")
        assert reader.sees("Reading")
        assert reader.sees("Width 72 cells")
        assert reader.sees("Width of the text column, in cells")
        assert reader.sees("30 to 160, default 72")
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_a_value_is_changed_on_the_screen_and_in_the_file(open_reader, file):
    async with open_reader(BOOK) as reader:
        await find(reader, "reading width")
        await reader.press("h", "h")
        assert reader.view.measure == 68
        await reader.until(lambda: load().number("reading.width") == 68)
        assert reader.sees("settings.toml")
        await reader.press("r")
        assert reader.view.measure == 72
        await reader.until(lambda: "width" not in file.read_text())


async def test_a_number_can_be_typed_and_a_wrong_one_is_told(open_reader, file):
    async with open_reader(BOOK) as reader:
        await find(reader, "reading width")
        await reader.press("enter", *["backspace"] * 2)
        await reader.type("7")
        await reader.press("enter")
        assert reader.sees("Not changed: it is a whole number from 30 to 160")
        await reader.press("enter", *["backspace"] * 2)
        await reader.type("50")
        await reader.press("enter")
        assert reader.view.measure == 50


@pytest.mark.parametrize("key", ["enter", "space", "l", "h", "right", "left"])
async def test_what_is_on_or_off_is_turned_by_any_key_that_changes(open_reader, key):
    async with open_reader(BOOK) as reader:
        await find(reader, "reading ruler")
        await reader.press(key)
        assert reader.screen.settings.flag("reading.ruler")
        assert reader.sees("Ruler ● on")


async def test_what_this_document_has_is_changed_for_it_alone(open_reader, file):
    async with open_reader(BOOK) as reader:
        await reader.press("less_than_sign")
        await find(reader, "reading width")
        assert reader.sees("this document")
        await reader.press("h")
        assert reader.screen.settings.number("reading.width") == 68
        assert reader.app.settings.number("reading.width") == 72
        await reader.press("r")
        assert reader.view.measure == 72
        assert not reader.sees("this document")
    assert not file.exists()


async def test_what_this_document_has_can_be_made_the_default_of_all(open_reader, file):
    async with open_reader(BOOK) as reader:
        await reader.press("less_than_sign")
        await find(reader, "reading width")
        await reader.press("d")
        assert reader.sees("All documents have 70 cells now")
        await reader.until(lambda: load().number("reading.width") == 70)
    async with open_reader(BOOK, name="other.md") as reader:
        assert reader.view.measure == 70


async def test_there_must_be_something_to_make_the_default(open_reader, file):
    async with open_reader(BOOK) as reader:
        await find(reader, "reading width")
        await reader.press("d")
        assert reader.sees("This document has no value of its own here")
    assert not file.exists()


async def test_a_theme_is_chosen_from_samples(open_reader):
    async with open_reader(BOOK) as reader:
        await find(reader, "screen theme")
        await reader.press("enter")
        assert isinstance(reader.app.screen, ThemesScreen)
        assert reader.sees("contrast-light")
        await reader.press("j", "enter")
        assert isinstance(reader.app.screen, OptionsScreen)
        assert reader.app.theme == "light"
        assert reader.sees("Theme light")


async def test_in_the_list_of_themes_each_is_drawn_in_its_own_colours(open_reader):
    async with open_reader(BOOK) as reader:
        await find(reader, "screen theme")
        await reader.press("enter")
        backgrounds = {color.get_truecolor() for color in reader.colours}
        assert {(0xFB, 0xFA, 0xF7), (0xF4, 0xEC, 0xD8), (0, 0, 0)} <= backgrounds


async def test_the_problems_of_the_file_stand_at_the_top(open_reader, file):
    file.write_text("[reading]\nwidht = 60\n")
    async with open_reader(BOOK) as reader:
        await reader.press("comma")
        assert reader.sees("! settings.toml, line 2: there is no setting “reading.widht”")
        file.write_text("[reading]\nwidth = 60\n")
        await reader.until(lambda: not reader.sees("widht"))
        assert reader.sees("Width 60 cells")


async def test_where_no_editor_can_be_opened_the_file_is_named(open_reader, file):
    async with open_reader(BOOK) as reader:
        await reader.press("comma", "e")
        assert reader.sees("No editor can be opened from here")


# --- keys ---------------------------------------------------------------------------------------


async def test_a_command_gets_the_next_key_that_is_pressed(open_reader, file):
    async with open_reader(BOOK) as reader:
        await find(reader, "keys pick label")
        await reader.press("enter")
        assert reader.sees("Press the new key for “Pick”")
        await reader.press("Q")
        assert reader.sees("Q is “Pick” from now on")
        await reader.press("escape", "escape", "Q")
        assert reader.view.labels
        await reader.until(lambda: load().keys == {"pick": "Q"})


async def test_escape_leaves_the_key_as_it_is(open_reader, file):
    async with open_reader(BOOK) as reader:
        await find(reader, "keys pick label")
        await reader.press("enter", "escape")
        assert isinstance(reader.app.screen, OptionsScreen)
        assert reader.app.settings.keys == {}


async def test_a_key_that_another_command_has_must_be_pressed_twice(open_reader, file):
    async with open_reader(BOOK) as reader:
        await find(reader, "keys pick label")
        await reader.press("enter", "x")
        assert reader.sees("x is “Delete”")
        assert reader.app.settings.keys == {}
        await reader.press("x", "escape")
        assert reader.app.settings.keys == {"pick": "x"}
        assert reader.sees("“delete” has no key any more")


async def test_a_command_goes_back_to_the_key_of_the_table(open_reader, file):
    file.write_text('[keys]\npick = "s"\n')
    async with open_reader(BOOK) as reader:
        await find(reader, "keys pick label")
        assert reader.sees("s Pick")
        await reader.press("r")
        assert reader.sees("f Pick")
        await reader.until(lambda: "pick" not in file.read_text())


def test_the_new_key_comes_in_place_of_the_first_one():
    assert options.new_key(Settings(), "line_down", "ctrl+j").changed == {
        "line_down": "ctrl+j down"
    }


def test_what_a_person_gave_another_command_is_taken_from_it():
    settings = parse('[keys]\ntags = "s ctrl+s"\n')
    found = options.new_key(settings, "pick", "s")
    assert found.changed == {"pick": "s", "tags": "ctrl+s"}
    assert found.rival is keys.BY_NAME["tags"]


@pytest.mark.parametrize("key", ["comma", "space", "full_stop", "ctrl+x", "plus", "f5", "ß"])
def test_a_key_is_written_so_that_it_is_read_again(key):
    from reader.ui.keymaps import keymap

    text = options.written([key])
    assert keymap(Settings(keys={"pick": text})).keys["pick"] == key
    assert keymap(Settings(keys={"pick": options.written([key, "f6"])})).keys["pick"] == f"{key},f6"


def test_a_key_that_is_written_into_the_file_is_read_from_there(file):
    from reader.settings import write

    write("keys.pick", options.written(["left_curly_bracket"]), file)
    assert load(file).keys == {"pick": "{"}


async def test_a_text_that_will_not_do_is_told_and_not_written(open_reader, file):
    async with open_reader(BOOK) as reader:
        await find(reader, "export name")
        await reader.press("enter", *["backspace"] * len("{title}"))
        await reader.type("../{title}")
        await reader.press("enter")
        assert reader.sees("Not changed: no part of it may be empty")
        await reader.press("enter", *["backspace"] * len("{title}"))
        await reader.type("{author}/{title}")
        await reader.press("enter")
    assert load(file).text("export.name") == "{author}/{title}"
