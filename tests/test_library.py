"""Finding a library, knowing a document again, and what the catalogue keeps."""

import json
from pathlib import Path

import pytest

from reader.annotations.annotation import Annotation, Target, new_id
from reader.documents.opening import open_document, read_source, source_from_bytes
from reader.errors import StorageError, UsageError
from reader.library import Entry, Library, export_name, slug
from reader.locating import find_library

TEXT = "A story\n\nOnce upon a time there was a reader.\n\nThe end came soon after.\n"


@pytest.fixture
def library(tmp_path):
    (tmp_path / "library" / "documents").mkdir(parents=True)
    (tmp_path / "library" / "annotations").mkdir()
    return Library(tmp_path / "library", tmp_path / "state")


def recognise(library: Library, path: Path) -> Entry:
    source = read_source(path)
    return library.recognise(source, open_document(source))


def written(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def note(words: str = "Once upon") -> Annotation:
    return Annotation(id=new_id(), target=Target(exact=words, start=9, end=18))


def annotate(library: Library, entry: Entry) -> None:
    store = library.annotations_of(entry)
    store.add(note())
    store.save()


# Finding


def found(tmp_path, option=None, cwd=None, **environment):
    environment = {"READER_STATE": str(tmp_path / "state"), **environment}
    return find_library(option, environment, cwd or tmp_path).root


def test_a_named_library_is_made_with_its_two_folders(tmp_path):
    root = found(tmp_path, option=str(tmp_path / "mine"))
    assert root == tmp_path / "mine"
    assert sorted(path.name for path in root.iterdir()) == ["annotations", "documents"]


def test_the_option_comes_before_the_variable_and_that_before_the_folder(tmp_path):
    for name in ("here/documents", "here/annotations", "here/deep/down", "variable", "option"):
        (tmp_path / name).mkdir(parents=True)
    here = tmp_path / "here" / "deep" / "down"
    variable = {"READER_LIBRARY": str(tmp_path / "variable")}
    assert found(tmp_path, cwd=here) == tmp_path / "here"
    assert found(tmp_path, cwd=here, **variable) == tmp_path / "variable"
    assert found(tmp_path, "../../../option", here, **variable).resolve() == tmp_path / "option"


def test_without_any_name_the_library_is_in_the_data_folder_with_the_shipped_article(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "elsewhere").mkdir()
    root = found(tmp_path, cwd=tmp_path / "elsewhere")
    assert root == tmp_path / "data" / "reader"
    assert (root / "documents" / "article.txt").read_text("utf-8").startswith("People's Daily")
    (root / "documents" / "article.txt").unlink()
    assert found(tmp_path, cwd=tmp_path / "elsewhere") == root
    assert not (root / "documents" / "article.txt").exists()


def test_a_library_cannot_be_a_file_or_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="is a file"):
        found(tmp_path, option=str(written(tmp_path / "file")))
    with pytest.raises(UsageError, match="there is no folder"):
        found(tmp_path, option=str(tmp_path / "a" / "b"))


def test_a_library_that_cannot_be_made_is_said_in_one_line():
    with pytest.raises(StorageError, match="cannot be made") as raised:
        find_library("/proc/library", {"READER_STATE": "/proc/state"})
    assert "\n" not in str(raised.value)


# Knowing a document again


def test_a_new_document_gets_an_id_and_nothing_is_written(library, tmp_path):
    entry = recognise(library, written(tmp_path / "story.txt"))
    assert (entry.path, entry.added) == (str(tmp_path / "story.txt"), "")
    assert entry.length > 0
    assert list(library.annotations.iterdir()) == []
    assert library.entries() == []


def test_a_document_in_the_library_is_kept_by_its_relative_path(library):
    entry = recognise(library, written(library.documents / "sub" / "story.txt"))
    assert entry.path == str(Path("documents/sub/story.txt"))
    assert library.resolve(entry).read_text("utf-8") == TEXT


def test_an_edited_document_is_known_by_its_place(library, tmp_path):
    path = written(tmp_path / "story.txt")
    first = library.remember(recognise(library, path), place=20, read=[(0, 60)])
    again = recognise(library, written(path, "A story\n\nAll of it is new.\n"))
    assert again.id == first.id
    assert again.sha256 != first.sha256
    assert (again.place, again.read) == (20, ((0, again.length),))


