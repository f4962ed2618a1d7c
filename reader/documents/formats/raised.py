"""Superscripts and subscripts in characters, so that "10⁶" does not become "106" where text is all
there is: on the screen, in what is copied, in exports."""

from __future__ import annotations

from collections.abc import Sequence

from reader.documents.document import Mark, MarkKind

_PLAIN = "0123456789+-−=()"
_LETTERS = "ni"  # only these have been characters for long, so that fonts have them
_SUPERS = str.maketrans(_PLAIN + _LETTERS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBS = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_TABLES = {MarkKind.SUPERSCRIPT: _SUPERS, MarkKind.SUBSCRIPT: _SUBS}
_LINKS = frozenset({MarkKind.LINK, MarkKind.FOOTNOTE})


def raised(text: str, marks: Sequence[Mark]) -> str:
    """The text, as long as it was, with characters of their own for raised and lowered numbers.

    Ordinals ("1st"), references to notes, and numbers of notes at the beginning stay.
    """
    found = [mark for mark in marks if mark.kind in _TABLES]
    if not found:
        return text
    links = [mark for mark in marks if mark.kind in _LINKS]
    for mark in found:
        start, end = mark.start, mark.end
        table, words = _TABLES[mark.kind], text[start:end]
        beside = text[start - 1 : start] + text[end : end + 1]
        if (
            start
            and beside.strip()
            and all(ord(sign) in table for sign in words)
            and (words == "n" or any(map(str.isdecimal, words)))
            and not any(link.start < end and start < link.end for link in links)
        ):
            text = text[:start] + words.translate(table) + text[end:]
    return text
