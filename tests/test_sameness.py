"""`reader same` and `reader apart`: what a person decides of two documents."""

import json
from pathlib import Path

import pytest

from reader.annotations.annotation import Kind, now
from reader.annotations.kept import kept_path
from reader.catalogue import Entry
from reader.documents.opening import open_document, read_source
from reader.library import Library
from reader.sameness import find, take_along, take_over
from reader.study.reading import Reading
from reader.text.spans import Span
from tests.prose import edited, prose

TEXT, UNLIKE = prose(1), prose(2)
FIRST = TEXT[:30]


@pytest.fixture
def draft(reader, tmp_path):
    """A file with a question and a note on it, in the folder of `reader`."""
    path = tmp_path / "here" / "draft.md"
    path.write_text(TEXT, "utf-8")
    assert reader("annotate", "draft.md", "--quote", FIRST, "--note", "one").code == 0
    assert reader("annotate", "draft.md", "--quote", TEXT[40:60], "--kind", "question").code == 0
    return path


def known(library: Library, path: Path) -> Entry:
    source = read_source(path)
    return library.remember(library.recognise(source, open_document(source)), opened=now())


def opened(library: Library, path: Path) -> Reading:
    """A document as it is read."""
    entry = known(library, path)
    reading = Reading(open_document(read_source(path)), library.annotations_of(entry))
    reading.refresh()
    return reading


def notes_of(reader, source: str) -> list[dict]:
    return json.loads(reader("annotations", "--json", source).out)["annotations"]


def ids_by_name(library: Library) -> dict[str, str]:
    return {entry.path.rpartition("/")[2]: entry.id for entry in library.entries()}


# What is said


def test_a_document_whose_file_was_overwritten_with_another_text_is_listed_as_not_there(
    reader, draft
):
    assert "not there" not in reader("documents").out
    draft.write_text(edited(TEXT) + "And a little more.", "utf-8")
    assert "not there" not in reader("documents").out
    draft.write_text(UNLIKE[:900], "utf-8")
    (line,) = (row for row in reader("documents").out.splitlines() if str(draft) in row)
    assert line.endswith("(not there any more)")
    assert not reader("documents", "--json").documents[0]["there"]


def test_a_document_whose_text_is_back_is_listed_as_there(reader, draft, library):
    draft.write_text(UNLIKE, "utf-8")
    known(library, draft)
    assert "(not there any more)" in reader("documents").out
    draft.write_text(TEXT, "utf-8")
    assert "not there" not in reader("documents").out


@pytest.mark.parametrize("text", [TEXT, edited(TEXT)])
def test_where_a_document_was_known_again_is_where_it_is_listed(reader, draft, text):
    draft.unlink()
    draft.with_name("final.md").write_text(text, "utf-8")
    reader("annotations", "final.md")
    listed = reader("documents").out
    assert "final.md" in listed
    assert "draft.md" not in listed
    assert "not there any more" not in listed


def test_a_draft_beside_an_alike_one_names_the_command_that_takes_the_notes_along(reader, draft):
    draft.with_name("draft-2.md").write_text(edited(TEXT), "utf-8")
    said = reader("annotations", "draft-2.md")
    told, command, *_ = said.err.splitlines()
    assert told.endswith(f"% like {draft}, which has 2 notes")
    assert f"“reader same {draft} draft-2.md”" in command
    assert said.out == ""


def test_a_text_that_was_replaced_says_where_its_notes_are(reader, draft):
    draft.write_text(UNLIKE, "utf-8")
    said = reader("annotations", "draft.md")
    assert "draft.md is another text than the one that was there, which has 2 notes" in said.err
    facts = ("which has 2 notes", "“reader annotations ", "“reader same ")
    assert all(fact in line for fact, line in zip(facts, said.err.splitlines(), strict=False))
    short = said.err.partition("“reader annotations ")[2][:8]
    assert [note["note"] for note in notes_of(reader, short)] == ["one", ""]


def test_a_moved_and_edited_file_says_that_it_was_known_again_and_how_to_say_no(reader, draft):
    draft.unlink()
    draft.with_name("final.md").write_text(edited(TEXT), "utf-8")
    said = reader("annotations", "final.md")
    assert f"final.md was known again: it was {draft}" in said.err
    assert "“reader apart final.md”" in said.err
    assert len(said.out.split("\n\n")[0].splitlines()) > 1
    assert "known again" not in reader("annotations", "final.md").err
    reader("annotate", "final.md", "--quote", TEXT[40:60])
    assert "known again" not in reader("annotations", "final.md").err


def test_what_is_plain_is_not_talked_about(reader, draft):
    assert reader("annotations", "draft.md").err == ""
    draft.write_text(edited(TEXT), "utf-8")
    assert "known again" not in reader("annotations", "draft.md").err


# The notes go along


