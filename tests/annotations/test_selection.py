from __future__ import annotations

from datetime import date

import pytest

from reader.annotations.annotation import Annotation, Colour, Kind
from reader.annotations.days import begins, ends
from reader.annotations.selection import (
    COLOUR,
    EVERYTHING,
    PLACE,
    SORTS,
    TAG,
    TIME,
    UNTAGGED,
    Selection,
    grouped,
    selected,
    selection,
    selection_of,
    sentence_around,
)
from reader.documents.document import BlockKind
from reader.errors import UsageError
from reader.text.spans import Span
from tests.annotations.exchange.articles import article, bookmark, lost, on

TODAY = date(2026, 11, 23)
DOCUMENT = article("# 1 Café life", "Red wine. It was cold, he said.", "# 2 Work", "Blue paper.")
RED = on(DOCUMENT, "Red wine", "01", tags=("Drink/Wine",), created="2026-11-20T10:00:00.000Z")
COLD = on(DOCUMENT, "cold", "02", colour=Colour.BLUE, kind=Kind.QUESTION, tags=("drinks", "b"))
BLUE = on(DOCUMENT, "Blue paper", "03", colour=Colour.BLUE, created="2026-10-01T10:00:00.000Z")
MARK = bookmark(DOCUMENT, "It was")
LOST = lost("gone", tags=("b",))
ALL = [RED, COLD, BLUE, MARK, LOST]


def ids(*words: object, **asked: object) -> list[str]:
    wanted = selection(**asked, today=TODAY) if asked else EVERYTHING  # type: ignore[arg-type]
    return [annotation.id for annotation, _ in selected(DOCUMENT, ALL, wanted)]


def test_without_a_wish_everything_goes_out_in_reading_order() -> None:
    assert ids() == ["01", "05", "02", "03", "09"]


def test_what_is_deleted_and_decisions_about_headings_never_go_out() -> None:
    gone = RED[0]._replace(deleted="2026"), RED[1]
    heading = RED[0]._replace(kind=Kind.HEADING), RED[1]
    assert selected(DOCUMENT, [gone, heading], EVERYTHING) == []


def test_colours_are_alternatives_and_bookmarks_have_none() -> None:
    assert ids(colours=["yellow"]) == ["01", "09"]
    assert ids(colours=["yellow,blue"]) == ["01", "02", "03", "09"]


def test_fields_combine() -> None:
    assert ids(colours=["blue"], kinds=["question"]) == ["02"]


def test_a_tag_means_those_below_it_and_no_longer_words() -> None:
    assert ids(tags=["#drink"]) == ["01"]


def test_a_section_is_named_by_words_of_its_title_without_case_and_accents() -> None:
    assert ids(sections=["cafe"]) == ["01", "05", "02"]


def test_a_section_is_named_by_its_number() -> None:
    assert ids(sections=["2"]) == ["03"]


def test_an_orphan_belongs_to_the_section_that_it_was_in() -> None:
    assert ids(sections=["old"]) == ["09"]


def test_a_section_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError, match="no section “Zebra”"):
        selected(DOCUMENT, ALL, Selection(sections=("Zebra",)))


def test_since_and_until_are_about_when_it_was_made() -> None:
    assert ids(since="7d") == ["01", "05", "02", "09"]
    assert ids(until="2026-10") == ["03"]


def test_an_unknown_colour_or_kind_is_told_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="no colour “red”: yellow, green"):
        selection(colours=["red"])
    with pytest.raises(UsageError, match="no kind “heading”"):
        selection(kinds=["heading"])


def test_a_line_of_filters_is_the_same_in_other_words() -> None:
    line = selection_of('color:yellow #b section:"Part II" since:2026-10', TODAY)
    asked = selection(
        colours=["yellow"], tags=["b"], sections=["Part II"], since="2026-10", today=TODAY
    )
    assert line == asked


def test_a_word_that_is_no_filter_is_told() -> None:
    with pytest.raises(UsageError, match="“wine”: a filter begins with one of color:, kind:"):
        selection_of("wine")


@pytest.mark.parametrize("word", ["2026-02-30", "soon", "0000", "9999-12-31"])
def test_a_time_that_is_none_is_told(word: str) -> None:
    with pytest.raises(UsageError, match=word):
        ends(word, TODAY)


def test_a_month_begins_and_ends_where_the_next_one_begins() -> None:
    assert ends("2026-10", TODAY) == begins("2026-11-01", TODAY)


def titles(sort: str) -> list[tuple[str, list[str]]]:
    return [
        (group.title, [annotation.id for annotation, _ in group.placed])
        for group in grouped([RED, MARK, COLD, BLUE], sort)
    ]


def test_by_place_there_is_one_group_without_a_title() -> None:
    assert titles(PLACE) == [("", ["01", "05", "02", "03"])]


def test_by_time_each_day_is_a_group() -> None:
    days = [("2026-10-01", ["03"]), ("2026-11-20", ["01"]), ("2026-11-22", ["02", "05"])]
    assert titles(TIME) == days


def test_by_colour_bookmarks_come_last() -> None:
    assert titles(COLOUR) == [("Yellow", ["01"]), ("Blue", ["02", "03"]), ("Bookmarks", ["05"])]


def test_by_tag_each_stands_under_its_first_tag() -> None:
    assert titles(TAG) == [("b", ["02"]), ("Drink/Wine", ["01"]), (UNTAGGED, ["05", "03"])]


def test_every_order_keeps_all_annotations() -> None:
    for sort in SORTS:
        assert sorted(one for _, group in titles(sort) for one in group) == ["01", "02", "03", "05"]


def around(words: str) -> str | None:
    span = sentence_around(DOCUMENT, on(DOCUMENT, words)[1])
    return None if span is None else DOCUMENT.text[span.start : span.end]


def test_a_short_highlight_has_its_sentence_around_it() -> None:
    assert around("cold") == "It was cold, he said."


def test_a_whole_sentence_or_more_has_nothing_around_it() -> None:
    assert around("Blue paper.") is None
    assert around("wine. It") is None


def test_code_and_headings_have_no_sentences() -> None:
    document = article((BlockKind.CODE, "print(a). Then b."))
    assert sentence_around(document, Span(0, 5)) is None
    assert around("Café") is None


def test_an_annotation_without_a_time_is_not_until_then() -> None:
    undated = Annotation("04", RED[0].target), RED[1]
    assert selected(DOCUMENT, [undated], selection(until="2030", today=TODAY)) == []
