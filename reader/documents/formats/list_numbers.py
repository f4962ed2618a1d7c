"""The numbers before paragraphs that word processors count: forms, levels, and the counting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reader.documents.formats.lists import written
from reader.text.patterns import lazy

LEVELS = 10  # that a list can have at most
_MOST = 1_000_000_000
_PLACE = lazy(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"}
    | {"taiwaneseCountingThousand", "ideographTraditional"}
)
CHECKS = {"☐": "☐", "□": "☐", "☑": "☑", "☒": "☑", "✓": "☑", "✔": "☑"}  # of tasks


class Level(NamedTuple):
    """A level of a list: how its numbers are written, in the words of OOXML ("decimal",
    "upperRoman", "bullet"); what stands before a paragraph, with "%1" for the number of the first
    level, and so on; the first number; and whether numbers of other levels are in figures."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1
    restarts: bool = True
    legal: bool = False


class Counter:
    """A list, or several that are counted as one."""

    def __init__(self) -> None:
        self._counts: list[int | None] = [None] * LEVELS

    def restart(self, level: int, start: int) -> None:
        """The next number on a level is this one."""
        self._counts[level] = start - 1

    def next(self, level: int, levels: Mapping[int, Level]) -> str:
        """What stands before the next paragraph on a level; "" where it has no number."""
        own = levels.get(level, Level("none", ""))
        count = self._counts[level]
        count = own.start if count is None else min(count + 1, _MOST)
        self._counts[level] = count
        for deeper in range(level + 1, LEVELS):
            if levels.get(deeper, own).restarts:
                self._counts[deeper] = None
        if own.form == "bullet":
            sign = own.text.strip()
            return CHECKS.get(sign, "•" if sign else "")

        def number(place: int) -> str:
            at = levels.get(place, own)
            value = self._counts[place]
            return spelled(
                at.start if value is None else value,
                "decimal" if own.legal and at.form != "none" else at.form,
            )

        text = _PLACE.sub(
            lambda found: number(int(found[1]) - 1) if found[1] != "0" else "", own.text
        )
        return " ".join(text.split())


def spelled(number: int, form: str) -> str:
    """A number in one of the forms of OOXML; in figures where the form is not known."""
    match form:
        case "none":
            return ""
        case "lowerRoman":
            return written(number, "i")
        case "upperRoman":
            return written(number, "I")
        case "lowerLetter" | "upperLetter" if 0 < number < 1000:
            first = "a" if form == "lowerLetter" else "A"
            times, letter = divmod(number - 1, 26)
            return chr(ord(first) + letter) * (times + 1)
        case "decimalZero":
            return f"{number:02}"
        case "ordinal":
            ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 // 10 != 1 else 0)
            return f"{number}{ending or 'th'}"
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 0 < number <= 20:
            return chr(0x245F + number)
        case "ideographDigital" | "japaneseDigitalTenThousand" if number > 0:
            return "".join(_DIGITS[int(digit)] for digit in str(number))
        case _ if form in _CHINESE and 0 < number < 10_000:
            return _chinese(number)
    return str(number)


def _chinese(number: int) -> str:
    """A number as it is said: 二十一."""
    said, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            one = digit == 1 and unit == 10 and not said
            said += ("〇" if gap and said else "") + ("" if one else _DIGITS[digit]) + sign
        gap = not digit
    return said
