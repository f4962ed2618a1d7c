"""Saying what is a heading, in the text and in the sections pane."""

from __future__ import annotations

import re

import pytest

from reader.annotations.annotation import Kind
from tests.conftest import OpenReader, Reader

BODY = "Words that go on for so long that nobody would take them for the title of anything at all."
BOOK = f"""\
# Book

{BODY}

THE SEA

{BODY}

THE WHALE

{BODY}

## The end

{BODY}

### The very end

{BODY}
"""


def outline(reader: Reader) -> list[str]:
    """The titles in the sections pane, indented by level."""
    document = reader.screen.sections.document
    return ["  " * (section.level - 1) + section.title for section in document.outline]


async def to(reader: Reader, words: str) -> None:
    """Put the caret on a line."""
    reader.view.put_caret(reader.find(words).start)
    await reader.settle()


async def choose(reader: Reader, title: str) -> None:
    """Put the cursor of the sections pane on a section."""
    sections = reader.screen.sections
    reader.screen.panes.show("sections") if not sections.display else None
    sections.focus()
    titles = [section.title for section in sections.document.outline]
    sections.point(titles.index(title))
    await reader.settle()


async def test_a_line_is_made_a_heading_at_a_level(open_reader: OpenReader) -> None:
    async with open_reader(BOOK) as reader:
        await to(reader, "THE SEA")
        await reader.type("#2")
        assert outline(reader)[:3] == ["Book", "  THE SEA", "  The end"]
        assert reader.sees("Heading of level 2")
        assert [(a.kind, a.level) for a in reader.kept] == [(Kind.HEADING, 2)]


async def test_the_level_that_is_likely_is_under_the_cursor(open_reader: OpenReader) -> None:
    async with open_reader(BOOK) as reader:
        await to(reader, "THE SEA")
        await reader.type("#")
        assert reader.sees("2 level 2, in “Book”")
        await reader.press("enter")
        assert "  THE SEA" in outline(reader)


async def test_the_same_is_done_for_all_that_look_like_it(open_reader: OpenReader) -> None:
    async with open_reader(BOOK) as reader:
        await to(reader, "THE SEA")
        await reader.type("#2")
        assert reader.sees("a 1 more like it")
        await reader.type("a")
        assert outline(reader)[:3] == ["Book", "  THE SEA", "  THE WHALE"]
        assert reader.sees("2 headings of level 2")


async def test_any_other_key_lets_the_offer_go(open_reader: OpenReader) -> None:
    async with open_reader(BOOK) as reader:
        await to(reader, "THE SEA")
        await reader.type("#2")
        await reader.type("ga")
        assert "  THE WHALE" not in outline(reader)


async def test_without_a_caret_the_lines_on_the_screen_get_labels(open_reader: OpenReader) -> None:
    async with open_reader(BOOK) as reader:
        await reader.type("#")
        await reader.label("THE WHALE")
        await reader.type("2")
        assert "  THE WHALE" in outline(reader)


async def test_labels_stand_beside_short_lines_and_hide_none_of_their_letters(
    open_reader: OpenReader,
) -> None:
    text = f"# Book\n\n{BODY} {BODY} {BODY}\n\n" + "".join(f"Line {n}\n\n" for n in range(20))
    async with open_reader(text, size=(40, 60)) as reader:
        await reader.type("#")
        labelled = [row for row in reader.rows() if re.match(r"\w{1,2} *(Book|Line \d+)$", row)]
        assert len(labelled) == len(reader.view.labels) == 21
        assert any(row.startswith("Words that go on") for row in reader.rows())


async def test_where_no_line_could_be_a_heading_that_is_said(open_reader: OpenReader) -> None:
    async with open_reader(f"{BODY} {BODY} {BODY}\n") as reader:
        await reader.type("#")
        assert reader.sees("No line that could be a heading here")


async def test_what_is_selected_becomes_a_heading_each(open_reader: OpenReader) -> None:
    text = f"# Book\n\nOne\n\nTwo\n\n{BODY}\n"
    async with open_reader(text) as reader:
        reader.view.select(reader.find("One\nTwo"))
        await reader.type("#2")
        assert outline(reader) == ["Book", "  One", "  Two"]
        assert reader.sees("2 headings of level 2")


