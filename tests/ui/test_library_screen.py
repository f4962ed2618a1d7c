"""The library screen: what it lists, and what can be done with a document there."""

from pathlib import Path

import pytest
from textual import events
from textual.geometry import Region
from textual.widgets import Input

from reader.annotations.annotation import Annotation, Kind, Target, new_id, now
from reader.catalogue import Entry
from reader.documents.opening import open_document, read_source
from reader.text.spans import Span
from reader.ui.app import ReaderApp
from reader.ui.screens.choose import ChooseScreen
from reader.ui.screens.files import FilesScreen
from reader.ui.screens.reading import ReadingScreen
from reader.ui.screens.table_screen import completed
from reader.ui.widgets.shelf_table import Tabs

BOOK = "# The open book\n\nIt is being read.\n"


@pytest.fixture
def shelf(library, tmp_path):
    """Three documents: begun, finished, and never read; the last one in a collection."""
    made = {}
    for name, title, fields in (
        ("begun.md", "A begun book", {"opened": "2026-01-03T10:00:00.000Z", "place": 400}),
        (
            "done.md",
            "A finished book",
            {"opened": "2026-01-02T10:00:00.000Z", "place": 999, "read": (Span(0, 1000),)},
        ),
        ("new.md", "雨 and an unread book", {"collections": ("Exam",), "tags": ("sea",)}),
    ):
        path = tmp_path / "books" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# {title}\n\nSome text.\n", "utf-8")
        entry = Entry(id=new_id(), title=title, path=str(path), length=1000, file=f"{name}.json")
        made[name] = entry._replace(annotations=0, questions=0, **fields)
    library.keep(made.values())
    return made


