"""Keys by the names of commands: ready-made maps, a person's own, and what is said of mistakes."""

from collections import Counter

import pytest
from textual.keys import _character_to_key

from reader.settings import Settings, parse
from reader.ui import keys
from reader.ui.key_places import PLACE_NAMES
from reader.ui.keymaps import MAPS, keymap, normal
from reader.ui.keys import BY_NAME, COMMANDS, in_place


@pytest.fixture(autouse=True)
def the_keys_of_the_table():
    yield
    keys.use({})


def with_map(name):
    return Settings().over({"keys.map": name}, "test")


def own(*lines):
    return keymap(parse("\n".join(["[keys]", *lines])))


@pytest.mark.parametrize("name", MAPS)
def test_no_key_means_two_things_in_one_place(name):
    found = keymap(with_map(name)).keys
    for place in PLACE_NAMES:
        used = Counter(k for c in in_place(place) for k in found[c.name].split(",") if k)
        assert [key for key, times in used.items() if times > 1] == [], place


@pytest.mark.parametrize("name", MAPS)
def test_a_ready_map_has_no_problems_and_names_only_commands_and_keys_that_exist(name):
    assert keymap(with_map(name)).problems == ()


@pytest.mark.parametrize("name", MAPS)
def test_in_every_map_what_one_cannot_do_without_has_a_key(name):
    found = keymap(with_map(name)).keys
    for command in ("quit", "help", "back", "pick", "annotate", "undo", "search"):
        assert found[command], command


@pytest.mark.parametrize("name", MAPS)
def test_a_ready_map_gives_keys_to_commands_that_exist(name):
    assert MAPS[name].keys() <= BY_NAME.keys()


def test_the_map_of_the_table_is_the_table():
    assert keymap(Settings()).keys == {command.name: command.keys for command in COMMANDS}


def test_a_command_gets_the_keys_that_are_asked_for_by_its_name():
    assert own('annotate = ["A", "ctrl+n"]').keys["annotate"] == "A,ctrl+n"
    assert own('annotate = "A, ctrl+n"').keys["annotate"] == "A,ctrl+n"


def test_a_command_can_be_left_without_a_key():
    assert own('delete = ""').keys["delete"] == ""


def test_what_had_the_key_before_loses_it_and_that_is_said():
    found = own('annotate = "x"')
    assert found.keys["annotate"] == "x"
    assert found.keys["delete"] == ""
    assert found.problems == ("settings.toml, line 2: “delete” has no key any more",)


def test_what_has_another_key_left_loses_the_one_in_silence():
    found = own('tags = "j"')
    assert found.keys["line_down"] == "down"
    assert found.problems == ()


def test_the_same_key_may_mean_something_else_in_another_place():
    assert own('fold = "n"').keys["search_next"] == "n"


def test_two_commands_with_the_same_key_are_told_and_the_first_has_it():
    found = own('tags = "n"', 'kind = "n"')
    assert (found.keys["tags"], found.keys["kind"]) == ("n", "")
    assert "line 3: n is “tags” already; “kind” goes without it" in found.problems[0]


def test_an_unknown_command_is_told_with_the_nearest_name():
    assert (
        "line 2: there is no command “anotate”; did you mean “annotate”?"
        in (own('anotate = "a"').problems[0])
    )


@pytest.mark.parametrize("key", ["ctrl+", "hyper+x", "ab", "f99"])
def test_what_is_no_key_is_told(key):
    found = own(f'tags = "{key}"')
    assert f"“{key}” is no key" in found.problems[0]
    assert found.keys["tags"] == BY_NAME["tags"].keys


def test_a_character_has_the_name_that_textual_gives_its_key():
    signs = [chr(code) for code in range(33, 127) if not chr(code).isalnum()]
    assert [*map(normal, signs)] == [*map(_character_to_key, signs)]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("esc", "escape"),
        ("Ctrl+x", "ctrl+x"),
        ("PgDn", "pagedown"),
        ("alt+←", "alt+left"),
        ("ß", "ß"),
    ],
)
def test_keys_are_known_by_what_a_person_calls_them(key, name):
    assert normal(key) == name


async def test_a_key_of_ones_own_works_on_the_screen_and_is_shown(open_reader, tmp_path):
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "settings.toml").write_text('[keys]\npick = "s"\nlearn = "Q"\nquit = "ctrl+w"\n')
    async with open_reader("# One\n\nA sentence. Another one.\n") as reader:
        assert reader.sees("s pick")
        await reader.press("f")
        assert not reader.view.labels
        await reader.press("s")
        assert reader.view.labels
        assert "s" not in reader.view.labels.values()


async def test_messages_name_the_keys_that_commands_have(open_reader, tmp_path):
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "settings.toml").write_text('[keys]\npick = "s"\nundo = "Z"\ntags = ""\n')
    async with open_reader("# One\n\nA sentence. Another one.\n") as reader:
        await reader.press("x")
        assert reader.sees("s marks a sentence")
        await reader.press("s")
        await reader.label("Another", capital=True)
        assert reader.sees("Z undo")
        assert reader.sees("“tags” tags")


async def test_a_change_of_the_file_takes_effect_at_once(open_reader, tmp_path):
    folder = tmp_path / "config"
    folder.mkdir()
    file = folder / "settings.toml"
    async with open_reader("# One\n\nA sentence. Another one.\n") as reader:
        file.write_text('[reading]\nwidth = 50\n[keys]\nmap = "less"\n')
        await reader.until(lambda: reader.view.measure == 50)
        await reader.press("s")
        assert reader.view.labels
        await reader.press("escape")
        file.write_text("[reading]\nwidth = 5\n")
        await reader.until(lambda: reader.sees("reading.width cannot be 5"))
        assert reader.view.measure == 72
        await reader.press("f")
        assert reader.view.labels


async def test_what_is_set_by_a_key_is_for_this_document_and_stays(open_reader):
    async with open_reader("# One\n\nA sentence.\n", finish=True) as reader:
        await reader.press("less_than_sign")
        width = reader.view.measure
        assert width < 72
    async with open_reader("# Two\n\nA sentence.\n", name="other.md") as reader:
        assert reader.view.measure == 72
    async with open_reader("# One\n\nA sentence.\n") as reader:
        assert reader.view.measure == width


async def test_a_theme_that_is_chosen_is_written_into_the_settings(open_reader, tmp_path):
    async with open_reader("# One\n\nA sentence.\n") as reader:
        await reader.press("T")
        file = tmp_path / "config" / "settings.toml"
        await reader.until(lambda: file.exists() and 'theme = "light"' in file.read_text())
    async with open_reader("# One\n\nA sentence.\n") as reader:
        assert reader.app.settings.text("screen.theme") == "light"
