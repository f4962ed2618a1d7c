"""An annotation that two people wrote without seeing each other's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reader.annotations.annotation import Annotation, Colour
from reader.annotations.store import Annotations
from reader.errors import StorageError
from tests.annotations.stores import Mark, Open, ids, notes, notes_of, saved, shown, write_apart

# Two people at one annotation


@pytest.fixture
def seen(store: Annotations, mark: Mark) -> Annotation:
    """An annotation of the store, as an editor was opened on it."""
    store.add(mark(note="old"))
    [found] = store.all()
    return found


@pytest.fixture
def first(store: Annotations, open_store: Open, mark: Mark) -> Annotation:
    """An annotation whose note two people wrote, neither seeing the other's."""
    write_apart(store, open_store, made := mark(), "theirs", "mine")
    return made


def test_an_editor_left_open_loses_neither_text_where_both_wrote_the_note(
    store: Annotations, open_store: Open, seen: Annotation
) -> None:
    open_store().change(seen.id, note="theirs")
    store.change(seen.id, seen=seen, note="mine")
    for each in (store, open_store()):
        [main] = each.all()
        assert sorted([main.note, *notes_of(each.others(seen.id))]) == ["mine", "theirs"]


def test_an_editor_left_open_keeps_what_others_said_in_other_fields(
    store: Annotations, open_store: Open, seen: Annotation
) -> None:
    open_store().change(seen.id, colour=Colour.PINK, tags=("t",))
    changed = store.change(seen.id, seen=seen, note="mine")
    assert (changed.note, changed.colour, changed.tags) == ("mine", Colour.PINK, ("t",))
    assert store.others(seen.id) == []


def test_two_who_wrote_the_same_are_of_one_mind(
    store: Annotations, open_store: Open, seen: Annotation
) -> None:
    open_store().change(seen.id, note="same")
    assert store.change(seen.id, seen=seen, note="same").note == "same"
    assert store.others(seen.id) == []


def test_what_was_deleted_while_the_editor_was_open_is_back_with_the_new_note(
    store: Annotations, open_store: Open, seen: Annotation
) -> None:
    open_store().remove(seen.id)
    assert store.change(seen.id, seen=seen, note="mine").note == "mine"
    for each in (store, open_store()):
        assert notes(each) == ["mine"]
        assert (each.deleted(), each.others(seen.id)) == ([], [])


def test_an_annotation_of_one_version_has_no_others(store: Annotations, mark: Mark) -> None:
    store.add(first := mark())
    assert store.others(first.id) == store.others("unknown") == []
    assert not store.has_others(first.id)
    assert not store.has_others("unknown")


def test_two_versions_made_here_are_one_step_to_undo(
    store: Annotations, open_store: Open, first: Annotation
) -> None:
    store.undo()
    assert notes(store) == ["theirs"]
    assert store.others(first.id) == []


@pytest.mark.parametrize("chosen", ["mine", "theirs", "both"])
def test_settling_keeps_one_text_and_the_others_in_the_past(
    store: Annotations, open_store: Open, first: Annotation, chosen: str
) -> None:
    [main], [other] = store.all(), store.others(first.id)
    choice = {main.note: main, other.note: other}.get(chosen, main._replace(note="both"))
    assert store.settle(first.id, choice).note == chosen
    for each in (store, open_store()):
        assert notes(each) == [chosen]
        assert (each.others(first.id), each.deleted()) == ([], [])
    store.undo()
    assert shown(store, first.id) == ([main.note], [other.note])


def test_the_versions_are_one_record_of_the_file_and_one_annotation(
    path: Path, store: Annotations, open_store: Open, first: Annotation
) -> None:
    [main], [other] = store.all(), store.others(first.id)
    records = saved(path, store)["annotations"]
    assert list(records) == [first.id]
    assert records[first.id]["note"] == main.note
    assert [record["note"] for record in records[first.id]["others"]] == [other.note]
    assert store.get(first.id) == main
    assert store.has_others(first.id)
    assert other.id == first.id


@pytest.mark.parametrize("saves", [False, True])
def test_an_edit_of_the_version_that_stands_leaves_the_other_to_be_decided(
    store: Annotations, open_store: Open, first: Annotation, saves: bool
) -> None:
    [other] = store.others(first.id)
    store.change(first.id, note="edited")
    if saves:
        store.save()
    for each in (store, open_store()):
        assert shown(each, first.id) == (["edited"], [other.note])


