"""The short form of every test of faults, each in a process of its own.

That process has one thread only, so that it may fork, and what a test patches or limits there
is gone with it. The long form is ``python -m tests.end_to_end.faults --long``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="forks, limits and calls of Linux"
)
ROOT = Path(__file__).parents[3]


def run(name: str) -> dict[str, Any]:
    """Run a test in its short form; it must have reached what it is for."""
    process = subprocess.run(
        [sys.executable, "-m", "tests.end_to_end.faults", "--json", "--only", name],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert process.stdout, process.stderr
    (result,) = json.loads(process.stdout)
    losses = [*result["lost"], *result["unreadable"]]
    assert losses[:3] == [], f"{len(losses)} in all; {result['reach']}"
    assert result["met"], result["reach"]
    return dict(result)


def test_a_program_killed_at_any_moment_has_lost_nothing_that_it_acknowledged() -> None:
    assert run("kills")["runs"] == 200


def test_whatever_a_power_cut_leaves_of_the_disk_holds_everything_acknowledged() -> None:
    assert run("crash_states")["runs"] > 100


def test_a_full_broken_or_read_only_disk_refuses_changes_and_loses_none() -> None:
    assert run("full")["runs"] > 20


def test_processes_that_write_at_once_overwrite_nothing_unseen() -> None:
    assert run("writers")["runs"] == 2


def test_whatever_happens_to_file_and_journal_every_annotation_is_there_again() -> None:
    assert run("accidents")["runs"] > 100


def test_machines_that_exchange_files_anyhow_end_alike_and_lose_no_text_unseen() -> None:
    assert run("machines")["runs"] == 20


def test_without_any_one_step_of_the_protocol_these_tests_fail() -> None:
    assert run("ablations")["runs"] == 5
