"""Pictures of study sessions. `pytest tests/ui/test_study_pictures.py --snapshot-update` takes them
anew."""

import pytest

from reader.study.session import Goal, Rhythm
from tests.conftest import Reader
from tests.ui.test_pictures import fill_in
from tests.ui.test_studying import Clock, time

__all__ = ["time"]

SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["120x40", "80x24"])


async def study(reader: Reader, time: Clock, minutes: int = 12) -> None:
    """Read for some minutes, page by page."""
    reader.app.studying.start(Goal("minutes", 25))
    for _ in range(minutes):
        time.go(60)
        await reader.press("pagedown")
    reader.app.studying.tick()
    reader.screen.hints.hush()
    await reader.settle()


async def mark(reader: Reader) -> None:
    """Highlight the first sentence on the screen, write a note on the second, make the third a
    question."""
    await reader.press("f")
    await reader.type(next(iter(reader.view.labels.values())).upper())
    await reader.press("f")
    await reader.type([*reader.view.labels.values()][1])
    await fill_in(reader, "a", "This is what the *whole* article is about.", "escape")
    await reader.press("f")
    await reader.type([*reader.view.labels.values()][2])
    await reader.press("full_stop", "q", "escape")


@SIZES
def test_a_session_running(picture, article, time, size):
    async def do(reader: Reader) -> None:
        await study(reader, time)

    assert picture(article, do, size=size)


@SIZES
def test_a_session_paused(picture, article, time, size):
    async def do(reader: Reader) -> None:
        await study(reader, time)
        await reader.press("ctrl+t", "p")

    assert picture(article, do, size=size)


def test_a_session_running_at_40x15(picture, article, time):
    async def do(reader: Reader) -> None:
        await study(reader, time)

    assert picture(article, do, size=(40, 15))


def test_a_session_that_is_idle_without_colours(picture, article, time, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    async def do(reader: Reader) -> None:
        await study(reader, time, 3)
        time.go(300)
        reader.app.studying.tick()
        await reader.settle()

    assert picture(article, do, size=(80, 24))


@SIZES
def test_the_list_from_which_a_session_is_started(picture, article, time, size):
    async def do(reader: Reader) -> None:
        await study(reader, time, 1)
        await reader.press("ctrl+t", "s", "escape", "ctrl+t")

    assert picture(article, do, size=size)


def test_the_list_where_the_settings_have_a_rhythm(picture, article, time):
    async def do(reader: Reader) -> None:
        reader.app.tuning.set("study.pomodoro", "50/10")
        await reader.press("ctrl+t")

    assert picture(article, do, size=(80, 24))


def test_a_session_in_a_rhythm_whose_goal_is_reached(picture, article, time):
    async def do(reader: Reader) -> None:
        reader.app.studying.start(Goal("minutes", 5), Rhythm(25, 5))
        for _ in range(7):
            time.go(60)
            await reader.press("j")
        reader.app.studying.tick()
        reader.screen.hints.hush()
        await reader.settle()

    assert picture(article, do, size=(120, 40))


@SIZES
def test_what_came_of_a_session(picture, article, time, size):
    async def do(reader: Reader) -> None:
        reader.app.studying.start(Goal("minutes", 25))
        time.go(60)
        await reader.press("right_square_bracket")
        await mark(reader)
        await reader.press("g")
        for _ in range(11):
            time.go(60)
            await reader.press("pagedown")
        await reader.press("ctrl+t", "s")

    assert picture(article, do, size=size)


def test_what_came_of_a_session_at_40x15(picture, article, time):
    async def do(reader: Reader) -> None:
        await study(reader, time)
        await reader.press("ctrl+t", "s")

    assert picture(article, do, size=(40, 15))
