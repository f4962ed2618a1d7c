"""``python -m tests.benchmarks.printed FOLDER``: what is found again of a text that was printed.

Beside each ``NAME.pdf`` of the folder stands ``NAME.md``, the text that it was made of. Compared
are the words in their order, the headings with their levels, and the paragraphs, which have to be
the same to the letter but for white space.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from reader.documents.document import BlockKind, Document
from reader.documents.opening import first_piece, open_document, read_source

_WORD = re.compile(r"\w+")
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
_BATCH = 4_000  # words that are compared at once


class Score(NamedTuple):
    """How much of a text was found: words and paragraphs of how many, headings with and without
    their levels, and what is in the document and not in the text."""

    name: str
    pages: int
    seconds: float
    piece: float
    prefix: bool
    words: tuple[int, int]
    extra: int
    headings: tuple[int, int, int]
    false_headings: int
    paragraphs: tuple[int, int]


def score(path: Path) -> Score:
    """Compare a PDF with the text beside it."""
    source = read_source(path)
    begun = time.perf_counter()
    piece = first_piece(source)
    first = time.perf_counter()
    document = open_document(source)
    whole = time.perf_counter()
    truth = open_document(read_source(path.with_suffix(".md")))
    found, wanted = _WORD.findall(document.text), _WORD.findall(truth.text)
    kept = sum(_alike(found, wanted))
    levels = _headings(truth)
    own = _headings(document)
    right = sum((Counter(title for title, _ in levels) & Counter(t for t, _ in own)).values())
    nested = sum((Counter(levels) & Counter(own)).values())
    paragraphs = Counter(_paragraphs(truth))
    exact = sum((paragraphs & Counter(_paragraphs(document))).values())
    return Score(
        path.name,
        len(document.pages),
        whole - first,
        first - begun,
        piece is None or document.text.startswith(piece.text),
        (kept, len(wanted)),
        len(found) - kept,
        (right, nested, len(levels)),
        len(own) - right,
        (exact, paragraphs.total()),
    )


def _alike(found: list[str], wanted: list[str]) -> Iterator[int]:
    """How many words are the same in the same order, piece by piece."""
    at = 0
    for start in range(0, len(wanted), _BATCH):
        here = wanted[start : start + _BATCH]
        there = found[at : at + len(here) + _BATCH // 4]
        blocks = SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
        yield sum(block.size for block in blocks)
        last = [block for block in blocks if block.size]
        at += last[-1].b + last[-1].size if last else len(here)


def _headings(document: Document) -> list[tuple[str, int]]:
    return [(_key(s.title), s.level) for s in document.outline if not s.made]


def _paragraphs(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind in _TEXTS:
            yield _key(document.text[block.start : block.end])


def _key(text: str) -> str:
    return " ".join(text.replace("\u2060", "").split())  # a word joiner is not seen


def main() -> int:
    """Print a table of all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    report(parser.parse_args().folder)
    return 0


def report(folder: Path) -> None:
    """Print how well the PDFs of a folder are read that have their text beside them."""
    paths = [p for p in sorted(folder.rglob("*.pdf")) if p.with_suffix(".md").exists()]
    if paths:
        print(f"{'PDF':28} pages  read s first s  words %  extra  headings  levels  paragraphs")
    for path in paths:
        one = score(path)
        right, nested, of = one.headings
        print(
            f"{one.name[:28]:28} {one.pages:5} {one.seconds:7.2f} {one.piece:7.2f} "
            f"{100 * one.words[0] / max(1, one.words[1]):8.2f} {one.extra:6} "
            f"{right:4}/{of} +{one.false_headings} {nested:6} "
            f"{one.paragraphs[0]:6}/{one.paragraphs[1]}{'' if one.prefix else '  NO PREFIX'}"
        )


if __name__ == "__main__":
    sys.exit(main())
