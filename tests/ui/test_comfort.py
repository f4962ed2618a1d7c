"""The comfort of the text: how it is set, what is dimmed, two columns, scrolling by itself."""

import sys

import pytest
from textual.geometry import Region

from reader.extras import install
from reader.settings import BY_NAME
from reader.text.hyphenation import dictionary
from reader.ui import key_places, keys
from reader.ui.widgets.look_menu import ITEMS
from reader.ui.widgets.positions import cell_of, line_ends, offset_at

WORDS = (
    "The considerable advantages of a comfortable arrangement become apparent to everybody who "
    "has been reading continuously for a remarkably extended afternoon, without interruption."
)
MIXED = "雨停了。我们读书 e\u0301te\u0301 👩\u200d👧 and “so” " * 6
BOOK = "\n\n".join(
    ["# A book", *(f"Paragraph {n}. {WORDS}" for n in range(1, 60)), MIXED, "The last words."]
)


def character_at(reader, cell):
    """What is drawn at a cell of the view."""
    x, y = cell
    (strip,) = reader.view.render_lines(Region(0, y, reader.view.size.width, 1))
    return strip.crop(x, x + 1).text


def assert_every_offset_is_where_it_is_drawn(reader):
    """From the text to the screen and back, for every letter in sight."""
    seen = 0
    for _, line in reader.view.lines():
        for offset in range(line.start, line.end):
            letter = reader.text[offset]
            if letter.isascii() and letter.isalpha():
                cell = cell_of(reader.view, offset)
                # Where a strip is cut, an accent goes with what is right of it.
                assert character_at(reader, cell).endswith(letter), offset
                assert offset_at(reader.view, *cell) == offset
                seen += 1
    assert seen > 100


async def change(reader, *names):
    """Press the keys of these commands in the list of the look."""
    await reader.press("L")
    for name in names:
        await reader.press(keys.BY_NAME[name].keys)
    await reader.press("escape")
    await reader.settle()


# --- the list ---------------------------------------------------------------------------------


async def test_the_list_stays_open_and_shows_the_present_values(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("L")
        assert reader.screen.place == key_places.LOOK
        assert reader.sees("Justify ○ off")
        await reader.press("j", "w")
        assert reader.sees("Justify ● on")
        assert reader.sees("Width 74 cells")
        await reader.press("escape")
        assert reader.screen.place == key_places.READ
        assert not reader.sees("Justify ●")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.commands[0])
async def test_every_line_of_the_list_changes_its_setting_and_its_keys_change_it_back(
    open_reader, item
):
    setting = BY_NAME[item.setting]
    async with open_reader(BOOK) as reader:
        await change(reader, item.commands[0])
        changed = reader.screen.settings.values[setting.name]
        assert changed != setting.default
        assert reader.screen.settings.source(setting.name) == "this document"
        back = item.commands[-1]
        await change(reader, *[back] * max(1, len(setting.choices) - 1 if not item.value else 1))
        assert reader.screen.settings.values[setting.name] == setting.default


