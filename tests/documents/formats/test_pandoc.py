"""What another program reads: a small program in its place stands on the PATH."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from reader.documents.formats import pandoc
from reader.documents.opening import Source, open_document
from reader.errors import SourceError

TEXTILE = Source("mill.textile", b"h1. Mill\n\nSome *strong* words.\n")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called pandoc, to be written by the test."""
    path = tmp_path / "pandoc"
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return path


def test_the_page_that_it_makes_is_read(program: Path) -> None:
    program.write_text("#!/bin/sh\necho '<h1>'$(cat)'</h1><p>'$@'</p>'\n", "utf-8")
    document = open_document(TEXTILE)
    assert document.metadata.format == "textile"
    assert document.text.startswith("h1. Mill Some *strong* words.")
    assert "--sandbox" in document.text
    assert "-f textile" in document.text


def test_what_it_refuses_is_refused_in_one_line(program: Path) -> None:
    program.write_text("#!/bin/sh\necho 'bad\nsyntax' >&2\nexit 64\n", "utf-8")
    with pytest.raises(SourceError, match=r"^pandoc cannot read it as a Textile text: bad syntax$"):
        open_document(TEXTILE)


def test_a_text_that_only_a_newer_one_knows_is_shown_with_where_to_find_it(program: Path) -> None:
    program.write_text("#!/bin/sh\necho 'Unknown input format djot' >&2\nexit 21\n", "utf-8")
    source = Source("mill.dj", b"# Mill\n")
    document = open_document(source)
    assert (document.metadata.format, document.text) == ("plain", "# Mill")
    told = "to read a Djot text, install a newer pandoc (https://pandoc.org)"
    assert document.notices == (f"shown as it is written: {told}",)
    with pytest.raises(SourceError, match=f"^{re.escape(told)}$"):
        open_document(source, "djot")


def test_it_has_an_end_to_its_time(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    monkeypatch.setattr(pandoc, "TIME", 0.2)
    with pytest.raises(SourceError, match="pandoc took more than"):
        open_document(TEXTILE)


def test_without_it_the_text_is_shown_with_where_to_find_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    document = open_document(TEXTILE)
    assert document.metadata.format == "plain"
    assert document.notices == (
        "shown as it is written: to read a Textile text, install pandoc (https://pandoc.org)",
    )
    with pytest.raises(SourceError, match=r"mill\.textile is a Textile text: to read it, install"):
        open_document(TEXTILE, "textile")


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_a_text_is_read_by_the_real_one() -> None:
    document = open_document(TEXTILE)
    assert document.metadata.title == "Mill"
    assert document.text == "Mill\nSome strong words."
