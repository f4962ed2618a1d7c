from __future__ import annotations

import pytest

from reader.documents.numbering import number_of, value_of


@pytest.mark.parametrize(
    ("line", "kind", "value", "rest"),
    [
        ("CHAPTER IV", "chapter", 4, ""),
        ("Chapter 12. The Lock", "chapter", 12, "The Lock"),
        ("Part Two: Water", "part", 2, "Water"),
        ("Book the Third", "book", 3, ""),
        ("Zweiter Teil", "teil", 2, ""),
        ("APPENDIX B", "appendix", 2, ""),
        ("2.1 Method", "decimal 2", 1, "Method"),
        ("3. Results", "decimal 1", 3, "Results"),
        ("A.2 Proofs", "decimal 2", 2, "Proofs"),
        ("IX. The Barge", "roman title", 9, "The Barge"),
        ("XIV", "roman", 14, ""),
        ("[7]", "digits", 7, ""),
        ("第三章 驳船", "章", 0, "驳船"),
        ("第12回", "回", 12, ""),
    ],
)
def test_the_number_of_a_heading_is_read(line: str, kind: str, value: int, rest: str) -> None:
    number = number_of(line)
    assert number is not None
    assert (number.kind, number.value, number.rest) == (kind, value, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Part of the bridge had gone",
        "Chapter two tells of the barge",
        "Section a man would build",
        "I went to the lock",
        "mix",
        "In 1871 the lock was built",
        "1871 was dry",
        "",
    ],
)
def test_sentences_have_no_number(line: str) -> None:
    assert number_of(line) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("MCMXCIV", 1994),
        ("xl", 40),
        ("12", 12),
        ("seven", 7),
        ("twenty-one", 21),
        ("last", 21),
        ("", 0),
    ],
)
def test_numerals_have_values(numeral: str, value: int) -> None:
    assert value_of(numeral) == value
