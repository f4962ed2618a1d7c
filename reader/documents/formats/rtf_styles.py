"""The fonts and the styles of a rich text, which stand at its head."""

from __future__ import annotations

from typing import NamedTuple

from reader.documents.formats.block_parts import Context
from reader.documents.formats.rtf_tokens import of_charset
from reader.documents.formats.style_names import context_of, plain_name


class Style(NamedTuple):
    """A paragraph: its level in the outline, from 0, where it is a heading, or what else it is."""

    level: int | None = None
    context: Context | None = None
    title: bool = False


class Fonts:
    """The fonts: how the bytes of text in them are to be read, and which are for code.

    ``default`` is the encoding of what says none.
    """

    def __init__(self) -> None:
        self.default = "cp1252"
        self._fonts: dict[int, tuple[str, bool]] = {}
        self._last = 0

    def describe(self, word: str, number: int | None) -> None:
        """A word in the table of fonts."""
        if word == "f":
            self._last = number or 0
            self._fonts[self._last] = (self.default, False)
        elif word in ("fcharset", "fmodern"):
            encoding, code = self[self._last]
            if word == "fcharset":
                encoding = of_charset(number or 0, self.default)
            self._fonts[self._last] = (encoding, code or word == "fmodern")

    def __getitem__(self, number: int) -> tuple[str, bool]:
        return self._fonts.get(number, (self.default, False))


class Styles:
    """The styles of paragraphs, by their numbers."""

    def __init__(self) -> None:
        self._styles: dict[int, Style] = {}
        self._last = self._based = -1
        self._level: int | None = None

    def describe(self, word: str, number: int | None) -> bool:
        """A word in the table of styles; whether a style begins, which `end` has to end."""
        if word == "s":
            self._last, self._level, self._based = number or 0, None, -1
        elif word == "outlinelevel":
            self._level = number
        elif word == "sbasedon":
            self._based = number if number is not None else -1
        return word == "s"

    def end(self, name: str) -> None:
        """The style ends, and is called so."""
        name = plain_name(name.strip().rstrip(";"))
        based = self[self._based]
        level = based.level if self._level is None else self._level
        if name.startswith("heading") and name[7:].isdecimal():
            level = int(name[7:9]) - 1
        context = context_of(name) or based.context
        self._styles[self._last] = Style(level, context, name == "title")

    def __getitem__(self, number: int) -> Style:
        return self._styles.get(number, Style())
