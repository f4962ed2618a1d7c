"""The list of what was decided about headings."""

from __future__ import annotations

import re

from tests.conftest import OpenReader, Reader

BODY = "Words that go on for so long that nobody would take them for the title of anything at all."
BOOK = f"# Book\n\n{BODY * 30}\n\nTHE SEA\n\n{BODY * 30}\n\nTHE WHALE\n\n{BODY}\n"


async def decide(reader: Reader) -> None:
    """Make headings of two lines."""
    for words in ("THE SEA", "THE WHALE"):
        reader.view.put_caret(reader.find(words).start)
        await reader.type("#2")
    await reader.press("escape", "g")


def titles(reader: Reader) -> list[str]:
    return [section.title for section in reader.screen.document.outline]


async def test_they_are_listed_and_one_is_gone_to(open_reader: OpenReader) -> None:
    async with open_reader(BOOK) as reader:
        await decide(reader)
        await reader.type("D")
        assert reader.sees("“THE SEA”: level 2, in Book")
        await reader.press("down", "enter")
        assert "THE WHALE" in reader.rows()


async def test_of_what_stands_before_a_heading_only_what_holds_it_is_named(
    open_reader: OpenReader,
) -> None:
    async with open_reader(BOOK) as reader:
        await decide(reader)
        await reader.type("D")
        assert reader.sees("“THE WHALE”: level 2, in Book")
        assert not reader.sees("› THE SEA")


async def test_a_line_that_was_reworded_is_named_as_it_is_now(open_reader: OpenReader) -> None:
    async with open_reader(BOOK, finish=True) as reader:
        await decide(reader)
    async with open_reader(BOOK.replace("THE WHALE", "THE WHITE WHALE")) as reader:
        await reader.type("D")
        assert reader.sees("“THE WHITE WHALE” (was “THE WHALE”): level 2, in Book")


async def test_what_stands_around_a_decision_is_cut_between_words(open_reader: OpenReader) -> None:
    async with open_reader(BOOK) as reader:
        await decide(reader)
        await reader.type("D")
        shown = " ".join("".join(reader.screenful()).split())
        first, last = re.findall(r"…(\w+)|(\w+)…", shown)
        assert {first[0], last[1]} <= set(re.findall(r"\w+", BODY * 2))


async def test_one_is_taken_back_and_undo_brings_it_back(open_reader: OpenReader) -> None:
    async with open_reader(BOOK) as reader:
        await decide(reader)
        await reader.type("DD")
        assert titles(reader) == ["Book", "THE WHALE"]
        await reader.type("u")
        assert titles(reader) == ["Book", "THE SEA", "THE WHALE"]


async def test_those_whose_words_are_gone_come_first_and_can_all_be_taken_back(
    open_reader: OpenReader,
) -> None:
    async with open_reader(BOOK, finish=True) as reader:
        await decide(reader)
    async with open_reader(BOOK.replace("THE WHALE", "Wholly else")) as reader:
        assert reader.sees("what you decided about a heading is kept, but the words are gone")
        await reader.type("D")
        assert reader.sees("LOST “THE WHALE”: level 2, in Book")
        assert reader.sees("Not in the text now.")
        await reader.press("enter")
        assert reader.sees("not in the text now")
        await reader.type("DE")
        assert [one.target.exact for one in reader.kept] == ["THE SEA"]


async def test_where_nothing_was_decided_that_is_said(open_reader: OpenReader) -> None:
    async with open_reader(BOOK, size=(40, 15)) as reader:
        await reader.type("D")
        assert reader.sees("Nothing was decided yet")
        await reader.press("escape")
        assert reader.app.screen is reader.screen
