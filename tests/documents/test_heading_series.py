from __future__ import annotations

import pytest

from reader.documents.formats.plain import parse
from reader.documents.heading_series import as_one
from reader.documents.headings import choose

from .tiny import PROSE, around, flat


def sure(text: str, scores: list[float]) -> list[float]:
    """How sure each numbered line is, after its series was looked at."""
    seen = around(text)
    given = dict(zip(seen.numbers, scores, strict=True))
    return [round(score, 2) for score in as_one(given, seen).values()]


def test_chapters_that_count_on_are_equally_sure() -> None:
    text = flat("I. THE LOCK", PROSE, "II. THE BARGE", PROSE, "III. THE BRIDGE", PROSE)
    assert sure(text, [0.8, 0.5, 0.2]) == [0.5, 0.5, 0.5]


def test_the_scenes_of_all_acts_are_one_series() -> None:
    text = flat("SCENE I", PROSE, "SCENE II", PROSE, "SCENE I", PROSE, "SCENE II", PROSE)
    assert sure(text, [0.8, 0.5, 0.5, 0.2]) == [0.5, 0.5, 0.5, 0.5]


def test_what_is_certain_stays_so_in_a_series_that_is_not() -> None:
    text = flat("1. Lock", PROSE, "2. Barge", PROSE, "3. Bridge", PROSE)
    assert sure(text, [0.95, 0.1, 0.1])[0] == pytest.approx(0.95)


def test_numbers_that_do_not_count_on_are_each_for_itself() -> None:
    text = flat("1. Lock", PROSE, "7. Barge", PROSE, "4. Bridge", PROSE)
    assert sure(text, [0.8, 0.5, 0.2]) == [0.8, 0.5, 0.2]


def test_what_is_set_otherwise_is_of_another_series() -> None:
    text = flat("I. THE LOCK", PROSE, "II. THE BARGE", PROSE, "III. Rope and tar", PROSE)
    assert sure(text, [0.8, 0.8, 0.2]) == [0.8, 0.8, 0.2]


def test_scenes_that_begin_anew_in_each_act_are_headings_though_they_end_with_a_stop() -> None:
    scene = "{}\n\nEnter ANNA and BEN.\n\nANNA.\nThe gates are shut, and it is I who shut them.\n"
    play = "\n".join(
        f"ACT {act}\n\n{scene.format('SCENE I. The bank of a river.')}\n"
        f"{scene.format('SCENE II. The same, an hour later.')}"
        for act in ("I", "II")
    )
    found = [section.title for section in parse(play).outline]
    scenes = ["SCENE I. The bank of a river.", "SCENE II. The same, an hour later."]
    assert found == ["ACT I", *scenes, "ACT II", *scenes]


def test_a_line_in_capitals_is_a_heading_where_most_that_are_set_so_were_taken() -> None:
    lines = ("OLD LOCKS", "NEW LOCKS", "THE WEIRS")
    text = flat(*(block for line in lines for block in (line, PROSE)))
    seen = around(text)
    first, second, third = (i for i in seen.candidates if seen.parts[i].text in lines)
    assert third in choose({first: 0.9, second: 0.9, third: 0.35}, seen)
    assert third not in choose({first: 0.9, second: 0.9, third: 0.15}, seen)
