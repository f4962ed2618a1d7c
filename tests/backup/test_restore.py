"""A library comes back from an archive: what is missing returns, nothing newer is overwritten."""

from __future__ import annotations

import gzip
import json

import pytest

from reader.annotations.files import path_key
from reader.backup import make_backup
from reader.errors import ReaderError
from reader.restore import Restored, restore
from tests.whale import TEXT, everything, keep_text, mark, open_store, said

# There and back


def test_a_backup_restored_into_an_empty_library_is_the_same_with_its_history(
    library, store, archive, other
):
    result = restore(other, archive)
    assert result.documents == ("documents/whale.txt",)
    assert (result.annotations, result.newer, result.conflicts) == (2, 0, 0)
    copy = open_store(other, other.documents / "whale.txt")
    assert copy.path.name == store.path.name
    assert copy.all() == store.all()
    first = store.all()[0].id
    assert [past.annotation.note for past in copy.past(first)] == ["the narrator", ""]
    assert copy.undo() is not None
    assert said(copy) == {"Ishmael": "", "sea": ""}


def test_the_kept_text_is_in_a_backup_and_comes_back_with_it(library, book, store, tmp_path, other):
    path = keep_text(library, book)
    restore(other, make_backup(library, tmp_path / "b.zip").path)
    copy = other.annotations / path.name
    assert copy.read_bytes() == path.read_bytes()
    restore(other, make_backup(library, tmp_path / "c.zip").path)
    assert copy.read_bytes() == path.read_bytes()


def test_templates_of_exports_and_what_was_exported_last_come_back(library, store, tmp_path, other):
    kept = {
        library.root / "templates" / "mine.md.j2": b"{{ count }}",
        library.annotations / ".exports" / "a-1.json": b"{}",
    }
    for path, content in kept.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    result = restore(other, make_backup(library, tmp_path / "b.zip").path)
    assert "templates/mine.md.j2" in result.documents
    assert (other.root / "templates" / "mine.md.j2").read_bytes() == b"{{ count }}"
    assert (other.annotations / ".exports" / "a-1.json").read_bytes() == b"{}"


def test_the_catalogue_comes_back_with_the_place_and_what_was_read(
    library, book, store, tmp_path, other
):
    entry = library.known_at(book)
    library.remember(entry, place=12, read=[(0, 20)], opened="2026-01-01T00:00:00.000Z")
    restore(other, make_backup(library, tmp_path / "b.zip").path)
    back = other.known_at(other.documents / "whale.txt")
    assert back == library.known_at(book)
    assert (back.place, list(back.read)) == (12, [(0, 20)])


def test_what_was_read_on_both_sides_is_united(library, book, archive, other):
    restore(other, archive)
    copy = other.documents / "whale.txt"
    library.remember(library.known_at(book), read=[(0, 10)], place=10)
    other.remember(other.known_at(copy), read=[(20, 30)], place=30)
    restore(other, make_backup(library, archive, force=True).path)
    entry = other.known_at(copy)
    assert (list(entry.read), entry.place) == ([(0, 10), (20, 30)], 30)


def test_restoring_twice_finds_nothing_missing(library, archive, other):
    restore(other, archive)
    before = everything(other.annotations, other.state / "journals")
    assert restore(other, archive) == Restored(same=1)
    assert everything(other.annotations, other.state / "journals") == before


def test_a_dry_run_says_the_same_and_changes_nothing(library, archive, other):
    before = everything(other.root.parent)
    dry = restore(other, archive, dry_run=True)
    assert everything(other.root.parent) == before
    assert dry == restore(other, archive)


def test_what_is_newer_in_the_library_stays(library, store, archive):
    first, second = store.all()
    store.change(first.id, note="newer")
    store.remove(second.id)
    result = restore(library, archive)
    assert (result.annotations, result.newer, result.conflicts) == (0, 0, 0)
    store.refresh()
    assert said(store) == {"Ishmael": "newer"}


def test_what_is_older_in_the_library_is_brought_up(library, store, tmp_path, archive, other):
    restore(other, archive)
    store.change(store.all()[0].id, note="newer")
    result = restore(other, make_backup(library, tmp_path / "later.zip").path)
    assert (result.annotations, result.newer, result.conflicts) == (0, 1, 0)
    assert said(open_store(other, other.documents / "whale.txt"))["Ishmael"] == "newer"


