"""The rows of a table in LaTeX, whose first cell nothing begins."""

from __future__ import annotations

import re

from reader.documents.formats.written import Writer
from reader.text.patterns import lazy

_RULE_NAMES = (
    "hline toprule midrule bottomrule cline cmidrule endhead endfirsthead endfoot endlastfoot "
    "caption label rowcolor noalign addlinespace centering multicolumn tabularnewline"
)
RULES = frozenset(
    _RULE_NAMES.split()
)  # commands that stand between rows, or begin cells themselves
_LONGEST_HEAD = 3_000  # code points


_CAPTION = lazy(r"(?:(?!\\\\).){0,3000}?\\caption.{0,3000}?(?:\\\\|\\tabularnewline\b)", re.DOTALL)
_REPEATED = lazy(r"(?:(?!\\end).){0,3000}?\\end(?:head|foot)(?![A-Za-z])", re.DOTALL)


def behind_repeated(text: str, at: int) -> int:
    """Where a long table goes on behind its first head: the heads and feet of its other pages,
    which repeat it, are left out."""
    while found := _REPEATED.match(text, at):
        at = found.end()
    return at


class Rows:
    """A table that is being written; the first row may be its ``head``."""

    def __init__(self, writer: Writer, head: bool) -> None:
        self._writer = writer
        self._tag = "th" if head else "td"
        self._begun = False  # the row
        self._waits = False  # the cell

    def cell(self, across: str = "1") -> None:
        """Something comes that stands in a cell, which begins unless it has."""
        if not self._begun:
            self._writer.start("tr", {})
        if not self._begun or self._waits:
            self._writer.start(self._tag, {"colspan": across})
        self._begun, self._waits = True, False

    def next_cell(self) -> None:
        """The next cell begins when something comes."""
        self.cell()
        self._waits = True

    def end_row(self) -> None:
        """The row ends."""
        if self._waits:
            self.cell()
        if self._begun:
            self._tag = "td"
        self._begun = self._waits = False


def has_head(text: str, at: int) -> bool:
    """Whether a rule stands below the first row of the table that begins at an offset."""
    if caption := _CAPTION.match(text, at):  # of a long table: no row
        at = caption.end()
    end = text.find("\\\\", at, at + _LONGEST_HEAD)
    rule = re.compile(r"\s*(?:\[[^\]]*\])?\s*\\(?:hline|midrule|endhead|endfirsthead|cmidrule)")
    return end > 0 and rule.match(text, end + 2) is not None
