"""The same change to many annotations of many documents, and taking it back."""

import pytest

from reader import batches, bulk
from reader.annotations.annotation import Annotation, Colour, Target
from reader.documents.opening import open_document, read_source
from reader.locating import find_library
from reader.notebook import pages


@pytest.fixture
def library(tmp_path):
    """Two documents with two annotations each."""
    library = find_library(str(tmp_path / "library"))
    tags = iter((("exam",), ("exam", "test"), ("exam/a",), ()))
    for name in ("one", "two"):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"Some words of {name}.\n", "utf-8")
        source = read_source(path)
        entry = library.remember(library.recognise(source, open_document(source)))
        library.annotations_of(entry).add(
            *(
                Annotation(f"{name[0]}{n}" * 9, Target("words", start=n), tags=next(tags))
                for n in range(2)
            )
        )
    return library


def rows(library):
    found = (row for page in pages(library) for row in page.rows)
    return sorted(found, key=lambda row: row.id)


def tags(library):
    return [row.tags for row in rows(library)]


BEFORE = [("exam",), ("exam", "test"), ("exam/a",), ()]


def test_tags_are_added_and_taken_away():
    one = Annotation("1" * 18, Target("x"), tags=("a", "b"))
    assert bulk.retagged("c, +#d -a")(one) == {"tags": ("b", "c", "d")}
    assert bulk.retagged("b")(one) == {"tags": ("a", "b")}
    assert bulk.retagged(" - ") is None


def test_many_are_recoloured_as_one_step(library):
    outcome = bulk.change(library, "in blue", rows(library), lambda one: {"colour": Colour.BLUE})
    assert (outcome.annotations, outcome.documents) == (4, 2)
    assert {row.colour for row in rows(library)} == {"blue"}
    batches.take_back(library)
    assert {row.colour for row in rows(library)} == {"yellow"}


def test_what_is_so_already_is_no_change(library):
    to = bulk.retagged("exam")
    outcome = bulk.change(library, "tags", rows(library), to)
    assert outcome.annotations == 2


def test_many_are_deleted_and_brought_back(library):
    before = rows(library)
    bulk.change(library, "deleted", before[1:3], lambda one: None)
    assert [row.id for row in rows(library)] == [before[0].id, before[3].id]
    batches.take_back(library)
    assert [row.id for row in rows(library)] == [row.id for row in before]


def test_a_tag_is_renamed_with_those_below_it_and_becomes_one_with_another(library):
    outcome = bulk.rename_tag(library, rows(library), "exam", "test")
    assert outcome.annotations == 3
    assert tags(library) == [("test",), ("test",), ("test/a",), ()]
    batches.take_back(library)
    assert tags(library) == BEFORE


def test_what_was_changed_after_it_stays_when_it_is_taken_back(library):
    bulk.rename_tag(library, rows(library), "exam", "test")
    first = rows(library)[0]
    entry = next(page.entry for page in pages(library) if page.entry.id == first.document)
    library.annotations_of(entry).change(first.id, note="mine")
    outcome = batches.take_back(library)
    assert "1 stay, they were changed since" in bulk.told(outcome, "Taken back")
    assert tags(library) == [("test",), *BEFORE[1:]]
