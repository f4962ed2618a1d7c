"""Keys that come faster than the screens they are meant for."""

from pathlib import Path

import pytest

from reader.ui import showing
from reader.ui.annotating import material_of
from reader.ui.screens.export import ExportScreen
from reader.ui.screens.help import HelpScreen
from reader.ui.screens.library import LibraryScreen
from reader.ui.screens.note_editor import NoteEditor
from reader.ui.screens.options import OptionsScreen
from reader.ui.screens.reading import ReadingScreen
from tests.conftest import key_event

BOOK = "# The book\n\nOne two three. Four five six.\n\nSeven eight nine."


async def at_once(reader, *keys):
    """Press keys without waiting for what they do."""
    for key in keys:
        reader.app.post_message(key_event(key))
    await reader.settle()


async def marked(reader):
    await reader.press("f")
    await reader.label("Four", capital=True)


async def test_two_answers_to_a_choice_close_it_once(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("c")
        assert reader.app.screen is not reader.screen
        await at_once(reader, "2", "3")
        assert reader.app.screen is reader.screen
        assert reader.only.colour == "green"


async def test_a_screen_can_be_closed_before_its_widgets_are_there(open_reader):
    async with open_reader(BOOK) as reader:
        editor = NoteEditor("", "")
        reader.app.push_screen(editor)
        editor.dismiss(None)
        await reader.until(lambda: reader.app.screen is reader.screen)


async def test_the_palette_is_closed_once(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("ctrl+p")
        palette = reader.app.screen
        palette.dismiss()
        palette.dismiss()
        await reader.settle()
        assert reader.app.screen is reader.screen


async def test_nothing_is_done_after_the_key_that_quits(open_reader):
    async with open_reader(BOOK) as reader:
        await at_once(reader, "q", "e", "a")
        assert reader.app.return_code == 0


async def test_a_prompt_that_lost_the_keys_to_a_click_is_still_typed_into(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("slash")
        await reader.click(reader.find("Seven").start)
        await reader.type("fo")
        assert reader.screen.prompt.box.value == "fo"
        assert reader.screen.prompt.box.has_focus


async def test_escape_closes_a_prompt_that_lost_the_keys_to_a_click(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("slash")
        await reader.click(reader.find("Seven").start)
        await reader.press("escape")
        assert not reader.screen.prompt.active


async def test_a_screen_that_another_one_covers_does_not_close_that_one(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("c")
        choice = reader.app.screen
        editor = NoteEditor("", "")
        await reader.app.push_screen(editor)
        choice.dismiss(None)
        await reader.settle()
        assert reader.app.screen is editor


async def test_a_click_on_a_section_that_is_folded_away_by_then_does_nothing(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        sections = reader.screen.sections
        sections.post_message(sections.Chosen(sections, sections.count))
        await reader.settle()
        assert reader.view.place == 0


async def test_what_was_undone_while_it_is_being_extended_is_not_extended(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        reader.screen.placing = "one-that-is-gone"
        reader.view.select(reader.find("Seven"))
        await reader.press("enter")
        assert reader.sees("It is not there any more")
        assert not reader.screen.placing


async def test_what_is_typed_at_once_with_the_key_that_closes_the_note_is_in_the_note(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await at_once(reader, *"aWhy a night?", "escape")
        assert reader.only.note == "Why a night?"


async def test_keys_after_the_one_that_closes_the_note_are_no_part_of_it(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await at_once(reader, *"aWhy?", "escape", "question_mark")
        assert reader.only.note == "Why?"
        assert isinstance(reader.app.screen, HelpScreen)


async def test_an_export_asked_for_twice_while_the_document_is_opened_opens_once(open_reader):
    async with open_reader(BOOK) as reader:
        screen = reader.screen
        reading, screen.reading = screen.reading, None  # as before the rest was read
        screen.action_command("export")
        screen.action_command("export")
        assert reader.app.screen is screen
        showing.opened(screen, reading, [])
        await reader.settle()
        open_now = [one for one in reader.app.screen_stack if isinstance(one, ExportScreen)]
        assert len(open_now) == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda screen: ExportScreen(material_of(screen), Path("export.md"), None),
        lambda screen: HelpScreen("read"),
        lambda screen: LibraryScreen(),
        lambda screen: NoteEditor("", ""),
        OptionsScreen,
    ],
    ids=["export", "help", "library", "note", "settings"],
)
@pytest.mark.parametrize("name", ["book.md", "other.md", "missing.md"])
async def test_a_document_is_opened_while_a_screen_comes_up_over_the_text(
    open_reader, write, make, name
):
    other = write("# The other\n\nNine eight seven.", "other.md")
    async with open_reader(BOOK) as reader:
        reader.app.push_screen(make(reader.screen))
        done = []
        reader.app.open_path(other.with_name(name), then=lambda: done.append(name))
        await reader.until(lambda: done or "no such file" in reader.screen.hints.message)
        await reader.settle()
        assert reader.app.screen is reader.app.reading_screen
        assert reader.sees("The other" if name == "other.md" else "The book")


async def test_keys_that_come_before_the_text_is_there_are_meant_for_it(open_reader):
    async with open_reader(BOOK) as reader:
        text = ReadingScreen(reader.screen.document, 0, {})
        reader.app.push_screen(text)
        assert not text.composed
        for key in ("v", "w", "v", "e"):
            await reader.app.on_event(key_event(key))
        await reader.settle()
        assert text.view.selection is not None


async def test_a_decision_that_takes_the_last_section_away_leaves_the_pane_in_order(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await reader.press("shift+tab", "G")
        before = reader.screen.sections.count
        await reader.press("x")
        await reader.settle()
        assert reader.screen.sections.count == before - 1
        await reader.press("u")
        await reader.settle()
        assert reader.screen.sections.count == before
