"""The settings: a table, a TOML file, and what is said of what is wrong in it."""

import pytest

from reader import config, settings
from reader.cli import main
from reader.errors import StorageError
from reader.settings import BY_NAME, DEFAULT, SETTINGS, THIS_DOCUMENT, Settings, load, parse


def test_without_a_file_every_setting_has_its_default(tmp_path):
    loaded = settings.load(tmp_path / "settings.toml")
    assert loaded.values == {setting.name: setting.default for setting in SETTINGS}
    assert loaded.source("reading.width") == DEFAULT
    assert loaded.problems == ()


def test_a_value_of_the_file_counts_and_its_line_is_known():
    loaded = parse("[reading]\n\njustify = true\nwidth = 60\n")
    assert loaded.number("reading.width") == 60
    assert loaded.flag("reading.justify") is True
    assert loaded.source("reading.width") == "settings.toml, line 4"


def test_a_dotted_name_counts_as_well():
    loaded = parse("reading.width = 60\n")
    assert loaded.number("reading.width") == 60
    assert loaded.source("reading.width").endswith("line 1")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[reading]\nwidht = 60", "line 2: there is no setting “reading.widht”; did you mean"),
        ("[reading]\nwidht = 60", "“reading.width”?"),
        ("[colours]\nx = 1", "“colours.x”; `reader config --show` lists all"),
        ("[reading]\nwidth = 600", "line 2: reading.width cannot be 600: it is a whole number"),
        ("[reading]\nwidth = true", "cannot be true: it is a whole number from 30 to 160"),
        ("[reading]\njustify = 1", "cannot be 1: it is true or false"),
        (
            "[reading]\nfocus = 'lin'",
            "cannot be “lin”: it is one of none, line, paragraph; did you",
        ),
        ("[screen]\ntheme = 3", "cannot be 3: it is a text, in quotes"),
        ("[keys]\nquit = 3", "the keys of quit are a text, or a list of texts"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_with_its_line_and_what_would_be_right(text, problem):
    (said,) = parse(text).problems
    assert problem in said


def test_a_wrong_value_leaves_the_default_and_the_rest_of_the_file_counts():
    loaded = parse("[reading]\nwidth = 600\njustify = true\n")
    assert loaded.number("reading.width") == BY_NAME["reading.width"].default
    assert loaded.flag("reading.justify") is True


def test_a_file_that_is_no_toml_is_said_with_its_line():
    loaded = parse("[reading]\nwidth = \n")
    assert "line 2" in loaded.problems[0]
    assert loaded.values == Settings().values


def test_a_file_that_is_not_text_is_said(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in settings.load(file).problems[0]


def test_writing_keeps_the_other_lines_and_the_comments(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("# mine\n[reading]\nwidth = 60 # narrow\n\n[keys]\nquit = 'Q'\n")
    settings.write("reading.justify", True, file)
    settings.write("reading.width", 70, file)
    assert file.read_text() == (
        "# mine\n[reading]\nwidth = 70 # narrow\njustify = true\n\n[keys]\nquit = 'Q'\n"
    )


def test_writing_makes_the_file_and_its_folder(tmp_path):
    file = tmp_path / "new" / "settings.toml"
    settings.write("screen.theme", "sepia", file)
    assert settings.load(file).text("screen.theme") == "sepia"


def test_a_value_can_be_taken_out_again(tmp_path):
    file = tmp_path / "settings.toml"
    settings.write("screen.theme", "sepia", file)
    settings.write("screen.theme", None, file)
    assert settings.load(file).source("screen.theme") == DEFAULT


def test_a_file_that_cannot_be_understood_is_not_written(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("[reading\n")
    with pytest.raises(StorageError, match="stay as they were"):
        settings.write("reading.width", 70, file)
    assert file.read_text() == "[reading\n"


def test_a_link_to_the_file_stays_a_link(tmp_path):
    real = tmp_path / "dotfiles.toml"
    real.write_text("[reading]\nwidth = 60\n")
    link = tmp_path / "settings.toml"
    link.symlink_to(real)
    settings.write("reading.width", 70, link)
    assert link.is_symlink()
    assert "70" in real.read_text()


def test_what_one_document_has_lies_over_what_all_have():
    loaded = parse("[reading]\nwidth = 60\n").over({"reading.width": 80}, THIS_DOCUMENT)
    assert loaded.number("reading.width") == 80
    assert loaded.source("reading.width") == THIS_DOCUMENT


@pytest.mark.parametrize("value", [500, "wide", None, True, [1]])
def test_a_kept_value_that_is_no_good_is_passed_by(value):
    assert Settings().over({"reading.width": value, "no.such": 1}, THIS_DOCUMENT) == Settings()


def test_what_one_document_has_is_kept_and_forgotten(tmp_path):
    settings.keep_look("one", {"reading.width": 80})
    settings.keep_look("two", {"reading.justify": True})
    assert settings.looks() == {"one": {"reading.width": 80}, "two": {"reading.justify": True}}
    settings.keep_look("one", {})
    assert settings.looks() == {"two": {"reading.justify": True}}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_default_is_a_right_value_and_every_setting_says_what_it_is(setting):
    assert setting.wrong(setting.default) == ""
    assert setting.help
    assert setting.name.count(".") == 1


def test_a_theme_that_there_is_not_is_refused_with_those_there_are(tmp_path, capsys):
    assert main(["config", "screen.theme", "pink"]) == 2
    said = capsys.readouterr().err
    assert "screen.theme cannot be “pink”: it is one of auto, " in said
    assert "sepia" in said
    assert said.count("\n") == 1
    assert load().text("screen.theme") == "auto"


def test_a_theme_of_ones_own_may_be_set(tmp_path):
    folder = config.config_folder() / "themes"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('background = "#101820"', "utf-8")
    assert main(["config", "screen.theme", "mine"]) == 0
    assert load().text("screen.theme") == "mine"
