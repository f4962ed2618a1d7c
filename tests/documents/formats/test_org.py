from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.documents.document import Document
from reader.documents.formats.org import parse
from tests.documents.conftest import check

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]


def marked(document: Document) -> list[tuple[str, str, str]]:
    return [(m.kind.value, document.text[m.start : m.end], m.target) for m in document.marks]


def test_keywords_are_metadata_and_headlines_are_sections(outline_of: Titles) -> None:
    document = parse(
        "#+TITLE: The /Mill/\n#+AUTHOR: Anna Vos\n#+DATE: 2024\n* One\n** Two\n* Three\n"
    )
    check(document)
    assert document.metadata.title == "The Mill"
    assert (document.metadata.authors, document.metadata.date) == (("Anna Vos",), "2024")
    assert outline_of(document) == ["The Mill", "  One", "    Two", "  Three"]


def test_a_headline_shows_its_tags_and_its_dates_and_nothing_that_programs_keep_below_it() -> None:
    document = parse(
        "* TODO [#A] Buy flour :home:\n"
        "  SCHEDULED: <2024-05-02 Thu> DEADLINE: <2024-06-01>\n:PROPERTIES:\n:ID: 1\n:END:\n"
        ":LOGBOOK:\nCLOCK: [2024-05-01 Wed 10:00] =>  1:00\n:END:\n"
        "CLOCK: [2024-05-01 Wed 12:00]\nSoon, see [[id:1][here]].\n:ASIDE:\nShown.\n:END:\n"
    )
    assert document.outline[0].title == "TODO Buy flour"
    assert document.text.splitlines() == [
        "TODO Buy flour :home:",
        "SCHEDULED: <2024-05-02 Thu> DEADLINE: <2024-06-01>",
        "Soon, see here.",
        "Shown.",
    ]
    assert document.places["id:1"] == document.text.index("Soon")


def test_a_link_to_a_headline_names_it_without_its_tags() -> None:
    document = parse("* One :a:b:\nSee [[*One][it]].\n")
    assert document.places["*One"] == 0


@pytest.mark.parametrize(
    ("org", "shown"),
    [
        ("#+caption: Drip\n#+begin_src sh\nls\n#+end_src\n\n[[file:a.png]]\n", ["Drip", "ls"]),
        ("|a|b|\n|1|2|\n#+caption: Vessels\n\n#+begin_src sh\nls\n#+end_src\n", ["Vessels", "ls"]),
        ("#+caption: Alone\nWords.\n\n[[file:a.png]]\n", ["Alone", "Words."]),
        ("#+caption: Last\n* One\n", ["Last", "One"]),
    ],
)
def test_a_caption_is_of_what_it_stands_at_and_never_of_a_later_picture(
    org: str, shown: list[str]
) -> None:
    document = parse(org)
    check(document)
    lines = document.text.splitlines()
    at = lines.index(shown[0])
    assert lines[at : at + 2] == shown
    assert document.text.count(shown[0]) == 1


def test_a_picture_has_its_caption() -> None:
    assert parse("#+caption: A clock\n[[file:a.png]]\n").text == "[A clock]"


def test_a_section_that_is_a_comment_is_left_out() -> None:
    document = parse("* One\na\n* TODO COMMENT Two\nb\n** Three\nc\n* Four\nd\n")
    assert document.text == "One\na\nFour\nd"


def test_macros_citations_and_what_is_for_an_export_are_read() -> None:
    document = parse(
        "#+MACRO: mill the $1 mill\n{{{mill(old)}}}, {{{other(x)}}}, "
        "@@html:<b>@@bold@@html:</b>@@, "
        "[cite/t:see @knuth84 p. 3; @b], src_sh{ls}\n"
    )
    assert document.text == "the old mill, x, bold, [see knuth84 p. 3; b], ls"


def test_inline_markup_is_marks() -> None:
    document = parse("*b* /i/ =c= +s+ [[https://a.b][there]] x_{2} a*b*c\n")
    assert document.text == "b i c s there x₂ a*b*c"
    assert marked(document) == [
        ("strong", "b", ""), ("emphasis", "i", ""), ("code", "c", ""), ("strikethrough", "s", ""),
        ("link", "there", "https://a.b"), ("subscript", "₂", ""),
    ]  # fmt: skip


def test_lists_are_nested_by_how_far_they_are_set_in(shown: Blocks) -> None:
    document = parse("- one\n  goes on\n  1. deep\n- [X] done\n- term :: meaning\n\nAfter.\n")
    assert shown(document) == [
        ("item", "• one goes on"), ("item", "1. deep"), ("item", "☑ done"), ("paragraph", "term"),
        ("item", "meaning"), ("paragraph", "After."),
    ]  # fmt: skip
    assert [block.depth for block in document.blocks][:3] == [0, 1, 0]


def test_blocks_are_what_they_are_called(shown: Blocks) -> None:
    document = parse(
        "#+begin_src sh\n  ls\n#+end_src\n#+begin_quote\nSaid.\n#+end_quote\n: kept  so\n"
        "#+begin_verse\none\n two\n#+end_verse\n#+begin_comment\nno\n#+end_comment\n"
    )
    assert shown(document) == [
        ("code", "ls"), ("quote", "Said."), ("code", "kept  so"), ("verse", "one\n\xa0two"),
    ]  # fmt: skip
    assert document.blocks[0].role == "sh"


def test_a_table_with_a_rule_has_a_head() -> None:
    assert parse("| a | b |\n|---+---|\n| 1 | 2 |\n").text == "a │ b\n──┼──\n1 │ 2"


def test_footnotes_are_numbered_and_stand_at_the_end() -> None:
    document = parse("One[fn:b], two[fn:: inline].\n\n[fn:b] The note.\n")
    assert document.text == "One[1], two[2].\nThe note.\ninline"
    assert [block.role for block in document.blocks] == ["", "footnote", "footnote"]
    start = document.places["note-1"]
    assert document.text[start:].startswith("The note.")


def test_links_inside_lead_to_ids_and_headlines() -> None:
    document = parse(
        "[[#mill]] [[*Two][two]]\n* One\n:PROPERTIES:\n:CUSTOM_ID: mill\n:END:\nx\n* Two\n"
    )
    places = {name: document.text[at:][:3] for name, at in document.places.items()}
    assert places == {"mill": "x\nT", "*Two": "Two"}


def test_nothing_is_included() -> None:
    document = parse('#+INCLUDE: "/etc/hostname"\n')
    assert document.text == "[not included: /etc/hostname]"
