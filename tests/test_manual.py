"""The manual page."""

import shutil
import subprocess
from pathlib import Path

import pytest

from reader import parsers
from reader.manual import PAGE, page
from reader.parsers.described import described


def test_the_page_that_is_shipped_is_up_to_date():
    assert PAGE.read_text("ascii") == page(), "python -m reader.manual writes it anew"


def test_it_has_the_sections_of_a_manual_page_in_their_order():
    headings = [line[4:] for line in page().splitlines() if line.startswith(".SH ")]
    assert headings == [
        *("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "FILES", "ENVIRONMENT"),
        *("EXIT STATUS", "EXAMPLES"),
    ]


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not here")
def test_roff_finds_nothing_wrong_and_shows_every_command_and_option():
    set_ = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-P-cbou", "-rLL=200n"],
        input=page(),
        capture_output=True,
        encoding="utf-8",
    )
    assert set_.stderr == ""
    for name in parsers.COMMANDS:
        assert f"reader {name}" in set_.stdout
    for command in described():
        for option in command.options:
            assert all(name in set_.stdout for name in option.names)
    assert "export MANPAGER='reader -'" in set_.stdout


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not here")
def test_on_a_page_of_80_columns_no_line_is_wider():
    set_ = subprocess.run(
        ["groff", "-man", "-Tutf8", "-P-cbou", "-rLL=80n"],
        input=page(),
        capture_output=True,
        encoding="utf-8",
    )
    assert [line for line in set_.stdout.split("\n") if len(line) > 80] == []


def test_a_wheel_installs_it():
    settings = Path(parsers.__file__).parents[2] / "pyproject.toml"
    assert '"reader/reader.1" = "share/man/man1/reader.1"' in settings.read_text()
