"""Scheduling: the memory of a card by FSRS, from its log; and what is due when."""

import random
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from reader.study.days import begin_of, day_of, today
from reader.study.scheduling import (
    AGAIN,
    EASY,
    GOOD,
    HARD,
    KNOWN,
    LEARNING,
    RATINGS,
    RELEARNING,
    SOON,
    CardRow,
    Memory,
    by_card,
    graded,
    intervals,
    is_leech,
    memory_of,
    moment_of,
    queue,
    replay,
    said,
    taken_back,
    waiting_words,
    written,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

histories = st.lists(
    st.tuples(
        st.sampled_from(RATINGS),
        st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda gap: gap - gap % MINUTE),
    ),
    min_size=1,
    max_size=12,
)


def logged(history, start=NOON, retention=90, before=()):
    """The reviews of a card that is graded so, each so long after the one before."""
    log, at = list(before), start
    for rating, gap in history:
        at += gap
        log.append(graded(memory_of(log, retention), "a1", "note", rating, at, 4.2, retention))
    return log


def by_library(history, start=NOON, retention=90):
    """The card as the library alone has it after the same history."""
    scheduler = Scheduler(desired_retention=retention / 100, enable_fuzzing=False)
    card, at = Card(card_id=1, due=start), start
    for rating, gap in history:
        at += gap
        card, _ = scheduler.review_card(card, Rating(rating), at)
    return card


def same(memory, card):
    assert memory == Memory(
        written(card.due),
        int(card.state),
        card.step,
        card.stability,
        card.difficulty,
        written(card.last_review),
        memory.reviews,
        memory.lapses,
        memory.id,
        memory.first,
    )


# --- the library's own intervals ---


@pytest.mark.parametrize(
    "history",
    [
        [(GOOD, DAY)],
        [(AGAIN, DAY), (HARD, MINUTE), (GOOD, 10 * MINUTE)],  # being learned, all on one day
        [(EASY, DAY), (GOOD, 8 * DAY), (GOOD, 30 * DAY)],
        [(GOOD, DAY), (GOOD, 10 * MINUTE), (GOOD, 3 * HOUR)],  # known, again on the same day
        [(EASY, DAY), (GOOD, 200 * DAY)],  # months overdue
        [(EASY, DAY), (AGAIN, 9 * DAY), (GOOD, 10 * MINUTE), (HARD, DAY)],  # forgotten
        [(EASY, DAY), (AGAIN, 9 * DAY), (AGAIN, DAY), (AGAIN, DAY)],
    ],
)
def test_a_scripted_history_is_scheduled_as_the_library_does(history):
    same(memory_of(logged(history)), by_library(history))


@given(histories, st.integers(70, 99))
def test_every_history_is_scheduled_as_the_library_does(history, retention):
    same(memory_of(logged(history, retention=retention)), by_library(history, retention=retention))