@pytest.fixture
def open_library(open_reader):
    """The program on a document, with the library over it."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def opened(**how):
        async with open_reader(BOOK, name="open.md", **how) as reader:
            await reader.press("ctrl+o")
            yield reader, reader.app.screen

    return opened


def titles(screen):
    return [card.entry.title for card in screen.table.cards]


async def choose(reader, title):
    """Put the cursor on a document."""
    screen = reader.app.screen
    screen.table.point(titles(screen).index(title))
    await reader.settle()


async def typed(reader, text):
    """Answer the question on the last row."""
    reader.app.screen.query_one(Input).value = text
    await reader.press("enter")


def kept(library, title):
    return next(entry for entry in library.entries() if entry.title == title)


# What is listed


async def test_the_documents_are_listed_the_last_read_first(open_library, shelf):
    async with open_library() as (reader, screen):
        assert titles(screen) == [
            "The open book",
            "A begun book",
            "A finished book",
            "雨 and an unread book",
        ]
        for words in ("40%", "done", "new", "2026-01-03", "today"):
            assert reader.sees(words), words


@pytest.mark.parametrize(
    ("size", "seen", "unseen"),
    [
        ((120, 40), ["Author", "Left", "Progress", "Notes"], []),
        ((80, 24), ["Progress", "Notes", "Last read"], ["Author", "Left"]),
        ((40, 15), ["Read", "40%"], ["Notes", "Last read", "Progress"]),
    ],
)
async def test_there_are_as_many_columns_as_there_is_room_for(
    open_library, shelf, size, seen, unseen
):
    async with open_library(size=size) as (reader, _):
        heads = reader.screenful()[2] + reader.screenful()[4]
        assert [word for word in seen if word not in heads] == []
        assert [word for word in unseen if word in heads] == []


async def test_what_is_known_of_the_chosen_document_stands_below(open_library, shelf):
    async with open_library() as (reader, _):
        await choose(reader, "雨 and an unread book")
        assert reader.sees("~/books/new.md")
        assert reader.sees("#sea /Exam")


async def test_files_of_the_library_get_their_titles_when_it_is_shown(open_library, library):
    (library.documents / "other.md").write_text("# Another title\n\nText.\n", "utf-8")
    async with open_library() as (_, screen):
        assert sorted(titles(screen)) == ["Another title", "The open book"]


async def test_annotations_and_open_questions_are_counted_while_reading(open_reader, library):
    async with open_reader(BOOK, finish=True) as reader:
        await reader.press("f")
        await reader.label("It is being read.")
        await reader.press("full_stop", "q")
    (entry,) = library.entries()
    assert (entry.annotations, entry.questions) == (1, 1)


async def test_what_nobody_has_counted_is_counted_when_the_library_is_shown(open_library, library):
    entry = Entry(id=new_id(), title="Old", path="documents/old.md", file="old.json", length=9)
    path = library.documents / "old.md"
    path.write_text("# Old\n\nText\n", "utf-8")
    library.keep([entry])
    store = library.annotations_of(entry)
    store.add(Annotation(new_id(), Target("Text"), kind=Kind.QUESTION))
    store.save()
    async with open_library() as (reader, screen):
        await reader.until(lambda: kept(library, "Old").annotations == 1)
        await reader.until(lambda: all(card.entry.annotations >= 0 for card in screen.cards))
        assert reader.sees("1 1?")


async def test_an_empty_shelf_says_what_to_do(library):
    app = ReaderApp(library, None)
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.table.nothing.startswith("Nothing on the shelf yet")


# Opening


async def test_enter_opens_a_document_in_the_same_window(open_library, shelf):
    async with open_library() as (reader, _):
        await choose(reader, "A begun book")
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        await reader.until(lambda: reader.app.entry is not None)
        assert reader.app.entry.id == shelf["begun.md"].id


async def test_a_double_click_opens_and_a_single_one_chooses(open_library, shelf):
    async with open_library() as (reader, screen):
        await reader.pilot.click(screen.table, offset=(5, 2))
        assert screen.table.chosen.entry.title == "A begun book"
        assert reader.app.screen is screen
        await reader.pilot.click(screen.table, offset=(5, 2), times=2)
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        assert reader.app.source.path.name == "begun.md"


async def test_esc_goes_back_to_the_document(open_library):
    async with open_library() as (reader, _):
        await reader.press("escape")
        assert isinstance(reader.app.screen, ReadingScreen)


async def test_without_a_document_the_library_is_what_the_program_shows(library, shelf):
    app = ReaderApp(library, None)
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert titles(app.screen)[0] == "A begun book"
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)
        assert app.source.path.name == "begun.md"
    app.finish()


async def test_without_a_document_q_leaves_the_program(library):
    app = ReaderApp(library, None)
    async with app.run_test() as pilot:
        await pilot.press("q")
        await pilot.pause()
        assert not app.is_running or app._exit
    app.finish()


async def test_a_document_whose_file_is_gone_is_not_opened(open_library, shelf):
    Path(shelf["begun.md"].path).unlink()
    async with open_library() as (reader, screen):
        await choose(reader, "A begun book")
        await reader.press("enter")
        assert reader.app.screen is screen
        assert reader.sees("r shows where it is now")


# Order, tabs, filter


async def test_the_shelf_is_filtered_as_one_types_and_esc_shows_all_again(open_library, shelf):
    async with open_library() as (reader, screen):
        await reader.press("slash", *"book #se")
        assert titles(screen) == ["雨 and an unread book"]
        await reader.press("tab")
        assert reader.app.screen.place == "library"
        assert screen.table.has_focus
        assert titles(screen) == ["雨 and an unread book"]
        await reader.press("escape")
        assert len(titles(screen)) == 4


async def test_enter_in_the_filter_reads_what_is_chosen(open_library, shelf):
    async with open_library() as (reader, _):
        await reader.press("slash", *"book", "down", "enter")
        await reader.until(lambda: reader.app.screen is reader.app.reading_screen)
        assert reader.app.reading_screen.document.metadata.title == "A begun book"


async def test_enter_in_an_empty_filter_shows_all(open_library, shelf):
    async with open_library() as (reader, screen):
        await reader.press("slash", "enter")
        assert reader.app.screen is screen
        assert len(titles(screen)) == 4


async def test_while_a_filter_is_typed_the_arrows_move_in_the_list(open_library, shelf):
    async with open_library() as (reader, screen):
        await reader.press("slash", *"a b", "down")
        assert screen.table.cursor == 1


async def test_a_filter_that_finds_nothing_says_so(open_library, shelf):
    async with open_library() as (reader, _):
        await reader.press("slash", *"xyz")
        assert reader.sees("No document has all of these words")


async def test_an_order_is_chosen_turned_round_and_remembered(open_library, shelf, open_reader):
    async with open_library(finish=True) as (reader, screen):
        await reader.press("s", "t")
        assert titles(screen)[0] == "A begun book"
        await reader.press("s", "t")
        assert titles(screen)[-1] == "A begun book"
        await reader.press("escape")
    async with open_library() as (_, screen):
        assert titles(screen)[-1] == "A begun book"


async def test_the_cursor_stays_on_its_document_when_the_order_changes(open_library, shelf):
    async with open_library() as (reader, screen):
        await choose(reader, "A finished book")
        await reader.press("s", "t")
        assert screen.table.chosen.entry.title == "A finished book"


async def test_tab_goes_through_the_parts_of_the_shelf(open_library, shelf):
    async with open_library() as (reader, screen):
        seen = {}
        for _ in range(5):
            seen[screen.tab] = titles(screen)
            await reader.press("tab")
        assert screen.tab == "All"
        assert list(seen) == ["All", "Unread", "Reading", "Finished", "/Exam"]
        assert seen["Unread"] == seen["/Exam"] == ["雨 and an unread book"]
        assert seen["Finished"] == ["A finished book"]


async def test_a_click_on_a_tab_shows_it(open_library, shelf):
    async with open_library() as (reader, screen):
        row = reader.screenful()[1]
        await reader.pilot.click(screen.query_one(Tabs), offset=(row.index("Finished"), 0))
        await reader.settle()
        assert titles(screen) == ["A finished book"]


# Tags, collections


async def test_tags_and_collections_are_edited_and_kept(open_library, shelf, library):
    async with open_library() as (reader, _):
        await choose(reader, "A begun book")
        await reader.press("t")
        await typed(reader, "#one, two  two")
        await choose(reader, "A begun book")
        await reader.press("c")
        await typed(reader, "To read,  Exam ")
        await reader.settle()
        assert reader.sees("#one #two /To read /Exam")
    entry = kept(library, "A begun book")
    assert (entry.tags, entry.collections) == (("one", "two"), ("To read", "Exam"))
    assert entry.place == 400


async def test_giving_up_a_question_changes_nothing(open_library, shelf, library):
    async with open_library() as (reader, _):
        await choose(reader, "雨 and an unread book")
        await reader.press("t", *"xx", "escape")
        assert reader.app.screen.place == "library"
    assert kept(library, "雨 and an unread book").tags == ("sea",)


# Forgetting


async def test_a_forgotten_document_leaves_the_shelf_and_u_brings_it_back(
    open_library, shelf, library
):
    async with open_library() as (reader, screen):
        await choose(reader, "A begun book")
        await reader.press("x")
        assert "A begun book" not in titles(screen)
        assert reader.sees("u brings it back")
        await reader.settle()
        assert kept(library, "A begun book").off_the_shelf
        assert Path(shelf["begun.md"].path).exists()
        await reader.press("u")
        assert screen.table.chosen.entry.title == "A begun book"
    assert not kept(library, "A begun book").off_the_shelf


async def test_the_document_that_is_open_is_not_forgotten(open_library, library):
    async with open_library() as (reader, screen):
        await reader.press("x")
        assert titles(screen) == ["The open book"]
        assert reader.sees("You are reading it")


# Adding


async def test_a_file_is_added_by_its_path_and_chosen(open_library, tmp_path):
    (tmp_path / "essay.md").write_text("# An essay\n\nText.\n", "utf-8")
    async with open_library() as (reader, screen):
        await reader.press("a")
        await typed(reader, "~/essay.md")
        await reader.until(lambda: "An essay" in titles(screen))
        await reader.settle()
        assert screen.table.chosen.entry.title == "An essay"
        assert reader.app.screen is screen


async def test_of_several_files_that_are_refused_all_are_named(open_library, tmp_path):
    (tmp_path / "new").mkdir()
    for name in ("one.png", "two.png"):
        (tmp_path / "new" / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    async with open_library() as (reader, screen):
        screen.shelving.add([tmp_path / "new" / "one.png", tmp_path / "new" / "two.png"])
        await reader.until(lambda: isinstance(reader.app.screen, ChooseScreen))
        await reader.until(lambda: reader.sees("0 added, 2 not"))
        assert reader.sees("one.png")
        assert reader.sees("two.png")


async def test_a_path_that_is_not_there_is_said(open_library):
    async with open_library() as (reader, _):
        await reader.press("a")
        await typed(reader, "/not/there")
        assert reader.sees("there is no such file or folder")


async def test_tab_completes_a_path(open_library, tmp_path):
    (tmp_path / "essays").mkdir()
    async with open_library() as (reader, screen):
        await reader.press("a", *"~/ess", "tab")
        assert screen.query_one(Input).value == "~/essays/"


def test_a_path_is_completed_as_far_as_it_is_certain(tmp_path):
    for name in ("essay-1.md", "essay-2.md", "other.md", ".hidden"):
        (tmp_path / name).touch()
    start = f"{tmp_path}/"
    assert completed(f"{start}e") == (f"{start}essay-", ["essay-1.md", "essay-2.md"])
    assert completed(f"{start}x") == (f"{start}x", [])
    assert completed(start)[1] == ["essay-1.md", "essay-2.md", "other.md"]
    assert completed("/not/there/x") == ("/not/there/x", [])


@pytest.mark.parametrize(("key", "watched"), [("o", False), ("w", True)])
async def test_of_a_folder_is_asked_whether_it_is_to_be_watched(
    open_library, library, tmp_path, key, watched
):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "one.md").write_text("# One\n\nText.\n", "utf-8")
    async with open_library() as (reader, screen):
        await reader.press("a")
        await typed(reader, str(folder))
        assert isinstance(reader.app.screen, ChooseScreen)
        await reader.press(key)
        await reader.until(lambda: "One" in titles(screen))
        assert library.folders() == ([folder] if watched else [])


async def test_what_comes_into_a_watched_folder_is_found_while_the_library_is_shown(
    open_library, library, tmp_path
):
    folder = tmp_path / "papers"
    folder.mkdir()
    library.watch(folder)
    async with open_library() as (reader, screen):
        (folder / "late.md").write_text("# Came late\n\nText.\n", "utf-8")
        screen.shelving.look()
        await reader.until(lambda: "Came late" in titles(screen))
        assert screen.cards[-1].state == "Unread"


async def test_what_was_forgotten_is_not_brought_back_by_a_watched_folder(
    open_library, library, shelf, tmp_path
):
    library.watch(tmp_path / "books")
    library.keep([shelf["begun.md"]._replace(forgotten=now())], "forgotten")
    async with open_library() as (reader, screen):
        screen.shelving.look()
        await reader.settle()
        assert "A begun book" not in titles(screen)


async def test_a_folder_is_watched_no_longer(open_library, library, tmp_path):
    library.watch(tmp_path)
    async with open_library() as (reader, _):
        await reader.press("w", "1")
        await reader.until(lambda: library.folders() == [])


async def test_a_file_dropped_on_the_library_is_put_on_the_shelf(open_library, tmp_path):
    path = tmp_path / "an essay.md"
    path.write_text("# An essay\n\nText.\n", "utf-8")
    async with open_library() as (reader, screen):
        screen.table.post_message(events.Paste(f"'{path}'"))
        await reader.until(lambda: "An essay" in titles(screen))


async def test_a_file_dropped_on_a_document_is_read(open_reader, tmp_path):
    path = tmp_path / "essay.md"
    path.write_text("# An essay\n\nText.\n", "utf-8")
    async with open_reader(BOOK) as reader:
        reader.view.post_message(events.Paste(str(path)))
        await reader.until(lambda: reader.app.source.path == path)


async def test_a_folder_dropped_on_a_document_is_put_on_the_shelf_after_asking(
    open_reader, library, shelf, tmp_path
):
    async with open_reader(BOOK) as reader:
        reader.view.post_message(events.Paste(str(tmp_path / "books")))
        await reader.until(lambda: isinstance(reader.app.screen, ChooseScreen))
        await reader.press("w")
        await reader.until(lambda: library.folders() == [tmp_path / "books"])


async def test_words_that_are_pasted_into_a_document_do_nothing(open_reader):
    async with open_reader(BOOK) as reader:
        reader.view.post_message(events.Paste("some words"))
        await reader.settle()
        assert reader.app.screen is reader.screen
        assert reader.app.source.path.name == "book.md"


# Found again


async def test_a_document_that_was_moved_within_a_watched_folder_is_found_again(
    open_library, library, tmp_path
):
    folder = tmp_path / "papers"
    folder.mkdir()
    path = folder / "one.md"
    path.write_text("# One\n\nText.\n", "utf-8")
    source = read_source(path)
    entry = library.remember(library.recognise(source, open_document(source)), opened=now())
    library.watch(folder)
    path.rename(folder / "renamed.md")
    async with open_library() as (reader, screen):
        await reader.until(lambda: kept(library, "One").path.endswith("renamed.md"))
        await reader.settle()
        card = next(card for card in screen.cards if card.entry.title == "One")
        assert (card.entry.id, card.there) == (entry.id, True)


async def test_r_shows_where_a_moved_document_is_now(open_library, library, shelf, tmp_path):
    (tmp_path / "books" / "begun.md").rename(tmp_path / "books" / "elsewhere.md")
    async with open_library() as (reader, screen):
        await choose(reader, "A begun book")
        assert reader.sees("not there any more")
        await reader.press("r")
        assert isinstance(reader.app.screen, FilesScreen)
        await reader.press(*"elsew", "enter")
        await reader.settle()
        assert reader.app.screen is screen
        assert screen.table.chosen.there
    assert kept(library, "A begun book").path == str(tmp_path / "books" / "elsewhere.md")
    assert kept(library, "A begun book").place == 400


# Keys


async def test_the_keys_are_those_of_the_settings(open_library, shelf, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('[keys]\nforget = "D"\n', "utf-8")
    async with open_library() as (reader, screen):
        await choose(reader, "A begun book")
        await reader.press("x")
        assert "A begun book" in titles(screen)
        await reader.press("D")
        assert "A begun book" not in titles(screen)


async def test_without_colours_the_chosen_document_still_stands_out(
    open_library, shelf, monkeypatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_library() as (_, screen):
        (strip,) = screen.table.render_lines(Region(0, 1, screen.table.size.width, 1))
        assert all(segment.style.reverse for segment in strip if segment.text.strip())
