"""The screen of statistics: of all documents or of one, of this year or of another."""

import time
from contextlib import asynccontextmanager

import pytest

from reader.stats_drawn import EMPTY
from reader.study import clock
from reader.study.session import Session, to_record
from reader.ui.screens import statistics
from reader.ui.screens.documents import DocumentsScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.reading import ReadingScreen
from reader.ui.screens.statistics import StatisticsScreen
from reader.ui.widgets.chrome import HintRow
from tests.believable import NOW, cards, year
from tests.conftest import key_event

BOOK = "# Whales\n\nCall me Ishmael. Which whale is a fish?\n"
SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)], ids=lambda s: f"{s[0]}")


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch):
    monkeypatch.setattr(clock, "wall", lambda: NOW)


async def counted(reader):
    """Wait for what goes on in threads, and for what that begins."""
    for _ in range(2):
        await reader.settle()


def held(start: str, minutes: int) -> dict[str, object]:
    """The record of a session."""
    stretch = start, 60.0 * minutes
    return to_record(Session(start, start, start, start, stretch[1], (stretch,), words=3000))


@pytest.fixture
def studied(library, tmp_path, open_reader):
    """The program on a document in which there were two sessions, a year apart, beside another one
    with a third."""
    from reader.documents.opening import open_document, read_source

    for name, title, *sessions in (
        ("book.md", BOOK, ("2026-11-22T20:00:00+00:00", 30), ("2025-11-20T20:00:00+00:00", 45)),
        ("other.md", "# Fish\n\nA fish.\n", ("2026-11-21T20:00:00+00:00", 5)),
    ):
        path = tmp_path / name
        path.write_text(title, "utf-8")
        source = read_source(path)
        entry = library.remember(library.recognise(source, open_document(source)))
        library.annotations_of(entry).log(*(held(*one) for one in sessions))

    @asynccontextmanager
    async def opened(**how):
        async with open_reader(tmp_path / "book.md", **how) as reader:
            await reader.press("percent_sign")
            await counted(reader)
            yield reader, reader.app.screen

    return opened


def shown(screen: StatisticsScreen) -> str:
    return str(screen.query_one("#figures").render())


async def test_a_key_shows_the_figures_of_all_documents(studied):
    async with studied() as (_, screen):
        assert isinstance(screen, StatisticsScreen)
        assert "All documents" in shown(screen)
        assert "1 h 20 min in 3 sessions" in shown(screen)


async def test_a_key_shows_those_of_the_document_that_is_read_and_all_again(studied):
    async with studied() as (reader, screen):
        await reader.press("tab")
        await counted(reader)
        assert "Whales" in shown(screen)
        assert "1 h 15 min in 2 sessions" in shown(screen)
        await reader.press("tab")
        await counted(reader)
        assert "All documents" in shown(screen)


async def test_another_document_can_be_chosen(studied):
    async with studied() as (reader, screen):
        await reader.press("d")
        assert isinstance(reader.app.screen, DocumentsScreen)
        await reader.press("i", "s", "h")
        await reader.press("enter")
        await counted(reader)
        assert reader.app.screen is screen
        assert "5 min in 1 session" in shown(screen)


async def test_the_year_before_is_a_key_away(studied):
    async with studied() as (reader, screen):
        await reader.press("left")
        await counted(reader)
        assert "24 Nov 2025" in shown(screen)
        assert "45 min in 1 session" in shown(screen)
        await reader.press("right", "right")
        await counted(reader)
        assert "23 Nov 2026" in shown(screen)


async def test_it_scrolls_and_closes(studied):
    async with studied(size=(40, 15)) as (reader, screen):
        await reader.press("G")
        assert screen.scroll.scroll_y == screen.scroll.max_scroll_y > 0
        await reader.press("g")
        assert screen.scroll.scroll_y == 0
        await reader.press("q")
        assert isinstance(reader.app.screen, ReadingScreen)


async def test_from_the_library_there_is_the_same_screen(studied):
    async with studied() as (reader, _):
        await reader.press("escape", "ctrl+o")
        await counted(reader)
        assert isinstance(reader.app.screen, LibraryScreen)
        await reader.press("percent_sign")
        await counted(reader)
        assert "1 h 20 min" in shown(reader.app.screen)


async def test_the_list_of_the_session_leads_there(open_reader):
    async with open_reader("Nothing.\n") as reader:
        await reader.press("ctrl+t", "t")
        await counted(reader)
        assert isinstance(reader.app.screen, StatisticsScreen)


async def test_where_there_is_nothing_one_line_says_so(open_reader):
    async with open_reader("Nothing.\n") as reader:
        await reader.press("percent_sign")
        await counted(reader)
        assert " ".join(shown(reader.app.screen).split()) == EMPTY


async def test_a_document_that_cannot_be_read_is_told_and_the_others_are_counted(
    open_reader, monkeypatch
):
    def damaged(library, settings, *, step, tell):
        tell("Fish: the file is damaged")
        return year()

    monkeypatch.setattr(statistics, "accounts", damaged)
    async with open_reader(BOOK) as reader:
        await reader.press("percent_sign")
        await counted(reader)
        assert reader.app.screen.query_one(HintRow).message == "Fish: the file is damaged"
        assert "241 sessions" in shown(reader.app.screen)


async def test_closing_it_while_it_reads_ends_the_reading(open_reader, monkeypatch):
    steps = []

    def endless(library, settings, *, step, tell):
        while True:
            steps.append(len(steps))
            step(19, 1000)
            time.sleep(0.001)

    monkeypatch.setattr(statistics, "accounts", endless)
    async with open_reader(BOOK) as reader:
        reader.app.post_message(key_event("percent_sign"))
        await reader.until(lambda: steps and "19 of 1,000 documents" in shown(reader.app.screen))
        reader.app.post_message(key_event("escape"))
        await reader.settle()  # it waits for all that goes on
        assert isinstance(reader.app.screen, ReadingScreen)


# --- pictures; `--snapshot-update` takes them anew ------------------------------------------------


async def show_statistics(reader):
    await reader.press("percent_sign")
    await counted(reader)


def believe(monkeypatch):
    """Let there be a year of study."""
    monkeypatch.setattr(statistics, "accounts", lambda *_, **__: year())
    monkeypatch.setattr(statistics, "cards", lambda *_, **__: cards())


@SIZES
def test_a_year_of_study(picture, monkeypatch, size):
    believe(monkeypatch)
    assert picture(BOOK, show_statistics, size=size)


@SIZES
def test_the_end_of_it(picture, monkeypatch, size):
    believe(monkeypatch)

    async def to_the_end(reader):
        await show_statistics(reader)
        await reader.press("G")

    assert picture(BOOK, to_the_end, size=size)


def test_a_year_of_study_without_colours(picture, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    believe(monkeypatch)
    assert picture(BOOK, show_statistics, size=(80, 24))
