"""A document that is edited while it is read."""

import os
from pathlib import Path

import pytest

from reader.ui import live
from reader.ui.widgets.rows import CHANGED

PARAGRAPHS = [f"Paragraph {number} says what it says, and no more." for number in range(1, 61)]
BOOK = "# Title\n\n" + "\n\n".join(PARAGRAPHS) + "\n"
EDITED = BOOK.replace("Paragraph 3 says", "The third paragraph says")


def path_of(reader) -> Path:
    return reader.app.source.path


def save(reader, text: str) -> None:
    """Write the file in place, as a shell does."""
    path_of(reader).write_text(text, "utf-8")


def save_by_rename(reader, text: str) -> None:
    """Write another file and put it in its place, as editors do."""
    beside = path_of(reader).with_name("beside")
    beside.write_text(text, "utf-8")
    beside.replace(path_of(reader))


async def shown(reader, words: str) -> None:
    """Wait until the text has these words."""
    await reader.until(lambda: words in reader.text)
    await reader.settle()


async def looked(reader, times: int = 2) -> None:
    """Wait until the file was looked at so often, and what came of it is done."""
    count = 0
    look = reader.app.sitting.live.look

    def counting() -> None:
        nonlocal count
        count += 1
        look()

    reader.app.sitting.live.look = counting
    await reader.until(lambda: count >= times)
    reader.app.sitting.live.look = look
    await reader.settle()


def row_of(reader, words: str) -> int:
    return next(y for y, row in enumerate(reader.rows()) if words in row)


def marked(reader) -> list[str]:
    """The rows with a sign that they changed."""
    return [row.partition(CHANGED)[2].strip() for row in reader.rows() if CHANGED in row]


async def decided_here(reader, words: str) -> None:
    """Decide that a line is a heading."""
    reader.view.put_caret(reader.find(words).start)
    await reader.type("#2")
    await reader.press("escape")


# --- the file -----------------------------------------------------------------------------------


async def test_that_a_decision_about_a_heading_lost_its_words_is_said(open_reader):
    text = BOOK.replace("Paragraph 2 ", "THE SEA\n\nParagraph 2 ")
    async with open_reader(text) as reader:
        await decided_here(reader, "THE SEA")
        save(reader, BOOK)
        await reader.until(lambda: "THE SEA" not in reader.text)
        await reader.until(lambda: reader.sees("what you decided about a heading is kept"))


@pytest.mark.parametrize("saving", [save, save_by_rename])
async def test_a_file_that_is_saved_is_shown_anew(open_reader, saving):
    async with open_reader(BOOK) as reader:
        screen = reader.app.reading_screen
        saving(reader, EDITED)
        await shown(reader, "The third paragraph")
        assert reader.app.reading_screen is screen
        assert reader.sees("The third paragraph says")
        assert reader.sees("Shown anew: 1 passage changed")


async def test_each_of_many_savings_is_shown(open_reader):
    async with open_reader(BOOK) as reader:
        for number in range(3):
            save_by_rename(reader, BOOK.replace("Paragraph 2 says", f"Version {number} says"))
            await shown(reader, f"Version {number} says")


