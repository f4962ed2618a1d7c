from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.study.coverage import add, covered, merge, minutes
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


def test_a_text_in_two_scripts_takes_what_its_parts_take() -> None:
    mixed = "读" * 4000 + "a" * 4000
    apart = minutes("读" * 4000, 0, 4000) + minutes("a" * 4000, 0, 4000)
    assert abs(minutes(mixed, 0, 8000) - apart) < 0.01 * apart
