"""Copies of annotations files as they were: one for each of 7 days, one for each of 4 weeks.

They stand in the local state folder, so that neither a sync tool nor a mistake in the library
reaches them: ``snapshots/<library>/<file>/<date>.json``.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from reader.annotations.files import make_folder, path_key, replace_file

DAYS, WEEKS = 7, 4


def snapshot_folder(path: Path, state: Path) -> Path:
    """Where the snapshots of an annotations file are."""
    return state / "snapshots" / path_key(path.parent) / path.stem


def snapshots_of(path: Path, state: Path) -> list[Path]:
    """The snapshots of an annotations file, the newest first."""
    with contextlib.suppress(OSError):
        found = (file for file in snapshot_folder(path, state).iterdir() if _date(file.stem))
        return sorted(found, key=lambda file: file.stem, reverse=True)
    return []


def keep_snapshot(path: Path, state: Path, today: date | None = None) -> None:
    """Copy the file as it is, the first time on a day. It is a second net: failing is no error."""
    today = today or date.today()  # noqa: DTZ011 - the day of the person
    copy = snapshot_folder(path, state) / f"{today.isoformat()}.json"
    if copy.exists():
        return
    with contextlib.suppress(OSError):
        make_folder(copy.parent)
        replace_file(copy, path.read_bytes())
        names = [kept.stem for kept in snapshots_of(path, state)]
        for name in superfluous(names):
            (copy.parent / f"{name}.json").unlink()


def superfluous(names: Iterable[str]) -> list[str]:
    """Which of these dates need not be kept: not the last 7, nor the newest of the 4 weeks
    before them."""
    dates = sorted((day for name in names if (day := _date(name))), reverse=True)
    kept = set(dates[:DAYS])
    weeks: dict[tuple[int, int], date] = {}
    for day in dates[DAYS:]:
        weeks.setdefault(day.isocalendar()[:2], day)
    kept |= set(sorted(weeks.values(), reverse=True)[:WEEKS])
    return [day.isoformat() for day in dates if day not in kept]


def _date(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None
