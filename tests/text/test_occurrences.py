from __future__ import annotations

from reader.text.occurrences import Occurrences


def occurrences_of(tokens: list[int]) -> Occurrences:
    found = Occurrences()
    for _ in found.steps(tokens):
        pass
    return found


def test_a_rare_token_says_more_than_a_frequent_one() -> None:
    found = occurrences_of([1, 1, 1, 2])
    assert found.weight(9) > found.weight(2) > found.weight(1) > 0


def test_the_stretch_that_holds_most_of_a_passage_comes_first() -> None:
    row = list(range(100, 200))
    text = [*row[:50], 1, 2, 3, 4, *row[50:], 1, 2, *row[:40]]
    found = occurrences_of(text)
    low, high = found.stretches([1, 2, 3, 4], 1)[0]
    assert low <= 50 < 54 <= high
    both = found.stretches([1, 2, 3, 4], 5)
    assert any(low <= 104 < high for low, high in both)


def test_a_passage_of_which_nothing_is_there_is_nowhere() -> None:
    assert occurrences_of([1, 2, 3]).stretches([7, 8], 3) == []
    assert occurrences_of([]).stretches([1], 3) == []


def test_a_token_that_is_everywhere_says_nothing_about_a_place() -> None:
    assert occurrences_of([1] * 5000).stretches([1], 3) == []