async def test_undo_and_redo_say_what_they_did(open_reader: OpenReader) -> None:
    async with open_reader(BOOK) as reader:
        before = outline(reader)
        await to(reader, "THE SEA")
        await reader.type("#2a")
        await reader.type("u")
        assert outline(reader)[:3] == ["Book", "  THE SEA", "  The end"]
        assert reader.sees("Undone: what was decided about “THE WHALE”")
        await reader.type("u")
        assert outline(reader) == before
        await reader.type("u")
        assert reader.sees("Nothing more to undo here.")
        await reader.type("U")
        assert outline(reader)[1] == "  THE SEA"


async def test_a_paragraph_is_too_long_for_a_heading(open_reader: OpenReader) -> None:
    async with open_reader(f"# Book\n\n{BODY * 6}\n") as reader:
        await to(reader, "Words")
        await reader.type("#")
        assert reader.sees("too long for a heading")
        assert reader.kept == []


async def test_in_the_pane_a_section_is_said_to_be_none(open_reader: OpenReader) -> None:
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await choose(reader, "The end")
        await reader.type("x")
        assert outline(reader) == ["Book", "  The very end"]
        assert reader.sees("No heading")
        await reader.type("u")
        assert outline(reader) == ["Book", "  The end", "    The very end"]


async def test_the_row_that_an_undo_brings_back_is_the_chosen_one(open_reader: OpenReader) -> None:
    async with open_reader(SIBLINGS, size=(120, 40)) as reader:
        await choose(reader, "Two")
        await reader.type("x")
        await reader.press("down", "down", "down")
        await reader.type("u")
        chosen = reader.screen.sections.chosen_section()
        assert chosen is not None
        assert chosen.title == "Two"


async def test_that_the_last_heading_of_a_long_text_gives_way_to_made_sections_is_said(
    open_reader: OpenReader,
) -> None:
    prose = "\n\n".join(f"This is paragraph {n}. " + "It says a little. " * 9 for n in range(80))
    async with open_reader(f"It began.\n\n## Only\n\n{prose}\n", size=(120, 40)) as reader:
        await choose(reader, "Only")
        await reader.type("x")
        assert all(section.made for section in reader.screen.document.outline)
        assert reader.sees("the text has none now: sections (~) are called by their first words")


async def test_in_the_pane_a_section_goes_deeper_and_higher_with_all_in_it(
    open_reader: OpenReader,
) -> None:
    text = f"# One\n\n{BODY}\n\n# Two\n\n## In two\n\n{BODY}\n\n# Three\n\n{BODY}\n"
    async with open_reader(text, size=(120, 40)) as reader:
        await choose(reader, "Two")
        await reader.type(">")
        assert outline(reader) == ["One", "  Two", "    In two", "Three"]
        await reader.type("<")
        assert outline(reader) == ["One", "Two", "  In two", "Three"]
        await reader.type("uu")
        assert outline(reader) == ["One", "Two", "  In two", "Three"]
        assert [a.kind for a in reader.kept] == []


SIBLINGS = f"""\
# Book

## One

{BODY}

### In one

{BODY}

## Two

{BODY}

## Three

{BODY}
"""


@pytest.mark.parametrize(
    ("section", "hints"),
    [
        ("Book", "# heading x none h fold"),
        ("One", "# heading x none < out h fold"),
        ("Two", "# heading x none < out > in h fold"),
    ],
)
@pytest.mark.parametrize("width", [80, 120])
async def test_the_hints_of_the_pane_are_the_keys_that_would_do_something(
    open_reader: OpenReader, section: str, hints: str, width: int
) -> None:
    async with open_reader(SIBLINGS, size=(width, 24)) as reader:
        await choose(reader, section)
        await reader.press("up", "down") if section != "Book" else await reader.press("up")
        if width == 80:
            hints = hints.replace(" h fold", "")
        assert hints in " ".join(reader.screenful()[-1].split())


