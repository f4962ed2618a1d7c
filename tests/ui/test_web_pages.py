"""Pages of the web on the screen: loaded behind it, given up, shown whole; what was piped in."""

from threading import Event

import pytest

from reader.documents.opening import source_from_bytes
from reader.fetching import address_of
from reader.library import Library
from reader.ui.app import ReaderApp
from reader.web import kept_at
from tests.test_web import PAGE, SENTENCE

BOOK = "# Here\n\nWords that are here already.\n"


@pytest.fixture
def held(site):
    """A page whose server waits until it is told to go on; its address."""
    begun, go_on = Event(), Event()

    def answer(request):
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        begun.set()
        go_on.wait(20)
        request.wfile.write(PAGE.encode())

    site.pages["/held"] = answer
    yield f"{site.url}/held", begun, go_on
    go_on.set()


def header(reader) -> str:
    screen = reader.app.reading_screen
    return screen.header.title if screen.composed else ""


async def arrived(reader, title: str = "High water"):
    """Wait until a document with this title is read; the program with it on its screen."""
    await reader.until(lambda: header(reader) == title)
    await reader.until(lambda: reader.app.reading_screen.reading is not None)
    return type(reader)(reader.app, reader.pilot)


async def opened(reader, word: str) -> None:
    """Press the key that asks for an address, and answer."""
    await reader.press("O")
    await reader.type(word)
    await reader.press("enter")


async def test_an_address_is_opened_by_a_key(open_reader, site):
    url = site.put("/a", PAGE)
    async with open_reader(BOOK) as reader:
        await opened(reader, url)
        there = await arrived(reader)
        assert "The river rose" in there.text and "Home" not in there.text


async def test_an_address_that_is_pasted_is_opened(open_reader, site):
    from textual.events import Paste

    url = site.put("/a", PAGE)
    async with open_reader(BOOK) as reader:
        reader.app.post_message(Paste(f"{url}\n"))
        await arrived(reader)


async def test_one_goes_on_reading_while_a_page_loads(open_reader, held):
    url, begun, go_on = held
    async with open_reader(BOOK) as reader:
        await opened(reader, url)
        await reader.until(begun.is_set)
        await reader.until(lambda: reader.sees("Fetching from 127.0.0.1"))
        assert reader.sees("esc gives up") and reader.sees("Words that are here already.")
        go_on.set()
        await arrived(reader)


async def test_escape_gives_up_what_is_loading(open_reader, held, library):
    url, begun, go_on = held
    async with open_reader(BOOK) as reader:
        await opened(reader, url)
        await reader.until(begun.is_set)
        await reader.press("escape")
        assert reader.sees("Given up.")
        go_on.set()
        await reader.press("j")
        assert header(reader) == "Here"
    assert kept_at(library, url) is None


async def test_what_cannot_be_fetched_is_said_and_all_stays(open_reader, site):
    async with open_reader(BOOK) as reader:
        await opened(reader, f"{site.url}/nothing")
        await reader.until(lambda: reader.sees("127.0.0.1 has no such page"))
        assert header(reader) == "Here"
        await opened(reader, "http://[")
        assert reader.sees("no address of the web")


async def test_the_place_that_an_address_names_is_gone_to(open_reader, site):
    long = PAGE.replace("<p>5.", '<p id="five">5.').replace(SENTENCE, SENTENCE * 9)
    url = site.put("/a", long)
    async with open_reader(BOOK, size=(80, 24)) as reader:
        await opened(reader, f"{url}#five")
        there = await arrived(reader)
        await reader.until(lambda: there.text[there.view.place :].startswith("5. The river"))


async def test_a_kept_copy_is_shown_at_once_and_the_page_when_it_is_there(open_reader, site):
    url = site.put("/a", PAGE)
    async with open_reader(BOOK) as reader:
        await opened(reader, url)
        await arrived(reader)
        await reader.press("alt+left")
        await arrived(reader, "Here")
        site.put("/a", PAGE.replace("<p>1.", "<p>Number one."))
        await opened(reader, url)
        there = await arrived(reader)
        await reader.until(lambda: "Number one." in there.text)


async def test_a_kept_copy_is_read_though_the_site_is_gone(open_reader, site):
    url = site.put("/a", PAGE)
    async with open_reader(BOOK) as reader:
        await opened(reader, url)
        await arrived(reader)
        await reader.press("alt+left")
        await arrived(reader, "Here")
        site.close()
        await opened(reader, url)
        there = await arrived(reader)
        await reader.until(lambda: there.sees("this is the copy of 20"))


