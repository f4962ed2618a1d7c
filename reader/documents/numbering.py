"""The numbers of headings: "Chapter IV", "2.1 Method", "VII.", "Erster Akt", "§ 12", "第三章"."""

from __future__ import annotations

import re

from reader.documents.divisions import (
    AFTER_STOP,
    ARTICLE_RANK,
    CHAPTER_RANK,
    DIVISIONS,
    LETTERED,
    Number,
)
from reader.documents.east_asian_numbers import counted_division, east_asian_number
from reader.documents.number_words import MOST_WORDS, beginnings, cardinals, ordinals
from reader.documents.numerals import ROMAN, ideographic_value, roman_value
from reader.text.patterns import lazy

__all__ = ["CHAPTER_RANK", "Number", "number_of", "value_of"]

# What has numbers of several levels and still stands side by side: version 2.1 below 2.0.3.
_RELEASES = frozenset(["version", "release", "versione", "versao", "versie", "версия"])
_MARGIN = " \t\n_*\u00a0\u3000\ufeff\u200e\u200f\u202a\u202b"
_OPENING = frozenset("[(（〔—–-")

_WORD = lazy(r"[^\W\d_]+")
_NEXT_WORD = lazy(r"[\s-]+([^\W\d_]+)")
_COMPOUND = lazy(r"-[^\W\d_]")  # "First Night-Watch"
_ARTICLES = frozenset(
    ("the", "das", "der", "die", "le", "la", "el", "il", "lo", "o", "a", "het", "de")
)
# The end of an ordinal: 1st, 2nd, 1er, 2e, 3ème, 1º, 2-я.
_ORDINAL = r"(?:\.?[ºª°]|st|nd|rd|th|ère|er|re|ème|e|de|ste|-?(?:ая|ья|ый|ой|ий|ое|ье|я|й|е))"
_COUNT = lazy(
    # "Chapter No. 5", "Kapitel das erste", "مادة (٣)"
    r"\.?\s*(?:(?P<article>the|das|der|die|le|la)\s+|(?:number|num\.|núm\.?|n[o°º]\.?|nr\.?|№|رقم)\s*)?"
    r"[(\[]?"
    r"(?:(?P<digits>\d{1,4}(?:\.\d{1,3}){0,4})(?:"
    rf"{_ORDINAL}|[a-zA-Z]|[ -](?:bis|ter|quater))?(?!\w)"
    rf"|(?P<roman>(?-i:{ROMAN}|x{{0,3}}(?:ix|iv|v?i{{0,4}})))(?:{_ORDINAL})?(?<=\w)(?![\w'’])"
    r"|(?P<sign>[Ⅰ-Ⅻ])"
    r"|(?P<letter>(?-i:[A-ZА-Я]))(?![\w'’])"
    r"|(?=[^\W\d_]))",
    re.IGNORECASE,
)
_STOP = lazy(r"[)\]]*\s*(?P<stop>[.:_*|—–：．、،-]*)[\s.:_*—–-]*")
_AND = lazy(r"[,;]\s*(?=([^\W\d_]+))")  # "Part One, Chapter Two"
_REFERENCE = lazy(r"(?:abs|absatz|satz|nr|ziff|al|apdo)\b", re.IGNORECASE)

_COUNTED = lazy(
    rf"(?:(?P<digits>\d{{1,3}})|(?P<roman>{ROMAN}))(?P<mark>\.|{_ORDINAL})\s*(?P<word>[^\W\d_]+)"
)
_BARE = lazy(
    rf"[\s_*\[(（〔—–-]*(?:(?P<roman>{ROMAN}|[Ⅰ-Ⅻ])|(?P<digits>\d{{1,3}}))(?<=\w)"
    r"[.:)）〕．、_*\]\s—–-]*$"
)
_SEPARATOR = r"(?:\.?[ \t\u00a0\u3000]+|[.．、]\s*(?=[\u2e80-\uffdc“「『]))"
_DECIMAL = lazy(
    rf"(?P<number>\d{{1,3}}(?:[.．－]\d{{1,3}}){{0,5}}|(?:[A-Z]|{ROMAN})(?:\.\d{{1,3}}){{1,5}})"
    rf"(?P<separator>{_SEPARATOR})(?P<rest>\S.*)$"
)
_ROMAN_TITLE = lazy(
    rf"(?P<number>{ROMAN}|[Ⅰ-Ⅻ])(?<=\w)"
    r"(?:(?:[.:)．、]|\s*[—–-])(?:[\s.—–-]+|(?=[\u2e80-\uffdc]))|(?P<space>\s+))(?P<rest>\S.*)$"
)
_LETTER_TITLE = lazy(r"(?P<number>[A-ZА-Я])[.)．][ \t\u3000]*(?<![.)])(?P<rest>\S.*)$")
_PARAGRAPH = lazy(r"§{1,2}\s*(?P<number>\d{1,4})(?:[.,]\d{1,3})*\s?(?:[a-z])?(?!\w)")
_FULL_WIDTH = {ord("．"): "."} | {
    code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))
}
_ARABIC_POINTS = lazy(r"[\u064b-\u0655\u0670\u0640]+")
_CYRILLIC = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"


