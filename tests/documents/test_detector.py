"""How short paragraphs are judged: what is a candidate, what speaks for it, what agrees."""

from __future__ import annotations

import textwrap

import pytest

from reader.documents.document import Document
from reader.documents.formats.plain import explain, parse
from reader.documents.heading_weights import DRESSES, TOGETHER, WEIGHTS
from reader.documents.headings import choose, first_look
from reader.documents.layout import layout_of
from reader.documents.surroundings import form_of
from tests.documents.tiny import PROSE, around, flat


def wrapped(*blocks: str, gap: int = 1) -> str:
    return ("\n" * (gap + 1)).join(textwrap.fill(block, 66) for block in blocks) + "\n"


def candidates(text: str) -> list[str]:
    seen = around(text)
    return [seen.parts[index].text for index in seen.candidates]


def titles(document: Document) -> list[str]:
    return [section.title for section in document.outline if not section.made]


# --- candidates ---------------------------------------------------------------------------------


def test_short_paragraphs_are_candidates_and_long_ones_are_not() -> None:
    assert candidates(flat("The lock", PROSE, "The barge", PROSE)) == ["The lock", "The barge"]


@pytest.mark.parametrize(
    "line",
    [
        "and so they went on",
        "as they did before,",
        "They said this:",
        "https://example.org/lock",
        "My dear Anna",
        "4 May 1871",
        "1871",
    ],
)
def test_lines_that_can_be_no_headings_are_no_candidates(line: str) -> None:
    assert line not in candidates(flat("The lock", PROSE, line, PROSE, "The barge", PROSE))


def test_a_line_that_comes_again_and_again_is_no_candidate_but_for_a_number() -> None:
    lines = [line for _ in range(4) for line in ("KEEPER", PROSE, "I", PROSE)]
    assert candidates(flat(*lines)) == ["I", "I", "I", "I"]


def test_in_a_novel_a_line_of_speech_is_no_candidate() -> None:
    speech = "“Is it the barge?” asked the keeper’s daughter."
    assert speech not in candidates(flat("Chapter 1", *([PROSE, speech] * 4)))


# --- what is known of the text ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "dress"),
    [
        (flat("The lock", PROSE, "The barge", PROSE), "flat"),
        (wrapped("The lock", PROSE, "The barge", PROSE), "even"),
        (
            "\n\n\n\n".join(wrapped(title, PROSE, PROSE) for title in ("A B", "C D", "E F", "G H")),
            "gapped",
        ),
    ],
)
def test_the_dress_of_a_text_is_how_it_is_set(text: str, dress: str) -> None:
    assert around(text).dress == dress


def test_numbers_that_follow_one_another_are_in_sequence() -> None:
    seen = around(flat("I", PROSE, "II", PROSE, "IV", PROSE, "XX", PROSE))
    assert [seen.parts[index].text for index in sorted(seen.in_sequence)] == ["I", "II", "IV"]


def test_the_form_of_a_line_counts_capitals_without_the_small_words() -> None:
    assert form_of("The Keeper of the Lock").titled == 1.0
    assert form_of("The keeper of the lock").titled == 0.0
    assert form_of("THE LOCK.").capitals == 1.0
    assert form_of("_The Lock._").end == "."


def test_a_title_in_capitals_and_quotes_is_seen_as_one_without_quotes() -> None:
    assert form_of("“THE OLD LOCK.”") == form_of("THE OLD LOCK.")
    assert form_of("“The old lock.”") != form_of("The old lock.")
    assert form_of("“THE LOCK” AND “THE WEIR”").end == "”"


def test_two_ideographs_count_as_a_word() -> None:
    assert form_of("河水上涨的夜晚").words == 3


# --- evidence -----------------------------------------------------------------------------------


def evidence(text: str, line: str) -> set[str]:
    seen = around(text)
    found = first_look(seen)
    return {
        name
        for index, pieces in found.items()
        if seen.parts[index].text == line
        for name, value in pieces.items()
        if value
    }


def test_what_is_seen_of_a_heading_is_said_in_words() -> None:
    said = evidence(flat("THE LOCK", PROSE, "THE BARGE", PROSE), "THE BARGE")
    assert {"in capitals", "no sign at its end", "long text follows"} <= said
    assert "the one above has ended" in said


