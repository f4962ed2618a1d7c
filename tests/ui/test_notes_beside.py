"""Notes beside the text: aligned with their passages, folded, or in a list."""

import pytest
from textual import events

from reader.text.spans import Span

BOOK = "# Alpha\n\n" + "\n\n".join(
    f"Paragraph {n} says something. It goes on here. And it ends." for n in range(1, 41)
)
LONG_NOTE = "\n".join(f"line {n}" for n in range(1, 31))


def mark(reader, words, note="", occurrence=1, **fields):
    """Annotate these words, as a command does."""
    made = reader.screen.reading.mark(reader.find(words, occurrence), note=note, **fields)
    reader.screen.annotations_changed()
    return made


def column(reader):
    """What stands in the notes pane, row by row."""
    pane = reader.screen.notes
    left, top = pane.region.x, pane.region.y
    return [row[left + 1 :].strip() for row in reader.screenful()[top : top + pane.size.height]]


def row_of(reader, words):
    """The row of the text where these words begin."""
    return reader.cell(reader.find(words).start)[1]


def row_in_pane(reader, words):
    """The row of the pane in which these words stand."""
    return next(y for y, row in enumerate(column(reader)) if words in row)


# --- aligned ------------------------------------------------------------------------------------


async def test_a_card_stands_beside_its_passage(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        mark(reader, "Paragraph 7 says", "A note on seven.")
        await reader.settle()
        assert row_in_pane(reader, "Paragraph 7 says") == row_of(reader, "Paragraph 7 says")


async def test_cards_scroll_with_the_text(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        mark(reader, "Paragraph 7 says", "A note on seven.")
        for key in ("j", "j", "k", "down"):
            await reader.press(key)
            assert row_in_pane(reader, "Paragraph 7") == row_of(reader, "Paragraph 7")
        await reader.press("ctrl+d")
        assert "Paragraph 7" not in " ".join(column(reader))


async def test_only_the_passages_on_screen_have_cards_and_the_others_are_counted(open_reader):
    async with open_reader(BOOK, size=(120, 20)) as reader:
        for n in (1, 2, 30, 38, 39):
            mark(reader, f"Paragraph {n} says", f"note {n}")
        await reader.settle()
        assert "note 1" in " ".join(column(reader))
        assert column(reader)[-1].endswith("3 below")
        reader.view.go(reader.find("Paragraph 30").start, row=4)
        await reader.settle()
        assert "2 above" in column(reader)[0]
        assert column(reader)[-1].endswith("2 below")
        assert "note 30" in " ".join(column(reader))
        assert "note 38" not in " ".join(column(reader))


async def test_a_passage_that_began_above_the_screen_has_its_card_at_the_top(open_reader):
    async with open_reader(BOOK, size=(120, 20)) as reader:
        long = Span(reader.find("Paragraph 2").start, reader.find("Paragraph 30").end)
        reader.screen.reading.mark(long, note="a long passage")
        reader.screen.annotations_changed()
        reader.view.go(reader.find("Paragraph 12").start, row=0)
        await reader.settle()
        assert row_in_pane(reader, "“Paragraph 2") == 1


async def test_where_passages_crowd_cards_are_shortened_before_they_are_pushed(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        mark(reader, "Paragraph 5 says", LONG_NOTE)
        mark(reader, "Paragraph 6 says", "six")
        await reader.settle()
        assert row_of(reader, "Paragraph 6") - row_of(reader, "Paragraph 5") == 2
        assert row_in_pane(reader, "Paragraph 6") == row_of(reader, "Paragraph 6")
        assert row_in_pane(reader, "line 1 …") == row_of(reader, "Paragraph 5") + 1


async def test_the_current_card_unfolds_as_far_as_there_is_room(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        mark(reader, "Paragraph 3 says", "three")
        long = mark(reader, "Paragraph 4 says", LONG_NOTE)
        mark(reader, "Paragraph 5 says", "five")
        await reader.settle()
        assert "line 12" not in column(reader)
        reader.screen.make_current(long.id)
        await reader.settle()
        assert row_in_pane(reader, "“Paragraph 4") == row_of(reader, "Paragraph 4")
        assert any("line 12" in row for row in column(reader))
        assert any("five" in row for row in column(reader))
        assert any("three" in row for row in column(reader))


async def test_after_a_resize_cards_stand_beside_their_passages_again(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        mark(reader, "Paragraph 9 says", "nine")
        await reader.resize(110, 30)
        assert row_in_pane(reader, "Paragraph 9") == row_of(reader, "Paragraph 9")
        await reader.press("less_than_sign")
        assert row_in_pane(reader, "Paragraph 9") == row_of(reader, "Paragraph 9")


async def test_a_click_on_a_card_makes_its_annotation_current(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        made = mark(reader, "Paragraph 9 says", "nine")
        await reader.settle()
        await reader.pilot.click(reader.screen.notes, offset=(6, row_of(reader, "Paragraph 9")))
        assert reader.view.current == made.id
        assert reader.screen.place == "read"


async def test_the_wheel_over_the_cards_scrolls_the_text(open_reader):
    async with open_reader(BOOK, size=(120, 20)) as reader:
        before = reader.top
        pane = reader.screen.notes
        await reader.pilot._post_mouse_events([events.MouseScrollDown], pane, offset=(5, 5))
        await reader.settle()
        assert reader.top > before


async def test_a_notch_of_the_wheel_over_the_list_of_notes_scrolls_it_by_three_rows(open_reader):
    async with open_reader(BOOK, size=(120, 20)) as reader:
        for n in range(1, 31):
            mark(reader, f"Paragraph {n} says")
        await reader.press("P")
        before = column(reader)
        pane = reader.screen.notes
        await reader.pilot._post_mouse_events([events.MouseScrollDown], pane, offset=(5, 5))
        await reader.settle()
        assert column(reader)[1:10] == before[4:13]


async def test_no_list_is_made_while_the_text_has_the_keys(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        mark(reader, "Paragraph 9 says", "nine")
        await reader.press("j", "space", "right_parenthesis")
        assert reader.screen.notes._entries is None
        await reader.press("tab")
        assert reader.screen.notes._entries is not None


# --- the list -----------------------------------------------------------------------------------


async def test_with_the_keys_the_pane_lists_all_and_the_chosen_card_keeps_its_row(open_reader):
    async with open_reader(BOOK, size=(120, 24)) as reader:
        for n in range(1, 41):
            mark(reader, f"Paragraph {n} says", f"note {n}.")
        reader.view.go(reader.find("Paragraph 20").start, row=8)
        made = reader.screen.reading.at(reader.find("Paragraph 20").start)[0]
        reader.screen.make_current(made.id)
        await reader.settle()
        before = row_in_pane(reader, "“Paragraph 20")
        await reader.press("tab")
        assert reader.screen.notes.chosen.id == made.id
        assert row_in_pane(reader, "“Paragraph 20") == before
        await reader.press("escape")
        assert row_in_pane(reader, "“Paragraph 20") == before


async def test_without_a_current_one_the_first_card_on_screen_is_chosen(open_reader):
    async with open_reader(BOOK, size=(120, 24)) as reader:
        mark(reader, "Paragraph 1 says")
        made = mark(reader, "Paragraph 20 says")
        reader.view.go(reader.find("Paragraph 20").start, row=8)
        await reader.press("tab")
        assert reader.screen.notes.chosen.id == made.id


async def test_a_filter_holds_beside_the_text_too(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        mark(reader, "Paragraph 1 says", "apple")
        mark(reader, "Paragraph 4 says", "pear")
        await reader.press("tab", "slash")
        await reader.type("pear")
        await reader.press("enter", "tab", "tab")
        assert reader.screen.place == "read"
        assert any("pear" in row for row in column(reader))
        assert not any("apple" in row for row in column(reader))


async def test_shift_p_keeps_the_list_and_the_next_run_remembers(open_reader):
    async with open_reader(BOOK, size=(120, 40), finish=True) as reader:
        mark(reader, "Paragraph 9 says", "nine")
        await reader.press("P")
        assert row_in_pane(reader, "“Paragraph 9") == 2
    async with open_reader(BOOK, size=(120, 40)) as reader:
        assert row_in_pane(reader, "“Paragraph 9") == 2
        await reader.press("P")
        assert row_in_pane(reader, "“Paragraph 9") == row_of(reader, "Paragraph 9")


async def test_z_unfolds_a_long_note_in_the_list_and_folds_it_again(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        mark(reader, "Paragraph 1 says", LONG_NOTE)
        await reader.press("tab")
        assert any("… 25 more rows" in row for row in column(reader))
        await reader.press("z")
        assert any("line 30" in row for row in column(reader))
        await reader.press("z")
        assert any("… 25 more rows" in row for row in column(reader))


@pytest.mark.parametrize("key", ["j", "G", "space", "ctrl+d"])
async def test_the_cursor_of_the_list_stays_in_sight(open_reader, key):
    async with open_reader(BOOK, size=(120, 15)) as reader:
        for n in range(1, 41):
            mark(reader, f"Paragraph {n} says", f"note {n}.")
        await reader.press("tab", *[key] * 7)
        quote = reader.screen.notes.chosen.target.exact[:12]
        assert any(quote in row for row in column(reader))


async def test_alone_on_a_small_screen_the_pane_is_a_list(open_reader):
    async with open_reader(BOOK, size=(40, 15)) as reader:
        mark(reader, "Paragraph 1 says", "one")
        mark(reader, "Paragraph 30 says", "thirty")
        await reader.press("p")
        assert any("thirty" in row for row in column(reader))


async def test_pages_go_through_a_card_that_is_higher_than_the_pane(open_reader):
    async with open_reader(BOOK, size=(120, 15)) as reader:
        mark(reader, "Paragraph 1 says", LONG_NOTE)
        mark(reader, "Paragraph 2 says", "two")
        await reader.press("tab", "z", "space", "space")
        assert any("line 25" in row for row in column(reader))
        await reader.press("space")
        assert reader.screen.notes.chosen.note == "two"
        await reader.press("b", "b", "b")
        assert any("Paragraph 1" in row for row in column(reader))
