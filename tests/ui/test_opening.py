"""Opening a document on the screen, and coming back to it."""

import pytest

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
