"""Opening a document that was edited since it was annotated."""

from __future__ import annotations

import pytest

from reader.annotations.kept import kept_path, read_kept, unpack
from reader.study import placing

TOWN = """\
# The town

Ships came in at dawn with salt and timber from the north.

The pilot knew every rock between the lighthouse and the quay.

## The market

On Saturdays the farmers sold apples, cheese and honey.

A blind man played the accordion until the lamps were lit.
"""
EDITED = TOWN.replace("every rock", "all the rocks").replace(
    "A blind man played the accordion until the lamps were lit.\n", ""
)


async def annotated(open_reader, text=TOWN):
    """Mark three passages of the text, with a note on the second, and leave."""
    async with open_reader(text, finish=True) as reader:
        for words in ("Ships", "The pilot", "A blind"):
            await reader.press("f")
            await reader.label(words, capital=True)


def text_kept(reader):
    texts = read_kept(kept_path(reader.screen.reading.store.path))
    return unpack(texts[0]) if texts else None


async def test_what_an_edit_did_is_told_in_one_line_and_once(open_reader):
    await annotated(open_reader)
    async with open_reader(EDITED) as reader:
        await reader.until(lambda: reader.sees("Edited: 1 kept, 1 adjusted, 1 needs you"))
        await reader.until(lambda: text_kept(reader) == reader.text)
    async with open_reader(EDITED) as reader:
        assert not reader.sees("Edited:")
        await reader.until(lambda: reader.sees("1 of 3 notes lost their words"))


async def test_an_edit_that_touched_nothing_is_told_as_that(open_reader):
    await annotated(open_reader)
    async with open_reader(TOWN.replace("honey", "jam")) as reader:
        await reader.until(lambda: reader.sees("Edited: 3 kept"))


async def test_a_text_that_is_marked_for_the_first_time_is_kept_with_its_marks(open_reader):
    async with open_reader(TOWN) as reader:
        await reader.press("f")
        await reader.label("Ships", capital=True)
        await reader.until(lambda: text_kept(reader) == reader.text)


async def test_an_adjusted_passage_has_a_sign_and_shows_old_against_new(open_reader):
    await annotated(open_reader)
    async with open_reader(EDITED, size=(120, 30)) as reader:
        (row,) = [row for row in reader.rows() if "The pilot knew all" in row]
        assert "≈" in row
        await reader.until(lambda: reader.sees("[-every"))
        await reader.until(lambda: reader.sees("rock +all the rocks]"))
        await reader.until(lambda: reader.sees("adjusted"))


async def test_the_sections_that_changed_are_marked(open_reader):
    await annotated(open_reader)
    async with open_reader(EDITED, size=(120, 30)) as reader:
        await reader.until(lambda: reader.sees("▼±"))
        await reader.until(lambda: reader.sees("± The market"))


async def test_in_a_long_text_what_is_searched_for_comes_after_the_text(open_reader, monkeypatch):
    await annotated(open_reader)
    monkeypatch.setattr(placing, "LONG", 10)
    async with open_reader(EDITED) as reader:
        await reader.until(lambda: not reader.screen.reading.waiting)
        await reader.until(lambda: reader.sees("Edited: 1 kept, 1 adjusted, 1 needs you"))
        (row,) = [row for row in reader.rows() if "The pilot knew all" in row]
        assert "≈" in row


async def test_where_the_text_cannot_be_kept_that_is_told_and_the_notes_are_there(
    open_reader, monkeypatch
):
    await annotated(open_reader)

    def refuse(*_):
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr("reader.annotations.kept.replace_file", refuse)
        async with open_reader(EDITED) as reader:
            await reader.until(lambda: reader.sees("is not kept with its notes"))
            assert len(reader.shown) == 2


async def test_a_note_that_a_person_keeps_without_a_place_is_listed_apart(open_reader):
    await annotated(open_reader)
    async with open_reader(EDITED, size=(120, 30)) as reader:
        (orphan,) = reader.screen.reading.orphans
        reader.screen.reading.detach(orphan.id)
        reader.screen.annotations_changed()
        await reader.press("tab", "g")
        await reader.until(lambda: reader.sees("Without a place"))
        assert not reader.sees("Lost")
        await reader.press("u")
        await reader.until(lambda: reader.sees("Lost"))


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_the_line_fits_small_screens(open_reader, size):
    await annotated(open_reader)
    async with open_reader(EDITED, size=size) as reader:
        await reader.until(lambda: reader.sees("1 kept"))
