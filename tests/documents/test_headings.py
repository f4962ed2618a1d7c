from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.documents.document import Block, Document
from reader.documents.formats.plain import parse

Titles = Callable[[Document], list[str]]

PROSE = (
    "The river had risen in the night, and the men who kept the lock were already at work when "
    "the first barge came round the bend with its lamps still burning in the grey of the morning."
)
MORE = (
    "Nobody spoke of the bridge, though everybody thought of it. The old keeper only shook his "
    "head, wiped his hands on his coat, and went to fetch the long pole from behind the house."
)
SPEECH = "“Is it the barge?” asked the keeper’s daughter, and put down the lamp she had carried."


def flat(*lines: str) -> Document:
    return parse("\n".join(lines) + "\n")


def wrapped(*blocks: str, width: int = 66) -> str:
    return "\n\n".join(textwrap.fill(b, width) if len(b) > width else b for b in blocks) + "\n"


def roles(document: Document) -> list[tuple[str, str]]:
    return [
        (block.role or block.kind.value, document.text[block.start : block.end])
        for block in document.blocks
    ]


def test_a_novel_has_its_chapters(outline_of: Titles) -> None:
    chapters = ["CHAPTER I", "CHAPTER II", "CHAPTER III"]
    text = "".join(f"\n\n{chapter}\n\n\n{wrapped(PROSE, SPEECH, MORE)}" for chapter in chapters)
    assert outline_of(parse(text)) == chapters


def test_the_title_below_a_chapter_s_number_belongs_to_it(outline_of: Titles) -> None:
    document = flat("Chapter 1", "The Lock", PROSE, SPEECH, "Chapter 2", "The Barge", MORE, SPEECH)
    assert outline_of(document) == ["Chapter 1", "  The Lock", "Chapter 2", "  The Barge"]


def test_a_short_sentence_below_a_chapter_s_number_is_no_title(outline_of: Titles) -> None:
    document = flat(
        "Chapter 1", "He ran.", PROSE, SPEECH, "Chapter 2", "She laughed.", MORE, SPEECH
    )
    assert outline_of(document) == ["Chapter 1", "Chapter 2"]


def test_parts_hold_chapters(outline_of: Titles) -> None:
    document = flat(
        "PART ONE", "CHAPTER I", PROSE, "CHAPTER II", MORE, "PART TWO", "CHAPTER III", PROSE
    )
    assert outline_of(document) == [
        "PART ONE",
        "  CHAPTER I",
        "  CHAPTER II",
        "PART TWO",
        "  CHAPTER III",
    ]


def test_a_play_has_acts_and_scenes_but_no_section_for_each_speaker(outline_of: Titles) -> None:
    speeches = ["KEEPER.\nWho calls so late across the water there?\n", "DAUGHTER.\nA barge.\n"] * 4
    scene = "\n".join(speeches)
    text = (
        f"ACT I\n\nSCENE I. The lock.\n\n{scene}\nSCENE II. A bridge.\n\n{scene}\n"
        f"ACT II\n\nSCENE I. The house.\n\n{scene}"
    )
    assert outline_of(parse(text)) == [
        "ACT I",
        "  SCENE I. The lock.",
        "  SCENE II. A bridge.",
        "ACT II",
        "  SCENE I. The house.",
    ]


def test_numbered_sections_nest_by_their_numbers_across_pages(outline_of: Titles) -> None:
    body = textwrap.indent(textwrap.fill(PROSE, 66), "   ")
    foot = "Keeper                       Informational                    [Page 1]"
    head = "RFC 9999                     On Locks                       March 2020"
    text = (
        f"Abstract\n\n{body}\n\n1.  Introduction\n\n{body}\n\n1.1.  Terms\n\n{body}\n\n{foot}\n\f\n"
        f"{head}\n\n1.2.  Scope\n\n{body}\n\n2.  Locks\n\n{body}\n\nAuthor's Address\n\n{body}\n"
    )
    assert outline_of(parse(text)) == [
        "Abstract",
        "1. Introduction",
        "  1.1. Terms",
        "  1.2. Scope",
        "2. Locks",
        "Author's Address",
    ]


def test_a_letter_has_no_headings(outline_of: Titles) -> None:
    letter = (
        "The Lock House\nLower Bend\n4 May 1871\n\nMy dear Anna,\n\n"
        + wrapped(PROSE, MORE, PROSE)
        + "\nYour affectionate brother,\n\nJohn Keeper\n"
    )
    assert outline_of(parse(letter)) == []


def test_speech_is_no_heading(outline_of: Titles) -> None:
    lines = [PROSE, "“Who is there?”", "“A friend”", MORE, "— Come in", PROSE, "Silence.", MORE]
    assert outline_of(flat(*lines * 3)) == []


