from __future__ import annotations

from collections.abc import Callable

from reader.documents.document import Document
from reader.documents.formats.man import parse
from reader.documents.opening import Source, open_document
from tests.documents.conftest import check

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]


def test_headings_are_sections_and_the_head_is_the_title(outline_of: Titles) -> None:
    document = parse(
        '.TH MILL 1 2024-05-01\n.SH NAME\nmill \\- grind\n.SS "A part"\nx\n.SH SEE\ny\n'
    )
    check(document)
    assert (document.metadata.title, document.metadata.date) == ("mill(1)", "2024-05-01")
    assert outline_of(document) == ["NAME", "  A part", "SEE"]
    assert document.text.startswith("NAME\nmill - grind")


def test_macros_that_the_page_defines_are_followed() -> None:
    document = parse(
        '.TH A 1\n.de OPT\n.B \\\\$1\nmeans \\\\$2, \\\\$*.\n..\n.OPT -x "two words"\nEnd.\n'
    )
    assert document.text == "-x means two words, -x two words. End."
    assert [document.text[mark.start : mark.end] for mark in document.marks] == ["-x"]


def test_macros_that_use_themselves_come_to_an_end() -> None:
    document = parse(".TH A 1\n.de X\nx\n.X\n.X\n..\n.X\n.PP\nEnd.\n")
    assert document.text.endswith("End.")
    assert len(document.text) < 1_000_000
    assert parse(f".de A\n.A \\$* \\$*\n..\n.A {'x ' * 100}\n.PP\nEnd.\n").text == "End."


def test_characters_are_known_by_their_names_and_numbers() -> None:
    document = parse(
        ".TH A 1\n\\(*W \\(*S \\(*y \\(*D \\(*q \\[*a] \\[sqrt] \\N'65' \\N'27' \\N'x' end\n"
    )
    assert document.text.split() == ["Ω", "Σ", "η", "Δ", "ψ", "α", "√", "A", "end"]


def test_fonts_are_marks_and_escapes_are_characters() -> None:
    document = parse(".TH A 1\n.BR ls (1)\nand \\fIone\\fR \\(em \\[u00E9] \\*(lqtwo\\*(rq\\&.\n")
    assert document.text == "ls(1) and one — é “two”."
    assert [(m.kind.value, document.text[m.start : m.end]) for m in document.marks] == [
        ("strong", "ls"), ("emphasis", "one"),
    ]  # fmt: skip


def test_a_macro_for_fonts_alone_is_for_the_next_line() -> None:
    document = parse(".TH A 1\n.B\nbold words\nplain\n")
    assert document.text == "bold words plain"
    assert (document.marks[0].start, document.marks[0].end) == (0, 10)


def test_tagged_paragraphs_are_terms_and_what_they_mean(shown: Blocks) -> None:
    document = parse(".TH A 1\n.TP\n.B \\-v\nloud\n.IP\nmore\n.IP \\(bu 2\none\n.PP\nAfter.\n")
    assert shown(document) == [
        ("paragraph", "-v"), ("item", "loud"), ("item", "more"), ("paragraph", "•"),
        ("item", "one"), ("paragraph", "After."),
    ]  # fmt: skip


def test_lines_that_are_not_filled_stay(shown: Blocks) -> None:
    document = parse(".TH A 1\nx\n.nf\na  b\n\\fBc\\fR\n.fi\ny\n")
    assert shown(document) == [("paragraph", "x"), ("code", "a  b\nc"), ("paragraph", "y")]


def test_what_is_for_paper_is_not_shown() -> None:
    source = (
        '.TH A 1\n.ie n terminal\n.el paper\n.if t \\{\\\nno\n.\\}\n.de XX\nno\n..\n.\\" no\nend\n'
    )
    assert parse(source).text == "terminal end"


def test_a_table_has_cells() -> None:
    source = ".TH A 1\n.TS\ntab(;);\nl l.\na;T{\nb\nc\nT}\n1;2\n.TE\n"
    assert parse(source).text == "a │ b c\n1 │ 2"


def test_the_macros_of_bsd_are_read() -> None:
    document = parse(
        ".Dd May 1, 2024\n.Dt MILL 1\n.Os\n.Sh NAME\n.Nm mill\n.Nd grind\n.Sh SYNOPSIS\n.Nm\n"
        ".Op Fl a\n.Op Fl o Ar file\n.Sh OPTIONS\n.Bl -tag\n.It Fl a , Fl Fl all\nAll.\n.El\nSee\n"
        ".Xr ls 1 .\n"
    )
    assert document.metadata.title == "mill(1)"
    assert "mill [-a] [-o file]" in document.text
    assert "-a, --all\nAll.\nSee ls(1)." in document.text


def test_a_page_is_known_by_suffix_and_looks_together() -> None:
    page = open_document(Source("ls.1", b".TH LS 1\n.SH NAME\nls\n"))
    log = open_document(Source("mail.1", b"May 1 started\n"))
    assert (page.metadata.format, log.metadata.format) == ("man", "plain")


def test_nothing_is_run_or_opened() -> None:
    assert parse(".TH A 1\n.sy touch /tmp/x\n.so /etc/hostname\n").text == "→ /etc/hostname"
