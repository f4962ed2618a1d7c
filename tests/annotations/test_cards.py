"""Cards: how an annotation is asked, what is covered, and when there is nothing to ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.cards import (
    CLOZE,
    GAP,
    NOTE,
    PASSAGE,
    Asked,
    Part,
    asked,
    cards_of,
    cloze,
    hidden,
    lost_words,
    parts,
    usual_card,
    why_not,
)
from reader.text.spans import Span

TEXT = "Call me Ishmael. Some years ago I went to sea."
PLACE = Span(17, 46)
EXACT = TEXT[17:46]  # Some years ago I went to sea.


def note(note="", exact=EXACT, kind=Kind.HIGHLIGHT, **more):
    return Annotation("a1", Target(exact, start=17, end=46), kind, note=note, **more)


def test_a_cloze_says_its_place_and_its_words():
    assert parts(cloze(5, "years: ago")) == Part(CLOZE, 5, "years: ago")


@given(st.integers(0, 10**6), st.text(min_size=1).filter(str.strip))
def test_any_words_can_be_hidden(at, words):
    assert parts(cloze(at, words)) == Part(CLOZE, at, words)


@pytest.mark.parametrize(
    "spec",
    ["", "notes", "cloze", "cloze:5", "cloze:x:sea", "cloze:5: ", "cloze:²:a"],
)
def test_what_is_no_card_is_told_apart(spec):
    assert parts(spec) is None
    assert why_not(note("why"), spec)


def test_a_passage_with_a_note_asks_for_the_note():
    assert usual_card(note("He was bored.")) == NOTE


@pytest.mark.parametrize(
    "question",
    [
        "Why did he go?",
        "他为什么去？",
        "لماذا ذهب؟",
        "Γιατί πήγε;",
        "Γιατί πήγε\u037e",
        "Ինչո՞ւ գնաց։",
        "ለምን ሄደ፧",
        "**Why did he go?**",
        "(“Why did he go?”)  \n",
        "Really?",
        "What‽",
    ],
)
def test_a_note_that_asks_something_asks_for_the_passage(question):
    assert usual_card(note(question)) == PASSAGE


@pytest.mark.parametrize("statement", ["Bored;", "Why? He was bored.", "Ինչո՞ւ։ Գնաց։", "…"])
def test_a_note_that_asks_nothing_is_the_answer(statement):
    assert usual_card(note(statement)) == NOTE


def test_of_a_definition_the_shorter_text_is_the_term_that_is_shown():
    term = note("a large mammal that lives in the sea", "whale", Kind.DEFINITION)
    meaning = note("whale", "a large mammal that lives in the sea", Kind.DEFINITION)
    assert (usual_card(term), usual_card(meaning)) == (NOTE, PASSAGE)


def test_a_question_without_an_answer_cannot_be_learned_yet():
    open_question = note(kind=Kind.QUESTION)
    assert usual_card(open_question) == ""
    assert "no answer yet" in why_not(open_question)


def test_a_question_whose_answer_is_the_note_asks_for_it():
    assert usual_card(note("He was bored.", kind=Kind.QUESTION)) == NOTE


def test_a_highlight_without_a_note_asks_for_nothing_but_a_part_of_it_can_be_hidden():
    highlight = note()
    assert usual_card(highlight) == ""
    assert "select the words to hide" in why_not(highlight)
    assert why_not(highlight, cloze(5, "years")) == ""


@pytest.mark.parametrize("kind", [Kind.BOOKMARK, Kind.NOTE])
def test_what_has_no_words_of_the_text_asks_for_nothing(kind):
    assert usual_card(note("here", "", kind)) == ""
    assert why_not(note("here", "", kind)) == "It has no words of the text to ask for"


def test_of_the_cards_of_an_annotation_those_count_that_can_be_asked():
    learned = note("", learn=(NOTE, cloze(5, "years"), "newer:thing", cloze(5, "years")))
    assert cards_of(learned) == (cloze(5, "years"),)


def test_nothing_of_the_text_is_covered_where_the_note_is_asked_for():
    assert hidden(note("bored"), NOTE, TEXT, PLACE) == []


def test_the_passage_is_covered_where_it_is_asked_for():
    assert hidden(note("Why?"), PASSAGE, TEXT, PLACE) == [PLACE]


def test_the_words_of_a_cloze_are_covered():
    assert hidden(note(), cloze(5, "years"), TEXT, PLACE) == [Span(22, 27)]


def test_of_words_that_stand_there_twice_those_are_covered_that_were_meant():
    text = "the whale and the sea"
    place = Span(0, 21)
    assert hidden(note(exact=text), cloze(14, "the"), text, place) == [Span(14, 17)]


def test_the_words_are_found_again_where_the_passage_was_edited():
    text = "Not so many years ago I went to the sea."
    assert hidden(note(), cloze(24, "sea"), text, Span(0, 40)) == [Span(36, 39)]


def test_of_words_twice_in_an_edited_passage_the_nearer_ones_are_covered():
    text = "O sea, o sea! Some years ago I went to sea."
    assert hidden(note(), cloze(25, "sea"), text, Span(0, 43)) == [Span(39, 42)]


def test_words_that_are_broken_by_another_space_or_case_are_found():
    text = "Some YEARS\n ago I went to sea."
    assert hidden(note(), cloze(5, "years ago"), text, Span(0, len(text))) == [Span(5, 15)]


def test_where_the_words_of_a_cloze_are_gone_the_whole_passage_is_covered():
    text = "Long ago I went to sea."
    assert hidden(note(), cloze(5, "years"), text, Span(0, 23)) == [Span(0, 23)]


def test_a_card_that_is_not_understood_covers_everything():
    assert hidden(note("bored"), "newer:thing", TEXT, PLACE) == [PLACE]


def test_in_plain_text_the_passage_asks_for_the_note():
    assert asked(note("He was bored. "), NOTE) == Asked(EXACT, "He was bored.")


def test_in_plain_text_the_note_asks_for_the_passage():
    assert asked(note("Why?"), PASSAGE) == Asked("Why?", EXACT)


def test_in_plain_text_a_gap_stands_for_hidden_words():
    assert asked(note(), cloze(5, "years")) == Asked(f"Some {GAP} ago I went to sea.", "years")


def test_the_words_of_the_passage_as_it_is_now_are_asked_for():
    found = asked(note(), cloze(5, "years"), "Not so many years ago.")
    assert found == Asked(f"Not so many {GAP} ago.", "years")


def test_an_orphan_is_asked_from_its_quote():
    assert asked(note("Why?"), PASSAGE, "").answer == EXACT


def test_where_the_hidden_words_are_gone_they_are_asked_for_as_they_stood():
    found = asked(note(), cloze(5, "years"), "Long ago.")
    assert found == Asked(f"Some {GAP} ago I went to sea.", "years")


def test_where_the_hidden_words_are_not_in_the_quote_either_they_are_the_answer():
    assert asked(note(), cloze(5, "decades"), "Long ago.") == Asked(GAP, "decades")


def test_the_hidden_words_are_lost_where_the_passage_has_others_now():
    assert lost_words(note(), cloze(5, "years"), "Some days ago I went to sea.") == "years"
    assert lost_words(note(), cloze(5, "years"), "Not so many years ago.") == ""
    assert lost_words(note("why"), NOTE, "Long ago.") == ""


@given(st.text(max_size=30), st.text(max_size=8), st.integers(0, 40), st.text(max_size=30))
def test_covered_spans_are_in_the_passage_and_hide_what_is_asked(exact, words, at, now):
    one = note("?", exact)
    spec = cloze(at, words)
    text = f"before{now}after"
    place = Span(6, 6 + len(now))
    for span in hidden(one, spec, text, place):
        assert place.start <= span.start <= span.end <= place.end
