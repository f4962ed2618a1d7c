"""The panes beside the text, what fits on a screen, themes, and colour."""

import pytest

from reader.annotations.annotation import Colour, Style
from reader.ui import themes

BOOK = "# Alpha\n\nOne two three.\n\n" + "\n\n".join(
    f"## Beta {n}\n\nSentence {n} is here. It says nothing about {n}.\n\n### Gamma {n}\n\nMore."
    for n in range(1, 9)
)


async def mark_some(reader, *beginnings):
    for words in beginnings:
        await reader.press("f")
        await reader.label(words, capital=True)


def displayed(reader):
    """Which of sections, text and notes are on the screen."""
    screen = reader.screen
    panes = {"sections": screen.sections, "text": screen.view, "notes": screen.notes}
    return [name for name, pane in panes.items() if pane.display and pane.size.width]


# --- what fits ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "size, panes",
    [
        ((160, 50), ["sections", "text", "notes"]),
        ((120, 40), ["sections", "text", "notes"]),
        ((80, 24), ["sections", "text"]),
        ((60, 24), ["text"]),
        ((40, 15), ["text"]),
        ((24, 6), ["text"]),
    ],
)
async def test_the_panes_that_fit_are_shown(open_reader, size, panes):
    async with open_reader(BOOK, size=size) as reader:
        assert displayed(reader) == panes
        assert reader.rows()[0] == "Alpha"
        assert all(len(row) <= size[0] for row in reader.screenful())


@pytest.mark.parametrize("size", [(18, 4), (19, 24), (80, 4)])
async def test_a_screen_that_is_too_small_says_so_and_recovers(open_reader, size):
    async with open_reader(BOOK) as reader:
        await reader.press("right_square_bracket")
        before = reader.screenful()
        await reader.resize(*size)
        assert displayed(reader) == []
        assert "small" in " ".join(reader.screenful()).lower()
        await reader.resize(80, 24)
        assert displayed(reader) == ["sections", "text"]
        assert reader.screenful()[1:-1] == before[1:-1]


async def test_where_nothing_can_be_seen_keys_do_nothing(open_reader):
    async with open_reader(BOOK, size=(19, 4)) as reader:
        await reader.press("f", "a", "X", "H", "x", "slash")
        assert reader.app.screen is reader.screen
        assert not reader.screen.picker.active
        assert not reader.screen.prompt.active


async def test_a_screen_that_is_too_small_from_the_start_is_left_by_q(open_reader):
    async with open_reader(BOOK, size=(18, 4)) as reader:
        assert displayed(reader) == []
        await reader.pilot.press("q")
        assert reader.app._exit


