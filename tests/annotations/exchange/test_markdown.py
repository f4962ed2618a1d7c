from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.annotations.anchoring import describe
from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target
from reader.annotations.exchange.markdown import ORPHANS, Placed, export_markdown, save_export
from reader.documents.document import Block, BlockKind, Document, Metadata, Section
from reader.errors import ReaderError
from reader.text.spans import Span

TZ = timezone(timedelta(hours=2))
TEXT = "Title\nFirst\nOne sentence here.\nTwo lines\nof verse\nSecond\nThe last words."


def lines_of(kinds: str) -> tuple[Block, ...]:
    """The blocks of TEXT, from a letter for each."""
    names = {"h": BlockKind.HEADING, "p": BlockKind.PARAGRAPH, "v": BlockKind.VERSE}
    blocks, start = [], 0
    lines = TEXT.split("\n")
    for kind in kinds.split():
        end = start + len("\n".join(lines[: len(kind)]))
        del lines[: len(kind)]
        blocks.append(Block(names[kind[0]], start, end))
        start = end + 1
    return tuple(blocks)


def section(title: str, level: int, end: str = "", *children: Section) -> Section:
    start = TEXT.index(title)
    stop = TEXT.index(end) if end else len(TEXT)
    return Section(title, level, Span(start, start + len(title)), stop, None, children)


DOCUMENT = Document(
    TEXT,
    lines_of("h h p vv h p"),
    sections=(section("Title", 1, "", section("First", 2, "Second"), section("Second", 2)),),
    metadata=Metadata("Title", ("A. Author", "B: \"C\" 'D'"), "2026-01-02"),
)


def on(words: str, document: Document = DOCUMENT, identity: str = "01", **fields: object) -> Placed:
    """An annotation on these words, in their place."""
    start = document.text.index(words)
    end = start + len(words)
    target = describe(document.text, start, end, document.section_path(start))
    created = "2026-11-22T12:05:00.000Z"
    return Annotation(identity, target, created=created, **fields), Span(start, end)  # type: ignore[arg-type]


def lost(words: str, **fields: object) -> Placed:
    target = Target(words, path=("Old part",))
    return Annotation("09", target, created="2026-11-22T12:05:00.000Z", **fields), None  # type: ignore[arg-type]


def export(*placed: Placed, document: Document = DOCUMENT, **more: str) -> str:
    return export_markdown(document, placed, tz=TZ, **more)


def body(markdown: str) -> str:
    return markdown.split("\n---\n", 1)[1].lstrip("\n")


def shown(token: Token) -> str:
    """The text that a viewer shows of a run of inline markup."""
    texts = {"hardbreak": "\n", "softbreak": "<soft>"}
    children = token.children or []
    return "".join(texts.get(child.type, child.content) for child in children)


def parts(markdown: str) -> list[tuple[str, str]]:
    """The top-level blocks as a CommonMark parser sees them: kind and text."""
    found: list[tuple[str, str]] = []
    quoted: list[str] | None = None
    for token in MarkdownIt("commonmark").parse(body(markdown)):
        if token.type == "blockquote_open" and token.level == 0:
            quoted = []
        elif token.type == "blockquote_close" and token.level == 0:
            found.append(("quote", "\n".join(quoted or [])))
            quoted = None
        elif token.type in ("inline", "fence", "code_block", "html_block"):
            text = shown(token) if token.type == "inline" else token.content[:-1]
            if quoted is not None:
                quoted.append(text)
            else:
                found.append((token.type, text))
    return found


def quotes(markdown: str) -> list[str]:
    return [text for kind, text in parts(markdown) if kind == "quote"]


def front_matter(markdown: str) -> dict[str, object]:
    loaded: dict[str, object] = yaml.safe_load(markdown.split("\n---\n", 1)[0])
    return loaded