def test_lines_in_capitals_are_headings(outline_of: Titles) -> None:
    text = wrapped("THE LOCK", PROSE, MORE, "THE BARGE", MORE, PROSE)
    assert outline_of(parse(text))[-1].strip() == "THE BARGE"


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_underlined_lines_are_headings_and_the_line_is_no_text(
    between: str, outline_of: Titles
) -> None:
    body = textwrap.fill(PROSE, 66)
    text = between.join(
        [
            "The Lock\n========",
            f"{body}\n",
            "Its Gates\n---------",
            f"{body}\n",
            "The Barge\n=========",
            body,
        ]
    )
    document = parse(text)
    assert outline_of(document) == ["The Lock", "  Its Gates", "The Barge"]
    assert "===" not in document.text and "---" not in document.text
    assert document.outline[0].lines == (1, 2)


def test_an_article_is_cut_into_its_front_and_its_sections(outline_of: Titles) -> None:
    document = flat(
        "River Post Prints an Essay by Warden Ada Keep: Old Locks, New Water March 4,2021",
        f"On March 3, the River Post printed an essay by Ada Keep. {PROSE} {MORE}",
        "Old Locks, New Water",
        "Ada Keep",
        "March 3, 2021",
        f"{MORE} {PROSE}",
        "The keepers: What a lock asks of those who tend it",
        PROSE,
        MORE,
        "The water: What it gives and takes",
        PROSE,
    )
    assert [role for role, _ in roles(document)] == [
        "heading", "date", "abstract", "heading", "byline", "date", "paragraph",
        "heading", "paragraph", "paragraph", "heading", "paragraph",
    ]  # fmt: skip
    assert outline_of(document) == [
        "River Post Prints an Essay by Warden Ada Keep: Old Locks, New Water",
        "  Old Locks, New Water",
        "    The keepers: What a lock asks of those who tend it",
        "    The water: What it gives and takes",
    ]
    metadata = document.metadata
    assert metadata.title == "River Post Prints an Essay by Warden Ada Keep: Old Locks, New Water"
    assert (metadata.authors, metadata.date) == (("Ada Keep",), "March 3, 2021")
    assert metadata.extra == {"article_title": "Old Locks, New Water", "page_date": "March 4,2021"}


def test_the_shipped_article_has_exactly_its_parts(outline_of: Titles) -> None:
    text = (Path(__file__).parents[2] / "documents" / "article.txt").read_text("utf-8")
    document = parse(text)

    def part(block: Block) -> list[object]:
        return [block.role or block.kind.value, block.depth, block.start, block.end]

    truth = """[
      ["heading", 1, 0, 163], ["date", 0, 164, 180], ["abstract", 0, 181, 685],
      ["heading", 2, 686, 787], ["byline", 0, 788, 795], ["date", 0, 796, 813],
      ["paragraph", 0, 814, 1638], ["heading", 3, 1639, 1697]
    ]"""
    assert [part(block) for block in document.blocks[:8]] == json.loads(truth)
    assert [(s.level, s.lines, s.start, s.end) for s in document.outline] == [
        (1, (1, 1), 0, 9670),
        (2, (3, 3), 686, 9670),
        (3, (7, 7), 1639, 5499),
        (3, (11, 11), 5499, 9670),
    ]
    assert document.text == text.replace("People February 26", "People\nFebruary 26")
    assert document.metadata.title == outline_of(document)[0]
    assert document.metadata.authors == ("Xue Kan",)
    assert document.metadata.date == "February 25, 2025"
    assert [block.tight for block in document.blocks[:6]] == [
        False,
        True,
        False,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ada Keep", ("Ada Keep",)),
        ("by Ada Keep and John Post", ("Ada Keep", "John Post")),
        ("Von Ada Keep", ("Ada Keep",)),
    ],
)
def test_a_byline_below_a_title_names_the_authors(byline: str, authors: tuple[str, ...]) -> None:
    document = flat("Old Locks, New Water", byline, f"{PROSE} {MORE}", MORE)
    assert document.metadata.authors == authors
    assert [role for role, _ in roles(document)][:2] == ["heading", "byline"]


@pytest.mark.parametrize(
    "first", ["A report for May 4, 2020", "Lower Bend, 4 May 1871", "May 4, 2020"]
)
def test_a_date_that_is_part_of_a_line_is_not_set_apart(first: str) -> None:
    assert roles(flat(first, f"{PROSE} {MORE}"))[0][1] == first


def test_the_entries_of_a_table_of_contents_are_no_headings(outline_of: Titles) -> None:
    document = flat(
        "Contents", "The Lock", "The Barge", "The Bridge", "The Lock", PROSE, "The Barge", MORE,
        "The Bridge", PROSE,
    )  # fmt: skip
    assert outline_of(document) == ["Contents", "The Lock", "The Barge", "The Bridge"]
    assert [section.lines for section in document.outline][1] == (5, 5)


