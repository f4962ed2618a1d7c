from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.document import Document
from reader.documents.formats.html import parse, parse_piece
from reader.documents.links import resolve
from reader.documents.opening import Source, open_document
from tests.documents.conftest import check

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]
Check = Callable[[Document], None]


def marked(source: str) -> list[tuple[str, str, str]]:
    """Kind, text and target of each mark."""
    document = parse(source)
    return [(m.kind.value, document.text[m.start : m.end], m.target) for m in document.marks]


def test_headings_are_sections_and_paragraphs_are_blocks(shown: Blocks, outline_of: Titles) -> None:
    document = parse("<h1>One</h1><p>Words.<p>More.<h3>Deep</h3>Bare words<h2>Two</h2><p>End.")
    assert outline_of(document) == ["One", "  Deep", "  Two"]
    assert shown(document) == [
        ("heading", "One"), ("paragraph", "Words."), ("paragraph", "More."), ("heading", "Deep"),
        ("paragraph", "Bare words"), ("heading", "Two"), ("paragraph", "End."),
    ]  # fmt: skip


def test_white_space_collapses_as_in_a_browser_and_no_break_spaces_stay() -> None:
    source = "<p>\n one\t <b> two</b>\n<i>three </i> four&nbsp;five  </p>"
    assert parse(source).text == "one two three four\xa0five"


def test_line_ends_between_ideographs_are_no_spaces() -> None:
    assert parse("<p>城市\n\t人民\nand\nwords</p>").text == "城市人民 and words"


def test_inline_elements_are_marks() -> None:
    source = (
        "<p>an <em>em</em>, <strong>strong &amp; <code>code</code></strong>, H<sub>2</sub>O, "
        'x<sup>2</sup>, <s>old</s>, <a href="https://a.b">a link</a></p>'
    )
    assert parse(source).text == "an em, strong & code, H₂O, x², old, a link"
    assert marked(source) == [
        ("emphasis", "em", ""),
        ("strong", "strong & code", ""),
        ("code", "code", ""),
        ("subscript", "₂", ""),
        ("superscript", "²", ""),
        ("strikethrough", "old", ""),
        ("link", "a link", "https://a.b"),
    ]


def test_a_mark_over_several_blocks_is_one_in_each() -> None:
    assert marked("<b><p>one</p><p>two</p></b><p>three</p>") == [
        ("strong", "one", ""),
        ("strong", "two", ""),
    ]


def test_lists_have_markers_and_depths(shown: Blocks) -> None:
    source = (
        "<ul><li>a<li>b<ol start=3><li>c</li><li value=7>d</li></ol></ul>"
        '<ol type="i"><li>e</ol><ol type=A><li>f</ol>'
    )
    document = parse(source)
    assert shown(document) == [
        ("item", "• a"), ("item", "• b"), ("item", "3. c"), ("item", "7. d"),
        ("item", "i. e"), ("item", "A. f"),
    ]  # fmt: skip
    assert [block.depth for block in document.blocks] == [0, 0, 1, 1, 0, 0]


def test_items_of_paragraphs_stand_apart_and_their_later_paragraphs_have_no_marker(
    shown: Blocks,
) -> None:
    document = parse("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>")
    assert shown(document) == [("item", "• a"), ("item", "b"), ("item", "• c")]
    assert [block.tight for block in document.blocks] == [False, False, True]


def test_terms_are_strong_and_what_explains_them_stands_close_below(shown: Blocks) -> None:
    document = parse("<dl><dt>Term<dd>what it is<dt>Other<dd>more</dl>")
    assert shown(document) == [
        ("paragraph", "Term"), ("item", "what it is"), ("paragraph", "Other"), ("item", "more"),
    ]  # fmt: skip
    assert [block.tight for block in document.blocks] == [False, True, False, True]
    assert [document.text[m.start : m.end] for m in document.marks] == ["Term", "Other"]


def test_quotations_nest_and_headings_in_them_are_no_sections(shown: Blocks) -> None:
    document = parse("<blockquote><h2>No</h2><p>one<blockquote>two</blockquote></blockquote>")
    assert shown(document) == [("quote", "No"), ("quote", "one"), ("quote", "two")]
    assert [block.depth for block in document.blocks] == [0, 0, 1]
    assert document.sections == ()


def test_preformatted_text_keeps_its_lines_and_its_language(shown: Blocks) -> None:
    document = parse('<pre><code class="x language-python">\nif a:\n\tb  c\n</code></pre>')
    assert shown(document) == [("code", "if a:\n    b  c")]
    assert document.blocks[0].role == "python"


