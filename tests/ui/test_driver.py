"""What the driver makes of what a terminal sends."""

import io
import signal
from threading import Thread

import pytest
from textual.drivers._writer_thread import WriterThread

from reader.documents.opening import read_source
from reader.ui.app import ReaderApp, run
from reader.ui.driver import TerminalDriver, _Terminal, apart


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


def test_a_program_that_has_left_the_screen_does_not_come_back_to_it(library, article, monkeypatch):
    numbers = (signal.SIGTSTP, signal.SIGCONT)
    before = [signal.getsignal(number) for number in numbers]
    found = []

    def on_the_screen(app):
        for number in numbers:
            signal.signal(number, lambda *_: None)  # as the driver does
        return 0

    def finish(app):
        found.extend(signal.getsignal(number) for number in numbers)

    monkeypatch.setattr(ReaderApp, "run", on_the_screen)
    monkeypatch.setattr(ReaderApp, "finish", finish)
    try:
        assert run(library, read_source(article)) == 0
        assert found == [signal.SIG_DFL, signal.SIG_DFL]
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def test_what_is_written_when_the_terminal_is_gone_is_dropped():
    class Gone(io.StringIO):
        def write(self, text):
            raise OSError("no terminal")

    driver = TerminalDriver.__new__(TerminalDriver)
    driver._entering = False
    driver._writer_thread = WriterThread(_Terminal(Gone()))
    driver._writer_thread.start()
    writing = Thread(target=lambda: [driver.write("x") for _ in range(100)], daemon=True)
    writing.start()
    writing.join(5)
    assert not writing.is_alive()
    driver._writer_thread.stop()
