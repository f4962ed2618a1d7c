"""The printed pages that a stretch of text is on."""

import pytest

from reader.documents.document import Page
from reader.documents.formats.plain import parse
from reader.documents.pages import pages_of
from reader.text.spans import Span

TEXT = "One two three four"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(0, 3), ""),
        (Span(0, 7), "p. 1"),
        (Span(0, 18), "p. 1–2"),
        (Span(4, 7), "p. 1"),
        (Span(9, 18), "p. 1–2"),
        (Span(14, 18), "p. 2"),
        (Span(14, 14), "p. 2"),
        (Span(0, 0), ""),
    ],
)
def test_what_stands_before_the_first_page_does_not_hide_it(span, said):
    document = parse(TEXT).with_(pages=(Page("1", 4), Page("2", 14)))
    assert pages_of(document, span) == said


def test_without_pages_there_is_nothing_to_say():
    assert pages_of(parse(TEXT), Span(0, 18)) == ""
