"""Only the time in which a person is there counts, whatever the clocks do."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from reader.study import stopwatch
from reader.study.activity import IDLE
from reader.study.stopwatch import Moment

EUROPE = timezone(timedelta(hours=1))
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=EUROPE)
MINUTE = 60.0
HOUR = 3600.0


class Clocks:
    """A stopwatch, and two clocks that a test sets."""

    def __init__(self, wall: datetime = NINE) -> None:
        self.monotonic, self.wall = 1000.0, wall
        self.watch = stopwatch.started(self.now)

    @property
    def now(self) -> Moment:
        return Moment(self.monotonic, self.wall)

    def go(self, seconds: float, *, monotonic: float | None = None) -> None:
        """Time goes by; the machine's own clock may see less of it."""
        self.monotonic += seconds if monotonic is None else monotonic
        self.wall += timedelta(seconds=seconds)

    def key(self, after: float = 0.0) -> None:
        self.go(after)
        self.watch = stopwatch.touched(self.watch, self.now)

    def tick(self, after: float = 0.0) -> None:
        self.go(after)
        self.watch = stopwatch.counted(self.watch, self.now)

    @property
    def stretches(self) -> list[tuple[str, float]]:
        """The hour and minute of each, and its seconds."""
        return [(began[11:16], seconds) for began, seconds in self.watch.stretches if seconds]


def test_reading_with_a_key_now_and_then_is_one_stretch() -> None:
    clocks = Clocks()
    for _ in range(10):
        clocks.key(after=90)
    assert clocks.stretches == [("09:00", 900)]


def test_two_minutes_without_a_key_count_and_no_more() -> None:
    clocks = Clocks()
    clocks.tick(after=10 * MINUTE)
    assert (clocks.watch.active, clocks.watch.idle) == (IDLE, True)


def test_the_key_after_an_idle_while_begins_a_new_stretch() -> None:
    clocks = Clocks()
    clocks.key(after=10 * MINUTE)
    clocks.key(after=30)
    assert clocks.stretches == [("09:00", 120), ("09:10", 30)]


def test_how_often_it_is_looked_at_changes_nothing() -> None:
    seldom, often = Clocks(), Clocks()
    for _ in range(400):
        often.tick(after=1)
    often.key()
    seldom.key(after=400)
    assert often.stretches == seldom.stretches == [("09:00", 120)]


def test_a_pause_does_not_count() -> None:
    clocks = Clocks()
    clocks.go(60)
    clocks.watch = stopwatch.paused(clocks.watch, clocks.now)
    clocks.key(after=30)
    clocks.go(30)
    clocks.watch = stopwatch.resumed(clocks.watch, clocks.now)
    clocks.key(after=45)
    assert clocks.stretches == [("09:00", 60), ("09:02", 45)]


def test_a_session_left_open_overnight_has_two_minutes_of_it_and_goes_on_the_next_day() -> None:
    clocks = Clocks(NINE.replace(hour=22))
    clocks.key(after=100)
    clocks.key(after=10 * HOUR)
    clocks.key(after=60)
    assert clocks.stretches == [("22:00", 220), ("08:01", 60)]
    assert [began[:10] for began, _ in clocks.watch.stretches] == ["2026-11-23", "2026-11-24"]


def test_a_laptop_asleep_while_its_own_clock_stands_still_reads_nothing() -> None:
    clocks = Clocks()
    clocks.key(after=60)
    clocks.go(8 * HOUR, monotonic=10)
    clocks.tick()
    for _ in range(60):  # awake again, before anybody presses a key
        clocks.tick(after=1)
    assert clocks.stretches == [("09:00", 70)]
    clocks.key()
    clocks.key(after=60)
    assert clocks.stretches == [("09:00", 70), ("17:02", 60)]


def test_a_laptop_asleep_while_both_clocks_go_on_is_an_idle_while() -> None:
    clocks = Clocks()
    clocks.key(after=60)
    clocks.key(after=8 * HOUR)
    clocks.key(after=60)
    assert clocks.stretches == [("09:00", 180), ("17:01", 60)]


