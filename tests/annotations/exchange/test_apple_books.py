from __future__ import annotations

import json

import pytest

from reader.annotations.annotation import Colour, Kind, Style, Target
from reader.annotations.exchange.apple_books import looks, read
from reader.annotations.exchange.incoming import Imported
from reader.errors import ReaderError
from tests.annotations.exchange.databases import APPLE, database
from tests.annotations.exchange.strategies import annotations_of, problems_of

ROW = {
    "assetId": "A1",
    "chapter": "One",
    "contextualText": "Here are the words in it.",
    "highlight": "the words",
    "highlightLocation": "epubcfi(/6/12[c1]!/4/2,:0,:48)",
    "note": "why?",
    "highlightCreationDate": 685151385.5,
    "highlightModificationDate": 685151386.5,
    "highlightStyle": 2,
    "ZANNOTATIONDELETED": 0,
}
BOOK = {"bookId": "A1", "bookTitle": "Alice", "bookAuthor": "L. C.", "annotations": [ROW]}
MARKDOWN = """\
Title:: 📕 Alice
Author:: L. C.
Link:: [Apple Books Link](ibooks://assetid/A1)

%% keep-me %%
- 🎯 Highlight:: mine, and none
%% /keep-me %%

## Annotations

Number of annotations:: 1

----

- 📖 Chapter:: One
- 🔖 Context:: Here are the words in it.
- 🎯 Highlight:: <mark style="background:rgb(181,205,238); color:#000">the words</mark>
- 📝 Note:: why?
and more
- 📙 Highlight Link:: [Apple Books Highlight Link](ibooks://assetid/A1#epubcfi(/6/12[c1]!/4/2,:0,:48))
- <small>📅 Highlight taken on:: 2022-09-17 04:49:45 PM -07:00</small>
"""


def rows(*records: object) -> Imported:
    return read(json.dumps(records).encode(), "a.json")


def test_a_row_is_an_annotation_with_what_stands_around_it() -> None:
    (incoming,) = rows(ROW).incoming
    annotation = incoming.annotation
    assert annotation.target == Target("the words", "Here are ", " in it.", path=("One",))
    assert (annotation.kind, annotation.colour) == (Kind.NOTE, Colour.BLUE)
    assert annotation.note == "why?"
    assert annotation.created == "2022-09-17T23:49:45.500Z"
    assert incoming.work.source == "ibooks://assetid/A1"


def test_rows_below_their_book_have_its_title() -> None:
    (incoming,) = rows(BOOK).incoming
    assert incoming.work.title == "Alice"
    assert incoming.work.authors == ("L. C.",)


def test_a_list_of_books_alone_holds_no_annotations() -> None:
    imported = rows({"bookId": "A1", "bookTitle": "Alice"})
    assert not imported.incoming
    assert not imported.problems


def test_deleted_rows_do_not_come() -> None:
    assert not rows(ROW | {"ZANNOTATIONDELETED": 1}).incoming


def test_the_underline_is_a_style() -> None:
    assert annotations_of(rows(ROW | {"highlightStyle": 0}))[0].style is Style.UNDERLINE


def test_two_highlights_at_one_place_are_two() -> None:
    ids = {one.id for one in annotations_of(rows(ROW, ROW | {"highlight": "the word"}))}
    assert len(ids) == 2


def test_a_row_that_says_nothing_is_told() -> None:
    imported = rows({"assetId": "A1"}, ROW, 5)
    assert len(imported.incoming) == 1
    assert "neither what nor where" in problems_of(imported)


def test_the_database_gives_the_same_annotation_as_its_export() -> None:
    place, time = ROW["highlightLocation"], ROW["highlightCreationDate"]
    values = (1, "A1", 0, 2, 2, "the words", "why?", place, time, ROW["contextualText"], "One")
    gone = (2, "A1", 1, 2, 2, "the words", "", place, 1, "", "One")
    position = (3, "A1", 0, 3, 0, None, None, place, 1, None, None)
    table = "ZAEANNOTATION"
    data = database(APPLE, (table, values), (table, gone), (table, position))
    assert looks(data, "AEAnnotation.sqlite")
    (annotation,) = annotations_of(read(data, "AEAnnotation.sqlite"))
    (exported,) = annotations_of(rows(ROW))
    assert annotation.id == exported.id
    assert annotation.target == exported.target
    assert annotation.created == exported.created


def test_markdown_gives_the_same_annotation_and_not_what_a_person_kept_there() -> None:
    assert looks(MARKDOWN.encode(), "Alice.md")
    (incoming,) = read(MARKDOWN.encode(), "Alice.md").incoming
    (exported,) = annotations_of(rows(ROW))
    annotation = incoming.annotation
    assert incoming.work.title == "Alice"
    assert annotation.id == exported.id
    assert annotation.target == exported.target
    assert annotation.note == "why?\nand more"
    assert annotation.colour is Colour.BLUE
    assert annotation.created == "2022-09-17T23:49:45.000Z"
    assert incoming.line == MARKDOWN[: MARKDOWN.index("- 📖")].count("\n") + 1


def test_a_template_with_the_text_in_a_callout_is_read_with_its_lines() -> None:
    start = MARKDOWN[: MARKDOWN.index("- 📖")]
    (annotation,) = annotations_of(read(f"{start}> [!QUOTE]\n> one\ntwo\n".encode(), "a.md"))
    assert annotation.target.exact == "one\ntwo"


def test_no_note_is_written_as_such() -> None:
    data = MARKDOWN.replace("why?\nand more", "N/A").encode()
    assert annotations_of(read(data, "a.md"))[0].note == ""


@pytest.mark.parametrize("data", [b'[{"a": 1}]', b"{}", b"words"])
def test_what_is_something_else_is_refused(data: bytes) -> None:
    assert not looks(data, "a.json")
    with pytest.raises(ReaderError):
        read(data, "a.json")
