"""A round of a review: what is asked next, and what an answer makes of the rest."""

from reader.study.round import Round, round_of
from reader.study.scheduling import KNOWN, LEARNING, CardRow, Memory, Queue

NOW = "2026-03-01T10:00:00.000Z"
SOON = "2026-03-01T10:10:00.000Z"
TOMORROW = "2026-03-02T10:00:00.000Z"


def card(name: str, memory: Memory | None = None) -> CardRow:
    return CardRow("book", name, "note", (), NOW, 0, memory)


def memory(due: str, state: int = LEARNING) -> Memory:
    return Memory(due, state, None if state == KNOWN else 0, 1.0, 5.0, NOW, 1, 0, "r1", NOW)


def asked(asked_of: Round, now: str = NOW) -> str:
    row = asked_of.next(now)
    return row.annotation if row else ""


ONE, TWO, THREE = card("one"), card("two"), card("three")


def test_cards_are_asked_in_their_order():
    assert asked(Round((ONE, TWO))) == "one"


def test_a_card_that_was_known_is_not_asked_again():
    after = Round((ONE, TWO)).graded(ONE, memory(TOMORROW, KNOWN))
    assert (asked(after), after.remaining, after.done) == ("two", 1, 1)


def test_a_card_that_comes_again_soon_waits_until_it_is_due():
    after = Round((ONE, TWO, THREE)).graded(ONE, memory(SOON)).graded(TWO, memory(TOMORROW))
    assert asked(after, NOW) == "three"
    assert asked(after, SOON) == "one"


def test_a_card_that_comes_again_soon_is_asked_before_the_round_ends():
    after = Round((ONE,)).graded(ONE, memory(SOON))
    assert asked(after, NOW) == "one"


def test_another_card_comes_between_two_of_one_annotation():
    sister = ONE._replace(card="passage")
    after = Round((ONE, sister, TWO)).graded(ONE, memory(TOMORROW, KNOWN))
    assert asked(after) == "two"
    assert after.without(TWO).next(NOW) == sister


def test_a_card_that_comes_again_tomorrow_is_not_waited_for():
    after = Round((ONE,)).graded(ONE, memory(TOMORROW))
    assert after.next(NOW) is None


def test_what_is_put_off_comes_last():
    after = Round((ONE, TWO)).later(ONE)
    assert (asked(after), after.remaining) == ("two", 2)


def test_what_is_put_off_twice_is_left_for_another_time():
    after = Round((ONE, TWO)).later(ONE).later(TWO).later(ONE)
    assert (asked(after), after.remaining) == ("two", 1)


def test_a_card_that_is_put_off_is_not_asked_at_once_where_another_comes_again():
    put_off = Round((ONE, TWO)).graded(ONE, memory(SOON)).later(TWO)
    assert asked(put_off, NOW) == "one"
    assert asked(put_off.graded(ONE, memory(SOON)), NOW) == "two"


def test_of_what_is_put_off_a_sister_is_asked_rather_than_the_card_itself():
    sister, other = ONE._replace(card="passage"), TWO
    left = Round((ONE, sister, other)).graded(ONE, memory(TOMORROW, KNOWN))
    assert left.next(NOW) == other
    assert left.later(other).next(NOW) == sister


def test_a_card_that_comes_again_before_it_is_due_is_early():
    again = Round((ONE,)).graded(ONE, memory(SOON))
    row = again.next(NOW)
    assert row is not None
    assert again.is_early(row, NOW)
    assert not again.is_early(row, SOON)
    assert not Round((ONE,)).is_early(ONE, NOW)


def test_putting_the_last_card_off_ends_the_round():
    assert Round((ONE,)).later(ONE).next(NOW) is None


def test_a_round_knows_how_many_cards_are_new():
    known = card("known", memory(NOW, KNOWN))
    assert Round((ONE, known, TWO)).new == 2


def test_a_round_asks_what_is_due_and_then_what_comes_soon():
    later = card("later", memory(SOON))
    known = card("known", memory(NOW, KNOWN))
    begun = round_of(Queue(learning=[], known=[known], new=[ONE], soon=[later]))
    order = []
    while (row := begun.next(NOW)) is not None:
        order.append(row.annotation)
        begun = begun.without(row)
    assert order == ["known", "one", "later"]
