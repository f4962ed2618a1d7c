"""A rhythm of work and breaks."""

from math import inf

from reader.study.intervals import Intervals
from reader.study.session import Rhythm


def test_without_a_rhythm_work_never_ends():
    intervals = Intervals()
    assert intervals.left(1e9) == inf
    intervals.rest(0.0)
    assert not intervals.resting


def test_work_ends_after_its_minutes_of_study_and_the_break_after_its_own():
    intervals = Intervals(Rhythm(25, 5))
    assert [intervals.left(1499.0), intervals.left(1500.0), intervals.left(1501.0)] == [
        1.0,
        0.0,
        0.0,
    ]
    intervals.rest(now=2000.0)
    assert (intervals.resting, intervals.done) == (True, 1)
    assert not intervals.ends_break(2299.0)
    assert intervals.ends_break(2300.0)


def test_that_the_break_is_over_is_news_once():
    intervals = Intervals(Rhythm(25, 5))
    intervals.rest(now=0.0)
    assert [intervals.ends_break(300.0), intervals.ends_break(301.0)] == [True, False]
    assert intervals.is_over(301.0)


def test_the_next_interval_counts_from_where_it_begins():
    intervals = Intervals(Rhythm(25, 5), done=3)
    intervals.rest(now=0.0)
    intervals.work(1500.0)
    assert (intervals.left(1500.0), intervals.left(1600.0), intervals.done) == (1500.0, 1400.0, 4)
