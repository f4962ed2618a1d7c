import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.document import Block, BlockKind, Document
from reader.documents.lines import LINES_PIECE, PARAGRAPH_PIECE, Line, Lines


def document(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH, tight: bool = False) -> Document:
    blocks = []
    at = 0
    for text in texts:
        blocks.append(Block(kind, at, at + len(text), tight=tight))
        at += len(text) + 1
    return Document("\n".join(texts), tuple(blocks))


def rows(lines: Lines) -> list[Line]:
    low, high = lines.reach(-(10**6), 10**6)
    return [lines.line(number) for number in range(low, high)]


def shown(doc: Document, width: int = 20, at: int = 0) -> list[str]:
    return [doc.text[row.start : row.end].rstrip() for row in rows(Lines(doc, width, at))]


def test_an_empty_row_stands_between_paragraphs() -> None:
    assert shown(document("One.", "Two.")) == ["One.", "", "Two."]


def test_tight_blocks_stand_together() -> None:
    assert shown(document("One.", "Two.", tight=True)) == ["One.", "Two."]


def test_code_keeps_its_lines_and_its_empty_ones() -> None:
    assert shown(document("a\n\n  b", kind=BlockKind.CODE)) == ["a", "", "  b"]


def test_two_empty_rows_stand_before_a_chapter() -> None:
    doc = Document(
        "Text.\nChapter\nMore.",
        (
            Block(BlockKind.PARAGRAPH, 0, 5),
            Block(BlockKind.HEADING, 6, 13, depth=1),
            Block(BlockKind.PARAGRAPH, 14, 19),
        ),
    )
    assert shown(doc) == ["Text.", "", "", "Chapter", "", "More."]


def test_an_item_hangs_behind_its_marker() -> None:
    doc = Document("alpha beta gamma delta", (Block(BlockKind.ITEM, 0, 22, depth=1, marker="12."),))
    assert [(row.indent, row.first) for row in rows(Lines(doc, 16, 0))] == [
        (6, True),
        (6, False),
        (6, False),
    ]


def test_a_layout_begins_where_it_is_asked_and_grows_both_ways() -> None:
    doc = document(*(f"Paragraph {n}" for n in range(50)))
    lines = Lines(doc, 30, doc.text.index("Paragraph 25"))
    assert not lines.at_start
    assert not lines.at_end
    line = lines.line_of(doc.text.index("Paragraph 25"))
    lines.reach(line - 200, line + 200)
    assert lines.at_start
    assert lines.at_end
    assert lines.line_of(doc.text.index("Paragraph 25")) == line
    found = lines.line(line)
    assert doc.text[found.start : found.end] == "Paragraph 25"


@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.CODE])
def test_a_very_long_block_is_laid_out_in_pieces_without_losing_a_character(
    kind: BlockKind,
) -> None:
    size = 3 * max(PARAGRAPH_PIECE, LINES_PIECE)
    text = ("word " * 9 + ("\n" if kind is BlockKind.CODE else " ")) * (size // 46)
    text = text.strip()
    doc = document(text, kind=kind)
    lines = Lines(doc, 40, len(text) // 2)
    assert lines.bottom - lines.top < 2000
    assert "".join(doc.text[r.start : r.end] for r in rows(lines)).split() == text.split()


def test_one_endless_word_is_laid_out_in_pieces() -> None:
    doc = document("x" * 100_000)
    lines = Lines(doc, 40, 50_000)
    assert lines.bottom - lines.top < 1000
    assert sum(row.end - row.start for row in rows(lines)) == 100_000


PARAGRAPHS = st.lists(st.text("ab 中é\u0301-", min_size=1, max_size=60), min_size=1, max_size=12)


@given(PARAGRAPHS, st.integers(8, 40), st.data())
def test_line_of_and_line_are_inverse(texts: list[str], width: int, data: st.DataObject) -> None:
    doc = document(*texts)
    lines = Lines(doc, width, data.draw(st.integers(0, len(doc.text))))
    lines.reach(-(10**6), 10**6)
    offset = data.draw(st.integers(0, len(doc.text) - 1))
    row = lines.line(lines.line_of(offset))
    assert row.start <= offset <= row.end
    assert not row.space


@given(PARAGRAPHS, st.integers(8, 40), st.data())
def test_the_lines_do_not_depend_on_where_the_layout_began(
    texts: list[str], width: int, data: st.DataObject
) -> None:
    doc = document(*texts)
    middle = data.draw(st.integers(0, len(doc.text)))
    assert rows(Lines(doc, width, middle)) == rows(Lines(doc, width, 0))


@given(PARAGRAPHS, st.integers(8, 40))
def test_every_character_stands_on_a_line(texts: list[str], width: int) -> None:
    doc = document(*texts)
    seen = "".join(doc.text[row.start : row.end] for row in rows(Lines(doc, width, 0)))
    assert seen == doc.text.replace("\n", "")


# --- rows that are no text ----------------------------------------------------------------------


def test_rows_stay_free_below_the_blocks_that_want_them() -> None:
    doc = document("One.", "Two.", "Three.")
    found = rows(Lines(doc, 20, 0, below=lambda block: 2 if block == 1 else 0))
    assert [(doc.text[row.start : row.end], row.below, row.space) for row in found] == [
        ("One.", -1, False),
        ("", -1, True),
        ("Two.", -1, False),
        ("", 0, True),
        ("", 1, True),
        ("", -1, True),
        ("Three.", -1, False),
    ]


@pytest.mark.parametrize("at", [0, 5, 12])
def test_every_offset_is_on_a_line_with_text_whatever_stands_between(at: int) -> None:
    doc = document("One.", "Two.", "Three.")
    lines = Lines(doc, 20, at, below=lambda block: 3)
    rows(lines)
    for offset, character in enumerate(doc.text):
        line = lines.line(lines.line_of(offset))
        assert line.below == -1
        assert character == "\n" or line.start <= offset < line.end


def test_from_a_row_without_text_the_nearest_line_is_found_both_ways() -> None:
    lines = Lines(document("One.", "Two."), 20, 0, below=lambda block: 3)
    assert lines.text_line(1, 1) == 5
    assert lines.text_line(4, -1) == 0
    assert lines.text_line(6, 1) is None
    assert lines.text_line(6, -1) == 5


def test_below_a_block_that_is_cut_into_pieces_rows_stay_free_once() -> None:
    found = rows(Lines(document("word " * 20_000 + "end"), 40, 0, below=lambda block: 4))
    assert [row.below for row in found[-5:]] == [-1, 0, 1, 2, 3]
    assert sum(row.below >= 0 for row in found) == 4


def test_a_rule_is_one_row_however_long_it_is_written() -> None:
    assert shown(document("-" * 70, kind=BlockKind.RULE)) == ["-" * 70]
    assert len(shown(document("-" * 70))) == 4
