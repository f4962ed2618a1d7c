"""Superscripts and subscripts as characters, so that "10⁶" does not become "106", nor "2^k" "2k",
where text is all there is: on the screen, in what is copied, in exports; and references to notes
in brackets, so that "intervals.2" is no number. All formats use this.

What has characters of its own gets them ("x²", "aᵢ"). Other powers and indexes are written as they
are typed ("2^k", "x^(n+½)", "T_max"), but abbreviations and ordinals stay. What refers to a note
becomes "[2]": because the source says so, or because it is raised and leads somewhere, or is
raised behind the end of a sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from reader.documents.document import Mark, MarkKind
from reader.text.patterns import lazy

_SIGNS = "0123456789+-−=()"
# Only few letters have been characters for long, so that fonts have them.
_SUPERS = str.maketrans(f"{_SIGNS}niT′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵀ′")
_SUBS = str.maketrans(f"{_SIGNS}aeijmnoprtuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₘₙₒₚᵣₜᵤᵥₓ")
_TABLES = {MarkKind.SUPERSCRIPT: _SUPERS, MarkKind.SUBSCRIPT: _SUBS}
_TYPED = {MarkKind.SUPERSCRIPT: "^", MarkKind.SUBSCRIPT: "_"}
_WORD = lazy(r"[^\W\d_]{3}")
_NUMBER = lazy(r"\d[\d.]*$")
_LINKS = frozenset({MarkKind.LINK, MarkKind.FOOTNOTE})
_SHOWN = frozenset({*_TABLES, MarkKind.FOOTNOTE})

_LONGEST = 40  # code points of a power
_INDEX = 4  # letters of an index of a word
_CLOSED = frozenset(")]}")
_CITED = lazy(r"[\d\s,;–-]*[,;–][\d\s,;–-]*$")  # "1,2", as works are cited
_OPERATORS = frozenset("+-−±=/·×*∞")
# What is raised behind a number or a letter in "1st", "XIXe", "nº" and "Mlle", and "TM".
_ORDINAL_NAMES = (
    "st nd rd th er re ère nde ème ième me mes lle lles gr os as is mo ma tes te ste de den ch ve "
    "le la tm sm mc md"
)
_ORDINALS = frozenset(_ORDINAL_NAMES.split())
_ABBREVIATING = frozenset("adeorst")  # one letter that does the same
_UNITS = _ABBREVIATING | {"h"}  # behind a number
_NOTES = frozenset("abcdefgh")  # below tables
_FIGURES = frozenset("0123456789.,")
_POWERS = frozenset("ijkmnpqxyzNT")  # of what has a capital for its name
# What refers to a note: "1", "2,1", "iv", "a", "†".
_SIGN = lazy(r"(?:\d{1,4}|[a-z]|[ivxlc]{2,6}|[*∗†‡§¶#]{1,3})(?:[,;–-] ?(?:\d{1,4}|[a-z]))*$", 2)
_SENTENCE_END = lazy(r"(?:[^\W\d_]{2}|[)\]”’\"'»])[.!?,;:…][”’\"'»)]*$|[。！？、，；：]$")
_BEFORE = 5  # code points, in which a sentence ends


class Raised(NamedTuple):
    """A text with its marks; ``added`` are the offsets in the text before where a sign was put in,
    once for each sign."""

    text: str
    marks: tuple[Mark, ...]
    added: tuple[float, ...] = ()


def script(sign: str, text: str) -> str:
    """A superscript (``sign`` is "^") or subscript ("_") of a formula."""
    table = _SUPERS if sign == "^" else _SUBS
    if text and all(ord(one) in table for one in text) and not _WORD.search(text):
        return text.translate(table)
    before, behind = _typed(sign, text)
    return f"{before}{text}{behind}"


def _typed(sign: str, text: str) -> tuple[str, str]:
    """What is typed before and behind a superscript or subscript."""
    bare = len(text) == 1 or _NUMBER.match(text) or (sign == "_" and text.isalnum())
    closed = text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1
    return (sign, "") if bare or closed else (f"{sign}(", ")")


def raised(text: str, marks: Sequence[Mark]) -> Raised:
    """The text with its superscripts and subscripts, which ``marks`` tell, as characters, and with
    its references to notes in brackets.

    Ordinals ("1st") stay, and numbers of notes at the beginning.
    """
    found = [mark for mark in marks if mark.kind in _SHOWN and mark.start]
    if not found:
        return Raised(text, tuple(marks))
    around = _around(text, marks)
    pieces: list[str] = []
    added: list[float] = []
    at = 0
    for mark in sorted(found, key=lambda mark: mark[1:3]):
        start, end = mark.start, mark.end
        if start < at:
            continue
        if _is_reference(text, mark, around):
            pieces += [text[at:start], f"[{text[start:end]}]"]
            added += [start + 0.5, float(end)]
            at = end
            continue
        if mark.kind is MarkKind.FOOTNOTE or around.is_linked(start, end):
            continue
        words, table = text[start:end], _TABLES[mark.kind]
        known = all(ord(one) in table for one in words)
        beside = text[start - 1] + text[end : end + 1]
        figures = any(map(str.isdecimal, words))
        if (known and beside.strip() and (words == "n" or figures)) or (
            figures and _CITED.match(words)
        ):
            shown = words.translate(table)
        elif _is_power(text, mark, around):
            shown = script(_TYPED[mark.kind], words)
            if len(shown) > len(words):
                before, behind = _typed(_TYPED[mark.kind], words)
                # A mark that begins with the words has the sign before them too.
                added += [start + 0.5] * len(before) + [float(end)] * len(behind)
        else:
            continue
        pieces += [text[at:start], shown]
        at = end
    text = "".join((*pieces, text[at:]))
    if not added:
        return Raised(text, tuple(marks))
    moved = (
        mark._replace(start=moved_by(added, mark.start), end=moved_by(added, mark.end))
        for mark in marks
    )
    return Raised(text, tuple(moved), tuple(added))


def moved_by(added: Sequence[float], offset: int) -> int:
    """Where an offset is after signs were put in, as `Raised.added` tells."""
    return offset + bisect_right(added, offset)


def _is_reference(text: str, mark: Mark, around: _Around) -> bool:
    """Whether something is the sign of a note that has no brackets yet."""
    start, end = mark.start, mark.end
    if mark.kind is MarkKind.SUBSCRIPT or not _SIGN.match(text[start:end]):
        return False
    if text[start - 1] == "[" and text[end : end + 1] == "]":
        return False
    if mark.kind is MarkKind.FOOTNOTE or around.is_linked(start, end):
        return True
    behind = text[end : end + 1]
    cited = text[start:end].isalnum() or _CITED.match(text[start:end])
    if not cited or behind.isalnum():
        return False
    return _SENTENCE_END.search(text[max(0, start - _BEFORE) : start]) is not None


class _Around(NamedTuple):
    """What tells a power from an abbreviation: what is ``slanted``, where superscripts and
    subscripts end, whether hours are told, and the links by where they begin and end at last."""

    slanted: frozenset[tuple[int, int]]
    ends: frozenset[int]
    hours: bool
    links: list[int]
    reach: list[int]

    def is_linked(self, start: int, end: int) -> bool:
        """Whether a link overlaps what is there."""
        before = bisect_left(self.links, end)
        return before > 0 and self.reach[before - 1] > start


def _around(text: str, marks: Sequence[Mark]) -> _Around:
    links = sorted(mark[1:3] for mark in marks if mark.kind in _LINKS)
    return _Around(
        frozenset(mark[1:3] for mark in marks if mark.kind is MarkKind.EMPHASIS),
        frozenset(mark.end for mark in marks if mark.kind in _TABLES),
        any(mark.kind in _TABLES and text[mark.start : mark.end] == "h" for mark in marks),
        [start for start, _ in links],
        list(accumulate((end for _, end in links), max)),
    )


def _is_power(text: str, mark: Mark, around: _Around) -> bool:
    """Whether what is raised or lowered belongs to a formula, so that it may not run into it."""
    start, end = mark.start, mark.end
    words, base = text[start:end], text[start - 1]
    if len(words) > _LONGEST or "\n" in words or not any(map(str.isalnum, words)):
        return False
    alone = start < 2 or not text[start - 2].isalpha()  # a letter, or what is no letter
    if mark.kind is MarkKind.SUBSCRIPT:
        is_logo = text[start - 1 : end + 1].upper() == "TEX"
        fits = alone or not words.isalpha() or len(words) <= _INDEX
        return not is_logo and fits and (base.isalnum() or base in _CLOSED)
    if words.casefold() in _ORDINALS or _CITED.match(words):
        return False
    slanted = (start, end) in around.slanted or (alone and (start - 1, start) in around.slanted)
    formula = slanted or _is_mathematical(words)
    if start in around.ends:  # behind an index
        return formula
    if base in _CLOSED:
        return slanted or (formula and words not in _NOTES)
    if base.isdigit():
        number = text[max(0, start - 3) : start]
        large = number[-2:-1] in _FIGURES and (number[-2:] != "10" or number[:-2] in _FIGURES)
        other = words in _UNITS or (large and words in _NOTES) or (words == "m" and around.hours)
        return slanted or (formula and not other)
    goes_on = text[end : end + 1].isalpha() and words != "T"
    if not (base.isalpha() and alone) or (goes_on and not slanted):
        return False
    if slanted or len(words) > 1:
        return formula or base == "e"
    return words in _POWERS if "A" <= base <= "Z" else words not in _ABBREVIATING


def _is_mathematical(words: str) -> bool:
    """Whether words are a variable, or have signs of mathematics in them."""
    return (
        len(words) == 1
        or not _OPERATORS.isdisjoint(words)
        or words[0].isdigit()
        or any("α" <= one <= "ω" for one in words)
    )