def number_of(line: str) -> Number | None:
    """The number at the start of a line that may be a heading; None if it has none.

    It is asked of every short line of a book: the first character decides what is tried. A line
    that is indented must be a numeral or name a division, since items and code have numbers, too.
    """
    if not line:
        return None
    first = line[0]
    indented = first in " \t\n"
    text = line
    if first in _MARGIN:
        text = line.strip(_MARGIN)
        if not text:
            return None
        first = text[0]
    if "０" <= first <= "ｚ":
        text = text.translate(_FULL_WIDTH)
        first = text[0]
    if first.isalpha() and not first.isdecimal():
        if first >= "\u2e80":
            return east_asian_number(text)
        return _named(text) or (_lettered(text, indented) if first.isupper() else None)
    if first.isdecimal():
        number = _counted(text) or _bare(text) or counted_division(text)
        return number or (None if indented else _decimal(text))
    if first == "§":
        return _paragraph(text)
    if first in _OPENING:
        return _bare(text) or east_asian_number(text)
    if "Ⅰ" <= first <= "Ⅻ":
        return _bare(text) or _roman_title(text)
    if first == "〇":
        return east_asian_number(text)
    return None


def value_of(number: str) -> int:
    """The value of digits, a Roman numeral, a letter or words for a number; 0 if it is none."""
    lower = number.lower()
    if lower.isdecimal():
        return int(lower)
    phrase = " ".join(lower.replace("-", " ").split())
    value = ordinals().get(phrase, cardinals().get(phrase, 0))
    return value or roman_value(number) or _letter_value(number) or ideographic_value(number)


def _letter_value(letter: str) -> int:
    upper = letter.upper()
    if len(upper) == 1 and "A" <= upper <= "Z":
        return ord(upper) - 64
    return _CYRILLIC.find(upper) + 1 if len(upper) == 1 else 0


def _named(text: str) -> Number | None:
    """The number that stands with the name of a division, in either order."""
    if "\u0600" <= text[0] <= "\u06ff":
        text = _ARABIC_POINTS.sub("", text)
    match = _WORD.match(text)
    if match is None:
        return None
    word = match[0].lower()
    if division := DIVISIONS.get(word):
        return _division_first(text, match.end(), division)
    if word in _ARTICLES or word[:3] in beginnings():
        return _ordinal_first(text) if _names_a_division(text) else None
    return None


def _names_a_division(text: str) -> bool:
    """Whether one of the words after the first is a division: before ordinals are looked up."""
    words = _WORD.findall(text[:60].lower())
    return not DIVISIONS.keys().isdisjoint(words[1 : MOST_WORDS + 2])


def _division_first(text: str, at: int, division: tuple[str, int]) -> Number | None:
    kind, rank = division
    count = _COUNT.match(text, at)
    if not count:
        return None
    end = count.end()
    alone = False  # whether nothing but a stop may follow
    if digits := count["digits"]:
        levels = digits.split(".")
        value = int(levels[-1])
        if len(levels) > 1 and kind not in _RELEASES:
            rank += len(levels) - 1
            kind = f"{kind} {len(levels)}"
    elif roman := count["roman"] or count["sign"]:
        value = roman_value(roman)
        if len(roman) == 1 and roman in "CL" and kind in LETTERED:
            value = _letter_value(roman)
        if roman.islower() and len(roman) == 1:
            return None  # "Section i would build"
    elif letter := count["letter"]:
        value = _letter_value(letter)
        alone = kind not in LETTERED
    else:
        found = _phrase(text, end, count["article"] is not None)
        if not found:
            return None
        value, end = found
    if end == at or (not text[at : at + 1].isascii() and text[at].isalnum()):
        return None
    number = _finish(text, end, kind, value, rank, alone)
    if number and number.rest.startswith(text[:at]):
        return None  # "Teil um Teil trug…"
    return number


