"""Searching in the text."""

import pytest

from reader.documents.document import Block, BlockKind
from reader.text.hunting import Hunt
from reader.text.spans import Span
from reader.ui import showing
from reader.ui.finding import Query, remembered
from tests.conftest import key_event

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


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("The cafe\u0301 is closed.", "cafe", "cafe\u0301"),
        ("Ein Spaß im Büro.", "spass im buro", "Spaß im Büro"),
        ("An oﬃce.", "office", "oﬃce"),
        ("An ex\u00adam\u00adple.", "example", "ex\u00adam\u00adple"),
    ],
)
async def test_case_accents_and_ways_of_writing_are_set_aside(open_reader, text, typed, found):
    async with open_reader(text) as reader:
        await search(reader, typed)
        assert current(reader)[0] == found


async def test_what_is_typed_at_one_go_with_the_slash_is_searched_for(open_reader):
    async with open_reader(BOOK) as reader:
        for key in "/dark":
            reader.app.post_message(key_event(key))
        await reader.settle()
        assert current(reader)[0] == "dark"


async def test_it_is_said_that_the_search_went_round_an_end(open_reader):
    async with open_reader(BOOK) as reader:
        await search(reader, "night")
        await reader.press("enter")
        assert reader.sees("“night”: 1 of 4")
        await reader.press("N")
        assert reader.sees("“night”: 4 of 4, from the end again")
        await reader.press("n")
        assert reader.sees("“night”: 1 of 4, from the top again")
        await reader.press("n")
        assert reader.sees("“night”: 2 of 4")
        assert not reader.sees("again")


async def test_a_jump_leads_back_to_where_the_search_began(open_reader):
    async with open_reader(BOOK) as reader:
        await search(reader, "café")
        await reader.press("enter")
        assert reader.view.place > 0
        await reader.press("alt+left")
        assert reader.view.place == 0


# --- the selection ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "passage", ["an exam\u00adple", "two\nlines", "Spaß", "oﬃce", "e\u0301t", "“so — so”"]
)
async def test_what_is_selected_finds_itself(open_reader, passage):
    text = f"```\nHere is {passage} to be found.\n```\n"
    async with open_reader(text) as reader:
        reader.view.select(reader.find(passage))
        await reader.press("asterisk")
        assert current(reader) == (passage, reader.find(passage).start)


async def test_an_asterisk_searches_for_the_word_at_the_caret(open_reader):
    async with open_reader(BOOK) as reader:
        reader.view.put_caret(reader.find("NIGHT").start + 2)
        await reader.press("asterisk")
        assert current(reader) == ("NIGHT", reader.find("NIGHT").start)


async def test_too_long_a_selection_is_not_searched_for(open_reader):
    async with open_reader("word " * 200) as reader:
        reader.view.select(Span(0, 900))
        await reader.press("asterisk")
        assert reader.sees("select at most 500 characters")
        assert reader.selected is not None


# --- regular expressions ------------------------------------------------------------------------


async def test_a_regular_expression_is_searched_for_by_choice(open_reader):
    async with open_reader(BOOK) as reader:
        await search(reader, r"n\w+t,|dark")
        assert reader.view.hits.spans == ()
        await reader.press("ctrl+r")
        assert [reader.text[a:b] for a, b in reader.view.hits.spans] == ["dark"]
        assert reader.sees("regex 1 of 1 /")
        await reader.press("ctrl+r")
        assert reader.view.hits.spans == ()
        assert reader.sees("no hit /")


async def test_capitals_in_an_expression_ask_for_capitals(open_reader):
    async with open_reader(BOOK) as reader:
        await search(reader, r"n\Sght")
        await reader.press("ctrl+r")
        assert len(reader.view.hits.spans) == 4
        await reader.press("backspace", "backspace", "backspace", *"GHT")
        assert reader.view.hits.spans == ()


