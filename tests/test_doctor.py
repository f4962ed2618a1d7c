"""What the doctor finds in a library, and that mending it loses nothing."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import doctor
from reader.annotations import entries
from reader.annotations.annotation import new_id
from reader.annotations.files import path_key
from reader.annotations.store import Annotations
from reader.doctor import Finding, Kind, examine
from reader.library import Library
from reader.mending import mend
from reader.survey import survey
from tests.whale import TEXT, book_in, everything, keep_text, mark, open_store

GOOD_TO_KNOW = {Kind.QUARANTINE, Kind.SNAPSHOTS}


@pytest.fixture
def book(library: Library) -> Path:
    return book_in(library)


@pytest.fixture
def kept(library: Library, book: Path) -> Path:
    """The annotations file of a book in which two passages are marked."""
    store = open_store(library, book)
    store.add(mark("Ishmael"), mark("sea"))
    store.save()
    return store.path


def journal_of(library: Library) -> Path:
    return next(library.state.glob("journals/*/*.log"))


def rotated(library: Library, kept: Path) -> Path:
    """The journal, when what was in it has become an archive beside it."""
    with journal_of(library).open("ab") as file:
        file.write(b"nonsense\n")
    mend(library, found(library, Kind.JOURNAL))
    return journal_of(library)


def write(path: Path, data: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), "utf-8")
    return path


def found(library: Library, *kinds: Kind) -> list[Finding]:
    """What is found, but for what is only good to know; of these kinds, if any are given."""
    wanted = set(kinds) or set(Kind) - GOOD_TO_KNOW
    return [finding for finding in examine(library) if finding.kind in wanted]


def kinds(library: Library) -> list[Kind]:
    return [finding.kind for finding in found(library)]


def live(library: Library, path: Path) -> set[str]:
    """The words of the annotations of a file, as the program shows them."""
    store = Annotations(path, {}, state=library.state)
    return {annotation.target.exact for annotation in store.all()}


def files(*folders: Path) -> dict[Path, tuple[bytes, int]]:
    """Every file below folders: what it holds, and when it changed."""
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def forget_the_state(library: Library) -> None:
    """As on another machine: no journals, no snapshots."""
    for path in sorted(library.state.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


# Looking


def test_an_empty_library_is_well(library):
    assert examine(library) == []


def test_a_library_in_use_is_well(library, kept):
    assert kinds(library) == []


def test_looking_writes_nothing_not_even_locks(library, kept):
    journal = next(library.state.glob("journals/*/*.log"))
    with journal.open("ab") as file:
        file.write(b"00000000 {}\ntorn")
    kept.write_bytes(kept.read_bytes()[:-30])
    write(library.annotations / f"{kept.stem} (1).json", {"annotations": {}, "meta": {}})
    (library.annotations / "catalogue.json").write_text("{")
    for lock in library.state.glob("locks/*"):
        lock.unlink()
    before = files(library.root, library.state)
    assert examine(library)
    assert files(library.root, library.state) == before


def test_looking_leaves_the_journals_of_a_moved_library_where_they_are(library, kept, tmp_path):
    library.root.rename(tmp_path / "moved")
    moved = Library(tmp_path / "moved", library.state)
    (one,) = survey(moved).kept
    assert len(one.logged) == 2
    assert [path.parent.name for path in library.state.glob("journals/*/*.log")] != [
        path_key(moved.annotations)
    ]


def test_a_journal_that_moved_with_its_library_is_not_taken_for_that_of_a_copy(
    library, book, kept, tmp_path
):
    moved = Library(library.root.rename(tmp_path / "moved"), library.state)
    open_store(moved, moved.documents / "whale.txt").all()
    copy = Library(Path(shutil.copytree(moved.root, tmp_path / "copy")), library.state)
    assert [len(survey(one).kept[0].logged) for one in (moved, copy)] == [2, 0]


# Damaged files


TAIL = b'"left over"}}}\n'


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: data + TAIL, "something follows after its end"),
        (lambda data: data[:-40], "it is not valid JSON"),
        (lambda data: b"", "it is empty"),
        (lambda data: bytes(64), "it is filled with zeros"),
        (lambda data: b"<!DOCTYPE html><p>Sign in", "it is a web page"),
        (lambda data: b'{"a": "\xff"}', "it is not UTF-8"),
        (lambda data: b"[1, 2]", "it is not a JSON object"),
        (lambda data: b'{"annotations": []}', "its part 'annotations' is no table"),
    ],
    ids=["tail", "cut", "empty", "zeros", "web page", "not UTF-8", "list", "no table"],
)
def test_a_damaged_file_is_found_and_written_anew_from_the_journal(
    library: Library, kept: Path, damage: Callable[[bytes], bytes], words: str
) -> None:
    damaged = damage(kept.read_bytes())
    kept.write_bytes(damaged)
    (finding,) = found(library)
    assert (finding.kind, finding.file, finding.serious) == (Kind.DAMAGED, kept, True)
    assert words in finding.words
    assert "the journal has 2" in finding.words
    assert [one.failed for one in mend(library, [finding])] == [False]
    assert kinds(library) == []
    assert len(json.loads(kept.read_bytes())["annotations"]) == 2
    assert [p.read_bytes() for p in (library.annotations / ".quarantine").iterdir()] == [damaged]


def test_without_a_journal_what_can_be_read_of_a_file_is_kept(library, kept):
    forget_the_state(library)
    kept.write_bytes(kept.read_bytes() + TAIL)
    (finding,) = found(library)
    assert "2 annotations can be read from it, it has no journal" in finding.words
    mend(library, [finding])
    assert kinds(library) == []
    assert live(library, kept) == {"Ishmael", "sea"}


def test_without_a_journal_the_snapshot_brings_back_what_the_file_lost(library, book, kept):
    whole = kept.read_bytes()
    forget_the_state(library)
    snapshot = library.state / "snapshots" / path_key(kept.parent) / kept.stem / "2026-01-31.json"
    write(snapshot, json.loads(whole))
    kept.write_bytes(b"")
    (finding,) = found(library)
    assert "there is a snapshot of 2026-01-31" in finding.words
    mend(library, [finding])
    assert kinds(library) == []
    assert live(library, kept) == {"Ishmael", "sea"}
    assert snapshot.exists()


def test_where_nothing_is_left_to_mend_with_the_damage_stays_and_is_said(library, kept):
    forget_the_state(library)
    kept.write_bytes(b"<html>")
    (finding,) = found(library)
    assert finding.serious
    assert finding.remedy == ""
    assert "reader restore" in finding.words
    assert mend(library, [finding]) == []
    assert kept.read_bytes() == b"<html>"


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_file_that_is_a_folder_cannot_be_read_and_is_said(library):
    (library.annotations / "book.json").mkdir()
    (finding,) = found(library)
    assert (finding.kind, finding.serious, finding.remedy) == (Kind.UNREADABLE, True, "")


# Files of other kinds


def test_annotations_in_a_table_of_plain_tinydb_are_taken_in_once(library):
    record = {"target": {"exact": "sea"}, "note": "salt"}
    other = {"name": "no annotation"}
    path = write(library.annotations / "old.json", {"_default": {"1": record, "2": other}})
    (finding,) = found(library, Kind.STOCK)
    assert "1 annotation in a table of plain TinyDB" in finding.words
    mend(library, [finding])
    assert found(library, Kind.STOCK) == []
    assert live(library, path) == {"sea"}
    assert json.loads(path.read_bytes())["_default"] == {"1": record, "2": other}


def test_a_file_that_is_no_annotations_file_is_left_alone(library):
    path = write(library.annotations / "package.json", {"name": "something"})
    (finding,) = found(library)
    assert (finding.kind, finding.serious, finding.remedy) == (Kind.FOREIGN, False, "")
    assert json.loads(path.read_bytes()) == {"name": "something"}


def described(records: dict[str, object], **meta: object) -> dict[str, object]:
    schema = {"version": 2, "min_reader": 1}
    document = {"id": "d1", "title": "Whale"}
    return {"annotations": records, "meta": {"schema": schema, "document": document, **meta}}


def record(identity: str = "a1", **fields: object) -> dict[str, object]:
    return {"id": identity, "target": {"exact": "sea"}, "rev": 1, **fields}


@pytest.mark.parametrize(
    ("schema", "kind", "serious"),
    [
        ({"version": 1, "min_reader": 1}, Kind.OLDER, False),
        ({"version": 3, "min_reader": 1}, Kind.NEWER, False),
        ({"version": 9, "min_reader": 9}, Kind.NEWER, True),
    ],
)
def test_files_of_other_versions_are_said_and_not_changed(library, schema, kind, serious):
    path = write(library.annotations / "w.json", described({"a1": record()}, schema=schema))
    before = path.read_bytes()
    (finding,) = found(library, Kind.OLDER, Kind.NEWER)
    assert (finding.kind, finding.serious, finding.remedy) == (kind, serious, "")
    mend(library, examine(library))
    assert path.read_bytes() == before


def test_records_that_are_no_annotations_are_counted_and_stay(library):
    records = {"a1": record(), "x": {"note": "without a target"}, "y": 7}
    write(library.annotations / "w.json", described(records))
    (finding,) = found(library, Kind.STRANGE)
    assert finding.words == "2 records are no annotations and stay as they are"
    assert (finding.serious, finding.remedy) == (False, "")


def test_reviews_and_sessions_that_cannot_be_read_are_told_as_that(library):
    review = {"id": "r2", "kind": "review", "rating": "three", "annotation": "a1", "card": "note"}
    data = described({"a1": record()})
    data["reviews"] = {"r1": 5, "r2": review, "r3": {**review, "deleted": "2026-01-01T00:00:00Z"}}
    data["sessions"] = {"s1": {"id": "s1", "kind": "session", "active": "long"}}
    write(library.annotations / "w.json", data)
    (finding,) = found(library, Kind.STRANGE)
    assert finding.words == (
        "2 reviews and 1 session cannot be read and stay as they are; figures go without"
    )
    assert not finding.serious


def test_a_file_that_does_not_say_of_which_document_it_is_is_serious(library):
    write(library.annotations / "w.json", {"annotations": {"a1": record()}})
    (finding,) = found(library, Kind.NAMELESS)
    assert finding.serious


def test_two_versions_of_an_annotation_are_yours_to_decide(library):
    records = {"a1": record(others=[record(note="other")])}
    write(library.annotations / "w.json", described(records))
    (finding,) = found(library, Kind.VERSIONS)
    assert finding.words.startswith("1 annotation has a second version")


def test_a_second_version_that_is_deleted_is_not_counted(library):
    other = record(note="other", deleted="2026-01-01T00:00:00.000Z")
    write(library.annotations / "w.json", described({"a1": record(others=[other])}))
    assert found(library, Kind.VERSIONS) == []


# Several files of one document


def test_a_copy_of_a_sync_tool_is_merged_and_set_aside(library):
    main = write(library.annotations / "whale.json", described({"a1": record()}))
    copy = write(
        library.annotations / "whale.sync-conflict-20260101-120000-ABCDEFG.json",
        described({"a2": {**record("a2"), "target": {"exact": "ship"}}}),
    )
    (finding,) = found(library, Kind.COPY)
    assert (finding.file, finding.of, finding.serious) == (copy, main, True)
    assert "with 1 annotation new or changed" in finding.words
    assert [one.words for one in mend(library, [finding])] == ["taken in and set aside"]
    assert found(library, Kind.COPY) == []
    assert live(library, main) == {"sea", "ship"}
    assert not copy.exists()
    assert (library.annotations / ".quarantine" / copy.name).exists()


def test_a_copy_with_nothing_new_is_not_serious(library):
    write(library.annotations / "whale.json", described({"a1": record()}))
    write(library.annotations / "whale (1).json", described({"a1": record()}))
    (finding,) = found(library, Kind.COPY)
    assert finding.words.endswith("with nothing new")
    assert not finding.serious


def same_text(identity: str, records: dict[str, object]) -> dict[str, object]:
    document = {"id": identity, "sha256": "f00", "path": "documents/whale.txt"}
    return described(records, document=document)


def test_two_files_of_the_same_text_at_the_same_place_become_the_older_one(library):
    newer = write(library.annotations / "a.json", same_text("d2", {"a2": record("a2")}))
    older = write(library.annotations / "b.json", same_text("d1", {"a1": record()}))
    (finding,) = found(library, Kind.TWIN)
    assert (finding.file, finding.of) == (newer, older)
    mend(library, [finding])
    assert found(library, Kind.TWIN) == []
    assert [path.name for path in library.annotations.glob("*.json")] == ["b.json"]
    assert set(json.loads(older.read_bytes())["annotations"]) == {"a1", "a2"}


def test_what_only_the_journal_of_a_second_file_has_is_merged_too(library):
    newer = write(library.annotations / "a.json", same_text("d2", {"a2": record("a2")}))
    older = write(library.annotations / "b.json", same_text("d1", {"a1": record()}))
    Annotations(newer, {"id": "d2"}, state=library.state).add(mark("ship", "A ship.\n"))
    mend(library, found(library, Kind.TWIN))
    assert live(library, older) == {"sea", "ship"}
    assert kinds(library) == [Kind.DOCUMENT_GONE, Kind.UNLISTED]


def test_a_damaged_copy_is_merged_as_far_as_it_can_be_read(library):
    main = write(library.annotations / "whale.json", described({"a1": record()}))
    copy = write(library.annotations / "whale (1).json", described({"a2": record("a2")}))
    copy.write_bytes(copy.read_bytes() + TAIL)
    (finding,) = found(library, Kind.COPY)
    assert "it is damaged: something follows after its end" in finding.words
    mend(library, [finding])
    assert set(json.loads(main.read_bytes())["annotations"]) == {"a1", "a2"}
    assert not copy.exists()


def test_files_of_different_documents_are_no_second_files(library):
    write(library.annotations / "a.json", described({"a1": record()}))
    write(library.annotations / "a-2.json", described({}, document={"id": "d2"}))
    assert found(library, Kind.TWIN, Kind.COPY) == []


# Journals


def test_a_change_of_some_seconds_ago_reaches_the_file_by_itself(library, book, kept):
    open_store(library, book).add(mark("years"))
    (finding,) = found(library)
    assert (finding.kind, finding.serious, finding.remedy) == (Kind.UNSAVED, False, "")
    assert finding.words.endswith("the file follows by itself")


def test_a_full_disk_comes_before_all_else(library, kept, monkeypatch):
    kept.write_bytes(b"")
    monkeypatch.setattr(doctor, "ROOM", 2**80)
    full, damaged = found(library)
    assert (full.kind, full.file, full.serious) == (Kind.FULL, library.annotations, True)
    assert full.words.endswith("bytes are free): make room first")
    assert (full.remedy, damaged.kind) == ("", Kind.DAMAGED)


def test_a_file_that_was_not_written_yet_is_not_called_gone(library, book, monkeypatch):
    open_store(library, book).add(mark("years"))
    (young,) = found(library, Kind.GONE)
    assert (young.serious, young.remedy) == (False, "")
    assert young.words == "not written yet, it follows by itself; its journal has 1 annotation"
    monkeypatch.setattr(entries, "SETTLING", timedelta(0))
    (old,) = found(library, Kind.GONE)
    assert old.serious
    assert old.words.startswith("the file is not there, it was perhaps never written")


def test_a_journal_of_zeros_is_serious_until_a_new_one_is_begun(library, kept):
    journal = journal_of(library)
    journal.write_bytes(bytes(journal.stat().st_size))
    (finding,) = found(library)
    assert (finding.kind, finding.file, finding.serious) == (Kind.JOURNAL, kept, True)
    assert "filled with zeros" in finding.words
    assert "since the file was last saved may be gone; 2 annotations are there" in finding.words
    mend(library, [finding])
    assert kinds(library) == []
    assert live(library, kept) == {"Ishmael", "sea"}


def test_zeros_at_the_end_of_a_journal_are_not_called_unacknowledged(library, kept):
    journal = journal_of(library)
    data = journal.read_bytes()
    journal.write_bytes(data[:-20] + bytes(20))
    (finding,) = found(library)
    assert "filled with zeros" in finding.words
    assert "acknowledged" not in finding.words


def test_a_journal_that_is_gone_beside_its_archive_is_serious(library, kept):
    journal = rotated(library, kept)
    journal.unlink()
    (finding,) = found(library)
    assert (finding.kind, finding.file, finding.serious) == (Kind.JOURNAL_GONE, kept, True)
    assert finding.words.startswith("its journal is gone; changes since")
    assert "1 older part of the journal with earlier versions" in finding.words
    mend(library, [finding])
    assert kinds(library) == []
    assert live(library, kept) == {"Ishmael", "sea"}
    assert journal.with_suffix(".1.log.gz").exists()


@pytest.mark.parametrize("zeros", [True, False])
def test_a_file_that_is_gone_with_its_journal_comes_back_from_the_archive(library, kept, zeros):
    journal = rotated(library, kept)
    kept.unlink()
    journal.write_bytes(bytes(99)) if zeros else journal.unlink()
    (finding,) = found(library, Kind.GONE)
    assert finding.serious
    assert "2 annotations are there" in finding.words
    mend(library, [finding])
    assert kinds(library) == []
    assert live(library, kept) == {"Ishmael", "sea"}


def test_changes_in_the_journal_only_are_found_and_written_to_the_file(
    library, book, kept, settled
):
    open_store(library, book).add(mark("years"))
    (finding,) = found(library)
    assert (finding.kind, finding.serious) == (Kind.UNSAVED, True)
    assert finding.words == "1 annotation newer in the journal than in the file"
    mend(library, [finding])
    assert kinds(library) == []
    assert len(json.loads(kept.read_bytes())["annotations"]) == 3


def review(annotation: str) -> dict:
    return {
        "id": new_id(),
        "kind": "review",
        "annotation": annotation,
        "card": "note",
        "rating": 3,
        "at": "2026-11-23T09:00:00.000Z",
    }


def test_reviews_in_the_journal_only_are_called_that_and_are_not_serious(
    library, book, kept, settled
):
    open_store(library, book).log(review("a1"), review("a1"))
    (finding,) = found(library)
    assert (finding.kind, finding.serious) == (Kind.UNSAVED, False)
    assert finding.words == "2 reviews newer in the journal than in the file"
    mend(library, [finding])
    assert kinds(library) == []


def test_reviews_beside_annotations_in_the_journal_are_told_apart(library, book, kept, settled):
    store = open_store(library, book)
    store.add(mark("years"))
    store.log(review("a1"))
    (finding,) = found(library)
    assert finding.words == "1 annotation and 1 review newer in the journal than in the file"
    assert finding.serious


def test_a_session_that_goes_on_is_no_finding(library, book, kept, settled):
    open_store(library, book).log({"id": new_id(), "kind": "session", "state": "running"})
    assert found(library, Kind.UNSAVED) == []


def test_a_file_that_somebody_edited_by_hand_is_not_behind_its_journal(library, kept):
    data = json.loads(kept.read_bytes())
    for one in data["annotations"].values():
        one["note"] = "by hand"
    write(kept, data)
    assert kinds(library) == []


def test_lines_of_a_journal_that_do_not_match_are_counted_and_put_away(library, kept):
    journal = next(library.state.glob("journals/*/*.log"))
    with journal.open("ab") as file:
        file.write(b'00000000 {"do":"add"}\nnonsense\n1234')
    broken, torn = found(library)
    assert (broken.kind, torn.kind) == (Kind.JOURNAL, Kind.JOURNAL)
    assert "2 lines of its journal are damaged" in broken.words
    assert "never finished" in torn.words
    mend(library, [broken, torn])
    assert kinds(library) == []
    assert live(library, kept) == {"Ishmael", "sea"}
    assert [path.name for path in journal.parent.glob("*.gz")] == [f"{journal.stem}.1.log.gz"]


def test_a_file_that_is_gone_comes_back_from_its_journal(library, book, kept):
    kept.unlink()
    (finding,) = found(library, Kind.GONE)
    assert (finding.file, finding.serious) == (kept, True)
    mend(library, [finding])
    assert kinds(library) == []
    assert {a.target.exact for a in open_store(library, book).all()} == {"Ishmael", "sea"}


def test_a_journal_of_deleted_annotations_only_is_not_missed(library, book, kept):
    store = open_store(library, book)
    store.remove(*(annotation.id for annotation in store.all()))
    kept.unlink()
    assert found(library, Kind.GONE) == []


# Counting


def test_what_is_in_a_copy_too_is_counted_once(library):
    new = {"a2": record("a2")}
    write(library.annotations / "whale.json", described({"a1": record()}))
    for number in (1, 2):
        copied = {"a1": record(), **(new if number == 2 else {})}
        write(library.annotations / f"whale ({number}).json", described(copied))
    assert survey(library).total() == 2


def test_what_is_in_the_trash_is_counted_apart_before_and_after_mending(library, book, kept):
    store = open_store(library, book)
    store.remove(store.all()[0].id)
    kept.write_bytes(kept.read_bytes()[:-40])
    (finding,) = found(library)
    assert "the journal has 1 annotation and 1 in the trash" in finding.words
    (mended,) = mend(library, [finding])
    assert mended.words == f"{kept.name} has 1 annotation and 1 in the trash"


def test_of_files_set_aside_as_damaged_it_is_said_what_may_have_more(library, kept):
    kept.write_bytes(kept.read_bytes()[:-40])
    mend(library, found(library))
    (finding,) = found(library, Kind.QUARANTINE)
    assert "1 was damaged: a backup or a snapshot may have more" in finding.words
    assert "“reader restore FILE” takes it in" in finding.words


# Catalogue and documents


@pytest.mark.parametrize("content", ["", "{", '{"documents": []}', "<html>"])
def test_a_damaged_catalogue_is_made_again_from_the_files(library, book, kept, content):
    (library.annotations / "catalogue.json").write_text(content)
    damaged = found(library, Kind.CATALOGUE)
    assert [finding.serious for finding in damaged] == [True]
    mend(library, damaged)
    assert kinds(library) == []
    assert [entry.path for entry in library.entries()] == ["documents/whale.txt"]


def test_a_catalogue_that_is_gone_is_made_again_from_the_files(library, kept):
    (library.annotations / "catalogue.json").unlink()
    (finding,) = found(library)
    assert (finding.kind, finding.serious) == (Kind.UNLISTED, False)
    mend(library, [finding])
    assert kinds(library) == []


def test_a_copy_of_the_catalogue_is_set_aside(library, kept):
    copy = library.annotations / "catalogue (1).json"
    copy.write_bytes((library.annotations / "catalogue.json").read_bytes())
    (finding,) = found(library)
    assert (finding.kind, finding.file) == (Kind.COPY, copy)
    mend(library, [finding])
    assert not copy.exists()


def test_a_document_called_catalogue_is_no_copy_of_the_catalogue(library, kept):
    path = library.annotations / "catalogue-ab12cd34.json"
    path.write_bytes(kept.read_bytes())
    assert path in [one.path for one in survey(library).kept]


def test_a_document_that_is_not_there_any_more_is_said(library, book, kept):
    book.unlink()
    (finding,) = found(library)
    assert (finding.kind, finding.serious) == (Kind.DOCUMENT_GONE, False)
    assert str(book) in finding.words
    assert "2 annotations kept" in finding.words


def test_notes_whose_document_gave_its_place_to_another_are_not_looked_for_there(
    library, book, kept
):
    (entry,) = (entry for entry in library.entries() if entry.file == kept.name)
    library.put([entry._replace(displaced="2026-01-01T00:00:00.000Z")])
    book.write_text("Nothing that was there is left.\n")
    (finding,) = found(library)
    assert finding.kind is Kind.DOCUMENT_GONE
    assert f"{book} holds another text now; 2 annotations kept" in finding.words


def test_annotations_whose_words_are_gone_are_counted(library, book, kept):
    book.write_text("Call me Ishmael.\n\nNothing else is left.\n")
    (finding,) = found(library, Kind.ORPHANS)
    assert finding.words.startswith("1 of 2 annotations")
    assert [f for f in examine(library, orphans=False) if f.kind is Kind.ORPHANS] == []


def test_an_annotation_that_is_kept_without_a_place_is_not_counted_as_gone(library, book, kept):
    book.write_text("Call me Ishmael.\n\nNothing else is left.\n")
    store = open_store(library, book)
    store.detach(next(a.id for a in store.all() if a.target.exact == "sea"))
    store.save()
    assert found(library, Kind.ORPHANS) == []


@pytest.mark.parametrize("cut", [0, 100, -2])
def test_a_damaged_kept_text_is_found_and_set_aside_and_kept_anew(library, book, kept, cut):
    path = keep_text(library, book)
    before = everything(library.annotations)
    path.write_bytes(path.read_bytes()[:cut])
    (finding,) = found(library)
    assert (finding.kind, finding.file, finding.serious) == (Kind.TEXTS, path, False)
    mend(library, [finding])
    assert not path.exists()
    assert found(library) == []
    keep_text(library, book)
    assert before.items() <= everything(library.annotations).items()


def test_a_kept_text_whose_annotations_are_nowhere_is_set_aside(library, book, kept):
    stray = keep_text(library, book).rename(library.annotations / "other-1234.texts.gz")
    (finding,) = found(library)
    assert (finding.kind, finding.file) == (Kind.TEXTS, stray)
    mend(library, [finding])
    assert found(library) == []


def test_a_document_that_cannot_be_opened_does_not_keep_others_from_being_checked(
    library, book, kept, write
):
    other = write("A ship.\n", "ship.txt")
    store = open_store(library, other)
    store.add(mark("ship", "A ship.\n"))
    store.save()
    book.write_bytes(b"%PDF-1.7")
    other.write_text("No more.\n")
    told = {finding.file: finding.kind for finding in found(library)}
    assert told == {kept: Kind.DOCUMENT, store.path: Kind.ORPHANS}


# Clocks, left-overs, what is good to know


@pytest.mark.parametrize(
    ("created", "modified", "words"),
    [
        ("2020-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z", "changed in the future"),
        ("2020-01-02T00:00:00.000Z", "2020-01-01T00:00:00.000Z", "changed before made"),
    ],
)
def test_clocks_that_were_wrong_are_said(library, created, modified, words):
    records = {"a1": record(created=created, modified=modified)}
    write(library.annotations / "w.json", described(records))
    (finding,) = found(library, Kind.CLOCK)
    assert words in finding.words
    assert not finding.serious


def test_temporary_files_are_deleted_when_they_are_old(library, kept):
    old = library.annotations / f".{kept.name}.0123456789abcdef.tmp"
    fresh = library.annotations / f".{kept.name}.fedcba9876543210.tmp"
    for path in (old, fresh):
        path.write_text("half")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    (finding,) = found(library)
    assert (finding.kind, finding.file) == (Kind.TEMPORARY, old)
    mend(library, [finding])
    assert (old.exists(), fresh.exists()) == (False, True)


def test_what_lies_in_quarantine_and_the_snapshots_are_good_to_know(library, book, kept):
    (library.annotations / ".quarantine").mkdir()
    (library.annotations / ".quarantine" / "whale.damaged-1.json").write_text("?")
    open_store(library, book).add(mark("years"))
    open_store(library, book).save()
    known = {f.kind: f.words for f in examine(library) if f.kind in GOOD_TO_KNOW}
    assert known[Kind.QUARANTINE].startswith("1 file set aside")
    assert known[Kind.SNAPSHOTS].startswith("1 snapshot, the last of ")
    assert not any(finding.serious for finding in examine(library))


# Mending


def test_one_failure_does_not_keep_others_from_being_mended(library, book, kept, settled):
    open_store(library, book).add(mark("years"))
    gone = Finding(Kind.TWIN, library.annotations / "x.json", "", "merge it", of=Path("nowhere"))
    (unsaved,) = found(library)
    outcomes = {one.finding: one.failed for one in mend(library, [gone, unsaved])}
    assert outcomes == {gone: True, unsaved: False}


def test_mending_twice_is_mending_once(library, kept):
    kept.write_bytes(kept.read_bytes()[:-40])
    mend(library, examine(library))
    once = files(library.annotations)
    assert mend(library, examine(library)) == []
    assert files(library.annotations) == once


JUNK = st.sampled_from([None, True, 0, -1, 1e9, "", "a1", "é\n", [], ["x"], {}, {"id": "d1"}])
TIMES = st.sampled_from(["2020-01-01T00:00:00.000Z", "2999-01-01", "no time"])


def some(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    """Objects with some of these fields, now and then with junk in them."""
    return st.fixed_dictionaries({}, optional={k: v | JUNK for k, v in fields.items()})


TARGETS = some(exact=st.sampled_from(["Ishmael", "sea"]), start=st.integers(0, 50), end=JUNK)
RECORDS = some(
    target=TARGETS,
    id=st.sampled_from(["a1", "a2"]),
    rev=st.integers(0, 3),
    prev=st.just("1-0123456789 0-abc"),
    others=st.lists(some(target=TARGETS, rev=st.integers(0, 3)) | JUNK, max_size=2),
    created=TIMES,
    modified=TIMES,
    deleted=TIMES,
)
TABLE = st.dictionaries(st.sampled_from(["a1", "a2", "1", ""]), RECORDS | JUNK, max_size=3)
ABOUT = some(
    id=st.sampled_from(["d1", "d2"]),
    file=st.sampled_from(["a.json", "b.json", "../c.json"]),
    path=st.sampled_from(["documents/whale.txt", "/etc", "none\0"]),
    sha256=st.just("f00"),
)
SCHEMA = some(version=st.integers(0, 3), min_reader=st.integers(0, 3))
FILES = some(
    annotations=TABLE,
    documents=st.dictionaries(st.sampled_from(["d1", "d2"]), ABOUT | JUNK, max_size=2),
    meta=some(document=ABOUT, schema=SCHEMA),
    _default=TABLE,
)


@settings(max_examples=50, deadline=None)
@given(one=FILES, copy=FILES, catalogue=FILES)
def test_whatever_is_in_the_files_looking_and_mending_come_to_an_end(one, copy, catalogue):
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library", Path(folder) / "state")
        write(library.documents / "whale.txt", TEXT)
        write(library.annotations / "a.json", one)
        write(library.annotations / "a (1).json", copy)
        write(library.annotations / "catalogue.json", catalogue)
        mend(library, examine(library))
        assert [m for m in mend(library, examine(library)) if not m.failed] == []
