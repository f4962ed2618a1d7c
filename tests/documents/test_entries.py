"""Days of a diary, questions of an interview and titles between rules divide a text."""

from __future__ import annotations

import pytest

from reader.documents.dates import is_day
from reader.documents.document import Document
from reader.documents.formats.plain import parse

SHORT = "Rain all day. The glass is falling, and nobody has come about the roof of the lock house."


def titles(document: Document) -> list[str]:
    return [section.title for section in document.outline if not section.made]


@pytest.mark.parametrize(
    "line", ["Monday, 4 May 1871", "Tuesday, 5 May", "May 6th", "6. Mai", "le 6 mai", "2020-05-04"]
)
def test_a_line_may_name_a_day_and_nothing_else(line: str) -> None:
    assert is_day(line)


@pytest.mark.parametrize("line", ["May", "Monday", "5 boats", "The 5th of the locks"])
def test_what_says_more_or_less_is_no_day(line: str) -> None:
    assert not is_day(line)


def test_the_days_of_a_diary_are_its_sections() -> None:
    days = ["Monday, 4 May 1871", "Tuesday, 5 May", "Friday, 8 May"]
    assert titles(parse("".join(f"{day}\n\n{SHORT}\n\n" for day in days))) == days


def test_a_date_or_two_divide_nothing() -> None:
    text = f"{SHORT}\n\n4 May 1871\n\n{SHORT}\n\n5 May 1871\n\n{SHORT}\n"
    assert titles(parse(text)) == []


ASKED = [
    "When did you first see the lock?",
    "Did you think that you would stay?",
    "What did you do all day?",
    "Were you never lonely?",
]


def test_the_questions_of_an_interview_are_its_sections() -> None:
    text = f"{SHORT}\n\n" + "".join(f"{question}\n\n{SHORT}\n\n" for question in ASKED)
    assert titles(parse(text)) == ASKED


def test_questions_that_people_in_a_story_ask_are_none() -> None:
    said = "".join(f"“{question}”\n\n“I did,” said Anna. {SHORT}\n\n" for question in ASKED)
    assert titles(parse(said)) == []


def test_titles_between_rules_are_sections_however_long_the_rules_are() -> None:
    names = ["THE GATES", "THE WEIR", "A LAMP", "THE KEEPER"]
    rule = "-" * 40
    assert titles(parse("".join(f"{rule}\n{n}\n{rule}\n\n{SHORT}\n\n" for n in names))) == names


def test_a_short_text_begins_where_the_first_entry_of_its_contents_comes_again() -> None:
    names = ["THE GATES", "THE WEIR", "A LAMP"]
    listed = "".join(f"{name}\n\n" for name in names)
    text = f"CONTENTS\n\n{listed}\n" + "".join(f"{n}\n\nRain again.\n\n" for n in names)
    assert titles(parse(text))[-3:] == names


def test_who_answers_an_interview_may_laugh() -> None:
    asked = ["How did you begin?", "Who taught you?", "Was it cold?", "What is left of it?"]
    said = "At the lower lock, where my father was the keeper. It was a hard winter."
    first, *others = [f"{question}\n\n{said}" for question in asked]
    assert titles(parse("\n\n".join([first, "[laughs]", *others]) + "\n")) == asked
