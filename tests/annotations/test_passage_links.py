"""Links to documents and passages: what is written is read, and all else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.annotation import new_id
from reader.annotations.passage_links import PassageLink, is_link, link_to, parsed_link

IDS = st.builds(new_id)


def test_a_link_names_a_document_an_annotation_or_a_place():
    assert link_to("doc") == "reader://doc"
    assert link_to("doc", "one") == "reader://doc/one"
    assert link_to("doc", at=12) == "reader://doc?at=12"
    assert link_to("doc", at=0) == "reader://doc?at=0"


def test_without_a_document_there_is_no_link():
    assert link_to("", "one") == ""


@given(IDS, IDS)
def test_a_link_is_read_as_it_was_written(document, annotation):
    assert parsed_link(link_to(document, annotation)) == (document, annotation, None)


@given(IDS, st.integers(0, 10**11))
def test_so_is_a_place(document, at):
    assert parsed_link(link_to(document, at=at)) == (document, "", at)


@pytest.mark.parametrize(
    "word", ["reader://doc/", "READER://doc", "reader://doc/?", " reader://doc "]
)
def test_what_programs_make_of_a_link_on_its_way_is_still_one(word):
    assert parsed_link(word) == PassageLink("doc")


@pytest.mark.parametrize(
    "word",
    [
        *("reader://", "reader:///x", "reader://doc/a/b", "reader:doc", "http://doc", "doc"),
        *(
            "reader://../x",
            "reader://a%2Fb",
            "reader://doc/..%2F..",
            "reader://a b",
            "reader://%00",
        ),
        *("reader://doc?at=x", "reader://doc?at=-1", "reader://doc?at=" + "9" * 13),
    ],
)
def test_what_is_none_is_refused(word):
    assert parsed_link(word) is None


def test_a_word_that_begins_so_is_meant_as_a_link():
    assert is_link("reader://") and is_link("READER://x")
    assert not is_link("reader.md") and not is_link("reader:/x")