def test_a_wall_clock_that_is_set_back_takes_nothing_away_and_begins_a_stretch() -> None:
    clocks = Clocks()
    clocks.key(after=60)
    clocks.wall -= timedelta(hours=2)
    clocks.key(after=60)
    clocks.key(after=60)
    assert clocks.stretches == [("09:00", 120), ("07:02", 60)]


def test_a_monotonic_clock_that_goes_backwards_never_gives_negative_time() -> None:
    clocks = Clocks()
    clocks.key(after=60)
    clocks.monotonic -= 500
    clocks.key(after=1)
    clocks.key(after=20)
    assert [seconds for _, seconds in clocks.stretches] == [60, 20]


def test_a_wall_clock_that_is_corrected_by_seconds_changes_nothing() -> None:
    clocks = Clocks()
    clocks.wall += timedelta(seconds=2)
    clocks.key(after=60)
    assert clocks.stretches == [("09:00", 60)]


def test_in_another_time_zone_the_next_stretch_has_its_time() -> None:
    clocks = Clocks()
    clocks.key(after=60)
    clocks.wall = clocks.wall.astimezone(timezone(timedelta(hours=9)))
    clocks.key(after=60)
    clocks.key(after=60)
    assert [began[11:16] + began[23:] for began, _ in clocks.watch.stretches] == [
        "09:00+01:00",
        "17:02+09:00",
    ]
    assert clocks.watch.active == 180


def test_when_summer_time_ends_the_hour_that_comes_twice_is_told_by_its_offset() -> None:
    summer, winter = timezone(timedelta(hours=2)), timezone(timedelta(hours=1))
    clocks = Clocks(datetime(2026, 10, 25, 2, 58, tzinfo=summer))
    clocks.key(after=60)
    clocks.wall = clocks.wall.astimezone(winter)  # 01:59, in the same second
    clocks.key(after=60)
    clocks.key(after=60)
    assert [(began[11:], seconds) for began, seconds in clocks.watch.stretches] == [
        ("02:58:00.000+02:00", 120),
        ("02:00:00.000+01:00", 60),
    ]


def test_while_the_program_is_suspended_nothing_counts() -> None:
    clocks = Clocks()
    clocks.key(after=60)
    clocks.watch = stopwatch.away(clocks.watch, clocks.now)
    clocks.key(after=60)
    clocks.key(after=5)
    assert clocks.stretches == [("09:00", 60), ("09:02", 5)]


def test_no_more_is_counted_than_is_left() -> None:
    clocks = Clocks()
    clocks.go(60)
    clocks.watch = stopwatch.counted(clocks.watch, clocks.now, most=40)
    assert clocks.watch.active == 40


def test_it_goes_on_on_top_of_what_was_counted_before() -> None:
    before = (("2026-11-22T10:00:00.000+01:00", 100.0),)
    now = Moment(5.0, datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    later = Moment(15.0, now.wall + timedelta(seconds=10))
    watch = stopwatch.touched(stopwatch.started(now, before), later)
    assert [seconds for _, seconds in watch.stretches] == [100, 10]


STEPS = st.tuples(
    st.sampled_from(["tick", "key", "pause", "resume", "away"]),
    st.floats(-1000, 10000),
    st.floats(-100000, 100000),
)


@given(st.lists(STEPS, max_size=30))
def test_whatever_the_clocks_do_time_is_never_negative_nor_more_than_went_by(steps) -> None:
    clocks = Clocks()
    went = 0.0
    for what, monotonic, wall in steps:
        clocks.monotonic += monotonic
        clocks.wall += timedelta(seconds=wall)
        went += max(0.0, monotonic)
        do = {
            "tick": stopwatch.counted,
            "key": stopwatch.touched,
            "pause": stopwatch.paused,
            "resume": stopwatch.resumed,
            "away": stopwatch.away,
        }[what]
        clocks.watch = do(clocks.watch, clocks.now)
    assert all(seconds >= 0 for _, seconds in clocks.watch.stretches)
    assert clocks.watch.active <= went + 1e-6
