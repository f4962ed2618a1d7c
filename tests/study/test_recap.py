"""The recap of a session: what came of it, in words, as data and as Markdown."""

from __future__ import annotations

import json
from datetime import UTC

import pytest

from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.exchange.markdown import looks_exported
from reader.annotations.exchange.markdown_read import read
from reader.documents.formats.markdown import parse
from reader.study.recap import (
    Part,
    Recap,
    duration,
    lines,
    marked_in,
    recap,
    record_of,
    summary,
    when,
)
from reader.study.recap_markdown import markdown_of, title_of
from reader.study.session import Session
from reader.text.spans import Span

BOOK = parse("# Book\n\n## One\n\nRed wine. It was cold, he said.\n\n## Two\n\nBlue paper.\n")
CHINESE = parse("# 中文\n\n这是中文的书。\n")


def session(identity: str = "s1", **more: object) -> Session:
    there = {
        "group": "g",
        "started": "2026-11-23T09:00:00.000+01:00",
        "ended": "2026-11-23T09:30:00.000+01:00",
        "active": 1200.0,
        "state": "stopped",
        **more,
    }
    return Session(identity, **there)  # type: ignore[arg-type]


def note(identity: str, words: str, document=BOOK, **more) -> tuple[Annotation, Span]:
    start = document.text.index(words)
    path = document.section_path(start)
    target = Target(words, start=start, end=start + len(words), path=path)
    created = "2026-11-23T08:10:00.000Z"
    return Annotation(identity, target, created=created, **more), Span(start, start + len(words))


def of_book(*placed, **more: object) -> Recap:
    return recap([Part("d1", BOOK, (session(**more),), placed, "book.md")])


def test_only_what_was_made_or_changed_in_the_session_was_marked():
    notes = [note("a1", "Red"), note("a2", "cold"), note("a3", "Blue")]
    found = of_book(*notes, made=("a1",), changed=("a3",))
    assert [(mark.annotation.id, mark.new) for mark in found.marks] == [("a1", True), ("a3", False)]


def test_what_was_marked_is_told_with_the_sections_around_it():
    found = of_book(note("a1", "Blue"), made=("a1",))
    assert found.marks[0].section == ("Book", "Two")


def test_what_was_deleted_again_was_not_marked():
    gone, span = note("a1", "Red")
    deleted = gone._replace(deleted="2026-11-23T08:20:00.000Z")
    assert of_book((deleted, span), made=("a1", "a2")).marks == []


def test_a_decision_about_a_heading_is_no_mark():
    assert of_book(note("a1", "Two", kind=Kind.HEADING), made=("a1",)).marks == []


def test_an_orphan_is_told_with_the_sections_that_it_once_stood_in():
    lost = Annotation("a1", Target("gone", path=("Old", "Place")))
    (mark,) = of_book((lost, None), changed=("a1",)).marks
    assert (mark.span, mark.section) == (None, ("Old", "Place"))


def test_a_mark_is_quoted_as_its_words_stand_now():
    one, span = note("a1", "Blue")
    once = one._replace(target=one.target._replace(exact="Green"))
    assert of_book((once, span), made=("a1",)).marks[0].quote == "Blue"


def test_a_bookmark_is_told_by_the_words_behind_it():
    one, span = note("a1", "Blue", kind=Kind.BOOKMARK)
    place = one._replace(target=one.target._replace(exact="", end=span.start))
    found = of_book((place, Span(span.start, span.start)), made=("a1",))
    assert "    bookmark: “Blue paper.” — Two" in lines(found)


def test_questions_are_open_that_were_marked_or_stand_in_what_was_read():
    asked = [
        note("a1", "Red", kind=Kind.QUESTION),
        note("a2", "cold", kind=Kind.QUESTION),
        note("a3", "Blue", kind=Kind.QUESTION),
        note("a4", "paper", kind=Kind.QUESTION, note="The answer."),
    ]
    read = (Span(0, BOOK.text.index("Two")),)
    found = of_book(*asked, made=("a3", "a4"), read=read)
    assert [mark.annotation.id for mark in found.open] == ["a1", "a2", "a3"]


