"""What a person does with the annotations of a document, and taking it back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader.annotations.annotation import Colour, Kind, Target
from reader.annotations.index import RECENT
from reader.annotations.lineage import revision
from reader.annotations.store import Annotations, Change
from reader.errors import StorageError
from tests.annotations.stores import Mark, Open, filed, ids, notes, notes_of, saved


def written(path: Path) -> bytes:
    """The journal."""
    [log] = (path.parents[1] / "state" / "journals").glob(f"*/{path.stem}.log")
    return log.read_bytes()


# Keeping


def test_a_store_that_nothing_was_added_to_is_empty_and_makes_no_file(
    store: Annotations, path: Path
) -> None:
    assert (store.all(), store.deleted(), store.unreadable) == ([], [], ())
    assert store.get("x") is None
    assert not store.refresh()
    assert not path.parent.exists()


def test_reading_and_changing_need_no_tinydb(path: Path, store: Annotations, mark: Mark) -> None:
    store.add(mark())
    store.save()
    state = path.parents[1] / "state"
    program = (
        "import sys; from pathlib import Path; from reader.annotations.store import Annotations; "
        f"store = Annotations(Path({str(path)!r}), {{}}, state=Path({str(state)!r})); "
        "[one] = store.all(); store.change(one.id, note='n'); store.undo(); "
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
    data = saved(path, store)
    with TinyDB(path, access_mode="r") as database:
        assert database.tables() == {"annotations", "meta"}
    assert data["meta"]["document"] == {"id": "d1", "title": "Article"}
    assert data["meta"]["schema"] == {"version": 2, "min_reader": 1}
    assert list(data["annotations"]) == [first.id]
    assert data["annotations"][first.id]["rev"] == 1


def test_annotations_come_in_the_order_of_the_text(store: Annotations, mark: Mark) -> None:
    late, early, wide = mark("a", 9), mark("b", 2), mark("bcd", 2)
    store.add(late, wide, early)
    assert ids(store.all()) == ids([early, wide, late])


def test_they_are_in_that_order_after_every_change(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    marks = [mark(start=place) for place in (5, 1, 3, 3)]
    store.add(*marks)
    for do in (
        lambda: store.remove(marks[2].id),
        lambda: store.change(marks[0].id, target=Target("word", start=0, end=4)),
        lambda: store.add(mark(start=2)),
        lambda: store.restore(marks[2].id),
        store.undo,
        lambda: open_store().change(marks[1].id, target=Target("word", start=9, end=13)),
        store.refresh,
        lambda: store.change(marks[1].id, note="n"),
    ):
        do()
    starts = [annotation.target.start for annotation in store.all()]
    assert starts == [0, 2, 3, 9]
    assert store.all() == open_store().all()


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
    assert changed.target == first.target


def test_a_change_that_changes_nothing_is_not_written(
    path: Path, store: Annotations, mark: Mark
) -> None:
    first = filed(store, mark(note="n"))
    before = path.read_bytes(), written(path), store.version
    store.change(first.id, note="n")
    store.change(first.id, seen=store.all()[0], note="n", colour=Colour.YELLOW)
    store.go_back(first.id, store.all()[0])
    assert not store.unsettled
    assert not store.save()
    assert (path.read_bytes(), written(path), store.version) == before


def test_each_change_raises_the_revision_and_the_version(
    path: Path, store: Annotations, mark: Mark
) -> None:
    first = mark()
    seen, revisions = [store.version], [0]
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
        revisions.append(saved(path, store)["annotations"][first.id]["rev"])
    assert seen == sorted(set(seen))
    assert revisions == sorted(set(revisions))


def test_it_is_told_which_changed_since_a_version(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    first, second = mark(), mark(start=3)
    store.add(first)
    before = store.version
    assert store.changes(before) == frozenset()
    store.add(second)
    middle = store.version
    open_store().change(first.id, note="theirs")
    store.refresh()
    assert store.changes(middle) == frozenset({first.id})
    assert store.changes(before) == frozenset({first.id, second.id})


def test_of_what_changed_too_long_ago_nothing_is_told(store: Annotations, mark: Mark) -> None:
    store.add(first := mark())
    before = store.version
    for number in range(RECENT + 1):
        store.change(first.id, note=str(number))
    assert store.changes(before) is None
    assert store.changes(before + 1) == frozenset({first.id})


@pytest.mark.parametrize("gone", [False, True])
def test_there_is_no_changing_what_is_not_there(store: Annotations, mark: Mark, gone: bool) -> None:
    first = mark()
    if gone:
        store.add(first)
        store.remove(first.id)
    with pytest.raises(KeyError):
        store.change(first.id, note="x")
    with pytest.raises(KeyError):
        store.change(first.id, seen=first, note="x") if not gone else store.forget("unknown")
    with pytest.raises(KeyError):
        store.go_back("unknown", first)
    with pytest.raises(KeyError):
        store.settle("unknown", first)
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
        assert notes_of(each.deleted()) == ["n"]
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
    store.change(first.id, note="2")
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
    store.remove(*ids(store.all())[1:])
    store.undo()
    assert ids(store.all()) == ids(marks)
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
    undone = store.change(first.id, note="x")
    store.undo()
    [now] = store.all()
    assert now.note == ""
    assert revision(dict(now.extra)) > revision(dict(undone.extra))
    assert now.modified >= undone.modified


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


def test_a_target_may_hold_what_json_finds_hard(open_store: Open, mark: Mark) -> None:
    first = mark()._replace(target=Target("\ud800 \x00 \u2028"), note="\udcff")
    store = open_store()
    store.add(first)
    [again] = open_store().all()
    assert (again.target.exact, again.note) == (first.target.exact, first.note)
    store.refresh()
    store.undo()
    assert store.all() == []
