"""Moving through the text."""

import pytest
from textual import events
from textual.geometry import Region

BOOK = (
    "# First\n\n"
    + "\n\n".join(f"Paragraph {n} is here. " + "It has many words. " * 8 for n in range(1, 21))
    + "\n\n# Second\n\n"
    + "\n\n".join(f"Passage {n} is here. " + "It has many words. " * 8 for n in range(1, 21))
    + "\n\nThe last words."
)


async def test_j_and_k_move_by_a_line(open_reader):
    async with open_reader(BOOK) as reader:
        before = reader.rows()
        await reader.press("j", "j", "j")
        assert reader.rows()[:-3] == before[3:]
        await reader.press("k", "k", "k")
        assert reader.rows() == before


@pytest.mark.parametrize("down, up", [("space", "b"), ("pagedown", "pageup")])
async def test_a_page_keeps_two_lines_in_sight(open_reader, down, up):
    async with open_reader(BOOK) as reader:
        before = reader.rows()
        await reader.press(down)
        assert reader.rows()[:2] == before[-2:]
        await reader.press(up)
        assert reader.rows() == before


async def test_half_a_page_is_half_a_page(open_reader):
    async with open_reader(BOOK) as reader:
        before = reader.rows()
        await reader.press("ctrl+d")
        assert reader.rows()[0] == before[(len(before) - 2) // 2]
        await reader.press("ctrl+u")
        assert reader.rows() == before


@pytest.mark.parametrize("end, home", [("G", "g"), ("end", "home")])
async def test_to_the_end_and_to_the_beginning(open_reader, end, home):
    async with open_reader(BOOK) as reader:
        await reader.press(end)
        assert reader.rows()[-1] == "The last words."
        assert reader.view.share == 1
        await reader.press(home)
        assert reader.rows()[0] == "First"
        assert reader.view.place == 0


async def test_no_line_is_lost_and_none_is_shown_twice_on_the_way_down(open_reader):
    async with open_reader(BOOK) as reader:
        seen = {}
        while reader.view.share < 1:
            for _, line in reader.view.lines():
                seen[line.start] = line.end
            await reader.press("space")
        for _, line in reader.view.lines():
            seen[line.start] = line.end
        assert "".join(reader.text[a:b] for a, b in sorted(seen.items())) == reader.text.replace(
            "\n", ""
        )


async def test_one_can_go_no_further_than_the_ends(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("k", "b", "left_curly_bracket", "left_square_bracket")
        assert reader.view.place == 0
        await reader.press("G", "j", "space", "right_curly_bracket", "right_square_bracket")
        assert reader.rows()[-1] == "The last words."


async def test_braces_move_by_paragraphs(open_reader):
    async with open_reader(BOOK) as reader:
        starts = []
        for _ in range(3):
            await reader.press("right_curly_bracket")
            starts.append(reader.top)
        expected = [reader.find(f"Paragraph {n} ").start for n in (1, 2, 3)]
        assert starts == expected
        await reader.press("left_curly_bracket")
        assert reader.top == expected[1]


async def test_brackets_move_by_sections(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("right_square_bracket")
        assert reader.rows()[0] == "Second"
        await reader.press("right_square_bracket")
        assert reader.rows()[0] == "Second"
        await reader.press("left_square_bracket")
        assert reader.rows()[0] == "First"


async def test_the_wheel_moves_by_a_few_lines(open_reader):
    async with open_reader(BOOK) as reader:
        before = reader.rows()
        await reader.pilot._post_mouse_events([events.MouseScrollDown], reader.view, (5, 5))
        assert reader.rows()[0] == before[3]
        await reader.pilot._post_mouse_events([events.MouseScrollUp], reader.view, (5, 5))
        assert reader.rows() == before


async def test_the_scrollbar_leads_to_every_part_of_the_text(open_reader):
    async with open_reader(BOOK) as reader:
        right, bottom = reader.view.size.width - 1, reader.view.size.height - 1
        await reader.pilot.click(reader.view, offset=(right, bottom))
        assert reader.rows()[-1] == "The last words."
        await reader.pilot.click(reader.view, offset=(right, bottom // 2))
        assert 0.4 < reader.view.share < 0.6
        await reader.pilot.click(reader.view, offset=(right, 0))
        assert reader.view.place == 0


@pytest.mark.parametrize("sizes", [[(120, 40)], [(40, 15)], [(50, 24), (200, 60), (64, 12)]])
async def test_resizing_keeps_the_same_word_on_top(open_reader, sizes):
    async with open_reader(BOOK) as reader:
        await reader.press("space", "space", "j")
        place, rows = reader.view.place, reader.rows()
        for size in sizes:
            await reader.resize(*size)
            _, line = reader.view.lines()[0]
            assert line.start <= place < line.end
            assert reader.view.place == place
        await reader.resize(80, 24)
        assert next(filter(None, reader.rows())) == next(filter(None, rows))


async def test_resizing_at_the_end_still_shows_the_end(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("G")
        await reader.resize(120, 30)
        assert "The last words." in reader.rows()


async def test_the_column_can_be_made_wider_and_narrower_within_bounds(open_reader):
    async with open_reader(BOOK, size=(200, 30)) as reader:
        await reader.press("greater_than_sign")
        assert reader.view.text_width == 74
        await reader.press("less_than_sign", "less_than_sign")
        assert reader.view.text_width == 70
        reader.view.measure = 42
        await reader.press("less_than_sign", "less_than_sign", "less_than_sign")
        assert reader.view.measure == 40
        reader.view.measure = 118
        await reader.press("greater_than_sign", "greater_than_sign", "greater_than_sign")
        assert reader.view.measure == 120


async def test_a_wider_column_keeps_the_place(open_reader):
    async with open_reader(BOOK, size=(200, 30)) as reader:
        await reader.press("space", "space")
        place = reader.view.place
        await reader.press("greater_than_sign", "greater_than_sign")
        _, line = reader.view.lines()[0]
        assert line.start <= place < line.end


async def test_the_column_stands_in_the_middle(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        await reader.press("z")
        left = reader.view.text_left
        right = reader.view.size.width - left - reader.view.text_width
        assert abs(left - right) <= 2


async def test_every_row_is_as_wide_as_the_view(open_reader):
    text = (
        "雨停了。" * 40
        + "\n\n"
        + "👩‍👩‍👧‍👦 e\u0301 " * 40
        + "\n\n"
        + "שלום " * 40
        + "\n\n"
        + "x" * 300
    )
    async with open_reader(text, size=(57, 30)) as reader:
        width = reader.view.size.width
        for strip in reader.view.render_lines(Region(0, 0, *reader.view.size)):
            assert sum(segment.cell_length for segment in strip) == width
