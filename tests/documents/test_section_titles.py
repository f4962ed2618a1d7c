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


def test_the_number_of_a_section_and_the_title_in_the_line_below_are_one_heading() -> None:
    law = """\
Abschnitt 1
Schleusen

§ 1
Wärter

(1) Jede Schleuse hat einen Wärter.

(2) Er wohnt an der Schleuse, die er hütet, oder in Sichtweite ihrer Tore.

§ 2
Zeiten

Bei Nacht bleiben die Tore geschlossen, wenn nicht der Wärter die Laternen
anzündet.
"""
    outline = [(section.level, section.title) for section in parse(law).outline]
    assert outline == [(1, "Abschnitt 1 Schleusen"), (2, "§ 1 Wärter"), (2, "§ 2 Zeiten")]


def test_a_number_above_a_line_that_ends_as_a_sentence_is_not_one_with_it() -> None:
    psalm = "Psalm 1\nThe lock is shut, the weir is still.\n\nPsalm 2\nThe boats go by.\n"
    assert parse(psalm).text.startswith("Psalm 1\nThe lock is shut")


def test_a_plan_with_the_same_numbers_does_not_take_the_first_of_them() -> None:
    lecture = """\
Lecture 3. The lock

Plan of the lecture:

1. What a lock is.
2. Gates and sluices.
3. The keeper.

1. What a lock is

A lock is a chamber with a gate at either end, in which the water can be raised
and lowered.

2. Gates and sluices

The gates are shut by hand, and the sluices are opened with a key that nobody but
the keeper has.

3. The keeper

He lives in the house beside the lock.
"""
    found = [section.title for section in parse(lecture).outline]
    assert found[-3:] == ["1. What a lock is", "2. Gates and sluices", "3. The keeper"]


def test_a_numbered_title_may_have_letters_below_it_where_others_have_text() -> None:
    notes = """\
1. Recap
Last week we looked at the lock, and at the gates that are shut by hand when the
boat is in.

2. The weir
A weir is a dam over which the water may run, and no boat can go by it without
being carried.

3. The key
Nobody but the keeper has it.

4. Replies

a) It is lost.

b) It was never there.
"""
    found = [section.title for section in parse(notes).outline]
    assert found == ["1. Recap", "2. The weir", "3. The key", "4. Replies"]