def test_the_last_item_of_a_list_that_a_colon_opened_is_told_from_those_before() -> None:
    text = flat("The lock", PROSE + " Bring:", "A lamp", "A pole", "A rope", PROSE)
    assert "a run that a colon opened goes on" in evidence(text, "A pole")
    assert "a run that a colon opened ends" in evidence(text, "A rope")


def test_every_weight_is_of_a_dress_and_all_evidence_of_the_second_look_has_one() -> None:
    assert {len(row) for row in WEIGHTS.values()} == {2 * len(DRESSES)}
    assert set(TOGETHER) <= WEIGHTS.keys()


# --- agreement ----------------------------------------------------------------------------------


def test_the_gap_in_a_series_of_numbers_is_filled() -> None:
    odd = "II. and what was, then, said of it there"
    lines = ["I. The lock", PROSE, odd, PROSE, "III. The barge", PROSE, "IV. The bridge", PROSE]
    assert titles(parse(flat(*lines))) == ["I. The lock", odd, "III. The barge", "IV. The bridge"]


def test_a_number_out_of_its_series_fills_no_gap() -> None:
    lines = [
        "I. The lock",
        PROSE,
        "VII. The weir",
        PROSE,
        "III. The barge",
        PROSE,
        "IV. The bridge",
    ]
    seen = around(flat(*lines, PROSE))
    scores = {index: 0.01 if index == 2 else 0.99 for index in seen.candidates}
    assert [seen.parts[index].text for index in choose(scores, seen)] == lines[0:1] + lines[4::2]


def test_where_nothing_is_likely_as_much_is_taken_as_promises_the_best_balance() -> None:
    seen = around(flat("The lock", PROSE, "The barge", PROSE, "The bridge", PROSE))
    assert choose({0: 0.4, 2: 0.35, 4: 0.02}, seen) == [0, 2]
    assert choose({0: 0.99, 2: 0.35, 4: 0.02}, seen) == [0]
    assert choose({0: 0.09, 2: 0.05, 4: 0.02}, seen) == []


def test_where_numbers_have_titles_below_all_of_them_have() -> None:
    lines: list[str] = []
    for number, title in enumerate(("The Lock", "The Barge", "The Bridge", "Nobody Spoke"), 1):
        lines += [f"Chapter {number}", title, PROSE, PROSE]
    found = titles(parse(flat(*lines)))
    assert found[1::2] == ["The Lock", "The Barge", "The Bridge", "Nobody Spoke"]


# --- confidence and reasons ---------------------------------------------------------------------


def test_a_heading_that_was_found_says_how_sure_that_is() -> None:
    sections = parse(flat("Chapter 1", PROSE, PROSE, "Chapter 2", PROSE, PROSE)).outline
    assert all(0.5 < section.confidence < 1 for section in sections)


def test_a_judgement_gives_its_reasons_weightiest_first() -> None:
    explained = explain(flat("Chapter 1", PROSE, PROSE, "Chapter 2", PROSE, PROSE))
    first = explained.judged[0]
    shares = [abs(share) for _, share in first.reasons]
    assert first.chosen
    assert shares == sorted(shares, reverse=True)
    assert any(name == "its number follows" and share > 0 for name, share in first.reasons)


def test_the_explanation_says_the_same_as_the_outline() -> None:
    text = flat("Chapter 1", PROSE, "He laughed.", PROSE, "Chapter 2", PROSE)
    explained = explain(text)
    chosen = [explained.parts[one.part].text for one in explained.judged if one.chosen]
    assert chosen == titles(parse(text))


def test_the_front_of_an_article_is_explained_by_its_roles() -> None:
    explained = explain(flat("The Town Opens Its Lock", "By Anna Vos", "May 4, 2020", PROSE, PROSE))
    assert list(explained.front.values()) == ["title", "byline", "date"]


def test_a_heading_in_quotes_and_capitals_is_a_candidate_where_people_speak() -> None:
    speech = [f"“Quite so,” said the keeper. {PROSE}"] * 6
    assert candidates(flat("“THE SINGING STONE.”", *speech)) == ["“THE SINGING STONE.”"]


