"""A study session of the program: it counts, is kept, survives, and says little."""

import signal
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from reader import config
from reader.annotations.annotation import Annotation, Target
from reader.annotations.logs import SESSION
from reader.study import alive, clock
from reader.study.session import Goal, Rhythm, Session, sessions_in, to_record
from reader.ui import studying
from reader.ui.screens.review import ReviewScreen
from tests.conftest import Reader

BOOK = "# Part one\n\n{}\n\n# Part two\n\n{}\n".format(
    "\n\n".join(f"Paragraph {n} of the first part has a few words to read." for n in range(30)),
    "\n\n".join(f"Paragraph {n} of the second part has some more of them." for n in range(30)),
)
SHORT = "# Only part\n\nOne two three. Four five six.\n"
ZONE = timezone(timedelta(hours=1))


class Clock:
    """The two clocks, which go as the test says."""

    def __init__(self) -> None:
        self.now = 5000.0
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)

    def go(self, seconds: float) -> None:
        self.now += seconds
        self.time += timedelta(seconds=seconds)


@pytest.fixture(autouse=True)
def time(monkeypatch) -> Clock:
    clocks = Clock()
    monkeypatch.setattr(clock, "monotonic", lambda: clocks.now)
    monkeypatch.setattr(clock, "wall", lambda: clocks.time)
    return clocks


def kept(reader: Reader) -> list[Session]:
    """The sessions on the disk, as another program would read them."""
    store = reader.app.library.annotations_of(reader.app.entry)
    return sessions_in(store.logged(SESSION))


def only(reader: Reader) -> Session:
    (session,) = kept(reader)
    return session


def only_running(reader: Reader) -> Session:
    (session,) = (one for one in kept(reader) if one.state == "running")
    return session


async def start(reader: Reader, key: str = "n") -> None:
    await reader.press("ctrl+t", key)


async def read_on(reader: Reader, time: Clock, seconds: float, pages: int = 1) -> None:
    for _ in range(pages):
        time.go(seconds)
        await reader.press("space")


async def tick(reader: Reader) -> None:
    reader.app.studying.tick()
    await reader.settle()


async def go_to(reader: Reader, path: Path) -> None:
    """Open another document, and wait until it is there."""
    before = reader.app.entry
    reader.app.open_path(path)
    await reader.until(lambda: reader.app.entry is not None and reader.app.entry != before)
    await reader.settle()


async def test_a_session_is_on_the_disk_as_soon_as_it_runs(open_reader, time):
    async with open_reader(BOOK) as reader:
        await start(reader)
        session = only(reader)
        assert (session.state, session.active) == ("running", 0)
        assert session.started == "2026-11-23T09:00:00.000+01:00"