def _phrase(text: str, at: int, only_ordinals: bool) -> tuple[int, int] | None:
    """The value of the longest phrase for a number at a place, and where it ends."""
    match = _WORD.match(text, at)
    words: list[str] = []
    ends: list[int] = []
    while match and len(words) < MOST_WORDS:
        words.append(match[match.lastindex or 0].lower())
        ends.append(match.end())
        match = _NEXT_WORD.match(text, match.end())
    for length in range(len(words), 0, -1):
        phrase = " ".join(words[:length])
        value = ordinals().get(phrase)
        if value is None and not only_ordinals:
            value = cardinals().get(phrase)
        if value is not None:
            return value, ends[length - 1]
    return None


def _ordinal_first(text: str) -> Number | None:
    """ "Erster Akt", "The Second Part"."""
    match = _WORD.match(text)
    at = 0
    if match and match[0].lower() in _ARTICLES and (after := _NEXT_WORD.match(text, match.end())):
        at = after.start(1)
    found = _phrase(text, at, True)
    if not found:
        return None
    value, end = found
    after = _NEXT_WORD.match(text, end)
    division = DIVISIONS.get(after[1].lower()) if after else None
    if not after or not division or _COMPOUND.match(text, after.end()):
        return None
    return _finish(text, after.end(), division[0], value, division[1], at > 0)


def _finish(
    text: str, at: int, kind: str, value: int, rank: int, alone: bool = False
) -> Number | None:
    """The number, unless what follows it goes on as a sentence does."""
    stop = _STOP.match(text, at)
    rest = text[stop.end() :] if stop else ""
    stopped = bool(stop and stop["stop"])
    if (also := _AND.match(rest)) and also[1].lower() in DIVISIONS:
        return Number(kind, value, rank, rest[also.end() :], True)
    if rest and (rest[0] in ",;" or text[0].islower()):
        return None
    if rest and not stopped:
        if rest[0].islower() or alone or _REFERENCE.match(rest):
            return None
        caseless = rest[0].isalpha() and not rest[0].isupper()
        if caseless and (rest[-1] in ".،؛" or len(rest) > 60):
            return None
    return Number(kind, value, rank, rest, True)


def _counted(text: str) -> Number | None:
    """ "1. Kapitel", "2nd Book", "IIe partie"."""
    match = _COUNTED.match(text)
    if not match or not (division := DIVISIONS.get(match["word"].lower())):
        return None
    kind, rank = division
    if match["mark"] == "." and kind not in AFTER_STOP:
        return None
    value = int(match["digits"]) if match["digits"] else roman_value(match["roman"])
    return _finish(text, match.end(), kind, value, rank)


def _paragraph(text: str) -> Number | None:
    """ "§ 12a Name"."""
    match = _PARAGRAPH.match(text)
    return _finish(text, match.end(), "§", int(match["number"]), ARTICLE_RANK) if match else None


def _bare(text: str) -> Number | None:
    """A numeral that stands alone: "XIV", "[7]", "— 3 —"."""
    match = _BARE.match(text)
    if not match:
        return None
    if match["roman"]:
        return Number("roman", roman_value(match["roman"]), CHAPTER_RANK + 2, "")
    return Number("digits", int(match["digits"]), CHAPTER_RANK + 2, "")


def _lettered(text: str, indented: bool) -> Number | None:
    """What begins with a capital letter that may be a numeral: "IX. The Barge", "A.2 Proofs"."""
    second = text[1:2]
    if (
        second.isalpha()
        and not (second in "CLXVI" and text[0] in "CLXVI")
        and text[:3] not in ("Ier", "Ire")
    ):
        return None
    number = _bare(text) or _counted(text)
    if number or indented:
        return number
    return _decimal(text) or _roman_title(text) or _letter_title(text)


def _decimal(text: str) -> Number | None:
    match = _DECIMAL.match(text)
    if not match:
        return None
    levels = re.split("[.．－]", match["number"])
    rest = match["rest"]
    if len(levels) == 1 and rest[0].isdecimal() and not match["separator"].strip():
        return None  # "1 000 personnes"
    return Number(f"decimal {len(levels)}", int(levels[-1]), 6 + len(levels), rest)


def _roman_title(text: str) -> Number | None:
    match = _ROMAN_TITLE.match(text)
    if not match:
        return None
    numeral, rest = match["number"], match["rest"]
    if len(numeral) == 1 and numeral in "CL":
        return None  # the third and the twelfth of letters
    if match["space"]:
        # "II The Road", but not "I went" and "I Went".
        title = rest.isupper() if len(numeral) == 1 else not rest[0].islower()
        if not title or not rest[0].isalpha():
            return None
    return Number("roman title", roman_value(numeral), CHAPTER_RANK, rest)


def _letter_title(text: str) -> Number | None:
    match = _LETTER_TITLE.match(text)
    if not match:
        return None
    return Number("lettered", _letter_value(match["number"]), CHAPTER_RANK + 3, match["rest"])
