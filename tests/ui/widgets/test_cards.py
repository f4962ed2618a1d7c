"""The rows of a card, and the Markdown of notes on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.annotation import Annotation, Kind, Target
from reader.text.wrap import cells
from reader.ui.widgets.cards import NOTE_ROWS, card, draw_card, quote_of
from reader.ui.widgets.note_text import COUNTED, plain, rows_of


def annotation(note="", quote="Some words.", **fields):
    return Annotation("id", Target(quote), note=note, **fields)


def drawn(one, rows, width=20, **how):
    """The rows of a card as text."""
    made = card(one, width, whole=how.get("whole", False))
    return ["".join(text for text, _ in row) for row in draw_card(one, made, width, rows, **how)]


def lines(count):
    return "\n".join(f"line {number}" for number in range(1, count + 1))


# --- cards --------------------------------------------------------------------------------------


def test_a_card_has_the_passage_the_note_and_the_tags():
    one = annotation("A note.", kind=Kind.QUESTION, tags=("law",))
    assert drawn(one, 10) == ["? “Some words.”", "▌ A note.", "▌ question #law"]


def test_a_card_of_what_is_lost_tells_in_which_section_it_was():
    one = Annotation("id", Target("Some words.", path=("Town", "Trade")), tags=("law",))
    shown = draw_card(one, card(one, 40, lost=True), 40, 9)
    assert "".join(text for text, _ in shown[-1]) == "▌ was in “Trade” #law"
    assert drawn(one, 9)[-1] == "▌ #law"


def test_a_bookmark_on_words_says_them_with_what_follows():
    target = Target("Leaf four is blank", suffix=", except for a thumbprint.")
    one = Annotation("id", target, kind=Kind.BOOKMARK, note="n")
    assert quote_of(one) == "n at “Leaf four is blank, except for a thumbprint.…”"
    assert quote_of(one._replace(target=target._replace(exact=""))).startswith("n before “, except")


def test_a_note_that_fits_is_shown_whole():
    assert drawn(annotation(lines(NOTE_ROWS)), 99)[-1] == f"▌ line {NOTE_ROWS}"


def test_a_longer_note_is_folded_and_tells_how_much_more_there_is():
    shown = drawn(annotation(lines(NOTE_ROWS + 9)), 99)
    assert shown[-2:] == ["▌ line 5", "▌ … 10 more rows"]
    assert len(shown) == 1 + NOTE_ROWS


def test_unfolded_the_whole_note_is_shown():
    assert drawn(annotation(lines(30)), 99, whole=True)[-1] == "▌ line 30"


def test_a_very_long_note_is_not_counted_to_its_end():
    one = annotation("word " * COUNTED)
    assert drawn(one, 99)[-1] == "▌ … many more rows"
    assert len(drawn(one, 99, whole=True)) <= 99
    assert drawn(one, 99_999, whole=True)[-1].startswith("▌ word")


@pytest.mark.parametrize(
    "rows, shown",
    [
        (4, ["✎ “Some words.”", "▌ line 1", "▌ … 2 more rows", "▌ #law"]),
        (3, ["✎ “Some words.”", "▌ line 1", "▌ … 2 more rows"]),
        (2, ["✎ “Some words.”", "▌ line 1 …"]),
        (1, ["✎ line 1 …"]),
    ],
)
def test_where_there_are_few_rows_the_note_stays_longest(rows, shown):
    assert drawn(annotation(lines(3), tags=("law",)), rows) == shown


def test_a_highlight_alone_has_its_passage_in_one_row():
    one = annotation(quote="A passage of more than one row.")
    assert drawn(one, 1) == ["▌ “A passage of mo…"]


@given(
    st.text(max_size=60),
    st.text(alphabet="ab *_`\n漢字e\u0301👩\u200d", max_size=200),
    st.integers(1, 12),
    st.integers(4, 40),
    st.booleans(),
)
def test_no_card_is_wider_or_higher_than_it_may_be(quote, note, rows, width, whole):
    shown = drawn(annotation(note, quote, tags=("tag",)), rows, width, whole=whole)
    assert 1 <= len(shown) <= rows
    # Spaces at the end of a line hang; they are cut where the row is drawn.
    assert all(cells(row.rstrip()) <= width for row in shown)


# --- Markdown -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "note, text, styled",
    [
        ("a **strong** word", "a strong word", [("strong", "strong")]),
        ("an *emphatic* word", "an emphatic word", [("emphatic", "emphasis")]),
        ("an _emphatic_ word", "an emphatic word", [("emphatic", "emphasis")]),
        ("some `co*d*e`", "some co*d*e", [("co*d*e", "code")]),
        ("~~gone~~", "gone", [("gone", "strikethrough")]),
        ("see [there](https://example.org)", "see there", [("there", "link")]),
        ("# Title", "Title", [("Title", "strong")]),
        ("- one\n* two", "• one\n• two", []),
        ("- [ ] open\n- [x] done", "☐ open\n☑ done", []),
        ("2 * 3 * 4 and snake_case_word", "2 * 3 * 4 and snake_case_word", []),
        ("**", "**", []),
        ("漢字の**強調**です", "漢字の強調です", [("強調", "strong")]),
    ],
)
def test_the_signs_of_markdown_become_styles(note, text, styled):
    shown, spans = plain(note)
    assert shown == text
    assert [(shown[start:end], name) for start, end, name in spans] == styled


def test_a_style_goes_on_over_the_end_of_a_row():
    assert rows_of("one **two three** and", 9) == (
        [("one ", ""), ("two", "strong")],
        [("three", "strong"), (" and", "")],
    )


@given(
    # Without links: of one the words are shown, and not its address.
    st.text(alphabet="ab*_`~[]() -#\n", max_size=80).filter(lambda note: "](" not in note),
    st.integers(2, 30),
)
def test_no_word_of_a_note_is_lost(note, width):
    shown = "".join(text for row in rows_of(note, width) for text, _ in row)
    assert [c for c in shown if c in "ab"] == [c for c in note if c in "ab"]
