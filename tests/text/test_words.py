"""Counting words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import words
from reader.text.words import count_words, words_before


@pytest.mark.parametrize(
    "text, count",
    [
        ("", 0),
        ("One two\nthree.", 3),
        ("  spaces  around  ", 2),
        ("naïve “quotes” — dash", 4),
        ("人民城市", 4),
        ("人民城市，人民建。", 7),
        ("東京タワーに行く", 8),
        ("用 Python 写", 3),
        ("用Python写", 3),
        ("한국어 문장", 2),
        ("กำลังอ่าน", 7),
        ("ສະບາຍດີ", 6),
        ("សួស្តី", 3),
        ("စာဖတ်", 3),
    ],
)
def test_words_stand_between_spaces_and_each_character_of_scripts_without_them_is_one(text, count):
    assert count_words(text) == count


TEXTS = st.text("ab \n人。é", max_size=40)


@given(TEXTS, st.integers(1, 7))
def test_a_long_text_has_as_many_words_as_its_pieces_counted_at_once(text, size):
    whole = count_words(text)
    before, words._SLICE = words._SLICE, size
    try:
        assert count_words(text) == whole
    finally:
        words._SLICE = before


@given(st.lists(TEXTS, max_size=6))
def test_the_words_before_offsets_between_lines_add_up(lines):
    text, offsets = "", [0]
    for line in lines:
        text += line + "\n"
        offsets.append(len(text))
    assert words_before(text, offsets) == [count_words(text, 0, offset) for offset in offsets]
