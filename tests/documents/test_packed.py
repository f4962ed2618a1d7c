"""What gzip has packed, and what a person says a file is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from reader.documents.opening import open_document, read_source, source_from_bytes
from reader.errors import SourceError


def test_a_packed_text_is_opened_by_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "ls.1.gz"
    path.write_bytes(gzip.compress(b".TH LS 1\n.SH NAME\nls\n"))
    document = open_document(read_source(path))
    assert (document.metadata.format, document.text) == ("man", "NAME\nls")


def test_a_packed_text_may_come_through_a_pipe() -> None:
    source = source_from_bytes("standard input", gzip.compress(b"Some words.\n"))
    assert open_document(source).text == "Some words."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (gzip.compress(b"Some words.\n" * 100)[:-20], "is a damaged gzip archive"),
        (b"\x1f\x8b\x08rubbish", "is a damaged gzip archive"),
        (gzip.compress(bytes(65 * 2**20)), "is too large: more than 64 MB when unpacked"),
        (gzip.compress(b"\x89PNG\r\n\x1a\n"), "is a PNG image"),
    ],
)
def test_what_cannot_be_unpacked_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        source_from_bytes("a.gz", data)


def test_a_file_is_read_as_what_a_person_says_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("* One\n", "utf-8")
    assert open_document(read_source(path)._replace(format="org")).metadata.format == "org"
    assert open_document(read_source(path)).metadata.format == "plain"


def test_a_format_that_is_none_is_told_with_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("words\n", "utf-8")
    with pytest.raises(SourceError, match="no format “wurst”: this version reads plain, markdown"):
        open_document(read_source(path)._replace(format="wurst"))
