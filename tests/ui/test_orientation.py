"""Finding one's way: the hint of the first start, the terminal's cursor, the window's title."""

import pytest

from reader import config
from reader.ui import window_title
from reader.ui.widgets.positions import cell_of, offset_at

TEXT = "# One\n\nA sentence. Another one.\n\n" + "A paragraph with some words.\n\n" * 40
FIRST = "f marks a sentence"


# --- the first start ----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_the_first_start_says_what_to_do_in_two_rows_at_most(open_reader, size):
    async with open_reader(TEXT, size=size, first_time=True) as reader:
        assert reader.sees(FIRST)
        assert reader.sees("? all keys")
        assert reader.screen.first_hint.size.height <= 2


async def test_it_covers_nothing_of_the_text(open_reader):
    async with open_reader(TEXT, first_time=True) as reader:
        rows = reader.screen.first_hint.region
        assert reader.view.region.bottom <= rows.y


async def test_it_goes_with_escape(open_reader):
    async with open_reader(TEXT, first_time=True) as reader:
        await reader.press("escape")
        assert not reader.sees(FIRST)


async def test_it_goes_with_the_first_mark(open_reader):
    async with open_reader(TEXT, first_time=True) as reader:
        await reader.press("f")
        await reader.label("A sentence", capital=True)
        assert not reader.sees(FIRST)
        await reader.press("u")
        assert not reader.sees(FIRST)


async def test_it_never_comes_again(open_reader):
    async with open_reader(TEXT, first_time=True, finish=True) as reader:
        assert reader.sees(FIRST)
    assert config.load_state()["hinted"]
    async with open_reader(TEXT, first_time=True) as reader:
        assert not reader.sees(FIRST)


async def test_it_is_not_there_in_the_next_document(open_reader, write):
    other = write("Another text.", "other.md")
    async with open_reader(TEXT, first_time=True) as reader:
        before = reader.screen
        reader.app.open_path(other)
        await reader.until(lambda: reader.app.reading_screen is not before)
        await reader.until(lambda: reader.sees("Another text"))
        assert not reader.sees(FIRST)


# --- the terminal's cursor ----------------------------------------------------------------------


def at(reader, words):
    """The cell of the screen where these words are drawn."""
    return reader.view.content_region.offset + reader.cell(reader.find(words).start)


async def test_the_cursor_stands_at_the_first_line_while_one_reads(open_reader):
    async with open_reader(TEXT) as reader:
        assert reader.app.cursor_position == at(reader, "One")
        await reader.press("space")
        first = reader.view.shown.start
        cell = reader.app.cursor_position - reader.view.region.offset
        assert offset_at(reader.view, *cell) == first


async def test_the_cursor_stands_on_the_hit_of_a_search(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("slash", *"Another", "enter")
        assert reader.app.cursor_position == at(reader, "Another")


async def test_the_cursor_stands_on_the_annotation_one_went_to(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("f")
        await reader.label("Another", capital=True)
        await reader.press("escape")
        await reader.press("right_parenthesis")
        assert reader.app.cursor_position == at(reader, "Another")


async def test_the_cursor_stands_on_the_line_in_focus(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("L", "l", "escape", "j")
        assert reader.app.cursor_position == at(reader, "A sentence")


async def test_the_cursor_stands_on_the_caret(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("v", "w")
        caret = reader.view.content_region.offset + cell_of(reader.view, reader.view.caret)
        assert reader.app.cursor_position == caret


async def test_in_a_list_the_cursor_stands_on_the_chosen_line(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("comma", "j", "j")
        assert "Paragraphs" in reader.screenful()[reader.app.cursor_position.y]
        await reader.press("l")  # which draws the text anew
        assert "Paragraphs" in reader.screenful()[reader.app.cursor_position.y]


# --- the title ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("War and Peace", "War and Peace — Reader"),
        ("", "Reader"),
        ("a\x1b]2;evil\x07 b", "a]2;evil b — Reader"),
        ("a\u202eb\u200b c", "ab c — Reader"),
        (" two\n lines ", "two lines — Reader"),
        ("城市 e\u0301", "城市 e\u0301 — Reader"),
        ("x" * 200, "x" * 119 + "… — Reader"),
    ],
)
def test_a_title_is_the_words_of_the_document_and_nothing_else(title, shown):
    assert window_title.setting(title) == f"\x1b]2;{shown}\x07"


@pytest.mark.parametrize(
    ("terminal", "can"),
    [("xterm-256color", True), ("tmux", True), ("linux", False), ("dumb", False), ("", False)],
)
def test_some_terminals_have_no_title(terminal, can):
    assert window_title.wanted({"TERM": terminal}) is can