def test_the_pace_is_what_was_read_in_the_minutes_that_counted():
    assert of_book(words=4000, active=1200.0).pace == 200


@pytest.mark.parametrize("more", [{"words": 50, "active": 20.0}, {"words": 0, "active": 600.0}])
def test_of_a_moment_or_of_nothing_there_is_no_pace(more):
    assert of_book(**more).pace == 0


def test_cards_that_were_answered_are_told_with_their_time_which_is_not_of_the_pace():
    found = of_book(words=4000, active=1380.0, reviewed=180.0, cards=12)
    assert (found.pace, found.documents[0].pace) == (200, 200)
    said = "4,000 words read, 200 a minute · 12 cards answered in 3 min"
    assert summary(found) == f"Studied 23 min · {said}"
    assert f"Book · {said}" in lines(found)
    assert f"23 min · {said}\n" in markdown_of(found)
    assert (record_of(found)["reviewed"], record_of(found)["cards"]) == (180.0, 12)


def test_one_card_is_one_and_a_review_without_an_answer_is_told_as_such():
    assert summary(of_book(reviewed=30.0, cards=1)) == "Studied 20 min · 1 card answered in 30 s"
    assert summary(of_book(reviewed=70.0)) == "Studied 20 min · no card answered in 1 min"


def test_a_text_of_ideographs_is_counted_in_characters():
    found = recap([Part("d2", CHINESE, (session(words=900),), ())])
    assert found.amounts == {"characters": 900}
    assert "900 characters read" in summary(found)


def test_a_group_is_told_in_the_order_in_which_its_documents_were_read():
    later = session("s2", started="2026-11-23T09:40:00.000+01:00", words=300, active=600.0)
    found = recap([Part("d2", CHINESE, (later,), ()), Part("d1", BOOK, (session(words=2000),), ())])
    assert [one.title for one in found.documents] == ["Book", "中文"]
    assert (found.active, found.amounts) == (1800.0, {"words": 2000, "characters": 300})
    assert found.pace == 0  # of words and characters together there is none


def test_several_sessions_are_told_together_with_how_many_there_were():
    later = session("s2", group="h", started="2026-11-23T09:40:00.000+01:00", intervals=2)
    found = recap([Part("d1", BOOK, (session(intervals=1), later), ())])
    assert next(lines(found)).endswith("· 40 min · 2 sessions · 3 intervals")
    assert title_of(found) == "Study sessions 2026-11-23"


def test_the_intervals_of_a_session_are_not_counted_in_each_of_its_documents():
    later = session("s2", started="2026-11-23T09:40:00.000+01:00", intervals=2)
    parts = [Part("d1", BOOK, (session(intervals=1),), ()), Part("d2", CHINESE, (later,), ())]
    assert recap(parts).intervals == 2


def test_a_section_that_was_finished_twice_is_told_once():
    records = (session("s1", sections=("One",)), session("s2", sections=("One", "Two")))
    assert recap([Part("d1", BOOK, records, ())]).finished == ["One", "Two"]


def test_without_a_session_there_is_no_recap():
    with pytest.raises(ValueError, match="one session"):
        recap([Part("d1", BOOK, (), ())])


def test_the_ids_that_were_touched_are_those_made_and_changed():
    assert marked_in([session(made=("a",), changed=("b",)), session(made=("c",))]) == {
        "a",
        "b",
        "c",
    }


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (1500, "25 min"),
        (3600, "1 h"),
        (3900, "1 h 5 min"),
    ],
)
def test_a_duration_is_told_in_the_units_of_people(seconds, words):
    assert duration(seconds) == words


def test_the_date_of_the_end_is_told_only_where_it_is_another_day():
    assert when(of_book()) == "2026-11-23 09:00–09:30"
    assert when(of_book(ended="2026-11-24T00:10:00.000+01:00")).endswith("–2026-11-24 00:10")