def test_lines_broken_on_purpose_are_verse_and_two_breaks_begin_a_paragraph(shown: Blocks) -> None:
    document = parse("<p>one <br>\n two<br><br>three<br></p><ul><li>four<br>five</ul>")
    assert shown(document) == [
        ("verse", "one\ntwo"), ("paragraph", "three"), ("item", "• four"), ("item", "five"),
    ]  # fmt: skip


def test_the_lines_of_a_stanza_are_one_block(shown: Blocks) -> None:
    source = (
        '<div class="stanza"><div>one</div><div><a id="x"></a>two</div></div>'
        '<div class="stanza"><div>three</div></div><p><a href="#x">back</a></p>'
    )
    document = parse(source)
    assert shown(document) == [("verse", "one\ntwo"), ("paragraph", "three"), ("paragraph", "back")]
    assert resolve(document, "#x") == 4


def test_a_table_is_laid_out_in_columns_and_has_a_rule_below_its_header(shown: Blocks) -> None:
    source = (
        "<table><caption>Cities</caption><tr><th>City<th>People"
        "<tr><td>Rome<td>2,8<tr><td colspan=2>Bern</table>"
    )
    assert shown(parse(source)) == [
        ("paragraph", "Cities"),
        ("table", "City │ People\n─────┼───────\nRome │ 2,8\nBern │"),
    ]


def test_a_table_without_a_header_has_no_rule(shown: Blocks) -> None:
    document = parse("<table><tr><td>a<td>b<tr><td rowspan=2>c<td>d<tr><td>e</table>")
    assert shown(document) == [("table", "a │ b\nc │ d\n  │ e")]


def test_a_table_that_is_a_page_is_read_as_the_blocks_in_it(shown: Blocks) -> None:
    document = parse("<table><tr><td><h2>Title</h2><p>Words.</p><td>Aside</table>")
    assert shown(document) == [
        ("heading", "Title"), ("paragraph", "Words."), ("paragraph", "Aside"),
    ]  # fmt: skip


def test_pictures_are_what_they_show(shown: Blocks) -> None:
    source = (
        '<figure><img alt="A map"><figcaption>Where it was</figcaption></figure>'
        '<p>an <img src=x alt="icon"> in words <img alt=""></p><p><img src="x.png"></p>'
        '<svg><title>A drawing</title><desc>no</desc><image href="x"/></svg>'
    )
    document = parse(source)
    assert shown(document) == [
        ("figure", "[A map]"), ("paragraph", "Where it was"), ("paragraph", "an [icon] in words"),
        ("figure", "[image]"), ("figure", "[A drawing]"),
    ]  # fmt: skip
    assert document.blocks[1].role == "caption"


def test_what_is_not_shown_is_not_read() -> None:
    source = (
        "<head><style>a</style></head><p hidden>b<p hidden></p><p>c<script>d</script>"
        "<template>e</template><span style='display: none'>f<span>g</span></span>h</p>"
        "<div hidden><div>i</div>j</div><!-- k --><p>l"
    )
    assert parse(source).text == "ch\nl"


def test_the_reading_of_a_word_stands_in_brackets_behind_it() -> None:
    source = "<p><ruby>山<rp>(</rp><rt>やま</rt><rp>)</rp>路<rt>みち</rt></ruby>を</p>"
    assert parse(source).text == "山(やま)路(みち)を"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<mi>a</mi><mo>=</mo><mfrac><mn>1</mn><mrow><mi>x</mi><mo>+</mo><mn>2</mn></mrow></mfrac>",
         "a = 1/(x + 2)"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>&#x2062;</mo><msub><mi>y</mi><mi>i</mi></msub>",
         "x²yᵢ"),
        ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>0</mn></mrow><mi>n</mi></munderover>",
         "∑ᵢ₌₀ⁿ"),
        ("<msqrt><mi>a</mi><mi>b</mi></msqrt>", "√(ab)"),
        ("<mi>f</mi><mo>(</mo><mi>x</mi><mo>,</mo><mi>y</mi><mo>)</mo>", "f(x, y)"),
        ("<semantics><mi>z</mi><annotation>\\zeta</annotation></semantics>", "z"),
    ],
)  # fmt: skip
def test_formulas_are_read_in_a_line(formula: str, text: str) -> None:
    assert parse(f"<p>so <math>{formula}</math>.</p>").text == f"so {text}."


