"""References to notes as a text shows them, "[1]" and "¹": who looks for words passes over them."""

from __future__ import annotations

from collections.abc import Iterator

from reader.text.patterns import lazy
from reader.text.spans import Span

_SIGN = r"(?:\d{1,4}|[a-z]|[ivxlc]{2,6}|[*∗†‡§¶#]{1,3})"
# Behind a word or a sign: not that of "a[1]", which is an element, nor those of "x²" and "cm²".
# What is looked for first is the bracket, which is found fast.
_BRACKETS = (
    r"\[(?:(?<=[^\W_]{2}\[)|(?<=[^\w\s\[(]\[)|(?<=[\u2e80-\u9fff]\[))"
    rf"{_SIGN}(?:[,;–-] ?{_SIGN})*\]"
)
_FIGURES = r"[⁰¹²³⁴-⁹](?:(?<=[^\W\d_]{4}.)|(?<=[.,;:!?…\"'”’»)\]].))(?<![⁰¹²³⁴-⁹]{2})[⁰¹²³⁴-⁹]*"
PASSED_OVER = rf"(?:{_BRACKETS}|{_FIGURES}){{0,4}}"
_IN_BRACKETS = lazy(_BRACKETS)
_RAISED = lazy(_FIGURES)
_MOST = 4  # figures of a reference
_UNSPACED = "\u2e80"  # from here on no spaces part the words


def has_references(text: str) -> bool:
    """Whether anything in a text may refer to notes."""
    return _IN_BRACKETS.search(text) is not None or _has_raised(text)


def without_references(text: str) -> str:
    """The text without what refers to notes."""
    text = _IN_BRACKETS.sub("", text)
    return _RAISED.sub("", text) if _has_raised(text) else text


def without_brackets(text: str) -> str:
    """The text with the signs of its references alone: "dark[1]" as "dark1"."""
    return _IN_BRACKETS.sub(lambda found: found[0][1:-1], text) if "[" in text else text


def references_in(text: str, start: int, end: int) -> Iterator[Span]:
    """The references in brackets that lie in ``text[start:end]``."""
    return (Span(*found.span()) for found in _IN_BRACKETS.finditer(text, start, end))


def _has_raised(text: str) -> bool:
    return not text.isascii() and any(figure in text for figure in "¹²³⁴⁵⁶⁷⁸⁹")


def closed(figures: int) -> str:
    """The pattern for the bracket behind a number of so many figures that has one before it."""
    return rf"(?:(?<=\[.{{{figures}}})\])?"


def may_refer(before: str, after: str) -> bool:
    """Whether a reference may stand between two characters of a text: not within a word."""
    if before.isspace():
        return False
    return not (before.isalnum() and after.isalnum()) or _UNSPACED <= before[-1] <= "\u9fff"


def numbers_in(parts: str | list[str]) -> list[tuple[int, int]]:
    """Where numbers stand, from and to, that may be references: as "1" is in "dark1 and", which is
    how others write "dark[1] and"."""
    found = []
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and parts[end].isdecimal():
            end += 1
        if 0 < end - at <= _MOST and at and _refers(parts[at - 1], *parts[end : end + 1]):
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _refers(before: str, after: str = " ") -> bool:
    return not before.isspace() and before not in "[(" and not after.isalnum() and after != "]"
