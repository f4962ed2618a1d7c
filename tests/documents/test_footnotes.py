"""Which links are references to notes, and what the notes say."""

from __future__ import annotations

import pytest

from reader.documents.document import Document
from reader.documents.footnotes import note_at, words_of
from reader.documents.formats import epub, html, markdown
from tests.books import book


def notes(document: Document) -> list[list[str] | None]:
    """What is shown of the note for each link of a text; None where it is no reference."""
    found = [note_at(document, mark) for mark in document.marks if mark.target]
    return [words_of(document, note) if note else None for note in found]


def test_a_footnote_of_markdown_has_all_its_paragraphs() -> None:
    text = "One[^a] two[^b].\n\n[^a]: First.\n\n    And more.\n\n[^b]: Second.\n"
    assert notes(markdown.parse(text)) == [["First.", "And more."], ["Second."]]


def test_a_reference_of_html_by_its_role() -> None:
    page = (
        '<p>A<a role="doc-noteref" href="#n">note</a> here.</p><p>More.</p>'
        '<div id="n"><p>The note.</p></div><p>Other text.</p>'
    )
    assert notes(html.parse(page)) == [["The note."]]


@pytest.mark.parametrize("sign", ["[1]", "<sup>1</sup>", "*", "†", "(a)"])
def test_a_sign_that_leads_to_a_paragraph_behind_it_is_a_reference(sign: str) -> None:
    page = f'<p>Words.<a href="#n">{sign}</a></p><p id="n">1. The note.</p><p>Other.</p>'
    assert notes(html.parse(page)) == [["The note."]]


@pytest.mark.parametrize("link", ['<a href="#n">12</a>', '<a href="#n">the note</a>'])
def test_a_number_or_words_in_the_line_are_no_reference(link: str) -> None:
    assert notes(html.parse(f'<p>See {link}.</p><p id="n">A paragraph.</p>')) == [None]


def test_a_sign_that_leads_to_a_heading_is_no_reference() -> None:
    assert notes(html.parse('<p>See <a href="#n">[1]</a>.</p><h2 id="n">One</h2>')) == [None]


def test_out_of_a_note_a_link_leads_back_and_is_not_shown_with_it() -> None:
    page = (
        '<p>Words<a id="r" href="#n"><sup>1</sup></a>.</p><p>More.</p>'
        '<div class="footnote"><p id="n">The note. <a href="#r">↩</a></p></div>'
    )
    assert notes(html.parse(page)) == [["The note."], None]


def test_an_item_of_a_list_of_notes_ends_with_the_item() -> None:
    page = (
        '<p>A<a href="#1">[1]</a> b<a href="#2">[2]</a>.</p>'
        '<ol><li id="1"><p>One.</p><p>Still one.</p></li><li id="2">Two.</li></ol>'
    )
    assert notes(html.parse(page)) == [["One.", "Still one."], ["Two."]]


def test_notes_of_a_book_stand_in_another_file() -> None:
    bodies = {
        "1.xhtml": '<p>A<a epub:type="noteref" href="2.xhtml#n1">1</a> word.</p>',
        "2.xhtml": (
            '<section epub:type="endnotes"><ol><li id="n1" epub:type="endnote"><p>First.</p>'
            '<p>More.</p></li><li id="n2" epub:type="endnote"><p>Second.</p></li></ol></section>'
        ),
    }
    assert notes(epub.parse("a.epub", book(bodies))) == [["First.", "More."]]


def test_a_note_ends_where_the_next_one_begins_that_nothing_refers_to() -> None:
    def read(*others: str) -> list[list[str] | None]:
        notes_ = "".join(f"<p{other}</p>" for other in (' id="n">2 Noted.', *others))
        bodies = {
            "1.xhtml": '<p>A<a epub:type="noteref" href="2.xhtml#n">2</a> word.</p>',
            "2.xhtml": f'<section epub:type="endnotes">{notes_}</section>',
        }
        return notes(epub.parse("a.epub", book(bodies)))

    assert read(' id="m">Another.') == [["Noted."]]
    assert read(">3 Another.") == [["Noted."]]
    assert read(">1990 it went on.") == [["Noted.", "1990 it went on."]]


def test_a_line_of_stars_above_a_note_is_not_the_note() -> None:
    page = '<p>A<a href="#n">[1]</a>.</p><p id="n">* *</p><p>The note.</p>'
    assert notes(html.parse(page)) == [["The note."]]


def test_a_link_that_leads_nowhere_has_no_note() -> None:
    assert notes(html.parse('<p>A<a href="#gone">[1]</a>.</p>')) == [None]
