from __future__ import annotations

import pytest
from hypothesis import given

from reader.annotations.exchange import json_data
from reader.annotations.exchange.json_data import load
from reader.errors import ReaderError
from tests.annotations.exchange.strategies import values


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"[" * 70 + b"]" * 70,
        b"1" * 10_000,
        b'{"a": "',
        b'"\\' * 5000,
        b"",
    ],
)
def test_traps_are_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ReaderError) as error:
        load(data, "trap.json", "a list")
    assert "\n" not in str(error.value)


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_data, "LARGEST", 10)
    with pytest.raises(ReaderError, match="larger"):
        load(b"[" + b" " * 10 + b"]", "large.json", "a list")


def test_a_comma_too_many_is_forgiven_and_told_with_its_line() -> None:
    loaded = load(b'{"a": [1, 2,],\n "b": ",]",\n}', "a.json", "a list")
    assert loaded.value == {"a": [1, 2], "b": ",]"}
    assert [one.line for one in loaded.problems] == [1]


def test_numbers_that_are_none_are_null() -> None:
    assert load(b"[NaN, Infinity, -Infinity, 1e999, 0.5]", "", "a list").value == [
        None,
        None,
        None,
        None,
        0.5,
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_json_are_read(encoding: str) -> None:
    assert load('["é城"]'.encode(encoding), "", "a list").value == ["é城"]


def test_objects_have_the_lines_on_which_they_begin() -> None:
    loaded = load(b'[\n{"a": "\\"{\\n"},\n {"b": [\n{}]}]', "", "a list")
    first, second = loaded.value  # type: ignore[misc]
    assert loaded.line(first) == 2
    assert loaded.line(second) == 3
    assert loaded.line(second["b"][0]) == 4
    assert loaded.line({}) == 0


@given(values)
def test_values_come_as_they_were_written(value: object) -> None:
    import json

    for escaped in (True, False):
        text = json.dumps(value, ensure_ascii=escaped)
        assert load(text.encode(), "", "a value").value == value