def test_a_moved_document_is_known_by_its_text(library, tmp_path):
    path = written(tmp_path / "story.txt")
    first = library.remember(recognise(library, path))
    moved = path.rename(tmp_path / "renamed.txt")
    again = recognise(library, moved)
    assert (again.id, again.path) == (first.id, str(moved))


def test_a_copy_of_a_file_that_is_still_there_is_a_document_of_its_own(library, tmp_path):
    path = written(tmp_path / "story.txt")
    first = library.remember(recognise(library, path))
    second = library.remember(recognise(library, written(tmp_path / "copy.txt")))
    assert second.id != first.id
    assert {entry.path for entry in library.entries() if entry.id} == {first.path, second.path}
    edited = recognise(library, written(path, TEXT + "\nMore.\n"))
    assert edited.id == first.id


def test_a_known_file_that_becomes_like_another_known_file_stays_itself(library, tmp_path):
    one, two = written(tmp_path / "one.txt"), written(tmp_path / "two.txt", "Other words.\n")
    library.remember(recognise(library, one))
    second = library.remember(recognise(library, two))
    assert recognise(library, written(two, TEXT)).id == second.id


def test_a_document_through_a_pipe_is_known_by_its_text(library):
    source = source_from_bytes("standard input", TEXT.encode())
    first = library.remember(library.recognise(source, open_document(source)))
    assert first.path == ""
    assert library.recognise(source, open_document(source)).id == first.id
    assert library.last_opened() is None


def test_documents_of_one_name_have_files_of_their_own(library, tmp_path):
    entries = [
        library.remember(
            recognise(library, written(tmp_path / folder / "story.txt", f"{folder}.\n"))
        )
        for folder in ("one", "two")
    ]
    assert len({entry.id for entry in entries}) == 2
    assert len({entry.file for entry in entries}) == 2


# The catalogue


def test_what_is_remembered_is_there_for_the_next_program(library, tmp_path):
    path = written(tmp_path / "story.txt")
    library.remember(recognise(library, path), place=12, read=[(0, 20)], opened="2026-01-02")
    library.remember(recognise(library, path), read=[(10, 30), (50, 60)])
    entry = recognise(library, path)
    assert (entry.place, entry.opened) == (12, "2026-01-02")
    assert entry.read == ((0, 30), (50, 60))
    assert entry.added


def test_two_programs_that_read_at_once_lose_nothing(library, tmp_path):
    path = written(tmp_path / "story.txt")
    one, two = recognise(library, path), recognise(library, path)
    assert one.id != two.id
    one = library.remember(one, read=[(0, 5)], opened="2026-01-02")
    two = library.remember(two, read=[(20, 30)], opened="2026-01-01")
    assert two.id == one.id
    assert two.read == ((0, 5), (20, 30))
    assert two.opened == "2026-01-02"
    assert len(library.entries()) == 1


def test_a_field_of_a_newer_version_is_kept(library, tmp_path):
    path = written(tmp_path / "story.txt")
    entry = library.remember(recognise(library, path))
    catalogue = library.annotations / "catalogue.json"
    data = json.loads(catalogue.read_text("utf-8"))
    data["documents"][entry.id] |= {"mood": "calm", "place": "nowhere"}
    catalogue.write_text(json.dumps(data), "utf-8")
    library.remember(recognise(library, path), place=3)
    kept = json.loads(catalogue.read_text("utf-8"))["documents"][entry.id]
    assert (kept["mood"], kept["place"]) == ("calm", 3)


@pytest.mark.parametrize("damage", [None, "", '{"documents": {"x', "[]", '{"documents": 5}'])
def test_a_lost_or_damaged_catalogue_is_made_again_from_the_annotations(library, tmp_path, damage):
    path = written(tmp_path / "story.txt")
    entry = library.remember(recognise(library, path))
    annotate(library, entry)
    catalogue = library.annotations / "catalogue.json"
    catalogue.unlink()
    if damage is not None:
        catalogue.write_text(damage, "utf-8")
    again = recognise(library, path)
    assert (again.id, again.file, again.path) == (entry.id, entry.file, entry.path)
    assert len(library.annotations_of(again).all()) == 1
    library.remember(recognise(library, written(tmp_path / "other.txt", "Other.\n")))
    assert entry.id in json.loads(catalogue.read_text("utf-8"))["documents"]


