"""Breaking words at the end of a row."""

import sys
from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.hyphenation import (
    LADDER,
    NoDictionariesError,
    Points,
    dictionary,
    nowhere,
    wrap_hyphenated,
)
from reader.text.units import grapheme_start
from reader.text.wrap import cells


def between_all(word: str) -> tuple[int, ...]:
    """A dictionary that breaks words after every second letter."""
    return tuple(range(2, len(word) - 2, 2))


def lines(text: str, width: int, points: Points = between_all, indent: int = 0) -> list[str]:
    """The rows, with the hyphens that are drawn."""
    starts: array[int] = array("L")
    hyphens: set[int] = set()
    wrap_hyphenated(text, 0, len(text), width, starts, hyphens, points, indent)
    ends = [*starts[1:], len(text)]
    assert hyphens <= set(ends[:-1])
    return [text[a:b] + ("-" if b in hyphens else "") for a, b in zip(starts, ends, strict=True)]


def test_a_word_is_broken_where_it_still_fits_with_its_hyphen() -> None:
    assert lines("an important word", 8) == ["an impo-", "rtant ", "word"]


def test_a_word_that_fits_is_not_broken() -> None:
    assert lines("an important", 12) == ["an important"]


def test_a_short_word_is_not_broken() -> None:
    assert lines("a cat went home", 9) == ["a cat ", "went home"]


def test_punctuation_belongs_to_its_word() -> None:
    assert lines("he “important”, no", 9) == ["he “impo-", "rtant”, ", "no"]


def test_the_first_row_can_be_shorter() -> None:
    assert lines("an important word", 10, indent=2) == ["an impo-", "rtant word"]


@pytest.mark.parametrize(
    "word", ["example.org/path", "a1b2c3d4e5", "snake_case_name", "reader@home.net"]
)
def test_what_is_no_word_is_not_broken(word: str) -> None:
    assert lines(f"see {word}", len(word))[0] == "see "


def test_a_compound_is_broken_at_its_own_hyphen() -> None:
    assert lines("so well-considered", 11) == ["so well-", "considered"]


def test_a_word_longer_than_the_row_is_broken_again_and_again() -> None:
    assert lines("abcdefghijklmnop", 7) == ["abcdef-", "ghijkl-", "mnop"]


def test_no_more_than_a_few_rows_in_turn_end_with_a_hyphen() -> None:
    found = lines("abcdefgh " * 30, 12)
    ends = "".join("-" if row.endswith("-") else " " for row in found)
    assert "-" in ends
    assert "-" * (LADDER + 1) not in ends


def test_soft_hyphens_are_places_to_break_even_without_a_dictionary() -> None:
    assert lines("an im\u00adpor\u00adtant word", 9, nowhere) == [
        "an im\u00adpor\u00ad-",
        "tant word",
    ]


def test_where_soft_hyphens_are_no_other_places_count() -> None:
    assert lines("an impor\u00adtant word", 7) == ["an ", "impor\u00ad-", "tant ", "word"]


def test_chinese_is_broken_without_hyphens() -> None:
    assert lines("我们读书。很好", 8) == ["我们读", "书。很好"]


TEXTS = st.lists(
    st.text(st.sampled_from("abcdefghié\u0301\u00ad-’.“雨停👩\u200dשל"), min_size=1, max_size=20)
    | st.sampled_from(["government", "extraordinary", "l’administration", "co-operation"]),
    max_size=20,
).map(" ".join)
DICTIONARIES = st.sampled_from([nowhere, between_all])


@given(TEXTS, st.integers(4, 40), DICTIONARIES, st.sampled_from([0, 2]))
def test_the_rows_together_are_the_text(text: str, width: int, points: Points, indent: int) -> None:
    starts: array[int] = array("L")
    wrap_hyphenated(text, 0, len(text), width, starts, set(), points, indent)
    assert starts[0] == 0
    assert all(a < b for a, b in pairwise([*starts, len(text) or 1]))


@given(TEXTS, st.integers(4, 40), DICTIONARIES)
def test_every_row_fits_with_its_hyphen(text: str, width: int, points: Points) -> None:
    assert all(cells(row.rstrip(" ")) <= width for row in lines(text, width, points))


@given(TEXTS, st.integers(4, 40), DICTIONARIES)
def test_no_hyphen_cuts_a_grapheme(text: str, width: int, points: Points) -> None:
    hyphens: set[int] = set()
    wrap_hyphenated(text, 0, len(text), width, array("L"), hyphens, points)
    assert all(grapheme_start(text, place) == place for place in hyphens)


@pytest.mark.parametrize(
    ("language", "word", "points"),
    [
        ("en", "hyphenation", (2, 6)),
        ("en-GB", "photography", (3, 5)),
        ("de", "Arbeitgeber", (2, 6, 8)),
        ("fr", "administration", (2, 4, 7, 10)),
        ("es", "gobierno", (2,)),
    ],
)
def test_a_dictionary_knows_where_words_may_be_broken(language, word, points) -> None:
    assert dictionary(language)(word) == points


def test_names_are_not_broken_but_german_nouns_are() -> None:
    assert dictionary("en")("Washington") == ()
    assert dictionary("de")("Regierung") != ()


@pytest.mark.parametrize("language", ["", "zh", "tlh"])
def test_a_language_without_a_dictionary_is_not_broken(language: str) -> None:
    assert dictionary(language)("hyphenation") == ()


def test_without_the_library_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyphen", None)
    with pytest.raises(NoDictionariesError):
        dictionary.__wrapped__("en")