def test_the_first_chapter_after_a_table_of_contents_is_found_with_its_title(
    outline_of: Titles,
) -> None:
    lists = "CONTENTS\n\n  I. The Lock\n  II. The Barge\n\n\n"
    chapters = "\n\n\n".join(
        f"CHAPTER {number}\n\n{title}\n\n{wrapped(PROSE, MORE)}"
        for number, title in (("I", "THE LOCK"), ("II", "THE BARGE"))
    )
    assert outline_of(parse(lists + chapters))[1:] == [
        "CHAPTER I",
        "  THE LOCK",
        "CHAPTER II",
        "  THE BARGE",
    ]


def test_what_stands_outside_the_markers_of_project_gutenberg_is_not_scanned(
    outline_of: Titles,
) -> None:
    text = (
        "The Project Gutenberg EBook of The Lock\n\nCHAPTER I\n\n"
        + wrapped(PROSE)
        + "\n*** START OF THE PROJECT GUTENBERG EBOOK THE LOCK ***\n\n\nCHAPTER II\n\n"
        + wrapped(PROSE)
        + "\n*** END OF THE PROJECT GUTENBERG EBOOK THE LOCK ***\n\nSection 1. Terms\n\n"
        + wrapped(PROSE)
    )
    assert outline_of(parse(text)) == ["CHAPTER II"]


@pytest.mark.parametrize(
    "headings",
    [
        ["Kapitel 1", "Kapitel 2"],
        ["Chapitre premier", "Chapitre deuxième"],
        ["Capítulo I", "Capítulo II"],
        ["Capitolo primo", "Capitolo secondo"],
        ["Hoofdstuk 1", "Hoofdstuk 2"],
        ["Erster Teil", "Zweiter Teil"],
        ["第一章 水闸", "第二章 驳船"],
        ["1. Locks", "2. Barges"],
        ["I", "II"],
        ["I. Locks", "II. Barges"],
        ["THE FIRST BOOK", "THE SECOND BOOK"],
        ["Chapter Twenty-One", "Chapter Twenty-Two"],
    ],
)
def test_numbers_of_many_kinds_are_known(headings: list[str], outline_of: Titles) -> None:
    first, second = headings
    assert outline_of(flat(first, PROSE, MORE, second, PROSE, MORE))[:2] == headings


@pytest.mark.parametrize(
    "line",
    [
        "the lower gate",
        "He said this:",
        "See https://example.org",
        "1871",
        "and so on,",
    ],
)
def test_lines_that_read_like_text_are_no_headings(line: str, outline_of: Titles) -> None:
    document = flat(PROSE, MORE, line, PROSE, MORE)
    assert outline_of(document) == []


def test_running_heads_and_speakers_are_no_headings(outline_of: Titles) -> None:
    assert outline_of(flat(*[PROSE, MORE, "THE LOCK"] * 5, PROSE)) == []


def test_the_last_line_of_a_text_is_no_heading(outline_of: Titles) -> None:
    assert outline_of(flat(PROSE, MORE, "The End of It")) == []


def test_headings_of_a_manual_page_stand_apart_from_the_text_right_below(
    outline_of: Titles,
) -> None:
    text = (
        "NAME\n       lock - keep the water where it is\n\n"
        f"DESCRIPTION\n{textwrap.indent(textwrap.fill(PROSE, 66), ' ' * 7)}\n\n"
        f"   Gates\n{textwrap.indent(textwrap.fill(MORE, 66), ' ' * 7)}\n\n"
        f"SEE ALSO\n{textwrap.indent(textwrap.fill(MORE, 66), ' ' * 7)}\n"
    )
    assert outline_of(parse(text)) == ["NAME", "DESCRIPTION", "  Gates", "SEE ALSO"]


def test_a_fraction_in_a_text_is_no_underlined_heading(outline_of: Titles) -> None:
    share = "                done + (now / all)\n                ------------------\n"
    text = wrapped(PROSE, MORE[:-1] + " as") + share + "                   all of it\n\n"
    assert "done + (now / all)" not in outline_of(parse(text + wrapped(PROSE, MORE)))


def test_a_line_that_leads_to_what_is_set_in_below_is_no_heading(outline_of: Titles) -> None:
    leading = "To open all of the gates at night, call\n        open_gates(lock)\n"
    gates = f"Gates\n\n\n{wrapped(PROSE)}\n\n\n{leading}{wrapped(MORE)}"
    text = f"{gates}\n\n\nBarges\n\n\n{wrapped(MORE)}"
    assert not any("call" in title for title in outline_of(parse(text)))


def test_a_long_first_line_of_a_paragraph_set_further_out_goes_on_below() -> None:
    first = "   2. The Keeper.  Whoever keeps the lock shall have the one and only"
    rest = "      key to it, and nobody else shall have another key of any kind.\n"
    other = textwrap.indent(wrapped(PROSE, MORE, PROSE), " " * 6)
    document = parse(f"{other}\n{first}\n{rest}\n{other}")
    assert "one and only key to it" in document.text
