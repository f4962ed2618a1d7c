"""The shelf: what a card says, in which order cards stand, and which of them pass a filter."""

from datetime import UTC, datetime

import pytest

from reader import shelf
from reader.annotations.annotation import Annotation, Kind, Target, new_id
from reader.catalogue import Entry
from reader.shelf import ALL, DONE, MISSING, ORDERS, READING, UNREAD, card_of, filtered, in_tab
from reader.text.spans import Span
from reader.ui.widgets.shelf_table import ago, bar, left, notes, share

BY = {order.name: order for order in ORDERS}
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def opened(title="A", **fields) -> Entry:
    """A document of 2,800 code points that was read once: two minutes."""
    fields = {"length": 2800, "opened": "2026-11-22T10:00:00.000Z", **fields}
    return Entry(id=f"id-{title}", title=title, file=f"{title}.json", **fields)


def titles(cards):
    return [card.entry.title for card in cards]


# What a card says


def test_the_progress_is_the_place_or_the_end_of_what_was_read_from_there_on():
    assert card_of(opened(place=700)).progress == 0.25
    assert card_of(opened(place=700, read=(Span(600, 1400),))).progress == 0.5
    assert card_of(opened(place=700, read=(Span(0, 100), Span(2000, 2800)))).progress == 0.25


def test_what_was_never_opened_is_unread_and_takes_all_of_its_time():
    card = card_of(Entry(title="A", length=14_000))
    assert (card.state, card.progress, card.minutes) == (UNREAD, 0.0, 10.0)


def test_the_time_left_goes_by_the_pace_of_the_script():
    assert card_of(opened(place=1400)).minutes == 1.0
    assert card_of(opened(place=1400, pace=400)).minutes == 3.5


def test_of_a_long_file_that_was_never_opened_the_time_is_guessed_from_its_size():
    assert card_of(Entry(title="A", size=140_000)).minutes == 100.0
    assert card_of(Entry(title="A")).minutes is None


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"place": 100}, READING),
        ({"place": 2799}, READING),
        ({"place": 2799, "read": (Span(2700, 2800),)}, READING),
        ({"place": 2000, "read": (Span(0, 800), Span(2000, 2790))}, DONE),
        ({"place": 0, "read": (Span(0, 1), Span(100, 2700))}, READING),
        ({"place": 0, "read": (Span(0, 2700),)}, DONE),
    ],
)
def test_a_document_is_finished_when_its_end_and_most_of_it_were_read_or_nearly_all(fields, state):
    assert card_of(opened(**fields)).state == state


def test_the_bar_of_what_is_finished_is_full_wherever_one_is_and_only_that():
    assert card_of(opened(place=100, read=(Span(0, 2800),))).progress == 1
    assert share(card_of(opened(place=2799))) == "99%"


def test_a_document_whose_file_is_gone_is_missing_whatever_was_read():
    card = card_of(opened(place=2799), there=False)
    assert (card.state, card.there) == (MISSING, False)


def test_open_questions_are_questions_without_a_note():
    def annotation(kind, note=""):
        return Annotation(new_id(), Target("words"), kind=kind, note=note)

    question = annotation(Kind.QUESTION)
    answered = annotation(Kind.QUESTION, "Because.")
    assert shelf.counts([question, answered, annotation(Kind.NOTE)]) == (3, 1)


# In the columns


def test_the_share_is_a_percentage_or_a_word():
    assert share(card_of(opened(place=700))) == "25%"
    assert share(card_of(opened(place=2799, read=(Span(0, 2800),)))) == "done"
    assert share(card_of(Entry(title="A"))) == "new"
    assert share(card_of(opened(), there=False)) == "gone"


@pytest.mark.parametrize(
    ("progress", "drawn"), [(0, "····"), (0.25, "█···"), (0.5625, "██▎·"), (1, "████")]
)
def test_a_progress_bar_is_drawn_in_eighths_of_a_cell(progress, drawn):
    assert bar(progress, 4) == drawn


@pytest.mark.parametrize(
    ("length", "words"), [(700, "<1 min"), (2800, "2 min"), (280_000, "3 h"), (0, "")]
)
def test_the_time_left_is_said_in_minutes_then_hours(length, words):
    assert left(card_of(Entry(title="A", length=length))) == words


