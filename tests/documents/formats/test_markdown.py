from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.document import Document, Mark
from reader.documents.formats.markdown import parse, parse_piece
from reader.documents.formats.markdown_piece import definitions_for

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]
Check = Callable[[Document], None]


def marked(document: Document) -> list[tuple[str, str, str]]:
    """Kind, text and target of each mark."""

    def one(mark: Mark) -> tuple[str, str, str]:
        return mark.kind.value, document.text[mark.start : mark.end], mark.target

    return [one(mark) for mark in document.marks]


def test_headings_are_sections_with_the_lines_of_the_source(outline_of: Titles) -> None:
    document = parse("# One\n\nWords.\n\n### Deep\n\nTwo\n---\n\nWords.\n")
    assert outline_of(document) == ["One", "  Deep", "  Two"]
    assert [section.lines for section in document.outline] == [(1, 1), (5, 5), (7, 8)]
    assert [block.depth for block in document.blocks if block.kind == "heading"] == [1, 3, 2]
    assert document.metadata.title == "One"


def test_the_text_is_what_a_person_sees() -> None:
    document = parse(
        'Some *em*, **strong &amp; `code`**, ~~old~~ and\na [link](https://a.b "t").\n'
    )
    assert document.text == "Some em, strong & code, old and a link."
    assert marked(document) == [
        ("emphasis", "em", ""),
        ("strong", "strong & code", ""),
        ("code", "code", ""),
        ("strikethrough", "old", ""),
        ("link", "link", "https://a.b"),
    ]


def test_line_ends_between_ideographs_are_no_spaces() -> None:
    assert parse("城市\n人民\nand\nwords\n").text == "城市人民 and words"


@pytest.mark.parametrize("break_", ["  \n", "\\\n", "<br>", "<br />\n"])
def test_a_paragraph_with_hard_line_breaks_is_verse(break_: str, shown: Blocks) -> None:
    assert shown(parse(f"one{break_}*two*\n")) == [("verse", "one\ntwo")]


def test_hard_line_breaks_in_items_and_quotes_go_on_close_below(shown: Blocks) -> None:
    document = parse("- one  \n  two\n\n> three  \n> four\n")
    assert shown(document) == [
        ("item", "• one"),
        ("item", "two"),
        ("quote", "three"),
        ("quote", "four"),
    ]
    assert [block.tight for block in document.blocks] == [False, True, False, True]


def test_lists_have_markers_depths_and_tightness(shown: Blocks) -> None:
    document = parse("- a\n- b\n  1. c\n  2. d\n\n     more of d\n\n3) e\n")
    assert shown(document) == [
        ("item", "• a"), ("item", "• b"), ("item", "1. c"), ("item", "2. d"),
        ("item", "more of d"), ("item", "3) e"),
    ]  # fmt: skip
    assert [block.depth for block in document.blocks] == [0, 0, 1, 1, 1, 0]
    assert [block.tight for block in document.blocks][:2] == [False, True]


def test_tasks_show_whether_they_are_done(shown: Blocks) -> None:
    assert shown(parse("- [ ] to *do*\n- [x] done\n- [y] neither\n")) == [
        ("item", "☐ to do"),
        ("item", "☑ done"),
        ("item", "• [y] neither"),
    ]


def test_quotations_keep_their_depth(shown: Blocks) -> None:
    document = parse("> one\n>\n> > two\n\nout\n")
    assert shown(document) == [("quote", "one"), ("quote", "two"), ("paragraph", "out")]
    assert [block.depth for block in document.blocks] == [0, 1, 0]


def test_a_heading_in_a_quotation_is_no_section() -> None:
    document = parse("> # Said\n> words\n")
    assert document.sections == ()
    assert marked(document) == [("strong", "Said", "")]


def test_code_keeps_its_lines_and_names_its_language() -> None:
    document = parse("```python title\n\ndef f():\n\treturn 1\n\n```\n\n    indented\n")
    code, indented = document.blocks
    assert (code.kind, code.role, indented.role) == ("code", "python", "")
    assert document.text == "def f():\n    return 1\nindented"


def test_a_table_is_set_in_columns(shown: Blocks) -> None:
    source = "| Name | Age |\n|:--|--:|\n| *Ada* | 36 |\n| 漢字 | 7 |\n"
    document = parse(source)
    assert shown(document) == [
        ("table", "Name │ Age\n─────┼────\nAda  │  36\n漢字 │   7"),
    ]
    assert marked(document) == [("emphasis", "Ada", "")]


def test_a_wide_table_is_written_as_records(shown: Blocks) -> None:
    long = "word " * 12 + "end"
    document = parse(f"| A | B |\n|--|--|\n| {long} | **x** |\n| y | {long} |\n")
    assert shown(document) == [
        ("table", f"A: {long}\nB: x\n────────────\nA: y\nB: {long}"),
    ]
    assert marked(document) == [("strong", "x", "")]