async def test_that_there_are_others_like_it_is_said_until_another_key(
    open_reader: OpenReader,
) -> None:
    async with open_reader(SIBLINGS, size=(120, 40)) as reader:
        await choose(reader, "Two")
        await reader.type("x")
        reader.screen.hints.hush()  # as it does after a while
        assert reader.sees("a all like it")
        await reader.press("down")
        assert not reader.sees("a all like it")


@pytest.mark.parametrize("keys", ["<>", "<><>", "><", "<<>>"])
async def test_moved_there_and_back_a_section_holds_what_it_held(
    open_reader: OpenReader, keys: str
) -> None:
    async with open_reader(f"# Cover\n\n{BODY}\n\n{SIBLINGS}", size=(120, 40)) as reader:
        section = "In one" if "<<" in keys else "Two" if keys == "><" else "One"
        before = outline(reader)
        await choose(reader, section)
        await reader.type(keys)
        assert outline(reader) == before
        assert reader.kept == []


async def test_moved_back_after_another_decision_it_keeps_what_it_holds_now(
    open_reader: OpenReader,
) -> None:
    async with open_reader(SIBLINGS, size=(120, 40)) as reader:
        await choose(reader, "One")
        await reader.type("<")
        await choose(reader, "Three")
        await reader.type("x")
        await choose(reader, "One")
        await reader.type(">")
        assert outline(reader) == ["Book", "  One", "    In one", "    Two"]


async def test_moved_back_what_was_decided_before_holds_again(open_reader: OpenReader) -> None:
    async with open_reader(SIBLINGS, size=(120, 40)) as reader:
        await choose(reader, "Two")
        await reader.type("#3")
        decided = outline(reader)
        assert decided == ["Book", "  One", "    In one", "    Two", "  Three"]
        await choose(reader, "Two")
        await reader.type("<>")
        assert outline(reader) == decided
        assert [(a.target.exact, a.level) for a in reader.kept] == [("Two", 3)]


CHAPTERS = f"# Book\n\n## I\n\n### The sea\n\n{BODY}\n\n## II\n\n### The whale\n\n{BODY}\n"


async def row(reader: Reader, number: int) -> None:
    """Put the cursor of the sections pane on a row."""
    reader.screen.sections.focus()
    reader.screen.sections.point(number)
    await reader.settle()


async def test_a_number_and_its_title_are_one_row(open_reader: OpenReader) -> None:
    async with open_reader(CHAPTERS.replace(BODY, BODY * 60), size=(120, 40)) as reader:
        assert [s.title for s in reader.screen.sections.document.outline] == [
            *("Book", "I · The sea", "II · The whale")
        ]
        reader.view.go(reader.find("The whale").end, row=0)
        await reader.settle()
        assert "II · The whale" in reader.screenful()[0]


async def test_both_lines_of_such_a_row_become_text(open_reader: OpenReader) -> None:
    async with open_reader(CHAPTERS, size=(120, 40)) as reader:
        await row(reader, 1)
        await reader.type("x")
        assert [s.title for s in reader.screen.document.outline] == ["Book", "II", "The whale"]
        await reader.type("a")
        assert [s.title for s in reader.screen.document.outline] == ["Book"]


async def test_both_lines_of_such_a_row_get_a_level(open_reader: OpenReader) -> None:
    async with open_reader(CHAPTERS, size=(120, 40)) as reader:
        await row(reader, 1)
        await reader.type("#1a")
        assert outline(reader) == ["Book", "I · The sea", "II · The whale"]
        assert [s.level for s in reader.screen.document.outline] == [1, 1, 2, 1, 2]


async def test_a_title_beside_its_number_moves_with_it(open_reader: OpenReader) -> None:
    text = f"# Book\n\n{BODY}\n\n# I\n\n# The sea\n\n{BODY}\n"
    async with open_reader(text, size=(120, 40)) as reader:
        await row(reader, 1)
        await reader.type(">")
        assert [(s.title, s.level) for s in reader.screen.document.outline] == [
            *(("Book", 1), ("I", 2), ("The sea", 2))
        ]


