"""Searching a text for what a person types."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.search import compile_query, find_all, slices
from reader.text.spans import Span


def found(query, text):
    return [text[start:end] for start, end in find_all(compile_query(query), text)]


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        ("city", "City, city and CITY", ["City", "city", "CITY"]),
        ("City", "City, city and CITY", ["City"]),
        ("a city", "a\n  city, a\u00a0city, acity", ["a\n  city", "a\u00a0city"]),
        ("people's", "people's or people’s", ["people's", "people’s"]),
        ("people’s", "people's", ["people's"]),
        ('"so"', "“so” and „so“ and «so»", ["“so”", "„so“", "«so»"]),
        ("well-being", "well‑being, well–being", ["well‑being", "well–being"]),
        ("wait...", "wait… wait...", ["wait…", "wait..."]),
        ("café", "café and cafe\u0301", ["café", "cafe\u0301"]),
        ("cafe\u0301", "café", ["café"]),
        ("ÉTÉ", "été ÉTÉ", ["ÉTÉ"]),
        ("été", "été ÉTÉ", ["été", "ÉTÉ"]),
        ("a.c (x) [y]*", "abc a.c (x) [y]*", ["a.c (x) [y]*"]),
        ("学生", "我是学生。", ["学生"]),
        ("שלום", "שלום עולם", ["שלום"]),
        ("👍🏽", "ok 👍🏽", ["👍🏽"]),
        ("\\d", "5 \\d", ["\\d"]),
        ("H2O", "H2O, H₂O", ["H2O", "H₂O"]),
        ("2k", "2k, 2^k", ["2k", "2^k"]),
        ("xn", "xn, xⁿ, x_n, x^n", ["xn", "xⁿ", "x_n", "x^n"]),
        ("so", "so s^o sore", ["so", "s^o", "so"]),
        ("sold", "s^old sold", ["sold"]),
        ("dark and", "dark[1] and, dark[2][3] and", ["dark[1] and", "dark[2][3] and"]),
        ("dark1 and", "dark[1] and, dark1 and", ["dark[1] and", "dark1 and"]),
        ("dark.1", "dark.[1] And", ["dark.[1]"]),
        ("dark[1]", "dark[1] and dark", ["dark[1]"]),
        ("dark. The", "dark.¹ The dark.[a] The", ["dark.¹ The", "dark.[a] The"]),
        ("x + y", "x² + y, x[1] + y", []),
    ],
)
def test_a_query_finds(query, text, hits):
    assert found(query, text) == hits


@pytest.mark.parametrize("query", ["", " ", "\n\t"])
def test_nothing_to_look_for_is_no_pattern(query):
    assert compile_query(query) is None


def test_a_limit_and_a_stretch_bound_the_search():
    pattern = compile_query("a")
    assert list(find_all(pattern, "aaaa", limit=2)) == [Span(0, 1), Span(1, 2)]
    assert list(find_all(pattern, "aaaa", 1, 3)) == [Span(1, 2), Span(2, 3)]
    assert list(find_all(pattern, "aaaa", limit=0)) == []


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        ("e", "e\u0301", ["e\u0301"]),
        ("\u0301", "e\u0301", ["e\u0301"]),
        ("👩", "👩‍👧 👩", ["👩‍👧", "👩"]),
        ("a", "a\u0301a\u0302", ["a\u0301", "a\u0302"]),
        ("👧|👩", "👩‍👧", ["👩‍👧"]),
    ],
)
def test_a_match_is_widened_to_whole_graphemes_and_no_two_overlap(pattern, text, hits):
    assert [text[a:b] for a, b in find_all(re.compile(pattern), text)] == hits


def all_of(pattern, text, start=0):
    return [span for found in slices(pattern, text, start) for span in found]


@pytest.mark.parametrize("distance", [0, 16_383, 16_384, 16_385, 50_000])
def test_slices_overlook_nothing_where_they_meet(distance):
    text = "." * distance + "needle in needle"
    pattern = compile_query("needle")
    assert all_of(pattern, text) == list(find_all(pattern, text))


def test_slices_overlook_no_match_of_four_thousand_code_points_where_they_meet():
    text = "." * 16_000 + "a" + " " * 4_000 + "b"
    assert all_of(compile_query("a b"), text) == [Span(16_000, len(text))]


def test_slices_begin_where_they_are_told_and_are_many_in_a_long_text():
    pattern = compile_query("x")
    assert all_of(pattern, "x.x.x", 1) == [Span(2, 3), Span(4, 5)]
    assert len(list(slices(pattern, "." * 100_000))) > 3
    assert all_of(pattern, "") == []


@given(st.text("ab", max_size=30).map(lambda text: text * 1_500))
def test_slices_find_what_is_found_at_once(text):
    pattern = compile_query("aba")
    assert all_of(pattern, text) == list(find_all(pattern, text))
