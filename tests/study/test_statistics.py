import time
from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.study.calendar import bounds, pace, shade, spent, streaks, weeks
from reader.study.retention import Retention, interval_name, with_intervals
from reader.study.statistics import Account, Day, Statistics, statistics

NOW = datetime.fromisoformat("2026-11-23T09:30:00+01:00")  # a Monday
TODAY = date(2026, 11, 23)
HOUR = 3600.0


class Session(NamedTuple):
    stretches: tuple[tuple[str, float], ...]
    words: int = 0
    group: str = "g"
    reviewed: float = 0.0


class Note(NamedTuple):
    created: str
    kind: str = "highlight"
    colour: str = "yellow"


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch):
    """The machine is where summer time begins in March and ends in October."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def seconds(session: Session, day_begins: int = 0) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in spent(session, day_begins):
        found[f"{one.day}"] = found.get(f"{one.day}", 0) + one.seconds
    return found


def of(*accounts: Account, **options) -> Statistics:
    return statistics(accounts, NOW, **options)


# --- days --------------------------------------------------------------------------------------


def test_a_stretch_over_midnight_belongs_to_both_days():
    late = Session((("2026-11-22T23:50:00.000+01:00", 1500),))
    assert seconds(late) == {"2026-11-22": 600, "2026-11-23": 900}


def test_a_night_belongs_to_the_day_before_until_the_hour_at_which_days_begin():
    late = Session((("2026-11-22T23:50:00.000+01:00", 1500), ("2026-11-23T03:55:00+01:00", 600)))
    assert seconds(late, 4) == {"2026-11-22": 1800, "2026-11-23": 300}


def test_a_stretch_keeps_the_day_of_the_place_where_it_was_held():
    tokyo = Session((("2026-11-23T01:00:00.000+09:00", 60),))  # a Sunday in Berlin, still
    assert seconds(tokyo) == {"2026-11-23": 60}


def test_the_hour_that_comes_twice_is_counted_twice_and_no_more():
    first = ("2026-10-25T02:10:00.000+02:00", 40 * 60)
    second = ("2026-10-25T02:10:00.000+01:00", 40 * 60)
    assert seconds(Session((first, second))) == {"2026-10-25": 80 * 60}


def test_words_are_divided_among_the_days_by_the_time():
    late = Session((("2026-11-22T23:50:00.000+01:00", 1500),), words=5000)
    assert [(one.day.day, one.words) for one in spent(late)] == [(22, 2000), (23, 3000)]


@pytest.mark.parametrize("damaged", [-5.0, 0.0, 1e9, float("nan"), float("inf")])
def test_a_stretch_that_cannot_be_counts_for_nothing(damaged: float):
    assert seconds(Session((("2026-11-22T10:00:00+01:00", damaged),))) == {}
    assert seconds(Session((("not a time", 60),))) == {}


@given(st.integers(0, 10**6), st.floats(0.001, 6 * 86400), st.integers(0, 12))
def test_dividing_loses_no_time(begin: int, length: float, day_begins: int):
    start = datetime.fromisoformat("2026-01-01T00:00:00+05:30") + timedelta(seconds=begin)
    divided = seconds(Session(((start.isoformat(), length),)), day_begins)
    assert sum(divided.values()) == pytest.approx(length)
    assert all(0 < part <= 86400 for part in divided.values())


# --- days in a row -----------------------------------------------------------------------------


def back(*days: int) -> list[date]:
    return [TODAY - timedelta(days=ago) for ago in days]


def test_a_streak_goes_up_to_today():
    assert streaks(back(0, 1, 2, 5, 6, 7, 8), TODAY) == (3, 4)


def test_a_day_that_is_not_over_breaks_no_streak():
    assert streaks(back(1, 2), TODAY) == (2, 2)


def test_a_day_left_out_ends_a_streak():
    assert streaks(back(2, 3), TODAY) == (0, 2)
    assert streaks([], TODAY) == (0, 0)


def test_a_glance_is_no_day_of_a_streak_but_a_review_is():
    glance = Session((("2026-11-22T10:00:00+01:00", 20),))
    assert of(Account("d", "D", [glance])).current == 0
    assert of(Account("d", "D", [glance], [review("a", "2026-11-22T09:00:00Z")])).current == 1


def test_a_streak_is_longer_than_the_period_that_is_asked_for():
    daily = [Session(((f"2026-11-{day}T10:00:00+01:00", 600),)) for day in range(14, 24)]
    found = of(Account("d", "D", daily), since=date(2026, 11, 20))
    assert (found.current, len(found.days)) == (10, 4)


# --- the calendar ------------------------------------------------------------------------------


def test_weeks_begin_on_mondays_and_end_with_the_last_day():
    assert weeks(date(2026, 11, 22), 2) == [date(2026, 11, 9), date(2026, 11, 16)]
    assert weeks(date(2026, 11, 23), 53)[0] == date(2025, 11, 24)


def test_shades_part_the_days_of_study_in_four():
    limits = bounds([0, 0, 10, 20, 30, 40, 50, 60, 70, 80])
    assert limits == [30, 50, 70]
    assert [shade(value, limits) for value in (0, 10, 30, 50, 80)] == [0, 1, 2, 3, 4]


def test_days_that_are_all_alike_are_dark():
    assert shade(25, bounds([25, 25, 25])) == 4
    assert bounds([]) == []


@given(st.lists(st.floats(0, 1000), max_size=30), st.floats(0, 1000), st.floats(0, 1000))
def test_more_is_never_lighter(values: list[float], one: float, other: float):
    limits = bounds(values)
    less, more = sorted((one, other))
    assert 0 <= shade(less, limits) <= shade(more, limits) <= 4


def test_pace_is_told_where_enough_was_read():
    assert pace(4000, 1200) == 200
    assert pace(4000, 30) is None
    assert pace(0, 1200) is None


# --- reviews -----------------------------------------------------------------------------------


def review(identity: str, at: str, rating: int = 3, state: int = 2, **more):
    return {
        "kind": "review",
        "id": identity,
        "annotation": "x",
        "card": "note",
        "at": at,
        "rating": rating,
        "state": state,
        **more,
    }


LEARNED = review("a", "2026-11-01T08:00:00.000Z", state=1)
FIRST = review("b", "2026-11-01T08:10:00.000Z", previous="a")  # the last step of learning it
KNOWN = review("c", "2026-11-04T08:10:00.000Z", previous="b")
FORGOTTEN = review("d", "2026-11-14T08:10:00.000Z", rating=1, state=3, previous="c")
AGAIN = review("e", "2026-11-14T08:20:00.000Z", previous="d")


def test_only_what_was_learned_says_something_of_memory():
    history = [LEARNED, FIRST, KNOWN, FORGOTTEN, AGAIN]
    found = of(Account("d", "D", (), history))
    assert found.total.retention == Retention(known=1, asked=2)
    assert found.total.reviews == 5
    assert found.by_interval == {"under a week": Retention(1, 1), "1 to 4 weeks": Retention(0, 1)}
    assert found.by_month == {"2026-11": Retention(1, 2)}


def test_a_grade_that_was_taken_back_counts_for_nothing():
    undone = {**FORGOTTEN, "deleted": "2026-11-14T08:11:00.000Z"}
    assert of(Account("d", "D", (), [LEARNED, FIRST, KNOWN, undone])).total.retention.share == 1


def test_a_review_whose_predecessor_is_not_there_follows_the_last_one_before_it():
    orphaned = {**KNOWN, "previous": "gone"}
    assert [interval for _, interval in with_intervals([FIRST, orphaned])] == [None, 3.0]


def test_a_clock_that_went_backwards_makes_no_negative_interval():
    earlier = review("z", "2026-10-31T08:00:00.000Z", previous="b")
    assert all((interval or 0) >= 0 for _, interval in with_intervals([earlier, FIRST]))


def test_damaged_reviews_are_passed_over():
    damaged = [{"kind": "review", "id": "q"}, {**KNOWN, "at": 5}, {**KNOWN, "at": "yesterday"}]
    assert of(Account("d", "D", (), [FIRST, *damaged])).total.reviews == 1


def test_cards_of_one_annotation_are_remembered_apart():
    other = {**KNOWN, "card": "passage", "previous": ""}
    assert of(Account("d", "D", (), [FIRST, other])).total.retention.share is None


@pytest.mark.parametrize(
    ("days", "name"),
    [(0, "under a week"), (6.9, "under a week"), (7, "1 to 4 weeks"), (200, "longer")],
)
def test_intervals_have_names(days: float, name: str):
    assert interval_name(days) == name


def test_reviews_are_of_the_day_where_the_machine_is_in_summer_and_in_winter():
    summer = review("a", "2026-07-01T22:30:00.000Z")  # half past midnight
    winter = review("b", "2026-11-01T22:30:00.000Z")  # half past eleven
    found = of(Account("d", "D", (), [summer, winter]))
    assert list(found.days) == [date(2026, 7, 2), date(2026, 11, 1)]


# --- over documents ----------------------------------------------------------------------------


def test_a_day_has_time_words_reviews_and_annotations():
    held = Session((("2026-11-22T10:00:00+01:00", HOUR),), words=9000)
    marked = Note("2026-11-22T09:10:00.000Z")
    found = of(Account("d", "D", [held], [review("a", "2026-11-22T09:30:00Z")], [marked]))
    assert found.days == {date(2026, 11, 22): Day(HOUR, 9000, 1, 1)}
    assert found.total.pace == 150


def test_the_pace_goes_by_the_time_without_reviews_and_study_has_them():
    stretches = (("2026-11-22T10:00:00+01:00", HOUR),)
    held = Session(stretches, words=9000, reviewed=HOUR / 2)
    found = of(Account("d", "D", [held]))
    assert (found.total.seconds, found.total.pace) == (HOUR, 300)
    assert found.documents[0].pace == 300
    assert found.amounts == {"words": (9000, HOUR / 2)}


def test_a_session_over_two_documents_is_one():
    one = Account("a", "A", [Session((("2026-11-22T10:00:00+01:00", 600),), 1000)])
    other = Account("b", "B", [Session((("2026-11-22T10:10:00+01:00", 1200),), 2000)])
    found = of(one, other)
    assert (found.total.sessions, found.total.seconds, found.total.words) == (1, 1800, 3000)
    assert [(each.title, each.sessions) for each in found.documents] == [("B", 1), ("A", 1)]


def test_words_and_characters_are_not_added_up_into_a_pace():
    held = Session((("2026-11-22T10:00:00+01:00", 600),), 2000)
    found = of(Account("a", "A", [held]), Account("b", "乙", [held], unit="characters"))
    assert found.amounts == {"words": (2000, 600), "characters": (2000, 600)}
    assert [one.pace for one in (found.total, *found.documents)] == [None, 200, 200]


def test_a_period_leaves_out_what_is_outside_of_it():
    held = [
        Session(((f"2026-11-{day}T10:00:00+01:00", 600),), 100, day) for day in ("01", "09", "20")
    ]
    notes = [Note(f"2026-11-{day}T10:00:00.000Z") for day in (10, 11, 19)]
    found = of(
        Account("d", "D", held, (), notes), since=date(2026, 11, 5), until=date(2026, 11, 10)
    )
    assert list(found.days) == [date(2026, 11, 9), date(2026, 11, 10)]
    assert (found.total.sessions, found.total.annotations) == (1, 1)


def test_kinds_and_colours_are_counted_the_most_used_first():
    notes = [Note("2026-11-22T10:00:00.000Z", *look) for look in (("todo", "pink"), ("note",), ())]
    found = of(Account("d", "D", (), (), [*notes, Note("2026-11-20T10:00:00.000Z", "note")]))
    assert next(iter(found.kinds.items())) == ("note", 2)
    assert found.colours == {"yellow": 3, "pink": 1}


def test_an_annotation_without_a_date_counts_where_no_period_is_asked_for():
    undated = Account("d", "D", (), (), [Note("")])
    assert of(undated).total.annotations == 1
    assert of(undated, since=date(2020, 1, 1)).is_empty
    assert of(undated, until=TODAY).is_empty


def test_an_annotation_of_a_clock_that_was_ahead_is_no_less_an_annotation():
    ahead = Account("d", "D", (), (), [Note("2031-01-01T10:00:00.000Z")])
    assert of(ahead).total.annotations == 1
    assert of(ahead).until == TODAY


def test_a_document_of_which_there_is_nothing_is_not_listed():
    found = of(Account("d", "D"))
    assert found.is_empty
    assert found.documents == ()


HOURS = st.integers(0, 24 * 400)
BEGIN = datetime.fromisoformat("2025-11-01T00:07:00+00:00")


@given(st.lists(HOURS, max_size=20), st.integers(0, 6))
def test_annotations_of_the_same_hour_may_be_of_different_days(hours: list[int], day_begins: int):
    """Hours are remembered, those of one day; this is the plain reckoning."""
    moments = [BEGIN + timedelta(minutes=17 * number) for number in hours]
    notes = [Note(f"{moment:%Y-%m-%dT%H:%M:%S}.000Z") for moment in moments]
    found = statistics(
        [Account("d", "D", (), (), notes)],
        NOW + timedelta(days=500),
        day_begins=day_begins,
        zone=datetime.strptime("+0545", "%z").tzinfo,
    )
    plain: dict[date, int] = {}
    for moment in moments:
        local = moment + timedelta(hours=5 - day_begins, minutes=45)
        plain[local.date()] = plain.get(local.date(), 0) + 1
    assert {day: each.annotations for day, each in found.days.items()} == plain
