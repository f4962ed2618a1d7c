from __future__ import annotations

import json

import pytest
from hypothesis import given

from reader.annotations.annotation import Annotation, Kind, Target, is_note
from reader.annotations.exchange.hypothesis import looks, read, write
from reader.annotations.exchange.outgoing import Placed
from reader.errors import ReaderError
from reader.text.spans import Span
from tests.annotations.exchange.strategies import (
    DOCUMENT,
    annotations_of,
    by_id,
    placed,
    problems_of,
)

RECORD = {
    "id": "abcDEF",
    "created": "2016-12-16T11:24:14.673557+00:00",
    "updated": "2016-12-17T11:24:14.673557+00:00",
    "user": "acct:ann@hypothes.is",
    "uri": "https://www.example.org/page?utm_source=x",
    "text": "a *note*",
    "tags": ["exam"],
    "group": "__world__",
    "permissions": {"read": []},
    "target": [
        {
            "source": "https://www.example.org/page",
            "selector": [
                {"type": "TextPositionSelector", "start": 4, "end": 7},
                {"type": "TextQuoteSelector", "exact": "words", "prefix": "the ", "suffix": "."},
            ],
        }
    ],
    "document": {"title": ["A page"]},
}
REPLY = {
    "id": "reply1",
    "created": "2016-12-18T00:00:00+00:00",
    "updated": "2016-12-18T00:00:00+00:00",
    "user": "acct:bob@hypothes.is",
    "text": "no",
    "references": ["abcDEF"],
    "target": [{"source": "https://www.example.org/page"}],
}
ONE = Annotation("01", Target("Monday", "on a ", ", and", 22, 28), note="why?", tags=("exam",))


def data_of(value: object) -> bytes:
    return json.dumps(value).encode()


def test_an_annotation_comes_with_its_page() -> None:
    (incoming,) = read(data_of({"total": 1, "rows": [RECORD]})).incoming
    annotation = incoming.annotation
    assert annotation.target == Target("words", "the ", ".")
    assert (annotation.note, annotation.tags, annotation.kind) == ("a *note*", ("exam",), Kind.NOTE)
    assert annotation.created == "2016-12-16T11:24:14.673Z"
    assert annotation.modified == "2016-12-17T11:24:14.673Z"
    assert incoming.work.title == "A page"
    assert incoming.work.identifiers == ("url:example.org/page",)
    kept = annotation.extra["from"]
    assert kept["user"] == "acct:ann@hypothes.is"  # type: ignore[index]
    assert kept["selector"] == [RECORD["target"][0]["selector"][0]]  # type: ignore[index]


def test_search_client_list_and_single_are_read_alike() -> None:
    client = {"export_date": "x", "client_version": "1", "annotations": [RECORD]}
    for value in ({"rows": [RECORD]}, client, [RECORD], RECORD):
        assert looks(data_of(value), "x.json")
        assert len(read(data_of(value)).incoming) == 1


def test_replies_are_part_of_the_note_that_they_answer() -> None:
    answer = REPLY | {"id": "reply2", "created": "2016-12-19", "references": ["abcDEF", "reply1"]}
    for records in ([RECORD, REPLY, answer], [answer, REPLY, RECORD]):
        (annotation,) = annotations_of(read(data_of(records)))
        assert annotation.note == "a *note*\n\n**bob:** no\n\n**bob:** no"
        assert annotation.modified == "2016-12-18T00:00:00.000Z"


def test_replies_that_the_search_gives_apart_are_joined_too() -> None:
    (annotation,) = annotations_of(read(data_of({"rows": [RECORD], "replies": [REPLY]})))
    assert annotation.note.endswith("**bob:** no")


def test_a_reply_to_what_is_not_there_is_a_note_of_its_own() -> None:
    (annotation,) = annotations_of(read(data_of([REPLY])))
    assert annotation.note == "no"


def test_a_later_note_does_not_change_the_id() -> None:
    ids = {
        annotations_of(read(data_of([record])))[0].id
        for record in (RECORD, RECORD | {"text": "other"})
    }
    assert len(ids) == 1


def test_what_is_no_annotation_stops_nothing() -> None:
    imported = read(data_of([RECORD, 5, {"a": 1}]))
    assert len(imported.incoming) == 1
    assert "no annotation" in problems_of(imported)


@given(placed)
def test_what_is_written_is_read_as_it_was(pairs: list[Placed]) -> None:
    imported = read(write(DOCUMENT, pairs, source="a b.epub").encode())
    notes = (annotation for annotation, _ in pairs if is_note(annotation))
    assert by_id(annotations_of(imported)) == by_id(notes)
    assert not imported.problems


def test_what_is_written_is_an_export_of_the_client() -> None:
    file = json.loads(write(DOCUMENT, [(ONE, Span(22, 28))], source="https://a.b/c"))
    (record,) = file["annotations"]
    assert record["uri"] == "https://a.b/c"
    assert (record["text"], record["tags"]) == ("why?", ["exam"])
    assert record["document"] == {"title": ['A "title"']}
    position, quote = record["target"][0]["selector"]
    assert (position["start"], position["end"]) == (22, 28)
    assert (quote["exact"], quote["prefix"], quote["suffix"]) == ("Monday", "on a ", ", and")


@pytest.mark.parametrize("data", [b"{}", b'{"rows": 5}', b"[1]", b"words"])
def test_what_is_something_else_is_refused(data: bytes) -> None:
    assert not looks(data, "x.json")
    with pytest.raises(ReaderError):
        read(data, "x.json")
