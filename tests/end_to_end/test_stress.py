"""More input at once than anyone can look at: all of it counts, and not more than once."""

import os
import re

import pytest

PAGES, NOTCHES, LINES = 60, 200, 3  # a notch of the wheel scrolls so many lines
DOWN, UP, WHEEL_DOWN, WHEEL_UP = "\x1b[6~", "\x1b[5~", "\x1b[<65;50;15M", "\x1b[<64;50;15M"


@pytest.fixture
def numbered(shell):
    """A reader on a text whose lines are numbers, and what the first row of it says."""
    path = shell.folder / "numbers.md"
    path.write_text("```\n" + "\n".join(f"line {n:05}" for n in range(20_000)) + "\n```\n")
    terminal = shell.open(str(path), size=(90, 30))
    terminal.sees("line 00000", " left")

    def first():
        found = re.search(r"line (\d{5})", str(terminal.screen))
        return int(found[1]) if found else -1

    terminal.first = first
    return terminal


def shows(terminal, first):
    """Wait until a line is the first one, and nothing moves any more."""
    terminal.until(lambda: terminal.first() == first, f"line {first} as the first")
    assert not terminal.comes(lambda: terminal.first() != first, 0.5)


def test_a_burst_of_the_wheel_is_taken_whole_and_leads_no_further(numbered):
    numbered.type(WHEEL_DOWN * NOTCHES)
    shows(numbered, NOTCHES * LINES)
    numbered.type(WHEEL_UP * (NOTCHES - 1))
    shows(numbered, LINES)


def test_a_key_held_down_turns_as_many_pages_as_it_was_sent(numbered):
    numbered.type(DOWN)
    numbered.until(lambda: numbered.first() > 0, "the second page")
    page = numbered.first()
    numbered.type(DOWN * (PAGES - 1))
    shows(numbered, PAGES * page)
    numbered.type(UP * PAGES)
    shows(numbered, 0)


@pytest.mark.parametrize("sent", [b"\x1b[:u", b"\xff\xfe", b"\x1b[<9;"])
def test_what_no_terminal_sends_is_passed_over(numbered, sent):
    os.write(numbered._master, sent)
    assert not numbered.comes(lambda: numbered.process.poll() is not None, 0.3)
    numbered.type("\x1b[F")
    numbered.sees("line 19999")
    numbered.type("q")
    assert numbered.end() == 0
    assert numbered.restored
