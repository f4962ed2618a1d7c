"""The evidence for and against a heading in words for a person.

Much of it is measured in several ways that correct each other, so that no single weight means much:
what says the same is added up, and called by what the sum says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Theme(NamedTuple):
    """Evidence of one thing, and what it is called where the sum speaks for a heading, or not."""

    speaks_for: str
    speaks_against: str
    evidence: tuple[str, ...]


_LIST = "stands among short lines, as in a list"
THEMES = (
    Theme(
        "looks like a heading at first sight",
        "looks like a heading at first sight",
        (
            "a rule of thumb",
            "a rule of thumb: a name",
            "a rule of thumb: a number",
            "a rule of thumb: a title",
            "a rule of thumb: an underline",
            "a rule of thumb: below a number",
            "a rule of thumb: capitals",
            "a rule of thumb: further out",
        ),
    ),
    Theme(
        "others that look like it may be headings, too",
        "others that look like it seem to be none",
        (
            "how many alike are sure",
            "how its series is judged",
            "how others of its form are judged",
            "how the alike are judged",
        ),
    ),
    Theme(
        "the line above may be a heading",
        "the line above may be a heading",
        ("how the one above is judged",),
    ),
    Theme(
        "the next may be a heading",
        "the next may be a heading",
        ("how the next is judged",),
    ),
    Theme("several others look like it", "few others look like it", ("how many look alike",)),
    Theme(
        "its capitals",
        "its capitals",
        (
            "in capitals",
            "in capitals with a stop",
            "in capitals, no stop",
            "words capitalised",
            "words capitalised, no stop",
            "words capitalised with a stop",
            "words with a capital",
        ),
    ),
    Theme(
        "longer text follows",
        "no longer text follows",
        (
            "length of the next",
            "long text after the next",
            "long text follows",
            "short, no stop, long text follows",
            "the next is three times as long",
        ),
    ),
    Theme(
        "no stop at its end",
        "no stop at its end",
        (
            "alone in its run without a stop",
            "inside a run, no sign at its end",
            "no sign at its end",
            "no stop, the one above has ended",
            "stands alone, no sign at its end",
            "the last of a run, no sign at its end",
        ),
    ),
    Theme(
        "stands apart from the short lines around it",
        _LIST,
        (
            "one of five or more",
            "one of two",
            "short ones near",
            "shorter than its run",
            "something short above",
            "something short follows",
            "the alike stand in runs",
            "the first of a long run",
            "the first of a run",
            "the last of a run",
            "the last of a run, capitalised",
            "the run has stops",
        ),
    ),
    Theme(
        "the line beside it looks the same",
        "the line beside it looks the same",
        ("the next looks alike", "the one above looks alike"),
    ),
    Theme(
        "others begin with the same word",
        "others begin with the same word",
        ("begins as others do", "begins as the one above"),
    ),
    Theme(
        "short beside the paragraphs",
        "long beside the paragraphs",
        ("length", "length against a paragraph", "more than 10 words", "more than 16 words"),
    ),
    Theme(
        "a wider gap above",
        "a wider gap above",
        (
            "1 more blank lines above",
            "2 more blank lines above",
            "3 more blank lines above",
            "more blank lines above, capitals and a stop",
            "more blank lines above, no capitals",
            "wider gaps above and below",
        ),
    ),
    Theme(
        "stands between long paragraphs",
        "stands between long paragraphs",
        ("between long text", "stands alone", "the alike stand between long text"),
    ),
    Theme(
        "a name that many books have",
        "a name that many books have",
        ("a name that many books have", "a name that many books have, text follows"),
    ),
    Theme(
        "in the table of contents",
        "in the table of contents",
        ("in the table of contents", "in the table of contents, text follows"),
    ),
    Theme(
        "its number goes on from others",
        "its number goes on from others",
        ("how many numbers follow", "its number follows"),
    ),
    Theme(
        "begins further left than the text",
        "begins further left than the text",
        ("further out than any text", "further out than the text", "further out, no stop"),
    ),
    Theme(
        "at the beginning of the text",
        "at the beginning of the text",
        ("one of the first", "the first of all"),
    ),
    Theme("a long paragraph above", "a long paragraph above", ("length of the one above",)),
    Theme("digits in it", "digits in it", ("share of digits",)),
    Theme(
        "no number, among many short lines",
        "no number, among many short lines",
        ("unnumbered, in a text of short parts",),
    ),
)
_THEME_OF = {name: theme for theme in THEMES for name in theme.evidence}


def in_words(reasons: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """What speaks for (> 0) and against a heading, each with its share, the weightiest first."""
    sums: dict[Theme, float] = {}
    for name, share in reasons:
        theme = _THEME_OF.get(name, Theme(name, name, (name,)))
        sums[theme] = sums.get(theme, 0.0) + share
    said = [
        (theme.speaks_for if share > 0 else theme.speaks_against, share)
        for theme, share in sums.items()
    ]
    return sorted(said, key=lambda one: -abs(one[1]))
