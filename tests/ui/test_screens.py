"""The screens over the text: export, help, the palette of commands, the note editor's way out."""

import pytest
from textual.widgets import Input, OptionList

from reader.ui import key_places, keys
from reader.ui.screens.export import ExportScreen
from reader.ui.screens.help import PAGES, HelpScreen
from reader.ui.screens.palette import matching

BOOK = "# The book\n\nOne two three. Four five six.\n\nSeven eight nine."


async def export(reader, path):
    """Open the export, type where to, and press enter."""
    await reader.press("e")
    assert isinstance(reader.app.screen, ExportScreen)
    reader.app.screen.query_one(Input).value = str(path)
    await reader.press("enter")


async def marked(reader):
    await reader.press("f")
    await reader.label("Four", capital=True)


# --- export -------------------------------------------------------------------------------------


async def test_the_export_shows_what_it_would_write(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("e")
        assert reader.sees("# The book")
        assert reader.sees("> Four five six.")
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_the_export_writes_the_file(open_reader, tmp_path):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await export(reader, tmp_path / "notes.md")
        assert reader.app.screen is reader.screen
        written = (tmp_path / "notes.md").read_text("utf-8")
        assert "> Four five six.\n" in written
        assert f"^r-{reader.only.id}" in written


async def test_the_export_suggests_a_file_in_the_folder_one_is_in(
    open_reader, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("e", "enter")
        assert "> Four five six.\n" in (tmp_path / "the-book.md").read_text("utf-8")


async def test_the_export_asks_before_it_replaces_a_file(open_reader, tmp_path):
    there = tmp_path / "notes.md"
    there.write_text("mine")
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await export(reader, there)
        assert isinstance(reader.app.screen, ExportScreen)
        assert there.read_text() == "mine"
        await reader.press("enter")
        assert "> Four five six.\n" in there.read_text("utf-8")


async def test_an_export_into_a_file_of_ours_shows_what_changes_before_it_writes(
    open_reader, tmp_path
):
    there = tmp_path / "notes.md"
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await export(reader, there)
        there.write_text(there.read_text("utf-8") + "\nMine.\n", "utf-8")
        before = there.read_text("utf-8")
        await reader.press("f")
        await reader.label("One", capital=True)
        await export(reader, there)
        assert there.read_text("utf-8") == before
        assert reader.sees("-annotations: 1")
        await reader.press("pagedown")
        assert reader.sees("+> One two three.")
        await reader.press("escape")
        assert there.read_text("utf-8") == before
        await export(reader, there)
        await reader.press("enter")
        written = there.read_text("utf-8")
        assert "> One two three.\n" in written
        assert written.endswith("\nMine.\n")
        assert reader.app.screen is reader.screen


async def test_an_export_that_changes_nothing_in_its_file_asks_nothing(open_reader, tmp_path):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await export(reader, tmp_path / "notes.md")
        await export(reader, tmp_path / "notes.md")
        assert reader.app.screen is reader.screen


async def test_typing_another_name_takes_the_consent_back(open_reader, tmp_path):
    for name in ("a.md", "ab.md"):
        (tmp_path / name).write_text("mine")
    async with open_reader(BOOK) as reader:
        await export(reader, tmp_path / "a.md")
        reader.app.screen.query_one(Input).value = str(tmp_path / "ab.md")
        await reader.press("enter")
        assert isinstance(reader.app.screen, ExportScreen)
        assert (tmp_path / "ab.md").read_text() == "mine"


async def test_a_folder_gets_the_file_with_the_suggested_name(open_reader, tmp_path):
    (tmp_path / "out").mkdir()
    async with open_reader(BOOK) as reader:
        await export(reader, tmp_path / "out")
        assert (tmp_path / "out" / "the-book.md").exists()


async def test_where_the_export_cannot_be_written_it_stays_and_says_so(open_reader, tmp_path):
    async with open_reader(BOOK) as reader:
        await export(reader, tmp_path / "no" / "such" / "folder.md")
        assert isinstance(reader.app.screen, ExportScreen)
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_the_export_never_replaces_the_document(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        path = reader.app.source.path
        await export(reader, path)
        await reader.press("enter")
        assert path.read_text() == BOOK


async def test_the_export_can_be_copied(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("e", "ctrl+y")
        assert "> Four five six." in reader.app.clipboard
        assert reader.app.screen is reader.screen


# --- help and commands --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "way, place",
    [
        ([], key_places.READ),
        (["v"], key_places.CARET),
        (["v", "v"], key_places.SELECT),
        (["tab"], key_places.NOTES),
        (["shift+tab"], key_places.SECTIONS),
    ],
)
async def test_help_shows_the_keys_of_where_one_is(open_reader, way, place):
    async with open_reader(BOOK, size=(120, 120)) as reader:
        await reader.press(*way, "question_mark")
        assert isinstance(reader.app.screen, HelpScreen)
        assert reader.sees(key_places.PLACE_NAMES[place])
        for command in keys.in_place(place):
            assert reader.sees(" ".join(command.help.split()[:3])), command.name
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.screen.place == place


@pytest.mark.parametrize("close", ["escape", "q", "question_mark"])
async def test_help_is_closed_by_several_keys(open_reader, close):
    async with open_reader(BOOK) as reader:
        await reader.press("question_mark", close)
        assert reader.app.screen is reader.screen
        assert not reader.app._exit


async def test_tab_in_the_help_goes_round_the_places(open_reader):
    async with open_reader(BOOK, size=(120, 80)) as reader:
        await reader.press("question_mark")
        for name in [*list(PAGES.values())[1:], *list(PAGES.values())[:1]]:
            await reader.press("tab")
            assert reader.sees(name)


async def test_help_scrolls_on_a_small_screen(open_reader):
    async with open_reader(BOOK, size=(40, 15)) as reader:
        await reader.press("question_mark")
        before = reader.screenful()
        await reader.press("space")
        assert reader.screenful() != before
        await reader.press("b")
        assert reader.screenful() == before


@pytest.mark.parametrize("way", [[], ["v"], ["v", "v"], ["tab"]])
async def test_the_palette_knows_every_command_of_where_one_is(open_reader, way):
    async with open_reader(BOOK, size=(120, 120)) as reader:
        await reader.press(*way)
        here = [c for c in keys.in_place(reader.screen.place) if c.name != "palette"]
        await reader.press("ctrl+p")
        for command in here:
            if command.name not in ("faster", "slower"):  # only while it scrolls by itself
                assert reader.sees(" ".join(command.help.split()[:3])), command.name


async def test_a_command_is_found_by_a_part_of_its_name_and_run(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("ctrl+p")
        await reader.type("next th")
        assert reader.sees("Theme T Next theme")
        await reader.press("enter")
        assert reader.app.screen is reader.screen
        assert reader.app.theme == "light"


async def test_the_palette_says_when_nothing_is_called_that_and_takes_it_back(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("ctrl+p")
        await reader.type("qqq")
        assert reader.sees("No command is called that")
        await reader.press("enter", "escape")
        assert reader.sees("Pick f")
        await reader.press("escape")
        assert reader.app.screen is reader.screen


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("export", "export"),
        ("line d", "line_down"),
        ("jump b", "jump_back"),
        ("capitals", "pick"),
        ("hlp", "help"),
    ],
)
def test_what_is_typed_finds_the_likeliest_command_first(words, first):
    assert matching(list(keys.in_place(key_places.READ)), words)[0].name == first


async def test_q_leaves(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.pilot.press("q")
        assert reader.app._exit


@pytest.mark.parametrize(
    "way",
    [["v"], ["v", "v"], ["v", "i"], ["f"], ["tab"], ["slash"], ["t"], ["question_mark"], ["e"]],
)
async def test_escape_leads_back_to_reading_from_everywhere(open_reader, way):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await reader.press("f")
        await reader.label("Four", capital=True)
        await reader.press(*way)
        for _ in range(3):
            await reader.press("escape")
        assert reader.app.screen is reader.screen
        assert reader.screen.place == key_places.READ


# --- without colours ----------------------------------------------------------------------------


def reversed_words(reader):
    """What is drawn in reverse on the whole screen, row by row."""
    rows = reader.app.screen._compositor.render_strips()
    drawn = ["".join(s.text for s in row if s.style and s.style.reverse) for row in rows]
    return [words for words in drawn if words]


async def test_without_colours_the_chosen_line_of_a_list_is_reversed(open_reader, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("One", capital=True)
        await reader.press("c", "down")
        (line,) = reversed_words(reader)
        assert "green" in line


async def test_without_colours_the_caret_of_a_prompt_is_reversed(open_reader, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(BOOK) as reader:
        await reader.press("slash")
        await reader.type("zz")
        await reader.press("left")
        assert reversed_words(reader) == ["z"]


async def test_without_colours_the_caret_of_a_note_is_reversed(open_reader, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("One", capital=True)
        await reader.press("a")
        await reader.type("Why")
        await reader.press("left")
        assert reversed_words(reader) == ["y"]


# --- on a small screen --------------------------------------------------------------------------


async def test_a_message_that_is_too_long_for_a_row_takes_a_second_one_while_it_stands(open_reader):
    message = "A message that is longer than the row is wide, and ends here."
    async with open_reader(BOOK, size=(40, 15)) as reader:
        before = reader.screenful()
        reader.screen.say(message)
        await reader.settle()
        assert reader.sees(message)
        assert reader.screenful()[:-2] == before[:-2], "the text stays where it is"
        await reader.press("j")
        assert reader.screenful()[-1] == before[-1]
        assert reader.screen.hints.size.height == 1


async def test_a_message_longer_than_two_rows_ends_at_a_word(open_reader):
    async with open_reader(BOOK, size=(40, 15)) as reader:
        reader.screen.say("counting " * 20)
        await reader.settle()
        assert reader.screenful()[-1].split()[-1] == "counting…"


async def test_the_help_gives_its_words_the_most_of_a_narrow_screen(open_reader):
    async with open_reader(BOOK, size=(40, 15)) as reader:
        await reader.press("question_mark")
        row = next(line for line in reader.screenful() if "Label the" in line)
        assert row.index("Label the") < 16
        assert reader.sees("Mark and write")
        assert reader.sees("commands by name")


# --- export in other formats --------------------------------------------------------------------


async def choose_format(reader, name):
    await reader.press("ctrl+t")
    options = reader.app.screen.query_one(OptionList)
    names = [str(option.prompt).split()[1] for option in options.options]
    await reader.press(str(options.options[names.index(name)].prompt).split()[0])
    await reader.until(lambda: reader.app.screen._made is not None)
    await reader.settle()


async def test_the_export_takes_another_format_and_the_name_follows(open_reader, tmp_path):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("e")
        reader.app.screen.query_one("#path", Input).value = str(tmp_path / "notes.md")
        await choose_format(reader, "Org")
        assert reader.sees("#+BEGIN_QUOTE")
        assert reader.sees("Export as Org: 1 annotation")
        await reader.press("enter")
        assert "#+BEGIN_QUOTE\nFour five six.\n" in (tmp_path / "notes.org").read_text("utf-8")


async def test_another_format_asks_before_it_replaces_a_file(open_reader, tmp_path):
    there = tmp_path / "notes.csv"
    there.write_text("mine")
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("e")
        await choose_format(reader, "CSV")
        reader.app.screen.query_one("#path", Input).value = str(there)
        await reader.press("enter")
        assert there.read_text() == "mine"
        await reader.press("enter")
        assert "Four five six." in there.read_text("utf-8")


async def test_the_export_shows_only_what_is_asked_for(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("e", "tab")
        await reader.type("color:blue")
        assert reader.sees("0 of 1 annotations")
        assert not reader.sees("> Four five six.")
        await reader.type(",yellow")
        assert reader.sees("> Four five six.")


async def test_a_filter_that_is_none_is_told_and_nothing_is_written(open_reader, tmp_path):
    async with open_reader(BOOK) as reader:
        await reader.press("e")
        reader.app.screen.query_one("#path", Input).value = str(tmp_path / "a.md")
        await reader.press("tab")
        await reader.type("kind:x")
        assert reader.sees("no kind “x”")
        await reader.press("enter")
        assert not (tmp_path / "a.md").exists()


async def test_the_export_can_be_sorted_and_show_sentences(open_reader):
    async with open_reader(BOOK) as reader:
        await marked(reader)
        await reader.press("e", "ctrl+s", "ctrl+s")
        assert reader.sees("## Yellow")
        assert reader.sees("by color")
        await reader.press("ctrl+l")
        assert reader.sees("in their sentences")


async def test_the_export_fits_a_small_screen(open_reader):
    async with open_reader(BOOK, size=(40, 15)) as reader:
        await marked(reader)
        await reader.press("e")
        assert reader.sees("Write to:") and reader.sees("Only:") and reader.sees("enter write")
