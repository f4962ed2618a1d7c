"""What looks like a heading looks like, on tiny documents."""

from __future__ import annotations

from reader.documents.alike import alike, likely_depth
from reader.documents.document import Document
from reader.documents.formats.markdown import parse as markdown
from reader.documents.overrides import unit_at

TEXT = "\n\nA long paragraph that nobody takes for the title of anything, and it ends here.\n\n"


def between(*lines: str) -> Document:
    """A document in which each of these stands above a paragraph."""
    return markdown(TEXT.join([*lines, ""]))


def like(document: Document, words: str) -> list[str]:
    """The words of what is like the unit with these words."""
    unit = unit_at(document, document.text.index(words))
    assert unit is not None
    return [document.text[one.start : one.end] for one in alike(document, unit)]


def depth(document: Document, words: str) -> int:
    """How deep these words would stand."""
    unit = unit_at(document, document.text.index(words))
    assert unit is not None
    return likely_depth(document, unit)


def test_lines_with_the_same_kind_of_number_are_alike() -> None:
    document = between("Chapter I", "Chapter 2: Night", "Chapter III", "Part two", "A word")
    assert like(document, "Chapter I") == ["Chapter III"]
    assert like(document, "Part two") == []


def test_lines_in_capitals_are_alike() -> None:
    assert like(between("THE SEA", "A word", "THE WHALE"), "THE SEA") == ["THE WHALE"]


def test_lines_in_scripts_without_case_are_alike() -> None:
    assert like(between("海上", "A word", "大鲸"), "海上") == ["大鲸"]


def test_titles_are_no_sentences_and_a_single_word_may_be_either() -> None:
    document = between("The Old Man", "The old man", "Method")
    assert like(document, "The Old Man") == ["Method"]
    assert like(document, "Method") == ["The Old Man", "The old man"]


def test_lines_that_end_otherwise_are_not_alike() -> None:
    assert like(between("The sea", "The whale.", "The boat:", "The end"), "The sea") == ["The end"]


def test_speech_is_not_like_a_title() -> None:
    assert like(between("The sea", "“The whale”", "The end"), "The sea") == ["The end"]


def test_paragraphs_that_are_bold_as_a_whole_are_alike() -> None:
    document = between("**The sea**", "The whale", "**The end**", "The **boat**")
    assert like(document, "The sea") == ["The end"]


def test_lines_that_follow_one_another_are_a_list_and_no_titles() -> None:
    document = markdown(f"The sea{TEXT}The whale\n\nThe boat{TEXT}The end{TEXT}")
    assert like(document, "The sea") == ["The end"]


def test_long_paragraphs_are_not_like_a_short_one() -> None:
    document = between("The sea", "The whale " * 20 + "swims", "The end")
    assert like(document, "The sea") == ["The end"]


def test_headings_are_alike_in_the_same_depth_only() -> None:
    document = between("# Chapter 1", "## Chapter 2", "# Chapter 3", "# The end", "Chapter 4")
    assert like(document, "Chapter 1") == ["Chapter 3"]


def test_of_verse_only_lines_with_a_number_or_in_capitals_are_alike() -> None:
    document = markdown("```\nTo be\nACT II\nor not\nto be\nACT III\nthat is\n```")
    assert like(document, "ACT II") == ["ACT III"]
    assert like(document, "To be") == []


def test_a_line_would_stand_as_deep_as_the_nearest_heading_that_looks_like_it() -> None:
    document = between("# Part I", "## Chapter 1", "Chapter 2", "# Part II", "Chapter 3")
    assert depth(document, "Chapter 2") == 2
    assert depth(document, "Chapter 3") == 2


def test_a_line_like_no_heading_would_stand_beside_the_section_it_is_in() -> None:
    document = between("# First", "# 2. Second", "THE THIRD")
    assert depth(document, "THE THIRD") == 1


def test_a_line_would_stand_below_the_title_of_the_document() -> None:
    assert depth(between("# Title of it", "THE FIRST"), "THE FIRST") == 2


def test_in_a_document_without_sections_a_line_would_stand_outermost() -> None:
    assert depth(between("Text", "THE FIRST"), "THE FIRST") == 1


def test_a_numbered_line_with_a_full_stop_would_stand_as_deep_as_those_without() -> None:
    document = between("# 一、总则", "## （一）目的", "# 二、措施", "（一）领导。各部门落实。")
    assert depth(document, "（一）领导") == 2


def test_a_number_like_no_other_would_stand_below_that_of_something_wider() -> None:
    document = between("# PART I", "# GENERAL", "1. Short title.", "# PART II", "Chapter 3")
    assert depth(document, "Short") == depth(document, "Chapter 3") == 2


def test_a_number_wider_than_all_before_it_would_not_stand_below_them() -> None:
    assert depth(between("# 1. First", "# 2. Second", "Part II"), "Part II") == 1


def test_numbered_lines_are_alike_whether_they_were_read_as_items_or_not() -> None:
    document = between("1. Short title.", "A word", "2\\. Offences.")
    assert like(document, "Short title.") == ["2. Offences."]
    assert like(document, "2. Offences.") == ["Short title."]