def test_a_name_may_begin_with_a_small_letter() -> None:
    assert candidates(flat("iPhone features", PROSE)) == ["iPhone features"]


def test_the_last_line_of_a_note_in_brackets_is_no_candidate() -> None:
    assert candidates(flat("At the bend of the river.]", PROSE)) == []


def test_the_first_number_behind_a_flat_table_of_contents_is_a_candidate() -> None:
    text = flat("CONTENTS", "The Lock", "The Barge", "CHAPTER I.", "The Lock", PROSE)
    assert candidates(text) == ["CONTENTS", "CHAPTER I.", "The Lock"]


def evidence_of(line: str, *below: str) -> dict[str, float]:
    seen = around(flat(PROSE, line, *(below or (PROSE,)), PROSE))
    return next(found for i, found in first_look(seen).items() if seen.parts[i].text == line)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--Felix Oswald", "begins with a dash"),
        ("W.H. VENABLE.", "like a name with initials"),
        ("Ann Lee, Keeper of the Lock", "commas between words capitalised"),
    ],
)
def test_the_name_of_who_wrote_what_stands_above_is_told_from_a_title(line: str, said: str) -> None:
    assert said in evidence_of(line)
    assert said not in evidence_of("The Keeper of the Lock")


def test_numbers_with_one_paragraph_each_are_told_from_those_of_chapters() -> None:
    assert "the next number is near" in evidence_of("1.", PROSE, "2.", PROSE)
    assert "the next number is near" not in evidence_of("1.", PROSE, PROSE, "2.", PROSE)


def test_the_numbers_of_stanzas_inside_a_text_are_no_candidates() -> None:
    stanzas = ("I.", "The lock was old, the lock was low,", "II.", "And down came all the snow,")
    seen = around(flat(*[PROSE] * 12, *stanzas, "III.", "The barge was slow.", *[PROSE] * 12))
    assert not seen.numbers


def test_numbers_that_make_up_the_text_are_candidates_however_short_their_sections() -> None:
    lines = [line for number in ("I.", "II.", "III.") for line in (number, "A saying of the lock.")]
    assert len(around(flat(*lines)).numbers) == 3


def test_numbers_with_long_text_below_each_are_those_of_chapters() -> None:
    lines = [line for number in ("I.", "II.", "III.") for line in (number, PROSE * 4)]
    assert len(around(flat(*[PROSE] * 12, *lines, *[PROSE] * 12)).numbers) == 3


# --- front and back -----------------------------------------------------------------------------


def test_what_project_gutenberg_puts_around_a_book_is_set_apart_and_has_no_headings() -> None:
    text = (
        "The Project Gutenberg eBook of The Lock, by Anna Vos\n\nTitle: The Lock\n\n"
        "*** START OF THE PROJECT GUTENBERG EBOOK THE LOCK ***\n\n\n\nCHAPTER I\n\n\n"
        + wrapped(PROSE, PROSE)
        + "\n\n\nCHAPTER II\n\n\n"
        + wrapped(PROSE, PROSE)
        + "\n\n*** END OF THE PROJECT GUTENBERG EBOOK THE LOCK ***\n\nTHE FULL LICENSE\n\n"
        + wrapped(PROSE)
    )
    document = parse(text)
    apart = [document.text[b.start : b.end] for b in document.blocks if b.role == "licence"]
    assert titles(document) == ["CHAPTER I", "CHAPTER II"]
    assert "THE FULL LICENSE" in apart
    assert apart.count(PROSE) == 1  # below the licence's title; the chapters have four


# --- the table of contents ----------------------------------------------------------------------


def test_a_table_of_contents_may_list_the_same_chapters_for_every_book() -> None:
    entries = "\n\n".join(f"BOOK {book}\n\nCHAPTER I\n\nCHAPTER II" for book in ("ONE", "TWO"))
    books = "\n\n\n\n".join(
        f"BOOK {book}\n\n\n\nCHAPTER I\n\n\n{wrapped(PROSE)}\n\n\nCHAPTER II\n\n\n{wrapped(PROSE)}"
        for book in ("ONE", "TWO")
    )
    found = parse(f"CONTENTS\n\n\n{entries}\n\n\n\n\n{books}").outline
    assert ["  " * (section.level - 1) + section.title for section in found] == [
        "CONTENTS",
        *("BOOK ONE", "  CHAPTER I", "  CHAPTER II"),
        *("BOOK TWO", "  CHAPTER I", "  CHAPTER II"),
    ]


