"""Who speaks: turns of a conversation are text, and what stands between them is a heading."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from reader.documents.document import BlockKind, Document
from reader.documents.formats.plain import parse
from reader.documents.parts import Part
from reader.documents.turns import find_turns, label_of

Shown = Callable[[Document], list[tuple[str, str]]]

SAID = "The river had risen in the night, and the men who kept the lock were at work by four. "


def spoken(*lines: str) -> list[Part]:
    return [Part(BlockKind.PARAGRAPH, line, n, n) for n, line in enumerate(lines)]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("VOS: No.", "vos"),
        ("MR. SMITH: No.", "mr. smith"),
        ("[00:12:31] Anna: No.", "anna"),
        ("Anna [00:12:31]: No.", "anna"),
        ("Anna Vos  0:03", "anna vos"),
        ("00:03 Anna Vos", "anna vos"),
        ("Q. Who has the key?", "q"),
        ("A: I do.", "a"),
        ("Participant 2: Mud.", "participant 2"),
        ("[19:58] <anna> is anybody there?", "anna"),
        ("12:01 anna: is anybody there?", "anna"),
        ("04/05/2020, 12:01 - Anna Vos: is anybody there?", "anna vos"),
        ("Q    Who has the key?", "q"),
        ("ANNE : Non.", "anne"),
        ("记者：您好。", "记者"),
    ],
)
def test_a_turn_begins_with_who_speaks(line: str, label: str) -> None:
    assert label_of(line) == label


@pytest.mark.parametrize(
    "line",
    [
        "The lock is closed.",
        "It is open from 12:30 on",
        "He told them all that he had seen there that night: nothing.",
        "https://example.org",
        "A lock",
    ],
)
def test_what_begins_otherwise_is_no_turn(line: str) -> None:
    assert label_of(line) == ""


def test_a_conversation_has_two_who_speak_more_than_once() -> None:
    two = spoken("ANNA: Yes.", "BEN: No.", "ANNA: Yes.", "BEN: No.", "CARLA: I see.")
    one = spoken("NOTE: This.", SAID, "NOTE: That.", SAID, "HINT: Go.", "NOTE: And that.")
    assert find_turns(two, 0, 5) == {0, 1, 2, 3, 4}
    assert find_turns(one, 0, 6) == frozenset()


def test_a_bare_letter_is_a_turn_where_another_one_answers() -> None:
    asked = ["Q Who has the key?", "A I do.", "Q Since when?", "A Since May."]
    assert find_turns(spoken(*asked), 0, 4) == {0, 1, 2, 3}
    assert find_turns(spoken("A man came.", SAID, "A boat came.", SAID), 0, 4) == set()


def chat(*days: str) -> str:
    said = ["[12:01] <anna> good morning, is the gate of the upper lock open", "[12:02] <ben> No"]
    return "\n".join(line for day in days for line in [day, *said * 3]) + "\n"


def test_each_line_of_a_chat_is_a_turn_and_none_is_a_heading(shown: Shown) -> None:
    document = parse("[12:01] <anna> hi\n[12:02] <ben> The Gate\n[12:03] <anna> Yes\n")
    assert [text for _, text in shown(document)] == document.text.split("\n")
    assert len(document.blocks) == 3
    assert not document.outline


def test_a_chat_has_a_section_for_each_day() -> None:
    days = ["--- Day changed Mon May 04 2020", "--- Day changed Tue May 05 2020"]
    outline = parse(chat(*days)).outline
    assert [section.title for section in outline] == days


def test_the_lines_of_a_chat_may_tell_the_day_themselves() -> None:
    lines = [
        f"{4 + n // 40:02}/05/2020, 12:{n % 40:02} - {name}: is the gate of the upper lock open"
        for n in range(80)
        for name in ("Anna Vos", "Ben")
    ]
    days = [section.title[:10] for section in parse("\n".join(lines) + "\n").outline]
    assert days == ["04/05/2020", "05/05/2020"]


def test_the_days_of_a_short_chat_are_told_apart() -> None:
    lines = ["[2020-05-04 12:01] Anna: Is it open?", "[2020-05-04 12:02] Ben: No."]
    lines += ["[2020-05-06 08:00] Anna: And now?", "[2020-05-06 08:01] Ben: Yes."]
    titles = [section.title for section in parse("\n".join(lines) + "\n").outline]
    assert titles == [lines[0], lines[2]]
    assert parse("\n".join(lines[:2]) + "\n").outline == ()


def test_a_few_labels_in_a_long_text_make_no_conversation() -> None:
    parts = spoken(*["NOTE: This.", "HINT: That."] * 2, *[SAID] * 40)
    assert find_turns(parts, 0, len(parts)) == frozenset()


def test_numbered_divisions_with_colons_are_no_turns() -> None:
    parts = spoken(*["Chapter 1: The lock", "Chapter 2: The barge"] * 3)
    assert find_turns(parts, 0, len(parts)) == frozenset()


def test_turns_without_blank_lines_between_are_paragraphs_of_their_own(
    shown: Shown,
) -> None:
    turns = [f"ANNA: {SAID * 3}".strip(), "BEN: When?", f"ANNA: {SAID * 2}".strip()]
    text = "\n".join(textwrap.fill(turn, 66) for turn in turns)
    document = parse("\n\n".join([text] * 3))
    assert [words for _, words in shown(document)] == turns * 3


def test_a_line_between_turns_is_a_heading_and_a_direction_is_none() -> None:
    lines = [
        f"ANNA: {SAID}".strip(),
        "BEN: I see.",
        "The flood",
        f"ANNA: {SAID}".strip(),
        "BEN: I see.",
    ]
    lines += ["(Laughter)", *lines[:2], "The winter", *lines[:2]]
    outline = parse("\n\n".join(lines)).outline
    assert [section.title for section in outline] == ["The flood", "The winter"]


def test_a_long_conversation_without_headings_is_grouped_by_its_questions() -> None:
    questions = [f"ASKER: And what of number {number}?" for number in range(60)]
    turns = [line for question in questions for line in (question, f"VOS: {SAID * 3}".strip())]
    outline = parse("\n\n".join(turns)).outline
    assert len(outline) > 3
    assert all(section.made and section.title.startswith("ASKER: And") for section in outline)


QUESTIONS = ["How did it begin?", "And were you there?", "What came after?"]


def test_an_interview_has_a_section_for_each_question_however_short_it_is() -> None:
    turns = [line for asked in QUESTIONS for line in (f"Q: {asked}", f"A: {SAID * 2}".strip())]
    outline = parse("\n\n".join([f"{SAID * 3}".strip(), *turns, "Interview: Ben Aker"])).outline
    assert [section.title for section in outline][1:] == [f"Q: {asked}" for asked in QUESTIONS]
    assert all(section.made for section in outline)


def test_questions_that_a_named_speaker_answers_are_headings() -> None:
    turns = [line for asked in QUESTIONS for line in (asked, f"VOS: {SAID}".strip())]
    outline = parse("\n\n".join([f"{SAID * 3}".strip(), *turns, "VOS: Thank you."])).outline
    assert [(section.title, section.level) for section in outline] == [(q, 1) for q in QUESTIONS]


def test_where_both_ask_no_question_divides_the_talk() -> None:
    turns = [f"{name}: {asked}" for asked in QUESTIONS for name in ("ANNA", "BEN")]
    assert parse("\n\n".join([f"{SAID * 9}".strip(), *turns])).outline == ()
