"""The session that goes on, as it is told to a prompt."""

import pytest

from reader.study import alive
from reader.study.running import running, tell
from reader.study.session import Session

TIME = "2026-11-23T09:00:00.000+01:00"
SESSION = Session("s1", "g1", TIME, TIME, state="running", active=60.0)


@pytest.fixture
def locks(tmp_path):
    return tmp_path / "locks"


def test_it_has_its_documents_that_which_is_open_first(tmp_path, locks):
    left = SESSION._replace(id="s2", state="stopped")
    let_go = alive.hold_session(locks, "g1")
    tell(locks, tmp_path / "library", {"d1": left, "d2": SESSION})
    found = running(tmp_path)
    let_go()
    assert found is not None
    assert [*found.documents.items()] == [("d2", SESSION), ("d1", left)]
    assert found.root == tmp_path / "library"


def test_it_is_of_the_library_that_is_asked_for(tmp_path, locks):
    let_go = alive.hold_session(locks, "g1")
    tell(locks, tmp_path / "library", {"d1": SESSION})
    asked = [running(tmp_path, tmp_path / name) is not None for name in ("library", "other")]
    let_go()
    assert asked == [True, False]


def test_when_it_is_over_nothing_is_left_of_it(tmp_path, locks):
    let_go = alive.hold_session(locks, "g1")
    tell(locks, tmp_path, {"d1": SESSION})
    tell(locks, tmp_path, {"d1": SESSION._replace(state="stopped")})
    assert running(tmp_path) is None
    let_go()
    assert [*locks.iterdir()] == []


def test_that_of_a_program_that_died_is_none_and_forgotten(tmp_path, locks):
    tell(locks, tmp_path, {"d1": SESSION})
    assert running(tmp_path) is None
    assert [*locks.iterdir()] == []


def test_a_file_that_is_damaged_is_none(tmp_path, locks):
    let_go = alive.hold_session(locks, "g1")
    tell(locks, tmp_path, {"d1": SESSION})
    (told,) = locks.glob("*.json")
    told.write_text("{", "utf-8")
    assert running(tmp_path) is None
    let_go()


def test_where_nothing_can_be_written_nothing_fails(tmp_path):
    (tmp_path / "file").write_text("no folder")
    tell(tmp_path / "file", tmp_path, {"d1": SESSION})
