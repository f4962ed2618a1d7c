"""The list of every hit."""

import pytest
from textual import events

from reader.ui.screens.hits import HitsScreen

BOOK = (
    "# Weather\n\nRain fell on the river all night.\n\n"
    "## Morning\n\nThe rain had gone. Nobody spoke of rain.\n\n"
    + "\n\n".join(f"A dry paragraph, {n}." for n in range(40))
    + "\n\n## Évening\n\nRain again, with thunder.\n"
)


async def listed(reader, words="rain"):
    """Search, and list what was found."""
    await reader.press("slash")
    await reader.type(words)
    await reader.press("ctrl+f")
    assert isinstance(reader.app.screen, HitsScreen)
    return reader.app.screen.pane


def rows(reader):
    """What stands on the screen but the title and the hints, without the rows that are empty."""
    return [" ".join(row.split()) for row in reader.screenful()[1:-1] if row.strip()]


def current(reader):
    hits = reader.view.hits
    return reader.text[slice(*hits.spans[hits.current])], hits.spans[hits.current].start


async def test_every_hit_is_listed_with_what_stands_around_it_under_its_section(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        await listed(reader)
        assert rows(reader) == [
            "Weather",
            "1% Rain fell on the river all night.",
            "Morning",
            "6% The rain had gone. Nobody spoke of rain.",
            "9% The rain had gone. Nobody spoke of rain.",
            "Évening",
            "97% Rain again, with thunder.",
        ]
        assert reader.sees("“rain”: 4 hits")


async def test_all_hits_stand_in_one_column_and_are_marked(open_reader):
    async with open_reader(BOOK, size=(100, 30)) as reader:
        pane = await listed(reader)
        marked = []
        for strip in pane.render_lines(pane.size.region):
            x = 0
            for segment in strip:
                if segment.text.lower() == "rain":
                    marked.append((x, segment.style.bgcolor))
                x += segment.cell_length
        assert len(marked) == 4
        assert len({x for x, _ in marked}) == 1
        assert None not in {colour for _, colour in marked}


async def test_enter_goes_to_the_hit_and_makes_it_the_current_one(open_reader):
    async with open_reader(BOOK) as reader:
        await listed(reader)
        await reader.press("down", "down", "down", "enter")
        assert current(reader) == ("Rain", reader.text.rindex("Rain"))
        assert reader.view.shown.start <= current(reader)[1] < reader.view.shown.end
        assert reader.sees("4 of 4")
        await reader.press("n")
        assert current(reader)[1] == reader.find("Rain").start


async def test_a_click_goes_to_the_hit(open_reader):
    async with open_reader(BOOK) as reader:
        pane = await listed(reader)
        await reader.pilot.click(pane, offset=(10, 7))
        await reader.settle()
        assert current(reader)[1] == reader.text.rindex("Rain")


async def test_escape_leads_back_to_where_one_was(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("slash", *"thunder", "enter")
        place, hits = reader.view.place, reader.view.hits
        await reader.press("ctrl+f", "escape")
        assert reader.app.screen is reader.screen
        assert (reader.view.place, reader.view.hits) == (place, hits)


async def test_the_list_is_left_and_a_jump_leads_back_from_the_hit(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("slash", *"rain", "enter")
        before = reader.view.place
        await reader.press("ctrl+f", "end", "enter")
        assert reader.view.place != before
        await reader.press("alt+left")
        assert reader.view.place == before


async def test_the_cursor_stands_on_the_current_hit(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("slash", *"rain", "enter", "n", "n", "ctrl+f")
        assert reader.app.screen.pane.chosen == 2


async def test_what_is_typed_filters_by_the_words_around_and_by_section(open_reader):
    async with open_reader(BOOK) as reader:
        await listed(reader)
        await reader.type("spoke go")
        assert [row.split()[0] for row in rows(reader)] == ["Morning", "6%", "9%"]
        assert reader.sees("2 of 4 hits")
        await reader.press("ctrl+u", *"EVEN")
        assert rows(reader) == ["No hit has these words around it."]
        await reader.press("ctrl+u", *"even")
        assert rows(reader) == ["Évening", "97% Rain again, with thunder."]
        await reader.press("enter")
        assert current(reader)[1] == reader.text.rindex("Rain")


async def test_the_filter_can_be_taken_back_letter_by_letter_or_pasted(open_reader):
    async with open_reader(BOOK) as reader:
        pane = await listed(reader)
        await reader.type("rix")
        assert rows(reader) == ["No hit has these words around it."]
        await reader.press("backspace")
        assert rows(reader) == ["Weather", "1% Rain fell on the river all night."]
        reader.app.screen.post_message(events.Paste("ver"))
        await reader.settle()
        assert pane.filter == "river"


async def test_escape_takes_the_filter_away_first(open_reader):
    async with open_reader(BOOK) as reader:
        await listed(reader)
        await reader.type("river")
        await reader.press("escape")
        assert reader.sees("4 hits")
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_the_cursor_stays_on_its_hit_while_one_filters(open_reader):
    async with open_reader(BOOK) as reader:
        pane = await listed(reader)
        await reader.press("down", "down", *"gone")
        assert pane.chosen == 2
        await reader.press("escape")
        assert pane.chosen == 2


async def test_without_a_search_the_list_asks_what_to_search_for(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("ctrl+f")
        assert reader.screen.place == "search"
        await reader.type("rain")
        await reader.press("enter")
        assert isinstance(reader.app.screen, HitsScreen)


async def test_where_nothing_is_found_the_list_says_so(open_reader):
    async with open_reader(BOOK) as reader:
        await listed(reader, "snow")
        assert rows(reader) == ["No hits."]
        await reader.press("enter", "down", "end", "pageup", "escape")
        assert reader.app.screen is reader.screen


async def test_ten_thousand_hits_are_listed_and_filtered(open_reader):
    text = "\n\n".join(f"Paragraph {n} says needle {n}." for n in range(1, 12_000))
    async with open_reader(text, size=(60, 20)) as reader:
        pane = await listed(reader, "needle")
        assert reader.sees("“needle”: 11999 hits")
        await reader.press("end")
        assert reader.sees("says needle 11999.")
        await reader.type("11998")
        assert reader.sees("1 of 11999 hits")
        assert pane.chosen == 11_997


@pytest.mark.parametrize("size", [(40, 15), (20, 6), (200, 50)])
async def test_no_row_is_wider_than_the_screen(open_reader, size):
    weather = "天気、" * 60
    text = f"# {'長い題名' * 30}\n\n{weather}雨が👩‍👩‍👧e\u0301降る。{weather}"
    async with open_reader(text, size=size) as reader:
        pane = await listed(reader, "雨が")
        strips = pane.render_lines(pane.size.region)
        assert {strip.cell_length for strip in strips} == {size[0]}
        assert any("雨" in strip.text for strip in strips)


async def test_a_hit_over_several_paragraphs_is_shown_on_one_row(open_reader):
    async with open_reader("One end.\n\nNew beginning here.") as reader:
        await listed(reader, "end. new")
        assert rows(reader) == ["14% One end. New beginning here."]


@pytest.mark.parametrize("pane", ["sections", "notes"])
async def test_the_list_is_reached_from_a_pane_and_leads_to_the_text(open_reader, pane):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        await reader.press("slash", *"rain", "enter")
        reader.screen.query_one(f"#{pane}").focus()
        await reader.press("ctrl+f", "enter")
        assert reader.screen.pane is None
