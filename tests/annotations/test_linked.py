"""What Reader wrote in formats of others is known by its links."""

from reader.annotations.annotation import Colour, Kind
from reader.annotations.exchange import formats, notebook_markdown

NOTEBOOK = b"""# One

Ann Author

## First

> a fox

A note
# with a heading

*pink \xc2\xb7 question \xc2\xb7 2026-11-23* #exam #style/irony [\xe2\x86\x97](reader://doc1/0123456789abcdefgh)

# Two

> a dog

*yellow \xc2\xb7 highlight \xc2\xb7 2026-11-23* [\xe2\x86\x97](reader://doc2/0123456789abcdefgj)
"""
OBSIDIAN = b"""---
title: "One"
annotations: 1
---

# One

mine

> [!quote|pink] Question \xc2\xb7 pink \xc2\xb7 3 %
> a fox

^r-0123456789abcdefgh

A note

[Open](reader://doc1/0123456789abcdefgh) \xc2\xb7 *2026-11-23 07:02* #exam
mine
"""
ORG = b"""#+TITLE: One
* First
** a fox :exam:
:PROPERTIES:
:CUSTOM_ID: r-0123456789abcdefgh
:KIND:     question
:COLOUR:   pink
:LINK:     reader://doc1/0123456789abcdefgh
:END:
#+BEGIN_QUOTE
a fox
#+END_QUOTE

A note
"""
LOGSEQ = b"""title:: One

- ## First
\t- id:: 006881cd-9679-8b1e-b909-eb6a52454144
\t  kind:: question
\t  colour:: pink
\t  tags:: exam
\t  link:: reader://doc1/0123456789abcdefgh
\t  > a fox
\t\t- A note

\t\t  - of a list
"""


def test_the_notebook_is_split_by_its_documents() -> None:
    one, two = notebook_markdown.read(NOTEBOOK).incoming
    assert [one.work.document, two.work.document] == ["doc1", "doc2"]
    assert [one.work.title, two.work.title] == ["One", "Two"]
    assert one.work.authors == ("Ann Author",)
    assert two.work.authors == ()


def test_each_passage_of_the_notebook_has_its_id_and_what_is_said_of_it() -> None:
    one = notebook_markdown.read(NOTEBOOK).incoming[0].annotation
    assert one.id == "0123456789abcdefgh"
    assert (one.target.exact, one.note) == ("a fox", "A note\n# with a heading")
    assert (one.kind, one.colour, one.tags) == (
        Kind.QUESTION,
        Colour.PINK,
        ("exam", "style/irony"),
    )


def test_every_format_that_reader_writes_for_others_is_recognised() -> None:
    files = {"nb.md": NOTEBOOK, "vault.md": OBSIDIAN, "a.org": ORG, "page.md": LOGSEQ}
    for name, data in files.items():
        kind = formats.recognise(data, name)
        assert kind is not None
        one = formats.module_of(kind).read(data, name).incoming[0]
        assert one.own
        assert one.work.document == "doc1"
        assert one.annotation.id == "0123456789abcdefgh"
        assert one.annotation.target.exact == "a fox"
        assert (one.annotation.kind, one.annotation.colour) == (Kind.QUESTION, Colour.PINK)
        assert one.annotation.note.startswith("A note")
        assert "mine" not in one.annotation.note
        assert "exam" in one.annotation.tags


def test_a_list_in_a_note_of_logseq_stays_one() -> None:
    kind = formats.named("logseq")
    assert kind is not None
    note = formats.module_of(kind).read(LOGSEQ).incoming[0].annotation.note
    assert note == "A note\n\n- of a list"
