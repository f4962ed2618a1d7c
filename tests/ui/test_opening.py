"""Opening a document on the screen, and coming back to it."""

import threading
import time

import pytest

from reader import parsed
from reader.errors import SourceError
from reader.ui import sitting
from tests.conftest import key_event

PARAGRAPHS = [
    f"Paragraph {number} has one sentence. And it has another one, with number {number}."
    for number in range(1, 61)
]
BOOK = (
    "# Title\n\n"
    + "\n\n".join(PARAGRAPHS[:30])
    + "\n\n## Second part\n\n"
    + "\n\n".join(PARAGRAPHS[30:])
)


async def test_the_first_words_are_on_the_screen(open_reader):
    async with open_reader(BOOK) as reader:
        assert next(filter(None, reader.rows())) == "Title"
        assert reader.rows()[2] == "Paragraph 1 has one sentence. And it has another one,"
        assert reader.view.place == 0


async def test_the_place_is_kept_to_the_offset(open_reader):
    async with open_reader(BOOK, finish=True) as reader:
        await reader.press("space", "space", "j", "j")
        place = reader.view.place
        rows = reader.rows()
        assert place > 0
    async with open_reader(BOOK) as reader:
        assert reader.view.place == reader.top == place
        assert reader.rows() == rows


async def test_the_place_is_kept_where_the_text_was_edited_to_be_shorter(open_reader):
    async with open_reader(BOOK, finish=True) as reader:
        await reader.press("G")
    async with open_reader("# Title\n\nOnly this is left.") as reader:
        assert "Only this is left." in reader.rows()


async def test_the_widths_panes_and_the_last_colour_are_remembered(open_reader):
    async with open_reader(BOOK, finish=True, size=(120, 40)) as reader:
        await reader.press("greater_than_sign", "o", "f")
        await reader.label("Paragraph 1 ")
        await reader.press("3", "T")
        measure = reader.view.measure
    async with open_reader(BOOK, size=(120, 40)) as reader:
        assert reader.view.measure == measure == 74
        assert not reader.screen.sections.display
        assert reader.screen.notes.display
        assert reader.screen.colour == "blue"
        assert reader.app.theme == "light"


async def test_the_section_that_is_read_is_marked(open_reader):
    async with open_reader(BOOK) as reader:
        assert reader.screen.sections.here == 0
        while reader.rows()[0] != "Second part":
            await reader.press("right_curly_bracket")
        assert reader.screen.sections.here == 1