def test_an_export_has_front_matter_headings_passages_notes_and_what_is_known() -> None:
    markdown = export(
        on("The last words.", identity="02"),
        on(
            "One sentence",
            note="My *note*\nin two lines",
            kind=Kind.QUESTION,
            style=Style.UNDERLINE,
            tags=("exam", "two words"),
        ),
        lost("gone with the wind", colour=Colour.BLUE),
        source="~/article.txt",
    )
    assert (
        markdown
        == """\
---
title: "Title"
author:
  - "A. Author"
  - "B: \\"C\\" 'D'"
source: "~/article.txt"
date: "2026-01-02"
annotations: 3
---

# Title

## First

> One sentence

^r-01

My *note*
in two lines

*yellow · underline · question · 16 % · 2026-11-22 14:05* #exam #two-words

## Second

> The last words.

^r-02

*yellow · highlight · 79 % · 2026-11-22 14:05*

## Without a place in the text

> gone with the wind

^r-09

*blue · highlight · Old part · 2026-11-22 14:05*
"""
    )


def test_without_annotations_it_is_still_a_valid_file() -> None:
    markdown = export()
    assert front_matter(markdown)["annotations"] == 0
    assert "There are no annotations yet." in markdown


def test_deleted_annotations_are_left_out() -> None:
    assert quotes(export(on("sentence", deleted="2026-11-22T12:05:00.000Z"))) == []


def test_passages_come_in_reading_order_under_their_headings_once() -> None:
    markdown = export(on("last"), on("here"), on("One"))
    assert [text for kind, text in parts(markdown) if kind == "quote"] == ["One", "here", "last"]
    headings = [line for line in markdown.splitlines() if line.startswith("#")]
    assert headings == ["# Title", "## First", "## Second"]


def test_a_section_that_is_not_the_title_stands_below_it_and_none_below_the_sixth_level() -> None:
    deep = section("First", 7)
    document = Document(
        TEXT, DOCUMENT.blocks, sections=(Section("Part", 1, Span(0, 5), len(TEXT), None, (deep,)),)
    )
    headings = [
        line for line in export(on("One"), document=document).splitlines() if line.startswith("#")
    ]
    assert headings == ["# Untitled", "## Part", "###### First"]


def test_a_section_that_was_made_is_no_heading() -> None:
    begin = TEXT.index("One")
    made = Section("One…", 2, Span(begin, begin), len(TEXT), made=True)
    document = DOCUMENT.with_(sections=(section("Title", 1)._replace(children=(made,)),))
    markdown = export(on("One", document=document), document=document)
    assert [line for line in markdown.splitlines() if line.startswith("#")] == ["# Title"]


def test_line_ends_in_verse_are_lines_and_between_blocks_paragraphs() -> None:
    markdown = export(on("here.\nTwo lines\nof verse\nSecond"))
    assert "> here.\n>\n> Two lines\\\n> of verse\n>\n> Second\n" in markdown
    assert quotes(markdown) == ["here.\nTwo lines\nof verse\nSecond"]


def test_code_stays_code() -> None:
    text = "def f():\n    return '```'\n\n\tdone"
    document = Document(text, (Block(BlockKind.CODE, 0, len(text), role="python"),))
    markdown = export(on(text, document), document=document)
    assert "> ````python\n> def f():\n>     return" in markdown
    assert quotes(markdown) == [text]


def test_a_bookmark_shows_what_follows_it() -> None:
    start = TEXT.index("Two lines")
    bookmark = Annotation("03", describe(TEXT, start, start), Kind.BOOKMARK, note="go on here")
    markdown = export((bookmark, Span(start, start)))
    assert "Bookmark before “Two lines…” ^r-03\n\ngo on here\n\n*bookmark · 43 %" in markdown


