"""A number and the title on the line below are one line of a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.documents.chapter_titles import with_joined_titles
from reader.documents.document import Document, Page
from reader.documents.formats.markdown import parse as markdown

OutlineOf = Callable[[Document], list[str]]


def listed(text: str, outline_of: OutlineOf) -> list[str]:
    return outline_of(with_joined_titles(markdown(text)))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("# I\n\n## The Sea\n\nWords.", ["I · The Sea"]),
        ("# CHAPTER I.\n\n## The Sea\n\nWords.", ["CHAPTER I. The Sea"]),
        ("# I\n\n# The Sea\n\nWords.\n\n# II\n\n# The Whale", ["I · The Sea", "II · The Whale"]),
    ],
)
def test_a_number_takes_the_title_below_it(
    text: str, rows: list[str], outline_of: OutlineOf
) -> None:
    assert listed(text, outline_of) == rows


def test_what_is_in_the_title_is_in_both(outline_of: OutlineOf) -> None:
    text = "# I\n\n## The Sea\n\n### Waves\n\nWords.\n\n### Wind\n\nWords."
    assert listed(text, outline_of) == ["I · The Sea", "  Waves", "  Wind"]


def test_the_title_of_a_part_stands_beside_its_chapters(outline_of: OutlineOf) -> None:
    text = "# PART I\n\n## The Sea\n\n## Chapter 1\n\nWords.\n\n## Chapter 2\n\nWords."
    assert listed(text, outline_of) == ["PART I · The Sea", "  Chapter 1", "  Chapter 2"]


def test_a_chapter_put_above_the_next_ones_keeps_its_title(outline_of: OutlineOf) -> None:
    text = "# 1\n\n## The Sea\n\nWords.\n\n## 2\n\n### The Whale\n\nWords."
    assert listed(text, outline_of) == ["1 · The Sea", "  2 · The Whale"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# I\n\nWords.\n\n## The Sea\n\nWords.", "the number has text of its own"),
        ("# I. The Land\n\n## The Sea\n\nWords.", "the number has a title"),
        ("# PART I\n\n## Chapter 1\n\nWords.", "the next heading is numbered"),
        ("# Land\n\n## The Sea\n\nWords.", "there is no number"),
        ("# Book\n\n## I\n\n# The Sea\n\nWords.", "the next heading stands above it"),
        ("# PART I\n\n## Prologue\n\nWords.\n\n## Chapter 1\n\nWords.", "a part with a prologue"),
        ("# I\n\n## The Sea\n\nWords.\n\n## The Land\n\nWords.", "the first of two sections"),
    ],
)
def test_otherwise_headings_stay_apart(text: str, why: str) -> None:
    document = markdown(text)
    assert with_joined_titles(document) is document, why


def test_both_begin_at_the_number_and_end_with_the_title() -> None:
    document = markdown("# I\n\n## The Sea\n\nWords.\n\n# II\n\nMore.")
    first, second = with_joined_titles(document).outline
    assert (first.start, first.end, first.lines) == (0, second.start, (1, 1))
    assert document.text[first.start : first.end].startswith("I\nThe Sea\nWords.")


def test_a_title_on_another_page_is_a_heading_of_its_own(outline_of: OutlineOf) -> None:
    document = markdown("# I\n\n## The Sea\n\nWords.")
    start = document.text.index("The Sea")
    paged = document.with_(pages=(Page("1", 0), Page("2", start)))
    assert outline_of(with_joined_titles(paged)) == ["I", "  The Sea"]