def test_annotations_that_the_catalogue_does_not_know_are_found(library, tmp_path):
    path = written(tmp_path / "story.txt")
    entry = recognise(library, path)
    annotate(library, entry)
    assert recognise(library, path).id == entry.id
    assert [known.id for known in library.entries()] == [entry.id]


def test_a_copy_of_a_sync_tool_is_no_document_of_its_own(library, tmp_path):
    path = written(tmp_path / "story.txt")
    entry = recognise(library, path)
    annotate(library, entry)
    file = library.annotations / entry.file
    copy = file.with_name(f"{file.stem} (1).json")
    copy.write_bytes(file.read_bytes())
    again = recognise(library, path)
    assert (again.id, again.file) == (entry.id, entry.file)
    assert [known.id for known in library.entries()] == [entry.id]
    store = library.annotations_of(again)
    store.save()
    assert len(store.all()) == 1
    assert not copy.exists()


def met_on_two_machines(library, path):
    """The entries of a document that was annotated on both before they exchanged their files."""
    other = Library(library.root.with_name("other"), library.root.with_name("state of the other"))
    entries = []
    for each in (library, other):
        each.documents.mkdir(parents=True, exist_ok=True)
        each.annotations.mkdir(exist_ok=True)
        entries.append(recognise(each, path))
        annotate(each, entries[-1])
    for file in other.annotations.iterdir():
        (library.annotations / file.name).write_bytes(file.read_bytes())
    return entries


def test_notes_of_two_machines_that_met_a_document_apart_come_together(library, tmp_path):
    path = written(tmp_path / "story.txt")
    entries = met_on_two_machines(library, path)
    assert entries[0].id != entries[1].id
    again = recognise(library, path)
    assert again.id == min(entry.id for entry in entries)
    store = library.annotations_of(again)
    assert len(store.all()) == 2
    store.save()
    assert [file.name for file in library.annotations.glob("*.json")] == [again.file]
    assert len(library.annotations_of(recognise(library, path)).all()) == 2


def test_what_only_the_journal_held_comes_together_with_the_other_machines_notes_too(
    library, tmp_path
):
    path = written(tmp_path / "story.txt")
    other = Library(tmp_path / "other", tmp_path / "state of the other")
    for name in ("documents", "annotations"):
        (other.root / name).mkdir(parents=True)
    older = recognise(other, path)._replace(id="0" * 18, file="older.json")
    annotate(other, older)
    ours = library.remember(recognise(library, path))
    annotate(library, ours)
    library.annotations_of(ours).add(note())  # acknowledged, and the program died
    file = other.annotations / older.file
    (library.annotations / file.name).write_bytes(file.read_bytes())
    again = recognise(library, path)
    assert again.id == older.id
    assert len(library.annotations_of(again).all()) == 3


def test_the_notebook_has_every_annotation_once(library, tmp_path):
    met_on_two_machines(library, written(tmp_path / "story.txt"))
    for name in ("one", "two"):
        annotate(library, recognise(library, written(tmp_path / name, f"{name}.\n")))
    pages = {entry.title: store.all() for entry, store in library.notebook()}
    assert len(pages) == 3
    assert sorted(len(annotations) for annotations in pages.values()) == [1, 1, 2]


def test_the_notebook_reads_nothing_before_its_turn(library, tmp_path, monkeypatch):
    for name in ("one", "two"):
        annotate(library, recognise(library, written(tmp_path / name, f"{name}.\n")))
    pages = library.notebook()
    _, store = next(pages)
    monkeypatch.setattr("reader.annotations.ledger.Ledger.refresh", lambda self: 1 / 0)
    assert next(pages, None) is not None
    with pytest.raises(ZeroDivisionError):
        store.all()


def test_what_was_never_saved_is_there_when_the_library_was_moved(library, tmp_path):
    path = written(tmp_path / "story.txt")
    library.annotations_of(library.remember(recognise(library, path))).add(note())
    moved = Library(library.root.rename(tmp_path / "moved"), library.state)
    assert len(moved.annotations_of(recognise(moved, path)).all()) == 1


