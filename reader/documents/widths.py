"""How wide a line of plain text is, and whether a word more would have fitted on it."""

from __future__ import annotations

_NARROW = "\u2e7f"  # characters after this one take two cells, nearly all of them
_HANGUL = ("\uac00", "\ud7a3")  # written with spaces between words


def width_of(line: str, scale: int) -> int:
    """The cells of a line, as exactly as telling layouts apart needs it."""
    if scale == 1 or line.isascii():
        return len(line)
    return len(line) + sum(char > _NARROW for char in line)


def fits(line: str, after: str, width: int, scale: int) -> bool:
    """Whether the first word of ``after`` would have fitted at the end of ``line``."""
    return width_of(line, scale) + first_word_width(after, scale) <= width


def first_word_width(line: str, scale: int) -> int:
    """The cells that the first word of a line takes, with a space before it."""
    if scale == 2 and line[:1] > _NARROW and not _HANGUL[0] <= line[0] <= _HANGUL[1]:
        return 2  # a line may end before any character
    space = line.find(" ", 0, 30)
    return 1 + width_of(line[:space] if space >= 0 else line[:30], scale)
