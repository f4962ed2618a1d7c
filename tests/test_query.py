"""The language in which annotations are asked for."""

from datetime import UTC, date, datetime

import pytest

from reader.errors import UsageError
from reader.query import Term, folded, parse

TODAY = date(2026, 11, 23)


def terms(text, **saved):
    return parse(text, saved, TODAY)


def moment(*day):
    """The beginning of a day here, as annotations carry times."""
    return datetime(*day).astimezone().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def wrong(text, **saved):
    with pytest.raises(UsageError) as error:
        terms(text, **saved)
    return str(error.value)


def test_words_are_folded():
    assert terms("Café “New\u00a0York”") == [Term("words", ("cafe",)), Term("words", ("new york",))]


def test_a_phrase_is_one_term():
    assert terms('one "two  three"') == [Term("words", ("one",)), Term("words", ("two three",))]


def test_a_phrase_that_is_not_closed_goes_to_the_end():
    assert terms('"two three') == [Term("words", ("two three",))]


def test_a_minus_takes_away():
    assert terms("-tag:old -word - a-b") == [
        Term("tag", ("old",), without=True),
        Term("words", ("word",), without=True),
        Term("words", ("-",)),
        Term("words", ("a-b",)),
    ]


def test_what_is_not_wanted_may_be_a_phrase():
    assert terms('-"two three"') == [Term("words", ("two three",), without=True)]


def test_values_with_commas_are_one_or_the_other():
    assert terms('tag:a,"b c",#D') == [Term("tag", ("a", "b c", "d"))]


def test_a_comma_within_quotation_marks_is_none():
    assert terms('section:"one, two"') == [Term("section", ("one, two",))]


@pytest.mark.parametrize("typed", ["color:yellow", "colour:YELLOW", "Color:yel"])
def test_colours_are_known_in_both_spellings_and_by_their_beginning(typed):
    assert terms(typed) == [Term("color", ("yellow",))]


def test_a_beginning_of_several_means_each():
    assert terms("color:p") == [Term("color", ("pink", "purple"))]


def test_a_wrong_kind_names_those_there_are():
    assert wrong("kind:questoin").startswith("no kind “questoin”: did you mean “question”?")
    assert "bookmark" in wrong("kind:xyz")


def test_a_field_that_is_mistyped_is_told():
    assert "did you mean “kind:”?" in wrong("knd:note")


def test_a_colon_in_a_word_is_no_field():
    assert terms("10:30 https://example.org") == [
        Term("words", ("10:30",)),
        Term("words", ("https://example.org",)),
    ]


def test_quoted_the_name_of_a_field_is_a_word():
    assert terms('"tag:x"') == [Term("words", ("tag:x",))]


def test_a_field_without_a_value_says_what_follows_it():
    assert wrong("kind:") == (
        "“kind:” is followed by highlight, note, question, definition, summary, todo, bookmark"
    )
    assert wrong("tag:").startswith("“tag:” is followed by")


@pytest.mark.parametrize(
    ("typed", "begin", "after"),
    [
        ("2026", (2026, 1, 1), (2027, 1, 1)),
        ("2026-10", (2026, 10, 1), (2026, 11, 1)),
        ("2026-12", (2026, 12, 1), (2027, 1, 1)),
        ("2026-10-05", (2026, 10, 5), (2026, 10, 6)),
        ("today", (2026, 11, 23), (2026, 11, 24)),
        ("yesterday", (2026, 11, 22), (2026, 11, 23)),
        ("7d", (2026, 11, 16), (2026, 11, 17)),
        ("2w", (2026, 11, 9), (2026, 11, 10)),
    ],
)
def test_times_mean_all_of_a_day_a_month_a_year(typed, begin, after):
    assert terms(f"since:{typed} until:{typed}") == [
        Term("since", (moment(*begin),)),
        Term("until", (moment(*after),)),
    ]


@pytest.mark.parametrize("typed", ["2026-13", "2026-02-30", "0000", "soon", "9999"])
def test_a_day_that_is_none_is_told(typed):
    assert wrong(f"until:{typed}").startswith(f"until: “{typed}”")


def test_a_saved_filter_stands_for_its_query():
    assert terms("@exam x", exam="tag:exam -kind:todo") == [
        Term("tag", ("exam",)),
        Term("kind", ("todo",), without=True),
        Term("words", ("x",)),
    ]


def test_a_saved_filter_of_one_term_can_be_taken_away():
    assert terms("-@old", old="tag:old") == [Term("tag", ("old",), without=True)]
    assert "asks for 2 things" in wrong("-@two", two="a b")


def test_a_saved_filter_that_is_not_there_or_leads_back_is_told():
    assert "did you mean “exam”" in wrong("@exm", exam="tag:exam")
    assert "leads back to itself" in wrong("@a", a="@b", b="x @a")


def test_letters_that_marks_make_another_stay_what_they_are():
    assert folded("が") != folded("か")
    assert folded("ﬁ\u00adn — “É”") == 'fin - "e"'
