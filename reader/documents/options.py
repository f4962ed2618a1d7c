"""The options of a program, as manual pages set them: each a term with what it means below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.documents.document import BlockKind
from reader.documents.parts import Part
from reader.documents.prose import joined
from reader.text.patterns import lazy

_OPTION = lazy(r"(?P<term>[-+]{1,2}[^\s-].*?)(?: {2,}(?P<said>\S.*))?")
_TERM = lazy(r"(?P<term>[^\s•·].{0,39}?)(?: {2,}(?P<said>\S.*))?")
_INSET = 3  # columns that a meaning stands further in than its term, at least


def options(run: Sequence[str], first: int, *, set_by_program: bool) -> list[Part]:
    """The options in a run, and what they mean; none where the run is anything else.

    The meanings stand further in, all at one column: beside the option where there is room, else
    from the next line on. Other terms count in a page that is ``set_by_program``: people set
    verse, lists and code like that.
    """
    start = _column(run[0])
    heads = [number for number, line in enumerate(run) if _column(line) == start]
    columns = {_column(line) for line in run} - {start}
    if not start or len(columns) > 1 or (len(heads) > 1 and not set_by_program):
        return []
    parts: list[Part] = []
    for head, end in pairwise([*heads, len(run)]):
        line = run[head].strip()
        found = _OPTION.fullmatch(line)
        if found is None and set_by_program and columns:
            found = _TERM.fullmatch(line)
        if found is None:
            return []
        if found["said"] is not None:
            columns.add(start + found.start("said"))
        parts += _option(found["term"], found["said"], run[head + 1 : end], first + head)
    if len(columns) != 1 or min(columns) < start + _INSET:
        return []
    for part in parts:
        part.indent = start if part.role == "term" else min(columns)
    return parts


def _option(term: str, beside: str | None, below: Sequence[str], first: int) -> list[Part]:
    """A term and what stands beside and below it; nothing does where the next term has it."""
    parts = [Part(BlockKind.PARAGRAPH, joined(term), first, first, role="term")]
    words = [*filter(None, (beside,)), *(line.strip() for line in below)]
    if words:
        begins = first if beside is not None else first + 1
        meaning = Part(BlockKind.ITEM, joined("\n".join(words)), begins, first + len(below))
        meaning.tight = True
        parts.append(meaning)
    return parts


def _column(line: str) -> int:
    return len(line) - len(line.lstrip())