async def test_a_click_on_a_line_of_the_list_changes_it(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("L")
        await reader.pilot.click(reader.screen.look_menu, offset=(3, 1))
        assert reader.screen.settings.flag("reading.justify")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_all_of_the_list_is_on_the_screen(open_reader, size):
    async with open_reader(BOOK, size=size) as reader:
        await reader.press("L")
        assert all(reader.sees(item.text) for item in ITEMS)


async def test_changing_the_look_keeps_the_place(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("space", "space")
        place = reader.view.place
        await change(reader, "look_justify", "look_hyphenate", "look_paragraphs", "look_columns")
        _, line = reader.view.lines()[0]
        assert line.start <= place < line.end
        assert reader.view.place == place


# --- justification and hyphenation ------------------------------------------------------------


async def test_justified_rows_are_as_wide_as_the_column(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_justify")
        ends = {
            cell_of(reader.view, line.start + len(reader.text[line.start : line.end].rstrip())).x
            for _, line in reader.view.lines()
            if line.fill
        }
        assert ends == {reader.view.text_left + reader.view.text_width}


async def test_words_are_hyphenated_and_copied_without_the_hyphen(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_hyphenate")
        broken = next(line for _, line in reader.view.lines() if line.hyphen)
        assert any(row.endswith("-") for row in reader.rows())
        await reader.drag(broken.end - 3, broken.end + 2)
        assert reader.selected == reader.text[broken.end - 3 : broken.end + 3]
        assert "-" not in reader.selected


@pytest.mark.parametrize("columns", [(), ("look_columns",)])
@pytest.mark.parametrize("place", ["home", "end"])
async def test_caret_and_mouse_agree_with_what_is_drawn(open_reader, columns, place):
    async with open_reader(BOOK, size=(130, 30)) as reader:
        await reader.press("z")
        await change(reader, "look_justify", "look_hyphenate", *columns)
        await reader.press(place)
        assert_every_offset_is_where_it_is_drawn(reader)


async def test_labels_stand_on_their_sentences(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_justify")
        await reader.press("f")
        for offset, label in reader.view.labels.items():
            assert character_at(reader, cell_of(reader.view, offset)) == label[0]


async def test_every_row_is_as_wide_as_the_view_however_it_is_set(open_reader):
    async with open_reader(BOOK, size=(131, 30)) as reader:
        await change(reader, "look_justify", "look_hyphenate", "look_columns", "look_ruler")
        for key in ("end", "v", "f"):
            await reader.press(key)
            for strip in reader.view.render_lines(Region(0, 0, *reader.view.size)):
                assert sum(segment.cell_length for segment in strip) == reader.view.size.width


async def test_without_the_library_it_is_said_how_to_get_it(open_reader, monkeypatch):
    dictionary.cache_clear()
    monkeypatch.setitem(sys.modules, "pyphen", None)
    async with open_reader(BOOK) as reader:
        await reader.press("L", "h")
        assert reader.sees(f"Hyphenation needs `{install('hyphenation')}`.")
        assert not any(line.hyphen for _, line in reader.view.lines())


async def test_paragraphs_can_be_indented_instead_of_set_apart(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_paragraphs")
        start = reader.find("Paragraph 2").start
        assert cell_of(reader.view, start).x == reader.view.text_left + 2
        rows = reader.rows()
        at = next(n for n, row in enumerate(rows) if row.startswith("Paragraph 2"))
        assert rows[at - 1] != ""


async def test_more_margin_leaves_less_for_the_text(open_reader):
    async with open_reader(BOOK, size=(60, 24)) as reader:
        before = reader.view.text_width, reader.view.text_left
        await change(reader, "look_more_margin", "look_more_margin")
        assert reader.view.text_width == before[0] - 4
        assert reader.view.text_left == before[1] + 2


# --- focus and ruler --------------------------------------------------------------------------


def lit(reader):
    """The rows that are not dimmed."""
    dimmed = reader.view.palette["dimmed"].color
    return [
        reader.text[line.start : line.end].strip()
        for _, line in reader.view.lines()
        if reader.style_at(line.start).color != dimmed
    ]


async def test_all_but_the_line_being_read_is_dimmed(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_line_focus")
        assert lit(reader) == ["A book"]
        await reader.press("j")
        assert len(lit(reader)) == 1
        assert lit(reader)[0].startswith("Paragraph 1.")


async def test_all_but_the_paragraph_being_read_is_dimmed(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_paragraph_focus")
        await reader.press("j")
        assert " ".join(lit(reader)) == f"Paragraph 1. {WORDS}"
        await reader.press("j", "k")
        assert " ".join(lit(reader)) == f"Paragraph 1. {WORDS}"


@pytest.mark.parametrize("key, last", [("j", "The last words."), ("k", "A book")])
async def test_the_line_being_read_comes_to_every_line_and_stays_in_sight(open_reader, key, last):
    async with open_reader("# A book\n\n" + f"{WORDS}\n\n" * 8 + "The last words.") as reader:
        await change(reader, "look_line_focus")
        await reader.press("G" if key == "k" else "g")
        seen = []
        while lit(reader) != [last]:
            seen += lit(reader)
            assert len(seen) < 100
            await reader.press(key)
        words = " ".join(seen if key == "j" else reversed(seen))
        assert words.count(" ".join(WORDS.split())) == 8


async def test_the_line_being_read_stays_in_the_middle(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_line_focus")
        await reader.press(*["j"] * 30)
        row = reader.view.focus_line.number - reader.view.first_row
        assert reader.view.depth // 3 <= row <= 2 * reader.view.depth // 3


async def test_a_page_takes_the_line_being_read_along(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_line_focus")
        await reader.press("j", "j", "j")
        row = reader.view.focus_line.number - reader.view.first_row
        await reader.press("space")
        assert abs(reader.view.focus_line.number - reader.view.first_row - row) <= 1


async def test_a_search_hit_in_sight_becomes_the_line_being_read(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_line_focus")
        await reader.press("slash", *"Paragraph 3", "enter")
        (row,) = lit(reader)
        assert row.startswith("Paragraph 3.")


async def test_a_paragraph_on_is_counted_from_the_line_being_read(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_line_focus")
        await reader.press("j", "j", "j", "j", "right_curly_bracket")
        assert lit(reader)[0].startswith("Paragraph 2.")


async def test_with_a_caret_its_line_is_the_one(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_line_focus")
        await reader.press("v", "right_parenthesis", "right_parenthesis")
        (row,) = lit(reader)
        line = line_ends(reader.view)
        assert row == reader.text[line.start : line.end + 1].strip()


async def test_a_highlight_stays_visible_where_all_is_dimmed(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Paragraph 2.", capital=True)
        span = reader.find("Paragraph 2.")
        before = reader.style_at(span.start)
        await change(reader, "look_line_focus")
        assert reader.style_at(span.start) == before


async def test_the_ruler_lies_under_the_whole_row(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_ruler")
        band = reader.view.palette["ruler"].bgcolor
        (strip,) = reader.view.render_lines(Region(0, 0, reader.view.size.width, 1))
        left = reader.view.text_left
        column = strip.crop(left, left + reader.view.text_width)
        assert {segment.style.bgcolor for segment in column} == {band}
        (next_row,) = reader.view.render_lines(Region(0, 2, reader.view.size.width, 1))
        assert band not in {segment.style.bgcolor for segment in next_row}


async def test_the_ruler_is_as_wide_as_the_column_also_under_a_space_that_hangs(
    open_reader, monkeypatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader("abcd " * 60, size=(43, 15)) as reader:
        await change(reader, "look_ruler")
        await reader.press("v")
        width = reader.view.text_width
        line = line_ends(reader.view)
        assert line.end - line.start + 1 > width, "a space hangs"
        (strip,) = reader.view.render_lines(Region(0, 0, reader.view.size.width, 1))
        assert sum(segment.cell_length for segment in strip if segment.style.underline) == width


async def test_without_colours_dimming_and_ruler_are_attributes(open_reader, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(BOOK) as reader:
        await change(reader, "look_line_focus", "look_ruler")
        assert reader.style_at(0).underline
        assert not reader.style_at(0).dim
        assert reader.style_at(reader.find("Paragraph 1.").start).dim


# --- two columns ------------------------------------------------------------------------------


async def test_the_second_column_goes_on_where_the_first_one_ends(open_reader):
    async with open_reader(BOOK, size=(140, 20)) as reader:
        await reader.press("z")
        await change(reader, "look_columns")
        height = reader.view.size.height
        first = [line for row, line in reader.view.lines() if row < height]
        second = [line for row, line in reader.view.lines() if row >= height]
        assert second[0].start - first[-1].end <= 1
        assert cell_of(reader.view, second[0].start).y <= 1
        assert cell_of(reader.view, second[0].start).x > reader.view.size.width // 2


async def test_a_page_of_two_columns_is_two_columns_long(open_reader):
    async with open_reader(BOOK, size=(140, 20)) as reader:
        await reader.press("z")
        await change(reader, "look_columns")
        end = reader.view.shown.end
        await reader.press("space")
        assert 0 < end - reader.top < 3 * reader.view.text_width


async def test_two_columns_come_by_themselves_where_there_is_room(open_reader):
    async with open_reader(BOOK, size=(140, 20)) as reader:
        await reader.press("z")
        await change(reader, "look_columns", "look_columns")
        assert len(reader.view.page.columns) == 2
        await reader.resize(110, 20)
        assert len(reader.view.page.columns) == 1


async def test_a_narrow_terminal_keeps_one_column(open_reader):
    async with open_reader(BOOK, size=(50, 20)) as reader:
        await change(reader, "look_columns")
        assert len(reader.view.page.columns) == 1


async def test_a_drag_from_one_column_to_the_other_selects_what_lies_between(open_reader):
    async with open_reader(BOOK, size=(140, 20)) as reader:
        await reader.press("z")
        await change(reader, "look_columns")
        shown = reader.view.lines()
        start, end = shown[2][1].start, shown[-2][1].start + 5
        await reader.pilot.mouse_down(reader.view, offset=cell_of(reader.view, start))
        await reader.pilot.hover(reader.view, offset=cell_of(reader.view, end))
        await reader.pilot.mouse_up(reader.view, offset=cell_of(reader.view, end))
        assert reader.selected == reader.text[start : end + 1]


async def test_the_last_page_of_two_columns_is_full(open_reader):
    async with open_reader(BOOK, size=(140, 20)) as reader:
        await reader.press("z")
        await change(reader, "look_columns")
        await reader.press("G")
        rows = [row for row, _ in reader.view.lines()]
        assert rows[0] <= 1
        assert rows[-1] == reader.view.depth - 1


# --- scrolling by itself ----------------------------------------------------------------------


async def test_the_text_scrolls_by_itself_until_a_key_moves_it(open_reader):
    async with open_reader(BOOK) as reader:
        reader.screen.look_changed("reading.pace", 2000)
        await reader.press("S")
        assert reader.sees("auto 2000 wpm")
        await reader.until(lambda: reader.view.first_row >= 3)
        await reader.press("k")
        assert not reader.screen.auto.running
        assert not reader.sees("auto 2000 wpm")


async def test_it_stops_at_the_end(open_reader):
    async with open_reader(BOOK) as reader:
        reader.screen.look_changed("reading.pace", 2000)
        await reader.press("G", "k", "S")
        await reader.until(lambda: not reader.screen.auto.running)
        assert reader.view.share == 1


async def test_the_key_that_starts_it_stops_it(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("S")
        assert reader.screen.auto.running
        await reader.press("S")
        assert not reader.screen.auto.running


async def test_plus_and_minus_change_the_pace_by_a_tenth_while_it_runs(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("plus")
        assert reader.screen.settings.number("reading.pace") == 240
        await reader.press("S", "plus")
        assert reader.sees("auto 264 wpm")
        await reader.press("minus")
        assert reader.sees("auto 240 wpm")
        assert reader.screen.auto.running


async def test_with_a_line_in_focus_that_line_moves(open_reader):
    async with open_reader(BOOK) as reader:
        await change(reader, "look_line_focus")
        reader.screen.look_changed("reading.pace", 2000)
        await reader.press("S")
        await reader.until(lambda: reader.view.focus_line.number >= 2)
        assert reader.view.first_row == 0


async def test_opening_something_else_stops_it(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("S", "question_mark")
        assert not reader.screen.auto.running
