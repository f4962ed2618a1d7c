from datetime import UTC, datetime, timedelta

from reader.study.forecast import DAYS, Forecast, forecast
from reader.study.scheduling import LEARNING, queue
from tests.believable import card

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # a Monday


def of(*cards, begins=0, new_a_day=20, wanted=None) -> Forecast:
    return forecast(cards, NOW, begins, new_a_day, wanted, UTC)


def test_what_comes_again_is_told_by_the_day():
    found = of(
        card("2026-11-20T12:00:00.000Z"),  # days ago
        card("2026-11-23T08:00:00.000Z"),  # an hour ago
        card("2026-11-23T23:59:00.000Z"),  # the last minute of today
        card("2026-11-24T00:00:00.000Z"),  # the first of tomorrow
        card("2026-12-22T12:00:00.000Z"),  # in 29 days
        card("2026-12-23T12:00:00.000Z"),  # later than is told
    )
    assert (found.learned, found.now, found.overdue) == (6, 3, 1)
    assert found.days[:2] == (2, 1)
    assert (len(found.days), found.days[29], sum(found.days)) == (DAYS, 1, 4)


def test_what_is_due_in_the_night_is_due_the_day_before():
    assert of(card("2026-11-24T02:00:00.000Z"), begins=4).days[0] == 1


def test_what_is_asked_today_is_what_a_review_asks():
    cards = [
        *(card("", f"new {number}") for number in range(4)),
        card("2026-11-23T20:00:00.000Z"),
        card("2026-11-23T09:00:00.000Z", state=LEARNING),
        card("2026-11-23T20:00:00.000Z", state=LEARNING),
        card("2026-11-25T20:00:00.000Z"),
    ]
    found = of(*cards, new_a_day=3)
    assert found.now + found.new == len(queue(cards, NOW, 0, 3).due)
    assert (found.now, found.new, found.later) == (2, 3, 1)


def test_new_cards_of_a_document_are_as_many_as_all_documents_left():
    today = NOW - timedelta(hours=1)
    asked = card("2026-11-30T08:00:00.000Z", "other")
    asked = asked._replace(memory=asked.memory._replace(first=f"{today:%Y-%m-%dT%H:%M:%S.000Z}"))
    new = [card("", "d0"), card("", "d0")]
    found = of(asked, *new, new_a_day=2, wanted=new)
    assert (found.learned, found.new, found.waiting) == (2, 1, 1)


def test_without_cards_nothing_is_due():
    assert of() == Forecast()
