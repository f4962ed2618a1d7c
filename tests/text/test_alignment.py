from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import alignment
from reader.text.alignment import align, clipped, runs_of
from reader.text.runs import Run
from reader.text.spans import Span

TOKENS = st.lists(st.integers(0, 6), max_size=40)


def test_what_is_the_same_is_one_run() -> None:
    assert runs_of([1, 2, 3], [1, 2, 3]) == [Run(0, 0, 3)]


def test_what_was_inserted_parts_two_runs() -> None:
    assert runs_of([1, 2, 3, 4], [1, 2, 9, 3, 4]) == [Run(0, 0, 2), Run(2, 3, 2)]


def test_the_rarest_token_parts_a_region_rather_than_a_frequent_one() -> None:
    assert runs_of([5, 1, 5, 7, 5, 2], [8, 5, 7, 5, 9]) == [Run(2, 1, 3)]


def test_what_moved_is_a_run_out_of_order() -> None:
    block = [1, 2, 3, 4]
    rest = [10, 11, 12, 13, 14]
    assert runs_of([*block, *rest], [*rest, *block]) == [Run(4, 0, 5)]
    assert runs_of([*block, *rest], [*rest, *block], moves=True) == [Run(0, 5, 4), Run(4, 0, 5)]


@given(TOKENS, TOKENS, st.booleans(), st.sampled_from([0, 400]))
def test_runs_hold_the_same_tokens_and_no_token_twice(
    old: list[int], new: list[int], moves: bool, small: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "SMALL", small)
        runs = runs_of(old, new, moves)
    assert runs == sorted(runs)
    ours = [run.old + n for run in runs for n in range(run.length)]
    theirs = [run.new + n for run in runs for n in range(run.length)]
    assert [old[i] for i in ours] == [new[j] for j in theirs]
    assert len(set(ours)) == len(ours)
    assert len(set(theirs)) == len(theirs)
    if not moves:
        assert theirs == sorted(theirs)


@given(TOKENS, st.sampled_from([0, 400]))
def test_a_row_of_tokens_is_aligned_with_itself(row: list[int], small: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "SMALL", small)
        assert runs_of(row, row) == ([Run(0, 0, len(row))] if row else [])


def test_a_long_text_is_parted_at_its_unique_tokens_in_the_heaviest_order() -> None:
    first, second, third = list(range(300)), list(range(300, 400)), list(range(400, 700))
    assert runs_of([*first, *second, *third], [*second, *first, *third]) == [
        Run(0, 100, 300),
        Run(400, 400, 300),
    ]


def test_runs_are_cut_off_where_they_are_asked_for() -> None:
    runs = [Run(0, 0, 4), Run(6, 10, 4)]
    assert clipped(runs, 2, 7) == [Run(2, 2, 2), Run(6, 10, 1)]
    assert clipped(runs, 4, 6) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("|one two", "new |one two"), ("one two|", "new one two|"), ("one t|wo", "new one t|wo")],
)
def test_an_offset_goes_with_its_word(before: str, after: str) -> None:
    known = align(before.replace("|", ""), after.replace("|", ""))
    assert known.offset(before.index("|")) == after.index("|")


def test_an_offset_in_what_is_gone_goes_to_the_end_of_what_went_before() -> None:
    assert align("one two three", "one three").offset(5) == 3
    assert align("one two", "two").offset(1) == 0
    assert align("one", "").offset(1) == 0


def test_what_is_new_is_told() -> None:
    known = align("one two three", "one 2, three\nfour")
    assert known.changed() == [Span(4, 6), Span(13, 17)]
    assert align("one two", "One\ntwo").changed() == []
