"""PDFs on the screen: pages, passwords, files that a program writes anew."""

from __future__ import annotations

from pathlib import Path

from reader.documents import passwords
from reader.documents.document import Document
from reader.ui.screens.password import PasswordScreen
from reader.ui.screens.picture import PictureScreen
from tests.pdfs import Image, column, pdf

FIRST = """\
The first line of the paragraph is as long as the others here
and the second line of it goes on with what the first has said
until the last one."""
SECOND = "The second page has a sentence."


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


async def test_the_header_tells_the_page_and_its_number_leads_there(open_reader, tmp_path):
    pages = [column(f"Page with the number {n}.") for n in range(40)]
    path = written(tmp_path / "a.pdf", pdf(pages, labels="0<</S/D/St 101>>"))
    async with open_reader(path) as reader:
        assert reader.sees("p. 101")
        await reader.press("colon", "p", "space", *"110", "enter")
        await reader.until(lambda: reader.sees("p. 110–"))


async def test_a_password_is_asked_for_until_it_is_right(open_reader, tmp_path):
    path = written(tmp_path / "locked.pdf", pdf([column(FIRST)], password="secret"))
    async with open_reader("# Open\n\nSome text.") as reader:
        reader.app.open_path(path)
        await reader.until(lambda: isinstance(reader.app.screen, PasswordScreen))
        await reader.press(*"wrong", "enter")
        await reader.until(lambda: "not its password" in asked(reader))
        await reader.press(*"secret")
        assert not reader.sees("secret")
        await reader.press("enter")
        await reader.until(lambda: reader.app.sitting.path == path)
        await reader.until(lambda: reader.sees("The first line of the paragraph"))
        passwords.forget(str(path))


async def test_who_gives_no_password_reads_on(open_reader, tmp_path):
    path = written(tmp_path / "locked.pdf", pdf([column(FIRST)], password="secret"))
    async with open_reader("# Open\n\nSome text.") as reader:
        reader.app.open_path(path)
        await reader.until(lambda: isinstance(reader.app.screen, PasswordScreen))
        await reader.press("escape")
        await reader.until(lambda: not isinstance(reader.app.screen, PasswordScreen))
        assert reader.sees("Some text.")


async def test_a_pdf_that_is_written_anew_is_shown_when_it_is_whole(open_reader, tmp_path):
    path = written(tmp_path / "a.pdf", pdf([column(FIRST)]))
    new = pdf([column(FIRST), column(SECOND)])
    async with open_reader(path) as reader:
        said = []
        with path.open("wb") as file:
            for half in (new[:500], new[500:]):
                file.write(half)
                file.flush()
                await reader.app.workers.wait_for_complete()
                said.append(reader.sees("The text stays as it was"))
        await reader.until(lambda: SECOND in document_of(reader).text)
        assert not any(said)


async def test_a_key_shows_the_picture_of_a_figure(open_reader, tmp_path):
    page = [*column(FIRST), Image(120, 200, 200, 100), *column(SECOND, y=320)]
    async with open_reader(written(tmp_path / "a.pdf", pdf([page]))) as reader:
        assert reader.sees("[image]")
        await reader.press("F")
        await reader.until(lambda: isinstance(reader.app.screen, PictureScreen))
        await reader.press("escape")
        assert reader.sees(SECOND)


def asked(reader) -> str:
    """What the screen that asks for a password says."""
    screen = reader.app.screen
    return screen.why if isinstance(screen, PasswordScreen) else ""


def document_of(reader) -> Document:
    return reader.app.sitting.screen.document
