"""Searching a text for what a person types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.search import compile_query, find_all, next_match, previous_match
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


def test_next_and_previous_wrap_round():
    pattern, text = compile_query("x"), "..x..x.."
    assert next_match(pattern, text, 0) == Span(2, 3)
    assert next_match(pattern, text, 3) == Span(5, 6)
    assert next_match(pattern, text, 6) == Span(2, 3)
    assert previous_match(pattern, text, 5) == Span(2, 3)
    assert previous_match(pattern, text, 2) == Span(5, 6)
    assert next_match(pattern, "none", 0) is None
    assert previous_match(pattern, "none", 4) is None


@pytest.mark.parametrize("distance", [0, 65_535, 65_536, 65_537, 200_000])
def test_a_match_far_back_is_found(distance):
    text = "needle in" + "." * distance + "here"
    assert previous_match(compile_query("needle  in"), text, len(text)) == Span(0, 9)


def test_a_match_across_a_window_is_found_from_behind():
    text = "." * 70_000 + "needle" + "." * (65_536 - 3)
    assert previous_match(compile_query("needle"), text, len(text)) == Span(70_000, 70_006)


@given(
    st.text("ab \n", max_size=60), st.sampled_from(["a", "ab", "b a", "a b"]), st.integers(0, 60)
)
def test_next_and_previous_agree_with_all_matches(text, query, offset):
    pattern = compile_query(query)
    spans = list(find_all(pattern, text))
    after = [span for span in spans if span.start >= offset]
    before = [span for span in spans if span.start < offset]
    assert next_match(pattern, text, offset) == next(iter(after + spans), None)
    assert previous_match(pattern, text, offset) == next(iter(before[::-1] + spans[::-1]), None)
