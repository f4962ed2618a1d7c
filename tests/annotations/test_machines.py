"""Machines that exchange their files: what one did not see of another's is never replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations.annotation import Annotation
from reader.annotations.store import Annotations
from reader.errors import StorageError
from tests.annotations.stores import Mark, elsewhere, send, shown, texts


def machines(root: Path, *names: str) -> list[Annotations]:
    """One document on several machines, as each has it."""
    return [
        Annotations(root / n / "x.json", {"id": "d1"}, state=root / f"{n}-state") for n in names
    ]


def sharing(root: Path, first: Annotation, *names: str) -> list[Annotations]:
    """The same when all of them have an annotation that the first one made."""
    stores = machines(root, *names)
    stores[0].add(first)
    for other in stores[1:]:
        send(stores[0], other)
    return stores


def test_a_deletion_that_did_not_see_the_other_machines_note_leaves_it(
    tmp_path: Path, mark: Mark
) -> None:
    here, there = sharing(tmp_path, first := mark(note="old"), "here", "there")
    there.change(first.id, note="theirs")
    for note in ("1", "2", "3"):
        here.change(first.id, note=note)
    here.remove(first.id)
    send(there, here)
    send(here, there)
    for each in (here, there):
        assert shown(each, first.id) == (["theirs"], [])
        assert each.deleted() == []


def test_an_edit_ends_what_fell_unseen(tmp_path: Path, mark: Mark) -> None:
    here, there = sharing(tmp_path, first := mark(note="old"), "here", "there")
    there.remove(first.id)
    here.change(first.id, note="1")
    send(there, here)
    assert "others" in here.all()[0].extra
    assert not here.has_others(first.id)
    assert "others" not in here.change(first.id, note="2").extra
    send(here, there)
    assert shown(there, first.id) == (["2"], [])


def test_a_decision_on_one_machine_holds_on_the_other(tmp_path: Path, mark: Mark) -> None:
    here, there = sharing(tmp_path, first := mark(note="old"), "here", "there")
    here.change(first.id, note="here")
    there.change(first.id, note="there")
    old = there.path.read_bytes()
    send(there, here)
    assert texts(here, first.id) == ["here", "there"]
    here.settle(first.id, here.all()[0]._replace(note="both"))
    send(here, there)
    assert shown(there, first.id) == (["both"], [])
    here.path.write_bytes(old)
    here.refresh()
    assert shown(here, first.id) == (["both"], [])


@pytest.mark.parametrize("edits", [1, 5], ids=["and falls", "and stands"])
def test_a_third_note_that_came_while_somebody_was_deciding_is_left_to_be_decided(
    tmp_path: Path, mark: Mark, edits: int
) -> None:
    here, there, third = sharing(tmp_path, first := mark(note="old"), "here", "there", "third")
    for note in ("1", "2", "here"):
        here.change(first.id, note=note)
    there.change(first.id, note="there")
    for number in range(edits):
        third.change(first.id, note=f"third {number + 1}")
    send(there, here)
    [seen] = here.all()
    send(third, here)
    here.settle(first.id, seen._replace(note="both"), seen=seen)
    assert texts(here, first.id) == ["both", f"third {edits}"]
    here.undo()
    assert texts(here, first.id) == ["here", "there", f"third {edits}"]


def test_what_has_a_version_that_came_since_it_was_seen_is_not_deleted(
    tmp_path: Path, mark: Mark
) -> None:
    here, there = sharing(tmp_path, first := mark(note="old"), "here", "there")
    there.change(first.id, note="there")
    for note in ("1", "here"):
        here.change(first.id, note=note)
    [seen] = here.all()
    send(there, here)
    with pytest.raises(StorageError, match="changed elsewhere since"):
        here.remove(seen)
    assert shown(here, first.id) == (["here"], ["there"])
    here.remove(*here.all())
    assert shown(here, first.id) == ([], [])


def test_a_third_note_stands_beside_what_was_decided_without_it(tmp_path: Path, mark: Mark) -> None:
    here, there, third = sharing(tmp_path, first := mark(note="old"), "here", "there", "third")
    for each, note in ((there, "there"), (third, "third"), (here, "here")):
        each.change(first.id, note=note)
    send(there, here)
    here.settle(first.id, here.all()[0]._replace(note="both"))
    send(third, here)
    send(here, there)
    for each in (here, there):
        assert shown(each, first.id) == (["both"], ["third"])


def test_two_machines_that_wrote_at_the_same_moment_lose_neither_text(
    tmp_path: Path, store: Annotations, mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.annotations.store.now", lambda: "2026-11-22T14:05:00.000Z")
    first = mark(note="old")
    store.add(first)
    other = elsewhere(store, tmp_path)
    other.change(first.id, note="theirs")
    store.change(first.id, note="mine")
    send(other, store)
    assert texts(store, first.id) == ["mine", "theirs"]


def test_machines_that_exchange_their_files_come_to_one_end(
    tmp_path: Path, mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(f"2026-11-22T14:05:00.{moment:03}Z" for moment in range(1000))
    monkeypatch.setattr("reader.annotations.store.now", lambda: next(clock))
    stores = here, there, third = machines(tmp_path, "here", "there", "third")

    def take(target: Annotations, source: Annotations) -> None:
        send(source, target)
        target.save()

    here.add(first := mark(note="old"))
    take(there, here)
    take(third, here)
    third.change(first.id, note="third")
    here.change(first.id, note="here")
    take(there, here)
    there.remove(first.id)  # having seen what was written here, and not the third's note
    take(here, third)
    take(there, third)
    for _ in range(3):
        for one, other in ((here, there), (there, third), (third, here)):
            take(one, other)
    ends = [shown(each, first.id) for each in stores]
    assert ends[0] == ends[1] == ends[2]
    assert ends[0] == (["third"], [])
