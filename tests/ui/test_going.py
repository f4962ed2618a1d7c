"""Going to a place by what it is called, and bookmarks."""

import pytest

from reader.annotations.annotation import Kind
from reader.documents.document import Page
from reader.documents.formats.markdown import parse
from reader.ui.going import goals, likeness, nowhere

TEXT = "# Of whales\n\n" + "".join(
    f"## Chapter {n}: {name}\n\n" + "Call me Ishmael, some years ago. " * 40 + "\n\n"
    for n, name in enumerate(["Loomings", "The Carpet-Bag", "Überfahrt", "雨の日"], 1)
)


def labels(query):
    return [goal.label for goal in goals(query, parse(TEXT), None)]


@pytest.mark.parametrize("query", ["50", "50%", "50 %", "50.0%"])
def test_a_number_is_a_share_of_the_text(query):
    document = parse(TEXT)
    found = goals(query, document, None)[0]
    assert (found.label, found.offset) == ("50 %", len(document.text) // 2)


def test_a_section_that_was_made_is_found_by_its_words_and_marked():
    text = "".join(f"Whale number {n} blew. {'It was white. ' * 40}\n\n" for n in range(40))
    found = goals("number 0", parse(text), None)[0]
    assert (found.label, found.detail) == ("~ Whale number 0 blew. It was white. It…", "section")


def test_sections_of_the_same_name_are_told_apart_by_what_is_around_them():
    text = "# Put\n\n## Examples\n\nOne.\n\n# Get\n\n## Examples\n\nTwo.\n"
    found = goals("examples", parse(text), None)
    assert [goal.detail for goal in found] == ["Put", "Get"]


def test_a_number_beyond_a_hundred_is_no_share():
    assert labels("150") == []


def test_a_page_is_a_standard_page_of_characters():
    assert goals("p 2", parse(TEXT), None)[0].offset == 1800
    assert labels("page 2")[0].startswith("page 2 of ")


def test_where_the_printed_pages_are_known_they_are_meant():
    pages = (Page("xi", 0), Page("1", 100), Page("2", 2000))
    document = parse(TEXT).with_(pages=pages)
    assert goals("p 1", document, None)[0][::2] == ("page 1 of 2", 100)
    assert [g.offset for g in goals("page XI", document, None)] == [0]
    assert [g.label for g in goals("p 99", document, None) if g.label.startswith("page")] == []


def test_of_a_printed_page_that_is_not_there_it_is_said_which_ones_are():
    document = parse(TEXT).with_(pages=(Page("1", 0), Page("2", 100)))
    assert nowhere("p 99", document) == "There is no page 99: pages 1 to 2."
    assert nowhere("p 99", parse(TEXT)).startswith("No place is called “p 99”.")


def test_a_page_beyond_the_last_is_the_last():
    document = parse(TEXT)
    assert goals("p 99", document, None)[0].offset < len(document.text)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("chapter 2", "Chapter 2: The Carpet-Bag"),
        ("carpet", "Chapter 2: The Carpet-Bag"),
        ("LOOM", "Chapter 1: Loomings"),
        ("bag the", "Chapter 2: The Carpet-Bag"),
        ("überf", "Chapter 3: Überfahrt"),
        ("雨", "Chapter 4: 雨の日"),
        ("c2", "Chapter 2: The Carpet-Bag"),
        ("ct", "Chapter 2: The Carpet-Bag"),
    ],
)
def test_a_section_is_found_by_some_of_its_title(query, title):
    assert labels(query)[0] == title


def test_what_begins_with_the_words_comes_before_what_only_has_them():
    assert (
        likeness("loom", "loomings") < likeness("loom", "of looms") < likeness("loom", "heirlooms")
    )
    assert likeness("xyz", "loomings") is None


