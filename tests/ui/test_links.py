"""Links from one to the next, notes where one stands, other files, and the web only on request."""

import pytest
from textual.geometry import Offset

from reader.documents.origin import Origin
from reader.ui import browsing
from tests.books import book

LONG = "\n\n".join(f"Paragraph {n} has a few words." for n in range(40))
NOTED = f"A barge[^1] here.\n\n{LONG}\n\n[^1]: A flat boat.\n\n    With a horse.\n"
WEB = f"See [the lock](https://example.org/lock).\n\n{LONG}\n"
THREE = f"[One](#one), [two](#two), [site](https://example.org).\n\n{LONG}\n\n# One\n\n# Two\n"


@pytest.fixture
def opened(monkeypatch):
    """What was opened in the browser."""
    found = []

    class Browser:
        def open(self, address):
            found.append(address)
            return True

    monkeypatch.setattr(browsing.webbrowser, "get", lambda: Browser())
    return found


def popup(reader):
    """What the box over the text says, row by row; nothing without one."""
    shown = reader.screen.popup
    if not shown.display:
        return []
    x, y, width, height = shown.region
    return [row[x : x + width].strip("│ ") for row in reader.screenful()[y : y + height]]


def chosen(reader):
    """The words of the link that enter would follow."""
    link = reader.view.link
    return reader.text[link.start : link.end] if link else None


# --- notes ---------------------------------------------------------------------------------------


async def test_a_footnote_pops_up_below_its_line_and_escape_closes_it(open_reader):
    async with open_reader(NOTED) as reader:
        await reader.press("F")
        assert popup(reader)[:3] == ["A flat boat.", "", "With a horse."]
        row = reader.view.region.y + reader.cell(reader.find("A barge").start)[1]
        assert reader.screen.popup.region.y == row + 1
        await reader.press("escape")
        assert popup(reader) == []
        assert reader.view.place == 0


async def test_a_click_on_the_reference_shows_the_note_and_one_beside_it_closes_it(open_reader):
    async with open_reader(NOTED) as reader:
        await reader.click(reader.find("[1]").start)
        assert popup(reader)[0] == "A flat boat."
        await reader.click(reader.find("Paragraph 9").start)
        assert popup(reader) == []


async def test_a_second_enter_goes_to_the_note_and_alt_left_comes_back(open_reader):
    async with open_reader(NOTED) as reader:
        await reader.press("tab", "enter")
        assert popup(reader)
        await reader.press("enter")
        assert popup(reader) == []
        assert reader.view.place > 0
        assert reader.sees("With a horse.")
        await reader.press("alt+left")
        assert reader.view.place == 0


async def test_a_long_note_scrolls_in_its_box(open_reader):
    lines = "\n\n".join(f"    Line {n} of the note." for n in range(30))
    text = f"A barge[^1] here.\n\n{LONG}\n\n[^1]: Begins.\n\n{lines}\n"
    async with open_reader(text) as reader:
        await reader.press("F")
        assert popup(reader)[0] == "Begins."
        await reader.press("j", "j")
        assert popup(reader)[0] == "Line 0 of the note."
        await reader.press(*["space"] * 30)
        assert popup(reader)[-2] == "Line 29 of the note."
        assert reader.view.place == 0


async def test_the_note_of_a_book_pops_up_from_another_file(open_reader, tmp_path):
    bodies = {
        "1.xhtml": '<p>A<a epub:type="noteref" href="2.xhtml#n">1</a> barge.</p>',
        "2.xhtml": '<aside epub:type="footnote" id="n"><p>A flat boat.</p></aside>',
    }
    path = tmp_path / "a.epub"
    path.write_bytes(book(bodies))
    async with open_reader(path) as reader:
        await reader.press("tab", "enter")
        assert popup(reader)[0] == "A flat boat."


async def test_the_words_of_a_note_are_copied_out_of_its_box(open_reader):
    async with open_reader(NOTED) as reader:
        await reader.press("F", "y")
        assert reader.app.clipboard == "A flat boat.\nWith a horse."
        assert popup(reader) == []


@pytest.mark.parametrize("size", [(120, 40), (40, 15), (20, 6)])
async def test_the_box_finds_room_on_every_screen(open_reader, size):
    async with open_reader(NOTED, size=size) as reader:
        await reader.press("F")
        assert popup(reader)[0] == "A flat boat."
        assert reader.view.region.contains_region(reader.screen.popup.region)


async def test_what_enter_does_with_an_address_is_told_in_one_word(open_reader):
    async with open_reader(WEB) as reader:
        await reader.press("tab", "enter")
        assert "enter browser" in popup(reader)[-1]
        assert not reader.sees("go there")


# --- from one to the next ------------------------------------------------------------------------


async def test_tab_steps_from_link_to_link_and_then_to_the_next_pane(open_reader):
    async with open_reader(THREE) as reader:
        found = []
        for _ in range(3):
            await reader.press("tab")
            found.append(chosen(reader))
        assert found == ["One", "two", "site"]
        await reader.press("tab")
        assert chosen(reader) is None
        assert not reader.view.has_focus


async def test_while_a_link_is_chosen_the_hints_say_where_tab_leads(open_reader):
    async with open_reader(THREE) as reader:
        await reader.press("tab")
        hints = reader.screenful()[-1]
        assert all(one in hints for one in ("tab next", "shift+tab before", "esc back"))
        await reader.press("escape")
        assert "tab" not in reader.screenful()[-1]


