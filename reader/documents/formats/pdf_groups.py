"""Paragraphs of a PDF that belong together: the words in a drawing, the lines of a verse."""

from __future__ import annotations

from collections.abc import Sequence

from reader.documents.document import BlockKind
from reader.documents.formats.pdf_flow import Usual
from reader.documents.formats.pdf_paragraphs import Paragraph

_VERSE_LINES = 3
_LABELS = 4  # of a drawing, at least
_LABEL = 0.85  # of the usual size: letters in drawings are not larger


def drawings(paragraphs: list[Paragraph], usual: Usual) -> None:
    """Make one figure of the short lines in small letters that are the words in a drawing."""
    kept: list[Paragraph] = []
    group: list[Paragraph] = []
    for one in [*paragraphs, None]:
        if (
            one is not None
            and _is_label(one, usual)
            and (not group or group[-1].last.page == one.last.page)
        ):
            group.append(one)
            continue
        if len(group) >= _LABELS:
            part = group[0].part
            part.kind = BlockKind.FIGURE
            part.text = f"[{' · '.join(label.part.text for label in group)}]"
            part.marks = ()
            group = group[:1]
        kept += group
        group = []
        if one is not None and _is_label(one, usual):
            group = [one]
        elif one is not None:
            kept.append(one)
    paragraphs[:] = kept


def _is_label(one: Paragraph, usual: Usual) -> bool:
    plain = one.part.kind is BlockKind.PARAGRAPH and not one.part.role
    return plain and one.size < _LABEL * usual.size and one.lines <= 2 and len(one.part.text) < 40


def verses(paragraphs: Sequence[Paragraph]) -> None:
    """Join lines that each end early, without space between them: verse, or an address."""
    begun = 0
    for index in range(1, len(paragraphs) + 1):
        one = paragraphs[index] if index < len(paragraphs) else None
        if one is not None and one.reason == "short" and _is_verse(one):
            continue
        group = paragraphs[begun:index]
        begun = index
        if len(group) >= _VERSE_LINES and _is_verse(group[0]):
            for later in group[1:]:
                later.part.tight = True


def _is_verse(paragraph: Paragraph) -> bool:
    return (
        paragraph.part.kind is BlockKind.PARAGRAPH
        and not paragraph.part.role
        and paragraph.lines == 1
    )