def test_a_formula_that_says_itself_how_it_is_read_is_read_so() -> None:
    assert parse('<p><math alttext="E = mc²"><mi>E</mi></math></p>').text == "E = mc²"
    formula = r'<math alttext="{\displaystyle 2^{k}\leq x^{2}}"><mi>k</mi></math>'
    assert parse(f"<p>so {formula}</p>").text == "so 2^k≤ x²"


def test_links_lead_to_named_places() -> None:
    document = parse('<p><a href="#n1">1</a> <a href="#no">no</a></p><p>a</p><p id=n1>Note.</p>')
    assert resolve(document, "#n1") == document.text.index("Note.")
    assert resolve(document, "#no") is None


def test_a_named_place_inside_a_table_is_the_table() -> None:
    document = parse("<p><a href=#c>x</a></p><table><tr><th>a<th>b<tr><td>d<td id=c>e</table>")
    assert resolve(document, "#c") == 2


@pytest.mark.parametrize("target", ["javascript:x()", " JavaScript :x", "data:text/html,x", ""])
def test_what_would_run_something_is_no_link(target: str) -> None:
    assert marked(f'<p><a href="{target}">x</a></p>') == []


def test_nothing_that_a_terminal_would_obey_is_left() -> None:
    source = (
        "<title>a&#27;[2Jb</title><p>c&#x1b;]0;t&#7;d&#x202e;e</p><h1>f&#155;g</h1>"
        '<img alt="h&#27;i"><p><a href="http://x/&#27;[0m">j</a></p>'
    )
    document = parse(source)
    told = (document.text, document.metadata.title, *(m.target for m in document.marks))
    assert not [char for text in told for char in text if not (char.isprintable() or char == "\n")]


def test_references_to_controls_mean_what_windows_has_there() -> None:
    assert parse("<p>one&#151;two</p>").text == "one—two"
    assert parse('<?xml version="1.0"?><html><p>one&#151;two</p></html>').text == "one—two"


def test_metadata_is_what_the_head_says() -> None:
    source = (
        '<html lang="de"><head><title>Ein  Titel</title><meta name="author" content="A. B.">'
        '<meta property="article:published_time" content="2024-05-01">'
        '<link rel="canonical" href="https://www.a.b/c?utm_source=d"></head><body>x'
    )
    metadata = parse(source).metadata
    assert metadata.title == "Ein Titel"
    assert metadata.authors == ("A. B.",)
    assert (metadata.date, metadata.language) == ("2024-05-01", "de")
    assert metadata.identifiers == ("url:a.b/c",)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="koi8-r">', "koi8-r"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251"),
        ('<?xml version="1.0" encoding="iso-8859-5"?>', "iso-8859-5"),
    ],
)
def test_the_encoding_is_what_the_page_says(head: str, encoding: str) -> None:
    data = f"{head}<p>Слово</p>".encode(encoding)
    assert open_document(Source("a.html", data)).text == "Слово"


def test_a_page_that_claims_another_encoding_than_it_has_is_read_all_the_same() -> None:
    data = '<meta charset="iso-8859-1"><p>Größe und Länge</p>'.encode()
    assert open_document(Source("a.html", data)).text == "Größe und Länge"
    data = '<meta charset="utf-8"><p>Größe und Länge</p>'.encode("cp1252")
    assert open_document(Source("a.html", data)).text == "Größe und Länge"


@pytest.mark.parametrize("head", ["<!DOCTYPE html>", "<html>", "\n<?xml version='1.0'?>\n<html>"])
def test_a_page_is_known_by_its_beginning(head: str) -> None:
    document = open_document(Source("standard input", f"{head}<p>words</p>".encode()))
    assert (document.metadata.format, document.text) == ("html", "words")


def test_well_formed_xml_and_html_are_read_alike(shown: Blocks) -> None:
    body = '<h1>T</h1><p>one<br/>two &eacute; <a id="x"/>three</p><ul><li>a</li></ul><hr/>'
    xml = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    assert shown(parse(xml)) == shown(parse(f"<body>{body}"))


def test_xml_that_is_not_well_formed_is_read_as_html(shown: Blocks) -> None:
    xml = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>a <b>b & c</p><p>d'
    assert shown(parse(xml)) == [("paragraph", "a b & c"), ("paragraph", "d")]


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000 + "x",
        "<div>" * 100_000 + "x" + "</div>" * 100_000,
        "<b><p>" * 50_000 + "x",
        "<blockquote>" * 100_000 + "x",
        "<ul><li>" * 50_000 + "x",
        "<table><tr><td>" * 30_000 + "x",
        "<math>" + "<mrow>" * 100_000 + "<mi>x",
        '<?xml version="1.0"?><html>' + "<i>" * 100_000 + "x" + "</i>" * 100_000 + "</html>",
    ],
    ids=lambda source: source[:12],
)
def test_a_hundred_thousand_elements_in_one_another_are_read(source: str) -> None:
    assert parse(source).text == "x"


