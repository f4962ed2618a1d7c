"""What the first module of the program decides without loading the others."""

import subprocess
import sys
from pathlib import Path

import pytest

from reader import config, prepaint
from tests.test_imports import PACKAGE


@pytest.mark.parametrize(
    "environment",
    [{"READER_STATE": "/somewhere"}, {}, {"XDG_STATE_HOME": "/xdg"}, {"READER_STATE": "~/mine"}],
    ids=str,
)
@pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
def test_the_state_folder_is_the_one_that_the_program_uses(environment, monkeypatch, tmp_path):
    for name in ("READER_STATE", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    environment = {"HOME": str(tmp_path), **environment}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Path(prepaint.state_folder(environment)) == config.state_folder(environment)


def test_the_library_is_the_one_that_the_program_uses(tmp_path):
    deep = tmp_path / "library" / "documents" / "deep"
    deep.mkdir(parents=True)
    (tmp_path / "library" / "annotations").mkdir()
    for environment in ({}, {"READER_LIBRARY": str(tmp_path)}):
        named = config.named_library(None, environment, deep)
        assert named is not None
        assert prepaint.library_at(environment, str(deep)) == str(named[0].resolve())


def test_without_a_library_on_the_way_up_it_is_the_one_of_the_data_folder(tmp_path):
    assert config.named_library(None, {}, tmp_path) is None
    assert prepaint.library_at({}, str(tmp_path)) == ""


@pytest.mark.parametrize("term", ["dumb", "", "emacs", "unknown", "eterm-color"])
def test_terminals_that_would_show_it_twice_are_left_alone(term):
    assert not prepaint.suits({"TERM": term})


@pytest.mark.parametrize("term", ["xterm-256color", "tmux-256color", "linux", "foot", "screen"])
def test_the_usual_terminals_suit(term):
    assert prepaint.suits({"TERM": term})
    assert not prepaint.suits({"TERM": term, "INSIDE_EMACS": "29.1,comint"})


@pytest.mark.parametrize(
    "arguments",
    [["outline"], ["--help"], ["-"], ["a.txt", "b.txt"], ["export", "a.txt"]],
    ids=" ".join,
)
def test_what_may_be_a_command_paints_nothing(arguments):
    assert prepaint.paint(arguments) is False


def test_it_loads_nothing_that_python_has_not_loaded():
    code = (
        "import sys; before = set(sys.modules); import reader.prepaint\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["__future__", "reader", "reader.prepaint"]


def test_so_many_screens_are_kept_and_no_more(tmp_path):
    environment = {"READER_STATE": str(tmp_path / "state")}
    for number in range(prepaint.MOST + 4):
        path = tmp_path / f"{number}.txt"
        path.write_text("x")
        prepaint.keep("rows", str(path), (80, 24), "", environment)
    assert len(list((tmp_path / "state" / "screens").iterdir())) == prepaint.MOST


def test_the_screen_of_the_notebook_is_kept_apart_from_those_of_documents(tmp_path):
    environment = {"READER_STATE": str(tmp_path)}
    folder = tmp_path / "annotations"
    folder.mkdir()
    prepaint.keep("rows", str(folder), (80, 24), "library", environment, notebook=True)
    kept = {file.name for file in (tmp_path / "screens").iterdir()}
    assert kept == {prepaint.key_of("library", prepaint.NOTEBOOK)}


def test_a_kept_screen_can_be_forgotten(tmp_path):
    environment = {"READER_STATE": str(tmp_path / "state")}
    path = tmp_path / "book.txt"
    path.write_text("x")
    prepaint.keep("rows", str(path), (80, 24), "", environment)
    prepaint.forget([str(path)], "", environment)
    assert list((tmp_path / "state" / "screens").iterdir()) == []
