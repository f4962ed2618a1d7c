"""The sections pane: folding, filtering, following, and what it shows of a section."""

import pytest

from reader.annotations.annotation import Colour, Kind
from reader.text.spans import Span
from reader.ui import folds

BOOK = "# Alpha\n\nOne two three.\n\n" + "\n\n".join(
    f"## Beta {n}\n\nSentence {n} is here. It says nothing about {n}.\n\n### Gamma {n}\n\nMore."
    for n in range(1, 9)
)
# The same with sections long enough to be scrolled through.
LONG = BOOK.replace("More.", "\n\n".join(["More of it."] * 20))


async def mark_some(reader, *beginnings):
    for words in beginnings:
        await reader.press("f")
        await reader.label(words, capital=True)


def titles(reader):
    """The sections that the pane lists."""
    pane = reader.screen.sections
    return [pane.nodes.titles[number] for number in pane._listed]


def rows(reader):
    """What stands in the rows of the pane, below its title."""
    return [row.partition("│")[0].rstrip() for row in reader.screenful()[2:-1]]


def row_of(reader, title):
    return next(row for row in rows(reader) if title in row)


async def into_the_pane(reader):
    reader.screen.sections.focus()
    await reader.settle()


# --- listing and jumping ------------------------------------------------------------------------


async def test_the_sections_are_listed_and_enter_jumps_there(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("shift+tab", "j", "j", "j", "enter")
        assert reader.screen.place == "read"
        assert reader.sees("Beta 2")
        heading = reader.find("Beta 2").start
        assert heading in [line.start for _, line in reader.view.lines()[:2]]


async def test_a_click_on_a_section_jumps_there(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.pilot.click(reader.screen.sections, offset=(10, 1 + 3))
        heading = reader.find("Beta 2").start
        assert heading in [line.start for _, line in reader.view.lines()[:2]]


async def test_sections_fold_and_unfold(open_reader):
    async with open_reader(BOOK) as reader:
        pane = reader.screen.sections
        everything = pane.count
        assert everything == 17
        await reader.press("shift+tab", "j", "h")
        assert pane.count == everything - 1
        await reader.press("l")
        assert pane.count == everything
        await reader.press("g", "h")
        assert pane.count == 1
        await reader.press("l")
        assert pane.count == everything


async def test_fold_on_a_section_without_parts_goes_to_its_parent(open_reader):
    async with open_reader(BOOK) as reader:
        pane = reader.screen.sections
        await reader.press("shift+tab", "j", "j", "h")
        assert pane.count == 17
        assert reader.text[pane.offset_of(pane.cursor) :].startswith("Beta 1")


async def test_sections_are_filtered_as_one_types(open_reader):
    async with open_reader(BOOK) as reader:
        pane = reader.screen.sections
        await reader.press("shift+tab", "slash")
        await reader.type("BETA")
        assert pane.filtered_subtitle() == "8 of 17"
        await reader.type(" 7")
        assert titles(reader) == ["Alpha", "Beta 7"]
        await reader.press("enter")
        assert reader.screen.place == "read"
        assert reader.sees("Sentence 7 is here.")
        assert pane.count == 17


async def test_escape_takes_the_filter_away(open_reader):
    async with open_reader(BOOK) as reader:
        pane = reader.screen.sections
        await reader.press("shift+tab", "j", "j", "slash", "7")
        assert titles(reader) == ["Alpha", "Beta 7", "Gamma 7"]
        await reader.press("escape")
        assert pane.count == 17
        assert pane.cursor == 2
        assert reader.screen.place == "sections"


async def test_a_section_shows_how_many_annotations_are_in_it_and_below(open_reader):
    async with open_reader(BOOK, size=(80, 60)) as reader:
        await mark_some(reader, "One", "Sentence 1", "More.")
        pane = reader.screen.sections
        outline = reader.screen.document.outline
        counts = {one.title: pane.tally(number).notes for number, one in enumerate(outline)}
        assert counts["Alpha"] == 3
        assert counts["Beta 1"] == 2
        assert counts["Gamma 1"] == 1
        assert counts["Beta 2"] == 0


async def test_a_text_without_headings_says_that_there_are_none(open_reader):
    async with open_reader("Just a line.") as reader:
        assert reader.screen.sections.count == 0
        await reader.press("shift+tab", "j", "enter", "h", "l", "slash", "x", "enter")


async def test_a_filter_sets_aside_case_and_accents_and_counts_what_it_finds(open_reader):
    text = "# Über Café\n\nOne.\n\n# Other\n\n## A cafe\n\nTwo.\n"
    async with open_reader(text, size=(120, 40)) as reader:
        await into_the_pane(reader)
        await reader.press("slash", *"CAFE")
        assert titles(reader) == ["Über Café", "Other", "A cafe"]
        assert reader.sees("Sections /CAFE 2 of 3")


async def test_all_words_of_a_filter_must_be_in_a_title_in_any_order(open_reader):
    async with open_reader(BOOK) as reader:
        await into_the_pane(reader)
        await reader.press("slash", *"3 bet")
        assert titles(reader) == ["Alpha", "Beta 3"]


async def test_the_sections_around_a_hit_are_passed_over(open_reader):
    async with open_reader(BOOK) as reader:
        await into_the_pane(reader)
        await reader.press("slash", *"gamma")
        pane = reader.screen.sections
        visited = []
        for _ in range(3):
            visited.append(titles(reader)[pane.cursor])
            await reader.press("down")
        assert visited == ["Gamma 1", "Gamma 2", "Gamma 3"]


async def test_enter_goes_to_the_hit_that_was_chosen_while_typing(open_reader):
    async with open_reader(LONG) as reader:
        await into_the_pane(reader)
        await reader.press("slash", *"gamma", "down", "down", "enter")
        assert reader.screen.place == "read"
        assert reader.find("Gamma 3").start in [line.start for _, line in reader.view.lines()[:2]]
        assert reader.screen.sections.filter == ""


async def test_a_click_on_a_hit_goes_there_and_ends_the_filter(open_reader):
    async with open_reader(LONG) as reader:
        await into_the_pane(reader)
        await reader.press("slash", *"gamma 5")
        await reader.pilot.click(reader.screen.sections, offset=(10, 3))
        await reader.settle()
        assert not reader.screen.prompt.active
        assert len(titles(reader)) == 17
        assert reader.find("Gamma 5").start in [line.start for _, line in reader.view.lines()[:2]]


async def test_enter_on_a_filter_that_finds_nothing_brings_the_list_back(open_reader):
    async with open_reader(BOOK) as reader:
        await into_the_pane(reader)
        await reader.press("slash", *"nowhere", "enter")
        assert len(titles(reader)) == 17
        assert reader.screen.place == "sections"


# --- folding ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key, count", [("1", 1), ("2", 9), ("3", 17), ("4", 17)])
async def test_all_is_folded_to_a_level(open_reader, key, count):
    async with open_reader(BOOK) as reader:
        await into_the_pane(reader)
        await reader.press(key)
        assert len(titles(reader)) == count
        await reader.press("0")
        assert len(titles(reader)) == 17


async def test_the_cursor_stays_where_it_was_or_goes_to_what_holds_it(open_reader):
    async with open_reader(BOOK) as reader:
        await into_the_pane(reader)
        await reader.press("G", "2")
        pane = reader.screen.sections
        assert titles(reader)[pane.cursor] == "Beta 8"
        await reader.press("0")
        assert titles(reader)[pane.cursor] == "Beta 8"


async def test_z_folds_a_section_with_all_in_it_and_unfolds_all_of_it(open_reader):
    async with open_reader(BOOK) as reader:
        await into_the_pane(reader)
        await reader.press("g", "z")
        assert titles(reader) == ["Alpha"]
        await reader.press("l")
        assert titles(reader) == ["Alpha", *(f"Beta {n}" for n in range(1, 9))]
        await reader.press("z")
        assert len(titles(reader)) == 17


async def test_folds_are_remembered_for_the_document(open_reader):
    async with open_reader(BOOK, finish=True) as reader:
        await into_the_pane(reader)
        await reader.press("2", "j", "l")
        before = titles(reader)
        assert before[:4] == ["Alpha", "Beta 1", "Gamma 1", "Beta 2"]
    async with open_reader("# Other\n\n## Part\n\nOne.\n", name="other.md") as reader:
        assert titles(reader) == ["Other", "Part"]
    async with open_reader(BOOK) as reader:
        assert titles(reader) == before


async def test_folds_are_remembered_though_the_text_was_edited(open_reader):
    async with open_reader(BOOK, finish=True) as reader:
        await into_the_pane(reader)
        await reader.press("j", "h")
        assert "Gamma 1" not in titles(reader)
    edited = BOOK.replace("## Beta 1", "## Before\n\n### Within\n\nNew.\n\n## Beta 1")
    async with open_reader(edited) as reader:
        assert titles(reader)[:5] == ["Alpha", "Before", "Within", "Beta 1", "Beta 2"]


async def test_folds_stay_when_the_file_is_read_again(open_reader):
    async with open_reader(BOOK) as reader:
        await into_the_pane(reader)
        path = reader.app.source.path
        path.write_text(path.read_text("utf-8") + "\n\nNew words.\n", "utf-8")
        await reader.press("2", "escape", "f5")
        await reader.until(lambda: "New words." in reader.text)
        assert len(titles(reader)) == 9


async def test_what_was_folded_otherwise_than_its_level_is_kept_as_the_titles_around_it(
    open_reader,
):
    async with open_reader(BOOK, finish=True) as reader:
        await into_the_pane(reader)
        await reader.press("2", "j", "l")
        identity = reader.app.entry.id
    assert folds.load() == {identity: folds.Folds(2, frozenset({"Alpha › Beta 1"}))}


async def test_a_click_on_the_sign_of_a_section_folds_it(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.pilot.click(reader.screen.sections, offset=(2, 2))
        await reader.settle()
        assert titles(reader)[:3] == ["Alpha", "Beta 1", "Beta 2"]


# --- following ----------------------------------------------------------------------------------


async def test_the_section_being_read_is_marked_as_the_text_scrolls(open_reader):
    async with open_reader(LONG) as reader:
        assert row_of(reader, "Alpha").startswith("●")
        await reader.press("right_square_bracket", "right_square_bracket")
        assert row_of(reader, "Gamma 1").startswith("●")
        assert not row_of(reader, "Alpha").startswith("●")


async def test_at_the_end_of_the_text_the_last_section_is_the_one_being_read(open_reader):
    async with open_reader(BOOK, size=(80, 24)) as reader:
        await reader.press("G")
        assert "●" in row_of(reader, "Gamma 8")


async def test_at_the_end_of_the_text_the_section_one_went_to_is_the_one_being_read(open_reader):
    async with open_reader(BOOK, size=(80, 24)) as reader:
        reader.screen.jump(reader.find("Beta 7").start, row=1)
        await reader.settle()
        assert "●" in row_of(reader, "Beta 7")


async def test_what_holds_the_section_being_read_is_marked_where_that_is_folded_away(open_reader):
    async with open_reader(LONG) as reader:
        await into_the_pane(reader)
        await reader.press("2", "escape", *["space"] * 2)
        assert row_of(reader, "Beta 1").startswith("○")


async def test_the_section_being_read_is_in_sight_again_when_the_text_has_the_keys(open_reader):
    text = "\n\n".join(f"# Section {n}\n\nOne two." for n in range(200))
    async with open_reader(text) as reader:
        await into_the_pane(reader)
        await reader.press("G")
        assert not any("Section 0" in row for row in rows(reader))
        await reader.press("escape")
        assert any("Section 0" in row for row in rows(reader))


async def test_a_jump_opens_what_is_folded_until_the_reading_has_left_it(open_reader):
    async with open_reader(LONG) as reader:
        await into_the_pane(reader)
        await reader.press("1", "escape", "colon", *"gamma 5", "enter")
        assert "Gamma 5" in titles(reader)
        await reader.press("g")
        assert titles(reader) == ["Alpha"]


async def test_a_bookmark_is_hidden_in_a_folded_section(open_reader):
    async with open_reader(BOOK) as reader:
        start = reader.find("Sentence 1").start
        reader.screen.reading.mark(Span(start, start), kind=Kind.BOOKMARK, note="a")
        reader.screen.annotations_changed()
        await into_the_pane(reader)
        assert any("⚑ a Sentence 1" in row for row in rows(reader))
        await reader.press("j", "h")
        assert not any("⚑" in row for row in rows(reader))


# --- what is shown of a section -----------------------------------------------------------------


async def test_the_foot_tells_the_size_of_the_section_under_the_cursor(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await into_the_pane(reader)
        await reader.press("j", "j")
        assert rows(reader)[-2].split(" · ")[0].strip() == "3 words"


async def test_the_foot_tells_the_characters_of_a_text_without_spaces(open_reader):
    async with open_reader("# 草枕\n\n山路を登りながら、こう考えた。\n", size=(120, 40)) as reader:
        await into_the_pane(reader)
        assert rows(reader)[-2].split(" · ")[0].strip() == "15 ch"


async def test_the_foot_tells_what_was_annotated_and_asked_in_it(open_reader):
    async with open_reader(BOOK, size=(160, 40)) as reader:
        reader.screen.reading.mark(reader.find("Sentence 1"), kind=Kind.QUESTION)
        reader.screen.reading.mark(reader.find("It says nothing about 1."))
        reader.screen.annotations_changed()
        await into_the_pane(reader)
        await reader.press("j")
        assert rows(reader)[-1].strip() == "2 notes, 1 open · 0 % read"


async def test_open_questions_stand_beside_the_title(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        reader.screen.reading.mark(reader.find("Sentence 1"), kind=Kind.QUESTION)
        reader.screen.annotations_changed()
        await reader.settle()
        assert "?1" in row_of(reader, "Beta 1")
        assert "?" not in row_of(reader, "Beta 2")


async def test_annotations_stand_in_the_strip_where_they_are_in_the_section(open_reader):
    text = "# One\n\n" + "\n\n".join(f"Paragraph {n:02}." for n in range(40))
    async with open_reader(text, size=(160, 50)) as reader:
        for words, colour in (("Paragraph 00", Colour.GREEN), ("Paragraph 39", Colour.PINK)):
            reader.screen.reading.mark(reader.find(words), colour=colour)
        reader.screen.annotations_changed()
        await reader.settle()
        row = row_of(reader, "One")
        assert row.index("▌") + 5 == row.rindex("▌")
        assert row.count("▌") == 2


@pytest.mark.parametrize("size, there", [((160, 40), True), ((80, 24), False)])
async def test_minutes_stand_beside_the_titles_where_there_is_room(open_reader, size, there):
    async with open_reader("# One\n\n" + "word " * 1400, size=size) as reader:
        assert (" 5m" in row_of(reader, "One")) == there


async def test_the_words_of_a_long_text_are_counted_behind_the_reading(open_reader):
    async with open_reader("# One\n\n" + "word\n\n" * 35_000, size=(160, 40)) as reader:
        await reader.until(lambda: "35,001 words" in rows(reader)[-2])


async def test_a_section_made_of_first_words_is_marked_as_such(open_reader):
    text = "\n\n".join(f"Paragraph {n} has words. " + "And more words. " * 40 for n in range(60))
    async with open_reader(text, name="long.txt") as reader:
        assert row_of(reader, "Paragraph 0").startswith("●~ Paragraph")


async def test_what_was_read_is_shaded_in_the_strip_as_the_reading_goes_on(open_reader):
    async with open_reader(LONG, size=(160, 40)) as reader:
        assert not any(shade in row_of(reader, "Beta 1") for shade in "░▒▓█")
        span = reader.find("Sentence 1 is here. It says nothing about 1.")
        reader.screen.sections.take_read([span], [span])
        await reader.settle()
        assert any(shade in row_of(reader, "Beta 1") for shade in "░▒▓█")
        assert not any(shade in row_of(reader, "Beta 2") for shade in "░▒▓█")


async def test_where_no_headings_were_found_the_pane_says_how_to_make_one(open_reader):
    async with open_reader("Only a few words.\n", size=(120, 40)) as reader:
        reader.screen.sections.focus()
        await reader.settle()
        pane = reader.screen.sections
        rows = [row[: pane.size.width].rstrip("│ ") for row in reader.screenful()]
        shown = " ".join(" ".join(rows).split())
        assert "No headings were found in this text: # in the text makes one." in shown
        hints = reader.screenful()[-1]
        assert not any(one in hints for one in ("fold", "go there", "filter"))
        assert "help" in hints


async def test_a_title_has_the_room_of_a_strip_that_is_empty(open_reader):
    async with open_reader("# Inhaltsübersicht\n\nEin Wort.\n", size=(80, 24)) as reader:
        assert rows(reader)[0].endswith("Inhaltsübersicht")


async def test_a_word_is_not_broken_for_what_stands_beside_the_title(open_reader):
    async with open_reader("# Inhaltsübersicht\n\nEin Wort.\n", size=(80, 24)) as reader:
        assert "▌" not in rows(reader)[0]
        await mark_some(reader, "Ein Wort.")
        assert rows(reader)[0].endswith("Inhaltsübersicht")
        assert "▌" in rows(reader)[1]
