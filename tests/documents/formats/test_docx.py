"""Word documents: what is read of them, and how."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.documents.document import Document, MarkKind
from reader.documents.formats.docx import parse, parse_piece
from reader.documents.links import resolve
from reader.documents.opening import Source, first_piece, open_document
from tests.office import (
    docx,
    item,
    level,
    numbering,
    paragraph,
    style,
    styled,
    text,
    unzipped,
    zipped,
)

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]
Check = Callable[[Document], None]

OUTLINED = '<w:pPr><w:outlineLvl w:val="{}"/></w:pPr>'
HEADINGS = (
    style("berschrift1", "heading 1", OUTLINED.format(0))
    + style("berschrift2", "heading 2", OUTLINED.format(1))
    + style("Titel", "Title")
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def read(body: str, **parts: object) -> Document:
    return parse("a.docx", docx(body, **parts))  # type: ignore[arg-type]


def marked(document: Document, kind: MarkKind) -> list[str]:
    return [document.text[mark.start : mark.end] for mark in document.marks if mark.kind is kind]


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


# --- headings ------------------------------------------------------------------------------------


def test_headings_are_known_by_the_level_of_their_style_whatever_it_is_called(
    outline_of: Titles,
) -> None:
    body = styled("One", "berschrift1") + styled("Below", "berschrift2") + paragraph("words")
    assert outline_of(read(body, styles=HEADINGS)) == ["One", "  Below"]


def test_a_style_that_is_based_on_a_heading_is_one(outline_of: Titles) -> None:
    styles = HEADINGS + style("Mine", "My Chapter", based="berschrift2")
    assert outline_of(read(styled("Chapter", "Mine"), styles=styles)) == ["Chapter"]


def test_styles_that_are_based_on_one_another_in_a_circle_do_no_harm() -> None:
    styles = style("A", "a", based="B") + style("B", "b", based="A")
    assert read(styled("words", "A"), styles=styles).text == "words"


def test_a_style_can_take_back_that_it_is_a_heading(outline_of: Titles) -> None:
    styles = HEADINGS + style("Toc", "TOC Heading", OUTLINED.format(9), "berschrift1")
    assert outline_of(read(styled("Contents", "Toc"), styles=styles)) == []


def test_headings_stand_below_the_title(outline_of: Titles) -> None:
    body = styled("The Title", "Titel") + styled("One", "berschrift1") + paragraph("words")
    document = read(body, styles=HEADINGS, core="<dc:title>Template 7</dc:title>")
    assert outline_of(document) == ["The Title", "  One"]
    assert document.metadata.title == "The Title"


def test_a_numbered_heading_begins_with_its_number(outline_of: Titles) -> None:
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="1"/></w:numPr>' + (
        '<w:outlineLvl w:val="{0}"/></w:pPr>'
    )
    styles = style("H1", "heading 1", numbered.format(0)) + style(
        "H2", "heading 2", numbered.format(1)
    )
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    body = "".join(styled("x", name) for name in ("H1", "H2", "H2", "H1", "H2"))
    found = read(body, styles=styles, numbering=numbering(levels))
    assert outline_of(found) == ["I. x", "  1.1 x", "  1.2 x", "II. x", "  2.1 x"]


# --- lists ---------------------------------------------------------------------------------------


def test_items_have_the_numbers_that_word_shows(shown: Blocks) -> None:
    levels = (
        level(0, "decimal", "%1)") + level(1, "lowerLetter", "%1.%2") + level(2, "bullet", "\uf0b7")
    )
    body = item("a") + item("b", 1) + item("c", 1) + item("d", 2) + item("e") + item("f", 1)
    document = read(body, numbering=numbering(levels))
    assert shown(document) == [
        ("item", "1) a"),
        ("item", "1.a b"),
        ("item", "1.b c"),
        ("item", "• d"),
        ("item", "2) e"),
        ("item", "2.a f"),
    ]
    assert [block.depth for block in document.blocks] == [0, 1, 1, 2, 0, 1]


def test_a_list_goes_on_unless_it_is_told_to_begin_anew(shown: Blocks) -> None:
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    found = read(
        item("a", listed="1")
        + item("b", listed="2")
        + item("c", listed="3")
        + item("d", listed="3"),
        numbering=numbering(level(0, "decimal", "%1."), lists),
    )
    assert [words for _, words in shown(found)] == ["1. a", "2. b", "7. c", "8. d"]


@pytest.mark.parametrize(
    ("form", "third"),
    [
        ("decimalZero", "03"),
        ("lowerRoman", "iii"),
        ("ordinal", "3rd"),
        ("chineseCounting", "三"),
        ("decimalEnclosedCircle", "③"),
        ("none", ""),
        ("somethingNew", "3"),
    ],
)
def test_numbers_are_written_in_the_form_of_the_list(form: str, third: str) -> None:
    levels = numbering(level(0, form, "%1"))
    assert read(item("x") * 3, numbering=levels).blocks[2].marker == third


def test_lists_whose_styles_are_deeper_are_deeper() -> None:
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("B", "List Bullet", listed) + style("B2", "List Bullet 2", listed)
    levels = numbering(level(0, "bullet", "•"))
    document = read(styled("a", "B") + styled("b", "B2"), styles=styles, numbering=levels)
    assert [(block.marker, block.depth) for block in document.blocks] == [("•", 0), ("•", 1)]


def test_a_task_has_its_box_as_marker() -> None:
    document = read(item("☒ done"), numbering=numbering(level(0, "bullet", "•")))
    assert (document.blocks[0].marker, document.text) == ("☑", "done")


# --- text ----------------------------------------------------------------------------------------


def test_runs_of_the_same_look_are_one_mark() -> None:
    body = f"<w:p>{text('a ')}{text('bold ', '<w:b/>')}{text('words', '<w:b/>')}{text(' b')}</w:p>"
    document = read(body)
    assert document.text == "a bold words b"
    assert marked(document, MarkKind.STRONG) == ["bold words"]


def test_a_property_that_is_off_is_no_mark() -> None:
    assert not read(paragraph("words", run='<w:b w:val="0"/><w:i w:val="false"/>')).marks


def test_raised_lowered_and_struck_text_is_marked() -> None:
    body = "".join(
        text(words, f'<w:vertAlign w:val="{words}"/>') for words in ("superscript", "subscript")
    )
    document = read(f"<w:p>{body}{text('struck', '<w:strike/>')}</w:p>")
    assert marked(document, MarkKind.SUPERSCRIPT) == ["superscript"]
    assert marked(document, MarkKind.SUBSCRIPT) == ["subscript"]
    assert marked(document, MarkKind.STRIKETHROUGH) == ["struck"]


def test_hidden_text_is_not_shown() -> None:
    body = f"<w:p>{text('seen')}{text(' hidden', '<w:vanish/>')}</w:p>"
    assert read(body).text == "seen"


def test_lines_hyphens_and_tabs_are_kept() -> None:
    inner = (
        "<w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t>"
    )
    assert read(f"<w:p><w:r>{inner}<w:tab/><w:t>e</w:t></w:r></w:p>").text == "a\nb‑c\u00add e"


def test_where_the_tabs_lead_to_is_no_tab() -> None:
    assert read(paragraph("a", '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>')).text == "a"


def test_insertions_are_in_and_deletions_out() -> None:
    body = (
        f'<w:p>{text("The ")}<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{text("new")}</w:ins>{text(" text.")}</w:p>'
        f"<w:p><w:moveFrom>{text('moved')}</w:moveFrom><w:moveTo>{text('moved')}</w:moveTo></w:p>"
    )
    document = read(body)
    assert document.text == "The new text.\nmoved"
    assert document.notices == ("what was changed under track changes is shown as accepted",)


def test_how_text_looked_before_a_change_does_not_matter() -> None:
    body = paragraph("words", run="<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>")
    assert not read(body).marks


def test_paragraphs_are_joined_where_the_end_between_them_was_deleted() -> None:
    body = paragraph("One ", "<w:rPr><w:del/></w:rPr>") + paragraph("line.")
    assert read(body).text == "One line."


def test_a_text_box_is_shown_once(shown: Blocks) -> None:
    box = f"<w:txbxContent>{paragraph('in the box')}</w:txbxContent>"
    body = (
        f"<w:p>{text('before')}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>{text(' after')}</w:p>"
    )
    assert shown(read(body)) == [("paragraph", "in the box"), ("paragraph", "before after")]


def test_a_picture_is_shown_by_what_is_said_of_it(shown: Blocks) -> None:
    body = "".join(
        f"<w:p><w:r><w:drawing><wp:inline><wp:docPr name='Picture 1' descr='{words}'/>"
        "<a:blip r:embed='p1'/></wp:inline></w:drawing></w:r></w:p>"
        for words in ("A red apple", "")
    )
    document = read(body, pictures={"p1": "media/apple.png"})
    assert shown(document) == [("figure", "[A red apple]"), ("figure", "[image]")]
    assert {mark.target for mark in document.marks} == {"word/media/apple.png"}


def test_quotes_code_and_captions_are_known_by_the_names_of_their_styles(shown: Blocks) -> None:
    styles = style("Q", "Quote") + style("C", "HTML Preformatted") + style("L", "caption")
    body = (
        styled("quoted", "Q") + styled("for x:", "C") + styled("    y", "C") + styled("Fig. 1", "L")
    )
    document = read(body, styles=styles)
    assert shown(document) == [
        ("quote", "quoted"),
        ("code", "for x:\n    y"),
        ("paragraph", "Fig. 1"),
    ]
    assert document.blocks[2].role == "caption"


def test_signs_are_known_by_their_places_in_fonts() -> None:
    signs = [
        ("Symbol", "F061"), ("Symbol", "00B3"), ("Wingdings", "F0FC"), ("Wingdings", "006F"),
        ("Wingdings 2", "F052"), ("Wingdings", "F0E0"), ("Arial", "2260"), ("Unknown", "E001"),
    ]  # fmt: skip
    runs = [f'<w:r><w:sym w:font="{font}" w:char="{place}"/></w:r>' for font, place in signs]
    assert read(f"<w:p>{''.join(runs)}</w:p>").text == "α≥✓☐☑→≠"


def test_a_formula_is_read_in_one_line() -> None:
    def run(words: str) -> str:
        return f"<m:r><m:t>{words}</m:t></m:r>"

    fraction = f"<m:f><m:num>{run('a+b')}</m:num><m:den>{run('2')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>"
    brackets = f"<m:d><m:e>{run('y')}</m:e></m:d>"
    body = f"<w:p><m:oMath>{fraction}{run('=')}{power}{brackets}</m:oMath></w:p>"
    assert read(body).text == "(a+b)/2=x²(y)"


def test_a_reading_stands_in_brackets_behind_its_signs() -> None:
    ruby = f"<w:ruby><w:rt>{text('かんじ')}</w:rt><w:rubyBase>{text('漢字')}</w:rubyBase></w:ruby>"
    assert read(f"<w:p><w:r>{ruby}</w:r>{text('を')}</w:p>").text == "漢字(かんじ)を"


# --- tables --------------------------------------------------------------------------------------


def test_a_table_has_columns_and_the_header_that_it_names(shown: Blocks) -> None:
    rows = row("Kind", "Number", properties="<w:tblHeader/>") + row("Apple", "12")
    assert shown(read(f"<w:tbl>{rows}</w:tbl>")) == [
        ("table", "Kind  │ Number\n──────┼───────\nApple │ 12")
    ]


def test_a_first_row_that_alone_is_bold_is_the_header() -> None:
    head = "".join(f"<w:tc>{paragraph(words, run='<w:b/>')}</w:tc>" for words in ("A", "B"))
    document = read(f"<w:tbl><w:tr>{head}</w:tr>{row('1', '2')}</w:tbl>")
    assert document.text == "A │ B\n──┼──\n1 │ 2"


def test_a_first_row_that_the_style_of_the_table_sets_apart_is_the_header() -> None:
    apart = '<w:tblStylePr w:type="firstRow"/>'
    look = '<w:tblPr><w:tblStyle w:val="{}"/><w:tblLook w:val="{}"/></w:tblPr>'
    rows = row("A", "B") + row("1", "2")
    styles = style("Grid", "Light Grid", apart) + style("Plain", "Table Grid")

    def shown(name: str, bits: str) -> str:
        return read(f"<w:tbl>{look.format(name, bits)}{rows}</w:tbl>", styles=styles).text

    assert shown("Grid", "04A0") == "A │ B\n──┼──\n1 │ 2"
    assert shown("Grid", "0480") == shown("Plain", "04A0") == "A │ B\n1 │ 2"


def test_merged_cells_keep_the_columns() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("wide")}</w:tc>'
    below = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{paragraph('y')}</w:tc>"
    rows = (
        f"<w:tr>{wide}<w:tc>{paragraph('c')}</w:tc></w:tr>{row('a', 'b', 'x')}<w:tr>{below}</w:tr>"
    )
    assert read(f"<w:tbl>{rows}</w:tbl>").text == "wide │   │ c\na    │ b │ x\n     │ y"


# --- notes and links -----------------------------------------------------------------------------


def test_notes_stand_at_the_end_and_references_lead_to_them() -> None:
    body = (
        f'<w:p>{text("One")}<w:r><w:footnoteReference w:id="7"/></w:r>{text(" and two")}'
        '<w:r><w:endnoteReference w:id="3"/></w:r></w:p>'
    )
    document = read(
        body,
        footnotes=f'<w:footnote w:id="-1">{paragraph("unused")}</w:footnote>'
        f'<w:footnote w:id="7">{paragraph(" The note.")}</w:footnote>',
        endnotes=f'<w:endnote w:id="3">{paragraph("The end.")}</w:endnote>',
    )
    assert document.text == "One[1] and two[i]\nThe note.\nThe end."
    assert [(b.marker, b.role) for b in document.blocks[1:]] == [
        ("[1]", "footnote"),
        ("[i]", "footnote"),
    ]
    places = [resolve(document, m.target) for m in document.marks if m.kind is MarkKind.FOOTNOTE]
    assert places == [document.text.index("The note."), document.text.index("The end.")]


def test_links_lead_out_or_to_bookmarks() -> None:
    body = (
        f'<w:p><w:hyperlink r:id="l1">{text("out")}</w:hyperlink>{text(" ")}'
        f'<w:hyperlink w:anchor="here">{text("in")}</w:hyperlink></w:p>'
        f'<w:p>{text("At ")}<w:bookmarkStart w:id="1" w:name="here"/>{text("last.")}</w:p>'
    )
    document = read(body, links={"l1": "https://example.org/a"})
    out, within = document.marks
    assert out.target == "https://example.org/a"
    assert resolve(document, within.target) == document.text.index("last")


def test_a_link_that_would_run_something_is_none() -> None:
    body = f"<w:p>{FIELD.format('HYPERLINK &quot;javascript:alert(1)&quot;', text('x'))}</w:p>"
    assert not read(body).marks


def test_fields_show_their_results_and_may_be_links() -> None:
    body = (
        f"<w:p>{FIELD.format('PAGE', text('7'))}{text(' ')}"
        f"{FIELD.format('HYPERLINK &quot;https://example.org&quot;', text('a page'))}</w:p>"
    )
    document = read(body)
    assert document.text == "7 a page"
    assert [mark.target for mark in document.marks] == ["https://example.org"]


def test_a_field_inside_of_what_another_is_told_is_not_shown() -> None:
    inner = FIELD.format("PAGE", text("3"))
    body = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{inner}'
    body += f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{text("shown")}</w:p>'
    assert read(body).text == "shown"


def test_a_field_that_was_left_open_hides_no_more_than_its_paragraph() -> None:
    begun = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    assert read(begun + paragraph("words")).text == "words"


def test_a_table_of_contents_is_a_list_of_links_without_page_numbers(shown: Blocks) -> None:
    entry = (
        '<w:p><w:pPr><w:pStyle w:val="V1"/></w:pPr><w:hyperlink w:anchor="_Toc1">'
        f"{text('One')}<w:r><w:rPr><w:webHidden/></w:rPr><w:tab/></w:r>"
        f"{text('3', '<w:webHidden/>')}</w:hyperlink></w:p>"
    )
    heading = (
        '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>'
        f'<w:bookmarkStart w:id="0" w:name="_Toc1"/>{text("One")}</w:p>'
    )
    document = read(entry + heading, styles=HEADINGS + style("V1", "toc 1"))
    assert shown(document) == [("item", "One"), ("heading", "One")]
    assert resolve(document, document.marks[0].target) == document.outline[0].start


def test_comments_are_left_out_and_told() -> None:
    document = read(
        paragraph("words"), comments=f'<w:comment w:id="0">{paragraph("?")}</w:comment>'
    )
    assert (document.text, document.notices) == ("words", ("1 comment in the file: not shown",))


# --- the whole -----------------------------------------------------------------------------------


def test_metadata_is_that_of_the_file() -> None:
    core = (
        "<dc:title>The Title</dc:title><dc:creator>A. One;B. Two</dc:creator>"
        "<dcterms:created>2024-05-06T07:08:09Z</dcterms:created><cp:keywords>x, y</cp:keywords>"
    )
    language = '<w:rPr><w:lang w:val="de-AT"/></w:rPr>'
    styles = f"<w:docDefaults><w:rPrDefault>{language}</w:rPrDefault></w:docDefaults>"
    found = read(paragraph("words"), core=core, styles=styles).metadata
    assert (found.title, found.authors) == ("The Title", ("A. One", "B. Two"))
    assert (found.date, found.language) == ("2024-05-06", "de-AT")
    assert found.extra["subjects"] == ["x", "y"]


def test_a_word_document_is_known_whatever_its_name(consistent: Check) -> None:
    source = Source("letter", docx(paragraph("words") + f"<w:tbl>{row('a', 'b')}</w:tbl>"))
    document = open_document(source)
    assert (document.metadata.format, document.metadata.title) == ("docx", "letter")
    consistent(document)


def test_the_strict_form_of_the_format_is_the_same() -> None:
    files = unzipped(docx(paragraph("words")))
    old = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    new = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    strict = {name: content.replace(old, new) for name, content in files.items()}
    assert parse("a.docx", zipped(strict)).text == "words"


def test_the_beginning_of_a_long_document_begins_the_whole() -> None:
    long = "".join(paragraph(f"Paragraph {n} {'has a few words ' * 5}.") for n in range(1500))
    source = Source("a.docx", docx(long))
    piece, whole = first_piece(source), open_document(source)
    assert piece is not None
    assert not piece.complete
    assert 10_000 < len(piece.text) < len(whole.text)
    assert whole.text.startswith(piece.text)


def test_the_beginning_of_a_long_document_ends_before_a_table_that_goes_on() -> None:
    words = paragraph("words " * 2500)
    rows = row("a", "b") * 3000
    data = docx(f"{words}<w:tbl>{rows}</w:tbl>")
    piece = parse_piece("a.docx", data)
    assert piece is not None
    assert piece.text == ("words " * 2500).strip()


def test_a_short_document_has_no_piece() -> None:
    assert parse_piece("a.docx", docx(paragraph("words"))) is None
