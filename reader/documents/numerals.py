"""The values of numerals: Roman ones, Chinese and Japanese ones, Korean ones."""

from __future__ import annotations

import re

# A Roman numeral as headings have them, up to 399: "MIX" and "DI" are words.
ROMAN = r"(?=[CLXVI])C{0,3}(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})"
# The signs of an ideographic and of a Korean numeral, for a class of characters.
IDEOGRAPHIC = "〇零○一二三四五六七八九十百千两兩廿卅壹贰叁肆伍陆柒捌玖拾佰壱弐参"
HANGUL = "일이삼사오육칠팔구십백"

_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ANY_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})")
_DIGITS = {
    char: value
    for digits in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "영일이삼사오육칠팔구")
    for value, char in enumerate(digits)
} | {"○": 0, "两": 2, "兩": 2, "壱": 1, "弐": 2, "参": 3}
_UNITS = {"十": 10, "拾": 10, "십": 10, "百": 100, "佰": 100, "백": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30}


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral in either case, or one of the signs Ⅰ to Ⅻ; 0 if it is none."""
    if "Ⅰ" <= numeral <= "Ⅻ":
        return ord(numeral) - ord("Ⅰ") + 1
    lower = numeral.lower()
    if not _ANY_ROMAN.fullmatch(lower):
        return 0
    values = [_ROMAN_DIGITS[letter] for letter in lower]
    return sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=False)
    )


def ideographic_value(numeral: str) -> int:
    """The value of 十二 (12), 一〇二 (102), 百二 (102), 이십삼 (23) of digits; else 0."""
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for char in numeral:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _TENS:
            total += _TENS[char]
        elif char in _DIGITS:
            digit = 10 * digit + _DIGITS[char]  # without units the digits have places
        else:
            return 0
    return total + digit
