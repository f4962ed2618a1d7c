from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.tokens import Vocabulary, tokenize


def tokens_of(text: str) -> list[str]:
    found = tokenize(text, Vocabulary())
    return [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


def same(one: str, other: str) -> bool:
    vocabulary = Vocabulary()
    return tokenize(one, vocabulary).numbers == tokenize(other, vocabulary).numbers


def test_words_and_signs_are_tokens_and_white_space_is_none() -> None:
    assert tokens_of(" Well, “so\n\tit—goes”. ") == [
        "Well",
        ",",
        "“",
        "so",
        "it",
        "—",
        "goes",
        "”",
        ".",
    ]


def test_an_underscore_joins_words_and_stands_alone_around_them() -> None:
    assert tokens_of("_snake_case_") == ["_", "snake_case", "_"]


def test_ideographs_kana_and_syllables_are_tokens_of_their_own() -> None:
    assert tokens_of("城市か\u3099한국") == ["城", "市", "か\u3099", "한", "국"]


def test_a_sign_that_is_repeated_is_one_token() -> None:
    assert tokens_of("--- ==== x--y") == ["---", "====", "x", "-", "-", "y"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The SUN", "the sun"),
        ("don’t", "don't"),
        ("“so”", '"so"'),
        ("a—b", "a-b"),
        ("soft\u00adhyphen", "softhyphen"),
        ("exam-\n   ple", "example"),
        ("ﬁnd", "find"),
        ("caf\u00e9", "cafe\u0301"),
        ("一", "一\ufeff"),
        ("が", "か\u3099"),
        ("한", "\u1112\u1161\u11ab"),
        ("two\n\nlines", "two lines"),
    ],
)
def test_the_way_in_which_a_text_is_written_does_not_matter(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), [("red", "rod"), ("a b", "ab"), ("か", "が")])
def test_other_words_are_others(one: str, other: str) -> None:
    assert not same(one, other)


def test_a_word_is_told_from_a_sign() -> None:
    vocabulary = Vocabulary()
    found = tokenize("two, 2 城 —", vocabulary)
    assert [vocabulary.is_word[number] for number in found.numbers] == [
        True,
        False,
        True,
        True,
        False,
    ]


def test_what_crosses_a_span_is_within_it() -> None:
    found = tokenize("one two three", Vocabulary())
    assert found.within(0, 13) == (0, 3)
    assert found.within(2, 5) == (0, 2)
    assert found.within(3, 4) == (1, 1)
    assert found.within(13, 13) == (3, 3)


@given(st.text(max_size=60), st.integers(0, 3))
def test_tokens_lie_in_order_and_leave_nothing_out_but_white_space(text: str, times: int) -> None:
    text *= 10**times
    found = tokenize(text, Vocabulary())
    at = 0
    for start, end in zip(found.starts, found.ends, strict=True):
        assert at <= start < end
        assert not any(map(str.isalnum, text[at:start]))
        at = end
    assert not any(map(str.isalnum, text[at:]))


@pytest.mark.parametrize(
    ("one", "other"), [("كتاب", "كِتَاب"), ("ميناء", "مينـاء"), ("你好，", "你好,"), ("好。", "好.")]
)
def test_points_of_vowels_long_strokes_and_the_width_of_signs_make_no_other_token(
    one: str, other: str
) -> None:
    vocabulary = Vocabulary()
    assert tokenize(one, vocabulary).numbers == tokenize(other, vocabulary).numbers
