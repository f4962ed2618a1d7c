"""How much of the time somebody is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.study.activity import IDLE, Activity
from tests.clocks import Clocks


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    return Clocks(monkeypatch)


def test_the_time_between_two_keys_counts(clocks):
    activity = Activity()
    clocks.go(70)
    assert activity.touch() == 70
    clocks.go(50)
    assert activity.touch() == 50


def test_two_minutes_after_the_last_key_nobody_is_there(clocks):
    activity = Activity()
    activity.touch()
    clocks.go(3600)
    assert activity.touch() == IDLE == 120


def test_idle_time_is_counted_from_the_last_key_not_from_the_last_question(clocks):
    activity = Activity()
    counted = 0.0
    for _ in range(10):
        clocks.go(60)
        counted += activity.take()
    assert counted == IDLE


def test_a_clock_that_goes_backwards_takes_nothing_away(clocks):
    activity = Activity()
    clocks.go(30)
    assert activity.touch() == 30
    clocks.go(-600)
    assert activity.touch() == 0
    clocks.go(20)
    assert activity.touch() == 20


def test_a_machine_that_slept_for_a_night_was_looked_at_for_two_minutes(clocks):
    activity = Activity()
    activity.touch()
    clocks.go(9 * 3600)
    assert activity.take() == IDLE
    clocks.go(9 * 3600)
    assert activity.take() == 0


@given(st.lists(st.tuples(st.booleans(), st.floats(-500, 500)), max_size=30))
def test_what_counts_is_never_negative_and_never_more_than_two_minutes_at_a_time(steps):
    with pytest.MonkeyPatch.context() as patch:
        clocks = Clocks(patch)
        activity = Activity()
        for touches, seconds in steps:
            clocks.go(seconds)
            assert 0 <= (activity.touch() if touches else activity.take()) <= IDLE