@given(histories, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_the_interval_beside_a_key_is_what_happens(history, gap):
    log = logged(history)
    memory, at = memory_of(log), NOON + sum((g for _, g in history), gap)
    shown = intervals(memory, at)
    for rating, interval in zip(RATINGS, shown, strict=True):
        record = graded(memory, "a1", "note", rating, at, 1)
        assert moment_of(record["due"]) - moment_of(record["at"]) == interval


def test_a_new_card_comes_again_in_minutes_and_an_easy_one_in_days():
    assert [*map(said, intervals(None, NOON))] == [
        "1 min",
        "6 min",
        "10 min",
        "8 d",
    ]


def test_who_wants_to_remember_more_is_asked_sooner():
    history = [(EASY, DAY)]
    careful, easy = (memory_of(logged(history, retention=r), r) for r in (97, 80))
    assert careful.due < easy.due


# --- the log ---


@given(histories)
def test_a_log_replayed_gives_the_same_memory(history):
    log = logged(history)
    random.Random(1).shuffle(log)
    assert replay(log) == memory_of(log)


def test_a_card_without_reviews_is_new():
    assert memory_of([]) is None


def test_a_review_says_what_was_graded_when_and_how_long_it_took():
    (record,) = logged([(GOOD, DAY)])
    told = {key: record[key] for key in ("kind", "annotation", "card", "at", "rating", "took")}
    assert told == {
        "kind": "review",
        "annotation": "a1",
        "card": "note",
        "at": "2026-11-24T12:00:00.000Z",
        "rating": GOOD,
        "took": 4.2,
    }


def test_each_review_names_the_one_before():
    log = logged([(GOOD, DAY), (GOOD, DAY), (GOOD, DAY)])
    assert [record["previous"] for record in log] == ["", log[0]["id"], log[1]["id"]]


def test_reviews_and_lapses_are_counted():
    memory = memory_of(logged([(AGAIN, DAY), (EASY, DAY), (AGAIN, 9 * DAY), (AGAIN, DAY)]))
    assert (memory.reviews, memory.lapses, memory.state) == (4, 1, RELEARNING)
    assert memory.first == "2026-11-24T12:00:00.000Z"


def test_the_logs_of_two_machines_are_replayed_in_the_order_of_time():
    begun = logged([(GOOD, DAY)])
    here = logged([(GOOD, 3 * DAY), (GOOD, 9 * DAY)], before=begun)
    there = logged([(AGAIN, 5 * DAY)], before=begun)[1:]
    expected = by_library([(GOOD, DAY), (GOOD, 2 * DAY), (AGAIN, 2 * DAY), (GOOD, 7 * DAY)])
    assert here[1]["at"] < there[0]["at"] < here[2]["at"]
    for log in (here + there, there + here):
        same(memory_of(log), expected)


def test_a_grade_after_two_logs_met_counts_all_of_both():
    begun = logged([(GOOD, DAY)])
    met = [*logged([(GOOD, 3 * DAY)], before=begun), *logged([(HARD, 4 * DAY)], before=begun)[1:]]
    after = [*met, graded(memory_of(met), "a1", "note", GOOD, NOON + 9 * DAY, 1)]
    same(
        memory_of(after),
        by_library([(GOOD, DAY), (GOOD, 2 * DAY), (HARD, DAY), (GOOD, 5 * DAY)]),
    )


def test_where_the_clock_went_backwards_the_last_review_is_still_the_last():
    log = logged([(GOOD, DAY), (GOOD, 10 * MINUTE), (AGAIN, timedelta(days=-3))])
    memory = memory_of(log)
    assert (memory.id, memory.state) == (log[-1]["id"], RELEARNING)
    assert memory.due == written(moment_of(log[-1]["at"]) + 10 * MINUTE)
    same(memory, by_library([(GOOD, DAY), (GOOD, 10 * MINUTE), (AGAIN, timedelta(days=-3))]))


def test_a_grade_taken_back_is_as_if_it_had_not_been():
    log = logged([(GOOD, DAY), (GOOD, 10 * MINUTE), (AGAIN, 3 * DAY)])
    undone = [*log[:2], taken_back(log[2], NOON + 5 * DAY)]
    assert memory_of(undone) == memory_of(log[:2])
    assert by_card(undone) == {("a1", "note"): log[:2]}


def test_a_card_whose_only_grade_is_taken_back_is_new_again():
    (record,) = logged([(GOOD, DAY)])
    assert memory_of([taken_back(record, NOON)]) is None


def test_where_a_grade_is_taken_back_on_which_another_machine_built_the_rest_is_replayed():
    log = logged([(GOOD, DAY), (AGAIN, DAY), (GOOD, DAY)])
    same(
        memory_of([log[0], taken_back(log[1], NOON), log[2]]),
        by_library([(GOOD, DAY), (GOOD, 2 * DAY)]),
    )


@pytest.mark.parametrize(
    "damage",
    [
        {"rating": 5},
        {"rating": "3"},
        {"rating": True},
        {"at": "yesterday"},
        {"at": None},
        {"at": "2026-11-25T12:00:00"},
        {"card": None},
        {"annotation": 7},
        {"id": None},
        {"kind": "session"},
    ],
)
def test_a_damaged_review_is_passed_over(damage):
    log = logged([(GOOD, DAY), (GOOD, 2 * DAY)])
    damaged = [log[0], {**log[1], **damage}]
    assert memory_of(damaged) == memory_of(log[:1])
    assert list(by_card(damaged).values()) == [log[:1]]


@pytest.mark.parametrize(
    "damage",
    [
        {"state": 9},
        {"step": None},
        {"step": -1},
        {"stability": float("nan")},
        {"stability": 0},
        {"difficulty": "hard"},
        {"due": "soon"},
        {"previous": 7},
        {"previous": "gone"},
    ],
)
def test_where_the_state_of_a_review_is_damaged_it_is_found_again_from_the_ratings(damage):
    log = logged([(GOOD, DAY), (AGAIN, DAY)])
    assert memory_of([log[0], {**log[1], **damage}]) == memory_of(log)


def test_reviews_that_name_each_other_in_a_circle_are_replayed():
    log = logged([(GOOD, DAY), (GOOD, DAY)])
    circle = [{**log[0], "previous": log[1]["id"]}, log[1]]
    assert memory_of(circle) == memory_of(log)


def test_times_of_another_zone_are_the_same_moments():
    log = logged([(EASY, DAY)])
    other = {**log[0], "at": "2026-11-24T13:00:00+01:00"}
    assert memory_of([other]) == memory_of(log)


# --- said ---


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (timedelta(0), "1 min"),
        (5.5 * MINUTE, "6 min"),
        (10 * MINUTE, "10 min"),
        (59.6 * MINUTE, "1 h"),
        (3 * HOUR, "3 h"),
        (DAY, "1 d"),
        (30 * DAY, "30 d"),
        (31 * DAY, "1 mo"),
        (64 * DAY, "2.1 mo"),
        (364.9 * DAY, "1 y"),
        (36500 * DAY, "99.9 y"),
    ],
)
def test_an_interval_is_said_in_short(interval, words):
    assert said(interval) == words


