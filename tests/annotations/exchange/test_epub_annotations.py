from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given

from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target, is_note
from reader.annotations.exchange.epub_annotations import looks, read, write, write_json
from reader.annotations.exchange.outgoing import Placed
from reader.errors import ReaderError
from reader.text.spans import Span
from tests.annotations.exchange.strategies import (
    DOCUMENT,
    TEXT,
    annotations_of,
    by_id,
    placed,
    problems_of,
)

ONE = Annotation(
    "0123456789abcdefgh",
    Target("Monday", "on a ", ", and", 22, 28, ("Part", "One")),
    Kind.NOTE,
    Colour.PINK,
    Style.UNDERLINE,
    "*why*?",
    ("exam",),
    "2026-11-22T14:05:00.000Z",
)
ITEM = {
    "id": "urn:uuid:1",
    "type": "Annotation",
    "created": "2023-10-14T15:13:28Z",
    "body": {
        "type": "TextualBody",
        "value": "j'adore !",
        "color": "blue",
        "highlight": "strikethrough",
        "tags": ["teacher"],
    },
    "target": {
        "source": "OEBPS/one.xhtml",
        "selector": [{"type": "TextQuoteSelector", "exact": "words"}],
        "meta": {"headings": [{"level": 1, "txt": "Part"}, {"level": 2, "txt": "One"}]},
    },
}
SET = {
    "@context": "https://www.w3.org/ns/epub-anno.jsonld",
    "id": "urn:uuid:2",
    "type": "AnnotationSet",
    "about": {
        "dc:identifier": ["urn:isbn:9780000000002"],
        "dc:title": "Alice",
        "dc:creator": ["A", "B"],
    },
    "items": [ITEM],
}


def packed(name: str, data: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "x")
        file.writestr(name, data)
    return archive.getvalue()


@given(placed)
def test_what_is_written_is_read_as_it_was(pairs: list[Placed]) -> None:
    imported = read(write(DOCUMENT, pairs, source="a.epub"))
    notes = (annotation for annotation, _ in pairs if is_note(annotation))
    assert by_id(annotations_of(imported)) == by_id(notes)
    assert not imported.problems


def test_what_is_written_is_what_the_draft_describes() -> None:
    place = TEXT.index("城市")
    found = ONE._replace(id="2"), Span(place, place + 2)
    bookmark = Annotation("3", Target("", start=3), Kind.BOOKMARK)
    file = json.loads(write_json(DOCUMENT, [(ONE, Span(22, 28)), found, (bookmark, Span(3, 3))]))
    assert file["type"] == "AnnotationSet"
    assert file["about"]["dc:identifier"] == ["urn:isbn:9780000000002"]
    assert file["about"]["dc:creator"] == ["Ann Author", "B"]
    third, first, second = file["items"]
    assert first["body"] == {
        "type": "TextualBody",
        "value": "*why*?",
        "color": "pink",
        "highlight": "underline",
        "tags": ["exam"],
    }
    assert first["motivation"] == "commenting"
    assert first["target"]["source"] == "text/one.xhtml"
    assert first["target"]["selector"][0]["exact"] == "Monday"
    assert second["target"]["source"] == "text/two two.xhtml"
    assert third["motivation"] == "bookmarking"
    assert "body" not in third
    assert "selector" not in third["target"]
    assert all(item["created"] for item in file["items"])  # the draft demands it


def test_the_file_is_an_archive_that_is_the_same_each_time() -> None:
    once, again = (write(DOCUMENT, [(ONE, None)]) for _ in range(2))
    assert once == again
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert archive.namelist() == ["annotations.json"]


@pytest.mark.parametrize("name", ["annotations.json", "META-INF/annotations.json"])
def test_it_is_read_as_it_stands_in_an_archive_and_in_a_book(name: str) -> None:
    data = json.dumps(SET).encode()
    for one in (data, packed(name, data)):
        assert looks(one, "a.annotations")
        (incoming,) = read(one, "a.annotations").incoming
        assert incoming.work.title == "Alice"
        assert incoming.work.authors == ("A", "B")
        assert incoming.work.identifiers == ("isbn:9780000000002",)
        annotation = incoming.annotation
        assert annotation.target == Target("words", path=("Part", "One"), href="OEBPS/one.xhtml")
        assert annotation.note == "j'adore !"
        assert (annotation.colour, annotation.style) == (Colour.BLUE, Style.STRIKETHROUGH)
        assert annotation.tags == ("teacher",)
        assert annotation.created == "2023-10-14T15:13:28.000Z"


def test_a_text_with_its_language_is_read() -> None:
    value = {"language": "he", "direction": "rtl", "text": "שפה"}
    item = ITEM | {"body": {"type": "TextualBody", "value": value}}
    (annotation,) = annotations_of(read(json.dumps(SET | {"items": [item]}).encode()))
    assert annotation.note == "שפה"


def test_the_older_shape_of_readium_is_read() -> None:
    old = ITEM | {"@context": "http://www.w3.org/ns/anno.jsonld"}
    (annotation,) = annotations_of(read(json.dumps(old).encode(), "a.annotation"))
    assert annotation.target.href == "OEBPS/one.xhtml"
    assert annotation.colour is Colour.BLUE


def test_an_item_that_is_none_stops_nothing() -> None:
    imported = read(json.dumps(SET | {"items": [5, {"type": "Annotation"}, ITEM]}).encode())
    assert len(imported.incoming) == 1
    assert "no target" in problems_of(imported)
    assert "no annotation" in problems_of(imported)


def test_archives_that_are_traps_or_hold_nothing_are_refused() -> None:
    bomb = packed("annotations.json", b" " * 30_000_000)
    for data in (bomb, packed("other.json", b"{}"), packed("annotations.json", b"[]")[:-30]):
        assert not looks(data, "a.annotations")
        with pytest.raises(ReaderError):
            read(data, "a.annotations")