TRICKY = [
    "*a* **b** _c_ __d__ `e` ~~f~~ ==g== ^h^ $i$ $$j$$",
    "# no heading",
    "####### seven",
    "1. one",
    "12) twelve",
    "- dash",
    "+ plus",
    "* star",
    "> quote",
    ">quote",
    "---",
    "***",
    "___",
    "===",
    "= equals",
    "    four spaces",
    "\ttab",
    " ends with spaces   ",
    "\u3000\u3000全角の字下げ\u3000",
    "\u00a0no-break\u00a0",
    "back\\slash \\* at the end\\",
    "a | b | c",
    "|---|---|",
    "<tag> </tag> <!-- comment --> <?php ?> <a@b.c>",
    "&amp; &copy; &#35; &#x23; & &;",
    "https://a.b/c_d_e?f=1&g=2&h;#i (www.example.org/_x_)",
    "[link](url) ![image](url) [ref] [ref]: /url",
    "[[wiki|link]] ![[embed]] ^caret [^1] ^[inline]",
    "%%comment%% key:: value #tag {{embed}} ((block))",
    "```",
    "~~~ fence",
    "`` ` ``",
    "first\n1. second\n- third\n# fourth\n=====\n-----",
    "one\n\ntwo\n\n\n\nthree",
    "\n\nstarts and ends with empty lines\n\n",
    "tail \n lead\n\t\nblank",
    "城市是人民的城市,人民城市为人民。",
    "שלום עולם\u200f, \u202bשלום\u202c",
    "e\u0301 👩‍👩‍👧 \U0001f1fa\U0001f1f3 \u00ad \u2028 \ufeff",
    "carriage\rreturn",
    "*",
    "_",
    "\\",
    " ",
    "\n",
    "snake_case_name and _leading trailing_ a__b",
    "TODO: “quotes” 'and' \"more\" ...",
]


@pytest.mark.parametrize("text", TRICKY)
def test_a_quote_comes_back_exactly(text: str) -> None:
    verse = Document(text, (Block(BlockKind.VERSE, 0, len(text)),))
    prose = Document(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    span = Span(0, len(text))
    annotation = Annotation("01", describe(text, 0, len(text)), note="my note")
    for place, document in ((span, verse), (span, prose), (None, prose)):
        found = parts(export((annotation, place), document=document))
        assert ("quote", text) in found
        assert found[-3] == ("inline", "^r-01")
        assert found[-2] == ("inline", "my note")


MARKUP = st.sampled_from(
    [*"\\`*_{}[]()<>#+-.!|~^=%$&:;@/\"' \t\n\r123aé城ש\u3000\u00a0\u0301👩\u200d", "\n\n", "```"]
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
TEXTS = st.lists(MARKUP | WORDS, min_size=1, max_size=25).map("".join).filter(bool)


@given(TEXTS, st.sampled_from([BlockKind.PARAGRAPH, BlockKind.VERSE, BlockKind.CODE]))
@example("a\n\nb", BlockKind.VERSE)
def test_any_quote_comes_back_exactly(text: str, kind: BlockKind) -> None:
    document = Document(text, (Block(kind, 0, len(text)),))
    annotation = Annotation("01", describe(text, 0, len(text)))
    assert quotes(export((annotation, Span(0, len(text))), document=document)) == [text]


@pytest.mark.parametrize(
    "note",
    [
        "```python\nx = 1",
        "~~~~\ncode\n~~~",
        "- item\n\n  ```\n  code",
        "<!-- unclosed",
        "<script>\nalert(1)",
        "<pre>text",
        "<?php",
        "<![CDATA[ x",
        "<!DOCTYPE",
        "<div>\ntext",
        "text <!-- unclosed in a line",
        "> quote\nlazy",
        "- list",
        "1. list\n   ```",
        "# heading\n---",
        "[ref]:",
        "| a | b |\n|---|---|",
        "ends with a backslash\\",
        "    code",
        "%% comment",
        "`code",
    ],
)
def test_a_note_swallows_nothing_that_follows(note: str) -> None:
    found = parts(export(on("One", identity="01", note=note), on("last", identity="02")))
    assert [text for kind, text in found if kind == "quote" and text in ("One", "last")] == [
        "One",
        "last",
    ]
    assert ("inline", "^r-02") in found
    assert [text for _, text in found if text.startswith("yellow · highlight")]
    assert sum("2026-11-22 14:05" in text for kind, text in found if kind == "inline") == 2


@given(
    st.lists(
        st.sampled_from(
            ["```", "~~~", "<!--", "-->", "<pre>", "</pre>", "<?", "<![CDATA[", "%%", "`", "> "]
        )
        | st.sampled_from(["- ", "    ", "\n", "\n\n", "a", "# ", "$$", "[x]: ", "<div>", "\t"]),
        max_size=12,
    ).map("".join)
)
def test_no_note_swallows_what_follows(note: str) -> None:
    found = parts(export(on("One", identity="01", note=note), on("last", identity="02")))
    assert ("quote", "last") in found
    assert ("inline", "^r-02") in found
    assert found[-1][1].startswith("yellow · highlight")


def test_a_note_is_written_as_it_is() -> None:
    note = "# My heading\n\n- *one*\n- [link](x)\n\n```py\nx\n```\n\n> and a quote"
    assert f"\n\n{note}\n\n" in export(on("One", note=note))


def test_a_comment_left_open_in_a_note_is_closed_for_obsidian() -> None:
    assert "50 %% off\n\n%%\n" in export(on("One", note="50 %% off"))
    assert "`%%`\n\n*yellow" in export(on("One", note="`%%`"))


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("exam", "#exam"),
        ("two words", "#two-words"),
        ("#hash", "#hash"),
        ("a/b_c-d", "#a/b_c-d"),
        ("C++, really?", "#C++-really"),
        ("2026", "#n2026"),
        ("城市", "#城市"),
        ("📚", "#📚"),
        ("_*_", ""),
    ],
)
def test_tags_are_such_as_obsidian_takes(tag: str, expected: str) -> None:
    last = export(on("One", tags=(tag,))).splitlines()[-1]
    assert last.partition("14:05*")[2].strip() == expected