@pytest.mark.parametrize(
    "sign",
    ["<", "</", "<!", "<?", "<!--", "<![CDATA[", "<a ", '<a b="', "<a b='x", "&", "<script>"],
)
def test_signs_without_an_end_take_no_longer_the_more_there_are(sign: str) -> None:
    assert len(parse(sign * 200_000).text) <= len(sign) * 200_000


def test_a_table_without_bounds_is_read_row_by_row(shown: Blocks) -> None:
    document = parse("<table>" + "<tr><td>one<td colspan=100>two" * 1_000 + "</table>end")
    assert shown(document)[-2:] == [("paragraph", "one │ two"), ("paragraph", "end")]
    assert document.notices == ("a very large table is shown row by row",)


NAMES = (
    "p div b i a ul ol li table tr td th blockquote pre h1 h2 dl dt dd br hr img svg title ruby rt "
    "math mi mfrac figure figcaption span script q section"
)
ODD = (
    '<img alt="x">|<a href="#i">|<p id="i">|<p hidden>|<div class="stanza">|\n|  |&nbsp;|word|字|'
    '<span epub:type="pagebreak" title="3">'
)
PIECES = st.one_of(
    st.sampled_from(NAMES.split()).map(lambda tag: f"<{tag}>"),
    st.sampled_from(NAMES.split()).map(lambda tag: f"</{tag}>"),
    st.sampled_from(ODD.split("|")),
    st.text(max_size=5),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_whatever_is_written_becomes_a_document_in_which_all_fits(pieces: list[str]) -> None:
    check(parse("".join(pieces)))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("10<sup>6</sup> tonnes, 10<sup>-3</sup> m", "10⁶ tonnes, 10⁻³ m"),
        ("H<sub>2</sub>O and SO<sub>4</sub><sup>2-</sup>", "H₂O and SO₄²⁻"),
        ("about <sup>14</sup>C and 2<sup>n</sup>", "about ¹⁴C and 2ⁿ"),
        ("the 1<sup>st</sup> of May, M<sup>lle</sup> Julie", "the 1st of May, Mlle Julie"),
        ('a word<sup><a href="#n">1</a></sup>', "a word[1]"),
        ("<sup>1</sup> A note.", "1 A note."),
    ],
)
def test_raised_and_lowered_numbers_do_not_run_into_those_before(source: str, text: str) -> None:
    assert parse(f"<p>{source}</p>").text == text


def test_a_row_of_a_wide_table_says_what_cells_over_several_rows_and_columns_say() -> None:
    long = "word " * 15
    document = parse(
        "<table><tr><th>Town</th><th colspan=2>Winter</th></tr>"
        f"<tr><td rowspan=2>Bern</td><td>1</td><td>2</td></tr>"
        f"<tr><td>3</td><td>{long}</td></tr></table>"
    )
    assert document.text.splitlines() == [
        "Town: Bern", "Winter: 1", "Winter: 2", "────────────",
        "Town: Bern", "Winter: 3", f"Winter: {long.strip()}",
    ]  # fmt: skip


def test_the_beginning_of_a_very_large_table_is_shown_as_its_first_rows() -> None:
    row = "<tr><td>a</td><td><a href='#x'>b</a></td></tr>"
    page = f"<h1>T</h1><table>{row * 10_001}</table>"
    piece = parse_piece(page[:130], page.encode())
    assert piece is not None
    assert piece.text == "T\na │ b"
    assert parse(page).text == "T" + "\na │ b" * 10_001


def test_nothing_is_shown_of_the_beginning_of_a_table_that_will_be_laid_out() -> None:
    page = f"<h1>T</h1><p>x</p><table>{'<tr><td>a</td><td>b</td></tr>' * 100}</table>"
    piece = parse_piece(page[:200], page.encode())
    assert piece is not None
    assert piece.text == "T"


def test_a_link_and_a_named_place_in_a_very_large_table_stay_with_their_row() -> None:
    row = "<tr><td>a</td><td><a href='#x'>b</a></td></tr>"
    document = parse(f"<table>{row}<tr><td>c</td><td id='x'>d</td></tr>{row * 10_000}</table>")
    assert document.text[document.places["x"] :].startswith("c │ d\n")
    assert [document.text[mark.start : mark.end] for mark in document.marks[:2]] == ["b", "b"]
