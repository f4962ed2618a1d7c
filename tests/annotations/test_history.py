"""Undo, redo and versions, as the journal tells them: over runs, beside other windows."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.entries import Entry
from reader.annotations.history import History, versions
from reader.annotations.store import Annotations
from reader.errors import StorageError
from tests.annotations.stores import Mark, Open, notes, rotate

# What was done before a window was opened is told from what others did since by the clock.
pytestmark = pytest.mark.usefixtures("clock")


def entry(do: str, step: str = "", **records: Any) -> Entry:
    return Entry(do, f"at {do}", "run", step, records, {}, 0)


def ours(*entries: Entry) -> History:
    return History((each, True) for each in entries)


def steps(history: History) -> tuple[list[str], list[str]]:
    return [step.id for step in history.past], [step.id for step in history.future]


A1, A2, A3 = ({"rev": n, "note": str(n)} for n in (1, 2, 3))
B1 = {"rev": 1, "note": "b"}

# The steps


def test_a_step_knows_what_was_there_before_and_after_it() -> None:
    history = ours(entry("add", "s1", a=A1), entry("change", "s2", a=A2, b=B1))
    last = history.past[-1]
    assert (last.id, last.label) == ("s2", "change")
    assert (last.before, last.after) == ({"a": A1, "b": None}, {"a": A2, "b": B1})


def test_what_is_undone_can_be_redone_the_next_one_last() -> None:
    done = [entry("add", "s1", a=A1), entry("change", "s2", a=A2), entry("remove", "s3", a=A3)]
    history = ours(*done, entry("undo", "s3", a=A2), entry("undo", "s2", a=A1))
    assert steps(history) == (["s1"], ["s3", "s2"])
    history.take(entry("redo", "s2", a=A2), ours=True)
    assert steps(history) == (["s1", "s2"], ["s3"])


@pytest.mark.parametrize("do", ["add", "change", "remove", "restore", "go back", "settle"])
def test_each_of_these_is_a_step_and_ends_what_could_be_redone(do: str) -> None:
    history = ours(entry("add", "s1", a=A1), entry("undo", "s1", a=A2), entry(do, "s2", a=A3))
    assert steps(history) == (["s2"], [])


@pytest.mark.parametrize("do", ["merge", "base", "saved", "begin", "of a newer version"])
def test_these_are_no_steps(do: str) -> None:
    history = ours(entry("add", "s1", a=A1), entry(do, "s2", a=A2))
    assert steps(history) == (["s1"], [])


def test_what_came_in_between_is_what_a_later_step_found() -> None:
    history = ours(entry("merge", a=A1), entry("change", "s1", a=A2))
    assert history.past[0].before == {"a": A1}


def test_what_another_window_does_is_no_step_but_is_found_by_the_next() -> None:
    history = History([(entry("add", "s1", a=A1), False), (entry("change", "s2", a=A2), True)])
    assert steps(history) == (["s2"], [])
    assert history.past[0].before == {"a": A1}


def test_another_windows_change_does_not_end_what_can_be_redone() -> None:
    history = ours(entry("add", "s1", a=A1), entry("undo", "s1", a=A2))
    history.take(entry("add", "s2", b=B1), ours=False)
    assert steps(history) == ([], ["s1"])


def test_an_undo_whose_step_is_not_known_is_passed_over() -> None:
    history = ours(entry("add", "s1", a=A1), entry("undo", "lost", a=A2))
    assert steps(history) == (["s1"], [])


def test_steps_of_what_was_forgotten_are_gone() -> None:
    history = ours(
        entry("add", "s1", a=A1),
        entry("add", "s2", b=B1),
        entry("remove", "s3", a=A2),
        entry("undo", "s3", a=A1),
        entry("forget", "s4", a=A3),
    )
    assert steps(history) == (["s2"], [])


def test_a_record_is_as_it_was_left_until_somebody_else_changes_it() -> None:
    history = ours(entry("add", "s1", a=A1, b=B1), entry("change", "s2", a=A2))
    first = history.past[0]
    assert history.is_as_left(first, {"a": A2, "b": B1})
    assert history.is_as_left(first, {"a": {**A2, "prev": "1-abc"}, "b": B1})
    assert not history.is_as_left(first, {"a": A3, "b": B1})
    assert not history.is_as_left(first, {"a": A2})
    assert not history.is_as_left(first, {"a": {**A2, "others": [A3]}, "b": B1})
    history.take(entry("merge", b=A3), ours=True)
    assert not history.is_as_left(first, {"a": A2, "b": A3})


# The versions


def test_versions_are_of_one_record_the_newest_first_and_each_once() -> None:
    entries = [entry("add", a=A1), entry("add", b=B1), entry("base", a=A1), entry("change", a=A2)]
    found = versions(entries, "a")
    assert [(version.do, version.record) for version in found] == [("change", A2), ("add", A1)]
    assert found[0].at == "at change"
    assert versions(entries, "c") == []
    assert versions([entry("merge", a=5)], "a") == []


def test_versions_that_stand_beside_each_other_are_all_there_the_one_that_stands_first() -> None:
    both = {**A3, "others": [A2]}
    found = versions([entry("add", a=A1), entry("merge", a=both), entry("settle", a=A3)], "a")
    assert [(version.do, version.record) for version in found] == [
        ("merge", A3),
        ("merge", A2),
        ("add", A1),
    ]


# Over runs


@pytest.mark.parametrize("saves", [False, True])
def test_undo_and_redo_go_on_in_the_next_run(
    store: Annotations, open_store: Open, mark: Mark, saves: bool
) -> None:
    first = mark(note="1")
    store.add(first)
    store.change(first.id, note="2")
    store.change(first.id, note="3")
    store.undo()
    for expected in ("1", None):
        if saves:
            store.save()
        store = open_store()
        store.undo()
        assert notes(store) == ([expected] if expected else [])
    store = open_store()
    assert store.undo() is None
    for expected in ("1", "2", "3"):
        store.redo()
        assert notes(store) == [expected]
        store = open_store()
    assert store.redo() is None


def test_a_new_change_in_a_later_run_ends_what_could_be_redone(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark())
    store.undo()
    open_store().add(mark(note="new"))
    again = open_store()
    assert again.redo() is None
    assert notes(again) == ["new"]


def test_undo_and_redo_go_on_through_archives(
    tmp_path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = mark(note="1")
    store.add(first)
    for note in ("2", "3"):
        rotate(store)
        store.change(first.id, note=note)
    rotate(store)
    assert len(list(tmp_path.glob("state/journals/*/*.gz"))) == 3
    again = open_store()
    for expected in (["2"], ["1"], []):
        again.undo()
        assert notes(again) == expected
    assert again.undo() is None
    again.redo()
    assert notes(again) == ["1"]
    assert [past.annotation.note for past in again.past(first.id)][-3:] == ["3", "2", "1"]


def test_without_its_journal_there_is_nothing_to_undo_and_nothing_is_lost(
    tmp_path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark(note="1"))
    store.save()
    shutil.rmtree(tmp_path / "state" / "journals")
    again = open_store()
    assert again.undo() is None
    assert notes(again) == ["1"]


# Other windows


def test_a_window_undoes_what_was_done_in_it_and_not_in_another(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    other = open_store()
    store.add(mark(note="mine", start=1))
    other.add(mark(note="theirs", start=2))
    assert store.undo() is not None
    assert store.undo() is None
    assert notes(store) == ["theirs"]


def test_what_another_window_did_before_this_one_was_opened_can_be_undone_here(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark(note="1"))
    other = open_store()
    other.refresh()
    store.add(mark(note="2", start=3))
    assert other.undo() is not None
    assert notes(other) == ["2"]
    assert other.undo() is None


def test_what_was_dropped_because_it_was_changed_elsewhere_lets_the_rest_be_undone(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    first, second = mark(note="1", start=1), mark(note="2", start=2)
    store.add(second)
    store.add(first)
    open_store().change(first.id, note="theirs")
    with pytest.raises(StorageError, match="cannot undo it: it was changed elsewhere"):
        store.undo()
    store.undo()
    assert notes(store) == ["theirs"]
    store.redo()
    assert notes(store) == ["theirs", "2"]


def test_what_was_changed_elsewhere_since_it_was_undone_is_not_redone(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = mark(note="1")
    store.add(first)
    store.change(first.id, note="2")
    store.undo()
    open_store().change(first.id, note="theirs")
    with pytest.raises(StorageError, match="cannot redo it: it was changed elsewhere"):
        store.redo()
    assert notes(store) == ["theirs"]
    assert store.redo() is None


def test_after_a_rotation_what_another_window_does_is_still_no_step_of_this_one(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark(note="before"))
    store = open_store()
    store.refresh()
    other = open_store()
    other.refresh()
    rotate(other)
    other.save()
    store.save()
    other.add(mark(note="theirs", start=3))
    rotate(other)
    store.undo()
    assert notes(store) == ["theirs"]


def test_after_forgetting_what_another_window_does_is_still_no_step_of_this_one(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = mark(note="secret")
    store.add(first)
    store.remove(first.id)
    store = open_store()
    store.refresh()
    open_store().add(mark(note="theirs"))
    store.forget(first.id)
    assert store.undo() is None
    assert notes(store) == ["theirs"]


def test_after_a_rotation_an_undo_does_not_overwrite_what_was_changed_elsewhere(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = mark(note="old")
    store.add(first)
    store.change(first.id, note="mine")
    store.save()
    path.write_bytes(path.read_bytes().replace(b'"mine"', b'"by hand"'))
    store.refresh()
    rotate(store)
    again = open_store()
    with pytest.raises(StorageError, match="changed elsewhere"):
        again.undo()
    assert notes(again) == ["by hand"]


# Forgetting


@pytest.mark.parametrize("same_run", [True, False])
def test_what_was_forgotten_cannot_be_undone_and_the_rest_can(
    store: Annotations, open_store: Open, mark: Mark, same_run: bool
) -> None:
    first, second = mark(note="secret"), mark(note="kept")
    store.add(second)
    store.add(first)
    store.change(second.id, note="kept later")
    store.remove(first.id)
    store.undo()
    store.redo()
    store.forget(first.id)
    assert store.redo() is None
    if not same_run:
        store = open_store()
    for expected in (["kept"], []):
        store.undo()
        assert notes(store) == expected
    assert store.undo() is None
    assert [past.annotation.note for past in store.past(first.id)] == [""]


def test_what_was_forgotten_is_in_no_archive(
    tmp_path: Path, store: Annotations, mark: Mark
) -> None:
    first = mark(note="secret")
    store.add(first)
    rotate(store)
    store.remove(first.id)
    store.forget(first.id)
    [archive] = tmp_path.glob("state/journals/*/*.gz")
    assert b"secret" not in gzip.decompress(archive.read_bytes())
