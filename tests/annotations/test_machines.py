"""Machines that exchange their files: what one did not see of another's is never replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations.annotation import Annotation
from reader.annotations.store import Annotations
from reader.errors import StorageError

Mark = Callable[..., Annotation]
Open = Callable[[], Annotations]


def notes_of(annotations: list[Annotation]) -> list[str]:
    return [annotation.note for annotation in annotations]


def notes(store: Annotations) -> list[str]:
    return notes_of(store.all())


def shown(store: Annotations, identity: str) -> tuple[list[str], list[str]]:
    """The notes that stand, and those beside one of them."""
    return notes(store), notes_of(store.others(identity))


def machines(root: Path, *names: str) -> list[Annotations]:
    """One document on several machines, as each has it."""
    return [
        Annotations(root / n / "x.json", {"id": "d1"}, state=root / f"{n}-state") for n in names
    ]


def send(source: Annotations, target: Annotations) -> None:
    """What a sync tool does: the newer file takes the place of the other."""
    source.save()
    target.path.parent.mkdir(exist_ok=True)
    target.path.write_bytes(source.path.read_bytes())
    target.refresh()


def test_a_deletion_that_did_not_see_the_other_machines_note_leaves_it(
    tmp_path: Path, mark: Mark
) -> None:
    here, there = machines(tmp_path, "here", "there")
    here.add(first := mark(note="old"))
    send(here, there)
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
    here, there = machines(tmp_path, "here", "there")
    here.add(first := mark(note="old"))
    send(here, there)
    there.remove(first.id)
    here.change(first.id, note="1")
    send(there, here)
    assert "others" in here.all()[0].extra
    assert not here.has_others(first.id)
    assert "others" not in here.change(first.id, note="2").extra
    send(here, there)
    assert shown(there, first.id) == (["2"], [])


def test_a_decision_on_one_machine_holds_on_the_other(tmp_path: Path, mark: Mark) -> None:
    here, there = machines(tmp_path, "here", "there")
    here.add(first := mark(note="old"))
    send(here, there)
    here.change(first.id, note="here")
    there.change(first.id, note="there")
    old = there.path.read_bytes()
    send(there, here)
    assert sorted([*notes(here), *notes_of(here.others(first.id))]) == ["here", "there"]
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
    here, there, third = machines(tmp_path, "here", "there", "third")
    here.add(first := mark(note="old"))
    for other in (there, third):
        send(here, other)
    for note in ("1", "2", "here"):
        here.change(first.id, note=note)
    there.change(first.id, note="there")
    for number in range(edits):
        third.change(first.id, note=f"third {number + 1}")
    send(there, here)
    [seen] = here.all()
    send(third, here)
    here.settle(first.id, seen._replace(note="both"), seen=seen)
    assert sorted([*notes(here), *notes_of(here.others(first.id))]) == ["both", f"third {edits}"]
    here.undo()
    left = [*notes(here), *notes_of(here.others(first.id))]
    assert sorted(left) == ["here", "there", f"third {edits}"]


def test_what_has_a_version_that_came_since_it_was_seen_is_not_deleted(
    tmp_path: Path, mark: Mark
) -> None:
    here, there = machines(tmp_path, "here", "there")
    here.add(first := mark(note="old"))
    send(here, there)
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
    here, there, third = machines(tmp_path, "here", "there", "third")
    here.add(first := mark(note="old"))
    for other, note in ((there, "there"), (third, "third")):
        send(here, other)
        other.change(first.id, note=note)
    here.change(first.id, note="here")
    send(there, here)
    here.settle(first.id, here.all()[0]._replace(note="both"))
    send(third, here)
    send(here, there)
    for each in (here, there):
        assert shown(each, first.id) == (["both"], ["third"])


def test_two_machines_that_wrote_at_the_same_moment_lose_neither_text(
    path: Path, tmp_path: Path, store: Annotations, mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.annotations.store.now", lambda: "2026-11-22T14:05:00.000Z")
    first = mark(note="old")
    store.add(first)
    store.save()
    there = tmp_path / "there" / path.name
    there.parent.mkdir()
    there.write_bytes(path.read_bytes())
    other = Annotations(there, {"id": "d1"}, state=tmp_path / "state there")
    other.change(first.id, note="theirs")
    other.save()
    store.change(first.id, note="mine")
    path.write_bytes(there.read_bytes())
    store.refresh()
    assert sorted([*notes(store), *notes_of(store.others(first.id))]) == ["mine", "theirs"]


def test_machines_that_exchange_their_files_come_to_one_end(
    path: Path, tmp_path: Path, mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(f"2026-11-22T14:05:00.{moment:03}Z" for moment in range(1000))
    monkeypatch.setattr("reader.annotations.store.now", lambda: next(clock))
    places = [path, tmp_path / "there" / path.name, tmp_path / "third" / path.name]
    stores = [
        Annotations(place, {"id": "d1"}, state=tmp_path / f"state-{number}")
        for number, place in enumerate(places)
    ]

    def take(to: int, whence: int) -> None:
        stores[whence].save()
        places[to].parent.mkdir(exist_ok=True)
        places[to].write_bytes(places[whence].read_bytes())
        stores[to].refresh()
        stores[to].save()

    here, there, third = stores
    here.add(first := mark(note="old"))
    take(1, 0)
    take(2, 0)
    third.change(first.id, note="third")
    here.change(first.id, note="here")
    take(1, 0)
    there.remove(first.id)  # having seen what was written here, and not the third's note
    take(0, 2)
    take(1, 2)
    for _ in range(3):
        for one, other in ((0, 1), (1, 2), (2, 0)):
            take(one, other)
    ends = [(notes(each), notes_of(each.others(first.id))) for each in stores]
    assert ends[0] == ends[1] == ends[2]
    assert ends[0] == (["third"], [])
