"""What the mouse does in the text."""

import pytest

BOOK = """\
# Part one

One two three. Four five six.

Seven (eight) nine.
"""
LONG = "# Part\n\n" + "\n\n".join(f"Sentence {n} is here, and says so." for n in range(1, 80))


async def test_a_drag_selects_what_lies_between(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.drag(reader.find("two").start, reader.find("Four").start + 3)
        assert reader.selected == "two three. Four"


async def test_a_drag_selects_across_paragraphs(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.drag(reader.find("six").start, reader.find("eight").start)
        assert reader.selected == "six.\nSeven (e"


@pytest.mark.parametrize(
    "times, selected",
    [(2, "two"), (3, "One two three."), (4, "One two three. Four five six.")],
)
async def test_more_clicks_select_more(open_reader, times, selected):
    async with open_reader(BOOK) as reader:
        await reader.click(reader.find("two").start + 1, times=times)
        assert reader.selected == selected


async def test_a_selection_by_mouse_is_highlighted_by_a_key(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.click(reader.find("two").start, times=2)
        await reader.press("4")
        assert (reader.only.target.exact, reader.only.colour) == ("two", "pink")


async def test_keys_extend_a_selection_made_by_mouse(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.drag(reader.find("two").start, reader.find("two").end - 1)
        await reader.press("e")
        assert reader.selected == "two three"


async def test_a_click_lets_the_selection_go(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.click(reader.find("two").start, times=2)
        await reader.click(reader.find("nine").start)
        assert reader.selected is None
        assert reader.view.caret is None


async def test_shift_and_a_click_extend_the_selection(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.click(reader.find("two").start, times=2)
        await reader.pilot.click(
            reader.view, offset=reader.cell(reader.find("five").end - 1), shift=True
        )
        assert reader.selected == "two three. Four five"


@pytest.mark.parametrize("up", [False, True])
async def test_a_drag_beyond_the_edge_scrolls_and_selects_on(open_reader, up):
    async with open_reader(LONG) as reader:
        await reader.press("space", "space")
        top, height = reader.top, reader.view.size.height
        start = reader.view.lines()[4][1].start
        await reader.pilot.mouse_down(reader.view, offset=reader.cell(start))
        await reader.pilot.hover(reader.view, offset=(30, -1 if up else height))
        await reader.until(lambda: reader.top < top - 200 if up else reader.top > top + 200)
        # Letting go is a movement too: where the drag was held, so that the selection stays.
        await reader.pilot.mouse_up(reader.view, offset=(30, 0 if up else height - 1))
        assert reader.view.selection.end - reader.view.selection.start > 200
        await reader.settle()
        still = reader.top
        await reader.pilot.pause(0.1)
        assert reader.top == still


async def test_a_click_below_the_end_of_a_short_text_does_nothing(open_reader):
    async with open_reader("Only one line.") as reader:
        await reader.pilot.click(reader.view, offset=(10, 15))
        assert reader.selected is None


async def test_a_drag_in_the_last_row_of_the_text_ends_at_its_end(open_reader):
    async with open_reader("Only one line.") as reader:
        await reader.pilot.mouse_down(reader.view, offset=reader.cell(5))
        await reader.pilot.hover(reader.view, offset=(40, 15))
        await reader.pilot.mouse_up(reader.view, offset=(40, 15))
        assert reader.selected == "one line."


async def test_a_click_on_a_highlight_makes_it_current(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        await reader.press("f")
        await reader.label("Four", capital=True)
        await reader.press("escape")
        assert reader.view.current == ""
        await reader.click(reader.find("five").start)
        assert reader.view.current == reader.only.id
        assert reader.screen.notes.chosen.id == reader.only.id
        await reader.press("2")
        assert reader.only.colour == "green"


async def test_a_click_on_plain_text_makes_no_annotation_current(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Four", capital=True)
        await reader.click(reader.find("Seven").start)
        assert reader.view.current == ""


async def test_clicks_go_through_the_annotations_that_overlap(open_reader):
    async with open_reader(BOOK) as reader:
        for words in ("One", "Four"):
            await reader.press("f")
            await reader.label(words, capital=True)
        await reader.press("f")
        await reader.label("One")
        await reader.label("Four", capital=True)
        inner, outer = sorted(
            (a for a in reader.kept if "Four" in a.target.exact), key=lambda a: len(a.target.exact)
        )
        await reader.press("escape")
        current = []
        for _ in range(3):
            await reader.click(reader.find("five").start)
            current.append(reader.view.current)
        assert current == [inner.id, outer.id, inner.id]


async def test_the_mouse_points_at_the_right_words_after_a_resize(open_reader):
    async with open_reader(LONG) as reader:
        await reader.press("space")
        await reader.resize(46, 18)
        words = reader.find("here, and", reader.text[: reader.top].count("here") + 2)
        await reader.click(words.start, times=2)
        assert reader.selected == "here"
        assert reader.view.selection.start == words.start
