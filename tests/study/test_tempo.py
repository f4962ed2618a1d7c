"""How fast a person reads, learned from what was read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.study.tempo import (
    LEAST,
    MINUTE,
    MOST,
    OF_A_PERSON,
    Gone,
    Stretches,
    factor,
    last,
    of_person,
    time_told,
    told,
    understood,
)


def test_without_evidence_the_pace_is_what_was_expected():
    assert factor([]) == 1.0
    assert factor([], 1.7) == 1.7


def test_after_long_reading_the_pace_is_the_person_s():
    assert factor([90] * 60) == 1.5
    assert factor([30] * 60) == 0.5


def test_a_minute_or_two_say_nothing_yet():
    assert factor([180]) == factor([15]) == 1.0


def test_what_was_expected_moves_slowly():
    steps = [factor([120] * number) for number in range(20)]
    assert steps == sorted(steps)
    assert max(b - a for a, b in pairwise(steps)) < 0.35
    assert steps[-1] == 2.0


@given(st.lists(st.integers(LEAST, MOST), max_size=10))
def test_a_few_stretches_that_were_skimmed_or_dreamt_over_do_not_spoil_it(odd):
    assert factor([*[72] * 40, *odd]) == pytest.approx(1.2)


@given(st.lists(st.integers(LEAST, MOST), max_size=150), st.floats(0.25, 10))
def test_a_pace_stays_within_what_was_seen(stretches, expected):
    seen = [*stretches, round(expected * MINUTE)]
    low, high = min(seen) / MINUTE, max(seen) / MINUTE
    assert min(low, expected) <= factor(stretches, expected) <= max(high, expected)


def test_what_is_long_ago_is_forgotten():
    kept = last([*[90] * 500, *[60] * OF_A_PERSON], OF_A_PERSON)
    assert factor(kept) == 1.0


def test_lines_are_gathered_into_stretches_of_a_minute():
    stretches = Stretches()
    assert stretches.take(Gone(40, 60)) == []
    assert stretches.take(Gone(40, 60)) == [90]
    assert stretches.take(Gone(30, 10)) == []
    assert stretches.take(Gone(150, 350)) == [120, 120, 120]


def test_a_stretch_over_which_somebody_was_away_is_not_endless():
    assert Stretches().take(Gone(60, 90_000)) == [MOST]


@pytest.mark.parametrize("value", [None, "60", {"a": 1}, [None, "60", 1.5, True, -3, 10**9]])
def test_a_record_that_is_not_understood_has_no_stretches(value):
    assert understood(value) == ()
    assert of_person({"tempo": value}) == 1.0


def test_a_pace_is_told_in_words_or_characters_a_minute():
    assert told("Seven letters. " * 9, 1.0) == "187 words a minute"
    assert told("Seven letters. " * 9, 2.0) == "93 words a minute"
    assert told("城市治理" * 9, 1.0) == "400 characters a minute"
    assert told("城市治理" * 9, 2.0) == "200 characters a minute"
    assert told("การอ่าน" * 9, 1.0) == "1200 characters a minute"
    assert told("도시의 사람들 " * 9, 1.0) == "350 words a minute"


def test_the_pace_in_characters_is_the_same_whatever_words_and_signs_stand_between():
    assert told("城市治理，《城市》：Python 编程语言。" * 9, 1.0) == "400 characters a minute"


def test_times_are_told_in_minutes_and_hours():
    assert [time_told(minutes) for minutes in (0.4, 1, 119, 150)] == [
        "under 1 min",
        "1 min",
        "119 min",
        "2 h",
    ]
