"""How blocks are set: indents, spaces between, straight edges, hyphens."""

from hypothesis import given
from hypothesis import strategies as st

from reader.documents.document import Block, BlockKind, Document
from reader.documents.lines import Line, Lines
from reader.documents.typography import Typography
from reader.text.justify import spread

PARAGRAPH, HEADING = BlockKind.PARAGRAPH, BlockKind.HEADING


def document(*blocks: tuple[BlockKind, str] | str) -> Document:
    found, texts, at = [], [], 0
    for block in blocks:
        kind, text = (PARAGRAPH, block) if isinstance(block, str) else block
        found.append(Block(kind, at, at + len(text), depth=3 if kind is HEADING else 0))
        texts.append(text)
        at += len(text) + 1
    return Document("\n".join(texts), found)


def rows(doc: Document, style: Typography, at: int = 0) -> list[Line]:
    lines = Lines(doc, style, at)
    low, high = lines.reach(-(10**6), 10**6)
    return [lines.line(number) for number in range(low, high)]


def shown(doc: Document, style: Typography) -> list[str]:
    """What is drawn of the rows: their indents, wider spaces and hyphens."""
    return [
        " " * row.indent
        + spread(doc.text[row.start : row.end].rstrip(), row.fill)
        + ("-" if row.hyphen else "")
        for row in rows(doc, style)
    ]


def test_with_indents_no_empty_row_stands_between_paragraphs() -> None:
    doc = document((HEADING, "Title"), "One.", "Two.", "Three.")
    assert shown(doc, Typography(20, "indent")) == ["Title", "", "One.", "  Two.", "  Three."]


def test_both_an_empty_row_and_an_indent() -> None:
    assert shown(document("One.", "Two."), Typography(20, "both")) == ["One.", "", "  Two."]


def test_other_blocks_keep_their_space_and_have_no_indent() -> None:
    doc = document("One.", (BlockKind.CODE, "x = 1"), "Two.", (BlockKind.QUOTE, "So."), "Three.")
    assert shown(doc, Typography(20, "indent")) == [
        "One.", "", "  x = 1", "", "Two.", "", "  So.", "", "Three.",
    ]  # fmt: skip


def test_only_the_first_row_of_a_paragraph_is_indented() -> None:
    doc = document("One.", "alpha beta gamma")
    assert shown(doc, Typography(10, "indent")) == ["One.", "  alpha", "beta gamma"]


def test_a_byline_is_no_prose() -> None:
    doc = Document("By me\nOne.", [Block(PARAGRAPH, 0, 5, role="byline"), Block(PARAGRAPH, 6, 10)])
    assert shown(doc, Typography(20, "indent")) == ["By me", "", "One."]


def test_the_rows_of_a_paragraph_are_filled_but_for_the_last() -> None:
    doc = document("one two three four five six")
    assert shown(doc, Typography(15, justify=True)) == ["one  two  three", "four five six"]


def test_an_item_is_filled_beside_its_marker() -> None:
    text = "one two three four"
    doc = Document(text, [Block(BlockKind.ITEM, 0, len(text), marker="•")])
    assert shown(doc, Typography(17, justify=True)) == ["  one  two  three", "  four"]


def test_headings_code_and_verse_stay_ragged() -> None:
    for kind in (HEADING, BlockKind.CODE, BlockKind.VERSE, BlockKind.TABLE):
        doc = document((kind, "one two three four five six"))
        assert all(row.fill == 0 for row in rows(doc, Typography(17, justify=True)))


def test_a_hyphen_is_drawn_that_is_no_part_of_the_text() -> None:
    doc = document("The hyphenation of words.")
    assert shown(doc, Typography(12, hyphenate=True, language="en")) == [
        "The hyphen-",
        "ation of",
        "words.",
    ]
    assert "-" not in "".join(
        doc.text[row.start : row.end] for row in rows(doc, Typography(12, hyphenate=True))
    )


def test_a_row_with_a_hyphen_is_filled_as_well() -> None:
    doc = document("so the hyphenation of words is fine")
    first = shown(doc, Typography(15, justify=True, hyphenate=True, language="en"))[0]
    assert first == "so  the hyphen-"


def test_headings_are_not_hyphenated() -> None:
    doc = document((HEADING, "The hyphenation of words"))
    assert not any(row.hyphen for row in rows(doc, Typography(12, hyphenate=True, language="en")))


WORDS = ["a", "be", "government", "雨停", "extraordinary", "e\u0301", "im\u00adpor\u00adtant"]
PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join), min_size=1, max_size=8
)
STYLES = st.builds(
    Typography,
    st.integers(10, 40),
    st.sampled_from(["space", "indent", "both"]),
    st.booleans(),
    st.booleans(),
    st.just("en"),
)


@given(PARAGRAPHS, STYLES)
def test_every_character_stands_on_a_row_however_it_is_set(
    texts: list[str], style: Typography
) -> None:
    doc = document(*texts)
    seen = "".join(doc.text[row.start : row.end] for row in rows(doc, style))
    assert seen == doc.text.replace("\n", "")


@given(PARAGRAPHS, STYLES, st.data())
def test_the_rows_do_not_depend_on_where_the_layout_began(
    texts: list[str], style: Typography, data: st.DataObject
) -> None:
    doc = document(*texts)
    at = data.draw(st.integers(0, len(doc.text)))
    assert rows(doc, style, at) == rows(doc, style)
