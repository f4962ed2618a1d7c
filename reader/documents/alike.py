"""Which headings, or which lines that could be headings, look like a given one."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from reader.documents.divisions import Number
from reader.documents.document import KEEPS_LINES, BlockKind, Document, MarkKind
from reader.documents.numbering import number_of
from reader.documents.overrides import Unit, title_of, units_of
from reader.documents.surroundings import WORD

SHORT = 130  # code points of a line that may be a heading like another one
_TITLED = " titled"  # of a number with words behind it
_LONG_WORD = 4  # letters from which on a word has a capital in a title
_ENDINGS = {char: kind[0] for kind in (".。!！?？…", ":：", ",;，；、") for char in kind}
_OPENINGS = {char: kind[0] for kind in ("\"“‘«„「『'", "—–-", "([（【") for char in kind}


class Look(NamedTuple):
    """What one line looks like. Lines of the same look are alike.

    ``number`` is the kind of its number ("chapter", "decimal 2"), ``case`` "capitals", "title"
    (every long word has a capital), "sentence" (the first one), "small", or "" for scripts without
    case; ``marks`` are those over the whole of it; ``depth`` that of a heading. One word with a
    capital is a title as well as a sentence: it has the case "word".
    """

    kind: BlockKind
    depth: int
    number: str
    case: str
    ending: str
    opening: str
    marks: frozenset[MarkKind]


def look_of(document: Document, unit: Unit) -> Look:
    """What a unit looks like."""
    block = document.blocks[unit.block]
    text = title_of(document, unit)
    number = _number(text)
    heading = block.kind is BlockKind.HEADING
    # Whether a number was read as that of a list says little of the line.
    listed = number is not None and block.kind is BlockKind.ITEM
    return Look(
        BlockKind.PARAGRAPH if listed else block.kind,
        block.depth if heading else 0,
        f"{number.kind}{_TITLED if number.rest else ''}" if number else "",
        "" if number else _case(text),
        _ENDINGS.get(text[-1:], ""),
        _OPENINGS.get(text[:1], ""),
        frozenset(
            mark.kind
            for start, end, mark in document.mark_index.crossing(unit.start, unit.end)
            if start <= unit.start and end >= unit.end
        ),
    )


def alike(document: Document, unit: Unit) -> list[Unit]:
    """The other units that look like this one, in reading order.

    Of a heading: the headings of its depth. Of anything else: short units that stand alone, with
    neither the one before nor the one after looking the same, as the items of a list do. Lines
    of verse are many and alike; only numbers, capitals or marks tell one of them.
    """
    look = look_of(document, unit)
    if look.kind in KEEPS_LINES and not (look.number or look.case == "capitals" or look.marks):
        return []
    if look.kind is BlockKind.HEADING:
        found = [one for one in _headings(document) if _same(look, look_of(document, one))]
    else:
        found = _alone(document, look)
    return [other for other in found if other != unit]


def _alone(document: Document, look: Look) -> list[Unit]:
    """The units of a look that have none of the same look beside them."""
    found: list[Unit] = []
    run: list[Unit] = []
    kinds = {look.kind, BlockKind.ITEM} if look.number else {look.kind}
    for other in _units(document, kinds):
        if run and other.start != run[-1].end + 1:
            found += run if len(run) == 1 else ()
            run = []
        if _same(look, look_of(document, other)):
            run.append(other)
    return found + (run if len(run) == 1 else [])


def likely_depth(document: Document, unit: Unit) -> int:
    """How deep a unit would stand in the tree as a heading.

    Like the nearest heading of its look, else of its kind of number; else, with a number of its
    own, below the heading before it that is numbered as something wider; else like the section
    around it, but below a title that stands over all of the document.
    """
    look = look_of(document, unit)
    outline = document.outline
    near = (index for index, section in enumerate(outline) if not section.made)
    nearest = sorted(near, key=lambda index: abs(outline[index].heading.start - unit.start))
    numbered = 0  # the depth of the nearest with the same kind of number
    for index in nearest:
        start, end = outline[index].heading
        other = look_of(document, Unit(start, end, document.block_at(start)))
        if _same(look, other._replace(kind=look.kind, depth=look.depth)):
            return outline[index].level
        if look.number and not numbered and _number_kind(other) == _number_kind(look):
            numbered = outline[index].level
    if numbered or (numbered := _below_wider(document, unit)):
        return numbered
    around = document.section_at(unit.start)
    if around < 0 or document.outline[around].made:
        return 1
    section = document.outline[around]
    alone = len(document.sections) == 1 and section is document.sections[0]
    return section.level + (1 if alone and section.start == 0 else 0)


def _number(text: str) -> Number | None:
    """The number of a line that a person may call a heading though it goes on in sentences."""
    return number_of(text) or number_of(text.partition("。")[0])


def _number_kind(look: Look) -> str:
    return look.number.removesuffix(_TITLED)


def _below_wider(document: Document, unit: Unit) -> int:
    """The depth below the last heading before a unit whose number is that of something wider (a
    part, for a section's); 0 where the unit or what stands before it has no number."""
    number = _number(title_of(document, unit))
    before = (s for s in document.outline if not s.made and s.start < unit.start)
    for section in reversed([*before] if number else []):
        other = _number(section.title)
        if number and other and other.rank < number.rank:
            return section.level + 1
    return 0


def _headings(document: Document) -> Iterator[Unit]:
    for section in document.outline:
        if not section.made:
            yield Unit(*section.heading, document.block_at(section.heading.start))


def _units(document: Document, kinds: Set[BlockKind]) -> Iterator[Unit]:
    """The short units of some kinds. What costs little is asked first: most blocks are long."""
    blocks = document.blocks
    for index, (start, end) in enumerate(zip(blocks.starts, blocks.ends, strict=True)):
        kind = blocks[index].kind if end - start <= SHORT or KEEPS_LINES & kinds else None
        if kind in kinds:
            yield from (u for u in units_of(document, index) if u.end - u.start <= SHORT)


def _same(one: Look, other: Look) -> bool:
    if one == other:
        return True
    both = {one.case, other.case}
    word = "word" in both and both <= {"word", "title", "sentence"}
    return word and one._replace(case="") == other._replace(case="")


def _case(text: str) -> str:
    words = WORD.findall(text)
    if not any(word[0].islower() or word[0].isupper() for word in words):
        return ""
    if text.isupper():
        return "capitals"
    if not words[0][0].isupper():
        return "small"
    if len(words) == 1:
        return "word"
    small = any(word[0].islower() and len(word) >= _LONG_WORD for word in words)
    return "title" if not small and any(word[0].isupper() for word in words[1:]) else "sentence"
