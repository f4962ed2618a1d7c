"""Any history of machines that write one record apart and meet: none loses a text, all agree."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.lineage import KEPT, heads, succeed, united, version, visible
from tests.annotations.meetings import Record, met, notes


class Machines:
    """Some machines that change one record, each seeing what it has, and take in each other's.

    Of every version it is known which ones its writer saw and meant to replace, and of every
    machine which versions ever came to it.
    """

    def __init__(self, count: int) -> None:
        start = succeed({"id": "a", "note": "0", "deleted": ""})
        self.records = [start] * count
        self.written = {version(start): start}
        self.replaces: dict[str, set[str]] = {version(start): set()}
        self.known = [{version(start)} for _ in range(count)]

    def write(self, where: int, seen: list[Record], *versions: Record) -> None:
        """Put versions that replace what was seen into a machine's record.

        No more than a record can name: what is older than that is shown beside it.
        """
        if len(self.written) + len(versions) > KEPT:
            return
        self.records[where] = united([*versions, *heads(self.records[where])])
        for one in versions:
            self.written[version(one)] = one
            self.replaces[version(one)] = set(map(version, seen))
            self.known[where].add(version(one))

    def edit(self, where: int, moment: int) -> None:
        """Write a note on the version that stands; what is to be decided stays so."""
        record = self.records[where]
        seen = [one for one in heads(record) if one not in visible(record)]
        note = f"{len(self.written)}"
        new = {**record, "note": note, "deleted": "", "modified": f"{moment}"}
        self.write(where, seen, succeed(new, *seen, by=f"{where}"))

    def delete(self, where: int, moment: int) -> None:
        seen = heads(self.records[where])
        new = {**seen[0], "deleted": "now", "modified": f"{moment}"}
        self.write(where, seen, succeed(new, *seen, by=f"{where}"))

    def settle(self, where: int, moment: int) -> None:
        """Decide for the last of the versions."""
        seen = heads(self.records[where])
        new = {**seen[-1], "deleted": "", "modified": f"{moment}"}
        self.write(where, seen, succeed(new, *seen, by=f"{where}"))

    def bring_back(self, where: int, moment: int) -> None:
        """Write all versions again, as an undo does that brings several back."""
        seen = heads(self.records[where])
        again = [succeed({**o, "modified": f"{moment}"}, *seen, by=f"{where}") for o in seen]
        again[0]["rev"] += 1
        self.write(where, seen, *again)

    def take(self, where: int, whence: int) -> None:
        self.records[where] = met(self.records[where], self.records[whence])
        self.known[where] |= self.known[whence]

    def expected(self, known: set[str]) -> set[str]:
        """The names of the versions that nobody who saw them replaced."""
        return known - set[str]().union(*(self.replaces[name] for name in known))


MACHINE = st.integers(0, 2)
WRITE = st.tuples(
    st.sampled_from(["edit", "delete", "settle", "bring_back"]), MACHINE, st.integers(0, 2)
)
TAKE = st.tuples(st.just("take"), MACHINE, MACHINE)
HISTORIES = st.lists(WRITE | TAKE, max_size=14)
History = list[tuple[str, int, int]]


def lived(history: History) -> Machines:
    machines = Machines(3)
    for do, *arguments in history:
        getattr(machines, do)(*arguments)
    return machines


@given(HISTORIES)
def test_merging_is_commutative(history: History) -> None:
    one, other, _ = lived(history).records
    assert met(one, other) == met(other, one)


@given(HISTORIES)
def test_merging_again_changes_nothing(history: History) -> None:
    one, other, _ = lived(history).records
    both = met(one, other)
    assert met(both, one) == met(both, other) == met(both, both) == both
    assert united(heads(one)) == one


@settings(max_examples=300)
@given(HISTORIES)
def test_merging_is_associative(history: History) -> None:
    one, two, three = lived(history).records
    assert met(met(one, two), three) == met(one, met(two, three))


@given(HISTORIES)
def test_whatever_the_order_of_exchange_all_machines_come_to_one_end(history: History) -> None:
    records = lived(history).records
    ends = []
    for order in permutations(range(3)):
        now = list(records)
        for _ in range(2):
            for here, there in zip(order, (*order[1:], order[0]), strict=True):
                now[here] = met(now[here], now[there])
        assert now[0] == now[1] == now[2]
        ends.append(now[0])
    assert all(end == ends[0] for end in ends)


@settings(max_examples=300)
@given(HISTORIES)
def test_a_record_holds_exactly_the_versions_that_nobody_who_saw_them_replaced(
    history: History,
) -> None:
    machines = lived(history)
    for record, known in zip(machines.records, machines.known, strict=True):
        assert {version(one) for one in heads(record)} == machines.expected(known)


@settings(max_examples=300)
@given(HISTORIES)
def test_no_text_is_lost_that_nobody_who_saw_it_replaced(history: History) -> None:
    machines = lived(history)
    left = [machines.written[name] for name in machines.expected(set(machines.written))]
    shown = notes(met(*machines.records))
    assert {one["note"] for one in left if not one.get("deleted")} == set(shown)
    assert len(shown) == len(set(shown))


@given(HISTORIES)
def test_a_deleted_version_stands_only_where_nothing_else_is_left(history: History) -> None:
    record = met(*lived(history).records)
    assert bool(record.get("deleted")) == (notes(record) == [])
    assert all(one.get("deleted") for one in heads(record)) or not record.get("deleted")


@given(HISTORIES)
def test_names_are_canonical_in_every_history(history: History) -> None:
    for record in heads(met(*lived(history).records)):
        names = record.get("prev", "").split()
        assert names == sorted(set(names), key=lambda name: (-int(name.split("-")[0]), name))
        assert version(record) not in names
