"""What is done with a whole journal: marked as saved, rotated, made to forget, moved along."""

from __future__ import annotations

import errno
import gzip
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import journal as module
from reader.annotations.entries import BASE, BEGIN, SAVED, last_saved, line, parse, saved_in
from reader.annotations.files import Signature, replace_file
from reader.annotations.journal import Journal, journal_path
from reader.errors import StorageError
from tests.annotations.lines import ONE, THREE, TWO, again, records, said

# What was saved


def test_a_line_says_which_file_was_written_and_how_far_it_goes() -> None:
    text = line(SAVED, at="t", run="r", file=[1, 2, 3], upto=9)
    assert last_saved(ONE + text + TWO) == (Signature(1, 2, 3), 9)


def test_the_last_whole_line_counts() -> None:
    one, two = (line(SAVED, at="t", run="r", file=[n, n, n], upto=n) for n in (1, 2))
    assert last_saved(one + ONE + two) == (Signature(2, 2, 2), 2)
    assert last_saved(one + ONE + two[:-9]) == (Signature(1, 1, 1), 1)
    assert last_saved(one + two.replace(b'"upto":2', b'"upto":3')) == (Signature(1, 1, 1), 1)


def test_a_note_that_looks_like_such_a_line_is_none() -> None:
    looks = '00000000 {"do":"saved","file":[1,2,3],"upto":9}'
    assert last_saved(said("add", a={"note": looks}) + said("saved", a={"note": looks})) is None
    assert last_saved(b"") is None


@pytest.mark.parametrize(
    "more", [{}, {"file": [1, 2], "upto": 1}, {"file": [1, 2, 3]}, {"file": "abc", "upto": 1}]
)
def test_such_a_line_that_says_nothing_usable_is_none(more: dict[str, Any]) -> None:
    entry = parse(line(SAVED, at="", run="", **more), 0)
    assert entry is not None
    assert saved_in(entry) is None


# Rotation


@pytest.mark.parametrize("left", [None, b"", b"\0" * 400, b"zzz\n"])
def test_an_archive_outlives_the_loss_of_its_journal(log: Journal, left: bytes | None) -> None:
    log.append([ONE])
    rotated(log, a={"n": 1})
    if left is None:
        log.path.unlink()
    else:
        log.path.write_bytes(left)
    again = Journal(log.path)
    again.load()
    again.append([TWO])
    assert [entry.records for entry in again.all() if entry.do == "add"] == [
        entry.records for entry in log.entries(ONE + TWO)
    ]
    first = again.archives()
    rotated(again, a={"n": 2})
    assert [path.name[-9:] for path in again.archives()] == [".1.log.gz", ".2.log.gz"]
    assert again.archives()[:1] == first
    assert [entry.records for entry in again.all() if entry.do == "add"] == [
        entry.records for entry in log.entries(ONE + TWO)
    ]


def rotated(log: Journal, **table: Any) -> None:
    log.rotate(table, "/library/annotations/x.json", "r")


def test_a_rotation_keeps_the_old_lines_in_an_archive_and_begins_with_all_records(
    log: Journal,
) -> None:
    log.append([ONE, TWO])
    rotated(log, a={"n": 2}, b={"n": 0})
    [archive] = log.archives()
    assert archive.name == "x.1.log.gz"
    assert gzip.decompress(archive.read_bytes()) == ONE + TWO
    other = again(log)
    begin, base = other.entries(other.load())
    assert (begin.do, begin.more) == (
        BEGIN,
        {"path": "/library/annotations/x.json", "archives": 1},
    )
    assert (base.do, base.records) == (BASE, {"a": {"n": 2}, "b": {"n": 0}})
    assert log.news() == []


def test_the_history_goes_on_through_all_archives(log: Journal) -> None:
    log.append([ONE])
    rotated(log, a={"n": 1})
    log.append([TWO])
    rotated(log, a={"n": 2})
    log.append([THREE])
    adds = [entry for entry in again(log).all() if entry.do == "add"]
    assert [entry.records["a"]["n"] for entry in adds] == [1, 2, 3]


