"""Signs of Word that are named by their places in a font."""

from __future__ import annotations

# Signs that Word has in fonts of pictures, where they are known by their place in the font.
_SYMBOLS = {
    "f0e0": "→", "f0df": "←", "f0e8": "→", "f04a": "☺", "f04c": "☹", "f0fc": "✓", "f0fb": "✗",
    "f0a8": "☐", "f06f": "☐", "f0fe": "☑", "f0fd": "☒", "f0b7": "•", "f0a7": "▪", "f0d8": "➢",
}  # fmt: skip
_FIGURES = frozenset("0123456789abcdefABCDEF")


def symbol(code: str) -> str:
    """The sign at a place in a font, as far as it is known; "" where it is not."""
    place = hexadecimal(code)
    return _SYMBOLS.get(code.lower(), chr(place) if 0x20 < place < 0xD800 else "")


def hexadecimal(word: str) -> int:
    """A number of four figures; 0 for what is none."""
    return int(word, 16) if len(word) == 4 and set(word) <= _FIGURES else 0
