"""`reader reanchor`: where annotations went in a text that was edited, and accepting that."""

from __future__ import annotations

import argparse
from typing import NamedTuple

from reader.annotations.annotation import Annotation
from reader.annotations.places import State
from reader.commands import open_reading, remembered
from reader.documents.document import Document
from reader.errors import StorageError
from reader.following import follow
from reader.locating import find_library
from reader.output import print_json, short, talk, talk_notices
from reader.study.reading import Reading
from reader.text.likeness import told_apart
from reader.text.spans import Span

_WORDS = 60  # code points of a passage in a row of the table


class Move(NamedTuple):
    """Where an annotation was when it was last found, and where it is now, if anywhere.

    ``was`` and ``words`` are of the text before, as far as it is known; ``paragraph`` counts the
    paragraphs of that text, from 1, and is 0 where that is not known. ``line`` is of the file.
    """

    annotation: Annotation
    state: State
    confidence: float
    was: Span
    paragraph: int
    words: str
    span: Span | None
    now: int
    line: int
    new_words: str


def reanchor(arguments: argparse.Namespace) -> int:
    """Say where annotations went, and let them mean the words that they stand on now."""
    source, document, reading = open_reading(arguments)
    moves = [_move(reading, annotation, span) for annotation, span in reading.everything()]
    fates = reading.fates
    accepted = 0
    if not arguments.dry_run and moves and source.path is not None and source.path.exists():
        entry = remembered(arguments, source, document)
        accepted = sum(_differs(reading, move) for move in moves)
        reading.accept(*(annotation.id for annotation in reading.store.all()))
        try:
            reading.store.save()
            reading.keep(anew=True)
        except StorageError as error:  # what was accepted is kept in the journal
            talk_notices([str(error)])
        talk_notices(follow(find_library(arguments.library), [entry.id]))
    if arguments.json:
        print_json(
            {
                "title": document.metadata.title,
                "changed": reading.changed,
                "accepted": accepted,
                **fates._asdict(),
                "annotations": [_record(move) for move in moves],
            }
        )
        return 0
    for row in _table([move for move in moves if move.state is not State.KEPT]):
        print(row)
    if not moves:
        talk(f"{document.metadata.title}: no annotations yet")
        return 0
    told = fates.line or "nothing that needs a place"
    if accepted:
        told += f"; {accepted} accepted as they are now"
    elif not arguments.dry_run:
        told += "; nothing to accept"
    talk(told)
    return 0


def _differs(reading: Reading, move: Move) -> bool:
    """Whether there is something to accept: the target is not what would be written today."""
    return move.span is not None and reading.described(move.span) != move.annotation.target


def _move(reading: Reading, annotation: Annotation, span: Span | None) -> Move:
    target, before = reading.last_described(annotation)
    text = reading.document.text
    return Move(
        annotation,
        reading.state_of(annotation),
        reading.confidence_of(annotation),
        Span(target.start, target.end),
        _paragraph(before, target.start) if before is not None else 0,
        annotation.target.exact,
        span,
        _paragraph(text, span.start) if span else 0,
        _line(reading.document, span) if span else 0,
        text[span.start : span.end] if span else "",
    )


def _paragraph(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _line(document: Document, span: Span) -> int:
    """The line of the source in which the block of a passage begins; 0 where it has none."""
    block = document.block_at(span.start)
    lines = document.blocks.lines_of(block) if block >= 0 else None
    return lines[0] if lines else 0


def _table(moves: list[Move]) -> list[str]:
    rows = []
    for move in moves:
        old, new = str(move.paragraph or "?"), str(move.now or "–")
        line = f"line {move.line}" if move.line else ""
        words = short(move.words, _WORDS)
        if move.state is State.ADJUSTED:
            words = short(told_apart(move.words, move.new_words), 2 * _WORDS)
        sure = f"{move.confidence:.0%}" if move.span else ""
        rows.append((move.state, sure, f"¶ {old} → {new}", line, words or "(a place)"))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _record(move: Move) -> dict[str, object]:
    span = move.span
    return {
        "id": move.annotation.id,
        "state": move.state,
        "confidence": round(move.confidence, 3) if span else None,
        "was": {
            "quote": move.words,
            "start": move.was.start,
            "end": move.was.end,
            "paragraph": move.paragraph or None,
        },
        "quote": move.new_words if span else None,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "paragraph": move.now or None,
        "line": move.line or None,
    }
