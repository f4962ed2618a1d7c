"""The lists of an AsciiDoc text: which are open, and their items."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.documents.formats.written import DEEPEST, Writer
from reader.text.patterns import lazy

ITEM = lazy(r"[ \t]*(\*{1,5}|-|\.{1,5}|\d{1,9}\.|[a-zA-Z]\.|<[\d.]{1,3}>)[ \t]+(\S.*)")
TERM = lazy(r"[ \t]*(\S.{0,500}?)(:{2,4}|;;)(?:[ \t]+(\S.*)|[ \t]*)$")
_CHECK = lazy(r"\[([ xX*])\][ \t]+")


class Lists:
    """The lists that are open, outermost first."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._open: list[str] = []  # the element and the marker of each

    def __len__(self) -> int:
        return len(self._open)

    def item(self, marker: str, text: str) -> str:
        """An item begins; its text."""
        kind = re.sub(r"[\d.]+>?$", "1.", marker) if marker[0] in "0123456789<" else marker
        kind = "a." if re.fullmatch(r"[a-zA-Z]\.", marker) else kind
        tag = "ul" if marker[0] in "*-" else "ol"
        number = marker.rstrip(".") if marker[0].isdigit() else ""
        self.begin(kind, tag, {"start": number} if number else {})
        self._writer.start("li", {})
        if tag == "ul" and (check := _CHECK.match(text)):
            self._writer.blocks.marker = "☐" if check[1] == " " else "☑"
            text = text[check.end() :]
        return text

    def begin(self, kind: str, tag: str, attributes: Mapping[str, str]) -> None:
        """A list of this kind begins, or goes on."""
        name = f"{tag} {kind}"
        if name in self._open:
            while self._open[-1] != name:
                self._writer.end(self._open.pop().split()[0])
        elif len(self._open) < DEEPEST:
            self._open.append(name)
            self._writer.start(tag, attributes)

    def end(self) -> None:
        """All of them end."""
        while self._open:
            self._writer.end(self._open.pop().split()[0])
