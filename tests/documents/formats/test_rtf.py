"""Rich texts: what is read of them, and how."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.documents.document import Document, MarkKind
from reader.documents.formats.rtf import parse
from reader.documents.links import resolve
from reader.documents.opening import Source, first_piece, open_document
from reader.errors import SourceError

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]
Check = Callable[[Document], None]

STYLES = (
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2\sbasedon1\outlinelevel1 Mine;}"
    r"{\s3 Title;}{\s4 Quote;}{\s5 HTML Preformatted;}{\*\cs9 Strong;}}"
)


def read(body: str) -> Document:
    return parse("a.rtf", rf"{{\rtf1\ansi\ansicpg1252 {body}}}".encode("latin-1"))


def marked(document: Document, kind: MarkKind) -> list[str]:
    return [document.text[mark.start : mark.end] for mark in document.marks if mark.kind is kind]


def test_paragraphs_end_where_they_are_told_to(shown: Blocks) -> None:
    assert shown(read("one\nline\\par two\\line three")) == [
        ("paragraph", "oneline"),
        ("verse", "two\nthree"),
    ]


def test_headings_have_the_levels_of_their_styles_below_the_title(outline_of: Titles) -> None:
    body = r"\pard\s3 The Title\par\pard\s1 One\par\pard\s2 Below\par\pard\s0 words\par"
    document = read(STYLES + body)
    assert outline_of(document) == ["The Title", "  One", "    Below"]
    assert document.metadata.title == "The Title"
    assert document.text.endswith("\nwords")


def test_quotes_and_code_are_known_by_the_names_of_their_styles(shown: Blocks) -> None:
    body = r"\pard\s4 said\par\pard\s5 for x:\par     y\par"
    assert shown(read(STYLES + body)) == [("quote", "said"), ("code", "for x:\n    y")]


def test_lines_of_code_keep_their_indent_and_code_its_spaces(shown: Blocks) -> None:
    fonts = r"{\fonttbl{\f0\froman A;}{\f1\fmodern B;}}"
    body = r"\f1 for x:\line     if  y:\line\tab z\par\f0 so {\f1 a  b}  c\par"
    assert shown(read(fonts + body)) == [
        ("code", "for x:\n    if  y:\n    z"),
        ("paragraph", "so a  b c"),
    ]


def test_marks_end_with_their_group_or_by_a_word() -> None:
    document = read(r"a {\b bold} and \i slanted\i0 , x{\super 2}, \b strong\plain  b")
    assert document.text == "a bold and slanted, x², strong b"
    assert marked(document, MarkKind.STRONG) == ["bold", "strong"]
    assert marked(document, MarkKind.EMPHASIS) == ["slanted"]
    assert marked(document, MarkKind.SUPERSCRIPT) == ["²"]


def test_bytes_are_read_in_the_code_page_of_the_font() -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}}"
    document = read(
        fonts + r"\f0 caf\'e9 \f1 \'d1\'eb\'ee\'e2\'ee {\f2 \'93\'fa\'96{}\'7b}\f0 \'e9"
    )
    assert document.text.startswith("café Слово 日")
    assert document.text.endswith("é")


def test_unicode_takes_the_place_of_what_follows_it() -> None:
    document = read(r"\uc1 \u8220?x\u8221\'94 {\uc2 \u1057ab}\u-10179?\u-8704? \uc0\u233y")
    assert document.text == "“x” С😀 éy"
    between = read(r"\uc0 \u-10179\uc1 \u-8704\'3f and \uc0 \u55357\uc1 \u56397\'3f.")
    assert between.text == "😀 and 👍."


def test_signs_have_words_of_their_own() -> None:
    assert read(r"a\emdash b\~c\_d\-e \{f\\g\}").text == "a—b\u00a0c\u2011d\u00ade {f\\g}"


def test_items_have_the_markers_that_the_file_brings(shown: Blocks) -> None:
    body = (
        r"{\listtext 1.\tab}\pard\ls1\ilvl0 First\par{\listtext 2.\tab}Second\par"
        r"{\listtext\f3\'b7\tab}\pard\ls2\ilvl1 deep\par\pard words\par"
    )
    document = read(body)
    assert shown(document) == [
        ("item", "1. First"),
        ("item", "2. Second"),
        ("item", "• deep"),
        ("paragraph", "words"),
    ]
    assert document.blocks[2].depth == 1


def test_what_hangs_out_before_a_tab_is_a_marker(shown: Blocks) -> None:
    body = r"\pard\fi-360\li360 a)\tab First\par\pard\fi-360\li720 \bullet\tab inner\par"
    document = read(body)
    assert shown(document) == [("item", "a) First"), ("item", "• inner")]
    assert [block.depth for block in document.blocks] == [0, 1]


def test_a_table_has_rows_and_columns(shown: Blocks) -> None:
    body = (
        r"before\par\trowd\trhdr\cellx1\cellx2\pard\intbl A\cell B\cell\row"
        r"\trowd\cellx1\cellx2\pard\intbl one\cell\cell\row\pard after\par"
    )
    assert shown(read(body)) == [
        ("paragraph", "before"),
        ("table", "A   │ B\n────┼──\none │"),
        ("paragraph", "after"),
    ]


def test_notes_stand_at_the_end_and_references_lead_to_them() -> None:
    document = read(r"One{\super\chftn}{\footnote\pard {\super\chftn} The note.} goes on.\par")
    assert document.text == "One[1] goes on.\nThe note."
    assert (document.blocks[1].marker, document.blocks[1].role) == ("[1]", "footnote")
    reference = next(mark for mark in document.marks if mark.kind is MarkKind.FOOTNOTE)
    assert resolve(document, reference.target) == document.text.index("The note.")


def test_fields_show_their_results_and_links_lead_somewhere() -> None:
    body = (
        r'{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt out}} '
        r'{\field{\*\fldinst HYPERLINK \\l "here"}{\fldrslt in}} '
        r"{\field{\*\fldinst PAGE}{\fldrslt 7}}\par {\*\bkmkstart here}There{\*\bkmkend here}\par"
    )
    document = read(body)
    assert document.text == "out in 7\nThere"
    assert document.marks[0].target == "https://example.org"
    assert resolve(document, document.marks[1].target) == document.text.index("There")


def test_what_is_not_the_text_is_not_shown(shown: Blocks) -> None:
    body = (
        r"{\header page head}{\*\generator x;}{\colortbl;\red0;}{\*\unknown{y}}"
        r"words{\v hidden}{\deleted gone}{\*\annotation why?}{\pict\pngblip 89504e}"
    )
    document = read(body)
    assert document.text == "words[image]"
    assert document.notices == (
        "what was changed under track changes is shown as accepted",
        "1 comment in the file: not shown",
    )


def test_raw_bytes_of_a_picture_are_passed_over() -> None:
    assert read("a{\\pict\\bin5 }}{{\\}b").text == "a[image]b"


def test_a_text_box_is_a_text_of_its_own(shown: Blocks) -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt in the box\par}}{\shprslt no}}"
    body = rf"before {box}after\par"
    assert shown(read(body)) == [("paragraph", "in the box"), ("paragraph", "before after")]


def test_metadata_is_that_of_the_file() -> None:
    info = r"{\info{\title The Title}{\author A. One;B. Two}{\creatim\yr2024\mo5\dy6\hr7}}"
    found = read(rf"\deflang1031{info} words").metadata
    assert (found.title, found.authors) == ("The Title", ("A. One", "B. Two"))
    assert (found.date, found.language) == ("2024-05-06", "de-DE")


def test_a_rich_text_is_known_whatever_its_name(consistent: Check) -> None:
    data = rb"{\rtf1\trowd\cellx1\intbl a\cell b\cell\row\pard{\b c}{\footnote d}\par}"
    document = open_document(Source("letter", data))
    assert document.metadata.format == "rtf"
    consistent(document)


def test_the_beginning_of_a_long_text_begins_the_whole() -> None:
    source = Source("a.rtf", rb"{\rtf1 " + rb"Some words of a long text.\par " * 2000 + b"}")
    piece, whole = first_piece(source), open_document(source)
    assert piece is not None
    assert not piece.complete
    assert len(piece.text) < len(whole.text)
    assert whole.text.startswith(piece.text)


def test_a_text_that_is_cut_short_is_shown_as_far_as_it_goes() -> None:
    document = parse("a.rtf", rb"{\rtf1 words{\b and")
    assert document.text == "wordsand"
    assert document.notices == ("the document is damaged: it is shown as far as it can be read",)


@pytest.mark.parametrize(
    "body",
    [b"{" * 10**5, b"}" * 10**5, b"\\" * 10**5, rb"{\footnote x" * 5000, rb"\cell" * 25_000],
    ids=["begins", "ends", "signs", "notes", "cells"],
)
def test_files_that_are_made_to_do_harm_do_none(body: bytes, consistent: Check) -> None:
    consistent(parse("a.rtf", rb"{\rtf1 words\par " + body))


def test_a_text_without_anything_to_read_is_refused() -> None:
    with pytest.raises(SourceError, match="without anything to read"):
        parse("a.rtf", rb"{\rtf1{\info{\title x}}}")