def test_a_table_too_large_is_shown_as_it_is_written() -> None:
    source = "|a" * 200 + "|\n" + "|-" * 200 + "|\n" + ("|b" * 200 + "|\n") * 2000
    document = parse(source + "\nafter\n")
    assert [block.kind for block in document.blocks] == ["code", "paragraph"]
    assert document.notices == ("a table of more than 20,000 cells is shown as it is written",)


def test_footnotes_stand_at_the_end_referred_to_or_not(shown: Blocks) -> None:
    document = parse(
        "One[^b] two[^a].\n\n[^a]: The *first*.\n\n[^b]: The second.\n\n[^c]: Nobody's.\n"
    )
    assert shown(document) == [
        ("paragraph", "One[1] two[2]."),
        ("paragraph", "[1] The second."),
        ("paragraph", "[2] The first."),
        ("paragraph", "[c] Nobody's."),
    ]
    assert [block.role for block in document.blocks] == ["", "footnote", "footnote", "footnote"]
    assert marked(document)[:2] == [("footnote", "[1]", "#fn:1"), ("footnote", "[2]", "#fn:2")]


def test_a_footnote_written_in_its_place_stands_at_the_end_too(shown: Blocks) -> None:
    assert shown(parse("One^[a *note*] more.\n")) == [
        ("paragraph", "One[1] more."),
        ("paragraph", "[1] a note"),
    ]


def test_images_show_their_description(shown: Blocks) -> None:
    document = parse("![A lock](lock.png)\n\nwith ![](b.png) inside\n")
    assert shown(document) == [("figure", "[A lock]"), ("paragraph", "with [image] inside")]
    assert marked(document) == [
        ("image", "[A lock]", "lock.png"),
        ("image", "[image]", "b.png"),
    ]


def test_images_written_in_html_show_their_description_too(shown: Blocks) -> None:
    lock = '<p align="center">\n<img src="a.png" alt="A lock">\n</p>\n'
    text = f"{lock}\nSee <img src=b.png alt=Arrow>.\n"
    document = parse(text)
    assert shown(document) == [("figure", "[A lock]"), ("paragraph", "See [Arrow].")]
    assert marked(document) == [("image", "[A lock]", "a.png"), ("image", "[Arrow]", "b.png")]


def test_an_image_without_a_meaning_is_not_told(shown: Blocks) -> None:
    assert shown(parse('Up <img src="a.png" alt=""> there.\n')) == [("paragraph", "Up  there.")]


def test_an_image_in_html_is_no_part_of_a_title() -> None:
    (section,) = parse('# <img src="a.png" alt="Logo"> Locks\n').outline
    assert section.title == "Locks"


def test_of_html_the_text_is_kept(shown: Blocks) -> None:
    document = parse(
        "<div align=center>\n<p>One <b>two</b></p>\n<!-- hidden\n -->three &amp; four\n"
        "<script>no()</script></div>\n\nx<sup>2</sup> <!-- no --> <kbd>q</kbd>\n"
    )
    assert shown(document) == [
        ("paragraph", "One two"),
        ("paragraph", "three & four"),
        ("paragraph", "x²  q"),
    ]
    assert marked(document) == [("superscript", "²", ""), ("code", "q", "")]


def test_rules_are_rules(shown: Blocks) -> None:
    assert shown(parse("a\n\n---\n\nb\n"))[1] == ("rule", "* * *")


def test_character_references_bring_in_nothing_a_terminal_obeys(consistent: Check) -> None:
    document = parse("a&#27;[31m&#x202e;b&#10;c&#x85;d&#12;e `x` &nbsp;f\n")
    consistent(document)
    assert document.text == "a\ufffd[31mb c\ufffdd e x \xa0f"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: A Title\nauthor: Ada Keep\n", ("A Title", ("Ada Keep",), "", "")),
        ('title: "A: b"\ndate: 2020-01-02\nlang: fr\n', ("A: b", (), "2020-01-02", "fr")),
        ("authors: [Ada Keep, 'Post, J.']\n", ("Top", ("Ada Keep", "Post, J."), "", "")),
        ("authors:\n  - Ada Keep\n  - J. Post # he\n", ("Top", ("Ada Keep", "J. Post"), "", "")),
        (
            "author: Ada Keep and J. Post\nlanguage: en\n",
            ("Top", ("Ada Keep", "J. Post"), "", "en"),
        ),
        ("title: >\n  A long\n  title\n", ("A long title", (), "", "")),
        ("{ not: [yaml\n- at all\n:::\n", ("Top", (), "", "")),
    ],
)
def test_front_matter_is_metadata_and_no_text(
    front: str, expected: tuple[str, tuple[str, ...], str, str]
) -> None:
    document = parse(f"---\n{front}---\n# Top\n\nwords\n")
    metadata = document.metadata
    assert (metadata.title, metadata.authors, metadata.date, metadata.language) == expected
    assert document.text == "Top\nwords"