async def test_shift_tab_steps_back_and_without_a_chosen_link_leads_to_the_pane_before(open_reader):
    async with open_reader(THREE) as reader:
        await reader.press("tab", "tab", "shift+tab")
        assert chosen(reader) == "One"
        await reader.press("escape")
        assert chosen(reader) is None
        assert reader.view.has_focus
        await reader.press("shift+tab")
        assert not reader.view.has_focus


async def test_without_links_tab_leads_to_the_next_pane_at_once(open_reader):
    async with open_reader(f"# One\n\n{LONG}") as reader:
        await reader.press("tab")
        assert not reader.view.has_focus


async def test_the_chosen_link_is_drawn_told_and_has_the_cursor(open_reader):
    async with open_reader(THREE) as reader:
        plain = reader.style_at(reader.find("two").start)
        await reader.press("tab", "tab")
        assert reader.style_at(reader.find("two").start) != plain
        assert reader.sees("enter goes to “Two”")
        x, y = reader.cell(reader.find("two").start)
        assert reader.app.cursor_position == reader.view.region.offset + Offset(x, y)


async def test_enter_follows_the_chosen_link(open_reader):
    async with open_reader(THREE) as reader:
        await reader.press("tab", "tab", "enter")
        assert reader.view.place > 0
        assert chosen(reader) is None


async def test_any_other_command_lets_go_of_the_link(open_reader):
    async with open_reader(THREE) as reader:
        await reader.press("tab", "j")
        assert chosen(reader) is None


# --- the web -------------------------------------------------------------------------------------


async def test_the_address_of_a_link_to_the_web_is_shown_and_nothing_opened(open_reader, opened):
    async with open_reader(WEB) as reader:
        await reader.press("F")
        assert popup(reader)[0] == "https://example.org/lock"
        await reader.press("escape")
        assert opened == []


async def test_a_second_enter_opens_it_in_the_browser(open_reader, opened):
    async with open_reader(WEB) as reader:
        await reader.press("tab", "enter", "enter")
        await reader.until(lambda: opened)
        assert opened == ["https://example.org/lock"]


async def test_an_address_is_copied_on_request(open_reader, opened):
    async with open_reader(WEB) as reader:
        await reader.press("tab", "y")
        assert reader.app.clipboard == "https://example.org/lock"
        assert opened == []


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "javascript:alert(1)", "/etc/passwd", "ssh://host", "data:x"]
)
async def test_programs_the_disk_and_other_schemes_are_never_followed(
    open_reader, tmp_path, opened, target
):
    path = tmp_path / "a.html"
    path.write_text(f'<html><p>See <a href="{target}">this</a>.</p></html>')
    async with open_reader(path) as reader:
        await reader.press("F")
        assert popup(reader) == []
        assert reader.app.sitting.path == path
        assert opened == []


async def test_where_no_browser_can_be_started_that_is_said(open_reader, monkeypatch):
    def none():
        raise browsing.webbrowser.Error

    monkeypatch.setattr(browsing.webbrowser, "get", none)
    async with open_reader(WEB) as reader:
        await reader.press("F", "enter")
        assert reader.sees("No browser can be started from here")


# --- other files ---------------------------------------------------------------------------------


async def test_a_link_opens_the_file_beside_at_its_place_and_alt_left_comes_back(
    open_reader, write
):
    write(f"# A lock\n\n{LONG}\n\n# The barge\n\n{LONG}\n", "chapter two.md")
    async with open_reader(f"[Next](chapter%20two.md#the-barge)\n\n{LONG}\n") as reader:
        await reader.press("F")
        await reader.until(lambda: reader.app.entry and reader.app.entry.title == "A lock")
        there = reader.app.reading_screen
        await reader.until(lambda: there.composed and there.view.place > 0)
        assert there.document.text.startswith("The barge", there.view.shown.start)
        await reader.press("alt+left")
        await reader.until(lambda: reader.app.sitting.path.name == "book.md")
        await reader.until(lambda: reader.app.reading_screen.composed)
        assert reader.app.reading_screen.view.place == 0


async def test_a_file_that_is_not_there_is_told_in_one_line(open_reader):
    async with open_reader(f"[Next](gone.md)\n\n{LONG}\n") as reader:
        await reader.press("F")
        assert reader.sees("The link leads to a file that is not there: gone.md")
        assert reader.app.sitting.path.name == "book.md"


async def test_a_link_to_its_own_file_is_a_jump(open_reader):
    text = f"[Down](book.md#the-barge)\n\n{LONG}\n\n# The barge\n\n{LONG}\n"
    async with open_reader(text) as reader:
        await reader.press("F")
        assert reader.rows()[1] == "The barge"
        await reader.press("alt+left")
        assert reader.view.place == 0


async def test_an_address_can_be_opened_here(open_reader, opened, monkeypatch):
    async with open_reader(WEB) as reader:
        asked = []
        monkeypatch.setattr(reader.app, "open_address", asked.append)
        await reader.press("F", "O")
        assert asked == ["https://example.org/lock"]
        assert opened == []


async def test_a_relative_link_of_a_page_of_the_web_leads_to_the_web(open_reader, monkeypatch):
    async with open_reader(f"[Next](gone.md)\n\n{LONG}\n") as reader:
        origin = Origin("https://example.org/a/b.html")
        source = reader.app.sitting.source._replace(origin=origin)
        monkeypatch.setattr(reader.app.sitting, "source", source)
        await reader.press("F")
        assert popup(reader)[0] == "https://example.org/a/gone.md"
