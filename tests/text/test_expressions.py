"""Searching with regular expressions."""

import pytest

from reader.text.expressions import WrongExpressionError, compile_expression, matches


def found(query, text):
    batches = matches(compile_expression(query), text, 20.0)
    return [text[start:end] for batch in batches for start, end in batch]


@pytest.mark.parametrize(
    ("query", "text", "hits"),
    [
        (r"n.ght", "night Naught NIGHT", ["night", "NIGHT"]),
        (r"N.ght", "night Night", ["Night"]),
        (r"\Wb\S", "a Be", [" Be"]),
        (r"\p{Lu}\w", "a Be", ["Be"]),
        (r"(?P<Name>a)\D", "AB a1", ["AB"]),
        (r"^\w+", "one two\nthree", ["one", "three"]),
        (r"\w+$", "one two\nthree", ["two", "three"]),
        (r"\p{Han}+", "我是 a", ["我是"]),
        (r"b*", "abba", ["bb"]),
        (r"e", "e\u0301", ["e\u0301"]),
        (r"\u0301", "e\u0301", ["e\u0301"]),
        (r".", "👩‍👧", ["👩‍👧"]),
    ],
)
def test_an_expression_finds(query, text, hits):
    assert found(query, text) == hits


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("night(", "missing ) at character 7"),
        ("*", "nothing to repeat at character 1"),
        ("[a", "unterminated character set at character 3"),
        ("a{2,1}", "min repeat greater than max repeat at character 3"),
    ],
)
def test_what_is_wrong_with_an_expression_is_said_with_its_place(query, said):
    with pytest.raises(WrongExpressionError) as error:
        compile_expression(query)
    assert str(error.value) == said


def test_an_expression_is_stopped_after_its_time_and_what_was_found_remains():
    text = "x x " + "a" * 60 + "b"
    seen = []
    with pytest.raises(TimeoutError):
        for batch in matches(compile_expression("x|(a|aa)+$"), text, 0.05):
            seen += batch
    assert len(seen) == 2


def test_many_matches_are_stopped_too():
    with pytest.raises(TimeoutError):
        list(matches(compile_expression("a"), "a" * 5_000, 0.0))


def test_many_matches_come_some_at_a_time():
    batches = list(matches(compile_expression("a"), "a" * 2_000, 20.0))
    assert len(batches) > 2
    assert sum(map(len, batches)) == 2_000
