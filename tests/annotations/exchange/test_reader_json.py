from __future__ import annotations

import json

import pytest
from hypothesis import given

from reader.annotations.annotation import Annotation, Target
from reader.annotations.exchange.outgoing import Placed
from reader.annotations.exchange.reader_json import looks, read, write
from reader.errors import ReaderError
from reader.text.spans import Span
from tests.annotations.exchange.strategies import (
    DOCUMENT,
    annotations_of,
    by_id,
    placed,
    problems_of,
)

ONE = Annotation("01", Target("Monday", "on a ", ", and", 22, 28), note="a note")


@given(placed)
def test_what_is_written_is_read_as_it_was(pairs: list[Placed]) -> None:
    imported = read(write(DOCUMENT, pairs, source="a b.epub").encode())
    assert by_id(annotations_of(imported)) == by_id(annotation for annotation, _ in pairs)
    assert not imported.problems


def test_the_document_is_told_by_all_that_is_known_of_it() -> None:
    imported = read(write(DOCUMENT, [(ONE, Span(22, 28))], source="a b.epub").encode())
    work = imported.incoming[0].work
    assert work.title == 'A "title"'
    assert work.authors == ("Ann Author", "B")
    assert work.source == "a b.epub"
    assert work.identifiers == ("isbn:9780000000002",)
    assert work.sha256 == DOCUMENT.fingerprint
    assert imported.incoming[0].place == pytest.approx(22 / len(DOCUMENT.text))


def test_what_is_deleted_does_not_go_out() -> None:
    assert '"01"' not in write(DOCUMENT, [(ONE._replace(deleted="2026"), None)])


def test_a_record_that_is_none_is_told_with_its_line_and_stops_nothing() -> None:
    text = write(DOCUMENT, [(ONE, None), (ONE._replace(id="02"), None)])
    imported = read(text.replace('"exact"', '"inexact"', 1).encode())
    assert [one.annotation.id for one in imported.incoming] == ["02"]
    line = text[: text.index('"kind"')].count("\n")  # the brace is on the line before
    assert imported.problems[0].line == line
    assert "no target" in problems_of(imported)


def test_an_id_that_could_be_a_path_is_replaced_always_by_the_same() -> None:
    data = write(DOCUMENT, [(ONE, None)]).replace('"01"', '"../../etc"').encode()
    first, second = (annotations_of(read(data))[0].id for _ in range(2))
    assert first == second
    assert first.isalnum()


def test_nothing_that_a_terminal_obeys_comes_in() -> None:
    data = write(DOCUMENT, [(ONE._replace(note="\x1b]0;x\x07\r\nb\udc00", tags=("\x9b",)), None)])
    one = annotations_of(read(data.encode()))[0]
    assert one.note == "]0;x\nb\ufffd"
    assert one.tags == ("",)


def test_what_is_written_is_told_by_its_beginning() -> None:
    data = write(DOCUMENT, []).encode()
    assert looks(data, "x.json")
    assert not looks(b'{"format": "other"}', "x.json")
    assert json.loads(data)["annotations"] == []


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"words", b'{"format": "x"}', b"\xff\xfe"])
def test_what_is_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError):
        read(data, "x.json")