async def test_colon_goes_to_a_share_of_the_text(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("colon")
        await reader.type("50%")
        assert reader.sees("50 % Chapter 2")
        await reader.press("enter")
        shown = reader.view.shown
        assert shown.start <= len(reader.text) // 2 <= shown.end


async def test_while_one_types_the_places_are_offered_and_the_arrows_choose(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("colon")
        assert reader.sees("38% a share of the text")
        await reader.type("chap")
        assert reader.sees("Chapter 1: Loomings")
        await reader.press("down", "enter")
        assert reader.text[reader.top :].startswith("Chapter 2")
        assert not reader.sees("Chapter 4: 雨の日 Of whales")


async def test_what_is_called_nothing_is_said_with_what_would_do(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("colon")
        await reader.type("kraken")
        await reader.press("enter")
        assert reader.sees("No place is called “kraken”. Try 38%")


async def test_escape_leaves_everything_as_it_was(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("colon")
        await reader.type("chap")
        await reader.press("escape")
        assert reader.top == 0
        assert not reader.screen.offers.display


async def test_a_note_is_found_by_its_words_and_the_way_back_is_kept(open_reader):
    async with open_reader(TEXT) as reader:
        reader.screen.reading.mark(reader.find("Überfahrt"), note="a Kraken!")
        reader.screen.annotations_changed()
        await reader.press("colon")
        await reader.type("kraken")
        await reader.press("enter")
        assert reader.sees("Chapter 3: Überfahrt")
        await reader.press("alt+left")
        assert reader.top == 0


async def test_m_and_a_letter_name_a_place_and_the_quote_leads_back(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("space", "m")
        assert reader.sees("A letter names this place")
        place = reader.view.place
        await reader.press("q")
        assert (reader.only.kind, reader.only.note) == (Kind.BOOKMARK, "q")
        await reader.press("g", "apostrophe")
        assert reader.sees("To which bookmark? q")
        await reader.press("q")
        assert reader.view.place == place


async def test_a_bookmark_stands_in_the_margin_and_in_the_sections_pane(open_reader):
    async with open_reader(TEXT, size=(120, 30)) as reader:
        await reader.press("m", "q")
        assert reader.rows()[0].startswith("⚑")
        assert reader.sees("⚑ q Of whales")


async def test_a_bookmark_in_the_sections_pane_leads_to_its_place(open_reader):
    async with open_reader(TEXT, size=(120, 30)) as reader:
        await reader.press("space", "space", "m", "q")
        place = reader.view.place
        await reader.press("g")
        pane = reader.screen.sections
        pane.point(next(i for i in range(pane.count) if pane.offset_of(i) == place))
        pane.focus()
        await reader.press("enter")
        shown = reader.view.shown
        assert shown.start <= place < shown.end


async def test_a_bookmark_that_is_set_again_moves(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("m", "q", "space", "m", "q")
        assert reader.only.target.start == reader.view.place > 0


async def test_a_bookmark_that_is_not_there_is_said(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("apostrophe", "z")
        assert reader.sees("No bookmark z: mz sets it")


async def test_two_quotes_lead_back_and_forth(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("G")
        end = reader.view.place
        await reader.press("apostrophe", "apostrophe")
        assert reader.view.place == 0
        await reader.press("apostrophe", "apostrophe")
        assert reader.view.place == end


async def test_escape_names_nothing(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("m", "escape", "j")
        assert reader.kept == []
        assert reader.screen.letter_for is None


async def test_a_bookmark_can_be_undone(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("m", "q", "u")
        assert reader.kept == []


async def test_a_click_on_what_is_offered_goes_there(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("colon")
        await reader.type("chap")
        await reader.pilot.click(reader.screen.offers, offset=(5, 2))
        await reader.settle()
        assert reader.text[reader.top :].startswith("Chapter 3")


async def test_the_card_of_a_bookmark_tells_its_name_and_what_it_stands_before(open_reader):
    async with open_reader(TEXT, size=(120, 30)) as reader:
        await reader.press("m", "q")
        assert any("⚑ q before “Of whales" in row for row in reader.screenful())
