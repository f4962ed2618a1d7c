"""Many spans in little room."""

from bisect import bisect_left
from operator import attrgetter

from hypothesis import given
from hypothesis import strategies as st

from reader.text.spans import Span, Spans


def test_spans_come_back_as_they_were_put_in():
    spans = Spans([Span(1, 2), Span(5, 9)])
    spans.extend([Span(9, 12)])
    assert list(spans) == [Span(1, 2), Span(5, 9), Span(9, 12)]
    assert spans[-1] == Span(9, 12)
    assert spans[::2] == [Span(1, 2), Span(9, 12)]
    assert len(spans) == 3
    assert not Spans()


@given(st.sets(st.integers(0, 100)).map(sorted), st.integers(0, 101))
def test_the_first_span_from_an_offset_on(starts, offset):
    spans = Spans(Span(start, start + 1) for start in starts)
    assert spans.first_from(offset) == bisect_left(spans, offset, key=attrgetter("start"))
    assert spans.first_from(offset) == sum(start < offset for start in starts)
