"""What was read is what was before the eyes for long enough; how fast, is learned from it."""

from __future__ import annotations

import json

import pytest

from reader import config
from reader.study.activity import IDLE
from reader.study.coverage import covered, merge, minutes
from reader.study.tempo import told
from reader.text.spans import Span
from reader.ui import keys
from reader.ui.tempo import PersonalTempo
from tests.clocks import Clocks

BOOK = "# Harbour\n\n" + "".join(
    f"Sentence {number:03} tells of boats, nets and the weather at some length.\n\n"
    for number in range(900)
)


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    return Clocks(monkeypatch)


def lines(reader) -> list[Span]:
    """The lines of text on the screen."""
    return [Span(line.start, line.end) for _, line in reader.view.lines()]


def standard(reader) -> float:
    """The seconds that the screen takes at the standard pace."""
    return 60 * sum(minutes(reader.text, line.start, line.end) for line in lines(reader))


def look(name: str) -> str:
    """The key that sets this in the list of the look."""
    return keys.BY_NAME[f"look_{name}"].keys


def spent(reader) -> list[float]:
    """The seconds that are spent reading from now on, as somebody who wants to know is told."""
    seen: list[float] = []
    reader.screen.attending.on_read.append(lambda spans, seconds: seen.append(seconds))
    return seen


async def read_pages(reader, clocks, number: int, times: float) -> None:
    """Read pages, each in so many times what it takes at the standard pace."""
    for _ in range(number):
        clocks.go(times * standard(reader))
        await reader.press("space")


# --- what was read ------------------------------------------------------------------------------


async def test_what_was_read_is_what_was_shown_long_enough_and_nothing_else(open_reader, clocks):
    async with open_reader(BOOK) as reader:
        expected: list[Span] = []
        for seconds in (40, 0.2, 30, 0.5, 0.1, 60):
            if seconds > 1:
                expected += lines(reader)
            clocks.go(seconds)
            await reader.press("space")
        assert list(reader.screen.read) == merge(expected)


async def test_a_text_that_one_never_moves_in_is_read_as_well(open_reader, clocks):
    async with open_reader("# Dock\n\nShort.\n") as reader:
        clocks.go(60)
        await reader.press("q")
        reader.app.finish()
        assert covered(reader.screen.read, 0, len(reader.text)) > 0


async def test_scrolling_past_reads_nothing(open_reader, clocks):
    async with open_reader(BOOK) as reader:
        for _ in range(40):
            clocks.go(0.03)
            await reader.press("j")
        assert reader.screen.read == []


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p", "ctrl+o", "ctrl+n", "comma"])
async def test_time_behind_another_screen_is_not_reading(open_reader, clocks, key):
    async with open_reader(BOOK) as reader:
        seen = spent(reader)
        clocks.go(5)
        await reader.press(key)
        assert not reader.screen.in_front
        clocks.go(50)
        await reader.press("down")
        clocks.go(50)
        await reader.press("escape")
        clocks.go(3)
        await reader.press("space")
        assert sum(seen) == 8


async def test_somebody_who_went_away_was_there_for_two_minutes(open_reader, clocks):
    async with open_reader(BOOK) as reader:
        seen = spent(reader)
        clocks.go(3600)
        await reader.press("space")
        assert sum(seen) == IDLE


async def test_keys_that_move_nothing_tell_that_somebody_is_there(open_reader, clocks):
    async with open_reader(BOOK) as reader:
        seen = spent(reader)
        for _ in range(3):
            clocks.go(100)
            await reader.press("f8")
        await reader.press("space")
        assert sum(seen) == 300


async def test_a_clock_that_goes_backwards_takes_nothing_away(open_reader, clocks):
    async with open_reader(BOOK) as reader:
        seen = spent(reader)
        for seconds in (30, -4000, 30):
            clocks.go(seconds)
            await reader.press("space")
        assert seen == [30, 30]


async def test_who_begins_to_listen_is_told_what_is_read_from_then_on_again(open_reader, clocks):
    async with open_reader(BOOK) as reader:
        shown = lines(reader)
        clocks.go(60)
        await reader.press("f8")
        seen: list[Span] = []
        reader.screen.attending.begin()
        reader.screen.attending.on_read.append(lambda spans, seconds: seen.extend(spans))
        clocks.go(60)
        await reader.press("space")
        assert seen == merge(shown)


async def test_both_columns_are_read(open_reader, clocks):
    async with open_reader(BOOK, size=(140, 20)) as reader:
        await reader.press("z", "L", look("columns"), "escape")
        assert len(reader.view.page.columns) == 2
        both = lines(reader)
        await read_pages(reader, clocks, 1, 1)
        assert list(reader.screen.read) == merge(both)


async def test_of_a_line_in_focus_only_the_line_is_read(open_reader, clocks):
    async with open_reader(BOOK) as reader:
        await reader.press("L", look("line_focus"), "escape")
        assert reader.view.focus_line.on
        await reader.press("j", "j")
        focus = reader.view.focus_line.span
        clocks.go(10)
        await reader.press("j")
        assert list(reader.screen.read) == [focus]


async def test_scrolled_by_itself_it_is_read_row_by_row(open_reader, clocks):
    async with open_reader(BOOK) as reader:
        reader.screen.look_changed("reading.pace", 2000)
        await reader.press("S")
        row = reader.view.first_row
        first = lines(reader)[0]
        clocks.go(10)
        await reader.until(lambda: reader.view.first_row >= row + 3)
        assert list(reader.screen.read) == [first]


