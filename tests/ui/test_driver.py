"""What the driver makes of what a terminal sends."""

import os
import signal
import sys
from pathlib import Path

import pytest
from textual.app import App

from reader.ui.driver import TerminalDriver, apart


@pytest.mark.parametrize(
    ("data", "pieces"),
    [
        ("j", ["j"]),
        ("", [""]),
        ("\x1bj", ["", "j"]),
        ("ab\x1bq", ["ab", "q"]),
        ("/cité\x1bj\x1bk", ["/cité", "j", "k"]),
        ("\x1b[A", ["\x1b[A"]),
        ("\x1bOP", ["\x1bOP"]),
        ("\x1b[<0;1;1M\x1bx", ["\x1b[<0;1;1M", "x"]),
        ("\x1b]11;rgb:0/0/0\x1b\\", ["\x1b]11;rgb:0/0/0\x1b\\"]),
    ],
    ids=repr,
)
def test_an_escape_that_belongs_to_no_sequence_is_a_key_of_its_own(data, pieces):
    assert apart(data) == pieces


async def test_a_program_that_has_left_the_screen_does_not_come_back_to_it(monkeypatch):
    numbers = (signal.SIGTSTP, signal.SIGCONT)
    before = [signal.getsignal(number) for number in numbers]
    try:
        with Path(os.devnull).open() as nothing:
            monkeypatch.setattr(sys, "__stdin__", nothing)
            driver = TerminalDriver(App())
        assert all(callable(signal.getsignal(number)) for number in numbers)
        driver.close()
        assert all(signal.getsignal(number) is signal.SIG_DFL for number in numbers)
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
