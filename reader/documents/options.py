"""The options of a program, as manual pages set them: each a term with what it means below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.documents.definitions import is_beside, is_full
from reader.documents.document import BlockKind
from reader.documents.list_lines import column_of
from reader.documents.parts import Part
from reader.documents.prose import joined
from reader.text.patterns import lazy

_OPTION = lazy(r"(?P<term>[-+]{1,2}[^\s-].*?)(?: {2,}(?P<said>\S.*))?")
_TERM = lazy(r"(?P<term>[^\s•·].{0,39}?)(?: {2,}(?P<said>\S.*))?")
_BULLETS = ("•", "·")
_INSET = 3  # columns that a meaning stands further in than its term, at least


def options(run: Sequence[str], first: int, edge: int = 0, *, tight: bool = False) -> list[Part]:
    """The options in a run, and what they mean; none where the run is anything else.

    The meanings stand further in, all at one column: beside the option where there is room, else
    from the next line on. Other terms count in a page that a program set, whose lines end at
    ``edge``: people set verse, lists and code like that. ``tight`` tells that terms are as long as
    they need there, and that one space may be between them and their meanings.
    """
    start = column_of(run[0])
    heads = [number for number, line in enumerate(run) if column_of(line) == start]
    columns = {column_of(line) for line in run} - {start}
    if not start or len(columns) > 1 or (len(heads) > 1 and not edge):
        return []
    inner = max(columns, default=0)
    parts: list[Part] = []
    begun: list[str] = []  # the lines of a term that goes on
    for head, end in pairwise([*heads, len(run)]):
        alone = end == head + 1
        if (
            tight
            and edge
            and inner
            and alone
            and is_full(run, head, edge)
            and not is_beside(run[head], inner)
        ):
            begun.append(run[head].strip())
            continue
        found = _halves(run[head], inner if edge else 0, tight=tight, alone=alone)
        if found is None:
            return []
        term, said = found
        if said:
            columns.add(len(run[head].rstrip()) - len(said))
        words = run[head + 1 : end]
        parts += _option(
            " ".join([*begun, term]), said, words, first + head - len(begun), first + head
        )
        begun = []
    if begun or len(columns) != 1 or min(columns) < start + _INSET:
        return []
    for part in parts:
        part.indent = start if part.role == "term" else min(columns)
    return parts


def _halves(line: str, inner: int, *, tight: bool, alone: bool) -> tuple[str, str] | None:
    """The term of a line and what of its meaning stands beside it, at the column ``inner`` (0: not
    known); None where it is no term. ``alone`` tells that no meaning is below."""
    text = line.strip()
    if tight and inner and not text.startswith(_BULLETS):
        if is_beside(line.rstrip(), inner):
            return line[:inner].strip(), line[inner:].rstrip()
        if not alone:
            return text, ""
    found = _OPTION.fullmatch(text) or (_TERM.fullmatch(text) if inner else None)
    return (found["term"], found["said"] or "") if found is not None else None


def _option(term: str, beside: str, below: Sequence[str], first: int, last: int) -> list[Part]:
    """A term, whose last line is ``last``, and what stands beside and below it; nothing does where
    the next term has it."""
    parts = [Part(BlockKind.PARAGRAPH, joined(term), first, last, role="term")]
    words = [*filter(None, (beside,)), *(line.strip() for line in below)]
    if words:
        begins = last if beside else last + 1
        meaning = Part(BlockKind.ITEM, joined("\n".join(words)), begins, last + len(below))
        meaning.tight = True
        parts.append(meaning)
    return parts
