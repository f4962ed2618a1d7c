"""What an annotation was before, going back to it, and taking it out of the world."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from reader.annotations.annotation import Colour
from reader.annotations.lineage import KEPT
from reader.annotations.store import Annotations
from tests.annotations.stores import (
    Mark,
    Open,
    elsewhere,
    filed,
    notes,
    rotate,
    saved,
    send,
    write_apart,
)

# The past


def test_every_version_of_an_annotation_is_in_its_past_the_newest_first(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = mark(note="1")
    store.add(first, mark(note="other"))
    store.change(first.id, note="2")
    store.remove(first.id)
    store.undo()
    for each in (store, open_store()):
        past = each.past(first.id)
        assert [(p.do, p.annotation.note, bool(p.annotation.deleted)) for p in past] == [
            ("undo", "2", False),
            ("remove", "2", True),
            ("change", "2", False),
            ("add", "1", False),
        ]
        assert [p.at for p in past] == sorted((p.at for p in past), reverse=True)
    assert store.past("unknown") == []


def test_what_came_with_the_file_has_a_past_of_what_it_is(path: Path, store: Annotations) -> None:
    record = {"target": {"exact": "w"}, "note": "n", "modified": "2020-01-01T00:00:00.000Z"}
    path.parent.mkdir()
    path.write_text(json.dumps({"annotations": {"a": record}}))
    [past] = store.past("a")
    assert (past.at, past.do, past.annotation.note) == ("2020-01-01T00:00:00.000Z", "merge", "n")


def test_going_back_is_a_change_that_can_be_undone(
    store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = mark(note="1")
    store.add(first)
    store.change(first.id, note="2", colour=Colour.PINK)
    store.change(first.id, note="3")
    old = store.past(first.id)[-1].annotation
    back = store.go_back(first.id, old)
    assert (back.note, back.colour, back.extra["rev"]) == ("1", Colour.YELLOW, 4)
    assert notes(open_store()) == ["1"]
    store.undo()
    assert notes(store) == ["3"]


def test_what_is_deleted_can_go_back_to_what_it_was(store: Annotations, mark: Mark) -> None:
    first = mark(note="1")
    store.add(first)
    store.change(first.id, note="2")
    store.remove(first.id)
    store.go_back(first.id, store.past(first.id)[-1].annotation)
    assert notes(store) == ["1"]
    assert store.deleted() == []


# Forgetting


def everything(root: Path) -> bytes:
    """All that stands in the library's and the journals' files, archives unpacked."""
    kept = [*root.glob("annotations/*.json"), *root.glob("state/journals/*/*")]
    return b"".join(
        gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        for file in kept
    )


def test_what_is_forgotten_is_in_neither_file_journal_nor_archive(
    tmp_path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    first, second = mark("secret-quote", note="secret-one"), mark(note="kept-note")
    store.add(first, second)
    store.change(second.id, note="kept-later")
    rotate(store)
    assert list(tmp_path.glob("state/journals/*/*.gz"))
    store.change(first.id, note="secret-two")
    store.remove(first.id)
    store.save()
    store.forget(first.id)
    left = everything(tmp_path)
    assert b"secret" not in left
    assert b"kept-note" in left
    for each in (store, open_store()):
        assert notes(each) == ["kept-later"]
        assert (each.deleted(), each.get(first.id)) == ([], None)
        assert each.unreadable == ()


def test_forgetting_takes_the_words_that_reviews_covered_along_and_leaves_that_they_were_given(
    tmp_path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    first = mark("secret-quote", learn=("cloze:0:secret",))
    store.add(first, second := mark("known-quote", learn=("cloze:0:known",)))
    for one, card in ((first, "cloze:0:secret"), (first, "note"), (second, "cloze:0:known")):
        review = {"id": f"r-{card[-5:]}", "kind": "review", "annotation": one.id, "rating": 3}
        store.log({**review, "card": card})
    store.save()
    store.remove(first.id)
    store.forget(first.id)
    assert b"secret" not in everything(tmp_path)
    for each in (store, open_store()):
        reviews = {str(one["card"]): one["rating"] for one in each.logged("review")}
        assert reviews == {"cloze:0": 3, "note": 3, "cloze:0:known": 3}


@pytest.mark.parametrize("edits", [0, KEPT + 2], ids=["the last", "older than an edit could name"])
def test_what_is_forgotten_does_not_come_back_with_an_old_copy_of_the_file(
    path: Path, store: Annotations, open_store: Open, mark: Mark, edits: int
) -> None:
    first = filed(store, mark(note="secret"))
    old = path.read_bytes()
    for number in range(edits):
        store.change(first.id, note=f"{number}")
    store.remove(first.id)
    store.forget(first.id)
    path.write_bytes(old)
    for each in (store, open_store()):
        each.refresh()
        assert (each.all(), each.deleted()) == ([], [])
    assert b"secret" not in json.dumps(saved(path, store)).encode()


def test_what_is_forgotten_is_in_no_journal_of_another_file_of_the_document(
    path: Path, tmp_path: Path, mark: Mark
) -> None:
    twin = Annotations(path.with_name("twin.json"), {"id": "d2"}, state=tmp_path / "state")
    twin.add(first := mark("secret-quote", note="secret"), mark(note="kept"))
    twin.save()

    def both() -> Annotations:
        return Annotations(path, {"id": "d1"}, state=tmp_path / "state", twins=[twin.path])

    store = both()
    store.save()
    store.remove(first.id)
    store.forget(first.id)
    assert b"secret" not in everything(tmp_path)
    assert notes(store) == notes(both()) == ["kept"]
    assert both().deleted() == []


@pytest.mark.parametrize("decides", [True, False])
def test_forgetting_takes_all_versions_along_whether_or_not_one_was_chosen(
    tmp_path: Path, store: Annotations, open_store: Open, mark: Mark, decides: bool
) -> None:
    first = mark("secret-quote", note="secret-old", tags=("secret-tag",))
    write_apart(store, open_store, first, "secret-theirs", "secret-mine")
    store.save()
    if decides:
        store.settle(first.id, store.all()[0])
    store.remove(first.id)
    store.forget(first.id)
    assert b"secret" not in everything(tmp_path)
    assert first.id.encode() in everything(tmp_path)
    for each in (store, open_store()):
        assert (each.all(), each.deleted(), each.others(first.id)) == ([], [], [])


def test_what_another_machine_wrote_unseen_on_what_was_forgotten_is_not_lost(
    tmp_path: Path, store: Annotations, mark: Mark
) -> None:
    store.add(first := mark(note="secret"))
    other = elsewhere(store, tmp_path)
    other.change(first.id, note="theirs")
    store.remove(first.id)
    store.forget(first.id)
    send(other, store)
    assert notes(store) == ["theirs"]


def test_only_what_is_deleted_can_be_forgotten(store: Annotations, mark: Mark) -> None:
    store.add(first := mark(note="n"))
    with pytest.raises(KeyError):
        store.forget(first.id)
    assert notes(store) == ["n"]
