"""The numbers of headings: "Chapter IV", "2.1 Method", "VII.", "第三章"."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.patterns import lazy

# How far out each kind of division stands; those of the same rank never hold one another.
_DIVISIONS = {
    "volume vol tome band deel volumen": 1,
    "book livre buch boek libro": 2,
    "part partie teil parte": 3,
    "act acte akt aufzug atto acto bedrijf": 3,
    "chapter chapitre kapitel capítulo capitulo capitolo hoofdstuk cap chap": 5,
    "canto chant gesang letter lettre brief lettera carta lecture lesson stave epoch essay": 5,
    "appendix annexe anhang apéndice appendice bijlage annex": 5,
    "scene scène szene auftritt scena escena toneel": 6,
    "section abschnitt sección sezione sectie paragraaf article artikel": 6,
}
CHAPTER_RANK = 5
_RANKS = {word: rank for words, rank in _DIVISIONS.items() for word in words.split()}

_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth last"
)
_OTHERS = {  # German, French, Spanish, Italian, Dutch: as far as books spell their numbers out
    1: "premier première erste erster erstes primero primera primo prima eerste",
    2: "deuxième seconde zweite zweiter zweites segundo segunda secondo tweede",
    3: "troisième dritte dritter drittes tercero tercera terzo derde",
    4: "quatrième vierte vierter viertes cuarto cuarta quarto vierde",
    5: "cinquième fünfte fünfter fünftes quinto quinta vijfde",
}
_ORDINAL_VALUES = {
    **{word: number for number, word in enumerate(_ORDINALS.split(), 1)},
    **{word: number for number, words in _OTHERS.items() for word in words.split()},
}
_WORDS = {
    **{word: number for number, word in enumerate(_CARDINALS.split(), 1)},
    **_ORDINAL_VALUES,
}
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

_ROMAN = r"(?=[mdclxvi])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})(?<=[mdclxvi])"
_NUMBER = rf"(?:\d{{1,4}}|{_ROMAN}|{'|'.join(_WORDS)}|[a-z])\b(?:-(?:{'|'.join(_WORDS)})\b)?"
# A quick look, before the patterns that take long to make.
_FIRST_WORD = lazy(r"[\s_*]*(?:[tT][hH][eE]\s+)?([^\W\d_]+)")
_FIRST_WORDS = _RANKS.keys() | _ORDINAL_VALUES.keys()
_NAMED = lazy(
    rf"[\s_*]*(?:the\s+)?(?P<division>{'|'.join(_RANKS)})\b\.?\s+(?:the\s+|n[o°º]\.?\s*)?"
    rf"(?P<number>{_NUMBER})(?P<stop>[.:_*)\]]*)\s*[-—–:.]*\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_ORDINAL_FIRST = lazy(
    rf"[\s_*]*(?:the\s+)?(?P<number>{'|'.join(_ORDINAL_VALUES)})\s+"
    rf"(?P<division>{'|'.join(_RANKS)})\b(?P<stop>[.:_*]*)\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_DECIMAL = lazy(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,5}|[A-Z](?:\.\d{1,3}){1,5})\.?[ \t]+(?P<rest>\S.*)$"
)
_LETTERED = lazy(r"(?P<number>[A-Z])\.[ \t]+(?P<rest>\S.*)$")
_ROMAN_TITLE = lazy(
    rf"(?P<number>{_ROMAN})(?:[.:)]|\s*[-—–])[\s.—–-]+(?P<rest>\S.*)$", re.IGNORECASE
)
_BARE = lazy(
    rf"[\s_*\[(§-]*(?:(?P<roman>{_ROMAN})|(?P<digits>\d{{1,3}}))[.:)_*\]\s-]*$", re.IGNORECASE
)
_IDEOGRAPHIC = lazy(
    r"\s*第\s*(?P<number>[〇零一二三四五六七八九十百千两兩\d]{1,8})\s*(?P<division>[章节節回卷部篇集话話編编])"
)
_IDEOGRAPHIC_RANKS = (
    dict.fromkeys("卷部集編编", 2) | dict.fromkeys("章回篇话話", 5) | dict.fromkeys("节節", 6)
)


class Number(NamedTuple):
    """The number that a line begins with.

    ``kind`` is the same for numbers that count the same thing ("chapter", "decimal 2", "roman");
    ``value`` is 0 where it is not known; ``rest`` is what follows the number; ``named`` tells that
    a word such as "chapter" stands with it.
    """

    kind: str
    value: int
    rank: int
    rest: str
    named: bool = False


def number_of(line: str) -> Number | None:
    """The number at the start of a line that may be a heading; None if it has none."""
    if (
        (match := _FIRST_WORD.match(line))
        and match[1].lower() in _FIRST_WORDS
        and (match := _NAMED.match(line) or _ORDINAL_FIRST.match(line))
    ):
        division = match["division"].lower()
        rest = match["rest"]
        # "Section a man…" and "Chapter two tells…" are sentences.
        small = (
            match["number"].isalpha() and len(match["number"]) == 1 and match["number"].islower()
        )
        if small or (rest[:1].islower() and not match["stop"]):
            return None
        return Number(division, value_of(match["number"]), _RANKS[division], rest, True)
    if match := _BARE.match(line):
        letters = match["roman"] or ""
        if letters and not letters.isupper():
            return None
        kind = "roman" if letters else "digits"
        return Number(kind, value_of(letters or match["digits"]), CHAPTER_RANK + 2, "")
    if match := _DECIMAL.match(line):
        parts = match["number"].split(".")
        return Number(f"decimal {len(parts)}", value_of(parts[-1]), 6 + len(parts), match["rest"])
    if (match := _ROMAN_TITLE.match(line)) and match["number"].isupper():
        return Number("roman title", value_of(match["number"]), CHAPTER_RANK, match["rest"])
    if match := _LETTERED.match(line):
        return Number("lettered", ord(match["number"]) - 64, CHAPTER_RANK + 3, match["rest"])
    if match := _IDEOGRAPHIC.match(line):
        division = match["division"]
        number = match["number"]
        value = int(number) if number.isdecimal() else 0
        rank = _IDEOGRAPHIC_RANKS[division]
        return Number(division, value, rank, line[match.end() :].strip(), True)
    return None


def value_of(number: str) -> int:
    """The value of digits, a Roman numeral, a letter or a word for a number; 0 if it is none."""
    lower = number.lower()
    if lower.isdecimal():
        return int(lower)
    if lower in _WORDS:
        return _WORDS[lower]
    if re.fullmatch(_ROMAN, lower):
        return _roman_value(lower)
    if len(lower) == 1 and "a" <= lower <= "z":
        return ord(lower) - 96
    first, _, second = lower.partition("-")
    return _WORDS.get(first, 0) + _WORDS.get(second, 0)


def _roman_value(numeral: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in numeral]
    return sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )
