"""Graphemes, words, sentences and paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.spans import Span
from reader.text.units import (
    grapheme_start,
    graphemes,
    is_word,
    next_grapheme,
    paragraph_at,
    previous_grapheme,
    sentence_at,
    sentences,
    word_at,
)

FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
GERMAN_FLAG = "\N{REGIONAL INDICATOR SYMBOL LETTER D}\N{REGIONAL INDICATOR SYMBOL LETTER E}"
PIECES = st.sampled_from(
    [
        *"aé1 .!。'字か한하ع\u00a0\n\u0600\u0301\u200d",
        "e\u0301",
        "か\u3099",
        "ש\u05b8",
        "क\u094dष",
        FAMILY,
        *GERMAN_FLAG,
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=40)


@pytest.mark.parametrize(
    "grapheme",
    [
        "a",
        "e\u0301",
        FAMILY,
        GERMAN_FLAG,
        "👍🏽",
        "한",
        "ᄒ\u1161\u11ab",
        "か\u3099",
        "क्षि",
        "❤\ufe0f",
        "ש\u05b8",
    ],
)
def test_a_grapheme_is_one_step_of_the_caret(grapheme):
    text = f"x{grapheme}y"
    after = 1 + len(grapheme)
    assert next_grapheme(text, 1) == after
    assert previous_grapheme(text, after) == 1
    assert [grapheme_start(text, 1 + inside) for inside in range(len(grapheme))] == [1] * len(
        grapheme
    )
    assert list(graphemes(text)) == [Span(0, 1), Span(1, after), Span(after, after + 1)]


def test_flags_are_paired_from_the_start_of_their_run():
    text = GERMAN_FLAG * 3
    assert [grapheme_start(text, offset) for offset in range(6)] == [0, 0, 2, 2, 4, 4]


def test_offsets_outside_the_text_are_brought_into_it():
    assert (grapheme_start("ab", -3), grapheme_start("ab", 9)) == (0, 2)
    assert (next_grapheme("ab", -3), next_grapheme("ab", 9)) == (0, 2)
    assert (previous_grapheme("ab", 0), previous_grapheme("ab", 9)) == (0, 1)


@given(TEXTS, st.integers(-2, 60))
def test_snapping_is_idempotent_and_never_goes_up(text, offset):
    start = grapheme_start(text, offset)
    assert 0 <= start <= len(text)
    assert start <= max(offset, 0)
    assert grapheme_start(text, start) == start


@given(TEXTS)
def test_the_graphemes_cover_the_text_and_agree_with_the_steps(text):
    spans = list(graphemes(text))
    assert "".join(text[start:end] for start, end in spans) == text
    for start, end in spans:
        assert next_grapheme(text, start) == end
        assert previous_grapheme(text, end) == start


@pytest.mark.parametrize(
    "run", ["\u0301" * 3000, GERMAN_FLAG * 1500, "กำ" * 1500, "字\ufe00" * 1500]
)
def test_a_long_run_without_a_resting_point_is_cut_the_same_way_from_everywhere(run):
    text = f"ab{run}cd"
    boundaries = {span.start for span in graphemes(text)}
    for offset in range(0, len(text), 7):
        start = grapheme_start(text, offset)
        assert start in boundaries
        assert start == max(boundary for boundary in boundaries if boundary <= offset)


WORDS = {
    "the don’t end": (5, "don’t"),
    "the o'clock end": (6, "o'clock"),
    "the end' of": (6, "end"),
    "well-being": (2, "well"),
    "naïve cafe\u0301s": (8, "cafe\u0301s"),
    "snake_case": (1, "snake"),
    "about 3.14 and": (7, "3.14"),
    "about 1,000 and": (7, "1,000"),
    "in 2024, he": (4, "2024"),
    "今天天气": (1, "天"),
    "私はカレーを食べる": (3, "カレー"),
    "東京タワーへ行こう": (6, "行"),
    "안녕하세요 여러분": (2, "안녕하세요"),
    "हिन्दी भाषा": (2, "हिन्दी"),
    "שָׁלוֹם עולם": (1, "שָׁלוֹם"),
    "مرحبا بالعالم": (1, "مرحبا"),
    "a\u00a0word": (3, "word"),
    "soft\u00adhyphen x": (2, "soft\u00adhyphen"),
    "col·lecció": (1, "col·lecció"),
}


@pytest.mark.parametrize(
    ("text", "place", "word"), [(t, *expected) for t, expected in WORDS.items()]
)
def test_the_word_at_a_place(text, place, word):
    span = word_at(text, place)
    assert text[span.start : span.end] == word
    assert is_word(text, span)


@pytest.mark.parametrize(
    ("text", "place", "run"),
    [("a  b", 1, "  "), ("so — yes", 3, "—"), ("a\nb", 1, "\n"), ("a👍🏽 b", 2, "👍🏽")],
)
def test_between_words_the_run_that_stands_there_is_given(text, place, run):
    span = word_at(text, place)
    assert text[span.start : span.end] == run
    assert not is_word(text, span)


def test_the_end_of_the_text_belongs_to_its_last_word():
    assert word_at("two words", 9) == Span(4, 9)
    assert word_at("", 0) == Span(0, 0)


@given(TEXTS.filter(bool), st.integers(0, 60))
def test_a_word_holds_its_place_and_stands_on_graphemes(text, offset):
    offset = min(offset, len(text) - 1)
    start, end = word_at(text, offset)
    assert start <= offset < end
    assert (grapheme_start(text, start), grapheme_start(text, end)) == (start, end)


SENTENCES = [
    ["One.", "Two!", "Three?", "Four…", "Five"],
    ["He said “Why?”", "“Really!” she said.", "(Yes.)", "No."],
    ["Dr. Smith met J. R. Tolkien on Main St. Pauli."],
    ["Use e.g. The Times, i.e. London.", "Then see fig. 3 and no. 5.", "He said no.", "She left."],
    ["It is 3.14 now.", "Version 2.0 is out."],
    ["In the end I did.", "You know more than I.", "He does not."],
    ["She was 7.", "Then he came."],
    [
        "Am 3. Oktober kam z. B. Herr Dr. Müller.",
        "Er sagte: „Nein!“",
        "Im Jahr 2019.",
        "Danach nicht.",
    ],
    ["Das 19. Jahrhundert begann u. a. Mit ihm."],
    ["M. Dupont dit\u00a0: «\u00a0Bonjour\u00a0!\u00a0»", "Puis Mme. Curie partit."],
    ["1. The first item.", "And more of it."],
    ["It was shown.[12]", "And again.¹", "Then not."],
    ["It was shown.[2,1]", "And again.[a]", "“So.”[citation needed]", "Then.†", "Then not."],
    ["你好。", "他说：“学生。”", "好吗？！", "好"],
    ["これは本です。", "（はい。）", "いいえ！"],
    ["مرحبا؟", "نعم۔", "هكذا."],
    ["राम गया।", "वह आया॥", "ठीक"],
    ["Wait... what happened?", "Nothing."],
    ["Yahoo! is a name.", "So is it."],
]


@pytest.mark.parametrize("expected", SENTENCES, ids=lambda expected: expected[0][:24])
def test_a_paragraph_is_cut_into_sentences(expected):
    between = "" if "。" in expected[0] else " "
    text = between.join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_a_line_end_ends_a_sentence():
    text = "A heading\nthen a line\n\nand more."
    assert [text[a:b] for a, b in sentences(text)] == ["A heading", "then a line", "and more."]


def test_only_the_asked_stretch_is_cut():
    text = "One. Two. Three."
    assert sentences(text, 5, 9) == [Span(5, 9)]
    assert sentences(text, 4, 5) == []


@pytest.mark.parametrize(
    ("place", "sentence"), [(0, "One is."), (7, "One is."), (8, "Two."), (12, "Two.")]
)
def test_the_sentence_at_a_place(place, sentence):
    text = "One is. Two.\nThree."
    start, end = sentence_at(text, place)
    assert text[start:end] == sentence


def test_a_sentence_without_end_is_cut_on_both_sides():
    text = "word " * 100_000
    start, end = sentence_at(text, 250_000)
    assert 240_000 < start < 250_000 < end < 260_000


@given(TEXTS, st.integers(0, 60))
def test_a_sentence_lies_in_its_paragraph_and_on_graphemes(text, offset):
    offset = min(offset, len(text))
    sentence, paragraph = sentence_at(text, offset), paragraph_at(text, offset)
    assert "\n" not in text[sentence.start : sentence.end]
    assert paragraph.start <= sentence.start <= sentence.end <= paragraph.end
    assert grapheme_start(text, sentence.start) == sentence.start
    assert grapheme_start(text, sentence.end) == sentence.end


@given(TEXTS)
def test_sentences_follow_one_another_and_leave_out_white_space_only(text):
    place = 0
    for start, end in sentences(text):
        assert place <= start < end
        assert not text[place:start].strip()
        place = end
    assert not text[place:].strip()


def test_the_paragraph_at_a_place():
    text = "one\ntwo\n\nlast"
    assert [paragraph_at(text, place) for place in (0, 3, 4, 8, 9, 13)] == [
        (0, 3), (0, 3), (4, 7), (8, 8), (9, 13), (9, 13),
    ]  # fmt: skip
