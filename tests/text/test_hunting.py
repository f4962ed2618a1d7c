"""A search through a text, step by step."""

import pytest

from reader.text import hunting
from reader.text.folding import alphabet_of
from reader.text.hunting import Hunt
from reader.text.spans import Span

TEXT = "a needle, " + "hay " * 20_000 + "a Needle and a needle."


def hunted(text, query, start=0, **choices):
    hunt = Hunt(text, query, start, **choices)
    steps = list(hunt.steps(lambda: alphabet_of(text)))
    return hunt, steps


def test_all_hits_are_found_in_order():
    hunt, _ = hunted(TEXT, "needle")
    assert [TEXT[a:b] for a, b in hunt.spans] == ["needle", "Needle", "needle"]
    assert hunt.complete


def test_the_first_hit_from_a_place_on_is_known_before_the_others():
    hunt = Hunt(TEXT, "needle", 10)
    steps = hunt.steps(lambda: alphabet_of(TEXT))
    while not next(steps):
        assert hunt.first is None
    assert hunt.first == Span(TEXT.index("Needle"), TEXT.index("Needle") + 6)
    assert not hunt.complete
    assert len(hunt.spans) == 0


def test_the_first_of_the_text_stands_for_one_that_does_not_follow():
    hunt, _ = hunted(TEXT, "needle", len(TEXT) - 3)
    assert hunt.first == hunt.spans[0] == Span(2, 8)


@pytest.mark.parametrize("query", ["zebra", " ", ""])
def test_nothing_is_found_of_what_is_not_there(query):
    hunt, _ = hunted(TEXT, query)
    assert (hunt.first, len(hunt.spans), hunt.complete) == (None, 0, True)


def test_a_long_text_takes_many_steps():
    _, steps = hunted(TEXT, "needle", 10)
    assert len(steps) > 8


def test_more_hits_than_are_kept_are_told_of(monkeypatch):
    monkeypatch.setattr(hunting, "MOST", 100)
    hunt, _ = hunted(TEXT, "hay")
    assert hunt.more
    assert len(hunt.spans) >= 100


def test_an_expression_finds_all_hits_too():
    hunt, _ = hunted(TEXT, "n[aeiou]+dle", regular=True)
    assert len(hunt.spans) == 3
    assert (hunt.wrong, hunt.slow, hunt.complete) == ("", False, True)


def test_a_wrong_expression_finds_nothing_and_says_why():
    hunt, _ = hunted(TEXT, "[", regular=True)
    assert "unterminated" in hunt.wrong
    assert hunt.complete


def test_an_expression_that_takes_too_long_keeps_what_it_found():
    hunt, _ = hunted("x " + "a" * 60 + "b", "x|(a|aa)+$", regular=True, deadline=0.05)
    assert hunt.slow
    assert list(hunt.spans) == [Span(0, 1)]
