from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.study.coverage import Attention, add, covered, merge, minutes
from reader.text.spans import Span

PAIRS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12)


def points(spans: list[tuple[int, int]]) -> set[int]:
    return {point for start, end in spans for point in range(start, end)}


@given(PAIRS)
def test_merged_spans_cover_the_same_and_never_touch(pairs: list[tuple[int, int]]) -> None:
    merged = merge(pairs)
    assert points([tuple(span) for span in merged]) == points(pairs)
    assert all(one.end < other.start for one, other in pairwise(merged))


@given(PAIRS, st.integers(0, 60), st.integers(1, 20))
def test_one_more_span_is_the_same_as_merging_all(
    pairs: list[tuple[int, int]], start: int, length: int
) -> None:
    new = Span(start, start + length)
    assert add(merge(pairs), new) == merge([*pairs, new])


@given(PAIRS, st.integers(0, 60), st.integers(0, 60))
def test_covered_counts_the_code_points_in_between(
    pairs: list[tuple[int, int]], start: int, end: int
) -> None:
    assert covered(merge(pairs), start, end) == len(points(pairs) & set(range(start, end)))


def test_chinese_takes_longer_than_as_many_latin_letters() -> None:
    assert minutes("读" * 400, 0, 400) > minutes("a" * 400, 0, 400) > 0


def test_a_page_looked_at_for_long_enough_is_read() -> None:
    text = "word " * 200
    lines = [Span(start, start + 50) for start in range(0, 1000, 50)]
    seconds = 60 * minutes(text, 0, 1000)
    assert Attention().look(text, lines, seconds) == [Span(0, 1000)]


def test_a_page_that_is_turned_at_once_is_not() -> None:
    text = "word " * 200
    assert Attention().look(text, [Span(0, 500), Span(500, 1000)], 0.3) == []


def test_looking_twice_adds_up() -> None:
    text = "word " * 100
    attention = Attention()
    whole = [Span(0, 500)]
    enough = 60 * minutes(text, 0, 500) * 0.2
    assert attention.look(text, whole, enough) == []
    assert attention.look(text, whole, enough) == whole


def test_an_hour_away_counts_as_a_few_minutes() -> None:
    text = "word " * 100_000
    whole = [Span(0, len(text))]
    assert Attention().look(text, whole, 3600) == []
