"""Which lines of Markdown open a section, and what it is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.documents.document import Document
from reader.documents.formats.markdown import parse

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]
Check = Callable[[Document], None]


def titles(source: str) -> list[tuple[str, int]]:
    """Titles and first lines of all sections."""
    return [(s.title, s.lines[0]) for s in parse(source).outline if s.lines]


# Levels and names


def test_a_level_that_is_skipped_makes_no_empty_section(outline_of: Titles) -> None:
    document = parse("# A\n\n### B\n\n#### C\n\n## D\n")
    assert outline_of(document) == ["A", "  B", "    C", "  D"]


def test_sections_of_the_same_name_stay_apart() -> None:
    document = parse("# Put\n\n## Examples\n\nput 1\n\n# Get\n\n## Examples\n\nget 1\n")
    first, second = (s for s in document.outline if s.title == "Examples")
    assert (first.lines, second.lines) == ((3, 3), (9, 9))
    assert document.section_path(document.text.index("put 1")) == ("Put", "Examples")
    assert document.section_path(document.text.index("get 1")) == ("Get", "Examples")


def test_sections_of_the_same_name_below_one_another_are_two() -> None:
    assert titles("## Notes\n\none\n\n## Notes\n\ntwo\n") == [("Notes", 1), ("Notes", 5)]


@pytest.mark.parametrize("title", ["🚀 Start", "安装 指南", "مقدمة", "Ελληνικά", "e\u0301tude"])
def test_a_heading_may_be_of_any_script(title: str) -> None:
    assert titles(f"## {title}\n") == [(title, 1)]


# Hash signs


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("## Title ##", "Title"),
        ("## Title ####   ", "Title"),
        ("## C#", "C#"),
        ("## C# ##", "C#"),
        ("## Title \\##", "Title ##"),
        ("   ## Indented", "Indented"),
        ("#\tTab", "Tab"),
        ("###### Six", "Six"),
    ],
)
def test_signs_around_a_title_are_no_part_of_it(source: str, title: str) -> None:
    assert titles(source + "\n") == [(title, 1)]


@pytest.mark.parametrize(
    "source",
    ["#none", "#5 bolt", "\\# none", "####### seven", "    # code", "#", "##   ", "## <!-- x -->"],
)
def test_some_hash_signs_begin_no_section(source: str) -> None:
    assert titles(source + "\n") == []


# Underlined


def test_an_underlined_paragraph_is_a_heading_over_all_its_lines() -> None:
    document = parse("A title over\ntwo lines\n===\n\nWords\n\nBelow\n---\n")
    assert [(s.title, s.level, s.lines) for s in document.outline] == [
        ("A title over two lines", 1, (1, 3)),
        ("Below", 2, (7, 8)),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "Words\n\n---\n\nmore\n",
        "- item\n---\n",
        "> quoted\n---\n",
        "```\ncode\n---\n```\n",
        "---\nkey: value\n---\n\nWords\n",
        "Words\n= = =\n",
    ],
    ids=["rule", "below a list", "below a quotation", "code", "front matter", "with spaces"],
)
def test_some_lines_of_signs_underline_nothing(source: str) -> None:
    assert titles(source) == []


# What titles are without


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("Title {#the-id}", "Title"),
        ("Title {.note #id lang=en}", "Title"),
        ("Title {: .note}", "Title"),
        ('Title {data-x="a b"} ##', "Title"),
        ("{braces}", "{braces}"),
        ("The set {1, 2}", "The set {1, 2}"),
        ("The `{#id}`", "The {#id}"),
        ("{#id}", "{#id}"),
    ],
)
def test_attributes_behind_a_title_are_no_part_of_it(source: str, title: str) -> None:
    document = parse(f"## {source}\n")
    assert [section.title for section in document.outline] == [title]
    assert document.text == title


def test_an_underlined_title_may_have_attributes() -> None:
    assert titles("Title {#id}\n===\n") == [("Title", 1)]


def test_a_title_is_without_markup() -> None:
    [title] = titles(
        "## *Em* **and** [a link](x) `code` <b>bold</b> <a name='y'></a>&amp; ~~old~~\n"
    )
    assert title == ("Em and a link code bold & old", 1)


def test_badges_and_footnotes_are_shown_but_are_no_part_of_the_title() -> None:
    document = parse("# Name [![Build](b.svg)](ci) ![Version](v.svg)[^1]\n\n[^1]: Note.\n")
    assert document.text.startswith("Name [Build] [Version][1]\n")
    assert document.outline[0].title == "Name"
    assert document.metadata.title == "Name"


def test_a_heading_of_an_image_alone_is_called_what_that_shows() -> None:
    assert titles("# ![The Logo](logo.png)\n\n## Use\n") == [("The Logo", 1), ("Use", 3)]


# HTML


@pytest.mark.parametrize(
    ("source", "title", "line"),
    [
        ('<h2 id="x">Title</h2>', "Title", 1),
        ("<H2>Title</H2>", "Title", 1),
        ('<h1 align="center">\n  <b>Two</b>\n  <i>lines</i>\n</h1>', "Two lines", 2),
        ("<h2>A<br>B</h2>", "A B", 1),
        ("<h2><code>get</code>()</h2>", "get()", 1),
        ("<h2>Q &amp; A</h2>", "Q & A", 1),
        ("<h2>A<!-- no\n -->B</h2>", "AB", 1),
        ('<div align="center">\n<!-- a\n comment -->\n<h1>Name</h1>\n</div>', "Name", 4),
        ("<div\n class=x>\n<h1>Name</h1></div>", "Name", 3),
        ("<details><summary>\n<h3>More</h3>\n</summary>", "More", 2),
        ('<a name="x"></a><h2>Title</h2>', "Title", 1),
        ('<h1><img alt="The Logo" src="l.png"></h1>', "The Logo", 1),
        ('<h1 align="center">\n\n![The Logo](l.png)\n\n</h1>', "The Logo", 3),
        ('<h1 align="center">\n  <img src="l.png">\n\n  Name\n  <br>\n</h1>', "Name", 4),
        ("<h1>\n\n<div>Name</div>\n\n</h1>", "Name", 3),
        ("<h1>Not closed", "Not closed", 1),
    ],
)
def test_a_heading_of_html_is_a_section(
    source: str, title: str, line: int, consistent: Check
) -> None:
    document = parse(f"{source}\n\nwords\n")
    consistent(document)
    assert titles(f"{source}\n\nwords\n") == [(title, line)]
    assert document.blocks[-1].kind == "paragraph"


def test_headings_of_html_have_their_level(outline_of: Titles) -> None:
    document = parse("<h1>A</h1>\n<p>words</p>\n<h3>B</h3>\n\n## C\n")
    assert outline_of(document) == ["A", "  B", "  C"]
    assert [b.depth for b in document.blocks if b.kind == "heading"] == [1, 3, 2]


def test_a_heading_of_html_left_open_takes_nothing_but_its_own_words(shown: Blocks) -> None:
    assert shown(parse("<h1>\n\n```\ncode\n```\n\nwords\n")) == [
        ("code", "code"),
        ("paragraph", "words"),
    ]


def test_lines_of_html_that_belong_together_are_one_paragraph(shown: Blocks) -> None:
    assert shown(parse("<p>\none <b>two</b>\nthree\n</p>\n<pre>\na\nb\n</pre>\n")) == [
        ("paragraph", "one two three"),
        ("paragraph", "a"),
        ("paragraph", "b"),
    ]


# Headings that are none


@pytest.mark.parametrize(
    "source",
    [
        "> # Said\n> words\n",
        "> Said\n> ===\n",
        "> <h2>Said</h2>\n",
        "<blockquote><h2>Said</h2></blockquote>\n",
        "- # Item\n  words\n",
        "1. <h2>Item</h2>\n",
        "<ul><li><h2>Item</h2></ul>\n",
        "<table><tr><td><h3>Cell</h3></table>\n",
        "words[^1]\n\n[^1]: # Note\n",
        "words <h2>inside</h2> of a line\n",
    ],
)
def test_a_heading_inside_of_something_else_is_text_and_no_section(source: str) -> None:
    document = parse(source)
    assert document.sections == ()
    assert any(word in document.text for word in ("Said", "Item", "Cell", "Note", "inside"))


@pytest.mark.parametrize(
    "source",
    [
        "```sh\n# comment\n```\n",
        "~~~\nTitle\n===\n~~~\n",
        "    # comment\n",
        "<pre>\n# comment\n<h2>x</h2>\n</pre>\n",
        "words\n\n<!--\n# comment\n\n<h2>x</h2>\n-->\n",
        "<script>\n# comment\n'<h2>x</h2>'\n</script>\n\nwords\n",
        "`# code`\n",
    ],
    ids=["fence", "tildes", "indented", "pre", "comment", "script", "inline"],
)
def test_in_code_and_comments_there_are_no_headings(source: str) -> None:
    assert titles(source) == []


# The title of the document


def test_the_one_heading_of_the_first_level_is_the_title_and_holds_the_rest(
    outline_of: Titles,
) -> None:
    document = parse("[![Build](b)](c)\n\n# Name\n\nWords.\n\n## Use\n\n## Terms\n")
    assert document.metadata.title == "Name"
    assert outline_of(document) == ["Name", "  Use", "  Terms"]


@pytest.mark.parametrize(
    "source",
    [
        "## Before\n\n# Late\n",
        "# 1.1.0 (2024-05-01)\n\nnew\n\n# 1.0.0\n\nold\n",
        "# Chapter 1\n\none\n\n# Chapter 2\n\ntwo\n",
        "### Index\n\nwords\n",
    ],
    ids=["not the first", "versions", "chapters", "none of the first level"],
)
def test_some_headings_are_not_the_title_of_the_document(source: str) -> None:
    assert parse(source).metadata.title == ""


def test_the_first_of_several_headings_is_the_title_unless_it_is_numbered() -> None:
    assert parse("# The Book\n\n# Foreword\n\n# Chapter 1\n").metadata.title == "The Book"
    assert parse("# 1984\n\n## Chapter 1\n").metadata.title == "1984"


def test_the_title_of_the_front_matter_wins() -> None:
    document = parse("---\ntitle: The Name\n---\n\n# Other\n\n## Use\n")
    assert document.metadata.title == "The Name"
    assert titles("---\ntitle: The Name\n---\n\n# Other\n") == [("Other", 5)]


def test_front_matter_may_be_toml() -> None:
    document = parse(
        '+++\ntitle = "The \\"Name\\""\nauthors = ["Ada Keep", "J. Post"]\ndate = 2024-05-01\n'
        "draft = true\n[taxonomies]\ntags = ['a', 'b']\n+++\n\n# Other\n"
    )
    metadata = document.metadata
    assert (metadata.title, metadata.authors) == ('The "Name"', ("Ada Keep", "J. Post"))
    assert metadata.date == "2024-05-01"
    assert metadata.extra["taxonomies.tags"] == ["a", "b"]
    assert (document.text, document.outline[0].lines) == ("Other", (10, 10))


@pytest.mark.parametrize(
    "source",
    [
        "---\n\nKept: words\n\n---\n\nmore\n",
        "---\nKept words\n\n---\n\nmore\n",
        "---\ntitle: Kept, and never closed\n",
        "+++\nKept, no TOML\n+++\n\nmore\n",
        "words\n\n---\ntitle: Kept\n---\n",
    ],
)
def test_what_is_no_front_matter_is_kept_as_text(source: str) -> None:
    assert "Kept" in parse(source).text
