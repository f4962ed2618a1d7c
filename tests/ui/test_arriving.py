"""Links to passages on the screen: arriving at them, copying them, following them; and the links
that the terminal is given."""

import pytest

from reader.annotations.passage_links import link_to
from reader.documents.opening import read_source
from reader.leading import led
from reader.ui.app import ReaderApp
from tests.conftest import fully_opened

LONG = "\n\n".join(f"Paragraph {n} has a few words." for n in range(60))
BOOK = f"# The river\n\n{LONG}\n\nSalt stays behind.\n"


@pytest.fixture
def opened_by(library):
    """Open a link as the shell does."""

    def open_link(link, size=(100, 24)):
        found = led(library, link)
        source = read_source(library.resolve(found.entry))
        app = ReaderApp(library, source, found.place, link=found)
        return app.run_test(size=size)

    return open_link


async def marked(open_reader, words="Salt stays behind.", **fields):
    """Mark words of the book in a run of its own; the ids of the document and the annotation."""
    async with open_reader(BOOK, finish=True) as reader:
        span = reader.find(words)
        made = reader.screen.reading.mark(span, **fields)
        reader.screen.annotations_changed()
        await reader.settle()
        return reader.app.entry.id, made.id


async def test_a_link_opens_the_document_with_the_caret_on_the_passage(open_reader, opened_by):
    document, annotation = await marked(open_reader, note="Why?")
    async with opened_by(link_to(document, annotation)) as pilot:
        reader = await fully_opened(pilot)
        await reader.until(lambda: reader.view.current == annotation)
        assert reader.view.caret == reader.find("Salt stays").start
        assert reader.sees("Salt stays behind.")
        await reader.until(lambda: reader.sees("Why?"))


async def test_where_the_notes_have_no_room_the_note_is_shown_beside_the_passage(
    open_reader, opened_by
):
    document, annotation = await marked(open_reader, note="Why?")
    async with opened_by(link_to(document, annotation), size=(40, 15)) as pilot:
        reader = await fully_opened(pilot)
        await reader.until(lambda: reader.sees("Why?"))
        assert reader.sees("Salt stays behind.")


async def test_a_link_to_a_place_puts_the_caret_there(open_reader, opened_by):
    document, _ = await marked(open_reader)
    at = BOOK.replace("# ", "").index("Paragraph 40")
    async with opened_by(link_to(document, at=at)) as pilot:
        reader = await fully_opened(pilot)
        await reader.until(lambda: reader.view.caret == at)


async def test_a_link_beyond_the_end_leads_to_the_end(open_reader, opened_by):
    document, _ = await marked(open_reader)
    async with opened_by(link_to(document, at=10**9)) as pilot:
        reader = await fully_opened(pilot)
        await reader.until(lambda: reader.view.caret is not None)
        assert reader.sees("Salt stays behind.")


async def test_a_deleted_annotation_is_said_where_it_stood(open_reader, opened_by, library):
    document, annotation = await marked(open_reader)
    (entry,) = library.entries()
    library.annotations_of(entry).remove(annotation)
    async with opened_by(link_to(document, annotation)) as pilot:
        reader = await fully_opened(pilot)
        await reader.until(lambda: reader.sees("was deleted on"))
        assert reader.sees("Salt stays behind.")


async def test_an_annotation_without_its_words_is_shown_in_the_list(
    open_reader, opened_by, library
):
    document, annotation = await marked(open_reader, note="Why?")
    path = library.documents / "book.md"
    path.write_text("# The river\n\nNothing of it is left.\n")
    async with opened_by(link_to(document, annotation)) as pilot:
        reader = await fully_opened(pilot)
        await reader.until(lambda: reader.sees("are not in the text"))
        assert reader.view.current == annotation


# --- in the program -------------------------------------------------------------------------------


async def test_a_copied_annotation_has_its_link(open_reader):
    async with open_reader(BOOK) as reader:
        made = reader.screen.reading.mark(reader.find("Paragraph 0"), note="Why?")
        reader.screen.annotations_changed()
        reader.screen.make_current(made.id)
        await reader.press("y")
        link = link_to(reader.app.entry.id, made.id)
        assert reader.app.clipboard == f"“Paragraph 0”\n— The river\n{link}\n\nWhy?"


async def test_a_link_in_a_text_opens_its_passage(open_reader, write):
    document, annotation = await marked(open_reader)
    other = write(f"See [salt]({link_to(document, annotation)}).\n", "other.md")
    async with open_reader(other) as reader:
        await reader.press("F")
        await reader.until(lambda: reader.app.entry and reader.app.entry.id == document)
        await reader.until(lambda: reader.app.reading_screen.view.current == annotation)
        assert reader.sees("Salt stays behind.")


async def test_a_link_that_leads_nowhere_is_said_and_all_stays(open_reader):
    async with open_reader("See [it](reader://01m81srdq67w1xj9zs).\n") as reader:
        await reader.press("F")
        assert reader.sees("no such document")
        assert reader.sees("See it.")


# --- links of the terminal ------------------------------------------------------------------------

LINKS = (
    "[web](https://example.org/a) [mail](mailto:a@example.org) [file](other.md) [up](../up.md) "
    "[code](javascript:alert) [place](#here) [ours](reader://01m81srdq67w1xj9zs) plain\n"
)


def link_of(reader, words):
    return reader.style_at(reader.find(words).start).link


async def test_the_terminal_is_given_the_links_that_do_no_harm(open_reader, monkeypatch, library):
    monkeypatch.setenv("TERM", "xterm-256color")
    async with open_reader(LINKS) as reader:
        assert link_of(reader, "web") == "https://example.org/a"
        assert link_of(reader, "mail") == "mailto:a@example.org"
        assert link_of(reader, "file") == (library.documents / "other.md").as_uri()
        assert link_of(reader, "ours") == "reader://01m81srdq67w1xj9zs"
        for words in ("up", "code", "place", "plain"):
            assert link_of(reader, words) is None


async def test_a_terminal_without_links_is_given_none(open_reader, monkeypatch):
    monkeypatch.setenv("TERM", "linux")
    async with open_reader(LINKS) as reader:
        assert link_of(reader, "web") is None


async def test_what_commands_a_terminal_is_in_no_link(open_reader, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    text = '<p><a href="//example.org/&#27;]0;title&#7;">web</a> and words</p>'
    async with open_reader(text, name="page.html") as reader:
        found = link_of(reader, "web")
        assert found is None or found.isprintable()
        strips = reader.app.screen._compositor.render_strips()
        assert not any("\x1b]0;title" in strip.render(reader.app.console) for strip in strips)
