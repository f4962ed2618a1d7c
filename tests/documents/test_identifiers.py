"""The names that the world has given to a text, in one form each."""

import pytest

from reader.documents.formats.markdown import parse
from reader.documents.identifiers import identifier, identifiers_in


@pytest.mark.parametrize(
    "written",
    [
        "10.1000/ABC.182",
        "doi:10.1000/abc.182",
        "DOI: 10.1000/abc.182",
        "https://doi.org/10.1000/abc.182",
        "http://dx.doi.org/10.1000/abc.182",
    ],
)
def test_a_doi_is_the_same_however_it_is_written(written):
    assert identifier(written, "doi") == "doi:10.1000/abc.182"


@pytest.mark.parametrize(
    "written", ["0-306-40615-2", "9780306406157", "978-0-306-40615-7", "ISBN 0306406152"]
)
def test_an_isbn_has_thirteen_digits(written):
    assert identifier(written, "isbn") == "isbn:9780306406157"


def test_an_isbn_that_ends_in_x_is_understood():
    assert identifier("0-8044-2957-X", "isbn") == "isbn:9780804429573"
    assert identifier("urn:isbn:080442957x") == "isbn:9780804429573"


def test_an_article_of_arxiv_is_the_same_in_each_version():
    for written in ("arXiv:2301.00001v2", "https://arxiv.org/abs/2301.00001", "2301.00001"):
        assert identifier(written, "arxiv") == "arxiv:2301.00001"


@pytest.mark.parametrize(
    "written",
    [
        "https://example.org/a/b",
        "http://www.example.org/a/b/",
        "https://EXAMPLE.org:443/a/b#section",
        "https://example.org/a/b?utm_source=mail&fbclid=1",
    ],
)
def test_an_address_is_that_of_the_page(written):
    assert identifier(written, "url") == "url:example.org/a/b"


def test_pages_that_differ_in_their_query_or_path_are_two():
    written = (
        "https://example.org/a?id=1",
        "https://example.org/a?id=2",
        "https://example.org/A?id=1",
    )
    assert len({identifier(one, "url") for one in written}) == 3


@pytest.mark.parametrize("written", ["", "  ", "notes/page.md", "The Times", "https://[x"])
def test_what_is_no_address_names_nothing(written):
    assert identifier(written, "url") == ""


def test_a_uuid_is_the_same_with_its_scheme():
    assert identifier("urn:uuid:0A-1B") == identifier("0a-1b") == "id:0a-1b"


def test_front_matter_names_a_text():
    text = (
        "---\nDOI: 10.1000/1\nurl: https://example.org/a\nsource: a book\ntags: [b]\n---\n\nText.\n"
    )
    assert parse(text).metadata.identifiers == ("doi:10.1000/1", "url:example.org/a")


def test_of_several_values_each_counts():
    values = {"source": ["https://a.org/1", "https://b.org/2", "x"]}
    assert identifiers_in(values) == ("url:a.org/1", "url:b.org/2")


def test_a_text_without_front_matter_has_no_name():
    assert parse("# Title\n\nText.\n").metadata.identifiers == ()
