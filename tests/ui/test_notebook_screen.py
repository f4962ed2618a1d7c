"""The notebook on the screen: what it lists, going to a passage, changing many at once."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from textual.widgets import Input

from reader import settings
from reader.annotations.annotation import Colour, Kind
from reader.documents.opening import open_document, read_source
from reader.study.reading import Reading
from reader.text.spans import Span
from reader.ui import noting
from reader.ui.app import ReaderApp
from reader.ui.screens.choose import ChooseScreen
from reader.ui.screens.notebook import NotebookScreen
from reader.ui.screens.reading import ReadingScreen

BOOK = "# The open book\n\n## A part\n\nIt is being read by somebody.\n"
OTHER = "# Whales\n\n## Their names\n\nCall me Ishmael. Which whale is a fish?\n"


@pytest.fixture
def other(library, tmp_path):
    """A document with four annotations."""
    path = tmp_path / "whales.md"
    path.write_text(OTHER, "utf-8")
    source = read_source(path)
    document = open_document(source)
    entry = library.remember(library.recognise(source, document), opened="2026-01-01T00:00:00.000Z")
    reading = Reading(document, library.annotations_of(entry))

    def mark(words, **fields):
        start = document.text.index(words)
        reading.mark(Span(start, start + len(words)), **fields)

    mark("Call me", colour=Colour.GREEN, tags=("names", "exam"))
    mark("Ishmael", note="Who?", tags=("names",))
    mark("whale", colour=Colour.BLUE)
    mark("fish", kind=Kind.QUESTION, tags=("exam",))
    reading.store.save()
    return entry


@pytest.fixture
def open_notebook(open_reader, other):
    """The program on a document, with the notebook over it."""

    @asynccontextmanager
    async def opened(**how):
        async with open_reader(BOOK, name="open.md", **how) as reader:
            await reader.press("ctrl+n")
            await complete(reader)
            yield reader, reader.app.screen

    return opened


async def complete(reader):
    """Wait for what goes on in threads, and for what it tells the screen."""
    for _ in range(3):
        await reader.app.workers.wait_for_complete()
        await reader.settle()
        await asyncio.sleep(0)


def quotes(screen):
    return [row.quote for row in screen.table.rows]


def kept(library, entry):
    return {one.target.exact: one for one in library.annotations_of(entry).all()}


async def typed(reader, text):
    """Type into the open question, and answer it."""
    reader.app.screen.query_one(Input).value = text
    await reader.settle()
    await reader.press("enter")
    await complete(reader)


ALL = ["Call me", "Ishmael", "whale", "fish"]


async def test_every_annotation_of_the_library_is_listed(open_notebook):
    async with open_notebook() as (_, screen):
        assert isinstance(screen, NotebookScreen)
        assert quotes(screen) == ALL


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15), (20, 6)])
async def test_it_is_drawn_in_every_size(open_notebook, size):
    async with open_notebook(size=size) as (_, screen):
        shown = "\n".join(strip.text for strip in screen._compositor.render_strips())
        assert "Call me" in shown


async def test_without_colours_letters_tell_them(open_notebook, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_notebook() as (_, screen):
        shown = "\n".join(strip.text for strip in screen._compositor.render_strips())
        assert "gr" in shown
        assert "bl" in shown


async def test_what_is_typed_filters_at_once(open_notebook):
    async with open_notebook() as (reader, screen):
        await reader.press("slash", *"fi")
        assert quotes(screen) == ["fish"]
        await reader.press("backspace", "backspace", *"who")
        assert quotes(screen) == ["Ishmael"]


async def test_a_filter_that_is_not_finished_asks_for_nothing_yet(open_notebook):
    async with open_notebook() as (reader, screen):
        await reader.press("slash", *"kind:")
        assert quotes(screen) == ALL
        await reader.press(*"qu")
        assert quotes(screen) == ["fish"]


async def test_tab_completes_a_filter(open_notebook):
    async with open_notebook() as (reader, screen):
        await reader.press("slash", *"tag:n", "tab")
        assert screen.query_one(Input).value == "tag:names "
        assert quotes(screen) == ["Call me", "Ishmael"]
        await reader.press("enter")
        assert not screen.offers.display


async def test_escape_takes_the_filter_away_then_leaves(open_notebook):
    async with open_notebook() as (reader, screen):
        await reader.press("slash", *"fish", "enter", "escape")
        assert quotes(screen) == ALL
        await reader.press("escape")
        assert isinstance(reader.app.screen, ReadingScreen)


async def test_the_order_can_be_another_one(open_notebook):
    async with open_notebook() as (reader, screen):
        await reader.press("s", "c")
        assert quotes(screen) == ["Ishmael", "fish", "Call me", "whale"]
        await reader.press("s", "c")
        assert quotes(screen) == ["whale", "Call me", "fish", "Ishmael"]


async def test_a_filter_is_saved_and_shown_by_a_digit(open_notebook):
    async with open_notebook() as (reader, screen):
        await reader.press("slash", *"tag:exam", "enter", "S", *"exam", "enter")
        await complete(reader)
        assert settings.load().filters == {"exam": "tag:exam"}
        await reader.press("0")
        assert quotes(screen) == ALL
        await reader.press("1")
        assert quotes(screen) == ["Call me", "fish"]


async def test_its_screen_is_kept_only_as_it_begins_and_where_nothing_is_below(library, other):
    app = ReaderApp(library, None, begin=noting.open_notebook)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        screen = app.screen
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert quotes(screen) == ALL
        assert screen.as_it_begins()
        screen.book.wanted = "fish"
        assert not screen.as_it_begins()


# Going to a passage


async def test_enter_opens_the_passage_and_the_way_back_leads_to_its_row(open_notebook):
    async with open_notebook() as (reader, _):
        await reader.press("slash", *"tag:names", "enter", "j", "enter")
        await complete(reader)
        reading = reader.app.screen
        assert isinstance(reading, ReadingScreen)
        assert reading.document.metadata.title == "Whales"
        current = reading.reading.store.get(reading.view.current)
        assert current.target.exact == "Ishmael"
        await reader.press("alt+left")
        await complete(reader)
        again = reader.app.screen
        assert isinstance(again, NotebookScreen)
        assert again.table.chosen.quote == "Ishmael"
        assert quotes(again) == ["Call me", "Ishmael"]


async def test_a_document_that_is_gone_is_told(open_notebook, tmp_path):
    async with open_notebook() as (reader, screen):
        (tmp_path / "whales.md").unlink()
        await reader.press("enter")
        assert reader.app.screen is screen
        assert "not there any more" in screen.hints.message


async def test_what_is_marked_while_reading_is_there(open_notebook):
    async with open_notebook() as (reader, _):
        await reader.press("ctrl+n")
        reading = reader.app.screen
        start = reading.document.text.index("somebody")
        reading.reading.mark(Span(start, start + 8))
        await reader.press("ctrl+n")
        await complete(reader)
        assert "somebody" in quotes(reader.app.screen)


# Changing many


async def test_marked_ones_are_retagged_as_one_step(open_notebook, library, other):
    async with open_notebook() as (reader, screen):
        await reader.press("space", "space", "t")
        await typed(reader, "new -exam")
        found = kept(library, other)
        assert [found[quote].tags for quote in ALL] == [
            ("names", "new"),
            ("names", "new"),
            (),
            ("exam",),
        ]
        await reader.press("u")
        await complete(reader)
        assert kept(library, other)["Call me"].tags == ("names", "exam")
        assert screen.table.rows[0].tags == ("names", "exam")


async def test_a_range_is_marked_and_recoloured(open_notebook, library, other):
    async with open_notebook() as (reader, screen):
        await reader.press("space", "j", "V", "c", "6")
        await complete(reader)
        colours = [str(one.colour) for one in kept(library, other).values()]
        assert colours == ["purple", "purple", "purple", "yellow"]
        assert not screen.book.marked


async def test_all_that_are_shown_are_marked_deleted_and_brought_back(
    open_notebook, library, other
):
    async with open_notebook() as (reader, _):
        await reader.press("slash", *"tag:names", "enter", "ctrl+a", "x")
        await complete(reader)
        assert set(kept(library, other)) == {"whale", "fish"}
        await reader.press("u")
        await complete(reader)
        assert set(kept(library, other)) == set(ALL)


async def test_the_chosen_one_is_meant_where_none_is_marked(open_notebook, library, other):
    async with open_notebook() as (reader, _):
        await reader.press("j", "x")
        await complete(reader)
        assert "Ishmael" not in kept(library, other)


async def test_a_change_of_before_this_run_is_taken_back_only_when_asked(open_notebook, other):
    async with open_notebook() as (reader, screen):
        await reader.press("x")
        await complete(reader)
        screen.book.done.clear()
        await reader.press("u")
        assert isinstance(reader.app.screen, ChooseScreen)
        await reader.press("u")
        await complete(reader)
        assert quotes(screen) == ALL


async def test_a_tag_is_renamed_everywhere(open_notebook, library, other):
    async with open_notebook() as (reader, _):
        await reader.press("T")
        await typed(reader, "exam")
        await typed(reader, "test")
        assert kept(library, other)["fish"].tags == ("test",)
        assert kept(library, other)["Call me"].tags == ("names", "test")


async def test_what_is_shown_is_written_to_a_file_that_is_not_there_yet(open_notebook, tmp_path):
    path = tmp_path / "out.md"
    async with open_notebook() as (reader, screen):
        await reader.press("slash", *"fish", "enter", "e", "m")
        await reader.settle()
        await typed(reader, str(path))
        assert "> fish" in path.read_text("utf-8")
        path.write_text("mine", "utf-8")
        await reader.press("e", "m")
        await reader.settle()
        await typed(reader, str(path))
        assert path.read_text("utf-8") == "mine"
        assert "exists" in screen.hints.message


# Tags while reading


async def test_tags_are_completed_with_those_of_the_library(open_reader, other):
    async with open_reader(BOOK, name="open.md") as reader:
        screen = reader.app.screen
        start = screen.document.text.index("somebody")
        made = screen.reading.mark(Span(start, start + 8))
        screen.annotations_changed()
        screen.make_current(made.id)
        await reader.press("t", "n")
        await complete(reader)
        await reader.press("tab", "enter")
        assert screen.reading.store.get(made.id).tags == ("names",)
        assert not screen.offers.display
