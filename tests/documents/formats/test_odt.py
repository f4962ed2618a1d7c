"""OpenDocument texts: what is read of them, and how."""

from __future__ import annotations

from collections.abc import Callable

from reader.documents.document import Document, MarkKind
from reader.documents.formats.odt import parse
from reader.documents.links import resolve
from reader.documents.opening import Source, first_piece, open_document
from tests.office import fodt, odt

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]
Check = Callable[[Document], None]

NUMBERS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix=")"/><text:list-level-style-number text:level="2" '
    'style:num-format="a" style:num-suffix="." text:display-levels="2"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="▪"/></text:list-style>'
)


def read(body: str, **parts: object) -> Document:
    return parse("a.odt", odt(body, **parts))  # type: ignore[arg-type]


def heading(words: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{words}</text:h>'


def paragraph(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def character_style(name: str, properties: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="text">'
        f"<style:text-properties {properties}/></style:style>"
    )


def items(*inner: str, attributes: str = 'text:style-name="L"') -> str:
    found = "".join(f"<text:list-item>{one}</text:list-item>" for one in inner)
    return f"<text:list {attributes}>{found}</text:list>"


def test_headings_have_their_levels_below_the_title(outline_of: Titles) -> None:
    body = paragraph("The Title", "Title") + heading("One", 1) + heading("Below", 2)
    document = read(body + paragraph("words"))
    assert outline_of(document) == ["The Title", "  One", "    Below"]
    assert document.metadata.title == "The Title"


def test_headings_are_numbered_as_the_outline_says(outline_of: Titles) -> None:
    shown = 'style:num-format="1" text:display-levels="{0}"'
    level = f'<text:outline-level-style text:level="{{0}}" {shown}/>'
    common = f"<text:outline-style>{level.format(1)}{level.format(2)}</text:outline-style>"
    body = heading("x", 1) + heading("x", 2) + heading("x", 2) + heading("x", 1)
    assert outline_of(read(body, common=common)) == ["1 x", "  1.1 x", "  1.2 x", "2 x"]


def test_items_have_the_numbers_of_their_list_style(shown: Blocks) -> None:
    deep = items(paragraph("c"), attributes="")
    body = items(paragraph("a") + items(paragraph("b") + deep, attributes=""), paragraph("d"))
    assert shown(read(body, styles=NUMBERS)) == [
        ("item", "1) a"),
        ("item", "1.a. b"),
        ("item", "• c"),
        ("item", "2) d"),
    ]


def test_a_list_begins_anew_unless_it_continues_one(shown: Blocks) -> None:
    further = 'text:style-name="L" text:continue-numbering="true"'
    body = items(paragraph("a")) + items(paragraph("b")) + items(paragraph("c"), attributes=further)
    assert [words for _, words in shown(read(body, styles=NUMBERS))] == ["1) a", "1) b", "2) c"]


def test_further_paragraphs_of_an_item_have_no_number(shown: Blocks) -> None:
    body = items(paragraph("a") + paragraph("more"))
    assert [words for _, words in shown(read(body, styles=NUMBERS))] == ["1) a", "more"]


def test_spans_have_the_marks_of_their_styles() -> None:
    styles = character_style("B", 'fo:font-weight="bold"') + character_style(
        "S", 'style:text-position="super 58%"'
    )
    raised = '<text:span text:style-name="S">2</text:span>'
    words = f'<text:span text:style-name="B">bold {raised}</text:span>'
    document = read(paragraph(f"a {words} b"), styles=styles)
    assert document.text == "a bold 2 b"
    found = {(mark.kind, document.text[mark.start : mark.end]) for mark in document.marks}
    assert found == {(MarkKind.STRONG, "bold 2"), (MarkKind.SUPERSCRIPT, "2")}


def test_a_style_of_its_own_is_what_it_is_based_on(shown: Blocks) -> None:
    style = (
        '<style:style style:name="P1" style:family="paragraph" '
        'style:parent-style-name="Preformatted_20_Text"/>'
    )
    body = paragraph("for x:", "P1") + paragraph('<text:s text:c="4"/>y', "P1")
    assert shown(read(body, styles=style)) == [("code", "for x:\n    y")]


def test_white_space_of_the_file_is_one_space_and_breaks_are_kept() -> None:
    body = paragraph("one\n    two<text:line-break/>three<text:tab/>four<text:s/>five")
    assert read(body).text == "one two\nthree four five"


def test_notes_stand_at_the_end_with_the_signs_that_they_have() -> None:
    note = (
        '<text:note text:id="n1"><text:note-citation>*</text:note-citation><text:note-body>'
        f"{paragraph('The note.')}</text:note-body></text:note>"
    )
    document = read(paragraph(f"Words{note} go on."))
    assert document.text == "Words[*] go on.\nThe note."
    assert (document.blocks[1].marker, document.blocks[1].role) == ("[*]", "footnote")
    assert resolve(document, document.marks[0].target) == document.text.index("The note.")


def test_comments_and_what_was_deleted_are_left_out_and_told() -> None:
    tracked = f"<text:tracked-changes>{paragraph('deleted')}</text:tracked-changes>"
    comment = f"<office:annotation>{paragraph('why?')}</office:annotation>"
    document = read(tracked + paragraph(f"words{comment} go on"))
    assert document.text == "words go on"
    assert document.notices == (
        "what was changed under track changes is shown as accepted",
        "1 comment in the file: not shown",
    )


def test_what_is_deleted_where_it_stands_is_not_shown() -> None:
    def change(kind: str, identity: str) -> str:
        return (
            f'<text:changed-region text:id="{identity}"><text:{kind}><office:change-info/>'
            f"</text:{kind}></text:changed-region>"
        )

    def between(words: str, identity: str) -> str:
        start, end = (
            f'<text:change-{way} text:change-id="{identity}"/>' for way in ("start", "end")
        )
        return f"{start}{words}{end}"

    tracked = change("deletion", "a") + change("insertion", "b") + change("deletion", "c")
    more = "old</text:p><text:p>older</text:p><text:p>oldest"
    body = (
        f"<text:tracked-changes>{tracked}</text:tracked-changes>"
        + paragraph(f"kept {between('gone ', 'a')}{between('new ', 'b')}words{between(more, 'c')}.")
        + paragraph("next")
    )
    assert read(body).text == "kept new words.\nnext"


def test_a_table_keeps_its_columns_under_cells_that_lie_over_several() -> None:
    def cells(*words: str) -> str:
        return "".join(f"<table:table-cell>{paragraph(one)}</table:table-cell>" for one in words)

    wide = (
        '<table:table-cell table:number-columns-spanned="2">'
        f"{paragraph('wide')}</table:table-cell><table:covered-table-cell/>"
    )
    rows = (
        f"<table:table-header-rows><table:table-row>{cells('A', 'B')}</table:table-row>"
        f"</table:table-header-rows><table:table-row>{wide}</table:table-row>"
    )
    assert read(f"<table:table>{rows}</table:table>").text == "A    │ B\n─────┼──\nwide │"


def test_a_picture_is_shown_by_what_is_said_of_it(shown: Blocks) -> None:
    image = '<draw:image xlink:href="Pictures/a.png"/>'
    frame = f"<draw:frame>{image}<svg:desc>A red apple</svg:desc></draw:frame>"
    document = read(paragraph(frame))
    assert shown(document) == [("figure", "[A red apple]")]
    assert [mark.target for mark in document.marks] == ["Pictures/a.png"]


def test_a_text_box_is_a_text_of_its_own(shown: Blocks) -> None:
    box = f"<draw:frame><draw:text-box>{paragraph('in the box')}</draw:text-box></draw:frame>"
    assert shown(read(paragraph(f"before {box}after"))) == [
        ("paragraph", "in the box"),
        ("paragraph", "before after"),
    ]


def test_a_formula_is_read_in_one_line() -> None:
    formula = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mn>1</mn><mi>x</mi></mfrac></math>'
    body = paragraph('so <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame> it is')
    assert read(body, more={"Object 1/content.xml": formula}).text == "so 1/x it is"


def test_links_lead_out_to_bookmarks_and_to_headings() -> None:
    def link(href: str) -> str:
        return f'<text:a xlink:href="{href}">x</text:a> '

    body = (
        paragraph(link("https://example.org") + link("#here") + link("#1.The end|outline"))
        + paragraph('a <text:bookmark text:name="here"/>b')
        + heading("The end", 1)
    )
    document = read(body)
    targets = [mark.target for mark in document.marks]
    assert targets[0] == "https://example.org"
    assert [document.text[resolve(document, t) or 0] for t in targets[1:]] == ["b", "T"]


def test_metadata_is_that_of_the_file() -> None:
    meta = (
        "<dc:title>The Title</dc:title><meta:initial-creator>A. One</meta:initial-creator>"
        "<dc:creator>Somebody else</dc:creator><dc:language>fr</dc:language>"
        "<meta:creation-date>2024-05-06T07:08</meta:creation-date>"
    )
    found = read(paragraph("words"), meta=meta).metadata
    assert (found.title, found.authors) == ("The Title", ("A. One",))
    assert (found.date, found.language) == ("2024-05-06", "fr")


def test_the_same_as_one_file_is_read_the_same(consistent: Check) -> None:
    style = character_style("B", 'fo:font-weight="bold"')
    words = paragraph('a <text:span text:style-name="B">b</text:span>')
    document = open_document(
        Source("a", fodt(words, styles=style, meta="<dc:title>The Title</dc:title>"))
    )
    assert (document.text, document.metadata.title) == ("a b", "The Title")
    assert [mark.kind for mark in document.marks] == [MarkKind.STRONG]
    consistent(document)


def test_the_beginning_of_a_long_document_begins_the_whole() -> None:
    source = Source("a.odt", odt(paragraph("Some words of a long text. " * 9) * 500))
    piece, whole = first_piece(source), open_document(source)
    assert piece is not None
    assert len(piece.text) < len(whole.text)
    assert whole.text.startswith(piece.text)
