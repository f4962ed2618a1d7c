"""The file dialog: looking through folders, filtering, choosing one file or several."""

import os
from contextlib import asynccontextmanager

import pytest

from reader.ui.screens.files import FilesScreen, items_of, size_shown
from reader.ui.screens.help import HelpScreen

BOOK = "# The open book\n\nIt is being read.\n"


@pytest.fixture
def books(tmp_path):
    """A folder with a folder, three texts, a hidden one, and what cannot be read."""
    folder = tmp_path / "books"
    (folder / "essays").mkdir(parents=True)
    (folder / "essays" / "été.md").write_text("An essay.\n", "utf-8")
    for name in ("one.md", "two.txt", "雨.md", ".hidden.md"):
        (folder / name).write_text("A text.\n", "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.fixture
def dialog(open_reader, books):
    """The program with the file dialog on a folder; ``answers`` holds what it was closed with."""

    @asynccontextmanager
    async def opened(folder=books, known=(), **how):
        async with open_reader(BOOK, **how) as reader:
            screen = FilesScreen(folder, dict.fromkeys(map(str, known), ""))
            screen.answers = []
            reader.app.push_screen(screen, screen.answers.append)
            await reader.settle()
            yield reader, screen

    return opened


def names(screen):
    return [item.name for item in screen.table.items]


# What is listed


async def test_folders_come_first_then_what_can_be_read(dialog):
    async with dialog() as (reader, screen):
        assert names(screen) == ["essays", "one.md", "two.txt", "雨.md"]
        assert reader.sees("essays/")
        assert reader.sees("8 B")


async def test_a_full_stop_shows_hidden_files_and_hides_them_again(dialog):
    async with dialog() as (reader, screen):
        await reader.press("full_stop")
        assert ".hidden.md" in names(screen)
        await reader.press("full_stop")
        assert ".hidden.md" not in names(screen)


async def test_what_is_in_the_library_is_marked(dialog, books):
    async with dialog(known=[books / "one.md"]) as (reader, _):
        assert reader.sees("● one.md")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
async def test_a_folder_that_may_not_be_looked_into_says_so(dialog, books):
    (books / "essays").chmod(0)
    async with dialog() as (reader, _):
        await reader.press("enter")
        assert reader.sees("Permission denied")


async def test_a_folder_that_is_gone_is_said_in_one_line(dialog, books):
    async with dialog(books / "not there") as (reader, screen):
        assert screen.table.nothing.endswith("No such file or directory")
        await reader.press("left")
        assert "one.md" in names(screen)


async def test_a_narrow_screen_has_the_names_alone(dialog):
    async with dialog(size=(40, 15)) as (reader, _):
        assert not reader.sees("Size")
        assert reader.sees("one.md")


# Moving about


async def test_enter_goes_into_a_folder_and_left_comes_out_again(dialog):
    async with dialog() as (reader, screen):
        await reader.press("enter")
        assert names(screen) == ["été.md"]
        await reader.press("left")
        assert screen.table.chosen.name == "essays"


async def test_backspace_goes_up_only_when_nothing_is_typed(dialog):
    async with dialog() as (reader, screen):
        await reader.press("t", "w", "backspace")
        assert screen.box.value == "t"
        await reader.press("backspace", "backspace")
        assert "books" in names(screen)


async def test_what_is_typed_filters_the_names_whatever_the_accents(dialog, books):
    async with dialog(books / "essays") as (reader, screen):
        await reader.press(*"ete")
        assert names(screen) == ["été.md"]
        await reader.press("x")
        assert reader.sees("Nothing here has that in its name")
        await reader.press("escape")
        assert names(screen) == ["été.md"]
        assert screen.answers == []


async def test_a_typed_path_leads_to_its_folder(dialog):
    async with dialog() as (reader, screen):
        await reader.press(*"~/books/essays", "enter")
        assert names(screen) == ["été.md"]


async def test_a_typed_path_that_is_not_there_is_said(dialog):
    async with dialog() as (reader, _):
        await reader.press(*"/not/there.md", "enter")
        assert reader.sees("there is no such file or folder")


async def test_the_help_tells_the_keys_while_nothing_is_typed(dialog):
    async with dialog() as (reader, screen):
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, HelpScreen)
        await reader.press("escape", "o", "question_mark")
        assert screen.box.value == "o?"


# Choosing


async def test_enter_on_a_file_means_to_read_it(dialog, books):
    async with dialog() as (reader, screen):
        await reader.press("down", "enter")
        assert screen.answers == [(True, [books / "one.md"])]


async def test_a_typed_path_of_a_file_means_to_read_it(dialog, books):
    async with dialog() as (reader, screen):
        await reader.press(*"~/books/two.txt", "enter")
        assert screen.answers == [(True, [books / "two.txt"])]


async def test_several_are_selected_with_space_and_added_with_enter(dialog, books):
    async with dialog() as (reader, screen):
        await reader.press("space", "space")
        assert reader.sees("2 selected")
        await reader.press("enter")
        assert screen.answers == [(False, [books / "essays", books / "one.md"])]


async def test_a_selection_outlives_a_filter_and_space_takes_it_back(dialog, books):
    async with dialog() as (reader, screen):
        await reader.press(*"two", "space")
        await reader.press("escape", "down", "space", "up", "space", "ctrl+a")
        assert screen.answers == [(False, [books / "two.txt"])]


async def test_a_file_is_added_without_reading_it(dialog, books):
    async with dialog() as (reader, screen):
        await reader.press("down", "ctrl+a")
        assert screen.answers == [(False, [books / "one.md"])]


async def test_a_double_click_opens(dialog, books):
    async with dialog() as (reader, screen):
        await reader.pilot.click(screen.table, offset=(6, 2), times=2)
        await reader.settle()
        assert screen.answers == [(True, [books / "one.md"])]


async def test_esc_chooses_nothing(dialog):
    async with dialog() as (reader, screen):
        await reader.press("escape")
        assert screen.answers == [None]


async def test_from_the_library_a_file_is_read_or_added(open_reader, library, books):
    async with open_reader(BOOK) as reader:
        reader.app.memory["folder"] = str(books)
        await reader.press("ctrl+o")
        screen = reader.app.screen
        await reader.press("f")  # each folder is looked into behind the keys
        await reader.press("down", "ctrl+a")
        await reader.until(lambda: len(screen.cards) == 2)
        await reader.press("f")
        await reader.press("down", "down", "enter")
        await reader.until(lambda: reader.app.source.path == books / "two.txt")


# In few words


def test_the_items_of_a_folder_have_sizes_and_times(books):
    items = {item.name: item for item in items_of(books)}
    assert items["one.md"].size == 8
    assert items["one.md"].time > 0
    assert items["essays"].folder


@pytest.mark.parametrize(
    ("size", "words"), [(8, "8 B"), (1500, "2 kB"), (2_500_000, "2.5 MB"), (0, "0 B")]
)
def test_a_size_is_said_in_a_few_characters(size, words):
    assert size_shown(size) == words


async def test_the_foot_says_what_the_mark_of_the_shelf_means_where_there_is_one(dialog, books):
    async with dialog(known=[books / "one.md"]) as (reader, _):
        assert reader.sees("● on the shelf")
        await reader.type("two")
        assert not reader.sees("on the shelf")
