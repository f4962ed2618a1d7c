"""How far the reading of a document is, as it is told and as the shell shows it."""

from __future__ import annotations

import io
import sys
from threading import Thread

import pytest

from reader import output
from reader.documents import telling
from reader.documents.opening import open_document, source_from_bytes
from reader.output import Progress, Reading
from tests.pdfs import column, pdf

SOURCE = source_from_bytes("a.pdf", pdf([column(f"Page {n} has a line.") for n in range(3)]))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """What is shown from now on; a fixture would be undone before the test begins."""
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    monkeypatch.setattr(output, "SOON", 0.0)
    return found


def test_each_page_of_a_pdf_is_told_and_the_end() -> None:
    said: list[tuple[str, int, int]] = []
    with telling.listening(lambda *one: said.append(one)):
        open_document(SOURCE)
    assert list(dict.fromkeys(said)) == [
        ("a.pdf", 0, 0),
        *(("a.pdf", page, 3) for page in (1, 2, 3)),
        ("", 0, 0),
    ]


def test_the_end_is_told_of_what_cannot_be_read() -> None:
    said: list[tuple[str, int, int]] = []
    with (
        telling.listening(lambda *one: said.append(one)),
        pytest.raises(Exception, match="no text"),
    ):
        open_document(source_from_bytes("b.html", b"<html><body></body></html>"))
    assert said[-1] == ("", 0, 0)


def test_what_is_read_in_another_thread_is_not_told() -> None:
    said: list[tuple[str, int, int]] = []
    with telling.listening(lambda *one: said.append(one)):
        thread = Thread(target=open_document, args=(SOURCE,))
        thread.start()
        thread.join()
    assert not said


def test_nothing_is_told_when_a_screen_comes_up() -> None:
    said: list[tuple[str, int, int]] = []
    with telling.listening(lambda *one: said.append(one)):
        telling.hush()
        open_document(SOURCE)
    assert not said


def test_the_shell_shows_how_far_it_is_and_wipes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    with telling.listening(Reading()):
        open_document(SOURCE)
    assert "reading a.pdf" in terminal.getvalue()
    assert "3 of 3 pages" in terminal.getvalue()
    assert terminal.getvalue().endswith(" \r")


def test_a_document_whose_length_nobody_knows_is_said_to_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = on_terminal(monkeypatch)
    shown = Reading()
    shown("folder/book.epub", 0, 0)
    assert shown._timer is not None
    shown._timer.join()
    shown("", 0, 0)
    assert "reading book.epub …" in terminal.getvalue()
    assert terminal.getvalue().endswith(" \r")


def test_a_longer_work_shows_how_far_it_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    with Progress("looking into files"), telling.listening(Reading()):
        open_document(SOURCE)
    assert "reading" not in terminal.getvalue()


def test_where_there_is_no_terminal_nothing_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = io.StringIO()
    monkeypatch.setattr(sys, "stderr", file)
    monkeypatch.setattr(output, "SOON", 0.0)
    with telling.listening(Reading()):
        open_document(SOURCE)
    assert not file.getvalue()
