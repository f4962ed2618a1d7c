"""Running heads and page numbers of scans are told from headings, verses, chapters and years."""

from __future__ import annotations

import textwrap

import pytest

from reader.documents.document import Document
from reader.documents.formats.plain import parse

PROSE = (
    "The river had risen in the night and the men who kept the lock were already at work when the "
    "first barge came round the bend with its lamps still burning in the grey of the morning; and "
    "nobody spoke of the bridge, though everybody thought of it and of the winter that was coming "
    "over the hills with its snow and its long nights, when no barge would come at all and the "
    "keeper would sit by his stove and write down what the year had brought him. "
)
WHOLE = textwrap.fill(PROSE.strip(), 60)
UPPER, LOWER = WHOLE.rsplit("\n", 3)[0], WHOLE.split("\n", 3)[3]


def scan(*between: str) -> str:
    """Pages that end inside a sentence, with lines between them."""
    pages = [f"{WHOLE}\n\n{UPPER}"]
    for line in between:
        pages.append(f"\n\n{line}\n\n{LOWER}\n\n{UPPER}")
    return "".join(pages) + "\n"


def apart(text: str) -> list[str]:
    document = parse(text)
    return [document.text[b.start : b.end] for b in document.blocks if b.role == "page"]


def titles(document: Document) -> list[str]:
    return [section.title for section in document.outline if not section.made]


@pytest.mark.parametrize(
    "lines",
    [
        ["11", "12", "13", "14"],
        ["- 11 -", "- 12 -", "- 13 -"],
        ["[11]", "[12]", "[13]", "[14]"],
        ["xi", "xii", "xiii"],
        ["[Pg 11]", "[Pg 40]"],
        ["Page 3 of 9", "Page 4 of 9"],
        ["Seite 3 von 9", "Seite 4 von 9"],
        ["12 THE HISTORY OF LOCKS.", "CHAP. II.] THE BRIDGE. 13", "14 THE HISTORY OF LOCKS."],
        ["12 The History of Locks", "The Bridge 13", "14 The History of Locks"],
    ],
)
def test_what_counts_pages_inside_sentences_is_set_apart(lines: list[str]) -> None:
    text = scan(*lines)
    assert apart(text) == lines
    assert titles(parse(text)) == []


def test_a_running_head_whose_number_was_misread_is_set_apart_as_well() -> None:
    lines = ["12 THE HISTORY OF LOCKS", "THE BRIDGE 13", "I4 THE HISTORY OF LOCKS", "THE BRIDGE 15"]
    assert apart(scan(*lines, "16 THE HISTORY OF LOCKS")) == [*lines, "16 THE HISTORY OF LOCKS"]


def test_chapters_between_pages_are_still_found() -> None:
    chapters = "".join(
        f"{scan(*(f'{10 * n + page} THE HISTORY OF LOCKS' for page in range(1, 5)))}{PROSE}\n\n\n\n"
        f"CHAPTER {n + 2}\n\n\n"
        for n in range(3)
    )
    assert titles(parse(f"CHAPTER 1\n\n\n{chapters}{WHOLE}\n")) == [
        "CHAPTER 1", "CHAPTER 2", "CHAPTER 3", "CHAPTER 4"
    ]  # fmt: skip


def test_the_head_and_the_foot_of_a_page_are_cut_from_text_without_a_blank_line() -> None:
    pages = "".join(f"\n{n}\n\fTHE HISTORY OF LOCKS\n{LOWER}\n\n{UPPER}" for n in range(1, 5))
    document = parse(f"{WHOLE}\n\n{UPPER}{pages}\n")
    foot_and_head = [line for n in range(1, 5) for line in (str(n), "THE HISTORY OF LOCKS")]
    assert apart(f"{WHOLE}\n\n{UPPER}{pages}\n") == foot_and_head
    assert titles(document) == []


def test_the_title_that_running_heads_repeat_stays_a_heading() -> None:
    def chapter(title: str, first: int) -> str:
        pages = "".join(
            f"\n\n{n}\n\n\f{title}\n\n{LOWER}\n\n{WHOLE}\n\n{UPPER}"
            for n in range(first, first + 4)
        )
        return f"\f{title}\n\n\n{WHOLE}\n\n{UPPER}{pages} ends.\n\n{first + 4}\n\n"

    text = chapter("The Old Bridge", 1) + chapter("The New Lock", 6) + chapter("A Long Winter", 11)
    assert titles(parse(text)) == ["The Old Bridge", "The New Lock", "A Long Winter"]


# --- what counts on and is no page ----------------------------------------------------------------


def test_chapters_that_are_called_by_their_numbers_are_no_pages() -> None:
    text = "".join(f"\n\n\n{n}\n\n\n{WHOLE}\n\n{WHOLE}\n" for n in range(1, 7))
    assert apart(text) == []
    assert titles(parse(text)) == ["1", "2", "3", "4", "5", "6"]


