"""Sessions whose program died: they are over, and have their marks."""

from datetime import UTC, datetime, timedelta

import pytest

from reader.annotations.annotation import Annotation, Target, as_time
from reader.annotations.store import Annotations
from reader.study import alive
from reader.study.recovering import broken, recovered
from reader.study.session import Session, to_record

NOW = datetime.now(UTC)
SESSION = Session("s1", "g1", as_time(NOW), as_time(NOW), state="running")


def note(identity: str, after: float = 0.0) -> Annotation:
    """A note that is made so many seconds after the session began."""
    made = as_time(NOW + timedelta(seconds=after))
    return Annotation(identity, Target("words"), created=made, modified=made)


@pytest.fixture
def store(tmp_path) -> Annotations:
    return Annotations(tmp_path / "book.json", {"id": "d1"}, state=tmp_path / "state")


@pytest.fixture
def again(tmp_path):
    """The same annotations as the next program sees them."""
    return lambda: Annotations(tmp_path / "book.json", {"id": "d1"}, state=tmp_path / "state")


def of_run(store: Annotations, session: Session = SESSION) -> dict[str, object]:
    return to_record(session._replace(extra={alive.RUN: store.run}))


def test_broken_are_those_that_went_on_and_whose_program_is_dead(store, tmp_path):
    alive.hold_session(tmp_path, "g2")
    store.log(
        to_record(SESSION),
        to_record(SESSION._replace(id="s2", group="g2", state="paused")),
        to_record(SESSION._replace(id="s3", group="g3", state="paused")),
        to_record(SESSION._replace(id="s4", group="g4", state="running")),
        to_record(SESSION._replace(id="s5", state="stopped")),
    )
    found = broken(store, tmp_path, but="g4")
    assert [(one.id, one.state) for one in found] == [("s1", "broken"), ("s3", "broken")]


def test_it_has_the_marks_that_its_program_made_after_the_last_word(store, again, tmp_path):
    store.add(note("old", -9))
    store.log(of_run(store))
    store.add(note("made"))
    store.change("old", note="more")
    (session,) = broken(again(), tmp_path)
    assert (session.made, session.changed) == (("made",), ("old",))


def test_what_it_has_already_is_in_it_once(store, again, tmp_path):
    store.add(note("made"))
    store.log(of_run(store, SESSION._replace(made=("made",))))
    (session,) = broken(again(), tmp_path)
    assert (session.made, session.changed) == (("made",), ())


def test_marks_of_other_programs_are_not_in_it(store, again, tmp_path):
    store.log(of_run(store))
    again().add(note("shell", 5))
    (session,) = broken(again(), tmp_path)
    assert session.made == ()


def test_a_mark_that_another_program_changed_since_is_in_it(store, again, tmp_path):
    store.log(of_run(store))
    store.add(note("made"))
    again().change("made", note="afterwards")
    (session,) = broken(again(), tmp_path)
    assert session.made == ("made",)


def test_a_mark_that_was_deleted_is_not_in_it(store, again, tmp_path):
    store.log(of_run(store))
    store.add(note("made"))
    store.remove("made")
    (session,) = broken(again(), tmp_path)
    assert session.made == ()


def test_what_the_program_did_before_the_session_is_not_in_it(store, again, tmp_path):
    store.add(note("before", -60))
    later = as_time(datetime.now(UTC) + timedelta(seconds=5))
    store.log(of_run(store, SESSION._replace(started=later, ended=later)))
    (session,) = broken(again(), tmp_path)
    assert (session.made, session.changed) == ((), ())


def test_without_the_run_it_has_the_marks_of_its_time_up_to_the_next_session(
    store, again, tmp_path
):
    end, then = NOW + timedelta(seconds=60), NOW + timedelta(seconds=80)
    store.add(note("first", 10), note("late", 75), note("next", 85), note("far", 999))
    store.log(
        to_record(SESSION._replace(ended=as_time(end))),
        to_record(Session("s2", "g2", as_time(then), as_time(then))),
    )
    dead, stopped = recovered(again(), tmp_path)
    assert set(dead.made) == {"first", "late"}
    assert stopped.made == ()


def test_a_session_that_goes_on_is_left_as_it_is(store, again, tmp_path):
    store.log(of_run(store))
    store.add(note("made"))
    let_go = alive.hold_session(tmp_path, "g1")
    (session,) = recovered(again(), tmp_path)
    let_go()
    assert (session.state, session.made) == ("running", ())
