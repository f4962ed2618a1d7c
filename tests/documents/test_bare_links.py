"""Addresses that stand in a text as they are."""

from reader.documents.document import MarkKind
from reader.documents.formats import markdown, plain


def links(document):
    return [
        (document.text[mark.start : mark.end], mark.target)
        for mark in document.marks
        if mark.kind is MarkKind.LINK
    ]


def test_a_bare_address_of_a_passage_is_a_link_in_plain_text():
    address = "reader://01m83kc0bt983heyfv/01m83kcpf6rywgktva"
    assert links(plain.parse(f"Compare {address}, please.\n")) == [(address, address)]


def test_a_bare_address_of_the_web_is_a_link_in_markdown():
    found = links(markdown.parse("See (https://example.org/a_(b)) and **bold**.\n"))
    assert found == [("https://example.org/a_(b)", "https://example.org/a_(b)")]


def test_a_link_of_the_text_stays_its_own():
    text = "[https://example.org](https://example.com) and <https://example.net>\n"
    assert [target for _, target in links(markdown.parse(text))] == [
        "https://example.com",
        "https://example.net",
    ]


def test_an_address_in_code_is_no_link():
    assert links(markdown.parse("`https://example.org`\n")) == []