def test_the_notes_of_a_file_that_is_there_are_copied(reader, draft, library):
    draft.with_name("draft-2.md").write_text(edited(TEXT, 25), "utf-8")
    said = reader("same", "draft.md", "draft-2.md")
    assert (said.code, said.out) == (0, "")
    assert "2 notes of draft copied" in said.err
    old, new = notes_of(reader, "draft.md"), notes_of(reader, "draft-2.md")
    assert [note["note"] for note in new] == ["one", ""]
    assert [note["kind"] for note in new] == [Kind.HIGHLIGHT, Kind.QUESTION]
    assert not {note["id"] for note in old} & {note["id"] for note in new}
    listed = json.loads(reader("documents", "--json").out)["documents"]
    counted = {one["path"].rpartition("/")[2]: one["annotations"] for one in listed}
    assert counted == {"draft.md": 2, "draft-2.md": 2}


def test_copies_are_no_longer_those_of_the_original(reader, draft, library):
    draft.with_name("draft-2.md").write_text(TEXT, "utf-8")
    reader("same", "draft.md", "draft-2.md")
    store = library.annotations_of(find(library, "draft-2.md"))
    store.change(store.all()[0].id, note="changed")
    store.save()
    assert [note["note"] for note in notes_of(reader, "draft.md")] == ["one", ""]


def test_copying_again_brings_what_is_new_only(reader, draft, library):
    draft.with_name("draft-2.md").write_text(TEXT, "utf-8")
    reader("same", "draft.md", "draft-2.md")
    reader("annotate", "draft.md", "--quote", TEXT[70:90])
    assert "1 note of draft copied" in reader("same", "draft.md", "draft-2.md").err
    assert len(notes_of(reader, "draft-2.md")) == 3


def test_one_undo_takes_all_copies_back(reader, draft, library):
    draft.with_name("draft-2.md").write_text(TEXT, "utf-8")
    reader("same", "draft.md", "draft-2.md")
    store = library.annotations_of(find(library, "draft-2.md"))
    store.undo()
    assert store.all() == []
    assert len(notes_of(reader, "draft.md")) == 2


def test_a_copy_that_was_deleted_does_not_come_back(reader, draft, library):
    draft.with_name("draft-2.md").write_text(TEXT, "utf-8")
    reader("same", "draft.md", "draft-2.md")
    old, new = find(library, "draft.md"), find(library, "draft-2.md")
    store = library.annotations_of(new)
    store.remove(store.all()[0].id)
    assert take_along(library, old, new) == 0


# One document


def test_a_file_can_be_said_to_be_a_document_whose_file_is_gone(reader, draft, library):
    before = find(library, "draft.md")
    library.keep([before._replace(tags=("sea",))], "tags")
    draft.unlink()
    draft.with_name("other.md").write_text(TEXT[:300] + UNLIKE, "utf-8")
    assert "other is now" not in reader("annotations", "other.md").err
    said = reader("same", "draft.md", "other.md")
    assert "with 2 notes" in said.err
    entry = find(library, "other.md")
    assert (entry.id, entry.tags, entry.annotations) == (before.id, ("sea",), 2)
    assert len(notes_of(reader, "other.md")) == 2
    assert [e.id for e in library.entries()] == [before.id]


def test_a_rewritten_text_can_be_said_to_be_the_same_document(reader, draft, library):
    before = find(library, "draft.md").id
    draft.write_text(UNLIKE, "utf-8")
    assert notes_of(reader, "draft.md") == []
    assert reader("same", before[-8:], "draft.md").code == 0
    assert [note["orphan"] for note in notes_of(reader, "draft.md")] == [True, True]
    assert find(library, "draft.md").id == before
    assert "another text" not in reader("annotations", "draft.md").err


def test_where_a_file_is_the_document_already_the_one_before_there_is_named(reader, draft, library):
    before = find(library, "draft.md").id
    draft.write_text(UNLIKE, "utf-8")
    reader("annotate", "draft.md", "--quote", UNLIKE[:30])
    said = reader("same", "draft.md", "draft.md").err
    assert "is that document already" in said
    assert (
        f"the text that was there before has 2 notes: “reader same {before[-8:]} draft.md”" in said
    )


def test_a_known_text_at_the_place_of_another_says_where_the_notes_there_are(reader, draft):
    other = draft.with_name("other.md")
    other.write_text(UNLIKE, "utf-8")
    reader("annotate", "other.md", "--quote", UNLIKE[:30])
    other.replace(draft)
    said = reader("annotations", "draft.md").err
    assert "draft.md is another text than the one that was there, which has 2 notes" in said
    assert len(notes_of(reader, "draft.md")) == 1
    assert reader("annotations", "draft.md").err == ""


def test_where_both_have_notes_those_of_the_gone_one_are_copied(reader, draft, library):
    other = draft.with_name("other.md")
    other.write_text(UNLIKE, "utf-8")
    reader("annotate", "other.md", "--quote", UNLIKE[:30])
    draft.unlink()
    assert "2 notes of draft copied" in reader("same", "draft.md", "other.md").err
    assert len(notes_of(reader, "other.md")) == 3
    assert len(notes_of(reader, "draft.md")) == 2


