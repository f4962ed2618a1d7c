"""What was learned stays: through backups, sync tools, other machines, and other documents."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.annotations.annotation import Annotation, Target, new_id
from reader.annotations.exchange import reader_json
from reader.backup import make_backup
from reader.batches import take_back
from reader.catalogue import NO_TEXT, Entry
from reader.doctor import examine
from reader.documents.opening import open_document, read_source
from reader.import_planning import plan
from reader.importing import apply, last_import, read_file
from reader.library import Library
from reader.restore import restore
from reader.sameness import take_along, take_in
from reader.studied import cards, studied
from reader.study.scheduling import EASY, GOOD, by_card, graded, memory_of, replay, taken_back
from reader.study.session import Session, to_record
from tests.whale import TEXT, book_in, mark, on_another_machine, open_store

DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def book(library):
    return book_in(library)


@pytest.fixture
def store(library, book):
    """A learned passage that was reviewed twice, and a session."""
    store = open_store(library, book)
    store.add(mark("Ishmael")._replace(note="the narrator", learn=("note",)))
    grade(store, EASY, MONDAY)
    grade(store, GOOD, MONDAY + 8 * DAY)
    store.log(to_record(Session("s1", "s1", "2026-11-23T12:00:00.000+00:00", active=600.0)))
    store.save()
    return store


def grade(store, rating, at):
    (one,) = store.all()
    reviews = by_card(store.logged("review")).get((one.id, "note"), ())
    store.log(graded(memory_of(reviews), one.id, "note", rating, at, 3))


def memories(library):
    return [row.memory for row in cards(library)]


def test_a_backup_brings_back_what_is_learned_and_the_sessions(library, book, store, tmp_path):
    other = on_another_machine(tmp_path)
    restore(other, make_backup(library, tmp_path / "b.zip").path)
    assert memories(other) == memories(library) != [None]
    (found,) = studied(other)
    assert [one.active for one in found.sessions] == [600.0]


def test_a_backup_restored_over_newer_reviews_keeps_them(library, store, tmp_path):
    archive = make_backup(library, tmp_path / "b.zip").path
    grade(store, GOOD, MONDAY + 30 * DAY)
    store.save()
    expected = memories(library)
    restore(library, archive)
    assert memories(library) == expected
    assert expected[0].reviews == 3


def test_reviews_of_two_machines_come_together_in_a_restored_backup(library, store, tmp_path):
    other = on_another_machine(tmp_path)
    restore(other, make_backup(library, tmp_path / "b.zip").path)
    grade(store, GOOD, MONDAY + 30 * DAY)
    there = open_store(other, other.documents / "whale.txt")
    grade(there, EASY, MONDAY + 20 * DAY)
    restore(other, make_backup(library, tmp_path / "c.zip").path)
    (found,) = studied(other)
    assert len(found.reviews) == 4
    assert found.cards[0].memory == replay(found.reviews)


def test_a_copy_that_a_sync_tool_left_brings_its_reviews(library, store):
    copy = store.path.with_name(f"{store.path.stem} (conflicted copy 2026-11-24).json")
    shutil.copy(store.path, copy)
    tables = json.loads(copy.read_text())
    first = min(tables["reviews"].values(), key=lambda one: one["at"])
    extra = {**first, "id": new_id(), "at": "2026-12-20T12:00:00.000Z", "previous": first["id"]}
    extra = {key: value for key, value in extra.items() if key not in ("rev", "prev")}
    tables["reviews"][extra["id"]] = extra
    copy.write_text(json.dumps(tables))
    (found,) = studied(library)
    assert [len(found.reviews), found.cards[0].memory.reviews] == [3, 3]


def test_the_doctor_finds_nothing_wrong_with_reviews_and_sessions(library, store):
    assert examine(library) == []


def test_two_entries_of_one_document_have_the_reviews_of_both(library, book, store):
    (entry,) = (one for one in library.entries() if one.id)
    twin = entry._replace(id=f"z{entry.id[1:]}", file="twin.json")
    (one,) = store.all()
    alone = Library(library.root, library.state).store_of(twin, [])
    alone.add(one)
    alone.log(graded(None, one.id, "note", GOOD, MONDAY + 20 * DAY, 3))
    alone.save()
    library.put([twin])
    (row,) = cards(library)
    assert (row.document, row.memory.reviews) == (entry.id, 3)


def test_a_file_that_was_moved_is_learned_on(library, book, store):
    before = memories(library)
    book.rename(book.with_name("ishmael.txt"))
    open_store(library, book.with_name("ishmael.txt"))
    assert memories(library) == before


# --- another document ---


@pytest.fixture
def second(library):
    """Another edition."""
    path = library.documents / "second.txt"
    path.write_text(f"{TEXT}\nIt was November.\n", "utf-8")
    return path


def entry_at(library, path):
    open_store(library, path)
    entry = library.known_at(path)
    assert entry is not None
    return entry


def test_notes_that_are_copied_to_another_document_are_remembered_there(
    library, book, store, second
):
    (before,) = cards(library)
    old, new = entry_at(library, book), entry_at(library, second)
    assert take_along(library, old, new) == 1
    (row,) = cards(library)
    assert row.document == new.id
    assert row.memory[:8] == before.memory[:8]


def test_reviews_that_came_along_are_counted_in_the_document_where_they_were_given(
    library, book, store, second
):
    old, new = entry_at(library, book), entry_at(library, second)
    take_along(library, old, new)
    assert {one.entry.id: len(one.reviews) for one in studied(library)} == {old.id: 2, new.id: 0}


def test_the_copy_is_asked_on_and_when_it_is_taken_back_the_first_one(library, book, store, second):
    old, new = entry_at(library, book), entry_at(library, second)
    take_along(library, old, new)
    copied = open_store(library, second)
    grade(copied, GOOD, MONDAY + 40 * DAY)
    assert [(row.document, row.memory.reviews) for row in cards(library)] == [(new.id, 3)]
    copied.undo()
    assert [(row.document, row.memory.reviews) for row in cards(library)] == [(old.id, 2)]


def test_notes_are_copied_once_and_so_are_their_reviews(library, book, store, second):
    old, new = entry_at(library, book), entry_at(library, second)
    take_along(library, old, new)
    take_along(library, old, new)
    assert len(open_store(library, second).logged("review")) == 2


def test_notes_that_move_to_their_text_take_their_reviews_along(library, second):
    entry = Entry("id-notes", "Notes", format=NO_TEXT, file="notes.json")
    old = library.remember(entry)
    waiting = library.annotations_of(old)
    target = Target("Call me Ishmael")
    waiting.add(Annotation(new_id(), target, note="the narrator", learn=("note",)))
    grade(waiting, EASY, MONDAY)
    waiting.save()
    (before,) = cards(library)
    new = entry_at(library, second)
    take_in(library, old, new)
    (after,) = cards(library)
    assert after.document == new.id
    assert after.memory[:8] == before.memory[:8]


# --- exports ---


@pytest.mark.parametrize("name", ["json", "w3c", "epub-annotations"])
def test_how_it_is_learned_comes_back_from_an_export(reader, library, tmp_path, monkeypatch, name):
    Path("whale.txt").write_text(TEXT, "utf-8")
    reader("annotate", "whale.txt", "--quote", "Ishmael", "--note", "the narrator")
    store = library.annotations_of(entry_at(library, Path("whale.txt").resolve()))
    learn = ("note", "cloze:0:Ish")
    store.change(store.all()[0].id, learn=learn)
    reader("export", "whale.txt", "--format", name, "--output", "notes.out")
    other = on_another_machine(tmp_path)
    monkeypatch.setenv("READER_LIBRARY", str(other.root))
    monkeypatch.setenv("READER_STATE", str(other.state))
    reader("add", "whale.txt")
    assert reader("import", "notes.out", "--to", "whale.txt").code == 0
    assert [a.learn for _, store in other.notebook() for a in store.all()] == [learn]


# --- in a file of JSON -------------------------------------------------------------------------


def in_json(library, store, path):
    """What `reader export --format json` writes."""
    document = open_document(read_source(library.documents / "whale.txt"))
    placed = [(one, None) for one in store.all()]
    made = reader_json.write(document, placed, reviews=store.logged("review"))
    path.write_text(made, "utf-8")
    return read_file(path)


def test_a_file_of_json_brings_what_is_learned_to_another_machine(library, store, tmp_path):
    other = on_another_machine(tmp_path)
    book_in(other)
    planned = plan(other, [in_json(library, store, tmp_path / "notes.json")])
    assert (planned.changes, planned.reviews) == (1, 2)
    apply(other, planned)
    assert memories(other) == memories(library) != [None]


def test_reviews_that_are_there_do_not_come_again(library, store, tmp_path):
    file = in_json(library, store, tmp_path / "notes.json")
    assert not plan(library, [file]).is_news
    grade(store, GOOD, MONDAY + 30 * DAY)
    later = in_json(library, store, tmp_path / "later.json")
    other = on_another_machine(tmp_path)
    book_in(other)
    apply(other, plan(other, [file]))
    planned = plan(other, [later, file])
    assert (planned.changes, planned.reviews) == (0, 1)
    apply(other, planned)
    assert memories(other) == memories(library)
    assert not plan(other, [later, file]).is_news


def test_a_review_that_was_taken_back_here_does_not_come_again(library, store, tmp_path):
    file = in_json(library, store, tmp_path / "notes.json")
    store.log(taken_back(store.logged("review")[-1], MONDAY + 9 * DAY))
    assert not plan(library, [file]).is_news


def test_reviews_go_with_the_import_that_brought_them_and_come_again(library, store, tmp_path):
    other = on_another_machine(tmp_path)
    book = book_in(other)
    file = in_json(library, store, tmp_path / "notes.json")
    apply(other, plan(other, [file]))
    take_back(other, last_import(other))
    assert open_store(other, book).logged("review") == []
    apply(other, plan(other, [file]))
    assert memories(other) == memories(library)


def test_a_review_that_cannot_be_read_stays_out_of_an_import(library, store, tmp_path):
    path = tmp_path / "notes.json"
    in_json(library, store, path)
    record = json.loads(path.read_text("utf-8"))
    record["reviews"] = [{**record["reviews"][0], "rating": 9}, "none", *record["reviews"][1:]]
    path.write_text(json.dumps(record), "utf-8")
    other = on_another_machine(tmp_path)
    book_in(other)
    assert plan(other, [read_file(path)]).reviews == 1


def test_the_command_says_how_many_reviews_come_along(reader, library, book, store, tmp_path):
    path = str(tmp_path / "notes.json")
    assert reader("export", str(book), "--format", "json", "-o", path).code == 0
    (tmp_path / "elsewhere").mkdir()
    elsewhere = "--library", str(tmp_path / "elsewhere")
    said = reader("import", path, "--dry-run", *elsewhere)
    assert "2 reviews of them come along" in said.out
    assert "1 annotation would come in or change, with 2 reviews" in said.err
    assert reader("import", path, *elsewhere).code == 0
    again = reader("import", path, *elsewhere)
    assert "nothing new" in again.err
