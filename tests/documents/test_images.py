"""Where the bytes of an image come from, and what is refused."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from reader.documents import images
from reader.documents.images import image_data
from reader.documents.opening import Source
from reader.errors import SourceError
from tests.books import book

PNG = b"\x89PNG\r\n\x1a\n rest"


def beside(folder: Path) -> Source:
    """A text that is a file of a folder."""
    return Source("book.md", b"", folder / "book.md")


def test_an_image_of_a_book_comes_out_of_its_archive(tmp_path: Path) -> None:
    data = book({"1.xhtml": "<p>Text.</p>"}, more={"OPS/art/a b.png": PNG})
    assert image_data(Source("a.epub", data), "epub", "OPS/art/a b.png") == PNG
    path = tmp_path / "a.epub"
    path.write_bytes(data)
    assert image_data(Source("a.epub", b"", path), "epub", "OPS/art/a b.png") == PNG


def test_an_image_that_a_book_does_not_hold_is_said_to_be_missing() -> None:
    source = Source("a.epub", book({"1.xhtml": "<p>Text.</p>"}))
    with pytest.raises(SourceError, match=r"gone\.png is missing"):
        image_data(source, "epub", "OPS/gone.png")


def test_an_image_beside_a_text_is_found_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "art").mkdir()
    (tmp_path / "art" / "a b.png").write_bytes(PNG)
    assert image_data(beside(tmp_path), "markdown", "art/a%20b.png") == PNG


@pytest.mark.parametrize("head", ["data:image/png;base64,", "DATA:image/png;charset=x;base64,"])
def test_an_image_may_be_written_out_in_the_text(tmp_path: Path, head: str) -> None:
    target = head + base64.b64encode(PNG).decode("ascii")
    assert image_data(beside(tmp_path), "html", target) == PNG


@pytest.mark.parametrize(
    "target, reason",
    [
        ("gone.png", r"not there: gone\.png"),
        ("https://example.org/a.png", "not on this computer"),
        ("file:///etc/passwd", "not on this computer"),
        ("/etc/passwd", "not on this computer"),
        ("data:", "too large to be part of a page"),
        ("data:image/png;base64,A", "damaged"),
        ("a.svg", "drawing in SVG"),
        (".", "not there"),
    ],
)
def test_what_is_no_image_on_the_disk_is_refused_with_the_reason(
    tmp_path: Path, target: str, reason: str
) -> None:
    (tmp_path / "a.svg").write_text('<?xml version="1.0"?><svg xmlns="s"></svg>')
    with pytest.raises(SourceError, match=reason):
        image_data(beside(tmp_path), "html", target)


def test_a_text_that_came_through_a_pipe_has_no_folder() -> None:
    with pytest.raises(SourceError, match="without its folder"):
        image_data(Source("standard input", b"text"), "markdown", "a.png")


def test_an_image_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "LARGEST", 5)
    (tmp_path / "a.png").write_bytes(PNG)
    with pytest.raises(SourceError, match="too large"):
        image_data(beside(tmp_path), "html", "a.png")
