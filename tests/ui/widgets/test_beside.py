"""Where cards stand beside the text."""

from hypothesis import given
from hypothesis import strategies as st

from reader.ui.widgets.beside import Place, Wish, arrange


def rows(places):
    """The first row and the rows of each card."""
    return [(place.row, place.rows) for place in places]


def test_a_card_stands_at_the_row_of_its_passage():
    assert rows(arrange([Wish(5, 3, 2), Wish(20, 4, 2)], 1, 40)) == [(5, 3), (20, 4)]


def test_a_card_is_shortened_where_the_next_one_begins():
    assert rows(arrange([Wish(5, 6, 2), Wish(9, 6, 2)], 1, 40)) == [(5, 4), (9, 6)]


def test_a_card_is_pushed_down_only_as_far_as_the_least_rows_of_the_one_above():
    assert rows(arrange([Wish(5, 6, 2), Wish(6, 6, 2)], 1, 40)) == [(5, 2), (7, 6)]


def test_a_card_of_one_row_stays_one_row():
    assert rows(arrange([Wish(5, 1, 2), Wish(5, 3, 2)], 1, 40)) == [(5, 1), (6, 3)]


def test_the_current_card_is_whole_and_at_its_row_and_others_make_room():
    wishes = [Wish(5, 6, 2), Wish(6, 6, 2), Wish(7, 6, 2)]
    assert rows(arrange(wishes, 1, 40, 1)) == [(4, 2), (6, 6), (12, 6)]


def test_the_current_card_moves_up_where_it_would_not_fit():
    assert arrange([Wish(18, 6, 2)], 1, 20, 0) == [Place(0, 14, 6)]


def test_cards_for_which_there_is_no_room_are_left_out():
    places = arrange([Wish(3, 4, 2)] * 10, 1, 10)
    assert [place.number for place in places] == [0, 1, 2, 3]
    above = arrange([Wish(3, 4, 2)] * 10, 1, 10, 9)
    assert [place.number for place in above] == [8, 9]


def test_without_room_there_are_no_cards():
    assert arrange([Wish(0, 3, 2)], 1, 1) == []
    assert arrange([Wish(0, 3, 2)], 1, 1, 0) == []


WISHES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 12), st.integers(1, 3)), max_size=30
).map(lambda triples: [Wish(*triple) for triple in sorted(triples)])


@given(WISHES, st.integers(-1, 30), st.integers(1, 40))
def test_no_card_lies_over_another_or_outside_and_their_order_stays(wishes, current, bottom):
    places = arrange(wishes, 1, bottom, current)
    below = 1
    for place in places:
        assert place.row >= below
        assert 1 <= place.rows <= wishes[place.number].rows
        below = place.row + place.rows
    assert below <= max(bottom, 1)
    numbers = [place.number for place in places]
    assert numbers == sorted(set(numbers))


@given(WISHES, st.integers(0, 29), st.integers(2, 40))
def test_the_current_card_is_as_whole_as_the_pane_is_high(wishes, current, bottom):
    if current < len(wishes):
        (place,) = (p for p in arrange(wishes, 1, bottom, current) if p.number == current)
        assert place.rows == min(wishes[current].rows, bottom - 1)
        assert place.row == max(1, min(wishes[current].row, bottom - place.rows))