async def test_a_wrong_expression_is_said_with_its_place_while_one_types(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("slash", "ctrl+r", *"night(")
        assert reader.sees("regex missing ) at character 7 /")
        await reader.type("s|)")
        assert reader.sees("regex 1 of 4 /")
        await reader.press("backspace", "enter")
        assert reader.sees("missing )")


async def test_an_expression_that_takes_too_long_is_stopped(open_reader, monkeypatch):
    monkeypatch.setattr(Hunt.__init__, "__kwdefaults__", {"regular": False, "deadline": 0.05})
    async with open_reader("x " + "a" * 60 + "b", name="signs.txt") as reader:
        await reader.press("slash", "ctrl+r", *"x|(a|aa)+$")
        assert reader.sees("regex too slow: stopped after 0.05 s, 1 hit so far /")
        await reader.press("escape")
        assert reader.screen.place == "read"


async def test_the_next_search_is_for_words_again(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("slash", "ctrl+r", *"n.ght", "enter", "slash", *"n.ght")
        assert reader.view.hits.spans == ()


# --- what was searched for before ---------------------------------------------------------------


async def test_the_arrows_walk_through_what_was_searched_for(open_reader):
    async with open_reader(BOOK) as reader:
        for words in ("dark", "café", "dark", "night"):
            await search(reader, words)
            await reader.press("enter")
        await search(reader, "ov")
        seen = []
        for key in ("up", "up", "up", "up", "down", "down", "down", "down"):
            await reader.press(key)
            seen.append(reader.screen.prompt.box.value)
        assert seen == ["night", "dark", "café", "café", "dark", "night", "ov", "ov"]
        assert current(reader)[0] == "ov"


async def test_an_older_query_is_searched_for_as_it_was(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("slash", "ctrl+r", *"d..k", "enter", "slash", "up")
        assert current(reader)[0] == "dark"
        assert reader.sees("regex 1 of 1 / d..k")
        await reader.press("down")
        assert not reader.sees("regex")


async def test_what_was_searched_for_is_known_in_the_next_run(open_reader):
    async with open_reader(BOOK, finish=True) as reader:
        await search(reader, "dark")
        await reader.press("enter", "slash", "ctrl+r", *"n.ght", "enter")
    async with open_reader(BOOK) as reader:
        await reader.press("slash", "up", "up")
        assert reader.screen.prompt.box.value == "dark"
        await reader.press("down")
        assert reader.sees("regex 1 of 4 / n.ght")


@pytest.mark.parametrize(
    "kept", [None, 5, "night", [5, None, [], ["", False], ["a"], ["a", 1, 2], {"a": True}]]
)
def test_what_cannot_be_read_of_the_past_is_passed_over(kept):
    assert remembered(kept) == []


def test_the_last_fifty_queries_are_kept():
    assert remembered([[str(n), False] for n in range(60)]) == [
        Query(str(n)) for n in range(10, 60)
    ]


async def test_without_a_past_the_arrows_leave_what_is_typed(open_reader):
    async with open_reader(BOOK) as reader:
        await search(reader, "da")
        await reader.press("up", "down", "up")
        assert reader.screen.prompt.box.value == "da"


async def test_what_is_searched_for_is_found_in_the_rest_of_the_document_when_it_comes(open_reader):
    async with open_reader(BOOK) as reader:
        await search(reader, "night")
        await reader.press("enter")
        before = reader.view.place
        document = reader.screen.document
        start = len(document.text) + 1
        more = Block(BlockKind.PARAGRAPH, start, start + 9)
        whole = document.with_(text=document.text + "\nOne night", blocks=[*document.blocks, more])
        showing.show_whole(reader.screen, whole, [])
        await reader.settle()
        assert len(reader.view.hits.spans) == 5
        assert reader.view.place == before
        assert reader.sees("1 of 5")


async def test_a_later_search_gives_up_the_one_before(open_reader):
    text = "\n\n".join(f"Paragraph {n} says needle {n}." for n in range(1, 12_000))
    async with open_reader(text) as reader:
        for key in "/needle 11999":
            reader.app.post_message(key_event(key))
        await reader.settle()
        assert current(reader)[0] == "needle 11999"
        assert len(reader.view.hits.spans) == 1
