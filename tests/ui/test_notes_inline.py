"""Notes below their paragraphs."""

from itertools import pairwise

import pytest
from textual import events

from reader.text.spans import Span
from tests.ui.test_notes_beside import BOOK, LONG_NOTE, mark


def row_with(reader, words):
    """The row of the text's widget in which these words stand."""
    return next(y for y, row in enumerate(reader.rows()) if words in row)


async def test_shift_i_shows_notes_below_their_paragraphs_and_hides_the_pane(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        mark(reader, "Paragraph 3 says", "What about *three*?")
        await reader.press("I")
        assert row_with(reader, "What about three?") == row_with(reader, "Paragraph 3") + 1
        assert not reader.screen.notes.display
        await reader.press("I")
        assert not any("What about" in row for row in reader.rows())
        assert reader.screen.notes.display


async def test_a_note_stands_below_the_last_row_of_the_paragraph_where_its_passage_ends(
    open_reader,
):
    async with open_reader(BOOK, size=(50, 40)) as reader:
        start, end = reader.find("Paragraph 3").start, reader.find("Paragraph 5 says").end
        reader.screen.reading.mark(Span(start, end), note="over three paragraphs")
        reader.screen.annotations_changed()
        await reader.press("I")
        rows = reader.rows()
        assert rows[row_with(reader, "over three") - 1].endswith("And it ends.")
        assert row_with(reader, "Paragraph 5") < row_with(reader, "over three")
        assert row_with(reader, "over three") < row_with(reader, "Paragraph 6")


async def test_a_highlight_alone_has_no_row_below(open_reader):
    async with open_reader(BOOK) as reader:
        before = reader.rows()
        mark(reader, "Paragraph 3 says")
        await reader.press("I")
        assert [row.lstrip("▌ ") for row in reader.rows()] == before


async def test_a_new_note_appears_and_nothing_above_it_moves(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("I", "j", "j", "j", "j")
        before = reader.rows()
        mark(reader, "Paragraph 4 says", "new")
        await reader.settle()
        at = row_with(reader, "Paragraph 4")
        assert reader.rows()[:at] == before[:at]
        assert at < row_with(reader, "✎ new") < row_with(reader, "Paragraph 5")


async def test_a_long_note_is_folded_and_enter_unfolds_it(open_reader):
    async with open_reader(BOOK, size=(120, 60)) as reader:
        made = mark(reader, "Paragraph 3 says", LONG_NOTE)
        reader.screen.make_current(made.id)
        await reader.press("I")
        assert row_with(reader, "… 25 more rows") == row_with(reader, "Paragraph 3") + 6
        await reader.press("enter")
        assert row_with(reader, "line 30") == row_with(reader, "Paragraph 3") + 30
        await reader.press("enter")
        assert row_with(reader, "… 25 more rows")


async def test_the_caret_steps_over_notes(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        for n in (1, 2, 40):
            mark(reader, f"Paragraph {n} says", LONG_NOTE)
        await reader.press("I", "v", "j", "j", "j")
        lines = []
        for key in ("k", "j", "j"):
            await reader.press(key)
            lines.append(reader.text[reader.view.caret :][:12].split(" says")[0])
        assert lines == ["Paragraph 2 ", "Paragraph 3 ", "Paragraph 4 "]
        await reader.press("G", "space")
        caret = reader.view.caret
        assert reader.view.rows_layout.line(reader.view.rows_layout.line_of(caret)).below == -1
        assert caret >= reader.find("Paragraph 40").start


async def test_scrolling_goes_through_notes_by_rows_and_back_to_the_same_screen(open_reader):
    async with open_reader(BOOK, size=(80, 15)) as reader:
        for n in range(1, 41):
            mark(reader, f"Paragraph {n} says", LONG_NOTE)
        await reader.press("I")
        screens = [reader.rows()]
        for _ in range(30):
            await reader.press("j")
            screens.append(reader.rows())
        assert all(after[:-1] == before[1:] for before, after in pairwise(screens))
        for before in reversed(screens[:-1]):
            await reader.press("k")
            assert reader.rows() == before


async def test_the_end_of_the_text_is_after_the_last_note(open_reader):
    async with open_reader(BOOK) as reader:
        mark(reader, "Paragraph 40 says", LONG_NOTE)
        await reader.press("I", "G")
        assert "more rows" in reader.rows()[-1]


async def test_a_screen_full_of_notes_keeps_the_place(open_reader):
    async with open_reader(BOOK, size=(80, 15)) as reader:
        made = mark(reader, "Paragraph 20 says", LONG_NOTE)
        await reader.press("I")
        reader.view.inline.unfold(made.id)
        reader.view.go(reader.find("Paragraph 20").start, row=0)
        await reader.press(*["j"] * 6)
        assert reader.view.lines() == []
        assert abs(reader.view.place - reader.find("Paragraph 20").start) < 80
        await reader.resize(80, 16)
        assert any(row.startswith("▌ line") for row in reader.rows())


async def test_a_click_on_a_note_makes_its_annotation_current(open_reader):
    async with open_reader(BOOK) as reader:
        made = mark(reader, "Paragraph 3 says", "three")
        await reader.press("I")
        row = row_with(reader, "three")
        for times in (1, 2):
            reader.screen.make_current("")
            await reader.pilot.click(
                reader.view, offset=(reader.view.text_left + 4, row), times=times
            )
            assert reader.view.current == made.id
            assert reader.selected is None


async def test_a_drag_over_a_note_selects_the_text_around_it(open_reader):
    async with open_reader(BOOK) as reader:
        mark(reader, "Paragraph 3 says", "three")
        await reader.press("I")
        await reader.drag(reader.find("Paragraph 3").start, reader.find("Paragraph 4").end - 1)
        assert reader.selected.startswith("Paragraph 3 says")
        assert reader.selected.endswith("Paragraph 4")
        assert "three" not in reader.selected


async def test_p_brings_the_pane_back(open_reader):
    async with open_reader(BOOK, size=(120, 40)) as reader:
        mark(reader, "Paragraph 3 says", "three")
        await reader.press("I", "p")
        assert reader.screen.notes.display
        assert not reader.view.inline.on


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_no_row_is_wider_than_the_text(open_reader, size):
    async with open_reader(BOOK, size=size) as reader:
        mark(reader, "Paragraph 1 says", "漢字" * 60 + " e\u0301👩‍👩‍👧‍👦 שלום " + "x" * 200)
        await reader.press("I")
        rows = reader.view.render_lines(reader.view.size.region)
        assert all(strip.cell_length == reader.view.size.width for strip in rows)
        assert any("漢" in strip.text for strip in rows)


async def test_labels_are_put_on_sentences_and_not_on_notes(open_reader):
    async with open_reader(BOOK) as reader:
        mark(reader, "Paragraph 1 says", "A sentence. Another one.")
        await reader.press("I", "f")
        assert all(reader.text[start] in "PIA" for start in reader.view.labels)
        await reader.label("Paragraph 2", capital=True)
        assert "Paragraph 2 says something." in [a.target.exact for a in reader.kept]


async def test_the_wheel_scrolls_over_notes(open_reader):
    async with open_reader(BOOK, size=(80, 15)) as reader:
        mark(reader, "Paragraph 1 says", LONG_NOTE)
        await reader.press("I")
        before = reader.rows()
        await reader.pilot._post_mouse_events([events.MouseScrollDown], reader.view, offset=(9, 9))
        await reader.settle()
        assert reader.rows()[:-3] == before[3:]


async def test_that_notes_stand_below_is_kept_for_the_document(open_reader):
    async with open_reader(BOOK, size=(120, 40), finish=True) as reader:
        mark(reader, "Paragraph 3 says", "three")
        await reader.press("I")
    async with open_reader(BOOK, size=(120, 40)) as reader:
        assert row_with(reader, "three") == row_with(reader, "Paragraph 3") + 1
        assert not reader.screen.notes.display


async def test_a_setting_puts_notes_below_from_the_start(open_reader, tmp_path):
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "settings.toml").write_text('reading.notes = "inline"\n', "utf-8")
    async with open_reader(BOOK, size=(120, 40)) as reader:
        mark(reader, "Paragraph 3 says", "three")
        await reader.settle()
        assert row_with(reader, "three") == row_with(reader, "Paragraph 3") + 1
        assert not reader.screen.notes.display
