"""FictionBooks: what is read of them, and how."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.documents.document import Document, MarkKind
from reader.documents.formats.fb2 import parse
from reader.documents.images import image_data
from reader.documents.known import of_name
from reader.documents.links import resolve
from reader.documents.opening import Source, open_document
from reader.errors import SourceError
from tests.office import zipped

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]
Check = Callable[[Document], None]


def book(body: str, description: str = "", more: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink">'
        f"<description>{description}</description><body>{body}</body>{more}</FictionBook>"
    ).encode()


def read(body: str, description: str = "", more: str = "") -> Document:
    return parse("a.fb2", book(body, description, more))


def title(words: str) -> str:
    return f"<title><p>{words}</p></title>"


def test_sections_are_nested_below_the_title_of_the_book(outline_of: Titles) -> None:
    inner = f"<section>{title('Chapter')}<p>words</p></section>"
    assert outline_of(read(f"{title('Book')}<section>{title('Part')}{inner}</section>")) == [
        "Book",
        "  Part",
        "    Chapter",
    ]


def test_a_title_of_several_lines_is_one(outline_of: Titles) -> None:
    body = "<section><title><p>I</p><empty-line/><p>The Storm</p></title><p>x</p></section>"
    assert outline_of(read(body)) == ["I The Storm"]


def test_paragraphs_of_code_are_the_lines_of_one_block(shown: Blocks) -> None:
    lines = "".join(
        f"<p><code>{line}</code></p>\n" for line in ("for x:", "    if y:", "        z")
    )
    inline = "<p><code>a</code> is code.</p><p><code>b</code><code>c</code></p>"
    body = f"<section>{title('<code>f</code>')}{lines}{inline}{lines}<empty-line/>{lines}</section>"
    code = ("code", "for x:\n    if y:\n        z")
    assert shown(read(body)) == [
        ("heading", "f"),
        code,
        ("paragraph", "a is code."),
        ("paragraph", "bc"),
        code,
        code,
    ]


def test_poems_keep_their_lines_and_stanzas(shown: Blocks) -> None:
    poem = (
        "<poem><stanza><v>one</v><v>two</v></stanza><stanza><v>three</v><v>four</v></stanza>"
        "<text-author>A Poet</text-author></poem>"
    )
    assert shown(read(f"<section>{poem}</section>")) == [
        ("verse", "one\ntwo"),
        ("verse", "three\nfour"),
        ("paragraph", "A Poet"),
    ]


def test_quotations_and_mottoes_are_quotations(shown: Blocks) -> None:
    body = "<section><epigraph><p>motto</p></epigraph><cite><p>said</p></cite></section>"
    assert shown(read(body)) == [("quote", "motto"), ("quote", "said")]


def test_a_subtitle_of_stars_is_a_scene_break_and_another_is_strong(shown: Blocks) -> None:
    document = read("<section><subtitle>* * *</subtitle><subtitle>Later</subtitle></section>")
    assert shown(document) == [("rule", "* * *"), ("paragraph", "Later")]
    assert [mark.kind for mark in document.marks] == [MarkKind.STRONG]


def test_notes_are_known_by_their_titles_and_led_to() -> None:
    body = '<section><p>Words<a l:href="#n1" type="note">[1]</a> go on.</p></section>'
    notes = (
        f'<body name="notes">{title("Notes")}<section id="n1">{title("1")}<p>The note.</p>'
        "<p>More.</p></section></body>"
    )
    document = read(body, more=notes)
    assert document.text == "Words[1] go on.\nNotes\nThe note.\nMore."
    assert [block.marker for block in document.blocks[2:]] == ["[1]", ""]
    assert {block.role for block in document.blocks[2:]} == {"footnote"}
    assert resolve(document, document.marks[0].target) == document.text.index("The note.")


def test_pictures_are_told_by_their_words_and_found_when_they_are_wanted(shown: Blocks) -> None:
    pictures = "".join(f'<binary id="{name}.png">{name * 4}</binary>' for name in "AB")
    body = '<section><image l:href="#B.png" alt="A map"/><p>x</p></section>'
    document = read(body, more=pictures)
    assert shown(document) == [("figure", "[A map]"), ("paragraph", "x")]
    source = Source("a.fb2", book(body, more=pictures))
    assert image_data(source, "fb2", document.marks[0].target) == b"\x04\x10\x41"
    with pytest.raises(SourceError, match="not in the book"):
        image_data(source, "fb2", "C.png")


def test_metadata_is_that_of_the_description() -> None:
    description = (
        "<title-info><author><first-name>Leo</first-name><last-name>Tolstoy</last-name></author>"
        "<author><nickname>Nick</nickname></author><book-title>The Title</book-title>"
        '<date>1867</date><lang>ru</lang><sequence name="Novels" number="2"/>'
        "<translator><first-name>Not</first-name></translator></title-info>"
        "<document-info><author><nickname>Scanner</nickname></author></document-info>"
        "<publish-info><isbn>9780140447934</isbn></publish-info>"
    )
    found = read("<section><p>x</p></section>", description).metadata
    assert (found.title, found.authors) == ("The Title", ("Leo Tolstoy", "Nick"))
    assert (found.date, found.language) == ("1867", "ru")
    assert found.identifiers == ("isbn:9780140447934",)
    assert found.extra["series"] == "Novels 2"


def test_the_encoding_is_the_one_that_the_head_says() -> None:
    data = book("<section><p>Слово</p></section>").decode()
    data = data.replace("utf-8", "windows-1251")
    document = open_document(Source("a", data.encode("cp1251")))
    assert (document.text, document.metadata.format) == ("Слово", "fb2")


def test_a_book_alone_in_an_archive_is_read(consistent: Check) -> None:
    source = Source("a.fb2.zip", zipped({"a.fb2": book("<section><p>words</p></section>")}))
    document = open_document(source)
    assert document.text == "words"
    consistent(document)
    known = of_name("War.and.Peace.fb2.zip")
    assert known is not None
    assert known.name == "fb2"


def test_a_book_that_is_not_well_formed_is_read_by_its_tags() -> None:
    assert read("<section><p>one & two<p>three</section>").text == "one & two\nthree"


def test_a_book_cut_short_is_read_as_far_as_it_goes_and_says_so(outline_of: Titles) -> None:
    whole = book(f"{title('Book')}<section>{title('Part')}<p>words</p></section>")
    document = parse("a.fb2", whole[: whole.index(b"words")] + b"wo")
    assert outline_of(document) == ["Book", "  Part"]
    assert document.text.endswith("wo")
    assert "cut short" in document.notices[0]
