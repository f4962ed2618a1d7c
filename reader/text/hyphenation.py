"""Breaking words at the end of a row: by a dictionary of the language, and at soft hyphens.

The dictionaries are those of Pyphen, an optional library. The hyphen that is drawn is no part
of the text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

from reader.text.wrap import IDEOGRAPHIC, cell_offsets, is_simple, row_end, row_pattern

HYPHEN = "-"
SOFT_HYPHEN = "\u00ad"
SHORTEST = 5  # letters of a word that may be broken
LADDER = 3  # rows one below the other that may end with a hyphen
_LONGEST = 80  # code points of what stands between two spaces, if it is looked at

# A word for the dictionary: letters, with punctuation around and an elided article or ending;
# not an address, a number, or anything else that has more than letters in it.
_WORD = re.compile(
    rf"[^\w\s]*(?:\w{{1,2}}['’])?([^\W\d_]{{{SHORTEST},}})(?:['’]\w{{1,2}})?"
    r"(?=[^\w\s\u0300-\u036f\u200d]*(?:\s|$)|[-‐–—])"
)
_CHUNK = re.compile(rf"\S{{1,{_LONGEST}}}")
_HYPHENS = "-‐"
_DASHES = "-‐–—"

# Where a word may be broken: offsets in it.
Points = Callable[[str], tuple[int, ...]]


class NoDictionariesError(Exception):
    """Pyphen is not installed."""


def nowhere(word: str) -> tuple[int, ...]:
    """The points of a word in a language without a dictionary: only soft hyphens are left."""
    return ()


@lru_cache(8)
def dictionary(language: str) -> Points:
    """The points of the words of a language ("en", "de-CH"); `nowhere` if there is none for it.

    Names are not broken. Reading a dictionary takes up to half a second, once. Raises
    NoDictionariesError.
    """
    if not language:
        return nowhere
    try:
        import pyphen
    except ImportError:
        raise NoDictionariesError from None
    name = _name(language, pyphen.LANGUAGES)
    if not name:
        return nowhere
    positions = pyphen.Pyphen(lang=name, left=2, right=3).positions

    keep_names = not name.startswith("de")  # where nouns are written as names are

    @lru_cache(8192)
    def points(word: str) -> tuple[int, ...]:
        if keep_names and word[0].isupper():
            return ()
        # Where breaking changes the spelling ("asszony", "asz-szony"), the text would not stay.
        return tuple(int(at) for at in positions(word) if getattr(at, "data", None) is None)

    return points


def _name(language: str, known: object) -> str:
    """The dictionary for a language: of its country, of the largest one, or any."""
    names = [str(name) for name in known] if hasattr(known, "__iter__") else []
    wanted = language.replace("-", "_").split("_")
    code = wanted[0].lower()
    country = wanted[-1].upper() if len(wanted) > 1 else ""
    largest = {"en": "en_US", "pt": "pt_PT", "sr": "sr_Latn", "zu": "zu_ZA"}.get(code, "")
    for name in (f"{code}_{country}", largest, f"{code}_{code.upper()}", code):
        if name in names:
            return name
    return next((name for name in sorted(names) if name.split("_")[0] == code), "")


def wrap_hyphenated(
    text: str,
    start: int,
    end: int,
    width: int,
    out: array[int],
    hyphens: set[int],
    points: Points,
    indent: int = 0,
) -> None:
    """As `wrap`, but words are broken; ``hyphens`` gets the offsets at which a hyphen is drawn."""
    width = max(2, width)
    simple = is_simple(text, start, end)
    line = "" if simple else text[start:end]
    offsets = [] if simple else cell_offsets(line)
    at, room, ladder = start, max(2, width - indent), 0
    while True:
        out.append(at)
        # The limit is the last place for a break that leaves a cell for the hyphen.
        if simple:
            found = row_pattern(room).match(text, at, end)
            stop = found.end() if found else end
            limit = at + room - 1
        else:
            stop = start + row_end(line, offsets, at - start, room)
            limit = start + bisect_right(offsets, offsets[at - start] + room - 1) - 1
        if stop >= end:
            return
        broken = 0
        if ladder < LADDER and (limit - stop >= 2 or not text[stop - 1].isspace()):
            broken = _break(text, at, stop, limit, end, points)
        if broken:
            stop = broken
            hyphens.add(stop)
        ladder = ladder + 1 if broken else 0
        at, room = stop, width


def _break(text: str, at: int, stop: int, limit: int, end: int, points: Points) -> int:
    """The best place to break the word at the end of the row ``text[at:stop]``; 0 if none.

    It lies after ``at`` and not after ``limit``.
    """
    before = text[stop - 1]
    if before in _HYPHENS or IDEOGRAPHIC.match(before):
        return 0  # a compound is broken at its own hyphen
    begin = floor = stop
    if not before.isspace() and before not in _DASHES:  # in a word, which may have begun rows ago
        floor = at
        while begin > 0 and stop - begin < _LONGEST:
            before = text[begin - 1]
            if before.isspace() or before in _DASHES:
                break
            begin -= 1
    chunk = _CHUNK.match(text, begin, end)
    if chunk is None:
        return 0
    if SOFT_HYPHEN in chunk[0]:
        soft = text.rfind(SOFT_HYPHEN, floor + 1, min(limit, chunk.end() - 1))
        return soft + 1 if soft >= 0 else 0
    word = _WORD.match(text, begin, end)
    if word is None:
        return 0
    first = word.start(1)
    breaks = (first + point for point in points(word[1]))
    return max((place for place in breaks if floor < place <= limit), default=0)
