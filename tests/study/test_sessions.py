"""Sessions as a person names them."""

from datetime import datetime

import pytest

from reader.errors import ReaderError
from reader.study import clock
from reader.study.session import Session
from reader.study.sessions import sessions_named


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    """It is noon on a Monday."""
    monkeypatch.setattr(clock, "wall", lambda: datetime.fromisoformat("2026-11-23T12:00:00+00:00"))


SESSIONS = [
    Session("one0001", "groupa01", "2026-11-23T02:30:00.000+00:00"),
    Session("two0002", "groupb02", "2026-11-23T09:00:00.000+00:00"),
    Session("six0003", "groupb02", "2026-11-23T09:20:00.000+00:00"),
    Session("old0004", "groupc03", "2026-10-02T23:50:00.000-08:00"),
]


def named(word: str, begins: int = 4) -> list[str]:
    return [one.id for one in sessions_named(SESSIONS, word, begins)]


def test_the_last_session_is_that_which_began_last_with_all_its_documents():
    assert named("last") == ["two0002", "six0003"]


def test_a_session_of_the_small_hours_belongs_to_the_day_before():
    assert named("yesterday") == ["one0001"]
    assert named("today") == ["two0002", "six0003"]
    assert named("today", begins=0) == ["one0001", "two0002", "six0003"]


def test_the_day_of_a_session_is_that_of_the_place_where_it_was():
    assert named("2026-10-02") == ["old0004"]


def test_a_month_names_all_its_sessions():
    assert named("2026-11") == ["one0001", "two0002", "six0003"]


@pytest.mark.parametrize("word", ["groupb02", "pb02", "six0003"])
def test_an_id_or_its_end_names_a_session_and_so_does_that_of_a_document_in_it(word):
    assert named(word) == ["two0002", "six0003"]


@pytest.mark.parametrize("word", ["03", "nothing", "2026-09", ""])
def test_what_names_none_is_an_error_that_says_what_would(word):
    with pytest.raises(ReaderError, match="last, today, yesterday"):
        named(word)


def test_without_any_session_it_is_said_how_one_is_begun():
    with pytest.raises(ReaderError, match="ctrl"):
        sessions_named([], "last", 4)
