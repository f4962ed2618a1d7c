"""Jumps: another document in the same window, and back and forward through what was left."""

import pytest

from reader.documents.opening import Source
from reader.ui.jumps import MOST, Jumps, Stop

TEXT = (
    "# One\n\n" + "\n\n".join(f"Paragraph {n} has a few words." for n in range(60)) + "\n\n# Two\n"
)
OTHER = "# Another\n\nIt is short.\n"


def stop(offset, name="book"):
    return Stop(Source(name, b""), offset)


@pytest.fixture
def jumps():
    made = Jumps()
    made.leave(stop(1))
    made.leave(stop(2))
    return made


def test_back_leads_to_the_places_that_were_left_and_forward_again(jumps):
    assert jumps.back(stop(3)) == stop(2)
    assert jumps.back(stop(2)) == stop(1)
    assert jumps.back(stop(1)) is None
    assert jumps.forward() == stop(2)
    assert jumps.forward() == stop(3)
    assert jumps.forward() is None


def test_a_new_jump_forgets_what_was_ahead(jumps):
    jumps.back(stop(3))
    jumps.back(stop(2))
    jumps.leave(stop(1))
    assert jumps.forward() is None
    assert jumps.back(stop(9)) == stop(1)
    assert jumps.back(stop(1)) is None


def test_a_place_that_is_left_twice_in_a_row_is_kept_once(jumps):
    jumps.leave(stop(2))
    assert jumps.back(stop(3)) == stop(2)
    assert jumps.back(stop(2)) == stop(1)


def test_going_back_from_a_place_that_was_just_left_passes_it_by(jumps):
    assert jumps.back(stop(2)) == stop(1)


def test_the_same_offset_in_another_document_is_another_place(jumps):
    assert jumps.back(stop(2, "other")) == stop(2)


def test_no_more_than_so_many_places_are_kept():
    jumps = Jumps()
    for offset in range(MOST + 5):
        jumps.leave(stop(offset))
    assert len(jumps.stops) == MOST


async def test_alt_left_goes_back_to_where_a_jump_began(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("space")
        before = reader.view.place
        await reader.press("G")
        assert reader.view.place != before
        await reader.press("alt+left")
        assert reader.view.place == before
        await reader.press("alt+right")
        assert reader.sees("Two")


async def test_alt_left_without_a_jump_says_so(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("alt+left")
        assert reader.sees("This is where it began.")


async def opened(reader, path, title):
    reader.app.open_path(path)
    await reader.until(lambda: reader.app.entry and reader.app.entry.title == title)
    await reader.settle()


async def test_another_document_is_shown_in_the_same_window(open_reader, write):
    other = write(OTHER, "other.md")
    async with open_reader(TEXT) as reader:
        await opened(reader, other, "Another")
        assert reader.sees("It is short.")


async def test_a_jump_leads_back_into_the_document_before_to_the_place_there(open_reader, write):
    other = write(OTHER, "other.md")
    async with open_reader(TEXT) as reader:
        await reader.press("space", "space")
        place = reader.view.place
        await opened(reader, other, "Another")
        await reader.press("alt+left")
        await reader.until(lambda: reader.app.entry and reader.app.entry.title == "One")
        assert reader.app.reading_screen.view.place == place
        await reader.press("alt+right")
        await reader.until(lambda: reader.app.entry and reader.app.entry.title == "Another")


async def test_the_place_in_a_document_that_was_left_is_remembered(open_reader, write, library):
    other = write(OTHER, "other.md")
    async with open_reader(TEXT) as reader:
        await reader.press("space")
        place, source = reader.view.place, reader.app.source.path
        await opened(reader, other, "Another")
        await reader.settle()
    assert library.known_at(source).place == place


async def test_what_was_marked_in_a_document_that_was_left_is_in_its_file(
    open_reader, write, library
):
    other = write(OTHER, "other.md")
    async with open_reader(TEXT) as reader:
        await reader.press("f")
        await reader.label("Paragraph 2 ", capital=True)
        entry = reader.app.entry
        await opened(reader, other, "Another")
        await reader.settle()
    assert [a.target.exact for a in library.annotations_of(entry).all()] == [
        "Paragraph 2 has a few words."
    ]


async def test_a_document_that_cannot_be_opened_is_said_and_the_other_one_stays(
    open_reader, tmp_path
):
    async with open_reader(TEXT, size=(240, 24)) as reader:
        reader.app.open_path(tmp_path / "nothing.txt")
        await reader.until(lambda: reader.sees("no such file"))
        assert reader.sees("Paragraph 2")
        assert reader.app.entry.title == "One"


async def test_opening_the_document_that_is_open_only_goes_to_the_place(open_reader):
    async with open_reader(TEXT) as reader:
        screen = reader.app.reading_screen
        reader.app.open_path(reader.app.source.path, reader.find("Paragraph 50").start)
        await reader.settle()
        assert reader.app.reading_screen is screen
        assert reader.sees("Paragraph 50")


async def test_a_file_that_changed_is_read_again_at_the_same_place(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("space", "space")
        place = reader.view.place
        path = reader.app.source.path
        path.write_text(TEXT.replace("Paragraph 59", "The last paragraph"), "utf-8")
        await reader.press("f5")
        await reader.until(lambda: "The last paragraph" in reader.text)
        assert reader.view.place == place