async def test_a_page_is_fetched_again_by_the_key_that_reads_again(open_reader, site):
    url = site.put("/a", PAGE)
    async with open_reader(BOOK) as reader:
        await opened(reader, url)
        there = await arrived(reader)
        await there.press("f5")
        await there.until(lambda: there.sees("The page is as it was."))
        site.put("/a", PAGE.replace("<p>1.", "<p>Number one."))
        await there.press("f5")
        await there.until(lambda: "Number one." in there.text)


async def test_a_page_of_the_shell_is_fetched_behind_its_copy(site, library, reader, open_reader):
    url = site.put("/a", PAGE)
    reader("text", url)
    path = kept_at(library, url)
    site.put("/a", PAGE.replace("<p>1.", "<p>Number one."))
    async with open_reader(path) as there:
        there.app.loading.refresh(address_of(url))
        await there.until(lambda: "Number one." in there.text)


async def test_an_export_from_the_screen_says_the_address(open_reader, site):
    url = site.put("/a", PAGE)
    async with open_reader(BOOK) as reader:
        await opened(reader, url)
        there = await arrived(reader)
        await there.press("f")
        await there.label("1. The river", capital=True)
        await there.press("e")
        await there.until(lambda: there.sees(f'source: "{url}"'))


async def test_an_address_that_leads_to_another_page_now_shows_that_page(open_reader, site):
    site.put("/1", PAGE)
    site.put("/2", PAGE.replace("High water", "Low water").replace("river rose", "river sank"))
    latest = site.lead("/latest", "/1")
    async with open_reader(BOOK) as reader:
        await opened(reader, latest)
        await arrived(reader)
        await reader.press("alt+left")
        await arrived(reader, "Here")
        site.lead("/latest", "/2")
        await opened(reader, latest)
        await arrived(reader, "Low water")


# --- what a person is doing when a page comes -----------------------------------------------------


async def picking(reader):
    await reader.press("f")
    return lambda: reader.app.reading_screen.picker.active


async def selecting(reader):
    await reader.press("v", "v", "w")
    return lambda: reader.app.reading_screen.view.selection is not None


async def searching(reader):
    await reader.press("/")
    await reader.type("wo")
    return lambda: reader.app.reading_screen.prompt.active


async def writing(reader):
    from reader.ui.screens.note_editor import NoteEditor

    await reader.press("v", "v", "w", "a")
    await reader.until(lambda: isinstance(reader.app.screen, NoteEditor))
    return lambda: isinstance(reader.app.screen, NoteEditor)


async def asking_for_help(reader):
    from reader.ui.screens.help import HelpScreen

    await reader.press("?")
    await reader.until(lambda: isinstance(reader.app.screen, HelpScreen))
    return lambda: isinstance(reader.app.screen, HelpScreen)


DEEDS = [picking, selecting, searching, writing, asking_for_help]


@pytest.mark.parametrize("begin", DEEDS)
async def test_a_page_that_comes_waits_until_one_is_done(open_reader, held, begin):
    url, begun, go_on = held
    async with open_reader(BOOK) as reader:
        await opened(reader, url)
        await reader.until(begun.is_set)
        goes_on = await begin(reader)
        go_on.set()
        await reader.until(lambda: kept_at(reader.app.library, url) is not None)
        await reader.pilot.pause(0.1)
        if begin is picking:
            await reader.until(lambda: reader.sees("it is shown when you are done here"))
        assert goes_on() and header(reader) == "Here"
        screen = reader.app.reading_screen
        while goes_on() or screen.view.selection is not None:
            await reader.press("escape")
        await arrived(reader)


@pytest.mark.parametrize("begin", DEEDS)
async def test_a_page_that_comes_anew_behind_its_copy_waits_as_well(open_reader, site, begin):
    url = site.put("/a", PAGE)
    async with open_reader(BOOK) as reader:
        await opened(reader, url)
        there = await arrived(reader)
        site.put("/a", PAGE.replace("<p>1.", "<p>Number one."))
        goes_on = await begin(there)
        there.app.loading.refresh(address_of(url), by_hand=True)
        path = kept_at(there.app.library, url)
        await there.until(lambda: "Number one." in path.read_text())
        live, screen = there.app.sitting.live, there.app.reading_screen
        await there.until(lambda: live._ready or "Number one." in screen.document.text)
        await there.pilot.pause()
        assert goes_on()


async def test_escape_leaves_what_one_is_doing_before_it_gives_up_what_is_loading(
    open_reader, held
):
    url, begun, go_on = held
    async with open_reader(BOOK) as reader:
        await opened(reader, url)
        await reader.until(begun.is_set)
        await reader.press("f", "escape")
        assert not reader.app.reading_screen.picker.active
        go_on.set()
        await arrived(reader)


# --- the article, or all of it --------------------------------------------------------------------


