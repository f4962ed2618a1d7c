"""What a person is told to type in order to have more."""

import subprocess
import sys
from pathlib import Path

import pytest

from reader.extras import install


def test_an_extra_is_installed_by_the_names_of_its_packages() -> None:
    assert "install 'pypdfium2" in install("pdf")


def test_it_goes_into_the_environment_that_the_program_runs_in() -> None:
    command = install("pdf").partition(" install ")[0]
    said = subprocess.run([*command.split(), "--version"], capture_output=True, text=True)
    assert said.stdout.startswith("pip ")
    assert Path(said.stdout.split()[3]).is_relative_to(sys.prefix)


def test_from_the_folder_of_the_environment_the_command_is_short(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if sys.prefix == sys.base_prefix:
        pytest.skip("there is no environment of its own here")
    monkeypatch.chdir(Path(sys.executable).parent.parent)
    assert install("pdf").startswith("bin/pip install")
