"""Of sentences that are repeated, which copy became which when the text around them changed."""

from __future__ import annotations

import pytest

from reader.annotations.anchoring import Anchored, anchor, candidates, describe

ACTION = "Action: none."


def section(title: str, sentence: str) -> str:
    return f"{title}\n{sentence} We spoke for an hour.\nAction: none.\nDeadline: open.\n"


ROOF = section("Roof", "The roof leaks above the archive.")
BUDGET = section("Budget", "We are short by two thousand.")
HEATING = section("Heating", "The boiler was replaced in March.")
GARDEN = section("Garden", "The hedge has grown over the sign.")
BINS = section("Bins", "The bins were full in March.")
MINUTES = ROOF + BUDGET + HEATING + GARDEN

BELL = "The bell rang."


def block(who: str) -> str:
    return f"{BELL} {who} looked up. Some sat by the road. {BELL} Then {who} went.\n\n"


VERSE = "The market\n\n" + block("Maria") + block("Paul") + "The bridge\n\n" + block("A dog")


def starts(text: str, quote: str) -> list[int]:
    return [n for n in range(len(text)) if text.startswith(quote, n)]


def became(old: str, new: str, quote: str) -> list[Anchored | None]:
    """What became of each copy."""
    return [
        anchor(describe(old, start, start + len(quote)), new, old) for start in starts(old, quote)
    ]


def sections_of(old: str, new: str, quote: str) -> list[str | None]:
    """The heading under which each copy is now."""
    titles = [line for line in new.splitlines() if line and " " not in line]
    return [
        found and max((t for t in titles if new.index(t) < found.start), key=new.index)
        for found in became(old, new, quote)
    ]


REPEATED = [ACTION, "Deadline: open.", "We spoke for an hour.", "Action"]


@pytest.mark.parametrize("quote", REPEATED)
def test_a_repeated_line_goes_with_its_section_when_two_change_places(quote: str) -> None:
    swapped = BUDGET + ROOF + HEATING + GARDEN
    assert sections_of(MINUTES, swapped, quote) == ["Roof", "Budget", "Heating", "Garden"]


@pytest.mark.parametrize("quote", REPEATED)
def test_a_repeated_line_of_a_section_that_is_gone_does_not_go_to_another(quote: str) -> None:
    cut = ROOF + BUDGET + GARDEN
    assert sections_of(MINUTES, cut, quote) == ["Roof", "Budget", None, "Garden"]


@pytest.mark.parametrize("quote", REPEATED)
def test_a_repeated_line_does_not_go_to_the_section_put_in_place_of_its_own(quote: str) -> None:
    replaced = ROOF + BUDGET + BINS + GARDEN
    assert sections_of(MINUTES, replaced, quote) == ["Roof", "Budget", None, "Garden"]


def test_what_stands_in_its_place_now_is_offered_for_a_copy_that_is_lost() -> None:
    replaced = ROOF + BUDGET + BINS + GARDEN
    start = starts(MINUTES, ACTION)[2]
    offered = candidates(describe(MINUTES, start, start + len(ACTION)), replaced, MINUTES)
    assert starts(replaced, ACTION)[2] in [one.start for one in offered]


def test_a_section_with_another_heading_keeps_the_lines_beside_its_own_sentences() -> None:
    renamed = MINUTES.replace("Heating\n", "Boiler\n")
    assert sections_of(MINUTES, renamed, ACTION) == ["Roof", "Budget", "Boiler", "Garden"]


def test_a_section_whose_sentences_are_all_edited_keeps_its_lines_by_its_heading() -> None:
    edited = MINUTES.replace("The boiler was replaced in March.", "The boilers are replaced now.")
    assert sections_of(MINUTES, edited, ACTION) == ["Roof", "Budget", "Heating", "Garden"]


def test_copies_of_a_paragraph_that_is_gone_are_lost_and_the_others_stay() -> None:
    found = became(VERSE, VERSE.replace(block("Paul"), ""), BELL)
    cut = starts(VERSE.replace(block("Paul"), ""), BELL)
    assert [one and one.start for one in found] == [cut[0], cut[1], None, None, cut[2], cut[3]]


def test_copies_go_with_the_sentences_beside_them_when_all_is_turned_around() -> None:
    turned = "\n\n".join(reversed(VERSE.split("\n\n")))
    found = became(VERSE, turned, BELL)
    beside = [turned[one.end :].split()[0] if one else "" for one in found]
    assert beside == ["Maria", "Then", "Paul", "Then", "A", "Then"]
    assert len({one and one.start for one in found}) == len(found)


def test_a_copy_that_was_edited_is_found_on_its_new_words() -> None:
    new = MINUTES.replace(BUDGET, BUDGET.replace(ACTION, "Action: one."))
    found = became(MINUTES, new, "We spoke for an hour.\nAction: none.\nDeadline: open.")[1]
    assert found is not None
    assert new[found.start : found.end] == "We spoke for an hour.\nAction: one.\nDeadline: open."


def test_a_copy_put_in_before_another_does_not_take_its_note() -> None:
    old = ROOF + GARDEN
    assert sections_of(old, HEATING + old, ACTION) == ["Roof", "Garden"]


def test_a_line_that_was_wrapped_is_no_heading() -> None:
    old = (
        "In the first year of the long winter the river froze and\n"
        "nobody crossed. It was cold. Then the second year came, and the harbour was\n"
        "open. It was cold.\n"
    )
    new = "A word before all.\n" + old
    found = became(old, new, "It was cold.")
    assert [one and one.start for one in found] == starts(new, "It was cold.")