async def test_panes_can_be_hidden_and_shown(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await reader.press("o")
        assert displayed(reader) == ["text", "notes"]
        await reader.press("p")
        assert displayed(reader) == ["text"]
        await reader.press("o", "p")
        assert displayed(reader) == ["sections", "text", "notes"]


async def test_where_one_pane_fits_the_last_one_asked_for_is_shown(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("p")
        assert displayed(reader) == ["text", "notes"]
        await reader.press("o")
        assert displayed(reader) == ["sections", "text"]


@pytest.mark.parametrize("key, pane", [("o", "sections"), ("p", "notes")])
async def test_where_no_pane_fits_it_takes_the_place_of_the_text(open_reader, key, pane):
    async with open_reader(BOOK, size=(40, 15)) as reader:
        await reader.press(key)
        assert displayed(reader) == [pane]
        assert reader.screen.place == pane
        await reader.press("escape")
        assert displayed(reader) == ["text"]
        await reader.press(key, key)
        assert displayed(reader) == ["text"]


async def test_z_shows_only_the_text(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        before = reader.screenful()
        await reader.press("z")
        assert displayed(reader) == ["text"]
        assert reader.view.size == (120, 40)
        await reader.press("z")
        assert reader.screenful() == before


async def test_tab_goes_round_the_panes(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        places = []
        for _ in range(3):
            await reader.press("tab")
            places.append(reader.screen.place)
        assert places == ["notes", "sections", "read"]
        await reader.press("shift+tab")
        assert reader.screen.place == "sections"
        await reader.press("escape")
        assert reader.screen.place == "read"


@pytest.mark.parametrize("key", ["tab", "shift+tab"])
async def test_where_no_pane_is_shown_it_is_said_which_keys_show_them(open_reader, key):
    async with open_reader(BOOK, size=(40, 15)) as reader:
        await reader.press(key)
        assert reader.sees("o shows the sections, p the notes")
        assert reader.screen.place == "read"


async def test_from_a_pane_in_place_of_the_text_tab_leads_back_to_the_text(open_reader):
    async with open_reader(BOOK, size=(40, 15)) as reader:
        await reader.press("o", "tab")
        assert displayed(reader) == ["text"]
        assert reader.screen.place == "read"


async def test_everything_that_can_be_said_fits_on_the_hint_row(open_reader):
    async with open_reader(BOOK, size=(40, 15)) as reader:
        for keys in (["v"], ["v"], ["i"], ["escape"], ["escape"], ["f"], ["escape"], ["o"]):
            await reader.press(*keys)
            assert all(len(row) <= 40 for row in reader.screenful())


# --- notes --------------------------------------------------------------------------------------


async def test_notes_stand_in_reading_order_under_their_sections(open_reader):
    async with open_reader(BOOK, size=(120, 60)) as reader:
        await mark_some(reader, "Sentence 2", "One", "More.")
        notes = [
            item.annotation.target.exact if item.annotation else item.title
            for item in reader.screen.notes.items
        ]
        assert notes == [
            "Alpha",
            "One two three.",
            "Gamma 1",
            "More.",
            "Beta 2",
            "Sentence 2 is here.",
        ]


async def test_enter_on_a_note_jumps_to_its_words(open_reader):
    async with open_reader(BOOK, size=(120, 20)) as reader:
        await mark_some(reader, "One")
        await reader.press("G", "tab", "enter")
        assert reader.screen.place == "read"
        assert reader.view.shown.start <= reader.find("One two").start < reader.view.shown.end
        assert reader.view.current == reader.only.id


async def test_a_click_on_a_note_jumps_to_its_words(open_reader):
    async with open_reader(BOOK, size=(120, 20)) as reader:
        await mark_some(reader, "One")
        await reader.press("G", "tab")
        await reader.pilot.click(reader.screen.notes, offset=(6, 2))
        assert reader.view.shown.start <= reader.find("One two").start < reader.view.shown.end


@pytest.mark.parametrize(
    "typed, found",
    [
        ("one", ["One two three."]),
        ("#law", ["Sentence 1 is here."]),
        ("green", ["Sentence 1 is here."]),
        ("hm", ["One two three."]),
        ("here law", ["Sentence 1 is here."]),
        ("nowhere", []),
    ],
)
async def test_notes_are_filtered_as_one_types(open_reader, typed, found):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await mark_some(reader, "One")
        await reader.press("a", "h", "m", "escape")
        await mark_some(reader, "Sentence 1")
        await reader.press("2", "t", "l", "a", "w", "enter")
        await reader.press("tab", "slash")
        await reader.type(typed)
        shown = [i.annotation for i in reader.screen.notes.items if i.annotation]
        assert [a.target.exact for a in shown] == found
        await reader.press("enter", "escape")
        assert len([i for i in reader.screen.notes.items if i.annotation]) == 2


async def test_commands_work_on_the_note_under_the_cursor(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await mark_some(reader, "One", "Sentence 1")
        await reader.press("tab", "k", "4", "j", "6")
        assert [a.colour for a in reader.kept] == [Colour.PINK, Colour.PURPLE]
        await reader.press("k", "x")
        assert reader.only.colour == Colour.PURPLE
        await reader.press("u", "full_stop", "d")
        assert [a.kind for a in reader.kept].count("definition") == 1


async def test_each_line_of_a_note_stands_in_a_row_of_its_own(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await mark_some(reader, "One")
        await reader.press("a")
        await reader.type("first")
        await reader.press("enter")
        await reader.type("second")
        await reader.press("escape")
        rows = [row.rsplit("▌", 1)[-1].strip() for row in reader.screenful()]
        assert "first" in rows
        assert "second" in rows


@pytest.mark.parametrize("key", ["g", "home"])
async def test_to_the_beginning_of_the_notes_is_to_the_first_note(open_reader, key):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await mark_some(reader, "One", "Sentence 1")
        await reader.press("tab", key)
        assert reader.screen.notes.chosen == reader.kept[0]


# --- themes and colour --------------------------------------------------------------------------


async def test_shift_t_goes_through_the_themes(open_reader):
    async with open_reader(BOOK) as reader:
        await mark_some(reader, "One")
        looks = []
        for _ in themes.NAMES:
            looks.append(reader.style_at(reader.find("One").start))
            await reader.press("T")
        assert len(set(looks)) == len(themes.NAMES)
        assert reader.style_at(reader.find("One").start) == looks[0]


async def test_without_colour_highlights_are_drawn_with_attributes(open_reader, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await mark_some(reader, "One")
        await reader.press("escape")
        looks = {reader.style_at(reader.find("It says").start)}
        for key in ("s", "u", "x", "o"):
            await reader.press("right_parenthesis", "c", key, "escape")
            looks.add(reader.style_at(reader.find("One").start))
        assert len(looks) == 1 + len(Style)


@pytest.mark.parametrize("keys", [["v", "v", "w"], ["f"], ["slash", "o"], ["tab"], ["T"], []])
async def test_without_colour_nothing_on_the_screen_has_one(open_reader, monkeypatch, keys):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await reader.press(*keys)
        assert reader.colours == set()


@pytest.mark.parametrize("keys", [["c"], ["a"], ["e"], ["question_mark"], ["ctrl+p"]])
async def test_without_colour_nothing_on_the_other_screens_has_one(open_reader, monkeypatch, keys):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await mark_some(reader, "One")
        await reader.press(*keys)
        assert reader.app.screen is not reader.screen
        assert reader.colours == set()


@pytest.mark.parametrize("term", ["xterm", "linux", "screen"])
async def test_with_sixteen_colours_the_colours_of_the_terminal_are_used(
    open_reader, monkeypatch, term
):
    monkeypatch.setenv("TERM", term)
    monkeypatch.delenv("COLORTERM")
    async with open_reader(BOOK) as reader:
        assert reader.app.dressing.name == themes.TERMINAL
        await mark_some(reader, "One")
        assert all(color.number is not None and color.number < 16 for color in reader.colours)


@pytest.mark.parametrize("key", ["j", "k", "space", "b", "g", "G", "enter", "a", "x", "y", "r"])
async def test_an_empty_notes_pane_takes_every_key(open_reader, key):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await reader.press("tab")
        assert reader.screen.pane is reader.screen.notes
        await reader.press(key)
        assert reader.kept == []


async def test_where_nothing_fits_keys_do_no_harm(open_reader):
    async with open_reader(BOOK, size=(18, 4)) as reader:
        await reader.press("tab", "shift+tab", "o", "p", "f", "escape", "v", "escape", "j")
        await reader.resize(80, 24)
        assert reader.screen.view.display
