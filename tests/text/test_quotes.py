"""Finding a passage by words quoted from it."""

import pytest

from reader.text.quotes import nearest_sentence, quoted

TEXT = "It’s dark — very dark.\nThe Dark came. 今天下雨了。明天会晴。 A cafe\u0301 was open."


@pytest.mark.parametrize(
    ("quote", "hits"),
    [
        ("It's dark - very", ["It’s dark — very"]),
        (" dark ", ["dark", "dark"]),
        ("THE DARK", ["The Dark"]),
        ("very dark. The", ["very dark.\nThe"]),
        ("cafe", ["cafe\u0301"]),
        ("明天会晴", ["明天会晴"]),
        ("light", []),
        (" ", []),
    ],
)
def test_a_quote_is_found_in_its_own_case_or_else_in_any(quote, hits):
    assert [TEXT[start:end] for start, end in quoted(TEXT, quote)] == hits


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("the dark has come", "The Dark came."),
        ("今天下雪了", "今天下雨了。"),
        ("nothing of it", ""),
        ("?", ""),
    ],
)
def test_the_nearest_sentence_to_a_quote_that_is_not_there(quote, sentence):
    assert nearest_sentence(TEXT, quote) == sentence
