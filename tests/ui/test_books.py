"""A book on the screen: its contents in the pane, links from file to file, printed pages."""

from pathlib import Path

import pytest

from reader.documents.opening import read_source
from reader.ui.sitting import begin
from tests.books import book

WORDS = "".join(f"<p>Paragraph {n} {'has a few words ' * 9}.</p>" for n in range(100))
BODIES = {
    "1.xhtml": f'<h1>One</h1><p>See <a href="2.xhtml#n">a note</a>.</p>{WORDS}',
    "2.xhtml": (
        f'<h1>Two</h1>{WORDS}<p><span epub:type="pagebreak" id="p12" title="12"/>Here.</p>'
        f'{WORDS}<aside epub:type="footnote" id="n"><p>The note.</p></aside>'
    ),
}
CONTENTS = (
    '<li><a href="1.xhtml">Chapter 1</a></li>'
    '<li><a href="2.xhtml">Chapter 2</a><ol><li><a href="2.xhtml#p12">The middle</a></li></ol></li>'
)


@pytest.fixture
def long_book(tmp_path: Path) -> Path:
    path = tmp_path / "a.epub"
    path.write_bytes(book(BODIES, CONTENTS))
    return path


async def test_the_contents_of_a_book_are_its_sections(open_reader, long_book):
    async with open_reader(long_book) as reader:
        assert [section.title for section in reader.screen.document.outline] == [
            "Chapter 1",
            "Chapter 2",
            "The middle",
        ]
        assert reader.sees("Chapter 1")
        assert reader.sees("The middle")


async def test_a_link_leads_to_a_note_in_another_file_and_back(open_reader, long_book):
    async with open_reader(long_book) as reader:
        await reader.press("F")
        assert reader.sees("The note.")
        await reader.press("alt+left")
        assert reader.view.place == 0


async def test_a_printed_page_is_gone_to_and_told(open_reader, long_book):
    async with open_reader(long_book) as reader:
        assert not reader.sees("p. 12")
        await reader.press(":")
        await reader.type("p 12")
        await reader.press("enter")
        assert reader.rows()[1].strip() == "Here."
        assert reader.sees("p. 12")


async def test_a_long_book_begins_before_it_is_read_to_its_end(open_reader, library, long_book):
    first = begin(library, read_source(long_book)).document
    assert not first.complete
    async with open_reader(long_book) as reader:
        whole = reader.screen.document
        assert whole.complete
        assert whole.text.startswith(first.text)
        assert "The note." in whole.text[len(first.text) :]
