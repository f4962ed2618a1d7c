"""The note of the highlight under the pointer, or under a caret that rests."""

import pytest

from tests.ui.test_notes_beside import BOOK, LONG_NOTE, mark


async def hover(reader, words, shift=3):
    """Point at a word, and let the time pass after which a note is shown, if one will be."""
    await reader.pilot.hover(reader.view, offset=reader.cell(reader.find(words).start + shift))
    await pass_time(reader)


async def pass_time(reader):
    """Let the timer of the hover run out, if there is one."""
    await reader.until(lambda: reader.screen.hover._timer is None)
    await reader.settle()


def box(reader):
    """What stands in the box, row by row; nothing without one."""
    shown = reader.screen.box
    if not shown.display:
        return []
    x, y, width, height = shown.region
    return [row[x : x + width].strip() for row in reader.screenful()[y : y + height]]


async def test_where_its_card_is_not_to_be_seen_the_note_shows_in_a_box(open_reader):
    async with open_reader(BOOK) as reader:
        mark(reader, "Paragraph 3 says", "What about *three*?", tags=("law",))
        await hover(reader, "Paragraph 3")
        assert box(reader) == ["✎ highlight #law", "What about three?", "a edit"]
        assert reader.view.has_focus


@pytest.mark.parametrize("words, below", [("Paragraph 3", True), ("Paragraph 7", False)])
async def test_the_box_never_covers_the_passage(open_reader, words, below):
    async with open_reader(BOOK) as reader:
        mark(reader, words, LONG_NOTE)
        await hover(reader, words)
        region = reader.screen.box.region
        row = reader.view.region.y + reader.cell(reader.find(words).start)[1]
        assert (region.y > row) is below
        assert region.y == row + 1 if below else region.bottom == row
        assert reader.view.region.contains_region(region)


async def test_a_long_note_is_folded_in_the_box(open_reader):
    async with open_reader(BOOK) as reader:
        mark(reader, "Paragraph 3", LONG_NOTE)
        await hover(reader, "Paragraph 3")
        assert box(reader)[1:] == [*(f"line {n}" for n in range(1, 6)), "… 25 more rows", "a edit"]


async def test_the_box_goes_away_when_the_pointer_leaves_the_passage(open_reader):
    async with open_reader(BOOK) as reader:
        mark(reader, "Paragraph 3 says", "three")
        await hover(reader, "Paragraph 3")
        await hover(reader, "Paragraph 3", shift=6)
        assert box(reader)
        await hover(reader, "Paragraph 5")
        assert box(reader) == []


@pytest.mark.parametrize("key", ["j", "v", "question_mark", "slash", "p"])
async def test_the_box_goes_away_with_a_key(open_reader, key):
    async with open_reader(BOOK) as reader:
        mark(reader, "Paragraph 3 says", "three")
        await hover(reader, "Paragraph 3")
        await reader.press(key)
        assert not reader.screen.box.display


async def test_a_highlight_without_a_note_shows_none(open_reader):
    async with open_reader(BOOK) as reader:
        mark(reader, "Paragraph 3 says")
        await hover(reader, "Paragraph 3")
        assert box(reader) == []


async def test_a_edits_the_note_in_the_box(open_reader):
    async with open_reader(BOOK) as reader:
        made = mark(reader, "Paragraph 3 says", "three")
        mark(reader, "Paragraph 4 says", "four")
        await hover(reader, "Paragraph 3")
        await reader.press("a", "x", "escape")
        assert reader.screen.reading.store.get(made.id).note in ("threex", "xthree")


async def test_a_click_on_the_box_makes_its_annotation_current(open_reader):
    async with open_reader(BOOK) as reader:
        made = mark(reader, "Paragraph 3 says", "three")
        await hover(reader, "Paragraph 3")
        await reader.pilot.click(reader.screen.box)
        assert reader.view.current == made.id
        assert box(reader) == []


async def test_beside_the_text_the_card_lights_up_instead(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        made = mark(reader, "Paragraph 3 says", "three")
        await reader.settle()
        await hover(reader, "Paragraph 3")
        assert reader.screen.notes.lit == made.id
        assert box(reader) == []
        await hover(reader, "Paragraph 5")
        assert reader.screen.notes.lit == ""


async def test_a_caret_that_rests_on_a_highlight_shows_its_note(open_reader):
    async with open_reader(BOOK) as reader:
        made = mark(reader, "Paragraph 3 says", "three")
        reader.screen.make_current(made.id)
        await reader.press("v")
        await pass_time(reader)
        assert box(reader)[1] == "three"
        await reader.press("l")
        assert not reader.screen.box.display
        await pass_time(reader)
        assert box(reader)[1] == "three"
        await reader.press("j", "j")
        await pass_time(reader)
        assert box(reader) == []
