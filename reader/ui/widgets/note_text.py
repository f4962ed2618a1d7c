"""The Markdown of a note, lightly: what is read instead of its signs, in rows that fit."""

from __future__ import annotations

import re
from array import array
from functools import lru_cache

from reader.text.wrap import displayed, wrap

# A row: pieces of text with the names of their styles.
Row = list[tuple[str, str]]

# Code points of a note that a folded card looks at: it shows a few rows and counts the others.
COUNTED = 20_000

_LEAD = re.compile(r"(?m)^(?P<space>[ \t]*)(?:(?P<head>#{1,6}) +|[-*+] +(?P<task>\[[ xX]\] +)?)")
_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<strong>\S(?:[^\n]*?\S)?)\*\*"
    r"|(?<![\w*])\*(?P<emphasis>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<!\w)_(?P<underscored>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w)"
    r"|~~(?P<strikethrough>\S(?:[^\n]*?\S)?)~~"
    r"|\[(?P<link>[^\[\]\n]+)\]\([^)\s]+\)"
)
_STYLES = {"underscored": "emphasis"}


def plain(note: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A note without the signs of Markdown, and where which style applies, in code points of it.

    Emphasis, strong words, code, struck words, links, headings, lists and tasks; anything else,
    and what is nested, stays as it was written.
    """
    text = ""
    spans: list[tuple[int, int, str]] = []
    for number, line in enumerate(note.expandtabs(4).split("\n")):
        text += "\n" if number else ""
        begin = len(text)
        at = 0
        lead = _LEAD.match(line)
        if lead:
            at = lead.end()
            text += lead["space"]
            if lead["task"]:
                text += "☐ " if lead["task"][1] == " " else "☑ "
            elif not lead["head"]:
                text += "• "
        for found in _INLINE.finditer(line, at):
            text += line[at : found.start()]
            name = found.lastgroup or ""
            start = len(text)
            text += found[name]
            spans.append((start, len(text), _STYLES.get(name, name)))
            at = found.end()
        text += line[at:]
        if lead and lead["head"]:
            spans.append((begin, len(text), "strong"))
    return text, spans


@lru_cache(128)
def rows_of(note: str, width: int) -> tuple[Row, ...]:
    """A note in rows of at most ``width`` cells, each line of it in rows of its own."""
    text, spans = plain(note)
    rows: list[Row] = []
    at = 0
    while at <= len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        starts: array[int] = array("L")
        wrap(text, at, stop, width, starts)
        for start, end in zip(starts, [*starts[1:], stop], strict=True):
            crossing = [span for span in spans if span[0] < end and span[1] > start]
            rows.append(_row(text, start, end, crossing))
        at = stop + 1
    return tuple(rows)


def _row(text: str, start: int, end: int, spans: list[tuple[int, int, str]]) -> Row:
    end = start + len(text[start:end].rstrip())
    row: Row = []
    for low, high, name in sorted(spans):
        low, high = max(low, start), min(high, end)
        if low > start:
            row.append((displayed(text, start, low), ""))
        if high > max(low, start):
            row.append((displayed(text, max(low, start), high), name))
        start = max(start, high)
    if start < end:
        row.append((displayed(text, start, end), ""))
    return row
