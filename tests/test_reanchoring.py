"""What an edit did to annotations, told and accepted from the shell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main
from reader.library import Library

TOWN = """\
# The town

Ships came in at dawn with salt and timber from the north.

The pilot knew every rock between the lighthouse and the quay.

## The market

On Saturdays the farmers sold apples, cheese and honey.

A blind man played the accordion until the lamps were lit.
"""
PILOT = "The pilot knew every rock between the lighthouse and the quay."
BLIND = "A blind man played the accordion until the lamps were lit."


class Run:
    """Runs commands on the document; `talk` is what the last one said beside its data."""

    def __init__(self, document: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._document, self._capsys = document, capsys
        self.talk = ""

    def __call__(self, command: str, *words: str) -> str:
        assert main([command, str(self._document), *words]) == 0
        printed = self._capsys.readouterr()
        self.talk = printed.err.strip()
        return printed.out


@pytest.fixture
def town(write: Callable[..., Path]) -> Path:
    return write(TOWN, "town.md")


@pytest.fixture
def run(library: Library, town: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(town, capsys)


@pytest.fixture
def edited(run: Run, town: Path) -> Path:
    """The document with three annotations, of which one is adjusted now and one an orphan."""
    for quote in (PILOT, BLIND, "Ships came in at dawn"):
        run("annotate", "--quote", quote)
    text = TOWN.replace("every rock", "all the rocks").replace(BLIND, "Nobody played.")
    town.write_text(text, "utf-8")
    return town


def annotations(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("annotations", "--json", *words))["annotations"]
    return found


def files(library: Library) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in library.annotations.iterdir()}


def test_a_dry_run_tells_what_went_where_and_writes_nothing(
    run: Run, edited: Path, library: Library
) -> None:
    before = files(library)
    rows = run("reanchor", "--dry-run").splitlines()
    assert [" ".join(row.split()) for row in rows] == [
        "adjusted 100% ¶ 3 → 3 line 5 "
        "The pilot knew [-every rock +all the rocks] between the lighthouse and the quay.",
        f"orphan ¶ 6 → – {BLIND}",
    ]
    assert run.talk == "1 kept, 1 adjusted, 1 needs you"
    assert files(library) == before


def test_accepted_annotations_mean_the_words_of_today(run: Run, edited: Path) -> None:
    run("reanchor")
    assert "accepted as they are now" in run.talk
    by_state = {one["state"]: one for one in annotations(run)}
    assert sorted(one["state"] for one in annotations(run)) == ["kept", "kept", "orphan"]
    assert by_state["orphan"]["quote"] == BLIND
    assert run("reanchor", "--dry-run").startswith("orphan")
    run("reanchor")
    assert run.talk == "2 kept, 1 needs you; nothing to accept"


def test_json_lists_every_annotation_with_where_it_was(run: Run, edited: Path) -> None:
    said = json.loads(run("reanchor", "--dry-run", "--json"))
    assert (said["changed"], said["kept"], said["adjusted"], said["orphans"]) == (True, 1, 1, 1)
    adjusted = next(one for one in said["annotations"] if one["state"] == "adjusted")
    assert adjusted["was"]["quote"] == PILOT
    assert (adjusted["was"]["paragraph"], adjusted["paragraph"], adjusted["line"]) == (3, 3, 5)
    assert adjusted["quote"] == PILOT.replace("every rock", "all the rocks")


def test_without_annotations_there_is_nothing_to_tell(run: Run) -> None:
    assert run("reanchor") == ""
    assert run.talk.endswith("no annotations yet")


def test_annotations_show_the_words_that_are_there_now_and_those_that_were(
    run: Run, edited: Path
) -> None:
    lines = [line.strip() for line in run("annotations").splitlines()]
    now = lines.index(f"“{PILOT.replace('every rock', 'all the rocks')}”")
    assert lines[now - 1].endswith("adjusted")
    assert lines[now + 1] == f"was “{PILOT}”"


def test_annotations_tell_the_old_words_of_what_was_adjusted(run: Run, edited: Path) -> None:
    adjusted = next(one for one in annotations(run) if one["state"] == "adjusted")
    assert adjusted["was"] == PILOT
    assert "was" not in next(one for one in annotations(run) if one["state"] == "kept")


def test_orphans_are_listed_with_what_stood_around_them(run: Run, edited: Path) -> None:
    printed = run("annotations", "--orphans")
    assert "was in The town › The market" in printed
    assert f"cheese and honey. [{BLIND}]" in printed
    assert PILOT not in printed
    (orphan,) = annotations(run, "--orphans")
    assert (orphan["quote"], orphan["section"]) == (BLIND, ["The town", "The market"])
    assert orphan["before"].endswith("honey.\n")


def test_an_orphan_is_listed_with_what_is_most_like_it(run: Run, edited: Path, town: Path) -> None:
    like = "A man sang until the lamps failed."
    town.write_text(
        TOWN.replace(BLIND, f"Nobody came, and nobody went away that day.\n\n## Later\n\n{like}"),
        "utf-8",
    )
    (orphan,) = annotations(run, "--orphans")
    assert orphan["candidate"]["quote"] in like
    assert "%; Later, " in run("annotations", "--orphans")


def test_an_orphan_is_listed_with_what_stands_there_now_and_with_where_if_nothing_does(
    run: Run, edited: Path, town: Path
) -> None:
    horses = "Horse dealers took over."
    town.write_text(TOWN.replace(BLIND, horses), "utf-8")
    assert f"): “{horses}”" in run("annotations", "--orphans")
    assert annotations(run, "--orphans")[0]["candidate"]["quote"] == horses
    town.write_text(TOWN.replace(BLIND, ""), "utf-8")
    assert "its words are gone; it stood there: The market, " in run("annotations", "--orphans")


def test_where_nothing_is_an_orphan_that_is_said(run: Run, town: Path) -> None:
    run("annotate", "--quote", PILOT)
    assert run("annotations", "--orphans") == ""
    assert "every annotation has its words" in run.talk


def test_the_outline_tells_which_sections_changed_until_that_is_accepted(
    run: Run, town: Path
) -> None:
    run("annotate", "--quote", "On Saturdays the farmers sold apples")
    assert run("outline", "--changed") == ""
    town.write_text(TOWN.replace("Ships", "Boats").replace("A blind man", "A man"), "utf-8")
    assert run("outline", "--changed") == "7  ± The market\n"
    sections = json.loads(run("outline", "--changed", "--json"))["sections"]
    assert [one["title"] for one in sections] == ["The market"]
    run("reanchor")
    assert run("outline", "--changed") == ""


def test_the_document_itself_is_never_written_to(run: Run, edited: Path) -> None:
    before = edited.read_bytes()
    run("reanchor")
    assert edited.read_bytes() == before
