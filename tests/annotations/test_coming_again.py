"""Annotations that come in from a file a second time."""

from types import MappingProxyType

from reader.annotations.annotation import Annotation, Colour, Target, is_detached
from reader.annotations.coming_again import News, as_new, update
from reader.annotations.exchange.incoming import Incoming, Work

THERE = Annotation("a" * 18, Target("words"), note="first", tags=("one",))


def arrived(annotation=THERE, place=-1.0):
    """The annotation as the library keeps it when it comes in for the first time."""
    return as_new(Incoming(Work("Book"), annotation, place=place))


def test_what_says_the_same_again_is_no_news():
    assert update(arrived(), THERE).news is News.SAME


def test_what_changed_there_and_not_here_is_newer():
    found = update(arrived(), THERE._replace(note="second", colour=Colour.BLUE))
    assert found.news is News.NEWER
    assert (found.fields["note"], found.fields["colour"]) == ("second", Colour.BLUE)


def test_what_changed_here_and_not_there_stays():
    assert update(arrived()._replace(note="mine", tags=()), THERE).news is News.SAME


def test_a_note_that_changed_on_both_sides_is_kept_twice():
    found = update(arrived()._replace(note="mine"), THERE._replace(note="second"))
    assert found.news is News.BOTH
    assert found.fields["note"] == "second"
    assert found.seen.note not in ("mine", "second")


def test_a_note_that_changed_alike_on_both_sides_is_no_news():
    same = THERE._replace(note="second")
    assert update(arrived()._replace(note="second"), same).news is News.SAME


def test_a_colour_that_changed_on_both_sides_is_as_here():
    here = arrived()._replace(colour=Colour.PINK)
    assert update(here, THERE._replace(colour=Colour.BLUE)).news is News.SAME


def test_a_note_that_was_here_once_is_no_news():
    here = arrived()._replace(note="mine")
    assert update(here, THERE._replace(note="old"), {"old"}).news is News.SAME


def test_a_note_that_was_deleted_there_does_not_delete_what_was_written_here():
    assert update(arrived()._replace(note="mine"), THERE._replace(note="")).news is News.SAME


def test_what_has_no_words_is_wanted_without_a_place():
    assert is_detached(arrived(Annotation("b" * 18, Target(""), note="only a note")))
    assert not is_detached(arrived())


def test_what_kept_book_elsewhere_is_left_behind_and_the_place_is_kept():
    told = MappingProxyType({"prev": "1-x", "rev": 3, "from": {"format": "x"}})
    extra = arrived(THERE._replace(extra=told), place=0.25).extra
    assert "prev" not in extra
    assert "rev" not in extra
    assert extra["from"] == {"format": "x", "place": 0.25}
