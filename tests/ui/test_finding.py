"""Searching in the text."""

import pytest

BOOK = (
    "# Title\n\nA dark night. The Night fell, the NIGHT went.\n\n"
    + "\n\n".join(f"Nothing is in paragraph {n}." for n in range(1, 40))
    + "\n\nAnother night at the end. “It’s over.” The café is closed.\n"
)


async def search(reader, words):
    await reader.press("slash")
    await reader.type(words)


def current(reader):
    """The words of the current hit, and where they are."""
    hits = reader.view.hits
    span = hits.spans[hits.current]
    return reader.text[span.start : span.end], span.start


async def test_every_hit_is_marked_while_one_types(open_reader):
    async with open_reader(BOOK) as reader:
        plain = reader.style_at(reader.find("Night").start)
        await search(reader, "ni")
        assert len(reader.view.hits.spans) == 4
        await reader.type("ght")
        assert len(reader.view.hits.spans) == 4
        now = reader.style_at(reader.find("night").start)
        other = reader.style_at(reader.find("Night").start)
        assert plain != other != now != plain
        assert reader.sees("1 of 4")


async def test_the_first_hit_from_here_on_is_shown_at_once(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("space")
        await search(reader, "night")
        _, start = current(reader)
        assert start == reader.text.rindex("night")
        assert reader.view.shown.start <= start < reader.view.shown.end


async def test_capitals_ask_for_capitals(open_reader):
    async with open_reader(BOOK) as reader:
        await search(reader, "Night")
        assert len(reader.view.hits.spans) == 1
        assert current(reader)[0] == "Night"


@pytest.mark.parametrize("typed, found", [("it's", "It’s"), ('"it', "“It"), ("café", "café")])
async def test_quotes_and_accents_are_found_however_they_are_typed(open_reader, typed, found):
    async with open_reader(BOOK) as reader:
        await search(reader, typed)
        assert current(reader)[0] == found


async def test_n_and_shift_n_go_round_the_hits(open_reader):
    async with open_reader(BOOK) as reader:
        await search(reader, "night")
        await reader.press("enter")
        starts = [span.start for span in reader.view.hits.spans]
        seen = [current(reader)[1]]
        for _ in range(4):
            await reader.press("n")
            seen.append(current(reader)[1])
            assert reader.view.shown.start <= seen[-1] < reader.view.shown.end
        assert seen == [*starts, starts[0]]
        await reader.press("N")
        assert current(reader)[1] == starts[-1]


async def test_words_are_found_across_the_end_of_a_line(open_reader):
    async with open_reader("word " * 30 + "needle thread " + "word " * 30) as reader:
        reader.view.measure = 40
        needle = reader.find("needle thread")
        for width in range(40, 60):
            reader.view.measure = width
            if reader.cell(needle.start)[1] < reader.cell(needle.end - 1)[1]:
                break
        await search(reader, "needle thread")
        assert current(reader) == ("needle thread", needle.start)
        marked = reader.style_at(needle.start)
        assert reader.style_at(needle.end - 1) == marked
        assert reader.style_at(needle.start - 2) != marked


async def test_what_is_not_there_is_said(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("j")
        place = reader.view.place
        await search(reader, "zebra")
        assert reader.view.hits.spans == ()
        await reader.press("enter")
        assert reader.sees("zebra")
        assert reader.view.place == place


@pytest.mark.parametrize("typed", ["(", "[a", "*", "\\", "?", "^$"])
async def test_signs_are_searched_for_as_they_are(open_reader, typed):
    async with open_reader(f"Before {typed} after.", name="signs.txt") as reader:
        await search(reader, typed)
        assert [reader.text[a:b] for a, b in reader.view.hits.spans] == [typed]


async def test_escape_while_typing_takes_the_hits_away(open_reader):
    async with open_reader(BOOK) as reader:
        await search(reader, "night")
        await reader.press("escape")
        assert reader.view.hits.spans == ()
        assert reader.screen.place == "read"


async def test_escape_while_typing_goes_back_to_where_one_was(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("space")
        place = reader.view.place
        await search(reader, "dark")
        assert reader.view.place != place
        await reader.press("escape")
        assert reader.view.place == place


async def test_escape_after_a_search_takes_the_hits_away(open_reader):
    async with open_reader(BOOK) as reader:
        await search(reader, "night")
        await reader.press("enter", "escape")
        assert reader.view.hits.spans == ()


async def test_n_without_a_search_does_nothing(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("n", "N")
        assert reader.view.place == 0


async def test_an_asterisk_searches_for_what_is_selected(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.click(reader.find("night").start, times=2)
        await reader.press("asterisk")
        assert len(reader.view.hits.spans) == 4


async def test_the_selection_is_extended_to_the_next_hit(open_reader):
    async with open_reader(BOOK) as reader:
        await search(reader, "night")
        await reader.press("enter", "v", "v", "n")
        assert reader.selected == "night. The N"


async def test_a_long_text_is_searched_behind_the_typing(open_reader):
    text = "\n\n".join(f"Paragraph {n} says needle {n}." for n in range(1, 12_000))
    assert len(text) > 300_000
    async with open_reader(text) as reader:
        await search(reader, "needle")
        assert len(reader.view.hits.spans) == 11_999
        assert current(reader)[1] == reader.find("needle").start
        await reader.press("enter", "N")
        assert reader.sees("needle 11999.")


async def test_the_scrollbar_marks_the_hits_that_there_are_now(open_reader):
    async with open_reader(BOOK) as reader:
        height = reader.view.size.height
        for word in ("night", "nothing", "paragraph 39", "dark", "café", "another") * 3:
            await search(reader, word)
            wanted = {hit.start * height // len(reader.text) for hit in reader.view.hits.spans}
            assert {row for row, sign in enumerate(reader.bar) if sign == "·"} == wanted
            await reader.press("escape")


async def test_chinese_is_found(open_reader):
    async with open_reader("雨停了。天晴了。") as reader:
        await search(reader, "天")
        assert current(reader) == ("天", 4)
