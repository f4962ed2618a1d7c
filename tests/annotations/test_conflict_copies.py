"""The copies that sync tools leave: found by their names, taken in once, then put aside."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.conflict_copies import is_copy_name
from reader.annotations.store import Annotations
from reader.errors import StorageError
from tests.annotations.stores import Mark, Open, elsewhere, filed, full_disk, notes, texts

COPIES = [
    "article.sync-conflict-20261122-081530-ABCDEFG.json",
    "article.sync-conflict-20261122-081530.json",
    "article (Ada's conflicted copy 2026-11-22).json",
    "article (conflicted copy 2026-11-22 081530).json",
    "article (Copie en conflit de Zoé 2026-11-22).json",
    "article (コンフリクトしたコピー).json",
    "article_conflict-20261122-081530.json",
    "article-ADAS-LAPTOP.json",
    "article (1).json",
    "article(1).json",
    "article 2.json",
    "article - Copy.json",
    "article - Kopie (2).json",
]

STRANGERS = [
    "article.json",
    "articles.json",
    "article2.json",
    "an article.json",
    "article (1).txt",
    "article (1).json.part",
    ".article.json.0a1b.tmp",
    "article.2026.json",
    "article().json",
    "article-.json",
    "article .json",
    "catalogue.json",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_name_that_a_sync_tool_makes_is_one_of_a_copy(name: str) -> None:
    assert is_copy_name(name, "article")


@pytest.mark.parametrize("name", STRANGERS)
def test_another_name_is_none(name: str) -> None:
    assert not is_copy_name(name, "article")


def test_a_stem_is_no_pattern() -> None:
    assert is_copy_name("a.b+ (1).json", "a.b+")
    assert not is_copy_name("axb+ (1).json", "a.b+")


# Taking in


def place(path: Path, content: bytes) -> Path:
    """Put a file beside the others as a sync tool would, and let the folder look changed."""
    path.parent.mkdir(exist_ok=True)
    temporary = path.with_name(".coming")
    temporary.write_bytes(content)
    temporary.replace(path)
    moved = path.parent.stat().st_mtime_ns + 1_000_000_000
    os.utime(path.parent, ns=(moved, moved))
    return path


def table(note: str, identity: str = "theirs", document: str | None = "d1") -> bytes:
    meta: dict[str, Any] = {"document": {"id": document}} if document else {}
    record = {"target": {"exact": "word", "start": 9}, "note": note, "rev": 1}
    return json.dumps({"annotations": {identity: record}, "meta": meta}).encode()


def aside(path: Path) -> list[str]:
    return sorted(kept.name for kept in (path.parent / ".quarantine").glob("*"))


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("running", [False, True], ids=["between runs", "under a running program"])
def test_what_a_copy_holds_is_taken_in(
    path: Path, store: Annotations, open_store: Open, mark: Mark, name: str, running: bool
) -> None:
    store.add(mark(note="mine"))
    store.save()
    copy = place(path.with_name(name), table("theirs"))
    reading = store if running else open_store()
    assert reading.refresh()
    assert notes(reading) == ["mine", "theirs"]
    assert any("copy left by a sync tool" in told for told in reading.notices)
    assert copy.exists()
    assert reading.save()
    assert not copy.exists()
    assert aside(path) == [name]
    assert notes(open_store()) == ["mine", "theirs"]


def test_both_versions_of_an_annotation_that_two_machines_changed_are_kept(
    path: Path, tmp_path: Path, store: Annotations, mark: Mark
) -> None:
    first = mark(note="old")
    store.add(first)
    other = elsewhere(store, tmp_path)
    other.change(first.id, note="theirs")
    other.save()
    store.change(first.id, note="mine")
    store.save()
    place(path.with_name(COPIES[0]), other.path.read_bytes())
    store.refresh()
    assert texts(store, first.id) == ["mine", "theirs"]
    assert any("both versions are kept" in told for told in store.notices)


def test_a_copy_that_holds_nothing_new_is_put_aside_too(
    path: Path, store: Annotations, mark: Mark
) -> None:
    store.add(mark(note="mine"))
    store.save()
    place(path.with_name(COPIES[0]), path.read_bytes())
    before = path.read_bytes()
    assert not store.refresh()
    assert store.unsettled
    store.save()
    assert aside(path) == [COPIES[0]]
    assert path.read_bytes() == before
    assert not store.unsettled


def test_several_copies_are_taken_in_at_once(path: Path, store: Annotations, mark: Mark) -> None:
    store.add(mark(note="mine"))
    store.save()
    for number, name in enumerate(COPIES):
        place(path.with_name(name), table(f"{number:02}", f"id-{number}"))
    store.save()
    assert sorted(notes(store)) == sorted(["mine", *(f"{n:02}" for n in range(len(COPIES)))])
    assert aside(path) == sorted(COPIES)


def test_what_a_copy_holds_of_what_was_deleted_since_stays_deleted(
    path: Path, store: Annotations, mark: Mark
) -> None:
    first = filed(store, mark())
    old = path.read_bytes()
    store.remove(first.id)
    place(path.with_name(COPIES[0]), old)
    store.save()
    assert store.all() == []


def test_a_copy_of_a_document_that_has_no_file_of_its_own_is_taken_in(
    path: Path, store: Annotations
) -> None:
    place(path.with_name(COPIES[0]), table("theirs"))
    assert notes(store) == ["theirs"]
    store.save()
    assert notes(store) == ["theirs"]
    assert json.loads(path.read_bytes())["annotations"]["theirs"]["note"] == "theirs"


# Leaving alone


@pytest.mark.parametrize("name", ["article-two.json", "article (1).json"])
def test_a_copy_of_another_document_is_left_alone(
    path: Path, store: Annotations, mark: Mark, name: str
) -> None:
    store.add(mark(note="mine"))
    store.save()
    copy = place(path.with_name(name), table("theirs", document="d2"))
    store.add(mark(note="more"))
    store.save()
    assert notes(store) == ["mine", "more"]
    assert copy.read_bytes() == table("theirs", document="d2")
    assert not store.unsettled


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 9, b'{"annotations": {"a"', b"[]", b"<html>", b'{"annotations": 5}']
)
def test_what_is_no_copy_is_left_alone_and_looked_at_again_when_it_is_whole(
    path: Path, store: Annotations, mark: Mark, content: bytes
) -> None:
    store.add(mark(note="mine"))
    store.save()
    copy = place(path.with_name(COPIES[0]), content)
    assert not store.refresh()
    assert (copy.read_bytes(), store.unsettled, store.notices) == (content, False, ())
    place(copy, table("theirs"))
    assert store.refresh()
    assert notes(store) == ["mine", "theirs"]


def test_a_copy_that_says_not_of_what_it_is_counts_as_one_of_ours(
    path: Path, store: Annotations
) -> None:
    place(path.with_name(COPIES[0]), table("theirs", document=None))
    assert notes(store) == ["theirs"]


def test_json_of_another_program_is_left_alone(path: Path, store: Annotations) -> None:
    copy = place(path.with_name("article (1).json"), b'{"bookmarks": []}')
    store.refresh()
    assert (store.all(), store.unsettled) == ([], False)
    assert copy.exists()


# Putting aside


def test_a_copy_stays_where_it_is_while_what_it_holds_is_not_durable(
    path: Path, store: Annotations, mark: Mark
) -> None:
    store.add(mark(note="mine"))
    store.save()
    copy = place(path.with_name(COPIES[0]), table("theirs"))
    with full_disk():
        with pytest.raises(StorageError, match="disk full"):
            store.save()
        assert copy.exists()
        assert store.unsettled
    store.save()
    assert not copy.exists()
    assert notes(store) == ["mine", "theirs"]


def test_a_copy_that_changed_since_it_was_read_is_read_again_first(
    path: Path, store: Annotations, mark: Mark
) -> None:
    store.add(mark(note="mine"))
    store.save()
    copy = place(path.with_name(COPIES[0]), table("one", "id-1"))
    store.refresh()
    place(copy, table("two", "id-2"))
    while store.save():
        pass
    assert sorted(notes(store)) == ["mine", "one", "two"]
    assert aside(path) == [COPIES[0]]
    assert json.loads(path.read_bytes())["annotations"].keys() > {"id-1", "id-2"}


def test_copies_of_one_name_are_put_aside_side_by_side(
    path: Path, store: Annotations, mark: Mark
) -> None:
    store.add(mark())
    for note in ("one", "two"):
        place(path.with_name("article 2.json"), table(note, note))
        store.save()
    assert aside(path) == ["article 2.2.json", "article 2.json"]
    assert len(store.all()) == 3


# Twins


def test_another_file_of_the_same_document_is_taken_in_whatever_its_name_and_put_aside(
    path: Path, tmp_path: Path, mark: Mark
) -> None:
    twin = place(path.with_name("other-name.json"), table("theirs", document="another id"))
    store = Annotations(path, {"id": "d1"}, state=tmp_path / "state", twins=[twin])
    store.add(mark(note="mine"))
    assert notes(store) == ["mine", "theirs"]
    store.save()
    assert not twin.exists()
    assert aside(path) == ["other-name.json"]
    again = Annotations(path, {"id": "d1"}, state=tmp_path / "state", twins=[twin])
    assert notes(again) == ["mine", "theirs"]


def test_without_being_told_such_a_file_is_left_alone(path: Path, store: Annotations) -> None:
    twin = place(path.with_name("other-name.json"), table("theirs"))
    store.refresh()
    assert store.all() == []
    assert twin.exists()
