from __future__ import annotations

import pytest

from reader.annotations.annotation import Colour, Kind, Target
from reader.annotations.exchange.kobo import looks, read
from reader.errors import ReaderError
from tests.annotations.exchange.databases import KOBO, database
from tests.annotations.exchange.strategies import annotations_of, problems_of

BOOK = "file:///mnt/onboard/Alice.epub"
CHAPTER = f"{BOOK}#(3)text/c1.xhtml"


def bookmark(**fields: object) -> tuple[str, tuple[object, ...]]:
    row = {
        "BookmarkID": "b1",
        "VolumeID": BOOK,
        "ContentID": CHAPTER,
        "Text": "  the words\n",
        "Annotation": None,
        "ExtraAnnotationData": b"\x00",
        "DateCreated": "2023-05-06T07:08:09.123",
        "DateModified": "2023-05-07T07:08:09Z",
        "ChapterProgress": 0.5,
        "Hidden": "false",
        "Type": "highlight",
        "Color": 2,
    }
    return "Bookmark", tuple((row | fields).values())


def kobo(*bookmarks: tuple[str, tuple[object, ...]]) -> bytes:
    book = "content", (BOOK, "Alice", "Lewis Carroll", "9780000000002")
    return database(KOBO, book, ("content", (CHAPTER, "Down the Hole", None, None)), *bookmarks)


def test_a_highlight_comes_with_its_book_its_chapter_and_its_times() -> None:
    (incoming,) = read(kobo(bookmark()), "KoboReader.sqlite").incoming
    annotation = incoming.annotation
    assert annotation.target == Target("the words", path=("Down the Hole",))
    assert (annotation.kind, annotation.colour) == (Kind.HIGHLIGHT, Colour.BLUE)
    assert annotation.created == "2023-05-06T07:08:09.123Z"
    assert annotation.modified == "2023-05-07T07:08:09.000Z"
    assert incoming.work.title == "Alice"
    assert incoming.work.authors == ("Lewis Carroll",)
    assert incoming.work.identifiers == ("isbn:9780000000002",)
    assert annotation.extra["from"]["ChapterProgress"] == 0.5  # type: ignore[index]


def test_a_note_is_the_same_annotation_later() -> None:
    before = annotations_of(read(kobo(bookmark())))[0]
    after = annotations_of(read(kobo(bookmark(Annotation="why?", Type="note"))))[0]
    assert (after.note, after.kind) == ("why?", Kind.NOTE)
    assert before.id == after.id


def test_a_dog_ear_is_a_bookmark_before_its_words() -> None:
    (annotation,) = annotations_of(read(kobo(bookmark(Type="dogear"))))
    assert annotation.kind is Kind.BOOKMARK
    assert annotation.target.exact == ""
    assert annotation.target.suffix == "the words"


def test_what_is_hidden_was_deleted() -> None:
    assert not read(kobo(bookmark(Hidden="true"))).incoming


def test_a_row_without_a_book_stops_nothing() -> None:
    imported = read(kobo(bookmark(VolumeID=""), bookmark(BookmarkID="b2")))
    assert len(imported.incoming) == 1
    assert "which book" in problems_of(imported)


def test_a_book_that_is_no_longer_there_is_called_by_its_file() -> None:
    data = database(KOBO, bookmark())
    assert read(data).incoming[0].work.title == "Alice"


def test_another_database_is_not_taken_for_this() -> None:
    other = database(["CREATE TABLE a (b)"])
    assert looks(kobo(), "KoboReader.sqlite")
    assert not looks(other, "a.sqlite")
    with pytest.raises(ReaderError):
        read(other, "a.sqlite")
