"""Memory, journal and file of one document, whatever happens to each of them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.annotations import ledger as module
from reader.annotations import storage
from reader.annotations.entries import line
from reader.annotations.files import PATIENCE, Signature
from reader.annotations.journal import Journal
from reader.annotations.ledger import Ledger
from reader.annotations.lineage import heads, succeed, visible
from reader.annotations.schema import SCHEMA, described, newer
from reader.errors import StorageError
from tests.annotations.ledgers import Open, Record, in_file, log_of, notes, put
from tests.annotations.stores import rotate

# Writing and saving


def test_a_write_is_in_the_journal_and_a_save_in_the_file(
    one: Ledger, path: Path, tmp_path: Path
) -> None:
    put(one, "a", "1")
    assert b'"note":"1"' in log_of(tmp_path).read_bytes()
    assert not path.exists()
    assert (one.behind, one.unsettled) == (1, True)
    assert one.save()
    assert in_file(path) == {"a": "1"}
    assert (one.behind, one.unsettled) == (0, False)


def test_a_write_plans_with_the_newest_records(one: Ledger, two: Ledger) -> None:
    put(one, "a", "1")
    put(two, "a", "2")
    put(one, "a", "3")
    assert notes(one) == notes(two) == {"a": "3"}
    assert one.records["a"]["rev"] == 3


def test_a_plan_of_nothing_writes_nothing(one: Ledger, tmp_path: Path) -> None:
    assert one.write("change", dict) is None
    assert list(tmp_path.glob("state/journals/*/*")) == []


def test_a_plan_that_fails_changes_nothing(one: Ledger, tmp_path: Path) -> None:
    put(one, "a", "1")
    before = log_of(tmp_path).read_bytes()

    def fails() -> dict[str, Record]:
        raise KeyError("a")

    for plan in (fails, lambda: {"a": {"note": object()}}):
        with pytest.raises((KeyError, TypeError)):
            one.write("change", plan)
    assert log_of(tmp_path).read_bytes() == before
    assert notes(one) == {"a": "1"}


def test_what_changed_is_told_once(one: Ledger, two: Ledger) -> None:
    put(one, "a", "1")
    assert one.drain() == {"a"}
    assert one.drain() == set()
    two.refresh()
    assert two.drain() == {"a"}


def test_what_is_written_again_as_it_is_in_the_file_changes_no_byte_of_it(
    one: Ledger, path: Path
) -> None:
    put(one, "a", "1")
    one.save()
    before = path.stat()
    assert not one.save()
    assert path.stat() == before


# Two ledgers


def test_each_takes_in_what_the_other_wrote_saved_or_not(one: Ledger, two: Ledger) -> None:
    for number, (writer, reader) in enumerate(((one, two), (two, one)) * 2):
        put(writer, str(number), "n")
        if number > 1:
            writer.save()
        assert str(number) in notes(reader)
    assert notes(one) == notes(two)


def test_the_file_that_another_window_saved_is_not_read_again(
    one: Ledger, two: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(one, "b", "0")
    two.refresh()
    for note in ("1", "2"):
        put(one, "a", note)
        one.save()
        with monkeypatch.context() as closed:
            closed.setattr(storage, "read_signed_json", _fail)
            assert notes(two) == {"a": note, "b": "0"}
        assert not two.unsettled


def _fail(*_: object) -> None:
    raise AssertionError("the file was read")


def test_what_a_window_wrote_after_another_saved_is_still_to_be_saved(
    one: Ledger, two: Ledger, path: Path
) -> None:
    put(one, "a", "1")
    put(two, "b", "2")
    one.save()
    put(two, "c", "3")
    two.refresh()
    assert two.behind == 1
    two.save()
    assert in_file(path) == {"a": "1", "b": "2", "c": "3"}
    assert not two.unsettled
    one.refresh()
    assert not one.unsettled


@pytest.mark.usefixtures("settled")
def test_a_file_as_it_was_left_is_not_merged_again(one: Ledger, open_ledger: Open) -> None:
    put(one, "a", "1")
    one.save()
    put(one, "b", "2")
    again = open_ledger()
    assert notes(again) == {"a": "1", "b": "2"}
    assert again.behind == 1
    assert len(again.notices) == 1


def test_where_the_line_of_a_save_is_lost_the_whole_journal_is_read(
    one: Ledger, open_ledger: Open, tmp_path: Path
) -> None:
    put(one, "a", "1")
    one.save()
    lines = log_of(tmp_path).read_bytes().splitlines(keepends=True)
    log_of(tmp_path).write_bytes(b"".join(text for text in lines if b'"do":"saved"' not in text))
    again = open_ledger()
    assert notes(again) == {"a": "1"}
    assert (again.unsettled, again.notices) == (False, ())


def test_a_line_whose_writer_had_not_seen_what_the_file_brought_does_not_replace_it(
    one: Ledger, two: Ledger, open_ledger: Open, path: Path
) -> None:
    put(one, "a", "old")
    one.save()
    brought = json.loads(path.read_bytes())
    old = brought["annotations"]["a"]
    brought["annotations"]["a"] = succeed(
        {**old, "note": "from the file"}, old, by="another machine"
    )

    def plan() -> dict[str, Record]:
        path.write_text(json.dumps(brought))
        one.refresh()
        return {"a": succeed({**old, "note": "from the window"}, old, by="two")}

    two.write("change", plan)
    one.refresh()
    one.save()
    for each in (one, two, open_ledger()):
        each.refresh()
        found = sorted(version["note"] for version in heads(each.records["a"]))
        assert found == ["from the file", "from the window"]
    assert any("both versions are kept" in told for told in one.notices)


# Twins


@pytest.fixture
def twin(path: Path, tmp_path: Path) -> Ledger:
    """The document under another id and file name, as an earlier meeting with it left it."""
    return Ledger(path.with_name("elsewhere.json"), {"id": "d2"}, state=tmp_path / "state")


@pytest.fixture
def with_twin(path: Path, tmp_path: Path, twin: Ledger) -> Open:
    return lambda: Ledger(path, {"id": "d1"}, state=tmp_path / "state", twins=[twin.path])


@pytest.mark.parametrize("saves", [True, False], ids=["in its file", "in its journal only"])
def test_what_a_twin_holds_is_taken_in(
    one: Ledger, twin: Ledger, with_twin: Open, path: Path, open_ledger: Open, saves: bool
) -> None:
    put(twin, "b", "theirs")
    if saves:
        twin.save()
    put(one, "a", "mine")
    both = with_twin()
    assert notes(both) == {"a": "mine", "b": "theirs"}
    both.save()
    assert in_file(path) == notes(open_ledger()) == {"a": "mine", "b": "theirs"}
    assert not both.unsettled


def test_a_twins_journal_and_file_come_together(twin: Ledger, with_twin: Open, path: Path) -> None:
    put(twin, "a", "1")
    twin.save()
    put(twin, "a", "2")
    put(twin, "b", "3")
    both = with_twin()
    assert notes(both) == {"a": "2", "b": "3"}
    assert visible(both.records["a"]) == []
    both.save()
    assert in_file(path) == {"a": "2", "b": "3"}
    assert not twin.path.exists()


def test_an_old_journal_of_a_twin_takes_nothing_back(
    twin: Ledger, with_twin: Open, path: Path
) -> None:
    put(twin, "a", "1")
    both = with_twin()
    put(both, "a", "2")
    both.save()
    for each in (with_twin(), with_twin()):
        assert notes(each) == {"a": "2"}
        each.save()
    assert in_file(path) == {"a": "2"}


def test_a_twin_whose_journal_was_begun_again_is_taken_in_whole(
    twin: Ledger, with_twin: Open
) -> None:
    put(twin, "a", "1")
    rotate(twin)
    twin.path.unlink()
    assert notes(with_twin()) == {"a": "1"}


# Saving while others write


@pytest.fixture
def during_saves(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Callable[[], object]]]:
    """What happens while a save has written its file beside, and not put it in place yet."""
    real = storage.AtomicStorage.write_beside
    happens: list[Callable[[], object]] = []

    def write_beside(self: storage.AtomicStorage, tables: Record) -> tuple[Path, Signature]:
        written = real(self, tables)
        if happens:
            happens.pop(0)()
        return written

    monkeypatch.setattr(storage.AtomicStorage, "write_beside", write_beside)
    yield happens
    assert happens == []


def test_a_save_tries_again_when_the_file_changed_under_it(
    one: Ledger, two: Ledger, path: Path, during_saves: list[Callable[[], object]]
) -> None:
    put(one, "a", "1")

    def another() -> None:
        put(two, "b", "2")
        two.save()

    during_saves.append(another)
    one.save()
    assert in_file(path) == notes(one) == {"a": "1", "b": "2"}
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_save_takes_in_what_a_sync_tool_brought_under_it(
    one: Ledger, path: Path, during_saves: list[Callable[[], object]]
) -> None:
    put(one, "a", "1")
    brought = {"annotations": {"b": {"target": {"exact": ""}, "note": "2"}}}
    during_saves.append(lambda: path.write_text(json.dumps(brought)))
    one.save()
    assert in_file(path) == notes(one) == {"a": "1", "b": "2"}


def test_what_is_said_while_the_file_is_written_is_not_counted_as_saved(
    one: Ledger, path: Path, during_saves: list[Callable[[], object]], open_ledger: Open
) -> None:
    put(one, "a", "1")
    during_saves.append(lambda: put(one, "b", "2"))
    one.save()
    assert in_file(path) == {"a": "1"}
    assert one.behind == 1
    assert notes(open_ledger()) == {"a": "1", "b": "2"}
    one.save()
    assert in_file(path) == {"a": "1", "b": "2"}


def test_a_save_does_not_bring_a_file_of_a_newer_version_back_to_ours(
    one: Ledger, path: Path, during_saves: list[Callable[[], object]]
) -> None:
    put(one, "a", "1")
    one.save()
    put(one, "a", "2")
    data = json.loads(path.read_bytes())
    data["meta"]["schema"] = {"version": 3, "min_reader": 1}
    newer = json.dumps(data).encode()
    during_saves.append(lambda: path.write_bytes(newer))
    one.save()
    assert path.read_bytes() == newer
    assert one.read_only


def test_writing_goes_on_while_another_thread_saves(
    one: Ledger, during_saves: list[Callable[[], object]]
) -> None:
    put(one, "a", "1")
    written = threading.Event()
    during_saves.append(lambda: _await(written))
    saving = threading.Thread(target=one.save)
    saving.start()
    put(one, "b", "2")
    written.set()
    saving.join()
    assert notes(one) == {"a": "1", "b": "2"}


def _await(event: threading.Event) -> None:
    assert event.wait(PATIENCE), "a write waited for the save"


def test_threads_of_two_windows_that_write_and_save_at_once_lose_nothing(
    one: Ledger, two: Ledger, open_ledger: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROTATE_FACTOR", 0)
    monkeypatch.setattr(module, "ROTATE_BYTES", 5000)
    finished: list[int] = []

    def work(number: int, ledger: Ledger) -> None:
        for count in range(20):
            put(ledger, f"{number}-{count}", "n")
            if count % 4 == number:
                ledger.save()
        finished.append(number)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate((one, one, two, two))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(finished) == [0, 1, 2, 3]
    one.save()
    expected = {f"{number}-{count}": "n" for number in range(4) for count in range(20)}
    assert in_file(path) == notes(one) == notes(two) == notes(open_ledger()) == expected
    assert sum(entry.do == "change" for entry, _ in one.entries()) == len(expected)


# The file's description


def test_the_description_of_the_document_is_kept_up_to_date_and_the_rest_of_it_kept() -> None:
    there = {"document": {"id": "d", "title": "old", "isbn": "978"}, "schema": SCHEMA}
    assert described(there, {"id": "d", "title": "new"}) == {
        "document": {"id": "d", "title": "new", "isbn": "978"}
    }
    assert described(there, {"id": "d", "title": "old"}) == {}
    assert described({"document": 5, "schema": 5}, {"id": "d"}) == {
        "document": {"id": "d"},
        "schema": SCHEMA,
    }


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ({"version": 2, "min_reader": 1}, ""),
        ({"version": 1, "min_reader": 1}, ""),
        ({"version": 3, "min_reader": 2}, "version 3"),
        ({"version": "2"}, "not understood"),
        (None, "not understood"),
    ],
)
def test_a_newer_file_can_be_read_and_not_changed(path: Path, schema: object, told: str) -> None:
    assert told in newer(path, {"meta": {"schema": schema}})
    assert bool(told) == bool(newer(path, {"meta": {"schema": schema}}))


def test_a_file_for_newer_readers_only_is_refused(path: Path) -> None:
    with pytest.raises(StorageError, match="nothing was changed"):
        newer(path, {"meta": {"schema": {"version": 9, "min_reader": 3}}})
    assert newer(path, {}) == ""


def test_a_line_of_a_journal_that_came_while_the_program_ran_is_followed(
    one: Ledger, tmp_path: Path
) -> None:
    put(one, "a", "1")
    Journal(log_of(tmp_path)).append(
        [line("of a newer version", at="", run="x", records={"b": {"note": "2"}})]
    )
    assert notes(one) == {"a": "1", "b": "2"}
