"""Searching a text for words as a person types them.

Spans and offsets count code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reader.text.spans import Span

# What a person types on a keyboard stands for what a typesetter made of it, and the reverse.
_ALIKE = (
    '"“”„‟«»″＂',
    "'‘’‚‛‹›′＇",
    "-‐‑‒–—―−",
)
_CLASSES = {
    character: f"[{''.join(map(re.escape, alike))}]" for alike in _ALIKE for character in alike
}
_WINDOW = 1 << 16
_LONGEST = 4096  # a match longer than this may be overlooked on the way back


def compile_query(query: str, *, ignore_case: bool | None = None) -> re.Pattern[str] | None:
    """The pattern that finds ``query`` as plain words; None if it holds only white space.

    Unless ``ignore_case`` says it, upper and lower case are alike if the query has no upper-case
    letter. White space matches any run of white space, so also the end of a line. Plain and
    typographic quotes are alike, so are the dashes, ``...`` and ``…``, and the composed and the
    decomposed form of a letter.
    """
    if not query.strip():
        return None
    parts = re.findall(r"\s+|\.\.\.|.", unicodedata.normalize("NFC", query), re.DOTALL)
    pattern = "".join(map(_part, parts))
    if parts[0].isspace():
        pattern = r"(?<!\s)" + pattern  # else a window could begin within the white space
    if ignore_case is None:
        ignore_case = query == query.lower()
    return re.compile(pattern, re.IGNORECASE if ignore_case else 0)


def _part(part: str) -> str:
    if part.isspace():
        return r"\s+"
    if part in ("...", "…"):
        return r"(?:\.\.\.|…)"
    if part in _CLASSES:
        return _CLASSES[part]
    decomposed = unicodedata.normalize("NFD", part)
    if decomposed != part:
        return f"(?:{re.escape(part)}|{re.escape(decomposed)})"
    return re.escape(part)


def find_all(
    pattern: re.Pattern[str],
    text: str,
    start: int = 0,
    end: int | None = None,
    limit: int | None = None,
) -> Iterator[Span]:
    """The matches that lie in ``[start, end)``, in order, at most ``limit`` of them."""
    left = -1 if limit is None else limit
    for found in pattern.finditer(text, start, len(text) if end is None else end):
        if left == 0:
            return
        if found.end() > found.start():
            yield Span(found.start(), found.end())
            left -= 1


def next_match(pattern: re.Pattern[str], text: str, offset: int) -> Span | None:
    """The first match that starts at or after ``offset``; from the start of the text if none."""
    for match in find_all(pattern, text, max(offset, 0)):
        return match
    for match in find_all(pattern, text):
        return match
    return None


def previous_match(pattern: re.Pattern[str], text: str, offset: int) -> Span | None:
    """The last match that starts before ``offset``; from the end of the text if none.

    Looks back through windows that double in size, so a near match costs little.
    """
    offset = min(max(offset, 0), len(text))
    return _last_match(pattern, text, 0, offset) or _last_match(pattern, text, offset, len(text))


def _last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> Span | None:
    """The last match that starts in ``[start, end)``."""
    high, size = end, _WINDOW
    while high > start:
        low = max(start, high - size)
        last = None
        for match in find_all(pattern, text, low, high + _LONGEST):
            if match.start >= high:
                break
            last = match
        if last:
            return last
        high, size = low, size * 2
    return None
