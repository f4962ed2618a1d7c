"""What stands before the items of lists in HTML."""

from __future__ import annotations

from collections.abc import Mapping

_MOST = 1_000_000_000
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class ListStyle:
    """A list that is open: the number of its next item, how it is written ("" is a bullet) and
    whether the numbers grow or fall."""

    __slots__ = ("number", "numbering", "step")

    def __init__(self, numbering: str, number: int, step: int) -> None:
        self.numbering = numbering
        self.number = number
        self.step = step


def list_style(tag: str, attributes: Mapping[str, str]) -> ListStyle:
    """The style of a list that begins."""
    if tag != "ol":
        return ListStyle("", 1, 1)
    falls = "reversed" in attributes
    numbering = attributes.get("type", "1")
    return ListStyle(
        numbering if numbering in ("a", "A", "i", "I") else "1",
        _number(attributes.get("start", ""), 1),
        -1 if falls and "start" in attributes else 1,
    )


def marker_of(style: ListStyle, attributes: Mapping[str, str]) -> str:
    """What stands before the next item of a list; its ``value`` may set the number."""
    if not style.numbering:
        return "•"
    number = _number(attributes.get("value", ""), style.number)
    style.number = number + style.step
    return f"{written(number, style.numbering)}."


def _number(word: str, otherwise: int) -> int:
    try:
        number = int(word[:12])
    except ValueError:
        return otherwise
    return number if -_MOST < number < _MOST else otherwise


def written(number: int, numbering: str) -> str:
    """A number in letters ("a", "A") or Roman ("i", "I"), as far as there are such, or figures."""
    if numbering in "aA" and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
        return letters.upper() if numbering == "A" else letters
    if numbering in "iI" and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            times, number = divmod(number, value)
            roman += sign * times
        return roman.upper() if numbering == "I" else roman
    return str(number)