def test_the_licence_behind_a_book_belongs_to_no_chapter() -> None:
    text = (
        "The Project Gutenberg eBook of The Lock\n\n"
        "*** START OF THE PROJECT GUTENBERG EBOOK THE LOCK ***\n\n\n\nCHAPTER I\n\n\n"
        f"{wrapped(PROSE)}\n\n\nCHAPTER II\n\n\n{wrapped(PROSE)}\n\n"
        f"*** END OF THE PROJECT GUTENBERG EBOOK THE LOCK ***\n\n{wrapped(PROSE, PROSE)}"
    )
    document = parse(text)
    last = document.outline[-1]
    assert document.text[last.start : last.end].count(PROSE) == 1
    assert document.section_at(len(document.text) - 1) == -1


def test_a_manual_page_is_read_as_wrapped_at_any_width_of_the_terminal() -> None:
    for width in (60, 80, 120, 180):
        body = textwrap.indent(textwrap.fill(" ".join([PROSE] * 4), width - 7), " " * 7)
        page = "".join(f"{name}\n{body}\n\n" for name in ("NAME", "GATES", "FILES", "SEE ALSO"))
        assert titles(parse(page)) == ["NAME", "GATES", "FILES", "SEE ALSO"], width


def test_long_paragraphs_of_like_length_are_not_taken_for_wrapped_lines() -> None:
    lines = [f"{PROSE[: 180 + 7 * n]}." for n in range(9)]
    assert not layout_of(flat(*lines)).wrapped


def test_a_manual_page_is_called_by_its_head_which_is_no_section() -> None:
    body = textwrap.indent(textwrap.fill(PROSE, 60), " " * 7)
    page = "".join(f"{name}\n{body}\n\n" for name in ("NAME", "GATES", "FILES"))
    document = parse(f"LOCK(1)          Keeper's Manual          LOCK(1)\n\n{page}")
    assert document.metadata.title == "LOCK(1)"
    assert titles(document) == ["NAME", "GATES", "FILES"]


def test_the_fields_at_the_top_of_a_proposal_give_title_author_and_date() -> None:
    head = "PEP: 1\nTitle: How the lock\n    is kept\nAuthor: Anna Vos\nCreated: 4-May-1871\n\n"
    known = parse(f"{head}Abstract\n\n    {PROSE}\n").metadata
    assert (known.title, known.authors, known.date) == (
        "How the lock is kept",
        ("Anna Vos",),
        "4-May-1871",
    )


def test_a_title_in_quotes_below_the_number_of_a_chapter_is_one() -> None:
    speech = "“Is it the barge?” asked the keeper’s daughter, and put down the lamp."
    lines: list[str] = []
    for number, title in enumerate(("The Lock", "“Pieces of Eight”", "The Bridge"), 1):
        lines += [f"Chapter {number}", title, PROSE, speech, PROSE, speech]
    assert "“Pieces of Eight”" in titles(parse(flat(*lines)))


def test_the_title_of_a_book_as_its_licence_has_it_holds_what_follows() -> None:
    chapters = "\n\n\n".join(f"CHAPTER {number}\n\n\n{wrapped(PROSE)}" for number in ("I", "II"))
    text = (
        "The Project Gutenberg eBook of The Lock\n\nTitle: The Lock; or, A Winter\n\n"
        "*** START OF THE PROJECT GUTENBERG EBOOK THE LOCK ***\n\n\n\n"
        f"THE LOCK\n\n\nAUTHOR'S NOTE\n\n\n{wrapped(PROSE)}\n\n\n{chapters}"
    )
    found = parse(text).outline
    assert ["  " * (section.level - 1) + section.title for section in found] == [
        "THE LOCK",
        "  AUTHOR'S NOTE",
        "  CHAPTER I",
        "  CHAPTER II",
    ]
