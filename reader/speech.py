"""A document in words and lines, for screen readers and terminals without a screen.

Everything here is a pure function: what stands where, and what is said of it. Offsets count code
points of the document's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reader.annotations.annotation import Annotation, Kind
from reader.annotations.records import other_notes
from reader.documents.document import Block, BlockKind, Document
from reader.study.coverage import covered
from reader.study.reading import Reading
from reader.text.sentences import sentence_ends
from reader.text.spans import Span

SENTENCE, PARAGRAPH = "sentence", "paragraph"
_HAS_SENTENCES = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE)
_SAID_FIRST = {
    BlockKind.QUOTE: "Quote: ",
    BlockKind.CODE: "Code: ",
    BlockKind.TABLE: "Table: ",
    BlockKind.VERSE: "Verse: ",
    BlockKind.FIGURE: "Figure: ",
}


# --- where -------------------------------------------------------------------------------------


def unit_at(document: Document, offset: int, by: str) -> Span:
    """The sentence or paragraph at ``offset``; headings, verse, code and tables are whole."""
    block = document.blocks[document.block_at(offset)]
    if by == SENTENCE and block.kind in _HAS_SENTENCES:
        for sentence in _sentences(document, block):
            if offset < sentence.end:
                return sentence
        return sentence
    return Span(block.start, block.end)


def _sentences(document: Document, block: Block) -> Iterator[Span]:
    start = block.start
    for end in sentence_ends(document.text, block.start, block.end):
        start += len(document.text[start:end]) - len(document.text[start:end].lstrip())
        if end > start:
            yield Span(start, end)
        start = end


def next_unit(document: Document, unit: Span, by: str) -> Span | None:
    """The sentence or paragraph after this one; None at the end."""
    text = document.text
    start = unit.end
    while start < len(text) and text[start].isspace():
        start += 1
    return unit_at(document, start, by) if start < len(text) else None


def unit_before(document: Document, unit: Span, by: str) -> Span | None:
    """The sentence or paragraph before this one; None at the beginning."""
    end = unit.start
    while end > 0 and document.text[end - 1].isspace():
        end -= 1
    return unit_at(document, end - 1, by) if end else None


# --- what is said ------------------------------------------------------------------------------


def said(document: Document, unit: Span) -> str:
    """The words of a sentence or paragraph, after what it is, unless it is plain prose."""
    block = document.blocks[document.block_at(unit.start)]
    words = document.text[unit.start : unit.end]
    if unit.start > block.start:
        return words
    if block.kind is BlockKind.HEADING:
        return f"Heading {block.depth or 1}: {words}"
    if block.kind is BlockKind.RULE:
        return "A line across the page."
    if block.kind is BlockKind.TABLE:
        words = _rows(words)
    marker = f"{block.marker} " if block.marker else ""
    return f"{_SAID_FIRST.get(block.kind, '')}{marker}{words}"


def _rows(table: str) -> str:
    """A table without the lines drawn between its cells, which would be spelt out."""
    rows = (row for row in table.split("\n") if row.strip("─━═┼ "))
    return "\n".join(re.sub(" *│ *", ", ", row) for row in rows)


def notes_on(reading: Reading, unit: Span) -> list[str]:
    """A line for every annotation over a part of these words."""
    return [
        announced(annotation, span, reading, unit) for annotation, span in placed_on(reading, unit)
    ]


def placed_on(reading: Reading, unit: Span) -> list[tuple[Annotation, Span]]:
    """The annotations over a part of these words, in reading order."""
    crossing = reading.index.crossing(unit.start, max(unit.end, unit.start + 1))
    found = [(annotation, Span(start, end)) for start, end, annotation in crossing]
    return sorted(found, key=lambda pair: (pair[1], pair[0].created, pair[0].id))


def announced(
    annotation: Annotation, span: Span, reading: Reading, unit: Span | None = None
) -> str:
    """What an annotation is, on which words, and what its note says."""
    text = reading.document.text
    what = "highlighted" if annotation.kind is Kind.HIGHLIGHT else str(annotation.kind)
    line = f"{what} {annotation.colour}".capitalize()
    if unit is None or span.start > unit.start or span.end < unit.end:
        line += f", “{short(text[span.start : span.end])}”"
    if reading.wording(annotation):
        line += f", reworded since; it was “{short(annotation.target.exact)}”"
    return line + "." + _note_and_tags(annotation)


def lost(annotation: Annotation) -> str:
    """What an annotation says whose words are no longer in the text."""
    return (
        f"Lost, its words are not in the text: “{short(annotation.target.exact)}”."
        f"{_note_and_tags(annotation)}"
    )


def _note_and_tags(annotation: Annotation) -> str:
    line = f" Note: {one_line(annotation.note)}" if annotation.note.strip() else ""
    for other in other_notes(annotation):
        line += f" Another version of the note: {one_line(other)}"
    if annotation.tags:
        line += f" Tags: {', '.join(annotation.tags)}."
    return line


def where(document: Document, offset: int) -> str:
    """The section and how far into the text, as a sentence."""
    path = document.section_path(offset)
    section = f" in {' — '.join(map(short, path[-2:]))}" if path else ""
    return f"{percent(document, offset)}{section}."


def sections(
    document: Document, read: Sequence[Span], counts: Sequence[int], words: str = ""
) -> list[str]:
    """A numbered line for every section; only those with ``words`` in their title."""
    lines = []
    for number, section in enumerate(document.outline, 1):
        if words.casefold() not in section.title.casefold():
            continue
        size = max(section.end - section.start, 1)
        known = f", {100 * covered(read, section.start, section.end) // size}% read"
        notes = counts[number - 1]
        kept = f", {amount(notes, 'annotation')}" if notes else ""
        at = percent(document, section.start)
        title = one_line(section.title)
        title = f"beginning with “{title}”" if section.made else title
        lines.append(f"{number}. {title} (level {section.level}, at {at}{known}{kept})")
    return lines


def percent(document: Document, offset: int) -> str:
    """How far into the text an offset is."""
    return f"{100 * offset // max(len(document.text), 1)}%"


def amount(number: int, word: str) -> str:
    """A number and a word in the singular or plural."""
    return f"{number} {word}{'s' * (number != 1)}"


def one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def short(text: str, most: int = 80) -> str:
    """A text on one line that is not long."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def in_lines(text: str, width: int) -> Iterable[str]:
    """The text in lines of a terminal, broken between words; as it is where there is none."""
    if width <= 0:
        return text.split("\n")
    from reader.text.wrap import folded

    return folded(text, width, len(text) + 1)