def test_what_both_sides_changed_stays_in_both_versions(library, store, archive, tmp_path, other):
    restore(other, archive)
    copy = open_store(other, other.documents / "whale.txt")
    first = store.all()[0].id
    store.change(first, note="here")
    copy.change(first, note="there")
    result = restore(other, make_backup(library, tmp_path / "later.zip").path)
    assert result.conflicts == 1
    copy.refresh()
    notes = {copy.get(first).note, *(version.note for version in copy.others(first))}
    assert notes == {"here", "there"}


def test_annotations_that_are_gone_come_back(library, book, store, archive):
    store.path.unlink()
    next(library.state.glob("journals/*/*.log")).unlink()
    result = restore(library, archive)
    assert (result.annotations, result.journals) == (2, 1)
    assert said(open_store(library, book)) == {"Ishmael": "the narrator", "sea": ""}


def test_a_damaged_file_is_mended_by_what_the_archive_has(library, book, store, archive):
    store.path.write_bytes(b"<html>")
    next(library.state.glob("journals/*/*.log")).unlink()
    restore(library, archive)
    assert said(open_store(library, book)) == {"Ishmael": "the narrator", "sea": ""}


def test_documents_that_differ_are_left_alone_and_said(library, book, archive):
    book.write_text("Another text.\n")
    result = restore(library, archive)
    assert result.different == ("documents/whale.txt",)
    assert book.read_text() == "Another text.\n"


def test_annotations_go_to_the_file_that_the_library_has_for_the_same_text(
    library, store, archive, other
):
    path = other.documents / "whale.txt"
    path.write_text(TEXT)
    own = open_store(other, path)
    own.add(mark("years"))
    own.save()
    restore(other, archive)
    own.refresh()
    assert said(own) == {"Ishmael": "the narrator", "sea": "", "years": ""}


def test_annotations_are_merged_into_the_file_and_not_into_a_copy_beside_it(
    library, book, store, archive
):
    copy = store.path.with_name(f"{store.path.stem} (1).json")
    copy.write_bytes(store.path.read_bytes())
    data = json.loads(store.path.read_bytes())
    data["annotations"] = {}
    for path in (store.path, copy):
        path.write_text(json.dumps(data))
    next(library.state.glob("journals/*/*.log")).unlink()
    assert restore(library, archive).annotations == 2
    assert len(json.loads(store.path.read_bytes())["annotations"]) == 2


def test_a_file_that_only_a_newer_reader_understands_is_not_merged_into(library, store, archive):
    future = json.dumps({"meta": {"schema": {"version": 9, "min_reader": 9}}})
    store.path.write_text(future)
    result = restore(library, archive)
    assert store.path.read_text() == future
    assert [failure.partition(":")[0] for failure in result.failures] == [
        f"{store.path.name} was not merged"
    ]


def test_a_name_that_another_document_has_taken_is_not_written_over(library, store, archive, other):
    taken = other.annotations / store.path.name
    taken.write_text('{"annotations": {}, "meta": {"document": {"id": "another"}}}')
    before = taken.read_bytes()
    restore(other, archive)
    assert taken.read_bytes() == before
    assert said(open_store(other, other.documents / "whale.txt"))["Ishmael"] == "the narrator"


def test_what_was_forgotten_does_not_come_back(library, book, store, archive):
    first = store.all()[0].id
    store.remove(first)
    store.forget(first)
    next(library.state.glob("journals/*/*.log")).unlink()
    restore(library, archive)
    again = open_store(library, book)
    assert said(again) == {"sea": ""}
    assert b"narrator" not in next(library.state.glob("journals/*/*.log")).read_bytes()


def test_the_archives_of_a_journal_that_is_gone_are_not_written_over(library, store, tmp_path):
    store._ledger.renew_journal()
    archive = make_backup(library, tmp_path / "b.zip").path
    (log,) = library.state.glob("journals/*/*.log")
    (older,) = library.state.glob("journals/*/*.log.gz")
    log.unlink()
    older.write_bytes(gzip.compress(b"a history that only this machine has\n"))
    before = older.read_bytes()
    assert restore(library, archive).failures == ()
    assert older.read_bytes() == before


def test_a_library_elsewhere_does_not_take_a_restored_journal_for_its_own(
    library, store, archive, other, tmp_path
):
    restore(other, archive)
    (journal,) = other.state.glob("journals/*/*.log")
    begin, *rest = (json.loads(line[9:]) for line in journal.read_bytes().splitlines())
    assert "begin" not in {entry["do"] for entry in rest}
    assert begin["path"] == str(other.annotations / store.path.name)
    assert journal.parent.name == path_key(other.annotations)


def test_a_library_with_much_of_its_own_gets_what_it_lacks_of_the_catalogue(
    library, store, archive, other, tmp_path
):
    own = other.documents / "own.txt"
    own.write_text("A text of its own.\n")
    open_store(other, own)
    restore(other, archive)
    assert {entry.path for entry in other.entries() if entry.added} == {
        "documents/own.txt",
        "documents/whale.txt",
    }


