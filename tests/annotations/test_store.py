from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.annotation import Annotation, Colour, Kind, Target
from reader.annotations.store import Annotations, Change
from reader.errors import StorageError

Mark = Callable[..., Annotation]
Open = Callable[[], Annotations]


def ids(annotations: list[Annotation]) -> list[str]:
    return [annotation.id for annotation in annotations]


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the file as another program would."""
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def notes(store: Annotations) -> list[str]:
    return [annotation.note for annotation in store.all()]


# Keeping


def test_a_store_that_nothing_was_added_to_is_empty_and_makes_no_file(
    store: Annotations, path: Path
) -> None:
    assert (store.all(), store.deleted(), store.unreadable) == ([], [], ())
    assert store.get("x") is None
    assert not store.refresh()
    assert not path.parent.exists()


def test_reading_needs_no_tinydb(path: Path, store: Annotations, mark: Mark) -> None:
    store.add(mark())
    program = (
        "import sys; from pathlib import Path; from reader.annotations.store import Annotations; "
        f"assert len(Annotations(Path({str(path)!r}), {{}}).all()) == 1; "
        "assert 'tinydb' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


def test_what_was_added_is_there_and_in_the_next_run_too(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = mark("城市 שלום 👩‍👩‍👧", 4, note="a\n\n**b**", tags=("x", "y z"), kind=Kind.QUESTION)
    store.add(first)
    for each in (store, open_store()):
        [found] = each.all()
        assert (found.target, found.note, found.tags) == (first.target, first.note, first.tags)
        assert found.created
        assert found.created == found.modified
        assert each.get(first.id) == found


def test_the_file_is_a_tinydb_database_that_says_whose_it_is(
    path: Path, store: Annotations, mark: Mark
) -> None:
    from tinydb import TinyDB

    first = mark()
    store.add(first)
    with TinyDB(path, access_mode="r") as database:
        assert database.tables() == {"annotations", "meta"}
    data = json.loads(path.read_text())
    assert data["meta"]["document"] == {"id": "d1", "title": "Article"}
    assert data["meta"]["schema"] == {"version": 1, "min_reader": 1}
    assert list(data["annotations"]) == [first.id]
    assert data["annotations"][first.id]["rev"] == 1


def test_annotations_come_in_the_order_of_the_text(store: Annotations, mark: Mark) -> None:
    late, early, wide = mark("a", 9), mark("b", 2), mark("bcd", 2)
    store.add(late, wide, early)
    assert ids(store.all()) == ids([early, wide, late])


def test_an_id_is_taken_once(store: Annotations, mark: Mark) -> None:
    first = mark()
    with pytest.raises(ValueError):
        store.add(first, first)
    store.add(first)
    with pytest.raises(ValueError):
        store.add(first)
    assert len(store.all()) == 1


def test_what_cannot_be_written_is_refused_before_anything_changes(
    store: Annotations, mark: Mark
) -> None:
    with pytest.raises(TypeError):
        store.add(mark(), mark(extra={"thing": object()}))
    assert store.all() == []


# Changing


def test_a_change_keeps_the_rest_and_says_when(store: Annotations, mark: Mark) -> None:
    first = mark(note="n", created="2020-01-01T00:00:00.000Z")
    store.add(first)
    changed = store.change(first.id, colour=Colour.PINK)
    assert (changed.colour, changed.note, changed.created) == (Colour.PINK, "n", first.created)
    assert changed.modified > first.created
    assert changed.target is first.target


def test_a_change_that_changes_nothing_is_not_written(
    path: Path, store: Annotations, mark: Mark
) -> None:
    first = mark(note="n")
    store.add(first)
    before = path.read_bytes(), store.version
    store.change(first.id, note="n")
    store.replace(*store.all())
    assert (path.read_bytes(), store.version) == before


def test_each_change_raises_the_revision_and_the_version(
    path: Path, store: Annotations, mark: Mark
) -> None:
    first = mark()
    seen = [store.version]
    for do in (
        lambda: store.add(first),
        lambda: store.change(first.id, note="a"),
        lambda: store.remove(first.id),
        lambda: store.restore(first.id),
        store.undo,
        store.redo,
    ):
        do()
        seen.append(store.version)
    assert seen == sorted(set(seen))
    assert json.loads(path.read_text())["annotations"][first.id]["rev"] == 6


@pytest.mark.parametrize("gone", [False, True])
def test_there_is_no_changing_what_is_not_there(store: Annotations, mark: Mark, gone: bool) -> None:
    first = mark()
    if gone:
        store.add(first)
        store.remove(first.id)
    with pytest.raises(KeyError):
        store.change(first.id, note="x")
    with pytest.raises(KeyError):
        store.replace(first)
    with pytest.raises(KeyError):
        store.remove(first.id)
    with pytest.raises(KeyError):
        store.restore("unknown")


def test_what_is_deleted_can_be_restored_with_all_it_held(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    first, second = mark(note="n"), mark(start=3)
    store.add(first, second)
    store.remove(first.id)
    for each in (store, open_store()):
        assert ids(each.all()) == [second.id]
        assert each.get(first.id) is None
        assert [a.note for a in each.deleted()] == ["n"]
    store.restore(first.id, second.id)
    assert notes(open_store()) == ["n", ""]
    assert store.deleted() == []


# Undo and redo


def test_every_change_can_be_undone_and_redone(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = mark(note="0")
    states = [[], ["0"], ["1"], [], ["1"], ["2"]]
    store.add(first)
    store.change(first.id, note="1")
    store.remove(first.id)
    store.restore(first.id)
    store.replace(first._replace(note="2"))
    for state in reversed(states[:-1]):
        store.undo()
        assert notes(store) == notes(open_store()) == state
    assert store.undo() is None
    for state in states[1:]:
        store.redo()
        assert notes(store) == notes(open_store()) == state
    assert store.redo() is None


def test_an_undo_says_what_it_did(store: Annotations, mark: Mark) -> None:
    first, second = mark(), mark(start=5)
    store.add(first, second)
    one, two = store.all()
    assert store.undo() == Change("add", (one, two), (None, None))
    redone = store.redo()
    assert redone is not None
    assert redone.before == (None, None)
    assert [a and a.id for a in redone.after] == [first.id, second.id]


def test_many_at_once_are_one_step(store: Annotations, mark: Mark) -> None:
    marks = [mark(start=place) for place in range(5)]
    store.add(*marks)
    store.replace(*(a._replace(note="n") for a in store.all()))
    store.undo()
    assert notes(store) == [""] * 5
    store.undo()
    assert store.all() == []


def test_a_new_change_forgets_what_was_undone(store: Annotations, mark: Mark) -> None:
    first = mark()
    store.add(first)
    store.undo()
    store.add(mark())
    assert store.redo() is None


def test_an_undo_rewinds_nothing(store: Annotations, mark: Mark) -> None:
    first = mark()
    store.add(first)
    store.change(first.id, note="x")
    store.undo()
    [now] = store.all()
    assert now.note == ""
    assert now.extra["rev"] == 3


def test_an_undo_does_not_overwrite_what_was_changed_elsewhere(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    first, second = mark(start=1), mark(start=2)
    store.add(first, second)
    store.change(second.id, note="mine")
    store.change(first.id, note="mine")
    open_store().change(first.id, note="theirs")
    with pytest.raises(StorageError, match="changed elsewhere"):
        store.undo()
    assert notes(store) == ["theirs", "mine"]
    store.undo()
    assert notes(store) == ["theirs", ""]


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
    first = mark()
    store.add(first)

    def newer(data: dict[str, Any]) -> None:
        data["shelf"] = {"1": {"x": 1}}
        data["meta"]["device"] = {"name": "desk"}
        data["meta"]["document"]["isbn"] = "978"
        data["annotations"][first.id] |= {"mood": "calm", "colour": "teal"}
        data["annotations"][first.id]["target"]["page"] = 7

    edit(path, newer)
    stale = store.all()[0]
    other = Annotations(path, {"id": "d1", "title": "New title"}, state=path.parent / "state")
    other.change(first.id, note="n")
    store.replace(stale._replace(tags=("t",)))
    open_store().remove(first.id)
    data = json.loads(path.read_text())
    assert data["shelf"] == {"1": {"x": 1}}
    assert data["meta"]["device"] == {"name": "desk"}
    assert data["meta"]["document"]["isbn"] == "978"
    record = data["annotations"][first.id]
    assert (record["mood"], record["colour"], record["target"]["page"]) == ("calm", "teal", 7)


def test_a_colour_of_a_newer_version_stays_until_another_is_chosen(
    path: Path, store: Annotations, mark: Mark
) -> None:
    first = mark()
    store.add(first)
    edit(path, lambda data: data["annotations"][first.id].update(colour="teal"))

    def stored() -> str:
        colour: str = json.loads(path.read_text())["annotations"][first.id]["colour"]
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
    edit(path, lambda data: data["annotations"].update(strange))
    again = open_store()
    assert dict(again.unreadable) == strange
    assert ids(again.all()) == [first.id]
    assert "3 records" in again.notices[0]
    again.add(mark())
    again.remove(first.id)
    kept = json.loads(path.read_text())["annotations"]
    assert {name: kept[name] for name in strange} == strange


def test_an_annotation_edited_by_hand_is_seen(path: Path, store: Annotations, mark: Mark) -> None:
    first = mark()
    store.add(first)
    edit(path, lambda data: data["annotations"][first.id].update(note="by hand"))
    assert store.refresh()
    assert notes(store) == ["by hand"]
    with pytest.raises(StorageError, match="changed elsewhere"):
        store.undo()


# Versions


@pytest.mark.parametrize("schema", [{"version": 2, "min_reader": 1}, {"version": "2"}, "odd"])
def test_a_file_of_a_newer_version_is_shown_and_not_written(
    path: Path, store: Annotations, open_store: Open, mark: Mark, schema: object
) -> None:
    store.add(mark())
    edit(path, lambda data: data["meta"].update(schema=schema))
    before = path.read_bytes()
    newer = open_store()
    assert newer.read_only
    assert len(newer.all()) == 1
    with pytest.raises(StorageError, match="cannot be changed"):
        newer.add(mark())
    with pytest.raises(StorageError, match="cannot be changed"):
        store.undo()
    assert path.read_bytes() == before


def test_a_file_of_a_far_newer_version_is_refused(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark())
    edit(path, lambda data: data["meta"].update(schema={"version": 3, "min_reader": 2}))
    before = path.read_bytes()
    for use in (open_store().all, open_store().refresh, lambda: open_store().add(mark())):
        with pytest.raises(StorageError, match=r"version 3.*up to 1.*nothing was changed") as told:
            use()
        assert str(path) in str(told.value)
    assert path.read_bytes() == before


def test_a_file_without_a_version_is_of_the_first(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark())
    edit(path, lambda data: data.pop("meta"))
    again = open_store()
    again.add(mark())
    assert not again.read_only
    assert json.loads(path.read_text())["meta"]["schema"]["version"] == 1


def test_a_target_may_hold_what_json_finds_hard(open_store: Open, mark: Mark) -> None:
    first = mark()._replace(target=Target("\ud800 \x00 \u2028"), note="\udcff")
    store = open_store()
    store.add(first)
    [again] = open_store().all()
    assert (again.target.exact, again.note) == (first.target.exact, first.note)
    store.refresh()
    store.undo()
    assert store.all() == []
