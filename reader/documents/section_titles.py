"""Numbered lines that are the titles of sections and no items: "2. Interpretation.", and below it
what the section says.

Statutes and rules are set so, often with a stop behind the title. One line alone may be either;
that they count on through a text, each with something else below it, tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.text.patterns import lazy

_TITLE = lazy(r"(?P<value>\d{1,3})\.? +(?P<title>[^\W\d_].{1,88})$")
_NUMBERED = lazy(r"\d{1,3}[.)]? ")
_STOP = lazy(r"[.!?:;]\s|[:;,]$")
_SERIES = 3


def title_of(line: str) -> tuple[int, str] | None:
    """The number and the words of a line that may be the title of a section; None if it cannot."""
    match = _TITLE.match(line)
    if match is None or _STOP.search(match["title"]) or match["title"][0].islower():
        return None
    return int(match["value"]), match["title"]


def _is_text(line: str, title: str) -> bool:
    """Whether a line right below a title is longer than it, and begins as a sentence does."""
    return len(line) > len(title) and line[0].isalpha() and not line[0].islower()


def has_titled_numbers(lines: Sequence[str]) -> bool:
    """Whether numbers count on, each before a title with a blank line above it, and below
    each stands something else than another one."""
    runs = [0]  # how many count on from 1
    last = 0
    written = [number for number, line in enumerate(lines) if line and not line.isspace()]
    for before, here, after in zip([-2, *written], written, [*written[1:], -2], strict=False):
        title = title_of(lines[here].rstrip())
        if title is None or before == here - 1 or after < 0:
            continue
        if after == here + 1 and not _is_text(lines[after], lines[here]):
            continue
        value = title[0]
        if _NUMBERED.match(lines[after].lstrip()):
            last = 0  # a list of such lines
        elif value == 1:
            runs.append(1)
            last = 1
        elif last and value == last + 1:
            runs[-1] += 1
            last = value
    return max(runs) >= _SERIES
