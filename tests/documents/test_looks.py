"""What a text without a name, or with a wrong one, is by its beginning."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.documents.opening import Source, open_document, read_source

MAIL = (
    "Return-Path: <anna@mill.example>\nFrom: Anna Vos <anna@mill.example>\nSubject: The mill\n"
    "Date: Wed, 01 May 2024 10:00:00 +0200\n{}\nHello.\n"
)
SRT = "1\n00:00:01,000 --> 00:00:02,000\nSome words.\n"


def piped(text: str) -> str:
    """The format that a text is read as that came through a pipe."""
    return open_document(Source("standard input", text.encode())).metadata.format


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (SRT, "subtitles"),
        ("\ufeff\n" + SRT, "subtitles"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nSome words.\n", "subtitles"),
        (MAIL.format(""), "mail"),
        ("From anna@mill.example Wed May  1 10:00:00 2024\n" + MAIL.format(""), "mail"),
        ("<?xml version='1.0'?>\n<!-- saved -->\n<!DOCTYPE html><p>words</p>", "html"),
        ("% A letter.\n\\documentclass{letter}\n\\begin{document}Words.\\end{document}", "tex"),
        ('.\\" A comment.\n.TH LS 1\n.SH NAME\nls\n', "man"),
        ("#+TITLE: Notes\n\n* One\nwords\n", "org"),
        ("# Notes -*- mode: org -*-\n* One\nwords\n", "org"),
        ("* One\n:PROPERTIES:\n:ID: 1\n:END:\nwords\n", "org"),
        ("= A Guide\nAnna Vos <anna@mill.example>\n:toc:\n\nwords\n", "asciidoc"),
        ("// made\n= A Guide\n\n== One\n\nNOTE: words\n", "asciidoc"),
        ("A Guide\n=======\n\n.. contents::\n\nSee :ref:`one`.\n", "rst"),
        ("A Guide\n=======\n\n.. note:: words\n", "rst"),
        ("# A Guide\n\n## One\n\nwords\n", "markdown"),
        ("# A Guide\n\nOne of many words.\n", "markdown"),
    ],
)
def test_what_only_one_format_begins_with_is_of_that_format(text: str, format: str) -> None:  # noqa: A002
    assert piped(text) == format


@pytest.mark.parametrize(
    "text",
    [
        "1\n\nCall me Ishmael.\n",
        "1\nIt was at 00:00:01,000 --> 00:00:02,000.\n",
        "WEBVTTs are files of subtitles.\n",
        "From: Anna\nTo: Bob\nSubject: The mill\nDate: today\n\nHello.\n",
        "PEP: 8\nTitle: Style\nAuthor: Anna\nContent-Type: text/x-rst\n\nWords.\n",
        "Received: yes\nWords without a colon\nFrom: here\nDate: now\n\nWords.\n",
        "In LaTeX one begins with\n\n\\documentclass{article}\n\nand goes on.\n",
        "A manual page begins so:\n\n.TH LS 1\n",
        "* One\n* Two\n",
        "= A wiki's title =\n\nwords\n",
        "= Sum\n\nwords\n",
        "A title\n=======\n\nwords\n",
        "Use :ref:`name` for a reference.\n",
        'def one():\n    """Words.\n\n    .. note:: words\n\n    See :ref:`x`.\n    """\n',
        "# Made by configure. Do not edit.\n\ncommit " + 40 * "a" + "\nAuthor: Anna\n",
        "# A program\n# of two lines of comments\n\n## section\n\nrun --now\n",
        "# The mill.\n\nIt turned.\n",
        "#\n# Settings\n#\n\n## Colours\n\nx = 1\n",
    ],
)
def test_what_is_not_sure_is_a_plain_text(text: str) -> None:
    assert piped(text) == "plain"


@pytest.mark.parametrize(
    ("name", "data", "format", "called"),
    [
        ("a.txt", b"<!DOCTYPE html>\n<title>T</title><p>words</p>", "html", "a page of HTML"),
        ("a.md", b"<html><body><p>words</p></body></html>", "html", "a page of HTML"),
        ("a.txt", SRT.encode(), "subtitles", "a file of subtitles"),
        ("a.md", MAIL.format("").encode(), "mail", "a mail"),
        ("a.txt", MAIL.format("Content-Type: text/html\n").encode(), "mail", "a mail"),
        ("a.html", b"Some words.\n", "plain", "a plain text"),
        ("a.html", b"# A title\n\n## Another\n\nwords\n", "markdown", "a Markdown text"),
        ("a.epub", b"Some words.\n", "plain", "a plain text"),
        ("a.docx", b"{\\rtf1 Some words.}", "rtf", "a rich text"),
    ],
)
def test_what_the_bytes_are_sure_to_be_wins_over_the_name_and_is_told(
    tmp_path: Path,
    name: str,
    data: bytes,
    format: str,  # noqa: A002
    called: str,
) -> None:
    (tmp_path / name).write_bytes(data)
    document = open_document(read_source(tmp_path / name))
    assert document.metadata.format == format
    assert f"{tmp_path / name} is {called}, whatever its name says" in document.notices


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "#+TITLE: Notes\n\n* One\n"),
        ("a.txt", MAIL.format("")),
        ("a.html", "<p>words"),
        ("a.1", "Some words.\n"),
        ("a.log", "Some words.\n"),
        ("a", SRT),
    ],
)
def test_a_name_that_says_what_can_be_true_is_believed(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    assert open_document(read_source(tmp_path / name)).notices == ()


@pytest.mark.parametrize(
    "sign", ["<!-- -->", "<!--", "```a\n", "#+begin_a\n", "| --- ", "`a <http://"]
)
def test_a_text_of_one_sign_without_end_is_looked_at_to_its_end(sign: str) -> None:
    assert piped("* a\n" + sign * 3000) == "plain"
    assert piped("\n<!-- -->" + sign * 3000) == "plain"


def test_the_source_of_a_page_of_sphinx_is_known_by_both_its_suffixes() -> None:
    source = Source("index.rst.txt", b"words *so*\n")
    assert open_document(source).metadata.format == "rst"
