"""The import screen: what would come in, where it would go, and letting it come in."""

from contextlib import asynccontextmanager

import pytest

from reader.ui.screens.choose import ChooseScreen
from reader.ui.screens.documents import DocumentsScreen
from reader.ui.screens.files import FilesScreen
from reader.ui.screens.import_notes import ImportScreen

BOOK = "# The Whale\n\nSome years ago I went to sea. In this same town there stands a chapel.\n"
RECORD = """\
{title}
- Your Highlight on Location {at}-{at} | Added on Friday, January 1, 2021 10:30:4{n} AM

{words}
==========
"""
ONES = ("Some years ago I went to sea.", "In this same town there stands a chapel.")


def clippings(*records):
    return "".join(
        RECORD.format(title=title, at=10 * n, n=n, words=words)
        for n, (title, words) in enumerate(records, 1)
    )


WHALE = [("The Whale (Herman Melville)", words) for words in ONES]
OTHER = ("Another Book (Some Body)", "Words of another book.")
TWO_WORKS = clippings(*WHALE, OTHER)


@pytest.fixture
def importing(open_reader, tmp_path, monkeypatch):
    """The program on the book, with the import screen over it."""

    @asynccontextmanager
    async def opened(text=TWO_WORKS, **how):
        path = tmp_path / "clips" / "My Clippings.txt"
        path.parent.mkdir()
        path.write_text(text, "utf-8")
        monkeypatch.chdir(path.parent)
        async with open_reader(BOOK, name="whale.md", **how) as reader:
            await reader.press("E")
            assert isinstance(reader.app.screen, FilesScreen)
            await reader.until(lambda: reader.sees("My Clippings.txt"))
            await reader.press("enter")
            screen = reader.app.screen
            assert isinstance(screen, ImportScreen)
            await reader.until(lambda: not screen._busy)
            await reader.settle()
            yield reader, screen

    return opened


def placed_in(screen):
    """The quotes of the annotations that have a place in the text."""
    return [one.target.exact for one, _ in screen.reading.placed] if screen.reading else None


async def let_in(reader, screen):
    await reader.press("enter")
    await reader.until(lambda: screen._done is not None)


async def test_it_shows_each_work_and_where_it_would_go(importing):
    async with importing() as (reader, _screen):
        assert reader.sees("The Whale by Herman Melville")
        assert reader.sees("Another Book by Some Body")
        assert reader.sees("no text yet")
        assert reader.sees("2 of 2 quotes")
        assert len(reader.kept) == 0


async def test_enter_lets_it_come_in_and_the_text_shows_it(importing):
    async with importing() as (reader, screen):
        await let_in(reader, screen)
        assert "3 annotations" in screen.hints.message
        await reader.press("escape")
        reader.app.sitting.watch()
        await reader.settle()
        assert sorted(one.target.exact for one in reader.shown) == sorted(ONES)


async def test_u_takes_it_back(importing):
    async with importing() as (reader, screen):
        await let_in(reader, screen)
        await reader.press("u")
        await reader.until(lambda: screen._done is None and not screen._busy)
        assert "taken back" in screen.hints.message
        await reader.until(lambda: reader.sees("2 works"))
        reader.app.sitting.watch()
        await reader.until(lambda: reader.shown == [])


async def test_space_leaves_a_work_out(importing):
    async with importing() as (reader, screen):
        await reader.press("space")
        assert [item.wanted for item in screen.table.items] == [False, True]
        await let_in(reader, screen)
        titles = {entry.title for entry in reader.app.library.entries()}
        assert "Another Book" in titles
        reader.app.sitting.watch()
        await reader.until(lambda: reader.shown == [])


async def test_d_chooses_the_document_of_a_work(importing):
    async with importing(clippings(("Notes (Nobody)", ONES[0]))) as (reader, screen):
        assert reader.sees("no text yet")
        await reader.press("d")
        assert isinstance(reader.app.screen, DocumentsScreen)
        await reader.type("whale")
        await reader.press("enter")
        await reader.until(lambda: not screen._busy)
        assert screen.table.items[0].entry.title == "The Whale"
        assert screen.table.items[0].counts["placed"] == 1


async def test_what_could_not_be_read_is_listed(importing):
    broken = clippings(WHALE[0], ("The Whale (Herman Melville)", ""))
    async with importing(broken) as (reader, _screen):
        assert reader.sees("1 could not be read")
        await reader.press("end")
        assert reader.sees("line 6")


async def test_a_file_without_notes_is_said(importing):
    async with importing("Only some words.\n") as (reader, screen):
        assert reader.sees("no format of notes")
        await reader.press("enter")
        assert "Nothing" in screen.hints.message


async def test_it_fits_a_small_screen(importing):
    async with importing(size=(40, 15)) as (reader, screen):
        assert reader.sees("The Whale")
        await let_in(reader, screen)
        assert reader.sees("u takes it")


async def test_from_the_library_too(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("ctrl+o", "E")
        assert isinstance(reader.app.screen, FilesScreen)


async def test_where_it_is_in_doubt_it_is_asked_whose_text_it_is(library, open_reader, tmp_path):
    from reader.import_planning import plan
    from reader.importing import apply, read_file

    path = tmp_path / "clips.txt"
    path.write_text(clippings(WHALE[0], (WHALE[0][0], "Words of another edition.")), "utf-8")
    apply(library, plan(library, [read_file(path)]))
    async with open_reader(BOOK, name="whale.md") as reader:
        await reader.until(lambda: isinstance(reader.app.screen, ChooseScreen))
        assert "2 notes that came in" in reader.app.screen._title
        await reader.press("y")
        await reader.until(lambda: placed_in(reader.app.reading_screen) == [ONES[0]])
