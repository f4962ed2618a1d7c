"""The table of commands."""

from collections import Counter

import pytest
from textual.keys import Keys

from reader.ui import commands, key_names, key_places, keys
from reader.ui.key_hints import HINTS
from reader.ui.key_names import is_typed, shown
from reader.ui.key_places import PLACE_NAMES
from reader.ui.keys import BY_NAME, COMMANDS, in_place, keys_in, keys_of
from reader.ui.screens.browse import BrowseScreen
from reader.ui.screens.choose import ChooseScreen
from reader.ui.screens.export import ExportScreen
from reader.ui.screens.files import FilesScreen
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.hits import HitsScreen
from reader.ui.screens.import_notes import ImportScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.note_editor import NoteEditor
from reader.ui.screens.notebook import NotebookScreen
from reader.ui.screens.options import OptionsScreen
from reader.ui.screens.palette import PaletteScreen
from reader.ui.screens.picture import PictureScreen
from reader.ui.screens.recap import RecapScreen
from reader.ui.screens.repair import RepairScreen
from reader.ui.screens.review import ReviewScreen
from reader.ui.screens.statistics import StatisticsScreen
from reader.ui.screens.texts import TextsScreen
from reader.ui.screens.theme_list import ThemesScreen

PLACES = tuple(PLACE_NAMES)
# The places that are screens of their own.
SCREENS = {
    key_places.HITS: HitsScreen,
    key_places.TEXTS: TextsScreen,
    key_places.LIBRARY: LibraryScreen,
    key_places.NOTEBOOK: NotebookScreen,
    key_places.FILES: FilesScreen,
    key_places.OPTIONS: OptionsScreen,
    key_places.THEMES: ThemesScreen,
    key_places.PALETTE: PaletteScreen,
    key_places.HELP: HelpScreen,
    key_places.CHOOSE: ChooseScreen,
    key_places.BROWSE: BrowseScreen,
    key_places.REPAIR: RepairScreen,
    key_places.EXPORT: ExportScreen,
    key_places.IMPORT: ImportScreen,
    key_places.EDITOR: NoteEditor,
    key_places.PICTURE: PictureScreen,
    key_places.RECAP: RecapScreen,
    key_places.REVIEW: ReviewScreen,
    key_places.STATISTICS: StatisticsScreen,
}


@pytest.mark.parametrize("place", PLACES)
def test_no_key_means_two_things_in_one_place(place):
    used = Counter(key for command in in_place(place) for key in command.keys.split(","))
    assert [key for key, times in used.items() if times > 1] == []


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_a_way_back(place):
    assert "escape" in BY_NAME["back"].keys.split(",")
    assert place in BY_NAME["back"].places


@pytest.mark.parametrize("place", PLACES)
def test_every_hint_names_a_command_that_applies_there(place):
    for name in HINTS.get(place, ()):
        assert place in BY_NAME[name].places, name


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_hints(place):
    assert HINTS[place]


def test_every_command_has_a_function_a_place_a_key_and_a_line_of_help():
    for command in COMMANDS:
        assert command.places, command.name
        for place in command.places:
            home = SCREENS.get(place)
            assert callable(getattr(home, command.name) if home else commands.RUN[command.name])
        assert all(place in PLACES for place in command.places), command.name
        assert command.keys, command.name
        assert command.help, command.name
        assert "\n" not in command.help, command.name


def test_no_function_is_without_a_command_and_no_name_is_used_twice():
    assert len(COMMANDS) == len(BY_NAME)
    of_reading = [c for c in COMMANDS if set(c.places) & set(key_places.READING)]
    assert [command.name for command in of_reading] == list(commands.RUN)


def test_the_keys_are_keys_that_a_terminal_sends():
    known = {key.value for key in Keys}
    for key in {key for command in COMMANDS for key in command.keys.split(",")}:
        name = key.removeprefix("shift+").removeprefix("ctrl+").removeprefix("alt+")
        plain = len(name) == 1
        assert plain or name in known or key_names.shown(name) != name or name == "space", key


@pytest.mark.parametrize(
    "place",
    [key_places.READ, key_places.SECTIONS, key_places.NOTES, key_places.HITS, key_places.LIBRARY],
)
@pytest.mark.parametrize("key", ["up", "down", "pageup", "pagedown", "home", "end"])
def test_the_keys_that_everybody_knows_work_in_the_text_and_in_the_panes(place, key):
    assert any(key in command.keys.split(",") for command in in_place(place))


def test_keys_are_shown_as_people_know_them():
    assert shown("right_curly_bracket") == "}"
    assert shown("j") == "j"
    assert keys_of(BY_NAME["line_down"]) == "j ↓"


def test_no_key_is_shown_under_its_technical_name():
    shown_as = {command.name: keys_of(command) for command in COMMANDS}
    assert {name: told for name, told in shown_as.items() if "_" in told} == {}


@pytest.mark.parametrize("place", key_places.TYPING)
def test_where_one_types_no_character_is_a_command(place):
    keys.use({command.name: "x" for command in COMMANDS})
    try:
        for command in in_place(place):
            found = keys_in(place, command)
            assert not any(map(is_typed, found)), command.name
            assert found or all(map(is_typed, command.keys.split(","))), command.name
    finally:
        keys.use({})
