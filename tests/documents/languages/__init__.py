"""Texts in twelve languages whose headings are known: data, and what takes the marks off.

A line of a literal that begins with "# " is a heading of level 1, one with "## " of level 2; one
that begins with "@ " is of the title page, which an outline may show or leave out. Blocks stand
between blank lines. Each text comes as it is written and with one block a line, without blank
lines; Chinese and Japanese, which are not wrapped in plain texts, only the latter way.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tests.documents.languages import (
    arabic,
    chinese,
    dutch,
    english,
    french,
    german,
    italian,
    japanese,
    korean,
    portuguese,
    russian,
    spanish,
)

_JOINED = (chinese, japanese)  # lines are joined without a space


class TrueHeading(NamedTuple):
    """A heading that is in the text; ``line`` counts from 0, and level 0 is the title page."""

    line: int
    level: int
    title: str


class MarkedText(NamedTuple):
    """A text as a person would find it, and its headings in order."""

    name: str
    text: str
    headings: tuple[TrueHeading, ...]


def unmarked(name: str, literal: str) -> MarkedText:
    """The text of a literal without its marks, and what the marks said."""
    lines: list[str] = []
    headings: list[TrueHeading] = []
    for number, line in enumerate(literal.split("\n")):
        match = re.match(r"(#+|@) (.*)", line)
        lines.append(match[2] if match else line)
        if match:
            headings.append(TrueHeading(number, match[1].count("#"), match[2]))
    return MarkedText(name, "\n".join(lines), tuple(headings))


def one_block_a_line(literal: str, between: str) -> str:
    """A literal with each of its blocks on one line and no blank lines."""
    blocks = re.split(r"\n{2,}", literal.strip("\n"))
    return "\n".join(between.join(block.split("\n")) for block in blocks) + "\n"


def _all() -> list[MarkedText]:
    texts = []
    for language in (
        english,
        german,
        french,
        spanish,
        italian,
        portuguese,
        dutch,
        russian,
        chinese,
        japanese,
        korean,
        arabic,
    ):
        name = language.__name__.rpartition(".")[2]
        joined = language in _JOINED
        for kind, literal in vars(language).items():
            if kind.isupper():
                title = f"{name} {kind.lower().replace('_', ' ')}"
                flat = one_block_a_line(literal, "" if joined else " ")
                texts.append(unmarked(f"{title}, flat", flat))
                if not joined:
                    texts.append(unmarked(f"{title}, wrapped", literal))
    return texts


TEXTS = _all()