def test_the_line_for_the_shell_tells_everything_that_there_was():
    found = of_book(
        note("a1", "Red"),
        note("a2", "cold", kind=Kind.QUESTION),
        made=("a1", "a2"),
        words=4000,
        sections=("One",),
    )
    assert summary(found) == (
        "Studied 20 min · 4,000 words read, 200 a minute · 1 section finished"
        " · 1 highlight, 1 question · 1 question open"
    )


def test_the_line_for_the_shell_leaves_out_what_there_was_not():
    assert summary(of_book(active=70.0)) == "Studied 1 min"


def test_the_lines_for_a_terminal_quote_what_was_marked():
    found = of_book(note("a1", "Red wine.", note="Which\none?"), made=("a1",), sections=("One",))
    assert list(lines(found)) == [
        "2026-11-23 09:00–09:30 · 20 min",
        "",
        "Book · nothing read",
        "  finished: One",
        "  marked: 1 highlight",
        "    yellow highlight: “Red wine.” — One",
        "      Which",
        "      one?",
    ]


def test_the_data_can_be_written_as_json():
    found = of_book(note("a1", "Red", tags=("wine",)), made=("a1",), words=4000)
    record = json.loads(json.dumps(record_of(found)))
    assert record["read"] == {"words": 4000}
    assert record["documents"][0]["marked"][0]["tags"] == ["wine"]


# --- Markdown ----------------------------------------------------------------------------------


def test_the_markdown_has_the_numbers_in_its_front_matter_and_the_passages_with_their_links():
    found = of_book(note("a1", "Red wine.", note="Good?"), made=("a1",), words=4000)
    assert markdown_of(found, UTC) == MARKDOWN


MARKDOWN = """\
---
title: "Study session 2026-11-23 09:00"
documents:
  - "Book"
date: 2026-11-23
started: 2026-11-23T09:00:00
ended: 2026-11-23T09:30:00
minutes: 20
words: 4000
pace: 200
annotations: 1
---

# Study session 2026-11-23 09:00

2026-11-23 09:00–09:30 · 20 min · 4,000 words read, 200 a minute

## Book

### One

> Red wine.

^r-a1

Good?

*yellow · highlight · 16 % · 2026-11-23 08:10 · [open](reader://d1/a1)*
"""


def test_the_markdown_lists_what_is_left_open_with_links():
    asked = note("a1", "cold", kind=Kind.QUESTION)
    made = markdown_of(of_book(asked, made=("a1",)))
    assert "### Questions left open\n\n- “cold” — One [open](reader://d1/a1)" in made


def test_several_documents_have_a_heading_each():
    later = session("s2", started="2026-11-23T09:40:00.000+01:00")
    made = markdown_of(
        recap([Part("d1", BOOK, (session(),), ()), Part("d2", CHINESE, (later,), ())])
    )
    assert made.index("## Book") < made.index("Nothing was marked.") < made.index("## 中文")


def test_the_markdown_is_known_as_one_of_ours():
    made = markdown_of(of_book(note("a1", "cold"), made=("a1",)))
    assert looks_exported(made.encode())
    assert looks_exported(markdown_of(of_book()).encode())


def test_the_passages_come_into_another_library_each_as_one_of_its_document():
    first, second = "01m83s5s7mj3tb99b3", "01m83s5sj41b109ndp"
    later = session("s2", started="2026-11-23T09:40:00.000+01:00", made=(second,))
    parts = [
        Part("d1", BOOK, (session(made=(first,)),), [note(first, "Red wine.", note="Good?")]),
        Part("d2", CHINESE, (later,), [note(second, "这是", CHINESE)]),
    ]
    come = read(markdown_of(recap(parts)).encode()).incoming
    assert [(one.work.title, one.work.document) for one in come] == [("Book", "d1"), ("中文", "d2")]
    assert [one.annotation.target.path for one in come] == [("One",), ()]
    assert come[0].annotation.note == "Good?"
