"""Numbered lines that are titles of sections, and those that are items of a list."""

from __future__ import annotations

from reader.documents.document import BlockKind
from reader.documents.formats.plain import parse
from reader.documents.section_titles import has_titled_numbers

TITLES = ["1. The lock.", "2. Keepers.", "3. Fines."]
SAID = "(1) It is shut at night."


def apart(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


def test_numbers_that_count_on_with_text_between_are_titles() -> None:
    assert has_titled_numbers(
        apart(*(line for title in TITLES for line in (title, SAID))).split("\n")
    )


def test_numbers_right_below_one_another_are_a_list() -> None:
    text = apart("Take these:", *TITLES, SAID)
    assert not has_titled_numbers(text.split("\n"))
    kinds = [block.kind for block in parse(text).blocks]
    assert kinds.count(BlockKind.ITEM) == len(TITLES) + 1


def test_numbers_before_sentences_are_no_titles() -> None:
    lines = ["1. Shut it. Then wait.", SAID, "2. Open it: slowly.", SAID, "3. Wait; rest.", SAID]
    assert not has_titled_numbers(apart(*lines).split("\n"))


def test_two_numbers_are_too_few_to_tell() -> None:
    assert not has_titled_numbers(apart(TITLES[0], SAID, TITLES[1], SAID).split("\n"))


def test_titles_of_sections_are_headings_though_they_end_with_a_stop() -> None:
    text = apart("Rules of the lock", *(line for title in TITLES for line in (title, SAID)))
    assert [section.title for section in parse(text).outline][-3:] == TITLES
