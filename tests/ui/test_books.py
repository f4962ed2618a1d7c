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


FRONT = "<p>" + "A preface of some length. " * 40 + "</p>"
STARTED = {"0.xhtml": f"<h1>Preface</h1>{FRONT}", **BODIES}
LANDMARKS = (
    '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="1.xhtml">Start</a></li>'
    "</ol></nav>"
)


@pytest.fixture
def started(tmp_path: Path) -> Path:
    path = tmp_path / "b.epub"
    path.write_bytes(book(STARTED, CONTENTS, tables=LANDMARKS))
    return path


async def test_a_book_is_first_opened_where_it_says_that_its_text_begins(open_reader, started):
    async with open_reader(started) as reader:
        assert reader.rows()[0] == "One"
        assert reader.sees("Here the text begins; g shows what stands before it")
        await reader.press("g")
        assert reader.sees("A preface")


async def test_what_stands_before_is_where_one_left_it(open_reader, started):
    async with open_reader(started, finish=True) as reader:
        await reader.press("g")
    async with open_reader(started) as reader:
        assert reader.view.place == 0


async def test_the_first_piece_of_a_book_holds_the_beginning_of_its_text(library, tmp_path):
    path = tmp_path / "c.epub"
    long = {f"f{n}.xhtml": f"<h1>Front</h1>{FRONT * 9}" for n in range(3)}
    path.write_bytes(book({**long, **BODIES}, CONTENTS, tables=LANDMARKS))
    begun = begin(library, read_source(path))
    assert not begun.document.complete
    assert begun.document.text.startswith("One", begun.place)


async def test_what_is_known_of_the_book_is_told_over_the_text(open_reader, long_book):
    async with open_reader(long_book) as reader:
        await reader.press("i")
        assert reader.sees("title: A Book")
        assert reader.sees("pages: 12 to 12, as printed")
        await reader.press("q")
        assert not reader.sees("title: A Book")


async def test_an_annotation_of_a_book_remembers_its_file(open_reader, long_book):
    async with open_reader(long_book) as reader:
        await reader.press("f")
        await reader.label("See", capital=True)
        assert (reader.only.target.href, reader.only.target.idref) == ("1.xhtml", "1.xhtml")
