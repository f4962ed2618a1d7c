"""How like texts are by their sketches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sketch import FEWEST, SIZE, likeness_to, sketch
from tests.prose import edited, prose


def likeness(one: str, other: str) -> float | None:
    return likeness_to(sketch(one))(sketch(other))


def shared(one: str, other: str) -> float:
    """The share of rows of three words, counted."""
    rows = [
        {*zip(words, words[1:], words[2:], strict=False)}
        for words in (text.lower().replace(".", "").split() for text in (one, other))
    ]
    return 2 * len(rows[0] & rows[1]) / (len(rows[0]) + len(rows[1]))


def test_a_text_is_wholly_like_itself():
    assert likeness(prose(1), prose(1)) == 1


def test_texts_without_common_words_are_not_alike():
    assert likeness(prose(1), prose(2)) == 0


@pytest.mark.parametrize("every", [8, 12, 20, 50])
def test_the_share_of_an_edited_text_is_near_the_true_one(every):
    text = prose(1, 300)
    assert likeness(text, edited(text, every)) == pytest.approx(
        shared(text, edited(text, every)), abs=0.12
    )


def test_a_short_text_that_is_long_enough_is_told_exactly():
    one, other = prose(1, 4), prose(1, 4).replace("a ", "e ", 1)
    assert likeness(one, other) == pytest.approx(shared(one, other))


def test_a_text_of_a_few_words_has_no_sketch():
    words = prose(1).split()
    assert sketch(" ".join(words[: FEWEST + 1])) == ""
    assert sketch(" ".join(words[: FEWEST + 2])) != ""
    assert likeness(" ".join(words[:5]), prose(1)) is None


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace(".", " …"),
        lambda text: text.replace("fi", "ﬁ"),
        lambda text: text.replace("an", "a\u00adn"),
        lambda text: text.replace("é", "e\u0301"),
    ],
)
def test_case_space_signs_and_forms_of_letters_do_not_matter(change):
    text = prose(1).replace("bo", "fi").replace("de", "né")
    assert likeness(text, change(text)) == 1


def test_each_ideograph_is_a_word():
    text = "".join(chr(0x4E00 + at * 37 % 3000) for at in range(400))
    assert likeness(text, text[:200] + "天下雨" + text[210:]) > 0.8
    assert likeness(text, text[::-1]) < 0.1


def test_a_sketch_is_as_short_for_a_long_text():
    assert len(sketch(prose(1, 3000))) == len(sketch(prose(1, 30))) == len(sketch(prose(2, 30)))
    assert len(sketch(prose(1))) < 6 * SIZE


@pytest.mark.parametrize("broken", ["", "?", "AAAA", "é", "AAAAAAA"])
def test_a_sketch_that_is_not_understood_tells_nothing(broken):
    assert likeness_to(sketch(prose(1)))(broken) in (None, 0)
    assert likeness_to(broken)(sketch(prose(1))) in (None, 0)


@given(st.text(), st.text())
def test_any_text_has_a_likeness_from_0_to_1_whichever_comes_first(one, other):
    found = likeness(one * 3, other * 3)
    assert found is None or 0 <= found <= 1
    assert found == likeness(other * 3, one * 3)
