"""Where reading begins, if the call says so."""

import pytest

from reader.cli import main
from reader.documents.opening import open_document, source_from_bytes
from reader.starting import place_of
from tests.books import book

WRAPPED = """\
THE FIRST PART

It was a bright cold day in April, and the
clocks were striking thirteen.

It was a bright cold night in May, and the
owls were silent.

THE SECOND PART

Nobody was there to hear them.
"""
MARKED = """\
---
title: Marked
---

# Begins

A word that is *very* **strong** stands here.

- one thing
- another thing
"""


def begins(text, name, start):
    """What stands at the place where reading begins."""
    source = source_from_bytes(name, text.encode())
    place = place_of(start, source)
    return None if place is None else open_document(source).text[place:]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (1, "THE FIRST PART"),
        (3, "It was a bright cold day"),
        (4, "clocks were striking"),
        (6, "It was a bright cold night"),
        (7, "owls were silent"),
        (11, "Nobody was there"),
    ],
)
def test_a_line_of_the_file_is_found_though_lines_were_joined(line, words):
    assert begins(WRAPPED, "story.txt", str(line)).startswith(words)


def test_of_lines_that_are_alike_the_one_with_the_number_is_meant():
    text = "\n\n".join(f"Chapter {i}.\n\n{'All is well. ' * 20}" for i in range(1, 30))
    lines = text.split("\n")
    place = begins(text, "all.txt", str(4 * 20 + 3))
    assert lines[4 * 20].startswith("Chapter 21.")
    assert place.startswith("All is well.")
    assert place.split("\n")[1].startswith("Chapter 22.")


@pytest.mark.parametrize(
    ("line", "words"), [(5, "Begins"), (7, "A word that is"), (10, "another thing")]
)
def test_a_line_of_markdown_is_found_without_its_markup(line, words):
    assert begins(MARKED, "marked.md", str(line)).startswith(words)


def test_a_line_without_words_counts_as_the_next_one():
    assert begins(WRAPPED, "story.txt", "8").startswith("THE SECOND PART")


def test_behind_the_last_line_is_the_end():
    assert begins(WRAPPED, "story.txt", "400") == ""


def test_words_that_are_not_there_are_told(capsys):
    assert begins(WRAPPED, "story.txt", "/whale") is None
    assert "“whale” is not in story.txt" in capsys.readouterr().err


@pytest.mark.parametrize("before", [True, False])
def test_the_line_may_stand_before_and_behind_the_file(tmp_path, monkeypatch, before):
    path = tmp_path / "story.txt"
    path.write_text(WRAPPED, "utf-8")
    begun = []
    monkeypatch.setattr("reader.commands._is_terminal", lambda stream: True)
    monkeypatch.setattr("reader.ui.app.run", lambda *given, **more: begun.append(given[2]) or 0)
    monkeypatch.setattr("reader.commands.need_screen", lambda: None)
    words = ["+11", str(path)]
    assert main(words if before else words[::-1]) == 0
    assert (
        open_document(source_from_bytes("s", WRAPPED.encode()))
        .text[begun[0] :]
        .startswith("Nobody")
    )


def test_the_lines_of_a_book_are_those_of_its_text():
    source = source_from_bytes("a.epub", book({"a.xhtml": "<p>one</p>", "b.xhtml": "<p>two</p>"}))
    assert place_of("2", source) == 4
