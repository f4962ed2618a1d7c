"""Reviews and sessions: records beside the annotations, kept as safely as they are."""

import json
from pathlib import Path

import pytest

from reader.annotations.annotation import Annotation, Target
from reader.annotations.store import Annotations


@pytest.fixture
def store(tmp_path):
    return opened(tmp_path)


def opened(folder: Path) -> Annotations:
    return Annotations(folder / "whale.json", {"id": "d1"}, state=folder / "state")


def review(identity: str = "r1", **more):
    return {"id": identity, "kind": "review", "annotation": "a1", "rating": 3, **more}


def running(**more):
    return {"id": "s1", "kind": "session", "state": "running", **more}


def test_what_is_logged_is_there_in_the_next_run_before_the_file_is_written(store, tmp_path):
    store.log(review())
    (found,) = opened(tmp_path).logged("review")
    assert (found["annotation"], found["rating"]) == ("a1", 3)


def test_each_kind_has_a_table_of_its_own_in_the_file(store, tmp_path):
    store.add(Annotation("a1", Target("whale")))
    store.log(review(), {**running(), "state": "stopped"})
    store.save()
    tables = json.loads((tmp_path / "whale.json").read_text())
    assert [list(tables[name]) for name in ("annotations", "reviews", "sessions")] == [
        ["a1"],
        ["r1"],
        ["s1"],
    ]


def test_a_review_is_no_annotation_and_no_strange_record(store, tmp_path):
    store.log(review())
    store.save()
    again = opened(tmp_path)
    assert (again.all(), again.unreadable, again.notices) == ([], (), ())


def test_logging_is_no_step_for_undo(store):
    store.add(Annotation("a1", Target("whale")))
    store.log(review())
    assert store.undo().label == "add"
    assert [one["id"] for one in store.logged("review")] == ["r1"]


def test_logging_changes_no_version_of_the_annotations(store):
    store.add(Annotation("a1", Target("whale")))
    before = store.version
    store.log(running())
    assert store.version == before


def test_a_deleted_review_is_not_listed(store):
    store.log(review())
    store.log(review(deleted="2026-11-23T08:00:00.000Z"))
    assert store.logged("review") == []


def test_a_running_session_waits_in_the_journal_for_something_else_to_be_saved(store, tmp_path):
    store.log(running(active=30.0))
    assert not store.unsettled
    store.log(review())
    store.save()
    tables = json.loads((tmp_path / "whale.json").read_text())
    assert tables["sessions"]["s1"]["active"] == 30.0


def test_reviews_of_two_machines_are_united(store, tmp_path):
    store.log(review("r1"))
    store.save()
    other = json.loads((tmp_path / "whale.json").read_text())
    other["reviews"]["r2"] = {**other["reviews"]["r1"], "id": "r2", "rating": 1}
    del other["reviews"]["r1"]
    (tmp_path / "whale.json").write_text(json.dumps(other))
    store.refresh()
    assert [one["id"] for one in store.logged("review")] == ["r1", "r2"]


def test_a_session_written_in_two_places_asks_nobody_to_decide(store, tmp_path):
    store.log(running(active=1.0))
    store.log({**running(), "state": "stopped", "active": 2.0})
    store.save()
    other = json.loads((tmp_path / "whale.json").read_text())
    other["sessions"]["s1"] |= {"active": 9.0, "prev": "", "rev": 1, "by": "another"}
    (tmp_path / "whale.json").write_text(json.dumps(other))
    store.refresh()
    assert [one["active"] for one in store.logged("session")] == [2.0]
    assert store.notices == ()


def test_what_can_be_read_of_a_file_that_was_cut_holds_its_reviews(store, tmp_path):
    store.log(review())
    store.add(Annotation("a1", Target("whale")))
    store.save()
    data = (tmp_path / "whale.json").read_bytes()
    (tmp_path / "whale.json").write_bytes(data[:-4])
    for journal in (tmp_path / "state").rglob("*.log"):
        journal.unlink()
    assert [one["id"] for one in opened(tmp_path).logged("review")] == ["r1"]


def test_what_is_learned_is_left_out_of_the_record_where_nothing_is(store, tmp_path):
    store.add(Annotation("a1", Target("whale")), Annotation("a2", Target("sea"), learn=("note",)))
    store.save()
    table = json.loads((tmp_path / "whale.json").read_text())["annotations"]
    assert ("learn" in table["a1"], table["a2"]["learn"]) == (False, ["note"])
