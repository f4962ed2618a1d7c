"""Copies of a file as it was: the last seven days it was written, and four weeks before them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.annotation import Annotation
from reader.annotations.snapshots import (
    DAYS,
    WEEKS,
    keep_snapshot,
    snapshot_folder,
    snapshots_of,
    superfluous,
)
from reader.annotations.store import Annotations

SUNDAY = date(2026, 11, 22)


def day(ago: int) -> date:
    return SUNDAY - timedelta(days=ago)


def names(*ago: int) -> list[str]:
    return [day(number).isoformat() for number in ago]


@pytest.fixture
def file(path: Path) -> Path:
    path.parent.mkdir()
    path.write_bytes(b"as it is")
    return path


def test_the_first_save_of_a_day_keeps_the_file_as_it_was(
    path: Path, tmp_path: Path, store: Annotations, mark: Callable[..., Annotation]
) -> None:
    store.add(mark())
    store.save()
    assert snapshots_of(path, tmp_path / "state") == []
    first = path.read_bytes()
    for _ in range(2):
        store.add(mark())
        store.save()
    [kept] = snapshots_of(path, tmp_path / "state")
    assert kept.read_bytes() == first
    assert tmp_path / "state" in kept.parents


def test_a_day_has_one_copy_the_first(file: Path, tmp_path: Path) -> None:
    keep_snapshot(file, tmp_path, SUNDAY)
    file.write_bytes(b"later")
    keep_snapshot(file, tmp_path, SUNDAY)
    [kept] = snapshots_of(file, tmp_path)
    assert (kept.name, kept.read_bytes()) == ("2026-11-22.json", b"as it is")


def test_seven_days_and_four_weeks_are_kept_the_newest_first(file: Path, tmp_path: Path) -> None:
    for ago in range(60, -1, -1):
        keep_snapshot(file, tmp_path, day(ago))
    kept = [copy.stem for copy in snapshots_of(file, tmp_path)]
    assert kept == names(0, 1, 2, 3, 4, 5, 6, 7, 14, 21, 28)


def test_of_a_file_written_now_and_then_the_last_seven_days_count() -> None:
    assert superfluous(names(*range(0, 70, 10))) == []
    assert superfluous(names(*range(0, 110, 10))) == []
    assert superfluous(names(*range(0, 130, 10))) == names(110, 120)


def test_of_a_week_the_newest_is_kept() -> None:
    week = names(*range(7))
    monday_to_sunday = names(7, 8, 9, 10, 11, 12, 13)
    assert superfluous([*week, *monday_to_sunday]) == monday_to_sunday[1:]


def test_a_week_goes_on_over_the_turn_of_the_year() -> None:
    last_seven = [f"2026-02-0{number}" for number in range(1, 8)]
    assert superfluous([*last_seven, "2026-01-01", "2025-12-30"]) == ["2025-12-30"]


def test_what_is_no_date_is_not_touched(file: Path, tmp_path: Path) -> None:
    folder = snapshot_folder(file, tmp_path)
    folder.mkdir(parents=True)
    (folder / "mine.json").write_text("kept by hand")
    for ago in range(40, -1, -1):
        keep_snapshot(file, tmp_path, day(ago))
    assert (folder / "mine.json").exists()
    assert all(copy.stem != "mine" for copy in snapshots_of(file, tmp_path))
    assert superfluous(["mine", "2026-13-01"]) == []


def test_files_of_one_name_in_two_libraries_have_copies_of_their_own(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.json").write_text(name)
        keep_snapshot(tmp_path / name / "x.json", tmp_path, SUNDAY)
    found = [snapshots_of(tmp_path / name / "x.json", tmp_path) for name in ("one", "two")]
    assert [copy.read_text() for [copy] in found] == ["one", "two"]


@pytest.mark.parametrize("blocked", ["state", "state/snapshots"])
def test_a_second_net_that_fails_is_no_error(file: Path, tmp_path: Path, blocked: str) -> None:
    (tmp_path / blocked).parent.mkdir(exist_ok=True)
    (tmp_path / blocked).write_text("no folder")
    keep_snapshot(file, tmp_path / "state", SUNDAY)
    keep_snapshot(file.with_name("none.json"), tmp_path / "elsewhere", SUNDAY)
    assert snapshots_of(file, tmp_path / "state") == []
    assert file.read_bytes() == b"as it is"


@given(st.sets(st.integers(0, 90), max_size=40))
def test_never_more_than_eleven_are_kept_and_always_the_last_seven(ago: set[int]) -> None:
    every = names(*sorted(ago))
    kept = [name for name in every if name not in superfluous(every)]
    assert kept[:DAYS] == every[:DAYS]
    assert len(kept) <= DAYS + WEEKS
    weeks = [date.fromisoformat(name).isocalendar()[:2] for name in kept[DAYS:]]
    assert len(weeks) == len(set(weeks))
    assert superfluous(kept) == []
