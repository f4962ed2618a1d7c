"""What is told of a document besides its text."""

from __future__ import annotations

from reader.documents.about import facts
from reader.documents.formats.epub import parse
from reader.documents.formats.markdown import parse as parse_markdown
from tests.books import TITLE, book


def test_of_a_book_everything_that_its_package_says() -> None:
    metadata = (
        f"{TITLE}<dc:creator>An Author</dc:creator><dc:date>1867-01-02T00:00:00Z</dc:date>"
        "<dc:publisher>P</dc:publisher><dc:subject>War</dc:subject><dc:subject>Peace</dc:subject>"
        '<meta property="belongs-to-collection">Novels</meta><dc:language>ru</dc:language>'
        "<dc:description>&lt;p&gt;A long&amp;nbsp;book&lt;/p&gt;</dc:description>"
    )
    body = '<span epub:type="pagebreak" title="7"/><p>Text.</p>'
    document = parse("a.epub", book({"1.xhtml": body}, metadata=metadata))
    assert dict(facts(document)) == {
        "title": "A Book",
        "authors": "An Author",
        "date": "1867-01-02",
        "publisher": "P",
        "series": "Novels",
        "language": "ru",
        "subjects": "War, Peace",
        "pages": "7 to 7, as printed",
        "length": "5 characters",
        "description": "A long book",
    }


def test_what_is_not_known_is_left_out() -> None:
    assert [name for name, _ in facts(parse_markdown("Text.\n"))] == ["length"]


def test_the_length_of_a_text_without_spaces_says_that_signs_count() -> None:
    length = dict(facts(parse_markdown("城市治理，城市。\n")))["length"]
    assert length == "8 characters, with spaces and signs"


def test_nothing_that_a_terminal_would_obey_is_told() -> None:
    document = parse_markdown('---\ntitle: "a\\e[31mb"\n---\n\nText.\n')
    assert document.metadata.title
    assert all(words.isprintable() for _, words in facts(document))