def test_the_catalogue_names_the_file_that_a_document_got_here(library, store, archive, other):
    taken = other.annotations / store.path.name
    taken.write_text('{"annotations": {}, "meta": {"document": {"id": "another"}}}')
    restore(other, archive)
    catalogue = json.loads((other.annotations / "catalogue.json").read_bytes())
    (file,) = {record["file"] for i, record in catalogue["documents"].items() if i != "another"}
    assert file != store.path.name
    assert len(json.loads((other.annotations / file).read_bytes())["annotations"]) == 2


def test_what_this_machine_kept_of_a_file_that_is_gone_is_merged_with_the_archive(
    library, book, store, archive
):
    store.add(mark("years"))
    store.path.unlink()  # its journal is still there
    restore(library, archive)
    assert said(open_store(library, book)) == {"Ishmael": "the narrator", "sea": "", "years": ""}
    assert len(json.loads(store.path.read_bytes())["annotations"]) == 3


def test_a_note_that_was_being_written_comes_back_where_none_is(library, book, tmp_path, other):
    open_store(library, book)
    draft = library.state / "drafts" / f"{library.known_at(book).id}.json"
    draft.parent.mkdir()
    draft.write_text('{"text": "half a"}')
    archive = make_backup(library, tmp_path / "b.zip").path
    assert restore(other, archive, dry_run=True).drafts == 1
    assert restore(other, archive).drafts == 1
    copy = other.state / "drafts" / draft.name
    assert copy.read_text() == '{"text": "half a"}'
    copy.write_text('{"text": "another"}')
    assert restore(other, archive).drafts == 0
    assert copy.read_text() == '{"text": "another"}'


# A single file


def test_a_snapshot_is_merged_into_the_file_of_its_document(library, book, store, tmp_path):
    store.save()
    snapshot = tmp_path / store.path.stem / "2026-01-31.json"
    snapshot.parent.mkdir()
    store.path.rename(snapshot)
    next(library.state.glob("journals/*/*.log")).unlink()
    assert restore(library, snapshot).annotations == 2
    assert said(open_store(library, book)) == {"Ishmael": "the narrator", "sea": ""}
    assert snapshot.exists()


def test_a_snapshot_that_does_not_say_of_what_it_is_goes_by_its_folder(library, book, tmp_path):
    store = open_store(library, book)
    store.add(mark("years"))
    store.save()
    snapshot = tmp_path / store.path.stem / "2026-01-31.json"
    snapshot.parent.mkdir()
    snapshot.write_text('{"annotations": {"a": {"target": {"exact": "sea"}}}}')
    assert restore(library, snapshot).annotations == 1
    assert set(json.loads(store.path.read_bytes())["annotations"]) > {"a"}


def test_a_file_set_aside_is_merged_as_far_as_it_can_be_read(library, book, store, tmp_path):
    store.save()
    half = tmp_path / f"{store.path.stem}.damaged-2026-01-31-1.json"
    half.write_bytes(store.path.read_bytes()[:-40])
    data = json.loads(store.path.read_bytes())
    lost = next(iter(data["annotations"]))
    del data["annotations"][lost]
    store.path.write_text(json.dumps(data))
    next(library.state.glob("journals/*/*.log")).unlink()
    result = restore(library, half)
    assert result.annotations == 1
    assert "what could be read" in result.notices[0]
    assert lost in {annotation.id for annotation in open_store(library, book).all()}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{}", "holds no annotations"),
        ("<html>", "holds no annotations"),
        ('{"annotations": {"a": {"target": {"exact": "x"}}}}', "of which document"),
        ('{"meta": {"schema": {"version": 9, "min_reader": 9}}}', "newer Reader"),
    ],
)
def test_a_file_that_cannot_be_merged_is_refused(other, tmp_path, content, words):
    path = tmp_path / "notes.json"
    path.write_text(content)
    with pytest.raises(ReaderError, match=words):
        restore(other, path)
    assert list(other.annotations.iterdir()) == []


def test_a_file_of_a_document_with_a_hostile_id_stays_in_its_folder(other, tmp_path):
    path = tmp_path / "notes.json"
    document = {"id": "../../../evil", "title": "../x"}
    records = {"a": {"target": {"exact": "x"}}}
    path.write_text(json.dumps({"annotations": records, "meta": {"document": document}}))
    restore(other, path)
    assert [path.name for path in other.annotations.glob("*.json")] == ["x-evil.json"]
