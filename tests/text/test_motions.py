"""Moving by units, and growing and shrinking a selection by meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import motions
from reader.text.motions import grow, shrink
from reader.text.spans import Span
from reader.text.units import grapheme_start

TEXT = "One small step. Two — “don’t”!\nA heading\n你好。再见。"
FORWARD = ["next_character", "next_word", "word_end", "next_sentence", "next_paragraph"]
BACK = ["previous_character", "previous_word", "previous_sentence", "previous_paragraph"]
PIECES = st.sampled_from(
    ["ab", "e\u0301", " ", "\u00a0", "\n", ". ", "。", "’", "字", "か", "한", "ש", "👍🏽", "—"]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=30)


@pytest.mark.parametrize(
    ("motion", "starts", "expected"),
    [
        ("next_word", "One small", "small step"),
        ("next_word", "step. Two", "Two —"),
        ("next_word", "Two —", "don’t"),
        ("next_word", "don’t”!", "A heading"),
        ("next_word", "好。", "再"),
        ("previous_word", "small", "One"),
        ("previous_word", "mall", "small"),
        ("previous_word", "don’t", "Two"),
        ("previous_word", "再", "好"),
        ("word_end", "small", "l step"),
        ("word_end", "l step", "p."),
        ("next_sentence", "small", "Two"),
        ("next_sentence", "Two", "A heading"),
        ("next_sentence", "你好", "再见"),
        ("previous_sentence", "small", "One"),
        ("previous_sentence", "Two", "One"),
        ("previous_sentence", "A heading", "Two"),
        ("next_paragraph", "small", "A heading"),
        ("previous_paragraph", "heading", "A heading"),
        ("previous_paragraph", "A heading", "One"),
    ],
)
def test_a_motion_goes_to(motion, starts, expected):
    assert TEXT[getattr(motions, motion)(TEXT, TEXT.index(starts)) :].startswith(expected)


def test_a_count_repeats_a_motion():
    assert motions.next_word(TEXT, 0, 2) == TEXT.index("step")
    assert motions.previous_character("cafe\u0301s", 6, 2) == 3
    assert motions.next_sentence(TEXT, 0, 99) == len(TEXT)


def test_empty_paragraphs_are_passed_over():
    text = "one\n\n\ntwo"
    assert motions.next_paragraph(text, 0) == 6
    assert motions.previous_paragraph(text, 6) == 0


@pytest.mark.parametrize("name", FORWARD + BACK)
@given(text=TEXTS, offset=st.integers(0, 40))
def test_a_motion_stays_in_the_text_and_on_graphemes_and_keeps_its_direction(name, text, offset):
    offset = grapheme_start(text, offset)
    result = getattr(motions, name)(text, offset)
    assert 0 <= result <= len(text)
    assert grapheme_start(text, result) == result
    assert result >= offset if name in FORWARD else result <= offset


@pytest.mark.parametrize("name", FORWARD + BACK)
@given(text=TEXTS)
def test_a_motion_repeated_comes_to_the_end_of_the_text(name, text):
    offset = 0 if name in FORWARD else len(text)
    for _ in range(len(text) + 1):
        offset = getattr(motions, name)(text, offset)
    assert offset == (len(text) if name in FORWARD else 0) or not text[:offset].strip()


@pytest.mark.parametrize("unit", ["character", "word", "sentence", "paragraph"])
@given(text=TEXTS, offset=st.integers(0, 40))
def test_next_and_then_previous_does_not_go_further_back_than_the_start_of_the_unit(
    unit, text, offset
):
    there = getattr(motions, f"previous_{unit}")(text, grapheme_start(text, offset))
    after = getattr(motions, f"next_{unit}")(text, there)
    if after < len(text):
        assert (
            getattr(motions, f"previous_{unit}")(text, after) == there or not text[:there].strip()
        )


def test_a_motion_in_a_very_long_line_costs_no_more_than_its_reach():
    line = "a" * 3_000_000
    for name in FORWARD[:-1]:
        assert abs(getattr(motions, name)(line, 1_500_000) - 1_500_000) < 10_000


def test_a_selection_grows_from_the_caret_by_meaning():
    text = "A head\nOne two. Three four five.\nMore"
    section = Span(0, 32)
    steps = [Span(text.index("our"), text.index("our"))]
    for _ in range(5):
        steps.append(grow(text, steps[-1], [section]))
    assert [text[a:b] for a, b in steps[1:]] == [
        "four",
        "Three four five.",
        "One two. Three four five.",
        text[:32],
        text,
    ]
    assert grow(text, Span(0, len(text)), [section]) == Span(0, len(text))


def test_a_selection_over_two_sentences_grows_to_whole_ones():
    text = "One two. Three four. Five."
    assert grow(text, Span(4, 14)) == Span(0, 20)


def test_punctuation_at_the_end_of_a_sentence_does_not_grow_by_itself():
    text = "Yes。.. No。 More."
    assert grow(text, Span(0, 4)) == Span(0, len(text))


def test_a_caret_between_words_grows_to_the_sentence():
    assert grow("One two. Three.", Span(3, 3)) == Span(0, 8)


def test_shrinking_goes_the_way_back_to_the_anchor():
    text = "A head\nOne two. Three four five.\nMore"
    place = text.index("four")
    steps = [Span(0, len(text))]
    for _ in range(5):
        steps.append(shrink(text, steps[-1], place, [Span(0, 32)]))
    assert [text[a:b] for a, b in steps[1:]] == [
        text[:32],
        "One two. Three four five.",
        "Three four five.",
        "four",
        "f",
    ]
    assert shrink(text, steps[-1], place) == steps[-1]


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_growing_holds_what_was_selected_and_ends_with_all(text, one, other):
    ends = sorted((grapheme_start(text, one), grapheme_start(text, other)))
    span = Span(*ends)
    for _ in range(6):
        grown = grow(text, span)
        assert grown.start <= span.start
        assert grown.end >= span.end
        assert (grapheme_start(text, grown.start), grapheme_start(text, grown.end)) == grown
        span = grown
    assert span == Span(0, len(text))


@given(TEXTS.filter(bool), st.integers(0, 30))
def test_shrinking_stays_inside_what_was_selected(text, anchor):
    span = Span(0, len(text))
    for _ in range(6):
        inner = shrink(text, span, min(anchor, len(text) - 1))
        assert span.start <= inner.start <= inner.end <= span.end
        span = inner