async def test_the_header_tells_its_time_and_the_goal(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        await reader.press("ctrl+t", "m", "enter")
        assert reader.sees("session 00:00/00:25")
        await read_on(reader, time, 60, pages=12)
        await tick(reader)
        assert reader.sees("session 00:12/00:25")


async def test_the_header_is_drawn_anew_only_when_its_minutes_change(
    open_reader, time, monkeypatch
):
    async with open_reader(BOOK) as reader:
        await start(reader)
        drawn = []
        update = reader.screen.update_header
        monkeypatch.setattr(reader.screen, "update_header", lambda: drawn.append(update()))
        for _ in range(59):
            time.go(1)
            reader.app.studying.tick()
        assert drawn == []
        time.go(1)
        reader.app.studying.tick()
        assert len(drawn) == 1


async def test_a_mark_is_in_it_on_the_disk_at_once(open_reader, time):
    async with open_reader(SHORT) as reader:
        await start(reader)
        await reader.press("f")
        await reader.label("Four", capital=True)
        await tick(reader)
        (mark,) = reader.screen.reading.store.all()
        assert only(reader).made == (mark.id,)


async def test_what_is_read_and_marked_is_in_it(open_reader, time):
    async with open_reader(SHORT) as reader:
        await start(reader)
        time.go(60)
        await reader.press("f")
        await reader.label("Four", capital=True)
        await reader.press("ctrl+t", "s", "escape")
        session = only(reader)
        assert (session.state, session.active) == ("stopped", 60)
        assert session.made == (reader.only.id,)
        assert session.words == 8
        assert session.sections == ("Only part",)


async def test_what_was_there_and_is_changed_counts_as_changed(open_reader, time):
    async with open_reader(SHORT) as reader:
        await reader.press("f")
        await reader.label("Four", capital=True)
        await start(reader)
        await reader.press("3")
        await reader.press("ctrl+t", "s", "escape")
        assert (only(reader).made, only(reader).changed) == ((), (reader.only.id,))


async def test_what_the_shell_made_meanwhile_is_not_in_it(open_reader, time):
    async with open_reader(SHORT) as reader:
        await start(reader)
        other = reader.app.library.annotations_of(reader.app.entry)
        other.add(Annotation("a1", Target("One two three.", start=11, end=25)))
        await reader.until(lambda: reader.screen.reading.store.get("a1"))
        await reader.press("ctrl+t", "s", "escape")
        assert (only(reader).made, only(reader).changed) == ((), ())


async def test_what_is_made_and_deleted_again_is_not_in_it(open_reader, time):
    async with open_reader(SHORT) as reader:
        await start(reader)
        await reader.press("f")
        await reader.label("Four", capital=True)
        await reader.press("u")
        await reader.press("ctrl+t", "s", "escape")
        assert only(reader).made == ()


async def test_the_time_of_a_review_counts_and_is_told_apart_with_its_cards(open_reader, time):
    async with open_reader(SHORT) as reader:
        start_of = reader.find("Four")
        reader.screen.reading.mark(start_of, learn=("note",), note="Numbers")
        await start(reader)
        time.go(40)
        await reader.press("ctrl+r")
        await reader.until(lambda: isinstance(reader.app.screen, ReviewScreen))
        time.go(25)
        await reader.press("space")
        time.go(5)
        await reader.press("3")
        time.go(10)
        await reader.press("escape")
        time.go(20)
        await reader.press("j")
        await reader.press("ctrl+t", "s", "escape")
        session = only(reader)
        assert (session.active, session.reviewed, session.cards) == (100, 40, 1)


async def test_a_grade_that_is_taken_back_is_no_answer(open_reader, time):
    async with open_reader(SHORT) as reader:
        reader.screen.reading.mark(reader.find("Four"), learn=("note",), note="Numbers")
        await start(reader)
        await reader.press("ctrl+r")
        await reader.until(lambda: isinstance(reader.app.screen, ReviewScreen))
        await reader.press("space", "3", "u", "escape")
        assert reader.app.studying.sessions()[0].cards == 0


async def test_a_pause_does_not_count_and_is_told(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        await start(reader)
        await read_on(reader, time, 60)
        await reader.press("ctrl+t", "p")
        assert reader.sees("paused 00:01")
        await read_on(reader, time, 60, pages=5)
        assert (only(reader).state, only(reader).active) == ("paused", 60)
        await reader.press("ctrl+t", "p")
        await read_on(reader, time, 60)
        await tick(reader)
        assert reader.sees("session 00:02")


async def test_who_does_nothing_for_two_minutes_is_idle(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        await start(reader)
        time.go(600)
        await tick(reader)
        assert reader.sees("idle 00:02")
        await reader.press("j")
        await tick(reader)
        assert reader.sees("session 00:02")


async def test_what_is_new_is_written_within_thirty_seconds(open_reader, time):
    async with open_reader(BOOK) as reader:
        await start(reader)
        for second in range(1, 100):
            time.go(1)
            reader.app.studying.tick()
            await reader.settle()
            assert second - only(reader).active <= 30


async def test_an_idle_session_is_not_written_again_and_again(open_reader, time):
    async with open_reader(BOOK) as reader:
        await start(reader)
        time.go(600)
        await tick(reader)
        version = len(list(reader.screen.reading.store._ledger.entries()))
        for _ in range(10):
            time.go(60)
            await tick(reader)
        assert len(list(reader.screen.reading.store._ledger.entries())) == version


async def test_leaving_stops_it_and_tells_the_shell(open_reader, time):
    async with open_reader(BOOK, finish=True) as reader:
        await start(reader)
        await read_on(reader, time, 60, pages=2)
    assert (only(reader).state, only(reader).active) == ("stopped", 120)
    assert reader.app.studying.farewell.startswith("Studied 2 min")


async def test_without_a_session_the_shell_is_told_nothing(open_reader):
    async with open_reader(BOOK, finish=True) as reader:
        pass
    assert reader.app.studying.farewell == ""


@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
async def test_a_session_that_the_system_ends_is_stopped(open_reader, time, name):
    async with open_reader(BOOK, finish=True) as reader:
        await start(reader)
        await read_on(reader, time, 60)
        signal.raise_signal(getattr(signal, name))
        await reader.until(lambda: reader.app.leaving)
    assert (only(reader).state, only(reader).active) == ("stopped", 60)


async def test_another_document_goes_on_in_the_same_group(open_reader, time, write):
    other = write(SHORT, "other.md")
    async with open_reader(BOOK) as reader:
        await start(reader)
        await read_on(reader, time, 60)
        first, entry = reader.app.studying, reader.app.entry
        await go_to(reader, other)
        time.go(30)
        await reader.press("j")
        await reader.press("ctrl+t", "s", "escape")
        here = only(reader)
        (there,) = sessions_in(reader.app.library.annotations_of(entry).logged(SESSION))
        assert (there.active, here.active) == (60, 30)
        assert (there.group, there.state) == (here.group, "stopped")
        assert first.active == 90


async def test_back_in_the_first_document_its_record_goes_on(open_reader, time, write):
    other = write(SHORT, "other.md")
    async with open_reader(BOOK) as reader:
        await start(reader)
        path = reader.app.sitting.path
        for document in (other, path):
            time.go(60)
            await go_to(reader, document)
        time.go(60)
        await reader.press("j")
        await reader.press("ctrl+t", "s", "escape")
        assert only(reader).active == 120


async def test_what_was_read_stays_with_its_words_when_the_file_is_edited(
    open_reader, time, library
):
    async with open_reader(SHORT) as reader:
        await start(reader)
        time.go(60)
        await reader.press("j")
        before = reader.app.reading_screen.document
        path = reader.app.sitting.path
        path.write_text(f"# A new part\n\nIt is short.\n\n{SHORT}")
        await reader.until(lambda: reader.app.reading_screen.document is not before)
        await reader.press("ctrl+t", "s", "escape")
        read = "".join(reader.text[start:end] for start, end in only(reader).read)
        assert "One two three." in read
        assert "It is short" not in read


async def test_the_hint_row_tells_the_key_while_a_session_is_on(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        assert not reader.sees("ctrl+t session")
        await start(reader)
        reader.screen.hints.hush()
        await reader.settle()
        assert reader.sees("ctrl+t session")


async def test_where_nothing_can_be_kept_it_runs_and_says_so_once(open_reader, time, monkeypatch):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        said = []
        monkeypatch.setattr(reader.app, "say", said.append)
        reader.screen.reading.store._ledger.read_only = "a newer version wrote it"
        await start(reader)
        await read_on(reader, time, 60, pages=3)
        await tick(reader)
        assert len([words for words in said if "cannot be kept" in words]) == 1
        assert reader.app.studying.active == 180


async def test_a_disk_that_is_full_is_told_once_and_tried_again(open_reader, time, monkeypatch):
    from reader.annotations.journal import Journal
    from reader.errors import StorageError

    async with open_reader(BOOK) as reader:
        said = []
        monkeypatch.setattr(reader.app, "say", said.append)

        def full(*_: object, **__: object) -> int:
            raise StorageError("disk full")

        append = Journal.append
        monkeypatch.setattr(Journal, "append", full)
        await start(reader)
        await read_on(reader, time, 60)
        await tick(reader)
        assert len([words for words in said if "cannot be kept" in words]) == 1
        monkeypatch.setattr(Journal, "append", append)
        await read_on(reader, time, 60)
        await tick(reader)
        assert only(reader).active == 120


async def test_a_session_left_open_overnight_has_the_time_of_both_days(open_reader, time):
    time.time = time.time.replace(hour=22)
    async with open_reader(BOOK) as reader:
        await start(reader)
        await read_on(reader, time, 60, pages=10)
        time.go(10 * 3600)
        await reader.press("j")
        await read_on(reader, time, 60, pages=2)
        await reader.press("ctrl+t", "s", "escape")
        session = only(reader)
        assert session.active == 10 * 60 + 120 + 2 * 60
        assert session.stretches == (
            ("2026-11-23T22:00:00.000+01:00", 720.0),
            ("2026-11-24T08:10:00.000+01:00", 120.0),
        )
        assert session.ended == "2026-11-24T08:12:00.000+01:00"


async def test_a_laptop_asleep_leaves_a_record_without_the_night(open_reader, time):
    async with open_reader(BOOK) as reader:
        await start(reader)
        await read_on(reader, time, 60)
        time.time += timedelta(hours=8)  # the other clock stood still
        await tick(reader)
        await read_on(reader, time, 60)
        await read_on(reader, time, 60)
        await reader.press("ctrl+t", "s", "escape")
        assert [(began[11:16], s) for began, s in only(reader).stretches] == [
            ("09:00", 60.0),
            ("17:02", 60.0),
        ]


async def test_a_clock_set_back_leaves_no_session_that_ends_before_it_began(open_reader, time):
    async with open_reader(BOOK) as reader:
        await start(reader)
        await read_on(reader, time, 60)
        time.time -= timedelta(hours=5)
        await read_on(reader, time, 60, pages=3)
        await reader.press("ctrl+t", "s", "escape")
        assert only(reader).active == 240
        assert only(reader).ended >= only(reader).started


# --- after a crash ------------------------------------------------------------------------------


async def died(open_reader, time: Clock, goal: Goal = Goal()) -> None:  # noqa: B008
    """A session whose program was killed after a minute."""
    async with open_reader(BOOK) as reader:
        reader.app.studying.start(goal)
        await read_on(reader, time, 60)
        await tick(reader)
        reader.app.studying._keeper.let_go()  # as the system does
        reader.app.studying.state = ""


async def test_a_session_whose_program_died_is_broken_and_that_is_told(open_reader, time):
    await died(open_reader, time)
    async with open_reader(BOOK, size=(100, 24)) as reader:
        assert reader.sees("The session of 09:00 was cut short, 1 min kept")
        assert (only(reader).state, only(reader).active) == ("broken", 60)
    async with open_reader(BOOK, size=(100, 24)) as reader:
        assert not reader.sees("was cut short")


async def test_it_can_be_gone_on_with(open_reader, time):
    await died(open_reader, time)
    time.go(3600)
    async with open_reader(BOOK, size=(100, 24)) as reader:
        await start(reader, "g")
        await read_on(reader, time, 60)
        await tick(reader)
        assert reader.sees("session 00:02")
        await reader.press("ctrl+t", "s", "escape")
        assert (only(reader).state, only(reader).active) == ("stopped", 120)
        assert [began[11:16] for began, _ in only(reader).stretches] == ["09:00", "10:01"]


async def test_a_session_that_runs_in_another_window_is_left_alone(open_reader, time, library):
    async with open_reader(BOOK) as reader:
        store = reader.screen.reading.store
        let_go = alive.hold_session(library.state / "locks", "g2")
        other = Session("s2", "g2", "2026-11-23T08:00:00.000+01:00", state="running")
        other = other._replace(ended=other.started)
        store.log(to_record(other))
    async with open_reader(BOOK, size=(100, 24)) as reader:
        assert only(reader).state == "running"
        assert not reader.sees("was cut short")
    let_go()
    async with open_reader(BOOK) as reader:
        assert only(reader).state == "broken"


@pytest.mark.parametrize(("hours", "state"), [(3, "running"), (30, "broken")])
async def test_of_a_session_of_another_machine_only_its_age_tells(
    open_reader, time, library, hours, state
):
    async with open_reader(BOOK) as reader:
        other = Session("s2", "g2", "2026-11-23T08:00:00.000+01:00", state="running")
        other = other._replace(ended=other.started, extra={"machine": "elsewhere"})
        reader.screen.reading.store.log(to_record(other))
    time.go((hours - 1) * 3600)
    async with open_reader(BOOK) as reader:
        assert only(reader).state == state


# --- goals and rhythm ---------------------------------------------------------------------------


async def test_a_goal_that_is_reached_is_told_in_a_line(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        reader.app.studying.start(Goal("minutes", 2))
        await read_on(reader, time, 60)
        await tick(reader)
        assert not reader.sees("reached")
        await read_on(reader, time, 60)
        await tick(reader)
        assert reader.sees("2 minutes: the goal of the session is reached.")
        await read_on(reader, time, 60)
        await tick(reader)
        assert reader.sees("session 00:03/00:02 ✓")
        await reader.press("ctrl+t")
        assert reader.sees("Study session 00:03/00:02 ✓")
        assert only(reader).reached


async def test_one_minute_is_one(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        await reader.press("ctrl+t", "m", "1", "enter")
        assert reader.sees("The session begins, 1 minute.")


async def test_to_the_end_of_this_section(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        await start(reader, "e")
        while reader.top < reader.find("Part two").start:
            await read_on(reader, time, 60)
        await tick(reader)
        assert reader.sees("The end of “Part one”: the goal of the session is reached.")
        assert reader.sees("✓")
        await reader.press("ctrl+t", "s")
        assert only(reader).reached


async def test_sections_that_are_finished_count(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        reader.app.studying.start(Goal("sections", 2))
        while reader.top < reader.find("Part two").start:
            await read_on(reader, time, 60)
        await tick(reader)
        assert reader.sees("1/2 sections")
        assert (only(reader).leaves, only(reader).reached) == (1, False)


@pytest.mark.parametrize("do", ["read", "pause"])
async def test_on_the_smallest_screen_the_header_tells_the_time_alone(open_reader, time, do):
    async with open_reader(BOOK, size=(40, 15)) as reader:
        reader.app.studying.start(Goal("sections", 2))
        await read_on(reader, time, 60)
        if do == "pause":
            reader.app.studying.pause()
        await tick(reader)
        assert reader.screen.header.pieces(40)[1][0].endswith(
            "paused 00:01 " if do == "pause" else "left · 00:01 "
        )


async def test_the_last_goal_is_offered_first(open_reader, time):
    async with open_reader(BOOK, finish=True) as reader:
        await reader.press("ctrl+t", "m", "4", "0", "enter")
    assert config.load_state()["session"] == ["minutes", 40, ""]
    async with open_reader(BOOK, size=(100, 24)) as reader:
        await reader.press("ctrl+t")
        assert reader.sees("Start as last time: 40 minutes")
        await reader.press("enter")
        assert reader.sees("session 00:00/00:40")


async def test_a_program_that_is_killed_has_written_how_its_session_began(open_reader, time):
    async with open_reader(BOOK) as reader:
        reader.app.studying.start(Goal("minutes", 30), Rhythm(50, 10))
        await reader.until(lambda: config.load_state().get("session") == ["minutes", 30, "50/10"])
    async with open_reader(BOOK, size=(100, 24)) as reader:
        await reader.press("ctrl+t")
        assert reader.sees("Start as last time: 30 minutes, in a rhythm 50/10")
        await reader.press("l")
        assert reader.app.studying.intervals.rhythm == Rhythm(50, 10)


async def test_the_last_one_may_be_one_that_was_gone_on_with(open_reader, time):
    await died(open_reader, time, Goal("minutes", 35))
    async with open_reader(BOOK, size=(100, 24)) as reader:
        reader.app.memory["session"] = ["sections", 2, ""]
        await reader.press("ctrl+t", "g")
        await reader.press("ctrl+t", "s", "escape", "ctrl+t")
        assert reader.sees("Start as last time: 35 minutes")


@pytest.mark.parametrize("key", ["n", "e", "r"])
async def test_what_another_row_does_is_not_offered_as_last_time(open_reader, time, key):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        await start(reader, key)
        await reader.press("ctrl+t", "s", "escape", "ctrl+t")
        assert reader.sees("Start without a goal")
        assert not reader.sees("as last time")


async def test_what_is_typed_for_a_goal_replaces_the_number_that_is_offered(open_reader, time):
    async with open_reader(BOOK) as reader:
        await reader.press("ctrl+t", "m", "4", "enter")
        assert reader.app.studying.group.goal == Goal("minutes", 4)


async def test_a_goal_that_is_no_number_is_asked_again_with_what_is_wrong(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        await reader.press("ctrl+t", "m", "x", "enter")
        assert not reader.app.studying.on
        assert reader.sees("Minutes, a number from 1 to 1440:")
        await reader.settle()
        assert reader.app.focused is reader.screen.prompt.box
        await reader.press("7", "enter")
        assert reader.app.studying.group.goal == Goal("minutes", 7)
        await reader.press("j")
        assert reader.app.focused is reader.view


async def test_in_a_rhythm_work_ends_by_itself_and_breaks_do_not_count(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        reader.app.studying.start(Goal(), Rhythm(2, 1))
        for _ in range(3):
            await read_on(reader, time, 40)
            await tick(reader)
        assert reader.sees("a break of 1 min")
        assert reader.sees("break 1 min 00:02")
        await reader.press("j")
        assert reader.app.studying.active == 120
        time.go(60)
        await tick(reader)
        assert reader.sees("The break is over")
        await reader.press("j")
        await read_on(reader, time, 30)
        await tick(reader)
        assert reader.app.studying.active == 150
        assert only(reader).intervals == 1


async def test_in_a_rhythm_the_header_tells_when_the_break_comes_where_there_is_room(
    open_reader, time
):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        reader.app.studying.start(Goal(), Rhythm(25, 5))
        await read_on(reader, time, 60, pages=7)
        await tick(reader)
        assert reader.sees("session 00:07 · break in 18 min")
    async with open_reader(BOOK, size=(44, 15)) as reader:
        reader.app.studying.start(Goal(), Rhythm(25, 5))
        await tick(reader)
        assert not reader.sees("break in")


async def test_the_rhythm_of_the_settings_is_told_in_the_list_and_may_be_left_out(
    open_reader, time
):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        reader.app.tuning.set("study.pomodoro", "50/10")
        await reader.press("ctrl+t")
        assert reader.sees("Start without a goal, in your rhythm 50/10")
        assert reader.sees("… with a goal in minutes, in your rhythm 50/10")
        await reader.press("w")
        assert reader.app.studying.on
        assert reader.app.studying.intervals.rhythm is None
        await reader.press("ctrl+t", "s", "escape")
        await start(reader)
        assert only_running(reader).rhythm == "50/10"


async def test_a_break_is_one_in_the_record_and_no_pause(open_reader, time):
    async with open_reader(BOOK) as reader:
        reader.app.studying.start(Goal(), Rhythm(1, 5))
        await read_on(reader, time, 60)
        await tick(reader)
        assert (only(reader).state, only(reader).resting) == ("paused", True)
        reader.app.studying.go_on()
        await tick(reader)
        assert (only(reader).state, only(reader).resting) == ("running", False)


async def test_the_terminal_rings_only_if_it_is_to(open_reader, time, monkeypatch):
    async with open_reader(BOOK) as reader:
        rung = []
        monkeypatch.setattr(reader.app, "bell", lambda: rung.append(True))
        reader.app.studying.start(Goal(), Rhythm(1, 1))
        await read_on(reader, time, 60)
        await tick(reader)
        assert rung == []
        reader.app.tuning.set("study.bell", True)
        time.go(60)
        await tick(reader)
        assert rung == [True]


async def test_a_session_begins_by_itself_where_that_is_set(open_reader, time):
    config.config_folder().mkdir(parents=True)
    (config.config_folder() / "settings.toml").write_text("[study]\nautomatic = true\n")
    async with open_reader(BOOK) as reader:
        assert reader.app.studying.on
        assert "session" not in reader.app.memory  # it was not the person who began it so


async def test_a_key_never_waits_for_the_disk(open_reader, time, monkeypatch):
    async with open_reader(BOOK) as reader:
        await start(reader)
        reader.app.studying._keeper._writer._writing.acquire()  # another one is being written
        try:
            time.go(studying.WRITE + 1)
            reader.app.studying.tick()
            await reader.press("j")
        finally:
            reader.app.studying._keeper._writer._writing.release()
        await tick(reader)
        assert only(reader).active > studying.WRITE


async def test_a_pause_does_not_begin_an_interval_anew(open_reader, time):
    async with open_reader(BOOK) as reader:
        reader.app.studying.start(Goal(), Rhythm(2, 1))
        await read_on(reader, time, 90)
        await reader.press("ctrl+t", "p", "ctrl+t", "p")
        await read_on(reader, time, 30)
        await tick(reader)
        assert reader.app.studying.resting


async def test_a_pause_in_a_break_ends_the_break(open_reader, time):
    async with open_reader(BOOK) as reader:
        reader.app.studying.start(Goal(), Rhythm(1, 1))
        await read_on(reader, time, 60)
        await tick(reader)
        reader.app.studying.pause()
        reader.app.studying.go_on()
        await read_on(reader, time, 30)
        await tick(reader)
        assert (reader.app.studying.resting, reader.app.studying.active) == (False, 90)


async def test_a_break_can_be_ended_before_its_time(open_reader, time):
    async with open_reader(BOOK, size=(100, 24)) as reader:
        reader.app.studying.start(Goal(), Rhythm(1, 5))
        await read_on(reader, time, 60)
        await tick(reader)
        await reader.press("ctrl+t")
        assert reader.sees("End the break and go on")
        await reader.press("p")
        await read_on(reader, time, 30)
        await tick(reader)
        assert reader.sees("session 00:01")
        assert reader.app.studying.active == 90


async def test_a_second_session_is_one_of_its_own(open_reader, time):
    async with open_reader(SHORT) as reader:
        for _ in range(2):
            await start(reader)
            time.go(60)
            await reader.press("j")
            await reader.press("ctrl+t", "s", "escape")
        assert [(one.active, one.words) for one in kept(reader)] == [(60, 8), (60, 8)]
        assert len({one.group for one in kept(reader)}) == 2
