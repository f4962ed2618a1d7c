"""What a person edits in an exported file, and how it comes back: copies, settled notes, looks."""

from __future__ import annotations

import pytest

from reader.annotations.annotation import Colour
from reader.annotations.planning import Edits
from reader.annotations.records import other_notes
from reader.cli import main
from reader.locating import find_library


@pytest.fixture
def notes(tmp_path, monkeypatch):
    """The exported file of a book with one note."""
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("READER_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "book.txt").write_text("Red wine. It was cold, he said.\n", "utf-8")
    main(["annotate", "book.txt", "--quote", "cold", "--note", "first"])
    main(["export", "book.txt", "-o", "notes.md"])
    return tmp_path / "notes.md"


def annotation():
    (found,) = [
        one for _, store in find_library(None).notebook(lambda _: True) for one in store.all()
    ]
    return found


def change(path, before, after):
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def copy_below(path):
    """The passage once more, in a summary at the end."""
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n# Summary\n\n{text[text.index('> cold') :]}", "utf-8")


def edit_both(path):
    copy_below(path)
    change(path, "first", "one")
    change(path, "first", "two")
    assert main(["import", "notes.md"]) == 0


def test_a_note_that_is_edited_in_one_of_two_copies_comes_back(notes, capsys):
    copy_below(notes)
    text = notes.read_text("utf-8")
    notes.write_text("edited".join(text.rsplit("first", 1)), "utf-8")
    main(["export", "book.txt", "-o", "notes.md"])
    assert "edited in the file" in capsys.readouterr().err
    main(["import", "notes.md"])
    assert annotation().note == "edited"
    capsys.readouterr()
    main(["export", "book.txt", "-o", "notes.md"])
    main(["import", "notes.md"])
    assert "nothing in it was edited" in capsys.readouterr().err
    assert annotation().note == "edited"


def test_two_copies_that_were_both_edited_are_two_versions(notes, capsys):
    edit_both(notes)
    assert "both versions are kept" in capsys.readouterr().err
    assert {annotation().note, *other_notes(annotation())} == {"one", "two"}
    main(["import", "notes.md"])
    assert "nothing in it was edited" in capsys.readouterr().err


def test_two_copies_come_back_in_one_step(notes):
    edit_both(notes)
    (store,) = [store for _, store in find_library(None).notebook(lambda _: True)]
    store.undo()
    assert (store.all()[0].note, other_notes(store.all()[0])) == ("first", [])


def test_versions_that_were_merged_by_hand_do_not_come_again(notes):
    edit_both(notes)
    main(["export", "book.txt", "-o", "notes.md"])
    text = notes.read_text("utf-8")
    start = text.index("*Another version")
    end = text.index("*yellow", start)
    notes.write_text(text[:start] + text[end:], "utf-8")
    main(["import", "notes.md"])
    assert other_notes(annotation()) == []
    main(["export", "book.txt", "-o", "notes.md"])
    assert "Another version" not in notes.read_text("utf-8")


def test_a_note_that_is_settled_in_the_file_keeps_the_colour_it_has_here(notes):
    edit_both(notes)
    main(["export", "book.txt", "-o", "notes.md"])
    text = notes.read_text("utf-8")
    start = text.index("*Another version")
    notes.write_text(text[:start] + text[text.index("*yellow", start) :], "utf-8")
    (store,) = [store for _, store in find_library(None).notebook(lambda _: True)]
    there = store.all()[0]
    store.edit(Edits(changed={there.id: (there, {"colour": Colour.BLUE})}))
    store.save()
    main(["import", "notes.md"])
    assert (annotation().colour, other_notes(annotation())) == ("blue", [])


def test_a_colour_and_a_kind_come_back(notes, capsys):
    change(notes, "yellow · highlight", "green · question")
    main(["import", "notes.md"])
    assert (annotation().colour, annotation().kind) == ("green", "question")
    assert annotation().note == "first"
    capsys.readouterr()
    main(["import", "notes.md"])
    assert "nothing in it was edited" in capsys.readouterr().err


def test_a_colour_that_was_changed_here_is_not_taken_back(notes, capsys):
    (store,) = [store for _, store in find_library(None).notebook(lambda _: True)]
    there = store.all()[0]
    store.edit(Edits(changed={there.id: (there, {"colour": Colour.BLUE})}))
    store.save()
    main(["import", "notes.md"])
    assert "nothing in it was edited" in capsys.readouterr().err
    assert annotation().colour == "blue"
