"""`reader documents`, `add`, `forget`, `library`: the shelf without a screen."""

import json

import pytest

STORY = "It was a dark and stormy night. The rain fell in torrents. Nobody knew why.\n"


@pytest.fixture
def books(tmp_path):
    """A folder with two texts."""
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "story.txt").write_text(STORY, "utf-8")
    (folder / "雨.md").write_text("# Rain\n\nIt rains.\n", "utf-8")
    return folder


def test_a_folder_is_added_and_listed(reader, books):
    assert reader("add", str(books)) == (0, "", "2 added\n")
    said = reader("documents")
    assert said.out.splitlines() == [
        f" new  -  story  {books / 'story.txt'}",
        f" new  -  Rain  {books / '雨.md'}",
    ]


def test_adding_again_says_what_was_there(reader, books):
    reader("add", str(books))
    assert reader("add", str(books)).err == "0 added, 2 were here already\n"


def test_what_cannot_be_read_is_said_and_fails_though_the_rest_is_added(reader, books):
    (books / "bad.txt").write_bytes(b"\0")
    said = reader("add", str(books))
    assert said.code == 1
    assert "2 added" in said.err
    assert "bad.txt is not text" in said.err


def test_adding_tells_programs_in_numbers(reader, books):
    assert json.loads(reader("add", "--json", str(books)).out) == {
        "added": 2,
        "moved": 0,
        "known": 0,
        "problems": [],
    }


def test_what_is_not_there_cannot_be_added(reader):
    said = reader("add", "nowhere.txt")
    assert (said.code, said.err) == (2, "reader: nowhere.txt: no such file or folder\n")


def test_only_folders_can_be_watched(reader, books, library):
    assert reader("add", "--watch", str(books / "story.txt")).code == 2
    assert reader("add", "--watch", str(books)).code == 0
    assert library.folders() == [books]
    reader("add", "--unwatch", str(books))
    assert library.folders() == []


def test_annotations_and_open_questions_are_listed(reader, books):
    story = str(books / "story.txt")
    reader("annotate", story, "--quote", "dark", "--kind", "question")
    reader("annotate", story, "--quote", "rain")
    assert reader("documents").out.split()[:3] == ["new", "2", "1?"]
    (record,) = reader("documents", "--json").documents
    assert (record["annotations"], record["questions"]) == (2, 1)


def test_documents_annotated_before_there_was_a_shelf_are_counted(reader, books, library):
    reader("annotate", str(books / "story.txt"), "--quote", "dark")
    catalogue = library.annotations / "catalogue.json"
    tables = json.loads(catalogue.read_text("utf-8"))
    for record in tables["documents"].values():
        del record["annotations"], record["questions"]
    catalogue.write_text(json.dumps(tables), "utf-8")
    assert reader("documents", "--json").documents[0]["annotations"] == 1
    assert library.entries()[0].annotations == 1


def test_an_annotation_from_the_trash_counts_again(reader, books, library):
    story = str(books / "story.txt")
    identity = reader("annotate", story, "--quote", "dark").out.strip()
    (entry,) = library.entries()
    library.annotations_of(entry).remove(identity)
    library.keep([entry._replace(annotations=0)], "annotations")
    reader("trash", story, "--restore", identity)
    assert library.entries()[0].annotations == 1


def test_a_forgotten_document_is_not_listed_and_comes_back_with_its_notes(reader, books):
    story = str(books / "story.txt")
    reader("annotate", story, "--quote", "dark")
    said = reader("forget", story)
    assert (said.code, said.err) == (0, "forgotten: story; its file and its notes stay\n")
    assert reader("documents").out == ""
    assert "(forgotten)" in reader("documents", "--all").out
    assert "dark" in reader("annotations", story).out
    reader("add", story)
    assert reader("documents").out.split()[1] == "1"


def test_a_file_of_the_library_that_was_never_opened_can_be_forgotten(reader, library):
    (library.documents / "later.txt").write_text("Later.\n", "utf-8")
    reader("forget", str(library.documents / "later.txt"))
    assert reader("documents").out == ""


def test_a_document_whose_file_is_gone_can_be_forgotten(reader, books):
    story = books / "story.txt"
    reader("add", str(story))
    story.unlink()
    assert "(not there any more)" in reader("documents").out
    assert reader("forget", str(story)).code == 0


def test_what_the_library_does_not_know_cannot_be_forgotten(reader, books):
    said = reader("forget", str(books / "story.txt"))
    assert said.code == 1
    assert "does not know it" in said.err


def test_the_library_needs_a_terminal(reader):
    said = reader("library")
    assert said.code == 1
    assert "there is no terminal" in said.err


@pytest.mark.parametrize("command", ["library", "documents", "add", "forget"])
def test_the_help_teaches_by_examples(reader, command):
    said = reader(command, "--help")
    assert said.code == 0
    assert f"  reader {command}" in said.out
