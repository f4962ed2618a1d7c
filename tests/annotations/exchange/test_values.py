from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.annotation import Annotation, Colour, Style, Target
from reader.annotations.exchange.incoming import Incoming, Problem, Work
from reader.annotations.exchange.markup_text import text_of_html
from reader.annotations.exchange.values import (
    colour_of,
    each_once,
    line_of,
    lines_of,
    moment,
    seconds_since,
    style_of,
    text_of,
)


def test_texts_hold_nothing_that_a_terminal_obeys() -> None:
    assert text_of("a\r\nb\rc\x00\x1b[1md\ud800") == "a\nb\nc[1md\ufffd"
    assert text_of(None) == text_of(5) == ""
    assert line_of(" a\n b ") == "a b"
    assert line_of(5) == "5"
    assert line_of(True) == ""
    assert lines_of(["a", "a", "", None, "b"]) == ("a", "b")


def test_times_are_in_utc() -> None:
    assert moment("2026-01-02T03:04:05.678901+02:00") == "2026-01-02T01:04:05.678Z"
    local = datetime(2026, 1, 2, 3, 4).astimezone().isoformat()
    assert moment("2026-01-02 03:04") == moment(local)
    for none in ("yesterday", "", None, 5, "9" * 1000, "0001-01-01T00:00:00+14:00"):
        assert moment(none) == ""


def test_seconds_are_counted_from_the_begin_of_a_year() -> None:
    assert seconds_since(0.5, 2001) == "2001-01-01T00:00:00.500Z"
    for none in (0, None, True, "5", 1e300, float("nan"), -1e15):
        assert seconds_since(none) == ""


@pytest.mark.parametrize(
    ("told", "colour"),
    [
        ("yellow", Colour.YELLOW),
        ("Red", Colour.PINK),
        ("light-blue", Colour.BLUE),
        ("#ffd400", Colour.YELLOW),
        ("#ff6666", Colour.PINK),
        ("#5fb236", Colour.GREEN),
        ("#2ea8e5", Colour.BLUE),
        ("#a28ae5", Colour.PURPLE),
        ("#f19837", Colour.ORANGE),
        ("#0f0", Colour.GREEN),
        ("rgb(249,213,108)", Colour.YELLOW),
        ("rgba(181, 205, 238, 0.5)", Colour.BLUE),
        ("#aaaaaa", Colour.YELLOW),
        ("", Colour.YELLOW),
        (None, Colour.YELLOW),
        ("#" * 10_000, Colour.YELLOW),
    ],
)
def test_a_colour_is_the_nearest_of_ours(told: object, colour: Colour) -> None:
    assert colour_of(told) is colour


@given(st.integers(0, 2**24 - 1), st.text(max_size=10))
def test_every_colour_is_one_of_ours(number: int, name: str) -> None:
    assert colour_of(f"#{number:06x}") in Colour
    assert colour_of(name) in Colour


def test_styles_go_by_their_names() -> None:
    assert style_of("strikeout") is Style.STRIKETHROUGH
    assert style_of("dotted") is style_of(None) is Style.SOLID


def test_of_two_versions_in_a_file_the_later_one_comes_and_the_other_is_told() -> None:
    old = Incoming(Work(), Annotation("1", Target("a"), note="old", modified="2025"), 3)
    new = Incoming(Work(), Annotation("1", Target("a"), note="new", modified="2026"), 7)
    for pair in ((old, new), (new, old)):
        problems: list[Problem] = []
        assert each_once([*pair, new], problems) == (new,)
        assert [(one.line, one.record) for one in problems] == [(3, "old")]


def test_html_becomes_markdown() -> None:
    assert text_of_html("a &amp; b") == "a & b"
    assert text_of_html("plain *text*") == "plain *text*"
    markup = (
        "<h2>T</h2><p>one <b>two</b></p><blockquote>q</blockquote><ul><li>a</li><li>b</li></ul>"
    )
    assert text_of_html(markup) == "## T\n\none two\n\n> q\n\n- a\n- b"
    assert "alert" not in text_of_html("<p>a</p><script>alert(1)</script>")
