from __future__ import annotations

import json

import pytest

from reader.annotations.annotation import Colour, Kind, Style, Target
from reader.annotations.exchange.incoming import Imported
from reader.annotations.exchange.zotero import looks, read
from reader.errors import ReaderError
from tests.annotations.exchange.strategies import annotations_of

HIGHLIGHT = {
    "key": "HIGH1",
    "itemType": "annotation",
    "parentItem": "FILE1",
    "annotationType": "underline",
    "annotationText": "the words",
    "annotationComment": "why?",
    "annotationColor": "#2ea8e5",
    "annotationPageLabel": "10",
    "tags": [{"tag": "exam"}, {"tag": "two words"}],
    "dateAdded": "2023-01-01T12:00:00Z",
    "dateModified": "2023-01-02T12:00:00Z",
}
NOTE = {
    "key": "NOTE1",
    "itemType": "note",
    "parentItem": "WORK1",
    "note": "<div><p>one</p><ol><li>two</li></ol></div>",
    "tags": [],
    "dateModified": "2023-01-02T12:00:00Z",
}
ATTACHMENT = {"key": "FILE1", "itemType": "attachment", "parentItem": "WORK1", "title": "PDF"}
WORK = {
    "key": "WORK1",
    "itemType": "book",
    "title": "A work",
    "date": "2023",
    "DOI": "10.1000/AB",
    "ISBN": "978-0-00-000000-2 0000000000",
    "creators": [{"firstName": "John", "lastName": "Doe"}, {"name": "A Group"}],
}


def items(*records: dict[str, object]) -> Imported:
    return read(json.dumps([{"key": one.get("key"), "data": one} for one in records]).encode())


def test_an_annotation_comes_with_the_work_above_its_attachment() -> None:
    (incoming,) = items(HIGHLIGHT, ATTACHMENT, WORK).incoming
    annotation = incoming.annotation
    assert annotation.target == Target("the words")
    assert (annotation.colour, annotation.style) == (Colour.BLUE, Style.UNDERLINE)
    assert (annotation.note, annotation.tags) == ("why?", ("exam", "two words"))
    assert annotation.created == "2023-01-01T12:00:00.000Z"
    assert annotation.modified == "2023-01-02T12:00:00.000Z"
    assert annotation.extra["from"]["annotationPageLabel"] == "10"  # type: ignore[index]
    assert annotation.extra["from"]["annotationColor"] == "#2ea8e5"  # type: ignore[index]
    assert incoming.work.title == "A work"
    assert incoming.work.authors == ("John Doe", "A Group")
    assert incoming.work.identifiers == ("doi:10.1000/ab", "isbn:9780000000002")


def test_a_note_of_a_work_is_markdown() -> None:
    (annotation,) = annotations_of(items(NOTE, WORK))
    assert annotation.kind is Kind.NOTE
    assert annotation.note == "one\n\n1. two"


def test_items_may_stand_in_the_list_as_they_are() -> None:
    imported = read(json.dumps({"items": [HIGHLIGHT, ATTACHMENT, WORK]}).encode())
    assert imported.incoming[0].work.title == "A work"


def test_a_later_comment_does_not_change_the_id() -> None:
    before, after = (annotations_of(items(HIGHLIGHT | {"annotationComment": c})) for c in "ab")
    assert before[0].id == after[0].id


def test_what_is_in_the_bin_there_does_not_come() -> None:
    assert not items(HIGHLIGHT | {"deleted": 1}, WORK).incoming


def test_items_that_are_below_one_another_end() -> None:
    around = {"key": "A", "itemType": "book", "parentItem": "A", "title": "round"}
    (incoming,) = items(HIGHLIGHT | {"parentItem": "A"}, around).incoming
    assert incoming.work.title == "round"


@pytest.mark.parametrize("data", [b"{}", b"[]", b'[{"a": 1}]', b"words"])
def test_what_is_something_else_is_refused(data: bytes) -> None:
    assert not looks(data, "x.json")
    with pytest.raises(ReaderError):
        read(data, "x.json")
