"""Whatever happens to journal or file of a document, the other and memory make it whole."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations import ledger as module
from reader.annotations.ledger import Ledger
from tests.annotations.ledgers import Open, in_file, log_of, notes, put

# Accidents


def deleted(path: Path, old: bytes) -> None:
    path.unlink()


def rolled_back(path: Path, old: bytes) -> None:
    path.write_bytes(old)


def zeroed(path: Path, old: bytes) -> None:
    path.write_bytes(b"\0" * len(old))


def halved(path: Path, old: bytes) -> None:
    path.write_bytes(path.read_bytes()[: len(old) // 2])


def emptied(path: Path, old: bytes) -> None:
    path.write_bytes(b"")


def of_no_records(path: Path, old: bytes) -> None:
    path.write_bytes(b'{"annotations": {}, "meta": {}}')


def reformatted(path: Path, old: bytes) -> None:
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=None))


ACCIDENTS = [deleted, rolled_back, zeroed, halved, emptied, of_no_records, reformatted]
Accident = Callable[[Path, bytes], None]


def some_history(ledger: Ledger, path: Path) -> bytes:
    """A file, saved twice, and what the journal has beyond it; the file as saved first."""
    put(ledger, "a", "1")
    put(ledger, "b", "1")
    ledger.save()
    old = path.read_bytes()
    put(ledger, "a", "2")
    put(ledger, "c", "2")
    ledger.save()
    put(ledger, "c", "3")
    put(ledger, "d", "3")
    return old


WHOLE = {"a": "2", "b": "1", "c": "3", "d": "3"}


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_nothing_is_lost_with_the_file_under_a_running_program(
    one: Ledger, open_ledger: Open, path: Path, accident: Accident
) -> None:
    accident(path, some_history(one, path))
    assert notes(one) == WHOLE
    one.save()
    assert in_file(path) == WHOLE
    assert not one.unsettled
    assert notes(open_ledger()) == WHOLE


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_nothing_is_lost_with_the_file_between_runs(
    one: Ledger, open_ledger: Open, path: Path, accident: Accident
) -> None:
    accident(path, some_history(one, path))
    again = open_ledger()
    assert notes(again) == WHOLE
    again.save()
    assert in_file(path) == WHOLE
    assert not again.unsettled
    assert notes(one) == WHOLE


def without_journal(tmp_path: Path) -> None:
    log_of(tmp_path).unlink()


def without_state(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "state")


@pytest.mark.parametrize("loses", [without_journal, without_state])
def test_nothing_is_lost_with_the_journal_under_a_running_program(
    one: Ledger,
    two: Ledger,
    open_ledger: Open,
    path: Path,
    tmp_path: Path,
    loses: Callable[[Path], None],
) -> None:
    some_history(one, path)
    two.refresh()
    loses(tmp_path)
    assert notes(one) == WHOLE
    put(one, "e", "4")
    expected = {**WHOLE, "e": "4"}
    assert notes(open_ledger()) == notes(two) == expected
    one.save()
    assert in_file(path) == expected
    for each in (one, two):
        each.refresh()
        each.save()
        assert not each.unsettled
    assert notes(open_ledger()) == expected


@pytest.mark.parametrize("loses", [without_journal, without_state])
def test_without_the_journal_what_was_saved_is_there_in_the_next_run(
    one: Ledger, open_ledger: Open, path: Path, tmp_path: Path, loses: Callable[[Path], None]
) -> None:
    some_history(one, path)
    one.save()
    loses(tmp_path)
    again = open_ledger()
    assert notes(again) == WHOLE
    assert again.notices == ()
    again.save()
    path.unlink()
    assert notes(open_ledger()) == WHOLE


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_a_running_program_that_loses_journal_and_file_writes_both_again(
    one: Ledger, open_ledger: Open, path: Path, tmp_path: Path, accident: Accident
) -> None:
    accident(path, some_history(one, path))
    without_journal(tmp_path)
    assert notes(one) == WHOLE
    one.save()
    assert in_file(path) == WHOLE
    assert not one.unsettled
    path.unlink()
    assert notes(open_ledger()) == WHOLE


def test_without_journal_and_file_a_later_run_begins_anew(
    one: Ledger, open_ledger: Open, path: Path, tmp_path: Path
) -> None:
    some_history(one, path)
    one.save()
    without_state(tmp_path)
    path.unlink()
    again = open_ledger()
    assert notes(again) == {}
    put(again, "z", "new")
    again.save()
    assert in_file(path) == {"z": "new"}


def test_a_torn_line_and_a_flipped_bit_take_nothing_else(
    one: Ledger, open_ledger: Open, path: Path, tmp_path: Path
) -> None:
    some_history(one, path)
    one.save()
    log = log_of(tmp_path)
    data = log.read_bytes()
    log.write_bytes(data.replace(b'"note":"1"', b'"note":"0"', 1) + b'12345678 {"do":"add"')
    again = open_ledger()
    assert notes(again) == WHOLE
    put(again, "e", "4")
    assert notes(open_ledger()) == {**WHOLE, "e": "4"}


def test_what_came_with_the_file_is_in_the_journal_after_the_next_write(
    one: Ledger, open_ledger: Open, path: Path
) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"annotations": {"x": {"target": {"exact": ""}, "note": "old"}}}))
    put(one, "a", "1")
    path.unlink()
    assert notes(open_ledger()) == {"a": "1", "x": "old"}


def test_what_stands_in_the_file_and_is_no_record_is_kept(
    one: Ledger, open_ledger: Open, path: Path
) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"annotations": {"x": None, "y": 5}, "shelf": [1]}))
    put(one, "a", "1")
    one.save()
    data = json.loads(path.read_bytes())
    assert (data["annotations"]["x"], data["annotations"]["y"], data["shelf"]) == (None, 5, [1])
    again = open_ledger()
    again.refresh()
    assert (again.records["x"], again.records["y"]) == (None, 5)


# Rotation


@pytest.fixture
def short_journals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROTATE_FACTOR", 0)
    monkeypatch.setattr(module, "ROTATE_BYTES", 1)


@pytest.mark.usefixtures("short_journals")
def test_a_journal_that_grew_too_long_is_begun_again_at_a_save(
    one: Ledger, open_ledger: Open, path: Path, tmp_path: Path
) -> None:
    for note in "123":
        put(one, "a", note)
        assert not list(log_of(tmp_path).parent.glob(f"article.{note}.log.gz"))
        one.save()
        assert (log_of(tmp_path).parent / f"article.{note}.log.gz").exists()
    assert [entry.do for entry, _ in one.entries()].count("change") == 3
    again = open_ledger()
    assert notes(again) == {"a": "3"}
    assert (again.unsettled, again.notices) == (False, ())
    path.unlink()
    assert notes(open_ledger()) == {"a": "3"}


def test_a_journal_that_is_begun_anew_holds_all_and_is_no_longer_damaged(
    one: Ledger, open_ledger: Open, path: Path, tmp_path: Path
) -> None:
    put(one, "a", "1")
    one.save()
    log = log_of(tmp_path)
    before = log.read_bytes() + b"nonsense\n"
    log.write_bytes(before)
    put(one, "b", "2")
    one.renew_journal()
    assert b"nonsense" not in log.read_bytes()
    archive = log.with_name("article.1.log.gz").read_bytes()
    assert gzip.decompress(archive).startswith(before)
    assert in_file(path) == {"a": "1"}
    assert notes(one) == notes(open_ledger()) == {"a": "1", "b": "2"}
    one.save()
    assert in_file(path) == {"a": "1", "b": "2"}


def test_a_journal_is_long_when_it_is_much_longer_than_the_file(
    one: Ledger, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROTATE_BYTES", 0)
    put(one, "a", "1")
    one.save()

    def archives() -> int:
        return len(list(tmp_path.glob("state/journals/*/*.gz")))

    assert archives() == 0
    while log_of(tmp_path).stat().st_size <= module.ROTATE_FACTOR * path.stat().st_size:
        put(one, "a", "1")
    one.save()
    assert archives() == 1


@pytest.mark.usefixtures("short_journals")
def test_a_second_running_window_goes_on_with_the_new_journal(
    one: Ledger, two: Ledger, open_ledger: Open, path: Path
) -> None:
    put(two, "b", "1")
    put(one, "a", "1")
    one.save()
    put(one, "c", "2")
    assert notes(two) == {"a": "1", "b": "1", "c": "2"}
    put(two, "b", "2")
    one.refresh()
    two.save()
    put(one, "a", "3")
    expected = {"a": "3", "b": "2", "c": "2"}
    assert notes(one) == notes(two) == notes(open_ledger()) == expected
    two.save()
    assert in_file(path) == expected


@pytest.mark.usefixtures("short_journals")
def test_a_window_that_found_a_new_journal_is_settled_after_a_save(
    one: Ledger, two: Ledger, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two.refresh()
    put(one, "a", "1")
    one.save()
    put(one, "b", "2")
    two.refresh()
    monkeypatch.setattr(module, "ROTATE_BYTES", 1_000_000)
    two.save()
    assert in_file(path) == {"a": "1", "b": "2"}
    assert (two.behind, two.unsettled) == (0, False)
    assert not two.save()


def test_a_window_that_did_not_see_the_text_forgotten_does_not_bring_it_back(
    one: Ledger, two: Ledger, path: Path, tmp_path: Path
) -> None:
    put(one, "a", "secret")
    put(one, "b", "kept")
    two.refresh()
    put(one, "a", "")
    one.save()
    one.forget(["a"])
    two.refresh()
    put(two, "b", "later")
    two.save()
    assert b"secret" not in log_of(tmp_path).read_bytes() + path.read_bytes()
    assert notes(two) == notes(one) == {"a": "", "b": "later"}