def test_all_properties_are_kept() -> None:
    extra = parse("---\ntags: [a, b]\nstatus: done\n---\nwords\n").metadata.extra
    assert dict(extra) == {"tags": ["a", "b"], "status": "done"}


@pytest.mark.parametrize(
    "source", ["", "\n", "<!-- -->", "#\n", "- \n", "[^1]: \n", "| |\n|-|\n", "&#32;"]
)
def test_sources_without_text_make_empty_documents(source: str, consistent: Check) -> None:
    document = parse(source)
    consistent(document)
    assert document.text == ""


@pytest.mark.parametrize(
    "source",
    [
        "[" * 50_000,
        "*a " * 50_000,
        "> " * 5_000 + "deep",
        "<!-- " * 20_000,
        "`" * 20_000 + "a",
        "<div>\n" * 20_000,
        "".join("  " * depth + "- item\n" for depth in range(150)),
        "<script>" * 20_000,
    ],
    ids=["brackets", "stars", "quotes", "comments", "backticks", "tags", "lists", "scripts"],
)
def test_hostile_sources_come_to_an_end(source: str, consistent: Check) -> None:
    consistent(parse(source))


def test_too_many_signs_are_shown_as_they_are_written() -> None:
    document = parse("[" * 50_000)
    assert document.text == "[" * 50_000
    assert document.notices


def test_what_is_nested_too_deep_is_told() -> None:
    assert parse("> " * 500 + "deep").notices


PIECES = st.sampled_from(
    [
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "\n",
        "\n\n",
        "*",
        "**",
        "`",
        "```\n",
        "[a](b)",
        "![i](j)",
        "| a | b |\n|---|--:|\n| 1 | 漢 |\n",
        "[^1]",
        "\n[^1]: note\n",
        "<b>",
        "</b>",
        "<br>",
        "<!--",
        "-->",
        "---\n",
        "===\n",
        "  \n",
        "\\",
        "&#10;",
        "&amp;",
        "- [x] ",
        "~~",
        "word ",
        "é",
        "漢字",
        "👩‍👩‍👧",
        "שלום",
        "e\u0301",
        "\xa0",
    ]
)


@settings(max_examples=400, deadline=None)
@given(source=st.lists(PIECES, max_size=40).map("".join))
def test_the_spans_of_any_markdown_are_consistent(source: str, consistent: Check) -> None:
    consistent(parse(source))


@given(st.lists(st.text(alphabet="abcxyz漢é ", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_plain_words_come_through_as_they_are(paragraphs: list[str]) -> None:
    assert parse("\n\n".join(paragraphs)).text.split("\n") == paragraphs


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("$a_{i}*b*c_{j}$", "aᵢ*b*cⱼ"),
        ("the $n$ of them", "the n of them"),
        ("so $$\\frac{a}{b}$$ it is", "so a/b it is"),
        ("$$\nx^2 \\le y\n$$", "x² ≤ y"),
        ("$5 and $6", "$5 and $6"),
        ("A$7 or US$5", "A$7 or US$5"),
        ("$HOME/$USER", "$HOME/$USER"),
        ("`$x_1$` and \\$x_1$", "$x_1$ and $x_1$"),
    ],
)
def test_formulas_become_characters_and_prices_stay(source: str, text: str) -> None:
    assert parse(source).text == text


def test_powers_that_are_written_as_html_stay_powers() -> None:
    assert (
        parse("About 10<sup>6</sup> tonnes of H<sub>2</sub>O.").text == "About 10⁶ tonnes of H₂O."
    )


def test_the_beginning_of_a_text_that_is_one_list_is_shown_up_to_its_last_item() -> None:
    head = "# T\n\n- one\n- two\n- thr"
    piece = parse_piece(head, head.encode())
    assert piece is not None
    assert piece.text == "T\none\ntwo"


def test_what_the_beginning_refers_to_is_found_at_the_end_and_nothing_else_is_read() -> None:
    text = "See [A  b] and [this][c].\n\nMore.\n\n[a B]: /one\n[c]: /two\n[d]: /three\n"
    piece = parse_piece(text[:31], text.encode())
    assert piece is not None
    assert [mark.target for mark in piece.marks] == ["/one", "/two"]
    assert definitions_for(text[:31], text.encode()) == "[a B]: /one\n\n[c]: /two"
