"""Which versions of a record stay when machines meet, and that no order of meeting changes that."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from reader.annotations.lineage import (
    KEPT,
    content,
    decided,
    edited_by_hand,
    heads,
    merge,
    only_newer,
    replaced,
    replacing,
    revision,
    succeed,
    texts,
    united,
    version,
    visible,
)
from tests.annotations.meetings import Record, joined, met, notes


def first(note: str, **fields: Any) -> Record:
    """A record as its writer made it."""
    return succeed({"id": "a", "note": note, "deleted": "", **fields})


def then(old: Record, note: str, **fields: Any) -> Record:
    """What somebody made of a version that they saw."""
    return succeed({**old, "note": note, **fields}, old)


def gone(*seen: Record) -> Record:
    """The deletion of versions that somebody saw."""
    return succeed({**seen[0], "deleted": "2026-01-01"}, *seen)


# Revisions and names


def test_a_revision_is_a_number_or_nothing() -> None:
    records: list[Any] = [{"rev": 4}, {"rev": "4"}, {"rev": True}, {}, None, 7]
    assert [revision(record) for record in records] == [4, 0, 0, 0, 0, 0]


def test_a_version_has_one_name_in_whatever_order_it_is_written() -> None:
    record = {"rev": 3, "note": "é", "target": {"start": 1, "exact": "w"}}
    other = {"target": {"exact": "w", "start": 1}, "note": "é", "rev": 3}
    assert version(record) == version(other)
    assert version(record).startswith("3-")
    assert len(version(record)) == len("3-") + 10


@pytest.mark.parametrize("field", [{"prev": "2-abc"}, {"others": [{"rev": 3, "note": "x"}]}])
def test_it_has_that_name_whatever_it_replaced_and_whatever_stands_beside_it(field: Record) -> None:
    record = {"rev": 3, "note": "é"}
    assert version({**record, **field}) == version(record)


@pytest.mark.parametrize(
    "field", [{"note": "x"}, {"rev": 4}, {"modified": "x"}, {"by": "x"}, {"new": None}]
)
def test_whatever_else_differs_it_is_another_version(field: Record) -> None:
    record = {"rev": 3, "note": "é"}
    assert version({**record, **field}) != version(record)


def test_what_json_finds_hard_has_a_name_too() -> None:
    assert version({"note": "\ud800"}) != version({"note": "\ud801"})


def test_the_first_version_replaces_none() -> None:
    stolen = {"id": "a", "prev": "9-stolen", "rev": 9, "by": "x", "others": [{}]}
    record = succeed(stolen, by="run")
    assert record == {"id": "a", "rev": 1, "by": "run"}
    assert replaced(record) == frozenset()


def test_a_successor_names_what_its_writer_saw_and_all_that_this_replaced() -> None:
    one = first("1")
    two = then(one, "2")
    three = then(two, "3")
    assert three["rev"] == 3
    assert three["prev"] == f"{version(two)} {version(one)}"
    assert replaced(three) == {version(one), version(two)}


def test_a_successor_names_nothing_that_its_writer_did_not_see() -> None:
    start = first("0")
    one, other = then(start, "1"), then(start, "2")
    assert replaced(then(met(one, other), "3")) == {version(met(one, other)), version(start)}


def test_a_successor_of_two_versions_comes_after_both() -> None:
    one, two = first("1"), then(then(first("x"), "y"), "2")
    both = succeed({"id": "a", "note": "both"}, one, two)
    assert both["rev"] == 4
    assert {version(one), version(two)} <= replaced(both)
    assert met(one, two, both) == both


def test_the_names_are_canonical_the_newest_first_each_once() -> None:
    one, other = first("1"), first("2")
    old = first("0")
    for saw in permutations([one, other, then(old, "3"), old]):
        names = succeed({"id": "a"}, *saw)["prev"].split()
        assert names == sorted(set(names), key=lambda name: (-int(name.split("-")[0]), name))
        assert len(names) == 4


def test_a_record_names_only_the_newest_of_many() -> None:
    record = first("0")
    for number in range(30):
        record = then(record, str(number))
    names = record["prev"].split()
    assert [int(name.split("-")[0]) for name in names] == list(range(30, 30 - KEPT, -1))


@pytest.mark.parametrize("prev", [None, 5, ["1-a"], "", "  "])
def test_what_is_no_list_of_names_names_nothing(prev: object) -> None:
    assert replaced({"prev": prev}) == frozenset()


def test_strange_names_do_no_harm() -> None:
    record = {"id": "a", "rev": 1, "prev": "x -1-y ²-z 99999999999-a 2-b"}
    assert succeed({}, record)["prev"].split()[:2] == ["2-b", version(record)]


def test_the_content_is_what_a_person_wrote() -> None:
    record = {**then(first("1", modified="x"), "2"), "others": [first("3")]}
    assert content(record) == {"id": "a", "note": "2", "deleted": ""}


# Heads


def test_a_record_of_one_version_is_its_only_head() -> None:
    assert heads(first("1")) == [first("1")]


def test_the_heads_are_the_one_that_stands_and_the_others_in_their_order() -> None:
    record = {**first("1"), "others": [first("3"), first("2")]}
    assert heads(record) == [first("1"), first("3"), first("2")]


@pytest.mark.parametrize("damage", [None, 5, "text", [first("1")]])
def test_what_is_no_record_has_no_heads(damage: object) -> None:
    assert heads(damage) == visible(damage) == []


@pytest.mark.parametrize("others", [None, 5, "text", {}, [], [None, 5, "text"]])
def test_damaged_others_are_none(others: object) -> None:
    assert heads({**first("1"), "others": others}) == [first("1")]


def test_a_person_has_to_decide_about_others_that_say_something_else() -> None:
    record = {**first("1"), "others": [first("2"), first("3")]}
    assert visible(record) == [first("2"), first("3")]


def test_about_a_deletion_that_fell_nobody_has_to_decide() -> None:
    record = {**first("1"), "others": [gone(first("0")), first("2")]}
    assert visible(record) == [first("2")]


def test_what_says_the_same_is_shown_once() -> None:
    late, later = first("1", modified="2"), first("2", modified="2")
    record = {**late, "others": [first("1", modified="1"), later, first("2", modified="1")]}
    assert visible(record) == [later]


def test_an_edit_may_replace_all_but_what_a_person_has_to_decide_about() -> None:
    same, fell = first("1", modified="1"), gone(first("0"))
    record = {**first("1", modified="2"), "others": [first("2"), same, fell]}
    assert decided(record) == [first("1", modified="2"), same, fell]
    assert decided(None) == []


def test_what_a_person_can_read_are_notes_and_tags_of_the_versions_shown() -> None:
    one, other = first("1", tags=["t"]), first("2")
    shown = texts({**one, "others": [other]})
    assert shown == texts(one) | texts(other)
    assert len(shown) == 2
    assert texts({**one, "others": [gone(other), {**one, "modified": "x"}]}) == texts(one)
    assert texts({**one, "colour": "pink"}) == texts(one) != texts({**one, "tags": ["u"]})
    assert texts(None) == set()


def test_a_record_can_replace_versions_that_are_older_than_it_would_name() -> None:
    one = last = first("old")
    known = [one]
    for number in range(KEPT + 2):
        last = then(last, f"{number}")
        known.append(last)
    deleted = gone(last)
    assert notes(met(one, deleted)) == ["old"]
    all_gone = replacing(deleted, [deleted, *known])
    assert version(all_gone) == version(deleted)
    assert replaced(all_gone) == {version(each) for each in known}
    for order in permutations([one, all_gone, last]):
        assert met(*order) == all_gone


# Uniting


def test_who_saw_the_other_version_replaces_it() -> None:
    one = first("1")
    two = then(one, "2")
    assert met(one, two) == met(two, one) == two


def test_it_does_so_however_many_versions_lie_between() -> None:
    one = first("0")
    last = one
    for number in range(1, KEPT):
        last = then(last, str(number))
    assert met(one, last) == met(last, one) == last


def test_of_an_older_version_than_is_named_both_texts_are_shown() -> None:
    one = first("old")
    last = one
    for number in range(KEPT + 1):
        last = then(last, str(number))
    assert notes(met(one, last)) == [str(KEPT), "old"]


def test_two_who_did_not_see_each_other_both_stay_as_they_wrote_it() -> None:
    start = first("0")
    one, other = then(start, "x", modified="2"), then(start, "y", modified="1")
    record = met(one, other)
    assert record == {**one, "others": [other]}
    assert heads(record) == [one, other]


def test_more_changes_are_no_reason_to_drop_the_other_text() -> None:
    start = first("0")
    often, once = then(then(then(start, "1"), "2"), "often"), then(start, "once")
    assert notes(met(often, once)) == notes(met(once, often)) == ["often", "once"]


def test_of_equal_revisions_the_later_stands() -> None:
    start = first("0")
    early, late = then(start, "z", modified="2026-01-01"), then(start, "a", modified="2026-01-02")
    assert notes(met(early, late)) == notes(met(late, early)) == ["a", "z"]


def test_all_machines_let_the_same_one_of_two_stand_that_were_written_at_once() -> None:
    start = first("0")
    one, other = then(start, "1", modified="x"), then(start, "2", modified="x")
    assert met(one, other) == met(other, one)
    assert sorted(notes(met(one, other))) == ["1", "2"]


@pytest.mark.parametrize("modified", [None, 5, ["x"]])
def test_a_time_that_is_none_is_the_earliest(modified: object) -> None:
    odd, dated = first("a", modified=modified), first("b", modified="2026")
    assert notes(met(odd, dated)) == ["b", "a"]


def test_the_one_that_stands_did_not_see_what_stands_beside_it() -> None:
    start = first("0")
    one, other = then(start, "1"), then(start, "2")
    record = met(one, other)
    assert replaced(record) == {version(start)}
    assert met(record, one) == met(other, record) == record


def test_what_replaces_the_one_that_stands_leaves_the_other() -> None:
    start = first("0")
    stands, falls = then(start, "stands", modified="2"), then(start, "falls", modified="1")
    edited = then(stands, "edited")
    for order in permutations([met(stands, falls), edited, stands]):
        assert met(*order) == {**edited, "others": [falls]}


def test_what_falls_and_is_replaced_is_not_shown_beside_its_own_successor() -> None:
    start = first("0")
    stands, falls = then(start, "stands", modified="2"), then(start, "falls", modified="1")
    later = then(falls, "later")
    for order in permutations([met(stands, falls), later, falls]):
        assert notes(met(*order)) == ["later", "stands"]


def test_who_saw_both_and_decided_replaces_both() -> None:
    start = first("0")
    one, other = then(start, "1"), then(start, "2")
    decided = succeed({"id": "a", "note": "3"}, one, other)
    for order in permutations([one, other, met(one, other), decided]):
        assert met(*order) == decided


def test_who_did_not_see_the_decision_stands_beside_it() -> None:
    start = first("0")
    one, other = then(start, "1"), then(start, "2")
    decided, edited = succeed({"id": "a", "note": "3"}, one, other), then(one, "4")
    assert sorted(notes(met(decided, edited))) == ["3", "4"]


def test_the_same_words_at_another_time_are_both_kept_and_shown_once() -> None:
    start = first("0")
    early, late = then(start, "same", modified="1"), then(start, "same", modified="2")
    assert heads(met(early, late)) == [late, early]
    assert notes(met(early, late)) == ["same"]


def test_what_damage_took_from_the_names_of_a_version_is_completed() -> None:
    one, other = first("1"), first("2")
    whole = succeed({"id": "a", "note": "3"}, one, other)
    damaged = {**whole, "prev": version(one)}
    for order in permutations([damaged, whole, one, other]):
        assert met(*order) == whole


def test_two_that_claim_to_replace_each_other_both_stay() -> None:
    one, other = {"note": "1", "rev": 1}, {"note": "2", "rev": 1}
    record = met({**one, "prev": version(other)}, {**other, "prev": version(one)})
    assert sorted(notes(record)) == ["1", "2"]


def test_three_at_once_are_all_kept() -> None:
    start = first("0")
    versions = [then(start, note) for note in ("1", "2", "3")]
    records = [met(*order) for order in permutations(versions)]
    assert all(record == records[0] for record in records)
    assert sorted(notes(records[0])) == ["1", "2", "3"]


def test_a_record_is_united_from_its_own_heads() -> None:
    start = first("0")
    record = met(then(start, "1"), then(start, "2"), gone(start))
    assert united(heads(record)) == united(heads(record)[::-1]) == record


# Deletions


def test_an_edit_stands_before_a_deletion_that_did_not_see_it() -> None:
    start = first("0")
    deleted = gone(then(then(start, "1"), "2"))
    edited = then(start, "edited")
    for record in (met(deleted, edited), met(edited, deleted)):
        assert record == {**edited, "others": [deleted]}
        assert notes(record) == ["edited"]


def test_a_deletion_that_saw_the_edit_replaces_it() -> None:
    edited = then(first("0"), "edited")
    assert met(gone(edited), edited) == met(edited, gone(edited)) == gone(edited)


def test_two_deletions_show_nothing() -> None:
    start = first("0")
    record = met(gone(start), gone(then(start, "1")))
    assert record["deleted"]
    assert notes(record) == visible(record) == []


def test_a_deletion_of_both_versions_leaves_neither() -> None:
    start = first("0")
    one, other = then(start, "1"), then(start, "2")
    deleted = gone(*heads(met(one, other)))
    for order in permutations([one, other, deleted]):
        assert met(*order) == deleted


def test_a_deletion_of_one_leaves_the_other_that_it_did_not_see() -> None:
    start = first("0")
    one, other = then(start, "1", modified="2"), then(start, "2", modified="1")
    for order in permutations([one, other, gone(one)]):
        assert notes(met(*order)) == ["2"]


# Tables


def test_missing_never_means_deleted() -> None:
    one, two = first("1"), {**first("2"), "id": "b"}
    assert joined({"a": one}, {"b": two}) == {"a": one, "b": two}
    assert joined({"a": one}, {}) == joined({}, {"a": one}) == {"a": one}


def test_records_of_different_ids_have_nothing_to_do_with_each_other() -> None:
    one = first("1")
    assert joined({"a": one}, {"b": then(one, "2")}) == {"a": one, "b": then(one, "2")}


def test_it_is_told_where_there_is_more_to_decide_than_before() -> None:
    start = first("0")
    one, other = then(start, "1"), then(start, "2")
    assert merge({"a": one}, {"a": other}).conflicts == {"a"}
    for ours, theirs in (
        (start, one),
        (one, start),
        (one, gone(start)),
        (met(one, other), other),
        (met(one, other), then(one, "3")),
        (met(one, other), gone(one, other)),
    ):
        assert merge({"a": ours}, {"a": theirs}).conflicts == frozenset()


def test_merging_changes_neither_side() -> None:
    start = first("0")
    ours, theirs = (
        {"a": met(then(start, "1"), then(start, "3"))},
        {"a": then(start, "2"), "b": start},
    )
    before = repr((ours, theirs))
    merge(ours, theirs)
    assert repr((ours, theirs)) == before


@pytest.mark.parametrize("damage", [None, 5, "text", [1]])
def test_what_is_no_record_gives_way_to_one_that_is(damage: object) -> None:
    table = {"a": met(first("1"), first("2"))}
    assert joined({"a": damage}, table) == joined(table, {"a": damage}) == table


def test_of_two_that_are_no_records_all_machines_keep_the_same() -> None:
    assert joined({"a": 5}, {"a": "text"}) == joined({"a": "text"}, {"a": 5})


# What is in a file


def test_of_a_damaged_file_counts_what_is_missing_here_or_was_changed_more_often() -> None:
    ours = first("old")
    later = then(ours, "new")
    assert only_newer({"a": later, "b": ours}, {"a": ours}) == {"a": later, "b": ours}
    assert only_newer({"a": ours, "b": None}, {"a": later, "b": ours}) == {}


def test_a_record_that_changed_but_for_its_book_was_edited_by_hand() -> None:
    ours = first("old")
    assert edited_by_hand({**ours, "note": "by hand"}, ours)
    assert not edited_by_hand(then(ours, "in Reader"), ours)


@pytest.mark.parametrize("theirs", [first("old"), None, "note"])
def test_what_did_not_change_or_is_no_record_was_not_edited_by_hand(theirs: object) -> None:
    assert not edited_by_hand(theirs, first("old"))
