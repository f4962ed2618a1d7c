from __future__ import annotations

import os
import zipfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import opening
from reader.documents.formats import markdown
from reader.documents.opening import (
    Source,
    first_piece,
    open_document,
    read_source,
    source_from_bytes,
)
from reader.errors import SourceError


def refusal(path: Path) -> str:
    with pytest.raises(SourceError) as raised:
        read_source(path)
    message = str(raised.value)
    assert "\n" not in message
    return message


def test_a_file_is_read_whole_under_the_name_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words\r\n")
    assert read_source(path) == Source(str(path), b"words\r\n", path)


def test_a_missing_file_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("x")
    assert refusal(tmp_path / "artcle.txt").endswith(f"did you mean {tmp_path / 'article.txt'}?")


def test_a_missing_file_without_a_near_name_is_just_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing.txt").endswith("nothing.txt: no such file")


def test_a_missing_folder_is_told_as_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "no" / "such" / "file.txt")


def test_a_link_that_leads_nowhere_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "report.txt").symlink_to("gone.txt")
    assert refusal(tmp_path / "report.txt").endswith("leads nowhere: there is no gone.txt")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "is not a folder" in refusal(tmp_path / "file" / "inside.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).endswith(f"on the shelf with “reader add {tmp_path}”")


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is a device or a pipe" in refusal(tmp_path / "pipe")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    assert "no permission" in refusal(path)


def test_a_name_that_cannot_be_a_file_is_refused() -> None:
    assert "cannot be read" in refusal(Path("a" * 5000))


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LARGEST", 2**20)
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * (2**20 + 1))
    assert "is too large (1 MB): the most that is read is 1 MB" in refusal(path)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(data)
    assert "is empty" in refusal(path)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "is a PNG image"),
        (b"\xff\xd8\xff\xe0\0", "is a JPEG image"),
        (b"GIF89a\0", "is a GIF image"),
        (b"some text\0and more text", "is not text (it has NUL bytes)"),
        (b"BM\0\0\0", "is a BMP image"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(data)
    assert what in refusal(path)


def test_an_archive_that_is_no_book_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "files.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    assert "is a ZIP archive" in refusal(tmp_path / "files.zip")


def test_a_text_may_begin_like_a_bitmap() -> None:
    assert source_from_bytes("a.txt", b"BMW is a maker of cars.").data.startswith(b"BM")


def test_utf_16_is_text_in_spite_of_its_zeros() -> None:
    document = open_document(source_from_bytes("a.txt", "Words and more.\n".encode("utf-16")))
    assert (document.text, document.metadata.encoding) == ("Words and more.", "utf-16-le")


@pytest.mark.parametrize(
    ("name", "text", "format_"),
    [
        ("a.md", "just words", "markdown"),
        ("A.MARKDOWN", "just words", "markdown"),
        ("a.txt", "# Title\n\n## Section\n", "plain"),
        ("a.log", "# Title\n\n## Section\n", "plain"),
        ("README", "# Title\n\nWords.\n", "markdown"),
        ("standard input", "Words with a [link](https://a.b) and **strong**.\n", "markdown"),
        ("standard input", "---\ntitle: A\n---\nWords.\n", "markdown"),
        ("standard input", "Words.\n\n* a star\n", "plain"),
        ("config", "# set the colour\ncolour = red\n# and the size\nsize = 2\n", "plain"),
        ("script", "#!/bin/sh\n# one\n\n## two\n", "plain"),
    ],
)
def test_the_format_is_told_by_name_or_by_looks(name: str, text: str, format_: str) -> None:
    document = open_document(source_from_bytes(name, text.encode()))
    assert document.metadata.format == format_


def test_a_format_can_be_asked_for() -> None:
    source = source_from_bytes("a.txt", b"# Title\n")
    assert open_document(source, "markdown").text == "Title"


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(SourceError, match=r"plain.*markdown"):
        open_document(source_from_bytes("a.txt", b"words"), "wordstar")


def test_a_document_without_visible_text_is_refused() -> None:
    with pytest.raises(SourceError, match="no text in it"):
        open_document(source_from_bytes("a.md", b"<!-- nothing -->"))


def test_the_title_falls_back_to_the_name(tmp_path: Path) -> None:
    path = tmp_path / "my notes.txt"
    path.write_text("just a few words.")
    assert open_document(read_source(path)).metadata.title == "my notes"
    piped = source_from_bytes("standard input", b"just a few words.")
    assert open_document(piped).metadata.title == "standard input"


def test_what_could_not_be_decoded_is_a_notice() -> None:
    data = ("Où était-ce déjà ? " * 20).encode() + b"\xff"
    assert open_document(source_from_bytes("a.txt", data)).notices


def test_the_first_piece_of_a_short_source_is_not_worth_having() -> None:
    assert first_piece(source_from_bytes("a.txt", b"words\n" * 100)) is None


def test_there_is_no_first_piece_of_one_long_line() -> None:
    assert first_piece(source_from_bytes("a.txt", b"words " * 100_000)) is None


SENTENCE = (
    st.text(alphabet="abc déf ghi 漢 ,.", min_size=5, max_size=80).map(str.strip).filter(bool)
)
LINES = st.sampled_from(
    ["", "CHAPTER I", "* * *", "- an item", "1. One", "> quoted", "    x = 1;", "Title\n====="]
)
PASSAGE = st.lists(SENTENCE | LINES, min_size=3, max_size=25).map("\n".join)
WRAPPED = st.lists(
    st.integers(1, 6).map(
        lambda n: "\n".join(["the words of a line that is as long as most are"] * n)
    ),
    min_size=2,
    max_size=5,
).map("\n\n".join)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(PASSAGE | WRAPPED, min_size=1, max_size=4),
    st.sampled_from(["\n", "\n\n", "\r\n", "\n\f\n"]),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
def test_the_first_piece_is_the_beginning_of_the_whole(
    passages: list[str], between: str, encoding: str
) -> None:
    text = between.join(["Words.", *passages]) + between
    text *= 60_000 // len(text) + 1
    source = source_from_bytes("a.txt", text.encode(encoding, "replace"))
    with patch.multiple(opening, _LONG=60_000, _PIECE=20_000):
        piece = first_piece(source)
    whole = open_document(source)
    assert whole.complete
    if piece is not None:
        assert not piece.complete
        assert whole.text.startswith(piece.text + "\n")
        assert len(piece.text) > 4_000  # some screens


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("example.org", "https://example.org"),
        ("example.org/story", "https://example.org/story"),
        ("127.0.0.1:8777/redir", "http://127.0.0.1:8777/redir"),
    ],
)
def test_an_address_without_its_scheme_is_told_from_a_file(word, meant):
    with pytest.raises(SourceError, match=f"no such file; did you mean {meant}\\?"):
        read_source(Path(word))


