"""Annotations that were made here and come back from exported files."""

from types import MappingProxyType

from reader.annotations.annotation import Annotation, Target
from reader.annotations.coming_again import News
from reader.annotations.coming_home import came_home

HERE = Annotation(
    "0123456789abcdefgh",
    Target("a fox"),
    note="Red, I think.",
    tags=("style/irony",),
    modified="2026-02-02T00:00:00.000Z",
)


def test_a_note_that_is_only_set_otherwise_is_no_news() -> None:
    here = HERE._replace(note="* one\n* two")
    assert came_home(here, here._replace(note="- one\n\n- two")).news is News.SAME


def test_an_edited_note_is_an_edit() -> None:
    update = came_home(HERE, HERE._replace(note="Red, I am sure."))
    assert update.news is News.NEWER
    assert update.fields["note"] == "Red, I am sure."
    assert update.seen == HERE


def test_an_older_export_says_nothing_new() -> None:
    older = HERE._replace(note="Brown.", modified="2026-01-01T00:00:00.000Z")
    assert came_home(HERE, older, [older]).news is News.SAME


def test_an_edited_older_export_is_a_second_version() -> None:
    older = HERE._replace(note="Brown, perhaps?", modified="2026-01-01T00:00:00.000Z")
    there = older._replace(note="Brown, perhaps!!")
    assert came_home(HERE, there, [older]).news is News.BOTH


def test_what_was_taken_back_is_news_when_it_comes_again() -> None:
    edited = HERE._replace(note="Red, I am sure.", modified="2026-03-03T00:00:00.000Z")
    assert came_home(HERE, edited, [edited]).news is News.NEWER


def test_tags_stay_as_they_are_written_here() -> None:
    there = HERE._replace(tags=("style_irony", "new"))
    assert came_home(HERE, there).fields["tags"] == ("style/irony", "new")


def test_what_the_file_does_not_know_is_left() -> None:
    here = HERE._replace(extra=MappingProxyType({"mine": 1}))
    update = came_home(here, here._replace(note="Other.", extra=MappingProxyType({})))
    assert update.fields["extra"]["mine"] == 1  # type: ignore[index]
    assert set(update.fields) == {"note", "extra"}
