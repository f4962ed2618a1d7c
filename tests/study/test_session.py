"""A session as a record, and back."""

from types import MappingProxyType

import pytest

from reader.study.session import (
    Goal,
    Rhythm,
    Session,
    end_of,
    from_record,
    rhythm_of,
    sessions_in,
    to_record,
    wrong_rhythm,
)
from reader.text.spans import Span

SESSION = Session(
    id="s1",
    group="g1",
    started="2026-11-23T09:26:00.000+01:00",
    ended="2026-11-23T09:30:00.000+01:00",
    active=212.5,
    stretches=(("2026-11-23T09:26:00.000+01:00", 200.0), ("2026-11-23T09:29:47.500+01:00", 12.5)),
    goal=Goal("section", 0, "The whale", 120),
    read=(Span(0, 80), Span(120, 300)),
    words=44,
    sections=("Of reading",),
    made=("a1",),
    changed=("a2",),
    state="stopped",
    rhythm="25/5",
    intervals=1,
    resting=True,
    reviewed=40.5,
    cards=3,
    leaves=1,
    reached=True,
)


def test_a_session_comes_back_from_its_record() -> None:
    assert from_record(to_record(SESSION)) == SESSION


def test_what_a_newer_version_wrote_is_kept() -> None:
    session = from_record({**to_record(SESSION), "mood": "calm"})
    assert session is not None
    assert to_record(session)["mood"] == "calm"


def test_what_keeps_book_of_a_record_is_no_part_of_the_session() -> None:
    session = from_record({**to_record(SESSION), "rev": 3, "prev": "2-x", "by": "run"})
    assert session is not None
    assert session.extra == MappingProxyType({})


@pytest.mark.parametrize(
    "damage",
    [
        {"kind": "review"},
        {"id": ""},
        {"started": "yesterday"},
        {"started": "2026-11-23T09:26:00"},
        {"active": -1},
        {"active": float("nan")},
        {"active": True},
        {"stretches": [["2026-11-23T09:26:00.000+01:00"]]},
        {"stretches": [[1, 2]]},
        {"stretches": 7},
        {"read": [[5, 2]]},
        {"words": "many"},
        {"made": "a1"},
        {"state": "asleep"},
        {"resting": "yes"},
        {"reviewed": -1},
        {"cards": 1.5},
    ],
)
def test_a_damaged_record_is_no_session(damage) -> None:
    assert from_record({**to_record(SESSION), **damage}) is None


@pytest.mark.parametrize("record", [None, [], "s1", {}, {"kind": "session"}])
def test_what_is_no_record_is_no_session(record) -> None:
    assert from_record(record) is None


def test_a_goal_that_is_not_understood_is_none() -> None:
    session = from_record({**to_record(SESSION), "goal": {"kind": 7}})
    assert session is not None
    assert session.goal == Goal()


def test_sessions_come_in_the_order_in_which_they_began_whatever_their_zone() -> None:
    later = SESSION._replace(id="s0", started="2026-11-23T09:00:00.000+00:00")
    found = sessions_in([to_record(later), {"kind": "session"}, to_record(SESSION)])
    assert [one.id for one in found] == ["s1", "s0"]


def test_a_session_ends_where_its_last_stretch_does() -> None:
    assert end_of(SESSION.started, SESSION.stretches) == "2026-11-23T09:30:00.000+01:00"


def test_it_never_ends_before_it_began_though_the_clock_was_set_back() -> None:
    stretches = [("2026-11-23T07:00:00.000+01:00", 5.0)]
    assert end_of(SESSION.started, stretches) == SESSION.started


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("25/5", Rhythm(25, 5)),
        (" 50 / 10 ", Rhythm(50, 10)),
        ("", None),
        ("25", None),
        ("0/5", None),
    ],
)
def test_a_rhythm_is_minutes_of_work_and_of_break(text, rhythm) -> None:
    assert rhythm_of(text) == rhythm
    assert bool(wrong_rhythm(text)) == bool(text and rhythm is None)