@pytest.mark.parametrize("word", ["no-notes.md", "v1.0/notes", "localfile", "../no.org", "a.txt"])
def test_the_name_of_a_missing_file_is_taken_for_no_address(word):
    with pytest.raises(SourceError) as found:
        read_source(Path(word))
    assert "://" not in str(found.value)


def test_an_address_of_another_kind_is_said_not_to_be_fetched():
    with pytest.raises(SourceError, match="ftp is not fetched: only http and https are"):
        read_source(Path("ftp://127.0.0.1/x"))


PARAGRAPHS = [f"Paragraph {number} has *words* and [a link][there]." for number in range(6000)]


def test_the_first_piece_of_a_long_markdown_text_begins_the_whole() -> None:
    text = "\n\n".join(
        ["# Title", "A note.[^1]", *PARAGRAPHS, "[there]: https://x.org", "[^1]: Yes."]
    )
    source = source_from_bytes("a.md", text.encode())
    piece = first_piece(source)
    assert piece is not None
    assert not piece.complete
    assert piece.text.startswith("Title\nA note.")
    assert open_document(source).text.startswith(piece.text + "\n")


@pytest.mark.parametrize("end", [10_000, 10_003, 10_021, 10_040])
def test_the_first_piece_of_markdown_ends_before_what_goes_on(end: int) -> None:
    items = "\n".join(f"- item {number}\n\n  goes on" for number in range(40))
    fence = "```\n" + "code\n" * 40 + "```"
    text = "\n\n".join(["# Title", *PARAGRAPHS[:100], items, fence, *PARAGRAPHS, "[there]: /x"])
    piece = markdown.parse_piece(text[: text.index("item 3") + end - 10_000], text.encode())
    assert piece is not None
    assert markdown.parse(text).text.startswith(piece.text + "\n")


def test_the_first_piece_of_a_long_page_of_html_begins_the_whole() -> None:
    words = "".join(f"<p>Paragraph {number} &amp; <b>more</b>.</p>\n" for number in range(9000))
    source = source_from_bytes("a.html", f"<!DOCTYPE html><h1>Title</h1>{words}".encode())
    piece = first_piece(source)
    assert piece is not None
    assert not piece.complete
    assert piece.text.startswith("Title\nParagraph 0 & more.")
    assert open_document(source).text.startswith(piece.text + "\n")


def test_a_page_whose_article_is_to_be_found_has_no_first_piece() -> None:
    words = "<p>Some words of the article.</p>" * 9000
    page = f"<!DOCTYPE html><nav>Menu</nav><article><h1>Title</h1>{words}</article>".encode()
    assert first_piece(source_from_bytes("a.html", page)) is None


def test_the_first_piece_of_a_page_does_not_end_within_a_table() -> None:
    words = "<p>Some words.</p>" * 400
    rows = "<tr><td>aaaaa<td>bbbbb</tr>" * 9_000
    page = f"<!DOCTYPE html>{words}<table>{rows}</table>".encode()
    piece = first_piece(source_from_bytes("a.html", page))
    assert piece is not None
    assert set(piece.text.split("\n")) == {"Some words."}


def test_the_first_piece_of_a_page_ends_within_a_table_that_is_shown_row_by_row() -> None:
    words = "<p>Some words.</p>" * 400
    rows = "<tr><td>a<td>b</tr>" * 20_000
    source = source_from_bytes("a.html", f"<!DOCTYPE html>{words}<table>{rows}</table>".encode())
    piece = first_piece(source)
    assert piece is not None
    assert set(piece.text.split("\n")) == {"Some words.", "a │ b"}
    assert open_document(source).text.startswith(piece.text + "\n")