def test_what_was_never_saved_is_there_when_the_library_was_moved_there_and_back(library, tmp_path):
    path = written(tmp_path / "story.txt")
    library.annotations_of(library.remember(recognise(library, path))).add(note())
    moved = Library(library.root.rename(tmp_path / "moved"), library.state)
    moved.annotations_of(recognise(moved, path)).add(note("reader"))
    moved.root.rename(library.root)
    store = library.annotations_of(recognise(library, path))
    assert len(store.all()) == 2
    store.undo()
    store.undo()
    assert store.all() == []


@pytest.mark.parametrize("name", ["../../evil.json", "..", ".", "", "a/b.json", 5, None])
def test_an_entry_whose_file_is_no_name_is_not_used(library, tmp_path, name):
    path = written(tmp_path / "story.txt")
    entry = library.remember(recognise(library, path))
    catalogue = library.annotations / "catalogue.json"
    data = json.loads(catalogue.read_text("utf-8"))
    data["documents"][entry.id]["file"] = name
    catalogue.write_text(json.dumps(data), "utf-8")
    assert recognise(library, path).id != entry.id


def test_an_annotations_file_name_cannot_lead_out_of_its_folder(library, tmp_path):
    path = written(tmp_path / "story.txt")
    entry = library.remember(recognise(library, path))
    catalogue = library.annotations / "catalogue.json"
    catalogue.write_text(
        catalogue.read_text("utf-8").replace(entry.file, "../../evil.json"), "utf-8"
    )
    assert library.annotations_of(recognise(library, path)).path.parent == library.annotations


def test_the_last_read_comes_first_and_files_never_opened_last(library, tmp_path):
    for name in ("b.txt", "a.txt", ".hidden"):
        written(library.documents / name, f"{name} has words.\n")
    for day, name in enumerate(("old.txt", "new.txt"), 1):
        entry = recognise(library, written(tmp_path / name, f"{name} is here.\n"))
        library.remember(entry, opened=f"2026-01-0{day}")
    names = [Path(entry.path).name for entry in library.entries()]
    assert names == ["new.txt", "old.txt", "a.txt", "b.txt"]
    assert library.last_opened().path == str(tmp_path / "new.txt")
    (tmp_path / "new.txt").unlink()
    assert library.last_opened().path == str(tmp_path / "old.txt")


def test_a_catalogue_that_cannot_be_written_is_said_in_one_line(library, tmp_path):
    entry = recognise(library, written(tmp_path / "story.txt"))
    blocked = Library(library.root, written(tmp_path / "a file"))
    with pytest.raises(StorageError) as raised:
        blocked.remember(entry, place=3)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The People's City", "the-peoples-city"),
        ("Über Größe: Ein Versuch", "uber-grosse-ein-versuch"),
        ("論語", "document"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "document"),
        (
            "A title that is much longer than any name of a file should be",
            "a-title-that-is-much-longer-than-any",
        ),
        ("x" * 90, "x" * 40),
    ],
)
def test_a_title_becomes_a_safe_file_name(title, name):
    assert slug(title) == name
    assert export_name(title) == f"{name}.md"


def test_an_entry_survives_the_way_to_disk(library, tmp_path):
    entry = recognise(library, written(tmp_path / "story.txt"))
    entry = library.remember(entry._replace(authors=("甲", "乙"), title="书 👍🏽"))
    assert library.entries() == [entry]


def test_the_last_eight_places_of_a_document_are_remembered(library, tmp_path):
    path = written(tmp_path / "0.txt")
    entry = library.remember(recognise(library, path))
    for number in range(1, 12):
        path = path.rename(tmp_path / f"{number}.txt")
        entry = library.remember(recognise(library, path))
    assert entry.places == tuple(str(tmp_path / f"{n}.txt") for n in range(10, 2, -1))


def test_a_file_in_the_place_of_another_document_is_listed_as_never_opened(library):
    path = written(library.documents / "story.txt")
    entry = library.remember(recognise(library, path))
    library.put([entry._replace(displaced="2026-01-01")])
    assert [e.id for e in library.entries()] == [entry.id, ""]
    assert library.known_at(path) is None
    path.unlink()
    assert library.known_at(path).id == entry.id


