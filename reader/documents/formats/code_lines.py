"""Code whose lines are paragraphs of their own, as FictionBook has it, becomes one block."""

from __future__ import annotations

from collections.abc import Mapping

from reader.documents.formats.markup import Markup

_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class CodeLines:
    """Stands before the markup and is told the same events; `release` at the end.

    A paragraph that has nothing but code in it is held back until it is known whether the next one
    is such a line too.
    """

    def __init__(self, markup: Markup) -> None:
        self._markup = markup
        self._held = ""  # what the paragraph has had: "p", "p code", "p code /code"
        self._words: list[str] = []  # and its code
        self._lines: list[str] = []
        self._title = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._held == "p" and tag == "code":
            self._held = "p code"
            return
        if self._held or tag != "p":
            self.release()
        self._title = self._title or tag in _TITLES
        if tag == "p" and not (attributes or self._title):
            self._held = "p"
        else:
            self.release()
            self._markup.start(tag, attributes)

    def data(self, text: str) -> None:
        """Characters."""
        if self._held == "p code":
            self._words.append(text)
        elif text.strip() or not (self._held or self._lines):
            self.release()
            self._markup.data(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._held == "p code" and tag == "code":
            self._held = "p code /code"
        elif self._held == "p code /code" and tag == "p":
            self._lines.append("".join(self._words))
            self._held = ""
            self._words.clear()
        else:
            self.release()
            self._title = self._title and tag not in _TITLES
            self._markup.end(tag)

    def end_code(self) -> None:
        """The code ends, if any is open: what follows is none, or another one."""
        if self._lines:
            self._markup.start("pre", {})
            self._markup.data("\n".join(self._lines))
            self._markup.end("pre")
            self._lines.clear()

    def release(self) -> None:
        """Tell what was held back."""
        self.end_code()
        held, self._held = self._held.split(), ""
        for tag in held:
            if tag == "/code":
                self._markup.data("".join(self._words))
                self._markup.end("code")
            else:
                self._markup.start(tag, {})
        if held[1:] == ["code"]:
            self._markup.data("".join(self._words))
        self._words.clear()