def test_archives_come_in_the_order_of_their_numbers(log: Journal) -> None:
    for number in range(11):
        log.append([said("add", a={"n": number})])
        rotated(log, a={"n": number})
    assert [path.name for path in log.archives()] == [f"x.{n}.log.gz" for n in range(1, 12)]


def test_many_records_are_put_into_several_lines(
    log: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SLICE", 2)
    table = {str(n): {"n": n} for n in range(5)}
    log.append([ONE])
    rotated(log, **table)
    entries = [entry for entry in again(log).all() if entry.do == BASE]
    assert [len(entry.records) for entry in entries] == [2, 2, 1]
    assert {i: r for entry in entries for i, r in entry.records.items()} == table


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_rotation_that_fails_half_way_changes_nothing_and_can_be_done_again(
    log: Journal, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    log.append([ONE, TWO])
    calls = iter(range(1, 9))

    def replace(path: Path, content: bytes) -> Signature:
        if next(calls) == fails_at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace_file(path, content)

    with monkeypatch.context() as failing:
        failing.setattr(module, "replace_file", replace)
        with pytest.raises(StorageError, match="disk full"):
            rotated(log, a={"n": 2})
    assert log.path.read_bytes() == ONE + TWO
    assert log.news() == []
    assert records(list(again(log).all())) == [{"a": {"n": 1}}, {"a": {"n": 2}}]
    rotated(log, a={"n": 2})
    adds = [entry for entry in again(log).all() if entry.do == "add"]
    assert [entry.records["a"]["n"] for entry in adds] == [1, 2]


def test_a_damaged_archive_takes_nothing_but_itself(log: Journal) -> None:
    for text in (ONE, TWO):
        log.append([text])
        rotated(log, a={"n": 0})
    log.archives()[0].write_bytes(b"no gzip")
    adds = [entry for entry in again(log).all() if entry.do == "add"]
    assert [entry.records["a"]["n"] for entry in adds] == [2]


def test_the_archives_of_another_document_are_not_ours(log: Journal) -> None:
    log.append([ONE])
    rotated(log, a={"n": 1})
    other = Journal(log.path.with_name("x[1].log"))
    other.append([TWO])
    other.rotate({"a": {"n": 2}}, "/library/annotations/x[1].json", "r")
    assert [path.name for path in log.archives()] == ["x.1.log.gz"]
    assert [path.name for path in other.archives()] == ["x[1].1.log.gz"]


# Forgetting


def test_what_is_forgotten_is_in_no_line_and_no_archive_but_as_it_is_now(log: Journal) -> None:
    secret, bare = {"note": "secret"}, {"deleted": "now"}
    log.append([said("add", a=secret, b={"note": "b"}), said("add", a=secret)])
    rotated(log, a=secret, b={"note": "b"})
    log.append([said("change", a=secret), said("forget", a=bare)])
    log.append([line(SAVED, at="t", run="r", file=[1, 2, 3], upto=9)])
    log.forget(frozenset("a"), {"a": bare, "b": {"note": "b"}})
    assert b"secret" not in log.path.read_bytes()
    assert all(b"secret" not in gzip.decompress(path.read_bytes()) for path in log.archives())
    left = [(entry.do, entry.records) for entry in again(log).all() if entry.do != BEGIN]
    assert left == [
        ("add", {"b": {"note": "b"}}),
        ("base", {"b": {"note": "b"}}),
        ("forget", {"a": bare}),
    ]
    assert log.news() == []


def test_a_line_that_holds_nothing_to_forget_stays_byte_for_byte(log: Journal) -> None:
    begin = line(BEGIN, at="t", run="r", path="/x", archives=0)
    log.append([begin, said("add", b={"note": "é"}), said("add", a={"note": "secret"})])
    log.forget(frozenset("a"), {})
    assert log.path.read_bytes() == begin + said("add", b={"note": "é"})


def test_a_damaged_line_does_not_keep_what_is_forgotten(log: Journal) -> None:
    torn = said("add", a={"note": "secret"})[:-4] + b"\n"
    log.append([ONE, torn])
    log.forget(frozenset("a"), {})
    assert b"secret" not in log.path.read_bytes()


# Where it stands


def test_documents_of_one_name_in_two_libraries_have_journals_of_their_own(tmp_path: Path) -> None:
    one, two = (journal_path(tmp_path, tmp_path / name / "x.json") for name in ("one", "two"))
    assert one != two
    assert one.name == two.name == "x.log"
    assert one.parents[1] == two.parents[1] == tmp_path / "journals"


class Place:
    """A document's file in a library that can be moved, with its journal."""

    def __init__(self, root: Path) -> None:
        self.root, self.state = root, root / "state"

    def write(self, library: str, *lines: bytes) -> None:
        path = self.root / library / "x.json"
        log = Journal(journal_path(self.state, path))
        begun = [line(BEGIN, at="t", run="r", path=str(path))] if not log.load() else []
        log.append([*begun, *lines])

    def read(self, library: str) -> list[Any]:
        log = Journal(journal_path(self.state, self.root / library / "x.json"))
        return [entry.records["a"]["n"] for entry in log.all() if entry.do == "add"]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "x.json").write_text("{}")
    return Place(tmp_path)


def test_a_library_that_was_moved_takes_its_journals_along(place: Place) -> None:
    place.write("here", ONE)
    log = Journal(journal_path(place.state, place.root / "here" / "x.json"))
    log.rotate({"a": {"n": 1}}, str(place.root / "here" / "x.json"), "r")
    place.write("here", TWO)
    (place.root / "here").rename(place.root / "there")
    assert place.read("there") == [1, 2]
    place.write("there", THREE)
    assert place.read("there") == [1, 2, 3]
    assert not log.path.exists()


def test_a_library_moved_twice_still_has_its_journals(place: Place) -> None:
    place.write("here", ONE)
    for old, new in (("here", "there"), ("there", "elsewhere")):
        (place.root / old).rename(place.root / new)
        assert place.read(new) == [1]


def test_a_library_moved_there_and_back_still_has_its_journals(place: Place) -> None:
    place.write("here", ONE)
    (place.root / "here").rename(place.root / "there")
    place.write("there", TWO)
    (place.root / "there").rename(place.root / "here")
    assert place.read("here") == [1, 2]


def test_what_was_never_saved_moves_with_its_library_too(place: Place) -> None:
    (place.root / "here" / "x.json").unlink()
    place.write("here", ONE)
    (place.root / "here").rename(place.root / "there")
    assert place.read("there") == [1]


def test_a_copy_of_a_library_begins_a_journal_of_its_own(place: Place) -> None:
    place.write("here", ONE)
    (place.root / "copy").mkdir()
    (place.root / "copy" / "x.json").write_text("{}")
    assert place.read("copy") == []
    assert place.read("here") == [1]


def test_a_journal_that_is_gone_but_for_its_archives_is_not_replaced_by_another(
    place: Place,
) -> None:
    place.write("here", ONE)
    log = Journal(journal_path(place.state, place.root / "here" / "x.json"))
    log.rotate({"a": {"n": 1}}, str(place.root / "here" / "x.json"), "r")
    log.path.unlink()
    (place.root / "gone").mkdir()
    place.write("gone", TWO)
    place.write("gone", THREE)
    (place.root / "gone").rmdir()
    assert place.read("here") == [1]


def test_a_damaged_beginning_of_another_journal_is_in_nobodys_way(place: Place) -> None:
    other = place.state / "journals" / "other" / "x.log"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"\0\0\0\n")
    assert place.read("here") == []
    assert other.exists()