async def test_the_section_that_was_jumped_to_is_marked(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("right_square_bracket")
        assert reader.rows()[0] == "Second part"
        assert reader.screen.sections.here == 1


@pytest.mark.parametrize(
    "text",
    ["x", "雨", "\n\n\nx\n\n\n", "a" * 5000, "é\n" * 500],
    ids=["letter", "ideograph", "empty lines", "long word", "short lines"],
)
async def test_small_and_strange_texts_are_shown(open_reader, text):
    async with open_reader(text, name="strange.txt") as reader:
        assert reader.sees(text.split()[0][:5])
        await reader.press("G", "g", "space", "v", "w", "escape", "f", "escape")


async def test_a_document_that_vanishes_while_it_is_open_can_be_read_and_marked(
    open_reader, library
):
    async with open_reader(BOOK, finish=True) as reader:
        (library.documents / "book.md").unlink()
        await reader.press("space", "f")
        await reader.label("Paragraph 8", capital=True)
        assert reader.only.target.exact == "Paragraph 8 has one sentence."
        await reader.press("G")
        assert reader.sees("with number 60.")


async def test_a_damaged_annotations_file_is_set_aside_and_told_of(open_reader, library):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Paragraph 1", capital=True)
        reader.app.keeper.save()
        path = reader.app.library.annotations / reader.app.entry.file
    path.write_bytes(path.read_bytes()[:-200])
    async with open_reader(BOOK) as reader:
        assert reader.sees("damaged")
        await reader.press("f")
        await reader.label("Paragraph 2", capital=True)
        assert "Paragraph 2 has one sentence." in [a.target.exact for a in reader.kept]
    assert list((library.annotations / ".quarantine").iterdir())


async def test_an_annotations_file_of_a_newer_version_is_not_touched(open_reader, library):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Paragraph 1", capital=True)
        reader.app.keeper.save()
        path = reader.app.library.annotations / reader.app.entry.file
    content = path.read_text().replace('"version": 2', '"version": 99')
    content = content.replace('"min_reader": 1', '"min_reader": 99')
    path.write_text(content)
    async with open_reader(BOOK) as reader:
        assert reader.sees("99")
        await reader.press("f")
        await reader.label("Paragraph 2", capital=True)
        assert reader.screen.reading is None
        await reader.press("G")
        assert reader.sees("with number 60.")
    assert path.read_text() == content


# --- what takes long -----------------------------------------------------------------------------


class Held:
    """Parsing that goes on only when it is let go."""

    def __init__(self, monkeypatch, then=None):
        self._go = threading.Event()
        self.begun = threading.Event()
        parse = parsed.parse

        def held(state, source):
            self.begun.set()
            self._go.wait(20)
            if then is not None:
                raise then
            return parse(state, source)

        monkeypatch.setattr(sitting.parsed, "parse", held)

    def let_go(self):
        self._go.set()


@pytest.fixture
def long_text(write, monkeypatch):
    """A text that is too long to be read before anything is shown."""
    monkeypatch.setattr(sitting.begin_at_once, "__kwdefaults__", {"long": 1000})
    return write(BOOK, "long.md")


async def shown_of(pilot):
    """The words on the screen of a program that may have no document."""
    strips = pilot.app.screen._compositor.render_strips()
    return " ".join(" ".join(strip.text for strip in strips).split())


async def wait(pilot, condition):
    start = time.monotonic()
    while not condition():
        assert time.monotonic() - start < 20, "it did not happen"
        await pilot.pause(0.02)


async def test_a_long_first_document_is_said_to_be_opened_and_then_there(
    make_app, long_text, monkeypatch
):
    held = Held(monkeypatch)
    app = make_app(long_text)
    async with app.run_test() as pilot:
        await wait(pilot, held.begun.is_set)
        said = ""
        while "gives up" not in said:
            await pilot.pause(0.05)
            said = await shown_of(pilot)
        assert "long.md" in said
        assert "esc gives up" in said
        held.let_go()
        await wait(pilot, lambda: app.reads and app.entry is not None)
        assert "Paragraph 1 has one sentence." in await shown_of(pilot)


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_waiting_for_the_first_document_is_given_up_by_a_key(
    make_app, long_text, monkeypatch, key
):
    held = Held(monkeypatch)
    app = make_app(long_text)
    async with app.run_test() as pilot:
        await wait(pilot, held.begun.is_set)
        await pilot.press(key)
        await wait(pilot, lambda: app.leaving)
        held.let_go()
    assert app.return_code == 0
    assert not app.reads


async def test_a_long_first_document_that_cannot_be_read_ends_with_the_reason(
    make_app, long_text, monkeypatch
):
    held = Held(monkeypatch, SourceError("it is damaged"))
    app = make_app(long_text)
    async with app.run_test() as pilot:
        held.let_go()
        await wait(pilot, lambda: app.leaving)
    assert app.return_code == 1
    assert str(app.failure) == "it is damaged"


async def test_another_document_that_takes_long_is_given_up_by_escape(
    open_reader, long_text, monkeypatch
):
    async with open_reader(BOOK) as reader:
        held = Held(monkeypatch)
        reader.app.open_path(long_text)
        await reader.until(held.begun.is_set)
        await reader.until(lambda: reader.sees("Opening … esc gives up"))
        reader.app.post_message(key_event("escape"))
        await reader.until(lambda: reader.sees("Given up."))
        held.let_go()
        await reader.settle()
        assert reader.app.sitting.path.name == "book.md"