# --- leeches ---


def test_what_is_forgotten_too_often_is_a_leech():
    lapse = [(EASY, 20 * DAY), (AGAIN, 20 * DAY)]
    memory = memory_of(logged(lapse * 2))
    assert memory.lapses == 2
    assert [is_leech(memory, limit) for limit in (1, 2, 3, 0)] == [True, True, False, False]
    assert not is_leech(None, 1)


# --- days ---

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("hour", "minute", "day"), [(3, 59, 22), (4, 0, 23), (12, 0, 23), (23, 59, 23)]
)
def test_a_day_begins_in_the_morning(hour, minute, day):
    assert day_of(datetime(2026, 11, 23, hour, minute, tzinfo=PARIS), 4).day == day


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 28), 23), ((2026, 10, 24), 25)])
def test_a_day_on_which_the_clocks_change_is_an_hour_shorter_or_longer(day, hours):
    began, ends = today(datetime(*day, 20, tzinfo=PARIS), 4)
    assert ends.astimezone(UTC) - began.astimezone(UTC) == timedelta(hours=hours)
    assert (began.hour, ends.hour) == (4, 4)


def test_a_clock_with_the_offset_of_now_knows_the_change_of_the_night(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    try:
        evening = datetime(2026, 3, 28, 20).astimezone()
        assert today(evening, 4)[1].isoformat() == "2026-03-29T04:00:00+02:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_an_hour_that_the_clocks_leave_out_begins_a_day_all_the_same():
    began = begin_of(date(2026, 3, 29), 2, datetime(2026, 3, 29, 12, tzinfo=PARIS))
    assert began.astimezone(UTC).isoformat() == "2026-03-29T01:00:00+00:00"


# --- what is due ---


def row(identity, memory=None, created="2026-01-01T00:00:00.000Z", document="d1"):
    return CardRow(document, identity, "note", (), created, 0, memory)


def remembered(due, state=KNOWN, first="2026-01-01T00:00:00.000Z"):
    step = None if state == KNOWN else 0
    return Memory(written(due), state, step, 3.0, 5.0, first, 2, 0, "r1", first)


def ids(rows):
    return [one.annotation for one in rows]


def test_a_known_card_is_due_all_of_its_day_until_the_next_morning():
    evening = datetime(2026, 11, 23, 22, tzinfo=PARIS)
    early = row("early", remembered(datetime(2026, 11, 24, 3, 59, tzinfo=PARIS)))
    tomorrow = row("tomorrow", remembered(datetime(2026, 11, 24, 4, tzinfo=PARIS)))
    assert ids(queue([early, tomorrow], evening, 4, 20).due) == ["early"]
    night = evening + 6 * HOUR
    assert ids(queue([early, tomorrow], night, 4, 20).due) == ["early", "tomorrow"]


def test_a_card_that_is_being_learned_is_due_to_the_minute():
    cards = [row(name, remembered(NOON + gap, LEARNING)) for name, gap in GAPS.items()]
    found = queue(cards, NOON, 4, 20)
    assert (ids(found.due), ids(found.soon)) == (["now"], ["soon"])


GAPS = {"soon": SOON, "later": SOON + MINUTE, "now": timedelta(0)}


def test_what_is_being_learned_comes_first_then_what_is_known_the_longest_due_first_then_the_new():
    cards = [
        row("new"),
        row("known", remembered(NOON - DAY)),
        row("older", remembered(NOON - 2 * DAY)),
        row("forgotten", remembered(NOON - MINUTE, RELEARNING)),
    ]
    assert ids(queue(cards, NOON, 4, 20).due) == ["forgotten", "older", "known", "new"]


def test_as_many_new_cards_are_asked_as_the_day_has_left_the_oldest_first():
    cards = [row(f"a{day}", created=f"2026-01-0{day}") for day in (3, 1, 2)]
    today_begun = row("begun", remembered(NOON + DAY, first="2026-11-23T08:00:00.000Z"))
    yesterday = row("before", remembered(NOON + DAY, first="2026-11-22T08:00:00.000Z"))
    assert ids(queue([*cards, today_begun, yesterday], NOON, 4, 3).new) == ["a1", "a2"]
    assert queue([*cards, today_begun], NOON, 4, 0).new == []


def test_new_cards_for_which_the_day_has_no_room_are_counted():
    cards = [row(f"a{number}") for number in range(5)]
    assert queue(cards, NOON, 4, 2).waiting == 3
    assert queue(cards, NOON, 4, 5).waiting == 0


def test_why_new_cards_wait_is_said_in_words():
    words = "3 new cards a day (study.new_a_day): 4 more wait till tomorrow"
    assert waiting_words(4, 3) == words
    assert waiting_words(0, 3) == ""


def test_new_cards_of_all_documents_count_where_one_document_is_asked():
    here = [row("a1"), row("a2")]
    there = row("b1", remembered(NOON + DAY, first="2026-11-23T08:00:00.000Z"), document="d2")
    assert ids(queue([*here, there], NOON, 4, 2, wanted=here).new) == ["a1"]


def test_after_a_journey_the_day_is_that_of_the_new_place():
    card = row("a1", remembered(datetime(2026, 11, 23, 20, tzinfo=UTC)))
    paris, tokyo = (datetime(2026, 11, 23, 7, tzinfo=UTC).astimezone(z) for z in (PARIS, TOKYO))
    assert ids(queue([card], paris, 4, 20).due) == ["a1"]  # until 3:00 UTC tomorrow
    assert ids(queue([card], tokyo, 4, 20).due) == []  # until 19:00 UTC today


TOKYO = ZoneInfo("Asia/Tokyo")
