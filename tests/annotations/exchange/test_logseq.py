"""Pages of Logseq: an outline with quotes, or the highlights of a PDF."""

from __future__ import annotations

import pytest

from reader.annotations.annotation import Colour
from reader.annotations.exchange import logseq
from reader.annotations.exchange.incoming import Imported

pytestmark = pytest.mark.usefixtures("utc")

PAGE = """\
title:: Emma
author:: [[Jane Austen]]
url:: https://e.example/emma

- ## Chapter 1
\t- #+BEGIN_QUOTE
\t  A **clever** girl,
\t  she was.
\t  #+END_QUOTE
\t\t- Is she? #exam
\t\t\t- yes
\t\t- > Inside quote
\t\t\t- its own note
\t- > Another quote
\t  id:: 61111111-1111-1111-1111-111111111111
\t- a remark of mine
"""

PDF = """\
file:: [emma.pdf](../assets/emma.pdf)
file-path:: ../assets/emma.pdf

- marked words
  ls-type:: annotation
  hl-page:: 12
  hl-color:: blue
  id:: 62222222-2222-2222-2222-222222222222
  hl-stamp:: 1661234567890
\t- my note
"""


def read(text: str, name: str = "page.md") -> Imported:
    return logseq.read(text.encode(), name)


def test_quotes_stand_below_their_headings_and_notes_below_them() -> None:
    first, inside, another = read(PAGE).incoming
    assert first.annotation.target.exact == "A clever girl, she was."
    assert first.annotation.target.path == ("Chapter 1",)
    assert first.annotation.note == "- Is she? #exam\n  - yes"
    assert first.annotation.tags == ("exam",)
    assert (inside.annotation.target.exact, inside.annotation.note) == (
        "Inside quote",
        "its own note",
    )
    assert (another.annotation.target.exact, another.annotation.note) == ("Another quote", "")
    assert first.line == 6


def test_the_properties_of_a_page_say_what_it_is_about() -> None:
    work = read(PAGE).incoming[0].work
    assert (work.title, work.authors) == ("Emma", ("Jane Austen",))
    assert work.identifiers == ("url:e.example/emma",)


def test_highlights_in_a_pdf_have_a_page_a_colour_and_a_time() -> None:
    (one,) = read(PDF, "hls__emma.md").incoming
    assert (one.work.title, one.work.source) == ("emma.pdf", "../assets/emma.pdf")
    assert (one.annotation.target.exact, one.annotation.note) == ("marked words", "my note")
    assert one.annotation.colour is Colour.BLUE
    assert one.annotation.created == "2022-08-23T06:02:47.890Z"
    came = one.annotation.extra["from"]
    assert isinstance(came, dict)
    assert came["hl-page"] == "12"


def test_an_id_keeps_a_highlight_the_same_when_its_words_change() -> None:
    (before,), (after,) = (read(text).incoming for text in (PDF, PDF.replace("marked", "other")))
    assert before.annotation.id == after.annotation.id


def test_a_page_is_known_by_its_bullets_and_quotes() -> None:
    assert logseq.looks(PAGE.encode(), "x.md")
    assert logseq.looks(PDF.encode(), "x.md")
    assert not logseq.looks(b"# T\n\n- item\n\n> quote\n", "x.md")
    assert [one.what for one in read("- nothing\n").problems] == ["no quotes in it"]
