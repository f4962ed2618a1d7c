"""Fields of Word: where what they show leads, by what they are told to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reader.documents.formats.html import link
from reader.text.patterns import lazy

_ADDRESS = lazy(r'HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]*)"|([^\s"\\]+))')
_PLACE = lazy(r'HYPERLINK[^\\]*(?:\\[mnot][^\\]*)*\\l\s+"?([^"\s]+)|\b(?:PAGE)?REF\s+(\S+)[^"]*\\h')
_LONGEST = 4096  # code points of what a field is told


def target_of(code: str) -> str:
    """Where the result of a field leads; "" for nowhere."""
    code = code[:_LONGEST]
    if found := _PLACE.search(code):
        return f"#{found[1] or found[2]}"
    if found := _ADDRESS.search(code):
        return link(found[1] or found[2] or "")
    return ""


class _Field(NamedTuple):
    """A field: what it is told, whether its result has begun and is shown, and is a link."""

    code: list[str]
    shown: bool = False
    linked: bool = False


class Fields:
    """The fields that are open, each in what the one before is told, or in its result."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def is_told(self) -> bool:
        """Whether what comes is told to a field, and not shown."""
        return bool(self._open) and not self._open[-1].shown

    def begin(self) -> None:
        """A field begins."""
        self._open.append(_Field([]))

    def tell(self, code: str) -> None:
        """The innermost field is told to do something."""
        if self._open:
            self._open[-1].code.append(code)

    def show(self, begin_link: Callable[[str], bool]) -> None:
        """The result of the innermost field begins: a link, if it leads anywhere."""
        if self.is_told:
            code = self._open.pop().code
            shown = not self.is_told
            self._open.append(_Field(code, shown, begin_link(target_of("".join(code)))))

    def end(self) -> bool:
        """The innermost field ends; whether a link ends with it."""
        return bool(self._open) and self._open.pop().linked

    def end_paragraph(self) -> None:
        """What a field is told ends with its paragraph at the latest, so that one that was left
        open hides no more than that."""
        while self.is_told:
            self._open.pop()
