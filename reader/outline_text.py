"""The outline of a document as a text that a person edits, and what it says afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from reader.documents.chapter_titles import has_title_below
from reader.documents.document import BlockKind, Document
from reader.documents.overrides import (
    LONGEST,
    Unit,
    is_heading,
    lines_of,
    title_of,
    unit_at,
    unit_at_line,
    units_of,
)
from reader.output import short
from reader.text.spans import Span

MOST = 500  # candidates that are listed
SHORT = 130  # code points of a candidate
DEEPEST = 12
Key = str  # the line of a unit in the source; "12.2" for the second one that stands in it

_HEAD = """\
; The headings of “{title}”. Change them here, save, and leave the editor: your decisions
; are kept with your annotations; the file itself is not touched.
;
;   ## 120 The words        a heading of level 2, in line 120 of the file
;
; More or fewer #s change its level. Deleting a line, or putting a ; before it, makes it none.
; Any line of the file becomes a heading by a new line here. The words are only for your eyes.
; A number alone and the title below it (“title of 120”) are two headings and one row of the
; sections pane. To make such a pair let both be headings; to undo it delete one of them.

"""
_CANDIDATES = """
; Lines that could be headings; take the ; away, and they are:
"""
_ROW = re.compile(r"(#+)\s*(\d{1,9}(?:\.\d{1,4})?)(?:\s.*)?")
_QUOTES = tuple('"“‘«„')
_NO_TITLE_ENDS_SO = tuple(".,;:。，；：")


def written(
    document: Document, likely: Mapping[int, float] = MappingProxyType({})
) -> tuple[str, dict[Key, Unit]]:
    """The text to edit, and the units that it names by their lines.

    ``likely`` says of lines of the source how sure one is, from 0 to 1, that they are headings,
    where that was weighed: then these are the candidates, else what has the form of a heading.
    """
    keys: dict[Key, Unit] = {}
    rows = [_HEAD.format(title=short(document.metadata.title))]
    above = ""
    for index, section in enumerate(document.outline):
        unit = None if section.made else unit_at(document, section.heading.start)
        if unit is not None:
            pair = index > 0 and has_title_below(document, index - 1)
            rows.append(_row(document, unit, section.level, keys, above if pair else ""))
            above = next(reversed(keys))
    could_be = _surest(document, likely) or _candidates(document)
    if could_be:
        rows.append(_CANDIDATES)
        for unit in could_be:
            around = document.section_at(unit.start)
            level = document.outline[around].level if around >= 0 else 1
            rows.append(f"; {_row(document, unit, level, keys)}")
    return "".join(rows), keys


def read(document: Document, text: str, keys: dict[Key, Unit]) -> tuple[dict[Span, int], list[str]]:
    """The headings that an edited text asks for, each with its level, and what is wrong with it,
    a line each that begins with the number of the line."""
    wanted: dict[Span, int] = {}
    first: dict[Span, int] = {}
    problems: list[str] = []
    for number, row in enumerate(text.splitlines(), 1):
        row = row.strip().removeprefix("\ufeff")
        if not row or row.startswith(";"):
            continue
        match = _ROW.fullmatch(row)
        if match is None:
            problems.append(f"{number}: “{short(row, 40)}” is not #s, the number of a line, words")
            continue
        level, key = len(match[1]), match[2]
        unit = keys.get(key) or unit_at_line(document, int(key.partition(".")[0]))
        span = Span(unit.start, unit.end) if unit else None
        if unit is None or span is None:
            problems.append(f"{number}: line {key} is empty, or no line that could stand alone")
        elif level > DEEPEST:
            problems.append(f"{number}: {level} levels are too many, {DEEPEST} are the most")
        elif span in first:
            problems.append(f"{number}: line {key} stands here already, in line {first[span]}")
        elif unit.end - unit.start > LONGEST and not is_heading(document, unit):
            problems.append(f"{number}: line {key} is in a paragraph too long for a heading")
        else:
            wanted[span] = level
            first[span] = number
    return wanted, problems


def _row(
    document: Document, unit: Unit, level: int, keys: dict[Key, Unit], number: Key = ""
) -> str:
    """A row for a heading, or the title of the ``number`` above it; its key joins the others."""
    lines = lines_of(document, unit)
    key = line = str(lines[0] if lines else 0)
    again = 1
    while key in keys:
        again += 1
        key = f"{line}.{again}"
    keys[key] = unit
    said = f"  (title of {number})" if number else ""
    return f"{'#' * level} {key} {short(title_of(document, unit), 100)}{said}\n"


def _surest(document: Document, likely: Mapping[int, float]) -> list[Unit]:
    """What stands in the likeliest lines, but for headings, in reading order."""
    headings = {section.heading.start for section in document.outline if not section.made}
    units: dict[Unit, float] = {}
    for line, sure in likely.items():
        unit = unit_at_line(document, line)
        if unit is not None and unit.start not in headings and unit.end - unit.start <= LONGEST:
            units[unit] = max(sure, units.get(unit, 0.0))
    return sorted(sorted(units, key=lambda unit: -units[unit])[:MOST])


def _candidates(document: Document) -> list[Unit]:
    """Short paragraphs that stand above a longer one and do not end like a sentence."""
    blocks, found = document.blocks, []
    for index in range(len(blocks) - 1):
        start, end = blocks.starts[index], blocks.ends[index]
        if end - start > SHORT or blocks.ends[index + 1] - blocks.starts[index + 1] <= end - start:
            continue
        text = document.text[start:end]
        speech = text.startswith(_QUOTES)
        if blocks[index].kind is BlockKind.PARAGRAPH and not speech:
            found += [] if text.endswith(_NO_TITLE_ENDS_SO) else units_of(document, index)
        if len(found) >= MOST:
            break
    return found
