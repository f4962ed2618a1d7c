"""The last screen of a document stands there before the program is loaded."""

import os
import sys

import pytest

SIZE = (120, 40)
MOUSE_ON = b"\x1b[?1000h"  # the first thing that the loaded program writes


@pytest.fixture
def instant(shell):
    """A shell whose `reader` needs no option to find its library, where the article was read."""
    shell.argv = lambda *words: [sys.executable, "-m", "reader", *words]
    shell.environment["READER_LIBRARY"] = str(shell.library)
    shell.environment["READER_CONFIG"] = str(shell.folder / "config")
    terminal = started(shell)
    catalogue = shell.library / "annotations" / "catalogue.json"
    terminal.until(catalogue.exists, "the catalogue")
    leave(terminal)
    return shell


def started(shell, *words, **named):
    terminal = shell.open(*words, **{"size": SIZE, **named})
    terminal.until(lambda: MOUSE_ON in terminal.output, "the program")
    frame = b"\x1b[1;1H"
    terminal.until(lambda: frame in terminal.output.partition(MOUSE_ON)[2], "its first frame")
    return terminal


def leave(terminal):
    terminal.type("q")
    assert terminal.end() == 0, terminal.output[-2000:]
    assert terminal.restored


def painted_first(terminal):
    """Whether there was something on the screen before the program was loaded."""
    return len(terminal.output.partition(MOUSE_ON)[0]) > 200


def test_the_screen_is_there_before_the_program_and_is_entered_once(instant):
    terminal = started(instant)
    assert painted_first(terminal)
    before = terminal.output.partition(MOUSE_ON)[0].decode()
    assert "Milestones" in before
    assert "min left" in before
    assert terminal.output.count(b"\x1b[?1049h") == 1
    leave(terminal)


def test_keys_typed_while_the_program_is_loaded_are_not_lost(instant):
    terminal = instant.open(size=SIZE)
    terminal.until(lambda: b"Milestones" in terminal.output, "the kept screen")
    assert MOUSE_ON not in terminal.output
    terminal.type("G")
    terminal.sees("100%")
    assert b"G" not in terminal.output.partition(MOUSE_ON)[0].rpartition(b"\x1b")[2]
    leave(terminal)


def test_highlights_do_not_vanish_and_come_back(instant):
    article = str(instant.library / "documents/article.txt")
    marked = instant.run("annotate", article, "--quote", "February 25", "--occurrence", "1")
    assert marked.returncode == 0, marked.stderr
    first = started(instant)
    first.sees("“February 25”")  # in the notes pane
    leave(first)
    terminal = started(instant)
    terminal.until(lambda: b"\x1b[1;1H" in terminal.output.partition(MOUSE_ON)[2], "a frame")
    terminal.comes(lambda: False, 0.3)
    frames = terminal.output.split(b"\x1b[1;1H")[1:]
    assert len(frames) >= 2
    assert all("“February 25”".encode() in frame for frame in frames)
    leave(terminal)


@pytest.mark.parametrize(
    "change",
    [{"size": (90, 30)}, {"TERM": "screen-256color"}, {"NO_COLOR": "1"}, {"TERM": "eterm-color"}],
    ids=str,
)
def test_another_terminal_gets_no_old_screen(instant, change):
    terminal = started(instant, **change)
    assert not painted_first(terminal)
    leave(terminal)


def test_a_document_that_changed_gets_no_old_screen(instant):
    article = instant.library / "documents" / "article.txt"
    article.write_text("Something else entirely.\n\n" + "And then more of it. " * 400)
    terminal = started(instant)
    terminal.sees("Something else entirely.")
    assert not painted_first(terminal)
    leave(terminal)


def test_the_setting_turns_it_off(instant):
    config = instant.folder / "config"
    config.mkdir()
    (config / "settings.toml").write_text("[screen]\ninstant = false\n")
    leave(started(instant))
    terminal = started(instant)
    assert not painted_first(terminal)
    leave(terminal)


def test_a_program_that_cannot_open_the_document_gives_the_terminal_back_and_says_why(instant):
    article = instant.library / "documents" / "article.txt"
    status = article.stat()
    article.write_bytes(b"\0" * status.st_size)  # of the same size and time, but no text
    os.utime(article, ns=(status.st_atime_ns, status.st_mtime_ns))
    terminal = instant.open(str(article), size=SIZE)
    assert terminal.end() == 1
    assert b"\x1b[?1049h" in terminal.output
    assert b"NUL bytes" in terminal.output.partition(b"\x1b[?1049l")[2]
    assert terminal.restored
