"""How wide the panes are: as what is in them needs, and as the person wants them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.ui.pane_widths import LEAST, chosen, fitting, usual
from tests.conftest import OpenReader, Reader

SHORT = "# Book\n\n## One\n\nWords that are to be marked. More words.\n"
LONG = (
    "# Book\n\n## A title of so many words that it wants room\n\nWords to be marked. More words.\n"
)


def widths(reader: Reader) -> tuple[int, int, int]:
    """The cells of the sections, the text, and the notes."""
    screen = reader.screen
    return screen.sections.size.width, screen.view.size.width, screen.notes.size.width


async def test_without_notes_their_pane_is_narrow_and_titles_have_its_room(
    open_reader: OpenReader,
) -> None:
    async with open_reader(LONG, size=(120, 40)) as reader:
        assert widths(reader) == (32, 68, 20)


async def test_short_titles_take_no_room_from_the_text(open_reader: OpenReader) -> None:
    async with open_reader(SHORT, size=(120, 40)) as reader:
        assert widths(reader) == (24, 76, 20)


async def test_the_first_note_gets_room_and_the_text_stays_as_wide(
    open_reader: OpenReader,
) -> None:
    async with open_reader(LONG, size=(120, 40)) as reader:
        await reader.press("f")
        await reader.label("Words", capital=True)
        assert widths(reader) == (24, 68, 28)
        await reader.press("u")
        assert widths(reader) == (32, 68, 20)


async def test_on_a_wide_screen_a_long_title_is_on_one_row(open_reader: OpenReader) -> None:
    async with open_reader(LONG, size=(200, 40)) as reader:
        assert reader.sees("A title of so many words that it wants room")
        assert widths(reader)[1] >= 76


@pytest.mark.parametrize(("size", "text"), [((80, 24), 58), ((40, 15), 40)])
async def test_a_narrow_screen_stays_as_it_is(
    open_reader: OpenReader, size: tuple[int, int], text: int
) -> None:
    async with open_reader(LONG, size=size) as reader:
        assert reader.view.size.width == text


async def test_a_pane_is_made_wider_and_narrower_and_that_is_remembered(
    open_reader: OpenReader,
) -> None:
    async with open_reader(SHORT, size=(120, 40), finish=True) as reader:
        await reader.press("tab")
        await reader.type("+++")
        assert widths(reader) == (24, 70, 26)
        await reader.press("tab")
        await reader.type("-")
        assert widths(reader) == (22, 72, 26)
    async with open_reader(SHORT, size=(120, 40)) as reader:
        assert widths(reader) == (22, 72, 26)


async def test_where_a_pane_cannot_be_narrower_that_is_said_and_not_kept(
    open_reader: OpenReader,
) -> None:
    async with open_reader(SHORT, size=(80, 24)) as reader:
        reader.screen.sections.focus()
        await reader.type("-" * 9)
        assert reader.sees("narrow already")
        await reader.type("+")
        assert widths(reader)[0] == LEAST + 2


async def test_what_was_remembered_wrongly_does_no_harm(open_reader: OpenReader) -> None:
    from reader import config

    config.save_state({"hinted": True, "wider": ["x"], "widths": {"screen": 120, "notes": "?"}})
    async with open_reader(SHORT, size=(120, 40)) as reader:
        assert widths(reader) == (24, 76, 20)


@given(
    st.integers(64, 300),
    st.integers(40, 120),
    st.integers(0, 200),
    st.sampled_from([None, True, False]),
    st.integers(-200, 200),
    st.integers(-200, 200),
)
def test_the_text_always_has_room(
    width: int, measure: int, titles: int, notes: bool | None, one: int, other: int
) -> None:
    automatic = fitting(width, measure, titles, notes=notes)
    assert width - sum(automatic) >= min(measure, width - sum(usual(width)))
    assert automatic.sections <= max(usual(width).sections, width // 3)
    asked = chosen(width, automatic, {"sections": one, "notes": other})
    assert asked.sections >= LEAST
    assert width - sum(asked) >= LEAST
    assert chosen(width, automatic, {}) == automatic