async def test_a_key_shows_the_whole_page_and_its_article_again(open_reader, write):
    async with open_reader(write(PAGE, "a.html")) as reader:
        assert "Home" not in reader.text
        assert reader.sees("this is the article of the page: A shows everything")
        await reader.press("A")
        await reader.until(lambda: "Home" in reader.app.reading_screen.document.text)
        await arrived(reader)
        await reader.press("A")
        await reader.until(lambda: "Home" not in reader.app.reading_screen.document.text)


async def test_a_page_is_shown_whole_at_the_same_place(open_reader, write):
    long = PAGE.replace(SENTENCE, SENTENCE * 9)
    async with open_reader(write(long, "a.html"), size=(80, 24)) as reader:
        await reader.press("}", "}", "}")
        before = reader.text[reader.view.place :][:20]
        await reader.press("A")
        await reader.until(lambda: "Home" in reader.app.reading_screen.document.text)
        there = await arrived(reader)
        assert there.text[there.view.place :][:20] == before


async def test_how_a_page_was_shown_is_remembered(open_reader, write):
    path = write(PAGE, "a.html")
    async with open_reader(path) as reader:
        await reader.press("A")
        await reader.until(lambda: "Home" in reader.app.reading_screen.document.text)
        await arrived(reader)
    async with open_reader(path) as reader:
        assert "Home" in reader.text


@pytest.fixture
def dated(write):
    """A page that says in its head only who wrote it, and when."""
    said = "<meta name=author content='Ann Bee'><meta name=date content='2021-03-04'></head>"
    return write(PAGE.replace("</head>", said), "a.html")


async def turned(reader, words: str, *, there: bool):
    """Press the key that shows all of a page, or its article, and wait for it."""
    await reader.press("A")
    await reader.until(lambda: (words in reader.app.reading_screen.document.text) == there)
    return await arrived(reader)


async def test_what_heads_an_article_heads_the_whole_page_with_its_notes(open_reader, dated):
    async with open_reader(dated) as reader:
        for line in ("High water", "Ann Bee", "2021-03-04"):
            await reader.press("f")
            await reader.label(line, capital=True)
        whole = await turned(reader, "Home", there=True)
        assert len(whole.app.reading_screen.reading.placed) == 3
        assert not whole.sees("Edited")
        article = await turned(whole, "Home", there=False)
        assert len(article.app.reading_screen.reading.placed) == 3
        assert not article.sees("Edited")


async def test_a_note_outside_the_article_is_told_to_be_there(open_reader, dated):
    async with open_reader(dated) as reader:
        whole = await turned(reader, "Home", there=True)
        await whole.press("G", "f")
        await whole.label("All rights", capital=True)
        article = await turned(whole, "Home", there=False)
        await article.until(lambda: article.sees("1 of 1 notes are not in it"))
        again = await turned(article, "Home", there=True)
        assert len(again.app.reading_screen.reading.placed) == 1


async def test_the_key_that_shows_the_facts_takes_them_away(open_reader, write):
    async with open_reader(write(PAGE, "a.html")) as reader:
        await reader.press("i")
        assert reader.screen.popup.display
        await reader.press("i")
        assert not reader.screen.popup.display


async def test_the_whole_page_is_shown_also_while_the_facts_are(open_reader, write):
    async with open_reader(write(PAGE, "a.html")) as reader:
        await reader.press("i", "A")
        await reader.until(lambda: "Home" in reader.app.reading_screen.document.text)


async def test_of_a_text_there_is_no_article(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("A")
        assert reader.sees("Only of a page of HTML the article is found.")


# --- standard input -------------------------------------------------------------------------------


@pytest.fixture
def piped(library: Library):
    """The program, about to show what was piped in."""
    data = b"Some words that came. And others, later.\n"
    return ReaderApp(library, source_from_bytes("standard input", data))


def files(library: Library) -> list[str]:
    return [path.name for path in library.documents.rglob("*") if path.is_file()]


async def test_what_is_piped_in_is_written_nowhere_while_it_is_read(piped, library):
    from tests.conftest import fully_opened

    async with piped.run_test() as pilot:
        reader = await fully_opened(pilot)
        await reader.press("j", "k")
        piped.sitting.keep_place()
    piped.finish()
    assert files(library) == []


async def test_what_is_piped_in_has_a_file_once_it_is_annotated(piped, library):
    from tests.conftest import fully_opened

    async with piped.run_test() as pilot:
        reader = await fully_opened(pilot)
        await reader.press("f")
        await reader.label("Some words", capital=True)
        await reader.until(lambda: reader.kept)
    piped.finish()
    (name,) = files(library)
    assert name.startswith("some-words-that-came") and name.endswith(".txt")
    (entry,) = library.entries()
    assert (entry.path, entry.annotations) == (f"documents/{name}", 1)
