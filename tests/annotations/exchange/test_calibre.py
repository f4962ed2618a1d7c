from __future__ import annotations

import io
import json
import zipfile
from base64 import b64encode

import pytest

from reader.annotations.annotation import Colour, Kind, Style, Target
from reader.annotations.exchange.calibre import looks, read
from reader.errors import ReaderError
from tests.annotations.exchange.strategies import annotations_of, problems_of

RECORD = {
    "type": "highlight",
    "uuid": "u1",
    "highlighted_text": "the words",
    "notes": "why?",
    "start_cfi": "/2/4/2/1:0",
    "end_cfi": "/2/4/2/1:9",
    "spine_index": 3,
    "spine_name": "text/c1.xhtml",
    "toc_family_titles": ["Part", "One"],
    "style": {"kind": "color", "type": "builtin", "which": "pink"},
    "timestamp": "2023-01-01T12:00:00.000Z",
}
MARK = {
    "type": "bookmark",
    "title": "here",
    "pos": "epubcfi(/6/4!/4)",
    "pos_type": "epubcfi",
    "timestamp": "2023-01-01T12:00:00.000Z",
}
LAST = {"type": "last-read", "pos": "epubcfi(/6/6!/4)", "pos_type": "epubcfi"}
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Alice</dc:title>
 <dc:creator>L. C.</dc:creator>
 </metadata><manifest><item id="a" href="c1.xhtml" media-type="application/xhtml+xml"/></manifest>
 <spine><itemref idref="a"/></spine></package>"""
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
 <rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def collection(*records: object) -> bytes:
    kind = "calibre_annotation_collection"
    return json.dumps({"version": 1, "type": kind, "annotations": records}).encode()


def in_base_64(*records: object) -> bytes:
    return b"encoding=json+base64:\n" + b64encode(json.dumps(records).encode())


def book(kept: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/epub+zip")
        file.writestr("META-INF/container.xml", CONTAINER)
        file.writestr("p.opf", PACKAGE)
        file.writestr("c1.xhtml", "<html/>")
        file.writestr("META-INF/calibre_bookmarks.txt", kept)
    return archive.getvalue()


def test_a_highlight_comes_with_the_titles_and_the_file_that_it_is_in() -> None:
    (annotation,) = annotations_of(read(collection(RECORD)))
    assert annotation.target == Target("the words", path=("Part", "One"), href="text/c1.xhtml")
    assert (annotation.colour, annotation.note) == (Colour.PINK, "why?")
    assert annotation.created == "2023-01-01T12:00:00.000Z"
    kept = annotation.extra["from"]
    assert kept["start_cfi"] == "/2/4/2/1:0"  # type: ignore[index]
    assert kept["style"] == RECORD["style"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("style", "colour", "drawn"),
    [
        ({"kind": "decoration", "which": "wavy"}, Colour.YELLOW, Style.UNDERLINE),
        ({"kind": "decoration", "which": "strikeout"}, Colour.YELLOW, Style.STRIKETHROUGH),
        ({"kind": "custom", "background-color": "#a6c9ab"}, Colour.GREEN, Style.SOLID),
        (
            {"text-decoration-line": "underline", "text-decoration-color": "#0000ff"},
            Colour.BLUE,
            Style.UNDERLINE,
        ),
        ("none", Colour.YELLOW, Style.SOLID),
    ],
)
def test_colours_and_lines_are_told(style: object, colour: Colour, drawn: Style) -> None:
    (annotation,) = annotations_of(read(collection(RECORD | {"style": style})))
    assert (annotation.colour, annotation.style) == (colour, drawn)


def test_bookmarks_come_with_their_titles_and_the_place_of_reading_does_not() -> None:
    (annotation,) = annotations_of(read(collection(MARK, LAST)))
    assert (annotation.kind, annotation.note) == (Kind.BOOKMARK, "here")


def test_what_was_removed_does_not_come() -> None:
    assert not read(collection(RECORD | {"removed": True})).incoming


def test_it_is_read_from_a_book_and_its_file_as_from_a_collection() -> None:
    kept = in_base_64(RECORD, MARK, LAST)
    for data in (kept, book(kept)):
        assert looks(data, "a")
        assert annotations_of(read(data))[0] == annotations_of(read(collection(RECORD)))[0]
        assert len(read(data).incoming) == 2


def test_in_a_book_that_is_the_work() -> None:
    work = read(book(in_base_64(RECORD)), "Alice.epub").incoming[0].work
    assert (work.title, work.authors) == ("Alice", ("L. C.",))


def test_what_is_no_annotation_stops_nothing() -> None:
    imported = read(collection(5, {"type": "highlight"}, RECORD))
    assert len(imported.incoming) == 1
    assert "neither what nor where" in problems_of(imported)


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"words",
        b"encoding=json+base64:\nno base 64!",
        b"encoding=json+base64:\n" + b64encode(b"[" * 10_000),
        book(b"encoding=json+base64:\n" + b"A" * 30_000_000),
        book(in_base_64())[:-30],
    ],
)
def test_what_is_something_else_or_a_trap_is_refused(data: bytes) -> None:
    with pytest.raises(ReaderError):
        read(data, "x.json")