def test_what_was_read_of_both_is_known_of_the_one(library, draft, reader):
    old = library.remember(find(library, "draft.md"), place=100, read=[(0, 50)])
    draft.unlink()
    draft.with_name("new.md").write_text(UNLIKE, "utf-8")
    assert reader("same", "draft.md", "new.md").code == 0
    new = library.remember(find(library, "new.md"), read=[(40, 80)])
    assert (new.id, new.place, new.read) == (old.id, 100, ((0, 80),))


# None of each other's


def test_a_file_can_be_said_to_be_a_document_of_its_own_and_the_notes_wait(reader, draft, library):
    before = find(library, "draft.md").id
    draft.unlink()
    final = draft.with_name("final.md")
    final.write_text(edited(TEXT), "utf-8")
    reader("annotations", "final.md")
    said = reader("apart", "final.md")
    assert "a document of its own now" in said.err
    assert notes_of(reader, "final.md") == []
    assert notes_of(reader, "draft.md") != []
    draft.write_text(TEXT, "utf-8")
    assert find(library, "draft.md").id == before
    assert [note["orphan"] for note in notes_of(reader, "draft.md")] == [False, False]
    assert notes_of(reader, "final.md") == []


def test_what_was_set_apart_is_missing_where_it_was_before(reader, draft, library):
    before = find(library, "draft.md").id
    draft.rename(draft.with_name("final.md"))
    reader("annotate", "final.md", "--quote", TEXT[70:90])
    draft.write_text(UNLIKE, "utf-8")
    reader("apart", "final.md")
    waiting = next(entry for entry in library.entries() if entry.id == before)
    assert (waiting.title, waiting.path, library.is_there(waiting)) == ("draft", str(draft), False)


def test_what_was_set_apart_can_be_put_together_again(reader, draft, library):
    before = find(library, "draft.md").id
    said = reader("apart", "draft.md")
    command = said.err.rpartition("“reader ")[2].partition("”")[0]
    assert notes_of(reader, "draft.md") == []
    assert reader(*command.split()).code == 0
    assert find(library, "draft.md").id == before
    assert len(notes_of(reader, "draft.md")) == 2


def test_what_was_set_apart_is_no_second_file_for_the_doctor(reader, draft, library):
    reader("apart", "draft.md")
    reader("annotate", "draft.md", "--quote", FIRST)
    assert reader("doctor", "--fix").code == 0
    assert len(notes_of(reader, "draft.md")) == 1
    waiting = [entry for entry in library.entries() if entry.displaced]
    assert len(notes_of(reader, waiting[0].id)) == 2


# What cannot be


def test_a_document_that_nobody_knows_is_said_in_one_line(reader, draft):
    said = reader("same", "nothing.md", "draft.md")
    assert said.code == 1
    assert said.err == (
        "reader: nothing.md: the library does not know it; “reader documents” lists all\n"
    )


@pytest.mark.parametrize(
    "words", [("review",), ("stats", "--document"), ("session", "--document"), ("same",)]
)
def test_of_a_file_that_was_never_opened_that_is_said(reader, tmp_path, words):
    new = tmp_path / "here" / "new.md"
    new.write_text(UNLIKE, "utf-8")
    done = reader(*words, "new.md", *(["other.md"] if words == ("same",) else []))
    assert done.code == 1
    assert done.err == "reader: new.md was never opened here: nothing is known of it yet\n"


def test_a_document_is_the_same_as_itself(reader, draft):
    assert "is that document already" in reader("same", "draft.md", "draft.md").err
    assert len(notes_of(reader, "draft.md")) == 2


def test_a_document_with_notes_in_the_trash_is_not_given_up(reader, draft, library):
    other = draft.with_name("other.md")
    other.write_text(UNLIKE, "utf-8")
    reader("annotate", "other.md", "--quote", UNLIKE[:30])
    store = library.annotations_of(find(library, "other.md"))
    store.remove(store.all()[0].id)
    store.save()
    draft.unlink()
    reader("same", "draft.md", "other.md")
    assert len(library.annotations_of(find(library, "other.md")).deleted()) == 1


def test_a_new_document_that_takes_over_an_old_one_leaves_no_second_entry(library, draft, tmp_path):
    old = find(library, "draft.md")
    new = old._replace(id="0" * 18, path=str(tmp_path / "x.md"), sha256="x", file="x.json")
    library.put([new])
    take_over(library, old, new)
    assert [entry.id for entry in library.entries()] == [old.id]


def test_copies_are_followed_from_the_text_that_the_originals_stood_in(library, tmp_path):
    draft = tmp_path / "draft.md"
    draft.write_text(TEXT, "utf-8")
    old = opened(library, draft)
    old.mark(Span(300, 340))
    old.keep()
    second = draft.with_name("second.md")
    second.write_text(edited(TEXT, 40), "utf-8")
    assert take_along(library, library.known_at(draft), known(library, second)) == 1
    new = opened(library, second)
    ((copy, _),) = new.everything()
    assert new.last_described(copy)[1] == old.document.text
    assert kept_path(new.store.path).exists()
