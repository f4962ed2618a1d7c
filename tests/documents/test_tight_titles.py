"""Titles right above their paragraphs, and lines named by a list above them."""

from __future__ import annotations

from reader.documents.document import Document
from reader.documents.formats.plain import parse
from reader.documents.layout import layout_of
from reader.documents.tight_titles import is_title

PROSE = """\
The river had risen in the night, and the men who kept the lock were
already at work when the first barge came round the bend. Nobody had
slept, and the lamps were still burning on both of the gates.
"""
TITLES = ["A town on the river", "The first lock", "How the barges came", "What was lost"]


def text(*titles: str) -> str:
    return "The Book of the Lock\n\n" + "\n".join(f"{t}\n{PROSE}\n{PROSE}" for t in titles)


def titles(document: Document) -> list[str]:
    return [section.title for section in document.outline if not section.made]


def test_titles_right_above_their_paragraphs_are_headings() -> None:
    assert titles(parse(text(*TITLES)))[-4:] == TITLES


def test_such_a_title_is_a_block_of_its_own_and_the_text_below_it_is_joined() -> None:
    blocks = parse(text(*TITLES)).text.split("\n")
    assert TITLES[0] in blocks
    assert any(block.startswith("The river had risen") and "gates" in block for block in blocks)


def test_one_short_line_above_text_is_not_enough() -> None:
    assert not layout_of(text("A town on the river")).tight


def test_verse_has_no_titles_above_its_lines() -> None:
    verse = "The river had risen in the night\nThe men who kept the lock\nWere up at work\n\n"
    assert not layout_of(PROSE + "\n" + verse * 4).tight


def test_a_line_that_ends_with_a_small_word_goes_on() -> None:
    assert not is_title("They came at last to")
    assert is_title("They came at last")


def test_the_lines_that_a_list_names_are_headings_whatever_it_is_called() -> None:
    plan = "What I shall say\n\n- Recap\n- From error\n- From ignorance\n\n"
    text = plan + f"Recap\n\n{PROSE}\nFrom error\n\n{PROSE}\n- one\n\nFrom ignorance\n\nIt is so.\n"
    assert titles(parse(text))[-3:] == ["Recap", "From error", "From ignorance"]


def test_a_list_that_is_merely_said_again_names_nothing() -> None:
    again = "Bread, milk and oil\n\n- Bread\n- Milk\n- Oil\n\nBread\n\nMilk\n\nOil\n\n" + PROSE
    assert "Milk" not in titles(parse(again))
