"""The evidence for a heading in words for a person."""

from __future__ import annotations

from reader.documents.formats.plain import explain
from reader.documents.heading_weights import WEIGHTS
from reader.explaining import explanation
from reader.reasons import THEMES, in_words

PROSE = "The keeper walked along the river and looked at the locks, which were closed. " * 4


def test_every_piece_of_evidence_that_is_summed_up_is_weighed_and_belongs_to_one_theme() -> None:
    names = [name for theme in THEMES for name in theme.evidence]
    assert set(names) <= WEIGHTS.keys()
    assert len(names) == len(set(names))


def test_what_says_the_same_is_one_reason() -> None:
    reasons = [("length of the next", 0.5), ("a date", -0.6), ("long text follows", 0.4)]
    assert in_words(reasons) == [("longer text follows", 0.9), ("a date", -0.6)]


def test_a_reason_is_called_by_what_its_sum_says() -> None:
    reasons = [("short ones near", -0.5), ("shorter than its run", 0.1)]
    assert in_words(reasons) == [("stands among short lines, as in a list", -0.4)]


def test_the_explanation_says_where_the_line_lies_and_all_that_is_taken_lies_above_it() -> None:
    text = "\n\n".join(["Chapter 1", PROSE, "He laughed.", PROSE, "Chapter 2", PROSE])
    (line,) = (one for one in explanation(text) if one.startswith("The line lies at"))
    least = int(line.removeprefix("The line lies at ").partition("%")[0])
    sure = {one.chosen: round(100 * one.confidence) for one in explain(text).judged}
    assert sure[False] < least <= sure[True]