@given(st.text(), st.lists(st.text(min_size=1), max_size=3), st.text(), st.text())
@example("---\n: # \" ' [x] {y} \\", ["\x7f\x85\u2028\ufeff\ud800"], "C:\\x", "null")
def test_front_matter_gives_back_what_was_put_in(
    title: str, authors: list[str], source: str, date: str
) -> None:
    document = Document("x", (), metadata=Metadata(title, tuple(authors), date))
    markdown = export(document=document, source=source)
    assert markdown.encode()
    matter = front_matter(markdown)
    assert matter.pop("title") == (title.strip() or "Untitled")
    expected = {"author": authors, "source": source, "date": date}
    assert matter == {**{k: v for k, v in expected.items() if v}, "annotations": 0}


@pytest.mark.parametrize("title", ["*a* #b # <c>", "1. one", "a\nb", "C# ##", "=", "[[x]]", "\\"])
def test_a_heading_shows_its_title(title: str) -> None:
    markdown = export(document=Document("x", (), metadata=Metadata(title)))
    assert parts(markdown)[0] == ("inline", " ".join(title.split()))
    assert body(markdown).startswith("# ")


def test_the_orphans_heading_is_there_only_for_orphans() -> None:
    assert ORPHANS not in export(on("One"))
    assert ORPHANS in export(lost("x"))


def test_an_export_is_saved_and_replaces_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    save_export(path, "one 城市\n")
    with pytest.raises(ReaderError, match="exists"):
        save_export(path, "two\n")
    assert path.read_text(encoding="utf-8") == "one 城市\n"
    save_export(path, "two\n", replace=True)
    assert path.read_bytes() == b"two\n"
    for wrong in (tmp_path, tmp_path / "none" / "notes.md", path / "notes.md"):
        with pytest.raises(ReaderError, match="cannot write"):
            save_export(wrong, "x", replace=True)