async def test_only_the_beginning_of_the_text_is_not_shown_until_the_rest_is_there(open_reader):
    async with open_reader(BOOK) as reader:
        texts = set()
        with path_of(reader).open("w", encoding="utf-8") as file:
            for half in (EDITED[: len(BOOK) // 2], EDITED[len(BOOK) // 2 :]):
                file.write(half)
                file.flush()
                await looked(reader, 3)
                texts.add(len(reader.text) > len(BOOK) * 3 // 4)
        await shown(reader, "The third paragraph")
        assert texts == {True}
        assert reader.text.endswith(PARAGRAPHS[-1])


async def test_a_text_that_was_cut_off_on_purpose_is_shown_after_all(open_reader):
    async with open_reader(BOOK) as reader:
        save(reader, BOOK[: BOOK.index("Paragraph 40")])
        await reader.until(lambda: "Paragraph 40" not in reader.text)


async def test_an_entirely_different_text_is_not_taken_for_the_beginning_of_the_old(
    open_reader, monkeypatch
):
    monkeypatch.setattr(live, "BEGINNING", 60.0)
    async with open_reader(BOOK) as reader:
        save(reader, "# Bees\n\nA paragraph about what bees do.\n\nThey fly far, no more.\n")
        await shown(reader, "They fly far")


@pytest.mark.parametrize("rubbish", [b"", b"\n \n", b"\0\1\2"])
async def test_what_is_no_text_is_not_shown_and_the_file_is_looked_at_again(open_reader, rubbish):
    async with open_reader(BOOK) as reader:
        path_of(reader).write_bytes(rubbish)
        await reader.until(lambda: reader.sees("The text stays as it was"))
        assert reader.sees(PARAGRAPHS[2])
        save(reader, EDITED)
        await shown(reader, "The third paragraph")


async def test_of_a_file_that_stays_empty_is_told_once(open_reader):
    async with open_reader(BOOK) as reader:
        save(reader, "")
        await reader.until(lambda: reader.sees("The text stays as it was"))
        await reader.press("j")
        path_of(reader).touch()
        await looked(reader, 4)
        assert not reader.sees("The text stays as it was")


async def test_a_file_that_goes_is_told_of_and_one_that_comes_back_is_followed(open_reader):
    async with open_reader(BOOK) as reader:
        path_of(reader).unlink()
        await reader.until(lambda: reader.sees("The file is gone"))
        assert reader.sees("Paragraph 3 says")
        save(reader, EDITED)
        await shown(reader, "The third paragraph")


async def test_a_file_that_is_renamed_is_followed_and_so_is_the_editing_of_it(open_reader, library):
    async with open_reader(BOOK) as reader:
        before, new = reader.app.entry.id, path_of(reader).with_name("renamed.md")
        path_of(reader).rename(new)
        await reader.until(lambda: reader.sees("it is renamed.md now"))
        await reader.until(lambda: library.known_at(new) is not None)
        assert library.known_at(new).id == before
        new.write_text(EDITED, "utf-8")
        await shown(reader, "The third paragraph")
        assert (reader.app.entry.id, reader.app.source.path) == (before, new)


async def test_a_file_that_is_renamed_and_edited_at_once_is_followed(open_reader):
    async with open_reader(BOOK) as reader:
        new = path_of(reader).with_name("renamed.md")
        look = reader.app.sitting.live.look
        path_of(reader).rename(new)
        look()
        new.unlink()
        new.write_text(EDITED, "utf-8")
        await shown(reader, "The third paragraph")


async def test_a_new_version_at_the_place_of_a_renamed_file_is_followed_there(open_reader, library):
    async with open_reader(BOOK) as reader:
        path, before = path_of(reader), reader.app.entry.id
        reader.screen.reading.mark(reader.find("Paragraph 5"))
        path.rename(path.with_name("book.md.bak"))
        await reader.until(lambda: reader.sees("it is book.md.bak now"))
        path.write_text(EDITED, "utf-8")
        await shown(reader, "The third paragraph")
        assert (path_of(reader), reader.app.entry.id) == (path, before)
        path.write_text(EDITED.replace("Paragraph 7", "The seventh one"), "utf-8")
        await shown(reader, "The seventh one")
        assert len(reader.screen.reading.placed) == 1
    assert library.known_at(path).id == before


async def test_another_text_at_the_place_of_a_renamed_file_is_not_taken_for_it(open_reader):
    async with open_reader(BOOK) as reader:
        path = path_of(reader)
        path.rename(path.with_name("old.md"))
        await reader.until(lambda: reader.sees("it is old.md now"))
        path.write_text("Bread, milk, butter.\n", "utf-8")
        await reader.until(lambda: reader.sees("There is another book.md now; this one is old.md"))
        path.with_name("old.md").write_text(EDITED, "utf-8")
        await shown(reader, "The third paragraph")


async def test_a_file_that_comes_back_as_it_was_is_told_of(open_reader, tmp_path):
    async with open_reader(BOOK) as reader:
        aside = tmp_path / "aside" / "book.md"
        aside.parent.mkdir()
        path_of(reader).rename(aside)
        await reader.until(lambda: reader.sees("The file is gone"))
        aside.rename(path_of(reader))
        await reader.until(lambda: reader.sees("The file is back"))


async def test_a_file_that_is_only_touched_changes_nothing(open_reader):
    async with open_reader(BOOK) as reader:
        document = reader.screen.document
        os.utime(path_of(reader), (1, 1))
        await looked(reader, 4)
        assert reader.screen.document is document
        assert not reader.sees("Shown anew")


async def test_where_following_is_off_the_change_is_told_and_a_key_shows_it(open_reader):
    async with open_reader(BOOK) as reader:
        reader.app.tuning.set("reading.follow", False)
        await reader.settle()
        save(reader, EDITED)
        await reader.until(lambda: reader.sees("The file changed: f5 shows it as it is now."))
        assert reader.sees("Paragraph 3 says")
        await reader.press("f5")
        await shown(reader, "The third paragraph")


async def test_a_key_for_a_file_that_did_not_change_says_so(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f5")
        assert reader.sees("Nothing in the file has changed.")


# --- the place ----------------------------------------------------------------------------------


async def test_the_line_being_read_stays_in_its_row_when_text_comes_above_it(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("space", "space", "j", "j", "j")
        rows = reader.rows()
        save(reader, BOOK.replace("# Title\n", "# Title\n\nWhat is new here.\n\nAnd more.\n"))
        await shown(reader, "What is new")
        assert reader.rows() == rows
        assert reader.view.place == reader.top


async def test_what_is_inserted_below_the_first_row_moves_what_follows(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("space", "space")
        first = reader.rows()[0]
        words = next(row for row in reader.rows()[4:] if row)
        save(reader, BOOK.replace(words, f"New words.\n\n{words}"))
        await shown(reader, "New words.")
        assert reader.rows()[0] == first
        assert row_of(reader, words) == row_of(reader, "New words.") + 2


async def test_where_the_first_line_goes_the_next_one_keeps_its_row(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("space", "space")
        gone, words = [row for row in reader.rows() if row][:2]
        row = row_of(reader, words)
        save(reader, BOOK.replace(f"{gone}\n\n", ""))
        await reader.until(lambda: gone not in reader.text)
        assert row_of(reader, words) == row


async def test_the_line_of_the_caret_keeps_its_row(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("space", "v", "j", "j", "j", "w")
        caret = reader.view.caret
        words, row = reader.text[caret : caret + 20], reader.cell(caret)[1]
        before = next(filter(None, reader.rows()))
        save(reader, BOOK.replace(before, f"{before}\n\nNew words."))
        await shown(reader, "New words.")
        caret = reader.view.caret
        assert reader.text[caret : caret + 20] == words
        assert reader.cell(caret)[1] == row


async def test_a_jump_leads_back_to_its_words(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("space", "space")
        words = reader.rows()[0]
        await reader.press("G")
        save(reader, BOOK.replace("# Title\n", "# Title\n\nNew words.\n"))
        await shown(reader, "New words.")
        await reader.press("alt+left")
        assert reader.rows()[0] == words


async def test_what_was_read_stays_read_in_its_words(open_reader):
    async with open_reader(BOOK, finish=True) as reader:
        reader.screen.read = [reader.find("Paragraph 20 says")]
        save(reader, BOOK.replace("# Title\n", "# Title\n\nNew words.\n"))
        await shown(reader, "New words.")
        assert reader.find("Paragraph 20 says") in reader.screen.read
        new = reader.find("Paragraph 20 says")
    (entry,) = reader.app.library.entries()
    assert new in entry.read
    assert entry.length == len(reader.text)


async def test_folded_sections_stay_folded(open_reader):
    book = "# Alpha\n\nWords.\n\n## Beta\n\nMore words.\n\n# Gamma\n\nThe end.\n"
    async with open_reader(book, size=(120, 30)) as reader:
        await reader.press("tab", "tab", "1", "j")
        save(reader, book.replace("# Gamma", "# Before\n\nNew words.\n\n# Gamma"))
        await shown(reader, "New words.")
        pane = reader.screen.sections
        assert not reader.sees("▼ Alpha")
        assert pane.chosen_section().title == "Gamma"
        assert reader.screen.pane is pane


# --- what one is doing --------------------------------------------------------------------------


async def test_a_selection_stays_on_its_words(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("space", "v", "i", "s")
        words = reader.selected
        save(reader, BOOK.replace("# Title\n", "# Title\n\nNew words.\n"))
        await shown(reader, "New words.")
        assert reader.selected == words
        await reader.press("enter")
        assert reader.only.target.exact == words


async def test_a_selection_of_words_that_change_is_marked_as_it_was_seen(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Paragraph 3 says")
        await reader.press("escape")
        assert reader.selected == PARAGRAPHS[2]
        save(reader, EDITED)
        await reader.until(lambda: reader.sees("it is shown as it is now when you are done here"))
        assert "The third paragraph" not in reader.text
        await reader.press("enter")
        assert reader.only.target.exact == PARAGRAPHS[2]
        await shown(reader, "The third paragraph")


async def test_a_note_being_written_is_finished_first(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Paragraph 5 says")
        await reader.press("a")
        await reader.type("My words")
        save(reader, BOOK.replace("# Title\n", "# Title\n\nNew words.\n"))
        await looked(reader, 4)
        assert "New words." not in reader.text
        await reader.press("escape")
        await shown(reader, "New words.")
        assert reader.only.note == "My words"
        assert reader.only.target.exact == PARAGRAPHS[4]
        assert reader.screen.reading.span_of(reader.only.id) == reader.find(PARAGRAPHS[4])


async def test_labels_stay_on_their_sentences_while_one_picks(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        save(reader, BOOK.replace("# Title\n", "# Title\n\nNew words.\n"))
        await looked(reader, 4)
        await reader.label("Paragraph 5 says", capital=True)
        assert reader.only.target.exact == PARAGRAPHS[4]
        await shown(reader, "New words.")


async def test_a_search_being_typed_is_finished_first(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("slash")
        await reader.type("Paragraph 4")
        save(reader, BOOK.replace("# Title\n", "# Title\n\nParagraph 4 is new.\n"))
        await looked(reader, 4)
        assert "is new" not in reader.text
        await reader.press("enter")
        await shown(reader, "is new")
        assert len(reader.view.hits.spans) == 12


async def test_the_current_hit_stays_the_current_one(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("slash")
        await reader.type("Paragraph 4")
        await reader.press("enter", "n", "n")
        hits = reader.view.hits
        assert hits.spans[hits.current] == reader.find("Paragraph 4", 3)
        save(reader, BOOK.replace("# Title\n", "# Title\n\nParagraph 4 is new.\n"))
        await shown(reader, "is new")
        hits = reader.view.hits
        assert hits.spans[hits.current] == reader.find("Paragraph 4", 4)
        assert reader.sees("Shown anew")
        await reader.press("n")
        assert reader.sees("5 of 12")


async def test_under_another_screen_the_text_waits(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("question_mark")
        save(reader, EDITED)
        await looked(reader, 4)
        assert "The third paragraph" not in reader.text
        await reader.press("escape")
        await shown(reader, "The third paragraph")


async def test_with_the_keys_in_the_notes_pane_the_chosen_note_stays_chosen(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        for number in (2, 4, 6):
            await reader.press("f")
            await reader.label(f"Paragraph {number} says", capital=True)
        await reader.press("tab", "k")
        chosen = reader.screen.notes.chosen
        assert chosen.target.exact == PARAGRAPHS[3]
        save(reader, BOOK.replace(f"{PARAGRAPHS[1]}\n\n", "New words.\n\n"))
        await shown(reader, "New words.")
        assert reader.screen.notes.chosen.id == chosen.id
        assert reader.screen.pane is reader.screen.notes


# --- annotations --------------------------------------------------------------------------------


async def test_annotations_go_with_their_words_and_are_counted(open_reader):
    async with open_reader(BOOK) as reader:
        for number in (2, 4):
            await reader.press("f")
            await reader.label(f"Paragraph {number} says", capital=True)
        save(reader, BOOK.replace("# Title\n", "# Title\n\nNew words.\n"))
        await shown(reader, "New words.")
        assert [span for _, span in reader.screen.reading.placed] == [
            reader.find(PARAGRAPHS[1]),
            reader.find(PARAGRAPHS[3]),
        ]
        assert reader.sees("Shown anew: 1 passage changed · 2 kept")


async def test_a_note_whose_words_go_is_lost_and_found_again_when_they_come_back(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Paragraph 4 says", capital=True)
        save(reader, BOOK.replace(PARAGRAPHS[3], "Something of another kind altogether."))
        await reader.until(lambda: reader.sees("1 passage changed · 1 needs you"))
        assert len(reader.screen.reading.orphans) == 1
        save(reader, BOOK)
        await reader.until(lambda: reader.sees("1 passage changed · 1 kept"))
        assert reader.screen.reading.span_of(reader.only.id) == reader.find(PARAGRAPHS[3])


async def test_what_was_marked_before_the_edit_can_be_undone_after_it(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Paragraph 4 says", capital=True)
        save(reader, EDITED)
        await shown(reader, "The third paragraph")
        await reader.press("u")
        assert reader.kept == []
        assert reader.shown == []


# --- what changed -------------------------------------------------------------------------------


async def test_changed_lines_are_marked_for_a_moment(open_reader):
    async with open_reader(BOOK) as reader:
        save(reader, EDITED)
        await shown(reader, "The third paragraph")
        assert marked(reader) == ["The third paragraph says what it says, and no more."]
        await reader.until(lambda: not marked(reader))


async def test_where_something_was_taken_out_the_line_is_marked(open_reader):
    async with open_reader(BOOK) as reader:
        save(reader, BOOK.replace(f"{PARAGRAPHS[2]}\n\n", ""))
        await reader.until(lambda: PARAGRAPHS[2] not in reader.text)
        assert marked(reader) == [PARAGRAPHS[3]]


async def test_what_changed_out_of_sight_is_told_where(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("space", "space")
        save(reader, EDITED)
        await reader.until(lambda: reader.sees("1 passage changed above"))
        save(reader, EDITED.replace(PARAGRAPHS[-1], "The end."))
        await reader.until(lambda: reader.sees("1 passage changed below"))


async def test_other_markup_of_the_same_words_is_shown(open_reader):
    async with open_reader(BOOK) as reader:
        save(reader, BOOK.replace("Paragraph 3 says", "Paragraph **3** says"))
        await reader.until(lambda: reader.sees("Shown anew: nothing but markup changed"))
        assert reader.style_at(reader.find("3 says").start).bold


async def test_another_document_in_the_place_of_the_file_is_opened_as_that(open_reader):
    words = "Bees dance to tell each other where the linden blooms, and how far it is to fly."
    other = "# Bees\n\n" + "\n\n".join(f"{words} That is note {n}." for n in range(20))
    async with open_reader(other, name="bees.md", finish=True) as reader:
        bees, path = reader.app.entry.id, path_of(reader)
        reader.screen.reading.mark(reader.find("That is note 3."))
    async with open_reader(BOOK) as reader:
        path.replace(path_of(reader))
        await reader.until(
            lambda: reader.app.reads and "Bees" in reader.app.reading_screen.document.text
        )
        await reader.until(lambda: reader.app.entry is not None)
        await reader.settle()
        assert reader.app.entry.id == bees
        assert [one.target.exact for one in reader.kept] == ["That is note 3."]
