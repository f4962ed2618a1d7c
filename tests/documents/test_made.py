"""Sections made for long texts without headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.columns import from_columns, to_columns
from reader.documents.document import Document, Section
from reader.documents.formats.markdown import parse as parse_markdown
from reader.documents.formats.plain import parse, parse_piece
from reader.documents.made import first_words, with_made_sections
from reader.text.wrap import cells

Check = Callable[[Document], None]

SENTENCE = "The keeper of the lock walked along the canal and looked at the water for a while. "


def paragraph(name: str, sentences: int = 5) -> str:
    """A paragraph of prose that begins with a name."""
    return f"{name} was there before the others came. {SENTENCE * sentences}".strip()


def prose(count: int, sentences: int = 5) -> list[str]:
    """Paragraphs that begin with Person 1, Person 2..."""
    return [paragraph(f"Person number {number}", sentences) for number in range(1, count + 1)]


def made(document: Document) -> list[Section]:
    return [section for section in document.outline if section.made]


def begins(document: Document) -> list[str]:
    """The first three words of what is in each made section."""
    return [" ".join(document.text[s.start : s.end].split()[:3]) for s in made(document)]


# Which texts


def test_a_long_text_without_headings_gets_sections_at_paragraphs(consistent: Check) -> None:
    document = parse("\n\n".join(prose(60)))
    consistent(document)
    sections = made(document)
    assert len(sections) == len(document.outline) > 3
    assert sections[0].start == 0
    assert {s.start for s in sections} <= set(document.blocks.starts)
    assert sections[-1].end == len(document.text)


def test_a_short_text_gets_none() -> None:
    assert parse("\n\n".join(prose(8))).outline == ()


def test_many_short_paragraphs_make_a_text_long() -> None:
    few, many = (["“Is it so,” said the keeper."] * count for count in (50, 80))
    assert parse("\n\n".join(few)).outline == ()
    assert len(made(parse("\n\n".join(many)))) == 2


def test_a_text_with_headings_gets_none() -> None:
    chapters = [f"CHAPTER {n}\n\n" + "\n\n".join(prose(20)) for n in ("I", "II", "III")]
    document = parse("\n\n\n".join(chapters))
    assert len(document.outline) == 3
    assert made(document) == []


def test_below_a_title_alone_the_sections_are_its_children(consistent: Check) -> None:
    source = "The Lock and Its Keeper\n\n" + "\n\n".join(prose(40))
    for document in (parse(source), parse_markdown("# " + source)):
        consistent(document)
        [title] = document.sections
        assert (title.title, title.made) == ("The Lock and Its Keeper", False)
        assert len(title.children) > 2
        assert all(section.made and section.level == 2 for section in title.children)
        assert document.text[title.children[0].start :].startswith("Person number 1 ")


def test_a_title_far_down_divides_the_text_and_no_sections_are_made() -> None:
    document = parse_markdown("\n\n".join([*prose(40), "# Afterword", *prose(2)]))
    assert [section.title for section in document.outline] == ["Afterword"]


def test_the_first_piece_of_a_long_text_gets_none() -> None:
    source = "\n\n".join(prose(200))
    piece = parse_piece(source[:60_000])
    assert piece is not None
    assert (piece.complete, piece.outline) == (False, ())
    assert made(parse(source))


LOG = "".join(
    f"2026-11-22 12:{n // 60:02}:{n % 60:02} [{n}] INFO net.lock: opened gate={n} in 12ms\n"
    for n in range(400)
)
CODE = "".join(
    f"def open_{n}(gate: int) -> None:\n    lock[{n}] = gate + {n}\n    log('{n}: %s', gate)\n\n"
    for n in range(200)
)
TABLE = "".join(f"Gate {n}    {n * 7}    {n * 11}    open\n" for n in range(400))
NAMES = "".join(f"keeper{n}\n\n" for n in range(900))


@pytest.mark.parametrize("source", [LOG, CODE, TABLE, NAMES], ids=["log", "code", "table", "names"])
def test_what_is_no_prose_gets_none(source: str) -> None:
    assert made(parse(source)) == []
    assert made(parse_markdown(f"```\n{source}```\n")) == []


# Where they begin


def test_scenes_are_sections() -> None:
    scenes = ["\n\n".join(prose(n)) for n in (9, 8, 10)]
    for sign in ("* * *", "***", "⁂", "#", "                    *"):
        document = parse(f"\n\n{sign}\n\n".join(scenes))
        assert len(made(document)) == 3, sign
        assert begins(document) == ["Person number 1"] * 3


def test_a_rule_of_markdown_breaks_scenes(consistent: Check) -> None:
    document = parse_markdown("\n\n---\n\n".join("\n\n".join(prose(n)) for n in (9, 8, 10)))
    consistent(document)
    assert begins(document) == ["Person number 1"] * 3


def test_a_gap_much_wider_than_usual_breaks_scenes() -> None:
    wide = parse("\n\n\n\n\n".join("\n\n".join(prose(n)) for n in (9, 8, 10)))
    flat = parse("\n\n".join("\n".join(prose(n)) for n in (9, 8, 10)))
    assert begins(wide) == begins(flat) == ["Person number 1"] * 3


def test_a_scene_of_a_few_words_is_part_of_the_one_before() -> None:
    scenes = ["\n\n".join(prose(10)), "Nobody came.", "\n\n".join(prose(10)), "The end of it."]
    assert len(made(parse("\n\n* * *\n\n".join(scenes)))) == 2


def test_one_break_in_a_long_text_is_a_place_to_begin_but_not_the_only_one() -> None:
    paragraphs = prose(100)
    paragraphs.insert(27, "* * *")
    document = parse("\n\n".join(paragraphs))
    assert len(made(document)) > 5
    assert "Person number 28" in begins(document)


def test_of_very_many_scenes_some_stand_together() -> None:
    document = parse("\n\n* * *\n\n".join("\n\n".join(prose(2)) for _ in range(150)))
    assert 20 < len(made(document)) <= 40
    assert set(begins(document)) == {"Person number 1"}


def test_groups_of_paragraphs_are_about_equally_long_and_not_too_many() -> None:
    for count in (60, 200, 2000):
        sections = made(parse("\n\n".join(prose(count))))
        lengths = [section.end - section.start for section in sections]
        assert len(sections) <= 40
        assert max(lengths) < 2 * min(lengths)


def test_no_section_begins_between_a_colon_and_what_it_leads_to() -> None:
    told = [f"{paragraph('The keeper')} He said:\n\n{paragraph('A lock')}" for _ in range(40)]
    assert set(begins(parse("\n\n".join(told)))) == {"The keeper was"}


def test_a_text_in_ideographs_is_long_sooner() -> None:
    text = "守闸人沿着运河慢慢走着，看了一会儿水，然后回到屋里去了。" * 6
    document = parse("\n\n".join([text] * 16))
    assert len(document.text) < 6000
    assert len(made(document)) == 2


def test_stanzas_may_begin_sections() -> None:
    stanza = "The keeper walks along the lock,\nAnd sees the water rise,\n" * 2
    document = parse("\n\n".join([stanza.strip()] * 90))
    assert len(made(document)) > 1
    assert made(document)[0].title == "The keeper walks along the lock, And…"


def test_in_prose_no_section_begins_with_verse() -> None:
    stanza = "The keeper walks along the lock,\nAnd sees the water rise.\n" * 2
    told = [f"{paragraph('The keeper', 40)}\n\n{stanza}"] * 30
    titles = [section.title for section in made(parse("\n\n".join(told)))]
    assert len(titles) > 5
    assert not any("walks" in title for title in titles)


# What they are called


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Call me Ishmael. Some years ago, never mind", "Call me Ishmael. Some years ago, never…"),
        ("“Well, Prince, so Genoa and Lucca are now…", "“Well, Prince, so Genoa and Lucca are…"),
        ("Short.", "Short."),
        ("Two\nlines", "Two lines"),
        ("雨" * 30, "雨" * 19 + "…"),
        ("W" * 60, "W" * 39 + "…"),
    ],
)
def test_a_section_is_called_by_as_many_words_as_fit(text: str, title: str) -> None:
    assert first_words(text) == title


@given(st.text(min_size=1).filter(str.strip))
def test_a_title_is_one_line_that_fits_and_is_never_empty(text: str) -> None:
    title = first_words(text)
    assert title
    assert "\n" not in title
    assert cells(title) <= 40


# What is known of them


def test_a_made_section_has_no_heading_no_lines_and_no_place_in_a_path() -> None:
    document = parse_markdown("# The Lock\n\n" + "\n\n".join(prose(40)))
    section = made(document)[1]
    assert section.heading == (section.start, section.start)
    assert section.lines is None
    assert section.label == f"~ {section.title}"
    assert document.section_path(section.start) == ("The Lock",)
    assert document.outline[document.section_at(section.start)] == section


def test_made_sections_come_back_from_plain_data() -> None:
    document = parse("\n\n".join(prose(60)))
    assert from_columns(to_columns(document)).sections == document.sections


def test_made_once_they_are_not_made_again() -> None:
    document = parse("\n\n".join(prose(60)))
    assert with_made_sections(document).sections == document.sections


BLOCKS = st.sampled_from(
    [
        *prose(3, 12),
        paragraph("", 40),
        "* * *",
        "“Yes!” he said.",
        "- item",
        "> quoted",
        "\n\n",
        "雨。" * 300,
    ]
)


@settings(max_examples=100, deadline=None)
@given(source=st.lists(BLOCKS, min_size=20, max_size=80).map("\n\n".join))
def test_whatever_the_text_the_sections_hold_together(source: str, consistent: Check) -> None:
    for document in (parse(source), parse_markdown(source)):
        consistent(document)
        assert len(made(document)) <= 40
        assert len(made(document)) != 1


def test_the_questions_of_a_long_conversation_are_its_sections() -> None:
    turns = [
        f"{name}: {text}"
        for question in ("How did you begin?", "Who paid?", "And then?", "What is left?", "Why?")
        for name, text in (("Q", question), ("A", SENTENCE * 20))
    ]
    assert [section.title for section in made(parse("\n\n".join(turns)))] == turns[::2]


def test_short_answers_do_not_make_a_section_of_each_question() -> None:
    turns = [
        f"{name}: {text}"
        for number in range(60)
        for name, text in (("Q", f"Did you see number {number}?"), ("A", SENTENCE))
    ]
    assert 1 < len(made(parse("\n\n".join(turns)))) < 10
