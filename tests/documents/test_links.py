"""Links: the names of headings, where they lead, and the entries of a table of contents."""

from __future__ import annotations

import pytest

from reader.documents.columns import from_columns, to_columns
from reader.documents.contents_links import link_contents
from reader.documents.document import BlockKind, Document, MarkKind
from reader.documents.formats.markdown import parse as parse_markdown
from reader.documents.formats.plain import parse
from reader.documents.links import leads, names, resolve, slug
from reader.documents.overrides import Decision, decide
from reader.documents.parts import Part

PROSE = (
    "The river had risen in the night, and the men who kept the lock were already at work when "
    "the first barge came round the bend with its lamps still burning in the grey of the morning."
    " Nobody spoke of the bridge, though everybody thought of it."
)


def linked(document: Document) -> list[tuple[str, str]]:
    """What each link says, and the line it leads to."""
    found = []
    for mark in document.marks:
        if mark.kind is not MarkKind.LINK:
            continue
        offset = resolve(document, mark.target)
        line = "" if offset is None else document.text[offset:].partition("\n")[0]
        found.append((document.text[mark.start : mark.end], line))
    return found


def book(contents: str, *chapters: str) -> Document:
    body = "".join(f"\n\n\n{chapter}\n\n\n{PROSE}\n\n{PROSE}" for chapter in chapters)
    return parse(f"CONTENTS\n\n{contents}{body}\n")


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("How it works", "how-it-works"),
        ("What's new?", "whats-new"),
        ("Ships & boats", "ships--boats"),
        ("1.2. The lock\nand the bridge", "12-the-lock-and-the-bridge"),
        ("snake_case and kebab-case", "snake_case-and-kebab-case"),
        ("Über die Brücke", "über-die-brücke"),
        ("第一章 河", "第一章-河"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_a_heading_is_named_as_on_github(title: str, name: str) -> None:
    assert slug(title) == name


def test_headings_of_the_same_words_are_counted() -> None:
    assert names(["Notes", "notes", "Notes!"]) == ["notes", "notes-1", "notes-2"]


def test_a_counted_name_is_never_that_of_another_heading() -> None:
    assert names(["Notes 1", "Notes", "Notes"]) == ["notes-1", "notes", "notes-2"]


# --- where links lead ----------------------------------------------------------------------------


def test_a_link_of_markdown_leads_to_the_heading_it_names() -> None:
    document = parse_markdown("See [below](#the-lock).\n\n# The *lock*\n\nIt is old.\n")
    assert linked(document) == [("below", "The lock")]


def test_a_link_may_be_written_in_capitals_or_with_percent_signs() -> None:
    document = parse_markdown("# Die Brücke\n\nNeu.\n")
    assert resolve(document, "#Die-Br%C3%BCcke") == 0


def test_a_number_behind_a_name_leads_to_the_later_heading() -> None:
    document = parse_markdown("# Lock\n\n## Notes\n\n# Bridge\n\n## Notes\n")
    assert resolve(document, "#notes-1") == document.text.rindex("Notes")


@pytest.mark.parametrize("target", ["#bridge", "https://example.org/#lock", "other.md", ""])
def test_a_link_that_names_no_heading_leads_nowhere_in_the_document(target: str) -> None:
    assert resolve(parse_markdown("# Lock\n"), target) is None


@pytest.mark.parametrize("target", ["#", "#top"])
def test_the_top_is_the_beginning(target: str) -> None:
    assert resolve(parse_markdown("An old lock.\n\n# Bridge\n"), target) == 0


def test_a_section_that_was_made_has_no_name() -> None:
    document = parse("\n\n".join([PROSE] * 90))
    (first, *_) = (section for section in document.outline if section.made)
    assert resolve(document, f"#{slug(first.title)}") is None


# --- the table of contents -----------------------------------------------------------------------


def test_the_entries_of_a_table_of_contents_lead_to_their_chapters() -> None:
    document = book("I. The Lock\n\nII. The Barge", "I. The Lock", "II. The Barge")
    assert linked(document) == [("I. The Lock", "I. The Lock"), ("II. The Barge", "II. The Barge")]
    starts = [document.text.rindex(title) for title in ("I. The Lock", "II. The Barge")]
    assert [resolve(document, mark.target) for mark in document.marks] == starts


def test_dots_and_the_number_of_the_page_are_no_part_of_the_link() -> None:
    contents = "  1. The Lock .............. 3\n  2. The Barge ............ 17"
    document = book(contents, "1. The Lock", "2. The Barge")
    assert linked(document) == [("1. The Lock", "1. The Lock"), ("2. The Barge", "2. The Barge")]


def test_the_number_of_a_chapter_is_no_page() -> None:
    chapters = ["Chapter 1", "Chapter 2", "Chapter 3"]
    document = book("\n\n".join(chapters), *chapters)
    assert linked(document) == [(chapter, chapter) for chapter in chapters]


def test_capitals_and_the_way_of_numbering_may_be_other_ones_in_the_text() -> None:
    document = book("The Lock  3\n\nThe Barge  17", "CHAPTER I. THE LOCK", "CHAPTER II. THE BARGE")
    assert [line for _, line in linked(document)] == [
        "CHAPTER I. THE LOCK",
        "CHAPTER II. THE BARGE",
    ]


def targets(contents: str, *headings: str) -> list[str]:
    """Where the lines of a table of contents lead, when these are the headings below it."""
    parts = [Part(BlockKind.CODE, contents, 0, 0)]
    parts += [Part(BlockKind.HEADING, heading, 0, 0) for heading in headings]
    link_contents(parts, range(1))
    return [mark.target for mark in parts[0].marks]


def test_a_number_and_the_title_below_it_are_one_entry() -> None:
    contents = "Chapter 1. The Lock ... 3\nChapter 2. The Barge .. 9"
    assert targets(contents, "Chapter 1", "The Lock", "Chapter 2", "The Barge") == [
        "#chapter-1",
        "#chapter-2",
    ]


def test_both_lines_of_a_broken_entry_lead_to_its_chapter() -> None:
    contents = (
        "  1. The Lock and the Old\n     Keeper's Daughter .... 3\n  2. The Barge ............ 17"
    )
    document = book(contents, "1. The Lock and the Old Keeper's Daughter", "2. The Barge")
    assert [said for said, line in linked(document) if line.startswith("1.")] == [
        "1. The Lock and the Old",
        "Keeper's Daughter",
    ]


def test_of_chapters_of_the_same_name_that_of_the_same_part_is_meant() -> None:
    parts = ("PART ONE", "Chapter 1", "Chapter 2"), ("PART TWO", "Chapter 1", "Chapter 2")
    contents = "\n".join(f"{title} .... 7" for part in parts for title in part)
    assert targets(contents, *parts[0], *parts[1]) == [
        "#part-one",
        "#chapter-1",
        "#chapter-2",
        "#part-two",
        "#chapter-1-1",
        "#chapter-2-1",
    ]


def test_a_chapter_that_was_not_found_lends_its_entry_no_chapter_of_another_part() -> None:
    parts = ("PART ONE", "Chapter 1", "Chapter 2"), ("PART TWO", "Chapter 1", "Chapter 2")
    contents = "\n".join(f"{title} .... 7" for part in parts for title in part)
    found = ("PART ONE", "Chapter 1", "Chapter 2", "PART TWO", "Chapter 2")
    assert targets(contents, *found) == [
        "#part-one",
        "#chapter-1",
        "#chapter-2",
        "#part-two",
        "#chapter-2-1",
    ]


def test_an_entry_without_its_chapter_is_no_link() -> None:
    document = book(
        "I. The Lock\n\nII. The Barge\n\nIII. The Flood", "I. The Lock", "II. The Barge"
    )
    assert [said for said, _ in linked(document)] == ["I. The Lock", "II. The Barge"]


def test_a_chapter_that_a_person_says_is_none_takes_its_link_along() -> None:
    document = book("I. The Lock\n\nII. The Barge", "I. The Lock", "II. The Barge")
    start = document.text.rindex("II. The Barge")
    decided = decide(document, [Decision(start, start + len("II. The Barge"), 0)])
    assert [leads(decided, mark) for mark in document.marks] == [True, False]


def test_a_text_without_a_table_of_contents_has_no_links() -> None:
    assert parse(f"I. The Lock\n\n\n{PROSE}\n\n\nII. The Barge\n\n\n{PROSE}\n").marks == ()


def test_the_links_are_kept_with_a_parsed_document() -> None:
    document = book("I. The Lock\n\nII. The Barge", "I. The Lock", "II. The Barge")
    assert linked(from_columns(to_columns(document))) == linked(document)
