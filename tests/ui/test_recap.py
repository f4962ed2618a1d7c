"""What came of a session, on the screen."""

from pathlib import Path

import pytest

from reader.study.session import Goal
from tests.conftest import Reader
from tests.ui.test_studying import BOOK, SHORT, Clock, go_to, read_on, start, time

__all__ = ["time"]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path, monkeypatch):
    """What is exported goes into the folder in which the program runs."""
    monkeypatch.chdir(tmp_path)


async def studied(reader: Reader, time: Clock) -> None:
    """A minute in which one sentence was marked, and another made a question."""
    await start(reader)
    time.go(60)
    await reader.press("f")
    await reader.label("Four", capital=True)
    await reader.press("f")
    await reader.label("One two")
    await reader.press("full_stop", "q", "escape")
    await reader.press("ctrl+t", "s")


async def test_stopping_tells_what_came_of_it(open_reader, time):
    async with open_reader(SHORT) as reader:
        await studied(reader, time)
        assert reader.sees("1 min of study · 8 words read, 8 a minute")
        assert reader.sees("Finished: Only part")
        assert reader.sees("Marked: 1 question, 1 highlight")
        assert reader.sees("“Four five six.” — Only part")
        assert reader.sees("Left open") and reader.sees("? “One two three.”")


async def test_enter_goes_to_what_was_marked(open_reader, time):
    async with open_reader(SHORT) as reader:
        await studied(reader, time)
        await reader.press("j", "enter")
        assert reader.app.screen is reader.app.reading_screen
        await reader.until(lambda: reader.view.caret == reader.find("Four").start)


async def test_what_was_marked_in_another_document_is_one_key_away_too(open_reader, time, write):
    other = write(BOOK, "other.md")
    async with open_reader(SHORT) as reader:
        await start(reader)
        time.go(60)
        await reader.press("f")
        await reader.label("Four", capital=True)
        await go_to(reader, other)
        await reader.press("ctrl+t", "s", "enter")
        await reader.until(lambda: reader.app.reading_screen.document.text.startswith("Only part"))


async def test_its_export_asks_where_and_writes_nothing_over(open_reader, time):
    async with open_reader(SHORT, size=(160, 24)) as reader:
        await studied(reader, time)
        Path("study-session-2026-11-23-09-00.md").write_text("mine")
        await reader.press("e")
        offered = Path.cwd() / "study-session-2026-11-23-09-00-2.md"
        assert reader.app.screen.prompt.box.value == str(offered)
        assert not offered.exists()
        await reader.press("enter")
        assert "Four five six." in offered.read_text()
        assert Path("study-session-2026-11-23-09-00.md").read_text() == "mine"
        assert reader.sees("Exported to")
        await reader.press("j", "enter")
        assert reader.app.screen is reader.app.reading_screen


async def test_its_export_goes_where_the_person_types_with_the_folders_completed(open_reader, time):
    Path("diary").mkdir()
    Path("diary/study-session-2026-11-23-09-00.md").write_text("mine")
    async with open_reader(SHORT, size=(100, 24)) as reader:
        await studied(reader, time)
        await reader.press("e", "ctrl+u", *"dia", "tab", "enter")
        assert reader.sees("It exists. Write to: diary/")
        await reader.press(*"new.md", "enter")
        assert "Four five six." in Path("diary/new.md").read_text()


async def test_an_export_that_is_given_up_writes_nothing(open_reader, time):
    async with open_reader(SHORT) as reader:
        await studied(reader, time)
        await reader.press("e", "escape")
        assert reader.sees("1 min of study")
        assert list(Path.cwd().glob("*session*")) == []


async def test_it_reads_on_without_a_session(open_reader, time):
    for key in ("escape", "g", "q"):
        async with open_reader(SHORT) as reader:
            await studied(reader, time)
            await reader.press(key)
            assert reader.app.screen is reader.app.reading_screen
            assert not reader.app.studying.on


async def test_it_goes_on_with_the_session(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        reader.app.studying.start(Goal("minutes", 25))
        await read_on(reader, time, 60)
        await reader.press("ctrl+t", "s")
        time.go(600)
        await reader.press("c")
        await read_on(reader, time, 60)
        reader.app.studying.tick()
        await reader.settle()
        assert reader.sees("session 00:02/00:25")


async def test_what_came_of_the_last_one_can_be_seen_again(open_reader, time):
    async with open_reader(SHORT) as reader:
        await studied(reader, time)
        await reader.press("escape", "ctrl+t", "v")
        assert reader.sees("1 min of study")


async def test_a_session_in_which_nothing_was_done_says_so(open_reader, time):
    async with open_reader(BOOK) as reader:
        await start(reader)
        await reader.press("ctrl+t", "s")
        assert reader.sees("0 s of study · nothing read")
        assert reader.sees("Nothing was marked.")
        await reader.press("enter", "j", "k", "space", "e", "enter")
        assert reader.sees("Study session")
