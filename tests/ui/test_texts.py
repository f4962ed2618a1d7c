"""Searching all texts of the library on the screen."""

import asyncio
import sqlite3
import subprocess

import pytest

from reader.searching import update
from reader.ui import indexing
from reader.ui.indexing import Indexing
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.reading import ReadingScreen
from reader.ui.screens.texts import TextsScreen

BOOK = "# The open book\n\nNothing of the sea is in it but one ship.\n"
WHALE = (
    "# Moby\n\nCall me Ishmael.\n\nThe white whale sank the ship.\n\n"
    + "".join(f"Calm water, day {n}.\n\n" for n in range(60))
    + "The whale was gone. Nobody saw the ship.\n"
)
SHIPS = "# Ships\n\nThe ship was white. A whale? Nobody saw one. Démocratie.\n"


@pytest.fixture
def books(library, write):
    """Two books, read into the index."""
    write(WHALE, "whale.md")
    write(SHIPS, "ships.md")
    write(BOOK, "open.md")
    update(library)


@pytest.fixture
def quiet(monkeypatch):
    """Nothing is read behind."""
    monkeypatch.setattr(Indexing, "start", lambda _: None)


@pytest.fixture
def searching(open_reader, books, quiet):
    """The program on a book, with the search over all texts before it."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def opened(words="", **how):
        async with open_reader(BOOK, name="open.md", **how) as reader:
            await reader.press("backslash")
            assert isinstance(reader.app.screen, TextsScreen)
            await asked(reader, words)
            yield reader

    return opened


async def asked(reader, words):
    """Type words, and wait for the answer."""
    await reader.type(words)
    await answered(reader)


async def answered(reader):
    await reader.until(lambda: not reader.app.screen._searching)
    await reader.settle()


def rows(reader):
    """What stands in the list."""
    return [" ".join(row.split()) for row in reader.screenful()[1:-1] if row.strip()]


def documents(reader):
    return [row for row in rows(reader) if row in ("Moby", "Ships", "The open book")]


async def arrived(reader, title):
    """Wait until a document is open and its hits are known."""
    app = reader.app
    await reader.until(
        lambda: (
            isinstance(app.screen, ReadingScreen)
            and app.screen.composed
            and app.screen.document.metadata.title == title
            and app.screen.search.hunt is not None
            and app.screen.search.hunt.complete
        )
    )
    await reader.settle()


def current(reader):
    screen = reader.app.reading_screen
    hits = screen.view.hits
    return screen.document.text[slice(*hits.spans[hits.current])], hits.current


# What is found


async def test_hits_stand_under_their_documents_with_place_and_what_is_around_them(searching):
    async with searching("whale ishmael") as reader:
        assert rows(reader) == [
            "Moby",
            "1% Call me Ishmael.",
            "2% The white whale sank the ship.",
            "97% The whale was gone. Nobody saw the ship.",
        ]
        assert reader.sees("1 document")


async def test_all_words_that_were_searched_for_are_marked(searching):
    async with searching("white whale") as reader:
        pane = reader.app.screen.pane
        marked = {
            segment.text
            for strip in pane.render_lines(pane.size.region)
            for segment in strip
            if segment.style and segment.style.bgcolor == pane.palette["search"].bgcolor
        }
        assert {"white", "whale"} <= marked


async def test_the_last_word_is_a_beginning_until_something_stands_behind_it(searching):
    async with searching("democ") as reader:
        assert documents(reader) == ["Ships"]
        await asked(reader, " ")
        assert documents(reader) == []
        assert reader.sees("No text has all of these words near each other.")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"white whale"', ["Moby"]),
        ("ship -whale", ["The open book"]),
        ("demo* ship", ["Ships"]),
        ("natasha", []),
    ],
)
async def test_phrases_beginnings_and_words_that_are_not_wanted(searching, words, found):
    async with searching(words) as reader:
        assert documents(reader) == found


async def test_what_is_typed_is_seen_to_its_end_on_a_narrow_screen(searching):
    async with searching('"the white whale sank the ship" ishmael', size=(40, 15)) as reader:
        assert reader.screenful()[0].rstrip().endswith('sank the ship" ishmael')


async def test_of_words_that_are_typed_fast_only_the_last_are_searched_for(searching, monkeypatch):
    from reader.ui.screens import texts

    asked_for = []
    search = texts.search

    def noted(library, terms, **how):
        asked_for.append([term.words for term in terms])
        return search(library, terms, **how)

    monkeypatch.setattr(texts, "search", noted)
    monkeypatch.setattr(texts, "PAUSE", 0.3)
    async with searching("ishmael") as reader:
        assert asked_for == [["ishmael"]]
        assert documents(reader) == ["Moby"]


async def test_escape_takes_what_is_typed_away_and_then_closes(searching):
    async with searching("whale") as reader:
        await reader.press("escape")
        assert rows(reader)[0].startswith("Type words")
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_what_is_wrong_with_the_index_is_said(searching, library, monkeypatch):
    async with searching() as reader:

        def refused(*_, **__):
            raise sqlite3.OperationalError("disk I/O error")

        monkeypatch.setattr(sqlite3, "connect", refused)
        await asked(reader, "whale")
        assert reader.sees("disk I/O error")


# There and back


async def test_enter_opens_the_document_at_the_hit_and_n_goes_on_from_there(searching):
    async with searching("whale sh") as reader:
        pane = reader.app.screen.pane
        at = next(i for i in range(pane.count) if pane.hit(i) and "gone" in pane.hit(i).after)
        pane.point(at)
        await reader.press("enter")
        await arrived(reader, "Moby")
        assert current(reader) == ("whale", 2)
        await reader.press("n")
        assert current(reader) == ("ship", 3)
        assert reader.sees("“whale sh*”: 4 of 4")


async def test_the_way_back_leads_to_the_list_as_it_was(searching):
    async with searching("whale") as reader:
        await reader.press("down")
        before = reader.screenful()
        await reader.press("enter")
        await arrived(reader, "Moby")
        await reader.press("n", "alt+left")
        if isinstance(reader.app.screen, ReadingScreen):  # back at the hit where it began
            await reader.press("alt+left")
        assert isinstance(reader.app.screen, TextsScreen)
        await reader.settle()
        assert reader.screenful() == before


async def test_behind_the_list_the_way_goes_on_to_where_one_was(searching):
    async with searching("ishmael") as reader:
        await reader.press("enter")
        await arrived(reader, "Moby")
        await reader.press("alt+left", "escape", "escape", "alt+left")
        await reader.until(
            lambda: reader.app.reading_screen.document.metadata.title == "The open book"
        )


async def test_a_hit_in_the_document_that_is_open_is_shown_in_it(searching):
    async with searching("nothing sea") as reader:
        await reader.press("enter")
        await arrived(reader, "The open book")
        assert reader.app.screen is reader.screen
        assert current(reader) == ("Nothing", 0)
        await reader.press("alt+left")
        assert isinstance(reader.app.screen, TextsScreen)


async def test_enter_right_behind_the_words_opens_the_best_hit(searching):
    async with searching() as reader:
        await reader.type("ishmael")
        await reader.press("enter")
        await arrived(reader, "Moby")


async def test_it_is_opened_from_the_library_and_leads_back_there(open_reader, books, quiet):
    async with open_reader(BOOK, name="open.md") as reader:
        await reader.press("ctrl+o", "backslash")
        assert isinstance(reader.app.screen, TextsScreen)
        await reader.press("escape")
        assert isinstance(reader.app.screen, LibraryScreen)


# What is new is read behind


async def test_what_is_not_read_yet_is_read_behind_and_then_found(open_reader, write):
    async with open_reader(BOOK, name="open.md") as reader:
        write(WHALE, "whale.md")
        await reader.press("backslash")
        await reader.type("ishmael")
        await reader.until(lambda: reader.app.screen.pane.chosen)
        assert documents(reader) == ["Moby"]
        await reader.until(lambda: not reader.app.indexing.works)


async def test_how_far_the_reading_is_stands_on_the_screen(searching):
    async with searching() as reader:
        reader.app.indexing.progress = indexing.Progress(3, 12)
        reader.app.indexing.heard()
        await reader.settle()
        assert reader.sees("reading 3 of 12")


async def test_nothing_is_read_behind_where_the_setting_says_so(open_reader, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", None)
    async with open_reader(BOOK, name="open.md") as reader:
        reader.app.tuning.set("library.index", False)
        await reader.press("backslash")
        assert not reader.app.indexing.works
        assert reader.sees("what is new is not read")


async def test_what_is_read_behind_ends_with_the_program(open_reader, monkeypatch):
    begun = []
    really = subprocess.Popen

    def sleeper(argv, **how):
        begun.append(really(["sleep", "60"], **how))
        return begun[0]

    async with open_reader(BOOK, name="open.md") as reader:
        monkeypatch.setattr(indexing.subprocess, "Popen", sleeper)
        reader.app.indexing.start()
        reader.app.indexing.start()
        await reader.until(lambda: begun)
        monkeypatch.setattr(indexing.subprocess, "Popen", really)
        await asyncio.sleep(0.1)
        reader.app.indexing.stop()
        assert begun[0].wait(10) != 0
        assert len(begun) == 1
