"""Knowing a document again: what a person expects of files that are edited, moved, copied,
replaced and converted."""

import os
from pathlib import Path

import pytest

from reader.annotations.annotation import Annotation, Target, new_id, now
from reader.catalogue import UNCOUNTED, Entry
from reader.documents.opening import open_document, read_source, source_from_bytes
from reader.gathering import gather, known_to
from reader.library import Library, Recognised
from reader.recognising import Doubt, How
from reader.sameness import percent
from reader.shelf import MISSING, card_of, is_there
from tests.prose import edited, prose

TEXT, UNLIKE = prose(1), prose(2)


def written(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def recognised(library: Library, path: Path) -> Recognised:
    source = read_source(path)
    return library.recognition(source, open_document(source))


def read(library: Library, path: Path) -> Entry:
    """Read a document."""
    return library.remember(recognised(library, path).entry, opened=now())


def noted(library: Library, path: Path, notes: int = 1) -> Entry:
    """Read a document and write notes on its first words."""
    entry = read(library, path)
    store = library.annotations_of(entry)
    words = path.read_text("utf-8")[:20]
    for _ in range(notes):
        store.add(Annotation(new_id(), Target(words, start=0, end=20), note="mine"))
    store.save()
    return library.remember(entry, counts=(notes, 0))


def known_by(library: Library, path: Path) -> tuple[str, How]:
    found = recognised(library, path)
    assert found.question is None
    return found.entry.id, found.how


# What stays the same document


def test_a_file_that_was_moved_and_then_edited_is_the_same_document(library, tmp_path):
    path = written(tmp_path / "draft.txt")
    entry = noted(library, path)
    path.unlink()
    moved = written(tmp_path / "elsewhere" / "final.txt", edited(TEXT))
    assert known_by(library, moved) == (entry.id, How.LIKENESS)


def test_an_edited_file_in_a_renamed_folder_is_the_same_document(library, tmp_path):
    entries = {
        name: noted(library, written(tmp_path / "old" / name, prose(seed)))
        for seed, name in enumerate(("one.txt", "two.txt"), 10)
    }
    (tmp_path / "old").rename(tmp_path / "new")
    for seed, name in enumerate(("one.txt", "two.txt"), 10):
        path = written(tmp_path / "new" / name, edited(prose(seed)))
        assert known_by(library, path) == (entries[name].id, How.LIKENESS)


def test_a_chinese_text_that_was_moved_and_edited_is_the_same_document(library, tmp_path):
    text = "".join(chr(0x4E00 + (at * at * 31 + at * 7) % 5000) for at in range(600))
    entry = noted(library, written(tmp_path / "旧.txt", text))
    (tmp_path / "旧.txt").unlink()
    new = written(tmp_path / "新.txt", text[:200] + "今天下雨了。" + text[220:])
    assert known_by(library, new) == (entry.id, How.LIKENESS)


def test_a_markdown_file_that_became_plain_text_is_the_same_document(library, tmp_path):
    body = TEXT.replace(". ", ". **Bold** and *slanted*. ", 3)
    path = written(tmp_path / "book.md", f"# The title\n\n{body}")
    entry = noted(library, path)
    path.unlink()
    plain = body.replace("*", "").replace("slanted", "“slanted”")
    new = written(tmp_path / "book.txt", f"THE TITLE\n\n{plain}")
    assert known_by(library, new) == (entry.id, How.LIKENESS)


def test_a_symbolic_link_leads_to_the_same_document(library, tmp_path):
    path = written(tmp_path / "story.txt")
    entry = noted(library, path)
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    assert known_by(library, link) == (entry.id, How.TEXT)


def test_a_hard_link_is_the_same_document(library, tmp_path):
    path = written(tmp_path / "story.txt")
    entry = noted(library, path)
    os.link(path, tmp_path / "other-name.txt")
    assert known_by(library, tmp_path / "other-name.txt") == (entry.id, How.TEXT)


@pytest.mark.parametrize(
    ("before", "after"), [("Draft.txt", "draft.TXT"), ("\u00e9.txt", "e\u0301.txt")]
)
def test_a_name_that_is_only_written_otherwise_is_the_same_place(library, tmp_path, before, after):
    path = written(tmp_path / before)
    entry = noted(library, path)
    path.unlink()
    new = written(tmp_path / after, edited(TEXT, 6))
    assert known_by(library, new) == (entry.id, How.PLACE)


def test_a_text_rewritten_to_a_good_part_at_its_place_is_the_same_document(library, tmp_path):
    path = written(tmp_path / "story.txt")
    entry = noted(library, path)
    written(path, TEXT[: len(TEXT) // 3] + prose(3))
    assert known_by(library, path) == (entry.id, How.PLACE)


def test_a_file_cut_off_while_it_is_written_is_the_same_document(library, tmp_path):
    path = written(tmp_path / "story.txt")
    entry = noted(library, path)
    assert known_by(library, written(path, TEXT[:40])) == (entry.id, How.PLACE)


def test_a_document_without_notes_may_be_replaced_by_any_other_text(library, tmp_path):
    path = written(tmp_path / "log.txt")
    entry = read(library, path)
    entry = library.remember(entry, counts=(0, 0))
    assert known_by(library, written(path, UNLIKE)) == (entry.id, How.PLACE)


def test_files_that_took_each_others_names_keep_their_notes(library, tmp_path):
    names = ("chapter-1.txt", "chapter-2.txt", "chapter-3.txt")
    texts = [prose(seed, 25 + seed) for seed in range(3)]
    ids = [noted(library, written(tmp_path / n, t)).id for n, t in zip(names, texts, strict=True)]
    for name, text in zip(names, (prose(9), *texts), strict=False):  # a new first chapter
        written(tmp_path / name, text)
    written(tmp_path / "chapter-4.txt", texts[2])
    found = [read(library, tmp_path / f"chapter-{n}.txt").id for n in (2, 3, 4)]
    assert found == ids
    assert all(library.is_there(entry) for entry in library.entries() if entry.id in ids)


# Detached drives, several machines


def test_a_document_on_a_drive_that_is_back_is_the_same_as_its_copy_here(library, tmp_path):
    drive = tmp_path / "drive"
    entry = noted(library, written(drive / "story.txt"))
    drive.rename(tmp_path / "detached")
    here = read(library, written(tmp_path / "story.txt"))
    assert here.id == entry.id
    (tmp_path / "detached").rename(drive)
    assert recognised(library, drive / "story.txt").entry.id == entry.id


def test_one_library_serves_two_machines_with_other_paths(library, tmp_path):
    home, users = tmp_path / "home" / "story.txt", tmp_path / "Users" / "story.txt"
    entry = noted(library, written(home))
    home.unlink()  # the other machine: the same library, and the file at its own place
    assert read(library, written(users)).id == entry.id
    users.unlink()  # back on the first, where it was edited more than a little
    again = written(home, edited(TEXT, 6))
    assert library.known_at(home).id == entry.id
    assert known_by(library, again) == (entry.id, How.PLACE)


def test_a_draft_is_not_taken_for_one_on_a_drive_that_is_not_there(library, tmp_path):
    old = noted(library, written(tmp_path / "drive" / "draft.md"))
    (tmp_path / "drive").rename(tmp_path / "detached")
    found = recognised(library, written(tmp_path / "draft-2.md", edited(TEXT)))
    assert (found.question.doubt, found.question.other.id) == (Doubt.MOVED, old.id)
    assert found.entry.id != old.id


# What is another document


def test_two_files_with_one_name_stay_two(library, tmp_path):
    one = noted(library, written(tmp_path / "a" / "README.md", f"# Read me\n\n{TEXT}"))
    two = recognised(library, written(tmp_path / "b" / "README.md", f"# Read me\n\n{UNLIKE}"))
    assert (two.how, two.question) == (How.NEW, None)
    assert two.entry.id != one.id


def test_books_are_not_alike_by_the_licence_around_them(library, tmp_path):
    licence = prose(77, 120)
    mark = "*** {} OF THE PROJECT GUTENBERG EBOOK {} ***"

    def book(seed: int, title: str) -> str:
        start, end = mark.format("START", title), mark.format("END", title)
        head = f"The Project Gutenberg eBook of {title}\n\nTitle: {title}\n\n"
        return f"{head}{start}\n\n{prose(seed)}\n\n{end}\n\n{licence}"

    path = written(tmp_path / "one.txt", book(1, "One"))
    first = noted(library, path)
    path.unlink()
    second = recognised(library, written(tmp_path / "two.txt", book(2, "Two")))
    assert second.entry.id != first.id
    assert (second.how, second.question) == (How.NEW, None)


def test_a_short_text_is_not_told_by_its_likeness(library, tmp_path):
    path = written(tmp_path / "one.txt", "Buy milk and bread.\n")
    entry = noted(library, path)
    path.unlink()
    other = recognised(library, written(tmp_path / "two.txt", "Buy milk and butter.\n"))
    assert (other.how, other.question) == (How.NEW, None)
    assert other.entry.id != entry.id


# What is asked


def test_of_a_draft_beside_an_alike_one_with_notes_it_is_asked(library, tmp_path):
    old = noted(library, written(tmp_path / "draft.md"), 3)
    found = recognised(library, written(tmp_path / "draft-2.md", edited(TEXT)))
    doubt, other, alike = found.question
    assert (doubt, other.id, other.annotations) == (Doubt.COPY, old.id, 3)
    assert 0.6 < alike < 0.95
    assert (found.entry.id != old.id, found.how) == (True, How.NEW)


def test_of_a_copy_it_is_asked_and_both_are_documents_of_their_own(library, tmp_path):
    old = noted(library, written(tmp_path / "draft.md"))
    found = recognised(library, written(tmp_path / "copy.md"))
    assert found.question[:1] + found.question[2:] == (Doubt.COPY, 1.0)
    assert found.entry.id != old.id


@pytest.mark.parametrize("text", [TEXT, edited(TEXT)])
def test_of_a_copy_of_what_is_back_where_it_was_before_it_is_asked(library, tmp_path, text):
    path = written(tmp_path / "a.md")
    entry = noted(library, path)
    path.rename(tmp_path / "b.md")
    assert read(library, tmp_path / "b.md").id == entry.id
    (tmp_path / "b.md").rename(path)
    found = recognised(library, written(tmp_path / "a-2.md", text))
    assert (found.question.doubt, found.question.other.path) == (Doubt.COPY, str(path))
    assert found.entry.id != entry.id
    assert known_by(library, path) == (entry.id, How.TEXT)


def test_it_is_asked_once(library, tmp_path):
    noted(library, written(tmp_path / "draft.md"))
    path = written(tmp_path / "draft-2.md", edited(TEXT))
    read(library, path)
    assert recognised(library, path).question is None


def test_a_file_put_on_the_shelf_is_asked_about_when_it_is_first_read(library, tmp_path):
    old = noted(library, written(tmp_path / "draft.md"))
    path = written(tmp_path / "draft-2.md", edited(TEXT))
    list(gather(library, [path], known_to(library, library.browse())))
    found = recognised(library, path)
    assert (found.question.doubt, found.question.other.id) == (Doubt.COPY, old.id)
    assert found.entry.id == library.known_at(path).id


def test_a_file_put_on_the_shelf_is_known_when_it_is_first_read(library, tmp_path):
    path = written(tmp_path / "draft.md")
    old = noted(library, path)
    path.unlink()
    new = written(tmp_path / "final.md", edited(TEXT))
    list(gather(library, [new], known_to(library, library.browse())))
    assert read(library, new).id == old.id
    shelf = [entry.path for entry in library.entries() if not entry.off_the_shelf]
    assert shelf == [str(new)]


def test_nothing_is_asked_about_a_document_without_notes(library, tmp_path):
    library.remember(read(library, written(tmp_path / "draft.md")), counts=(0, 0))
    found = recognised(library, written(tmp_path / "draft-2.md", edited(TEXT)))
    assert found.question is None


def test_what_is_gone_is_known_though_a_somewhat_alike_text_is_there(library, tmp_path):
    noted(library, written(tmp_path / "relative.md", TEXT[: len(TEXT) // 2] + prose(4)))
    path = written(tmp_path / "draft.md")
    old = noted(library, path)
    path.unlink()
    final = written(tmp_path / "final.md", edited(TEXT, 30))
    assert known_by(library, final) == (old.id, How.LIKENESS)


def test_what_is_gone_is_known_though_another_copy_of_it_is_there(library, tmp_path):
    noted(library, written(tmp_path / "copy.md"))
    path = written(tmp_path / "draft.md")
    old = noted(library, path)
    path.unlink()
    renamed = written(tmp_path / "renamed.md", edited(TEXT, 60))
    assert known_by(library, renamed) == (old.id, How.LIKENESS)


def test_of_a_copy_of_what_is_there_it_is_asked_though_an_alike_text_is_gone(library, tmp_path):
    there = noted(library, written(tmp_path / "copy.md", edited(TEXT, 60)))
    path = written(tmp_path / "draft.md")
    noted(library, path)
    path.unlink()
    found = recognised(library, written(tmp_path / "new.md", edited(TEXT, 60)))
    assert (found.question.doubt, found.question.other.id) == (Doubt.COPY, there.id)


def test_a_text_with_one_word_changed_is_not_word_for_word_another(library, tmp_path):
    noted(library, written(tmp_path / "draft.md"))
    one_word = TEXT[: TEXT.rindex(" ")] + " end."
    found = recognised(library, written(tmp_path / "draft-2.md", one_word))
    assert percent(found.question.alike) == "about 99 %"


@pytest.mark.parametrize("count", [UNCOUNTED, 0])
def test_notes_that_nobody_has_counted_are_counted_for_the_question(library, tmp_path, count):
    old = noted(library, written(tmp_path / "draft.md"), 2)
    library.put([old._replace(annotations=count)])
    found = recognised(library, written(tmp_path / "draft-2.md", edited(TEXT)))
    assert found.question.other.annotations == 2


def test_of_a_gone_document_that_is_only_somewhat_like_it_is_asked(library, tmp_path):
    path = written(tmp_path / "report.md")
    old = noted(library, path)
    path.unlink()
    found = recognised(library, written(tmp_path / "next.md", TEXT[: len(TEXT) // 2] + prose(4)))
    assert (found.question.doubt, found.question.other.id) == (Doubt.MOVED, old.id)
    assert found.entry.id != old.id


def test_between_two_gone_documents_that_are_both_like_it_is_asked(library, tmp_path):
    paths = [written(tmp_path / name, edited(TEXT, n)) for name, n in (("a.md", 19), ("b.md", 23))]
    ids = {noted(library, path).id for path in paths}
    for path in paths:
        path.unlink()
    found = recognised(library, written(tmp_path / "c.md"))
    assert found.question.doubt is Doubt.MOVED
    assert found.question.other.id in ids
    assert found.entry.id not in ids


def test_of_an_entirely_different_text_at_the_place_of_notes_it_is_asked(library, tmp_path):
    path = written(tmp_path / "today.md")
    old = noted(library, path, 4)
    found = recognised(library, written(path, UNLIKE))
    assert (found.question.doubt, found.question.other.id) == (Doubt.REPLACED, old.id)
    assert found.entry.id != old.id


def test_what_was_replaced_is_missing_and_known_again_when_its_text_returns(library, tmp_path):
    path = written(tmp_path / "today.md")
    old = noted(library, path)
    new = read(library, written(path, UNLIKE))
    entries = {entry.id: entry for entry in library.entries()}
    assert card_of(entries[old.id], there=is_there(library, entries[old.id])).state == MISSING
    assert library.known_at(path).id == new.id
    assert read(library, written(path)).id == old.id
    assert library.known_at(path).id == old.id


def test_a_window_that_is_behind_does_not_take_the_place_back(library, tmp_path):
    path = written(tmp_path / "today.md")
    old = noted(library, path)
    new = read(library, written(path, UNLIKE))
    library.remember(old, place=3)
    assert read(library, path).id == new.id


def test_of_a_file_that_was_moved_over_an_alike_one_it_is_asked(library, tmp_path):
    draft, second = written(tmp_path / "draft.md"), written(tmp_path / "2.md", edited(TEXT))
    first, other = noted(library, draft), noted(library, second)
    second.replace(draft)
    found = recognised(library, draft)
    assert found.entry.id == first.id
    assert (found.question.other.id, found.question.alike) == (other.id, 1.0)


def test_of_a_copy_of_another_document_that_took_the_place_of_a_draft_of_it_it_is_asked(
    library, tmp_path
):
    first = noted(library, written(tmp_path / "e.md", edited(TEXT)))
    other = noted(library, written(tmp_path / "f.md"), 3)
    found = recognised(library, written(tmp_path / "e.md"))
    assert (found.entry.id, found.question.doubt) == (first.id, Doubt.COPY)
    assert (found.question.other.id, found.question.other.annotations) == (other.id, 3)


def test_of_a_short_text_that_is_word_for_word_another_it_is_asked_too(library, tmp_path):
    noted(library, written(tmp_path / "e.md", "Buy milk and bread, and eggs.\n"))
    other = noted(library, written(tmp_path / "f.md", "Water the plants on Monday.\n"))
    found = recognised(library, written(tmp_path / "e.md", "Water the plants on Monday.\n"))
    assert found.question.other.id == other.id


def test_where_another_known_text_took_a_place_that_one_is_offered_as_well(library, tmp_path):
    old = noted(library, written(tmp_path / "d.md", UNLIKE), 3)
    draft = noted(library, written(tmp_path / "draft.md"), 14)
    found = recognised(library, written(tmp_path / "d.md"))
    assert (found.question.doubt, found.question.other.id) == (Doubt.REPLACED, old.id)
    assert (found.instead.doubt, found.instead.other.id) == (Doubt.COPY, draft.id)


# What the world calls it


def with_url(text: str, url: str, key: str = "url") -> str:
    return f"---\n{key}: {url}\n---\n\n{text}"


def test_a_new_edition_with_the_same_identifier_is_the_same_document(library, tmp_path):
    path = written(tmp_path / "paper.md", with_url(TEXT, "10.1000/182", "doi"))
    entry = noted(library, path)
    path.unlink()
    edition = TEXT[: len(TEXT) // 3] + prose(5, 40)
    new = written(tmp_path / "v2.md", with_url(edition, "https://doi.org/10.1000/182", "doi"))
    assert known_by(library, new) == (entry.id, How.IDENTIFIER)


def test_a_page_that_was_written_anew_at_its_place_is_known_by_its_address(library, tmp_path):
    path = written(tmp_path / "page.md", with_url(TEXT, "https://example.org/a"))
    entry = noted(library, path)
    written(path, with_url(UNLIKE, "http://www.example.org/a/?utm_source=x#top"))
    assert known_by(library, path) == (entry.id, How.PLACE)


def test_notes_about_a_page_are_not_the_page(library, tmp_path):
    path = written(tmp_path / "page.md", with_url(TEXT, "https://example.org/a"))
    entry = noted(library, path)
    path.unlink()
    about = written(tmp_path / "about.md", with_url(UNLIKE, "https://example.org/a", "source"))
    found = recognised(library, about)
    assert (found.entry.id != entry.id, found.how, found.question) == (True, How.NEW, None)


def test_of_another_edition_beside_the_first_it_is_asked(library, tmp_path):
    entry = noted(library, written(tmp_path / "one.md", with_url(TEXT, "1-234", "id")))
    edition = TEXT[: len(TEXT) // 3] + prose(5, 40)
    found = recognised(library, written(tmp_path / "two.md", with_url(edition, "1-234", "id")))
    assert (found.question.doubt, found.question.other.id) == (Doubt.COPY, entry.id)


# What it takes


def test_a_catalogue_from_before_likeness_was_known_goes_by_place_and_text(library, tmp_path):
    path = written(tmp_path / "story.txt")
    entry = noted(library, path)
    library.put([entry._replace(sketch="", identifiers=(), places=())])
    assert known_by(library, written(path, UNLIKE)) == (entry.id, How.PLACE)


def test_a_lost_catalogue_costs_nothing_of_it(library, tmp_path):
    path = written(tmp_path / "draft.txt")
    entry = noted(library, path)
    (library.annotations / "catalogue.json").unlink()
    path.unlink()
    moved = written(tmp_path / "final.txt", edited(TEXT))
    assert known_by(library, moved) == (entry.id, How.LIKENESS)


def test_the_text_is_looked_into_only_where_text_and_place_leave_a_doubt(
    library, tmp_path, monkeypatch
):
    path = written(tmp_path / "story.txt")
    entry = noted(library, path)
    source = read_source(path)
    monkeypatch.setattr("reader.text.sketch.sketch", lambda text: 1 / 0)
    assert library.recognise(source, open_document(source)).id == entry.id


def test_what_comes_through_a_pipe_is_known_by_its_words_alone(library, tmp_path):
    entry = noted(library, written(tmp_path / "story.txt"))
    source = source_from_bytes("standard input", TEXT.encode())
    found = library.recognition(source, open_document(source))
    assert (found.entry.id, found.entry.path) == (entry.id, entry.path)
    other = source_from_bytes("standard input", edited(TEXT).encode())
    assert library.recognise(other, open_document(other)).id != entry.id
