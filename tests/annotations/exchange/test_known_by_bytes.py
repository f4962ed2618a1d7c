"""Files of data formats are known for what they are, whatever they are called."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from reader.annotations.annotation import Annotation, Target
from reader.annotations.exchange import epub_annotations, hypothesis, reader_json, w3c
from reader.annotations.exchange.formats import recognise
from tests.annotations.exchange.databases import APPLE, KOBO, database
from tests.annotations.exchange.strategies import DOCUMENT

# What it says is full of the words of the other formats.
ONE = Annotation(
    "01",
    Target("Monday", "on a ", ", and", 22, 28),
    note='"itemType" "rows" "selector" "@context" epubcfi( ibooks://assetid/\n## Annotations\n',
    tags=('"bookmarks"', '"calibre_annotation_collection"', '"highlightLocation"'),
)

# What Reader keeps of the records of the programs that annotations once came from.
OTHERS = (
    {"format": "foliate", "value": "epubcfi(/6/4)", "annotations": [], "bookmarks": []},
    {"format": "apple-books", "highlightLocation": "epubcfi(/6/4)", "bookId": 1, "bookTitle": ""},
    {"format": "calibre", "start_cfi": "/2", "highlighted_text": "a", "meta": {"color": "}"}},
)


@pytest.mark.parametrize("record", OTHERS, ids=lambda record: record["format"])
@pytest.mark.parametrize(
    ("write", "known"),
    [
        (w3c.write, "w3c"),
        (reader_json.write, "json"),
        (hypothesis.write, "hypothesis"),
        (epub_annotations.write_json, "epub-annotations"),
    ],
)
def test_what_came_from_another_program_does_not_make_a_file_one_of_its(
    write: Callable[..., str | bytes], known: str, record: dict[str, object]
) -> None:
    written = write(DOCUMENT, [(ONE._replace(extra={"from": record}), None)])
    found = recognise(written.encode() if isinstance(written, str) else written, "a.json")
    assert found is not None
    assert found.name == known


@pytest.mark.parametrize("name", ["a.json", "a", "a.txt", "a.epub", "a.md"])
@pytest.mark.parametrize(
    ("write", "known"),
    [
        (w3c.write, "w3c"),
        (reader_json.write, "json"),
        (hypothesis.write, "hypothesis"),
        (epub_annotations.write, "epub-annotations"),
        (epub_annotations.write_json, "epub-annotations"),
    ],
)
def test_what_is_written_is_known(write: Callable[..., str | bytes], known: str, name: str) -> None:
    written = write(DOCUMENT, [(ONE, None)])
    found = recognise(written.encode() if isinstance(written, str) else written, name)
    assert found is not None
    assert found.name == known


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (database(APPLE), "apple-books"),
        (database(KOBO), "kobo"),
        (json.dumps([{"data": {"itemType": "note", "parentItem": "A"}}]).encode(), "zotero"),
        (b'{"annotations": [{"value": "epubcfi(/6/4)"}], "bookmarks": []}', "foliate"),
        (b'[{"assetId": "A", "highlightLocation": "epubcfi(/6/4)"}]', "apple-books"),
        (b'{"type": "calibre_annotation_collection", "annotations": []}', "calibre"),
        (b"encoding=json+base64:\nW10=", "calibre"),
        (b"SQLite format 3\x00 and nothing more", None),
        (b"PK\x03\x04 and nothing more", None),
        (b'{"a": 1}', None),
        (b"", None),
    ],
)
def test_files_of_other_programs_are_known(data: bytes, known: str | None) -> None:
    for name in ("a.json", "a.sqlite", "a"):
        found = recognise(data, name)
        assert (found and found.name) == known
