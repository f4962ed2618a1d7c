"""Searching a text for words as a person types them.

Spans and offsets count code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reader.text.spans import Span
from reader.text.units import snapped

# What a person types on a keyboard stands for what a typesetter made of it, and the reverse.
_ALIKE = (
    '"“”„‟«»″＂',
    "'‘’‚‛‹›′＇",
    "-‐‑‒–—―−",
)
_CLASSES = {
    character: f"[{''.join(map(re.escape, alike))}]" for alike in _ALIKE for character in alike
}
# Numbers are found however they are set: "H2O" in "H₂O", "106" in "10⁶".
_CLASSES |= {
    digit: f"[{digit}{raised}{lowered}]"
    for digit, raised, lowered in zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉", strict=True)
}
_SLICE = 1 << 14
_LONGEST = 4096  # a match longer than this may be overlooked between two slices


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
    """The matches that lie in ``[start, end)``, in order, at most ``limit`` of them.

    A match that begins or ends within a grapheme is widened to the whole of it.
    """
    left = -1 if limit is None else limit
    last = -1
    for found in pattern.finditer(text, start, len(text) if end is None else end):
        if left == 0:
            return
        if found.end() > found.start() >= last:
            span = snapped(text, *found.span())
            if span.start >= last:
                yield span
                last = span.end
                left -= 1


def slices(pattern: re.Pattern[str], text: str, start: int = 0) -> Iterator[list[Span]]:
    """The matches from ``start`` on, a list for each short stretch of the text, empty or not.

    So that whoever asks can stop in between, or let others go on: a stretch takes a millisecond
    or two. Matches longer than 4,096 code points may be overlooked.
    """
    low = start
    while low < len(text):
        high = min(low + _SLICE, len(text))
        found = []
        for match in find_all(pattern, text, low, min(high + _LONGEST, len(text))):
            if match.start >= high:
                break
            found.append(match)
        yield found
        low = max(high, found[-1].end) if found else high
