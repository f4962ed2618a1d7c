"""Org files: quote blocks, org-remark, org-noter."""

from __future__ import annotations

from reader.annotations.annotation import Kind
from reader.annotations.exchange import org
from reader.annotations.exchange.incoming import Imported


def read(text: str, name: str = "notes.org") -> Imported:
    return org.read(text.encode(), name)


def test_a_quote_block_is_a_passage_and_what_stands_below_it_its_note() -> None:
    (one,) = read(
        "#+TITLE: Emma\n#+AUTHOR: Jane Austen\n* Chapter 1\n** Start :exam:\n"
        "#+BEGIN_QUOTE\nA *clever* girl,\nsaid [[https://x.example][she]].\n#+END_QUOTE\n"
        "Is she?\n"
    ).incoming
    assert (one.work.title, one.work.authors) == ("Emma", ("Jane Austen",))
    assert one.annotation.target.exact == "A clever girl, said she."
    assert one.annotation.target.path == ("Chapter 1", "Start")
    assert (one.annotation.note, one.annotation.tags) == ("Is she?", ("exam",))
    assert one.line == 5


def test_other_blocks_hold_no_quotes_and_commas_before_stars_are_signs() -> None:
    text = (
        "#+begin_src org\n,#+begin_quote\nno\n,#+end_quote\n#+end_src\n"
        "#+begin_quote\n,* star\n#+end_quote\n"
    )
    assert [one.annotation.target.exact for one in read(text).incoming] == ["star"]


def test_in_a_text_with_quotes_what_follows_is_no_note() -> None:
    text = "#+begin_quote\nWords.\n#+end_quote\n" + "A paragraph.\n\n" * 5
    assert read(text).incoming[0].annotation.note == ""


REMARK = """\
* Marginalia of emma.txt
:PROPERTIES:
:org-remark-file: ~/texts/emma.txt
:END:
** A clever girl
:PROPERTIES:
:org-remark-beg: 120
:org-remark-end: 134
:org-remark-id: 1a2b3c4d
:org-remark-label: yellow
:org-remark-original-text: A clever girl, indeed
:END:
Is she?
"""


def test_org_remark_keeps_the_passage_in_a_property_and_the_note_below() -> None:
    (one,) = read(REMARK, "marginalia.org").incoming
    assert one.annotation.target.exact == "A clever girl, indeed"
    assert one.annotation.note == "Is she?"
    assert (one.work.title, one.work.source) == ("Marginalia of emma.txt", "~/texts/emma.txt")
    came = one.annotation.extra["from"]
    assert isinstance(came, dict)
    assert (came["org-remark-beg"], came["org-remark-label"]) == ("120", "yellow")


def test_a_remark_keeps_its_id_when_its_note_changes() -> None:
    (before,), (after,) = (read(text).incoming for text in (REMARK, REMARK + "More.\n"))
    assert before.annotation.id == after.annotation.id


NOTER = """\
* Emma
:PROPERTIES:
:NOTER_DOCUMENT: emma.pdf
:END:
** Chapter 1
:PROPERTIES:
:NOTER_PAGE: 3
:END:
*** Notes for page 5
:PROPERTIES:
:NOTER_PAGE: (5 . 0.25)
:END:
#+begin_quote
A clever girl
#+end_quote
Is she?
*** Only a thought
:PROPERTIES:
:NOTER_PAGE: 7
:END:
"""


def test_org_noter_has_notes_on_pages_with_quotes_or_without() -> None:
    quoted, thought = read(NOTER).incoming
    assert (quoted.work.title, quoted.work.source) == ("Emma", "emma.pdf")
    assert quoted.annotation.target.exact == "A clever girl"
    assert quoted.annotation.target.path == ("Chapter 1",)
    assert quoted.annotation.note == "Is she?"
    assert quoted.annotation.extra["from"]["page"] == "(5 . 0.25)"  # type: ignore[index]
    assert (thought.annotation.kind, thought.annotation.note) == (Kind.NOTE, "Only a thought")


def test_a_file_is_known_by_its_quotes_and_properties() -> None:
    assert org.looks(b"* T\n#+begin_quote\nx\n#+end_quote\n", "x.org")
    assert org.looks(NOTER.encode(), "x.txt")
    assert not org.looks(b"* T\ntext\n", "x.org")
    assert not org.looks(b"- #+BEGIN_QUOTE\n  x\n  #+END_QUOTE\n", "x.md")
    assert [one.what for one in read("* T\n").problems] == ["no quotes in it"]