def test_numbered_verses_are_no_pages_though_sentences_go_on_below_them() -> None:
    verse = "and the keeper of the lock said to the men of the bridge, that they should wait,"
    assert apart("".join(f"{n}\n\n{verse}\n\n" for n in range(1, 30))) == []


def test_years_that_head_the_entries_of_a_chronicle_are_no_pages() -> None:
    assert apart("".join(f"{year}\n\n{WHOLE}\n\n" for year in range(1801, 1820))) == []


def test_numbers_beside_the_lines_of_a_poem_are_no_pages() -> None:
    lines = [
        f"The river ran beneath the bridge of stone{' ' * 8 + str(n)}" for n in range(5, 60, 5)
    ]
    four = "and carried all the leaves of autumn down,\nand so the days went by,\n\n"
    assert apart("\n".join(f"{line}\n{four}" for line in lines)) == []


def test_numbered_headings_are_no_pages() -> None:
    titled = ["The Bridge", "The Lock", "The Barge", "The Winter", "The Keeper"]
    text = "".join(f"{n} {title}\n\n{WHOLE}\n\n" for n, title in enumerate(titled, 1))
    assert apart(text) == []


def test_the_end_of_a_sentence_that_is_made_of_the_letters_of_numerals_is_no_page() -> None:
    assert apart(f"{WHOLE}\n\nYou say that I mean ill.\n\n{WHOLE}\n") == []


def test_a_form_feed_before_each_chapter_makes_no_running_heads_of_them() -> None:
    long = "\n\n".join([WHOLE] * 24)
    text = "".join(f"\f\n{n}\n\n{long}\n\n" for n in range(1, 6))
    assert apart(text) == []


def test_a_list_of_numbered_lines_is_no_run_of_pages() -> None:
    assert apart("".join(f"{n} {'lock ' * 16}{n}\n" for n in range(400))) == []


def test_numbers_at_the_same_distance_in_lines_are_pages_though_sentences_end_there() -> None:
    pages = [
        f"{WHOLE}.\n\n{WHOLE}.\n\n{WHOLE}.\n\n{WHOLE}.\n\n\n          {number}\n\n\n"
        for number in range(1, 6)
    ]
    assert apart("".join(pages)) == ["1", "2", "3", "4", "5"]


def test_heads_of_left_and_right_pages_that_repeat_titles_are_told_in_a_small_scan() -> None:
    text = "\n\n".join(
        [
            "HISTORY OF THE PARISH",
            f"{WHOLE}.",
            "          THE CHURCH",
            f"{WHOLE}.",
            "          THE CHURCH          13",
            f"{WHOLE}.",
            "14        HISTORY OF THE PARISH",
            f"{WHOLE}.",
            "          THE FIRE",
            f"{WHOLE}.",
            "          THE FIRE            15",
            f"{WHOLE}.",
            "16        HISTORY OF THE PARISH",
            f"{WHOLE}.",
        ]
    )
    assert [head.split() for head in apart(text)] == [
        ["THE", "CHURCH", "13"],
        ["14", "HISTORY", "OF", "THE", "PARISH"],
        ["THE", "FIRE", "15"],
        ["16", "HISTORY", "OF", "THE", "PARISH"],
    ]


def test_the_number_of_a_page_in_a_note_does_not_hide_that_of_the_page() -> None:
    heads = ["12 HISTORY OF THE LOCK", "THE KEEPERS 13", "14 HISTORY OF THE LOCK", "THE KEEPERS 15"]
    pages = [f"{LOWER}\n\n{UPPER}"] * 4
    pages[0] += "\n\n1 Old papers, f. 12."
    assert apart("\n\n".join(f"{h}\n\n{p}" for h, p in zip(heads, pages, strict=True))) == heads


def paper(*heads: str) -> str:
    """Pages of whole sentences with a head above and a number below."""
    pages = (f"{head}\n\n{WHOLE}\n\n{f'- {n} -':^60}\n" for n, head in enumerate(heads, 1))
    return "\n".join(pages)


def test_heads_in_two_columns_below_numbers_between_dashes_are_set_apart() -> None:
    first, other = f"LOCK PAPER No. 7{' ' * 30}May 2020", f"Lock Paper No. 7{' ' * 30}Gates"
    heads = ["LOCK PAPER No. 7 May 2020", "Lock Paper No. 7 Gates"]
    found = apart(paper(first, other, other))
    assert found == [heads[0], "- 1 -", heads[1], "- 2 -", heads[1], "- 3 -"]


def test_titles_below_numbers_between_dashes_are_none() -> None:
    assert apart(paper("The Gates", "The Sluices", "The Barges")) == []
