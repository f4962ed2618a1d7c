"""What a person decides about headings, on tiny documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.documents.document import Block, BlockKind, Document, Metadata
from reader.documents.formats.markdown import parse as markdown
from reader.documents.outline import Heading, nest
from reader.documents.overrides import (
    DECIDED,
    Decision,
    decide,
    deepest_at,
    levels_for,
    lines_of,
    unit_at,
    unit_at_line,
    units_in,
    units_meant,
)
from reader.documents.parts import Part, build
from reader.text.spans import Span

OutlineOf = Callable[[Document], list[str]]

PART = """\
# One

First words.

Second

More words.

## Two

Last words."""


def on(document: Document, words: str, level: int) -> Decision:
    """The decision about the block or line with these words."""
    unit = unit_at(document, document.text.index(words))
    assert unit is not None
    return Decision(unit.start, unit.end, level)


def of_kinds(*blocks: tuple[BlockKind, str]) -> Document:
    """A document of blocks, each with as many lines in the source as its text has."""
    parts, line = [], 0
    for kind, text in blocks:
        last = line + text.count("\n")
        parts.append(Part(kind, text, line, last, depth=int(kind is BlockKind.HEADING)))
        line = last + 2
    return build(parts, Metadata())


def test_a_paragraph_becomes_a_heading_among_the_others(outline_of: OutlineOf) -> None:
    document = markdown(PART)
    new = decide(document, [on(document, "Second", 2)])
    assert outline_of(new) == ["One", "  Second", "  Two"]
    assert new.blocks[2] == Block(BlockKind.HEADING, 17, 23, 2, role=DECIDED)


def test_the_heading_has_the_lines_of_its_paragraph(outline_of: OutlineOf) -> None:
    document = markdown(PART)
    new = decide(document, [on(document, "Second", 2)])
    assert [section.lines for section in new.outline] == [(1, 1), (5, 5), (9, 9)]


def test_a_heading_becomes_a_paragraph_and_what_stood_below_it_moves_up(
    outline_of: OutlineOf,
) -> None:
    document = markdown(PART)
    new = decide(document, [on(document, "One", 0)])
    assert outline_of(new) == ["Two"]
    assert new.blocks[0] == Block(BlockKind.PARAGRAPH, 0, 3)


def test_a_heading_gets_another_level(outline_of: OutlineOf) -> None:
    document = markdown(PART)
    assert outline_of(decide(document, [on(document, "Two", 1)])) == ["One", "Two"]


def test_what_was_decided_last_holds(outline_of: OutlineOf) -> None:
    document = markdown(PART)
    both = [on(document, "Second", 1), on(document, "Second", 0)]
    assert decide(document, both) is document


def test_decisions_that_agree_with_the_document_cost_nothing() -> None:
    document = markdown(PART)
    assert decide(document, [on(document, "First words", 0)]) is document
    assert decide(document, []) is document


def test_a_line_of_verse_becomes_a_heading_between_two_verses(outline_of: OutlineOf) -> None:
    verse = "To be,\nACT II\nor not\nto be"
    document = of_kinds((BlockKind.HEADING, "ACT I"), (BlockKind.VERSE, verse))
    new = decide(document, [on(document, "ACT II", 1)])
    assert outline_of(new) == ["ACT I", "ACT II"]
    assert [(b.kind, new.text[b.start : b.end]) for b in new.blocks[1:]] == [
        (BlockKind.VERSE, "To be,"),
        (BlockKind.HEADING, "ACT II"),
        (BlockKind.VERSE, "or not\nto be"),
    ]
    assert [new.blocks.lines_of(index) for index in range(4)] == [(1, 1), (3, 3), (4, 4), (5, 6)]


def test_a_line_beside_an_empty_line_cannot_stand_for_itself() -> None:
    document = of_kinds((BlockKind.CODE, "one\ntwo\n\nthree"))
    assert [document.text[u.start : u.end] for u in units_in(document, Span(0, 14))] == ["one"]
    assert unit_at(document, document.text.index("two")) is None


def test_a_few_words_inside_a_paragraph_make_no_heading_of_it() -> None:
    document = markdown("It came to an END there.")
    start = document.text.index("END")
    assert decide(document, [Decision(start, start + 3, 1)]) is document


def test_the_number_of_a_list_item_is_part_of_its_title(outline_of: OutlineOf) -> None:
    document = markdown("1. Introduction\n\nText.")
    assert outline_of(decide(document, [on(document, "Introduction", 1)])) == ["1. Introduction"]


def test_the_bullet_of_a_list_item_is_not(outline_of: OutlineOf) -> None:
    document = markdown("- Introduction\n\nText.")
    assert outline_of(decide(document, [on(document, "Introduction", 1)])) == ["Introduction"]


def test_made_sections_give_way_to_the_first_heading(outline_of: OutlineOf) -> None:
    bare = markdown("It was late.\n\nChapter\n\nThe end.")
    made = nest([Heading("It was late.", 1, Span(0, 0), made=True)], len(bare.text))
    document = bare.with_(sections=made)
    assert outline_of(decide(document, [on(document, "Chapter", 1)])) == ["Chapter"]


def test_a_long_text_whose_last_heading_is_decided_to_be_none_has_made_sections() -> None:
    prose = "\n\n".join(f"This is paragraph {n}. " + "It says a little. " * 9 for n in range(80))
    document = markdown(f"It began.\n\n{prose}\n\n## Wrong\n\n{prose}")
    new = decide(document, [on(document, "Wrong", 0)])
    assert len(new.outline) > 2
    assert all(section.made for section in new.outline)
    again = decide(document, [on(document, "Wrong", 0), on(document, "Wrong", 1)])
    assert [section.title for section in again.outline] == ["Wrong"]


def test_below_a_made_section_nothing_stands() -> None:
    bare = markdown("It was late.\n\nChapter\n\nThe end.")
    made = nest([Heading("It was late.", 1, Span(0, 0), made=True)], len(bare.text))
    document = bare.with_(sections=made)
    assert deepest_at(document, document.text.index("Chapter")) == 1


def test_a_line_of_the_source_leads_to_its_unit() -> None:
    document = of_kinds((BlockKind.PARAGRAPH, "a b"), (BlockKind.VERSE, "one\ntwo"))
    two = unit_at_line(document, 4)
    assert two is not None
    assert (document.text[two.start : two.end], lines_of(document, two)) == ("two", (4, 4))
    assert unit_at_line(document, 2) is None


def level_for(document: Document, decisions: list[Decision], start: int, depth: int) -> int:
    """The level at which a heading stands so deep."""
    return levels_for(document, decisions, {start: depth})[start]


# --- levels ------------------------------------------------------------------------------------


def depth_of(document: Document, words: str) -> int:
    """How deep the section with this title stands."""
    return next(section.level for section in document.outline if section.title == words)


def test_a_level_is_found_for_a_depth_where_the_document_skips_levels() -> None:
    document = markdown("# A\n\n### B\n\nC\n\ntext")
    start = document.text.index("C")
    for depth in (1, 2, 3):
        level = level_for(document, [], start, depth)
        assert depth_of(decide(document, [on(document, "C", level)]), "C") == depth


def test_a_level_is_found_for_a_depth_where_a_heading_was_decided_to_be_none() -> None:
    document = markdown("# A\n\n## B\n\n### C\n\nD\n\ntext")
    first = on(document, "B", 0)
    for depth in (1, 2, 3):
        level = level_for(document, [first], document.text.index("D"), depth)
        assert depth_of(decide(document, [first, on(document, "D", level)]), "D") == depth


def test_a_new_heading_stands_beside_the_one_after_it_of_its_depth(outline_of: OutlineOf) -> None:
    document = markdown("# A\n\nB\n\n### C")
    level = level_for(document, [], document.text.index("B"), 2)
    assert outline_of(decide(document, [on(document, "B", level)])) == ["A", "  B", "  C"]


def test_nothing_stands_deeper_than_one_below_what_is_above(outline_of: OutlineOf) -> None:
    document = markdown("# A\n\nB\n\ntext")
    start = document.text.index("B")
    assert deepest_at(document, start) == 2
    level = level_for(document, [], start, 6)
    assert outline_of(decide(document, [on(document, "B", level)])) == ["A", "  B"]


def test_several_levels_are_found_at_once(outline_of: OutlineOf) -> None:
    document = markdown("# A\n\nB\n\nC\n\n# D\n\ntext")
    starts = {document.text.index("B"): 2, document.text.index("C"): 3}
    levels = levels_for(document, [], starts)
    decisions = [Decision(start, start + 1, level) for start, level in levels.items()]
    assert outline_of(decide(document, decisions)) == ["A", "  B", "    C", "D"]


# --- what always holds -------------------------------------------------------------------------

KINDS = st.sampled_from(
    [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.VERSE, BlockKind.CODE, BlockKind.QUOTE]
)
WORDS = st.sampled_from(["a", "Chapter I", "to be\nor not", "x\n\ny", "one\ntwo\nthree"])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of a few blocks, with headings of any level."""
    parts, line = [], 0
    for kind, words in draw(st.lists(st.tuples(KINDS, WORDS), min_size=1, max_size=8)):
        keeps = kind in (BlockKind.VERSE, BlockKind.CODE)
        text = words if keeps else " ".join(words.split())
        last = line + words.count("\n")
        parts.append(Part(kind, text, line, last, depth=draw(st.integers(1, 8))))
        line = last + 2
    return build(parts, Metadata())