async def test_in_the_text_only_the_line_at_the_caret_is_meant(open_reader: OpenReader) -> None:
    async with open_reader(CHAPTERS, size=(120, 40)) as reader:
        await to(reader, "I\nThe sea")
        await reader.type("#x")
        assert outline(reader) == ["Book", "  The sea", "  II · The whale"]


@pytest.mark.parametrize(
    ("title", "key", "words"),
    [("Book", "<", "outermost already"), ("Book", ">", "Nothing stands above it")],
)
async def test_where_a_section_cannot_go_that_is_said(
    open_reader: OpenReader, title: str, key: str, words: str
) -> None:
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await choose(reader, title)
        await reader.type(key)
        assert reader.sees(words)
        assert reader.kept == []


async def test_a_level_is_chosen_in_the_pane_and_taken_back(open_reader: OpenReader) -> None:
    async with open_reader(BOOK, size=(120, 40)) as reader:
        await choose(reader, "The end")
        await reader.type("#1")
        assert outline(reader) == ["Book", "The end", "  The very end"]
        await choose(reader, "The end")
        await reader.type("#r")
        assert outline(reader) == ["Book", "  The end", "    The very end"]
        assert reader.kept == []


async def test_the_place_stays_where_it_is(open_reader: OpenReader) -> None:
    async with open_reader(BOOK * 8) as reader:
        reader.view.go(reader.find("THE WHALE", 5).start, row=0)
        await reader.settle()
        top = reader.top
        await reader.type("#")
        await reader.type(f"{reader.view.labels[reader.find('THE WHALE', 5).start]}2")
        assert len(reader.kept) == 1
        assert reader.top == top


async def test_decisions_stand_when_it_is_opened_again_edited(open_reader: OpenReader) -> None:
    async with open_reader(BOOK, finish=True) as reader:
        await to(reader, "THE SEA")
        await reader.type("#2")
    async with open_reader(BOOK.replace("# Book\n", "# Book\n\nA new beginning.\n")) as reader:
        assert "  THE SEA" in outline(reader)
        assert reader.shown == []


async def test_what_another_window_decides_is_shown(open_reader: OpenReader) -> None:
    async with open_reader(BOOK) as reader:
        assert reader.app.entry is not None
        from reader.study.reading import Reading

        store = reader.app.library.annotations_of(reader.app.entry)
        Reading(reader.screen.document, store).decide({reader.find("THE SEA"): 2})
        await reader.until(lambda: "  THE SEA" in outline(reader))
        assert reader.sees("Headings decided elsewhere")


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_the_keys_of_the_list_of_levels_are_shown_while_it_is_open(
    open_reader: OpenReader, size: tuple[int, int]
) -> None:
    async with open_reader(BOOK, size=size) as reader:
        await to(reader, "THE SEA")
        await reader.type("#")
        assert reader.sees("1–2 its level · ↑ ↓ enter choose")
        await reader.press("escape")
        assert not reader.sees("its level")


async def test_what_to_type_comes_first_where_the_row_is_short(open_reader: OpenReader) -> None:
    async with open_reader(BOOK, size=(40, 15)) as reader:
        await reader.type("#")
        assert reader.sees("Type a line's label: heading or none?")


async def test_a_level_at_which_a_line_is_the_title_of_a_number_says_so(
    open_reader: OpenReader,
) -> None:
    text = f"# Book\n\n{BODY}\n\n## CHAPTER I.\n\nThe sea\n\n{BODY}\n"
    async with open_reader(text, size=(120, 40)) as reader:
        await to(reader, "The sea")
        await reader.type("#")
        assert reader.sees("title of CHAPTER I.")
        await reader.type("2")
        assert outline(reader) == ["Book", "  CHAPTER I. The sea"]
        await reader.type("D")
        assert reader.sees("· “CHAPTER I. The sea”")


async def test_in_a_small_window_it_can_be_done_as_well(open_reader: OpenReader) -> None:
    async with open_reader(BOOK, size=(40, 15)) as reader:
        await to(reader, "THE SEA")
        await reader.type("#2a")
        assert outline(reader)[:3] == ["Book", "  THE SEA", "  THE WHALE"]
