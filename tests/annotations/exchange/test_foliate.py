from __future__ import annotations

import json

import pytest

from reader.annotations.annotation import Colour, Kind, Style, Target
from reader.annotations.exchange.foliate import looks, read
from reader.errors import ReaderError
from tests.annotations.exchange.strategies import annotations_of, problems_of

RECORD = {
    "value": "epubcfi(/6/4!/4/2,/1:0,/1:9)",
    "color": "aqua",
    "text": "the words",
    "note": "why?",
    "created": "2023-01-01T12:00:00.000Z",
    "modified": "2023-01-02T12:00:00.000Z",
}
BOOK = {
    "metadata": {
        "identifier": "urn:isbn:9780000000002",
        "title": {"en": "Alice"},
        "author": [{"name": "L. C."}],
        "language": ["en"],
    },
    "lastLocation": "epubcfi(/6/2!/4)",
    "annotations": [RECORD],
    "bookmarks": ["epubcfi(/6/8!/4/2)"],
}


def data_of(value: object) -> bytes:
    return json.dumps(value).encode()


def test_annotations_and_bookmarks_come_with_their_book() -> None:
    assert looks(data_of(BOOK), "urn%3Aisbn%3A9780000000002.json")
    first, second = read(data_of(BOOK)).incoming
    assert first.work.title == "Alice"
    assert first.work.authors == ("L. C.",)
    assert first.work.identifiers == ("isbn:9780000000002",)
    assert first.annotation.target == Target("the words")
    assert (first.annotation.colour, first.annotation.note) == (Colour.BLUE, "why?")
    assert first.annotation.modified == "2023-01-02T12:00:00.000Z"
    assert first.annotation.extra["from"]["value"] == RECORD["value"]  # type: ignore[index]
    assert second.annotation.kind is Kind.BOOKMARK
    assert second.annotation.extra["from"]["value"] == "epubcfi(/6/8!/4/2)"  # type: ignore[index]


def test_the_name_of_the_file_says_which_book_it_is() -> None:
    data = data_of({"annotations": [RECORD]})
    (incoming,) = read(data, "/a/urn%3Aisbn%3A9780000000002.json").incoming
    assert incoming.work.identifiers == ("isbn:9780000000002",)


def test_lines_are_colours_there_and_styles_here() -> None:
    record = RECORD | {"color": "underline"}
    (annotation,) = annotations_of(read(data_of({"annotations": [record]})))
    assert (annotation.colour, annotation.style) == (Colour.YELLOW, Style.UNDERLINE)


def test_a_later_note_does_not_change_the_id() -> None:
    ids = {
        annotations_of(read(data_of(BOOK | {"annotations": [record]})))[0].id
        for record in (RECORD, RECORD | {"note": "other", "modified": "2024-01-01"})
    }
    assert len(ids) == 1


def test_what_is_no_annotation_stops_nothing() -> None:
    imported = read(data_of(BOOK | {"annotations": [5, {"color": "red"}, RECORD]}))
    assert len(imported.incoming) == 2
    assert "neither what nor where" in problems_of(imported)


@pytest.mark.parametrize("data", [b"{}", b"[]", b'{"annotations": 5}', b"words"])
def test_what_is_something_else_is_refused(data: bytes) -> None:
    assert not looks(data, "x.json")
    with pytest.raises(ReaderError):
        read(data, "x.json")
