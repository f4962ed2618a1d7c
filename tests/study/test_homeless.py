"""Why an annotation has no place, and where it may have been meant."""

from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.told_place import likely_offset, told_place
from reader.documents.opening import Source, open_document
from reader.study.homeless import standing, why_homeless
from reader.text.spans import Span

TEXT = open_document(Source("text.txt", b"It rains. It snows. It rains."))


def note(words, kind=Kind.HIGHLIGHT, **told):
    return Annotation("1" * 18, Target(words), kind=kind, extra={"from": told})


def test_words_that_stand_several_times_are_not_gone():
    assert why_homeless(note("It rains."), TEXT) == "stands 2 times in the text: which one?"
    assert [span.start for span in standing(note("It rains."), TEXT)] == [0, 20]


def test_words_that_stand_nowhere_are_not_in_the_text():
    assert why_homeless(note("It hails."), TEXT) == "its words are not in the text"


def test_a_bookmark_without_words_has_lost_none():
    told = why_homeless(note("", Kind.BOOKMARK, page="12"), TEXT)
    assert told == "a bookmark whose place is not known (page 12)"


def test_page_and_location_of_another_program_are_told():
    assert told_place(note("x", page="12", location="129-131")) == "page 12 · location 129-131"
    assert told_place(note("x", page="280", **{"location type": "location"})) == "location 280"


def test_a_location_lies_between_those_whose_place_is_known():
    placed = [(note("a", location="10"), Span(0, 1)), (note("b", location="30"), Span(100, 101))]
    assert likely_offset(note("x", location="20"), placed, 1000) == 50
    assert likely_offset(note("x"), placed, 1000) is None
