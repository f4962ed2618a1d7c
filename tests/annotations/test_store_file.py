"""The file of the annotations: beside the journal, in other hands, of other versions."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.annotation import Colour
from reader.annotations.store import Annotations
from reader.errors import StorageError
from tests.annotations.stores import (
    Mark,
    Open,
    edit,
    edit_one,
    elsewhere,
    filed,
    full_disk,
    ids,
    notes,
    notes_of,
    saved,
    shown,
    texts,
    write_apart,
)

# Two programs


def test_two_programs_see_and_keep_each_others_changes(open_store: Open, mark: Mark) -> None:
    one, two = open_store(), open_store()
    first, second = mark(start=1), mark(start=2)
    one.add(first)
    assert two.refresh()
    assert not two.refresh()
    two.add(second)
    one.change(first.id, note="one", colour=Colour.BLUE)
    two.change(first.id, note="two")
    assert one.refresh()
    for each in (one, two, open_store()):
        assert [(a.note, a.colour) for a in each.all()] == [
            ("two", Colour.BLUE),
            ("", Colour.YELLOW),
        ]


def test_fields_this_version_does_not_know_are_kept_at_every_level(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = filed(store, mark())

    def newer(data: dict[str, Any]) -> None:
        data["shelf"] = {"1": {"x": 1}}
        data["meta"]["device"] = {"name": "desk"}
        data["meta"]["document"]["isbn"] = "978"
        data["annotations"][first.id] |= {"mood": "calm", "colour": "teal"}
        data["annotations"][first.id]["target"]["page"] = 7

    edit(path, newer)
    stale = store.all()[0]
    other = Annotations(path, {"id": "d1", "title": "New title"}, state=path.parents[1] / "state")
    other.change(first.id, note="n")
    other.save()
    store.change(first.id, seen=stale, tags=("t",))
    last = open_store()
    last.remove(first.id)
    data = saved(path, last)
    assert data["meta"]["document"]["title"] == "Article"
    assert data["shelf"] == {"1": {"x": 1}}
    assert data["meta"]["device"] == {"name": "desk"}
    assert data["meta"]["document"]["isbn"] == "978"
    record = data["annotations"][first.id]
    assert (record["mood"], record["colour"], record["target"]["page"]) == ("calm", "teal", 7)


def test_a_colour_of_a_newer_version_stays_until_another_is_chosen(
    path: Path, store: Annotations, mark: Mark
) -> None:
    first = filed(store, mark())
    edit_one(path, first.id, colour="teal")

    def stored() -> str:
        colour: str = saved(path, store)["annotations"][first.id]["colour"]
        return colour

    assert store.change(first.id, note="n").colour is Colour.YELLOW
    assert stored() == "teal"
    store.change(first.id, colour=Colour.YELLOW)
    assert stored() == "yellow"
    store.undo()
    assert stored() == "teal"


def test_records_that_are_no_annotations_are_kept_and_told(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    first, strange = mark(), {"b": {"target": {"start": 4}}, "c": 5, "d": None}
    store.add(first)
    store.save()
    edit(path, lambda data: data["annotations"].update(strange))
    again = open_store()
    assert dict(again.unreadable) == strange
    assert ids(again.all()) == [first.id]
    assert "3 records" in again.notices[0]
    again.add(mark())
    again.remove(first.id)
    kept = saved(path, again)["annotations"]
    assert {name: kept[name] for name in strange} == strange


def test_an_annotation_edited_by_hand_is_seen_and_the_edit_is_a_change_of_it(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(first := mark(note="mine"))
    store.save()
    edit_one(path, first.id, note="by hand")
    assert store.refresh()
    assert notes(store) == ["by hand"]
    assert store.others(first.id) == []
    with pytest.raises(StorageError, match="changed elsewhere"):
        store.undo()
    assert saved(path, store)["annotations"][first.id]["rev"] == 2
    assert notes(open_store()) == ["by hand"]
    assert [past.annotation.note for past in store.past(first.id)] == ["by hand", "mine"]


def test_an_edit_by_hand_between_runs_is_seen_too(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(first := mark(note="mine"))
    store.save()
    edit_one(path, first.id, note="by hand")
    again = open_store()
    assert notes(again) == ["by hand"]
    assert again.others(first.id) == []


def test_an_edit_by_hand_of_an_old_version_stands_beside_the_newer_one(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = filed(store, mark(note="1"))
    store.change(first.id, note="2")
    edit_one(path, first.id, note="by hand")
    for each in (store, open_store()):
        each.refresh()
        assert shown(each, first.id) == (["2"], ["by hand"])


def test_an_edit_by_hand_of_the_version_that_stands_leaves_the_other(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    write_apart(store, open_store, first := mark(note="old"), "theirs", "mine")
    store.save()
    [other] = store.others(first.id)
    edit_one(path, first.id, note="by hand")
    for each in (store, open_store()):
        each.refresh()
        assert shown(each, first.id) == (["by hand"], [other.note])


def test_edits_by_hand_on_two_machines_are_two_versions(
    path: Path, tmp_path: Path, store: Annotations, mark: Mark
) -> None:
    store.add(first := mark(note="old"))
    other = elsewhere(store, tmp_path)
    for each, note in ((store, "here"), (other, "there")):
        edit_one(each.path, first.id, note=note)
        each.refresh()
        each.save()
    here = path.read_bytes()
    path.write_bytes(other.path.read_bytes())
    other.path.write_bytes(here)
    for each in (store, other):
        each.refresh()
    assert shown(store, first.id) == shown(other, first.id)
    assert texts(store, first.id) == ["here", "there"]


def test_the_same_edit_by_hand_that_two_machines_find_is_shown_once(
    path: Path, tmp_path: Path, store: Annotations, mark: Mark
) -> None:
    store.add(first := mark(note="old"))
    other = elsewhere(store, tmp_path)
    other.refresh()
    edit_one(path, first.id, note="by hand")
    other.path.write_bytes(path.read_bytes())
    for each in (other, store):
        each.refresh()
        each.save()
    path.write_bytes(other.path.read_bytes())
    store.refresh()
    assert shown(store, first.id) == (["by hand"], [])


SPARSE = {"target": {"exact": "word"}, "note": "mine", "rev": 2}


def test_a_record_that_says_little_can_be_deleted_as_it_was_seen(
    path: Path, store: Annotations, open_store: Open
) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"annotations": {"a": SPARSE, "b": {"target": SPARSE["target"]}}}))
    store.remove(*store.all())
    for each in (store, open_store()):
        assert each.all() == []
        assert sorted(notes_of(each.deleted())) == ["", "mine"]


def test_between_the_versions_of_a_record_that_says_little_can_be_decided(
    path: Path, store: Annotations, open_store: Open
) -> None:
    both = {**SPARSE, "others": [{**SPARSE, "note": "theirs", "rev": 1}]}
    path.parent.mkdir()
    path.write_text(json.dumps({"annotations": {"a": both}}))
    [seen] = store.all()
    assert (seen.note, notes_of(store.others("a"))) == ("mine", ["theirs"])
    store.settle("a", store.others("a")[0], seen=seen)
    for each in (store, open_store()):
        assert notes(each) == ["theirs"]
        assert each.others("a") == []


def test_what_was_taken_out_of_the_file_by_hand_comes_back(
    path: Path, store: Annotations, mark: Mark
) -> None:
    first = filed(store, mark())
    edit(path, lambda data: data["annotations"].clear())
    store.refresh()
    assert ids(store.all()) == [first.id]
    assert list(saved(path, store)["annotations"]) == [first.id]


# Versions of the file


@pytest.mark.parametrize("schema", [{"version": 3, "min_reader": 1}, {"version": "2"}, "odd"])
def test_a_file_of_a_newer_version_is_shown_and_not_written(
    path: Path, store: Annotations, open_store: Open, mark: Mark, schema: object
) -> None:
    store.add(mark())
    store.save()
    edit(path, lambda data: data["meta"].update(schema=schema))
    before = path.read_bytes()
    newer = open_store()
    assert newer.read_only
    assert len(newer.all()) == 1
    with pytest.raises(StorageError, match="cannot be changed"):
        newer.add(mark())
    with pytest.raises(StorageError, match="cannot be changed"):
        store.undo()
    assert not newer.save()
    assert not store.save()
    assert path.read_bytes() == before


def test_a_file_of_a_far_newer_version_is_refused(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark())
    store.save()
    edit(path, lambda data: data["meta"].update(schema={"version": 4, "min_reader": 3}))
    before = path.read_bytes()
    for use in (
        open_store().all,
        open_store().refresh,
        open_store().save,
        store.save,
        lambda: open_store().add(mark()),
    ):
        with pytest.raises(StorageError, match=r"version 4.*up to 2.*nothing was changed") as told:
            use()
        assert str(path) in str(told.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("schema", [{"version": 1, "min_reader": 1}, None])
def test_an_old_file_is_brought_to_the_new_version_at_the_next_save_and_kept_as_it_was(
    path: Path, store: Annotations, open_store: Open, mark: Mark, schema: object
) -> None:
    first = mark(note="old")
    meta = {"document": {"id": "d1"}, **({"schema": schema} if schema else {})}
    record = {"target": {"exact": "word"}, "note": "old", "rev": 3, "modified": first.modified}
    path.parent.mkdir()
    path.write_text(json.dumps({"annotations": {first.id: record}, "meta": meta}))
    before = path.read_bytes()
    assert notes(store) == ["old"]
    assert path.read_bytes() == before

    store.change(first.id, note="new")
    data = saved(path, store)
    assert data["meta"]["schema"] == {"version": 2, "min_reader": 1}
    assert data["annotations"][first.id]["rev"] == 4
    assert notes(open_store()) == ["new"]
    [kept] = (path.parent / ".quarantine").iterdir()
    assert re.fullmatch(r"article\.version-1-\d{4}-\d\d-\d\d-1\.json", kept.name)
    assert kept.read_bytes() == before


# The journal and the file


def test_what_was_said_is_durable_before_the_file_is_written(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = mark(note="n")
    store.add(first)
    assert not path.exists()
    assert (store.behind, store.unsettled) == (1, True)
    assert notes(open_store()) == ["n"]


def test_a_save_brings_the_file_up_and_then_there_is_nothing_to_do(
    path: Path, store: Annotations, mark: Mark
) -> None:
    store.add(mark(), mark())
    assert store.save()
    assert (store.behind, store.unsettled) == (0, False)
    before = path.stat()
    assert not store.save()
    assert path.stat() == before


@pytest.mark.usefixtures("settled")
def test_what_only_the_journal_holds_is_told_in_the_next_run(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark())
    store.save()
    assert open_store().notices == ()
    store.add(mark(start=3))
    again = open_store()
    again.refresh()
    assert again.notices == ("1 annotation was not in the file yet: taken from the journal",)


def test_what_a_window_did_just_now_is_not_told_the_file_follows_by_itself(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark())
    again = open_store()
    assert len(again.all()) == 1
    assert again.notices == ()


def test_a_save_that_fails_loses_nothing_and_a_later_one_succeeds(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark(note="1"))
    store.save()
    before = path.read_bytes()
    store.add(mark(note="2"))
    with full_disk():
        with pytest.raises(StorageError, match="disk full"):
            store.save()
        store.add(mark(note="3"))
    assert path.read_bytes() == before
    assert notes(store) == notes(open_store()) == ["1", "2", "3"]
    assert store.behind == 2
    assert len(saved(path, store)["annotations"]) == 3
