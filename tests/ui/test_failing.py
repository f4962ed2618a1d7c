"""What nobody foresaw: the program ends, and says what it was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partialmethod
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.documents.opening import read_source
from reader.library import Library
from reader.text.spans import Span
from reader.ui import app as program
from reader.ui.screens.reading import ReadingScreen
from tests.conftest import fully_opened


@pytest.fixture
def fails_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program, without a terminal, fail as soon as its screen is there."""

    def fail(screen: ReadingScreen) -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr(ReadingScreen, "update_header", fail)
    headless = partialmethod(program.ReaderApp.run, headless=True)
    monkeypatch.setattr(program.ReaderApp, "run", headless)


@pytest.mark.usefixtures("fails_at_once")
def test_what_it_failed_with_is_told_whatever_fails_after_it(
    library: Library, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(app: program.ReaderApp) -> None:
        raise RuntimeError("no running event loop")

    monkeypatch.setattr(program.ReaderApp, "finish", fail)
    with pytest.raises(ZeroDivisionError, match="of all things"):
        program.run(library, read_source(article))


@pytest.mark.usefixtures("fails_at_once")
def test_a_failure_is_told_when_all_could_be_written_down(library: Library, article: Path) -> None:
    with pytest.raises(ZeroDivisionError, match="of all things"):
        program.run(library, read_source(article))


def test_what_was_read_last_is_taken_when_nothing_is_drawn_any_more(
    make_app: Callable[..., program.ReaderApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.widgets.section_words.AT_ONCE", 0)  # all texts are long

    async def leave(pilot: Pilot[int]) -> None:
        await fully_opened(pilot)
        pilot.app.exit()

    app = make_app("# Book\n\nWords.\n")
    app.run(headless=True, size=(120, 40), auto_pilot=leave)
    sections = app.reading_screen.sections
    sections.show(sections.document)  # its words are to be counted anew
    sections.take_read([Span(0, 4)], [Span(0, 4)])
    assert sections.read == [Span(0, 4)]