@st.composite
def decided(draw: st.DrawFn) -> tuple[Document, list[Decision]]:
    """A document and what was decided about any places of it."""
    document = draw(documents())
    place = st.integers(0, len(document.text))
    return document, [
        Decision(*sorted((draw(place), draw(place))), draw(st.integers(0, 8)))
        for _ in range(draw(st.integers(0, 6)))
    ]


@given(decided())
def test_the_text_stays_and_blocks_and_sections_keep_their_promises(case) -> None:
    document, decisions = case
    from tests.documents.conftest import check

    new = decide(document, decisions)
    assert new.text == document.text
    check(new)


@given(decided())
def test_deciding_twice_is_deciding_once(case) -> None:
    document, decisions = case
    once = decide(document, decisions)
    assert decide(once, decisions) is once


@given(decided())
def test_every_unit_is_as_was_decided_last(case) -> None:
    document, decisions = case
    new = decide(document, decisions)
    last = {
        u.start: d.level for d in decisions for u in units_meant(document, Span(d.start, d.end))
    }
    for start, level in last.items():
        assert (new.blocks[new.block_at(start)].kind is BlockKind.HEADING) == bool(level)


@given(decided(), st.data())
def test_a_heading_stands_as_deep_as_was_asked_for(case, data: st.DataObject) -> None:
    document, decisions = case
    now = decide(document, decisions)
    unit = unit_at(document, data.draw(st.integers(0, len(document.text))))
    assume(unit is not None)
    depth = data.draw(st.integers(1, deepest_at(now, unit.start)))
    level = level_for(document, decisions, unit.start, depth)
    new = decide(document, [*decisions, Decision(unit.start, unit.end, level)])
    assert new.outline[new.section_at(unit.start)].level == depth


@pytest.mark.parametrize("level", [0, 1])
def test_what_was_worked_out_of_the_text_is_not_worked_out_again(level: int) -> None:
    document = markdown(PART)
    known = document.fingerprint
    new = decide(document, [on(document, "One" if level == 0 else "Second", level)])
    assert new.__dict__["fingerprint"] == known