def test_the_notes_are_counted_with_their_open_questions():
    assert notes(card_of(opened(annotations=12, questions=3))) == "12 3?"
    assert notes(card_of(opened(annotations=12, questions=0))) == "12"
    assert notes(card_of(opened(annotations=0, questions=0))) == ""
    assert notes(card_of(opened())) == "…"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-22T08:05:00.000Z", "today 08:05"),
        ("2026-11-21T23:59:00.000Z", "yesterday"),
        ("2026-11-19T08:00:00.000Z", "3 days ago"),
        ("2026-11-15T08:00:00.000Z", "2026-11-15"),
        ("", ""),
        ("last week", ""),
    ],
)
def test_a_time_is_said_as_a_person_says_it(moment, words):
    assert ago(moment, NOON) == words


# Order


def ordered(entries, name, **turned):
    return titles(shelf.ordered(map(card_of, entries), BY[name], **turned))


def test_the_last_read_come_first_then_the_last_added():
    entries = [
        opened("early", opened="2026-01-01T00:00:00.000Z"),
        Entry(title="fresh", added="2026-11-22T00:00:00.000Z"),
        opened("late", opened="2026-06-01T00:00:00.000Z"),
        Entry(title="old", added="2026-01-01T00:00:00.000Z"),
    ]
    assert ordered(entries, "last read") == ["late", "early", "fresh", "old"]
    assert ordered(entries, "last read", turned=True) == ["old", "fresh", "early", "late"]


def test_titles_go_by_letters_without_case_and_accents_and_by_numbers():
    entries = [Entry(title=title) for title in ("Part 10", "été", "part 2", "Zebra", "Elm")]
    assert ordered(entries, "title") == ["Elm", "été", "part 2", "Part 10", "Zebra"]


def test_authors_go_by_their_last_names_and_those_without_one_come_last():
    entries = [
        Entry(title="none"),
        Entry(title="jansson", authors=("Tove Jansson",)),
        Entry(title="borges", authors=("Borges, Jorge Luis",)),
    ]
    assert ordered(entries, "author") == ["borges", "jansson", "none"]


def test_what_is_alike_stands_by_title():
    entries = [opened(title, annotations=3) for title in ("b", "c", "a")]
    assert ordered(entries, "annotations") == ["a", "b", "c"]


def test_most_progress_and_most_annotations_come_first():
    entries = [opened("little", place=10, annotations=5), opened("much", place=900, annotations=1)]
    assert ordered(entries, "progress") == ["much", "little"]
    assert ordered(entries, "annotations") == ["little", "much"]


# Tabs and filter


def test_the_tabs_count_states_and_collections_and_leave_out_what_is_empty():
    cards = [card_of(Entry(title="A")), card_of(opened(collections=("exam", "Art")))]
    assert shelf.tabs(cards) == [(ALL, 2), (UNREAD, 1), (READING, 1), ("/Art", 1), ("/exam", 1)]


def test_a_tab_shows_its_cards_only():
    cards = [card_of(Entry(title="new")), card_of(opened("begun", collections=("All",)))]
    assert titles(in_tab(cards, ALL)) == ["new", "begun"]
    assert titles(in_tab(cards, UNREAD)) == ["new"]
    assert titles(in_tab(cards, "/All")) == ["begun"]


RAIN = Entry(
    title="雨の本",
    authors=("Émile Zola",),
    path="documents/rain.md",
    format="markdown",
    tags=("weather", "Été"),
    collections=("Holidays",),
)


@pytest.mark.parametrize(
    "wanted", ["雨", "zola", "EMILE", "rain.md", "markdown", "holi", "weather", "#wea", "#ete"]
)
def test_a_filter_looks_in_title_author_path_format_tags_and_collections(wanted):
    cards = [card_of(Entry(title="Other")), card_of(RAIN)]
    assert titles(filtered(cards, wanted)) == ["雨の本"]


def test_every_word_of_a_filter_must_be_there():
    assert filtered([card_of(RAIN)], "zola markdown") != []
    assert filtered([card_of(RAIN)], "zola plain") == []


def test_a_number_sign_means_the_beginning_of_a_tag_only():
    assert filtered([card_of(RAIN)], "#eather") == []
    assert filtered([card_of(RAIN)], "#zola") == []


def test_an_empty_filter_lets_everything_pass():
    assert titles(filtered([card_of(RAIN)], " ")) == ["雨の本"]


def test_nothing_is_made_of_tags_that_are_not_there():
    card = card_of(RAIN._replace(tags=(), collections=()))
    assert filtered([card], "#weather") == []
