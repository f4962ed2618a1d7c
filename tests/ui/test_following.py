"""Following links, by click and by key."""

from reader.ui.following import links_shown

LONG = "\n\n".join(f"Paragraph {n} has a few words." for n in range(40))
TEXT = (
    "[The lock](#the-lock), [the barge](#the-barge), [nothing](#nothing).\n\n"
    f"{LONG}\n\n# The lock\n\n{LONG}\n\n# The barge\n\n{LONG}\n"
)
ONE = f"See [the lock](#the-lock).\n\n{LONG}\n\n# The lock\n\n{LONG}\n"
PROSE = "\n\n".join(f"Paragraph {n} says it {'again and ' * 20}again." for n in range(9))
PLAIN = (
    "CONTENTS\n\nI. The Lock ...... 3\nII. The Barge .... 9\n\n\n"
    f"I. The Lock\n\n\n{PROSE}\n\n\nII. The Barge\n\n\n{PROSE}\n"
)


def at(reader, title):
    """Whether the section with this title begins at the second row."""
    return reader.rows()[1] == title


async def test_a_click_on_an_entry_of_the_contents_goes_there_and_alt_left_comes_back(open_reader):
    async with open_reader(PLAIN, name="book.txt") as reader:
        await reader.click(reader.find("Barge").start)
        assert at(reader, "II. The Barge")
        await reader.press("alt+left")
        assert reader.view.place == 0


async def test_a_click_beside_a_link_goes_nowhere(open_reader):
    async with open_reader(PLAIN, name="book.txt") as reader:
        x, y = reader.cell(reader.find("9").start)
        await reader.pilot.click(reader.view, offset=(x + 3, y))
        assert reader.view.place == 0


async def test_a_click_on_what_is_highlighted_opens_the_highlight(open_reader):
    async with open_reader(ONE) as reader:
        await reader.press("f")
        await reader.label("See", capital=True)
        await reader.click(reader.find("the lock").start)
        assert reader.view.current == reader.only.id
        assert reader.view.place == 0


async def test_with_the_caret_on_a_link_the_key_follows_it(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("v", "w", "w")
        assert reader.sees("F follows this link")
        await reader.press("F")
        assert reader.view.caret == reader.screen.document.anchors["the-barge"]
        await reader.press("alt+left")
        assert reader.view.place == 0


async def test_the_only_link_on_the_screen_is_followed_at_once(open_reader):
    async with open_reader(ONE) as reader:
        await reader.press("F")
        assert at(reader, "The lock")


async def test_of_several_links_one_is_picked_by_its_label(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.press("F")
        assert reader.sees("Which link?")
        await reader.label("the barge")
        assert at(reader, "The barge")


async def test_each_link_of_a_row_shows_its_own_label_where_it_begins(open_reader):
    text = "See [alpha](#a), [beta](#b) and [gamma](#c).\n\n# A\n\n# B\n\n# C\n"
    async with open_reader(text) as reader:
        await reader.press("F")
        row = next(row for row in reader.rows() if row.startswith("See "))
        for word in ("alpha", "beta", "gamma"):
            start = reader.find(word).start
            assert row[start] == reader.view.labels[start]
            assert row[start + 1 :].startswith(word[1:])


async def test_a_link_out_of_a_selection_lets_go_of_it(open_reader):
    async with open_reader(ONE) as reader:
        await reader.press("v", "v", "w", "l", "F")
        assert reader.selected is None
        assert reader.view.caret == reader.screen.document.anchors["the-lock"]


async def test_only_links_that_lead_somewhere_are_drawn_and_labelled_as_such(open_reader):
    async with open_reader(TEXT) as reader:
        assert reader.style_at(reader.find("The lock").start).underline
        assert not reader.style_at(reader.find("nothing").start).underline
        shown = links_shown(reader.screen.document, reader.view.shown)
        assert [link.target for link in shown] == ["#the-lock", "#the-barge"]


async def test_links_to_one_place_get_a_label_each(open_reader):
    async with open_reader("See [one](#a), [two](#a).\n\n# A\n") as reader:
        await reader.press("F")
        assert {reader.find("one").start, reader.find("two").start} == set(reader.view.labels)


async def test_a_link_to_a_heading_that_is_not_there_says_so(open_reader):
    async with open_reader(TEXT) as reader:
        await reader.click(reader.find("nothing").start)
        assert reader.sees("The link leads nowhere: nothing here is called “nothing”")
        assert reader.view.place == 0


async def test_without_a_link_the_key_says_so(open_reader):
    async with open_reader(LONG) as reader:
        await reader.press("F")
        assert reader.sees("No link here.")