def test_an_editor_left_open_on_two_versions_decides_about_neither(
    store: Annotations, open_store: Open, first: Annotation
) -> None:
    [seen], [other] = store.all(), store.others(first.id)
    open_store().change(first.id, note="elsewhere")
    store.change(first.id, seen=seen, note="edited")
    for each in (store, open_store()):
        [main], others = shown(each, first.id)
        assert sorted([main, *others]) == sorted(["edited", "elsewhere", other.note])


def test_an_edit_to_what_the_other_says_leaves_nothing_to_decide(
    store: Annotations, open_store: Open, first: Annotation
) -> None:
    [other] = store.others(first.id)
    store.change(first.id, note=other.note)
    for each in (store, open_store()):
        assert shown(each, first.id) == ([other.note], [])
        assert not each.has_others(first.id)


def test_of_an_annotation_deleted_with_two_versions_nothing_is_shown_and_undo_brings_both_back(
    store: Annotations, open_store: Open, first: Annotation
) -> None:
    before = shown(store, first.id)
    store.remove(first.id)
    for each in (store, open_store()):
        assert shown(each, first.id) == ([], [])
        assert notes_of(each.deleted()) == before[0]
        assert each.get(first.id) is None
    store.undo()
    for each in (store, open_store()):
        assert shown(each, first.id) == before
        assert each.deleted() == []
    store.redo()
    for each in (store, open_store()):
        assert shown(each, first.id) == ([], [])


def test_from_the_trash_the_version_that_stood_comes_back_and_the_other_is_in_its_past(
    store: Annotations, open_store: Open, first: Annotation
) -> None:
    [main], [other] = store.all(), store.others(first.id)
    store.remove(first.id)
    store.restore(first.id)
    for each in (store, open_store()):
        assert shown(each, first.id) == ([main.note], [])
        assert other.note in [past.annotation.note for past in each.past(first.id)]


def test_undo_of_a_decision_is_there_in_the_next_run_too(
    store: Annotations, open_store: Open, first: Annotation
) -> None:
    before = shown(store, first.id)
    store.settle(first.id, store.others(first.id)[0])
    store.save()
    again = open_store()
    again.undo()
    for each in (again, open_store()):
        assert shown(each, first.id) == before
    again.redo()
    assert shown(again, first.id) == (before[1], [])


def test_when_a_version_came_beside_it_the_annotation_counts_as_changed(
    store: Annotations, open_store: Open, seen: Annotation
) -> None:
    store.change(seen.id, note="mine")
    before = store.version
    open_store().change(seen.id, seen=seen, note="theirs")
    assert store.refresh()
    assert store.changes(before) == frozenset({seen.id})
    assert store.has_others(seen.id)


# Deleting what was seen


def test_what_is_deleted_as_it_was_seen_is_deleted(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark(note="1"), mark(note="2"))
    store.remove(*store.all())
    for each in (store, open_store()):
        assert (notes(each), sorted(notes_of(each.deleted()))) == ([], ["1", "2"])


@pytest.mark.parametrize("field", [{"note": "theirs"}, {"tags": ("t",)}])
def test_what_somebody_wrote_on_since_it_was_seen_is_not_deleted_nor_what_was_to_go_with_it(
    store: Annotations, open_store: Open, mark: Mark, field: dict[str, Any]
) -> None:
    first, second = mark(note="1", start=1), mark(note="2", start=2)
    store.add(first, second)
    seen = store.all()
    open_store().change(second.id, **field)
    with pytest.raises(StorageError, match="changed elsewhere since, and is not deleted"):
        store.remove(*seen)
    for each in (store, open_store()):
        assert ids(each.all()) == [first.id, second.id]
        assert each.deleted() == []
    store.remove(*store.all())
    assert store.all() == []


def test_another_colour_is_no_reason_not_to_delete_it(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(first := mark())
    [seen] = store.all()
    open_store().change(first.id, colour=Colour.PINK)
    store.remove(seen)
    assert notes(open_store()) == []


def test_what_somebody_else_deleted_since_it_was_seen_is_not_there_to_be_deleted(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(first := mark())
    [seen] = store.all()
    open_store().remove(first.id)
    with pytest.raises(KeyError):
        store.remove(seen)
