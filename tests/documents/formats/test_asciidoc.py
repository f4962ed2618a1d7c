from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.documents.document import Document
from reader.documents.formats.asciidoc import parse
from tests.documents.conftest import check

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]


def marked(document: Document) -> list[tuple[str, str, str]]:
    return [(m.kind.value, document.text[m.start : m.end], m.target) for m in document.marks]


def test_the_head_is_title_author_and_date_and_equal_signs_are_sections(outline_of: Titles) -> None:
    document = parse(
        "= The _Mill_\nAnna Vos <a@b.c>\n2024-05-01\n:x: y\n\n== One\n\n=== Two\n\nEnd {x}.\n"
    )
    check(document)
    assert document.metadata.title == "The Mill"
    assert (document.metadata.authors, document.metadata.date) == (("Anna Vos",), "2024-05-01")
    assert outline_of(document) == ["The Mill", "  One", "    Two"]
    assert document.text.endswith("End y.")


def test_inline_markup_is_marks() -> None:
    document = parse("*b* _i_ `c` x^2^ https://a.b[there] a*b*c _two_words_ +*kept*+\n")
    assert document.text == "b i c x² there a*b*c two_words *kept*"
    assert marked(document) == [
        ("strong", "b", ""), ("emphasis", "i", ""), ("code", "c", ""), ("superscript", "²", ""),
        ("link", "there", "https://a.b"), ("emphasis", "two_words", ""),
    ]  # fmt: skip


def test_lists_are_nested_by_their_signs(shown: Blocks) -> None:
    document = parse("* one\n** deep\n* two\n+\nMore of two.\n\nCPU:: brain\nDisk::\n  store\n")
    assert shown(document)[:4] == [
        ("item", "• one"), ("item", "• deep"), ("item", "• two"), ("item", "More of two."),
    ]  # fmt: skip
    assert [text for _, text in shown(document)][4:] == ["CPU", "brain", "Disk", "store"]


def test_delimited_blocks_are_what_their_lines_say(shown: Blocks) -> None:
    document = parse(
        "[source,sh]\n----\nls\n----\n\n____\nSaid.\n____\n\n////\nno\n////\n\n....\nkept  so\n"
        "....\n\n"
        "[NOTE]\n====\nMind.\n====\n\nTIP: Try.\n\n[verse]\none\n two\n"
    )
    assert shown(document) == [
        ("code", "ls"), ("quote", "Said."), ("code", "kept  so"), ("quote", "Note"),
        ("quote", "Mind."), ("quote", "Tip: Try."), ("verse", "one\n\xa0two"),
    ]  # fmt: skip
    assert document.blocks[0].role == "sh"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("|===\n|a |b\n\n|1 |2\n|===\n", "a │ b\n──┼──\n1 │ 2"),
        ("[cols=2*]\n|===\n|a\n|b\n|1\n|2\n|===\n", "a │ b\n1 │ 2"),
        ("[format=csv]\n|===\na,b\n1,2\n|===\n", "a │ b\n1 │ 2"),
    ],
)
def test_tables_are_rows_of_cells(source: str, text: str) -> None:
    assert parse(source).text.replace("──┼──\n", "") == text.replace("──┼──\n", "")


def test_footnotes_and_cross_references_lead_somewhere() -> None:
    document = parse("One.footnote:[The *note*.] See <<mill,there>>.\n\n[[mill]]\n== Mill\n\nx\n")
    assert document.text == "One.[1] See there.\nMill\nx\nThe note."
    assert document.text[document.places["mill"] :].startswith("Mill")
    assert document.text[document.places["note-1"] :].startswith("The note.")


def test_conditions_that_are_not_met_hide_their_lines() -> None:
    assert parse(":a:\n\nifdef::b[]\nno\nendif::[]\nifdef::a[]\nyes\nendif::[]\n").text == "yes"


def test_references_without_words_show_what_they_lead_to() -> None:
    document = parse(
        "See <<_sub_title>>, <<own>>, <<ref1>> and <<gone>>.\n\n== Sub _Title_\n\na\n\n"
        "[[own]]\n== Other\n\nb\n\n- [[[ref1]]] A work.\n"
    )
    assert document.text.startswith("See Sub Title, Other, [ref1] and gone.\n")
    assert document.text.endswith("[ref1] A work.")
    assert document.places["ref1"] == document.text.rindex("[ref1]")
    assert document.places["_sub_title"] == document.text.index("Sub Title\n")


def test_a_formula_of_latex_has_no_dollars() -> None:
    assert parse("Say latexmath:[$x^2$] and stem:[y_1].\n").text == "Say x² and y₁."


def test_nothing_is_included() -> None:
    assert parse("include::/etc/hostname[]\n").text == "[not included: /etc/hostname]"


def test_a_very_large_table_is_shown_row_by_row(
    monkeypatch: pytest.MonkeyPatch, shown: Blocks
) -> None:
    monkeypatch.setattr("reader.documents.formats.asciidoc_table.MOST_CELLS", 4)
    document = parse(".Tolls\n|===\n|a |*b*\n\n|c d\n|e\n2+|f\n|===\n\nafter\n")
    assert shown(document) == [
        ("paragraph", "Tolls"),
        ("paragraph", "a │ b"),
        ("paragraph", "c d │ e"),
        ("paragraph", "f"),
        ("paragraph", "after"),
    ]
    assert document.notices == ("a very large table is shown row by row",)


def test_what_begins_a_block_that_does_not_end_is_text(shown: Blocks) -> None:
    assert shown(parse("a\n```x\nb\n\nc\n----\nd\n----\n")) == [
        ("paragraph", "a ```x b"),
        ("paragraph", "c"),
        ("code", "d"),
    ]