# What the shelf needs


def test_what_is_kept_of_the_shelf_stays_when_the_reading_goes_on(library, tmp_path):
    entry = library.remember(recognise(library, written(tmp_path / "story.txt")), opened="1")
    (kept,) = library.keep([entry._replace(tags=("sea",), title="?")], "tags")
    assert (kept.tags, kept.title) == (("sea",), entry.title)
    again = library.remember(entry, place=5)
    assert (again.tags, again.place) == (("sea",), 5)
    assert library.entries() == [again]


def test_a_document_that_is_kept_for_the_first_time_is_kept_whole(library):
    entry = Entry(id=new_id(), title="New", path="/books/new.txt", file="new.json", tags=("a",))
    library.keep([entry], "collections")
    (there,) = library.entries()
    assert (there.title, there.tags) == ("New", ("a",))
    assert there.added


def test_the_same_file_is_kept_once_though_two_windows_add_it(library):
    for number in range(2):
        entry = Entry(id=new_id(), path="/books/new.txt", file=f"new-{number}.json")
        library.keep([entry])
    assert len(library.entries()) == 1


def test_the_counts_of_annotations_are_kept_with_the_place(library, tmp_path):
    entry = recognise(library, written(tmp_path / "story.txt"))
    assert library.remember(entry).annotations == -1
    library.remember(entry, counts=(3, 1))
    (kept,) = library.entries()
    assert (kept.annotations, kept.questions) == (3, 1)
    assert library.remember(entry).annotations == 3


def test_a_catalogue_from_before_the_shelf_is_understood(library):
    record = {"title": "Old", "path": "documents/old.txt", "file": "old.json", "opened": "1"}
    (library.annotations / "catalogue.json").write_text(json.dumps({"documents": {"x": record}}))
    (entry,) = library.entries()
    assert (entry.title, entry.annotations, entry.tags, entry.forgotten) == ("Old", -1, (), "")


def test_a_size_and_a_pace_are_known_once_a_document_was_opened(library, tmp_path):
    entry = recognise(library, written(tmp_path / "story.txt"))
    assert (entry.size, entry.pace) == (len(TEXT), 1400)


def test_watched_folders_are_kept_beside_the_documents(library, tmp_path):
    entry = library.remember(recognise(library, written(tmp_path / "books" / "story.txt")))
    library.watch(tmp_path / "books")
    library.watch(tmp_path / "books")
    assert library.folders() == [tmp_path / "books"]
    library.remember(entry, place=3)
    assert library.folders() == [tmp_path / "books"]
    library.watch(tmp_path / "books", watched=False)
    assert library.folders() == []
    assert [e.place for e in library.entries()] == [3]


def test_a_damaged_catalogue_still_gives_its_watched_folders(library, tmp_path):
    library.watch(tmp_path)
    library.remember(recognise(library, written(tmp_path / "story.txt")))
    path = library.annotations / "catalogue.json"
    path.write_bytes(path.read_bytes() + b"}")
    assert library.folders() == [tmp_path]


def test_of_the_notebook_only_wanted_documents_are_loaded(library, tmp_path):
    for name in ("one", "two"):
        annotate(
            library, library.remember(recognise(library, written(tmp_path / name, f"{name}\n")))
        )
    wanted = [e.title for e, _ in library.notebook(lambda entry: entry.title == "two")]
    assert wanted == ["two"]


def test_a_link_to_a_known_document_is_no_other_document(library, tmp_path):
    path = written(tmp_path / "books" / "story.txt")
    library.remember(recognise(library, path))
    (library.documents / "link.txt").symlink_to(path)
    written(library.documents / "sub" / "fresh.txt")
    assert [entry.path for entry in library.entries()] == [
        str(path),
        str(Path("documents/sub/fresh.txt")),
    ]


def test_what_another_window_wrote_is_seen_though_the_catalogue_was_read_before(library, tmp_path):
    entry = library.remember(recognise(library, written(tmp_path / "story.txt")))
    path = library.annotations / "catalogue.json"
    tables = json.loads(path.read_text("utf-8"))
    tables["documents"][entry.id]["title"] = "Another title"
    path.write_text(json.dumps(tables), "utf-8")
    assert [e.title for e in library.entries()] == ["Another title"]
