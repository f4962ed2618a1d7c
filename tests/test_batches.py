"""Changes to the annotations of several documents that are one step."""

import pytest

from reader import batches, following, settings
from reader.annotations.annotation import Annotation, Colour, Target
from reader.annotations.planning import Edits
from reader.documents.opening import open_document, read_source
from reader.locating import find_library


@pytest.fixture
def library(tmp_path):
    return find_library(str(tmp_path / "library"))


@pytest.fixture
def entries(library, tmp_path):
    """Two documents in the catalogue."""
    found = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"Some words of {name}.\n", "utf-8")
        source = read_source(path)
        found.append(library.remember(library.recognise(source, open_document(source))))
    return found


def annotation(identity, **fields):
    return Annotation(identity, Target("words", start=5, end=10), **fields)


def notes(library, entry):
    return [(one.id, one.colour.value, one.note) for one in library.annotations_of(entry).all()]


def add(library, entries):
    parts = [(entry, Edits(added=(annotation(f"{n}" * 18),))) for n, entry in enumerate(entries)]
    return batches.apply(library, "import of x", parts)


def test_all_documents_get_their_part(library, entries):
    outcome = add(library, entries)
    assert (outcome.annotations, outcome.documents) == (2, 2)
    assert [len(notes(library, entry)) for entry in entries] == [1, 1]
    assert [entry.annotations for entry in library.entries()] == [1, 1]


def test_all_documents_are_as_they_were_when_it_is_taken_back(library, entries):
    add(library, entries)
    outcome = batches.take_back(library)
    assert (outcome.annotations, outcome.documents, outcome.left) == (2, 2, 0)
    assert [notes(library, entry) for entry in entries] == [[], []]
    assert batches.take_back(library) is None


def test_what_was_changed_after_it_stays_when_it_is_taken_back(library, entries):
    add(library, entries)
    library.annotations_of(entries[0]).change("0" * 18, note="mine")
    outcome = batches.take_back(library)
    assert (outcome.annotations, outcome.left) == (1, 1)
    assert notes(library, entries[0]) == [("0" * 18, "yellow", "mine")]
    assert notes(library, entries[1]) == []


def test_the_step_before_the_last_can_be_taken_back(library, entries):
    first = add(library, entries[:1])
    library.annotations_of(entries[0]).add(annotation("a" * 18))
    batches.take_back(library, first.batch)
    assert [identity for identity, *_ in notes(library, entries[0])] == ["a" * 18]


def test_a_part_that_was_undone_in_its_document_is_no_part_any_more(library, entries):
    add(library, entries)
    library.annotations_of(entries[0]).undo()
    outcome = batches.take_back(library)
    assert (outcome.annotations, outcome.documents) == (1, 1)


def test_a_part_that_was_taken_back_can_be_redone_in_its_document(library, entries):
    add(library, entries)
    batches.take_back(library)
    library.annotations_of(entries[0]).redo()
    assert len(notes(library, entries[0])) == 1


def test_adding_deleting_and_changing_are_one_step(library, entries):
    entry = entries[0]
    store = library.annotations_of(entry)
    one, two = annotation("1" * 18), annotation("2" * 18, note="old")
    store.add(one, two)
    one, two = (store.get(one.id), store.get(two.id))
    blue = {two.id: (two, {"colour": Colour.BLUE, "tags": ("exam",)})}
    edits = Edits(added=(annotation("3" * 18),), changed=blue, removed=(one,))
    batches.apply(library, "tidied", [(entry, edits)])
    assert [n[:2] for n in notes(library, entry)] == [("2" * 18, "blue"), ("3" * 18, "yellow")]
    batches.take_back(library)
    assert [n[:2] for n in notes(library, entry)] == [("1" * 18, "yellow"), ("2" * 18, "yellow")]


def test_what_is_there_or_was_deleted_is_not_added_again(library, entries):
    add(library, entries)
    library.annotations_of(entries[0]).remove("0" * 18)
    assert add(library, entries).annotations == 0
    assert notes(library, entries[0]) == []


def test_a_note_written_meanwhile_is_kept_beside_the_changed_one(library, entries):
    store = library.annotations_of(entries[0])
    store.add(annotation("1" * 18, note="old"))
    seen = store.get("1" * 18)
    library.annotations_of(entries[0]).change("1" * 18, note="of the person")
    edits = Edits(changed={seen.id: (seen, {"note": "of the file"})})
    batches.apply(library, "import", [(entries[0], edits)])
    store = library.annotations_of(entries[0])
    kept = {store.get("1" * 18).note, *(other.note for other in store.others("1" * 18))}
    assert kept == {"of the person", "of the file"}


def test_a_damaged_line_hides_no_other_batch(library, entries):
    add(library, entries)
    (path,) = library.state.glob("batches-*")
    path.write_bytes(b"{broken\n[]\n" + path.read_bytes())
    assert [batch.label for batch in batches.batches(library)] == ["import of x"]


def test_a_batch_of_another_library_is_none_of_this_one(library, entries, tmp_path):
    add(library, entries)
    other = find_library(str(tmp_path / "other"))
    assert other.state == library.state
    assert batches.take_back(other) is None
    assert len(batches.batches(library)) == 1


def test_a_batch_none_of_whose_documents_is_here_is_kept(library, entries, monkeypatch):
    add(library, entries)
    monkeypatch.setattr(batches, "_stores", lambda library, wanted: iter(()))
    outcome = batches.take_back(library)
    assert outcome.refused
    assert len(batches.batches(library)) == 1


def test_the_exports_that_write_themselves_follow_it(library, entries, tmp_path, monkeypatch):
    folder = tmp_path / "exports"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    settings.write("export.auto", "change")
    settings.write("export.folder", str(folder))
    parts = [(entries[0], Edits(added=(annotation("0" * 18, note="see this"),)))]
    following.apply(library, "import of x", parts)
    assert any("see this" in path.read_text("utf-8") for path in folder.rglob("*.md"))