async def test_in_another_size_what_is_shown_there_is_read(open_reader, clocks):
    async with open_reader(BOOK, size=(100, 12)) as reader:
        await reader.resize(60, 40)
        shown = lines(reader)
        await read_pages(reader, clocks, 1, 1)
        assert list(reader.screen.read) == merge(shown)


# --- how fast -----------------------------------------------------------------------------------


async def test_the_time_left_goes_by_how_long_the_person_takes(open_reader, clocks):
    async with open_reader(BOOK) as reader:
        before = minutes(reader.text, reader.view.shown.end, len(reader.text))
        assert reader.sees(f"{round(before)} min left")
        await read_pages(reader, clocks, 40, 2)
        assert reader.screen.tempo.factor == pytest.approx(2, abs=0.3)
        after = minutes(reader.text, reader.view.shown.end, len(reader.text))
        assert reader.sees(f"{round(reader.screen.tempo.factor * after)} min left")


async def test_the_pace_is_remembered_of_the_document_and_of_the_person(
    open_reader, clocks, library
):
    async with open_reader(BOOK) as reader:
        await read_pages(reader, clocks, 20, 2)
        learned = reader.screen.tempo.fresh
        await reader.press("q")
        reader.app.finish()
        (entry,) = library.entries()
        assert learned
        assert entry.tempo == learned
        assert config.load_state()["tempo"] == list(learned)
        assert reader.screen.tempo.fresh == ()
    async with open_reader(BOOK) as again:
        assert again.screen.tempo.factor == reader.screen.tempo.factor
    async with open_reader("# Another book\n\nIt is short.\n", name="other.md") as other:
        assert other.screen.tempo.factor == other.app.tempo.factor > 1.3


async def test_who_never_chose_a_pace_scrolls_by_the_learned_one(open_reader, clocks):
    config.save_state({"hinted": True, "tempo": [120] * 60})
    async with open_reader(BOOK) as reader:
        assert reader.screen.auto.pace == 120
        await reader.press("S", "plus", "S")
        assert reader.screen.auto.pace == 132


async def test_what_scrolls_by_itself_teaches_no_pace(open_reader, clocks):
    async with open_reader(BOOK) as reader:
        await reader.press("S")
        for _ in range(12):
            clocks.go(60)
            reader.view.scroll_rows(5)
            await reader.settle()
        assert reader.screen.auto.running
        assert reader.screen.tempo.fresh == ()


async def test_the_sections_take_as_long_as_the_person_does(open_reader, clocks):
    config.save_state({"hinted": True, "tempo": [300] * 60})
    async with open_reader(BOOK[:5000], size=(140, 30)) as reader:
        whole = 5 * minutes(reader.text, 0, len(reader.text))
        assert reader.sees(f"{round(whole)}m")
        assert reader.sees(f"{round(whole)} min")


async def test_what_is_known_of_a_document_tells_the_pace_and_the_time(open_reader, clocks):
    config.save_state({"hinted": True, "tempo": [120] * 60})
    async with open_reader(BOOK[:5000]) as reader:
        await reader.press("i")
        assert reader.sees(f"pace: {told(reader.text, 2)}, learned from what you read")
        assert reader.sees("time: 7 min, 6 min left")


def test_what_two_windows_learned_is_kept_of_both(library, write, reader):
    reader("documents")
    path = write(BOOK)
    assert reader("add", str(path)).code == 0
    (entry,) = library.entries()
    first = library.remember(entry, tempo=[70, 80])
    second = library.remember(entry, tempo=[90])
    assert first.tempo == (70, 80)
    assert second.tempo == (70, 80, 90)


def test_what_two_windows_learned_of_the_person_is_kept_of_both():
    one, other = PersonalTempo({}), PersonalTempo({})
    one.learn([70])
    other.learn([80])
    assert other.memory(one.memory({})) == {"tempo": [70, 80]}


def test_info_tells_the_pace_and_what_it_comes_from(library, write, reader):
    path = write(BOOK)
    assert "255 words a minute, the usual one" in reader("info", str(path)).out
    config.save_state({"tempo": [120] * 60})
    assert "127 words a minute, learned from what you read" in reader("info", str(path)).out
    reader("add", str(path))
    (entry,) = library.entries()
    library.remember(entry, tempo=[60] * 30)
    known = json.loads(reader("info", "--json", str(path)).out)
    assert known["pace"] == "255 words a minute, learned here, in 30 min"


# --- in a session -------------------------------------------------------------------------------


def of_session(reader) -> list[Span]:
    """What was read in the session, as its record has it."""
    (session,) = reader.app.studying.sessions()
    return [Span(*span) for span in session.read]


async def test_a_page_that_was_read_before_the_session_and_on_in_it_is_read_in_it(
    open_reader, clocks
):
    async with open_reader(BOOK) as reader:
        clocks.go(60)
        await reader.press("ctrl+t", "n")
        assert of_session(reader) == []
        shown = lines(reader)
        await read_pages(reader, clocks, 1, 1)
        assert of_session(reader) == merge(shown)


async def test_what_is_read_in_a_pause_is_not_read_in_the_session(open_reader, clocks):
    async with open_reader(BOOK) as reader:
        await reader.press("ctrl+t", "n")
        first = lines(reader)
        clocks.go(60)
        await reader.press("ctrl+t", "p")
        clocks.go(60)
        await reader.press("space", "space")
        clocks.go(60)
        await reader.press("space")
        last = lines(reader)
        await reader.press("ctrl+t", "p")
        await read_pages(reader, clocks, 1, 1)
        assert of_session(reader) == merge([*first, *last])
