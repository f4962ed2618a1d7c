"""Searching a text for words as a person types them.

Spans and offsets count code points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from reader.text.references import PASSED_OVER, closed, may_refer, numbers_in
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
POWER = r"[\^_]?"  # before a letter that is a power or an index
# What letters may be where they are a power or an index.
_RAISED = {"i": "ⁱᵢ", "n": "ⁿₙ", "T": "ᵀ"} | dict(zip("aejmoprtuvx", "ₐₑⱼₘₒₚᵣₜᵤᵥₓ", strict=True))
_SLICE = 1 << 14
_LONGEST = 4096  # a match longer than this may be overlooked between two slices


def compile_query(query: str, *, ignore_case: bool | None = None) -> re.Pattern[str] | None:
    """The pattern that finds ``query`` as plain words; None if it holds only white space.

    Unless ``ignore_case`` says it, upper and lower case are alike if the query has no upper-case
    letter. White space matches any run of white space, so also the end of a line. Plain and
    typographic quotes are alike, so are the dashes, ``...`` and ``…``, and the composed and the
    decomposed form of a letter. "2k" finds "2^k", and "xn" finds "xⁿ" and "x_n". References to
    notes are passed over: "dark and" finds "dark[1] and", and so does "dark1 and".
    """
    if not query.strip():
        return None
    parts = re.findall(r"\s+|\.\.\.|.", unicodedata.normalize("NFC", query), re.DOTALL)
    pattern = ""
    numbers = {end: start for start, end in numbers_in(parts)}
    for index, part in enumerate([*parts, ""]):
        if index in numbers:
            pattern += closed(index - numbers[index])
        if index in numbers.values():
            pattern += r"\[?"
        elif index and part and may_refer(parts[index - 1], part):
            pattern += PASSED_OVER
        pattern += _power(part) if may_be_power(parts, index) else _part(part)
    if parts[0].isspace():
        pattern = r"(?<!\s)" + pattern  # else a window could begin within the white space
    if ignore_case is None:
        ignore_case = query == query.lower()
    return re.compile(pattern, re.IGNORECASE if ignore_case else 0)


def may_be_power(parts: Sequence[str], index: int) -> bool:
    """Whether a letter may be a power or an index: behind a figure, or behind a letter alone."""
    if not 0 < index < len(parts) or not parts[index].isalpha():
        return False
    if parts[index - 1].isdigit():
        return True
    before = index > 1 and parts[index - 2].isalpha()
    behind = index + 1 < len(parts) and parts[index + 1].isalpha()
    return parts[index - 1].isalpha() and not before and not behind


def _power(letter: str) -> str:
    """A letter as it is, as it is typed as a power or an index, or as one of their characters."""
    raised = _RAISED.get(letter, "")
    plain = POWER + _part(letter)
    return f"(?:{plain}|[{raised}])" if raised else plain


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
